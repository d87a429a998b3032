//! Bridges between versions of a question: which answers to one count as which to the next.

use super::Question;
use super::answers;
use super::given::{Key, Table, Text};
use super::source::{Mark, Notes};
use super::version_keys::VersionKeys;
use crate::diagnostic::{listed, named};
use crate::label::fold;
use crate::plan::Shape;

/// What leads from one version to the next.
pub(super) enum Bridge {
    /// Nothing: their figures are not comparable.
    Missing,
    /// Per option, its position in the version after; nothing where the answers are numbers or ranks.
    To(Vec<usize>),
}

/// What leads from a version to the one after it. `None` after a fault.
pub(super) fn bridge(keys: &VersionKeys, old: &Question, next: &Question, notes: &Notes) -> Option<Bridge> {
    let VersionKeys { same_as, recode, .. } = keys;
    let Some(mark) = same_as.mark().or(recode.mark()) else { return Some(Bridge::Missing) };
    let fault = |message: String, help: &str| {
        notes.fault(mark, message, help);
        None
    };
    if let (Some(_), Some(_)) = (same_as.mark(), recode.mark()) {
        let help = "keep `recode`: options that it does not name count as those of the same name";
        return fault(format!("question {} has a `same_as` and a `recode`", named(&old.id)), help);
    }
    let is_recoded = recode.mark().is_some();
    match old.shape {
        Shape::Values | Shape::Ranked { .. } if is_recoded => {
            let help = "only options are recoded; `same_as: next` says that it is the same question";
            fault(format!("question {} has no options to recode", named(&old.id)), help)
        }
        Shape::Values if old.unit != next.unit => fault(
            format!("question {} has another unit than the version after it", named(&old.id)),
            "leave `same_as` out",
        ),
        Shape::Ranked { .. } if labels(old) != labels(next) => fault(
            format!("question {} ranks other items than the version after it", named(&old.id)),
            "leave `same_as` out",
        ),
        Shape::Values | Shape::Ranked { .. } => Some(Bridge::To(Vec::new())),
        Shape::Coded { .. } | Shape::Multiple { .. } => options_bridged(recode, mark, old, next, notes).map(Bridge::To),
    }
}

fn labels(question: &Question) -> Vec<String> {
    question.options.iter().map(|option| fold(&option.label)).collect()
}

/// The position that each option has in the version after, by the name that `recode` gives it or its own.
fn options_bridged(
    recode: &Key<Table<Text>>,
    mark: Mark,
    old: &Question,
    next: &Question,
    notes: &Notes,
) -> Option<Vec<usize>> {
    let known = labels(next);
    let mut to: Vec<Option<usize>> =
        labels(old).iter().map(|label| known.iter().position(|other| other == label)).collect();
    let owners = [old, next].map(|question| format!("question {}", named(&question.id)));
    let mut is_sound = true;
    for (label, at, new) in recode.value().into_iter().flat_map(Table::entries) {
        let from = answers::position(label, at, &old.options, &owners[0], notes);
        let place =
            new.value.as_ref().and_then(|text| answers::position(text, new.mark, &next.options, &owners[1], notes));
        is_sound &= from.is_some() && place.is_some();
        if let Some(from) = from {
            to[from] = place;
        }
    }
    let lost = || old.options.iter().zip(&to).filter(|(_, to)| to.is_none()).map(|(option, _)| option.label.as_str());
    if is_sound && lost().next().is_some() {
        let message = format!("in the version after it no option is called like {} of {}", listed(lost()), owners[0]);
        let help = format!(
            "say what each counts as there: `recode: {{ old: new }}`; there are {}",
            listed(next.options.iter().map(|option| option.label.as_str()))
        );
        notes.fault(mark, message, help);
    }
    to.into_iter().collect::<Option<Vec<usize>>>().filter(|_| is_sound)
}

//! Routing: of whom a question was asked, told by the answers to earlier closed questions.

use super::Condition;
use super::Question;
use super::answers;
use super::entry::TextsEntry;
use super::given::{Given, Table};
use super::kind::Asked;
use super::read::choice;
use super::source::{Mark, Notes};
use crate::diagnostic::named;
use crate::plan::Shape;

/// The conditions under which a question was asked; all must hold. Notes those that cannot be.
pub(super) fn conditions(asked: &Asked) -> Vec<Condition> {
    let table = asked.keys.asked_if.value().into_iter().flat_map(Table::entries);
    table.filter_map(|(id, mark, answers)| condition(asked, id, mark, answers)).collect()
}

fn condition(asked: &Asked, id: &str, mark: Mark, wanted: &Given<TextsEntry>) -> Option<Condition> {
    let earlier = asked.context.earlier.borrow();
    let Some(position) = earlier.iter().position(|question| question.id == id) else {
        cannot_lead_here(asked, id, mark, &earlier);
        return None;
    };
    answered(position, &earlier[position], (mark, wanted), "routing depends on a question with options", asked.notes())
}

/// That the question at this position was answered with one of the options named. `help` says what to do about a
/// question without any.
pub(super) fn answered(
    position: usize,
    question: &Question,
    (mark, wanted): (Mark, &Given<TextsEntry>),
    help: &str,
    notes: &Notes,
) -> Option<Condition> {
    if !matches!(question.shape, Shape::Coded { .. } | Shape::Multiple { .. }) {
        let message = format!("question {} has no options to choose from", named(&question.id));
        notes.fault(mark, message, help);
        return None;
    }
    let owner = format!("question {}", named(&question.id));
    let texts = wanted.value.as_ref()?.each(wanted.mark);
    let find = |(label, at)| answers::position(label, at, &question.options, &owner, notes);
    let mut options = texts.into_iter().map(find).collect::<Option<Vec<usize>>>()?;
    options.sort_unstable();
    options.dedup();
    Some(Condition { question: position, options })
}

/// Notes why a question is none that routing can depend on. A question that is faulty itself has been
/// noted already.
fn cannot_lead_here(asked: &Asked, id: &str, mark: Mark, earlier: &[Question]) {
    let place = |wanted: &str| asked.context.ids.iter().position(|id| *id == wanted);
    let own = place(asked.id);
    // The part before the dot is the grid of an item, or the whole id.
    let base = id.split('.').next().unwrap_or(id);
    let item = earlier.iter().find(|question| question.grid.as_deref() == Some(base));
    let is_sound = item.is_some() || earlier.iter().any(|question| question.id == base);
    let (message, help) = if base == asked.id {
        (format!("{} cannot depend on itself", asked.owner()), "name an earlier question".to_owned())
    } else if let Some(item) = item.filter(|_| base == id) {
        let help = format!("name one of its items, for example `{}`", item.id);
        (format!("question {} is a grid", named(id)), help)
    } else if place(base) > own {
        let help = format!("move it above {}, or name an earlier question", named(asked.id));
        (format!("question {} comes after {}", named(base), named(asked.id)), help)
    } else if place(base).is_some() && !is_sound {
        return;
    } else {
        let known: Vec<&str> = earlier.iter().map(|question| question.id.as_str()).collect();
        (format!("there is no question {}", named(id)), choice(id, &known))
    };
    asked.notes().fault(mark, message, help);
}

//! Customer satisfaction: the share of the satisfied answers, which the definition must name.

use super::asked::{Asked, BOXES, SCALE};
use super::{Kind, Standing};
use crate::definition::Question;
use crate::definition::answers::AnswerSet;

pub(super) static KIND: Kind = Kind {
    name: "csat",
    about: "Customer satisfaction: the share of satisfied answers on a scale; `top` says which those are",
    keys: &[&["column"], SCALE, BOXES, &["unrecognised"]],
    required: &["column"],
    standing: Standing::Other,
    lower,
};

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let (source, set) = (asked.column_of_several(), asked.scaled());
    let set = set.filter(|set| has_top(asked, set))?;
    Some(vec![asked.coded(source?, set)])
}

/// Whether the satisfied answers are named; notes it when not.
pub(super) fn has_top(asked: &Asked, set: &AnswerSet) -> bool {
    if set.top.is_empty() && asked.keys.top.mark().is_none() {
        let message = format!("{} does not say which answers count", asked.owner());
        let help = format!("the two best ones would be `top: [{}]`", set.best_two().join(", "));
        asked.fault(message, help);
    }
    !set.top.is_empty()
}

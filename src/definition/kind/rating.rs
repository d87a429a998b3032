//! A rating: one answer on a scale of words or numbers, such as one to five stars.

use super::asked::{Asked, BOXES, SCALE};
use super::{Kind, Standing};
use crate::definition::Question;
use crate::definition::answers::{AnswerSet, option};
use crate::scale::AnswerOption;

pub(super) static KIND: Kind = Kind {
    name: "rating",
    about: "A rating on a scale of words (`scale` or `options`) or of whole numbers (`min` and `max`)",
    keys: &[&["column"], SCALE, &["min", "max"], BOXES, &["unrecognised"]],
    required: &["column"],
    standing: Standing::Rating,
    lower,
};

/// Steps that a scale of numbers may have.
const MOST_STEPS: f64 = 100.0;

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let numbers = asked.keys.min.mark().or(asked.keys.max.mark()).is_some();
    let (source, set) = (asked.column_of_several(), if numbers { stars(asked) } else { asked.scaled() });
    let set = set?;
    Some(vec![asked.coded(source?, set)])
}

/// The options of a scale from `min` to `max`.
fn stars(asked: &Asked) -> Option<AnswerSet> {
    if let Some(mark) = asked.keys.scale.mark().or(asked.keys.options.mark()) {
        asked.notes().fault(mark, "a scale of words and one of numbers", "keep it, or `min` and `max`");
        return None;
    }
    let (Some(_), Some(_)) = (asked.keys.min.mark(), asked.keys.max.mark()) else {
        asked.fault(format!("{} has only one end of its scale", asked.owner()), "give `min` and `max`");
        return None;
    };
    let ((min, _), (max, mark)) = (asked.keys.min.marked()?, asked.keys.max.marked()?);
    if min.fract() != 0.0 || max.fract() != 0.0 || min >= max || max - min > MOST_STEPS {
        let message = format!("a scale from {min} to {max} is not possible");
        let help = "`min` and `max` are whole numbers, `max` is the larger one, and at most 100 apart";
        asked.notes().fault(mark, message, help);
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole numbers, and a cut one is far outside any scale")]
    let set = numbered(*min as i32, *max as i32);
    Some(asked.coded_and_boxed(set))
}

/// Whole numbers as options that stand for themselves.
pub(super) fn numbered(first: i32, last: i32) -> AnswerSet {
    let options = (first..=last)
        .map(|number| AnswerOption { score: Some(f64::from(number)), ..option(&number.to_string()) })
        .collect();
    AnswerSet { options, ..AnswerSet::default() }
}

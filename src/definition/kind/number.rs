//! A number, such as an age or a count of visits.

use super::asked::Asked;
use super::{Kind, Standing};
use crate::definition::{Question, Reading};

pub(super) static KIND: Kind = Kind {
    name: "number",
    about: "A number, such as an age",
    keys: &[&["column", "min", "max", "unit", "decimal", "target", "total", "unrecognised"]],
    required: &["column"],
    standing: Standing::Other,
    lower,
};

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let source = asked.column();
    let range = range(asked)?;
    let unit = asked.keys.unit.value().map_or_else(String::new, |unit| unit.to_string());
    let target = asked.keys.target.value().copied();
    let total = asked.keys.total.value().copied().unwrap_or_default();
    let draft = asked.draft();
    Some(vec![Question { reading: Reading::Number, source: source?, range, unit, target, total, ..draft }])
}

/// `min` and `max`; notes it when no number fits between them.
pub(super) fn range(asked: &Asked) -> Option<(Option<f64>, Option<f64>)> {
    let (min, max) = (asked.keys.min.value().copied(), asked.keys.max.marked());
    if let (Some(min), Some((max, mark))) = (min, max)
        && min >= *max
    {
        let message = format!("no number is at least {min} and at most {max}");
        asked.notes().fault(mark, message, "`max` must be larger than `min`");
        return None;
    }
    Some((min, max.map(|(max, _)| *max)))
}

//! The size that a label tells, by which labels are put in order.

use super::words::{self, List};
use super::written::number;

/// The number that tells the place of a label such as `18-29`, `$25,000 - $49,999`, `Under 18` or `> 60`.
pub(super) fn size(folded: &str) -> Option<f64> {
    let (before, rest) = folded.split_at(folded.find(|letter: char| letter.is_ascii_digit())?);
    let shift = match before.trim_end_matches(['$', '£', '€', '~', ' ']) {
        "" => 0.0,
        "<" | "≤" => -0.5,
        ">" | "≥" => 0.5,
        before if words::is(before, List::LessThan) => -0.5,
        before if words::is(before, List::MoreThan) => 0.5,
        _ => return None,
    };
    let end =
        rest.find(|letter: char| !(letter.is_ascii_digit() || letter == ',' || letter == '.')).unwrap_or(rest.len());
    number(rest[..end].trim_end_matches(['.', ','])).map(|value| value + shift)
}

//! Headers with `*` in them, which stand for all columns whose headers begin, go on and end so.

use super::platform::HeaderColumn;
use crate::label::{fold, reading_order};

/// The columns that a header with `*` stands for, in the reading order of their headers: `rep_2` before `rep_10`, however
/// the columns of an export are put.
pub(super) fn matching(columns: &[HeaderColumn], pattern: &str) -> Vec<usize> {
    let pattern = fold(pattern);
    let parts: Vec<&str> = pattern.split('*').collect();
    let fits = |at: &usize| {
        let HeaderColumn { id, text, .. } = &columns[*at];
        [id, text].into_iter().any(|header| fits(&fold(header), &parts))
    };
    let mut found: Vec<usize> = (0..columns.len()).filter(fits).collect();
    found.sort_by(|one, other| reading_order(&columns[*one].id, &columns[*other].id));
    found
}

/// Whether a text has these parts in their order, the first at its beginning and the last at its end.
fn fits(text: &str, parts: &[&str]) -> bool {
    let [first, between @ .., last] = parts else { return parts == [text] };
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    for part in between {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_is_any_letters() {
        let parts = |pattern: &'static str| pattern.split('*').collect::<Vec<_>>();
        for (text, pattern) in [("rep_1", "rep_*"), ("rep_", "rep_*"), ("w12x", "w*x"), ("a1b2c", "a*b*c"), ("w", "w")]
        {
            assert!(fits(text, &parts(pattern)), "{text} {pattern}");
        }
        for (text, pattern) in [("rep", "rep_*"), ("xrep_1", "rep_*"), ("aba", "ab*ba"), ("w1", "w")] {
            assert!(!fits(text, &parts(pattern)), "{text} {pattern}");
        }
    }
}

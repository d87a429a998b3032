//! What metrics and the figures within them are called.

use super::{Tone, clean};
use crate::results::{Column, Measure, Report, Sense, Unit};

/// The title of a column's metric; made from its id when the report does not name it.
pub fn metric(report: &Report, column: &Column) -> String {
    report.metric(column).map_or_else(|| sentence(&column.metric), |info| clean(&info.title))
}

/// What a figure is called, with its unit when that does not show in the number.
pub fn heading(column: &Column) -> String {
    let name = clean(&column.title);
    match &column.unit {
        Unit::Of(unit) if !unit.is_empty() => format!("{name}, {}", clean(unit)),
        _ => name,
    }
}

/// Whether the figure is good or bad news by definition; `scored` where its question has a score of promoters and
/// detractors, which makes them of its answers.
pub fn tone(scored: bool, column: &Column) -> Tone {
    let is_told = !column.is_headline() && (scored || column.measure != Measure::Answers);
    match column.sense {
        Sense::Positive if is_told => Tone::Positive,
        Sense::Negative if is_told => Tone::Negative,
        _ => Tone::Plain,
    }
}

/// Whether a question with these columns has a score of promoters and detractors.
pub fn is_scored(columns: &[Column]) -> bool {
    columns.iter().any(|column| column.measure == Measure::Score)
}

/// `mean_length` as `Mean length`.
fn sentence(id: &str) -> String {
    first_upper(&clean(id).replace('_', " "))
}

/// A title inside a sentence: `Site` is `site`, but `NHS trust` stays.
#[must_use]
pub fn in_sentence(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next();
    let is_word = letters.clone().next().is_some_and(char::is_lowercase);
    match first {
        Some(first) if is_word => first.to_lowercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}

/// The text with a capital first letter.
pub fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_metrics_are_readable() {
        assert_eq!(sentence("a_new_metric"), "A new metric");
        assert_eq!(sentence(""), "");
    }
}

//! What metrics and the figures within them are called.

use super::{Tone, clean};
use crate::metric::{Role, role, told};
use crate::results::{Figure, MetricInfo, Sense};

/// The metric's title; made from its id when the report does not name it.
pub fn metric(metrics: &[MetricInfo], id: &str) -> String {
    match metrics.iter().find(|info| info.id == id) {
        Some(info) => clean(&info.title),
        None => sentence(id),
    }
}

/// What the figure is called within its metric; the metric's title for its headline.
pub fn figure(metrics: &[MetricInfo], figure: &Figure) -> String {
    match &figure.item {
        None => metric(metrics, &figure.metric),
        Some(item) => told(&figure.metric).part(item).map_or_else(|| clean(item), |part| part.title.to_owned()),
    }
}

/// Whether the figure is good or bad news by definition; `scored` where its question has a score of promoters and
/// detractors, which makes them of its answers.
pub fn tone(scored: bool, figure: &Figure) -> Tone {
    let Some(item) = &figure.item else { return Tone::Plain };
    match told(&figure.metric).part(item).map(|part| part.sense) {
        Some(Sense::Positive) => Tone::Positive,
        Some(Sense::Negative) => Tone::Negative,
        None if scored && role(figure) == Role::Answers => likelihood(item),
        _ => Tone::Plain,
    }
}

/// Whether a question with these figures has a score of promoters and detractors.
pub fn is_scored(figures: &[Figure]) -> bool {
    figures.iter().any(|figure| role(figure) == Role::Score)
}

/// The band of an answer from 0 to 10 in the Net Promoter Score; labels may go on after the number.
fn likelihood(label: &str) -> Tone {
    let digits = label.len() - label.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match label[..digits].parse::<u8>() {
        Ok(0..=6) => Tone::Negative,
        Ok(9..=10) => Tone::Positive,
        _ => Tone::Plain,
    }
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
        assert_eq!(metric(&[], "a_new_metric"), "A new metric");
        assert_eq!(metric(&[], ""), "");
    }

    #[test]
    fn answers_to_nps_have_the_tone_of_their_band() {
        assert_eq!(likelihood("0 - Not at all likely"), Tone::Negative);
        assert_eq!(likelihood("8"), Tone::Plain);
        assert_eq!(likelihood("10"), Tone::Positive);
        assert_eq!(likelihood("très"), Tone::Plain);
        assert_eq!(likelihood("100"), Tone::Plain);
    }
}

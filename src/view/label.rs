//! What metrics and the figures within them are called.

use super::{Tone, clean};
use crate::results::{Figure, MetricInfo};

/// A figure whose name is fixed by its metric, not by the survey's options.
struct Word {
    metric: &'static str,
    item: &'static str,
    label: &'static str,
    tone: Tone,
}

const fn word(metric: &'static str, item: &'static str, label: &'static str, tone: Tone) -> Word {
    Word { metric, item, label, tone }
}

const WORDS: &[Word] = &[
    word("nps", "promoters", "Promoters", Tone::Positive),
    word("nps", "passives", "Passives", Tone::Plain),
    word("nps", "detractors", "Detractors", Tone::Negative),
    word("fft", "positive", "Positive", Tone::Positive),
    word("fft", "negative", "Negative", Tone::Negative),
    word("ces", "low_effort", "Low effort", Tone::Plain),
    word("ces", "easy", "Easy", Tone::Plain),
    word("mean", "sd", "Standard deviation", Tone::Plain),
    word("mean", "median", "Median", Tone::Plain),
    word("number", "sd", "Standard deviation", Tone::Plain),
    word("number", "min", "Lowest", Tone::Plain),
    word("number", "p10", "10th percentile", Tone::Plain),
    word("number", "p25", "25th percentile", Tone::Plain),
    word("number", "median", "Median", Tone::Plain),
    word("number", "p75", "75th percentile", Tone::Plain),
    word("number", "p90", "90th percentile", Tone::Plain),
    word("number", "max", "Highest", Tone::Plain),
    word("dates", "earliest", "Earliest", Tone::Plain),
    word("dates", "median", "Median", Tone::Plain),
    word("dates", "latest", "Latest", Tone::Plain),
    word("text", "answered", "Comments", Tone::Plain),
    word("text", "mean_length", "Mean length", Tone::Plain),
    word("text", "median_length", "Median length", Tone::Plain),
];

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
        Some(item) => fixed(&figure.metric, item).map_or_else(|| clean(item), |word| word.label.to_owned()),
    }
}

/// Whether the figure is good or bad news by definition, in a question of this kind.
pub fn tone(kind: &str, figure: &Figure) -> Tone {
    let Some(item) = &figure.item else { return Tone::Plain };
    match fixed(&figure.metric, item) {
        Some(word) => word.tone,
        None if kind == "nps" && figure.metric == "distribution" => likelihood(item),
        None => Tone::Plain,
    }
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

fn fixed(metric: &str, item: &str) -> Option<&'static Word> {
    WORDS.iter().find(|word| word.metric == metric && word.item == item)
}

/// `first_choice` as `First choice`.
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
        assert_eq!(metric(&[], "first_choice"), "First choice");
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

    #[test]
    fn fixed_words_are_unique() {
        for (position, a) in WORDS.iter().enumerate() {
            assert!(WORDS[position + 1..].iter().all(|b| (a.metric, a.item) != (b.metric, b.item)));
        }
    }
}

//! Share of numbers within a target.

use super::answers::{numbers, values};
use super::arithmetic::{share_in_words, share_steps};
use super::digits::short;
use super::estimate::share;
use super::{Good, Metric, Of, Sample, Subject, Told};
use crate::results::{Measure, Sense};
use crate::scale::Missing;
use crate::table::Tally;

/// The share of answers at or below the definition's `target:`. What has not ended is not in time: a chat without
/// a reply counts in the base, or the fewer are answered the better the share would look.
pub static TARGET: Metric = Metric {
    id: "target",
    title: "Within target",
    formula: "answers at or below the target ÷ (valid answers + those never so far) × 100",
    source: "the definition's `target:`; interval: Wilson (1927); weighted: Korn and Graubard (1998)",
    of: Of { kinds: &["number", "duration"], when: |question| question.has_target },
    figures: |subject| vec![share(subject, "target", None, within(subject), awaited(subject))],
    steps: |subject| {
        let target = short(subject.target.unwrap_or(f64::INFINITY));
        let label = format!("at most {target} {}", subject.unit);
        let words = share_in_words(subject, "are within the target", within(subject), awaited(subject));
        words.into_iter().chain(share_steps(subject, label.trim(), within(subject), awaited(subject))).collect()
    },
    sample: |subject, _| {
        let known = numbers(subject).is_some_and(|numbers| !numbers.only_moments());
        known.then(|| Sample::share(within(subject), awaited(subject), Sense::Positive))
    },
    told: Told { measure: Measure::WithinTarget, good: Some(Good::Headline), general: true, ..Told::PLAIN },
};

fn within(subject: &Subject) -> Tally {
    let target = subject.target.unwrap_or(f64::INFINITY);
    values(subject).iter().filter(|(x, _)| *x <= target).map(|(_, tally)| *tally).sum()
}

/// Respondents for whom what is timed has not ended.
pub(super) fn never(subject: &Subject) -> Tally {
    subject.tally.missing[Missing::Never.index()]
}

/// Everybody who waited: those with a length of time, and those who still wait.
pub(super) fn awaited(subject: &Subject) -> Tally {
    subject.tally.valid + never(subject)
}

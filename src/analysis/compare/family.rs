//! Many differences at once: p-values are corrected together, and only then it is said what they show.

use crate::analysis::cells::Frame;
use crate::results::{Difference, DifferenceKind, QuestionResult, Sense, TestFamily, Verdict};
use crate::stats::Correction;

/// Corrects p-values over a family of differences, draws the conclusions and hands them to their questions.
pub(super) fn conclude(
    frame: &Frame,
    questions: &mut [QuestionResult],
    mut family: Vec<(usize, Difference)>,
    (kind, axes): (DifferenceKind, Vec<usize>),
    correction: Correction,
) -> Option<TestFamily> {
    let level = 100.0 - 100.0 * frame.confidence;
    let p: Vec<f64> = family.iter().map(|(_, difference)| difference.p).collect();
    for ((_, difference), adjusted) in family.iter_mut().zip(correction.adjusted(&p)) {
        difference.adjusted_p = adjusted;
        difference.verdict = verdict(difference.statistic, adjusted, level);
        difference.verdict_alone = verdict(difference.statistic, difference.p, level);
        difference.sense = news(difference.sense, difference.verdict_alone);
    }
    let shown = |of: fn(&Difference) -> Verdict| family.iter().filter(|(_, one)| of(one) != Verdict::None).count();
    let (tests, found, found_alone) = (family.len(), shown(|one| one.verdict), shown(|one| one.verdict_alone));
    for (at, difference) in family {
        questions[at].differences.push(difference);
    }
    let correction = correction.id().to_string();
    (tests > 0).then_some(TestFamily { kind, axes, tests, found, found_alone, correction, level })
}

/// What a p-value says at this level, in percent.
pub(super) fn verdict(statistic: f64, p: f64, level: f64) -> Verdict {
    match 100.0 * p <= level {
        true if statistic > 0.0 => Verdict::Up,
        true if statistic < 0.0 => Verdict::Down,
        _ => Verdict::None,
    }
}

/// Whether a verdict is good news, by whether a higher figure is.
pub(super) const fn news(higher: Sense, verdict: Verdict) -> Sense {
    match (verdict, higher) {
        (Verdict::None, _) => Sense::Neutral,
        (Verdict::Up, Sense::Positive) | (Verdict::Down, Sense::Negative) => Sense::Positive,
        (Verdict::Up, Sense::Negative) | (Verdict::Down, Sense::Positive) => Sense::Negative,
        (_, other) => other,
    }
}

//! The answers of a group as formulas want them: tallies of options, scores, numbers, and their moments.

use super::Subject;
use crate::stats::Moments;
use crate::table::{Answers, Tally, Values};

/// The tallies of the options of a closed question; empty for other shapes.
pub(super) fn options<'a>(subject: &Subject<'a>) -> &'a [Tally] {
    match &subject.tally.answers {
        Answers::Coded(options) | Answers::Multiple(options) => options,
        Answers::Ranked(_) | Answers::Values(_) => &[],
    }
}

/// The values of a number question with their tallies, ascending; empty for other shapes.
pub(super) fn values<'a>(subject: &Subject<'a>) -> &'a [(f64, Tally)] {
    numbers(subject).map_or(&[], |values| values)
}

/// The numbers of a number question; `None` for other shapes.
pub(super) fn numbers<'a>(subject: &Subject<'a>) -> Option<&'a Values> {
    match &subject.tally.answers {
        Answers::Values(values) => Some(values),
        Answers::Coded(_) | Answers::Multiple(_) | Answers::Ranked(_) => None,
    }
}

/// The moments of a number question, exact however many numbers there are.
pub(super) fn moments_of_numbers(subject: &Subject) -> Option<Moments> {
    let precise = numbers(subject).and_then(|values| values.precise);
    precise.map_or_else(|| moments(values(subject)), |precise| Some(precise.moments))
}

/// The respondents who chose any of these options of a single-answer question.
pub(super) fn sum_of(options: &[Tally], which: &[usize]) -> Tally {
    which.iter().map(|option| options[*option]).sum()
}

/// The scores of the options with their tallies, options without a score left out.
pub(super) fn scored(subject: &Subject) -> Vec<(f64, Tally)> {
    let with_scores = subject.options.iter().zip(options(subject));
    with_scores.filter_map(|(option, tally)| Some((option.score?, *tally))).collect()
}

/// The values from the lowest to the highest.
pub(super) fn ascending(mut values: Vec<(f64, Tally)>) -> Vec<(f64, Tally)> {
    values.sort_by(|one, other| one.0.total_cmp(&other.0));
    values
}

/// Moments of values given with their tallies.
pub(super) fn moments(values: &[(f64, Tally)]) -> Option<Moments> {
    let plain: Vec<(f64, u64, f64, f64)> =
        values.iter().map(|(x, tally)| (*x, tally.sampled(), tally.w.to_f64(), tally.w2.to_f64())).collect();
    Moments::of(&plain)
}

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
pub(super) const fn count(n: u64) -> f64 {
    n as f64
}

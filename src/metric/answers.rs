//! The answers of a group as formulas want them: tallies of options, scores, numbers, and their moments.

use super::Subject;
use crate::stats::Moments;
use crate::table::{Answers, Tally, Values};
use std::cmp::Ordering;

/// The tallies of the options of a closed question; empty for other shapes.
pub(super) fn options<'a>(subject: &Subject<'a>) -> &'a [Tally] {
    match &subject.tally.answers {
        Answers::Coded(options) | Answers::Multiple { options, .. } => options,
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
        Answers::Coded(_) | Answers::Multiple { .. } | Answers::Ranked(_) => None,
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

/// Where a quantile cuts ascending values: those who gave less are below it, and of those who gave just this, a share, so
/// that all below weigh what they should. With all of these below the share would be more than p.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    at: f64,
    share: f64,
}

impl Cut {
    /// That of the p-quantile; `None` where nobody weighs anything.
    pub(super) fn new(values: &[(f64, Tally)], p: f64) -> Option<Cut> {
        let weigh = |(x, tally): &(f64, Tally)| (*x, tally.w.to_f64());
        let whole: f64 = values.iter().map(|value| weigh(value).1).sum();
        let mut left = p * whole;
        let heavy = values.iter().map(weigh).filter(|(_, w)| *w > 0.0);
        let mut last = None;
        for (at, w) in heavy {
            last = Some(Cut { at, share: (left / w).clamp(0.0, 1.0) });
            if left < w {
                break;
            }
            left -= w;
        }
        last
    }

    /// The moments of i, which is 1 for those below and 0 for those above; whoever gave just this is in both, by shares.
    pub(super) fn moments(&self, values: &[(f64, Tally)]) -> Option<Moments> {
        let split = |(x, tally): &(f64, Tally)| {
            let (below, w, w2) = (self.below(*x), tally.w.to_f64(), tally.w2.to_f64());
            let n = tally.sampled();
            let (under, above) = if below > 0.0 { (n, 0) } else { (0, n) };
            [(1.0, under, below * w, below * w2), (0.0, above, (1.0 - below) * w, (1.0 - below) * w2)]
        };
        Moments::of(&values.iter().flat_map(split).collect::<Vec<_>>())
    }

    /// The share of those who gave this value that is below.
    fn below(&self, x: f64) -> f64 {
        match x.total_cmp(&self.at) {
            Ordering::Less => 1.0,
            Ordering::Equal => self.share,
            Ordering::Greater => 0.0,
        }
    }
}

/// Moments of values given with their tallies.
pub(super) fn moments(values: &[(f64, Tally)]) -> Option<Moments> {
    let plain: Vec<(f64, u64, f64, f64)> =
        values.iter().map(|(x, tally)| (*x, tally.sampled(), tally.w.to_f64(), tally.w2.to_f64())).collect();
    Moments::of(&plain)
}

/// The moments of the share that an option has of all answers to a multiple-response question: of x/k weighed by w·k,
/// where x says whether a respondent of weight w chose it, and k how many options he chose. The mean is the share
/// R = Σwx ÷ Σwk, and `spread2` is Σw²(x − Rk)², which makes its linearised variance; `spread` is that of the answers
/// one by one. `None` for other shapes, and where nothing was chosen.
pub(super) fn moments_of_choices(subject: &Subject, option: usize) -> Option<Moments> {
    let Answers::Multiple { options, given } = &subject.tally.answers else { return None };
    let (all, of_all): (Tally, Tally) = (options.iter().copied().sum(), given.iter().copied().sum());
    let (w, w2) = (all.w.to_f64(), of_all.w2.to_f64());
    if w <= 0.0 {
        return None;
    }
    let mean = options.get(option)?.w.to_f64() / w;
    let (chosen2, given2) = (options[option].w2.to_f64(), given.get(option)?.w2.to_f64());
    let spread2 = chosen2 - 2.0 * mean * given2 + mean * mean * w2;
    // Where all chose alike it is 0, which floats would miss.
    let spread2 = if spread2 > ROUNDING * (chosen2 + mean * mean * w2) { spread2 } else { 0.0 };
    Some(Moments {
        n: count(subject.tally.valid.sampled()),
        w,
        w2,
        mean,
        spread: w * mean * (1.0 - mean),
        spread2,
        tilt: given2 - mean * w2,
        pull: chosen2 - mean * all.w2.to_f64(),
        w2k: all.w2.to_f64(),
        beyond: 0.0,
    })
}

/// A sum of squares that is so small a part of what it was added up from is 0.
const ROUNDING: f64 = 1e-13;

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
pub(super) const fn count(n: u64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::Cut;
    use crate::table::Tally;

    /// Whoever is below a quantile weighs just as much as it says, wherever it falls.
    #[test]
    fn a_cut_leaves_as_much_below_as_asked_for() {
        let values: Vec<(f64, Tally)> =
            [(1.0, 0.5), (2.0, 0.0), (3.0, 4.0), (7.0, 1.5)].map(|(x, w)| (x, Tally::of_weight(w))).into();
        for p in [0.0, 0.05, 0.25, 0.5, 0.75, 1.0] {
            let cut = Cut::new(&values, p).expect("a cut");
            let sum = cut.moments(&values).expect("some weight").around(p);
            assert!(sum.abs() < 1e-12, "{p}: {sum}");
        }
        assert!(Cut::new(&values[1..2], 0.5).is_none());
    }
}

//! The numbers of one question in one group, as formulas see them.

use super::Tally;
use crate::stats::Moments;
use std::ops::Deref;

/// The numbers that a group answered, ascending, with their tallies.
///
/// More than [`EXACT_VALUES`](super::EXACT_VALUES) different ones stand in the middle of their bucket of a sketch; what is
/// known of them exactly is in `precise`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Values {
    list: Vec<(f64, Tally)>,
    /// What the list does not tell exactly; `None` where the list itself is exact.
    pub precise: Option<Precise>,
}

/// What is exact though the numbers were too many to be kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Precise {
    /// Count, mean and spread.
    pub moments: Moments,
    /// The same with everybody of a weight above 0 weighing 1.
    pub even: Moments,
    /// The lowest number.
    pub lowest: f64,
    /// The highest number.
    pub highest: f64,
    /// Whether all are whole numbers.
    pub whole: bool,
    /// By how much of itself a number of the list may differ from the one that was answered.
    pub relative_error: f64,
}

impl Values {
    /// Numbers in buckets, ascending, each in the middle of its own, and what is exact of them.
    pub(super) const fn in_buckets(list: Vec<(f64, Tally)>, precise: Precise) -> Values {
        Values { list, precise: Some(precise) }
    }

    /// The numbers of everybody here who is not in `part`, which must be part of this group. Where they are too many to
    /// be kept, only their moments are told: those of both groups taken apart. The list is then empty, because the
    /// buckets of a part need not be those of the whole.
    pub(super) fn without(&self, part: &Values) -> Values {
        if let Some(precise) = self.precise {
            let moments = self.moments_without(part);
            return Values { list: Vec::new(), precise: Some(Precise { moments, ..precise }) };
        }
        let mut gone = part.list.iter().peekable();
        let left = self.list.iter().map(|(number, tally)| {
            let same = gone.next_if(|(same, _)| same.total_cmp(number).is_eq());
            (*number, same.map_or(*tally, |(_, part)| *tally - *part))
        });
        left.filter(|(_, tally)| tally.n > 0).collect::<Vec<_>>().into()
    }

    /// Whether there are numbers of which only moments are known.
    #[must_use]
    pub fn only_moments(&self) -> bool {
        self.precise.is_some() && self.list.is_empty()
    }

    /// Moments of what is left: sums around this group's mean less the part's, then moved to the mean of what is left.
    fn moments_without(&self, part: &Values) -> Moments {
        let (all, gone) = (self.moments(), part.moments());
        let (n, w, w2) = (all.n - gone.n, all.w - gone.w, all.w2 - gone.w2);
        if w <= 0.0 {
            return Moments::default();
        }
        let away = gone.mean - all.mean;
        let shift = -gone.w * away / w;
        let first = all.tilt - gone.tilt - gone.w2 * away;
        let spread = all.spread - gone.spread - gone.w * away * away - w * shift * shift;
        let spread2 = all.spread2 - gone.squares_around(all.mean) - 2.0 * shift * first + w2 * shift * shift;
        let tilt = first - w2 * shift;
        let (spread, spread2) = (spread.max(0.0), spread2.max(0.0));
        Moments { n, w, w2, mean: all.mean + shift, spread, spread2, tilt, pull: tilt, w2k: w2, beyond: 0.0 }
    }

    pub(super) fn moments(&self) -> Moments {
        let plain = || {
            self.list.iter().map(|(x, tally)| (*x, tally.n, tally.w.to_f64(), tally.w2.to_f64())).collect::<Vec<_>>()
        };
        self.precise.map_or_else(|| Moments::of(&plain()).unwrap_or_default(), |precise| precise.moments)
    }
}

impl Deref for Values {
    type Target = [(f64, Tally)];
    fn deref(&self) -> &[(f64, Tally)] {
        &self.list
    }
}

impl From<Vec<(f64, Tally)>> for Values {
    fn from(list: Vec<(f64, Tally)>) -> Values {
        Values { list, precise: None }
    }
}

impl Values {
    /// The lowest and the highest number; `None` for no numbers.
    #[must_use]
    pub fn ends(&self) -> Option<(f64, f64)> {
        let of_list = || Some((self.list.first()?.0, self.list.last()?.0));
        self.precise.map_or_else(of_list, |precise| Some((precise.lowest, precise.highest)))
    }

    /// The same numbers, respondents of a weight above 0 weighing 1 each.
    #[must_use]
    pub fn evened(&self) -> Values {
        Values {
            list: self.list.iter().map(|(x, tally)| (*x, tally.evened())).collect(),
            precise: self.precise.map(|precise| Precise { moments: precise.even, ..precise }),
        }
    }

    /// By how much a number between two of the list, such as a quantile, may be off: in their unit, 0 where the list is
    /// exact.
    #[must_use]
    pub fn error_at(&self, number: f64) -> f64 {
        let above = self.list.partition_point(|(listed, _)| *listed < number);
        let beside = self.list[above.saturating_sub(1)..].iter().take(2).map(|(listed, _)| listed.abs());
        self.precise.map_or(0.0, |precise| precise.relative_error * beside.fold(0.0, f64::max))
    }

    /// Whether all numbers are whole.
    #[must_use]
    pub fn are_whole(&self) -> bool {
        self.precise.map_or_else(|| self.list.iter().all(|(x, _)| x.fract() == 0.0), |precise| precise.whole)
    }
}

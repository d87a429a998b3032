//! The numbers of one question in one group: each different one while there are few, else exact sums and a grid.
//!
//! What is kept depends on the numbers alone, not on their order, on threads or on which groups were counted beside:
//! the grid is the finest one on which few enough places are taken, and grids of powers of two lie within each other.

use super::wide::{Wide, parts};
use super::{Square, Tally, Weight};
use crate::plan::Plan;
use crate::stats::Moments;
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::ops::Deref;

/// Different numbers of a group that are kept each by itself. Beyond, they are counted on a grid of so many places.
pub const EXACT_VALUES: usize = 10_000;

/// Finest and coarsest grid, as powers of two.
const LEVELS: (i32, i32) = (-1000, 1023);

/// The numbers that a group answered, ascending, with their tallies.
///
/// More than [`EXACT_VALUES`] different ones stand in the middle of their place on a grid; what is known of them
/// exactly is in `precise`.
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
    /// By how much a number on the grid may differ from the one that was answered, in the question's unit.
    pub error: f64,
}

impl Values {
    /// The numbers of everybody here who is not in `part`, which must be part of this group. Where they are too many to
    /// be kept, only their moments are told: those of both groups taken apart. The list is then empty, because the
    /// places of a part on the grid need not be those of the whole.
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
        let first = self.first_square_moment(all.mean) - part.first_square_moment(all.mean);
        let gone_first = part.first_square_moment(gone.mean);
        let gone_square = gone.spread2 + 2.0 * away * gone_first + gone.w2 * away * away;
        let spread = all.spread - gone.spread - gone.w * away * away - w * shift * shift;
        let spread2 = all.spread2 - gone_square - 2.0 * shift * first + w2 * shift * shift;
        Moments { n, w, w2, mean: all.mean + shift, spread: spread.max(0.0), spread2: spread2.max(0.0) }
    }

    fn moments(&self) -> Moments {
        let plain = || {
            self.list.iter().map(|(x, tally)| (*x, tally.n, tally.w.to_f64(), tally.w2.to_f64())).collect::<Vec<_>>()
        };
        self.precise.map_or_else(|| Moments::of(&plain()).unwrap_or_default(), |precise| precise.moments)
    }

    /// Σw²(x − centre).
    fn first_square_moment(&self, centre: f64) -> f64 {
        self.list.iter().map(|(x, tally)| tally.w2.to_f64() * (x - centre)).sum()
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

    /// Whether all numbers are whole.
    #[must_use]
    pub fn are_whole(&self) -> bool {
        self.precise.map_or_else(|| self.list.iter().all(|(x, _)| x.fract() == 0.0), |precise| precise.whole)
    }
}

/// Numbers while they are counted.
#[derive(Debug, Default)]
pub struct Spread {
    /// By the bits of each number, or of the lower edge of its place on the grid.
    values: HashMap<u64, Tally, FixedState>,
    rough: Option<Box<Rough>>,
}

/// What is kept of numbers on a grid.
#[derive(Debug, Clone)]
pub(super) struct Rough {
    /// Places of the grid are 2^level wide.
    pub(super) level: i32,
    pub(super) lowest: f64,
    pub(super) highest: f64,
    pub(super) whole: bool,
    pub(super) sums: Sums,
}

/// Exact sums: Σx and Σx² of everybody of a weight above 0, weighted by w and by w² where there are weights.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums(pub(super) [Wide; Sums::KINDS]);

impl Sums {
    /// Σx, Σx², Σwx, Σwx², Σw²x, Σw²x².
    pub(super) const KINDS: usize = 6;

    fn add(&mut self, value: f64, tally: Tally, weighted: bool) {
        let (mantissa, exponent) = parts(value);
        let square = mantissa * mantissa;
        let [x, xx, wx, wxx, vx, vxx] = &mut self.0;
        let sampled = i128::from(tally.sampled());
        x.add_product(mantissa, sampled, exponent);
        xx.add_product(square, sampled, 2 * exponent);
        if weighted {
            for (units, one, two) in [(tally.w.0, wx, wxx), (tally.w2.0, vx, vxx)] {
                one.add_product(mantissa, units, exponent);
                two.add_product(square, units, 2 * exponent);
            }
        }
    }

    fn merge(&mut self, other: &Sums) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| mine.merge(theirs));
    }

    /// Mean and spreads. They are taken around the double nearest to the mean, exactly, so that nothing cancels.
    fn moments(&self, of: Tally, weighted: bool) -> Moments {
        let [x, xx, wx, wxx, vx, vxx] = &self.0;
        let n = Whole::new(x, xx, i128::from(of.sampled()), 1);
        let (once, twice) = if weighted {
            (Whole::new(wx, wxx, of.w.0, Weight::ONE), Whole::new(vx, vxx, of.w2.0, Square::ONE))
        } else {
            (n, n)
        };
        let total = once.total();
        let pivot = once.first.to_f64() / exact(once.units);
        let (first, second) = (once.around(pivot), once.around_twice(pivot));
        let (first2, second2) = (twice.around(pivot), twice.around_twice(pivot));
        let beside = first / total; // less than the last bit of the pivot
        let w2 = twice.total();
        Moments {
            n: n.total(),
            w: total,
            w2,
            mean: pivot + beside,
            spread: (second - first * beside).max(0.0),
            spread2: (second2 - 2.0 * beside * first2 + beside * beside * w2).max(0.0),
        }
    }
}

/// Σwx and Σwx² with Σw, in units of which `one` make 1.
#[derive(Clone, Copy)]
struct Whole<'a> {
    first: &'a Wide,
    second: &'a Wide,
    units: i128,
    one: i128,
}

impl<'a> Whole<'a> {
    const fn new(first: &'a Wide, second: &'a Wide, units: i128, one: i128) -> Whole<'a> {
        Whole { first, second, units, one }
    }

    /// Σw.
    fn total(self) -> f64 {
        exact(self.units) / exact(self.one)
    }

    /// Σw(x − pivot).
    fn around(self, pivot: f64) -> f64 {
        let (mantissa, exponent) = parts(pivot);
        let mut around = self.first.clone();
        around.add_product(-mantissa, self.units, exponent);
        around.to_f64() / exact(self.one)
    }

    /// Σw(x − pivot)².
    fn around_twice(self, pivot: f64) -> f64 {
        let (mantissa, exponent) = parts(pivot);
        let mut around = self.second.clone();
        around.add_times(self.first, -2 * mantissa, exponent);
        around.add_product(mantissa * mantissa, self.units, 2 * exponent);
        around.to_f64() / exact(self.one)
    }
}

#[expect(clippy::cast_precision_loss, reason = "rounded once")]
const fn exact(units: i128) -> f64 {
    units as f64
}

/// How the numbers of a question are counted.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// Numbers up to this and those beyond stand in different places of the grid.
    pub(super) cut: Option<f64>,
    pub(super) weighted: bool,
}

impl Manner {
    /// That of one of the plan's questions.
    #[must_use]
    pub fn of(plan: &Plan, question: usize) -> Manner {
        Manner { cut: plan.cuts[question], weighted: plan.weighted }
    }
}

impl Spread {
    /// Counts a number.
    #[inline]
    pub fn add(&mut self, value: f64, tally: Tally, manner: Manner) {
        match &mut self.rough {
            None => *self.values.entry(value.to_bits()).or_default() += tally,
            Some(rough) => {
                rough.note(value, tally, manner.weighted);
                *self.values.entry(placed(value, rough.level, manner.cut).to_bits()).or_default() += tally;
            }
        }
        if self.values.len() > EXACT_VALUES {
            self.coarsen(manner);
        }
    }

    /// Adds what has been counted elsewhere.
    pub fn merge(&mut self, mut other: Spread, manner: Manner) {
        if self.rough.is_none() && other.rough.is_some() {
            std::mem::swap(self, &mut other);
        }
        match other.rough {
            None => self.add_each(other.values, manner),
            Some(theirs) => self.add_rough(&theirs, other.values, manner),
        }
    }

    #[expect(clippy::iter_over_hash_type, reason = "sums of integers do not depend on their order")]
    fn add_each(&mut self, values: HashMap<u64, Tally, FixedState>, manner: Manner) {
        for (bits, tally) in values {
            self.add(f64::from_bits(bits), tally, manner);
        }
    }

    /// Adds numbers on a grid to numbers on a grid.
    #[expect(clippy::iter_over_hash_type, reason = "sums of integers do not depend on their order")]
    fn add_rough(&mut self, theirs: &Rough, values: HashMap<u64, Tally, FixedState>, manner: Manner) {
        let Some(mine) = &mut self.rough else { return };
        mine.sums.merge(&theirs.sums);
        mine.lowest = mine.lowest.min(theirs.lowest);
        mine.highest = mine.highest.max(theirs.highest);
        mine.whole &= theirs.whole;
        let level = mine.level.max(theirs.level);
        if level > mine.level {
            mine.level = level;
            self.place_all(level, manner.cut);
        }
        for (bits, tally) in values {
            let place = placed(f64::from_bits(bits), level, manner.cut);
            *self.values.entry(place.to_bits()).or_default() += tally;
        }
        if self.values.len() > EXACT_VALUES {
            self.coarsen(manner);
        }
    }

    /// Goes on with the finest grid on which few enough places are taken.
    #[cold]
    #[expect(clippy::iter_over_hash_type, reason = "neither sums nor ends depend on the order")]
    fn coarsen(&mut self, manner: Manner) {
        let mut rough = self.rough.take().unwrap_or_else(|| {
            let mut rough = Box::new(Rough::default());
            for (bits, tally) in &self.values {
                rough.note(f64::from_bits(*bits), *tally, manner.weighted);
            }
            rough
        });
        let values: Vec<f64> = self.values.keys().map(|bits| f64::from_bits(*bits)).collect();
        rough.level = finest(&values, rough.level, manner.cut);
        self.place_all(rough.level, manner.cut);
        self.rough = Some(rough);
    }

    /// Puts every number in its place on a coarser grid.
    #[expect(clippy::iter_over_hash_type, reason = "sums of integers do not depend on their order")]
    fn place_all(&mut self, level: i32, cut: Option<f64>) {
        for (bits, tally) in std::mem::take(&mut self.values) {
            *self.values.entry(placed(f64::from_bits(bits), level, cut).to_bits()).or_default() += tally;
        }
    }

    /// Numbers that stood in a table: on a grid where `rough` is given.
    pub(super) fn from_table(values: &[(f64, Tally)], rough: Option<Rough>, manner: Manner) -> Spread {
        let mut spread = Spread::default();
        let level = rough.as_ref().map(|rough| rough.level);
        spread.rough = rough.map(Box::new);
        for (value, tally) in values {
            let place = level.map_or(*value, |level| placed(*value, level, manner.cut));
            *spread.values.entry(place.to_bits()).or_default() += *tally;
        }
        if spread.values.len() > EXACT_VALUES {
            spread.coarsen(manner);
        }
        spread
    }

    /// The numbers, or their places on the grid, in no order.
    pub(super) fn counts(&self) -> impl Iterator<Item = (f64, Tally)> + '_ {
        self.values.iter().map(|(bits, tally)| (f64::from_bits(*bits), *tally))
    }

    /// What is kept beside the counts, of numbers on a grid.
    pub(super) fn rough(&self) -> Option<&Rough> {
        self.rough.as_deref()
    }

    /// What formulas see.
    pub(super) fn finish(self, manner: Manner) -> Values {
        let mut list: Vec<(f64, Tally)> = self.counts().collect();
        list.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
        let Some(rough) = self.rough else { return list.into() };
        let of: Tally = list.iter().map(|(_, tally)| *tally).sum();
        for (place, _) in &mut list {
            *place = rough.middle(*place, manner.cut);
        }
        let precise = Precise {
            moments: rough.sums.moments(of, manner.weighted),
            even: rough.sums.moments(of, false),
            lowest: rough.lowest,
            highest: rough.highest,
            whole: rough.whole,
            error: rough.reach(),
        };
        Values { list, precise: Some(precise) }
    }
}

impl Default for Rough {
    fn default() -> Rough {
        Rough { level: LEVELS.0, lowest: f64::INFINITY, highest: f64::NEG_INFINITY, whole: true, sums: Sums::default() }
    }
}

impl Rough {
    fn note(&mut self, value: f64, tally: Tally, weighted: bool) {
        self.lowest = self.lowest.min(value);
        self.highest = self.highest.max(value);
        self.whole &= value.fract() == 0.0;
        self.sums.add(value, tally, weighted);
    }

    /// Half the width of a place; of whole numbers, half the way from its first to its last.
    fn reach(&self) -> f64 {
        let width = power(self.level);
        if self.whole { (width - 1.0).max(0.0) / 2.0 } else { width / 2.0 }
    }

    /// The middle of a place, on the same side of the cut and not beyond the ends.
    fn middle(&self, place: f64, cut: Option<f64>) -> f64 {
        let middle = (on_grid(place, self.level) + self.reach()).clamp(self.lowest, self.highest);
        match cut {
            Some(cut) if place <= cut => middle.min(cut),
            Some(cut) => middle.max(cut.next_up()),
            None => middle,
        }
    }
}

/// The finest grid, no finer than `level`, on which few enough places are taken.
fn finest(values: &[f64], level: i32, cut: Option<f64>) -> i32 {
    let is_fine = |level: i32| {
        let mut places: Vec<u64> = values.iter().map(|value| placed(*value, level, cut).to_bits()).collect();
        places.sort_unstable();
        places.dedup();
        places.len() <= EXACT_VALUES
    };
    let (mut low, mut high) = (level, LEVELS.1);
    while low < high {
        let middle = low + (high - low) / 2;
        if is_fine(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

/// The lower edge of the place that a number has on the grid. What is beyond the cut stays beyond it. A place keeps
/// its place, and on a coarser grid it has the place that its numbers would have had.
fn placed(value: f64, level: i32, cut: Option<f64>) -> f64 {
    let place = on_grid(value, level);
    match cut {
        Some(cut) if value > cut => place.max(cut.next_up()),
        _ => place,
    }
}

/// The multiple of the grid's width at or below a number; never −0.
fn on_grid(value: f64, level: i32) -> f64 {
    const EVERY_WHOLE: f64 = 9_007_199_254_740_992.0; // beyond 2^53 every double is a whole number
    let scaled = value * power(-level);
    if scaled.abs() >= EVERY_WHOLE {
        return value;
    }
    // What is too small for a double after scaling still is below zero.
    let place = if scaled == 0.0 && value < 0.0 { -1.0 } else { scaled.floor() };
    (place * power(level)).max(f64::MIN) + 0.0
}

/// Two to this power; the least is a denormal number.
fn power(exponent: i32) -> f64 {
    2f64.powi(exponent)
}

#[cfg(test)]
mod tests {
    use super::{LEVELS, Manner, Spread, Tally, Values, finest, on_grid, placed, power};

    #[test]
    fn grids_lie_within_each_other() {
        let values =
            [0.0, 1.0, -1.0, 0.1, 14.99, 15.0, 15.1, -2.5e9, 1e300, -1e308, f64::MAX, f64::MIN, 5e-324, -5e-324];
        for value in values {
            for fine in (-60..60).chain([LEVELS.0, LEVELS.1 - 1]) {
                for coarse in [fine, fine + 1, fine + 7] {
                    let coarse = coarse.min(LEVELS.1);
                    for cut in [None, Some(15.0), Some(-1.0), Some(0.1)] {
                        let at_once = placed(value, coarse, cut);
                        assert_eq!(placed(placed(value, fine, cut), coarse, cut).to_bits(), at_once.to_bits());
                        assert!(cut.is_none_or(|cut| (at_once <= cut) == (value <= cut)), "{value} {coarse}");
                    }
                }
            }
        }
        assert_eq!((Some(on_grid(14.99, 1)), Some(on_grid(-0.5, 0))), (Some(14.0), Some(-1.0)));
        assert!(on_grid(0.5, 0).is_sign_positive());
        assert_eq!(Some(power(-1000) * power(1000)), Some(1.0));
    }

    fn numbers(values: impl Iterator<Item = (f64, f64)>, weighted: bool) -> Values {
        let manner = Manner { cut: None, weighted };
        let mut spread = Spread::default();
        for (value, weight) in values {
            let tally = if weighted { Tally::of_weight(weight) } else { Tally::unweighted(1) };
            spread.add(value, tally, manner);
        }
        spread.finish(manner)
    }

    #[test]
    fn numbers_less_some_of_them_are_the_others() {
        // Values around 1,000 with weights that go with them, more different ones than are kept; or few.
        let one = |at: u32| (1000.0 + f64::from(at * at % 49_999) / 7.0, 0.5 + f64::from(at % 5) / 3.0);
        for (many, weighted) in [(40_000, false), (40_000, true), (500, true)] {
            let part = |wanted: bool| (0..many).filter(move |at| (at % 3 == 0) == wanted).map(one);
            let all = numbers((0..many).map(one), weighted);
            assert_eq!(all.precise.is_some(), many > 10_000);
            let ours = all.without(&numbers(part(true), weighted)).moments();
            let theirs = numbers(part(false), weighted).moments();
            let pairs = [
                (ours.n, theirs.n, 0.0),
                (ours.w, theirs.w, 1e-12),
                (ours.w2, theirs.w2, 1e-12),
                (ours.mean, theirs.mean, 1e-12),
                (ours.spread, theirs.spread, 1e-9),
                // The first moment of squared weights comes from the grid.
                (ours.spread2, theirs.spread2, 1e-6),
            ];
            for (ours, theirs, tolerance) in pairs {
                assert!((ours - theirs).abs() <= tolerance * theirs, "{many} {weighted}: {ours} is not {theirs}");
            }
        }
    }

    #[test]
    fn the_finest_grid_with_few_enough_places_is_found() {
        let values: Vec<f64> = (0..30_000).map(f64::from).collect();
        assert_eq!(finest(&values, LEVELS.0, None), 2, "places of four");
        let hundredths: Vec<f64> = (0..30_000).map(|value| 1e6 + f64::from(value) / 100.0).collect();
        assert_eq!(finest(&hundredths, LEVELS.0, None), -5, "places of a thirty-second");
    }
}

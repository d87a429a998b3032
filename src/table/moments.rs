//! Exact sums of numbers, and the moments that follow from them: what is left of numbers that are too many to be kept.

use super::wide::{Wide, parts};
use super::{Factor, Square, Tally, Weight};
use crate::stats::Moments;

/// Exact sums: Σx and Σx² of everybody of a weight above 0, weighted by w and by w² where there are weights.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums(pub(super) [Wide; Sums::KINDS]);

impl Sums {
    /// Σx, Σx², Σwx, Σwx², Σw²x, Σw²x².
    pub(super) const KINDS: usize = 6;

    pub(super) fn add(&mut self, value: f64, tally: Tally, weighted: bool) {
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

    pub(super) fn merge(&mut self, other: &Sums) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| mine.merge(theirs));
    }

    /// The sums with all weights multiplied. Where everybody weighs 1 before, the sums without weights tell them.
    pub(super) fn scaled(&self, factor: Factor, are_even: bool) -> Sums {
        let mut scaled = self.clone();
        let [x, xx, wx, wxx, vx, vxx] = &mut scaled.0;
        let once = if are_even { (factor.of_weight(), 0) } else { parts(factor.to_f64()) };
        let twice = (once.0 * once.0, 2 * once.1);
        let from = if are_even { [&*x, &*xx, &*x, &*xx] } else { [&self.0[2], &self.0[3], &self.0[4], &self.0[5]] };
        let to = [wx, wxx, vx, vxx].into_iter().zip([once, once, twice, twice]);
        for ((to, (units, exponent)), from) in to.zip(from) {
            *to = Wide::default();
            to.add_times(from, units, exponent);
        }
        scaled
    }

    /// Mean and spreads. They are taken around the double nearest to the mean, exactly, so that nothing cancels.
    pub(super) fn moments(&self, of: Tally, weighted: bool) -> Moments {
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
            tilt: first2 - beside * w2,
            pull: first2 - beside * w2,
            w2k: w2,
            beyond: 0.0,
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

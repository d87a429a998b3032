//! Factors by cell: what the respondents of a table are made to weigh.

use super::{Decimal, GroupId, Tally};
use crate::plan::Key;
use std::collections::BTreeMap;

/// What weights are multiplied by, cell by cell; a cell is a value of each key.
#[derive(Debug, Clone, PartialEq)]
pub struct Factors {
    keys: Vec<Key>,
    cells: BTreeMap<GroupId, Factor>,
    /// Whether everybody of a weight above 0 weighs the same to begin with, which is 1.
    even: bool,
}

/// A factor, as an integer of so many decimal places: where weights are whole numbers nothing is rounded, and sums of
/// weighted tallies add up as those of their respondents do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor {
    units: u64,
    places: u32,
}

/// Decimal places of a factor by which weights of 1 become [`Weight`](super::Weight)s without rounding.
const OF_WHOLE: u32 = 12;
/// Decimal places of others: as many as there is room for.
const MOST_PLACES: u32 = 18;
/// The largest number of units.
const ROOM: f64 = 1e19;

impl Factor {
    /// The factor nearest to a number from 0 up to 10⁷, with so many decimal places at most.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "there is room for it, and none is negative"
    )]
    fn nearest(factor: f64, places: u32) -> Factor {
        let scaled = |places: u32| (factor * 10f64.powi(places.cast_signed())).round();
        let places = (0..=places).rev().find(|places| scaled(*places) < ROOM).unwrap_or(0);
        Factor { units: scaled(places) as u64, places }
    }

    /// The same as a number.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "rounded once")]
    pub fn to_f64(self) -> f64 {
        self.units as f64 / 10f64.powi(self.places.cast_signed())
    }

    /// Units of a factor with as many decimal places as weights have.
    pub(super) fn of_weight(self) -> i128 {
        i128::from(self.units) * 10i128.pow(OF_WHOLE.saturating_sub(self.places))
    }

    /// So many units of a sum of weights, multiplied by the factor, half a unit rounded up; twice for squares.
    fn apply(self, sum: i128, times: usize) -> i128 {
        let mut limbs = [0u64; 6];
        let magnitude = sum.unsigned_abs();
        #[expect(clippy::cast_possible_truncation, reason = "halves of it")]
        let halves = [magnitude as u64, (magnitude >> 64) as u64];
        limbs[..2].copy_from_slice(&halves);
        for _ in 0..times {
            multiply(&mut limbs, self.units);
        }
        let divisor = 10u64.pow(self.places);
        let mut is_up = false;
        for _ in 0..times {
            let rest = divide(&mut limbs, divisor);
            is_up = rest >= divisor.div_ceil(2);
        }
        let whole = u128::from(limbs[1]) << 64 | u128::from(limbs[0]);
        let rounded = whole.wrapping_add(u128::from(is_up)).cast_signed();
        if sum < 0 { rounded.wrapping_neg() } else { rounded }
    }
}

/// Multiplies an integer in limbs of 64 bits, the lowest first.
#[expect(clippy::cast_possible_truncation, reason = "the rest is carried")]
fn multiply(limbs: &mut [u64], factor: u64) {
    let mut carry = 0u128;
    for limb in limbs {
        let product = u128::from(*limb) * u128::from(factor) + carry;
        *limb = product as u64;
        carry = product >> 64;
    }
}

/// Divides it, and gives the remainder.
#[expect(clippy::cast_possible_truncation, reason = "a quotient of 64 bits, since the rest is below the divisor")]
fn divide(limbs: &mut [u64], divisor: u64) -> u64 {
    let mut rest = 0u128;
    for limb in limbs.iter_mut().rev() {
        let part = rest << 64 | u128::from(*limb);
        *limb = (part / u128::from(divisor)) as u64;
        rest = part % u128::from(divisor);
    }
    rest as u64
}

impl Tally {
    /// The same respondents, with all weights multiplied: w · f and w2 · f², each rounded once.
    #[must_use]
    pub fn scaled(&self, factor: Factor) -> Tally {
        let (w, w2) = (factor.apply(self.w.0, 1), factor.apply(self.w2.0, 2));
        Tally { w: Decimal(w), w2: Decimal(w2), ..*self }
    }
}

impl Factors {
    /// The factors of cells, each a value per key in ascending order of the keys, which are without repeats. `even` says
    /// that everybody of a weight above 0 counts as weighing 1 before.
    #[must_use]
    pub fn new(keys: &[Key], cells: impl IntoIterator<Item = (GroupId, f64)>, even: bool) -> Factors {
        let places = if even { OF_WHOLE } else { MOST_PLACES };
        let cells = cells.into_iter().map(|(id, factor)| (id, Factor::nearest(factor, places))).collect();
        Factors { keys: keys.to_vec(), cells, even }
    }

    /// The keys that tell cells.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The factor of a cell; none of one in which nobody was counted.
    #[must_use]
    pub fn of(&self, cell: &GroupId) -> Option<Factor> {
        self.cells.get(cell).copied()
    }

    /// Whether everybody of a weight above 0 counts as weighing 1 before.
    pub(super) const fn are_of_evens(&self) -> bool {
        self.even
    }

    /// What a cell's tally becomes. Where nobody was counted who is analysed there is nothing to weigh.
    pub(super) fn weighed(&self, cell: &GroupId, tally: Tally) -> Tally {
        let begun = if self.even { tally.evened() } else { tally };
        self.of(cell).map_or(begun, |factor| begun.scaled(factor))
    }
}

#[cfg(test)]
mod tests {
    use super::{Factor, Factors};
    use crate::table::{Decimal, Tally};

    #[test]
    fn whole_weights_are_scaled_without_rounding() {
        let factor = Factor::nearest(1.0 / 3.0, 12);
        assert_eq!(factor.units, 333_333_333_333);
        let scaled = |n| Tally::unweighted(n).scaled(factor);
        assert_eq!(scaled(3).w, Decimal(999_999_999_999));
        assert_eq!(scaled(1).w2, Decimal(333_333_333_333 * 333_333_333_333));
        assert_eq!(scaled(4_000_000_007), scaled(4_000_000_000) + scaled(7));
        assert_eq!(scaled(5) - scaled(5), Tally::default());
    }

    #[test]
    fn others_are_rounded_once() {
        let half = Factor::nearest(0.5, 18);
        let tally = |w, w2| Tally { n: 1, weightless: 0, w: Decimal(w), w2: Decimal(w2) };
        assert_eq!(tally(3, 10).scaled(half), tally(2, 3));
        assert_eq!(tally(-3, 10).scaled(half), tally(-2, 3));
        let large = Factor::nearest(12_345.678, 18);
        assert_eq!((large.units, large.places), (1_234_567_800_000_000_000, 14));
        assert!((large.to_f64() - 12_345.678).abs() < 1e-9);
        let tally = Tally::of_weight(2.5).scaled(large);
        assert!((tally.w.to_f64() / 30_864.195 - 1.0).abs() < 1e-15 && (tally.effective() - 1.0).abs() < 1e-15);
    }

    #[test]
    fn respondents_of_weight_0_weigh_nothing_whatever_the_factor() {
        let factors = Factors::new(&[], [(Vec::new(), 1.5)], true);
        let tally = Tally { n: 3, weightless: 1, ..Tally::together(3, Decimal(8), Decimal(64)) };
        let weighed = factors.weighed(&Vec::new(), tally);
        assert_eq!((weighed.n, weighed.weightless, weighed.w.to_f64()), (3, 1, 3.0));
    }
}

//! Buckets for numbers that are too many to be kept: the larger a number, the wider its bucket, so that every number is
//! known to the same share of itself. One outlier does not spoil the others, as it would on an even grid.
//!
//! The buckets are those of the crate `sketches-ddsketch`. What is counted in them is ours, because no crate does that
//! exactly: `sketches-ddsketch` 0.4 counts in 64 bits, which run over at 18 million respondents in units of 10⁻¹², and with
//! too many buckets it gives up the low numbers; `tdigest` 1.0 gives other quantiles where the same numbers come in
//! several parts; `hdrhistogram` 7.6 takes whole numbers from 0 only, and its counts stop at 2⁶⁴.
//!
//! Sources: Masson, Rim and Lee (2019), `DDSketch`, *Proceedings of the VLDB Endowment* 12(12), 2195–2205; two buckets made
//! one where there are too many: Epicoco et al. (2020), `UDDSketch`, *IEEE Access* 8, 147604–147617.

use sketches_ddsketch::Config;
use std::sync::LazyLock;

/// Different numbers of a group that are kept each by itself. Beyond, they are counted in so many buckets.
pub const EXACT_VALUES: usize = 10_000;

/// By how much of itself a number may differ in the finest bucket: the keys of the smallest and the largest double then
/// fit in 32 bits.
const FINEST: f64 = 2.5e-7;

/// Below every key, and such a power of two that 1 begins a bucket on every level.
const BELOW_KEYS: i64 = -(1 << 31);

/// A level on which all numbers of a sign lie in two buckets, apart at 1.
pub(super) const COARSEST: u32 = 31;

/// Neither the most buckets nor the least number that a sketch of the crate may have concern its mapping.
static MAPPING: LazyLock<Config> = LazyLock::new(|| Config::new(FINEST, 1, f64::MIN_POSITIVE));

/// A bucket on one side of the cut, by the first of the finest buckets within it. Places have the order of their
/// numbers; places of a fine level are places of a coarser one once they are made [`Place::coarser`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(pub(super) i64);

impl Place {
    /// The place of a finite number. What is beyond the cut has another than what is not.
    pub(super) fn of(number: f64, level: u32, cut: Option<f64>) -> Place {
        let beyond = i64::from(cut.is_some_and(|cut| number > cut));
        let bucket = match number {
            0.0 => 0,
            _ if number < 0.0 => BELOW_KEYS - i64::from(MAPPING.key(-number)) - 1,
            _ => i64::from(MAPPING.key(number)) - BELOW_KEYS + 1,
        };
        Place(bucket << 1 | beyond).coarser(level)
    }

    /// The place on a coarser level: 2^level of the finest buckets are one.
    pub(super) fn coarser(self, level: u32) -> Place {
        let bucket = self.bucket();
        let first = if bucket == 0 { 0 } else { ((bucket.abs() - 1) >> level << level) + 1 };
        Place((bucket.signum() * first) << 1 | self.0 & 1)
    }

    /// Its bucket: 0 holds the number 0, positive numbers count from 1 up, negative ones from −1 down.
    const fn bucket(self) -> i64 {
        self.0 >> 1
    }

    /// The lowest and the highest number that may stand here.
    pub(super) fn ends(self, level: u32, cut: Option<f64>) -> (f64, f64) {
        let bucket = self.bucket();
        let first = bucket.abs() - 1 + BELOW_KEYS;
        let (near, far) = (edge(first), edge(first + (1 << level)));
        let (low, high) = match bucket {
            0 => (0.0, 0.0),
            1.. => (near, far),
            _ => (-far, -near),
        };
        match cut {
            Some(cut) if self.0 & 1 == 0 => (low.min(cut), high.min(cut)),
            Some(cut) => (low.max(cut.next_up()), high.max(cut.next_up())),
            None => (low, high),
        }
    }
}

/// Where the finest bucket of a key begins.
fn edge(key: i64) -> f64 {
    i32::try_from(key).map_or(f64::INFINITY, |key| MAPPING.pow_gamma(key))
}

/// By how much of itself a number may differ from the middle of its bucket. With buckets from x to γx it is
/// (γ − 1) ÷ (γ + 1), and γ is squared by every level.
pub(super) fn relative_error(level: u32) -> f64 {
    (0..level).fold(FINEST, |error, _| 2.0 * error / (1.0 + error * error))
}

/// The finest level, no finer than `level`, on which few enough places are taken.
pub(super) fn finest(places: &[Place], level: u32) -> u32 {
    let is_enough = |level: &u32| {
        let mut places: Vec<Place> = places.iter().map(|place| place.coarser(*level)).collect();
        places.sort_unstable();
        places.dedup();
        places.len() <= EXACT_VALUES
    };
    (level..COARSEST).find(is_enough).unwrap_or(COARSEST)
}

#[cfg(test)]
mod tests {
    use super::{COARSEST, Place, finest, relative_error};

    const NUMBERS: [f64; 15] =
        [f64::MIN, -1e300, -2.5e9, -15.0, -1.0, -5e-324, 0.0, 5e-324, 0.1, 1.0, 14.99, 15.0, 15.1, 1e300, f64::MAX];

    #[test]
    fn places_lie_within_each_other_in_the_order_of_their_numbers() {
        for cut in [None, Some(15.0), Some(-1.0), Some(0.1), Some(0.0)] {
            for level in 0..=COARSEST {
                let places = NUMBERS.map(|number| Place::of(number, level, cut));
                assert!(places.is_sorted(), "{level}: {places:?}");
                for (number, place) in NUMBERS.into_iter().zip(places) {
                    assert_eq!(Place::of(number, level / 2, cut).coarser(level), place, "{number} {level}");
                    let (low, high) = place.ends(level, cut);
                    let slack = number.abs() * 1e-12;
                    assert!(low - slack <= number && number <= high + slack, "{number} {level}: {low} {high}");
                    assert!(cut.is_none_or(|cut| (low <= cut) == (number <= cut)), "{number} {level}");
                    assert!(cut.is_none_or(|cut| (high <= cut) == (number <= cut)), "{number} {level}");
                }
            }
        }
        assert_eq!(Place::of(-0.0, 3, None), Place::of(0.0, 0, None));
    }

    #[test]
    fn numbers_are_known_to_the_same_share_of_themselves() {
        for level in [0, 1, 7, 12] {
            let error = relative_error(level);
            for number in NUMBERS.into_iter().filter(|number| (1e-300..1e300).contains(&number.abs())) {
                let (low, high) = Place::of(number, level, None).ends(level, None);
                let share = (high - low).abs() / (high + low).abs();
                assert!((share - error).abs() < 1e-9 * error.max(1e-3), "{number} {level}: {share} {error}");
            }
        }
        assert!((relative_error(12) - 0.001_024).abs() < 1e-9);
    }

    #[test]
    fn the_finest_level_with_few_enough_places_is_found() {
        let places: Vec<Place> = (1..=30_000).map(|number| Place::of(f64::from(number), 0, None)).collect();
        let level = finest(&places, 0);
        let taken = |level: u32| {
            let mut places: Vec<Place> = places.iter().map(|place| place.coarser(level)).collect();
            places.dedup();
            places.len()
        };
        assert!(taken(level) <= 10_000 && taken(level - 1) > 10_000, "{level}");
        assert_eq!(finest(&places, COARSEST), COARSEST);
    }
}

//! Numbers as rows of the count table: what is kept of them is counts and sums, which add up like all others.
//!
//! Sums of replicate weights stand beside the tallies of slots 0 and 1.
//!
//! | slot | one row for each | `value` | `n`, `w`, `w2` |
//! |---|---|---|---|
//! | 0 | different number | the number | its tally |
//! | 1 | place of a sketch | the place | its tally |
//! | 2, 3, 4 | group with numbers in a sketch | the sketch's level, the lowest number, the highest | – |
//! | 5 | the same, where not all numbers are whole | 0 | – |
//! | 6 and on | limb of one of the exact sums | its place | `w`: the limb |

use super::sketch::{COARSEST, Place};
use super::spread::Rough;
use super::{Decimal, EXACT_VALUES, Manner, Spread, Sums, Tally, Values, Weight};

const NUMBER: usize = 0;
const PLACE: usize = 1;
const LEVEL: usize = 2;
const LOWEST: usize = 3;
const HIGHEST: usize = 4;
const BROKEN: usize = 5;
const SUMS: usize = 6;

impl Spread {
    /// The rows of one group: slot, value, tally and the sums of replicate weights, where there are any.
    #[must_use]
    pub fn rows(&self) -> Vec<(usize, i64, Tally, &[Weight])> {
        let Some((rough, places)) = self.sketch() else {
            return self.numbers().map(|(number, tally, run)| (NUMBER, encode(number), tally, run)).collect();
        };
        let nothing = Tally::default();
        let places = places.map(|(place, tally, run)| (PLACE, place.0, tally, run));
        let mut rows: Vec<(usize, i64, Tally, &[Weight])> = places.collect();
        rows.push((LEVEL, i64::from(rough.level), nothing, &[]));
        rows.push((LOWEST, encode(rough.lowest), nothing, &[]));
        rows.push((HIGHEST, encode(rough.highest), nothing, &[]));
        rows.extend((!rough.whole).then_some((BROKEN, 0, nothing, &[][..])));
        for (kind, sum) in rough.sums.0.iter().enumerate() {
            let limb = |(at, limb)| (SUMS + kind, i64::from(at), Tally { w: Decimal(limb), ..nothing }, &[][..]);
            rows.extend(sum.limbs().map(limb));
        }
        rows
    }
}

/// The rows of one group on their way back.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    numbers: Vec<(f64, Tally)>,
    places: Vec<(Place, Tally)>,
    /// The replicate weights of each number, and of each place, one run behind the other.
    runs: [Vec<Weight>; 2],
    replicates: usize,
    rough: Option<Rough>,
}

impl Gathered {
    /// Takes one row.
    pub(super) fn put(&mut self, slot: usize, value: i64, tally: Tally, run: &[Weight]) {
        match slot {
            NUMBER => self.numbers.push((decode(value), tally)),
            PLACE => self.places.push((Place(value), tally)),
            _ => return self.put_rough(slot, value, tally),
        }
        self.runs[slot].extend_from_slice(run);
        self.replicates = run.len();
    }

    /// The replicate weights of the number, or the place, at a position.
    fn run(&self, slot: usize, at: usize) -> &[Weight] {
        &self.runs[slot][at * self.replicates..(at + 1) * self.replicates]
    }

    fn put_rough(&mut self, slot: usize, value: i64, tally: Tally) {
        let rough = self.rough.get_or_insert_default();
        match slot {
            LEVEL => rough.level = rough.level.max(level_of(value)),
            LOWEST => rough.lowest = rough.lowest.min(decode(value)),
            HIGHEST => rough.highest = rough.highest.max(decode(value)),
            BROKEN => rough.whole = false,
            _ => {
                if let Some(sum) = rough.sums.0.get_mut(slot - SUMS) {
                    sum.add_limb(i32::try_from(value).unwrap_or(i32::MAX), tally.w.0);
                }
            }
        }
    }

    /// What formulas see, and the replicate weights of each number of the list, one run behind the other.
    pub(super) fn finish(self, manner: Manner) -> (Values, Vec<Weight>) {
        if self.rough.is_none() && self.numbers.len() <= EXACT_VALUES {
            let [runs, _] = self.runs;
            return (self.numbers.into(), runs);
        }
        self.spread(manner).finish(manner)
    }

    /// The same, to be added to.
    pub(super) fn spread(mut self, manner: Manner) -> Spread {
        let mut spread = match self.rough.take() {
            None => Spread::default(),
            Some(rough) => {
                let places = self.places.iter().enumerate();
                let places = places.map(|(at, (place, tally))| (*place, *tally, self.run(PLACE, at)));
                Spread::of_places(places, rough, manner)
            }
        };
        for (at, (number, tally)) in self.numbers.iter().enumerate() {
            spread.add(*number, *tally, self.run(NUMBER, at), manner);
        }
        spread
    }
}

const _: () = assert!(Sums::KINDS == 6, "the table above says how many sums there are");

/// A level that was written down.
fn level_of(value: i64) -> u32 {
    u32::try_from(value).map_or(COARSEST, |level| level.min(COARSEST))
}

/// A finite number as an integer of the same order.
fn encode(value: f64) -> i64 {
    let bits = value.to_bits().cast_signed();
    bits ^ (((bits >> 63).cast_unsigned()) >> 1).cast_signed()
}

/// The number that [`encode`] made this integer of.
fn decode(code: i64) -> f64 {
    let bits = code ^ (((code >> 63).cast_unsigned()) >> 1).cast_signed();
    f64::from_bits(bits.cast_unsigned())
}

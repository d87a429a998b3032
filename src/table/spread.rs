//! The numbers of one question in one group: each different one while there are few, else exact sums and a sketch.
//!
//! What is kept depends on the numbers alone, not on their order, on threads or on which groups were counted beside:
//! the buckets are the finest ones of which few enough are taken, and coarser ones are made of whole finer ones.

use super::runs::Runs;
use super::sketch::{Place, finest, relative_error};
use super::tallies::Tallies;
use super::{EXACT_VALUES, Precise, Sums, Tally, Values, Weight};
use crate::plan::Plan;

/// Numbers while they are counted.
#[derive(Debug, Default)]
pub struct Spread {
    /// By the bits of each number, or by its place in the sketch.
    counts: Tallies,
    /// By the same keys, the sums of replicate weights.
    runs: Runs,
    rough: Option<Box<Rough>>,
}

/// What is kept beside the counts of numbers in a sketch.
#[derive(Debug, Clone)]
pub(super) struct Rough {
    /// Buckets are made of 2^level of the finest.
    pub(super) level: u32,
    pub(super) lowest: f64,
    pub(super) highest: f64,
    pub(super) whole: bool,
    pub(super) sums: Sums,
}

/// How the numbers of a question are counted.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// Numbers up to this and those beyond stand in different places of the sketch.
    pub(super) cut: Option<f64>,
    pub(super) weighted: bool,
}

impl Manner {
    /// That of one of the plan's questions.
    #[must_use]
    pub fn of(plan: &Plan, question: usize) -> Manner {
        Manner { cut: plan.cuts[question], weighted: plan.weighted }
    }

    /// The same for respondents who are made to weigh something.
    pub(super) const fn of_weights(self) -> Manner {
        Manner { weighted: true, ..self }
    }
}

impl Spread {
    /// Counts a number; `run` are the replicate weights of those who gave it, none without replicates. Of a sketch these
    /// are kept by bucket: a replicate's mean is that of the middles of buckets, off by as much of the differences between
    /// replicates as the sketch is of a number.
    #[inline]
    pub fn add(&mut self, value: f64, tally: Tally, run: &[Weight], manner: Manner) {
        let key = match &mut self.rough {
            None => value.to_bits(),
            Some(rough) => {
                rough.note(value, tally, manner.weighted);
                key(Place::of(value, rough.level, manner.cut))
            }
        };
        self.counts.add(key, tally);
        self.runs.add(key, run);
        if self.counts.len() > EXACT_VALUES {
            self.coarsen(manner);
        }
    }

    /// Adds what has been counted elsewhere.
    pub fn merge(&mut self, mut other: Spread, manner: Manner) {
        if self.rough.is_none() && other.rough.is_some() {
            std::mem::swap(self, &mut other);
        }
        match (&mut self.rough, other.rough) {
            (Some(mine), Some(theirs)) => {
                let level = mine.level;
                mine.merge(&theirs);
                if mine.level > level {
                    self.place_all();
                }
                let places = other.counts.iter().map(|(key, tally)| (place(key), tally, other.runs.get(key)));
                self.add_places(places, manner);
            }
            _ => {
                for (bits, tally) in other.counts.iter() {
                    self.add(f64::from_bits(bits), tally, other.runs.get(bits), manner);
                }
            }
        }
    }

    /// Adds what stands in places of any level of the sketch, this one being in a sketch.
    fn add_places<'a>(&mut self, places: impl Iterator<Item = (Place, Tally, &'a [Weight])>, manner: Manner) {
        let level = self.rough.as_ref().map_or(0, |rough| rough.level);
        for (place, tally, run) in places {
            let key = key(place.coarser(level));
            self.counts.add(key, tally);
            self.runs.add(key, run);
        }
        if self.counts.len() > EXACT_VALUES {
            self.coarsen(manner);
        }
    }

    /// Goes on with the finest buckets of which few enough are taken.
    #[cold]
    fn coarsen(&mut self, manner: Manner) {
        let rough = self.rough.get_or_insert_with(|| {
            let mut rough = Box::new(Rough::default());
            let mut places = Tallies::default();
            for (bits, tally) in self.counts.iter() {
                let number = f64::from_bits(bits);
                rough.note(number, tally, manner.weighted);
                places.add(key(Place::of(number, 0, manner.cut)), tally);
            }
            self.counts = places;
            self.runs = self.runs.with_keys(|bits| key(Place::of(f64::from_bits(bits), 0, manner.cut)));
            rough
        });
        let places: Vec<Place> = self.counts.iter().map(|(key, _)| place(key)).collect();
        rough.level = finest(&places, rough.level);
        self.place_all();
    }

    /// Puts everything in its place on the level of the sketch, which may have become coarser.
    fn place_all(&mut self) {
        let Some(rough) = &self.rough else { return };
        let mut counts = Tallies::default();
        for (old, tally) in self.counts.iter() {
            counts.add(key(place(old).coarser(rough.level)), tally);
        }
        self.counts = counts;
        self.runs = self.runs.with_keys(|old| key(place(old).coarser(rough.level)));
    }

    /// The same numbers with other weights, and without replicates: what becomes of a tally, and of exact sums.
    pub(super) fn reweighed(mut self, tally: impl Fn(Tally) -> Tally, sums: impl Fn(&Sums) -> Sums) -> Spread {
        let mut counts = Tallies::default();
        self.counts.iter().for_each(|(key, old)| counts.add(key, tally(old)));
        if let Some(rough) = &mut self.rough {
            rough.sums = sums(&rough.sums);
        }
        Spread { counts, runs: Runs::default(), ..self }
    }

    /// Numbers in places of any level of the sketch, that stood in a table.
    pub(super) fn of_places<'a>(
        places: impl Iterator<Item = (Place, Tally, &'a [Weight])>,
        rough: Rough,
        manner: Manner,
    ) -> Spread {
        let mut spread = Spread { rough: Some(Box::new(rough)), ..Spread::default() };
        spread.add_places(places, manner);
        spread
    }

    /// The numbers, where each is kept, in no order.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (f64, Tally, &[Weight])> + '_ {
        let numbers = self.counts.iter().filter(|_| self.rough.is_none());
        numbers.map(|(bits, tally)| (f64::from_bits(bits), tally, self.runs.get(bits)))
    }

    /// What is kept of numbers in a sketch, beside their places, which are in no order.
    #[expect(clippy::type_complexity, reason = "an iterator beside what it goes with")]
    pub(super) fn sketch(&self) -> Option<(&Rough, impl Iterator<Item = (Place, Tally, &[Weight])> + '_)> {
        let places = || self.counts.iter().map(|(key, tally)| (place(key), tally, self.runs.get(key)));
        self.rough.as_ref().map(|rough| (&**rough, places()))
    }

    /// What formulas see, and the replicate weights of each number of the list, one run behind the other.
    pub(super) fn finish(self, manner: Manner) -> (Values, Vec<Weight>) {
        let Some((rough, places)) = self.sketch() else {
            let mut list: Vec<(f64, Tally, &[Weight])> = self.numbers().collect();
            list.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
            let runs = list.iter().flat_map(|(_, _, run)| run.iter().copied()).collect();
            let list: Vec<(f64, Tally)> = list.into_iter().map(|(number, tally, _)| (number, tally)).collect();
            return (list.into(), runs);
        };
        let mut places: Vec<(Place, Tally, &[Weight])> = places.collect();
        places.sort_unstable_by_key(|(place, ..)| *place);
        let of: Tally = places.iter().map(|(_, tally, _)| *tally).sum();
        let precise = Precise {
            moments: rough.sums.moments(of, manner.weighted),
            even: rough.sums.moments(of, false),
            lowest: rough.lowest,
            highest: rough.highest,
            whole: rough.whole,
            relative_error: relative_error(rough.level),
        };
        let runs = places.iter().flat_map(|(_, _, run)| run.iter().copied()).collect();
        let list = places.into_iter().map(|(place, tally, _)| (rough.middle(place, manner.cut), tally));
        (Values::in_buckets(list.collect(), precise), runs)
    }
}

impl Default for Rough {
    fn default() -> Rough {
        Rough { level: 0, lowest: f64::INFINITY, highest: f64::NEG_INFINITY, whole: true, sums: Sums::default() }
    }
}

impl Rough {
    fn note(&mut self, value: f64, tally: Tally, weighted: bool) {
        self.lowest = self.lowest.min(value);
        self.highest = self.highest.max(value);
        self.whole &= value.fract() == 0.0;
        self.sums.add(value, tally, weighted);
    }

    fn merge(&mut self, other: &Rough) {
        self.level = self.level.max(other.level);
        self.lowest = self.lowest.min(other.lowest);
        self.highest = self.highest.max(other.highest);
        self.whole &= other.whole;
        self.sums.merge(&other.sums);
    }

    /// The middle of the numbers that can stand in a place: of whole ones, from the first to the last.
    fn middle(&self, place: Place, cut: Option<f64>) -> f64 {
        let (low, high) = place.ends(self.level, cut);
        let (low, high) = (low.max(self.lowest), high.min(self.highest));
        let (first, last) = (low.ceil(), high.floor());
        // A whole number at the very edge of its bucket can lie beyond it by the last bit.
        let (low, high) = if self.whole && first <= last { (first, last) } else { (low, high) };
        low + (high - low) / 2.0
    }
}

/// A place as a key.
const fn key(place: Place) -> u64 {
    place.0.cast_unsigned()
}

/// The place of a key.
const fn place(key: u64) -> Place {
    Place(key.cast_signed())
}

#[cfg(test)]
mod tests {
    use super::{Manner, Spread};
    use crate::table::{Tally, Values};

    fn numbers(values: impl Iterator<Item = (f64, f64)>, weighted: bool) -> Values {
        let manner = Manner { cut: None, weighted };
        let mut spread = Spread::default();
        for (value, weight) in values {
            let tally = if weighted { Tally::of_weight(weight) } else { Tally::unweighted(1) };
            spread.add(value, tally, &[], manner);
        }
        spread.finish(manner).0
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
                // The first moment of squared weights comes from the sketch.
                (ours.spread2, theirs.spread2, 1e-6),
            ];
            for (ours, theirs, tolerance) in pairs {
                assert!((ours - theirs).abs() <= tolerance * theirs, "{many} {weighted}: {ours} is not {theirs}");
            }
        }
    }
}

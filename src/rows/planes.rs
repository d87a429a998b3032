//! Measures of counts, each a plane of its own: respondents, and the sums of their weights where there are any, of their
//! replicate weights a run of sums.

use crate::table::{Square, Tally, Weight};
use foldhash::fast::FixedState;
use std::borrow::Cow;
use std::collections::HashMap;

/// Places of a grouping up to which every slot of every group has one: 8 MB of respondents. Beyond, only those have one
/// in which somebody was counted.
const MOST_DENSE: usize = 1 << 20;

/// What so many responses are counted as.
#[derive(Debug, Clone, Copy)]
pub(super) struct Load<'a> {
    pub(super) times: u64,
    /// What they weigh together; 1 each where it is none. None of them weighs 0 unless all do.
    pub(super) weight: Option<(Weight, Square)>,
    /// The same by every replicate weight; empty without replicates.
    pub(super) run: &'a [Weight],
}

impl Load<'_> {
    /// Its replicate weights, so many times as heavy.
    pub(super) fn run_times(&self, times: u64) -> Cow<'_, [Weight]> {
        if times == 1 { self.run.into() } else { self.run.iter().map(|weight| weight.times(times)).collect() }
    }
}

/// One number per place and measure, without weights only the first; and one per place and replicate weight.
#[derive(Debug, Default)]
pub(super) struct Planes {
    n: Vec<u64>,
    weights: Option<Weights>,
    /// How many replicate weights there are, and their sums: those of a place side by side.
    replicates: usize,
    runs: Vec<Weight>,
}

#[derive(Debug, Default)]
struct Weights {
    /// Respondents of weight 0.
    weightless: Vec<u64>,
    w: Vec<Weight>,
    w2: Vec<Square>,
}

impl Planes {
    pub(super) fn new(weighted: bool, replicates: usize) -> Planes {
        Planes { weights: weighted.then(Weights::default), replicates, ..Planes::default() }
    }

    /// Makes room for so many places.
    fn resize(&mut self, places: usize) {
        self.n.resize(places, 0);
        if let Some(Weights { weightless, w, w2 }) = &mut self.weights {
            weightless.resize(places, 0);
            w.resize(places, Weight::ZERO);
            w2.resize(places, Square::ZERO);
        }
        self.runs.resize(places * self.replicates, Weight::ZERO);
    }

    /// Counts so many respondents and what they weigh together.
    #[inline]
    fn add(&mut self, place: usize, Load { times, weight, run }: Load) {
        self.n[place] += times;
        if let (Some(weights), Some((w, w2))) = (&mut self.weights, weight) {
            weights.w[place] += w;
            weights.w2[place] += w2;
            weights.weightless[place] += times * u64::from(w == Weight::ZERO);
        }
        if self.replicates > 0 {
            self.add_run(place, run);
        }
    }

    /// Adds a run of replicate weights to that of a place.
    #[inline]
    fn add_run(&mut self, place: usize, run: &[Weight]) {
        let begin = place * self.replicates;
        let sums = &mut self.runs[begin..begin + self.replicates];
        sums.iter_mut().zip(run).for_each(|(sum, weight)| *sum += *weight);
    }

    /// The run of a place.
    fn run(&self, place: usize) -> &[Weight] {
        &self.runs[place * self.replicates..(place + 1) * self.replicates]
    }

    /// Adds what was counted elsewhere.
    fn add_place(&mut self, place: usize, other: &Planes, theirs: usize) {
        self.n[place] += other.n[theirs];
        if let (Some(mine), Some(other)) = (&mut self.weights, &other.weights) {
            mine.weightless[place] += other.weightless[theirs];
            mine.w[place] += other.w[theirs];
            mine.w2[place] += other.w2[theirs];
        }
        self.add_run(place, other.run(theirs));
    }

    fn tally(&self, place: usize) -> Tally {
        let n = self.n[place];
        self.weights.as_ref().map_or(Tally::unweighted(n), |weights| Tally {
            n,
            weightless: weights.weightless[place],
            w: weights.w[place],
            w2: weights.w2[place],
        })
    }
}

/// The counts of groups that have so many slots each.
///
/// While they are few, the slots of a group stand side by side. A grouping of many groups with many slots (sampling
/// units, one per ward and day) has most of them empty: from [`MOST_DENSE`] on, a slot has a place once somebody is
/// counted in it.
#[derive(Debug)]
pub(super) struct Store {
    stride: usize,
    groups: usize,
    planes: Planes,
    /// Where the slots have their places, once they no longer stand side by side.
    places: Option<HashMap<usize, u32, FixedState>>,
}

impl Store {
    pub(super) fn new(stride: usize, weighted: bool, replicates: usize) -> Store {
        Store { stride, groups: 0, planes: Planes::new(weighted, replicates), places: None }
    }

    /// Makes room for one group more.
    pub(super) fn add_group(&mut self) {
        self.groups += 1;
        if self.places.is_some() {
            return;
        }
        let places = self.groups * self.stride * (1 + self.planes.replicates);
        if places > MOST_DENSE && self.groups > 1 {
            self.thin_out();
        } else {
            self.planes.resize(self.groups * self.stride);
        }
    }

    /// Lets go of the places in which nobody was counted.
    fn thin_out(&mut self) {
        let empty = Planes::new(self.planes.weights.is_some(), self.planes.replicates);
        let dense = std::mem::replace(&mut self.planes, empty);
        self.places = Some(HashMap::default());
        for slot in (0..dense.n.len()).filter(|slot| dense.n[*slot] > 0) {
            let place = self.place(slot);
            self.planes.add_place(place, &dense, slot);
        }
    }

    /// The place of a slot of a group, made when there is none yet.
    #[inline]
    fn place(&mut self, slot: usize) -> usize {
        let Some(places) = &mut self.places else { return slot };
        let measures = &mut self.planes;
        let new = || {
            measures.resize(measures.n.len() + 1);
            u32::try_from(measures.n.len() - 1).unwrap_or(u32::MAX)
        };
        *places.entry(slot).or_insert_with(new) as usize
    }

    /// Counts so many respondents, and what they weigh together, in a slot of a group.
    #[inline]
    pub(super) fn add(&mut self, group: usize, slot: usize, load: Load) {
        let place = self.place(group * self.stride + slot);
        self.planes.add(place, load);
    }

    /// The respondents of weight 1 by group and slot, where every slot has its place: for those who count many. The
    /// slots of a group begin at its number times the stride.
    pub(super) fn side_by_side(&mut self) -> Option<&mut [u64]> {
        let is_plain = self.planes.weights.is_none() && self.planes.replicates == 0;
        (self.places.is_none() && is_plain).then_some(&mut self.planes.n)
    }

    /// Who was counted in a slot of a group.
    pub(super) fn tally(&self, group: usize, slot: usize) -> Tally {
        let slot = group * self.stride + slot;
        match &self.places {
            None => self.planes.tally(slot),
            Some(places) => places.get(&slot).map_or(Tally::default(), |place| self.planes.tally(*place as usize)),
        }
    }

    /// The sums of replicate weights in a slot of a group; empty where there are none.
    pub(super) fn run(&self, group: usize, slot: usize) -> &[Weight] {
        let slot = group * self.stride + slot;
        match &self.places {
            None => self.planes.run(slot),
            Some(places) => places.get(&slot).map_or(&[], |place| self.planes.run(*place as usize)),
        }
    }

    /// Adds the groups of another store; `groups` says which of this one's groups each of them is, if any.
    #[expect(clippy::iter_over_hash_type, reason = "sums of integers do not depend on their order")]
    pub(super) fn merge(&mut self, other: &Store, groups: &[Option<usize>]) {
        let mut add = |slot: usize, theirs: usize| {
            if let Some(group) = groups[slot / self.stride] {
                let place = self.place(group * self.stride + slot % self.stride);
                self.planes.add_place(place, &other.planes, theirs);
            }
        };
        match &other.places {
            None => (0..other.planes.n.len()).filter(|slot| other.planes.n[*slot] > 0).for_each(|slot| add(slot, slot)),
            Some(places) => {
                for (slot, theirs) in places {
                    add(*slot, *theirs as usize);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Load, MOST_DENSE, Store};
    use crate::table::{Tally, Weight};

    #[test]
    fn what_was_counted_side_by_side_is_still_there_when_groups_are_many() {
        let weight = |weight: f64| Weight::from_f64(weight);
        for weighted in [false, true] {
            let run = vec![weight(0.25), weight(0.75)];
            let mut store = Store::new(MOST_DENSE / 12, weighted, run.len());
            for group in 0..6 {
                store.add_group();
                let given = weighted.then(|| (weight(0.5), weight(0.5).squared()));
                store.add(group, 3, Load { times: 1, weight: given, run: &run });
                store.add(group, 3, Load { times: 1, weight: given, run: &run });
            }
            let expected = if weighted { Tally::of_weight(0.5) + Tally::of_weight(0.5) } else { Tally::unweighted(2) };
            assert!(store.places.is_some(), "thinned out");
            assert!((0..6).all(|group| store.tally(group, 3) == expected && store.tally(group, 4).n == 0));
            assert!((0..6).all(|group| store.run(group, 3) == [weight(0.5), weight(1.5)]));
            let mut dense = Store::new(MOST_DENSE / 12, weighted, run.len());
            dense.add_group();
            dense.merge(&store, &[None, Some(0), None, None, None, Some(0)]);
            assert_eq!(dense.tally(0, 3), expected + expected);
            assert_eq!((dense.run(0, 3), dense.run(0, 4)), (&[weight(1.0), weight(3.0)][..], &[weight(0.0); 2][..]));
        }
    }
}

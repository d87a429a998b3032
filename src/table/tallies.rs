//! Tallies by what was counted, which take no more room than they need.

use super::Tally;
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// Tallies by a key. As long as everybody weighs 1 only the number of respondents is held: a quarter of the room.
#[derive(Debug)]
pub(super) enum Tallies {
    /// Of respondents who weigh 1 each.
    Plain(HashMap<u64, u64, FixedState>),
    /// Of others.
    Weighted(HashMap<u64, Tally, FixedState>),
}

impl Default for Tallies {
    fn default() -> Tallies {
        Tallies::Plain(HashMap::default())
    }
}

impl Tallies {
    /// Adds to what is counted of a key.
    #[inline]
    pub(super) fn add(&mut self, key: u64, tally: Tally) {
        match self {
            Tallies::Plain(counts) if tally == Tally::unweighted(tally.n) => {
                *counts.entry(key).or_default() += tally.n;
            }
            Tallies::Weighted(tallies) => *tallies.entry(key).or_default() += tally,
            Tallies::Plain(_) => self.add_first(key, tally),
        }
    }

    /// Adds the first that is weighted.
    #[cold]
    fn add_first(&mut self, key: u64, tally: Tally) {
        let mut tallies: HashMap<u64, Tally, FixedState> = self.iter().collect();
        *tallies.entry(key).or_default() += tally;
        *self = Tallies::Weighted(tallies);
    }

    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Tallies::Plain(counts) => counts.len(),
            Tallies::Weighted(tallies) => tallies.len(),
        }
    }

    /// Keys and tallies, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, Tally)> + '_ {
        let (plain, weighted) = match self {
            Tallies::Plain(counts) => (Some(counts), None),
            Tallies::Weighted(tallies) => (None, Some(tallies)),
        };
        let plain = plain.into_iter().flatten().map(|(key, n)| (*key, Tally::unweighted(*n)));
        plain.chain(weighted.into_iter().flatten().map(|(key, tally)| (*key, *tally)))
    }
}

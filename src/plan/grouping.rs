//! Groupings: what respondents are counted under.

use super::Period;

/// One thing that respondents are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The wave: the period that the day of the response falls in.
    Wave(Period),
    /// A segment, by its position in the batch.
    Segment(usize),
}

/// A set of keys, ascending and without repeats; empty for everybody. Two respondents are in the same
/// group when they agree on every key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Grouping(Vec<Key>);

impl Grouping {
    /// The grouping of these keys.
    #[must_use]
    pub fn new(mut keys: Vec<Key>) -> Grouping {
        keys.sort_unstable();
        keys.dedup();
        Grouping(keys)
    }

    /// The keys, ascending.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// Whether `other` can be rolled up from this grouping, because it asks for no key that this one lacks.
    #[must_use]
    pub fn covers(&self, other: &Grouping) -> bool {
        other.0.iter().all(|key| self.0.contains(key))
    }
}

//! What to count: the questions' shapes and the groupings asked for.

use super::spread::Manner;
use super::{Period, Shape};

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

/// What a pass over the responses counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The shape of every question.
    pub shapes: Vec<Shape>,
    /// The groupings counted; every one asked for is covered by one of them.
    pub groupings: Vec<Grouping>,
    /// Per question of numbers, up to which they count as within target: what is counted never mixes these with those
    /// beyond.
    pub cuts: Vec<Option<f64>>,
    /// Whether responses carry weights.
    pub weighted: bool,
    /// Per grouping counted, the groups it may have.
    pub most_groups: Vec<usize>,
}

impl Plan {
    /// The plan that counts the fewest groupings from which all of `wanted` (and the total) follow.
    #[must_use]
    pub fn new(shapes: Vec<Shape>, wanted: &[Grouping], weighted: bool) -> Plan {
        let mut groupings: Vec<Grouping> = Vec::new();
        let mut widest_first: Vec<&Grouping> = wanted.iter().collect();
        widest_first.sort_by_key(|grouping| std::cmp::Reverse(grouping.keys().len()));
        for grouping in widest_first {
            if !groupings.iter().any(|counted| counted.covers(grouping)) {
                groupings.push(grouping.clone());
            }
        }
        if groupings.is_empty() {
            groupings.push(Grouping::default());
        }
        let cuts = vec![None; shapes.len()];
        let most_groups = vec![usize::MAX; groupings.len()];
        Plan { shapes, groupings, cuts, weighted, most_groups }
    }

    /// How the numbers of a question are counted.
    pub(super) fn numbers(&self, question: usize) -> Manner {
        Manner { cut: self.cuts[question], weighted: self.weighted }
    }

    /// The same plan with targets, one per question.
    #[must_use]
    pub fn with_cuts(self, cuts: Vec<Option<f64>>) -> Plan {
        Plan { cuts, ..self }
    }

    /// The same plan with so many groups at most in each grouping.
    #[must_use]
    pub fn limited(mut self, most: impl Fn(&Grouping) -> usize) -> Plan {
        self.most_groups = self.groupings.iter().map(most).collect();
        self
    }
}

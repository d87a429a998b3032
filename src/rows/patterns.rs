//! Which patterns the replicate weights of each group make: from these its degrees of freedom come.

use crate::table::most_patterns;
use std::collections::BTreeSet;

/// Per group, the hashes of the patterns that its replicate weights make: the lowest of them.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    most: usize,
    of_groups: Vec<BTreeSet<u64>>,
}

impl Patterns {
    /// None yet of so many replicates.
    pub(super) fn new(replicates: usize) -> Patterns {
        Patterns { most: most_patterns(replicates), of_groups: Vec::new() }
    }

    /// Takes note of the pattern of a response; 0 is none.
    #[inline]
    pub(super) fn note(&mut self, group: usize, pattern: u64) {
        if pattern == 0 || self.most == 0 {
            return;
        }
        if self.of_groups.len() <= group {
            self.of_groups.resize_with(group + 1, BTreeSet::new);
        }
        let patterns = &mut self.of_groups[group];
        if patterns.len() < self.most || patterns.last().is_some_and(|last| pattern < *last) {
            patterns.insert(pattern);
        }
        if patterns.len() > self.most {
            patterns.pop_last();
        }
    }

    /// Adds those of other groups; `groups` says which of this one's groups each of them is, if any.
    pub(super) fn merge(&mut self, other: &Patterns, groups: &[Option<usize>]) {
        for (patterns, group) in other.of_groups.iter().zip(groups) {
            let Some(group) = group else { continue };
            for pattern in patterns {
                self.note(*group, *pattern);
            }
        }
    }

    /// Those of a group, ascending.
    pub(super) fn of_group(&self, group: usize) -> impl Iterator<Item = u64> + '_ {
        self.of_groups.get(group).into_iter().flatten().copied()
    }
}

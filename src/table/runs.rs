//! Sums of replicate weights, a run of as many as there are replicates for every key.

use super::Weight;
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// Runs by a key: nothing at all without replicates.
#[derive(Debug, Default)]
pub(super) struct Runs(HashMap<u64, Vec<Weight>, FixedState>);

impl Runs {
    /// Adds to the run of a key.
    #[inline]
    pub(super) fn add(&mut self, key: u64, run: &[Weight]) {
        if !run.is_empty() {
            let sums = self.0.entry(key).or_insert_with(|| vec![Weight::ZERO; run.len()]);
            add(sums, run);
        }
    }

    /// The run of a key; empty where there is none.
    pub(super) fn get(&self, key: u64) -> &[Weight] {
        self.0.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The same with other keys; those of one key are added up.
    #[expect(clippy::iter_over_hash_type, reason = "sums of integers do not depend on their order")]
    pub(super) fn with_keys(&self, new: impl Fn(u64) -> u64) -> Runs {
        let mut runs = Runs::default();
        for (key, run) in &self.0 {
            runs.add(new(*key), run);
        }
        runs
    }
}

/// Adds a run to another.
pub(super) fn add(sums: &mut [Weight], run: &[Weight]) {
    sums.iter_mut().zip(run).for_each(|(sum, weight)| *sum += *weight);
}

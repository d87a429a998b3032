//! What is known of the replicate weights of all responses together, beside the sums of each.

use super::Weight;
use crate::stats::rank;
use foldhash::fast::FixedState;
use std::collections::BTreeMap;
use std::hash::BuildHasher;

/// How finely the replicate weights of a response are told apart from those of others, as a share of its largest.
const STEPS: f64 = 1e6;

/// The replicate weights of all responses: how many there are, the largest, and which patterns they make.
///
/// The pattern of a response is its replicate weights as shares of the largest of them. Responses of one sampling unit
/// mostly have the same, and there are hardly more different ones than replicates; where weights were trimmed or raked
/// there are far more. Kept are those with the lowest hashes, twice as many as there are replicates: all of them, or a
/// sample that depends neither on the order of the responses nor on how they were shared out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Replication {
    /// How many replicates there are; 0 for none.
    pub replicates: usize,
    /// The largest number in their columns, on no scale.
    pub heaviest: f64,
    patterns: BTreeMap<u64, Vec<u32>>,
}

impl Replication {
    /// Nothing seen yet of so many replicates.
    #[must_use]
    pub fn new(replicates: usize) -> Replication {
        Replication { replicates, ..Replication::default() }
    }

    /// Takes note of the largest number in the columns of a response.
    pub fn add_number(&mut self, number: f64) {
        self.heaviest = self.heaviest.max(number);
    }

    /// Takes note of the replicate weights of a response, and tells the hash of their pattern: 0 where all are 0.
    #[expect(clippy::cast_precision_loss, reason = "shares of the largest, told apart by six digits")]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to a million")]
    pub fn add(&mut self, run: &[Weight]) -> u64 {
        let largest = run.iter().map(|weight| weight.0).max().unwrap_or(0);
        if largest == 0 {
            return 0;
        }
        let step = STEPS / largest as f64;
        self.add_pattern(run.iter().map(|weight| (weight.0 as f64 * step).round() as u32).collect())
    }

    /// Takes note of a pattern, and tells its hash.
    pub fn add_pattern(&mut self, pattern: Vec<u32>) -> u64 {
        let hash = FixedState::with_seed(0).hash_one(&pattern).max(1);
        let is_full = self.patterns.len() >= most_patterns(self.replicates);
        if !is_full || self.patterns.last_key_value().is_some_and(|(last, _)| hash < *last) {
            self.patterns.insert(hash, pattern);
        }
        if self.patterns.len() > most_patterns(self.replicates) {
            self.patterns.pop_last();
        }
        hash
    }

    /// Adds what was noted elsewhere.
    pub fn merge(&mut self, other: Replication) {
        self.replicates = self.replicates.max(other.replicates);
        self.heaviest = self.heaviest.max(other.heaviest);
        for pattern in other.patterns.into_values() {
            self.add_pattern(pattern);
        }
    }

    /// The patterns that are kept.
    pub fn patterns(&self) -> impl Iterator<Item = &[u32]> {
        self.patterns.values().map(Vec::as_slice)
    }

    /// The rank of the matrix of replicate weights, a row a response and a column a replicate. That of the patterns is the
    /// same: a row that is divided by its largest weight says as much.
    ///
    /// Source: R `survey:::degf.svyrep.design`, which is this less 1.
    #[must_use]
    pub fn rank(&self) -> usize {
        self.rank_of(&self.patterns().collect::<Vec<_>>())
    }

    /// The same of the responses of a group, which have patterns of these hashes, as many as are kept of each group. Where
    /// not all of the patterns are kept here, the rank is taken to be as large as it can be: that of as many patterns as
    /// nobody else has.
    #[must_use]
    pub fn rank_among(&self, hashes: &[u64]) -> usize {
        let known: Vec<&[u32]> = hashes.iter().filter_map(|hash| Some(self.patterns.get(hash)?.as_slice())).collect();
        if known.len() == hashes.len() { self.rank_of(&known) } else { hashes.len().min(self.rank()) }
    }

    fn rank_of(&self, patterns: &[&[u32]]) -> usize {
        let column = |at: usize| patterns.iter().map(|pattern| f64::from(pattern[at])).collect();
        rank(&(0..self.replicates).map(column).collect::<Vec<Vec<f64>>>())
    }
}

/// How many patterns are kept of so many replicates.
#[must_use]
pub const fn most_patterns(replicates: usize) -> usize {
    2 * replicates
}

#[cfg(test)]
mod tests {
    use super::Replication;
    use crate::table::Weight;

    fn of(rows: &[[f64; 4]]) -> Replication {
        let mut replication = Replication::new(4);
        for row in rows {
            replication.add(&row.map(Weight::from_f64));
        }
        replication
    }

    /// R 4.2.2, survey 4.1-1: `degf(svrepdesign(data = scd, type = "BRR", …))` is 3.
    #[test]
    fn the_rank_of_half_samples_is_that_of_r() {
        let scd = [[2.0, 2.0, 0.0, 0.0], [0.0, 0.0, 2.0, 2.0], [2.0, 0.0, 2.0, 0.0], [0.0, 2.0, 0.0, 2.0]];
        let more = [[2.0, 0.0, 0.0, 2.0], [0.0, 2.0, 2.0, 0.0]];
        let all = of(&[&scd[..], &more[..]].concat());
        assert_eq!(all.rank(), 4);
        assert_eq!(of(&scd).rank(), 3);
        let hash = |row: [f64; 4]| Replication::new(4).add(&row.map(Weight::from_f64));
        assert_eq!(all.rank_among(&[hash(scd[0]), hash(scd[1])]), 2);
        assert_eq!(all.rank_among(&[hash(scd[0]), hash([1.0, 2.0, 3.0, 4.0])]), 2);
        assert_eq!(of(&[[0.0; 4]]).rank(), 0);
        let mut merged = of(&more);
        merged.merge(of(&scd));
        assert_eq!(merged, all);
    }

    #[test]
    fn of_many_patterns_as_many_are_kept_whatever_their_order() {
        let rows: Vec<[f64; 4]> =
            (1..200).map(|at| [1.0, 2.0, 3.0, 5.0].map(|by| f64::from(at * at % 97) * by % 13.0 + 0.5)).collect();
        let mut back = rows.clone();
        back.reverse();
        assert_eq!(of(&rows), of(&back));
        assert_eq!((of(&rows).patterns().count(), of(&rows).rank()), (8, 4));
    }
}

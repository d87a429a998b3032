//! What saved counts keep of replicate weights beside their sums.

use crate::table::Replication;
use serde::{Deserialize, Serialize};

/// What is known of the replicate weights of all responses.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeptReplicates {
    pub(super) number: usize,
    heaviest: f64,
    /// Shares of the largest in millionths, a pattern a text.
    patterns: Vec<String>,
}

impl KeptReplicates {
    /// In the form that it is kept in; none without replicates.
    pub(super) fn of(replication: &Replication) -> Option<KeptReplicates> {
        let text = |pattern: &[u32]| pattern.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        (replication.replicates > 0).then(|| KeptReplicates {
            number: replication.replicates,
            heaviest: replication.heaviest,
            patterns: replication.patterns().map(text).collect(),
        })
    }

    /// The same as it was; `None` where a pattern has not a number for each replicate.
    pub(super) fn replication(&self) -> Option<Replication> {
        let mut replication = Replication::new(self.number);
        replication.add_number(self.heaviest);
        for pattern in &self.patterns {
            let shares = pattern.split(' ').map(|share| share.parse().ok()).collect::<Option<Vec<u32>>>()?;
            replication.add_pattern(Some(shares).filter(|shares| shares.len() == self.number)?);
        }
        Some(replication)
    }
}

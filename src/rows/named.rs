//! How often the values of segments occur that filters name: filters do not change it.

use super::batch::Batch;
use crate::definition::Survey;
use crate::plan::{Clause, Plan};
use crate::responses::Fate;
use serde::{Deserialize, Serialize};

/// How often the values of segments that filters name occur, before the filters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named(pub Vec<Occurrences>);

/// One segment, and how many responses have each of its codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrences {
    /// Its position.
    pub segment: usize,
    /// By code.
    pub responses: Vec<u64>,
}

impl Named {
    /// The segments named whose values are not declared but found in the data; all of these where a plan asks for their
    /// spellings.
    #[must_use]
    pub fn new(survey: &Survey, plan: &Plan) -> Named {
        let every = (0..survey.segments.len()).filter(|_| plan.spellings);
        let mut segments: Vec<usize> = plan.filter.clauses.iter().filter_map(segment_of).chain(every).collect();
        segments.retain(|segment| survey.segments[*segment].values.are_found());
        segments.sort_unstable();
        segments.dedup();
        Named(segments.into_iter().map(|segment| Occurrences { segment, responses: Vec::new() }).collect())
    }

    /// Counts a batch to which the filters have not been applied yet.
    pub fn count(&mut self, batch: &Batch) {
        (0..batch.segments.len()).for_each(|segment| self.count_segment(segment, batch));
    }

    /// The same for the values of one segment.
    pub(super) fn count_segment(&mut self, segment: usize, batch: &Batch) {
        for counts in self.0.iter_mut().filter(|counts| counts.segment == segment) {
            let groups = &batch.segments[counts.segment];
            for row in (0..batch.rows()).filter(|row| batch.fates[*row] == Fate::Analysed) {
                for code in groups.of_row(row) {
                    *at(&mut counts.responses, *code as usize) += batch.times(row);
                }
            }
        }
    }

    /// Adds what another thread has counted.
    pub fn merge(&mut self, other: &Named) {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            for (code, responses) in other.responses.iter().enumerate() {
                *at(&mut own.responses, code) += responses;
            }
        }
    }
}

fn at(counts: &mut Vec<u64>, code: usize) -> &mut u64 {
    if counts.len() <= code {
        counts.resize(code + 1, 0);
    }
    &mut counts[code]
}

const fn segment_of(clause: &Clause) -> Option<usize> {
    match clause {
        Clause::Segment { segment, .. } => Some(*segment),
        _ => None,
    }
}

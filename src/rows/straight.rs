//! Straight-lining: respondents who gave every item of a grid the same answer.
//!
//! Some of them mean it; many of them in one export are a sign of haste. Source: Zhang & Conrad (2014),
//! Speeding in web surveys, *Survey Research Methods* 8(2), 127–135, where straight-lining is the same answer
//! on all items of a grid.

use super::batch::Batch;
use super::column::Column;
use crate::plan::{Code, FIRST_OPTION};
use crate::responses::Fate;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Fewest items of a grid in which the same answer throughout says anything.
const FEWEST_ITEMS: usize = 3;

/// Counts straight-liners, grid by grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StraightLines {
    grids: Vec<(Range<usize>, StraightCount)>,
}

/// How many did so in one grid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StraightCount {
    /// Respondents with a valid answer to every item.
    pub answered: u64,
    /// Of these, those who gave the same answer throughout.
    pub straight: u64,
}

impl StraightLines {
    /// A counter for these grids, each a run of positions of coded questions. Grids of fewer than three items
    /// are passed over.
    #[must_use]
    pub fn new(grids: impl IntoIterator<Item = Range<usize>>) -> StraightLines {
        let large = grids.into_iter().filter(|grid| grid.len() >= FEWEST_ITEMS);
        StraightLines { grids: large.map(|grid| (grid, StraightCount::default())).collect() }
    }

    /// Counts a batch.
    pub fn count(&mut self, batch: &Batch) {
        for (grid, counted) in &mut self.grids {
            let items: Vec<&[Code]> = batch.columns[grid.clone()].iter().filter_map(codes).collect();
            let analysed = (0..batch.rows()).filter(|row| batch.fates[*row] == Fate::Analysed);
            for row in analysed.filter(|row| items.iter().all(|codes| codes[*row] >= FIRST_OPTION)) {
                let times = batch.times(row);
                counted.answered += times;
                counted.straight += times * u64::from(items.iter().all(|codes| codes[row] == items[0][row]));
            }
        }
    }

    /// Adds what another counter of the same grids has counted.
    pub fn merge(&mut self, other: &StraightLines) {
        for ((_, mine), (_, theirs)) in self.grids.iter_mut().zip(&other.grids) {
            mine.answered += theirs.answered;
            mine.straight += theirs.straight;
        }
    }

    /// The grids counted, by the position of their first question, with the number of their items.
    pub fn counts(&self) -> impl Iterator<Item = (usize, usize, StraightCount)> {
        self.grids.iter().map(|(grid, counted)| (grid.start, grid.len(), *counted))
    }
}

fn codes(column: &Column) -> Option<&[Code]> {
    match column {
        Column::Coded(codes) => Some(codes),
        Column::Multiple { .. } | Column::Ranked { .. } | Column::Values { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{StraightCount, StraightLines};
    use crate::plan::FIRST_OPTION;
    use crate::responses::Fate;
    use crate::rows::{Batch, Column};
    use crate::table::Weighing;

    #[test]
    fn only_complete_rows_of_one_answer_are_straight() {
        let code = |option: u16| FIRST_OPTION + option;
        let item = |codes: [u16; 4]| Column::Coded(codes.into());
        let batch = Batch {
            fates: vec![Fate::Analysed, Fate::Analysed, Fate::Analysed, Fate::Duplicate],
            times: None,
            weights: None,
            weighing: Weighing::unweighted(3),
            days: vec![0; 4],
            segments: Vec::new(),
            columns: vec![
                item([code(0), code(1), code(2), code(0)]),
                item([code(0), code(2), 0, code(0)]),
                item([code(0), code(1), code(2), code(0)]),
            ],
        };
        let mut lines = StraightLines::new([0..3, 0..2]);
        lines.count(&batch);
        let mut twice = lines.clone();
        twice.merge(&lines);
        assert_eq!(lines.counts().collect::<Vec<_>>(), [(0, 3, StraightCount { answered: 2, straight: 1 })]);
        assert_eq!(twice.counts().next(), Some((0, 3, StraightCount { answered: 4, straight: 2 })));
    }
}

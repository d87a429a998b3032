//! A fixed-size run of rows as typed columns, ready to be counted and dropped.

use super::column::Column;
use super::groups::Groups;
use super::replicates::Runs;
use crate::responses::Fate;
use crate::table::{Square, Weighing, Weight};

/// A run of rows, decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// What becomes of each row; its length is the number of rows.
    pub fates: Vec<Fate>,
    /// The same before filters; none where there are no filters.
    pub before: Vec<Fate>,
    /// How many responses each row stands for, where an engine has brought those together that are alike; else one.
    pub times: Option<Vec<u64>>,
    /// What the responses of each row weigh together, when the survey is weighted: (Σw, Σw²).
    pub weights: Option<Vec<(Weight, Square)>>,
    /// The weights of the analysed rows, before they were scaled.
    pub weighing: Weighing,
    /// The replicate weights of the rows; none without replicates.
    pub runs: Runs,
    /// Day of the response per row, in days since 1970-01-01 in the survey's time zone, or [`UNDATED`](crate::plan::UNDATED).
    pub days: Vec<i32>,
    /// Per row, the person who answered, by a hash of the id, 0 without one; none where that is of no interest.
    pub people: Vec<u64>,
    /// Position of the export that the rows stand in.
    pub input: usize,
    /// Per segment, the groups of each row.
    pub segments: Vec<Groups>,
    /// Per question, its answers.
    pub columns: Vec<Column>,
}

impl Batch {
    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.fates.len()
    }

    /// What becomes of each row before filters.
    #[must_use]
    pub fn fates_before_filters(&self) -> &[Fate] {
        if self.before.is_empty() { &self.fates } else { &self.before }
    }

    /// How many responses a row stands for.
    #[inline]
    #[must_use]
    pub fn times(&self, row: usize) -> u64 {
        self.times.as_ref().map_or(1, |times| times[row])
    }

    /// The replicate weights of a row; none without replicates.
    #[inline]
    #[must_use]
    pub fn run(&self, row: usize) -> &[Weight] {
        self.runs.of_row(row)
    }

    /// The responses that are analysed.
    #[must_use]
    pub fn analysed(&self) -> u64 {
        (0..self.rows()).filter(|row| self.fates[*row] == Fate::Analysed).map(|row| self.times(row)).sum()
    }
}

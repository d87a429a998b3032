//! A fixed-size run of rows as typed columns, ready to be counted and dropped.

use crate::plan::Code;
use crate::responses::Fate;
use crate::table::{Fixed, Weighing};

/// One question's answers in a batch.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// A code per row.
    Coded(Vec<Code>),
    /// A status per row (a missing code, or [`FIRST_OPTION`](crate::plan::FIRST_OPTION)) and the options chosen: row `i` chose
    /// `picks[ends[i − 1]..ends[i]]` (from 0 for the first row), option positions without repeats.
    Multiple {
        /// Status per row.
        status: Vec<Code>,
        /// End of each row's picks.
        ends: Vec<u32>,
        /// Option positions, 0-based.
        picks: Vec<Code>,
    },
    /// A status per row, and `items` ranks per row, row after row; 0 is *not ranked*.
    Ranked {
        /// Status per row.
        status: Vec<Code>,
        /// Items per row.
        items: usize,
        /// Ranks, `items` per row.
        ranks: Vec<Code>,
    },
    /// A status per row and its value (0 where there is none).
    Values {
        /// Status per row.
        status: Vec<Code>,
        /// Finite numbers; −0 is never written.
        values: Vec<f64>,
    },
}

/// A run of rows, decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// What becomes of each row; its length is the number of rows.
    pub fates: Vec<Fate>,
    /// Weight per row, when the survey is weighted: (w, w²).
    pub weights: Option<Vec<(Fixed, Fixed)>>,
    /// The weights of the analysed rows, before they were scaled.
    pub weighing: Weighing,
    /// Day of the response per row, in days since 1970-01-01 in the survey's time zone, or [`UNDATED`](crate::plan::UNDATED).
    pub days: Vec<i32>,
    /// Per segment, a code per row; [`NOT_STATED`](crate::plan::NOT_STATED) or 1 and up.
    pub segments: Vec<Vec<u32>>,
    /// Per question, its answers.
    pub columns: Vec<Column>,
}

impl Batch {
    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.fates.len()
    }
}

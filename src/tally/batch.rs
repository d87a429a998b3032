//! A fixed-size run of rows as typed columns, ready to be counted and dropped.

use crate::plan::Code;
use crate::table::{Fixed, Weighing};

/// Rows per batch. It does not depend on the machine, so neither does anything that follows from it.
pub const BATCH_ROWS: usize = 8192;

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// Counted.
    Analysed,
    /// Not a single filled cell.
    Blank,
    /// More or fewer cells than the header.
    Ragged,
    /// No response: the header once more, a total or a note below the table.
    NoResponse,
    /// Weight missing, negative, too large or not a number.
    BadWeight,
    /// A test or preview by the survey's makers.
    Preview,
    /// Set apart by the definition's `complete:`, or by the platform's own mark of an unfinished response.
    Incomplete,
    /// Its response id was counted already.
    Duplicate,
    /// Outside the filters of this run.
    Filtered,
    /// Outside them for an answer alone: by segments and dates it would be counted, so that its group is there.
    OtherAnswer,
}

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

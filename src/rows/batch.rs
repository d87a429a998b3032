//! A fixed-size run of rows as typed columns, ready to be counted and dropped.

use super::column::Column;
use super::groups::Groups;
use crate::responses::Fate;
use crate::table::{Square, Weighing, Weight};

/// A run of rows, decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// What becomes of each row; its length is the number of rows.
    pub fates: Vec<Fate>,
    /// Weight per row, when the survey is weighted: (w, w²).
    pub weights: Option<Vec<(Weight, Square)>>,
    /// The weights of the analysed rows, before they were scaled.
    pub weighing: Weighing,
    /// Day of the response per row, in days since 1970-01-01 in the survey's time zone, or [`UNDATED`](crate::plan::UNDATED).
    pub days: Vec<i32>,
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
}

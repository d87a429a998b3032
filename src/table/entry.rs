//! One count of the table, and the slots that a question's answers are counted in.

use super::{Tally, Weight};
use crate::plan::{FIRST_OPTION, Shape};

/// The values that put a respondent in a group, one per key of the grouping.
pub type GroupId = Vec<u32>;

/// Answer statuses at the start of every question's slots: the missing kinds, then *valid*.
pub const STATUSES: usize = FIRST_OPTION as usize + 1;

/// The status slot of a valid answer.
pub const VALID: usize = FIRST_OPTION as usize;

/// Slots of a group's rows before the questions' slots: analysed and incomplete responses.
pub const ROW_SLOTS: usize = 2;

/// The slot behind a group's rows in which it is told which patterns their replicate weights make: `value` is the hash of
/// one, see [`Replication`](super::Replication), and nobody is counted.
pub const PATTERNS: usize = ROW_SLOTS;

/// How a question's answers map to slots: the statuses, then so many more.
#[must_use]
pub const fn answer_slots(shape: Shape) -> usize {
    match shape {
        Shape::Coded { options } => options,
        Shape::Multiple { options } => 2 * options,
        Shape::Ranked { items } => items * items,
        Shape::Values => 0,
    }
}

/// One count of a grouping, as the table holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The group: a value per key.
    pub group: GroupId,
    /// `None` for the group's rows.
    pub question: Option<usize>,
    /// Slot within the question.
    pub slot: usize,
    /// What else the slot needs to know, 0 where it is nothing: for numbers, see [`Spread::rows`](super::Spread::rows).
    pub value: i64,
    /// Who was counted.
    pub tally: Tally,
    /// What they weigh by each replicate weight; none without replicates, and where nobody is counted.
    pub run: Vec<Weight>,
}

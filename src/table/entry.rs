//! Counts on their way into the count table, and the slots that a question's answers are counted in.

use super::Tally;
use crate::plan::{FIRST_OPTION, Shape};

/// The values that put a respondent in a group, one per key of the grouping.
pub type GroupId = Vec<u32>;

/// Answer statuses at the start of every question's slots: the missing kinds, then *valid*.
pub const STATUSES: usize = FIRST_OPTION as usize + 1;

/// The status slot of a valid answer.
pub const VALID: usize = FIRST_OPTION as usize;

/// Slots of a group's rows before the questions' slots: analysed and incomplete responses.
pub const ROW_SLOTS: usize = 2;

/// How a question's answers map to slots: the statuses, then so many more.
#[must_use]
pub const fn answer_slots(shape: Shape) -> usize {
    match shape {
        Shape::Coded { options } | Shape::Multiple { options } => options,
        Shape::Ranked { items } => items * items,
        Shape::Values => 0,
    }
}

/// One count on its way into the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry<'a> {
    /// Position of the grouping in the plan.
    pub grouping: usize,
    /// The group within it.
    pub group: &'a GroupId,
    /// `None` for the group's rows.
    pub question: Option<usize>,
    /// Slot within the question; numbers are told apart by `value`.
    pub slot: usize,
    /// What else the slot needs to know, 0 where it is nothing: for numbers, see
    /// [`Spread::rows`](super::Spread::rows).
    pub value: i64,
    /// Who was counted.
    pub tally: Tally,
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
    /// What else the slot needs to know.
    pub value: i64,
    /// Who was counted.
    pub tally: Tally,
}

impl Row {
    /// The same as a count of this grouping.
    pub(super) fn entry(&self, grouping: usize) -> Entry<'_> {
        let Row { group, question, slot, value, tally } = self;
        Entry { grouping, group, question: *question, slot: *slot, value: *value, tally: *tally }
    }
}

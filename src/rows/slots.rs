//! The slots that a group's answers are counted in: where those of each question begin, and which an answer fills.

use super::column::Column;
use crate::plan::{Code, FIRST_OPTION, Grouping, Shape};
use crate::table::{ROW_SLOTS, STATUSES, VALID, answer_slots};

/// Where the slots of each question that a grouping counts begin within a group's run of slots.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// Positions of the questions, ascending, with their first slots.
    pub(super) questions: Vec<(usize, usize)>,
    pub(super) stride: usize,
}

impl Layout {
    pub(super) fn new(grouping: &Grouping, shapes: &[Shape]) -> Layout {
        let mut stride = ROW_SLOTS;
        let mut questions = Vec::new();
        let counted = shapes.iter().enumerate().filter(|(question, _)| grouping.questions().contains(*question));
        for (question, shape) in counted {
            questions.push((question, stride));
            stride += STATUSES + answer_slots(*shape);
        }
        Layout { questions, stride }
    }
}

/// The slot of the one answer that a code stands for. Valid answers are added up in the end.
pub(super) fn slot_of(code: Code) -> usize {
    let code = usize::from(code);
    if code < VALID { code } else { code - VALID + STATUSES }
}

/// The status of a row: why there is no answer, or that there is one.
pub(super) fn status_of(column: &Column, row: usize) -> Code {
    match column {
        Column::Coded(codes) => codes[row],
        Column::Multiple { status, .. } | Column::Ranked { status, .. } | Column::Values { status, .. } => status[row],
    }
}

/// Calls `each` with the answer slots that a row with a valid answer fills, and how often it counts there. Whoever chose
/// several options counts once for each, and in the slots behind these as often as options were chosen.
pub(super) fn for_each_answer(column: &Column, shape: Shape, row: usize, mut each: impl FnMut(usize, u64)) {
    match column {
        Column::Coded(codes) => each(usize::from(codes[row] - FIRST_OPTION), 1),
        Column::Multiple { .. } => {
            let (chosen, options) = (column.chosen(row), answer_slots(shape) / 2);
            for pick in chosen.options() {
                each(usize::from(*pick), 1);
                each(options + usize::from(*pick), chosen.options().len() as u64);
            }
        }
        Column::Ranked { items, ranks, .. } => {
            let given = &ranks[row * items..(row + 1) * items];
            for (item, rank) in given.iter().enumerate().filter(|(_, rank)| **rank > 0) {
                each(item * items + usize::from(*rank) - 1, 1);
            }
        }
        Column::Values { .. } => {}
    }
}

//! What the charts of a question are made of: its cells in their order, and the frame around a picture.

use super::Body;
use super::frame::{self, Content, Frame, find, id, is_unstated};
use crate::results::{Cell, Figure, QuestionResult};
use crate::view::label::first_upper;
use crate::view::{base, clean, grid};

/// The cells of each breakdown, everybody left out.
pub fn runs(question: &QuestionResult) -> Vec<&[Cell]> {
    let keys = |cell: &Cell| cell.group.iter().map(|key| key.segment.clone()).collect::<Vec<_>>();
    let runs = question.cells.chunk_by(|a, b| keys(a) == keys(b));
    runs.filter(|run| !run[0].group.is_empty()).collect()
}

/// The cell of everybody.
pub fn everybody(question: &QuestionResult) -> Option<&Cell> {
    question.cells.first().filter(|cell| cell.group.is_empty())
}

/// The frame of a chart of one question.
pub fn content(
    frame: &Frame,
    question: &QuestionResult,
    tail: &str,
    (title, finding): (String, String),
    body: Body,
) -> Content {
    let base = everybody(question).map_or_else(String::new, |cell| base::line(cell, frame.context.weighted));
    Content {
        id: id(&question.id, tail),
        title,
        question: clean(&question.text),
        base,
        finding,
        notes: question.cautions.iter().map(|caution| first_upper(&clean(caution))).collect(),
        body,
    }
}

/// The frame of a chart of all items of a grid.
pub fn grid_content(run: &[QuestionResult], tail: &str, (title, finding): (String, String), body: Body) -> Content {
    let (heading, _) = grid::names(run);
    let cells: Vec<&Cell> = run.iter().filter_map(everybody).collect();
    Content {
        id: id(run[0].grid().unwrap_or(&run[0].id), tail),
        title,
        question: heading,
        base: frame::base_range(&cells),
        finding,
        notes: Vec::new(),
        body,
    }
}

/// The cells in the order they are drawn: those of one segment without an order of its own by the figure asked
/// for, best first; bands, declared values and crosses as the tables have them. Whoever has no value comes last.
pub fn in_order<'a>(frame: &Frame, run: &'a [Cell], wanted: &Figure, low_first: bool) -> Vec<&'a Cell> {
    let mut order: Vec<&Cell> = run.iter().collect();
    if is_ranked(frame, run) {
        let merit = |cell: &Cell| {
            let value = find(cell, wanted).and_then(|figure| figure.value);
            value.map_or(f64::NEG_INFINITY, |value| if low_first { -value } else { value })
        };
        order.sort_by(|a, b| merit(b).total_cmp(&merit(a)));
    }
    order.sort_by_key(|cell| is_unstated(cell));
    order
}

/// Whether groups may be shown by their figures, because they have no order of their own.
pub fn is_ranked(frame: &Frame, run: &[Cell]) -> bool {
    let group = &run[0].group;
    group.len() < 2 && !frame.context.is_ordered(group)
}

//! What the charts of a question are made of: its cells in their order, and the frame around a picture.

use super::Body;
use super::frame::{self, Content, Drawn, Frame};
use crate::results::{Breakdown, Cell, QuestionResult};
use crate::view::label::first_upper;
use crate::view::{base, clean, grid, reliability};

/// The frame of a chart of one question.
pub fn content(frame: &Frame, question: &QuestionResult, (title, finding): (String, String), body: Body) -> Content {
    let base = question.everybody().map_or_else(String::new, |cell| base::line(cell, frame.context.weighted));
    Content {
        title,
        question: clean(&question.text),
        base,
        finding,
        notes: question.cautions.iter().map(|caution| first_upper(&clean(caution))).collect(),
        body,
    }
}

/// The frame of a chart of all items of a grid.
pub fn grid_content(run: &[QuestionResult], (title, finding): (String, String), body: Body) -> Content {
    let (heading, _) = grid::names(run);
    let cells: Vec<&Cell> = run.iter().filter_map(QuestionResult::everybody).collect();
    Content { title, question: heading, base: frame::base_range(&cells), finding, notes: Vec::new(), body }
}

/// The cells in the order they are drawn: those of one segment without an order of its own by the figure asked
/// for, best first; bands, declared values and crosses as the tables have them. Whoever has no value comes last.
pub fn in_order<'a>(frame: &Frame, by: &Breakdown, run: &'a [Cell], wanted: Drawn, low_first: bool) -> Vec<&'a Cell> {
    let mut order: Vec<&Cell> = run.iter().collect();
    if is_ranked(frame, by) {
        let merit =
            |cell: &Cell| wanted.value(cell).map_or(f64::NEG_INFINITY, |value| if low_first { -value } else { value });
        order.sort_by(|a, b| merit(b).total_cmp(&merit(a)));
    }
    order.sort_by_key(|cell| frame.is_unstated(cell));
    order
}

/// Whether groups may be shown by their figures, because they have no order of their own.
pub fn is_ranked(frame: &Frame, by: &Breakdown) -> bool {
    reliability::is_ranked(frame.report, &by.axes)
}

//! Questions as sections: heading, base, figures of everybody, breakdowns.

use super::context::Context;
use super::{Section, base, blocks, breakdown, clean, grid};
use crate::results::{Cell, QuestionResult, Report};
use std::ops::Range;

/// All sections of the report, the response rate first, grids brought together.
pub fn all(report: &Report) -> Vec<Section> {
    let context = Context::new(report);
    let rate = report.response_rate.as_ref().map(|rate| response_rate(&context, rate));
    rate.into_iter().chain(grid::runs(&report.questions).flat_map(|run| sections(&context, run))).collect()
}

fn sections(context: &Context, run: Range<usize>) -> Vec<Section> {
    let questions = &context.report.questions;
    if grid::is_grid(&questions[run.clone()]) {
        return vec![grid::section(context, run)];
    }
    let each = run.map(|at| Section { questions: at..at + 1, ..question(context, &questions[at]) });
    each.collect()
}

fn question(context: &Context, question: &QuestionResult) -> Section {
    let everybody = question.everybody();
    Section {
        id: clean(&question.id),
        questions: 0..0,
        heading: clean(&question.text),
        tag: format!("{} · {}", clean(&question.id), clean(&question.kind)),
        base: everybody.map_or_else(String::new, |cell| base::of_question(question, cell, context.weighted)),
        blocks: everybody.map_or_else(Vec::new, |cell| blocks::all(context, question, cell)),
        tables: breakdown::all(context, question),
        cautions: question.cautions.iter().map(|caution| clean(caution)).collect(),
    }
}

fn response_rate(context: &Context, rate: &QuestionResult) -> Section {
    // The base of a rate is the people invited; a ledger counts those who responded.
    let cells = rate.cells.iter().map(|cell| Cell { ledger: None, ..cell.clone() });
    let rate = QuestionResult { cells: cells.collect(), ..rate.clone() };
    let base = rate.everybody().map_or_else(String::new, base::invited);
    Section { id: String::new(), tag: String::new(), base, ..question(context, &rate) }
}

//! Questions as sections: heading, base, figures of everybody, breakdowns.

use super::context::Context;
use super::{Section, base, blocks, breakdown, clean, grid};
use crate::results::{Cell, QuestionResult, Report};

/// All sections of the report, the response rate first, grids brought together.
pub fn all(report: &Report) -> Vec<Section> {
    let context = Context::new(&report.metrics, &report.settings);
    let rates = (!report.response_rates.is_empty()).then(|| response_rate(&context, &report.response_rates));
    let questions = grid::runs(&report.questions).flat_map(|run| sections(&context, run));
    rates.into_iter().chain(questions).collect()
}

fn sections(context: &Context, run: &[QuestionResult]) -> Vec<Section> {
    if grid::is_grid(run) {
        vec![grid::section(context, run)]
    } else {
        run.iter().map(|q| question(context, q)).collect()
    }
}

fn question(context: &Context, question: &QuestionResult) -> Section {
    let everybody = question.cells.first().filter(|cell| cell.group.is_empty());
    Section {
        id: clean(&question.id),
        heading: clean(&question.text),
        tag: format!("{} · {}", clean(&question.id), clean(&question.kind)),
        base: everybody.map_or_else(String::new, |cell| base::of_question(question, cell, context.weighted)),
        blocks: everybody.map_or_else(Vec::new, |cell| blocks::all(context, cell)),
        tables: breakdown::of_question(context, question),
        cautions: question.cautions.iter().map(|caution| clean(caution)).collect(),
    }
}

fn response_rate(context: &Context, cells: &[Cell]) -> Section {
    // The base of a rate is the people invited; a ledger counts those who responded.
    let cells: Vec<Cell> = cells.iter().map(|cell| Cell { ledger: None, ..cell.clone() }).collect();
    let everybody = cells.first().filter(|cell| cell.group.is_empty());
    Section {
        id: String::new(),
        heading: "Response rate".to_owned(),
        tag: String::new(),
        base: everybody.map_or_else(String::new, base::invited),
        blocks: everybody.map_or_else(Vec::new, |cell| blocks::all(context, cell)),
        tables: breakdown::all(context, &cells),
        cautions: Vec::new(),
    }
}

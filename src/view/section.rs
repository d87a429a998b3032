//! Questions as sections: heading, base, figures of everybody, breakdowns.

use super::{Section, base, blocks, breakdown, clean, grid, label, summary};
use crate::results::{Cell, Figure, GroupKey, MetricInfo, QuestionResult, Report, Settings, Unit};

/// What every section needs to know of the report.
pub struct Context<'a> {
    /// What metrics are called.
    pub metrics: &'a [MetricInfo],
    /// Whether effective bases are worth showing.
    pub weighted: bool,
    /// Heading of intervals.
    pub interval: String,
    /// What was asked for; it names segments and periods.
    settings: &'a Settings,
}

impl<'a> Context<'a> {
    /// What all sections of a report with these settings share.
    pub fn new(metrics: &'a [MetricInfo], settings: &'a Settings) -> Context<'a> {
        Context { metrics, weighted: settings.weighted, interval: summary::interval_heading(settings), settings }
    }

    /// What a figure is called, with its unit when that does not show in the number.
    pub fn heading(&self, figure: &Figure) -> String {
        let name = label::figure(self.metrics, figure);
        match &figure.unit {
            Unit::Of(unit) if !unit.is_empty() => format!("{name}, {}", clean(unit)),
            _ => name,
        }
    }

    /// What a segment is called; waves go by the name of their period.
    pub fn segment(&self, key: &GroupKey) -> String {
        clean(self.settings.title_of(&key.segment))
    }

    /// Whether the values of these keys have an order that no picture may change.
    pub fn is_ordered(&self, keys: &[GroupKey]) -> bool {
        let known = |key: &GroupKey| self.settings.segments.iter().find(|segment| segment.id == key.segment);
        keys.iter().any(|key| key.is_wave() || known(key).is_some_and(|segment| segment.ordered))
    }
}

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
        blocks: everybody.map_or_else(Vec::new, |cell| blocks::all(context, &question.kind, cell)),
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
        blocks: everybody.map_or_else(Vec::new, |cell| blocks::all(context, "", cell)),
        tables: breakdown::all(context, &cells),
        cautions: Vec::new(),
    }
}

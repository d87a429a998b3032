//! The figures of one cell, line by line, metric by metric.

use super::context::Context;
use super::{Block, Line, SUPPRESSED, clean, label, number};
use crate::results::{Cell, Column, QuestionResult, Role, Unit};
use std::ops::Range;

/// One block per metric, in the report's order; of a suppressed cell only the headlines, marked.
pub fn all(context: &Context, question: &QuestionResult, cell: &Cell) -> Vec<Block> {
    let draw = Draw { context, columns: &question.columns, cell, scored: label::is_scored(&question.columns) };
    runs(&question.columns).map(|run| draw.block(run)).filter(|block| !block.lines.is_empty()).collect()
}

/// The columns of each metric.
fn runs(columns: &[Column]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    columns.chunk_by(|a, b| a.metric == b.metric).map(move |run| {
        at += run.len();
        at - run.len()..at
    })
}

struct Draw<'a> {
    context: &'a Context<'a>,
    columns: &'a [Column],
    cell: &'a Cell,
    scored: bool,
}

impl Draw<'_> {
    fn block(&self, run: Range<usize>) -> Block {
        let first = &self.columns[run.start];
        let title = || label::metric(self.context.report, first);
        let shown = run.clone().filter(|at| !self.cell.suppressed || self.columns[*at].role == Role::Lead);
        Block {
            heading: (!first.is_headline()).then(title),
            lines: shown.filter_map(|at| self.line(run.clone(), at)).collect(),
        }
    }

    fn line(&self, run: Range<usize>, at: usize) -> Option<Line> {
        let (column, estimate) = (&self.columns[at], self.cell.estimate(at)?);
        let places = number::places(&column.unit, self.typical(run.clone(), &column.unit));
        let value = number::figure(estimate.value, &column.unit, places);
        Some(Line {
            label: self.label(run, at),
            value: if self.cell.suppressed { SUPPRESSED.to_owned() } else { value },
            interval: estimate.interval.as_ref().map(|interval| number::range(interval, &column.unit, places)),
            count: estimate.count.map_or_else(String::new, number::count),
            bar: estimate.value.filter(|_| column.unit == Unit::Percent).map(|value| value / 100.0),
            tone: label::tone(self.scored, column),
            headline: column.role == Role::Lead,
            part: !column.is_headline(),
        })
    }

    /// The name, and the unit behind the first of the figures that have it.
    fn label(&self, run: Range<usize>, at: usize) -> String {
        let column = &self.columns[at];
        let is_first = self.columns[run.start..at].iter().all(|above| above.unit != column.unit);
        if is_first { label::heading(column) } else { clean(&column.title) }
    }

    /// The value that decides how many digits all figures of this unit get: the first one there is.
    fn typical(&self, mut run: Range<usize>, unit: &Unit) -> f64 {
        let value = run.find_map(|at| self.cell.value(at).filter(|_| self.columns[at].unit == *unit));
        value.unwrap_or(0.0)
    }
}

//! The figures of one cell, line by line, metric by metric.

use super::section::Context;
use super::{Block, Line, SUPPRESSED, label, number};
use crate::results::{Cell, Figure, Unit};

/// A metric that has no headline of its own is all headline up to this many figures.
const FEW: usize = 3;

/// One block per metric, in the report's order; of a suppressed cell only the headlines, marked.
pub fn all(context: &Context, kind: &str, cell: &Cell) -> Vec<Block> {
    let longest = cell.figures.iter().filter_map(share).fold(0.0, f64::max);
    let draw = Draw { context, kind, longest, suppressed: cell.suppressed };
    runs(&cell.figures).map(|run| draw.block(run)).filter(|block| !block.lines.is_empty()).collect()
}

/// The figures people look for first: each metric's headline, or all of a metric that has few figures.
pub fn headlines(figures: &[Figure]) -> Vec<&Figure> {
    runs(figures).flat_map(|run| run.iter().filter(|figure| is_headline(run, figure))).collect()
}

fn runs(figures: &[Figure]) -> impl Iterator<Item = &[Figure]> {
    figures.chunk_by(|a, b| a.metric == b.metric)
}

fn is_headline(run: &[Figure], figure: &Figure) -> bool {
    if run.iter().any(|figure| figure.item.is_none()) { figure.item.is_none() } else { run.len() <= FEW }
}

/// The length of a figure's bar in percent; only shares have one.
fn share(figure: &Figure) -> Option<f64> {
    figure.value.filter(|value| figure.unit == Unit::Percent && value.is_finite())
}

struct Draw<'a> {
    context: &'a Context<'a>,
    kind: &'a str,
    longest: f64,
    suppressed: bool,
}

impl Draw<'_> {
    fn block(&self, run: &[Figure]) -> Block {
        let typical = run.iter().find_map(|figure| figure.value).unwrap_or(0.0);
        let titled = run.first().is_some_and(|figure| figure.item.is_none());
        let shown = run.iter().filter(|figure| !self.suppressed || is_headline(run, figure));
        let lines = shown.map(|figure| self.line(figure, typical, is_headline(run, figure))).collect();
        let title = || label::metric(self.context.metrics, &run[0].metric);
        Block { heading: (!titled).then(title), lines }
    }

    fn line(&self, figure: &Figure, typical: f64, headline: bool) -> Line {
        let places = number::places(&figure.unit, typical);
        let value = number::figure(figure.value, &figure.unit, places);
        let bar = share(figure).filter(|_| self.longest > 0.0).map(|share| share / self.longest);
        Line {
            label: self.label(figure),
            value: if self.suppressed { SUPPRESSED.to_owned() } else { value },
            interval: figure.interval.as_ref().map(|interval| number::range(interval, &figure.unit, places)),
            count: figure.count.map_or_else(String::new, number::count),
            bar,
            tone: label::tone(self.kind, figure),
            headline,
            part: figure.item.is_some(),
        }
    }

    /// The unit of a number stands behind its headline; the lines below it have the same.
    fn label(&self, figure: &Figure) -> String {
        let name = label::figure(self.context.metrics, figure);
        match &figure.unit {
            Unit::Of(unit) if figure.item.is_none() && !unit.is_empty() => format!("{name}, {}", super::clean(unit)),
            _ => name,
        }
    }
}

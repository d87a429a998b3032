//! The figures of one cell, line by line, metric by metric.

use super::context::Context;
use super::{Block, Line, SUPPRESSED, label, number};
use crate::results::{Cell, Figure, Unit, headlines};

/// One block per metric, in the report's order; of a suppressed cell only the headlines, marked.
pub fn all(context: &Context, cell: &Cell) -> Vec<Block> {
    let scored = label::is_scored(&cell.figures);
    let draw = Draw { context, scored, headlines: headlines(&cell.figures), suppressed: cell.suppressed };
    runs(&cell.figures).map(|run| draw.block(run)).filter(|block| !block.lines.is_empty()).collect()
}

fn runs(figures: &[Figure]) -> impl Iterator<Item = &[Figure]> {
    figures.chunk_by(|a, b| a.metric == b.metric)
}

struct Draw<'a> {
    context: &'a Context<'a>,
    scored: bool,
    headlines: Vec<&'a Figure>,
    suppressed: bool,
}

impl Draw<'_> {
    fn block(&self, run: &[Figure]) -> Block {
        let titled = run.first().is_some_and(|figure| figure.item.is_none());
        let shown = run.iter().enumerate().filter(|(_, figure)| !self.suppressed || self.is_headline(figure));
        let title = || label::metric(self.context.metrics, &run[0].metric);
        Block { heading: (!titled).then(title), lines: shown.map(|(at, _)| self.line(run, at)).collect() }
    }

    fn line(&self, run: &[Figure], at: usize) -> Line {
        let figure = &run[at];
        let places = number::places(&figure.unit, typical(run, &figure.unit));
        let value = number::figure(figure.value, &figure.unit, places);
        Line {
            label: self.label(run, at),
            value: if self.suppressed { SUPPRESSED.to_owned() } else { value },
            interval: figure.interval.as_ref().map(|interval| number::range(interval, &figure.unit, places)),
            count: figure.count.map_or_else(String::new, number::count),
            bar: figure.value.filter(|_| figure.unit == Unit::Percent).map(|value| value / 100.0),
            tone: label::tone(self.scored, figure),
            headline: self.is_headline(figure),
            part: figure.item.is_some(),
        }
    }

    fn is_headline(&self, figure: &Figure) -> bool {
        self.headlines.iter().any(|headline| std::ptr::eq(*headline, figure))
    }

    /// The name, and the unit behind the first of the figures that have it.
    fn label(&self, run: &[Figure], at: usize) -> String {
        let figure = &run[at];
        let first = run[..at].iter().all(|above| above.unit != figure.unit);
        if first { self.context.heading(figure) } else { label::figure(self.context.metrics, figure) }
    }
}

/// The value that decides how many digits all figures of this unit get: the first one there is.
fn typical(run: &[Figure], unit: &Unit) -> f64 {
    run.iter().filter(|figure| figure.unit == *unit).find_map(|figure| figure.value).unwrap_or(0.0)
}

//! The distribution of a number with its median and target.

use super::axis::Span;
use super::frame::{Content, Drawn, Frame, short_share, typical};
use super::subject::Subject;
use super::{Axis, Bin, Body, ChartSpec, Headline, Histogram, Marker, Tick, parts};
use crate::results::{Cell, Measure, QuestionResult, Unit};
use crate::view::{SUPPRESSED, clean, number};

/// The percentiles that are told.
const MEDIAN: u8 = 50;
const MOST: u8 = 90;

/// A question of numbers, for everybody.
pub fn draw(frame: &Frame, subject: &Subject) -> Option<ChartSpec> {
    let (question, cell) = subject.everybody(frame, Measure::Numbers)?;
    Some(frame.spec(content(frame, question, cell), &[cell]))
}

fn content(frame: &Frame, question: &QuestionResult, cell: &Cell) -> Content {
    let edges = if cell.suppressed { &[][..] } else { question.meaning.bins.as_slice() };
    let bins = Drawn::all(question, Measure::Bins);
    let shares: Vec<Option<f64>> = bins.iter().map(|drawn| drawn.value(cell)).collect();
    let along = Along { edges, of_one: question.meaning.bins_of_one };
    let up = Span::from_zero(shares.iter().copied().flatten(), &Unit::Percent);
    let target = question.meaning.target;
    let bins = edges.windows(2).zip(&shares).filter_map(|(edge, share)| {
        Some(Bin {
            value: short_share((*share)?),
            beyond: target.is_some_and(|target| edge[0] >= target),
            from: along.place(edge[0]),
            to: along.place(edge[1]),
            height: up.place((*share)?),
        })
    });
    let bins: Vec<Bin> = bins.collect();
    let unit = unit(question);
    let headlines = headlines(frame, question, cell);
    let finding = finding(&headlines, &unit);
    let title = if unit.is_empty() { "Distribution".to_owned() } else { format!("Distribution in {unit}") };
    let body = Body::Histogram(Histogram {
        markers: markers(question, cell, target, &along, bins.is_empty()),
        bins,
        edges: along.axis(),
        axis: up.axis(),
        unit,
        figures: headlines,
    });
    parts::content(frame, question, (title, finding), body)
}

fn percentile(question: &QuestionResult, wanted: u8) -> Option<Drawn<'_>> {
    let mut all = Drawn::all(question, Measure::Numbers).into_iter();
    all.find(|drawn| drawn.column.percentile == Some(wanted))
}

/// The first figure that is no percentile.
fn mean(question: &QuestionResult) -> Option<Drawn<'_>> {
    let mut all = Drawn::all(question, Measure::Numbers).into_iter();
    all.find(|drawn| drawn.column.percentile.is_none())
}

fn unit(question: &QuestionResult) -> String {
    match question.columns.first().map(|column| &column.unit) {
        Some(Unit::Of(unit)) => clean(unit),
        _ => String::new(),
    }
}

fn headlines(frame: &Frame, question: &QuestionResult, cell: &Cell) -> Vec<Headline> {
    let alone = |wanted: Measure| Drawn::headline(question, wanted);
    let is_told = |drawn: &Drawn| cell.suppressed || drawn.estimate(cell).is_some_and(|never| never.count != Some(0));
    [
        percentile(question, MEDIAN),
        mean(question),
        percentile(question, MOST),
        alone(Measure::WithinTarget),
        alone(Measure::Unended).filter(is_told),
    ]
    .into_iter()
    .flatten()
    .map(|drawn| frame.headline(clean(&drawn.column.title), cell, Some(drawn)))
    .collect()
}

fn markers(question: &QuestionResult, cell: &Cell, target: Option<f64>, along: &Along, nothing: bool) -> Vec<Marker> {
    let marker = |label: &str, value: f64, words: String, aim| Marker {
        label: format!("{label} {words}"),
        at: along.place(value),
        aim,
    };
    let found = percentile(question, MEDIAN).and_then(|median| {
        let value = median.value(cell)?;
        Some(marker("Median", value, number::figure(Some(value), median.unit(), typical(median, cell)), false))
    });
    let aim = target
        .filter(|target| along.covers(*target))
        .map(|target| marker("Target", target, number::trimmed(target, 2), true));
    found.into_iter().chain(aim).filter(|_| !nothing).collect()
}

fn finding(figures: &[Headline], unit: &str) -> String {
    if figures.iter().any(|figure| figure.value == SUPPRESSED) {
        return "Hidden, because too few people answered.".to_owned();
    }
    let parts: Vec<String> = figures.iter().map(|figure| format!("{} {}", figure.label, figure.value)).collect();
    let unit = if unit.is_empty() { String::new() } else { format!(" ({unit})") };
    format!("{}{unit}.", parts.join(", "))
}

/// The axis of the bins. Its marks are their edges; where each bin holds one number, that number in its middle.
struct Along<'a> {
    edges: &'a [f64],
    of_one: bool,
}

impl Along<'_> {
    fn ends(&self) -> Option<(f64, f64)> {
        Some((*self.edges.first()?, *self.edges.last()?)).filter(|(low, high)| high > low)
    }

    fn covers(&self, value: f64) -> bool {
        self.ends().is_some_and(|(low, high)| (low..=high).contains(&value))
    }

    fn place(&self, value: f64) -> f64 {
        self.ends().map_or(0.0, |(low, high)| ((value - low) / (high - low)).clamp(0.0, 1.0))
    }

    fn axis(&self) -> Axis {
        let tick = |(at, value): (f64, f64)| Tick { at: self.place(at), label: number::trimmed(value, 6) };
        let middles = self.edges.windows(2).map(|edge| (f64::midpoint(edge[0], edge[1]), edge[1]));
        let edges = self.edges.iter().map(|edge| (*edge, *edge));
        let ticks = if self.of_one { middles.map(tick).collect() } else { edges.map(tick).collect() };
        Axis { ticks, zero: None }
    }
}

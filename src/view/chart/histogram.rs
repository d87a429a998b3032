//! The distribution of a number with its median and target.

use super::axis::Span;
use super::frame::{Content, Frame, short_share, typical};
use super::parts;
use super::{Axis, Bin, Body, Headline, Histogram, Marker, Tick};
use crate::metric::{Role, role};
use crate::results::{Cell, Figure, QuestionResult, Unit};
use crate::view::{SUPPRESSED, clean, label, number};

pub fn content(frame: &Frame, question: &QuestionResult, cell: &Cell) -> Content {
    let edges = if cell.suppressed { &[][..] } else { question.meaning.bins.as_slice() };
    let figures: Vec<&Figure> = cell.figures.iter().filter(|figure| role(figure) == Role::Bins).collect();
    let shares: Vec<Option<f64>> = figures.iter().map(|figure| figure.value).collect();
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
    let unit = unit(cell);
    let headlines = headlines(frame, cell);
    let finding = finding(&headlines, &unit);
    let title = if unit.is_empty() { "Distribution".to_owned() } else { format!("Distribution in {unit}") };
    let body = Body::Histogram(Histogram {
        markers: markers(cell, target, &along, bins.is_empty()),
        bins,
        edges: along.axis(),
        axis: up.axis(),
        unit,
        figures: headlines,
    });
    parts::content(frame, question, "", (title, finding), body)
}

fn quantile<'a>(cell: &'a Cell, item: &str) -> Option<&'a Figure> {
    cell.figures.iter().find(|figure| role(figure) == Role::Numbers && figure.item.as_deref() == Some(item))
}

fn unit(cell: &Cell) -> String {
    match cell.figures.first().map(|figure| &figure.unit) {
        Some(Unit::Of(unit)) => clean(unit),
        _ => String::new(),
    }
}

fn headlines(frame: &Frame, cell: &Cell) -> Vec<Headline> {
    let mean = cell.figures.iter().find(|figure| role(figure) == Role::Numbers && figure.item.is_none());
    let alone = |wanted: Role| cell.figures.iter().find(|figure| role(figure) == wanted);
    let never = alone(Role::Unended).filter(|figure| cell.suppressed || figure.count != Some(0));
    let name = |figure: &Figure| label::figure(&frame.report.metrics, figure);
    [quantile(cell, "median"), mean, quantile(cell, "p90"), alone(Role::WithinTarget), never]
        .into_iter()
        .flatten()
        .map(|figure| frame.headline(name(figure), cell, Some(figure)))
        .collect()
}

fn markers(cell: &Cell, target: Option<f64>, along: &Along, nothing: bool) -> Vec<Marker> {
    let median = quantile(cell, "median").filter(|_| !cell.suppressed);
    let marker = |label: &str, value: f64, words: String, aim| Marker {
        label: format!("{label} {words}"),
        at: along.place(value),
        aim,
    };
    let found = median.and_then(|figure| {
        Some(marker("Median", figure.value?, number::figure(figure.value, &figure.unit, typical(figure)), false))
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

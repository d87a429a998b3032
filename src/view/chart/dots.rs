//! A figure with its interval, group by group.

use super::axis::{Span, ends};
use super::frame::{self, Content, Frame, find, group_name};
use super::parts::{self, in_order, is_ranked};
use super::{Body, Dots, Marker, PlotRow};
use crate::metric::{Role, role};
use crate::results::{Cell, Figure, QuestionResult, Unit};
use crate::view::{clean, number};

/// Most rows of a picture; more cannot be read.
const ROWS: usize = 60;

/// The figure in every group, best first, with everybody's as a line across.
pub fn breakdown(frame: &Frame, question: &QuestionResult, all: &Cell, run: &[Cell], lead: &Figure) -> Content {
    let low_is_good = question.meaning.lower_is_better;
    let cells = in_order(frame, run, lead, low_is_good);
    let figures = || cells.iter().copied().chain([all]).filter_map(|cell| find(cell, lead));
    let numbers: Vec<f64> = figures().filter_map(ends).flat_map(|(low, _, high)| [low, high]).collect();
    let span = Span::around(numbers, &lead.unit);
    let typical = all_value(all, lead).or_else(|| figures().find_map(|figure| figure.value)).unwrap_or_default();
    let places = number::places(&lead.unit, typical);
    let row = |cell: &&Cell| {
        let figure = find(cell, lead);
        frame::row(group_name(cell), cell, figure, places, figure.and_then(|figure| span.point(figure)))
    };
    let (shown, left_out) = cells.split_at(cells.len().min(ROWS));
    let rows: Vec<PlotRow> = shown.iter().map(row).collect();
    let name = frame.name(lead);
    let said = Said { frame, all, lead, places, low_is_good };
    let finding = said.finding(&rows, shown);
    let reference = all_value(all, lead).map(|value| Marker {
        label: format!("All {}", number::figure(Some(value), &lead.unit, places)),
        at: span.place(value),
        aim: false,
    });
    let body = dots(frame, name.clone(), rows, &span, reference);
    let title = frame.by(&name, &run[0].group);
    let mut content = parts::content(frame, question, &frame.tail(&run[0].group), (title, finding), body);
    if !left_out.is_empty() {
        let which = if is_ranked(frame, run) { "leading" } else { "first" };
        content.notes.push(format!("{ROWS} of {} groups shown, the {which} ones", cells.len()));
    }
    content
}

fn dots(frame: &Frame, heading: String, rows: Vec<PlotRow>, span: &Span, reference: Option<Marker>) -> Body {
    Body::Dots(Dots {
        base: "base".to_owned(),
        heading,
        interval: frame.context.interval.clone(),
        rows,
        axis: span.axis(),
        reference,
    })
}

fn all_value(all: &Cell, lead: &Figure) -> Option<f64> {
    find(all, lead).filter(|_| !all.suppressed)?.value
}

/// What the picture of a breakdown says.
struct Said<'a> {
    frame: &'a Frame<'a>,
    all: &'a Cell,
    lead: &'a Figure,
    places: usize,
    low_is_good: bool,
}

impl Said<'_> {
    /// Best and worst in words, wherever they stand.
    fn finding(&self, rows: &[PlotRow], cells: &[&Cell]) -> String {
        let mut parts = Vec::new();
        if let Some(value) = all_value(self.all, self.lead) {
            parts.push(format!("All: {}.", number::figure(Some(value), &self.lead.unit, self.places)));
        }
        let mut shown: Vec<(&PlotRow, f64)> =
            rows.iter().zip(cells).filter_map(|(row, cell)| row.point.and(Some((row, self.merit(cell)?)))).collect();
        shown.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        if let (Some((best, _)), Some((worst, _))) = (shown.first(), shown.last()) {
            parts.push(format!("Best: {}; last: {}.", self.say(best), self.say(worst)));
        }
        let without = rows.len() - shown.len();
        if without > 0 {
            parts.push(format!("{without} of {} groups without a figure.", rows.len()));
        }
        parts.join(" ")
    }

    fn merit(&self, cell: &Cell) -> Option<f64> {
        let value = find(cell, self.lead)?.value?;
        Some(if self.low_is_good { -value } else { value })
    }

    fn say(&self, row: &PlotRow) -> String {
        format!("{} {} ({} {})", row.label, row.value, self.frame.context.interval, row.interval)
    }
}

/// Mean ranks, best first.
pub fn ranking(frame: &Frame, question: &QuestionResult, cell: &Cell) -> Option<Content> {
    let mut figures: Vec<&Figure> = cell.figures.iter().filter(|figure| role(figure) == Role::Ranks).collect();
    figures.sort_by(|a, b| a.value.unwrap_or(f64::INFINITY).total_cmp(&b.value.unwrap_or(f64::INFINITY)));
    let numbers: Vec<f64> = figures.iter().filter_map(|f| ends(f)).flat_map(|(low, _, high)| [low, high]).collect();
    let span = Span::around(numbers, &Unit::Rank);
    let row = |figure: &&Figure| {
        let label = clean(figure.item.as_deref().unwrap_or_default());
        let base = figure.base.map_or_else(|| frame::base_of(cell), |base| number::count(base.unweighted));
        PlotRow { base, ..frame::row(label, cell, Some(figure), 2, span.point(figure)) }
    };
    let rows: Vec<PlotRow> = figures.iter().map(row).collect();
    let name = figures.first().map(|figure| crate::view::label::metric(&frame.report.metrics, &figure.metric))?;
    let order: Vec<String> = rows.iter().map(|row| format!("{} {}", row.label, row.value)).collect();
    let finding = format!("From first to last: {}.", order.join(", "));
    let title = format!("{name}, 1 is first");
    let body = dots(frame, name, rows, &span, None);
    Some(parts::content(frame, question, "", (title, finding), body))
}

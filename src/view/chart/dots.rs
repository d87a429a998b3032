//! A figure with its interval, group by group.

use super::axis::Span;
use super::frame::{self, Content, Drawn, Frame};
use super::parts::{self, in_order, is_ranked};
use super::subject::{Groups, Subject};
use super::{Body, ChartSpec, Dots, Marker, PlotRow};
use crate::results::{Cell, Estimate, Measure, QuestionResult, Unit};
use crate::view::{clean, difference, label, number};

/// Most rows of a picture; more cannot be read.
const ROWS: usize = 60;

/// The ranks of everybody, or a question's leading figure by groups.
pub fn draw(frame: &Frame, subject: &Subject) -> Option<ChartSpec> {
    if let Some((question, cell)) = subject.everybody(frame, Measure::Ranks) {
        return Some(frame.spec(ranking(frame, question, cell)?, &[cell]));
    }
    let groups = subject.groups_at_once(frame)?;
    let lead = Drawn::plotted(groups.question)?;
    let cells: Vec<&Cell> = std::iter::once(groups.all).chain(groups.run).collect();
    let spec = frame.spec(breakdown(frame, &groups, lead), &cells);
    Some(frame.in_order(spec, groups.question, groups.by))
}

/// The figure in every group, best first, with everybody's as a line across.
fn breakdown(frame: &Frame, groups: &Groups, lead: Drawn) -> Content {
    let Groups { question, all, by, run, .. } = groups;
    let low_is_good = question.meaning.lower_is_better;
    let cells = in_order(frame, by, run, lead, low_is_good);
    let estimates = || cells.iter().copied().chain([*all]).filter_map(|cell| lead.estimate(cell));
    let span = Span::around(both_ends(estimates()), lead.unit());
    let typical = lead.value(all).or_else(|| estimates().find_map(|estimate| estimate.value)).unwrap_or_default();
    let places = number::places(lead.unit(), typical);
    let row = |cell: &&Cell| {
        let point = lead.estimate(cell).and_then(|estimate| span.point(estimate));
        let name = difference::marked(frame.context.group_name(cell.group), question, cell.group);
        frame::row(name, cell, lead, places, point)
    };
    let (shown, left_out) = cells.split_at(cells.len().min(ROWS));
    let rows: Vec<PlotRow> = shown.iter().map(row).collect();
    let name = frame.name(lead.column);
    let said = Said { frame, all, lead, places, low_is_good };
    let finding = said.finding(&rows, shown);
    let reference = lead.value(all).map(|value| Marker {
        label: format!("All {}", number::figure(Some(value), lead.unit(), places)),
        at: span.place(value),
        aim: false,
    });
    let body = dots(frame, name.clone(), rows, &span, reference);
    let title = frame.by(&name, by);
    let mut content = parts::content(frame, question, (title, finding), body);
    content.notes.extend(difference::of_marks(frame.report, by, question, shown));
    if !left_out.is_empty() {
        let which = if is_ranked(frame, by) { "leading" } else { "first" };
        content.notes.push(format!("{ROWS} of {} groups shown, the {which} ones", cells.len()));
    }
    content
}

/// Both ends of all intervals.
fn both_ends<'a>(estimates: impl Iterator<Item = &'a Estimate>) -> impl Iterator<Item = f64> {
    estimates.filter_map(Estimate::ends).flat_map(|(low, _, high)| [low, high])
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

/// What the picture of a breakdown says.
struct Said<'a> {
    frame: &'a Frame<'a>,
    all: &'a Cell,
    lead: Drawn<'a>,
    places: usize,
    low_is_good: bool,
}

impl Said<'_> {
    /// Best and worst in words, wherever they stand.
    fn finding(&self, rows: &[PlotRow], cells: &[&Cell]) -> String {
        let mut parts = Vec::new();
        if let Some(value) = self.lead.value(self.all) {
            parts.push(format!("All: {}.", number::figure(Some(value), self.lead.unit(), self.places)));
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
        let value = self.lead.value(cell)?;
        Some(if self.low_is_good { -value } else { value })
    }

    fn say(&self, row: &PlotRow) -> String {
        format!("{} {} ({} {})", row.label, row.value, self.frame.context.interval, row.interval)
    }
}

/// Mean ranks, best first.
fn ranking(frame: &Frame, question: &QuestionResult, cell: &Cell) -> Option<Content> {
    let mut items = Drawn::all(question, Measure::Ranks);
    let rank = |drawn: &Drawn| drawn.value(cell).unwrap_or(f64::INFINITY);
    items.sort_by(|a, b| rank(a).total_cmp(&rank(b)));
    let span = Span::around(both_ends(items.iter().filter_map(|item| item.estimate(cell))), &Unit::Rank);
    let row = |item: &Drawn| {
        let estimate = item.estimate(cell);
        let base = estimate.and_then(|estimate| estimate.base);
        let base = base.map_or_else(|| frame::base_of(cell), |base| number::count(base.unweighted));
        let point = estimate.and_then(|estimate| span.point(estimate));
        PlotRow { base, ..frame::row(clean(&item.column.title), cell, *item, 2, point) }
    };
    let rows: Vec<PlotRow> = items.iter().map(row).collect();
    let name = label::metric(frame.report, items.first()?.column);
    let order: Vec<String> = rows.iter().map(|row| format!("{} {}", row.label, row.value)).collect();
    let finding = format!("From first to last: {}.", order.join(", "));
    let title = format!("{name}, 1 is first");
    let body = dots(frame, name, rows, &span, None);
    Some(parts::content(frame, question, (title, finding), body))
}

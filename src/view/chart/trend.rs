//! A figure over time, for everybody or group by group.

use super::axis::{Span, ends};
use super::build;
use super::frame::{self, Frame, find, group_name, row};
use super::{Body, Chart, Panel, PlotRow, Trend, periods};
use crate::results::{Cell, Figure, GroupKey, QuestionResult};
use crate::view::label::first_upper;
use crate::view::{clean, number};

/// Most panels of a picture.
const PANELS: usize = 24;

/// The leading figure over time; `run` are the cells of one breakdown's periods. Without a leading figure
/// there is no line to draw.
pub fn chart(frame: &Frame, question: &QuestionResult, run: &[Cell]) -> Option<Chart> {
    let lead = frame::plotted(question)?;
    let dated: Vec<&Cell> = run.iter().filter(|cell| cell.group.last().is_some_and(GroupKey::is_named)).collect();
    let periods = periods::filled(&dated.iter().map(|cell| period(cell)).collect::<Vec<_>>());
    if periods.len() < 2 {
        return None;
    }
    let figures = || dated.iter().filter_map(|cell| find(cell, lead));
    let numbers: Vec<f64> = figures().filter_map(ends).flat_map(|(low, _, high)| [low, high]).collect();
    let span = Span::around(numbers, &lead.unit);
    let places = number::places(&lead.unit, lead.value.or_else(|| figures().find_map(|f| f.value)).unwrap_or_default());
    let draw = Draw { lead, span: &span, places, periods: &periods };
    let groups = dated.chunk_by(|a, b| a.group[..a.group.len() - 1] == b.group[..b.group.len() - 1]);
    let panels: Vec<Panel> = groups.map(|cells| draw.panel(cells)).collect();
    let left_out = panels.len().saturating_sub(PANELS);
    let panels: Vec<Panel> = panels.into_iter().take(PANELS).collect();
    let name = frame.name(lead);
    let finding = panels.iter().map(finding).collect::<Vec<_>>().join(" ");
    let title = frame.by(&name, &run[0].group);
    let body = Body::Trend(Trend { panels, axis: span.axis(), heading: name });
    let mut content = build::content(frame, question, &frame.tail(&run[0].group), (title, finding), body);
    if left_out > 0 {
        content.notes.push(format!("{PANELS} of {} groups shown", PANELS + left_out));
    }
    Some(frame.chart(content, &dated))
}

fn period(cell: &Cell) -> &str {
    cell.group.last().map_or("", |key| &key.value)
}

struct Draw<'a> {
    lead: &'a Figure,
    span: &'a Span,
    places: usize,
    periods: &'a [String],
}

impl Draw<'_> {
    fn panel(&self, cells: &[&Cell]) -> Panel {
        let point = |name: &String| match cells.iter().find(|cell| period(cell) == name) {
            Some(cell) => self.point(name, cell),
            None => PlotRow {
                label: clean(name),
                base: "n 0".to_owned(),
                value: crate::view::EMPTY.to_owned(),
                interval: String::new(),
                point: None,
            },
        };
        Panel {
            label: cells.first().map_or_else(String::new, |cell| group_name(cell)),
            points: self.periods.iter().map(point).collect(),
        }
    }

    fn point(&self, name: &str, cell: &Cell) -> PlotRow {
        let figure = find(cell, self.lead);
        let point = figure.filter(|_| !cell.suppressed).and_then(|figure| self.span.point(figure));
        let plot = row(clean(name), cell, figure, self.places, point);
        PlotRow { base: format!("n {}", plot.base), ..plot }
    }
}

/// First and last figure in words.
fn finding(panel: &Panel) -> String {
    let shown: Vec<&PlotRow> = panel.points.iter().filter(|point| point.point.is_some()).collect();
    let name = if panel.label.is_empty() { String::new() } else { format!("{}: ", panel.label) };
    let missing = panel.points.len() - shown.len();
    let gaps = if missing > 0 {
        format!("; {missing} of {} periods without a figure", panel.points.len())
    } else {
        String::new()
    };
    let finding = match (shown.first(), shown.last()) {
        (Some(first), Some(last)) if shown.len() > 1 => {
            format!("{name}from {} in {} to {} in {}{gaps}.", first.value, first.label, last.value, last.label)
        }
        (Some(only), _) => format!("{name}{} in {}{gaps}.", only.value, only.label),
        _ => format!("{name}no figure can be shown."),
    };
    first_upper(&finding)
}

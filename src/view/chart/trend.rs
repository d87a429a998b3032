//! A figure over time: for everybody, group by group, item by item, or answer by answer.

use super::axis::{Span, ends};
use super::frame::{Frame, find, group_name, row, wave_alone};
use super::parts;
use super::{Body, Chart, Panel, PlotRow, Trend, periods};
use crate::metric::{Role, plotted, role};
use crate::results::{Cell, Figure, GroupKey, QuestionResult};
use crate::view::label::first_upper;
use crate::view::{clean, grid, label, number};

/// Most panels of a picture.
const PANELS: usize = 24;

/// One line: whose figure it is, in which cells, one a period.
struct Line<'a> {
    label: String,
    cells: Vec<&'a Cell>,
    lead: &'a Figure,
}

/// A question's leading figure over time; `run` are the cells of one breakdown's periods. `None` where there are not
/// two periods to draw a line between.
pub fn chart(frame: &Frame, question: &QuestionResult, run: &[Cell], lead: &Figure) -> Option<Chart> {
    let dated = dated(run);
    let groups = dated.chunk_by(|a, b| a.group[..a.group.len() - 1] == b.group[..b.group.len() - 1]);
    let lines: Vec<Line> =
        groups.map(|cells| Line { label: group_name(cells[0]), cells: cells.to_vec(), lead }).collect();
    let name = frame.name(lead);
    let title = frame.by(&name, &run[0].group);
    let (body, finding) = drawn(&lines, name)?;
    let mut content = parts::content(frame, question, &frame.tail(&run[0].group), (title, finding), body);
    content.notes.extend(left_out(&lines, "groups"));
    Some(frame.chart(content, &dated))
}

/// The answers of a question without a leading figure over time, one panel each, the most frequent first.
pub fn of_answers(frame: &Frame, question: &QuestionResult, all: &Cell, run: &[Cell], wanted: Role) -> Option<Chart> {
    // Ranks have no share; who puts an item first has.
    let wanted = if wanted == Role::Ranks { Role::FirstChoices } else { wanted };
    let dated = dated(run);
    let mut items: Vec<&Figure> = all.figures.iter().filter(|figure| role(figure) == wanted).collect();
    if !question.meaning.ordered {
        items.sort_by(|a, b| b.value.unwrap_or(-1.0).total_cmp(&a.value.unwrap_or(-1.0)));
    }
    let name = label::metric(&frame.report.metrics, &items.first()?.metric);
    let label = |figure: &Figure| clean(figure.item.as_deref().unwrap_or_default());
    let lines: Vec<Line> =
        items.into_iter().map(|lead| Line { label: label(lead), cells: dated.clone(), lead }).collect();
    let title = frame.by(&name, &run[0].group);
    let (body, finding) = drawn(&lines, name)?;
    let mut content = parts::content(frame, question, &frame.tail(&run[0].group), (title, finding), body);
    content.notes.extend(left_out(&lines, "answers"));
    Some(frame.chart(content, &dated))
}

/// The items of a grid over time, one panel each.
pub fn of_items(frame: &Frame, run: &[QuestionResult]) -> Option<Chart> {
    let (_, names) = grid::names(run);
    let items = run.iter().zip(names);
    let lines: Option<Vec<Line>> = items
        .map(|(item, name)| {
            let cells = item.cells.iter().filter(|cell| wave_alone(cell).is_some()).collect();
            Some(Line { label: first_upper(&name), cells, lead: plotted(item)? })
        })
        .collect();
    let lines = lines?;
    let cells: Vec<&Cell> = lines.iter().flat_map(|line| line.cells.iter().copied()).collect();
    let name = frame.verdict_name(&run[0], lines.first()?.lead);
    let group = &cells.first()?.group;
    let title = frame.by(&name, group);
    let (body, finding) = drawn(&lines, name)?;
    let mut content = parts::grid_content(run, &frame.tail(group), (title, finding), body);
    content.notes.extend(left_out(&lines, "items"));
    Some(frame.chart(content, &cells))
}

/// The cells whose period is known.
fn dated(run: &[Cell]) -> Vec<&Cell> {
    run.iter().filter(|cell| cell.group.last().is_some_and(GroupKey::is_named)).collect()
}

fn period(cell: &Cell) -> &str {
    cell.group.last().map_or("", |key| &key.value)
}

fn left_out(lines: &[Line], what: &str) -> Option<String> {
    (lines.len() > PANELS).then(|| format!("{PANELS} of {} {what} shown", lines.len()))
}

/// The panels of these lines on one scale, and what they say.
fn drawn(lines: &[Line], heading: String) -> Option<(Body, String)> {
    let periods =
        periods::filled(&lines.iter().flat_map(|line| &line.cells).map(|cell| period(cell)).collect::<Vec<_>>());
    if periods.len() < 2 {
        return None;
    }
    let lines = &lines[..lines.len().min(PANELS)];
    let figures = || lines.iter().flat_map(|line| line.cells.iter().filter_map(|cell| find(cell, line.lead)));
    let numbers: Vec<f64> = figures().filter_map(ends).flat_map(|(low, _, high)| [low, high]).collect();
    let lead = lines.first()?.lead;
    let span = Span::around(numbers, &lead.unit);
    let typical = lead.value.or_else(|| figures().find_map(|figure| figure.value)).unwrap_or_default();
    let draw = Draw { span: &span, places: number::places(&lead.unit, typical), periods: &periods };
    let panels: Vec<Panel> = lines.iter().map(|line| draw.panel(line)).collect();
    let finding = panels.iter().map(finding).collect::<Vec<_>>().join(" ");
    Some((Body::Trend(Trend { panels, axis: span.axis(), heading }), finding))
}

struct Draw<'a> {
    span: &'a Span,
    places: usize,
    periods: &'a [String],
}

impl Draw<'_> {
    fn panel(&self, line: &Line) -> Panel {
        let point = |name: &String| match line.cells.iter().find(|cell| period(cell) == name) {
            Some(cell) => self.point(name, cell, line.lead),
            None => PlotRow {
                label: clean(name),
                base: "n 0".to_owned(),
                value: crate::view::EMPTY.to_owned(),
                interval: String::new(),
                point: None,
            },
        };
        Panel { label: line.label.clone(), points: self.periods.iter().map(point).collect() }
    }

    fn point(&self, name: &str, cell: &Cell, lead: &Figure) -> PlotRow {
        let figure = find(cell, lead);
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

//! A figure over time: for everybody, group by group, item by item, or answer by answer.

use super::axis::Span;
use super::broken::{self, Past};
use super::frame::{Content, Drawn, Frame, row};
use super::subject::{Groups, Subject};
use super::{Body, ChartSpec, Panel, PlotRow, Trend, control, parts};
use crate::results::{Axis, Breakdown, Cell, ControlChart, Estimate, Measure, QuestionResult, Value};
use crate::view::control::{Told, short_period};
use crate::view::label::first_upper;
use crate::view::{clean, grid, label, number};

/// Most panels of a picture.
const PANELS: usize = 24;

/// One line: whose figure it is, in which cells, one a period.
struct Line<'a> {
    label: String,
    cells: Vec<&'a Cell>,
    lead: Drawn<'a>,
    /// Its control chart, where it has one.
    chart: Option<&'a ControlChart>,
    /// What the question was before it changed, and changed again.
    past: Vec<Past<'a>>,
}

impl<'a> Line<'a> {
    /// The figure in a cell: that of the question as it was in its period, where it is another one now.
    fn figure(&self, frame: &Frame<'a>, cell: &'a Cell) -> (&'a Cell, Drawn<'a>) {
        let is_before = |past: &&Past| period(frame, cell).zip(past.period).is_some_and(|(own, first)| own < first);
        let past = self.past.iter().rfind(is_before);
        past.and_then(|past| Some((past.question.cell(cell.group)?, past.lead))).unwrap_or((cell, self.lead))
    }
}

/// The control chart of a question whose first period is that of these cells.
fn chart_of<'a>(question: &'a QuestionResult, cells: &[&Cell]) -> Option<&'a ControlChart> {
    let first = cells.first()?.group;
    question.charts.iter().find(|chart| chart.first == first)
}

/// A figure over time: a question's leading one, its answers where it has none, or those of a grid's items. Groups over
/// time of a whole grid are too many for one picture; each item has its own.
pub fn draw(frame: &Frame, subject: &Subject) -> Option<ChartSpec> {
    if let Subject::Grid(run, Some(by)) = subject {
        let is_time_alone = frame.context.has_wave(by) && by.axes.len() == 1;
        let items = &frame.report.questions[run.clone()];
        return if is_time_alone { of_items(frame, items, by) } else { None };
    }
    let groups = subject.groups(frame).filter(|groups| frame.context.has_wave(groups.by))?;
    match Drawn::plotted(groups.question) {
        Some(lead) => of_groups(frame, &groups, lead),
        None if groups.by.axes.len() == 1 => of_answers(frame, &groups),
        None => None,
    }
}

/// A question's leading figure over time. `None` where there are not two periods to draw a line between.
fn of_groups(frame: &Frame, groups: &Groups, lead: Drawn) -> Option<ChartSpec> {
    let dated = dated(frame, groups.run);
    let without_period = |cell: &Cell| {
        let keys = &frame.context.group(cell.group).keys;
        &keys[..keys.len().saturating_sub(1)]
    };
    let lines = dated.chunk_by(|a, b| without_period(a) == without_period(b)).map(|cells| Line {
        label: frame.context.group_name(cells[0].group),
        cells: cells.to_vec(),
        lead,
        chart: chart_of(groups.question, cells),
        past: broken::past(frame.report, groups.question, lead),
    });
    let lines: Vec<Line> = lines.collect();
    let name = frame.name(lead.column);
    let title = frame.by(&name, groups.by);
    let lines = alike(lines);
    let is_plain = lines.iter().all(|line| line.chart.is_none());
    let reference = if lines.len() > 1 && is_plain { everybody(frame, groups.question) } else { Vec::new() };
    let (body, finding) = drawn(frame, (groups.all, &reference), &lines, name)?;
    let mut content = parts::content(frame, groups.question, (title, finding), body);
    content.notes.extend(left_out(&lines, "groups"));
    let shown: Vec<&Cell> =
        lines.iter().flat_map(|line| line.cells.iter().map(|cell| line.figure(frame, cell).0)).collect();
    match lines.as_slice() {
        [Line { chart: Some(chart), .. }] => Some(of_control(frame, Told::new(chart, lead.unit()), content, &shown)),
        _ => Some(frame.spec(content, &shown)),
    }
}

/// The lines with control charts where every one that has a figure has one, so that panels can be read side by side.
fn alike(lines: Vec<Line>) -> Vec<Line> {
    let has_figure = |line: &&Line| line.cells.iter().any(|cell| line.lead.value(cell).is_some());
    let is_whole = lines.iter().filter(has_figure).all(|line| line.chart.is_some());
    lines.into_iter().map(|line| Line { chart: line.chart.filter(|_| is_whole), ..line }).collect()
}

/// A control chart alone in its picture: its finding is the title, and how it was made stands below.
fn of_control(frame: &Frame, told: Told, content: Content, cells: &[&Cell]) -> ChartSpec {
    let base = [content.title, content.base].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let made = format!("{}: {}", first_upper(&told.method()), told.lines().join("; "));
    let cautions = told.chart.cautions.iter().map(|caution| first_upper(&clean(caution)));
    let notes = std::iter::once(made).chain(told.false_alarms()).chain(cautions).chain(content.notes);
    let content = Content { title: told.finding(), base: base.join(" · "), notes: notes.collect(), ..content };
    frame.spec_without_intervals(content, cells)
}

/// Everybody's cells over time.
fn everybody<'a>(frame: &Frame, question: &'a QuestionResult) -> Vec<&'a Cell> {
    question.cells.iter().filter(|cell| frame.report.period_of(cell.group).is_some()).collect()
}

/// The answers of a question without a leading figure over time, one panel each, the most frequent first.
fn of_answers(frame: &Frame, groups: &Groups) -> Option<ChartSpec> {
    let Groups { question, all, by, run, measure } = groups;
    // Ranks have no share; who puts an item first has.
    let wanted = if *measure == Measure::Ranks { Measure::FirstChoices } else { *measure };
    let dated = dated(frame, run);
    let mut items = Drawn::all(question, wanted);
    if !question.meaning.ordered {
        let share = |item: &Drawn| item.value(all).unwrap_or(-1.0);
        items.sort_by(|a, b| share(b).total_cmp(&share(a)));
    }
    let name = label::metric(frame.report, items.first()?.column);
    let line = |lead: Drawn<'_>| clean(&lead.column.title);
    let lines: Vec<Line> = items
        .into_iter()
        .map(|lead| Line { label: line(lead), cells: dated.clone(), lead, chart: None, past: Vec::new() })
        .collect();
    let title = frame.by(&name, by);
    let (body, finding) = drawn(frame, (all, &[]), &lines, name)?;
    let mut content = parts::content(frame, question, (title, finding), body);
    content.notes.extend(left_out(&lines, "answers"));
    Some(frame.spec(content, &dated))
}

/// The items of a grid over time, one panel each.
fn of_items(frame: &Frame, run: &[QuestionResult], by: &Breakdown) -> Option<ChartSpec> {
    let (_, names) = grid::names(run);
    let lines: Option<Vec<Line>> = run
        .iter()
        .zip(names)
        .map(|(item, name)| {
            let cells = dated(frame, item.cells_of(by));
            let chart = chart_of(item, &cells);
            Some(Line { label: first_upper(&name), cells, lead: Drawn::plotted(item)?, chart, past: Vec::new() })
        })
        .collect();
    let lines = alike(lines?);
    let cells: Vec<&Cell> = lines.iter().flat_map(|line| line.cells.iter().copied()).collect();
    let name = frame.verdict_name(&run[0], lines.first()?.lead);
    let title = frame.by(&name, by);
    let (body, finding) = drawn(frame, (run[0].everybody()?, &[]), &lines, name)?;
    let mut content = parts::grid_content(run, (title, finding), body);
    content.notes.extend(left_out(&lines, "items"));
    Some(frame.spec(content, &cells))
}

/// The cells whose period is known.
fn dated<'a>(frame: &Frame, run: &'a [Cell]) -> Vec<&'a Cell> {
    run.iter().filter(|cell| period(frame, cell).is_some()).collect()
}

/// The period of a cell, where it is known.
fn period<'a>(frame: &Frame<'a>, cell: &Cell) -> Option<&'a str> {
    match &frame.context.group(cell.group).keys.last()?.value {
        Value::Named(period) => Some(period),
        _ => None,
    }
}

/// All periods in time, those without an answer too: a month in which nobody answered is a gap, not a shortcut.
fn periods<'a>(frame: &Frame<'a>) -> &'a [String] {
    let periods = |axis: &'a Axis| match axis {
        Axis::Wave { periods, .. } => Some(periods.as_slice()),
        Axis::Segment { .. } => None,
    };
    frame.report.axes.iter().find_map(periods).unwrap_or_default()
}

fn left_out(lines: &[Line], what: &str) -> Option<String> {
    (lines.len() > PANELS).then(|| format!("{PANELS} of {} {what} shown", lines.len()))
}

/// The panels of these lines on one scale, and what they say; the first line's figure of `all` decides the digits.
/// Behind them stand the `reference` cells.
fn drawn(
    frame: &Frame,
    (all, reference): (&Cell, &[&Cell]),
    lines: &[Line],
    heading: String,
) -> Option<(Body, String)> {
    if periods(frame).len() < 2 {
        return None;
    }
    let lines = &lines[..lines.len().min(PANELS)];
    let figures = || lines.iter().flat_map(|line| line.cells.iter().map(|cell| line.figure(frame, cell)));
    let estimates = || figures().filter_map(|(cell, lead)| lead.estimate(cell));
    let lead = lines.first()?.lead;
    let shown = lines.iter().flat_map(Line::reach).chain(reference.iter().filter_map(|cell| lead.value(cell)));
    let span = Span::around(shown, lead.unit());
    let typical = lead.value(all).or_else(|| estimates().find_map(|estimate| estimate.value)).unwrap_or_default();
    let draw = Draw { frame, span: &span, places: number::places(lead.unit(), typical) };
    let panels: Vec<Panel> = lines.iter().map(|line| draw.panel(line)).collect();
    let finding = panels.iter().map(finding).collect::<Vec<_>>().join(" ");
    let at = |name: &String| {
        let cell = reference.iter().find(|cell| period(frame, cell) == Some(name))?;
        lead.value(cell).map(|value| span.place(value))
    };
    let reference = if reference.is_empty() { Vec::new() } else { periods(frame).iter().map(at).collect() };
    Some((Body::Trend(Trend { panels, axis: span.axis(), heading, reference }), finding))
}

impl Line<'_> {
    /// Every number that the axis has to reach: intervals, or the lines of its control chart.
    fn reach(&self) -> Vec<f64> {
        let ends = |cell: &&Cell| self.lead.estimate(cell).and_then(Estimate::ends);
        match self.chart {
            Some(chart) => control::reach(chart).collect(),
            None => self.cells.iter().filter_map(ends).flat_map(|(low, _, high)| [low, high]).collect(),
        }
    }
}

struct Draw<'a> {
    frame: &'a Frame<'a>,
    span: &'a Span,
    places: usize,
}

impl Draw<'_> {
    fn panel(&self, line: &Line) -> Panel {
        let point = |name: &String| match line.cells.iter().find(|cell| period(self.frame, cell) == Some(name)) {
            Some(cell) => {
                let (cell, lead) = line.figure(self.frame, cell);
                self.point(name, cell, lead)
            }
            None => PlotRow {
                label: short_period(name),
                base: "n 0".to_owned(),
                value: crate::view::EMPTY.to_owned(),
                interval: String::new(),
                point: None,
            },
        };
        let points: Vec<PlotRow> = periods(self.frame).iter().map(point).collect();
        let breaks = broken::positions(&line.past, periods(self.frame), &points);
        let control = line.chart.map(|chart| control::control(Told::new(chart, line.lead.unit()), self.span));
        Panel { label: line.label.clone(), points, breaks, control }
    }

    fn point(&self, name: &str, cell: &Cell, lead: Drawn) -> PlotRow {
        let point = lead.estimate(cell).and_then(|estimate| self.span.point(estimate));
        let plot = row(short_period(name), cell, lead, self.places, point);
        PlotRow { base: format!("n {}", plot.base), ..plot }
    }
}

/// First and last figure in words, of each stretch in which the question was the same.
fn finding(panel: &Panel) -> String {
    let stretches: Vec<String> = broken::stretches(panel).iter().map(stretch).collect();
    stretches.join(" Then the question changed, and figures are not comparable. ")
}

fn stretch(panel: &Panel) -> String {
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

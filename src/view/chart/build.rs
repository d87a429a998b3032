//! The charts there are, and which of them a report gives.

use super::frame::Frame;
use super::subject::{self, Subject};
use super::{Chart, ChartSpec, bars, dots, funnel, funnel_plot, heatmap, histogram, nps, stack, trend};
use crate::results::{Axis, Breakdown, Published};
use crate::view::grid;

/// A kind of chart.
pub struct ChartKind {
    /// What it goes by.
    pub name: &'static str,
    /// What it shows, in one line.
    pub about: &'static str,
    /// What it says of a subject; `None` where it is not made for that, or there is nothing to draw.
    draw: fn(&Frame, &Subject) -> Option<ChartSpec>,
}

/// Every chart there is. A subject is drawn by the first that is made for it.
pub const CHARTS: &[ChartKind] = &[
    ChartKind { name: "responses", about: "what became of the rows received", draw: funnel::draw },
    ChartKind {
        name: "funnel",
        about: "a figure of more than 15 groups by their answers, between limits of chance",
        draw: funnel_plot::draw,
    },
    ChartKind { name: "score", about: "a score with its promoters, passives and detractors", draw: nps::draw },
    ChartKind {
        name: "numbers",
        about: "how a number is spread, with its median and its target",
        draw: histogram::draw,
    },
    ChartKind { name: "diverging", about: "answers to both sides of neutral, by item or group", draw: stack::draw },
    ChartKind { name: "dots", about: "a figure with its interval by group, and ranks", draw: dots::draw },
    ChartKind { name: "bars", about: "one bar for each answer", draw: bars::draw },
    ChartKind { name: "trend", about: "a figure over time", draw: trend::draw },
    ChartKind { name: "heatmap", about: "groups by questions, items or answers", draw: heatmap::draw },
];

/// Every chart of the report, in the order of its questions: what became of the rows, then each question for
/// everybody, by every breakdown and over time, then groups by questions.
#[must_use]
pub fn charts(report: &Published) -> Vec<Chart> {
    let frame = Frame::new(report);
    let mut charts: Vec<Chart> = subjects(&frame).iter().filter_map(|subject| chart(&frame, subject)).collect();
    make_unique(&mut charts);
    charts
}

/// The chart of this name; nothing else is drawn.
#[must_use]
pub fn chart_called(report: &Published, name: &str) -> Option<Chart> {
    called(&Frame::new(report), name)
}

/// The chart of this name as the kind of chart asked for; `None` where it cannot be drawn so.
#[must_use]
pub fn chart_drawn_as(report: &Published, name: &str, kind: &str) -> Option<Chart> {
    called(&Frame { asked_for: Some(kind), ..Frame::new(report) }, name)
}

/// The kinds of charts that the chart of this name can be drawn as.
#[must_use]
pub fn kinds_of(report: &Published, name: &str) -> Vec<&'static str> {
    let names = CHARTS.iter().map(|kind| kind.name);
    names.filter(|kind| chart_drawn_as(report, name, kind).is_some()).collect()
}

fn called(frame: &Frame, name: &str) -> Option<Chart> {
    let all = subjects(frame);
    let mut called = all.iter().filter(|subject| subject.id(frame) == name);
    called.find_map(|subject| chart(frame, subject))
}

fn chart(frame: &Frame, subject: &Subject) -> Option<Chart> {
    let mut kinds = CHARTS.iter().filter(|kind| frame.asked_for.is_none_or(|name| kind.name == name));
    let spec = kinds.find_map(|kind| (kind.draw)(frame, subject))?;
    Some(Chart { id: subject.id(frame), about: subject.questions(), spec })
}

/// All that a chart of this report may be about.
fn subjects(frame: &Frame) -> Vec<Subject> {
    let breakdowns = &frame.context.breakdowns;
    let questions = grid::runs(&frame.report.questions).flat_map(|run| {
        let is_grid = frame.report.questions[run.start].grid.is_some();
        let is_overview = is_grid && stack::fits(&frame.report.questions[run.clone()]);
        let overview = is_overview.then(|| Subject::Grid(run.clone(), None));
        let together = breakdowns.iter().filter(|_| is_grid).map(|by| Subject::Grid(run.clone(), Some(by.clone())));
        let mut subjects: Vec<Subject> = overview.into_iter().chain(together).collect();
        for at in run {
            subjects.extend((!is_overview).then_some(Subject::Question(at, None)));
            subjects.extend(breakdowns.iter().map(|by| Subject::Question(at, Some(by.clone()))));
        }
        subjects
    });
    let is_of_groups = |by: &&Breakdown| !frame.context.has_wave(by);
    let overviews = breakdowns.iter().filter(is_of_groups).map(|by| Subject::Overview(by.clone()));
    std::iter::once(Subject::Rows).chain(questions).chain(overviews).collect()
}

/// The names of the pictures of a question that are asked for by the settings of a report: one for each breakdown,
/// over time where a period is asked for.
#[must_use]
pub fn charts_asked_for(question: &str, report: &Published) -> Vec<String> {
    let frame = Frame::new(report);
    let wave = report.axes.iter().position(Axis::is_wave).filter(|_| report.settings.every.is_some());
    let mut breakdowns = report.asked_for();
    if breakdowns.is_empty() {
        breakdowns.push(Vec::new());
    }
    let mut names = Vec::new();
    for mut axes in breakdowns {
        // The groups have their keys in the order of the axes.
        axes.sort_unstable();
        axes.dedup();
        axes.extend(wave);
        let name = subject::id(&frame, question, &axes);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn make_unique(charts: &mut [Chart]) {
    let mut seen: Vec<String> = Vec::new();
    for chart in charts {
        let base = chart.id.clone();
        let mut number = 1;
        while seen.contains(&chart.id) {
            number += 1;
            chart.id = format!("{base}-{number}");
        }
        seen.push(chart.id.clone());
    }
}

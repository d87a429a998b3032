//! Which charts a report gives.

use super::frame::{self, Content, Frame, find, id, is_unstated};
use super::{Chart, bars, dots, funnel, heatmap, histogram, nps, stack, trend};
use crate::results::{Cell, GroupKey, QuestionResult, Report, Settings};
use crate::view::{base, clean, grid, withhold};

/// Every chart of the report, in the order of its questions: what became of the rows, then each question for
/// everybody, by every breakdown and over time, then groups by questions.
///
/// Hidden figures are withheld before anything is drawn from them.
#[must_use]
pub fn charts(report: &Report) -> Vec<Chart> {
    let report = withhold(report);
    let frame = Frame::new(&report);
    let questions = grid::runs(&report.questions).flat_map(|run| of_run(&frame, run));
    let mut charts: Vec<Chart> =
        funnel::chart(&frame).into_iter().chain(questions).chain(heatmap::overviews(&frame)).collect();
    make_unique(&mut charts);
    charts
}

fn of_run(frame: &Frame, run: &[QuestionResult]) -> Vec<Chart> {
    let is_grid = grid::id_of(&run[0]).is_some();
    let overview = if is_grid { stack::of_items(frame, run) } else { None };
    let together = if is_grid { of_grid(frame, run) } else { Vec::new() };
    let alone = overview.is_none();
    let each = run.iter().flat_map(|question| {
        let everybody = if alone { of_everybody(frame, question) } else { None };
        everybody.into_iter().chain(of_groups(frame, question)).collect::<Vec<_>>()
    });
    overview.into_iter().chain(together).chain(each).collect()
}

/// All items of a grid in one picture, by each breakdown and over time. Groups over time are too many for one
/// picture; each item has its own.
fn of_grid(frame: &Frame, run: &[QuestionResult]) -> Vec<Chart> {
    let picture = |group: &[Cell]| match group[0].group.as_slice() {
        [wave] if wave.is_wave() => trend::of_items(frame, run),
        keys if keys.iter().any(GroupKey::is_wave) => None,
        _ => heatmap::items(frame, run, group),
    };
    runs(&run[0]).into_iter().filter_map(picture).collect()
}

/// The question for everybody.
fn of_everybody(frame: &Frame, question: &QuestionResult) -> Option<Chart> {
    let cell = everybody(question)?;
    let content = match main_metric(cell)? {
        "nps" => nps::content(frame, question, cell),
        "number" => histogram::content(frame, question, cell),
        "ranking" => dots::ranking(frame, question, cell)?,
        metric @ ("distribution" | "multiple") => bars::content(frame, question, cell, metric),
        _ => return None,
    };
    Some(frame.chart(content, &[cell]))
}

/// The metric that decides how a question is drawn.
fn main_metric(cell: &Cell) -> Option<&'static str> {
    let known = ["nps", "number", "ranking", "multiple", "distribution"];
    known.into_iter().find(|metric| cell.figures.iter().any(|figure| figure.metric == *metric))
}

/// The question by each breakdown, and over time.
fn of_groups(frame: &Frame, question: &QuestionResult) -> Vec<Chart> {
    let Some(all) = everybody(question) else { return Vec::new() };
    let runs = runs(question);
    runs.into_iter()
        .filter_map(|run| {
            let last = run[0].group.last()?;
            match question.plotted() {
                _ if !last.is_wave() => breakdown(frame, question, all, run),
                Some(lead) => trend::chart(frame, question, run, lead),
                None if run[0].group.len() == 1 => trend::of_answers(frame, question, all, run, main_metric(all)?),
                None => None,
            }
        })
        .collect()
}

fn breakdown(frame: &Frame, question: &QuestionResult, all: &Cell, run: &[Cell]) -> Option<Chart> {
    let cells: Vec<&Cell> = std::iter::once(all).chain(run).collect();
    let lead = question.plotted();
    let content = match main_metric(all)? {
        "nps" => dots::breakdown(frame, question, all, run, lead?),
        "distribution" if stack::is_two_sided(question) => stack::of_groups(frame, question, all, run),
        metric => match lead {
            Some(lead) => dots::breakdown(frame, question, all, run, lead),
            None => heatmap::answers(frame, question, all, run, metric),
        },
    };
    Some(frame.chart(content, &cells))
}

/// The cells of each breakdown, everybody left out.
pub fn runs(question: &QuestionResult) -> Vec<&[Cell]> {
    let keys = |cell: &Cell| cell.group.iter().map(|key| key.segment.clone()).collect::<Vec<_>>();
    let runs = question.cells.chunk_by(|a, b| keys(a) == keys(b));
    runs.filter(|run| !run[0].group.is_empty()).collect()
}

/// The cell of everybody.
pub fn everybody(question: &QuestionResult) -> Option<&Cell> {
    question.cells.first().filter(|cell| cell.group.is_empty())
}

/// The frame of a chart of one question.
pub fn content(
    frame: &Frame,
    question: &QuestionResult,
    tail: &str,
    (title, finding): (String, String),
    body: super::Body,
) -> Content {
    let base = everybody(question).map_or_else(String::new, |cell| base::line(cell, frame.context.weighted));
    Content {
        id: id(&question.id, tail),
        title,
        question: clean(&question.text),
        base,
        finding,
        notes: question.cautions.iter().map(|caution| crate::view::label::first_upper(&clean(caution))).collect(),
        body,
    }
}

/// The frame of a chart of all items of a grid.
pub fn grid_content(
    run: &[QuestionResult],
    tail: &str,
    (title, finding): (String, String),
    body: super::Body,
) -> Content {
    let (heading, _) = grid::names(run);
    let cells: Vec<&Cell> = run.iter().filter_map(everybody).collect();
    Content {
        id: id(grid::id_of(&run[0]).unwrap_or(&run[0].id), tail),
        title,
        question: heading,
        base: frame::base_range(&cells),
        finding,
        notes: Vec::new(),
        body,
    }
}

/// The names of the pictures of a question that are asked for by these settings: one for each breakdown, over time
/// where a period is asked for.
#[must_use]
pub fn charts_asked_for(question: &str, settings: &Settings) -> Vec<String> {
    let place = |id: &str| settings.segments.iter().position(|segment| segment.id == id).unwrap_or(usize::MAX);
    let by = settings.by.iter().map(|by| {
        let mut keys: Vec<&str> = by.split(':').map(str::trim).collect();
        keys.sort_by_key(|key| place(key));
        keys.dedup();
        keys
    });
    let mut breakdowns: Vec<Vec<&str>> = by.collect();
    if breakdowns.is_empty() {
        breakdowns.push(Vec::new());
    }
    let mut names = Vec::new();
    for keys in breakdowns {
        let keys: Vec<&str> = keys.into_iter().chain(settings.every.as_deref()).collect();
        let tail = if keys.is_empty() { String::new() } else { format!("by-{}", keys.join("-")) };
        let name = id(question, &tail);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The cells in the order they are drawn: those of one segment without an order of its own by the figure asked
/// for, best first; bands, declared values and crosses as the tables have them. Whoever has no value comes last.
pub fn in_order<'a>(frame: &Frame, run: &'a [Cell], wanted: &crate::results::Figure, low_first: bool) -> Vec<&'a Cell> {
    let mut order: Vec<&Cell> = run.iter().collect();
    if is_ranked(frame, run) {
        let merit = |cell: &Cell| {
            let value = find(cell, wanted).and_then(|figure| figure.value);
            value.map_or(f64::NEG_INFINITY, |value| if low_first { -value } else { value })
        };
        order.sort_by(|a, b| merit(b).total_cmp(&merit(a)));
    }
    order.sort_by_key(|cell| is_unstated(cell));
    order
}

/// Whether groups may be shown by their figures, because they have no order of their own.
pub fn is_ranked(frame: &Frame, run: &[Cell]) -> bool {
    let group = &run[0].group;
    group.len() < 2 && !frame.context.is_ordered(group)
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

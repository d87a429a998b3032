//! Which charts a report gives.

use super::frame::{Frame, id};
use super::parts::{everybody, runs};
use super::sides::is_two_sided;
use super::{Chart, bars, dots, funnel, heatmap, histogram, nps, stack, trend};
use crate::metric::{Role, plotted, role};
use crate::results::{Cell, GroupKey, Published, QuestionResult, Settings};
use crate::view::grid;

/// Every chart of the report, in the order of its questions: what became of the rows, then each question for
/// everybody, by every breakdown and over time, then groups by questions.
#[must_use]
pub fn charts(report: &Published) -> Vec<Chart> {
    let frame = Frame::new(report);
    let questions = grid::runs(&report.questions).flat_map(|run| of_run(&frame, run));
    let mut charts: Vec<Chart> =
        funnel::chart(&frame).into_iter().chain(questions).chain(heatmap::overviews(&frame)).collect();
    make_unique(&mut charts);
    charts
}

fn of_run(frame: &Frame, run: &[QuestionResult]) -> Vec<Chart> {
    let is_grid = run[0].grid().is_some();
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
    let content = match main_role(cell)? {
        Role::Score => nps::content(frame, question, cell),
        Role::Numbers => histogram::content(frame, question, cell),
        Role::Ranks => dots::ranking(frame, question, cell)?,
        answers @ (Role::Answers | Role::Choices) => bars::content(frame, question, cell, answers),
        _ => return None,
    };
    Some(frame.chart(content, &[cell]))
}

/// The figures that decide how a question is drawn.
fn main_role(cell: &Cell) -> Option<Role> {
    let known = [Role::Score, Role::Numbers, Role::Ranks, Role::Choices, Role::Answers];
    known.into_iter().find(|wanted| cell.figures.iter().any(|figure| role(figure) == *wanted))
}

/// The question by each breakdown, and over time.
fn of_groups(frame: &Frame, question: &QuestionResult) -> Vec<Chart> {
    let Some(all) = everybody(question) else { return Vec::new() };
    let runs = runs(question);
    runs.into_iter()
        .filter_map(|run| {
            let last = run[0].group.last()?;
            match plotted(question) {
                _ if !last.is_wave() => breakdown(frame, question, all, run),
                Some(lead) => trend::chart(frame, question, run, lead),
                None if run[0].group.len() == 1 => trend::of_answers(frame, question, all, run, main_role(all)?),
                None => None,
            }
        })
        .collect()
}

fn breakdown(frame: &Frame, question: &QuestionResult, all: &Cell, run: &[Cell]) -> Option<Chart> {
    let cells: Vec<&Cell> = std::iter::once(all).chain(run).collect();
    let lead = plotted(question);
    let content = match main_role(all)? {
        Role::Score => dots::breakdown(frame, question, all, run, lead?),
        Role::Answers if is_two_sided(question) => stack::of_groups(frame, question, all, run),
        wanted => match lead {
            Some(lead) => dots::breakdown(frame, question, all, run, lead),
            None => heatmap::answers(frame, question, all, run, wanted),
        },
    };
    Some(frame.chart(content, &cells))
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

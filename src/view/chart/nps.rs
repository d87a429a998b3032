//! The Net Promoter Score of everybody: the three groups and the answers behind them.

use super::frame::{Content, Drawn, Frame, short_share};
use super::subject::Subject;
use super::{Body, ChartSpec, Nps, Part, parts};
use crate::results::{Cell, Measure, QuestionResult, Role, Sense};
use crate::view::{SUPPRESSED, clean, label, number};

/// What the numbers stand for, whatever the wording.
const CAPTION: &str = "answers from 0, not at all likely, to 10, extremely likely";

/// A question with a score, for everybody.
pub fn draw(frame: &Frame, subject: &Subject) -> Option<ChartSpec> {
    let (question, cell) = subject.everybody(frame, Measure::Score)?;
    Some(frame.spec(content(frame, question, cell), &[cell]))
}

fn content(frame: &Frame, question: &QuestionResult, cell: &Cell) -> Content {
    let score = Drawn::headline(question, Measure::Score);
    let title = score.map_or_else(String::new, |score| clean(&score.column.title));
    let headline = frame.headline(title.clone(), cell, score);
    let mut groups: Vec<Drawn> =
        Drawn::all(question, Measure::Score).into_iter().filter(|drawn| drawn.column.role == Role::Part).collect();
    groups.sort_by_key(|drawn| from_bad_to_good(drawn.column.sense));
    let parts: Vec<Part> = groups.into_iter().filter_map(|drawn| part(cell, drawn)).collect();
    let answers = answers(question, cell);
    let finding = finding(&headline.value, &headline.interval, &parts);
    let body = Body::Nps(Nps { score: headline, parts, answers, caption: CAPTION.to_owned() });
    parts::content(frame, question, (title, finding), body)
}

const fn from_bad_to_good(sense: Sense) -> u8 {
    match sense {
        Sense::Negative => 0,
        Sense::Positive => 2,
        _ => 1,
    }
}

fn finding(value: &str, interval: &str, parts: &[Part]) -> String {
    if value == SUPPRESSED {
        return "Hidden, because too few people answered.".to_owned();
    }
    let parts: Vec<String> =
        parts.iter().rev().map(|part| format!("{} {}", part.value, part.label.to_lowercase())).collect();
    if parts.is_empty() {
        return "Nobody answered.".to_owned();
    }
    format!("{value} ({interval}): {}.", parts.join(", "))
}

fn part(cell: &Cell, drawn: Drawn) -> Option<Part> {
    let value = drawn.value(cell)?;
    Some(Part {
        label: clean(&drawn.column.title),
        value: number::figure(Some(value), drawn.unit(), 1),
        length: (value / 100.0).clamp(0.0, 1.0),
        tone: label::tone(true, drawn.column),
    })
}

/// The answers from 0 to 10, as tall as the most frequent one allows.
fn answers(question: &QuestionResult, cell: &Cell) -> Vec<Part> {
    let all = Drawn::all(question, Measure::Answers);
    let highest = all.iter().filter_map(|drawn| drawn.value(cell)).fold(0.0, f64::max);
    if highest <= 0.0 {
        return Vec::new();
    }
    let part = |drawn: &Drawn| {
        let share = drawn.value(cell)?;
        Some(Part {
            label: clean(&drawn.column.title),
            value: short_share(share),
            length: share / highest,
            tone: label::tone(true, drawn.column),
        })
    };
    all.iter().filter_map(part).collect()
}

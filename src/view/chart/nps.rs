//! The Net Promoter Score of everybody: the three groups and the answers behind them.

use super::frame::{Content, Frame, short_share};
use super::parts;
use super::{Body, Nps, Part};
use crate::metric::{Role, role};
use crate::results::{Cell, Figure, QuestionResult};
use crate::view::{SUPPRESSED, label, number};

/// The three groups from bad to good.
const GROUPS: [&str; 3] = ["detractors", "passives", "promoters"];

/// What the numbers stand for, whatever the wording.
const CAPTION: &str = "answers from 0, not at all likely, to 10, extremely likely";

pub fn content(frame: &Frame, question: &QuestionResult, cell: &Cell) -> Content {
    let score = cell.figures.iter().find(|figure| role(figure) == Role::Score && figure.item.is_none());
    let title = score.map_or_else(String::new, |score| label::figure(&frame.report.metrics, score));
    let headline = frame.headline(title.clone(), cell, score);
    let parts: Vec<Part> = GROUPS.iter().filter_map(|item| part(frame, cell, item)).collect();
    let answers = answers(cell);
    let finding = finding(&headline.value, &headline.interval, &parts);
    let body = Body::Nps(Nps { score: headline, parts, answers, caption: CAPTION.to_owned() });
    parts::content(frame, question, "", (title, finding), body)
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

fn part(frame: &Frame, cell: &Cell, item: &str) -> Option<Part> {
    let figure = cell.figures.iter().find(|f| role(f) == Role::Score && f.item.as_deref() == Some(item))?;
    let value = figure.value.filter(|_| !cell.suppressed)?;
    Some(Part {
        label: label::figure(&frame.report.metrics, figure),
        value: number::figure(figure.value, &figure.unit, 1),
        length: (value / 100.0).clamp(0.0, 1.0),
        tone: label::tone(true, figure),
    })
}

/// The answers from 0 to 10, as tall as the most frequent one allows.
fn answers(cell: &Cell) -> Vec<Part> {
    let figures: Vec<&Figure> = cell.figures.iter().filter(|figure| role(figure) == Role::Answers).collect();
    let highest = figures.iter().filter_map(|figure| figure.value).fold(0.0, f64::max);
    if cell.suppressed || highest <= 0.0 {
        return Vec::new();
    }
    let part = |figure: &&Figure| {
        Some(Part {
            label: label::figure(&[], figure),
            value: short_share(figure.value?),
            length: figure.value? / highest,
            tone: label::tone(true, figure),
        })
    };
    figures.iter().filter_map(part).collect()
}

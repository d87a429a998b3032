//! The Net Promoter Score: the number, the three groups, the answers behind them.

use super::canvas::{Align, Canvas, Type};
use super::page::{self, BODY, MARGIN, SMALL, count};
use super::palette::{self, LINE, MUTED};
use crate::view::chart::{Nps, Part};

const SCORE_WIDTH: f64 = 250.0;
const BAR: f64 = 46.0;
const COLUMNS: f64 = 150.0;

pub fn draw(canvas: &Canvas, nps: &Nps, top: f64) -> f64 {
    score(canvas, nps, top);
    let (left, right) = (MARGIN + SCORE_WIDTH, canvas.width - MARGIN);
    if nps.parts.is_empty() {
        return top + 120.0;
    }
    let bar_bottom = stack(canvas, &nps.parts, (left, right), top);
    if nps.answers.is_empty() {
        return bar_bottom.max(top + 120.0);
    }
    answers(canvas, nps, (left, right), bar_bottom + 34.0)
}

fn score(canvas: &Canvas, nps: &Nps, top: f64) {
    canvas.text(MARGIN - 2.0, top + 58.0, Align::Left, &nps.score.value, Type::ink(64.0).bold());
    let look = Type::muted(13.0);
    canvas.text(MARGIN, top + 86.0, Align::Left, &nps.score.label, Type::ink(BODY).bold());
    let lines = canvas.wrap(&nps.score.interval, SCORE_WIDTH - 24.0, 2, look);
    canvas.lines(MARGIN, top + 107.0, Align::Left, &lines, look, 18.0);
}

/// One bar with the names of its parts above them, as far as they fit beside each other.
fn stack(canvas: &Canvas, parts: &[Part], (left, right): (f64, f64), top: f64) -> f64 {
    let bar_top = top + 26.0;
    names(canvas, parts, (left, right), top + 14.0);
    let mut x = left;
    for part in parts {
        let width = part.length * (right - left);
        let color = palette::tone(part.tone);
        canvas.rect(x, bar_top, (width - 1.0).max(0.0), BAR, color);
        x += width;
    }
    bar_top + BAR
}

/// Each name starts where its part starts, or where there is room for all that follow.
fn names(canvas: &Canvas, parts: &[Part], (left, right): (f64, f64), baseline: f64) {
    const GAP: f64 = 20.0;
    let look = Type::ink(BODY).bold();
    let words: Vec<String> = parts.iter().map(|part| format!("{} {}", part.label, part.value)).collect();
    let widths: Vec<f64> = words.iter().map(|words| canvas.measure(words, look)).collect();
    let (mut start, mut free) = (left, left);
    for (at, (part, words)) in parts.iter().zip(&words).enumerate() {
        let following: f64 = widths[at + 1..].iter().map(|width| width + GAP).sum();
        let x = start.max(free).min(right - following - widths[at]);
        canvas.text(x, baseline, Align::Left, words, look);
        free = x + widths[at] + GAP;
        start += part.length * (right - left);
    }
}

/// One column per answer, with its share above and its number below.
fn answers(canvas: &Canvas, nps: &Nps, (left, right): (f64, f64), top: f64) -> f64 {
    let (answers, caption) = (&nps.answers, &nps.caption);
    let step = (right - left) / count(answers.len());
    let bottom = top + 16.0 + COLUMNS;
    for (at, part) in answers.iter().enumerate() {
        let middle = left + step * (count(at) + 0.5);
        let height = part.length * COLUMNS;
        canvas.rect(middle - step * 0.36, bottom - height, step * 0.72, height, palette::tone(part.tone));
        canvas.text(middle, bottom - height - 6.0, Align::Middle, &part.value, Type::muted(SMALL));
        let label = canvas.shorten(&part.label, step - 2.0, Type::ink(BODY));
        canvas.text(middle, bottom + 19.0, Align::Middle, &label, Type::ink(BODY));
    }
    canvas.line((left, bottom), (right, bottom), LINE, 1.0);
    let look = Type::ink(SMALL).colored(MUTED);
    canvas.text(f64::midpoint(left, right), bottom + 40.0, Align::Middle, caption, look);
    bottom + 40.0 + page::SMALL / 2.0
}

//! What surrounds every chart: title above, notes below, and the rows and axes that charts share.

use super::canvas::{Align, Canvas, Type};
use super::palette::{FAINT, LINE};
use crate::view::chart::{Axis, ChartSpec};

/// Width of a chart and of the paper around it.
pub const WIDTH: f64 = 960.0;
pub const MARGIN: f64 = 40.0;

/// Sizes of letters.
pub const BODY: f64 = 14.0;
pub const SMALL: f64 = 12.0;
const TITLE: f64 = 24.0;
const QUESTION: f64 = 15.0;
const SUBTITLE: f64 = 12.5;

/// Distance of baselines in wrapped labels.
pub const LEADING: f64 = 17.0;

/// Title, question and base; gives where the picture starts.
pub fn header(canvas: &Canvas, spec: &ChartSpec) -> f64 {
    let width = canvas.width - 2.0 * MARGIN;
    let parts = [
        (&spec.title, Type::ink(TITLE).bold(), 30.0, 4),
        (&spec.question, Type::ink(QUESTION), 21.0, 4),
        (&spec.subtitle, Type::muted(SUBTITLE), 18.0, 3),
    ];
    let mut y = MARGIN - 12.0;
    for (text, look, leading, most) in parts.into_iter().filter(|(text, ..)| !text.is_empty()) {
        let lines = canvas.wrap(text, width, most, look);
        canvas.lines(MARGIN, y + leading - 4.0, Align::Left, &lines, look, leading);
        y += leading * count(lines.len()) + 5.0;
    }
    y + 24.0
}

/// The notes under the picture; gives the height of the page.
pub fn footer(canvas: &Canvas, spec: &ChartSpec, bottom: f64) -> f64 {
    let width = canvas.width - 2.0 * MARGIN;
    let mut y = bottom + 26.0;
    canvas.line((MARGIN, y), (canvas.width - MARGIN, y), FAINT, 1.0);
    y += 22.0;
    let look = Type::muted(11.5);
    for note in &spec.footer {
        let lines = canvas.wrap(note, width, 4, look);
        canvas.lines(MARGIN, y, Align::Left, &lines, look, 16.0);
        y += 16.0 * count(lines.len()) + 2.0;
    }
    y + 14.0
}

/// A stretch of the page across which figures lie.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    pub left: f64,
    pub right: f64,
}

impl Stretch {
    pub fn place(self, at: f64) -> f64 {
        self.left + at * self.width()
    }

    pub fn width(self) -> f64 {
        self.right - self.left
    }
}

/// Vertical lines at the marks of an axis, with the numbers under them; marks too close for their numbers
/// stand without.
pub fn grid(canvas: &Canvas, axis: &Axis, along: Stretch, top: f64, bottom: f64) {
    let look = Type::muted(SMALL);
    let mut free = f64::NEG_INFINITY;
    for tick in &axis.ticks {
        let x = along.place(tick.at);
        canvas.line((x, top), (x, bottom), FAINT, 1.0);
        let half = canvas.measure(&tick.label, look) / 2.0;
        if x - half >= free {
            canvas.text(x, bottom + 18.0, Align::Middle, &tick.label, look);
            free = x + half + 8.0;
        }
    }
    if let Some(zero) = axis.zero {
        canvas.line((along.place(zero), top), (along.place(zero), bottom), LINE, 1.0);
    }
}

/// Headings of columns: small, on one baseline with their last lines.
pub fn heading(canvas: &Canvas, x: f64, baseline: f64, align: Align, text: &str, width: f64) {
    let look = Type::muted(SMALL);
    let lines = canvas.wrap(text, width, 3, look);
    let first = baseline - 15.0 * count(lines.len().saturating_sub(1));
    canvas.lines(x, first, align, &lines, look, 15.0);
}

/// Lines that a heading of this width takes.
pub fn heading_lines(canvas: &Canvas, text: &str, width: f64) -> f64 {
    count(canvas.wrap(text, width, 3, Type::muted(SMALL)).len())
}

/// A label of several lines, centred on a row.
pub fn label(canvas: &Canvas, x: f64, middle: f64, lines: &[String], look: Type) {
    let first = middle - LEADING * count(lines.len().saturating_sub(1)) / 2.0 + look.size * 0.36;
    canvas.lines(x, first, Align::Left, lines, look, LEADING);
}

/// Text centred on a row.
pub fn middle_text(canvas: &Canvas, x: f64, middle: f64, align: Align, text: &str, look: Type) {
    canvas.text(x, middle + look.size * 0.36, align, text, look);
}

/// Labels of rows, wrapped to a shared width, and the height each row needs.
pub struct Labels {
    pub width: f64,
    pub lines: Vec<Vec<String>>,
    look: Type,
}

impl Labels {
    pub fn new<'t>(canvas: &Canvas, texts: impl Iterator<Item = &'t str> + Clone, widest: f64) -> Labels {
        let look = Type::ink(BODY);
        let width = canvas.widest(texts.clone(), look.bold()).min(widest).ceil() + 2.0;
        Labels { width, lines: texts.map(|text| canvas.wrap(text, width, 4, look)).collect(), look }
    }

    /// Height of a row that is this high when its label has one line.
    pub fn height(&self, row: usize, least: f64) -> f64 {
        let lines = self.lines.get(row).map_or(1, Vec::len);
        least.max(LEADING * count(lines) + 12.0)
    }

    pub fn draw(&self, canvas: &Canvas, row: usize, x: f64, middle: f64, bold: bool) {
        let look = if bold { self.look.bold() } else { self.look };
        label(canvas, x, middle, self.lines.get(row).map_or(&[], Vec::as_slice), look);
    }
}

/// A small count as a number of pixels' factor.
#[expect(clippy::cast_precision_loss, reason = "lines and rows of a page")]
pub const fn count(n: usize) -> f64 {
    n as f64
}

//! Dots with intervals, one row each, and the line of everybody.

use super::canvas::{Align, Canvas, Type};
use super::page::{self, BODY, Labels, MARGIN, SMALL, Stretch, middle_text};
use super::palette::{ACCENT, FAINT, INK, PAPER, TINT};
use crate::view::Point;
use crate::view::chart::{Dots, Marker, PlotRow};

const ROW: f64 = 36.0;
const GAP: f64 = 18.0;

/// Where the columns stand.
struct Columns {
    base: f64,
    plot: Stretch,
    value: f64,
    interval: f64,
}

pub fn draw(canvas: &Canvas, dots: &Dots, top: f64) -> f64 {
    let labels = Labels::new(canvas, dots.rows.iter().map(|row| row.label.as_str()), 300.0);
    let columns = columns(canvas, dots, &labels);
    let head = top + if dots.reference.is_some() { 26.0 } else { 12.0 };
    headings(canvas, dots, &columns, head);
    let heights: Vec<f64> = (0..dots.rows.len()).map(|row| labels.height(row, ROW)).collect();
    let rows_top = head + 10.0;
    let bottom = rows_top + heights.iter().sum::<f64>();
    page::grid(canvas, &dots.axis, columns.plot, rows_top, bottom);
    if let Some(marker) = &dots.reference {
        reference(canvas, marker, columns.plot, rows_top, bottom);
    }
    let mut y = rows_top;
    for (at, (row, height)) in dots.rows.iter().zip(&heights).enumerate() {
        let middle = y + height / 2.0;
        canvas.line((MARGIN, y), (columns.plot.left - 14.0, y), FAINT, 1.0);
        canvas.line((columns.plot.right + 14.0, y), (canvas.width - MARGIN, y), FAINT, 1.0);
        labels.draw(canvas, at, MARGIN, middle, false);
        self::row(canvas, row, &columns, middle);
        y += height;
    }
    bottom + 22.0
}

fn columns(canvas: &Canvas, dots: &Dots, labels: &Labels) -> Columns {
    let small = Type::muted(SMALL);
    let wide = |texts: Vec<&str>, look: Type| canvas.widest(texts, look).ceil();
    let bases =
        wide(dots.rows.iter().map(|row| row.base.as_str()).chain([dots.base.as_str()]).collect(), Type::ink(BODY));
    let values = wide(dots.rows.iter().map(|row| row.value.as_str()).collect(), Type::ink(BODY).bold()).max(64.0);
    let intervals =
        wide(dots.rows.iter().map(|row| row.interval.as_str()).chain([dots.interval.as_str()]).collect(), small.bold());
    let interval = canvas.width - MARGIN;
    let value = interval - intervals - GAP;
    let base = MARGIN + labels.width + GAP + bases;
    Columns { base, plot: Stretch { left: base + GAP + 14.0, right: value - values - GAP }, value, interval }
}

fn headings(canvas: &Canvas, dots: &Dots, columns: &Columns, baseline: f64) {
    page::heading(canvas, columns.base, baseline, Align::Right, &dots.base, 80.0);
    page::heading(canvas, columns.interval, baseline, Align::Right, &dots.interval, 140.0);
}

/// The line of everybody, with its label above it and within the plot.
fn reference(canvas: &Canvas, marker: &Marker, plot: Stretch, top: f64, bottom: f64) {
    let x = plot.place(marker.at);
    let look = Type::ink(SMALL).bold();
    let half = canvas.measure(&marker.label, look) / 2.0;
    canvas.line((x, top - 6.0), (x, bottom), INK, 1.25);
    canvas.text(x.clamp(plot.left + half, plot.right - half), top - 11.0, Align::Middle, &marker.label, look);
}

fn row(canvas: &Canvas, row: &PlotRow, columns: &Columns, middle: f64) {
    let figure = if row.point.is_some() { Type::ink(BODY).bold() } else { Type::muted(BODY) };
    middle_text(canvas, columns.base, middle, Align::Right, &row.base, Type::muted(BODY));
    middle_text(canvas, columns.value, middle, Align::Right, &row.value, figure);
    middle_text(canvas, columns.interval, middle, Align::Right, &row.interval, Type::muted(SMALL));
    if let Some(point) = row.point {
        interval(canvas, point, columns.plot, middle);
    }
}

/// A dot on its interval.
pub fn interval(canvas: &Canvas, point: Point, plot: Stretch, middle: f64) {
    let (low, high) = (plot.place(point.low), plot.place(point.high));
    canvas.line((low, middle), (high, middle), TINT, 8.0);
    canvas.line((low, middle), (high, middle), ACCENT, 1.5);
    canvas.dot(plot.place(point.value), middle, 6.5, PAPER);
    canvas.dot(plot.place(point.value), middle, 5.0, ACCENT);
}

/// An interval on top of a bar: dark with a light rim, so that it shows on both.
pub fn whisker(canvas: &Canvas, point: Point, along: Stretch, middle: f64) {
    let (low, high) = (along.place(point.low), along.place(point.high));
    if high - low < 1.0 {
        return;
    }
    canvas.line((low - 1.0, middle), (high + 1.0, middle), PAPER, 4.0);
    canvas.line((low, middle), (high, middle), INK, 1.5);
    for end in [low, high] {
        canvas.line((end, middle - 4.0), (end, middle + 4.0), INK, 1.5);
    }
}

//! A table of shaded figures.

use super::canvas::{Align, Canvas, Type};
use super::page::{self, BODY, Labels, MARGIN, SMALL, WIDTH, count, middle_text};
use super::palette::{self, FAINT, LINE};
use crate::view::chart::{HeatCell, HeatColumn, HeatRow, Heatmap};

const ROW: f64 = 38.0;
const NARROWEST: f64 = 84.0;
const WIDEST: f64 = 150.0;
const LABELS: f64 = 220.0;
const BASES: Type = Type::muted(13.0);

/// Wide enough for its columns.
pub fn width(body: &Heatmap) -> f64 {
    WIDTH.max(2.0 * MARGIN + LABELS + 90.0 + NARROWEST * count(body.columns.len()))
}

pub fn draw(canvas: &Canvas, body: &Heatmap, top: f64) -> f64 {
    let labels = Labels::new(canvas, body.rows.iter().map(|row| row.label.as_str()), LABELS);
    let bases = canvas.widest(body.rows.iter().map(|row| row.base.as_str()).chain([body.base.as_str()]), BASES).ceil();
    let base = MARGIN + labels.width + 14.0 + bases;
    let left = base + 18.0;
    let step = ((canvas.width - MARGIN - left) / count(body.columns.len().max(1))).min(WIDEST);
    let mut y = headings(canvas, &body.columns, (left, step), top) + 8.0;
    canvas.text(base, y - 12.0, Align::Right, &body.base, Type::muted(SMALL));
    for (at, row) in body.rows.iter().enumerate() {
        let height = labels.height(at, ROW);
        labels.draw(canvas, at, MARGIN, y + height / 2.0, row.everybody);
        middle_text(canvas, base, y + height / 2.0, Align::Right, &row.base, BASES);
        cells(canvas, row, left, step, (y, height));
        y += height;
        if row.everybody {
            canvas.line((MARGIN, y + 2.0), (left + step * count(body.columns.len()) - 2.0, y + 2.0), LINE, 1.0);
            y += 5.0;
        }
    }
    key(canvas, body, left, y + 20.0)
}

/// Names of the columns with their figures below, the last lines on one baseline; gives where they end.
fn headings(canvas: &Canvas, columns: &[HeatColumn], (left, step): (f64, f64), top: f64) -> f64 {
    let (name, measure) = (Type::ink(SMALL).bold(), Type::muted(SMALL));
    let wrapped: Vec<[(Vec<String>, Type); 2]> = columns
        .iter()
        .map(|column| {
            let lines = |text: &str, look| {
                if text.is_empty() { Vec::new() } else { canvas.wrap(text, step - 10.0, 5, look) }
            };
            [(lines(&column.name, name), name), (lines(&column.measure, measure), measure)]
        })
        .collect();
    let height = |head: &[(Vec<String>, Type); 2]| 15.0 * count(head[0].0.len() + head[1].0.len());
    let bottom = top + wrapped.iter().map(height).fold(0.0, f64::max);
    for (at, head) in wrapped.iter().enumerate() {
        let x = left + step * (count(at) + 0.5);
        let mut y = bottom - height(head) + 11.0;
        for (lines, look) in head {
            canvas.lines(x, y, Align::Middle, lines, *look, 15.0);
            y += 15.0 * count(lines.len());
        }
    }
    bottom
}

fn cells(canvas: &Canvas, row: &HeatRow, left: f64, step: f64, (y, height): (f64, f64)) {
    for (at, cell) in row.cells.iter().enumerate() {
        let x = left + step * count(at);
        let color = cell.shade.map(palette::shade);
        match color {
            Some(color) => canvas.rect(x + 1.0, y + 1.0, step - 2.0, height - 2.0, color),
            None if row.everybody => {}
            None => canvas.rect(x + 1.0, y + 1.0, step - 2.0, height - 2.0, palette::APART),
        }
        let look = Type { color: palette::on(color.unwrap_or(palette::PAPER)), ..figure(cell, row.everybody) };
        middle_text(canvas, x + step / 2.0, y + height / 2.0, Align::Middle, &cell.value, look);
    }
}

fn figure(cell: &HeatCell, everybody: bool) -> Type {
    let look = Type::ink(BODY - 0.5);
    if cell.differs || everybody { look.bold() } else { look }
}

/// The shades from low to high, with words at the ends and in the middle.
fn key(canvas: &Canvas, body: &Heatmap, left: f64, y: f64) -> f64 {
    let look = Type::muted(SMALL);
    let (boxes, wide) = (9, 24.0);
    let first = body.key.first().map_or("", String::as_str);
    canvas.text(left, y + 10.5, Align::Left, first, look);
    let mut x = left + canvas.measure(first, look) + 10.0;
    for step in 0..boxes {
        let part = count(step) / count(boxes - 1);
        let shade = if body.two_sided { 2.0 * part - 1.0 } else { part };
        canvas.rect(x, y, wide, 13.0, palette::shade(shade));
        canvas.frame(x, y, wide, 13.0, FAINT);
        x += wide;
    }
    let last = body.key.last().map_or("", String::as_str);
    canvas.text(x + 10.0, y + 10.5, Align::Left, last, look);
    page::SMALL + y + 4.0
}

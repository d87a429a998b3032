//! Bars from zero, with their intervals.

use super::canvas::{Align, Canvas, Type};
use super::dots::whisker;
use super::page::{self, BODY, Labels, MARGIN, SMALL, Stretch, middle_text};
use super::palette;
use crate::view::chart::{BarRow, Bars};

const ROW: f64 = 36.0;
const BAR: f64 = 20.0;
const GAP: f64 = 18.0;

/// Where the columns stand.
struct Columns {
    plot: Stretch,
    value: f64,
    interval: f64,
    count: f64,
}

pub fn draw(canvas: &Canvas, bars: &Bars, top: f64) -> f64 {
    let labels = Labels::new(canvas, bars.rows.iter().map(|bar| bar.row.label.as_str()), 320.0);
    let columns = columns(canvas, bars, &labels);
    let head = top + 12.0;
    page::heading(canvas, columns.interval, head, Align::Right, &bars.interval, 140.0);
    page::heading(canvas, columns.count, head, Align::Right, &bars.count, 80.0);
    let heights: Vec<f64> = (0..bars.rows.len()).map(|row| labels.height(row, ROW)).collect();
    let rows_top = head + 10.0;
    let bottom = rows_top + heights.iter().sum::<f64>();
    page::grid(canvas, &bars.axis, columns.plot, rows_top, bottom);
    let mut y = rows_top;
    for (at, (bar, height)) in bars.rows.iter().zip(&heights).enumerate() {
        let middle = y + height / 2.0;
        labels.draw(canvas, at, MARGIN, middle, false);
        row(canvas, bar, &columns, middle);
        y += height;
    }
    canvas.line((columns.plot.left, rows_top), (columns.plot.left, bottom), palette::LINE, 1.0);
    bottom + 22.0
}

fn columns(canvas: &Canvas, bars: &Bars, labels: &Labels) -> Columns {
    let wide = |texts: Vec<&str>, look: Type| canvas.widest(texts, look).ceil();
    let values = wide(bars.rows.iter().map(|bar| bar.row.value.as_str()).collect(), Type::ink(BODY).bold());
    let intervals = bars.rows.iter().map(|bar| bar.row.interval.as_str()).chain([bars.interval.as_str()]);
    let intervals = wide(intervals.collect(), Type::muted(SMALL).bold());
    let counts = bars.rows.iter().map(|bar| bar.row.base.as_str()).chain([bars.count.as_str()]);
    let counts = wide(counts.collect(), Type::ink(BODY));
    let count = canvas.width - MARGIN;
    let interval = count - counts - GAP;
    let value = interval - intervals - GAP;
    let plot = Stretch { left: MARGIN + labels.width + GAP, right: value - values - GAP };
    Columns { plot, value, interval, count }
}

fn row(canvas: &Canvas, bar: &BarRow, columns: &Columns, middle: f64) {
    let figure = if bar.row.point.is_some() { Type::ink(BODY).bold() } else { Type::muted(BODY) };
    middle_text(canvas, columns.value, middle, Align::Right, &bar.row.value, figure);
    middle_text(canvas, columns.interval, middle, Align::Right, &bar.row.interval, Type::muted(SMALL));
    middle_text(canvas, columns.count, middle, Align::Right, &bar.row.base, Type::muted(BODY));
    if let Some(point) = bar.row.point {
        let length = columns.plot.width() * point.value;
        canvas.rect(columns.plot.left, middle - BAR / 2.0, length, BAR, palette::side(bar.side));
        whisker(canvas, point, columns.plot, middle);
    }
}

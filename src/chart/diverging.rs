//! Stacked bars centred on neutral.

use super::canvas::{Align, Canvas, Type};
use super::page::{self, BODY, Labels, MARGIN, SMALL, Stretch, middle_text};
use super::palette::{self, FAINT, INK, LINE};
use crate::view::chart::{Diverging, Level, Side, StackRow};

const ROW: f64 = 42.0;
const BAR: f64 = 26.0;
const GAP: f64 = 18.0;

/// Where the columns stand.
struct Columns {
    base: f64,
    plot: Stretch,
    /// Bars that stand apart; of no width when there are none.
    apart: Stretch,
    total: f64,
    total_width: f64,
}

pub fn draw(canvas: &Canvas, body: &Diverging, top: f64) -> f64 {
    let labels = Labels::new(canvas, body.rows.iter().map(|row| row.label.as_str()), 260.0);
    let columns = columns(canvas, body, &labels);
    let key_bottom = key(canvas, &body.levels, top);
    let lines = page::heading_lines(canvas, &body.total, columns.total_width).max(1.0);
    let head = key_bottom + 15.0 * lines + 4.0;
    headings(canvas, body, &columns, head);
    let heights: Vec<f64> = (0..body.rows.len()).map(|row| labels.height(row, ROW)).collect();
    let rows_top = head + 8.0;
    let bottom = rows_top + heights.iter().sum::<f64>();
    let centre = columns.plot.place(body.centre);
    canvas.line((centre, rows_top), (centre, bottom), INK, 1.0);
    let mut y = rows_top;
    for (at, (row, height)) in body.rows.iter().zip(&heights).enumerate() {
        canvas.line(
            (MARGIN, y),
            (canvas.width - MARGIN, y),
            if at == 1 && body.rows[0].everybody { LINE } else { FAINT },
            1.0,
        );
        labels.draw(canvas, at, MARGIN, y + height / 2.0, row.everybody);
        self::row(canvas, body, row, &columns, y + height / 2.0);
        y += height;
    }
    bottom
}

fn columns(canvas: &Canvas, body: &Diverging, labels: &Labels) -> Columns {
    let bases = canvas
        .widest(body.rows.iter().map(|row| row.base.as_str()).chain([body.base.as_str()]), Type::ink(BODY))
        .ceil();
    let total = canvas.width - MARGIN;
    let total_width = canvas.measure(&body.total, Type::muted(SMALL)).ceil().clamp(64.0, 150.0);
    let base = MARGIN + labels.width + GAP + bases;
    let (left, right) = (base + GAP, total - total_width - GAP);
    let most = body.rows.iter().map(|row| apart(body, row)).fold(0.0, f64::max);
    if most <= 0.0 {
        let end = Stretch { left: right, right };
        return Columns { base, plot: Stretch { left, right }, apart: end, total, total_width };
    }
    // What stands apart is drawn to the same measure, but never narrower than its heading.
    let unit = (right - left - 24.0) / (1.0 + most);
    let width = (unit * most).max(64.0);
    let plot = Stretch { left, right: right - width - 24.0 };
    Columns { base, plot, apart: Stretch { left: right - width, right }, total, total_width }
}

/// Length of what stands apart in this row.
fn apart(body: &Diverging, row: &StackRow) -> f64 {
    let levels = row.segments.iter().zip(&body.levels);
    levels.filter(|(_, level)| is_apart(level)).map(|(segment, _)| segment.length).sum()
}

const fn is_apart(level: &Level) -> bool {
    matches!(level.side, Side::Apart | Side::Undeclared)
}

fn headings(canvas: &Canvas, body: &Diverging, columns: &Columns, baseline: f64) {
    page::heading(canvas, columns.base, baseline, Align::Right, &body.base, 80.0);
    page::heading(canvas, columns.total, baseline, Align::Right, &body.total, columns.total_width);
    if columns.apart.width() > 0.0 {
        let names: Vec<&str> =
            body.levels.iter().filter(|level| is_apart(level)).map(|level| level.label.as_str()).collect();
        page::heading(
            canvas,
            columns.apart.left,
            baseline,
            Align::Left,
            &names.join(" + "),
            columns.apart.width() + 20.0,
        );
    }
}

/// The levels with their colours, in a row that wraps.
fn key(canvas: &Canvas, levels: &[Level], top: f64) -> f64 {
    let look = Type::ink(SMALL);
    let (mut x, mut y) = (MARGIN, top);
    for level in levels {
        let text = canvas.shorten(&level.label, 300.0, look);
        let width = 18.0 + canvas.measure(&text, look) + 20.0;
        if x + width > canvas.width - MARGIN && x > MARGIN {
            (x, y) = (MARGIN, y + 20.0);
        }
        swatch(canvas, x, y, level.side);
        canvas.text(x + 18.0, y + 10.5, Align::Left, &text, look);
        x += width;
    }
    y + 26.0
}

fn swatch(canvas: &Canvas, x: f64, y: f64, side: Side) {
    canvas.rect(x, y, 12.0, 12.0, palette::side(side));
    if side == Side::Apart {
        canvas.frame(x, y, 12.0, 12.0, LINE);
    }
}

fn row(canvas: &Canvas, body: &Diverging, row: &StackRow, columns: &Columns, middle: f64) {
    middle_text(canvas, columns.base, middle, Align::Right, &row.base, Type::muted(BODY));
    let figure = if row.segments.is_empty() { Type::muted(BODY) } else { Type::ink(BODY).bold() };
    middle_text(canvas, columns.total, middle, Align::Right, &row.total, figure);
    let unit = columns.plot.width();
    let mut beside = columns.apart.left;
    for (segment, level) in row.segments.iter().zip(&body.levels) {
        let width = segment.length * unit;
        let x = if is_apart(level) { beside } else { columns.plot.place(segment.from) };
        if is_apart(level) {
            beside += width;
        }
        piece(canvas, (x, width), middle, level.side, &segment.value);
    }
}

/// One stretch of a bar, with its share where there is room for it.
fn piece(canvas: &Canvas, (x, width): (f64, f64), middle: f64, side: Side, value: &str) {
    let color = palette::side(side);
    let top = middle - BAR / 2.0;
    // A hair of paper between the pieces keeps like shades apart.
    canvas.rect(x, top, (width - 0.75).max(width / 2.0), BAR, color);
    if side == Side::Apart {
        canvas.frame(x, top, width, BAR, LINE);
    }
    let look = Type::ink(SMALL).colored(palette::on(color));
    // Letters behind a share give way first.
    let share = value.split(' ').next().unwrap_or(value);
    let fitting = [value, share].into_iter().find(|text| canvas.measure(text, look) + 8.0 <= width);
    if let Some(text) = fitting {
        middle_text(canvas, x + width / 2.0, middle, Align::Middle, text, look);
    } else if side == Side::Apart && width > 0.0 {
        middle_text(canvas, x + width + 4.0, middle, Align::Left, value, Type::ink(SMALL));
    }
}

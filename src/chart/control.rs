//! Control charts: centre and limits, points that are signals, what happened when, and the signs above them.

use super::canvas::{Align, Canvas, Type};
use super::page::{SMALL, Stretch, count, middle_text};
use super::palette::{Color, INK, LINE, MUTED, PAPER, tone};
use crate::view::Tone;
use crate::view::chart::{Control, ControlDot, ControlStretch, Icon, Marker, Panel};

/// Where a panel's plot lies.
#[derive(Clone, Copy)]
pub struct Plot {
    pub along: Stretch,
    pub top: f64,
    pub height: f64,
    /// Whether there is room for the names of lines to the right.
    pub named: bool,
}

impl Plot {
    fn y(self, at: f64) -> f64 {
        self.top + (1.0 - at) * self.height
    }

    /// Half the distance of two points.
    fn half(self, points: usize) -> f64 {
        self.along.width() / count(points.max(1)) / 2.0
    }
}

/// Room to the right of a plot for the names of its lines.
pub fn margin(canvas: &Canvas, control: &Control) -> f64 {
    let labels = names(control).into_iter().map(|(_, label)| label);
    canvas.widest(labels.collect::<Vec<_>>().iter().map(String::as_str), Type::muted(SMALL)).ceil() + 10.0
}

/// Signs with their words, side by side; gives where they end.
pub fn icons(canvas: &Canvas, icons: &[Icon], left: f64, top: f64) -> f64 {
    const RADIUS: f64 = 10.0;
    let mut x = left;
    for icon in icons {
        let middle = top + RADIUS;
        let color = match icon.tone {
            Tone::Plain if icon.letter.is_empty() => LINE,
            Tone::Plain => MUTED,
            shown => tone(shown),
        };
        canvas.dot(x + RADIUS, middle, RADIUS, color);
        if icon.letter.is_empty() {
            // Up and down, and nothing else.
            canvas.dot(x + RADIUS - 4.0, middle + 1.5, 1.8, PAPER);
            canvas.dot(x + RADIUS, middle - 1.5, 1.8, PAPER);
            canvas.dot(x + RADIUS + 4.0, middle + 1.5, 1.8, PAPER);
        } else {
            let look = Type::ink(12.0).bold().colored(PAPER);
            middle_text(canvas, x + RADIUS, middle, Align::Middle, icon.letter, look);
        }
        let look = Type::ink(13.0);
        middle_text(canvas, x + 2.0 * RADIUS + 8.0, middle, Align::Left, &icon.words, look);
        x += 2.0 * RADIUS + 8.0 + canvas.measure(&icon.words, look) + 28.0;
    }
    if icons.is_empty() { top } else { top + 2.0 * RADIUS + 14.0 }
}

/// Lines behind the points: limits, centre, target, events.
pub fn lines(canvas: &Canvas, control: &Control, points: usize, plot: Plot) {
    let half = plot.half(points);
    for stretch in &control.stretches {
        limits(canvas, stretch, half, plot);
        let (left, right) = (edge(plot, stretch.from, points), edge(plot, stretch.to, points));
        let y = plot.y(stretch.centre.at);
        canvas.line((left, y), (right, y), MUTED, 1.2);
    }
    if let Some(target) = &control.target {
        dashed(canvas, (plot.along.left, plot.along.right), plot.y(target.at), (INK, 1.5, 10.0));
    }
    events(canvas, &control.events, plot);
    if plot.named {
        labels(canvas, control, plot);
    }
}

/// Where the period at this position begins.
fn edge(plot: Plot, at: usize, of: usize) -> f64 {
    plot.along.place(count(at) / count(of.max(1)))
}

/// Both limits, a step for each point; neighbours of one height are one line.
fn limits(canvas: &Canvas, stretch: &ControlStretch, half: f64, plot: Plot) {
    let sides: [fn((f64, f64)) -> f64; 2] = [|(low, _)| low, |(_, high)| high];
    for side in sides {
        let heights: Vec<(usize, Option<f64>)> =
            stretch.limits.iter().enumerate().map(|(at, limits)| (at, limits.map(side))).collect();
        let alike = |one: &(usize, Option<f64>), other: &(usize, Option<f64>)| match (one.1, other.1) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-9,
            (None, None) => true,
            _ => false,
        };
        for run in heights.chunk_by(alike) {
            let Some(height) = run[0].1 else { continue };
            let left = plot.along.left + 2.0 * half * count(stretch.from + run[0].0);
            dashed(canvas, (left, left + 2.0 * half * count(run.len())), plot.y(height), (LINE, 1.2, 5.0));
        }
    }
}

/// A horizontal line of dashes.
fn dashed(canvas: &Canvas, (left, right): (f64, f64), y: f64, (color, width, dash): (Color, f64, f64)) {
    let mut x = left;
    while x < right {
        canvas.line((x, y), ((x + dash).min(right), y), color, width);
        x += dash + 4.0;
    }
}

/// What happened: a thin rule with its name above the plot, in as many rows as it takes; more than three are not named.
fn events(canvas: &Canvas, events: &[Marker], plot: Plot) {
    const ROWS: usize = 3;
    let look = Type::muted(SMALL);
    let mut free = [f64::NEG_INFINITY; ROWS];
    for event in events {
        let x = plot.along.place(event.at);
        canvas.line((x, plot.top), (x, plot.top + plot.height), LINE, 1.0);
        let name = canvas.shorten(&event.label, 300.0, look);
        let width = canvas.measure(&name, look);
        let left = (x + 5.0).min(plot.along.right - width);
        if let Some(row) = free.iter().position(|end| left >= *end).filter(|_| plot.named) {
            canvas.rect(left - 2.0, plot.top + 15.0 * count(row), width + 4.0, 15.0, PAPER);
            canvas.text(left, plot.top + 11.0 + 15.0 * count(row), Align::Left, &name, look);
            free[row] = left + width + 10.0;
        }
    }
}

/// Every line that ends at the right, with its name.
fn names(control: &Control) -> Vec<(f64, String)> {
    let mut names = Vec::new();
    if let Some(last) = control.stretches.last() {
        names.push((last.centre.at, last.centre.label.clone()));
        if let Some((low, high)) = last.limits.iter().rev().find_map(|limits| *limits) {
            let [lower, upper] = last.limit_labels.clone();
            names.extend([(low, lower), (high, upper)]);
        }
    }
    names.extend(control.target.iter().map(|target| (target.at, target.label.clone())));
    names
}

/// The names of the lines to the right of them, none over another.
fn labels(canvas: &Canvas, control: &Control, plot: Plot) {
    const APART: f64 = 14.0;
    let mut names = names(control);
    names.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut free = f64::NEG_INFINITY;
    for (at, label) in names {
        let y = plot.y(at).max(free);
        middle_text(canvas, plot.along.right + 8.0, y, Align::Left, &label, Type::muted(SMALL));
        free = y + APART;
    }
}

/// The points, joined by a thin line that has a gap wherever a figure is missing.
pub fn points(canvas: &Canvas, control: &Control, panel: &Panel, plot: Plot) {
    let points = &panel.points;
    let half = plot.half(points.len());
    let placed: Vec<Option<(f64, f64)>> = points
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let point = row.point?;
            Some((plot.along.left + half * (2.0 * count(at) + 1.0), plot.y(point.value)))
        })
        .collect();
    for (_, pair) in placed.windows(2).enumerate().filter(|(at, _)| !panel.breaks.contains(&(at + 1))) {
        if let (Some(from), Some(to)) = (pair[0], pair[1]) {
            canvas.line(from, to, LINE, 1.2);
        }
    }
    let small = half < 7.0;
    for (place, dot) in placed.iter().zip(&control.dots) {
        if let Some((x, y)) = place {
            draw_dot(canvas, (*x, *y), *dot, small);
        }
    }
}

/// Signals are larger than other points, and those that lines do not rest on are hollow.
fn draw_dot(canvas: &Canvas, (x, y): (f64, f64), dot: ControlDot, small: bool) {
    let color = match dot.tone {
        _ if !dot.signal => LINE_DOT,
        Tone::Plain => INK,
        shown => tone(shown),
    };
    let full = if dot.signal { 5.5 } else { 4.0 };
    let radius = if small { 0.75 * full } else { full };
    canvas.dot(x, y, radius + 1.2, PAPER);
    canvas.dot(x, y, radius, color);
    if dot.hollow {
        canvas.dot(x, y, radius - 1.5, PAPER);
    }
}

/// Points that are nothing out of the ordinary.
const LINE_DOT: Color = (110, 121, 133);

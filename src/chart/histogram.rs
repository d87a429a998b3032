//! The distribution of a number.

use super::canvas::{Align, Canvas, Type};
use super::page::{BODY, MARGIN, SMALL, Stretch, count};
use super::palette::{BAR, FAINT, INK, LINE, PAPER};
use crate::view::chart::{Headline, Histogram, Marker};

const HEIGHT: f64 = 260.0;
const FIGURE: f64 = 200.0;

pub fn draw(canvas: &Canvas, body: &Histogram, top: f64) -> f64 {
    let top = figures(canvas, &body.figures, top);
    if body.bins.is_empty() {
        return top;
    }
    let plot_top = top + 44.0;
    let bottom = plot_top + HEIGHT;
    let shares = canvas.widest(body.axis.ticks.iter().map(|tick| tick.label.as_str()), Type::muted(SMALL)).ceil();
    let along = Stretch { left: MARGIN + shares + 12.0, right: canvas.width - MARGIN };
    for tick in &body.axis.ticks {
        let y = bottom - tick.at * HEIGHT;
        canvas.line((along.left, y), (along.right, y), FAINT, 1.0);
        canvas.text(along.left - 10.0, y + 4.0, Align::Right, &tick.label, Type::muted(SMALL));
    }
    bins(canvas, body, along, bottom);
    edges(canvas, body, along, bottom);
    markers(canvas, &body.markers, along, plot_top, bottom);
    bottom + if body.unit.is_empty() { 24.0 } else { 42.0 }
}

/// The main figures side by side; gives where they end.
fn figures(canvas: &Canvas, figures: &[Headline], top: f64) -> f64 {
    for (at, figure) in figures.iter().enumerate() {
        let x = MARGIN + FIGURE * count(at);
        let fitting = |text: &str, look: Type| canvas.shorten(text, FIGURE - 16.0, look);
        canvas.text(x, top + 12.0, Align::Left, &fitting(&figure.label, Type::muted(13.0)), Type::muted(13.0));
        canvas.text(x, top + 42.0, Align::Left, &figure.value, Type::ink(26.0).bold());
        canvas.text(x, top + 62.0, Align::Left, &fitting(&figure.interval, Type::muted(SMALL)), Type::muted(SMALL));
    }
    if figures.is_empty() { top } else { top + 72.0 }
}

fn bins(canvas: &Canvas, body: &Histogram, along: Stretch, bottom: f64) {
    for bin in &body.bins {
        let (left, right) = (along.place(bin.from), along.place(bin.to));
        let height = bin.height * HEIGHT;
        canvas.rect(left + 1.0, bottom - height, right - left - 2.0, height, BAR);
        let look = Type::ink(SMALL);
        if canvas.measure(&bin.value, look) + 4.0 <= right - left {
            canvas.text(f64::midpoint(left, right), bottom - height - 6.0, Align::Middle, &bin.value, look);
        }
    }
}

fn edges(canvas: &Canvas, body: &Histogram, along: Stretch, bottom: f64) {
    canvas.line((along.left, bottom), (along.right, bottom), LINE, 1.0);
    for tick in &body.edges.ticks {
        let x = along.place(tick.at);
        let align = if tick.at >= 1.0 { Align::Right } else { Align::Middle };
        canvas.line((x, bottom), (x, bottom + 4.0), LINE, 1.0);
        canvas.text(x, bottom + 19.0, align, &tick.label, Type::muted(SMALL));
    }
    canvas.text(f64::midpoint(along.left, along.right), bottom + 40.0, Align::Middle, &body.unit, Type::muted(SMALL));
}

/// Lines with names above the plot; names that would touch stand on different heights.
fn markers(canvas: &Canvas, markers: &[Marker], along: Stretch, top: f64, bottom: f64) {
    let look = Type::ink(13.0).bold();
    let mut taken: Option<(f64, f64)> = None;
    for marker in markers {
        let x = along.place(marker.at);
        let half = canvas.measure(&marker.label, look) / 2.0;
        let middle = x.clamp(along.left + half, along.right - half);
        let touches = taken.is_some_and(|(left, right)| middle - half < right + 8.0 && middle + half > left - 8.0);
        let baseline = if touches { top - 28.0 } else { top - 11.0 };
        canvas.line((x, baseline + 5.0), (x, bottom), PAPER, 4.0);
        if marker.aim {
            canvas.dashes(x, baseline + 5.0, bottom, INK, 1.5);
        } else {
            canvas.line((x, baseline + 5.0), (x, bottom), INK, 2.0);
        }
        canvas.text(middle, baseline, Align::Middle, &marker.label, look);
        taken = Some((middle - half, middle + half));
    }
    debug_assert!(BODY > SMALL, "names of markers stand out from the marks of the axis");
}

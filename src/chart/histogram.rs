//! The distribution of a number.

use super::canvas::{Align, Canvas, Type};
use super::page::{MARGIN, SMALL, Stretch, count};
use super::palette::{BAR, BEYOND, FAINT, INK, LINE, PAPER};
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
    shares_of_bins(canvas, body, along, bottom);
    bottom + if body.unit.is_empty() { 24.0 } else { 42.0 }
}

/// The main figures side by side; gives where they end.
fn figures(canvas: &Canvas, figures: &[Headline], top: f64) -> f64 {
    let step = ((canvas.width - 2.0 * MARGIN) / count(figures.len().max(1))).min(FIGURE);
    for (at, figure) in figures.iter().enumerate() {
        let x = MARGIN + step * count(at);
        let fitting = |text: &str, look: Type| canvas.shorten(text, step - 16.0, look);
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
        canvas.rect(left + 1.0, bottom - height, right - left - 2.0, height, if bin.beyond { BEYOND } else { BAR });
    }
}

/// The shares above their bins, on a patch of paper where a marker runs through.
fn shares_of_bins(canvas: &Canvas, body: &Histogram, along: Stretch, bottom: f64) {
    let look = Type::ink(SMALL);
    for bin in &body.bins {
        let (left, right) = (along.place(bin.from), along.place(bin.to));
        let (middle, top) = (f64::midpoint(left, right), bottom - bin.height * HEIGHT);
        let half = canvas.measure(&bin.value, look) / 2.0 + 3.0;
        if 2.0 * half <= right - left {
            let touched = body.markers.iter().any(|marker| (along.place(marker.at) - middle).abs() <= half);
            canvas.rect(middle - half, top - 18.0, if touched { 2.0 * half } else { 0.0 }, 16.0, PAPER);
            canvas.text(middle, top - 6.0, Align::Middle, &bin.value, look);
        }
    }
}

fn edges(canvas: &Canvas, body: &Histogram, along: Stretch, bottom: f64) {
    canvas.line((along.left, bottom), (along.right, bottom), LINE, 1.0);
    for tick in &body.edges.ticks {
        let x = along.place(tick.at);
        canvas.line((x, bottom), (x, bottom + 4.0), LINE, 1.0);
        canvas.text(x, bottom + 19.0, Align::Middle, &tick.label, Type::muted(SMALL));
    }
    canvas.text(f64::midpoint(along.left, along.right), bottom + 40.0, Align::Middle, &body.unit, Type::muted(SMALL));
}

/// Lines with names above the plot: to the left of the first line and to the right of the second where both
/// names would not fit above their own.
fn markers(canvas: &Canvas, markers: &[Marker], along: Stretch, top: f64, bottom: f64) {
    let look = Type::ink(13.0).bold();
    let mut order: Vec<&Marker> = markers.iter().collect();
    order.sort_by(|a, b| a.at.total_cmp(&b.at));
    let half = |marker: &Marker| canvas.measure(&marker.label, look) / 2.0;
    let touching = order
        .windows(2)
        .any(|pair| along.place(pair[1].at) - along.place(pair[0].at) < half(pair[0]) + half(pair[1]) + 16.0);
    let baseline = top - 16.0;
    for (at, marker) in order.iter().enumerate() {
        let (x, half) = (along.place(marker.at), half(marker));
        let middle = match (touching, at) {
            (false, _) => x,
            (true, 0) => x - half - 5.0,
            (true, _) => x + half + 5.0,
        };
        line(canvas, marker, x, baseline + 6.0, bottom);
        let middle = if touching { middle } else { middle.min(along.right - half) }.max(MARGIN + half);
        canvas.text(middle, baseline, Align::Middle, &marker.label, look);
    }
}

fn line(canvas: &Canvas, marker: &Marker, x: f64, top: f64, bottom: f64) {
    canvas.line((x, top), (x, bottom), PAPER, 4.0);
    if marker.aim {
        canvas.dashes(x, top, bottom, INK, 1.5);
    } else {
        canvas.line((x, top), (x, bottom), INK, 2.0);
    }
}

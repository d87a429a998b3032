//! Groups as dots by their number of answers, between curves of limits.

use super::canvas::{Align, Canvas, Type};
use super::labels::{Patch, place};
use super::page::{self, MARGIN, SMALL, Stretch};
use super::palette::{ACCENT, BAR, Color, FAINT, INK, LINE, MUTED, PAPER, tone};
use crate::view::Tone;
use crate::view::chart::{Axis, Curve, FunnelDot, FunnelPlot};

const HEIGHT: f64 = 440.0;
/// Radius of dots within the outer limits and beyond them.
const DOT: f64 = 4.0;
const FAR: f64 = 5.5;
/// Least distance of names at the end of curves.
const APART: f64 = 15.0;
const DASH: f64 = 6.0;

/// Where the plot stands.
struct Plot {
    along: Stretch,
    top: f64,
    bottom: f64,
}

impl Plot {
    fn y(&self, at: f64) -> f64 {
        self.bottom - at * (self.bottom - self.top)
    }

    fn point(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.along.place(x), self.y(y))
    }
}

pub fn draw(canvas: &Canvas, plot: &FunnelPlot, top: f64) -> f64 {
    page::heading(canvas, MARGIN, top + 8.0, Align::Left, &plot.heading, canvas.width / 2.0);
    let place = place_of(canvas, plot, top + 22.0);
    scales(canvas, &plot.axis, &place);
    page::grid(canvas, &plot.along, place.along, place.top, place.bottom);
    canvas.text(place.along.right, place.bottom + 38.0, Align::Right, &plot.answers, Type::muted(SMALL));
    let centre = place.y(plot.centre.at);
    canvas.line((place.along.left, centre), (place.along.right, centre), INK, 1.25);
    for curve in &plot.curves {
        limit(canvas, curve, &place);
    }
    names_of_curves(canvas, plot, &place);
    dots(canvas, plot, &place);
    place.bottom + 42.0
}

fn place_of(canvas: &Canvas, plot: &FunnelPlot, top: f64) -> Plot {
    let ticks = canvas.widest(plot.axis.ticks.iter().map(|tick| tick.label.as_str()), Type::muted(SMALL)).ceil();
    let ends = plot.curves.iter().map(|curve| curve.label.as_str());
    let names = canvas.widest(ends.chain([plot.centre.label.as_str()]), Type::ink(SMALL).bold()).ceil();
    let along = Stretch { left: MARGIN + ticks + 12.0, right: canvas.width - MARGIN - names - 12.0 };
    Plot { along, top, bottom: top + HEIGHT }
}

/// The marks of the figure, with lines across.
fn scales(canvas: &Canvas, axis: &Axis, plot: &Plot) {
    for tick in &axis.ticks {
        let y = plot.y(tick.at);
        let color = if axis.zero == Some(tick.at) { LINE } else { FAINT };
        canvas.line((plot.along.left, y), (plot.along.right, y), color, 1.0);
        canvas.text(plot.along.left - 10.0, y + 4.0, Align::Right, &tick.label, Type::muted(SMALL));
    }
}

/// A limit: whole where it is an outer one, else dashed.
fn limit(canvas: &Canvas, curve: &Curve, plot: &Plot) {
    let points: Vec<(f64, f64)> = curve.points.iter().map(|at| plot.point(*at)).collect();
    if curve.outer {
        canvas.path(&points, MUTED, 1.25);
        return;
    }
    for dash in dashes(&points) {
        canvas.path(&dash, MUTED, 1.25);
    }
}

/// A line cut into dashes with gaps of two thirds of their length.
fn dashes(points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
    let mut dashes: Vec<Vec<(f64, f64)>> = Vec::new();
    let (mut gone, mut is_on) = (0.0, false);
    for pair in points.windows(2) {
        let ((x, y), (next_x, next_y)) = (pair[0], pair[1]);
        let length = (next_x - x).hypot(next_y - y);
        let mut at = 0.0;
        while at < length {
            if gone <= 0.0 {
                is_on = !is_on;
                gone = if is_on { DASH } else { DASH * 2.0 / 3.0 };
                if is_on {
                    dashes.push(vec![(x + (next_x - x) * at / length, y + (next_y - y) * at / length)]);
                }
            }
            let step = gone.min(length - at);
            (at, gone) = (at + step, gone - step);
            if let Some(dash) = dashes.last_mut().filter(|_| is_on) {
                dash.push((x + (next_x - x) * at / length, y + (next_y - y) * at / length));
            }
        }
    }
    dashes
}

/// The names of the upper limits and of the middle at their right ends, kept apart.
fn names_of_curves(canvas: &Canvas, plot: &FunnelPlot, place: &Plot) {
    let named = plot.curves.iter().filter(|curve| !curve.label.is_empty());
    let mut ends: Vec<(f64, &str, Type)> = named
        .filter_map(|curve| Some((place.y(curve.points.last()?.1), curve.label.as_str(), Type::muted(SMALL))))
        .collect();
    ends.push((place.y(plot.centre.at), plot.centre.label.as_str(), Type::ink(SMALL).bold()));
    ends.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut free = f64::INFINITY;
    for (y, label, look) in ends {
        let y = y.min(free);
        page::middle_text(canvas, place.along.right + 10.0, y, Align::Left, label, look);
        free = y - APART;
    }
}

/// The dots, those that stand out on top, and the names of these.
fn dots(canvas: &Canvas, plot: &FunnelPlot, place: &Plot) {
    let mut order: Vec<&FunnelDot> = plot.dots.iter().collect();
    order.sort_by_key(|dot| (dot.beyond_outer, dot.beyond_inner));
    for dot in &order {
        let ((x, y), (radius, color)) = (place.point(dot.at), look(dot));
        canvas.dot(x, y, radius + 1.0, PAPER);
        canvas.dot(x, y, radius, color);
    }
    let page = Patch { left: place.along.left + 2.0, right: place.along.right, top: place.top, bottom: place.bottom };
    let mut taken: Vec<Patch> =
        plot.dots.iter().map(|dot| Patch::around(place.point(dot.at), look(dot).0 + 1.0)).collect();
    for dot in order.iter().rev().filter(|dot| !dot.label.is_empty()) {
        name(canvas, dot, place.point(dot.at), &mut taken, &page);
    }
}

const fn look(dot: &FunnelDot) -> (f64, Color) {
    match (dot.beyond_outer, dot.beyond_inner, dot.tone) {
        (true, _, Tone::Plain) => (FAR, INK),
        (true, _, news) => (FAR, tone(news)),
        (false, true, _) => (DOT, ACCENT),
        (false, false, _) => (DOT, BAR),
    }
}

/// The name with its figure, where there is room; a thin line leads to it where it is not near.
fn name(canvas: &Canvas, dot: &FunnelDot, (x, y): (f64, f64), taken: &mut Vec<Patch>, page: &Patch) {
    let (bold, plain) = (Type::ink(SMALL).bold(), Type::muted(SMALL));
    let label = canvas.shorten(&dot.label, 180.0, bold);
    let width = canvas.measure(&label, bold) + 5.0;
    let whole = (width + canvas.measure(&dot.value, plain) + 4.0, 15.0);
    let Some(found) = place(((x), (y)), whole, taken, page) else { return };
    let middle = found.middle();
    canvas.rect(found.left, found.top + 1.0, whole.0, whole.1 - 2.0, PAPER);
    let near = x.clamp(found.left, found.right);
    if (near - x).hypot(middle - y) > 22.0 {
        let end = if middle < y { found.bottom } else { found.top };
        canvas.line((x, y), (near, end), LINE, 1.0);
    }
    page::middle_text(canvas, found.left + 2.0, middle, Align::Left, &label, bold);
    page::middle_text(canvas, found.left + 2.0 + width, middle, Align::Left, &dot.value, plain);
    taken.push(found);
}

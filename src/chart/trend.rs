//! Lines over time with the band of their intervals; gaps where there is no figure.

use super::canvas::{Align, Area, Canvas, Type, solid, stroke, units};
use super::control::{self, Plot};
use super::page::{MARGIN, SMALL, Stretch, count};
use super::palette::{ACCENT, FAINT, LINE, MUTED, PAPER, TINT};
use crate::view::Point;
use crate::view::chart::{Panel, PlotRow, Trend};
use plotters::chart::ChartBuilder;
use plotters::element::{Circle, Polygon};
use plotters::series::LineSeries;

/// Panels side by side when there are several; never one alone under a row of them.
const fn abreast(panels: usize) -> usize {
    if panels == 2 || panels == 4 { 2 } else { 3 }
}

pub fn draw(canvas: &Canvas, trend: &Trend, top: f64) -> f64 {
    let ticks = canvas.widest(trend.axis.ticks.iter().map(|tick| tick.label.as_str()), Type::muted(SMALL)).ceil();
    let page = Stretch { left: MARGIN, right: canvas.width - MARGIN };
    if let [only] = trend.panels.as_slice() {
        return panel(
            canvas,
            trend,
            only,
            &Place { page, ticks, top, height: 300.0, alone: true, is_lined: only.control.is_some() },
        );
    }
    let (gap, abreast) = (28.0, abreast(trend.panels.len()));
    let width = (page.width() - gap * count(abreast - 1)) / count(abreast);
    let mut top = top;
    for row in trend.panels.chunks(abreast) {
        let mut bottom = top;
        for (at, one) in row.iter().enumerate() {
            let left = page.left + count(at) * (width + gap);
            let place = Place {
                page: Stretch { left, right: left + width },
                ticks,
                top,
                height: 130.0,
                alone: false,
                is_lined: one.control.is_some(),
            };
            bottom = bottom.max(panel(canvas, trend, one, &place));
        }
        top = bottom + 26.0;
    }
    top - 26.0
}

/// Where a panel stands.
struct Place {
    page: Stretch,
    ticks: f64,
    top: f64,
    height: f64,
    alone: bool,
    /// Whether lines run across the plot that figures could not be read on.
    is_lined: bool,
}

fn panel(canvas: &Canvas, trend: &Trend, panel: &Panel, place: &Place) -> f64 {
    let control = panel.control.as_ref();
    let signs = control.filter(|_| place.alone).map_or(&[][..], |control| &control.icons);
    let top = if panel.label.is_empty() { place.top + 12.0 } else { place.top + 42.0 };
    let top = control::icons(canvas, signs, place.page.left, top - 12.0) + 12.0;
    let margin = control.filter(|_| place.alone).map_or(0.0, |control| control::margin(canvas, control));
    let along = Stretch { left: place.page.left + place.ticks + 12.0, right: place.page.right - margin };
    let name = canvas.shorten(&panel.label, place.page.width(), Type::ink(14.0).bold());
    canvas.text(place.page.left, place.top + 12.0, Align::Left, &name, Type::ink(14.0).bold());
    let bottom = top + place.height;
    let plot = Plot { along, top, height: place.height, named: place.alone };
    let area = canvas.part(along.left, top, along.width(), place.height);
    if control.is_none() {
        band(&area, panel);
    }
    grid(canvas, trend, plot);
    reference(canvas, &trend.reference, plot);
    match control {
        Some(control) => {
            control::lines(canvas, control, panel.points.len(), plot);
            control::points(canvas, control, panel, plot);
        }
        None => line(&area, panel),
    }
    let xs: Vec<f64> = (0..panel.points.len()).map(|at| along.place(position(at, panel.points.len()))).collect();
    changes(canvas, panel, along, (top, bottom));
    values(canvas, &panel.points, &xs, top, place);
    periods(canvas, &panel.points, &xs, bottom, along)
}

/// The marks of the axis, over the bands.
fn grid(canvas: &Canvas, trend: &Trend, plot: Plot) {
    for tick in &trend.axis.ticks {
        let y = plot.top + (1.0 - tick.at) * plot.height;
        let color = if trend.axis.zero == Some(tick.at) { LINE } else { FAINT };
        canvas.line((plot.along.left, y), (plot.along.right, y), color, 1.0);
        canvas.text(plot.along.left - 10.0, y + 4.0, Align::Right, &tick.label, Type::muted(SMALL));
    }
}

/// Everybody's figures as a thin line behind those of a group.
fn reference(canvas: &Canvas, reference: &[Option<f64>], plot: Plot) {
    let place = |at: usize| {
        let height = (*reference.get(at)?)?;
        Some((plot.along.place(position(at, reference.len())), plot.top + (1.0 - height) * plot.height))
    };
    for at in 1..reference.len() {
        if let (Some(from), Some(to)) = (place(at - 1), place(at)) {
            canvas.line(from, to, LINE, 1.0);
        }
    }
}

/// Points stand in the middle of equal shares of the width.
fn position(at: usize, of: usize) -> f64 {
    (count(at) + 0.5) / count(of.max(1))
}

/// An upright line where the question changed.
fn changes(canvas: &Canvas, panel: &Panel, along: Stretch, (top, bottom): (f64, f64)) {
    const WORD: &str = "question changed";
    let half = canvas.widest(std::iter::once(WORD), Type::muted(SMALL)) / 2.0;
    for at in &panel.breaks {
        let x = along.place(count(*at) / count(panel.points.len()));
        canvas.line((x, top), (x, bottom), MUTED, 1.0);
        let middle = x.clamp(along.left + half, (along.right - half).max(along.left + half));
        canvas.text(middle, top - 6.0, Align::Middle, WORD, Type::muted(SMALL));
    }
}

/// The figures that follow each other without a gap or a change, with their places along the periods.
fn runs(panel: &Panel) -> Vec<Vec<(f64, Point)>> {
    let points = &panel.points;
    let placed: Vec<_> = points.iter().enumerate().map(|(at, row)| (position(at, points.len()), row.point)).collect();
    let stretches = placed.iter().enumerate().collect::<Vec<_>>();
    let stretches = stretches.chunk_by(|_, (at, _)| !panel.breaks.contains(at));
    let runs = stretches.flat_map(|stretch| stretch.split(|(_, (_, point))| point.is_none()));
    runs.map(|run| run.iter().filter_map(|(_, (x, point))| point.map(|point| (*x, point))).collect()).collect()
}

/// The band of intervals, behind everything else.
fn band(area: &Area, panel: &Panel) {
    let Ok(mut chart) = ChartBuilder::on(area).build_cartesian_2d(0.0..1.0, 0.0..1.0) else { return };
    for run in runs(panel) {
        let lows = run.iter().map(|(x, point)| (*x, point.low));
        let highs = run.iter().rev().map(|(x, point)| (*x, point.high));
        let band: Vec<(f64, f64)> = lows.chain(highs).collect();
        let alone = run.first().filter(|_| run.len() == 1).map(|(x, point)| [(*x, point.low), (*x, point.high)]);
        let drawn = [
            chart.draw_series(LineSeries::new(alone.into_iter().flatten(), stroke(TINT, 8.0))).is_ok(),
            chart.draw_series(std::iter::once(Polygon::new(band, solid(TINT)))).is_ok(),
        ];
        debug_assert_eq!(drawn, [true; 2], "drawing to memory");
    }
}

/// Line and dots, with a gap wherever a figure is missing.
fn line(area: &Area, panel: &Panel) {
    let Ok(mut chart) = ChartBuilder::on(area).build_cartesian_2d(0.0..1.0, 0.0..1.0) else { return };
    for run in runs(panel) {
        let middle: Vec<(f64, f64)> = run.iter().map(|(x, point)| (*x, point.value)).collect();
        let drawn = [
            chart.draw_series(LineSeries::new(middle.clone(), stroke(ACCENT, 2.0))).is_ok(),
            chart.draw_series(middle.iter().map(|at| Circle::new(*at, units(6.0), solid(PAPER)))).is_ok(),
            chart.draw_series(middle.iter().map(|at| Circle::new(*at, units(4.5), solid(ACCENT)))).is_ok(),
        ];
        debug_assert_eq!(drawn, [true; 3], "drawing to memory");
    }
}

/// The figures above their points, as far as they fit; marks where there is none.
fn values(canvas: &Canvas, points: &[PlotRow], xs: &[f64], top: f64, place: &Place) {
    let look = if place.alone { Type::ink(13.0).bold() } else { Type::ink(SMALL).bold() };
    let step = xs.get(1).zip(xs.first()).map_or(f64::INFINITY, |(b, a)| b - a);
    let widest = canvas.widest(points.iter().map(|point| point.value.as_str()), look) + 6.0;
    let fits = widest <= step && points.len() <= FEW;
    let told = notable(points, xs, widest);
    for (at, (point, x)) in points.iter().zip(xs).enumerate() {
        let named = fits || told.contains(&at);
        match point.point {
            Some(shown) if named => {
                let y = top + (1.0 - shown.value) * place.height;
                let y = if is_valley(points, at) { y + 11.0 + look.size * 0.73 } else { y - 11.0 };
                let half = canvas.measure(&point.value, look) / 2.0 + 2.0;
                // Within the plot, so that the figure does not run into the names of ticks and lines.
                let x = within(*x, half, xs, step);
                if place.is_lined {
                    canvas.rect(x - half, y - look.size, 2.0 * half, look.size + 3.0, PAPER);
                }
                canvas.text(x, y, Align::Middle, &point.value, look);
            }
            // Marks closer than this would run into a line of their own.
            None if step < 9.0 => {}
            Some(_) => {}
            None => canvas.text(*x, top + place.height - 8.0, Align::Middle, &point.value, Type::muted(14.0)),
        }
    }
}

/// The middle of a text of this half width that stays between the outer edges of the periods, which are `step` apart.
fn within(x: f64, half: f64, xs: &[f64], step: f64) -> f64 {
    let ends = xs.first().zip(xs.last()).filter(|_| step.is_finite() && step < 2.0 * half);
    ends.map_or(x, |(first, last)| x.min(last + step / 2.0 - half).max(first - step / 2.0 + half))
}

/// Up to this many periods each has its figure.
const FEW: usize = 8;

/// The first figure and the last, the highest and the lowest; none so close to one of these that they would run together.
fn notable(points: &[PlotRow], xs: &[f64], widest: f64) -> Vec<usize> {
    let shown = || (0..points.len()).filter_map(|at| points[at].point.map(|point| (at, point.value)));
    let ends = [shown().next(), shown().next_back()];
    let lowest = shown().min_by(|one, other| one.1.total_cmp(&other.1));
    let highest = shown().max_by(|one, other| one.1.total_cmp(&other.1));
    let mut told: Vec<usize> = Vec::new();
    for (at, _) in ends.into_iter().chain([highest, lowest]).flatten() {
        if told.iter().all(|other| (xs[at] - xs[*other]).abs() >= widest) {
            told.push(at);
        }
    }
    told
}

/// Whether the line comes down to this point and goes up from it, so that there is room below.
fn is_valley(points: &[PlotRow], at: usize) -> bool {
    let value = |at: usize| points.get(at).and_then(|point| point.point).map(|point| point.value);
    let Some(own) = value(at) else { return false };
    let beside: Vec<f64> = at.checked_sub(1).and_then(value).into_iter().chain(value(at + 1)).collect();
    own > 0.15 && !beside.is_empty() && beside.iter().all(|other| *other > own)
}

/// The periods and their bases, as many as fit.
fn periods(canvas: &Canvas, points: &[PlotRow], xs: &[f64], bottom: f64, along: Stretch) -> f64 {
    canvas.line((along.left, bottom), (along.right, bottom), FAINT, 1.0);
    let look = Type::muted(SMALL);
    let texts = points.iter().map(|point| point.label.as_str()).chain(points.iter().map(|point| point.base.as_str()));
    let widest = canvas.widest(texts, look) + 8.0;
    let mut free = f64::NEG_INFINITY;
    for (point, x) in points.iter().zip(xs) {
        if x - widest / 2.0 >= free {
            canvas.text(*x, bottom + 19.0, Align::Middle, &point.label, Type::ink(SMALL));
            canvas.text(*x, bottom + 36.0, Align::Middle, &point.base, look);
            free = x + widest / 2.0;
        }
    }
    bottom + 40.0
}

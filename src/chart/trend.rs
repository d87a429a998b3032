//! Lines over time with the band of their intervals; gaps where there is no figure.

use super::canvas::{Align, Area, Canvas, Type, solid, stroke, units};
use super::page::{MARGIN, SMALL, Stretch, count};
use super::palette::{ACCENT, FAINT, LINE, MUTED, PAPER, TINT};
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
        return panel(canvas, trend, only, &Place { page, ticks, top, height: 300.0, alone: true });
    }
    let (gap, abreast) = (28.0, abreast(trend.panels.len()));
    let width = (page.width() - gap * count(abreast - 1)) / count(abreast);
    let mut top = top;
    for row in trend.panels.chunks(abreast) {
        let mut bottom = top;
        for (at, one) in row.iter().enumerate() {
            let left = page.left + count(at) * (width + gap);
            let place = Place { page: Stretch { left, right: left + width }, ticks, top, height: 130.0, alone: false };
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
}

fn panel(canvas: &Canvas, trend: &Trend, panel: &Panel, place: &Place) -> f64 {
    let top = if panel.label.is_empty() { place.top + 12.0 } else { place.top + 42.0 };
    let along = Stretch { left: place.page.left + place.ticks + 12.0, right: place.page.right };
    let name = canvas.shorten(&panel.label, place.page.width(), Type::ink(14.0).bold());
    canvas.text(place.page.left, place.top + 12.0, Align::Left, &name, Type::ink(14.0).bold());
    let bottom = top + place.height;
    for tick in &trend.axis.ticks {
        let y = bottom - tick.at * place.height;
        canvas.line(
            (along.left, y),
            (along.right, y),
            if trend.axis.zero == Some(tick.at) { LINE } else { FAINT },
            1.0,
        );
        canvas.text(along.left - 10.0, y + 4.0, Align::Right, &tick.label, Type::muted(SMALL));
    }
    line(&canvas.part(along.left, top, along.width(), place.height), panel);
    let xs: Vec<f64> = (0..panel.points.len()).map(|at| along.place(position(at, panel.points.len()))).collect();
    changes(canvas, panel, along, (top, bottom));
    values(canvas, &panel.points, &xs, top, place);
    periods(canvas, &panel.points, &xs, bottom, along)
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

/// Band, line and dots, with a gap wherever a figure is missing or the question changed.
fn line(area: &Area, panel: &Panel) {
    let points = &panel.points;
    let built = ChartBuilder::on(area).build_cartesian_2d(0.0..1.0, 0.0..1.0);
    let Ok(mut chart) = built else { return };
    let placed: Vec<_> = points.iter().enumerate().map(|(at, row)| (position(at, points.len()), row.point)).collect();
    let stretches = placed.iter().enumerate().collect::<Vec<_>>();
    let stretches = stretches.chunk_by(|_, (at, _)| !panel.breaks.contains(at));
    let runs = stretches.flat_map(|stretch| stretch.split(|(_, (_, point))| point.is_none()));
    for run in runs {
        let run: Vec<_> =
            run.iter().map(|(_, placed)| *placed).filter_map(|(x, point)| point.map(|point| (*x, point))).collect();
        let lows = run.iter().map(|(x, point)| (*x, point.low));
        let highs = run.iter().rev().map(|(x, point)| (*x, point.high));
        let band: Vec<(f64, f64)> = lows.chain(highs).collect();
        let middle: Vec<(f64, f64)> = run.iter().map(|(x, point)| (*x, point.value)).collect();
        let alone = run.first().filter(|_| run.len() == 1).map(|(x, point)| [(*x, point.low), (*x, point.high)]);
        let drawn = [
            chart.draw_series(LineSeries::new(alone.into_iter().flatten(), stroke(TINT, 8.0))).is_ok(),
            chart.draw_series(std::iter::once(Polygon::new(band, solid(TINT)))).is_ok(),
            chart.draw_series(LineSeries::new(middle.clone(), stroke(ACCENT, 2.0))).is_ok(),
            chart.draw_series(middle.iter().map(|at| Circle::new(*at, units(6.0), solid(PAPER)))).is_ok(),
            chart.draw_series(middle.iter().map(|at| Circle::new(*at, units(4.5), solid(ACCENT)))).is_ok(),
        ];
        debug_assert_eq!(drawn, [true; 5], "drawing to memory");
    }
}

/// The figures above their points, as far as they fit; marks where there is none.
fn values(canvas: &Canvas, points: &[PlotRow], xs: &[f64], top: f64, place: &Place) {
    let look = if place.alone { Type::ink(13.0).bold() } else { Type::ink(SMALL).bold() };
    let step = xs.get(1).zip(xs.first()).map_or(f64::INFINITY, |(b, a)| b - a);
    let fits = canvas.widest(points.iter().map(|point| point.value.as_str()), look) + 6.0 <= step;
    let ends: Vec<usize> = (0..points.len()).filter(|at| points[*at].point.is_some()).collect();
    for (at, (point, x)) in points.iter().zip(xs).enumerate() {
        let named = fits || ends.first() == Some(&at) || ends.last() == Some(&at);
        match point.point {
            Some(shown) if named => {
                let y = top + (1.0 - shown.value) * place.height;
                let y = if is_valley(points, at) { y + 11.0 + look.size * 0.73 } else { y - 11.0 };
                canvas.text(*x, y, Align::Middle, &point.value, look);
            }
            // Marks closer than this would run into a line of their own.
            None if step < 9.0 => {}
            Some(_) => {}
            None => canvas.text(*x, top + place.height - 8.0, Align::Middle, &point.value, Type::muted(14.0)),
        }
    }
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
    canvas.line((along.left, bottom), (along.right, bottom), LINE, 1.0);
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

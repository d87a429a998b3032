//! Charts as SVG and PNG: where things stand on the page, and in which colour.
//!
//! What is said, rounded and sorted was decided in `view::chart`; here it is laid out. Drawing goes through
//! plotters to a backend of our own that writes SVG, and a PNG is that same SVG as pixels, so both look alike.
//! Letters come from the bundled fonts only: the same chart is the same bytes on every machine.

mod backend;
mod bars;
mod canvas;
mod control;
mod diverging;
mod dots;
mod font;
mod funnel;
mod funnel_plot;
mod heatmap;
mod histogram;
mod labels;
mod nps;
mod page;
mod palette;
mod picture;
mod scorecard;
mod trend;

pub use font::Fonts;
pub use picture::{Scale, png};
pub use scorecard::{Paper, scorecard_svg};

use crate::view::chart::{Body, ChartSpec};
use canvas::Canvas;

/// The chart as SVG, with its title and finding for those who do not see it.
#[must_use]
pub fn svg(spec: &ChartSpec, fonts: &Fonts) -> String {
    let canvas = Canvas::new(page_width(spec), fonts);
    let top = page::header(&canvas, spec);
    let bottom = match &spec.body {
        Body::Nps(body) => nps::draw(&canvas, body, top),
        Body::Diverging(body) => diverging::draw(&canvas, body, top),
        Body::Bars(body) => bars::draw(&canvas, body, top),
        Body::Dots(body) => dots::draw(&canvas, body, top),
        Body::Histogram(body) => histogram::draw(&canvas, body, top),
        Body::Trend(body) => trend::draw(&canvas, body, top),
        Body::Heatmap(body) => heatmap::draw(&canvas, body, top),
        Body::Funnel(body) => funnel::draw(&canvas, body, top),
        Body::FunnelPlot(body) => funnel_plot::draw(&canvas, body, top),
    };
    let height = page::footer(&canvas, spec, bottom);
    canvas.finish(height, &spec.title, &spec.alt)
}

fn page_width(spec: &ChartSpec) -> f64 {
    match &spec.body {
        Body::Heatmap(body) => heatmap::width(body),
        _ => page::WIDTH,
    }
}

/// The characters of a chart that no font has and that become empty boxes in a PNG; each once.
#[must_use]
pub fn missing_glyphs(svg: &str, fonts: &Fonts) -> Vec<char> {
    fonts.missing(svg)
}

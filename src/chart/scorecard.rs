//! The whole survey on one page, for the wall.

use super::canvas::Canvas;
use super::font::Fonts;
use crate::view::Scorecard;

/// The page's size and direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// A4, upright.
    A4,
    /// 16 : 9, for screens.
    Wide,
}

/// The scorecard as SVG.
#[must_use]
pub fn scorecard_svg(card: &Scorecard, fonts: &Fonts, paper: Paper) -> String {
    let (width, height) = match paper {
        Paper::A4 => (794.0, 1123.0),
        Paper::Wide => (1280.0, 720.0),
    };
    Canvas::new(width, fonts).finish(height, &card.title, &card.alt)
}

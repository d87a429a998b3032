//! A page to draw on, in pixels: bars, lines, dots and text through plotters.

use super::backend::{Escaped, GRID, Ink, SvgBackend};
use super::font::Fonts;
use super::palette::{Color, INK, MUTED, PAPER};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle};
use std::rc::Rc;

/// Families after Inter are for browsers that do not have it.
const FAMILIES: &str = "Inter, 'Segoe UI', Helvetica, Arial, sans-serif";

/// A page is cut off where its content ends; until then it is this high.
const TALLEST: u32 = 100_000;

/// Which part of a text stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Middle,
    Right,
}

/// Size, weight and colour of letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    pub size: f64,
    pub bold: bool,
    pub color: Color,
}

impl Type {
    pub const fn ink(size: f64) -> Type {
        Type { size, bold: false, color: INK }
    }

    pub const fn muted(size: f64) -> Type {
        Type { size, bold: false, color: MUTED }
    }

    pub const fn bold(self) -> Type {
        Type { bold: true, ..self }
    }

    pub const fn colored(self, color: Color) -> Type {
        Type { color, ..self }
    }
}

/// The area in which a series is drawn.
pub type Area<'a> = DrawingArea<SvgBackend<'a>, Shift>;

/// A page under the pen.
pub struct Canvas<'a> {
    area: Area<'a>,
    ink: Ink,
    pub fonts: &'a Fonts,
    pub width: f64,
}

impl<'a> Canvas<'a> {
    pub fn new(width: f64, fonts: &'a Fonts) -> Canvas<'a> {
        let ink = Ink::default();
        let size = (units(width).unsigned_abs(), TALLEST * GRID.unsigned_abs());
        let area = SvgBackend::new(size, Rc::clone(&ink), fonts).into_drawing_area();
        Canvas { area, ink, fonts, width }
    }

    /// The finished page, cut off at this height.
    pub fn finish(self, height: f64, title: &str, alt: &str) -> String {
        let (width, height) = (self.width.round(), height.ceil());
        let (title, alt) = (Escaped(title), Escaped(alt));
        let (red, green, blue) = PAPER;
        let elements = self.ink.borrow();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FAMILIES}\">\n\
             <title>{title}</title>\n<desc>{alt}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#{red:02x}{green:02x}{blue:02x}\"/>\n\
             {elements}</svg>\n"
        )
    }

    /// Nothing that is drawn here can fail: the backend writes to memory.
    fn draw<E>(&self, element: &E)
    where
        for<'b> &'b E: PointCollection<'b, (i32, i32)>,
        E: Drawable<SvgBackend<'a>>,
    {
        let drawn = self.area.draw(element);
        debug_assert!(drawn.is_ok(), "drawing to memory");
    }

    pub fn rect(&self, x: f64, y: f64, width: f64, height: f64, color: Color) {
        if width > 0.0 && height > 0.0 {
            self.draw(&Rectangle::new([at(x, y), at(x + width, y + height)], solid(color)));
        }
    }

    /// The outline of a rectangle, drawn inside it.
    pub fn frame(&self, x: f64, y: f64, width: f64, height: f64, color: Color) {
        if width > 1.0 && height > 1.0 {
            let corners = [at(x + 0.5, y + 0.5), at(x + width - 0.5, y + height - 0.5)];
            self.draw(&Rectangle::new(corners, stroke(color, 1.0)));
        }
    }

    pub fn line(&self, from: (f64, f64), to: (f64, f64), color: Color, width: f64) {
        self.draw(&PathElement::new(vec![at(from.0, from.1), at(to.0, to.1)], stroke(color, width)));
    }

    /// A line through these points.
    pub fn path(&self, points: &[(f64, f64)], color: Color, width: f64) {
        let points = points.iter().map(|(x, y)| at(*x, *y)).collect::<Vec<_>>();
        if points.len() > 1 {
            self.draw(&PathElement::new(points, stroke(color, width)));
        }
    }

    /// A vertical line of dashes.
    pub fn dashes(&self, x: f64, top: f64, bottom: f64, color: Color, width: f64) {
        let mut y = top;
        while y < bottom {
            self.line((x, y), (x, (y + 5.0).min(bottom)), color, width);
            y += 9.0;
        }
    }

    pub fn dot(&self, x: f64, y: f64, radius: f64, color: Color) {
        self.draw(&Circle::new(at(x, y), units(radius), solid(color)));
    }

    /// One line of text with its baseline at `y`.
    pub fn text(&self, x: f64, y: f64, align: Align, text: &str, look: Type) {
        let h_pos = match align {
            Align::Left => HPos::Left,
            Align::Middle => HPos::Center,
            Align::Right => HPos::Right,
        };
        let weight = if look.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::Name("Inter"), look.size, weight).transform(FontTransform::None);
        let color = rgb(look.color);
        let style = TextStyle::from(font).color(&color).pos(Pos::new(h_pos, VPos::Bottom));
        if !text.is_empty() {
            self.draw(&Text::new(text.to_owned(), at(x, y), style));
        }
    }

    /// Lines of text, the first baseline at `y`, the others this far below each other.
    pub fn lines(&self, x: f64, y: f64, align: Align, lines: &[String], look: Type, leading: f64) {
        let mut y = y;
        for line in lines {
            self.text(x, y, align, line, look);
            y += leading;
        }
    }

    pub fn measure(&self, text: &str, look: Type) -> f64 {
        self.fonts.width(text, look.size, look.bold)
    }

    /// The widest of these texts; zero for none.
    pub fn widest<'t>(&self, texts: impl IntoIterator<Item = &'t str>, look: Type) -> f64 {
        texts.into_iter().map(|text| self.measure(text, look)).fold(0.0, f64::max)
    }

    /// The text in lines of at most this width; what does not fit the last line ends in an ellipsis.
    pub fn wrap(&self, text: &str, width: f64, most: usize, look: Type) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in text.split_whitespace() {
            for piece in self.pieces(word, width, look) {
                let line = lines.last().map_or("", String::as_str);
                let joined = if line.is_empty() { piece.clone() } else { format!("{line} {piece}") };
                if self.measure(&joined, look) <= width || line.is_empty() {
                    lines.pop();
                    lines.push(joined);
                } else {
                    lines.push(piece);
                }
            }
        }
        if lines.len() > most.max(1) {
            lines.truncate(most.max(1));
            let last = lines.pop().unwrap_or_default();
            lines.push(self.shorten(&format!("{last}…"), width, look));
        }
        lines
    }

    /// The text, cut to this width with an ellipsis where it is too long.
    pub fn shorten(&self, text: &str, width: f64, look: Type) -> String {
        if self.measure(text, look) <= width {
            return text.to_owned();
        }
        let mut kept: Vec<char> = text.trim_end_matches('…').chars().collect();
        loop {
            let candidate: String = kept.iter().collect::<String>().trim_end().to_owned() + "…";
            if kept.pop().is_none() || self.measure(&candidate, look) <= width {
                return candidate;
            }
        }
    }

    /// A word in pieces that fit the width.
    fn pieces(&self, word: &str, width: f64, look: Type) -> Vec<String> {
        let mut pieces = vec![String::new()];
        let mut used = 0.0;
        for c in word.chars() {
            let advance = self.measure(c.encode_utf8(&mut [0; 4]), look);
            if used + advance > width && used > 0.0 {
                pieces.push(String::new());
                used = 0.0;
            }
            used += advance;
            if let Some(piece) = pieces.last_mut() {
                piece.push(c);
            }
        }
        pieces
    }

    /// A part of the page as an area for plotters' own charts.
    pub fn part(&self, x: f64, y: f64, width: f64, height: f64) -> Area<'a> {
        self.area.clone().shrink(at(x, y), at(width, height))
    }
}

fn at(x: f64, y: f64) -> (i32, i32) {
    (units(x), units(y))
}

/// Pixels on the grid.
pub fn units(pixels: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "pages are a few thousand pixels high")]
    let units = (pixels * f64::from(GRID)).round() as i32;
    units
}

const fn rgb((red, green, blue): Color) -> RGBColor {
    RGBColor(red, green, blue)
}

pub fn solid(color: Color) -> ShapeStyle {
    ShapeStyle::from(rgb(color)).filled()
}

pub fn stroke(color: Color, width: f64) -> ShapeStyle {
    ShapeStyle::from(rgb(color)).stroke_width(units(width).unsigned_abs())
}

//! Where plotters draws: SVG text, on a grid of sixteenths of a pixel.
//!
//! plotters counts in whole units, so one unit is a sixteenth of a pixel: lengths, radii and widths of
//! strokes come in sixteenths, sizes of letters in pixels. The point of a text is the left end, the middle or
//! the right end of its baseline, or the middle of its capitals where the vertical anchor is the centre.

use super::font::{CAPITALS, Fonts};
use plotters::style::FontStyle;
use plotters::style::FontTransform;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::{Display, Write};
use std::rc::Rc;

/// Units of plotters in a pixel.
pub const GRID: i32 = 16;

/// The elements drawn so far.
pub type Ink = Rc<RefCell<String>>;

/// A drawing that turns into SVG elements.
pub struct SvgBackend<'a> {
    size: (u32, u32),
    ink: Ink,
    fonts: &'a Fonts,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl<'a> SvgBackend<'a> {
    /// A drawing of this size in sixteenths of a pixel.
    pub const fn new(size: (u32, u32), ink: Ink, fonts: &'a Fonts) -> SvgBackend<'a> {
        SvgBackend { size, ink, fonts }
    }

    /// A series without points has no outline, and a path without one is an error to browsers.
    fn draw_outline(&self, outline: &str, end: &str, paint: &Paint) {
        if !outline.is_empty() {
            self.write(format_args!("<path d=\"{outline}{end}\"{paint}/>"));
        }
    }

    fn write(&self, element: impl Display) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.ink.borrow_mut(), "{element}");
    }
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + GRID, y + GRID), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let (x, y) = (Px(from.0.min(to.0)), Px(from.1.min(to.1)));
        let (width, height) = (Px((to.0 - from.0).abs()), Px((to.1 - from.1).abs()));
        let paint = Paint { style: &Look::of(style), fill };
        self.write(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{paint}/>"));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.draw_outline(&outline(path), "", &Paint { style: &Look::of(style), fill: false });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, at: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let paint = Paint { style: &Look::of(style), fill };
        let radius = Px(radius.cast_signed());
        self.write(format_args!("<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\"{paint}/>", Px(at.0), Px(at.1)));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.draw_outline(&outline(path), "Z", &Paint { style: &Look::of(style), fill: true });
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        #[expect(clippy::cast_possible_truncation, reason = "letters are a few dozen pixels high")]
        let capitals = (style.size() * CAPITALS * f64::from(GRID)).round() as i32;
        let y = match style.anchor().v_pos {
            VPos::Bottom => y,
            VPos::Center => y + capitals / 2,
            VPos::Top => y + capitals,
        };
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let weight = if matches!(style.style(), FontStyle::Bold) { " font-weight=\"600\"" } else { "" };
        let turn = match style.transform() {
            FontTransform::None => String::new(),
            FontTransform::Rotate90 => format!(" transform=\"rotate(90 {} {})\"", Px(x), Px(y)),
            FontTransform::Rotate180 => format!(" transform=\"rotate(180 {} {})\"", Px(x), Px(y)),
            FontTransform::Rotate270 => format!(" transform=\"rotate(-90 {} {})\"", Px(x), Px(y)),
        };
        let (size, fill, text) = (style.size(), Hex(style.color()), Escaped(text));
        self.write(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{size}\"{weight} fill=\"{fill}\"{anchor}{turn}>{text}</text>",
            Px(x),
            Px(y)
        ));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and short")]
        let units = |pixels: f64| (pixels * f64::from(GRID)).ceil() as u32;
        Ok((units(self.fonts.width(text, style.size(), bold)), units(style.size())))
    }
}

/// Moves and lines of a path.
fn outline(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut out = String::new();
    for (at, (x, y)) in path.into_iter().enumerate() {
        let _ = write!(out, "{}{} {}", if at == 0 { "M" } else { "L" }, Px(x), Px(y));
    }
    out
}

/// A length in pixels; sixteenths are exact in four decimals.
struct Px(i32);

impl Display for Px {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", f64::from(self.0) / f64::from(GRID))
    }
}

struct Hex(BackendColor);

impl Display for Hex {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (red, green, blue) = self.0.rgb;
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}

struct Look {
    color: BackendColor,
    width: u32,
}

impl Look {
    fn of(style: &impl BackendStyle) -> Look {
        Look { color: style.color(), width: style.stroke_width() }
    }
}

struct Paint<'a> {
    style: &'a Look,
    fill: bool,
}

impl Display for Paint<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let color = Hex(self.style.color);
        let kind = if self.fill { "fill" } else { "stroke" };
        write!(out, " {kind}=\"{color}\"")?;
        if !self.fill {
            write!(out, " stroke-width=\"{}\" fill=\"none\"", Px(self.style.width.cast_signed()))?;
        }
        if self.style.color.alpha < 1.0 {
            write!(out, " {kind}-opacity=\"{}\"", self.style.color.alpha)?;
        }
        Ok(())
    }
}

/// Text that XML takes: markup escaped, characters it does not allow left out.
pub struct Escaped<'a>(pub &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '&' => out.write_str("&amp;")?,
                '"' => out.write_str("&quot;")?,
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_controls_are_dropped() {
        let text = "<script>&\"\u{0}\u{1b}\u{ffff}\u{9f}\u{1f642}";
        assert_eq!(Escaped(text).to_string(), "&lt;script&gt;&amp;&quot;\u{1f642}");
    }

    #[test]
    fn sixteenths_are_exact() {
        assert_eq!(Px(17).to_string(), "1.0625");
        assert_eq!(Px(-32).to_string(), "-2");
    }
}

//! How cells look.

use crate::results::{BaseFlag, Unit};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const SOFT: Color = Color::RGB(0x5A_66_72);
const LETTER: Color = Color::RGB(0x17_58_94);
const LINE: Color = Color::RGB(0xB8_C0_CA);
const BAND: Color = Color::RGB(0xEE_F2_F6);

/// The formats of all sheets.
pub struct Styles {
    pub title: Format,
    pub plain: Format,
    pub soft: Format,
    pub text: Format,
    pub link: Format,
    pub heading: Format,
    pub heading_right: Format,
    /// Text beside numbers, and the heading of it.
    pub about: Format,
    pub heading_about: Format,
    /// Over a banner, over a column, and the letter of one.
    pub banner: Format,
    pub column: Format,
    pub letter: Format,
    /// The wording over a table.
    pub question: Format,
    pub number: Format,
    pub count: Format,
    pub p: Format,
    pub mark: Format,
}

/// What a cell of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind<'a> {
    /// Respondents, with the flag of a small base.
    Count(Option<BaseFlag>),
    /// A number of respondents that need not be whole.
    Weighted,
    /// A percentage.
    Percent,
    /// A mean or what belongs to it.
    Mean(&'a Unit),
    /// Letters or a mark.
    Text,
}

/// Where a cell of a table stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// Whether its column is the first of a banner.
    pub first: bool,
    /// Whether its row is a net or a mean.
    pub strong: bool,
    /// Whether its row is the first of its kind.
    pub apart: bool,
}

impl Styles {
    pub fn new() -> Styles {
        let plain = || Format::new().set_align(FormatAlign::Top);
        let heading = plain().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin);
        let over = || plain().set_bold().set_text_wrap().set_align(FormatAlign::Bottom);
        Styles {
            title: plain().set_bold().set_font_size(16),
            soft: plain().set_font_color(SOFT),
            text: plain().set_text_wrap(),
            link: plain()
                .set_text_wrap()
                .set_font_color(LETTER)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            about: plain().set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
            heading_right: heading.clone().set_align(FormatAlign::Right),
            heading_about: heading.clone().set_align(FormatAlign::Left).set_indent(1),
            heading,
            banner: over().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE),
            column: over().set_align(FormatAlign::Right),
            letter: over().set_align(FormatAlign::Right).set_font_color(LETTER).set_border_bottom(FormatBorder::Thin),
            question: plain().set_bold().set_font_size(12).set_text_wrap().set_background_color(BAND),
            number: plain().set_num_format("0.0"),
            count: plain().set_num_format("#,##0"),
            p: plain().set_num_format("0.0000"),
            mark: plain().set_align(FormatAlign::Right),
            plain: plain(),
        }
    }

    /// The format of a cell of a table.
    pub fn cell(kind: Kind, place: Place) -> Format {
        let format = Format::new().set_align(FormatAlign::Top).set_align(FormatAlign::Right);
        let format = match kind {
            Kind::Count(None) => format.set_num_format("#,##0").set_font_color(SOFT),
            Kind::Count(Some(BaseFlag::Small)) => format.set_num_format("#,##0\"*\"").set_font_color(SOFT),
            Kind::Count(Some(BaseFlag::VerySmall)) => format.set_num_format("#,##0\"**\"").set_font_color(SOFT),
            Kind::Weighted => format.set_num_format("#,##0.0").set_font_color(SOFT),
            Kind::Percent => format.set_num_format("0.0%"),
            Kind::Mean(Unit::Points) => format.set_num_format("+0.0;\u{2212}0.0;0.0"),
            Kind::Mean(_) => format.set_num_format("0.00"),
            Kind::Text => format.set_font_color(LETTER),
        };
        Styles::placed(format, place)
    }

    /// The label of a row; paler where it repeats the row above.
    pub fn label(place: Place, repeats: bool) -> Format {
        let format = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        let format = if repeats { format.set_font_color(LINE) } else { format };
        Styles::placed(format, Place { strong: place.strong && !repeats, ..place })
    }

    /// A format with the lines and weight of its place.
    pub fn placed(format: Format, place: Place) -> Format {
        let format = if place.strong { format.set_bold() } else { format };
        let format = if place.apart { format.set_border_top(FormatBorder::Thin) } else { format };
        if place.first { format.set_border_left(FormatBorder::Thin).set_border_left_color(LINE) } else { format }
    }
}

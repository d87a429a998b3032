//! Tables of two questions in every format.

mod book;
mod browser;
mod hidden;
mod labels;
mod pages;
mod pictures;
mod sample;
mod sample_wide;

use sample::published;
use survey::render::{self, Format, Look, Text};
use survey::results::Crosstab;

/// The bytes of a format at 80 columns.
fn bytes(crosstab: &Crosstab, format: Format) -> Vec<u8> {
    render::crosstab(&published(crosstab), format, &Look::default()).unwrap_or_else(|fault| panic!("{fault:?}"))
}

/// The text of a format at so many columns.
fn text(crosstab: &Crosstab, format: Text, width: usize) -> String {
    let look = Look { width, color: false };
    let bytes = render::crosstab(&published(crosstab), Format::Text(format), &look);
    String::from_utf8(bytes.unwrap_or_else(|fault| panic!("{fault:?}"))).expect("text")
}

//! The one way in: a format, and the bytes of it.

use super::{data, html, markdown, terminal, xlsx};
use crate::diagnostic::Fault;
use crate::render::{Format, Look, Text, json};
use crate::results::PublishedCrosstab;
use crate::view;

/// The tables as bytes of this format; text ends in a line feed.
///
/// # Errors
///
/// When there are more figures than a workbook takes, or the format is that of a picture.
pub fn crosstab(crosstab: &PublishedCrosstab, format: Format, look: &Look) -> Result<Vec<u8>, Fault> {
    let text = match format {
        Format::Text(Text::Json) => json::pretty(crosstab),
        Format::Text(Text::Csv) => data::csv(crosstab),
        Format::Text(Text::Table) => terminal::text(&view::crosstab(crosstab), look),
        Format::Text(Text::Markdown) => markdown::text(&view::crosstab(crosstab)),
        Format::Html => html::page(crosstab, &view::crosstab(crosstab)),
        Format::Xlsx => return xlsx::workbook(crosstab, &view::crosstab(crosstab)),
        Format::Png | Format::Svg => {
            return Err(Fault::new("a picture holds no tables").help("`--picture` draws one of them"));
        }
    };
    Ok(text.into_bytes())
}

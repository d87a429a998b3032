//! Tables of two questions as bytes.

use super::{Format, Look, Text, json};
use crate::diagnostic::Fault;
use crate::results::PublishedCrosstab;

/// The tables as bytes of this format; text ends in a line feed.
///
/// # Errors
///
/// When the format is none that tables are written as.
pub fn crosstab(crosstab: &PublishedCrosstab, format: Format, _look: &Look) -> Result<Vec<u8>, Fault> {
    match format {
        Format::Text(Text::Json) => Ok(json::pretty(crosstab).into_bytes()),
        _ => Err(Fault::new("tables of two questions are written as JSON").help("ask for `--format json`")),
    }
}

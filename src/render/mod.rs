//! Finished figures as bytes: terminal text, JSON, CSV, Markdown, pages and workbooks.
//!
//! Each format is one file and one line in [`Format`]. Width and colour come in as a [`Look`]; nothing
//! here prints, asks the environment, rounds a number or computes one.

mod check;
mod compare;
mod crosstab;
mod csv;
mod explain;
mod format;
mod glyph;
mod html;
mod ink;
mod json;
mod layout;
mod lines;
mod look;
mod markdown;
mod rejects;
mod table;
mod terminal;
mod trend;
mod weighting;
mod xlsx;

pub use crosstab::crosstab;
pub use format::{Format, Text};
pub use html::Picture;
pub use look::Look;
pub use weighting::WeightsCsv;

use crate::diagnostic::Fault;
use crate::results::{
    Change, CheckReport, Explanation, Ledger, Published, PublishedComparison, TrendReport, WeightingReport,
};
use crate::view;

/// The report in this format, ending in a line feed.
#[must_use]
pub fn report(report: &Published, format: Text, look: &Look) -> String {
    match format {
        Text::Table => terminal::report(&view::document(report), look),
        Text::Json => json::pretty(report),
        Text::Csv => csv::report(report),
        Text::Markdown => markdown::report(&view::document(report)),
    }
}

/// The report as bytes of this format.
///
/// # Errors
///
/// When there are more figures than a workbook takes, or the format is that of a picture.
pub fn bytes(report: &Published, format: Format, look: &Look) -> Result<Vec<u8>, Fault> {
    match format {
        Format::Text(text) => Ok(self::report(report, text, look).into_bytes()),
        Format::Html => Ok(html(report, &[]).into_bytes()),
        Format::Xlsx => xlsx(report),
        Format::Png | Format::Svg => {
            Err(Fault::new("a picture holds no report").help("`survey chart` draws one, `survey report` all of them"))
        }
    }
}

/// The report as one page for the browser, with pictures of its questions.
#[must_use]
pub fn html(report: &Published, pictures: &[Picture]) -> String {
    html::page(report, &view::document(report), pictures)
}

/// The report as a workbook.
///
/// # Errors
///
/// When there are more figures than a sheet has rows.
pub fn xlsx(report: &Published) -> Result<Vec<u8>, Fault> {
    xlsx::workbook(report, &view::document(report))
}

/// Figures over time in this format, ending in a line feed.
#[must_use]
pub fn trend(report: &TrendReport, format: Text, look: &Look) -> String {
    match format {
        Text::Table => trend::text(&view::trend(report), look),
        Text::Json => json::pretty(report),
        Text::Csv => trend::csv(report),
        Text::Markdown => trend::markdown(&view::trend(report)),
    }
}

/// The check as text, or as JSON when that is the format asked for; ends in a line feed.
#[must_use]
pub fn check(report: &CheckReport, format: Text, every_question: bool, look: &Look) -> String {
    match format {
        Text::Json => json::pretty(report),
        Text::Table | Text::Csv | Text::Markdown => check::text(&view::check(report, every_question), look),
    }
}

/// What has changed between files, one paragraph each.
#[must_use]
pub fn changes(changes: &[Change], width: usize) -> String {
    check::changes(changes, &Look { width, color: false })
}

/// The weighting as text, or as JSON when that is the format asked for; ends in a line feed.
#[must_use]
pub fn weighting(report: &WeightingReport, format: Text, look: &Look) -> String {
    match format {
        Text::Json => json::pretty(report),
        Text::Table | Text::Csv | Text::Markdown => weighting::text(&view::weighting(report), look),
    }
}

/// The comparison in this format, ending in a line feed.
#[must_use]
pub fn comparison(comparison: &PublishedComparison, format: Text, look: &Look) -> String {
    match format {
        Text::Table => compare::text(&view::compare(comparison), look),
        Text::Json => json::pretty(comparison),
        Text::Csv => compare::csv(comparison),
        Text::Markdown => compare::markdown(&view::compare(comparison)),
    }
}

/// Every place that a check found, as CSV; what the cells hold only `with_values`.
#[must_use]
pub fn rejects(report: &CheckReport, with_values: bool) -> String {
    rejects::text(report, with_values)
}

/// The base ledger and the arithmetic of a question's figures among those who satisfy the conditions, as text.
///
/// Without a ledger the group is suppressed: the mark stands for its base and no arithmetic is shown.
#[must_use]
pub fn explanation(
    text: &str,
    conditions: &[String],
    ledger: Option<&Ledger>,
    explanations: &[Explanation],
    look: &Look,
) -> String {
    explain::text(&view::explain(text, conditions, ledger, explanations), look)
}

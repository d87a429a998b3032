//! Finished figures as bytes: terminal text, JSON, CSV and Markdown.
//!
//! Each format is one file and one line in [`Format`]. Width and colour come in as a [`Look`]; nothing
//! here prints, asks the environment, rounds a number or computes one.

mod check;
mod csv;
mod explain;
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
mod xlsx;

pub use html::Picture;
pub use look::Look;

use crate::diagnostic::Fault;
use crate::results::{CheckReport, Explanation, Ledger, Report};
use crate::view;

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Aligned text with bars, for people at a terminal.
    Table,
    /// The whole report as JSON, for programs.
    Json,
    /// One row per figure, for spreadsheets and statistics packages.
    Csv,
    /// Headings and tables in Markdown, for documents.
    Markdown,
}

impl Format {
    /// All formats, the default first.
    pub const ALL: [Format; 4] = [Format::Table, Format::Json, Format::Csv, Format::Markdown];

    /// The formats a check can be written in.
    pub const OF_CHECK: [Format; 2] = [Format::Table, Format::Json];

    /// The word on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Markdown => "markdown",
        }
    }

    /// What the format is for, in one line.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Format::Table => "aligned text with bars, for reading at a terminal",
            Format::Json => "everything at full precision, for programs",
            Format::Csv => "one row per figure at full precision, for spreadsheets and statistics packages",
            Format::Markdown => "headings and tables, for documents",
        }
    }

    /// The format of this name, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name))
    }
}

/// The report in this format, ending in a line feed. Numbers in suppressed cells never come through.
#[must_use]
pub fn report(report: &Report, format: Format, look: &Look) -> String {
    let report = view::withhold(report);
    match format {
        Format::Table => terminal::report(&view::document(&report), look),
        Format::Json => json::pretty(&report),
        Format::Csv => csv::report(&report),
        Format::Markdown => markdown::report(&view::document(&report)),
    }
}

/// The report as one page for the browser, with pictures of its questions.
#[must_use]
pub fn html(report: &Report, pictures: &[Picture]) -> String {
    let report = view::withhold(report);
    html::page(&report, &view::document(&report), pictures)
}

/// The report as a workbook.
///
/// # Errors
///
/// When there are more figures than a sheet has rows.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, Fault> {
    let report = view::withhold(report);
    xlsx::workbook(&report, &view::document(&report))
}

/// The check as text, or as JSON when that is the format asked for; ends in a line feed.
#[must_use]
pub fn check(report: &CheckReport, format: Format, every_question: bool, look: &Look) -> String {
    match format {
        Format::Json => json::pretty(report),
        Format::Table | Format::Csv | Format::Markdown => check::text(&view::check(report, every_question), look),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_its_own_name_and_is_found_by_it() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(&format.name().to_uppercase()), Some(format));
            assert!(!format.about().is_empty());
        }
        assert_eq!(Format::from_name("xml"), None);
    }
}

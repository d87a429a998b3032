//! What could not be used, as a list for spreadsheets: one row for every place.

use super::csv::{safe, safe_cell, write};
use crate::results::{CheckReport, Finding, FindingPlace, Reason};

/// Every finding of a check, in the order of files and rows.
pub fn text(report: &CheckReport, with_values: bool) -> String {
    let mut places: Vec<(&FindingPlace, &Finding)> =
        report.findings.iter().flat_map(|finding| finding.places.iter().map(move |place| (place, finding))).collect();
    places.sort_by_key(|(place, finding)| (place.input, place.row, &place.column, finding.reason));
    let mut header = ["file", "line", "row", "column", "about", "reason"].map(str::to_owned).to_vec();
    header.extend(with_values.then(|| "value".to_owned()));
    let rows = places.into_iter().map(|(place, finding)| row(report, place, finding, with_values));
    write(std::iter::once(header).chain(rows))
}

fn row(report: &CheckReport, place: &FindingPlace, finding: &Finding, with_values: bool) -> Vec<String> {
    let file = report.inputs.get(place.input).map_or_else(String::new, |input| safe(&input.name));
    let (line, number) = (place.line.to_string(), place.row.to_string());
    let mut cells =
        vec![file, line, number, safe(&place.column), safe(&finding.about), reason(finding.reason).to_owned()];
    cells.extend(with_values.then(|| place.value.as_deref().map(safe_cell).unwrap_or_default()));
    cells
}

/// The word for a reason, as in the JSON of a check.
const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Ragged => "ragged",
        Reason::NoResponse => "no_response",
        Reason::StrayQuotes => "stray_quotes",
        Reason::Unreadable => "unreadable",
        Reason::Doubtful => "doubtful",
        Reason::BadWeight => "bad_weight",
        Reason::Duplicate => "duplicate",
        Reason::DuplicateDiffers => "duplicate_differs",
        Reason::IdReused => "id_reused",
        Reason::NoAnswer => "no_answer",
        Reason::Unrecognised => "unrecognised",
        Reason::OutOfRange => "out_of_range",
        Reason::BetweenBands => "between_bands",
        Reason::AmbiguousNumber => "ambiguous_number",
        Reason::BadDate => "bad_date",
        Reason::AnsweredOffRoute => "answered_off_route",
        Reason::OtherVersion => "other_version",
        Reason::UndatedVersion => "undated_version",
        Reason::Unweightable => "unweightable",
        Reason::SpelledApart => "spelled_apart",
    }
}

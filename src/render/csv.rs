//! Results as tidy CSV: one row per figure, unrounded, ready for a database, a statistics package or a spreadsheet.
//!
//! A column is of one type throughout: what is hidden or not there is empty, never a mark. The value of a date
//! is a number of days since 1970-01-01, as in JSON, and stands as a date in a column of its own.

use crate::results::{Cell, Figure, RESPONSE_RATE, Report, Unit};
use crate::view::{clean, day, exact};

/// One text per column.
type Record = Vec<String>;

/// Columns before those of the segments.
const BEFORE: [&str; 5] = ["question", "kind", "text", "breakdown", "segment_group"];

/// Columns after those of the segments. No name is a word that SQL keeps for itself, and no column holds both
/// numbers and text.
const AFTER: [&str; 16] = [
    "wave",
    "metric",
    "item",
    "unit",
    "value",
    "value_date",
    "se",
    "low",
    "high",
    "interval_method",
    "count",
    "base",
    "weighted_base",
    "effective_base",
    "suppressed",
    "cautions",
];

/// What the columns of segments begin with, so that none is called like another column.
const SEGMENT_COLUMN: &str = "by_";

/// The report's figures, in its order. Of a suppressed figure nothing is told but that it is.
///
/// Every segment that figures are broken down by has a column of its own, `by_` and its id.
pub fn report(report: &Report) -> String {
    let segments = segments(report);
    let rate = Subject { id: RESPONSE_RATE, kind: RESPONSE_RATE, text: "Response rate", cautions: &[] };
    let questions = report.questions.iter().flat_map(|question| {
        let subject =
            Subject { id: &question.id, kind: &question.kind, text: &question.text, cautions: &question.cautions };
        figures(subject, &question.cells, &segments)
    });
    let header = std::iter::once(header(&segments));
    write(header.chain(figures(rate, &report.response_rates, &segments)).chain(questions))
}

fn header(segments: &[&str]) -> Record {
    let own = segments.iter().map(|segment| safe(&format!("{SEGMENT_COLUMN}{segment}")));
    BEFORE.map(str::to_owned).into_iter().chain(own).chain(AFTER.map(str::to_owned)).collect()
}

/// The segments that figures are broken down by, as they were asked for; none twice.
fn segments(report: &Report) -> Vec<&str> {
    let asked = report.settings.by.iter().flat_map(|by| by.split(':').map(str::trim));
    let cells = report.response_rates.iter().chain(report.questions.iter().flat_map(|question| &question.cells));
    let keys = cells.flat_map(|cell| &cell.group).filter(|key| !key.is_wave());
    let shown = keys.map(|key| key.segment.as_str());
    let mut found = Vec::new();
    for segment in asked.chain(shown) {
        if !found.contains(&segment) {
            found.push(segment);
        }
    }
    found
}

/// What a row is about.
#[derive(Clone, Copy)]
struct Subject<'a> {
    id: &'a str,
    kind: &'a str,
    text: &'a str,
    cautions: &'a [String],
}

fn figures<'a>(subject: Subject<'a>, cells: &'a [Cell], segments: &'a [&'a str]) -> impl Iterator<Item = Record> + 'a {
    cells.iter().flat_map(move |cell| cell.figures.iter().map(move |figure| row(&subject, cell, figure, segments)))
}

fn row(subject: &Subject, cell: &Cell, figure: &Figure, segments: &[&str]) -> Record {
    let keys = || cell.group.iter();
    let breakdown: Vec<&str> = keys().map(|key| key.segment.as_str()).collect();
    let group: Vec<&str> = keys().filter(|key| !key.is_wave()).map(|key| key.value.as_str()).collect();
    let value_of = |segment: &str| keys().find(|key| key.segment == segment).map_or("", |key| key.value.as_str());
    let before = [subject.id, subject.kind, subject.text, &breakdown.join(":"), &group.join(" / ")].map(safe);
    let own = segments.iter().map(|segment| safe(value_of(segment)));
    let wave = keys().find(|key| key.is_wave()).map_or("", |key| key.value.as_str());
    before.into_iter().chain(own).chain(numbers(subject, cell, figure, wave)).collect()
}

/// The columns after those of the segments.
fn numbers(subject: &Subject, cell: &Cell, figure: &Figure, wave: &str) -> [String; AFTER.len()] {
    let number = |value: Option<f64>| value.map_or_else(String::new, shortest);
    let count = |count: Option<u64>| count.map_or_else(String::new, |count| count.to_string());
    let interval = figure.interval.as_ref();
    let date = figure.value.filter(|value| figure.unit == Unit::Date && value.is_finite());
    [
        safe(wave),
        safe(&figure.metric),
        safe(figure.item.as_deref().unwrap_or_default()),
        safe(unit(&figure.unit)),
        number(figure.value),
        date.map_or_else(String::new, day),
        number(figure.se),
        number(interval.map(|interval| interval.low)),
        number(interval.map(|interval| interval.high)),
        safe(interval.map_or("", |interval| &interval.method)),
        count(figure.count),
        count(figure.base.map(|base| base.unweighted)),
        number(figure.base.map(|base| base.weighted)),
        number(figure.base.map(|base| base.effective)),
        cell.suppressed.to_string(),
        safe(&subject.cautions.join("; ")),
    ]
}

fn unit(unit: &Unit) -> &str {
    match unit {
        Unit::Percent => "percent",
        Unit::Points => "points",
        Unit::Score => "score",
        Unit::Rank => "rank",
        Unit::Of(name) => name,
        Unit::Date => "date",
        Unit::Count => "count",
    }
}

/// The fewest digits that read back as the same number; empty for what is not a number.
fn shortest(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    // Adding zero turns −0 into 0.
    (value + 0.0).to_string()
}

/// Text that no spreadsheet takes for a formula: a leading apostrophe says that it is text.
pub(super) fn safe(text: &str) -> String {
    no_formula(clean(text))
}

/// What stands in a cell of an export, as it stands there, but for what a spreadsheet would take for a formula.
pub(super) fn safe_cell(text: &str) -> String {
    no_formula(exact(text))
}

fn no_formula(text: String) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if formula { format!("'{text}") } else { text }
}

pub(super) fn write<Row: AsRef<[String]>>(rows: impl IntoIterator<Item = Row>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.as_ref()).expect("rows of one length can be written to memory");
    }
    let bytes = writer.into_inner().expect("memory can be flushed");
    String::from_utf8(bytes).expect("fields were text and so are separators")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for text in ["=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert!(safe(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(safe("Very good"), "Very good");
    }

    #[test]
    fn numbers_are_not_text() {
        assert_eq!(shortest(-12.5), "-12.5");
        assert_eq!(shortest(-0.0), "0");
        assert_eq!(shortest(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(shortest(f64::NAN), "");
    }
}

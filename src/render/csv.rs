//! Results as tidy CSV: one row per figure, unrounded, ready for a database, a statistics package or a spreadsheet.
//!
//! A column is of one type throughout: what is hidden or not there is empty, never a mark. The value of a date
//! is a number of days since 1970-01-01, as in JSON, and stands as a date in a column of its own.

use crate::results::{Cell, Column, Estimate, Group, GroupKey, QuestionResult, Report, Unit, Verdict};
use crate::view::{clean, day, exact, value};

/// One text per column.
type Record = Vec<String>;

/// Columns before those of the segments.
const BEFORE: [&str; 5] = ["question", "kind", "text", "breakdown", "segment_group"];

/// Columns after those of the segments. No name is a word that SQL keeps for itself, and no column holds both
/// numbers and text.
const AFTER: [&str; 19] = [
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
    "rest_difference",
    "rest_adjusted_p",
    "rest_verdict",
    "cautions",
];

/// What the columns of segments begin with, so that none is called like another column.
const SEGMENT_COLUMN: &str = "by_";

/// The report's figures, in its order. Of a suppressed figure nothing is told but that it is.
///
/// Every segment that figures are broken down by has a column of its own, `by_` and its id.
pub fn report(report: &Report) -> String {
    let segments = segments(report);
    let groups: Vec<Place> = report.groups.iter().map(|group| place(report, group, &segments)).collect();
    let header = std::iter::once(header(report, &segments));
    write(header.chain(report.subjects().flat_map(|subject| rows(subject, &groups))))
}

fn header(report: &Report, segments: &[usize]) -> Record {
    let own = segments.iter().map(|axis| safe(&format!("{SEGMENT_COLUMN}{}", report.axes[*axis].id())));
    BEFORE.map(str::to_owned).into_iter().chain(own).chain(AFTER.map(str::to_owned)).collect()
}

/// The positions of the segments that figures are broken down by, as they were asked for; none twice.
fn segments(report: &Report) -> Vec<usize> {
    let shown = report.breakdowns().into_iter().flat_map(|breakdown| breakdown.axes);
    let mut found = Vec::new();
    for axis in report.asked_for().into_iter().flatten().chain(shown) {
        if !report.axes[axis].is_wave() && !found.contains(&axis) {
            found.push(axis);
        }
    }
    found
}

/// What a group's rows have in the columns about groups.
struct Place {
    /// `breakdown` and `segment_group`.
    before: [String; 2],
    /// The columns of the segments.
    segments: Vec<String>,
    wave: String,
}

fn place(report: &Report, group: &Group, segments: &[usize]) -> Place {
    let is_wave = |key: &&GroupKey| report.axes[key.axis].is_wave();
    let breakdown: Vec<&str> = group.keys.iter().map(|key| report.axes[key.axis].id()).collect();
    let name: Vec<String> = group.keys.iter().filter(|key| !is_wave(key)).map(|key| value(&key.value)).collect();
    let shown = |key: Option<&GroupKey>| safe(&key.map_or_else(String::new, |key| value(&key.value)));
    Place {
        before: [safe(&breakdown.join(":")), safe(&name.join(" / "))],
        segments: segments.iter().map(|axis| shown(group.keys.iter().find(|key| key.axis == *axis))).collect(),
        wave: shown(group.keys.iter().find(is_wave)),
    }
}

/// One row a figure.
fn rows<'a>(subject: &'a QuestionResult, groups: &'a [Place]) -> impl Iterator<Item = Record> + 'a {
    let about = [&subject.id, &subject.kind, &subject.text].map(|text| safe(text));
    let cautions = safe(&subject.cautions.join("; "));
    subject.cells.iter().flat_map(move |cell| {
        let place = &groups[cell.group];
        let before: Vec<&String> =
            about.iter().chain(&place.before).chain(&place.segments).chain([&place.wave]).collect();
        let before: Record = before.into_iter().cloned().collect();
        let cautions = cautions.clone();
        subject.columns.iter().zip(&cell.estimates).enumerate().map(move |(at, (column, estimate))| {
            let numbers = numbers(column, cell, estimate);
            let rest = against_rest(subject, cell.group, at);
            before.iter().cloned().chain(numbers).chain(rest).chain([cautions.clone()]).collect()
        })
    })
}

/// How a figure differs from that of everybody outside the group, where that was tested: by how much, the p-value corrected
/// for the number of tests, and what it shows.
fn against_rest(subject: &QuestionResult, group: usize, column: usize) -> [String; 3] {
    let Some(found) = subject.against_rest(group).filter(|found| found.column == column) else {
        return Default::default();
    };
    let verdict = match found.verdict {
        Verdict::Up => "higher",
        Verdict::Down => "lower",
        Verdict::None => "none",
    };
    [shortest(found.difference), shortest(found.adjusted_p), verdict.to_owned()]
}

/// The columns after that of the wave, but for the last ones.
fn numbers(column: &Column, cell: &Cell, estimate: &Estimate) -> [String; AFTER.len() - 5] {
    let number = |value: Option<f64>| value.map_or_else(String::new, shortest);
    let count = |count: Option<u64>| count.map_or_else(String::new, |count| count.to_string());
    let interval = estimate.interval.as_ref();
    let date = estimate.value.filter(|value| column.unit == Unit::Date && value.is_finite());
    [
        safe(&column.metric),
        safe(column.item.as_deref().unwrap_or_default()),
        safe(unit(&column.unit)),
        number(estimate.value),
        date.map_or_else(String::new, day),
        number(estimate.se),
        number(interval.map(|interval| interval.low)),
        number(interval.map(|interval| interval.high)),
        safe(interval.map_or("", |interval| &interval.method)),
        count(estimate.count),
        count(estimate.base.map(|base| base.unweighted)),
        number(estimate.base.map(|base| base.weighted)),
        number(estimate.base.map(|base| base.effective)),
        cell.suppressed.to_string(),
    ]
}

pub(super) fn unit(unit: &Unit) -> &str {
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
pub(super) fn shortest(value: f64) -> String {
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

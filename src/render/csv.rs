//! Results as tidy CSV: one row per figure, unrounded, ready for a spreadsheet or a statistics package.

use crate::results::{Cell, Figure, Report, Unit};
use crate::view::{SUPPRESSED, clean, day};

/// One text per column.
type Record = [String; COLUMNS];

const COLUMNS: usize = 20;

const HEADER: [&str; COLUMNS] = [
    "question",
    "kind",
    "text",
    "breakdown",
    "group",
    "wave",
    "metric",
    "item",
    "unit",
    "value",
    "se",
    "low",
    "high",
    "interval",
    "count",
    "base",
    "weighted_base",
    "effective_base",
    "suppressed",
    "cautions",
];

/// The report's figures, in its order. A suppressed figure has the mark as its value and nothing else.
pub fn report(report: &Report) -> String {
    let rate = Subject { id: "response_rate", kind: "response_rate", text: "Response rate", cautions: &[] };
    let questions = report.questions.iter().flat_map(|question| {
        let subject =
            Subject { id: &question.id, kind: &question.kind, text: &question.text, cautions: &question.cautions };
        figures(subject, &question.cells)
    });
    let header = std::iter::once(HEADER.map(str::to_owned));
    write(header.chain(figures(rate, &report.response_rates)).chain(questions))
}

/// What a row is about.
#[derive(Clone, Copy)]
struct Subject<'a> {
    id: &'a str,
    kind: &'a str,
    text: &'a str,
    cautions: &'a [String],
}

fn figures<'a>(subject: Subject<'a>, cells: &'a [Cell]) -> impl Iterator<Item = Record> + 'a {
    cells.iter().flat_map(move |cell| cell.figures.iter().map(move |figure| row(&subject, cell, figure)))
}

fn row(subject: &Subject, cell: &Cell, figure: &Figure) -> Record {
    let keys = || cell.group.iter();
    let breakdown: Vec<&str> = keys().map(|key| key.segment.as_str()).collect();
    let group: Vec<&str> = keys().filter(|key| key.segment != "wave").map(|key| key.value.as_str()).collect();
    let wave = keys().find(|key| key.segment == "wave").map_or("", |key| key.value.as_str());
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| in_unit(value, &figure.unit));
    let interval = figure.interval.as_ref();
    let base = figure.base.as_ref();
    [
        safe(subject.id),
        safe(subject.kind),
        safe(subject.text),
        safe(&breakdown.join(":")),
        safe(&group.join(" / ")),
        safe(wave),
        safe(&figure.metric),
        safe(figure.item.as_deref().unwrap_or_default()),
        safe(unit(&figure.unit)),
        if cell.suppressed { SUPPRESSED.to_owned() } else { number(figure.value) },
        figure.se.map_or_else(String::new, shortest),
        number(interval.map(|interval| interval.low)),
        number(interval.map(|interval| interval.high)),
        safe(interval.map_or("", |interval| &interval.method)),
        figure.count.map_or_else(String::new, |count| count.to_string()),
        base.map_or_else(String::new, |base| base.unweighted.to_string()),
        base.map_or_else(String::new, |base| shortest(base.weighted)),
        base.map_or_else(String::new, |base| shortest(base.effective)),
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

/// Dates as dates, everything else as the number it is.
fn in_unit(value: f64, unit: &Unit) -> String {
    if *unit == Unit::Date { day(value) } else { shortest(value) }
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
    let text = clean(text);
    let formula = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
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
        assert_eq!(in_unit(19_783.0, &Unit::Date), "2024-03-01");
    }
}

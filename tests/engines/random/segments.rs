//! Segments of every kind, and a sampling design made of some.

use super::draft::Draft;
use super::questions::map;
use super::words::{label, labels};
use serde_json::{Value, json};
use survey::definition::{Question, Reading, Source};
use survey::plan::Shape;

const KINDS: [&str; 12] = [
    "found", "options", "bands", "column", "answers", "several", "numbers", "periods", "days", "hour", "weekday",
    "file",
];

/// Draws the segments of a survey: those due, a column with any values, and some more.
pub fn segments(draft: &mut Draft) {
    let mut kinds = vec!["found", *draft.due(&KINDS), KINDS[(draft.number * 5 + 3) % KINDS.len()]];
    kinds.extend((0..3).map(|_| *draft.dice.one_of(&KINDS)));
    let all = draft.survey().questions;
    let is_dated = draft.head.iter().any(|(key, _)| key == "submitted");
    for kind in kinds {
        let id = format!("s{}", draft.segments.len() + 1);
        if let Some(mut keys) = segment(kind, &id, &all, is_dated, draft) {
            if draft.dice.happens(40) {
                keys["title"] = json!(label(&mut draft.dice));
            }
            draft.segments.push((id, keys));
        }
    }
    design(draft);
}

fn segment(kind: &str, id: &str, all: &[Question], is_dated: bool, draft: &mut Draft) -> Option<Value> {
    match kind {
        "found" => Some(json!({ "column": draft.column(id) })),
        "options" => Some(options(id, draft)),
        "bands" => Some(bands(id, draft)),
        "column" => of_column(all, draft),
        "answers" => of(all, draft, |question| matches!(question.shape, Shape::Coded { .. })),
        "several" => of(all, draft, |question| matches!(question.shape, Shape::Multiple { .. })),
        "numbers" => Some(with(of(all, draft, is_number)?, json!([0, 3, 10, 40]))),
        "periods" => {
            let period = *draft.dice.one_of(&["week", "month", "quarter", "year"]);
            Some(with(of(all, draft, is_date)?, json!(period)))
        }
        "days" => Some(with(of(all, draft, is_date)?, json!(["2025-12-01", "2026-01-20", "2026-03-01"]))),
        "file" => Some(json!({ "by": kind })),
        "hour" | "weekday" => is_dated.then(|| json!({ "by": kind })),
        other => panic!("{other}"),
    }
}

fn options(id: &str, draft: &mut Draft) -> Value {
    let number = draft.dice.between(2, 5);
    let all = labels(&mut draft.dice, number);
    let mut keys = map(json!({ "column": draft.column(id), "options": all }));
    let mut put = |key: &str, value: Value| keys.insert(key.to_owned(), value);
    if draft.dice.happens(50) {
        put("codes", json!({ "301": all[0], "ö": all[1] }));
    }
    match draft.dice.below(3) {
        0 => drop(put("other", json!(all[0]))),
        1 => drop(put("unrecognised", json!("missing"))),
        _ => {}
    }
    Value::Object(keys)
}

fn bands(id: &str, draft: &mut Draft) -> Value {
    let mut keys = json!({ "column": draft.column(id), "bands": [18, 30, 45, 70] });
    if draft.dice.happens(50) {
        keys["decimal"] = json!(draft.dice.one_of(&["point", "comma"]));
    }
    keys
}

/// Bands of a column that a question reads, too.
fn of_column(all: &[Question], draft: &mut Draft) -> Option<Value> {
    let mut columns = all.iter().filter_map(|question| match (&question.source, &question.reading) {
        (Source::Column(survey::definition::ColumnRef::Name(column)), Reading::Number) => Some(column),
        _ => None,
    });
    let column = columns.next_back()?;
    let decimal = draft.questions.iter().find(|(_, keys)| keys["column"] == json!(column))?.1.get("decimal").cloned();
    let mut keys = json!({ "column": column, "bands": [0, 7, 20] });
    if let Some(decimal) = decimal {
        keys["decimal"] = decimal;
    }
    Some(keys)
}

/// One of the questions that fit.
fn of(all: &[Question], draft: &mut Draft, fits: impl Fn(&Question) -> bool) -> Option<Value> {
    let fitting: Vec<&Question> = all.iter().filter(|question| fits(question)).collect();
    let question = fitting.get(draft.dice.below(fitting.len().max(1)))?;
    Some(json!({ "question": question.id }))
}

fn with(mut keys: Value, bands: Value) -> Value {
    keys["bands"] = bands;
    keys
}

fn is_number(question: &Question) -> bool {
    let is_derived = matches!(question.source, Source::Derived(_));
    let is_other = matches!(question.reading, Reading::Text | Reading::Date { .. });
    matches!(question.shape, Shape::Values) && !question.is_ratio() && (is_derived || !is_other)
}

fn is_date(question: &Question) -> bool {
    matches!(question.reading, Reading::Date { .. })
}

/// Strata or units, of segments that everybody has one value of; drawn by themselves, these do not lie within each other.
fn design(draft: &mut Draft) {
    let survey = draft.survey();
    let single = survey.segments.iter().filter(|segment| !segment.several).map(|segment| segment.id.clone());
    let ids = draft.dice.some(1, &single.collect::<Vec<_>>());
    let Some(id) = ids.first().filter(|_| draft.dice.happens(50)) else { return };
    let keys = match draft.dice.below(2) {
        0 => json!({ "strata": id, "lonely": "certainty" }),
        _ => json!({ "clusters": id, "lonely": "average" }),
    };
    draft.head.push(("design".to_owned(), keys));
}

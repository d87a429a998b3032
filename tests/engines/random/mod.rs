//! Surveys drawn from a seed: any kinds of questions, options and columns with awkward names, segments, weights, and what is
//! asked of them. The same on every machine.

mod asked;
mod derived;
mod draft;
mod export;
mod occurs;
mod questions;
mod segments;
mod words;

use super::cases::{Case, Sheet, drawn};
use draft::Draft;
use export::{Weights, spoil};
use serde_json::{Value, json};
use survey::analysis::Request;

/// How many surveys there are.
const SURVEYS: usize = 20;

pub fn cases() -> Vec<Case> {
    (0..SURVEYS).map(case).collect()
}

fn case(number: usize) -> Case {
    let mut draft = Draft::new(number);
    let weights = *draft.due(&Weights::ALL);
    head(&mut draft, weights);
    questions::questions(&mut draft);
    derived::derived(&mut draft);
    segments::segments(&mut draft);
    let survey = draft.survey();
    let mut sheet = Sheet::of(&drawn(&survey, number as u64));
    spoil(&mut sheet, &survey, weights, &mut draft.dice);
    let mut case =
        Case { name: String::new(), survey, export: sheet.written(), request: Request::default(), pairs: Vec::new() };
    asked::ask(&mut case, &mut draft);
    case.name = format!("random survey {number}, {weights:?}, {:?}\n{}", case.request, draft.yaml());
    case
}

/// The keys of the survey itself. How the export is written is said, so that nothing has to be found out from cells that are
/// made to mislead.
fn head(draft: &mut Draft, weights: Weights) {
    let minimum = *draft.due(&[1, 1, 2, 5, 10]);
    let keys = [
        ("survey", json!(format!("random-{}", draft.number))),
        ("delimiter", json!(",")),
        ("quote", json!("\"")),
        ("escape", json!("none")),
        ("comment", json!("none")),
        ("skip_rows", json!(0)),
        ("header_rows", json!(1)),
        ("missing", json!(words::missing(&mut draft.dice))),
        ("disclosure", json!({ "minimum": minimum })),
    ];
    draft.head.extend(keys.map(|(key, value)| (key.to_owned(), value)));
    if draft.number % 8 != 7 {
        submitted(draft);
    }
    if draft.dice.happens(50) {
        let is = *draft.dice.one_of(&["done", "fertig \"ja\"", "1"]);
        let keys = if draft.dice.happens(50) { json!({ "is": [is, "Ja"] }) } else { json!({ "filled": true }) };
        let mut keys = questions::map(keys);
        keys.insert("column".to_owned(), json!(draft.column("complete")));
        draft.head.push(("complete".to_owned(), Value::Object(keys)));
    }
    if let Some(keys) = weights.keys(draft) {
        draft.head.push(("weight".to_owned(), keys));
    }
}

fn submitted(draft: &mut Draft) {
    let mut keys = json!({ "column": draft.column("submitted") });
    match *draft.due(&["", "Europe/London", "%d/%m/%Y %H:%M", "", "excel", "America/New_York", "unix"]) {
        "" => {}
        zone if zone.contains('/') && !zone.contains('%') => keys["timezone"] = json!(zone),
        format => keys["format"] = json!(format),
    }
    draft.head.push(("submitted".to_owned(), keys));
    if draft.dice.happens(50) {
        let waves = *draft.dice.one_of(&["week", "month", "quarter", "year"]);
        draft.head.push(("waves".to_owned(), json!(waves)));
    }
}

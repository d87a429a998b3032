//! Questions that are worked out from others, in every way that there is.

use super::draft::{Draft, Keys, is_closed, labels_of};
use super::questions::map;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use survey::definition::{Question, Reading, Source};
use survey::plan::Shape;

const WAYS: [&str; 8] = ["recode", "bands", "all", "any", "same", "mean", "sum", "ratio"];

/// Draws some derived questions; of those that are there, later ones come from earlier ones, too.
pub fn derived(draft: &mut Draft) {
    let mut ways = vec![*draft.due(&WAYS)];
    ways.extend((0..2).map(|_| *draft.dice.one_of(&WAYS)));
    for way in ways {
        let all = draft.survey().questions;
        if let Some(keys) = question(way, &all, draft) {
            draft.derived.push((format!("d{}", draft.derived.len() + 1), Value::Object(keys)));
        }
    }
}

fn question(way: &str, all: &[Question], draft: &mut Draft) -> Option<Keys> {
    let closed: Vec<&Question> = all.iter().filter(|question| is_closed(question)).collect();
    let numbers: Vec<&Question> = all.iter().filter(|question| has_numbers(question)).collect();
    match way {
        "recode" => Some(recode(pick(&closed, draft)?, draft)),
        "bands" => Some(bands(pick(&numbers, draft)?, draft)),
        "all" | "any" => {
            let conditions = draft.dice.some(2, &closed);
            let condition = |question: &Question, draft: &mut Draft| {
                let number = question.options.len().div_ceil(2);
                (question.id.clone(), json!(draft.dice.some(number, &labels_of(question))))
            };
            let conditions: Keys = conditions.into_iter().map(|question| condition(question, draft)).collect();
            (!conditions.is_empty()).then(|| map(json!({ way: conditions })))
        }
        "same" => Some(map(json!({ way: alike(all, draft)? }))),
        "ratio" => Some(map(json!({ way: pick(&numbers, draft)?.id, "of": pick(&numbers, draft)?.id }))),
        _ => Some(sum(way, &numbers, draft)?),
    }
}

fn pick<'a>(of: &[&'a Question], draft: &mut Draft) -> Option<&'a Question> {
    of.get(draft.dice.below(of.len().max(1))).copied()
}

/// Whether its answers are numbers, or have scores.
fn has_numbers(question: &Question) -> bool {
    let is_number = matches!(question.source, Source::Derived(_))
        || matches!(question.reading, Reading::Number | Reading::Duration { .. } | Reading::Elapsed { .. });
    match question.shape {
        Shape::Coded { .. } => question.options.iter().any(|option| option.score.is_some()),
        Shape::Values => is_number && !question.is_ratio(),
        Shape::Multiple { .. } | Shape::Ranked { .. } => false,
    }
}

fn recode(question: &Question, draft: &mut Draft) -> Keys {
    let labels = labels_of(question);
    let (some, rest) = labels.split_at(labels.len().div_ceil(2));
    let mut keys = map(json!({ "from": question.id, "recode": { "the \"first\"": some } }));
    if rest.is_empty() || draft.dice.happens(50) {
        keys.insert("other".to_owned(), json!("the, rest"));
    } else {
        keys.insert("recode".to_owned(), json!({ "the \"first\"": some, "those; behind": rest }));
    }
    let is_multiple = matches!(question.shape, Shape::Multiple { .. });
    if !is_multiple && draft.dice.happens(50) {
        keys.insert("direction".to_owned(), json!("high_to_low"));
    }
    keys
}

fn bands(question: &Question, draft: &mut Draft) -> Keys {
    let first = draft.dice.below(3);
    let mut keys = map(json!({ "from": question.id, "bands": [first, first + 2, first + 9, first + 40] }));
    if draft.dice.happens(50) {
        keys.insert("direction".to_owned(), json!("low_to_high"));
    }
    keys
}

/// Questions with the same options: the items of a grid, or any two.
fn alike(all: &[Question], draft: &mut Draft) -> Option<Value> {
    let mut alike: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    for question in all.iter().filter(|question| matches!(question.shape, Shape::Coded { .. })) {
        let name = question.grid.as_ref().filter(|_| draft.number.is_multiple_of(2)).unwrap_or(&question.id);
        let names = alike.entry(labels_of(question)).or_default();
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let is_grid = |names: &[&str]| all.iter().any(|question| question.grid.as_deref() == Some(names[0]));
    alike.into_values().find(|names| names.len() > 1 || is_grid(names)).map(|names| json!(names))
}

fn sum(way: &str, numbers: &[&Question], draft: &mut Draft) -> Option<Keys> {
    let items: Vec<&str> = draft.dice.some(3, numbers).iter().map(|question| question.id.as_str()).collect();
    if items.len() < 2 {
        return None;
    }
    let mut keys = map(json!({ way: items }));
    if draft.dice.happens(60) {
        keys.insert("at_least".to_owned(), json!(draft.dice.between(1, items.len())));
    }
    if draft.dice.happens(40) {
        keys.insert("target".to_owned(), json!(7));
    }
    Some(keys)
}

//! Questions of every kind that a definition can have, each with some of the keys that its kind takes.

use super::asked::FILTERS;
use super::draft::{Draft, Keys, is_closed, labels_of};
use super::words::{dont_know, label, labels, refused};
use serde_json::{Value, json};
use survey::definition::{KINDS, Kind, Question, Source};
use survey::plan::Shape;

/// Kinds that a survey has beside the one that is due.
const MORE: usize = 6;

/// Draws the questions of a survey.
pub fn questions(draft: &mut Draft) {
    scales(draft);
    let mut kinds = vec![*draft.due(KINDS)];
    kinds.extend((0..MORE).map(|_| *draft.dice.one_of(KINDS)));
    // A filter that compares numbers is due.
    if draft.due(&FILTERS).contains(['<', '=', '>']) {
        kinds.extend(KINDS.iter().filter(|kind| kind.name == "number"));
    }
    for kind in kinds {
        let id = format!("q{}", draft.questions.len() + 1);
        let keys = question(kind, &id, draft);
        draft.questions.push((id, Value::Object(keys)));
    }
    shared(draft);
}

/// A scale in two of the ways that one can be written.
fn scales(draft: &mut Draft) {
    let plain = labels(&mut draft.dice, 4);
    draft.scales.push(("plain".to_owned(), json!(plain)));
    let size = draft.dice.between(2, 6);
    let mut keys = scaled(size, draft);
    keys.entry("direction").or_insert_with(|| json!("low_to_high"));
    draft.scales.push(("full".to_owned(), Value::Object(keys)));
}

fn question(kind: &Kind, id: &str, draft: &mut Draft) -> Keys {
    let mut keys = match kind.name {
        "nps" => nps(id, draft),
        "fft" => fft(id, draft),
        "ces" => ces(id, draft),
        "rating" if draft.dice.happens(40) => stars(id, draft),
        "csat" | "likert" | "rating" => on_scale(kind, id, draft),
        "single" => single(id, draft),
        "multiple" if draft.dice.happens(50) => in_one_column(id, draft),
        "multiple" => in_columns(id, draft),
        "grid" => grid(id, draft),
        "ranking" => ranking(id, draft),
        "number" => number(id, draft),
        "duration" => duration(id, draft),
        "date" => date(id, draft),
        "text" => map(json!({ "column": draft.column(id) })),
        other => panic!("no question of the kind `{other}` is drawn: add it here"),
    };
    keys.insert("kind".to_owned(), json!(kind.name));
    common(kind, &mut keys, draft);
    keys
}

pub fn map(value: Value) -> Keys {
    match value {
        Value::Object(keys) => keys,
        other => panic!("{other} is no map"),
    }
}

/// The keys that every kind takes.
fn common(kind: &Kind, keys: &mut Keys, draft: &mut Draft) {
    let mut put = |key: &str, value: Value| keys.insert(key.to_owned(), value);
    if draft.dice.happens(50) {
        put("text", json!(label(&mut draft.dice)));
    }
    if draft.dice.happens(30) {
        put("missing", json!(["(leer)", "88"]));
    }
    // Those who do not know have an answer of their own there.
    if kind.name != "fft" && draft.dice.happens(40) {
        put("dont_know", json!(dont_know(&mut draft.dice)));
    }
    if draft.dice.happens(30) {
        put("refused", json!(refused(&mut draft.dice)));
    }
    if draft.dice.happens(40)
        && let Some(condition) = condition(draft)
    {
        put("asked_if", condition);
    }
    let leaves_some = !keys.contains_key("other") && (!keys.contains_key("columns") || keys.contains_key("selected"));
    if kind.takes("unrecognised") && leaves_some && draft.dice.happens(25) {
        keys.insert("unrecognised".to_owned(), json!("missing"));
    }
}

/// An earlier question with some of its answers.
fn condition(draft: &mut Draft) -> Option<Value> {
    let closed: Vec<Question> = draft.asked().into_iter().filter(is_closed).collect();
    let question = closed.get(draft.dice.below(closed.len().max(1)))?;
    let number = question.options.len().div_ceil(2);
    let answers = draft.dice.some(number, &labels_of(question));
    Some(json!({ &question.id: answers }))
}

/// One column, or several of which one is filled.
fn answers(id: &str, draft: &mut Draft) -> Value {
    if draft.dice.happens(25) {
        return json!([draft.column(&format!("{id}a")), draft.column(&format!("{id}b"))]);
    }
    json!(draft.column(id))
}

/// Codes of some of the options; no label is one.
fn codes(of: &[String]) -> Value {
    let code = |(at, label): (usize, &String)| (format!("{}", 201 + at), json!(label));
    Value::Object(of.iter().enumerate().map(code).collect())
}

fn nps(id: &str, draft: &mut Draft) -> Keys {
    let mut keys = map(json!({ "column": answers(id, draft) }));
    if draft.dice.happens(50) {
        keys.insert("codes".to_owned(), json!({ "0 - \"not at all\"": "0", "10 - 🙂": "10", "ten": "10" }));
    }
    keys
}

fn fft(id: &str, draft: &mut Draft) -> Keys {
    let mut keys = map(json!({ "column": answers(id, draft) }));
    if draft.dice.happens(50) {
        keys.insert("wording".to_owned(), json!("recommend"));
        keys.insert("legacy_score".to_owned(), json!(true));
    } else {
        keys.insert("codes".to_owned(), json!({ "1": "Very good", "5": "Very poor" }));
    }
    keys
}

fn ces(id: &str, draft: &mut Draft) -> Keys {
    let version = draft.dice.one_of(&["1.0", "2.0"]);
    map(json!({ "version": version, "column": answers(id, draft) }))
}

fn stars(id: &str, draft: &mut Draft) -> Keys {
    let first = draft.dice.below(3);
    map(json!({ "column": answers(id, draft), "min": first, "max": first + draft.dice.between(1, 9) }))
}

fn on_scale(kind: &Kind, id: &str, draft: &mut Draft) -> Keys {
    let mut keys = if draft.dice.happens(50) { of_scale(draft) } else { scaled(draft.dice.between(2, 7), draft) };
    if kind.name == "csat" && !keys.contains_key("top") {
        let (all, bottom) = (scored_labels(&keys, draft), draft.scales[1].1.get("bottom").cloned());
        keys.remove("bottom");
        let top = all.into_iter().rfind(|label| bottom != Some(json!([label])));
        keys.insert("top".to_owned(), json!(top));
    }
    keys.insert("column".to_owned(), answers(id, draft));
    keys
}

/// A scale of the survey's.
fn of_scale(draft: &mut Draft) -> Keys {
    map(json!({ "scale": draft.dice.one_of(&["plain", "full"]) }))
}

/// The labels of options with a score, whichever scale has them.
fn scored_labels(keys: &Keys, draft: &Draft) -> Vec<String> {
    let options = match keys.get("scale").and_then(Value::as_str) {
        Some("plain") => &draft.scales[0].1,
        Some(_) => &draft.scales[1].1["options"],
        None => &keys["options"],
    };
    options.as_array().expect("a list").iter().map(|label| label.as_str().expect("a text").to_owned()).collect()
}

/// A scale of so many options with all that can be said of one.
fn scaled(options: usize, draft: &mut Draft) -> Keys {
    let mut all = labels(&mut draft.dice, options + 1);
    let beside = all.pop();
    let (falls, has_scores) = (draft.dice.happens(50), draft.dice.happens(30));
    let mut keys = map(json!({ "direction": if falls { "high_to_low" } else { "low_to_high" }, "options": all }));
    let mut put = |key: &str, value: Value| keys.insert(key.to_owned(), value);
    if has_scores {
        let mut scores: Vec<f64> = (0..options).map(|at| [-1.5, 0.0, 0.25, 2.0, 3.5, 40.0, 100.0][at]).collect();
        if falls {
            scores.reverse();
        }
        put("scores", json!(scores));
    }
    if draft.dice.happens(40) {
        put("unscored", json!([beside]));
    }
    for (key, value) in boxes(&all, draft) {
        put(key, value);
    }
    keys
}

/// Boxes and nets of options.
fn boxes(all: &[String], draft: &mut Draft) -> Vec<(&'static str, Value)> {
    let mut boxes = Vec::new();
    let mixed = draft.dice.some(all.len(), all);
    if draft.dice.happens(50) {
        boxes.push(("top", json!([mixed[0]])));
    }
    if draft.dice.happens(40) && mixed.len() > 1 {
        boxes.push(("bottom", json!([mixed[1]])));
    }
    if draft.dice.happens(40) {
        boxes.push(("nets", json!({ "net \"1\"": mixed[..mixed.len().div_ceil(2)], "net, 2": [mixed[0]] })));
    }
    boxes
}

fn single(id: &str, draft: &mut Draft) -> Keys {
    let number = draft.dice.between(2, 8);
    let all = labels(&mut draft.dice, number);
    let mut keys = map(json!({ "column": draft.column(id), "options": all }));
    keys.extend(boxes(&all, draft).into_iter().map(|(key, value)| (key.to_owned(), value)));
    keys.extend(named(&all, draft));
    keys
}

/// Codes, and an option for whatever is none of them: one of them, or one more.
fn named(all: &[String], draft: &mut Draft) -> Keys {
    let mut keys = Keys::new();
    if draft.dice.happens(50) {
        keys.insert("codes".to_owned(), codes(all));
    }
    if draft.dice.happens(40) {
        let other = if draft.dice.happens(50) { all[0].clone() } else { "Other \\ \"Sonstiges\"".to_owned() };
        keys.insert("other".to_owned(), json!(other));
    }
    keys
}

fn separator(draft: &mut Draft) -> &'static str {
    draft.dice.one_of::<&str>(&[";", ",", "|", " / ", "\n", "'"])
}

fn in_one_column(id: &str, draft: &mut Draft) -> Keys {
    let number = draft.dice.between(2, 6);
    let all = labels(&mut draft.dice, number);
    let mut keys = map(json!({ "column": draft.column(id), "options": all, "separator": separator(draft) }));
    keys.extend(named(&all, draft));
    keys
}

fn in_columns(id: &str, draft: &mut Draft) -> Keys {
    let number = draft.dice.between(2, 5);
    let all = labels(&mut draft.dice, number);
    let mut keys = map(json!({ "columns": columns(&all, id, draft) }));
    let mut put = |key: &str, value: Value| keys.insert(key.to_owned(), value);
    if draft.dice.happens(60) {
        put("unselected", json!(["0", "Nicht \"gewählt\""]));
    }
    if draft.dice.happens(40) {
        put("selected", json!("1"));
    }
    if draft.dice.happens(40) {
        put("other", json!(all[0]));
    }
    keys
}

/// A column for each of these.
fn columns(of: &[String], id: &str, draft: &mut Draft) -> Value {
    let column = |(at, name): (usize, &String)| (name.clone(), json!(draft.column(&format!("{id}_{}", at + 1))));
    Value::Object(of.iter().enumerate().map(column).collect())
}

fn grid(id: &str, draft: &mut Draft) -> Keys {
    let mut keys = if draft.dice.happens(50) { of_scale(draft) } else { scaled(draft.dice.between(2, 5), draft) };
    let answers = scored_labels(&keys, draft);
    let is_ticked = draft.dice.happens(40);
    let item = |at: usize| {
        let name = format!("{id}_{at}");
        let item = if is_ticked {
            json!({ "columns": columns(&answers, &name, draft), "text": label(&mut draft.dice) })
        } else {
            json!({ "column": draft.column(&name), "text": label(&mut draft.dice) })
        };
        (format!("item-{at}"), item)
    };
    keys.insert("items".to_owned(), Value::Object((1..=3).map(item).collect()));
    if is_ticked {
        keys.insert("unselected".to_owned(), json!("0"));
    }
    keys
}

fn ranking(id: &str, draft: &mut Draft) -> Keys {
    let number = draft.dice.between(2, 4);
    let all = labels(&mut draft.dice, number);
    match draft.dice.below(3) {
        0 => map(json!({ "items": columns(&all, id, draft) })),
        1 => {
            let places: Vec<String> = (1..=number).map(|place| draft.column(&format!("{id}_{place}"))).collect();
            map(json!({ "column": places, "options": all, "codes": codes(&all) }))
        }
        _ => map(json!({ "column": draft.column(id), "options": all, "separator": separator(draft) })),
    }
}

fn number(id: &str, draft: &mut Draft) -> Keys {
    let first = draft.dice.below(20);
    let mut keys = map(json!({ "column": draft.column(id) }));
    let mut put = |key: &str, value: Value| keys.insert(key.to_owned(), value);
    if draft.dice.happens(60) {
        put("min", json!(first));
        put("max", json!(first + draft.dice.between(3, 60)));
    }
    if draft.dice.happens(50) {
        put("unit", json!(draft.dice.one_of(&["years", "£", "%", "mm Hg"])));
    }
    if draft.dice.happens(60) {
        put("decimal", json!(draft.dice.one_of(&["comma", "point"])));
    }
    if draft.dice.happens(40) {
        put("target", json!(first + 8));
    }
    if draft.dice.happens(60) {
        put("total", json!(true));
    }
    keys
}

fn duration(id: &str, draft: &mut Draft) -> Keys {
    let mut keys = map(json!({ "column": draft.column(id) }));
    let mut put = |key: &str, value: Value| keys.insert(key.to_owned(), value);
    put("unit", json!(draft.dice.one_of(&["seconds", "minutes", "hours", "days"])));
    if draft.dice.happens(40) {
        put("target", json!(15));
    }
    if draft.dice.happens(40) {
        put("from", json!(draft.column(&format!("{id} from"))));
        if draft.dice.happens(50) {
            put("format", json!("%d.%m.%Y %H:%M:%S"));
        }
        return keys;
    }
    if draft.dice.happens(40) {
        put("never", json!(["Never \"yet\"", ""]));
    }
    if draft.dice.happens(50) {
        put("decimal", json!(draft.dice.one_of(&["comma", "point"])));
    }
    keys
}

fn date(id: &str, draft: &mut Draft) -> Keys {
    let mut keys = map(json!({ "column": draft.column(id) }));
    let format = *draft.dice.one_of(&["", "%d.%m.%Y", "%d/%m/%Y", "excel", "unix"]);
    if !format.is_empty() {
        keys.insert("format".to_owned(), json!(format));
    }
    keys
}

/// A question that reads what another one reads.
fn shared(draft: &mut Draft) {
    let asked = draft.asked();
    let in_one = asked.iter().filter_map(|question| match &question.source {
        Source::Column(survey::definition::ColumnRef::Name(column)) => Some((question, column)),
        _ => None,
    });
    let in_one: Vec<(&Question, &String)> = in_one.filter(|(question, _)| question.grid.is_none()).collect();
    let Some((question, column)) = in_one.get(draft.dice.below(in_one.len().max(1))).copied() else { return };
    let keys = match (question.kind, question.shape) {
        ("nps", _) if draft.dice.happens(50) => json!({ "kind": "number", "max": 10 }),
        ("nps", _) => json!({ "kind": "rating", "min": 0, "max": 10 }),
        (_, Shape::Coded { .. }) if draft.dice.happens(60) => {
            let options = json!({ "kind": "single", "options": labels_of(question), "unrecognised": "missing" });
            Value::Object(map(options).into_iter().chain(codes_of(question)).collect())
        }
        _ => json!({ "kind": "text" }),
    };
    let mut keys = map(keys);
    keys.insert("column".to_owned(), json!(column));
    keys.insert("shared".to_owned(), json!(true));
    draft.questions.push((format!("q{}", draft.questions.len() + 1), Value::Object(keys)));
}

/// The key with what an export may write for its options beside their labels, if anything.
fn codes_of(question: &Question) -> Option<(String, Value)> {
    let codes = question.options.iter().flat_map(|option| option.codes.iter().map(move |code| (code, option)));
    let codes: Keys = codes.map(|(code, option)| (code.clone(), json!(option.label))).collect();
    (!codes.is_empty()).then(|| ("codes".to_owned(), Value::Object(codes)))
}

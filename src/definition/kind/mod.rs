//! The kinds of questions. Each is one file and one line in [`KINDS`]; each lowers what was written to the
//! few shapes that are counted, so nothing downstream knows about stars or grids.

mod asked;
mod ces;
mod csat;
mod date;
mod duration;
mod fft;
mod grid;
mod likert;
mod multiple;
mod nps;
mod number;
mod ranking;
mod rating;
mod single;
mod text;

pub(super) use asked::{Asked, Context, blank, with_metrics};
pub use asked::{COMMON, Kind, Standing};

use super::read::{slip, unknown_key};
use super::source::Notes;
use super::tree::{Node, Value};
use crate::diagnostic::{listed, named};

/// All kinds, in the order of the documentation.
pub static KINDS: &[&Kind] = &[
    &nps::KIND,
    &csat::KIND,
    &ces::KIND,
    &fft::KIND,
    &rating::KIND,
    &likert::KIND,
    &single::KIND,
    &multiple::KIND,
    &grid::KIND,
    &ranking::KIND,
    &number::KIND,
    &duration::KIND,
    &date::KIND,
    &text::KIND,
];

/// The kind of this name.
pub(super) fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name).copied()
}

/// Checks the keys of every question against its kind, and takes those out that it has no use for.
pub(super) fn check_keys(root: &mut Node, known: &[&str], notes: &Notes) {
    let Value::Map(keys) = &mut root.value else { return };
    for (_, questions) in keys.iter_mut().filter(|(key, _)| key.text() == Some("questions")) {
        let Value::Map(entries) = &mut questions.value else { continue };
        for (name, question) in entries {
            check_question(name, question, known, notes);
        }
    }
}

fn check_question(name: &Node, question: &mut Node, known: &[&str], notes: &Notes) {
    let owner = format!("question {}", named(name.text().unwrap_or("?")));
    let Value::Map(keys) = &mut question.value else { return };
    let Some((_, word)) = keys.iter().find(|(key, _)| key.text() == Some("kind")) else {
        let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        notes.fault(name.mark, format!("{owner} has no `kind`"), format!("add `kind:` and {}", kinds_listed(&names)));
        return;
    };
    let Some(kind) = word.text().and_then(find) else {
        unknown_kind(word, notes);
        return;
    };
    for required in kind.required.iter().filter(|required| !is_given(required, keys, &kind.all_keys())) {
        let help = format!("`{}` questions need {}", kind.name, listed(kind.required.iter().copied()));
        notes.fault(name.mark, format!("{owner} has no `{required}`"), help);
    }
    keys.retain(|(key, _)| fits(key, kind, known, &owner, notes));
}

/// Whether a key is there, be it with a slip of the pen: that is noted as such.
fn is_given(wanted: &str, given: &[(Node, Node)], known: &[&str]) -> bool {
    let mut keys = given.iter().filter_map(|(key, _)| key.text());
    keys.clone().any(|key| key == wanted) || keys.any(|key| slip(key, known) == Some(wanted))
}

fn kinds_listed(names: &[&str]) -> String {
    format!("one of {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
}

fn unknown_kind(word: &Node, notes: &Notes) {
    let Some(text) = word.text().filter(|_| !word.is_empty()) else { return };
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let near = slip(text, &names).map(|near| format!("did you mean `{near}`?"));
    let help = near.unwrap_or_else(|| format!("choose {}", kinds_listed(&names)));
    notes.fault(word.mark, format!("there is no kind of question called {}", named(text)), help);
}

/// Whether the kind takes the key; notes it when not.
fn fits(key: &Node, kind: &Kind, known: &[&str], owner: &str, notes: &Notes) -> bool {
    let keys = kind.all_keys();
    match key.text() {
        Some(name) if keys.contains(&name) => return true,
        Some(name) if known.contains(&name) => {
            let message = format!("`{}` questions do not take {}", kind.name, named(name));
            notes.fault(key.mark, message, format!("they take {}", listed(keys.iter().copied())));
        }
        _ => unknown_key(key, &keys, owner, notes),
    }
    false
}

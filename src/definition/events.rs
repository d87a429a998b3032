//! The events of a definition, read: trainings, moves, new telephone systems.

use super::Question;
use super::event::{Direction, Event};
use super::format::{Definition, DirectionWord, EventKeys};
use super::given::{Given, List, Table};
use super::id::plain_id;
use super::read::choice;
use super::source::{Mark, Notes};
use crate::diagnostic::named;
use crate::plan::to_days;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The events that are sound, by their days.
pub(super) fn events(definition: &Definition, questions: &[Question], notes: &Notes) -> Vec<Event> {
    let Some((list, mark)) = definition.events.marked() else { return Vec::new() };
    if definition.submitted.mark().is_none() {
        let help = "add `submitted:` with the column that holds the date";
        notes.fault(mark, "`events` need to know when a response was submitted", help);
    }
    let mut events = sound(list, definition, questions, notes);
    events.sort_by_key(|event| event.day);
    events
}

fn sound(list: &List<EventKeys>, definition: &Definition, questions: &[Question], notes: &Notes) -> Vec<Event> {
    let mut known: BTreeMap<String, Mark> = BTreeMap::new();
    let mut events = Vec::new();
    for given in list {
        let Some(event) = event(given, definition, questions, notes) else { continue };
        if known.insert(event.id.clone(), given.mark).is_some() {
            let message = format!("two events are called {}", named(&event.id));
            notes.fault(given.mark, message, "give one of them another `id:`");
            continue;
        }
        events.push(event);
    }
    events
}

/// One event; `None` after a fault.
fn event(given: &Given<EventKeys>, definition: &Definition, questions: &[Question], notes: &Notes) -> Option<Event> {
    let keys = given.value.as_ref()?;
    for (is_missing, key, help) in [
        (keys.date.mark().is_none(), "date", "add `date: 2026-04-01`, the first day after the change"),
        (keys.label.mark().is_none(), "label", "add `label:` with what happened"),
    ] {
        if is_missing {
            notes.fault(given.mark, format!("an event has no `{key}`"), help);
        }
    }
    let day = keys.date.marked().and_then(|(text, mark)| day(text, mark, notes));
    let label = keys.label.value()?.trim().to_owned();
    let id = match keys.id.marked() {
        Some((id, mark)) => Some(id.to_string()).filter(|id| plain_id(id, mark, "an event", notes)),
        None => Some(in_plain_letters(&label)),
    };
    let expect = keys.expect.value().into_iter().flat_map(Table::entries);
    let expect = expect.flat_map(|entry| expected(entry, definition, questions, notes)).collect();
    Some(Event { id: id?, day: day?, label, expect, rebase: keys.rebase.value().copied().unwrap_or(false) })
}

fn day(text: &str, mark: Mark, notes: &Notes) -> Option<i32> {
    let day = text.parse::<Date>().ok().map(to_days);
    if day.is_none() {
        notes.fault(mark, format!("{} is not a date", named(text)), "expected a day such as `2026-04-01`");
    }
    day
}

/// The questions that one line of `expect:` is about: one, or all items of a grid.
fn expected(
    (id, mark, way): (&str, Mark, &Given<DirectionWord>),
    definition: &Definition,
    questions: &[Question],
    notes: &Notes,
) -> Vec<(usize, Direction)> {
    let is_meant = |question: &Question| question.id == id || question.grid.as_deref() == Some(id);
    let asked = definition.questions.value().into_iter().flat_map(Table::entries).map(|(id, ..)| id);
    let known: Vec<&str> = asked.chain(questions.iter().map(|question| question.id.as_str())).collect();
    if !known.contains(&id) {
        notes.fault(mark, format!("there is no question {}", named(id)), choice(id, &known));
    }
    let Some(way) = way.value else { return Vec::new() };
    let meant = questions.iter().enumerate().filter(|(_, question)| is_meant(question));
    meant.map(|(at, _)| (at, direction(way))).collect()
}

/// A label as an id: lower case, with `-` between the words.
fn in_plain_letters(label: &str) -> String {
    let words = label.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

const fn direction(word: DirectionWord) -> Direction {
    match word {
        DirectionWord::Up => Direction::Up,
        DirectionWord::Down => Direction::Down,
    }
}

//! The order of derived questions: each stands right after the last of the questions that it comes from, so that
//! whatever comes later may depend on it. What never finds its place is a fault: it names a question that there is not,
//! or comes round to itself.

use super::Question;
use super::derived::{self, Deriving, Places};
use super::format::Definition;
use super::given::Table;
use super::id::plain_id;
use super::question_keys::DeriveKeys;
use super::read::choice;
use super::source::{Mark, Notes};
use crate::diagnostic::named;
use std::collections::{BTreeMap, BTreeSet};

/// More derived questions than anybody needs.
const MOST_DERIVED: usize = 500;

/// Derived questions on the way to their place.
pub(super) struct Waiting<'a> {
    entries: Vec<Entry<'a>>,
    /// Names that are not there yet, and the entries that need them.
    needed: BTreeMap<&'a str, Vec<usize>>,
    /// Entries whose sources are all there.
    ready: BTreeSet<usize>,
    places: Places,
    /// How many of the questions have been looked at.
    seen: usize,
}

/// One derived question.
struct Entry<'a> {
    id: &'a str,
    mark: Mark,
    /// `None` when they are faulty, which has been noted.
    keys: Option<&'a DeriveKeys>,
    /// How many of its sources are not there yet.
    lacks: usize,
}

impl<'a> Waiting<'a> {
    /// Those of a definition. `asked` are the ids of the other questions, none of which they may take.
    pub(super) fn new(definition: &'a Definition, asked: &[&str], notes: &Notes) -> Waiting<'a> {
        let mut waiting = Waiting {
            entries: Vec::new(),
            needed: BTreeMap::new(),
            ready: BTreeSet::new(),
            places: Places::new(),
            seen: 0,
        };
        let number = definition.derive.value().map_or(0, |table| table.0.len());
        let mark = definition.derive.mark();
        if mark.is_some_and(|mark| !notes.few_enough(mark, number, MOST_DERIVED, "derived questions")) {
            return waiting;
        }
        for (id, mark, keys) in definition.derive.value().into_iter().flat_map(Table::entries) {
            plain_id(id, mark, "a question", notes);
            if asked.contains(&id) {
                let message = format!("there are two questions {}", named(id));
                notes.fault(mark, message, "one stands under `questions`; give this one a name of its own");
            } else {
                waiting.add(Entry { id, mark, keys: keys.value.as_ref(), lacks: 0 });
            }
        }
        waiting
    }

    fn add(&mut self, mut entry: Entry<'a>) {
        let at = self.entries.len();
        let names: BTreeSet<&str> = sources(entry.keys).into_iter().map(|(name, _)| name).collect();
        entry.lacks = names.len();
        for name in names {
            self.needed.entry(name).or_default().push(at);
        }
        if entry.lacks == 0 {
            self.ready.insert(at);
        }
        self.entries.push(entry);
    }

    /// The ids of all of them.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.entries.iter().map(|entry| entry.id)
    }

    /// Adds the derived questions whose sources are among the questions by now.
    pub(super) fn settle(&mut self, questions: &mut Vec<Question>, notes: &Notes) {
        if self.entries.is_empty() {
            return;
        }
        self.look_at(questions);
        while let Some(at) = self.ready.pop_first() {
            let Entry { id, mark, keys: Some(keys), .. } = self.entries[at] else { continue };
            let deriving = Deriving { id, mark, keys, questions, places: &self.places, notes };
            let derived = derived::question(&deriving);
            debug_assert!(derived.is_some() || !notes.is_clean(), "question {id} is dropped without a word");
            questions.extend(derived);
            self.look_at(questions);
        }
    }

    /// Takes note of the questions that are new.
    fn look_at(&mut self, questions: &[Question]) {
        for (at, question) in questions.iter().enumerate().skip(self.seen) {
            for name in std::iter::once(&question.id).chain(&question.grid) {
                self.places.entry(name.clone()).or_insert(at..at).end = at + 1;
                for entry in self.needed.remove(name.as_str()).into_iter().flatten() {
                    self.entries[entry].lacks -= 1;
                    if self.entries[entry].lacks == 0 {
                        self.ready.insert(entry);
                    }
                }
            }
        }
        self.seen = questions.len();
    }

    /// Notes why the rest have found no place. What waits for a faulty question has nothing to say of its own.
    pub(super) fn finish(&self, asked: &[&str], notes: &Notes) {
        let circles = self.circles();
        for (at, entry) in self.entries.iter().enumerate().filter(|(_, entry)| entry.lacks > 0) {
            for (name, mark) in sources(entry.keys) {
                if let Some(other) = self.waiting(name) {
                    if circles[at].contains(&other) {
                        let message = format!("question {} is derived from itself", named(entry.id));
                        let way = if other == at { String::new() } else { format!(", by way of {}", named(name)) };
                        notes.fault(mark, message + &way, "name questions that do not depend on this one");
                    }
                } else if !self.is_known(name, asked) {
                    let known: Vec<&str> = self.places.keys().map(String::as_str).chain(self.ids()).collect();
                    notes.fault(mark, format!("there is no question {}", named(name)), choice(name, &known));
                }
            }
        }
    }

    /// The entry of this name, if it has found no place.
    fn waiting(&self, name: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.id == name && entry.lacks > 0)
    }

    /// Whether there is a question of this name, or a faulty one that may have it as an item.
    fn is_known(&self, name: &str, asked: &[&str]) -> bool {
        let base = name.split('.').next().unwrap_or(name);
        let may_be_item = asked.contains(&base) && !self.places.contains_key(base);
        self.places.contains_key(name) || self.ids().any(|id| id == name) || may_be_item
    }

    /// Per entry, those of the entries it waits for which wait for it in turn.
    fn circles(&self) -> Vec<BTreeSet<usize>> {
        let waits_for = |entry: &Entry| -> BTreeSet<usize> {
            sources(entry.keys).into_iter().filter_map(|(name, _)| self.waiting(name)).collect()
        };
        let next: Vec<BTreeSet<usize>> = self.entries.iter().map(waits_for).collect();
        let in_turn = |at: usize| next[at].iter().copied().filter(|to| leads(*to, at, &next)).collect();
        (0..next.len()).map(in_turn).collect()
    }
}

/// Whether one leads to the other, step by step.
fn leads(from: usize, to: usize, next: &[BTreeSet<usize>]) -> bool {
    let (mut visited, mut rest) = (vec![false; next.len()], vec![from]);
    while let Some(at) = rest.pop() {
        if at == to {
            return true;
        }
        if !std::mem::replace(&mut visited[at], true) {
            rest.extend(&next[at]);
        }
    }
    false
}

/// The questions that a derived one names, with their places.
fn sources(keys: Option<&DeriveKeys>) -> Vec<(&str, Mark)> {
    let Some(keys) = keys else { return Vec::new() };
    let single = [&keys.from, &keys.ratio, &keys.of].into_iter().filter_map(|key| key.marked());
    let mut names: Vec<(&str, Mark)> = single.map(|(name, mark)| (&**name, mark)).collect();
    for table in [&keys.all, &keys.any].into_iter().filter_map(|key| key.value()) {
        names.extend(table.entries().map(|(name, mark, _)| (name, mark)));
    }
    names.extend(keys.same.each());
    names.extend(keys.mean.each());
    names.extend(keys.sum.each());
    names
}

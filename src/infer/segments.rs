//! Groups that figures can be broken down by: metadata with few values, and who the respondents are.

use super::cells::{Stray, Tokens};
use super::choice::{Order, ordered};
use super::codes;
use super::draft::{Column, Draft};
use super::rare;
use super::strays::unrecognised;
use super::words::{List, cut};
use super::written::Written;
use super::yaml::Yaml;

/// Most values of a group.
const MOST_VALUES: usize = 50;

/// A segment: what follows its name, and a comment.
pub(super) struct Group {
    /// Its keys, the column first.
    keys: Vec<(String, Yaml)>,
    missing: Vec<String>,
    /// Whether cells are not stated that are none of its values, and cannot be listed.
    has_unlisted: bool,
    pub why: String,
}

impl Group {
    /// A group with its keys; what is no value of it is listed where it may be.
    fn new(keys: Vec<(String, Yaml)>, tokens: Tokens, why: &str) -> Group {
        let mut missing = tokens.all();
        let (named, others): (Vec<Stray>, Vec<Stray>) = tokens.strays.into_iter().partition(Stray::may_be_named);
        missing.extend(named.into_iter().map(|stray| stray.text));
        let has_values = keys.iter().any(|(key, _)| ["options", "bands"].contains(&key.as_str()));
        let has_other = keys.iter().any(|(key, _)| key == "other");
        let has_unlisted = !others.is_empty() && has_values && !has_other;
        let mut why = why.to_owned();
        if has_unlisted {
            why.push_str(" Whatever is in none of them is not stated.");
        }
        Group { keys, missing, has_unlisted, why }
    }

    /// What follows its name.
    pub fn value(&self) -> Yaml {
        let mut keys = self.keys.clone();
        if !self.missing.is_empty() {
            keys.push(("missing".to_owned(), Yaml::list(&self.missing)));
        }
        keys.extend(self.has_unlisted.then(unrecognised));
        match keys.as_slice() {
            [(_, column)] => column.clone(),
            _ => Yaml::Map(keys),
        }
    }
}

/// Metadata as a segment, if it has a few values that repeat.
pub(super) fn of_metadata(column: &Column) -> Option<Group> {
    let number = column.cells.all().count();
    let answered: u64 = column.cells.all().map(|cell| cell.count).sum();
    let few = (2..=MOST_VALUES).contains(&number) && !column.profile.more_values && answered >= number as u64 * 2;
    few.then(|| by_values(column))
}

/// Labels and codes that are no question, as a segment with the values that are found.
pub(super) fn of_labels(column: &Column) -> Group {
    let why = "Values that come again and again, too many to be listed: every one found is a group.";
    let mut keys = keys_of(column);
    if codes::are_years(column) {
        keys.push(("bands".to_owned(), Yaml::List((190..204).map(|decade| Yaml::word(&(decade * 10))).collect())));
        return Group::new(keys, column.cells.tokens_of_choice(), "Years, in decades; choose your own edges.");
    }
    Group::new(keys, column.cells.tokens_of_choice(), why)
}

/// A question about the respondents as a segment too.
pub(super) fn of_question(column: &Column, draft: &Draft) -> Option<Group> {
    const MOST_OPTIONS: usize = 30;
    // A long wording asks for more than who somebody is: *How was your visit to the clinic?*
    const LONGEST_WORDING: usize = 60;
    if !column.speaks_of(List::Who) || column.text.chars().count() > LONGEST_WORDING {
        return None;
    }
    match draft.kind {
        "single" if draft.labels.len() <= MOST_OPTIONS && !draft.keys.iter().any(|(key, _)| *key == "codes") => {
            Some(by_values(column))
        }
        "number" if column.speaks_of(List::Age) => by_age(column),
        _ => None,
    }
}

/// A segment of the values as they are; they are listed only when they have an order of their own, or
/// where some are so rare that they are counted together. Where all are, every one found is a group and none is named.
fn by_values(column: &Column) -> Group {
    let cells = column.cells.choices();
    let sorted = rare::sort(&cells);
    let (labels, order) = ordered(&sorted.kept);
    let labels = sorted.with_other(labels);
    let mut keys = keys_of(column);
    let is_listed = order == Order::Natural && labels.iter().any(|label| label.parse::<f64>().is_err());
    let has_other = !sorted.is_whole() && !sorted.kept.is_empty();
    if is_listed || has_other {
        keys.push(("options".to_owned(), Yaml::list(&labels)));
    }
    if has_other {
        keys.push(("other".to_owned(), rare::other()));
    }
    let why = if has_other { sorted.why() } else { String::new() };
    Group::new(keys, column.cells.tokens_of_choice(), &why)
}

/// Ages in bands.
fn by_age(column: &Column) -> Option<Group> {
    let written = Written::new(column.cells.answers());
    let ages: Vec<f64> = column.cells.answers().iter().filter_map(|cell| written.number(&cell.text)).collect();
    let are_ages = !column.profile.more_values && ages.iter().all(|age| (0.0..=120.0).contains(age));
    let mut keys = keys_of(column);
    keys.push(("bands".to_owned(), Yaml::List([0, 18, 30, 45, 60, 75].map(|edge| Yaml::word(&edge)).into())));
    let why = "The lower edges of the bands; choose your own.";
    are_ages.then(|| Group::new(keys, column.cells.tokens(), why))
}

fn keys_of(column: &Column) -> Vec<(String, Yaml)> {
    const LONGEST_TITLE: usize = 40;
    let mut keys = vec![("column".to_owned(), column.reference.clone())];
    if Yaml::text(&column.text) != column.reference && !column.text.is_empty() {
        keys.push(("title".to_owned(), Yaml::text(&cut(&column.text, LONGEST_TITLE))));
    }
    keys
}

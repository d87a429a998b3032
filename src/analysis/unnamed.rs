//! Hidden groups whose names are people's: only how many there are is told.
//!
//! A breakdown by something like *Patient name* or *Staff member seen* would print every name with a mark beside
//! it. Groups that are shown nowhere lose their name; those that are shown somewhere keep it.

use super::disclosure::Hidden;
use super::groups::Group;
use crate::definition::{SegmentValues, Survey};
use crate::infer;
use crate::plan::{Key, NOT_STATED};
use crate::results::{self, GroupKey, Value};
use crate::rows::Counts;
use std::collections::{BTreeMap, BTreeSet};

/// From this many values on, a segment may be told for an identifier by how rarely they repeat.
const MANY: usize = 20;

/// Which segments have people for values: by what they are called, by what most of their values look like, or
/// because nearly every response has a value of its own. Declared values are the definition's own words.
pub(super) fn personal(survey: &Survey, counts: &Counts) -> Vec<bool> {
    let is_personal = |(at, segment): (usize, &crate::definition::Segment)| {
        let values = &counts.labels[at];
        let looks = values.iter().filter(|value| infer::personal::value(value)).count();
        let is_identifier = values.len() >= MANY && values.len() as u64 > counts.units / 2;
        let is_called = counts.personal_segments.get(at).copied().unwrap_or_default();
        matches!(segment.values, SegmentValues::Found) && (is_called || looks * 2 > values.len() || is_identifier)
    };
    survey.segments.iter().enumerate().map(is_personal).collect()
}

/// The groups that a report has, and which group of the analysis each of them is.
#[derive(Debug)]
pub(super) struct Shown {
    /// In the order they are shown.
    pub(super) groups: Vec<results::Group>,
    /// The position of each among the groups of the analysis; of hidden ones that are told as one that of the first.
    pub(super) of: Vec<usize>,
    /// The reverse: where each group of the analysis stands.
    places: Vec<Option<usize>>,
}

impl Shown {
    /// Where a group of the analysis stands; `None` where it has lost its name to another.
    pub(super) fn position(&self, group: usize) -> Option<usize> {
        self.places.get(group).copied().flatten()
    }

    /// The groups without the names of people that are hidden in every question (and in the response rate, where
    /// `is_shown_rate` does not say otherwise): one group says how many there are, where the last of them stood.
    pub(super) fn new(
        groups: &[Group],
        personal: &[bool],
        hidden: &Hidden,
        is_shown_rate: impl Fn(usize) -> bool,
    ) -> Shown {
        let is_unnamed =
            |at: &usize| is_person(&groups[*at], personal) && hidden.is_hidden_everywhere(*at) && !is_shown_rate(*at);
        let unnamed: Vec<usize> = (0..groups.len()).filter(is_unnamed).collect();
        let families = Families::new(groups, &unnamed, personal);
        let mut arranged: Vec<(Place, usize, results::Group)> = Vec::new();
        let mut done = BTreeSet::new();
        for (at, group) in groups.iter().enumerate() {
            match families.of(at, group, &unnamed, personal) {
                None => arranged.push(((at, 0, 0), at, group.shown.clone())),
                Some((names, last)) if done.insert((last, group.grouping, period(group))) => {
                    arranged.push(((last, 1, period(group)), at, renamed(group, names, personal)));
                }
                Some(_) => {}
            }
        }
        arranged.sort_by_key(|(place, ..)| *place);
        let mut places = vec![None; groups.len()];
        for (position, (_, at, _)) in arranged.iter().enumerate() {
            places[*at] = Some(position);
        }
        let (of, groups) = arranged.into_iter().map(|(_, at, group)| (at, group)).unzip();
        Shown { groups, of, places }
    }
}

/// Whether the group is that of a person's name.
fn is_person(group: &Group, personal: &[bool]) -> bool {
    group.keys.iter().any(|(key, value)| is_name(*key, *value, personal))
}

fn is_name(key: Key, value: u32, personal: &[bool]) -> bool {
    matches!(key, Key::Segment { at, .. } if value != NOT_STATED && personal.get(at).copied().unwrap_or_default())
}

/// Position of the last group of the same family, whether names are lost there, and period.
type Place = (usize, usize, i64);

/// A grouping and what is left of a group without names and period.
type Family = (usize, Vec<(Key, u32)>);

/// Of each family of groups that lose their names: the names, and the last group.
struct Families(BTreeMap<Family, (BTreeSet<Vec<u32>>, usize)>);

impl Families {
    fn new(groups: &[Group], unnamed: &[usize], personal: &[bool]) -> Families {
        let mut families: BTreeMap<Family, (BTreeSet<Vec<u32>>, usize)> = BTreeMap::new();
        for at in unnamed {
            let (names, last) = families.entry(family(&groups[*at], personal)).or_default();
            names.insert(people(&groups[*at], personal));
            *last = *at;
        }
        Families(families)
    }

    /// How many names a group loses together with its family, and the last group of that; `None` where it keeps its own.
    fn of(&self, at: usize, group: &Group, unnamed: &[usize], personal: &[bool]) -> Option<(usize, usize)> {
        unnamed.binary_search(&at).ok()?;
        let (names, last) = self.0.get(&family(group, personal))?;
        Some((names.len(), *last))
    }
}

/// What is left of a group without names and period.
fn family(group: &Group, personal: &[bool]) -> Family {
    let is_left =
        |(key, value): &&(Key, u32)| !matches!(key, Key::Wave(_) | Key::Side(_)) && !is_name(*key, *value, personal);
    (group.grouping, group.keys.iter().filter(is_left).copied().collect())
}

/// The names that a group has.
fn people(group: &Group, personal: &[bool]) -> Vec<u32> {
    group.keys.iter().filter(|(key, value)| is_name(*key, *value, personal)).map(|(_, value)| *value).collect()
}

/// The first day of a group's period; after all others where there is none.
fn period(group: &Group) -> i64 {
    let day = group.keys.iter().find_map(|(key, value)| match key {
        Key::Wave(_) => Some(i64::from(value.cast_signed())),
        Key::Side(_) | Key::Segment { .. } | Key::Answer { .. } => None,
    });
    day.filter(|day| *day != i64::from(crate::plan::UNDATED)).unwrap_or(i64::MAX)
}

/// The group with how many hidden groups there are in place of a name.
fn renamed(group: &Group, number: usize, personal: &[bool]) -> results::Group {
    let mut shown: Vec<&(Key, u32)> = group.keys.iter().collect();
    shown.sort_by_key(|(key, _)| matches!(key, Key::Wave(_) | Key::Side(_))); // as the names stand
    let rename = |(named, (key, value)): (&GroupKey, &(Key, u32))| {
        let value = if is_name(*key, *value, personal) { Value::Hidden(number) } else { named.value.clone() };
        GroupKey { axis: named.axis, value }
    };
    results::Group { keys: group.shown.keys.iter().zip(shown).map(rename).collect() }
}

//! Hidden groups whose names are people's: only how many there are is told.
//!
//! A breakdown by something like *Patient name* or *Staff member seen* would print every name with a mark beside
//! it. Groups that are shown nowhere lose their name; those that are shown somewhere keep it.

use super::groups::Group;
use crate::definition::{SegmentValues, Survey};
use crate::infer;
use crate::plan::{Key, NOT_STATED};
use crate::results::{Cell, GroupKey, Report};
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

/// The report without the names of people in groups that are hidden in every question: one cell says how many
/// there are.
pub(super) fn hide(report: &mut Report, groups: &[Group], personal: &[bool]) {
    let shown_rates: BTreeSet<&[GroupKey]> =
        report.response_rates.iter().filter(|cell| !cell.suppressed).map(|cell| cell.group.as_slice()).collect();
    // Every question has its cells in the order of the groups.
    let is_hidden = |(at, group): &(usize, &Group)| {
        is_person(group, personal)
            && report.questions.iter().all(|question| question.cells[*at].suppressed)
            && !shown_rates.contains(group.names.as_slice())
    };
    let unnamed: BTreeSet<&[GroupKey]> =
        groups.iter().enumerate().filter(is_hidden).map(|(_, group)| group.names.as_slice()).collect();
    if unnamed.is_empty() {
        return;
    }
    let places = Places::new(groups, &unnamed, personal);
    let of_questions = report.questions.iter_mut().map(|question| &mut question.cells);
    for cells in of_questions.chain([&mut report.response_rates]) {
        *cells = places.arrange(std::mem::take(cells));
    }
}

/// Whether the group is that of a person's name.
fn is_person(group: &Group, personal: &[bool]) -> bool {
    group.keys.iter().any(|(key, value)| is_name(*key, *value, personal))
}

fn is_name(key: Key, value: u32, personal: &[bool]) -> bool {
    matches!(key, Key::Segment(at) if value != NOT_STATED && personal.get(at).copied().unwrap_or_default())
}

/// Where hidden groups go once they have lost their names.
struct Places<'a> {
    /// By the names of a hidden group: where it goes, and its names there.
    taken: BTreeMap<&'a [GroupKey], (Place, Vec<GroupKey>)>,
}

/// A grouping and what is left of a group without names and period.
type Family = (usize, Vec<(Key, u32)>);

/// Grouping, place of the last hidden group with the same other segments, and period.
type Place = (usize, usize, i64);

impl<'a> Places<'a> {
    fn new(groups: &'a [Group], unnamed: &BTreeSet<&[GroupKey]>, personal: &[bool]) -> Places<'a> {
        let hidden = || groups.iter().enumerate().filter(|(_, group)| unnamed.contains(group.names.as_slice()));
        // Of each grouping and each value of its other segments: the names, and the last group.
        let mut families: BTreeMap<Family, (BTreeSet<Vec<u32>>, usize)> = BTreeMap::new();
        for (at, group) in hidden() {
            let (names, last) = families.entry(family(group, personal)).or_default();
            names.insert(people(group, personal));
            *last = at;
        }
        let taken = hidden().filter_map(|(_, group)| {
            let (names, last) = families.get(&family(group, personal))?;
            let place = (group.grouping, *last, period(group));
            Some((group.names.as_slice(), (place, renamed(group, names.len(), personal))))
        });
        Places { taken: taken.collect() }
    }

    /// The cells with one for all hidden groups of a family (and period) where the last of them stood.
    fn arrange(&self, cells: Vec<Cell>) -> Vec<Cell> {
        let mut arranged: Vec<(Place, Cell)> = Vec::new();
        let mut done = BTreeSet::new();
        let mut last = BTreeMap::new();
        for (at, cell) in cells.iter().enumerate() {
            if let Some(((grouping, family, _), _)) = self.taken.get(cell.group.as_slice()) {
                last.insert((*grouping, *family), at);
            }
        }
        for (at, cell) in cells.into_iter().enumerate() {
            match self.taken.get(cell.group.as_slice()) {
                None => arranged.push(((at, 0, 0), cell)),
                Some((place, names)) if done.insert(*place) => {
                    let at = last.get(&(place.0, place.1)).copied().unwrap_or(at);
                    arranged.push(((at, 1, place.2), Cell { group: names.clone(), ..cell }));
                }
                Some(_) => {}
            }
        }
        arranged.sort_by_key(|(place, _)| *place);
        arranged.into_iter().map(|(_, cell)| cell).collect()
    }
}

/// What is left of a group without names and period.
fn family(group: &Group, personal: &[bool]) -> Family {
    let is_left = |(key, value): &&(Key, u32)| matches!(key, Key::Segment(_)) && !is_name(*key, *value, personal);
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
        Key::Segment(_) => None,
    });
    day.filter(|day| *day != i64::from(crate::plan::UNDATED)).unwrap_or(i64::MAX)
}

/// The group's keys with how many hidden groups there are in place of a name.
fn renamed(group: &Group, number: usize, personal: &[bool]) -> Vec<GroupKey> {
    let mut shown: Vec<&(Key, u32)> = group.keys.iter().collect();
    shown.sort_by_key(|(key, _)| matches!(key, Key::Wave(_))); // as the names stand
    let rename = |(name, (key, value)): (&GroupKey, &(Key, u32))| {
        if is_name(*key, *value, personal) { GroupKey::hidden(&name.segment, number) } else { name.clone() }
    };
    group.names.iter().zip(shown).map(rename).collect()
}

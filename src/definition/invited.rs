//! How many people were invited: in all, and by the values of segments.

use super::format::{Definition, InvitedEntry, InvitedPart};
use super::given::{Given, Key, Table};
use super::read::choice;
use super::source::{Mark, Notes};
use super::{Invited, Segment, SegmentValues};
use crate::diagnostic::named;
use std::collections::BTreeMap;

/// How many were invited, as far as that is sound.
pub(super) fn invited(
    key: &Key<InvitedEntry>,
    definition: &Definition,
    segments: &[Segment],
    notes: &Notes,
) -> Invited {
    let mut invited = Invited::default();
    match key.marked() {
        None => {}
        Some((InvitedEntry::Number(total), mark)) => invited.total = positive(*total, mark, notes),
        Some((InvitedEntry::Map(table), _)) => {
            for entry in table.entries() {
                invited_part(entry, &mut invited, definition, segments, notes);
            }
            adds_up(table, &invited, notes);
            list_is_counted(table, &invited, notes);
        }
    }
    invited
}

/// Notes a segment with more people than were invited in all.
fn adds_up(table: &Table<InvitedPart>, invited: &Invited, notes: &Notes) {
    let Some(total) = invited.total else { return };
    for (name, mark, _) in table.entries() {
        let sum = invited
            .segments
            .get(name)
            .map_or(0, |counts| counts.values().fold(0, |sum: u64, count| sum.saturating_add(*count)));
        if sum > total {
            let message = format!("the values of {} add up to {sum}, more than the total of {total}", named(name));
            notes.fault(mark, message, "mend the total or the values");
        }
    }
}

/// Notes a list of which nobody says how long it is.
fn list_is_counted(table: &Table<InvitedPart>, invited: &Invited, notes: &Notes) {
    let mark = table.entries().find(|(name, ..)| *name == WHOLE_LIST).map(|(_, mark, _)| mark);
    if let Some(mark) = mark.filter(|_| invited.whole_list && invited.total.is_none()) {
        notes.fault(mark, "`whole_list` needs the number of people on the list", "give it under `total:`");
    }
}

/// The key that says that those invited are all there are.
const WHOLE_LIST: &str = "whole_list";

fn positive(count: u64, mark: Mark, notes: &Notes) -> Option<u64> {
    if count == 0 {
        notes.fault(mark, "nobody was invited", "give the number of people who were sent the survey, or leave it out");
    }
    Some(count).filter(|count| *count > 0)
}

fn invited_part(
    (name, mark, part): (&str, Mark, &Given<InvitedPart>),
    invited: &mut Invited,
    definition: &Definition,
    segments: &[Segment],
    notes: &Notes,
) {
    match (&part.value, name) {
        (Some(InvitedPart::Number(total)), "total") => invited.total = positive(*total, part.mark, notes),
        (Some(InvitedPart::Truth(whole)), WHOLE_LIST) => invited.whole_list = *whole,
        (Some(_), WHOLE_LIST) => {
            notes.fault(
                part.mark,
                "`whole_list` must be true or false",
                "it says whether all on the list were invited",
            );
        }
        (Some(_), "total") => {
            notes.fault(part.mark, "`total` must be a whole number", "it is the number of people invited in all");
        }
        (Some(InvitedPart::Number(_) | InvitedPart::Truth(_)), _) => {
            let help = format!("write `{name}: {{ value: number }}` for the values of a segment, or `total:` for all");
            notes.fault(part.mark, format!("{} needs a number for each of its values", named(name)), help);
        }
        (Some(InvitedPart::Map(counts)), _) => {
            if let Some(counts) = invited_of(name, mark, counts, definition, segments, notes) {
                invited.segments.insert(name.to_owned(), counts);
            }
        }
        (None, _) => {}
    }
}

/// Invited per value of one segment.
fn invited_of(
    name: &str,
    mark: Mark,
    counts: &Table<u64>,
    definition: &Definition,
    segments: &[Segment],
    notes: &Notes,
) -> Option<BTreeMap<String, u64>> {
    let declared: Vec<&str> =
        definition.segments.value().into_iter().flat_map(Table::entries).map(|(id, ..)| id).collect();
    if !declared.contains(&name) {
        notes.fault(mark, format!("there is no segment {}", named(name)), choice(name, &declared));
        return None;
    }
    let segment = segments.iter().find(|segment| segment.id == name);
    let mut invited = BTreeMap::new();
    for (value, at, count) in counts.entries() {
        if let Some(segment) = segment {
            known_value(value, at, segment, notes);
        }
        if let Some(count) = count.value.and_then(|number| positive(number, count.mark, notes)) {
            invited.insert(value.to_owned(), count);
        }
    }
    Some(invited)
}

/// Notes a value that the segment does not have.
fn known_value(value: &str, mark: Mark, segment: &Segment, notes: &Notes) {
    let labels: Vec<&str> = match &segment.values {
        SegmentValues::Found | SegmentValues::Periods(_) => return,
        SegmentValues::Options(options) => options.iter().map(|option| option.label.as_str()).collect(),
        SegmentValues::Bands(bands) => bands.iter().map(|band| band.label.as_str()).collect(),
    };
    if !labels.contains(&value) {
        let message = format!("{} is no value of segment {}", named(value), named(&segment.id));
        notes.fault(mark, message, choice(value, &labels));
    }
}

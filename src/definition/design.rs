//! How the respondents were drawn: the segments that tell strata and sampling units, and how many of these there were.

use super::format::{DesignKeys, LonelyWord, PopulationEntry};
use super::given::{Key as Entry, Table, Text};
use super::source::{Mark, Notes};
use super::{Population, SamplingDesign, Segment, SegmentValues};
use crate::diagnostic::{named, nearest};
use crate::stats::LonelyUnits;

/// What a design may refer to.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The segments that are sound.
    pub segments: &'a [Segment],
    /// The ids of all segments, sound or not.
    pub asked: &'a [&'a str],
    pub notes: &'a Notes<'a>,
}

/// The design that these keys describe.
pub(super) fn design(keys: &DesignKeys, around: Around) -> Option<SamplingDesign> {
    let strata = segment(&keys.strata, "the strata", around);
    let clusters = segment(&keys.clusters, "the clusters", around);
    if let (Some(_), Some((_, mark))) = (strata.filter(|strata| Some(*strata) == clusters), keys.clusters.marked()) {
        let message = "`strata` and `clusters` are the same segment";
        around.notes.fault(mark, message.to_owned(), "units lie within strata: name another");
        return None;
    }
    let population = keys.population.marked().and_then(|(entry, mark)| population(entry, mark, keys, strata, around));
    let lonely = match keys.lonely.value() {
        None | Some(LonelyWord::Fail) => LonelyUnits::Fail,
        Some(LonelyWord::Certainty) => LonelyUnits::Certainty,
        Some(LonelyWord::Adjust) => LonelyUnits::Adjust,
        Some(LonelyWord::Average) => LonelyUnits::Average,
    };
    let is_any = strata.is_some() || clusters.is_some() || population.is_some();
    is_any.then_some(SamplingDesign { strata, clusters, population, lonely })
}

/// How many units there were to draw from. `None` after a fault.
fn population(
    entry: &PopulationEntry,
    mark: Mark,
    keys: &DesignKeys,
    strata: Option<usize>,
    around: Around,
) -> Option<Population> {
    let notes = around.notes;
    match entry {
        PopulationEntry::Text(name) => segment_named(name, mark, "the population", around).map(Population::Segment),
        PopulationEntry::Number(_) if keys.strata.mark().is_some() => {
            let help = "write `population: { stratum: number }`, or name the segment whose values are the numbers";
            notes.fault(mark, "`population` is one number, and there are strata", help);
            None
        }
        PopulationEntry::Number(total) => Some(Population::Total(*total)),
        PopulationEntry::Map(_) if keys.strata.mark().is_none() => {
            notes.fault(
                mark,
                "`population` has strata, and the design names none",
                "add `strata:`, or give one number",
            );
            None
        }
        PopulationEntry::Map(table) => Some(Population::ByStratum(by_stratum(table, &around.segments[strata?], notes))),
    }
}

/// The numbers by stratum; those of values that the segment cannot have are faults.
fn by_stratum(table: &Table<u64>, strata: &Segment, notes: &Notes) -> Vec<(String, u64)> {
    let mut sizes = Vec::new();
    for (label, mark, number) in table.entries() {
        if let SegmentValues::Options(options) = &strata.values
            && !options.iter().any(|option| option.label == label)
        {
            let known = options.iter().map(|option| option.label.as_str());
            let help = nearest(label, known).map_or_else(
                || "name the options of the segment".to_owned(),
                |near| format!("did you mean {}?", named(near)),
            );
            notes.fault(mark, format!("{} is no stratum", named(label)), help);
        }
        sizes.extend(number.value.map(|number| (label.to_owned(), number)));
    }
    sizes
}

/// The position of the segment that a key names.
fn segment(key: &Entry<Text>, role: &str, around: Around) -> Option<usize> {
    let (id, mark) = key.marked()?;
    segment_named(id, mark, role, around)
}

/// The position of the segment of this name.
fn segment_named(id: &str, mark: Mark, role: &str, Around { segments, asked, notes }: Around) -> Option<usize> {
    let Some(at) = segments.iter().position(|segment| segment.id == id) else {
        // What is wrong with a segment that is there has been said.
        if !asked.contains(&id) {
            let help = nearest(id, asked.iter().copied()).map_or_else(
                || "add it to `segments:`, with the column that tells it".to_owned(),
                |near| format!("did you mean {}?", named(near)),
            );
            notes.fault(mark, format!("{} is no segment, and should tell {role}", named(id)), help);
        }
        return None;
    };
    if segments[at].several {
        let message = format!("{} has several values a respondent, and should tell {role}", named(id));
        notes.fault(mark, message, "everybody was drawn in one stratum and one unit: name a segment with one value");
        return None;
    }
    Some(at)
}

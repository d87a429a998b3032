//! How the respondents were drawn: the segments that tell strata and sampling units, and how many of these there were.

use super::format::{DesignKeys, LonelyWord, PopulationEntry, StageEntry};
use super::given::Table;
use super::source::{Mark, Notes};
use super::{ColumnRef, Population, SamplingDesign, Segment, SegmentSource, SegmentValues, Stage};
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
    let strata = keys.strata.marked().and_then(|(id, mark)| segment(id, mark, "the strata", around));
    let clusters = clusters(keys, strata, around);
    let populations = populations(keys, around).unwrap_or_default();
    let of_stage = |(stage, (told, mark)): (usize, &(Sizes, Mark))| {
        if stage == 0 { first(*told, *mark, keys, strata, around) } else { second(*told, *mark, around) }
    };
    let mut sizes: Vec<Option<Population>> = populations.iter().enumerate().map(of_stage).collect();
    let clusters = clusters?;
    if let (true, Some((_, mark))) = (clusters.is_empty(), populations.get(1)) {
        let help = "name the units of the first stage under `clusters`, or give one number";
        around.notes.fault(*mark, "`population` has two stages, and the design has one", help);
        return None;
    }
    if let ([_, _], [_], Some(mark)) = (clusters.as_slice(), populations.as_slice(), keys.population.mark()) {
        let help = "give both: `population: [wards, patients]`; or none, where far more were there than were drawn";
        around.notes.fault(mark, "`population` says nothing of the second stage", help);
        return None;
    }
    let stages = clusters.len().max(sizes.len());
    sizes.resize(STAGES, None);
    let mut stage = |at: usize| Stage { clusters: clusters.get(at).copied(), population: sizes[at].take() };
    let lonely = match keys.lonely.value() {
        None | Some(LonelyWord::Fail) => LonelyUnits::Fail,
        Some(LonelyWord::Certainty) => LonelyUnits::Certainty,
        Some(LonelyWord::Adjust) => LonelyUnits::Adjust,
        Some(LonelyWord::Average) => LonelyUnits::Average,
    };
    let design = SamplingDesign { strata, first: stage(0), second: (stages > 1).then(|| stage(1)), lonely };
    let is_any = strata.is_some() || design.first != Stage::default();
    is_any.then_some(design)
}

/// The columns that a design names itself, as segments of their own: whatever is called like no segment and no question,
/// and not nearly like one, which would be a slip.
pub(super) fn columns(keys: &DesignKeys, known: &[&str], missing: &[String]) -> Vec<Segment> {
    let mut names: Vec<&str> = keys.strata.value().map(|name| &**name).into_iter().collect();
    names.extend(keys.clusters.each().into_iter().map(|(name, _)| name));
    match keys.population.value() {
        Some(PopulationEntry::Text(name)) => names.push(name),
        Some(PopulationEntry::List(list)) => {
            names.extend(list.iter().filter_map(|stage| match stage.value.as_ref()? {
                StageEntry::Text(name) => Some(&**name),
                StageEntry::Number(_) | StageEntry::Map(_) => None,
            }));
        }
        Some(PopulationEntry::Number(_) | PopulationEntry::Map(_)) | None => {}
    }
    let is_column = |name: &&str| {
        !name.trim().is_empty() && !known.contains(name) && nearest(name, known.iter().copied()).is_none()
    };
    names.retain(is_column);
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| column(name, missing)).collect()
}

/// A segment of the values of a column, which is called like it.
fn column(name: &str, missing: &[String]) -> Segment {
    Segment {
        id: name.to_owned(),
        title: name.to_owned(),
        source: SegmentSource::Column(ColumnRef::Name(name.to_owned())),
        several: false,
        values: SegmentValues::Found,
        other: None,
        decimal: None,
        missing: missing.to_vec(),
        takes_rest_for_missing: false,
    }
}

/// Most stages of sampling that are known.
const STAGES: usize = 2;

/// The segments that tell units, those drawn first before those drawn within them. `None` after a fault that leaves no
/// design.
fn clusters(keys: &DesignKeys, strata: Option<usize>, around: Around) -> Option<Vec<usize>> {
    let named = keys.clusters.each();
    if let Some((_, mark)) = named.get(STAGES) {
        let help = "name those drawn first and those drawn within them; what was drawn later adds next to nothing";
        around.notes.fault(*mark, "`clusters` has more than two stages", help);
        return None;
    }
    let of = |(id, mark): &(&str, Mark)| Some((segment(id, *mark, "the clusters", around)?, *mark));
    let found: Vec<(usize, Mark)> = named.iter().filter_map(of).collect();
    let before = |at: usize| strata.into_iter().chain(found[..at].iter().map(|(segment, _)| *segment));
    let twice = found.iter().enumerate().find(|(at, (segment, _))| before(*at).any(|known| known == *segment));
    if let Some((at, (_, mark))) = twice {
        let message = if at == 0 {
            "`strata` and `clusters` are the same segment"
        } else {
            "units of two stages are the same segment"
        };
        around.notes.fault(*mark, message, "units lie within strata and within those drawn before: name another");
        return None;
    }
    (found.len() == named.len()).then(|| found.into_iter().map(|(segment, _)| segment).collect())
}

/// How many units there were to draw from in a stage.
#[derive(Clone, Copy)]
enum Sizes<'a> {
    Number(u64),
    Segment(&'a str),
    ByStratum(&'a Table<u64>),
}

/// What is said of the populations, stage by stage; `None` where an entry of a list is faulty, or there are too many.
fn populations<'a>(keys: &'a DesignKeys, around: Around) -> Option<Vec<(Sizes<'a>, Mark)>> {
    let Some((entry, mark)) = keys.population.marked() else { return Some(Vec::new()) };
    let one = match entry {
        PopulationEntry::Number(number) => Sizes::Number(*number),
        PopulationEntry::Text(name) => Sizes::Segment(name),
        PopulationEntry::Map(table) => Sizes::ByStratum(table),
        PopulationEntry::List(list) => {
            if list.len() > STAGES {
                around.notes.fault(mark, "`population` has more than two stages", "give one number a stage");
                return None;
            }
            let sizes = |entry: &'a StageEntry| match entry {
                StageEntry::Number(number) => Sizes::Number(*number),
                StageEntry::Text(name) => Sizes::Segment(name),
                StageEntry::Map(table) => Sizes::ByStratum(table),
            };
            return list.iter().map(|given| Some((sizes(given.value.as_ref()?), given.mark))).collect();
        }
    };
    Some(vec![(one, mark)])
}

/// How many units there were to draw from first. `None` after a fault.
fn first(sizes: Sizes, mark: Mark, keys: &DesignKeys, strata: Option<usize>, around: Around) -> Option<Population> {
    let notes = around.notes;
    match sizes {
        Sizes::Segment(name) => segment(name, mark, "the population", around).map(Population::Segment),
        Sizes::Number(_) if keys.strata.mark().is_some() => {
            let help = "write `population: { stratum: number }`, or name the segment whose values are the numbers";
            notes.fault(mark, "`population` is one number, and there are strata", help);
            None
        }
        Sizes::Number(total) => Some(Population::Total(total)),
        Sizes::ByStratum(_) if keys.strata.mark().is_none() => {
            let help = "add `strata:`, or give one number";
            notes.fault(mark, "`population` has strata, and the design names none", help);
            None
        }
        Sizes::ByStratum(table) => Some(Population::ByStratum(by_stratum(table, &around.segments[strata?], notes))),
    }
}

/// How many units there were within each of those drawn first. `None` after a fault.
fn second(sizes: Sizes, mark: Mark, around: Around) -> Option<Population> {
    match sizes {
        Sizes::Segment(name) => segment(name, mark, "the population", around).map(Population::Segment),
        Sizes::Number(total) => Some(Population::Total(total)),
        Sizes::ByStratum(_) => {
            let help = "name the segment whose values are the numbers, or give one that holds everywhere";
            around.notes.fault(mark, "the second stage is not drawn by stratum", help);
            None
        }
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

/// The position of the segment of this name.
fn segment(id: &str, mark: Mark, role: &str, Around { segments, asked, notes }: Around) -> Option<usize> {
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

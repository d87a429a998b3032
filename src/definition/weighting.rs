//! What responses are to be weighted to: margins of the population, and how weights are made to agree with them.

use super::column::ColumnRef;
use super::entry::ColumnEntry;
use super::format::{CalibrationWord, Definition, WeightingKeys};
use super::given::{Given, Table};
use super::source::{Mark, Notes};
use super::targets::{StartWeights, TargetMargin, Weighting};
use super::{Invited, Question, SamplingDesign, Segment, SegmentValues};
use crate::diagnostic::{listed, named, nearest};
use crate::label::fold;
use crate::plan::{Key, Shape};
use crate::weighting::{Method, shared_total};

/// What weights may refer to.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The segments that are sound.
    pub segments: &'a [Segment],
    /// The questions that are sound.
    pub questions: &'a [Question],
    /// The ids of all segments and questions, sound or not.
    pub asked: &'a [&'a str],
    pub design: Option<&'a SamplingDesign>,
    pub invited: &'a Invited,
    pub notes: &'a Notes<'a>,
}

/// The word for the weights that the sampling design gives.
const DESIGN: &str = "design";

/// The column of weights that `weighting` starts with, if it names one: then there is no other.
pub(super) fn start_column(definition: &Definition, notes: &Notes) -> Option<ColumnRef> {
    let (entry, mark) = definition.weighting.value()?.start.marked()?;
    if matches!(entry, ColumnEntry::Text(word) if &**word == DESIGN) {
        return None;
    }
    let probabilities = definition.design.value().and_then(|keys| keys.probabilities.mark());
    if definition.weight.mark().or(probabilities).is_some() {
        let help = "leave one of them out: weights start with those of `weight` where `start` is not given";
        notes.fault(mark, "the survey has a `weight` and a column to start with", help);
        return None;
    }
    entry.column(mark, notes)
}

/// The weighting that these keys describe. `None` after a fault.
pub(super) fn weighting(
    keys: &WeightingKeys,
    mark: Mark,
    definition: &Definition,
    around: Around,
) -> Option<Weighting> {
    let notes = around.notes;
    if keys.targets.mark().is_none() {
        let help = "add `targets: { segment: { value: share } }` with what is known of the population";
        notes.fault(mark, "`weighting` has no `targets`", help);
    }
    let entries: Vec<_> = keys.targets.value().into_iter().flat_map(Table::entries).collect();
    let margins: Vec<(TargetMargin, Mark)> =
        entries.iter().filter_map(|(name, mark, table)| Some((margin(name, *mark, table, around)?, *mark))).collect();
    twice(&margins, notes);
    let people = people(&margins, notes);
    let method = method(keys, entries.len(), notes);
    let (totals, classes) = (totals(keys, method, around), classes(keys, definition, around));
    let (start, trim) = (start(keys, around), trim(keys, notes));
    (!margins.is_empty()).then(|| Weighting {
        start,
        margins: margins.into_iter().map(|(margin, _)| margin).collect(),
        people,
        method,
        trim,
        classes,
        totals,
    })
}

fn start(keys: &WeightingKeys, around: Around) -> StartWeights {
    match keys.start.marked() {
        Some((ColumnEntry::Text(word), mark)) if &**word == DESIGN => {
            if around.design.is_none_or(|design| design.stages().any(|stage| stage.population.is_none())) {
                let help = "add `design: { strata: …, population: … }`; or name a column with weights";
                around.notes.fault(mark, "`start: design` needs to know how many there were to draw from", help);
            }
            StartWeights::Design
        }
        _ => StartWeights::Given,
    }
}

fn trim(keys: &WeightingKeys, notes: &Notes) -> Option<f64> {
    let (trim, mark) = keys.trim.marked()?;
    if trim.above.mark().is_none() {
        notes.fault(mark, "`trim` has no `above`", "add `above: 3` to cut weights at 3 times their mean");
    }
    let (above, mark) = trim.above.marked()?;
    if *above <= 1.0 {
        notes.fault(mark, "weights cannot all be below their mean", "write a number above 1; 3 and 5 are usual");
    }
    Some(*above)
}

/// The method, which has to fit the number of margins.
fn method(keys: &WeightingKeys, margins: usize, notes: &Notes) -> Method {
    match keys.method.marked() {
        Some((CalibrationWord::PostStratify, mark)) => {
            if margins > 1 {
                let help = "rake, or join them: `site × age: { A × 18-44: 20 }`";
                notes.fault(mark, format!("post-stratification takes one margin, not {margins}"), help);
            }
            Method::PostStratify
        }
        Some((CalibrationWord::Rake, _)) => Method::Rake,
        Some((CalibrationWord::Greg, _)) => Method::Greg,
        None if margins > 1 => Method::Rake,
        None => Method::PostStratify,
    }
}

/// The segments of numbers whose sums are known.
fn totals(keys: &WeightingKeys, method: Method, around: Around) -> Vec<(usize, f64)> {
    let notes = around.notes;
    if let (Some(mark), true) = (keys.totals.mark(), method != Method::Greg) {
        notes.fault(mark, "sums of numbers need calibration by regression", "add `method: greg`");
    }
    let total = |(id, mark, total): (&str, Mark, &Given<f64>)| match key_named(id, mark, around)? {
        Key::Segment { at, .. } if !matches!(around.segments[at].values, SegmentValues::Bands(_)) => {
            Some((at, total.value?))
        }
        _ => {
            let help = "add a segment with the column as it is, and name that";
            notes.fault(mark, format!("{} is no segment of numbers", named(id)), help);
            None
        }
    };
    keys.totals.value().into_iter().flat_map(Table::entries).filter_map(total).collect()
}

/// What tells the classes of people whose response rates differ, which somebody has to know.
fn classes(keys: &WeightingKeys, definition: &Definition, around: Around) -> Option<Key> {
    let (keys, mark) = keys.non_response.marked()?;
    if keys.classes.mark().is_none() {
        let help = "add `classes:` with a segment or question, for example `age`";
        around.notes.fault(mark, "`non_response` has no `classes`", help);
    }
    let (id, mark) = keys.classes.marked().map(|(id, mark)| (&**id, mark))?;
    if definition.complete.mark().is_none() && !around.invited.segments.contains_key(id) {
        let help = format!(
            "add `invited: {{ {id}: {{ value: number }} }}`, or `complete:` if the export has broken-off responses"
        );
        around.notes.fault(mark, format!("nothing tells who of {} did not answer", named(id)), help);
    }
    key_named(id, mark, around)
}

/// A margin. `None` after a fault that leaves nothing of it.
fn margin(name: &str, mark: Mark, table: &Given<Table<f64>>, around: Around) -> Option<TargetMargin> {
    let parts = crossed(name);
    let of: Vec<Option<Key>> = parts.iter().map(|id| key_named(id, mark, around)).collect();
    let of: Vec<Key> = of.into_iter().collect::<Option<_>>()?;
    let entries = table.value.as_ref().into_iter().flat_map(Table::entries);
    let sizes: Vec<_> = entries.map(|(label, at, size)| part(label, at, size, &of, around)).collect();
    // Of a margin that is not whole the sum would say nothing.
    let sizes = sizes.into_iter().collect::<Option<_>>()?;
    Some(TargetMargin { name: parts.join(" × "), of, sizes })
}

/// A part of a margin with its size. `None` after a fault that leaves nothing of it.
fn part(label: &str, mark: Mark, size: &Given<f64>, of: &[Key], around: Around) -> Option<(Vec<String>, f64)> {
    let labels = labels(label, mark, of, around);
    let target = size.value?;
    if target <= 0.0 {
        let help = "write how many people there are, or their share; leave a value out that nobody can have";
        around.notes.fault(size.mark, format!("the target of {} must be above 0", named(label)), help);
    }
    Some((labels?, target))
}

/// The parts of a name that is crossed: `site × age`, `site x age`.
fn crossed(name: &str) -> Vec<&str> {
    name.split('×').flat_map(|part| part.split(" x ")).map(str::trim).collect()
}

/// The label of each key's value in the name of a part. `None` after a fault.
fn labels(label: &str, mark: Mark, of: &[Key], around: Around) -> Option<Vec<String>> {
    let parts = if of.len() == 1 { vec![label] } else { crossed(label) };
    if parts.len() != of.len() {
        let message = format!("{} has {} values, and the margin {} parts", named(label), parts.len(), of.len());
        around.notes.fault(mark, message, "write a value of each, for example `A × 18-44`");
        return None;
    }
    let label = |(part, key): (&&str, &Key)| {
        let Some(known) = known_labels(*key, around) else { return (*part).to_owned() };
        let same = known.iter().find(|known| fold(known) == fold(part));
        if same.is_none() {
            let help = nearest(part, known.iter().copied())
                .map_or_else(|| format!("the values are {}", listed(known.iter().copied())), did_you_mean);
            around.notes.fault(mark, format!("{} is no value of {}", named(part), id_of(*key, around)), help);
        }
        same.map_or_else(String::new, |known| (*known).to_owned())
    };
    Some(parts.iter().zip(of).map(label).collect())
}

fn did_you_mean(near: &str) -> String {
    format!("did you mean {}?", named(near))
}

/// The labels that the values of a key can have; `None` where they are found in the exports.
fn known_labels(key: Key, around: Around<'_>) -> Option<Vec<&str>> {
    match key {
        Key::Segment { at, .. } => match &around.segments[at].values {
            SegmentValues::Found | SegmentValues::Periods(_) => None,
            SegmentValues::Options(options) => Some(options.iter().map(|option| option.label.as_str()).collect()),
            SegmentValues::Bands(bands) => Some(bands.iter().map(|band| band.label.as_str()).collect()),
        },
        Key::Answer { question, .. } => {
            Some(around.questions[question].options.iter().map(|option| option.label.as_str()).collect())
        }
        Key::Wave(_) | Key::Side(_) => None,
    }
}

fn id_of(key: Key, around: Around) -> String {
    match key {
        Key::Segment { at, .. } => named(&around.segments[at].id),
        Key::Answer { question, .. } => named(&around.questions[question].id),
        Key::Wave(period) => named(period.name()),
        Key::Side(_) => named("side"),
    }
}

/// The key that is the segment, or the answer to the question, of this name, with one value a respondent.
fn key_named(id: &str, mark: Mark, Around { segments, questions, asked, notes, .. }: Around) -> Option<Key> {
    if let Some(at) = segments.iter().position(|segment| segment.id == id) {
        if segments[at].several {
            several(id, mark, notes);
            return None;
        }
        return Some(Key::Segment { at, several: false });
    }
    if let Some(question) = questions.iter().position(|question| question.id == id) {
        return match questions[question].shape {
            Shape::Coded { .. } => Some(Key::Answer { question, several: false }),
            Shape::Multiple { .. } => {
                several(id, mark, notes);
                None
            }
            Shape::Ranked { .. } | Shape::Values => {
                let help = "people are put into parts by options: add a segment with `bands` of it, and name that";
                notes.fault(mark, format!("{} has no options", named(id)), help);
                None
            }
        };
    }
    // What is wrong with one that is there has been said.
    if !asked.contains(&id) {
        let help = nearest(id, asked.iter().copied())
            .map_or_else(|| "add it to `segments:`, with the column that tells it".to_owned(), did_you_mean);
        notes.fault(mark, format!("{} is no segment and no question", named(id)), help);
    }
    None
}

fn several(id: &str, mark: Mark, notes: &Notes) {
    let message = format!("{} has several values a respondent", named(id));
    notes.fault(mark, message, "everybody is in one part of the population: name a segment or question with one value");
}

/// Notes margins that are told twice, in whichever order their parts are named.
fn twice(margins: &[(TargetMargin, Mark)], notes: &Notes) {
    let sorted = |margin: &TargetMargin| {
        let mut of = margin.of.clone();
        of.sort_unstable();
        of
    };
    for (at, (margin, mark)) in margins.iter().enumerate() {
        if margins[..at].iter().any(|(earlier, _)| sorted(earlier) == sorted(margin)) {
            let help = "keep one of them: weights agree with one target a part";
            notes.fault(*mark, format!("the margin {} is given twice", named(&margin.name)), help);
        }
    }
}

/// How many people the targets are about; `None` where they are shares. Margins that tell another number are faults.
fn people(margins: &[(TargetMargin, Mark)], notes: &Notes) -> Option<f64> {
    let sum = |margin: &TargetMargin| margin.sizes.iter().map(|(_, size)| size).sum::<f64>();
    let sums: Vec<f64> = margins.iter().map(|(margin, _)| sum(margin)).collect();
    shared_total(&sums).unwrap_or_else(|at| {
        let all: Vec<String> = sums.iter().map(f64::to_string).collect();
        let message = format!("the targets of {} add up to another number of people", named(&margins[at].0.name));
        notes.fault(margins[at].1, message, format!("the sums are {}; shares add up to 100, or to 1", all.join(", ")));
        None
    })
}

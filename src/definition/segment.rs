//! Segments: the groups that figures are broken down by.

use super::answers::{self, add_codes, labels, meanings};
use super::format::{OrColumn, SegmentKeys};
use super::given::{Given, List};
use super::id::plain_id;
use super::source::{Mark, Notes};
use super::{Band, Segment, SegmentValues};
use crate::decode::Decimal;
use crate::diagnostic::named;
use crate::label::fold;
use std::ops::RangeInclusive;

/// Names of segments that mean something else: `wave` in figures, `total` under `invited`.
const RESERVED: [&str; 2] = ["wave", "total"];

/// How many values a segment can list.
const VALUES: RangeInclusive<usize> = 1..=10_000;

/// The segment of this name. `missing` is what is never a value, anywhere. `None` after a fault.
pub(super) fn segment(
    (id, mark, entry): (&str, Mark, &Given<OrColumn<SegmentKeys>>),
    missing: &[String],
    decimal: Option<Decimal>,
    notes: &Notes,
) -> Option<Segment> {
    let owner = format!("segment {}", named(id));
    let sound = plain_id(id, mark, "a segment", notes) && not_reserved(id, mark, notes);
    let given = entry.value.as_ref()?;
    let column = given.column(mark_of(given, entry.mark, mark), |keys| &keys.column, &owner, notes);
    let keys = given.keys();
    let mut values = keys.map_or(Some(SegmentValues::Found), |keys| values(keys, mark, &owner, notes));
    let other = keys.and_then(|keys| other(keys, values.as_mut()?, &owner, notes));
    let takes_rest_for_missing = keys.is_some_and(|keys| rest_is_missing(keys, values.as_ref(), &owner, notes));
    let own = keys.map_or_else(Vec::new, |keys| keys.missing.each());
    if let Some(SegmentValues::Options(options)) = &values {
        let meanings = meanings(options);
        for (text, at) in own.iter().filter(|(text, _)| meanings.contains_key(&fold(text))) {
            let message = format!("{} is listed under `missing`, but is an option of {owner}", named(text));
            notes.fault(*at, message, "take it out of one of them");
        }
    }
    let segment = Segment {
        id: id.to_owned(),
        title: keys.and_then(|keys| keys.title.value()).map_or_else(|| id.to_owned(), |title| title.to_string()),
        column: column?.0,
        decimal: values.as_ref().and_then(|values| own_decimal(keys, values, &owner, notes)).or(decimal),
        values: values?,
        other,
        missing: missing.iter().cloned().chain(own.into_iter().map(|(text, _)| text.to_owned())).collect(),
        takes_rest_for_missing,
    };
    sound.then_some(segment)
}

/// Where a fault of the column is shown: at a column that stands alone, or at the segment's name.
fn mark_of(given: &OrColumn<SegmentKeys>, value: Mark, name: Mark) -> Mark {
    if given.keys().is_some() { name } else { value }
}

/// The segment's own decimal mark, which only numbers have.
fn own_decimal(keys: Option<&SegmentKeys>, values: &SegmentValues, owner: &str, notes: &Notes) -> Option<Decimal> {
    let (word, mark) = keys?.decimal.marked()?;
    if !matches!(values, SegmentValues::Bands(_)) {
        notes.fault(
            mark,
            format!("{owner} has a `decimal` but no `bands`"),
            "only the numbers that bands are for need it",
        );
    }
    Some(word.decimal())
}

/// The option for all values that are none of the others.
fn other(keys: &SegmentKeys, values: &mut SegmentValues, owner: &str, notes: &Notes) -> Option<usize> {
    let (label, mark) = keys.other.marked()?;
    let SegmentValues::Options(options) = values else {
        let help = "list the values that are reported under `options:`; any other one counts as this";
        notes.fault(mark, format!("{owner} has an `other` but no `options`"), help);
        return None;
    };
    answers::other(label, mark, options, owner, notes)
}

/// Whether values that are none of those declared are not stated; notes it where there can be none.
fn rest_is_missing(keys: &SegmentKeys, values: Option<&SegmentValues>, owner: &str, notes: &Notes) -> bool {
    let Some(mark) = keys.unrecognised.mark() else { return false };
    if keys.other.mark().is_some() {
        answers::never_unrecognised(mark, owner, notes);
    } else if matches!(values, Some(SegmentValues::Found)) {
        let help = "list them under `options:`, or take `unrecognised` out: every value found is a group";
        notes.fault(mark, format!("{owner} does not say which values it has"), help);
    }
    true
}

fn not_reserved(id: &str, mark: Mark, notes: &Notes) -> bool {
    let reserved = RESERVED.contains(&id);
    if reserved {
        notes.fault(
            mark,
            format!("a segment cannot be called `{id}`"),
            "the word has a meaning of its own; use another",
        );
    }
    !reserved
}

fn values(keys: &SegmentKeys, mark: Mark, owner: &str, notes: &Notes) -> Option<SegmentValues> {
    match (keys.options.marked(), keys.bands.marked()) {
        (Some(_), Some((_, at))) => {
            notes.fault(at, format!("{owner} has `options` and `bands`"), "keep one of them");
            None
        }
        (Some((list, at)), None) => {
            let mut options = labels(list, at, VALUES, owner, notes)?;
            add_codes(&mut options, &keys.codes, owner, notes);
            Some(SegmentValues::Options(options))
        }
        (None, Some((edges, at))) => bands(edges, at, owner, notes).map(SegmentValues::Bands),
        (None, None) if keys.options.mark().or(keys.bands.mark()).is_some() => None,
        (None, None) => {
            if keys.codes.mark().is_some() {
                let help = "list the values under `options:` in the order they are reported";
                notes.fault(mark, format!("{owner} has `codes` but no `options`"), help);
            }
            Some(SegmentValues::Found)
        }
    }
}

/// Bands from their lower edges; the last one is open.
fn bands(edges: &List<f64>, mark: Mark, owner: &str, notes: &Notes) -> Option<Vec<Band>> {
    if edges.len() < 2 {
        notes.fault(
            mark,
            format!("{owner} has fewer than two bands"),
            "`bands: [0, 16, 65]` gives 0–15, 16–64 and 65+",
        );
        return None;
    }
    let values: Vec<(f64, Mark)> = edges.iter().filter_map(|edge| Some((edge.value?, edge.mark))).collect();
    for pair in values.windows(2).filter(|pair| pair[0].0 >= pair[1].0) {
        let message = format!("the bands of {owner} do not rise: {} after {}", pair[1].0, pair[0].0);
        notes.fault(pair[1].1, message, "list the lower edges from the smallest to the largest");
    }
    let whole = values.iter().all(|(edge, _)| edge.fract() == 0.0);
    let next = values.iter().skip(1).map(|(edge, _)| Some(*edge)).chain([None]);
    Some(values.iter().zip(next).map(|((lower, _), upper)| band(*lower, upper, whole)).collect())
}

fn band(lower: f64, upper: Option<f64>, whole: bool) -> Band {
    let label = match upper {
        None => format!("{lower}+"),
        Some(upper) if whole && upper - lower < 1.5 => lower.to_string(),
        Some(upper) if whole => format!("{lower}–{}", upper - 1.0),
        Some(upper) => format!("{lower} to under {upper}"),
    };
    Band { label, lower, upper }
}

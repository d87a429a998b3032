//! Segments: the groups that figures are broken down by.

use super::answers::{self, add_codes, labels, meanings};
use super::bands::{Edges, Naming};
use super::entry::OrColumn;
use super::format::{BandsEntry, ByWord, SegmentKeys};
use super::given::Given;
use super::id::plain_id;
use super::read::choice;
use super::source::{Mark, Notes};
use super::{Derivation, Question, Reading, Segment, SegmentSource, SegmentValues, Source};
use crate::decode::Decimal;
use crate::diagnostic::named;
use crate::label::fold;
use crate::plan::{Period, Shape};
use crate::scale::AnswerOption;
use std::ops::RangeInclusive;

/// Names of segments that mean something else: `wave` in figures, the others under `invited`.
const RESERVED: [&str; 3] = ["wave", "total", "whole_list"];

/// How many values a segment can list.
const VALUES: RangeInclusive<usize> = 1..=10_000;

/// What a segment may refer to.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// What is never a value, anywhere.
    pub missing: &'a [String],
    /// The mark before decimals, where the survey declares it.
    pub decimal: Option<Decimal>,
    /// The questions that are sound.
    pub questions: &'a [Question],
    /// The ids of all that are asked for.
    pub asked: &'a [&'a str],
    /// Whether it is known when a response was submitted.
    pub is_dated: bool,
    pub notes: &'a Notes<'a>,
}

/// The segment of this name. `None` after a fault.
pub(super) fn segment(
    (id, mark, entry): (&str, Mark, &Given<OrColumn<SegmentKeys>>),
    around: Around,
) -> Option<Segment> {
    let Around { missing, decimal, notes, .. } = around;
    let owner = format!("segment {}", named(id));
    let sound = plain_id(id, mark, "a segment", notes) && not_reserved(id, mark, notes);
    let given = entry.value.as_ref()?;
    if let Some(keys) = given.keys().filter(|keys| keys.question.mark().is_some() || keys.by.mark().is_some()) {
        return derived(id, keys, &owner, around).filter(|_| sound);
    }
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
        source: SegmentSource::Column(column?.0),
        several: false,
        decimal: values.as_ref().and_then(|values| own_decimal(keys, values, &owner, notes)).or(decimal),
        values: values?,
        other,
        missing: missing.iter().cloned().chain(own.into_iter().map(|(text, _)| text.to_owned())).collect(),
        takes_rest_for_missing,
    };
    sound.then_some(segment)
}

/// A segment that stands in no column of its own.
fn derived(id: &str, keys: &SegmentKeys, owner: &str, around: Around) -> Option<Segment> {
    let notes = around.notes;
    let sources = [("column", keys.column.mark()), ("question", keys.question.mark()), ("by", keys.by.mark())];
    let given: Vec<(&str, Mark)> = sources.into_iter().filter_map(|(key, mark)| Some((key, mark?))).collect();
    if let [(first, _), (second, mark), ..] = given.as_slice() {
        notes.fault(*mark, format!("{owner} has a `{first}` and a `{second}`"), "keep one of them");
        return None;
    }
    let (source, values) = match (keys.question.marked(), keys.by.marked()) {
        (Some((question, mark)), _) => of_question(question, mark, keys, owner, around)?,
        (None, Some((word, mark))) => of_word(*word, mark, keys, owner, around)?,
        (None, None) => return None,
    };
    let is_multiple = |question: &usize| matches!(around.questions[*question].shape, Shape::Multiple { .. });
    Some(Segment {
        id: id.to_owned(),
        title: keys.title.value().map_or_else(|| id.to_owned(), |title| title.to_string()),
        several: matches!(&source, SegmentSource::Question(question) if is_multiple(question)),
        source,
        values,
        other: None,
        decimal: None,
        missing: Vec::new(),
        takes_rest_for_missing: false,
    })
}

/// The groups that the answers to a question are.
fn of_question(
    name: &str,
    mark: Mark,
    keys: &SegmentKeys,
    owner: &str,
    around: Around,
) -> Option<(SegmentSource, SegmentValues)> {
    let Around { questions, asked, notes, .. } = around;
    let Some(at) = questions.iter().position(|question| question.id == name) else {
        let item = questions.iter().find(|question| question.grid.as_deref() == Some(name));
        if let Some(item) = item {
            let help = format!("name one of its items, for example {}", named(&item.id));
            notes.fault(mark, format!("{} is a grid of several questions", named(name)), help);
        } else if !asked.contains(&name) {
            let known: Vec<&str> = questions.iter().map(|question| question.id.as_str()).collect();
            notes.fault(mark, format!("there is no question {}", named(name)), choice(name, &known));
        }
        return None;
    };
    let question = &questions[at];
    let is_date = matches!(question.reading, Reading::Date { .. });
    let is_text = question.reading == Reading::Text && !matches!(question.source, Source::Derived(_));
    let values = match question.shape {
        Shape::Coded { .. } | Shape::Multiple { .. } => {
            only_for(&["bands"], "its groups are the answers to a question", keys, owner, notes)
                .then(|| SegmentValues::Options(question.options.clone()))
        }
        Shape::Values if !is_text => match keys.bands.marked() {
            Some((entry, at)) => bands(entry, at, naming(question), owner, notes),
            None if keys.bands.mark().is_some() => None,
            None => {
                let (what, help) = if is_date {
                    ("dates", "add `bands: month`, or the first days of its groups: `bands: [2025-01-01, 2026-01-01]`")
                } else {
                    ("numbers", "add `bands:` with the lower edges of its groups, for example `bands: [0, 15, 30]`")
                };
                notes.fault(mark, format!("{owner} has no `bands`, and {} has {what}", named(name)), help);
                None
            }
        },
        Shape::Ranked { .. } | Shape::Values => {
            let message = format!("the answers to {} put nobody into a group", named(name));
            notes.fault(mark, message, "name a question with options, or one with numbers or dates and `bands:`");
            None
        }
    };
    let is_sound = only_for(&COLUMN_KEYS, "its groups are the answers to a question", keys, owner, notes);
    values.filter(|_| is_sound).map(|values| (SegmentSource::Question(at), values))
}

/// What bands of the answers to a question are called.
fn naming(question: &Question) -> Naming {
    match question.reading {
        Reading::Date { .. } => Naming::Days,
        _ if is_mean(question) => Naming::Fractional,
        _ => Naming::Whole,
    }
}

/// The groups that `bands:` asks for.
fn bands(entry: &BandsEntry, mark: Mark, naming: Naming, owner: &str, notes: &Notes) -> Option<SegmentValues> {
    match entry {
        BandsEntry::List(list) => {
            Edges::read(list, mark, naming, notes).bands(naming, owner, notes).map(SegmentValues::Bands)
        }
        BandsEntry::Text(word) => period(word, mark, naming, owner, notes).map(SegmentValues::Periods),
    }
}

/// The period that dates are put together by.
fn period(word: &str, mark: Mark, naming: Naming, owner: &str, notes: &Notes) -> Option<Period> {
    if naming != Naming::Days {
        let help =
            "only the answers to a question about a date have periods; list lower edges, for example `[0, 15, 30]`";
        notes.fault(mark, format!("{owner} has numbers, and {} is no list of bands", named(word)), help);
        return None;
    }
    let found = Period::ALL.into_iter().find(|period| period.name() == word);
    if found.is_none() {
        let help = choice(word, &Period::ALL.map(Period::name));
        notes.fault(mark, format!("{} is not a period", named(word)), help);
    }
    found
}

/// Whether its numbers are likely to lie between whole ones.
pub(super) fn is_mean(question: &Question) -> bool {
    matches!(question.source, Source::Derived(Derivation::Mean { .. }))
}

/// What is known of every response.
fn of_word(
    word: ByWord,
    mark: Mark,
    keys: &SegmentKeys,
    owner: &str,
    around: Around,
) -> Option<(SegmentSource, SegmentValues)> {
    if word != ByWord::File && !around.is_dated {
        let help = "add `submitted:` with the column that holds the date";
        around.notes.fault(mark, format!("{owner} needs to know when a response was submitted"), help);
        return None;
    }
    let others = [&COLUMN_KEYS[..], &["bands"]].concat();
    let is_sound = only_for(&others, "its groups are known", keys, owner, around.notes);
    let option = |label: String| AnswerOption { label, codes: Vec::new(), score: None };
    let options = |labels: Vec<String>| SegmentValues::Options(labels.into_iter().map(option).collect());
    let derived = match word {
        ByWord::Hour => (SegmentSource::Hour, options((0..24).map(|hour| format!("{hour:02}:00")).collect())),
        ByWord::Weekday => (SegmentSource::Weekday, options(WEEKDAYS.map(str::to_owned).to_vec())),
        ByWord::File => (SegmentSource::File, SegmentValues::Found),
    };
    is_sound.then_some(derived)
}

/// The days of the week, in the order of ISO 8601.
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The keys that say how a column is read.
const COLUMN_KEYS: [&str; 6] = ["options", "codes", "other", "decimal", "missing", "unrecognised"];

/// Notes these keys where they are given, though the segment has no use for them; whether none is.
fn only_for(names: &[&str], why: &str, keys: &SegmentKeys, owner: &str, notes: &Notes) -> bool {
    let given = [
        ("options", keys.options.mark()),
        ("codes", keys.codes.mark()),
        ("other", keys.other.mark()),
        ("bands", keys.bands.mark()),
        ("decimal", keys.decimal.mark()),
        ("missing", keys.missing.mark()),
        ("unrecognised", keys.unrecognised.mark()),
    ];
    let useless = given.into_iter().filter_map(|(name, mark)| Some((name, mark?)));
    let useless: Vec<_> = useless.filter(|(name, _)| names.contains(name)).collect();
    for (name, mark) in &useless {
        notes.fault(*mark, format!("`{name}` says nothing about {owner}: {why}"), "take it out");
    }
    useless.is_empty()
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
        (None, Some((entry, at))) => bands(entry, at, Naming::Whole, owner, notes),
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

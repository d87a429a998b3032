//! A definition that was read becomes a [`Survey`], or every reason why it cannot.

use super::answers::{self, AnswerSet};
use super::derive::Waiting;
use super::design;
use super::entry::{OrColumn, SheetEntry, required_column};
use super::events::events;
use super::format::{Definition, ResponseIdKeys, ScopeWord, SourceKeys, SubmittedKeys, WaveWord};
use super::given::{Key, Table, Text};
use super::id::plain_id;
use super::invited::invited;
use super::kind::{self, Asked, Context};
use super::replicates;
use super::routing;
use super::segment;
use super::source::{Mark, Notes};
use super::time::{date_format, timezone};
use super::versions;
use super::weighting;
use super::{Complete, Dialect, Question, ResponseId, Scope, Segment, Submitted, Survey, TableRef, Weighs};
use crate::decode::Decimal;
use crate::diagnostic::named;
use crate::plan::Period;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::str::FromStr;

/// Bases under this number of respondents are suppressed unless the definition says otherwise: the
/// Friends and Family Test does not publish units with one to four responses.
pub const DEFAULT_MINIMUM_BASE: u64 = 5;

/// More questions than any survey asks.
const MOST_QUESTIONS: usize = 20_000;

/// More texts that are no answer than any export writes.
const MOST_MISSING: usize = 200;

/// Most lines before a table.
pub const MOST_SKIPPED: usize = 1000;
/// Most rows of a header.
pub const MOST_HEADER_ROWS: usize = 4;

/// The survey that a definition describes, as far as it does: what is faulty has been noted, and left out.
pub(super) fn survey(definition: &Definition, notes: &Notes) -> Option<Survey> {
    let id = survey_id(definition, notes);
    let marked = missing(definition, notes);
    let missing: Vec<String> =
        [""].into_iter().chain(marked.iter().map(|(text, _)| *text)).map(str::to_owned).collect();
    let decimal = definition.decimal.value().map(|word| word.decimal());
    let questions = questions(definition, &marked, decimal, notes);
    let mut segments = segments(definition, &missing, &questions, notes);
    let submitted = definition.submitted.marked().and_then(|(entry, mark)| submitted(entry, mark, &missing, notes));
    let complete = complete(definition, notes);
    let response_id = definition.response_id.marked().and_then(|(entry, mark)| response_id(entry, mark, notes));
    let probabilities = definition.design.value().map(|keys| &keys.probabilities).filter(|key| key.mark().is_some());
    if let (Some(mark), Some(_)) = (probabilities.and_then(Key::mark), definition.weight.mark()) {
        let help = "leave out one of them: a respondent weighs 1 / probability";
        notes.fault(mark, "there are probabilities and weights", help);
    }
    let weights = probabilities.unwrap_or(&definition.weight);
    let owner = if probabilities.is_some() { "the probability" } else { "the weight" };
    let weight = weights
        .marked()
        .and_then(|(entry, mark)| entry.column(mark, |keys| &keys.column, owner, notes).map(|(column, _)| column));
    let weight = weighting::start_column(definition, notes).or(weight);
    let weight_keys = weights.value().and_then(OrColumn::keys);
    let weight_decimal = weight_keys.and_then(|keys| keys.decimal.value()).map(|word| word.decimal()).or(decimal);
    let asked: Vec<&str> =
        definition.segments.value().into_iter().flat_map(Table::entries).map(|(id, ..)| id).collect();
    let of_questions = definition.questions.value().into_iter().flat_map(Table::entries).map(|(id, ..)| id);
    let known: Vec<&str> = asked.iter().copied().chain(of_questions).collect();
    segments.extend(definition.design.value().into_iter().flat_map(|keys| design::columns(keys, &known, &missing)));
    let invited = invited(&definition.invited, definition, &segments, notes);
    let around = design::Around { segments: &segments, asked: &asked, notes };
    let design = definition.design.value().and_then(|keys| design::design(keys, around));
    let weighted = weights.mark().is_some();
    let replicates = definition.design.value().and_then(|keys| replicates::replicates(keys, weighted, notes));
    if let (Some(_), Some(mark)) = (&replicates, definition.weighting.mark()) {
        let help = "take `weighting` out: replicate weights come with all that they were weighted to";
        notes.fault(mark, "weights cannot be made to agree with targets where there are replicate weights", help);
    }
    if let (true, Some(mark)) =
        (invited.whole_list && (design.is_some() || replicates.is_some()), definition.design.mark())
    {
        let help = "take `design` out, or `whole_list`: its `population` says how many there were to draw from";
        notes.fault(mark, "a list that was asked whole was not drawn from", help);
    }
    let of_questions = definition.questions.value().into_iter().flat_map(Table::entries).map(|(id, ..)| id);
    let asked: Vec<&str> =
        asked.into_iter().chain(of_questions).chain(questions.iter().map(|question| question.id.as_str())).collect();
    let around = weighting::Around {
        segments: &segments,
        questions: &questions,
        asked: &asked,
        design: design.as_ref(),
        invited: &invited,
        notes,
    };
    let weighting = definition.weighting.marked();
    let weighting = weighting.and_then(|(keys, mark)| weighting::weighting(keys, mark, definition, around));
    let waves = definition.waves.marked().map(|(word, mark)| period(*word, mark, definition, notes));
    let events = events(definition, &questions, notes);
    let minimum_base = minimum_base(definition, notes);
    let title = definition.title.value().map_or_else(|| id.clone(), |title| Some(title.to_string()));
    Some(Survey {
        id: id?,
        title: title?,
        platform: definition.platform.value().map(|name| name.to_string()),
        skip_rows: at_most(&definition.skip_rows, MOST_SKIPPED, "`skip_rows`", notes),
        header_rows: at_most(&definition.header_rows, MOST_HEADER_ROWS, "`header_rows`", notes),
        sheet: definition.sheet.value().map(SheetEntry::name),
        source: definition.source.marked().and_then(|(keys, mark)| source(keys, mark, notes)),
        dialect: dialect(definition, notes),
        response_id,
        submitted,
        complete,
        weight,
        weight_decimal,
        weighs: if probabilities.is_some() { Weighs::Inversely } else { Weighs::Itself },
        design,
        replicates,
        weighting,
        invited,
        missing,
        questions,
        segments,
        waves,
        events,
        minimum_base,
        cautions: Vec::new(),
    })
}

/// The table that responses lie in. `None` after a fault.
fn source(keys: &SourceKeys, mark: Mark, notes: &Notes) -> Option<TableRef> {
    let needed = |key: &Key<Text>, owner: &str, name: &str| {
        if key.mark().is_none() {
            notes.fault(mark, format!("{owner} has no `{name}`"), format!("add `{name}:`"));
        }
        key.value().map(|text| text.to_string())
    };
    let (uri, table) = (needed(&keys.uri, "`source`", "uri"), needed(&keys.table, "`source`", "table"));
    let long = keys.long.value().map(|long| {
        let columns = [(&long.id, "id"), (&long.question, "question"), (&long.answer, "answer")];
        columns.map(|(key, name)| needed(key, "`long`", name).unwrap_or_default())
    });
    Some(TableRef { uri: uri?, table: table?, long })
}

/// How the export is written, as far as the definition says.
fn dialect(definition: &Definition, notes: &Notes) -> Dialect {
    let dialect = Dialect {
        delimiter: written(&definition.delimiter, "delimiter", notes),
        quote: written(&definition.quote, "quote", notes),
        escape: written(&definition.escape, "escape", notes),
        comment: written(&definition.comment, "comment", notes),
    };
    let marks = [&definition.delimiter, &definition.quote, &definition.escape, &definition.comment];
    if let (Some(conflict), Some(mark)) = (dialect.conflict(), marks.iter().rev().find_map(|key| key.mark())) {
        notes.fault(mark, conflict, "leave out the one that the export does not have");
    }
    dialect
}

/// One of the characters that an export is written with.
fn written<T: FromStr<Err = String>>(key: &Key<Text>, name: &str, notes: &Notes) -> Option<T> {
    let (text, mark) = key.marked()?;
    let fault = |expected| notes.fault(mark, format!("{} cannot be {}", named(name), named(text)), expected);
    text.parse().map_err(fault).ok()
}

fn survey_id(definition: &Definition, notes: &Notes) -> Option<String> {
    if definition.survey.mark().is_none() {
        notes.fault_of_file("the definition has no `survey`", "add a short name, for example `survey: gp-experience`");
    }
    let (id, mark) = definition.survey.marked()?;
    plain_id(id, mark, "a survey", notes).then(|| id.to_string())
}

/// What is never an answer beside the empty cell, with its place.
fn missing<'a>(definition: &'a Definition, notes: &Notes) -> Vec<(&'a str, Mark)> {
    let mut texts = definition.missing.each();
    texts.retain(|(text, _)| !text.trim().is_empty());
    let mark = definition.missing.mark();
    if mark.is_some_and(|mark| !notes.few_enough(mark, texts.len(), MOST_MISSING, "texts for a missing answer")) {
        texts.clear();
    }
    texts
}

fn segments(definition: &Definition, missing: &[String], questions: &[Question], notes: &Notes) -> Vec<Segment> {
    let asked: Vec<&str> =
        definition.questions.value().into_iter().flat_map(Table::entries).map(|(id, ..)| id).collect();
    let around = segment::Around {
        missing,
        decimal: definition.decimal.value().map(|word| word.decimal()),
        questions,
        asked: &asked,
        is_dated: definition.submitted.mark().is_some(),
        notes,
    };
    let entries = definition.segments.value().into_iter().flat_map(Table::entries);
    entries.filter_map(|entry| segment::segment(entry, around)).collect()
}

fn questions(
    definition: &Definition,
    missing: &[(&str, Mark)],
    decimal: Option<Decimal>,
    notes: &Notes,
) -> Vec<Question> {
    if definition.questions.mark().is_none() {
        notes
            .fault_of_file("the definition has no `questions`", "add `questions:` with at least one question under it");
    }
    let scales = scales(definition, notes);
    let entries: Vec<_> = definition.questions.value().into_iter().flat_map(Table::entries).collect();
    let mark = definition.questions.mark();
    if mark.is_some_and(|mark| !notes.few_enough(mark, entries.len(), MOST_QUESTIONS, "questions")) {
        return Vec::new();
    }
    let asked: Vec<&str> = entries.iter().map(|(id, ..)| *id).collect();
    let mut derived = Waiting::new(definition, &asked, notes);
    let ids: Vec<&str> = asked.iter().copied().chain(derived.ids()).collect();
    let context = Context {
        notes,
        scales: &scales,
        missing,
        decimal,
        is_dated: definition.submitted.mark().is_some(),
        ids: &ids,
        earlier: RefCell::default(),
        claims: RefCell::default(),
    };
    for (id, mark, entry) in entries {
        plain_id(id, mark, "a question", notes);
        let Some(keys) = &entry.value else { continue };
        let Some(kind) = keys.kind.value().and_then(|name| kind::find(name)) else { continue };
        let mut asked = Asked { id, mark, kind, keys, conditions: Vec::new(), context: &context };
        asked.conditions = routing::conditions(&asked);
        let lowered = versions::lower(&asked);
        debug_assert!(lowered.is_some() || !notes.is_clean(), "question {id} is dropped without a word");
        let mut earlier = context.earlier.borrow_mut();
        earlier.extend(lowered.into_iter().flatten());
        derived.settle(&mut earlier, notes);
    }
    derived.finish(&asked, notes);
    context.earlier.into_inner()
}

/// The scales by name; `None` for faulty ones, so that a question on one is not told that there is none.
fn scales<'a>(definition: &'a Definition, notes: &Notes) -> BTreeMap<&'a str, Option<AnswerSet>> {
    let entries = definition.scales.value().into_iter().flat_map(Table::entries);
    entries
        .map(|(name, mark, entry)| {
            plain_id(name, mark, "a scale", notes);
            (name, answers::scale(name, mark, entry, notes))
        })
        .collect()
}

fn response_id(entry: &OrColumn<ResponseIdKeys>, mark: Mark, notes: &Notes) -> Option<ResponseId> {
    let (column, _) = entry.column(mark, |keys| &keys.column, "`response_id`", notes)?;
    let scope = entry.keys().and_then(|keys| keys.scope.value()).map(|word| match word {
        ScopeWord::File => Scope::File,
        ScopeWord::All => Scope::All,
        ScopeWord::Person => Scope::Person,
    });
    Some(ResponseId { column, scope })
}

fn submitted(entry: &OrColumn<SubmittedKeys>, mark: Mark, missing: &[String], notes: &Notes) -> Option<Submitted> {
    let column = entry.column(mark, |keys| &keys.column, "`submitted`", notes);
    let timezone = entry.keys().and_then(|keys| timezone(&keys.timezone, notes));
    let format = entry.keys().and_then(|keys| date_format(&keys.format, notes));
    let own = entry.keys().map_or_else(Vec::new, |keys| keys.missing.each());
    let missing = missing.iter().cloned().chain(own.into_iter().map(|(text, _)| text.to_owned())).collect();
    Some(Submitted { column: column?.0, timezone, format, missing })
}

fn complete(definition: &Definition, notes: &Notes) -> Option<Complete> {
    let (keys, mark) = definition.complete.marked()?;
    let column = required_column(&keys.column, mark, "`complete`", notes);
    match (keys.is.mark(), keys.filled.mark()) {
        (None, None) => {
            let help = "add what the column holds when a response is complete, for example `is: \"True\"`; or \
                        `filled: true` where anything in it will do, such as a date";
            notes.fault(mark, "`complete` has no `is`", help);
        }
        (Some(_), Some(mark)) => notes.fault(mark, "`complete` has both `is` and `filled`", "leave one of them out"),
        (None, Some(mark)) if keys.filled.value() == Some(&false) => {
            notes.fault(
                mark,
                "`filled: false` finds no complete response",
                "write `filled: true`, or `is:` with words",
            );
        }
        _ => {}
    }
    let is: Vec<String> = keys.is.each().into_iter().map(|(text, _)| text.to_owned()).collect();
    Some(Complete { column: column?.0, is })
}

/// The period of `waves:`, which needs dates.
fn period(word: WaveWord, mark: Mark, definition: &Definition, notes: &Notes) -> Period {
    if definition.submitted.mark().is_none() {
        let help = "add `submitted:` with the column that holds the date";
        notes.fault(mark, "`waves` needs to know when a response was submitted", help);
    }
    match word {
        WaveWord::Week => Period::Week,
        WaveWord::Month => Period::Month,
        WaveWord::Quarter => Period::Quarter,
        WaveWord::Year => Period::Year,
    }
}

/// A number of rows, within a limit.
fn at_most(key: &Key<u64>, most: usize, what: &str, notes: &Notes) -> Option<usize> {
    let (number, mark) = key.marked()?;
    let rows = usize::try_from(*number).ok().filter(|rows| *rows <= most);
    if rows.is_none() {
        notes.fault(mark, format!("{what} must be a whole number from 0 to {most}"), "count the rows in an editor");
    }
    rows
}

fn minimum_base(definition: &Definition, notes: &Notes) -> u64 {
    let given = definition.disclosure.value().and_then(|keys| keys.minimum.marked());
    let Some((minimum, mark)) = given else { return DEFAULT_MINIMUM_BASE };
    if *minimum < 1 {
        notes.fault(mark, "`minimum` must be at least 1", "5 is usual; 1 shows every figure");
    }
    *minimum
}

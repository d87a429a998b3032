//! What has changed between the exports of one survey: columns that come and go, headers, options that are called
//! otherwise, answers that are new, scales that run the other way round. Of each file is known what its columns hold,
//! value by value, which is little whatever the number of rows.

use super::reversed::{Proof, looks_reversed, proved_reversed};
use crate::decode::{Answer, Decoder};
use crate::definition::{ColumnRef, Question, Reading, Source, Survey};
use crate::diagnostic::nearest;
use crate::infer::{ColumnProfile, personal};
use crate::label::{fold, tidy};
use crate::responses::Described;
use crate::results::{Change, ChangeKind, Reason};
use crate::scale::Missing;
use std::collections::BTreeSet;

/// The share of the answers in one file that an option has which is missed in another.
const USUAL: f64 = 0.05;
/// How many answers a missed option would have there by that share.
const EXPECTED: f64 = 10.0;
/// Columns named that come or go and that nothing in the definition refers to.
const NAMED: usize = 8;

/// What a file has otherwise than the one before it.
#[must_use]
pub fn between(survey: &Survey, before: &Described, now: &Described) -> Vec<Change> {
    Pair { survey, before, now }.changes()
}

/// One file and the next.
struct Pair<'a> {
    survey: &'a Survey,
    before: &'a Described,
    now: &'a Described,
}

/// A column that questions read.
struct Read<'a> {
    /// What the first of these questions is called.
    about: &'a str,
    column: &'a ColumnRef,
    questions: Vec<&'a Question>,
}

impl<'a> Pair<'a> {
    fn changes(&self) -> Vec<Change> {
        let mut found = Vec::new();
        let reads = self.reads();
        for read in &reads {
            match (find(self.before, read.column), find(self.now, read.column)) {
                (Some(_), None) if !self.has_other_version(read) => found.push(self.gone(read)),
                (Some(before), Some(now)) => {
                    found.extend(self.header(read, before, now));
                    found.extend(self.scale(read, before, now));
                    found.extend(self.answers(read, before, now));
                }
                _ => {}
            }
        }
        found.extend(self.unread(&reads));
        found
    }

    /// Every column that a question reads, once.
    fn reads(&self) -> Vec<Read<'a>> {
        let mut reads: Vec<Read<'a>> = Vec::new();
        for question in &self.survey.questions {
            for column in question.source.columns() {
                match reads.iter_mut().find(|read| read.column == column) {
                    Some(read) => read.questions.push(question),
                    None => reads.push(Read { about: whole(question), column, questions: vec![question] }),
                }
            }
        }
        reads
    }

    /// Whether the file has the column of another version of the question.
    fn has_other_version(&self, read: &Read) -> bool {
        let is_other = |question: &&Question| question.version.as_ref().is_some_and(|one| one.of == read.about);
        let versions = self.survey.questions.iter().filter(is_other);
        let mut columns = versions.flat_map(|question| question.source.columns());
        columns.any(|column| column != read.column && find(self.now, column).is_some())
    }

    fn change(&self, about: &str, kind: ChangeKind) -> Change {
        Change { file: self.now.name.clone(), before: self.before.name.clone(), about: about.to_owned(), kind }
    }

    /// A column that a question needs is not there; a header that is new may be its.
    fn gone(&self, read: &Read) -> Change {
        let column = match read.column {
            ColumnRef::Name(name) => tidy(name),
            ColumnRef::Position(position) => position.to_string(),
        };
        let new = only_in(self.now, self.before);
        let like = nearest(&column, new.iter().map(String::as_str)).map(str::to_owned);
        let only = (new.len() == 1).then(|| new[0].clone());
        self.change(read.about, ChangeKind::ColumnGone { column, like: like.or(only) })
    }

    /// The question is worded otherwise above the same column.
    fn header(&self, read: &Read, before: &ColumnProfile, now: &ColumnProfile) -> Option<Change> {
        let is_other = fold(&before.text) != fold(&now.text) && !before.text.is_empty() && !now.text.is_empty();
        let kind = || ChangeKind::Header { was: tidy(&before.text), now: tidy(&now.text) };
        is_other.then(|| self.change(read.about, kind()))
    }

    /// The scale runs the other way round.
    fn scale(&self, read: &Read, before: &ColumnProfile, now: &ColumnProfile) -> Option<Change> {
        if let Some(Proof { label, was, now }) = proved_reversed(&before.values, &now.values) {
            return Some(self.change(read.about, ChangeKind::Reversed { label, was, now }));
        }
        let question = read.questions.iter().find(|question| is_label(question))?;
        let numbers: Option<Vec<i32>> = question.options.iter().map(|option| option.label.parse().ok()).collect();
        let means = looks_reversed(&numbers?, &before.values, &now.values)?;
        Some(self.change(read.about, ChangeKind::LooksReversed { was: means.0, now: means.1 }))
    }

    /// Answers that come or go in a column with one answer a cell.
    fn answers(&self, read: &Read, before: &ColumnProfile, now: &ColumnProfile) -> Vec<Change> {
        let decoders: Vec<Decoder> =
            read.questions.iter().filter(|question| is_label(question)).map(|question| question.decoder()).collect();
        if decoders.is_empty() || before.more_values || now.more_values {
            return Vec::new();
        }
        let few = self.survey.minimum_base;
        let (mut gone, mut new) = (missed(before, now), added(before, now));
        // Of fewer it may be a slip, or somebody's own words.
        gone.retain(|(answer, responses)| *responses >= few || is_known(answer, &decoders));
        new.retain(|(answer, responses)| *responses >= few || is_known(answer, &decoders));
        let mut left: Vec<&(String, u64)> = gone.iter().collect();
        let mut found = Vec::new();
        for (answer, responses) in &new {
            let is_lost = !is_known(answer, &decoders);
            let like = pair(answer, *responses, now, before, &left, new.len());
            if let Some(at) = like {
                let was = left.remove(at).0.clone();
                if is_lost {
                    let kind = ChangeKind::Renamed { was, now: answer.clone(), responses: *responses };
                    found.push(self.change(read.about, kind));
                }
            } else if is_lost {
                let kind = ChangeKind::AnswerNew { answer: answer.clone(), responses: *responses };
                found.push(self.change(read.about, kind));
            }
        }
        let gone = left.into_iter().map(|(answer, responses)| {
            self.change(read.about, ChangeKind::AnswerGone { answer: answer.clone(), responses: *responses })
        });
        found.extend(gone);
        found
    }

    /// Columns that nothing refers to and that only one of the files has.
    fn unread(&self, reads: &[Read]) -> Vec<Change> {
        let is_read = |name: &String| {
            reads.iter().any(|read| matches!(read.column, ColumnRef::Name(of) if fold(of) == fold(name)))
        };
        let only = |one: &Described, other: &Described| {
            let mut names = only_in(one, other);
            names.retain(|name| !is_read(name));
            let number = names.len();
            names.truncate(NAMED);
            (number > 0).then_some((names, number))
        };
        let lost = only(self.before, self.now).map(|(columns, number)| ChangeKind::ColumnsLost { columns, number });
        let new = only(self.now, self.before).map(|(columns, number)| ChangeKind::ColumnsNew { columns, number });
        lost.into_iter().chain(new).map(|kind| self.change("columns", kind)).collect()
    }
}

/// What a question is called as a whole, whatever its version.
fn whole(question: &Question) -> &str {
    question.version.as_ref().map_or(&question.id, |version| &version.of)
}

/// Whether a question has one answer, in one column.
fn is_label(question: &Question) -> bool {
    question.reading == Reading::Label && matches!(question.source, Source::Column(_)) && question.other.is_none()
}

fn find<'a>(file: &'a Described, column: &ColumnRef) -> Option<&'a ColumnProfile> {
    match column {
        ColumnRef::Position(position) => file.columns.get(position.checked_sub(1)?),
        ColumnRef::Name(name) => {
            let (name, columns) = (fold(name), || file.columns.iter());
            let by_id = columns().find(|column| fold(&column.name) == name);
            by_id.or_else(|| columns().find(|column| fold(&column.text) == name))
        }
    }
}

/// Whether an answer is one to some question that reads it, or no answer in words that the definition knows.
fn is_known(answer: &str, decoders: &[Decoder]) -> bool {
    let is_known = |decoder: &Decoder| {
        let (answer, trouble) = decoder.answer(&[answer.as_bytes()], |_| Err(Reason::Unrecognised));
        trouble.is_none() && answer != Answer::Missing(Missing::Unrecognised)
    };
    decoders.iter().any(is_known)
}

/// The headers of one file that the other does not have.
fn only_in(one: &Described, other: &Described) -> Vec<String> {
    let known: BTreeSet<String> = other.columns.iter().map(|column| fold(&column.name)).collect();
    let is_new = |column: &&ColumnProfile| !column.name.is_empty() && !known.contains(&fold(&column.name));
    let is_told = |column: &&ColumnProfile| !personal::value(&column.name) && !personal::is_date(&column.name);
    one.columns.iter().filter(is_new).filter(is_told).map(|column| tidy(&column.name)).collect()
}

fn has(column: &ColumnProfile, answer: &str) -> bool {
    let answer = fold(answer);
    column.values.iter().any(|(value, _)| fold(value) == answer)
}

#[expect(clippy::cast_precision_loss, reason = "a share, to compare with others")]
fn share(responses: u64, column: &ColumnProfile) -> f64 {
    responses as f64 / column.filled.max(1) as f64
}

/// The answers of the file before that are missed: frequent ones of which none is left.
fn missed(before: &ColumnProfile, now: &ColumnProfile) -> Vec<(String, u64)> {
    #[expect(clippy::cast_precision_loss, reason = "a number of answers to compare with others")]
    let is_missed = |(answer, responses): &&(String, u64)| {
        let share = share(*responses, before);
        share >= USUAL && share * now.filled as f64 >= EXPECTED && !has(now, answer) && !personal::value(answer)
    };
    before.values.iter().filter(is_missed).cloned().collect()
}

/// The answers that the file before does not have.
fn added(before: &ColumnProfile, now: &ColumnProfile) -> Vec<(String, u64)> {
    let is_new = |(answer, _): &&(String, u64)| !has(before, answer) && !personal::value(answer);
    now.values.iter().filter(is_new).cloned().collect()
}

/// Which of the missed answers a new one stands for: one that is written much like it, or the only one where it is the
/// only new one and about as frequent.
fn pair(
    answer: &str,
    responses: u64,
    now: &ColumnProfile,
    before: &ColumnProfile,
    left: &[&(String, u64)],
    new: usize,
) -> Option<usize> {
    let near = nearest(answer, left.iter().map(|(gone, _)| gone.as_str()));
    let words = |text: &str| -> BTreeSet<String> {
        fold(text).split_whitespace().filter(|word| word.chars().count() > 3).map(str::to_owned).collect()
    };
    let shares_word = |gone: &str| !words(gone).is_disjoint(&words(answer));
    let alike = || left.iter().position(|(gone, _)| shares_word(gone));
    let only = || {
        let [(_, gone)] = left else { return None };
        let ratio = share(responses, now) / share(*gone, before);
        (new == 1 && (0.5..=2.0).contains(&ratio)).then_some(0)
    };
    near.and_then(|near| left.iter().position(|(gone, _)| gone == near)).or_else(alike).or_else(only)
}

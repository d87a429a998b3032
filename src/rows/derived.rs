//! The column of a derived question: worked out from the columns of earlier questions, row by row.

use super::column::{Chosen, Column};
use super::findings::About;
use super::notes::Notes;
use crate::decode::{Answer, Band};
use crate::definition::{Condition, Derivation, Numbers, Part, Question};
use crate::plan::{FIRST_OPTION, Shape};
use crate::results::Reason;
use crate::scale::Missing;
use crate::table::pair;

/// Works one derived question out.
#[derive(Debug)]
pub(super) struct Deriver {
    derivation: Derivation,
    shape: Shape,
}

impl Deriver {
    pub(super) fn new(question: &Question, derivation: &Derivation) -> Deriver {
        Deriver { derivation: derivation.clone(), shape: question.shape }
    }

    /// The answers to the question at position `at` in a batch; `earlier` are those to the questions before it.
    pub(super) fn column(&self, at: usize, earlier: &[Column], notes: &mut Notes) -> Column {
        let mut column = Column::with_room(self.shape, notes.raw.rows());
        for row in 0..notes.raw.rows() {
            let answer = answer(&self.derivation, earlier, row);
            if let Derivation::Bands { number, bands } = &self.derivation
                && let Ok(value) = value(number, earlier, row)
                && let Some(reason) = beyond(value, bands)
                && let Some(position) = notes.raw.layout.questions[number.question].last()
            {
                notes.add(row, About::Question(at), reason, *position);
            }
            column.push(answer);
        }
        column
    }
}

/// What is to be said of a number: that it is in no band, or beyond what the label of its band says.
fn beyond(value: f64, bands: &[Band]) -> Option<Reason> {
    match bands.iter().find(|band| band.contains(value)) {
        None => Some(Reason::OutOfRange),
        Some(band) => band.is_overstepped(value).then_some(Reason::BetweenBands),
    }
}

/// The answer in a row.
fn answer(derivation: &Derivation, earlier: &[Column], row: usize) -> Answer {
    match derivation {
        Derivation::Recode { question, to } => recoded(&earlier[*question], to, row),
        Derivation::Bands { number, bands } => banded(value(number, earlier, row), bands),
        Derivation::All(conditions) => yes_or_no(conditions, false, earlier, row),
        Derivation::Any(conditions) => yes_or_no(conditions, true, earlier, row),
        Derivation::Same(items) => same(items, earlier, row),
        Derivation::Versions(parts) => in_force(parts, earlier, row),
        Derivation::Mean { items, at_least } => match sum(items, *at_least, earlier, row) {
            Ok((sum, number)) => finite(sum / number),
            Err(kind) => Answer::Missing(kind),
        },
        Derivation::Sum { items, at_least } => match sum(items, *at_least, earlier, row) {
            Ok((sum, _)) => finite(sum),
            Err(kind) => Answer::Missing(kind),
        },
        Derivation::Ratio { number, of } => match (value(number, earlier, row), value(of, earlier, row)) {
            (Ok(number), Ok(of)) => pair(number, of).map_or(Answer::Missing(Missing::Unrecognised), Answer::Value),
            (one, other) => {
                let why = reason([one, other].into_iter().filter_map(Result::err));
                Answer::Missing(why.unwrap_or(Missing::NoAnswer))
            }
        },
    }
}

/// The option that an option counts as; of several options, all that they count as.
fn recoded(source: &Column, to: &[usize], row: usize) -> Answer {
    if let Some(kind) = source.missing(row) {
        return Answer::Missing(kind);
    }
    let counts_as = |option: &u16| to.get(usize::from(*option)).copied();
    match source.chosen(row) {
        Chosen::One(option) => {
            option.as_ref().and_then(counts_as).map_or(Answer::Missing(Missing::Unrecognised), option_at)
        }
        Chosen::Several(options) => {
            let mut chosen: Vec<usize> = options.iter().filter_map(counts_as).collect();
            chosen.sort_unstable();
            chosen.dedup();
            Answer::Options(chosen.into_iter().filter_map(|option| option.try_into().ok()).collect())
        }
    }
}

/// The answer to the version that a respondent was asked, as it counts together with the others.
fn in_force(parts: &[Part], earlier: &[Column], row: usize) -> Answer {
    let is_asked = |part: &&Part| earlier[part.question].missing(row) != Some(Missing::NotAsked);
    match parts.iter().find(is_asked) {
        None => Answer::Missing(Missing::NotAsked),
        Some(part) if part.to.is_empty() => earlier[part.question].answer(row),
        Some(part) => recoded(&earlier[part.question], &part.to, row),
    }
}

/// The band that a number is in.
fn banded(value: Result<f64, Missing>, bands: &[Band]) -> Answer {
    match value {
        Ok(value) => {
            bands.iter().position(|band| band.contains(value)).map_or(Answer::Missing(Missing::Unrecognised), option_at)
        }
        Err(kind) => Answer::Missing(kind),
    }
}

/// Whether all conditions hold, or any of them: *yes* is the first option, *no* the second. One that is known to be
/// `deciding` settles it, whatever the others are; else all must be known.
fn yes_or_no(conditions: &[Condition], deciding: bool, earlier: &[Column], row: usize) -> Answer {
    let known = |condition: &Condition| {
        let column = &earlier[condition.question];
        let is_named = |option: &u16| condition.options.contains(&usize::from(*option));
        column.missing(row).map_or_else(|| Ok(column.chosen(row).options().iter().any(is_named)), Err)
    };
    if conditions.iter().any(|condition| known(condition) == Ok(deciding)) {
        return option_at(usize::from(!deciding));
    }
    match reason(conditions.iter().filter_map(|condition| known(condition).err())) {
        Some(kind) => Answer::Missing(kind),
        None => option_at(usize::from(deciding)),
    }
}

/// Whether all items were answered alike; not known unless all were answered.
fn same(items: &[usize], earlier: &[Column], row: usize) -> Answer {
    let columns = || items.iter().map(|item| &earlier[*item]);
    if let Some(kind) = reason(columns().filter_map(|column| column.missing(row))) {
        return Answer::Missing(kind);
    }
    let mut chosen = columns().filter_map(|column| column.chosen(row).options().first().copied());
    let first = chosen.next();
    option_at(usize::from(!chosen.all(|option| Some(option) == first)))
}

/// The sum of the items that were answered, in their order, and how many they are; why there is none where they are
/// too few.
fn sum(items: &[Numbers], at_least: usize, earlier: &[Column], row: usize) -> Result<(f64, f64), Missing> {
    let values = || items.iter().map(|item| value(item, earlier, row));
    let answered = values().flatten().count();
    if answered < at_least {
        return Err(reason(values().filter_map(Result::err)).unwrap_or(Missing::NoAnswer));
    }
    Ok(values().flatten().fold((0.0, 0.0), |(sum, number), value| (sum + value, number + 1.0)))
}

/// The number that a question gives.
fn value(number: &Numbers, earlier: &[Column], row: usize) -> Result<f64, Missing> {
    let column = &earlier[number.question];
    if let Some(kind) = column.missing(row) {
        return Err(kind);
    }
    let score = || number.scores.get(usize::from(*column.chosen(row).options().first()?)).copied().flatten();
    match column {
        Column::Values { values, .. } => Ok(values[row]),
        _ => score().ok_or(Missing::NoAnswer),
    }
}

/// Of several reasons the first, unless it is that the question was not asked and there is another one.
fn reason(kinds: impl Iterator<Item = Missing>) -> Option<Missing> {
    let mut first = None;
    for kind in kinds {
        if kind != Missing::NotAsked {
            return Some(kind);
        }
        first = Some(kind);
    }
    first
}

/// A number, unless it is beyond all numbers; −0 is 0.
fn finite(number: f64) -> Answer {
    if number.is_finite() { Answer::Value(number + 0.0) } else { Answer::Missing(Missing::Unrecognised) }
}

/// The option at a position.
fn option_at(position: usize) -> Answer {
    let position = u16::try_from(position).ok().and_then(|position| FIRST_OPTION.checked_add(position));
    position.map_or(Answer::Missing(Missing::Unrecognised), Answer::Option)
}

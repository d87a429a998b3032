//! The column of a question: its answers row by row.

use super::column::Column;
use super::decimals::Decimals;
use super::derived::Deriver;
use super::findings::About;
use super::notes::{Notes, is_read};
use crate::decode::{Answer, Decoder};
use crate::definition::{Condition, Question, Source, Version};
use crate::label::trim;
use crate::plan::{Code, Shape, UNDATED, missing_code};
use crate::results::Reason;
use crate::scale::Missing;

/// Makes the columns of one question.
#[derive(Debug)]
pub(super) enum QuestionCoder {
    /// From the cells that hold its answers.
    Cells(Box<CellCoder>),
    /// From the columns of earlier questions.
    Derived(Deriver),
}

/// Decodes the cells of one question.
#[derive(Debug)]
pub(super) struct CellCoder {
    decoder: Decoder,
    shape: Shape,
    asked_if: Vec<Condition>,
    /// When it was asked as it is, where it has versions.
    version: Option<Version>,
}

impl QuestionCoder {
    pub(super) fn new(question: &Question) -> QuestionCoder {
        match &question.source {
            Source::Derived(derivation) => QuestionCoder::Derived(Deriver::new(question, derivation)),
            Source::Column(_) | Source::Columns(_) => QuestionCoder::Cells(Box::new(CellCoder::new(question))),
        }
    }

    /// The answers to the question at position `at` in a batch; `earlier` are those to the questions before it.
    pub(super) fn column(&self, at: usize, known: &Before, decimals: &Decimals, notes: &mut Notes) -> Column {
        match self {
            QuestionCoder::Cells(cells) => cells.column(at, known, decimals, notes),
            QuestionCoder::Derived(derived) => derived.column(at, known.columns, notes),
        }
    }
}

/// What is known of the rows of a batch before a question is decoded.
pub(super) struct Before<'a> {
    /// The answers to the questions before it.
    pub(super) columns: &'a [Column],
    /// The day of every response.
    pub(super) days: &'a [i32],
}

impl CellCoder {
    fn new(question: &Question) -> CellCoder {
        CellCoder {
            decoder: question.decoder(),
            shape: question.shape,
            asked_if: question.asked_if.clone(),
            version: question.version.clone(),
        }
    }

    fn column(&self, at: usize, known: &Before, decimals: &Decimals, notes: &mut Notes) -> Column {
        let is_of_all = self.asked_if.is_empty() && self.version.is_none();
        match notes.raw.layout.questions[at].as_slice() {
            [position] if self.decoder.is_label() && is_of_all => self.labels(at, *position, notes),
            [] if self.version.is_some() => self.not_there(notes),
            _ => self.answers(at, known, decimals, notes),
        }
    }

    /// A version of whose columns the file has none: it was not asked there.
    fn not_there(&self, notes: &Notes) -> Column {
        let mut column = Column::with_room(self.shape, notes.raw.rows());
        (0..notes.raw.rows()).for_each(|_| column.push(Answer::Missing(Missing::NotAsked)));
        column
    }

    /// One cell with a word of its own, asked of everybody: by far the most common.
    fn labels(&self, at: usize, position: usize, notes: &mut Notes) -> Column {
        let (raw, fates) = (notes.raw, notes.fates);
        let cells = raw.column(position);
        let reason = self.decoder.reason(Reason::Unrecognised);
        let mut codes = Vec::with_capacity(raw.rows());
        for (row, fate) in fates.iter().enumerate() {
            codes.push(if is_read(*fate) {
                let (text, place) = cells.place(row);
                self.decoder.label(text, &place).unwrap_or_else(|| {
                    notes.add(row, About::Question(at), reason, position);
                    missing_code(Missing::Unrecognised)
                })
            } else {
                missing_code(Missing::NoAnswer)
            });
        }
        Column::Coded(codes)
    }

    /// Any other answer.
    fn answers(&self, at: usize, known: &Before, decimals: &Decimals, notes: &mut Notes) -> Column {
        let (raw, fates) = (notes.raw, notes.fates);
        let positions = &raw.layout.questions[at];
        let mut column = Column::with_room(self.shape, raw.rows());
        let mut marks = decimals.marks_of_question(raw, at);
        let mut cells: Vec<&[u8]> = Vec::with_capacity(positions.len());
        for (row, fate) in fates.iter().enumerate() {
            if !is_read(*fate) {
                column.push(Answer::Missing(Missing::NoAnswer));
                continue;
            }
            cells.clear();
            cells.extend(positions.iter().map(|position| trim(raw.cell(row, *position))));
            let (answer, trouble) = self.decoder.answer(&cells, |numeral| marks.value(numeral, row));
            let is_given = !matches!(answer, Answer::Missing(_));
            let (is_in_force, about_version) = self.in_force(known.days[row], is_given);
            if let Some(reason) = about_version {
                notes.add(row, About::Question(at), reason, positions[0]);
            }
            if is_in_force && self.is_asked(known.columns, row) {
                if let Some((reason, which)) = trouble {
                    notes.add(row, About::Question(at), reason, positions[which]);
                }
                column.push(answer);
            } else {
                if is_given && is_in_force {
                    notes.add(row, About::Question(at), Reason::AnsweredOffRoute, positions[0]);
                }
                column.push(Answer::Missing(Missing::NotAsked));
            }
        }
        if notes.scope.notes(About::Question(at)) {
            marks.finish();
        }
        column
    }

    /// Whether the question was asked like this on a day, and what there is to say of an answer of that day.
    fn in_force(&self, day: i32, is_given: bool) -> (bool, Option<Reason>) {
        let Some(version) = &self.version else { return (true, None) };
        let is_in_force = version.has(day);
        let reason = match is_in_force {
            true if day == UNDATED => Some(Reason::UndatedVersion),
            false if version.is_apart => Some(Reason::OtherVersion),
            _ => None,
        };
        (is_in_force, reason.filter(|_| is_given))
    }

    /// Whether routing leads this respondent to the question; conditions look at earlier questions only.
    fn is_asked(&self, earlier: &[Column], row: usize) -> bool {
        self.asked_if.iter().all(|condition| {
            let chosen = |option: &Code| condition.options.contains(&usize::from(*option));
            earlier[condition.question].chosen(row).options().iter().any(chosen)
        })
    }
}

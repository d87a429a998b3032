//! Questions that read the same column: one of them is drawn, and the others understand what was written.

use super::answers::Drawer;
use super::dice::Dice;
use super::people::Person;
use super::sheet::{Row, Sheet};
use crate::decode::{Answer, Decimal, Decoder, Numeral};
use crate::definition::{Condition, Question, Reading, Survey};
use crate::diagnostic::{Fault, named};
use crate::plan::FIRST_OPTION;
use crate::results::Reason;
use crate::scale::Missing;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Answers drawn until there is one that every question understands; a person for whom there is none gives none.
const TRIES: usize = 100;

/// Which question is drawn for which others.
#[derive(Debug)]
pub(super) struct Sharing {
    /// Per question, those that read what it writes.
    readers: Vec<Vec<Reader>>,
    /// Per question, the columns that it writes and that no question before it has begun.
    columns: Vec<Vec<usize>>,
    /// Per question, whether another one is drawn for it.
    is_read: Vec<bool>,
}

/// A question that is not drawn.
#[derive(Debug)]
struct Reader {
    question: usize,
    columns: Vec<usize>,
    decoder: Decoder,
    decimal: Option<Decimal>,
    asked_if: Vec<Condition>,
}

impl Sharing {
    /// # Errors
    ///
    /// Questions that share some of their columns, but not all of those of either.
    pub(super) fn new(survey: &Survey, sheet: &mut Sheet) -> Result<Sharing, Vec<Fault>> {
        let questions = &survey.questions;
        let columns: Vec<Vec<usize>> = questions.iter().map(|question| own_columns(question, sheet)).collect();
        let mut order: Vec<usize> = (0..questions.len()).collect();
        order.sort_by_key(|at| (Reverse(columns[*at].len()), openness(&questions[*at]), *at));
        let mut writers: BTreeMap<usize, usize> = BTreeMap::new();
        let mut readers: Vec<Vec<Reader>> = questions.iter().map(|_| Vec::new()).collect();
        let (mut is_read, mut faults) = (vec![false; questions.len()], Vec::new());
        for at in order {
            match columns[at].iter().find_map(|column| writers.get(column)).copied() {
                None => writers.extend(columns[at].iter().map(|column| (*column, at))),
                Some(writer) if columns[at].iter().all(|column| writers.get(column) == Some(&writer)) => {
                    readers[writer].push(Reader::new(at, &questions[at], all_columns(&questions[at], sheet)));
                    is_read[at] = true;
                }
                Some(writer) => faults.push(partly(&questions[writer.min(at)], &questions[writer.max(at)])),
            }
        }
        if faults.is_empty() { Ok(Sharing { readers, columns, is_read }) } else { Err(faults) }
    }

    /// Whether another question is drawn for this one.
    pub(super) fn is_read(&self, question: usize) -> bool {
        self.is_read[question]
    }

    /// The questions that others read along with.
    pub(super) fn shared(&self) -> impl Iterator<Item = usize> {
        (0..self.readers.len()).filter(|question| !self.readers[*question].is_empty())
    }

    /// Whether a person is likely to find an answer to a question that is one to those that read it, too.
    pub(super) fn is_suited(
        &self,
        question: usize,
        drawer: &Drawer,
        person: &Person,
        row: &mut Row,
        dice: &mut Dice,
    ) -> bool {
        (0..TRIES).any(|_| {
            row.take_back(question, &self.columns[question]);
            drawer.draw(question, person, row, dice);
            self.readers[question].iter().all(|reader| !matches!(reader.answer(row), Answer::Missing(_)))
        })
    }

    /// Draws and writes what a person answers to a question, and takes note of what that means for those that read
    /// it, too.
    pub(super) fn draw(&self, question: usize, drawer: &Drawer, person: &Person, row: &mut Row, dice: &mut Dice) {
        let readers = &self.readers[question];
        for _ in 0..TRIES {
            drawer.draw(question, person, row, dice);
            let answers: Vec<Answer> = readers.iter().map(|reader| reader.answer(row)).collect();
            if !answers.contains(&Answer::Missing(Missing::Unrecognised)) {
                readers.iter().zip(answers).for_each(|(reader, answer)| reader.take(answer, row));
                return;
            }
            row.take_back(question, &self.columns[question]);
        }
    }

    /// That nothing drawn for a question suits those that share its column.
    pub(super) fn unsuited(&self, question: usize, survey: &Survey) -> Fault {
        let name = |at: usize| named(&survey.questions[at].id);
        let others: Vec<String> = self.readers[question].iter().map(|reader| name(reader.question)).collect();
        Fault::new(format!("no answer suits both {} and {}", name(question), others.join(", ")))
            .help("they share a column: do their options or their ranges agree?")
    }
}

impl Reader {
    fn new(at: usize, question: &Question, columns: Vec<usize>) -> Reader {
        Reader {
            question: at,
            columns,
            decoder: question.decoder(),
            decimal: question.decimal,
            asked_if: question.asked_if.clone(),
        }
    }

    /// What is written, as this question understands it.
    fn answer(&self, row: &Row) -> Answer {
        let cells: Vec<&[u8]> = self.columns.iter().map(|column| row.text(*column).as_bytes()).collect();
        let value = |numeral: Option<Numeral>| {
            let numeral = numeral.ok_or(Reason::Unrecognised)?;
            Ok(if self.decimal == Some(Decimal::Comma) { numeral.comma } else { numeral.point })
        };
        self.decoder.answer(&cells, value).0
    }

    /// Takes note of the options chosen, for the questions that depend on it.
    fn take(&self, answer: Answer, row: &mut Row) {
        if !row.meets(&self.asked_if) {
            return;
        }
        match answer {
            Answer::Option(code) => row.choose(self.question, usize::from(code - FIRST_OPTION)),
            Answer::Options(options) => options.iter().for_each(|at| row.choose(self.question, usize::from(*at))),
            Answer::Missing(_) | Answer::Ranks(_) | Answer::Value(_) => {}
        }
    }
}

fn all_columns(question: &Question, sheet: &mut Sheet) -> Vec<usize> {
    question.source.columns().iter().map(|column| sheet.column(column)).collect()
}

/// The columns that are the question's own: several lengths of time may begin together.
fn own_columns(question: &Question, sheet: &mut Sheet) -> Vec<usize> {
    let begins = usize::from(matches!(question.reading, Reading::Elapsed { .. }));
    all_columns(question, sheet).split_off(begins)
}

/// How much may be written for an answer: one of few words, a number or a day, anything.
fn openness(question: &Question) -> u8 {
    match question.reading {
        Reading::Text => 2,
        Reading::Elapsed { .. } => 0,
        _ => u8::from(question.options.is_empty()),
    }
}

fn partly(first: &Question, second: &Question) -> Fault {
    let (first, second) = (named(&first.id), named(&second.id));
    Fault::new(format!("the questions {first} and {second} share some of their columns, each with others of its own"))
        .help("no answers can be drawn that suit both; leave one of them out of a copy of the definition")
}

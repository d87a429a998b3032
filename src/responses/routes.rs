//! Which columns are filled only after certain answers to an earlier one: what an export shows of its routing.
//!
//! Looked at are pairs of columns up to [`REACH`] apart of which the earlier one has few and short answers. Per pair
//! it is counted after which of them the later one was filled; a pair is dropped as soon as every answer so far led
//! on. Nearly all are dropped early, so that the work does not grow with the rows times the pairs. Not looked at:
//! exports of more than [`MOST_COLUMNS`] columns, and answers that come for the first time after a pair was dropped.

use super::platform::{HeaderColumn, Role};
use crate::infer;
use crate::label::{tidy_cell, trim};
use csv::ByteRecord;

/// How far apart the columns are at most.
const REACH: usize = 30;
/// Different answers of the earlier one.
const MOST_ANSWERS: usize = 12;
/// Bytes of each.
const LONGEST_ANSWER: usize = 80;
/// Columns of an export that is looked at.
const MOST_COLUMNS: usize = 3000;
/// After so many rows it is seen which pairs can be dropped.
const LOOK_EVERY: u64 = 128;

/// An empty cell, as the code of an answer; answers count from 1.
const BLANK: u8 = 0;
/// No code: the column has too many answers, or nothing depends on it.
const CLOSED: u8 = u8::MAX;

type Counts = [u32; MOST_ANSWERS + 1];

/// What has been seen so far.
pub(super) struct Routes {
    /// Of every column: its answers.
    answers: Vec<Answers>,
    /// Of every column: the earlier ones that it may depend on.
    pairs: Vec<Vec<Pair>>,
    /// The answers of the row at hand.
    codes: Vec<u8>,
    rows: u64,
}

/// The answers of a column on which others may depend.
#[derive(Default)]
struct Answers {
    is_open: bool,
    texts: Vec<Vec<u8>>,
    rows: Counts,
}

/// A column on which another may depend: how often that was filled after each of its answers.
struct Pair {
    earlier: usize,
    filled: Counts,
}

impl Answers {
    /// The code of a cell; closes the column when it has too many.
    fn code(&mut self, cell: &[u8]) -> u8 {
        if !self.is_open {
            return CLOSED;
        }
        let code = if cell.is_empty() { Some(usize::from(BLANK)) } else { self.place(cell).map(|at| at + 1) };
        let Some(code) = code else {
            *self = Answers::default();
            return CLOSED;
        };
        self.rows[code] = self.rows[code].saturating_add(1);
        u8::try_from(code).unwrap_or(CLOSED)
    }

    fn place(&mut self, cell: &[u8]) -> Option<usize> {
        let known = self.texts.iter().position(|text| text == cell);
        if known.is_none() && self.texts.len() < MOST_ANSWERS && cell.len() <= LONGEST_ANSWER {
            self.texts.push(cell.to_vec());
            return Some(self.texts.len() - 1);
        }
        known
    }
}

impl Pair {
    /// Counts a row in which the later column is filled; `false` where that shows that it does not depend on this one.
    fn count(&mut self, code: u8) -> bool {
        let is_answer = code != BLANK && code != CLOSED;
        if is_answer {
            let filled = &mut self.filled[usize::from(code)];
            *filled = filled.saturating_add(1);
        }
        is_answer
    }

    /// Whether some answer has not led on so far.
    fn is_alive(&self, answers: &[Answers]) -> bool {
        let Answers { is_open, texts, .. } = &answers[self.earlier];
        *is_open && self.filled[1..=texts.len()].contains(&0)
    }
}

impl Routes {
    pub(super) fn new(columns: &[HeaderColumn]) -> Routes {
        let is_looked_at = columns.len() <= MOST_COLUMNS;
        let leads = |column: &HeaderColumn| is_looked_at && column.role == Role::Answer;
        let follows = |column: &HeaderColumn| matches!(column.role, Role::Answer | Role::OtherText);
        let pairs = columns.iter().enumerate().map(|(at, column)| {
            let earlier = (at.saturating_sub(REACH)..at).filter(|earlier| follows(column) && leads(&columns[*earlier]));
            earlier.map(|earlier| Pair { earlier, filled: Counts::default() }).collect()
        });
        Routes {
            answers: columns.iter().map(|column| Answers { is_open: leads(column), ..Answers::default() }).collect(),
            pairs: pairs.collect(),
            codes: vec![CLOSED; columns.len()],
            rows: 0,
        }
    }

    /// Takes a row into account.
    pub(super) fn add(&mut self, record: &ByteRecord) {
        let Routes { answers, pairs, codes, rows } = self;
        for ((answers, code), cell) in answers.iter_mut().zip(&mut *codes).zip(record) {
            *code = if answers.is_open { answers.code(trim(cell)) } else { CLOSED };
        }
        for (pairs, cell) in pairs.iter_mut().zip(record) {
            if !pairs.is_empty() && !trim(cell).is_empty() {
                pairs.retain_mut(|pair| pair.count(codes[pair.earlier]));
            }
        }
        *rows += 1;
        if rows.is_multiple_of(LOOK_EVERY) {
            self.drop_dead();
        }
    }

    /// Drops the pairs of which every answer led on, and closes the columns on which nothing depends any more.
    fn drop_dead(&mut self) {
        let mut leads = vec![false; self.answers.len()];
        for pairs in &mut self.pairs {
            pairs.retain(|pair| pair.is_alive(&self.answers));
            for pair in pairs.iter() {
                leads[pair.earlier] = true;
            }
        }
        for (answers, _) in self.answers.iter_mut().zip(leads).filter(|(_, leads)| !leads) {
            *answers = Answers::default();
        }
    }

    /// The earlier columns that the column in this place, from 0, may depend on, the nearest first.
    pub(super) fn of(&self, at: usize) -> Vec<infer::Earlier> {
        let alive = self.pairs[at].iter().rev().filter(|pair| pair.is_alive(&self.answers));
        let told = alive.filter(|pair| pair.filled.iter().any(|filled| *filled > 0)).map(|pair| {
            let Answers { texts, rows, .. } = &self.answers[pair.earlier];
            let answer = |(at, text): (usize, &Vec<u8>)| infer::Led {
                answer: tidy_cell(text),
                rows: u64::from(rows[at + 1]),
                filled: u64::from(pair.filled[at + 1]),
            };
            infer::Earlier { position: pair.earlier + 1, led: texts.iter().enumerate().map(answer).collect() }
        });
        told.collect()
    }
}

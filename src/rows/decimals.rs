//! The decimal mark of every column of numbers, file by file: decided from all cells of the column, never from one.
//!
//! A file is read on the assumption that its separator suggests. Where some cell can be read in two ways and the rest
//! of the column, once it has all been seen, says otherwise, everything is read once more.

use crate::decode::{Decimal, Evidence, Manner, Numeral, Says};
use crate::definition::Survey;
use crate::responses::RawBatch;
use crate::results::Reason;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The columns of numbers of all files. Shared between threads.
#[derive(Debug)]
pub(super) struct Decimals {
    questions: usize,
    /// Columns of numbers per file: the questions, the segments, all replicate weights as one, the weight; those that hold no
    /// numbers tell nothing.
    per_file: usize,
    columns: Mutex<Vec<Column>>,
}

/// One column of numbers in one file.
#[derive(Debug, Clone)]
struct Column {
    separator: u8,
    manner: Manner,
    evidence: Evidence,
    /// The first cell that can be read in two ways.
    first: Option<Spot>,
}

/// A place in a file, in the order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) piece: u64,
    pub(super) row: u64,
    pub(super) line: u64,
}

/// What the evidence came to.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// Whether some column was read in another way than it should have been.
    pub(super) has_changed: bool,
    /// File by file, where weights can be read in two ways and nothing tells which.
    pub(super) weights_in_doubt: Vec<(usize, Spot)>,
}

impl Decimals {
    /// For files with these separators.
    pub(super) fn new(survey: &Survey, separators: &[u8]) -> Decimals {
        let declared: Vec<Option<Decimal>> = survey
            .questions
            .iter()
            .map(|question| question.decimal)
            .chain(survey.segments.iter().map(|segment| segment.decimal))
            .chain([survey.weight_decimal; 2])
            .collect();
        let column = |separator: u8, declared: Option<Decimal>| Column {
            separator,
            manner: declared.map_or(Manner::Found(suggested(separator)), Manner::Declared),
            evidence: Evidence::default(),
            first: None,
        };
        let of_file =
            |separator: &u8| declared.iter().map(|declared| column(*separator, *declared)).collect::<Vec<_>>();
        Decimals {
            questions: survey.questions.len(),
            per_file: declared.len(),
            columns: Mutex::new(separators.iter().flat_map(of_file).collect()),
        }
    }

    fn columns(&self) -> MutexGuard<'_, Vec<Column>> {
        self.columns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the numbers of a question in one run of rows.
    pub(super) fn marks_of_question<'a>(&'a self, raw: &'a RawBatch, question: usize) -> Marks<'a> {
        self.marks(raw, question)
    }

    /// The same for a segment.
    pub(super) fn marks_of_segment<'a>(&'a self, raw: &'a RawBatch, segment: usize) -> Marks<'a> {
        self.marks(raw, self.questions + segment)
    }

    /// Reads the numbers of one column in one run of rows.
    fn marks<'a>(&'a self, raw: &'a RawBatch, number: usize) -> Marks<'a> {
        let at = raw.extent.input * self.per_file + number;
        let manner = self.columns()[at].manner;
        Marks { decimals: self, raw, at, manner, evidence: Evidence::default(), first: None }
    }

    /// The same for the replicate weights.
    pub(super) fn marks_of_replicates<'a>(&'a self, raw: &'a RawBatch) -> Marks<'a> {
        self.marks(raw, self.per_file - 2)
    }

    /// The same for the weight.
    pub(super) fn marks_of_weight<'a>(&'a self, raw: &'a RawBatch) -> Marks<'a> {
        self.marks(raw, self.per_file - 1)
    }

    /// Forgets what was seen, but not what was decided.
    pub(super) fn begin_again(&mut self) {
        for column in self.columns().iter_mut() {
            column.evidence = Evidence::default();
            column.first = None;
        }
    }

    /// Decides how every column is read, now that all of it has been seen.
    pub(super) fn settle(&mut self) -> Settled {
        let mut settled = Settled::default();
        for (input, file) in self.columns().chunks_mut(self.per_file).enumerate() {
            let all = sum(file);
            for (at, column) in file.iter_mut().enumerate() {
                if !column.evidence.is_in_doubt() || matches!(column.manner, Manner::Declared(_)) {
                    continue;
                }
                let decided = column.evidence.decide(&all, column.separator);
                let manner = decided.map_or(Manner::Undecided, Manner::Found);
                if at + 1 == self.per_file && decided.is_none() {
                    settled.weights_in_doubt.extend(column.first.map(|spot| (input, spot)));
                }
                settled.has_changed |= manner != column.manner;
                column.manner = manner;
            }
        }
        settled
    }
}

/// What is assumed of a file with this separator until its cells say otherwise.
const fn suggested(separator: u8) -> Decimal {
    if separator == b';' { Decimal::Comma } else { Decimal::Point }
}

fn sum(file: &[Column]) -> Evidence {
    let mut all = Evidence::default();
    for column in file {
        all += column.evidence;
    }
    all
}

/// Reads the numbers of one column in one run of rows, and takes note of what they tell about their decimal mark.
pub(super) struct Marks<'a> {
    decimals: &'a Decimals,
    raw: &'a RawBatch,
    at: usize,
    manner: Manner,
    evidence: Evidence,
    /// The first row that can be read in two ways.
    first: Option<usize>,
}

impl Marks<'_> {
    /// The number that a cell of this row holds, or why it is none.
    pub(super) fn value(&mut self, numeral: Option<Numeral>, row: usize) -> Result<f64, Reason> {
        let Some(numeral) = numeral else { return Err(Reason::Unrecognised) };
        self.evidence.note_many(numeral.says, self.raw.times(row));
        let in_doubt = matches!(numeral.says, Says::Either(_));
        if in_doubt && self.first.is_none() {
            self.first = Some(row);
        }
        let reason = if in_doubt { Reason::AmbiguousNumber } else { Reason::Unrecognised };
        self.manner.value(numeral).ok_or(reason)
    }

    /// Hands over what was seen.
    pub(super) fn finish(self) {
        if self.evidence == Evidence::default() {
            return;
        }
        let (raw, first) = (self.raw, self.first);
        let first = first.map(|row| Spot { piece: raw.piece, row: row as u64, line: raw.lines[row] });
        let mut columns = self.decimals.columns();
        let column = &mut columns[self.at];
        column.evidence += self.evidence;
        column.first = [column.first, first].into_iter().flatten().min();
    }
}

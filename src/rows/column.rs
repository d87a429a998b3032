//! The answers to one question in a batch.

use crate::decode::Answer;
use crate::plan::{Code, FIRST_OPTION, Shape, missing_code};
use crate::scale::Missing;

/// One question's answers in a batch.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// A code per row.
    Coded(Vec<Code>),
    /// A status per row (a missing code, or [`FIRST_OPTION`](crate::plan::FIRST_OPTION)) and the options chosen: row `i` chose
    /// `picks[ends[i − 1]..ends[i]]` (from 0 for the first row), option positions without repeats.
    Multiple {
        /// Status per row.
        status: Vec<Code>,
        /// End of each row's picks.
        ends: Vec<u32>,
        /// Option positions, 0-based.
        picks: Vec<Code>,
    },
    /// A status per row, and `items` ranks per row, row after row; 0 is *not ranked*.
    Ranked {
        /// Status per row.
        status: Vec<Code>,
        /// Items per row.
        items: usize,
        /// Ranks, `items` per row.
        ranks: Vec<Code>,
    },
    /// A status per row and its value (0 where there is none).
    Values {
        /// Status per row.
        status: Vec<Code>,
        /// Finite numbers; −0 is never written. NaN where there is a valid answer of which no more is known.
        values: Vec<f64>,
    },
}

/// The options that a row chose.
#[derive(Debug, Clone, Copy)]
pub enum Chosen<'a> {
    /// One, or none.
    One(Option<Code>),
    /// Any number.
    Several(&'a [Code]),
}

impl Chosen<'_> {
    /// Their positions.
    #[must_use]
    pub fn options(&self) -> &[Code] {
        match self {
            Chosen::One(option) => option.as_slice(),
            Chosen::Several(options) => options,
        }
    }
}

impl Column {
    /// A column without rows, with room for this many.
    #[must_use]
    pub fn with_room(shape: Shape, rows: usize) -> Column {
        let status = Vec::with_capacity(rows);
        match shape {
            Shape::Coded { .. } => Column::Coded(status),
            Shape::Multiple { .. } => Column::Multiple { status, ends: Vec::with_capacity(rows), picks: Vec::new() },
            Shape::Ranked { items } => Column::Ranked { status, items, ranks: Vec::with_capacity(rows * items) },
            Shape::Values => Column::Values { status, values: Vec::with_capacity(rows) },
        }
    }

    /// Why a row has no valid answer; `None` where it has one.
    #[must_use]
    pub fn missing(&self, row: usize) -> Option<Missing> {
        let (Column::Coded(status)
        | Column::Multiple { status, .. }
        | Column::Ranked { status, .. }
        | Column::Values { status, .. }) = self;
        Missing::ALL.get(usize::from(status[row])).copied()
    }

    /// The options that a row chose, by position; none where it has no valid answer, or there are no options.
    #[must_use]
    pub fn chosen(&self, row: usize) -> Chosen<'_> {
        match self {
            Column::Coded(codes) => Chosen::One(codes[row].checked_sub(FIRST_OPTION)),
            Column::Multiple { ends, picks, .. } => {
                let start = if row == 0 { 0 } else { ends[row - 1] as usize };
                Chosen::Several(&picks[start..ends[row] as usize])
            }
            Column::Ranked { .. } | Column::Values { .. } => Chosen::One(None),
        }
    }

    /// The answer in a row.
    #[must_use]
    pub fn answer(&self, row: usize) -> Answer {
        if let Some(kind) = self.missing(row) {
            return Answer::Missing(kind);
        }
        match self {
            Column::Coded(codes) => Answer::Option(codes[row]),
            Column::Multiple { .. } => Answer::Options(self.chosen(row).options().to_vec()),
            Column::Ranked { items, ranks, .. } => Answer::Ranks(ranks[row * items..(row + 1) * items].to_vec()),
            Column::Values { values, .. } => Answer::Value(values[row]),
        }
    }

    /// Adds the answer of the next row. An answer of another shape is a valid one of which nothing is known.
    pub fn push(&mut self, answer: Answer) {
        let code = match &answer {
            Answer::Missing(kind) => missing_code(*kind),
            Answer::Option(code) => *code,
            Answer::Options(_) | Answer::Ranks(_) | Answer::Value(_) => FIRST_OPTION,
        };
        match self {
            Column::Coded(codes) => codes.push(code),
            Column::Multiple { status, ends, picks } => {
                status.push(code);
                if let Answer::Options(chosen) = answer {
                    picks.extend(chosen);
                }
                ends.push(u32::try_from(picks.len()).unwrap_or(u32::MAX));
            }
            Column::Ranked { status, items, ranks } => {
                status.push(code);
                match answer {
                    Answer::Ranks(given) => ranks.extend(given),
                    _ => ranks.resize(ranks.len() + *items, 0),
                }
            }
            Column::Values { status, values } => {
                status.push(code);
                values.push(if let Answer::Value(value) = answer { value } else { 0.0 });
            }
        }
    }
}

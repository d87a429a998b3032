//! The counts of one grouping on their way into the count table, column by column.

use super::entry::{GroupId, Row};
use super::{Tally, Weight};
use polars::prelude::{Column, DataFrame, Int128Chunked, IntoColumn, PolarsResult};

/// Question number of a group's rows (analysed and incomplete), in the column `question`.
const ROWS: i64 = -1;

/// The counts of one grouping: what was counted, in which group, and the measures, each a column of its own.
///
/// Weights are held only where some respondent does not weigh 1: without them, `n` says it all.
#[derive(Debug, Clone)]
pub struct Columns {
    keys: Vec<Vec<i64>>,
    question: Vec<i64>,
    slot: Vec<i64>,
    value: Vec<i64>,
    n: Vec<i64>,
    weights: Option<Weights>,
    /// Per replicate weight, its sums.
    runs: Vec<Vec<i128>>,
}

/// The measures of weighted respondents.
#[derive(Debug, Clone, Default)]
struct Weights {
    weightless: Vec<i64>,
    w: Vec<i128>,
    w2: Vec<i128>,
}

impl Columns {
    /// No counts yet, of a grouping of so many keys.
    #[must_use]
    pub fn new(keys: usize) -> Columns {
        Columns {
            keys: vec![Vec::new(); keys],
            question: Vec::new(),
            slot: Vec::new(),
            value: Vec::new(),
            n: Vec::new(),
            weights: None,
            runs: Vec::new(),
        }
    }

    /// The same with so many replicate weights.
    #[must_use]
    pub fn with_replicates(self, replicates: usize) -> Columns {
        Columns { runs: vec![Vec::new(); replicates], ..self }
    }

    /// The counts in rows.
    #[must_use]
    pub fn of_rows(keys: usize, rows: &[Row]) -> Columns {
        let replicates = rows.iter().map(|row| row.run.len()).max().unwrap_or(0);
        let mut columns = Columns::new(keys).with_replicates(replicates);
        for Row { group, question, slot, value, tally, run } in rows {
            columns.push((group, *question), (*slot, *value), *tally, run);
        }
        columns
    }

    /// Adds one count: `question` is none for the group's rows, `slot` is that within the question, and `value` what
    /// else the slot needs to know, 0 where it is nothing: for numbers, see [`Spread::rows`](super::Spread::rows). `run`
    /// are the sums of replicate weights, none where they are all 0.
    pub fn push(
        &mut self,
        (group, question): (&GroupId, Option<usize>),
        (slot, value): (usize, i64),
        tally: Tally,
        run: &[Weight],
    ) {
        if self.weights.is_none() && tally != Tally::unweighted(tally.n) {
            self.weights = Some(Weights::of_equals(&self.n));
        }
        self.keys.iter_mut().zip(group).for_each(|(key, group)| key.push(i64::from(*group)));
        self.question.push(question.map_or(ROWS, signed));
        self.slot.push(signed(slot));
        self.value.push(value);
        self.n.push(tally.n.cast_signed());
        if let Some(weights) = &mut self.weights {
            weights.push(tally);
        }
        for (at, sums) in self.runs.iter_mut().enumerate() {
            sums.push(run.get(at).map_or(0, |sum| sum.0));
        }
    }

    /// The frame of these columns.
    pub(super) fn into_frame(self) -> PolarsResult<DataFrame> {
        let rows = self.n.len();
        let integers = |name: &str, values: Vec<i64>| Column::new(name.into(), values);
        let wide = |name: &str, values: Vec<i128>| Int128Chunked::from_vec(name.into(), values).into_column();
        let mut columns = vec![
            integers("question", self.question),
            integers("slot", self.slot),
            integers("value", self.value),
            integers("n", self.n),
        ];
        if let Some(Weights { weightless, w, w2 }) = self.weights {
            columns.extend([integers("weightless", weightless), wide("w", w), wide("w2", w2)]);
        }
        columns.extend(self.runs.into_iter().enumerate().map(|(at, sums)| wide(&run_name(at), sums)));
        columns.extend(self.keys.into_iter().enumerate().map(|(key, values)| integers(&key_name(key), values)));
        DataFrame::new(rows, columns)
    }
}

impl Weights {
    /// Those of so many respondents each who weigh 1.
    fn of_equals(counts: &[i64]) -> Weights {
        let mut weights = Weights::default();
        for n in counts {
            weights.push(Tally::unweighted(n.cast_unsigned()));
        }
        weights
    }

    fn push(&mut self, tally: Tally) {
        self.weightless.push(tally.weightless.cast_signed());
        self.w.push(tally.w.0);
        self.w2.push(tally.w2.0);
    }
}

/// Name of a replicate weight among the columns.
pub(super) fn run_name(replicate: usize) -> String {
    format!("r{replicate}")
}

/// Name of a key among the columns.
pub(super) fn key_name(key: usize) -> String {
    format!("key_{key}")
}

#[expect(clippy::cast_possible_wrap, reason = "positions are small")]
const fn signed(position: usize) -> i64 {
    position as i64
}

//! Filters: which rows of a batch a run is about. Conditions become polars expressions over the batch's
//! columns, and the rows that fail them are counted as filtered.

use super::table::engine_fault;
use super::{Batch, Code, Column as Answer, FIRST_OPTION, Fate, UNDATED};
use crate::diagnostic::Fault;
use polars::prelude::{BooleanChunked, Column, DataFrame, Expr, IntoColumn, IntoLazy, PolarsResult, col, lit};

/// Conditions that all have to hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// The conditions; none at all keeps every row.
    pub clauses: Vec<Clause>,
}

/// One condition on a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    /// The segment has one of these codes, or (negated) none of them.
    Segment {
        /// Position of the segment.
        segment: usize,
        /// Codes that satisfy.
        codes: Vec<u32>,
        /// Whether the condition is turned round. *Not stated* satisfies a negated condition.
        negated: bool,
    },
    /// The question was answered with one of these options (any of them, for multiple response), or
    /// (negated) validly answered without any of them.
    Answer {
        /// Position of the question.
        question: usize,
        /// Option positions that satisfy.
        options: Vec<usize>,
        /// Whether the condition is turned round.
        negated: bool,
    },
    /// The number compares so with a limit. A question without a valid number fails.
    Number {
        /// Position of the question.
        question: usize,
        /// The comparison.
        comparison: Comparison,
        /// The limit.
        limit: f64,
    },
    /// The response is dated on this day or later. Undated responses fail.
    Since(i32),
    /// The response is dated on this day or earlier. Undated responses fail.
    Until(i32),
}

/// How a number compares with a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Filter {
    /// Marks the rows of a batch that fail a condition as [`Fate::Filtered`], incomplete rows included, or as
    /// [`Fate::OtherAnswer`] where only an answer is in the way; rows that were set apart for another reason stay
    /// what they are.
    ///
    /// # Errors
    ///
    /// A failure inside polars, which only a bug of ours can cause.
    pub fn apply(&self, batch: &mut Batch) -> Result<(), Fault> {
        if self.clauses.is_empty() {
            return Ok(());
        }
        let kept = self.kept(batch).map_err(|error| engine_fault(&error))?;
        for (fate, (belongs, answered)) in batch.fates.iter_mut().zip(kept) {
            if matches!(fate, Fate::Analysed | Fate::Incomplete) && !(belongs && answered) {
                *fate = if belongs { Fate::OtherAnswer } else { Fate::Filtered };
            }
        }
        Ok(())
    }

    /// Whether answers decide which responses are counted, and not only who gave them and when.
    #[must_use]
    pub fn asks_answers(&self) -> bool {
        self.clauses.iter().any(Clause::is_on_answer)
    }

    /// Per row, whether the conditions on segments and dates hold, and whether those on answers do.
    fn kept(&self, batch: &Batch) -> PolarsResult<Vec<(bool, bool)>> {
        let columns = self.clauses.iter().enumerate().map(|(at, clause)| clause.column(at, batch)).collect();
        let all = |on_answer: bool| {
            let clauses = self.clauses.iter().enumerate().filter(|(_, clause)| clause.is_on_answer() == on_answer);
            clauses.map(|(at, clause)| clause.holds(at)).reduce(Expr::and)
        };
        let columns = DataFrame::new(batch.rows(), columns)?.lazy();
        let holds = |name: &str, all: Option<Expr>| -> PolarsResult<Vec<bool>> {
            let Some(all) = all else { return Ok(vec![true; batch.rows()]) };
            let found = columns.clone().select([all.alias(name)]).collect()?;
            Ok(found.column(name)?.bool()?.iter().map(|holds| holds == Some(true)).collect())
        };
        Ok(holds("belongs", all(false))?.into_iter().zip(holds("answered", all(true))?).collect())
    }
}

impl Clause {
    /// Whether it is about what was answered.
    fn is_on_answer(&self) -> bool {
        matches!(self, Clause::Answer { .. } | Clause::Number { .. })
    }

    /// The column that this condition looks at, named after its position.
    fn column(&self, at: usize, batch: &Batch) -> Column {
        let name = name(at);
        match self {
            Clause::Segment { segment, .. } => Column::new(name.into(), batch.segments[*segment].as_slice()),
            Clause::Answer { question, options, .. } => chosen(&batch.columns[*question], options)
                .collect::<BooleanChunked>()
                .with_name(name.into())
                .into_column(),
            Clause::Number { question, .. } => {
                Column::new(name.into(), valid_numbers(&batch.columns[*question]).collect::<Vec<Option<f64>>>())
            }
            Clause::Since(_) | Clause::Until(_) => {
                let days = batch.days.iter().map(|day| Some(*day).filter(|day| *day != UNDATED));
                Column::new(name.into(), days.collect::<Vec<Option<i32>>>())
            }
        }
    }

    /// The condition on that column. Null, where the row has no such value, never holds.
    fn holds(&self, at: usize) -> Expr {
        let column = col(name(at));
        match self {
            Clause::Segment { codes, negated, .. } => {
                let any = codes.iter().map(|code| column.clone().eq(lit(*code))).reduce(Expr::or);
                let any = any.unwrap_or_else(|| lit(false));
                if *negated { any.not() } else { any }
            }
            Clause::Answer { negated, .. } => {
                if *negated {
                    column.not()
                } else {
                    column
                }
            }
            Clause::Number { comparison, limit, .. } => match comparison {
                Comparison::Equal => column.eq(lit(*limit)),
                Comparison::NotEqual => column.neq(lit(*limit)),
                Comparison::Less => column.lt(lit(*limit)),
                Comparison::AtMost => column.lt_eq(lit(*limit)),
                Comparison::Greater => column.gt(lit(*limit)),
                Comparison::AtLeast => column.gt_eq(lit(*limit)),
            },
            Clause::Since(day) => column.gt_eq(lit(*day)),
            Clause::Until(day) => column.lt_eq(lit(*day)),
        }
    }
}

fn name(at: usize) -> String {
    format!("clause_{at}")
}

/// Per row, whether one of the options was chosen; nothing where there is no valid answer.
fn chosen<'a>(column: &'a Answer, options: &'a [usize]) -> Box<dyn Iterator<Item = Option<bool>> + 'a> {
    let is_wanted = |code: &Code| options.contains(&usize::from(*code));
    match column {
        Answer::Coded(codes) => {
            Box::new(codes.iter().map(move |code| code.checked_sub(FIRST_OPTION).map(|option| is_wanted(&option))))
        }
        Answer::Multiple { status, ends, picks } => Box::new(status.iter().enumerate().map(move |(row, status)| {
            let start = if row == 0 { 0 } else { ends[row - 1] as usize };
            (*status >= FIRST_OPTION).then(|| picks[start..ends[row] as usize].iter().any(is_wanted))
        })),
        Answer::Ranked { status, .. } | Answer::Values { status, .. } => Box::new(status.iter().map(|_| None)),
    }
}

/// Per row, the valid number; nothing where there is none.
fn valid_numbers(column: &Answer) -> Box<dyn Iterator<Item = Option<f64>> + '_> {
    match column {
        Answer::Values { status, values } => {
            Box::new(status.iter().zip(values).map(|(status, value)| (*status >= FIRST_OPTION).then_some(*value)))
        }
        Answer::Coded(codes) => Box::new(codes.iter().map(|_| None)),
        Answer::Multiple { status, .. } | Answer::Ranked { status, .. } => Box::new(status.iter().map(|_| None)),
    }
}

//! Filters, applied: the rows of a batch that fail a condition are set apart and counted as such.

use super::batch::Batch;
use super::column::Column;
use crate::plan::{Clause, Code, FIRST_OPTION, Filter, UNDATED};
use crate::responses::Fate;

/// A filter with the codes that batches have for the values it names.
#[derive(Debug, Clone, Default)]
pub struct Sieve {
    conditions: Vec<(Clause, Vec<u32>)>,
}

impl Sieve {
    /// `code` tells the code of a segment's value; a value without one is never found.
    #[must_use]
    pub fn new(filter: &Filter, code: impl Fn(usize, &str) -> Option<u32>) -> Sieve {
        let codes = |clause: &Clause| match clause {
            Clause::Segment { segment, labels, .. } => {
                labels.iter().filter_map(|label| code(*segment, label)).collect()
            }
            _ => Vec::new(),
        };
        Sieve { conditions: filter.clauses.iter().map(|clause| (clause.clone(), codes(clause))).collect() }
    }

    /// Whether everything passes.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.conditions.is_empty()
    }

    /// Marks the rows of a batch that fail a condition as [`Fate::Filtered`], incomplete rows included, or as
    /// [`Fate::OtherAnswer`] where only an answer is in the way; rows that were set apart for another reason stay
    /// what they are.
    pub fn apply(&self, batch: &mut Batch) {
        if self.is_open() {
            return;
        }
        let (belongs, answers) = (self.all_hold(false, batch), self.all_hold(true, batch));
        batch.before.clone_from(&batch.fates);
        for ((fate, belongs), answers) in batch.fates.iter_mut().zip(belongs).zip(answers) {
            if matches!(fate, Fate::Analysed | Fate::Incomplete) && !(belongs && answers) {
                *fate = if belongs { Fate::OtherAnswer } else { Fate::Filtered };
            }
        }
    }

    /// Per row, whether every condition on answers holds, or every other one.
    fn all_hold(&self, on_answers: bool, batch: &Batch) -> Vec<bool> {
        let mut hold = vec![true; batch.rows()];
        for (clause, codes) in self.conditions.iter().filter(|(clause, _)| clause.is_on_answer() == on_answers) {
            hold.iter_mut().zip(holds(clause, codes, batch)).for_each(|(all, this)| *all &= this);
        }
        hold
    }
}

/// Per row, whether a condition holds; it never does where the row has no such value.
fn holds<'a>(clause: &'a Clause, codes: &'a [u32], batch: &'a Batch) -> Box<dyn Iterator<Item = bool> + 'a> {
    let dated =
        |holds: Box<dyn Fn(i32) -> bool>| Box::new(batch.days.iter().map(move |day| *day != UNDATED && holds(*day)));
    match clause {
        Clause::Segment { segment, negated, .. } => {
            let groups = &batch.segments[*segment];
            let is_in = move |row: usize| groups.of_row(row).iter().any(|code| codes.contains(code));
            Box::new((0..batch.rows()).map(move |row| is_in(row) != *negated))
        }
        Clause::Answer { question, options, negated } => {
            let chosen = chosen(&batch.columns[*question], options);
            Box::new(chosen.map(move |chosen| chosen.is_some_and(|chosen| chosen != *negated)))
        }
        Clause::Number { question, comparison, limit } => {
            let numbers = valid_numbers(&batch.columns[*question]);
            Box::new(numbers.map(move |number| number.is_some_and(|number| comparison.holds(number, *limit))))
        }
        Clause::Since(first) => {
            let first = *first;
            dated(Box::new(move |day| day >= first))
        }
        Clause::Until(last) => {
            let last = *last;
            dated(Box::new(move |day| day <= last))
        }
    }
}

/// Per row, whether one of the options was chosen; nothing where there is no valid answer.
fn chosen<'a>(column: &'a Column, options: &'a [usize]) -> Box<dyn Iterator<Item = Option<bool>> + 'a> {
    let is_wanted = |code: &Code| options.contains(&usize::from(*code));
    match column {
        Column::Coded(codes) => {
            Box::new(codes.iter().map(move |code| code.checked_sub(FIRST_OPTION).map(|option| is_wanted(&option))))
        }
        Column::Multiple { status, ends, picks } => Box::new(status.iter().enumerate().map(move |(row, status)| {
            let start = if row == 0 { 0 } else { ends[row - 1] as usize };
            (*status >= FIRST_OPTION).then(|| picks[start..ends[row] as usize].iter().any(is_wanted))
        })),
        Column::Ranked { status, .. } | Column::Values { status, .. } => Box::new(status.iter().map(|_| None)),
    }
}

/// Per row, the valid number; nothing where there is none.
fn valid_numbers(column: &Column) -> Box<dyn Iterator<Item = Option<f64>> + '_> {
    match column {
        Column::Values { status, values } => {
            Box::new(status.iter().zip(values).map(|(status, value)| (*status >= FIRST_OPTION).then_some(*value)))
        }
        Column::Coded(codes) => Box::new(codes.iter().map(|_| None)),
        Column::Multiple { status, .. } | Column::Ranked { status, .. } => Box::new(status.iter().map(|_| None)),
    }
}

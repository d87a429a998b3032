//! Pairs of columns, compared row by row.

use super::table::Table;
use crate::metric::{self, RowFigure};
use crate::results::{CorrectedWithin, LetterConvention, PairTest};
use crate::stats::Test;
use crate::table::QuestionTally;

/// All pairs of columns that can be compared in every row, corrected, and what keeps others from being compared.
pub(super) fn of(table: &Table) -> (Vec<PairTest>, Vec<String>) {
    let by = table.options().letters;
    if by == LetterConvention::None || table.tested.len() < 2 {
        return (Vec::new(), Vec::new());
    }
    let how = How::of(table);
    if let How::NotAtAll(why) = how {
        return (Vec::new(), vec![why.to_string()]);
    }
    let mut pairs = Vec::new();
    for (at, row) in table.rows().iter().enumerate() {
        for (first, one) in table.tested.iter().enumerate() {
            for other in &table.tested[first + 1..] {
                if let Some(Test { statistic, df, p }) = compared(table, row, (*one, *other), how) {
                    pairs.push(PairTest { row: at, one: *one, other: *other, statistic, df, p, adjusted_p: p });
                }
            }
        }
    }
    correct(table, &mut pairs);
    let cautions = how.caution(table).into_iter().collect();
    (pairs, cautions)
}

/// How two columns are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// As columns that have nobody in common.
    Apart,
    /// As options of this question, which somebody may have chosen both of.
    Overlapping(usize),
    /// Not, and why.
    NotAtAll(&'static str),
}

impl How {
    fn of(table: &Table) -> How {
        match (table.columns.banner.overlapping, table.columns.several) {
            (false, _) => How::Apart,
            (true, Some(question)) if question != table.question.at => How::Overlapping(question),
            (true, Some(_)) => How::NotAtAll("the columns are the rows: they are compared with the rest only"),
            (true, None) => How::NotAtAll(
                "respondents may stand in several of these columns, and how many stand in which two is not counted: columns \
                 are compared with the rest only",
            ),
        }
    }

    /// What to know of rows that are not compared although others are.
    fn caution(self, table: &Table) -> Option<String> {
        let How::Overlapping(question) = self else { return None };
        let is_counted = table.question.tables.overlaps.both(table.question.at, question, (0, 0)).is_some();
        (!is_counted && !table.question.rows.is_empty()).then(|| {
            "respondents may stand in several of these columns, which means of numbers do not allow for: they are compared \
             with the rest only"
                .to_string()
        })
    }
}

/// The test of two columns in a row.
fn compared(table: &Table, row: &RowFigure, (one, other): (usize, usize), how: How) -> Option<Test> {
    let (first, second) = (&table.subjects[one], &table.subjects[other]);
    let by = table.options().letters;
    match how {
        How::Apart => metric::columns_differ(row, by, first, second),
        How::Overlapping(columns) => {
            let (one, other) = (option(table, one)?, option(table, other)?);
            let both = table.question.tables.overlaps.both(table.question.at, columns, (one, other))?;
            if !may_be_told(table, [first.tally, second.tally], both) {
                return None;
            }
            let everybody = table.question.subject(0, None).tally.valid;
            let both = table.question.others(both, None);
            metric::overlapping_differ(row, by, (first, second), &both, everybody)
        }
        How::NotAtAll(_) => None,
    }
}

/// The option that a column of a question is, counted from 0.
fn option(table: &Table, column: usize) -> Option<usize> {
    let (_, code) = *table.question.frame().groups[table.group(column)].keys.first()?;
    (code as usize).checked_sub(1)
}

/// Whether those in both columns, and those in one but not in the other, are enough to be told: the test tells how many they
/// are and how they answered.
fn may_be_told(table: &Table, columns: [&QuestionTally; 2], both: &QuestionTally) -> bool {
    let minimum = table.question.frame().survey.minimum_base;
    let is_fine = |n: u64| n == 0 || n >= minimum;
    let alone = columns.map(|column| column.valid.n.saturating_sub(both.valid.n));
    is_fine(both.valid.n) && alone.into_iter().all(is_fine)
}

/// Corrects p-values for their number, row by row or over the table.
fn correct(table: &Table, pairs: &mut [PairTest]) {
    let correction = table.options().correction;
    let put = |family: &mut [PairTest]| {
        let p: Vec<f64> = family.iter().map(|pair| pair.p).collect();
        for (pair, adjusted) in family.iter_mut().zip(correction.adjusted(&p)) {
            pair.adjusted_p = adjusted;
        }
    };
    match table.options().within {
        CorrectedWithin::Table => put(pairs),
        CorrectedWithin::Row => pairs.chunk_by_mut(|one, other| one.row == other.row).for_each(put),
    }
}

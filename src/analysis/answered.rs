//! How many gave any answer to each question.

use crate::plan::missing_code;
use crate::scale::Missing;
use crate::table::GroupTally;
use crate::tally::{Batch, Column, Fate};

/// How many gave any answer, question by question.
pub(super) fn answered(everybody: &GroupTally) -> Vec<u64> {
    let of = |kind: Missing, question: usize| everybody.questions[question].missing[kind.index()].n;
    let given = |question| everybody.complete.n - of(Missing::NotAsked, question) - of(Missing::NoAnswer, question);
    (0..everybody.questions.len()).map(given).collect()
}

/// Adds to `answered`, question by question, how many in a batch gave any answer: before filters, which the
/// counts of a group do not know.
pub(super) fn add_answered(answered: &mut Vec<u64>, batch: &Batch) {
    let none = [Missing::NotAsked, Missing::NoAnswer].map(missing_code);
    answered.resize(batch.columns.len(), 0);
    for (answered, column) in answered.iter_mut().zip(&batch.columns) {
        let (Column::Coded(status)
        | Column::Multiple { status, .. }
        | Column::Ranked { status, .. }
        | Column::Values { status, .. }) = column;
        let rows = status.iter().zip(&batch.fates);
        *answered += rows.filter(|(code, fate)| **fate == Fate::Analysed && !none.contains(code)).count() as u64;
    }
}

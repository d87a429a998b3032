//! How many gave any answer to each question, before filters.

use super::batch::Batch;
use super::column::Column;
use crate::plan::missing_code;
use crate::responses::Fate;
use crate::scale::Missing;

/// Adds to `answered`, question by question, how many in a batch gave any answer: before filters, which the
/// counts of a group do not know. It has a place for every question of the survey.
pub(super) fn add_answered(answered: &mut [u64], batch: &Batch) {
    (0..answered.len()).for_each(|question| add_answered_to(question, answered, batch));
}

/// The same for one question.
pub(super) fn add_answered_to(question: usize, answered: &mut [u64], batch: &Batch) {
    let none = [Missing::NotAsked, Missing::NoAnswer].map(missing_code);
    if let (Some(answered), Some(column)) = (answered.get_mut(question), batch.columns.get(question)) {
        let (Column::Coded(status)
        | Column::Multiple { status, .. }
        | Column::Ranked { status, .. }
        | Column::Values { status, .. }) = column;
        let rows = status.iter().zip(&batch.fates).enumerate();
        let given = rows.filter(|(_, (code, fate))| **fate == Fate::Analysed && !none.contains(code));
        *answered += given.map(|(row, _)| batch.times(row)).sum::<u64>();
    }
}

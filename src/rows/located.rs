//! Which rows are counted in which groups, and as what.

use super::batch::Batch;
use super::groups::add_answers;
use super::planes::Load;
use crate::plan::{Key, UNDATED};
use crate::responses::Fate;

/// Not in any group: a row that is not counted.
pub(super) const NOWHERE: u32 = u32::MAX;

/// Adds the values that a row has of a key: one, or several of one that overlaps.
pub(super) fn add_values(key: Key, batch: &Batch, row: usize, values: &mut Vec<u32>) {
    match key {
        Key::Segment { at, .. } => values.extend_from_slice(batch.segments[at].of_row(row)),
        Key::Answer { question, .. } => add_answers(&batch.columns[question], row, values),
        Key::Side(sides) => values.push(sides.of(batch.input, batch.days[row])),
        Key::Wave(_) if batch.days[row] == UNDATED => values.push(UNDATED.cast_unsigned()),
        Key::Wave(period) => values.push(period.start(batch.days[row]).cast_unsigned()),
    }
}

/// The rows that are in a group, with its number.
pub(super) fn counted(cells: &[u32]) -> impl Iterator<Item = (usize, usize)> + '_ {
    cells.iter().enumerate().filter(|(_, cell)| **cell != NOWHERE).map(|(row, cell)| (row, *cell as usize))
}

/// Whether the row's group is one of the groups of this run.
pub(super) const fn is_in_group(fate: Fate) -> bool {
    matches!(fate, Fate::Analysed | Fate::Incomplete | Fate::OtherAnswer)
}

pub(super) fn forget_incomplete(fates: &[Fate], cells: &mut [u32]) {
    for (cell, fate) in cells.iter_mut().zip(fates) {
        if *fate != Fate::Analysed {
            *cell = NOWHERE;
        }
    }
}

/// What the responses of a row are counted as.
#[inline]
pub(super) fn load(row: usize, batch: &Batch) -> Load<'_> {
    let weight = batch.weights.as_ref().map(|weights| weights[row]);
    Load { times: batch.times(row), weight, run: batch.run(row) }
}

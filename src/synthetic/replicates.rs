//! Replicate weights: half of the respondents weigh three times as much as the others, another half by each.

use super::sheet::Sheet;
use crate::definition::{ColumnRef, Survey};

/// Columns that a header with `*` stands for.
const COLUMNS: usize = 8;

/// The columns of replicate weights.
#[derive(Debug)]
pub(super) struct Replicates {
    columns: Vec<usize>,
    /// Whether they hold whole weights.
    combined: bool,
}

impl Replicates {
    /// Those of a survey; none where it has none.
    pub(super) fn new(survey: &Survey, sheet: &mut Sheet) -> Replicates {
        let Some(replicates) = &survey.replicates else { return Replicates { columns: Vec::new(), combined: true } };
        let mut columns = Vec::new();
        for column in &replicates.columns {
            match column {
                ColumnRef::Name(name) if name.contains('*') => columns.extend(
                    (1..=COLUMNS).map(|number| sheet.column(&ColumnRef::Name(name.replace('*', &number.to_string())))),
                ),
                _ => columns.push(sheet.column(column)),
            }
        }
        Replicates { columns, combined: replicates.combined }
    }

    /// Hands those of the respondent of this number and weight over, column by column. Which half he is in is balanced
    /// between any two columns, as in a Hadamard matrix.
    pub(super) fn put(&self, number: u64, weight: Option<f64>, mut put: impl FnMut(usize, f64)) {
        let whole = weight.filter(|_| self.combined).unwrap_or(1.0);
        for (column, replicate) in self.columns.iter().zip(1u64..) {
            let is_left_out = (number & replicate).count_ones() % 2 == 1;
            put(*column, whole * if is_left_out { 0.5 } else { 1.5 });
        }
    }
}

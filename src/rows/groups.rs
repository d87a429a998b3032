//! The groups that rows are in by one segment.

use super::column::Column;
use crate::plan::{FIRST_OPTION, NOT_STATED};

/// Per row, its values of one segment; [`NOT_STATED`] where it has none, and 1 and up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Groups {
    /// One value a row.
    One(Vec<u32>),
    /// One value or more: row `i` has `values[ends[i − 1]..ends[i]]` (from 0 for the first row), without repeats.
    Several {
        /// End of each row's values.
        ends: Vec<u32>,
        /// The values.
        values: Vec<u32>,
    },
}

impl Groups {
    /// The values of a row.
    #[must_use]
    pub fn of_row(&self, row: usize) -> &[u32] {
        match self {
            Groups::One(values) => &values[row..=row],
            Groups::Several { ends, values } => {
                let start = if row == 0 { 0 } else { ends[row - 1] as usize };
                &values[start..ends[row] as usize]
            }
        }
    }

    /// The rows in the groups of their answers: every option chosen, numbered from 1. Whoever gave no valid answer, or
    /// chose none, is in the group of those.
    #[must_use]
    pub fn of_answers(column: &Column) -> Groups {
        match column {
            Column::Multiple { status, .. } => {
                let (mut ends, mut values) = (Vec::with_capacity(status.len()), Vec::new());
                for row in 0..status.len() {
                    add_answers(column, row, &mut values);
                    ends.push(u32::try_from(values.len()).unwrap_or(u32::MAX));
                }
                Groups::Several { ends, values }
            }
            Column::Coded(codes) => Groups::One(codes.iter().map(|code| number(*code)).collect()),
            Column::Ranked { status, .. } | Column::Values { status, .. } => {
                Groups::One(vec![NOT_STATED; status.len()])
            }
        }
    }

    /// The rows in the groups that `group` finds for their numbers; it is given the row, too.
    #[must_use]
    pub fn of_numbers(column: &Column, mut group: impl FnMut(usize, f64) -> Option<u32>) -> Groups {
        let Column::Values { status, values } = column else { return Groups::of_answers(column) };
        let group = |(row, (status, value)): (usize, (&u16, &f64))| {
            let is_valid = *status >= FIRST_OPTION;
            is_valid.then(|| group(row, *value)).flatten().unwrap_or(NOT_STATED)
        };
        Groups::One(status.iter().zip(values).enumerate().map(group).collect())
    }
}

/// The group of a code.
fn number(code: u16) -> u32 {
    code.checked_sub(FIRST_OPTION).map_or(NOT_STATED, |option| u32::from(option) + 1)
}

/// Adds the groups that a row is in by its answers to a question of options.
pub(super) fn add_answers(column: &Column, row: usize, groups: &mut Vec<u32>) {
    let before = groups.len();
    match column {
        Column::Coded(codes) => groups.push(number(codes[row])),
        Column::Multiple { status, ends, picks } if status[row] >= FIRST_OPTION => {
            let start = if row == 0 { 0 } else { ends[row - 1] as usize };
            groups.extend(picks[start..ends[row] as usize].iter().map(|pick| u32::from(*pick) + 1));
        }
        Column::Multiple { .. } | Column::Ranked { .. } | Column::Values { .. } => {}
    }
    if groups.len() == before {
        groups.push(NOT_STATED);
    }
}

#[cfg(test)]
mod tests {
    use super::Groups;
    use crate::plan::FIRST_OPTION;
    use crate::rows::Column;

    #[test]
    fn whoever_chose_several_is_in_several_groups_and_nobody_is_in_none() {
        let valid = FIRST_OPTION;
        let column = Column::Multiple { status: vec![valid, 0, valid], ends: vec![2, 2, 2], picks: vec![0, 2] };
        let groups = Groups::of_answers(&column);
        assert_eq!((0..3).map(|row| groups.of_row(row)).collect::<Vec<_>>(), [&[1, 3][..], &[0], &[0]]);
        let single = Groups::of_answers(&Column::Coded(vec![valid + 1, 1]));
        assert_eq!((single.of_row(0), single.of_row(1)), (&[2][..], &[0][..]));
        let numbers = Column::Values { status: vec![valid, 0], values: vec![40.0, 0.0] };
        let bands = Groups::of_numbers(&numbers, |_, value| Some(1 + u32::from(value > 15.0)));
        assert_eq!(bands, Groups::One(vec![2, 0]));
    }
}

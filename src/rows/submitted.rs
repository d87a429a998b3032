//! The column of days on which responses were submitted.

use super::findings::About;
use super::notes::{Notes, is_read};
use crate::decode::{Calendar, Lookup};
use crate::definition::Submitted;
use crate::label::{fold, tidy_cell, trim};
use crate::plan::{NOT_STATED, UNDATED, to_days};
use crate::results::Reason;
use std::collections::HashSet;

/// Turns the cells of the column of dates into days.
#[derive(Debug)]
pub(super) struct DayCoder {
    calendar: Calendar,
    /// What is no date and no trouble, folded.
    missing: HashSet<String>,
}

impl DayCoder {
    pub(super) fn new(submitted: &Submitted) -> DayCoder {
        DayCoder {
            calendar: Calendar::new(submitted.format.as_deref(), submitted.timezone.as_deref()),
            missing: submitted.missing.iter().map(|token| fold(token)).collect(),
        }
    }

    /// The day of every row of a batch, whose dates stand in this column.
    pub(super) fn days(&self, column: usize, notes: &mut Notes) -> Vec<i32> {
        let (raw, fates) = (notes.raw, notes.fates);
        let mut days = vec![UNDATED; raw.rows()];
        let mut known = Lookup::default();
        let cells = raw.column(column);
        for (row, day) in days.iter_mut().enumerate().filter(|(row, _)| is_read(fates[*row])) {
            let cell = trim(cells.cell(row));
            let part = self.calendar.dated_part(cell);
            if let Some(known) = known.get(part, &(0..part.len())) {
                *day = known;
                continue;
            }
            let text = tidy_cell(cell);
            match self.calendar.day(&text) {
                Some(date) => {
                    *day = to_days(date);
                    known.insert(part, *day);
                }
                None if text.is_empty() || self.missing.contains(&fold(&text)) => {}
                None => notes.add(row, About::Submitted, Reason::BadDate, column),
            }
        }
        days
    }

    /// The hour of every row of a batch, numbered from 1; [`NOT_STATED`] where none is told.
    pub(super) fn hours(&self, column: usize, notes: &Notes) -> Vec<u32> {
        let mut hours = vec![NOT_STATED; notes.raw.rows()];
        let cells = notes.raw.column(column);
        for (row, hour) in hours.iter_mut().enumerate().filter(|(row, _)| is_read(notes.fates[*row])) {
            let told = self.calendar.hour(&tidy_cell(trim(cells.cell(row))));
            *hour = told.and_then(|hour| u32::try_from(hour).ok()).map_or(NOT_STATED, |hour| hour + 1);
        }
        hours
    }
}

//! What could not be understood in one batch, with where it stands.

use super::findings::{About, Findings, Place};
use super::scope::Scope;
use crate::responses::{Fate, RawBatch, Repeat};
use crate::results::Reason;

/// Collects the findings of a batch.
pub(super) struct Notes<'a> {
    pub(super) raw: &'a RawBatch,
    /// What becomes of each row.
    pub(super) fates: &'a [Fate],
    pub(super) findings: Findings,
    /// What is looked at here; of everything else somebody else takes note.
    pub(super) scope: &'a Scope,
}

/// Rows whose cells matter: analysed ones, and incomplete ones for the ledger of their group.
pub(super) const fn is_read(fate: Fate) -> bool {
    matches!(fate, Fate::Analysed | Fate::Incomplete)
}

impl Notes<'_> {
    /// Notes trouble with a cell, if its row is analysed.
    pub(super) fn add(&mut self, row: usize, about: About, reason: Reason, column: usize) {
        if self.fates[row] == Fate::Analysed && self.scope.notes(about) {
            let raw = self.raw;
            self.findings.add(about, reason, raw.times(row), || place(raw, row, Some(column)));
        }
    }

    /// Notes the rows that had to be left out; `bad` are the places of cells that hold no replicate weight.
    pub(super) fn rejected(&mut self, bad: &[(usize, usize)]) {
        let raw = self.raw;
        if !self.scope.notes(About::Rows) {
            return;
        }
        for (row, fate) in self.fates.iter().enumerate() {
            if let Some((reason, column)) = why_left_out(raw, row, *fate) {
                let replicate = bad.binary_search_by_key(&row, |(row, _)| *row).ok();
                let column = replicate.map_or(column, |at| Some(bad[at].1));
                self.findings.add(About::Rows, reason, raw.times(row), || place(raw, row, column));
            }
        }
        for (row, _) in raw.repeats.iter().filter(|(row, _)| self.fates[*row] == Fate::Analysed) {
            self.findings.add(About::Rows, Reason::IdReused, 1, || place(raw, *row, raw.layout.response_id));
        }
        for (row, column) in &raw.strays {
            self.findings.add(About::Rows, Reason::StrayQuotes, 1, || place(raw, *row, Some(*column)));
        }
    }
}

/// Why a row is left out though nobody asked for it, and the column that says so.
fn why_left_out(raw: &RawBatch, row: usize, fate: Fate) -> Option<(Reason, Option<usize>)> {
    let repeat = || {
        let at = raw.repeats.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        Some(raw.repeats[at].1)
    };
    match fate {
        Fate::Ragged => Some((Reason::Ragged, None)),
        Fate::NoResponse => Some((Reason::NoResponse, None)),
        Fate::BadWeight => Some((Reason::BadWeight, raw.layout.weight)),
        Fate::Duplicate => match repeat() {
            Some(Repeat::Expected) => None,
            Some(Repeat::Differs) => Some((Reason::DuplicateDiffers, raw.layout.response_id)),
            None => Some((Reason::Duplicate, raw.layout.response_id)),
        },
        Fate::Analysed | Fate::Blank | Fate::Preview | Fate::Incomplete | Fate::Filtered | Fate::OtherAnswer => None,
    }
}

/// Where a cell (or a whole row) stands.
fn place(raw: &RawBatch, row: usize, column: Option<usize>) -> Place {
    let is_told = |column: &usize| !raw.layout.is_personal(*column) && raw.layout.is_needed(*column);
    Place {
        piece: raw.piece,
        row: row as u64,
        line: raw.lines[row],
        column: column.map(|column| raw.layout.header(column)).unwrap_or_default(),
        value: column.filter(is_told).map(|column| String::from_utf8_lossy(raw.cell(row, column)).into_owned()),
    }
}

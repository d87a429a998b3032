//! Where every row went, counted; and how much of it may be told.

use super::batch::Batch;
use crate::responses::Fate;
use crate::results::Accounting;
use serde::{Deserialize, Serialize};

/// Rows by what became of them. Only `filtered` and `analysed` depend on the filters of the run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowCounts {
    /// Rows below the header.
    pub received: u64,
    blank: u64,
    ragged: u64,
    no_response: u64,
    bad_weight: u64,
    preview: u64,
    incomplete: u64,
    duplicate: u64,
    /// Outside the filters of this run.
    pub filtered: u64,
    /// Counted.
    pub analysed: u64,
}

impl RowCounts {
    /// Adds the rows of a batch that no filter has seen yet.
    pub fn receive(&mut self, batch: &Batch) {
        for (row, fate) in batch.fates.iter().enumerate() {
            self.received += batch.times(row);
            *match fate {
                Fate::Analysed => &mut self.analysed,
                Fate::Blank => &mut self.blank,
                Fate::Ragged => &mut self.ragged,
                Fate::NoResponse => &mut self.no_response,
                Fate::BadWeight => &mut self.bad_weight,
                Fate::Preview => &mut self.preview,
                Fate::Incomplete => &mut self.incomplete,
                Fate::Duplicate => &mut self.duplicate,
                Fate::Filtered | Fate::OtherAnswer => &mut self.filtered,
            } += batch.times(row);
        }
    }

    /// Takes note of complete responses that a filter has left out. Incomplete ones stay where they are:
    /// counted by filter they would tell what somebody had answered before breaking off.
    pub fn leave_out(&mut self, responses: u64) {
        self.analysed -= responses;
        self.filtered += responses;
    }

    /// Adds what another thread has counted.
    pub fn add(&mut self, other: &RowCounts) {
        self.received += other.received;
        self.blank += other.blank;
        self.ragged += other.ragged;
        self.no_response += other.no_response;
        self.bad_weight += other.bad_weight;
        self.preview += other.preview;
        self.incomplete += other.incomplete;
        self.duplicate += other.duplicate;
        self.filtered += other.filtered;
        self.analysed += other.analysed;
    }

    /// The same as it may be told. Both counts that depend on the filters go together, since either follows
    /// from the other.
    #[must_use]
    pub fn told(&self, hide_filters: bool) -> Accounting {
        let told = |n: u64| (!hide_filters).then_some(n);
        Accounting {
            received: self.received,
            blank: self.blank,
            ragged: self.ragged,
            no_response: self.no_response,
            bad_weight: self.bad_weight,
            preview: self.preview,
            incomplete: self.incomplete,
            duplicate: self.duplicate,
            filtered: told(self.filtered),
            analysed: told(self.analysed),
        }
    }
}

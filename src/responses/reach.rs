//! How far response ids reach, seen from the exports of one survey: whether those of one file come back in another,
//! and with which answers.

use super::platform::{HeaderColumn, Role};
use crate::infer::Repeats;
use crate::label::trim;
use csv::ByteRecord;
use foldhash::quality::FixedState;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hasher};

/// The ids of several files. Of all that is remembered of exports before they are analysed, this alone grows with the
/// rows.
pub(super) struct Reach {
    /// The column of the id.
    column: usize,
    /// The columns that tell whether two responses are the same.
    telling: Vec<usize>,
    /// By id, the fingerprint of the answers it was first seen with.
    seen: HashMap<u64, u64, FixedState>,
    in_file: HashSet<u64, FixedState>,
    repeats: Repeats,
}

impl Reach {
    /// Nothing seen yet; `None` where no column holds the id.
    pub(super) fn new(columns: &[HeaderColumn]) -> Option<Reach> {
        let column = columns.iter().position(|column| column.role == Role::ResponseId)?;
        let tells = |column: &HeaderColumn| {
            matches!(
                column.role,
                Role::Answer | Role::OtherText | Role::Segment | Role::Visit | Role::Submitted | Role::Weight
            )
        };
        let telling = (0..columns.len()).filter(|at| tells(&columns[*at])).collect();
        Some(Reach {
            column,
            telling,
            seen: HashMap::default(),
            in_file: HashSet::default(),
            repeats: Repeats::default(),
        })
    }

    /// The rows from here on are of the next file.
    pub(super) fn begin_file(&mut self) {
        self.in_file.clear();
    }

    /// Takes a response into account.
    pub(super) fn add(&mut self, record: &ByteRecord) {
        let cell = |column: usize| trim(record.get(column).unwrap_or_default());
        let id = cell(self.column);
        if id.is_empty() {
            return;
        }
        let id = FixedState::with_seed(0).hash_one(id);
        let mut answers = FixedState::with_seed(1).build_hasher();
        for column in &self.telling {
            answers.write(cell(*column));
            answers.write_usize(cell(*column).len());
        }
        let answers = answers.finish();
        if !self.in_file.insert(id) {
            self.repeats.within += 1;
            return;
        }
        match self.seen.get(&id) {
            Some(first) if *first == answers => self.repeats.same += 1,
            Some(_) => self.repeats.other += 1,
            None => {
                self.seen.insert(id, answers);
            }
        }
    }

    /// The column of the id, from 0, and what came back in it.
    pub(super) fn found(self) -> (usize, Repeats) {
        (self.column, self.repeats)
    }
}

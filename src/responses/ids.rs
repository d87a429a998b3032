//! Response ids seen so far, the one thing that grows with the number of responses: eight bytes and a bit each.

use super::batch::RawBatch;
use crate::label::trim;
use crate::tally::Fate;
use foldhash::quality::FixedState;
use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};
use std::sync::{Condvar, Mutex, PoisonError};

/// Parts of the set. Each grows by itself, so that growing never needs much memory at once.
const PARTS: usize = 64;

/// Pieces that may wait for an earlier one. It is seldom more than one; should a thread be held up for long, the
/// others wait for it rather than pile up what they have read.
const MOST_WAITING: usize = 16;

/// The ids of all pieces before the one whose turn it is. Pieces take turns in their order, whichever thread
/// has them, so that of two responses with one id always the first in the files counts.
#[derive(Debug, Default)]
pub struct Ids {
    state: Mutex<State>,
    turned: Condvar,
}

#[derive(Debug, Default)]
struct State {
    seen: Vec<HashSet<u64, BuildHasherDefault<AsItIs>>>,
    /// The piece whose turn it is.
    turn: u64,
    /// Pieces that have come before their turn.
    waiting: BTreeMap<u64, Hashed>,
    /// Whether some piece will never take its turn.
    is_over: bool,
}

/// A piece with the hashes of its ids, by row.
#[derive(Debug)]
struct Hashed {
    batch: RawBatch,
    hashes: Vec<(usize, u64)>,
}

/// Hashes are hashes already.
#[derive(Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl Ids {
    /// Takes a piece, and hands out every piece whose turn has come: it, too, if all before it have been here, and
    /// those after it that have been waiting for it. In these, rows are marked whose id has been seen. An
    /// incomplete response does not use up its id: the same respondent may complete the survey later.
    pub(super) fn in_turn(&self, batch: RawBatch) -> Vec<RawBatch> {
        let Some(column) = batch.layout.response_id else { return vec![batch] };
        let piece = Hashed { hashes: hashes(&batch, column), batch };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.waiting.len() >= MOST_WAITING && state.turn != piece.batch.piece && !state.is_over {
            state = self.turned.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.seen.resize_with(PARTS, HashSet::default);
        state.waiting.insert(piece.batch.piece, piece);
        let mut ready = Vec::new();
        while let Some(piece) = state.next() {
            ready.push(state.mark(piece));
        }
        self.turned.notify_all();
        ready
    }

    /// Lets nobody wait for a piece that will not come.
    pub fn stop(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).is_over = true;
        self.turned.notify_all();
    }

    /// Whether some piece will never come, so that going on is of no use.
    pub fn is_over(&self) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).is_over
    }
}

impl State {
    /// The piece whose turn it is, if it is here.
    fn next(&mut self) -> Option<Hashed> {
        let turn = self.turn;
        self.waiting.remove(&turn)
    }

    fn mark(&mut self, mut piece: Hashed) -> RawBatch {
        for (row, hash) in piece.hashes {
            if !self.seen[part(hash)].insert(hash) {
                piece.batch.fates[row] = Fate::Duplicate;
            }
        }
        self.turn += 1;
        piece.batch
    }
}

/// The hashes of the ids of the rows that are still analysed.
fn hashes(batch: &RawBatch, column: usize) -> Vec<(usize, u64)> {
    let ids = batch.column(column);
    let analysed = (0..batch.rows()).filter(|row| batch.fates[*row] == Fate::Analysed);
    let ids = analysed.map(|row| (row, trim(ids.cell(row)))).filter(|(_, id)| !id.is_empty());
    ids.map(|(row, id)| (row, hash(id))).collect()
}

/// A response id as 64 bits. Two different ids of ten million collide with odds of about one in 400,000.
fn hash(id: &[u8]) -> u64 {
    // Of a fixed seed: should two ids ever collide, then in every run alike.
    FixedState::with_seed(0).hash_one(id)
}

/// The part of the set that a hash belongs to; by bits that the set itself looks at last.
fn part(hash: u64) -> usize {
    (hash >> 40) as usize % PARTS
}

//! Response ids seen so far, the one thing that grows with the number of responses: sixteen bytes and a bit each,
//! for the id, the file and a fingerprint of the answers.

use super::batch::{RawBatch, Repeat};
use super::fate::Fate;
use crate::definition::{Scope, Survey};
use crate::label::trim;
use foldhash::fast::FixedState as Quick;
use foldhash::quality::FixedState;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};
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
    scope: Option<Scope>,
    state: Mutex<State>,
    turned: Condvar,
}

#[derive(Debug, Default)]
struct State {
    seen: Vec<HashMap<u64, Seen, BuildHasherDefault<AsItIs>>>,
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
    hashes: Vec<(usize, u64, Seen)>,
}

/// The response that an id was first seen with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    /// Position of its file.
    file: u32,
    /// Fingerprint of its answers. That two different ones are taken for the same has odds of one in four billion.
    answers: u32,
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
    /// No ids yet, of a survey whose ids reach as far as its definition says.
    #[must_use]
    pub fn new(survey: &Survey) -> Ids {
        Ids { scope: survey.response_id.as_ref().and_then(|id| id.scope), ..Ids::default() }
    }

    /// Takes a piece, and hands out every piece whose turn has come: it, too, if all before it have been here, and
    /// those after it that have been waiting for it. In these, rows are marked whose id has been seen. An
    /// incomplete response does not use up its id: the same respondent may complete the survey later.
    pub(crate) fn in_turn(&self, batch: RawBatch) -> Vec<RawBatch> {
        let Some(column) = batch.layout.response_id else { return vec![batch] };
        let piece = Hashed { hashes: hashes(&batch, column, self.scope), batch };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.waiting.len() >= MOST_WAITING && state.turn != piece.batch.piece && !state.is_over {
            state = self.turned.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.seen.resize_with(PARTS, HashMap::default);
        state.waiting.insert(piece.batch.piece, piece);
        let mut ready = Vec::new();
        while let Some(piece) = state.next() {
            ready.push(state.mark(piece, self.scope));
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

    fn mark(&mut self, mut piece: Hashed, scope: Option<Scope>) -> RawBatch {
        for (row, id, new) in piece.hashes {
            let Some(first) = self.first(id, new) else { continue };
            let is_elsewhere = first.file != new.file;
            let differs = first.answers != new.answers;
            if is_elsewhere && differs && scope.is_none() {
                if self.is_new_person(id, new) {
                    piece.batch.repeats.push((row, Repeat::Differs));
                } else {
                    piece.batch.fates[row] = Fate::Duplicate;
                }
                continue;
            }
            piece.batch.fates[row] = Fate::Duplicate;
            if differs {
                piece.batch.repeats.push((row, Repeat::Differs));
            } else if is_elsewhere && scope.is_some() {
                piece.batch.repeats.push((row, Repeat::Expected));
            }
        }
        self.turn += 1;
        piece.batch
    }

    /// The response that an id was seen with before; `None`, and remembered, when this is the first.
    fn first(&mut self, id: u64, new: Seen) -> Option<Seen> {
        match self.seen[part(id)].entry(id) {
            Entry::Occupied(seen) => Some(*seen.get()),
            Entry::Vacant(place) => {
                place.insert(new);
                None
            }
        }
    }

    /// Whether a response with the id of another file's is none of those already taken for other people: none in the
    /// same file, and none with the same answers.
    fn is_new_person(&mut self, id: u64, new: Seen) -> bool {
        let in_file = FixedState::with_seed(1).hash_one((id, new.file));
        let with_answers = FixedState::with_seed(2).hash_one((id, new.answers));
        let is_known = [in_file, with_answers].iter().any(|key| self.seen[part(*key)].contains_key(key));
        if !is_known {
            self.first(in_file, new);
            self.first(with_answers, new);
        }
        !is_known
    }
}

/// The hashes of the ids of the rows that are still analysed, with what else is remembered of each. Ids that begin
/// anew in each file are others in each, and on each side of a comparison an id may be once.
fn hashes(batch: &RawBatch, column: usize, scope: Option<Scope>) -> Vec<(usize, u64, Seen)> {
    let ids = batch.column(column);
    let file = u32::try_from(batch.extent.input).unwrap_or(u32::MAX);
    let telling = batch.layout.telling();
    let analysed = (0..batch.rows()).filter(|row| batch.fates[*row] == Fate::Analysed);
    let ids = analysed.map(|row| (row, trim(ids.cell(row)))).filter(|(_, id)| !id.is_empty());
    let hashed = |(row, id): (usize, &[u8])| {
        let id = match (scope, batch.side(row)) {
            (Some(Scope::File), side) => hash(&(file, id, side)),
            (_, 0) => hash(&id),
            (_, side) => hash(&(id, side)),
        };
        (row, id, Seen { file, answers: fingerprint(batch, row, &telling) })
    };
    ids.map(hashed).collect()
}

impl RawBatch {
    /// Per row, the person who answered, by a hash of the id; 0 without one.
    pub(crate) fn people(&self) -> Vec<u64> {
        let Some(column) = self.layout.response_id else { return vec![0; self.rows()] };
        let ids = self.column(column);
        let of = |row: usize| Some(trim(ids.cell(row))).filter(|id| !id.is_empty()).map_or(0, |id| hash(&id));
        (0..self.rows()).map(of).collect()
    }
}

/// A fingerprint of what a row holds in these columns, whatever else stands in it.
fn fingerprint(batch: &RawBatch, row: usize, columns: &[usize]) -> u32 {
    let mut hasher = Quick::with_seed(0).build_hasher();
    for column in columns {
        let cell = trim(batch.cell(row, *column));
        hasher.write(cell);
        hasher.write_usize(cell.len());
    }
    (hasher.finish() >> 32) as u32
}

/// A response id as 64 bits. Two different ids of ten million collide with odds of about one in 400,000.
fn hash(id: &impl Hash) -> u64 {
    // Of a fixed seed: should two ids ever collide, then in every run alike.
    FixedState::with_seed(0).hash_one(id)
}

/// The part of the set that a hash belongs to; by bits that the set itself looks at last.
fn part(hash: u64) -> usize {
    (hash >> 40) as usize % PARTS
}

//! How many gave any answer to each question.

use crate::scale::Missing;
use crate::table::GroupTally;

/// How many gave any answer, question by question.
pub(super) fn answered(everybody: &GroupTally) -> Vec<u64> {
    let of = |kind: Missing, question: usize| everybody.questions[question].missing[kind.index()].n;
    let given = |question| everybody.complete.n - of(Missing::NotAsked, question) - of(Missing::NoAnswer, question);
    (0..everybody.questions.len()).map(given).collect()
}

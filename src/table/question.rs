//! Where each count of a question goes among its tallies.

use super::entry::{STATUSES, VALID};
use super::{Answers, QuestionTally, Tally, Values};
use crate::plan::{Plan, Shape};
use crate::scale::Missing;

/// The question and its slot behind the statuses, of a row that counts numbers.
pub(super) fn number_slot(plan: &Plan, question: Option<usize>, slot: usize) -> Option<(usize, usize)> {
    let (question, slot) = (question?, slot.checked_sub(STATUSES)?);
    (plan.shapes[question] == Shape::Values).then_some((question, slot))
}

impl QuestionTally {
    pub(super) fn put(&mut self, slot: usize, tally: Tally) {
        match slot {
            VALID => self.valid += tally,
            missing if missing < VALID => self.missing[missing] += tally,
            _ => self.answers.put(slot - STATUSES, tally),
        }
    }
}

impl Answers {
    fn put(&mut self, slot: usize, tally: Tally) {
        match self {
            Answers::Coded(options) => options[slot] += tally,
            Answers::Multiple { options, given } => match slot.checked_sub(options.len()) {
                None => options[slot] += tally,
                Some(slot) => given[slot] += tally,
            },
            Answers::Ranked(ranks) => {
                let items = ranks.len();
                ranks[slot / items][slot % items] += tally;
            }
            Answers::Values(_) => {} // gathered group by group
        }
    }
}

/// The tallies of a question that nobody was asked.
pub(super) fn empty_question(shape: Shape) -> QuestionTally {
    let none = Tally::default();
    let answers = match shape {
        Shape::Coded { options } => Answers::Coded(vec![none; options]),
        Shape::Multiple { options } => Answers::Multiple { options: vec![none; options], given: vec![none; options] },
        Shape::Ranked { items } => Answers::Ranked(vec![vec![none; items]; items]),
        Shape::Values => Answers::Values(Values::default()),
    };
    QuestionTally { missing: [none; Missing::ALL.len()], valid: none, answers }
}

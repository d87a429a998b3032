//! Tallies: what is left of the respondents once they are counted.
//!
//! These are the only numbers that formulas see. All of them merge by addition, so exports of any size
//! and any number of files add up.

use super::{Tally, Values};
use crate::scale::Missing;

impl QuestionTally {
    /// The same answers, respondents of a weight above 0 weighing 1 each.
    #[must_use]
    pub fn evened(&self) -> QuestionTally {
        QuestionTally {
            missing: self.missing.map(|tally| tally.evened()),
            valid: self.valid.evened(),
            answers: self.answers.evened(),
        }
    }
}

impl Answers {
    fn evened(&self) -> Answers {
        let evened = |tallies: &[Tally]| tallies.iter().map(Tally::evened).collect();
        match self {
            Answers::Coded(options) => Answers::Coded(evened(options)),
            Answers::Multiple { options, given } => {
                Answers::Multiple { options: evened(options), given: evened(given) }
            }
            Answers::Ranked(items) => Answers::Ranked(items.iter().map(|ranks| evened(ranks)).collect()),
            Answers::Values(values) => Answers::Values(values.evened()),
        }
    }
}

/// The tallies of one question in one group of respondents.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionTally {
    /// Respondents without a valid answer, by kind; indexed by [`Missing::index`].
    pub missing: [Tally; Missing::ALL.len()],
    /// Respondents with a valid answer.
    pub valid: Tally,
    /// What they answered.
    pub answers: Answers,
}

/// Valid answers, by the shape of the question.
#[derive(Debug, Clone, PartialEq)]
pub enum Answers {
    /// One option each: a tally per option; they add up to `valid`.
    Coded(Vec<Tally>),
    /// Any number of options each.
    Multiple {
        /// Per option, the respondents who chose it.
        options: Vec<Tally>,
        /// Per option, all the answers that these respondents gave: each of them counts as often as options were
        /// chosen. How much shares of all answers vary follows from it.
        given: Vec<Tally>,
    },
    /// Items put in order: `ranks[item][rank − 1]` are the respondents who gave the item that rank.
    Ranked(Vec<Vec<Tally>>),
    /// Numbers (also durations, dates in days since 1970-01-01, and text lengths): tallies per distinct
    /// value, ascending; they add up to `valid`.
    Values(Values),
}

impl QuestionTally {
    /// The tallies of everybody here who is not in `part`, which must be part of this group.
    #[must_use]
    pub fn without(&self, part: &QuestionTally) -> QuestionTally {
        QuestionTally {
            missing: std::array::from_fn(|kind| self.missing[kind] - part.missing[kind]),
            valid: self.valid - part.valid,
            answers: self.answers.without(&part.answers),
        }
    }
}

impl Answers {
    fn without(&self, part: &Answers) -> Answers {
        let each = |all: &[Tally], part: &[Tally]| all.iter().zip(part).map(|(all, part)| *all - *part).collect();
        match (self, part) {
            (Answers::Coded(all), Answers::Coded(part)) => Answers::Coded(each(all, part)),
            (Answers::Multiple { options, given }, Answers::Multiple { options: part_options, given: part_given }) => {
                Answers::Multiple { options: each(options, part_options), given: each(given, part_given) }
            }
            (Answers::Ranked(all), Answers::Ranked(part)) => {
                Answers::Ranked(all.iter().zip(part).map(|(all, part)| each(all, part)).collect())
            }
            (Answers::Values(all), Answers::Values(part)) => Answers::Values(all.without(part)),
            // Groups of one question have answers of one shape.
            (all, _) => all.clone(),
        }
    }
}

/// What a standard error must know about the survey as a whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Design {
    /// Whether responses carry weights that differ.
    pub weighted: bool,
    /// Respondents of a weight above 0 in the whole design (not only in the group): units outside the group count
    /// as zeros in its linearised variance.
    pub units: u64,
    /// What a weight of 1 in the tallies stands for. Where all weights are equal it is that weight, and the tallies
    /// are those of a survey without weights.
    pub unit: f64,
}

//! Tallies: what is left of the respondents once they are counted.
//!
//! These are the only numbers that formulas see. All of them merge by addition, so exports of any size
//! and any number of files add up.

use super::{Fixed, Values};
use crate::scale::Missing;
use std::ops::{Add, AddAssign, Sub};

/// Respondents counted three ways.
///
/// `n` is the number of respondents, `w` = Σ weight, `w2` = Σ weight². Without weights every respondent
/// weighs 1 and `n = w = w2`. A respondent of weight 0 is counted, but was not sampled as far as estimates go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Respondents.
    pub n: u64,
    /// Of these, respondents of weight 0.
    pub weightless: u64,
    /// Sum of weights.
    pub w: Fixed,
    /// Sum of squared weights.
    pub w2: Fixed,
}

impl Tally {
    /// `n` respondents of weight 1.
    #[must_use]
    pub const fn unweighted(n: u64) -> Tally {
        Tally { n, weightless: 0, w: Fixed::from_count(n), w2: Fixed::from_count(n) }
    }

    /// One respondent of the given weight.
    #[must_use]
    pub fn of_weight(weight: f64) -> Tally {
        Tally::of_weights(Fixed::from_f64(weight), Fixed::from_f64(weight * weight))
    }

    /// One respondent of the given weight and its square.
    pub(super) fn of_weights(w: Fixed, w2: Fixed) -> Tally {
        Tally { n: 1, weightless: u64::from(w == Fixed::ZERO), w, w2 }
    }

    /// Respondents that estimates rest on: those of a weight above 0, as in R's `degf` and `svyvar`.
    #[must_use]
    pub const fn sampled(&self) -> u64 {
        self.n - self.weightless
    }

    /// The same respondents, those of a weight above 0 weighing 1 each.
    #[must_use]
    pub const fn evened(&self) -> Tally {
        Tally { n: self.n, weightless: self.weightless, ..Tally::unweighted(self.sampled()) }
    }

    /// Kish's effective base, (Σw)² / Σw²; 0 for nobody.
    ///
    /// Source: Kish, *Survey Sampling* (1965), §11.7.
    #[must_use]
    pub fn effective(&self) -> f64 {
        let (w, w2) = (self.w.to_f64(), self.w2.to_f64());
        if w2 > 0.0 { w * w / w2 } else { 0.0 }
    }
}

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
            Answers::Multiple(options) => Answers::Multiple(evened(options)),
            Answers::Ranked(items) => Answers::Ranked(items.iter().map(|ranks| evened(ranks)).collect()),
            Answers::Values(values) => Answers::Values(values.evened()),
        }
    }
}

impl Add for Tally {
    type Output = Tally;
    fn add(self, other: Tally) -> Tally {
        Tally {
            n: self.n + other.n,
            weightless: self.weightless + other.weightless,
            w: self.w + other.w,
            w2: self.w2 + other.w2,
        }
    }
}

impl Sub for Tally {
    type Output = Tally;
    fn sub(self, other: Tally) -> Tally {
        Tally {
            n: self.n - other.n,
            weightless: self.weightless - other.weightless,
            w: self.w - other.w,
            w2: self.w2 - other.w2,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Tally>>(items: I) -> Tally {
        items.fold(Tally::default(), Add::add)
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
    /// Any number of options each: per option, the respondents who chose it.
    Multiple(Vec<Tally>),
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
            (Answers::Multiple(all), Answers::Multiple(part)) => Answers::Multiple(each(all, part)),
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

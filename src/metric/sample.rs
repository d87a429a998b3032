//! What a difference in one figure is tested with, for one group: each metric says it, `difference` tests it.

use super::Subject;
use super::answers::{moments, moments_of_choices, moments_of_numbers, numbers, options, scored};
use crate::results::Sense;
use crate::scale::Direction;
use crate::stats::{Limits, Moments};
use crate::table::Tally;

/// What a difference in one figure is tested with, for one group.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    pub(super) answers: Answers,
    /// Whether a higher figure is good news.
    pub higher: Sense,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answers {
    Net {
        promoters: Tally,
        detractors: Tally,
        all: Tally,
    },
    Share {
        part: Tally,
        of: Tally,
    },
    Values {
        moments: Option<Moments>,
        ends: Option<Limits>,
    },
    /// A ratio, such as the share of one option among all answers, with the moments that its variance follows from.
    /// Differences of these are not tested.
    Choices {
        moments: Moments,
    },
    /// The sum of numbers with these moments. Differences of these are not tested.
    Total {
        moments: Moments,
    },
    /// Ascending.
    Median {
        values: Vec<(f64, Tally)>,
    },
}

impl Sample {
    /// Moments of the answers: of shares 1 and 0, of net scores 1, 0 and −1. `None` where nobody weighs anything.
    pub(super) fn moments(&self) -> Option<Moments> {
        match self.answers {
            Answers::Net { promoters, detractors, all } => {
                moments(&[(1.0, promoters), (0.0, all - promoters - detractors), (-1.0, detractors)])
            }
            Answers::Share { part, of } => moments(&[(1.0, part), (0.0, of - part)]),
            Answers::Values { moments, .. } => moments,
            Answers::Choices { moments } | Answers::Total { moments } => Some(moments),
            Answers::Median { .. } => None,
        }
    }

    /// Promoters and detractors among all.
    pub(super) fn net(promoters: Tally, detractors: Tally, all: Tally) -> Sample {
        Sample { answers: Answers::Net { promoters, detractors, all }, higher: Sense::Positive }
    }

    /// A part of all.
    pub(super) fn share(part: Tally, of: Tally, higher: Sense) -> Sample {
        Sample { answers: Answers::Share { part, of }, higher }
    }

    /// The respondents who chose the option of this label.
    pub(super) fn option(subject: &Subject, item: Option<&str>) -> Option<Sample> {
        let at = subject.options.iter().position(|option| Some(option.label.as_str()) == item)?;
        Some(Sample::share(*options(subject).get(at)?, subject.tally.valid, Sense::Undeclared))
    }

    /// The answers that name the option of this label, of all answers.
    pub(super) fn choices(subject: &Subject, item: Option<&str>) -> Option<Sample> {
        let at = subject.options.iter().position(|option| Some(option.label.as_str()) == item)?;
        let moments = moments_of_choices(subject, at)?;
        Some(Sample { answers: Answers::Choices { moments }, higher: Sense::Undeclared })
    }

    /// The scores of the options.
    pub(super) fn scores(subject: &Subject) -> Sample {
        let values = scored(subject);
        let ends =
            values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (x, _)| (low.min(*x), high.max(*x)));
        let higher = match subject.direction {
            Direction::HigherIsBetter => Sense::Positive,
            Direction::LowerIsBetter => Sense::Negative,
        };
        Sample { answers: Answers::Values { moments: moments(&values), ends: Some(ends) }, higher }
    }

    /// Ranks from 1, one tally each.
    pub(super) fn ranks(values: &[(f64, Tally)]) -> Sample {
        let ends = values.last().map(|(last, _)| (1.0, *last));
        Sample { answers: Answers::Values { moments: moments(values), ends }, higher: Sense::Undeclared }
    }

    /// Numbers by their mean.
    pub(super) fn numbers(subject: &Subject) -> Sample {
        let answers = Answers::Values { moments: moments_of_numbers(subject), ends: None };
        Sample { answers, higher: higher_number(subject) }
    }

    /// A ratio with these moments.
    pub(super) fn ratio(moments: Moments) -> Sample {
        Sample { answers: Answers::Choices { moments }, higher: Sense::Undeclared }
    }

    /// Numbers by their total.
    pub(super) fn total(subject: &Subject) -> Option<Sample> {
        let moments = moments_of_numbers(subject)?;
        Some(Sample { answers: Answers::Total { moments }, higher: Sense::Undeclared })
    }

    /// Numbers by their median; `None` where only their moments are known.
    pub(super) fn median(subject: &Subject) -> Option<Sample> {
        let values = numbers(subject).filter(|numbers| !numbers.only_moments())?.to_vec();
        Some(Sample { answers: Answers::Median { values }, higher: higher_number(subject) })
    }
}

/// Less is better only where the definition says so.
fn higher_number(subject: &Subject) -> Sense {
    let lower = subject.target.is_some() || subject.direction == Direction::LowerIsBetter;
    if lower { Sense::Negative } else { Sense::Undeclared }
}

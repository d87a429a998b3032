//! What a formula is given.

use super::bins::Bins;
use super::interval::Method;
use super::sampled::{ByReplicate, DrawnSample};
use crate::scale::{AnswerOption, Direction, Net};
use crate::stats::Moments;
use crate::table::{Design, QuestionTally};

/// One question in one group of respondents, with all that a formula may want to know.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The tallies.
    pub tally: &'a QuestionTally,
    /// The options, in scale order; items for a ranking; empty for numbers, dates and text.
    pub options: &'a [AnswerOption],
    /// Named nets.
    pub nets: &'a [Net],
    /// Positions of the top-box options; empty when the definition names none.
    pub top: &'a [usize],
    /// Positions of the bottom-box options; empty when the definition names none.
    pub bottom: &'a [usize],
    /// Which end of the scale is better.
    pub direction: Direction,
    /// Unit of numbers, for example `minutes`; empty when there is none.
    pub unit: &'a str,
    /// For numbers and durations: values up to this count as within target.
    pub target: Option<f64>,
    /// For numbers and durations: the histogram's bins; the same in every group.
    pub bins: &'a Bins,
    /// Weighting and design size.
    pub design: Design,
    /// The same answers apart by place of the sample or by replicate weight, where the survey has a sampling design.
    pub drawn: Option<Drawn<'a>>,
    /// Confidence level of intervals as a proportion, for example 0.95.
    pub confidence: f64,
    /// The method for intervals that was asked for; figures that it does not fit have their usual one.
    pub intervals: Option<&'static Method>,
    /// How many people there are that the answers could have come from, where all of them were asked; `None` where
    /// respondents stand for more people than anybody counted.
    pub people: Option<f64>,
}

/// What the precision of figures rests on under a sampling design.
#[derive(Debug, Clone, Copy)]
pub struct Drawn<'a> {
    /// The group's answers to one question, taken apart.
    pub by: DrawnBy<'a>,
    /// The moments of what the figure of a metric, by its id and the figure's item, is the mean of.
    pub moments: fn(&str, Option<&str>, &Subject) -> Option<Moments>,
    /// Whether figures are to tell how their intervals come about.
    pub explains: bool,
}

/// How a group's answers to one question are taken apart.
#[derive(Debug, Clone, Copy)]
pub enum DrawnBy<'a> {
    /// By the places of the sample.
    Places(Places<'a>),
    /// By replicate weights.
    Replicates(ByReplicate<'a>),
}

impl Drawn<'_> {
    /// Whether it is known out of how many units some were drawn.
    pub(super) fn is_out_of_known(&self) -> bool {
        match self.by {
            DrawnBy::Places(places) => places.sample.strata.iter().any(|stratum| stratum.sampled > 0.0),
            DrawnBy::Replicates(_) => false,
        }
    }
}

/// A group's answers to one question, apart by the places of the sample.
#[derive(Debug, Clone, Copy)]
pub struct Places<'a> {
    /// How everybody was drawn.
    pub sample: &'a DrawnSample,
    /// The group's respondents by place.
    pub parts: &'a [DrawnPart<'a>],
    /// Those among them who are not meant: of the rest of the survey, the group that it is the rest of.
    pub without: &'a [DrawnPart<'a>],
}

/// Respondents of a group in one place of the sample.
#[derive(Debug, Clone, Copy)]
pub struct DrawnPart<'a> {
    /// The place.
    pub place: usize,
    /// Their answers.
    pub tally: &'a QuestionTally,
}

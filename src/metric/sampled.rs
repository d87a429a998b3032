//! How respondents were drawn, as formulas want it.

use crate::stats::{Calibration, LonelyUnits};
use crate::table::{QuestionTally, Tally};

/// How the respondents of a survey were drawn, the same for every figure.
#[derive(Debug)]
pub struct DrawnSample {
    /// The strata.
    pub strata: Vec<DrawnUnits>,
    /// The sampling units that were drawn first; none where every respondent is one.
    pub units: Vec<DrawnUnit>,
    /// All respondents of a weight above 0, those apart whom the design or the weighting tells apart.
    pub places: Vec<DrawnPlace>,
    /// What a stratum with a single unit adds to variances.
    pub lonely: LonelyUnits,
    /// What weights were made to agree with, if they were.
    pub calibration: Option<Calibration>,
}

/// Units that were drawn out of a stratum, or out of a unit that was drawn before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawnUnits {
    /// How many, those without anybody in a group, too.
    pub units: f64,
    /// Share that they are of the units there were to draw from; 0 where these were far more.
    pub sampled: f64,
}

/// A sampling unit that was drawn first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawnUnit {
    /// Position of its stratum.
    pub stratum: usize,
    /// What was drawn within it; `None` where all of it counts.
    pub within: Option<DrawnUnits>,
}

/// Respondents whom neither the design nor the weighting tells apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawnPlace {
    /// Position of their stratum.
    pub stratum: usize,
    /// Position of their sampling unit; `None` where each is one.
    pub unit: Option<usize>,
    /// The unit of the second stage that they are in; `None` where each is one, or there is no second stage.
    pub second: Option<usize>,
    /// Their cell of the weighting.
    pub cell: usize,
    /// All of them, whatever they answered.
    pub everybody: Tally,
}

impl DrawnSample {
    /// A sample of nobody.
    #[must_use]
    pub const fn new(lonely: LonelyUnits) -> DrawnSample {
        DrawnSample { strata: Vec::new(), units: Vec::new(), places: Vec::new(), lonely, calibration: None }
    }
}

/// How figures by replicate weights become a variance, the same for every figure.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplicateScales {
    /// Per replicate, what its square is multiplied by.
    pub factors: Vec<f64>,
    /// Whether squares are taken around the figure itself; else around the mean of its replicates.
    pub mse: bool,
    /// What a weight of 1 stands for.
    pub unit: f64,
}

/// A group's answers to one question by every replicate weight.
#[derive(Debug, Clone, Copy)]
pub struct ByReplicate<'a> {
    /// How they become a variance.
    pub scales: &'a ReplicateScales,
    /// Degrees of freedom: the rank of the weights of the group's respondents less 1.
    pub df: f64,
    /// The answers by the weight itself, as exact as those by replicates are.
    pub whole: &'a QuestionTally,
    /// The answers by each replicate weight.
    pub tallies: &'a [QuestionTally],
}

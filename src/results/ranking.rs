//! Whether the groups of a breakdown can be put in an order, and which of them stand out of what chance explains.

use super::{Sense, Verdict};
use serde::{Deserialize, Serialize};

/// How far a question's leading figure tells the groups of a breakdown apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reliability {
    /// Positions of the axes of the breakdown.
    pub axes: Vec<usize>,
    /// Position of the column that the figures stand in.
    pub column: usize,
    /// From 0 (the order of the groups is chance) to 1 (the next answers would put them in the same order): 1 − 1/F, and 0
    /// where F ≤ 1.
    pub reliability: f64,
    /// Whether that is enough to rank them.
    pub rankable: bool,
    /// Mean square between groups over that within.
    pub f: f64,
    /// Degrees of freedom between groups and within.
    pub df: (f64, f64),
    /// Probability of an F at least as large, were groups alike.
    pub p: f64,
    /// Share of one answer's variance that is its group's.
    pub icc: f64,
    /// Answers that a typical group has, effective ones in a weighted survey.
    pub answers: f64,
    /// Answers that each group would need to be ranked; `None` where they cannot be told apart at all.
    pub answers_needed: Option<f64>,
    /// The groups that were set beside each other: those shown, without whoever has no value.
    pub groups: Vec<GroupReliability>,
}

/// How far one group's figure says something of the group.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GroupReliability {
    /// Position of the group.
    pub group: usize,
    /// Reliability of a group with as many answers.
    pub reliability: f64,
}

/// A question's leading figure in every group against what chance explains of it, by the number of answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FunnelPlot {
    /// Positions of the axes of the breakdown.
    pub axes: Vec<usize>,
    /// Position of the column that the figures stand in; limits are in its unit.
    pub column: usize,
    /// The figure of everybody, around which the limits lie.
    pub centre: f64,
    /// How limits were computed: `exact_binomial` or `normal`.
    pub method: String,
    /// Levels of the inner and the outer limits, in percent.
    pub levels: (f64, f64),
    /// φ, how many times the variance of the groups' figures is that of chance (winsorised).
    pub dispersion: f64,
    /// How limits were widened, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdispersion: Option<Overdispersion>,
    /// Whether a higher figure is good news.
    pub higher: Sense,
    /// The groups: those shown, without whoever has no value.
    pub points: Vec<FunnelPoint>,
    /// The limits from the fewest to the most answers of any group.
    pub curve: Vec<FunnelLimits>,
}

/// How limits are widened where groups differ more than chance explains.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Widening {
    /// They are not.
    #[default]
    None,
    /// All variances are φ times as large.
    Multiplicative,
    /// Groups differ by themselves, with a variance τ² whatever their number of answers.
    Additive,
}

/// By how much limits were widened.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Overdispersion {
    /// In which way.
    pub method: Widening,
    /// φ, at least 1; or τ in the figure's unit.
    pub value: f64,
    /// Percent of the groups at either end that were drawn in before φ was taken; `None` for τ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub winsorised: Option<f64>,
}

/// One group of a funnel plot.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FunnelPoint {
    /// Position of the group.
    pub group: usize,
    /// Its answers, effective ones in a weighted survey.
    pub n: f64,
    /// Its figure.
    pub value: f64,
    /// How far that lies from the centre, in standard errors, widened ones where limits are.
    pub z: f64,
    /// Lower and upper inner limit of as many answers.
    pub inner: (f64, f64),
    /// Lower and upper outer limit of as many answers.
    pub outer: (f64, f64),
    /// Whether it lies beyond the inner limits; of shares by the count itself, not by the limits, which run between counts.
    pub beyond_inner: Verdict,
    /// Whether it lies beyond the outer limits.
    pub beyond_outer: Verdict,
}

/// The limits for a number of answers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FunnelLimits {
    /// Answers.
    pub n: f64,
    /// Lower and upper inner limit.
    pub inner: (f64, f64),
    /// Lower and upper outer limit.
    pub outer: (f64, f64),
}

//! How responses were weighted to targets.

use super::{Input, SurveyInfo};
use serde::{Deserialize, Serialize};

/// Name and version of the JSON layout of a weighting.
pub const WEIGHTING_SCHEMA: &str = "survey-weighting/1";

/// How responses were weighted to targets, and what that costs. Shares are in percent.
///
/// Of parts of the population with fewer respondents than may be shown only the target is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeightingReport {
    /// Always [`WEIGHTING_SCHEMA`].
    pub schema: String,
    /// Version of the program.
    pub version: String,
    /// Which survey.
    pub survey: SurveyInfo,
    /// The files read.
    pub inputs: Vec<Input>,
    /// What was done: `raked`.
    pub method: String,
    /// Rounds that raking took.
    pub rounds: Option<usize>,
    /// Respondents of a weight above 0.
    pub respondents: u64,
    /// What their weights add up to.
    pub sum: f64,
    /// The respondents of equal weight that they are worth: (Σw)² / Σw².
    pub effective: f64,
    /// The share of their number that this is.
    pub efficiency: f64,
    /// The smallest factor, around a mean weight that stays as it was.
    pub least_factor: f64,
    /// The largest one.
    pub largest_factor: f64,
    /// The weight that others were cut at, where weights were trimmed.
    pub cap: Option<f64>,
    /// Respondents whose weights were cut there.
    pub trimmed: Option<u64>,
    /// 1 − 2·(standard deviation of the response rates of everybody asked), where these are known by class.
    pub r_indicator: Option<f64>,
    /// What was weighted to.
    pub margins: Vec<WeightedMargin>,
    /// What tells cells.
    pub keys: Vec<String>,
    /// The factor of each cell.
    pub cells: Vec<WeightedCell>,
    /// Response rates by class, where weights allow for them.
    pub classes: Vec<ResponseClass>,
    /// What to know of it.
    pub cautions: Vec<String>,
}

/// A margin before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeightedMargin {
    /// What the definition calls it.
    pub name: String,
    /// Its categories.
    pub categories: Vec<WeightedCategory>,
}

/// A part of the population.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeightedCategory {
    /// What it is called.
    pub name: String,
    /// Respondents in it.
    pub respondents: Option<u64>,
    /// Their share of the weights at the start.
    pub before: Option<f64>,
    /// Their share of the weights.
    pub after: Option<f64>,
    /// The share that they were to have.
    pub target: f64,
}

/// Respondents who have one factor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeightedCell {
    /// Their values of the keys; absent where they are not stated.
    pub values: Vec<Option<String>>,
    /// How many they are.
    pub respondents: Option<u64>,
    /// What their weights are multiplied by, around a mean weight that stays as it was.
    pub factor: Option<f64>,
    /// Their mean weight.
    pub weight: Option<f64>,
}

/// People who were asked, by a class of non-response.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResponseClass {
    /// What it is called.
    pub name: String,
    /// How many were asked.
    pub asked: u64,
    /// How many answered; absent where there are too few to be shown.
    pub complete: Option<u64>,
    /// What their weights were multiplied by.
    pub factor: Option<f64>,
}

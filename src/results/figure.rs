//! One published number with its unit, its interval and what it rests on.

use serde::{Deserialize, Serialize};

/// How many respondents a figure rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Base {
    /// Respondents (or answers, where the figure says so), counted one each.
    pub unweighted: u64,
    /// Sum of their weights.
    pub weighted: f64,
    /// Kish's effective base, (Σw)² / Σw².
    pub effective: f64,
}

/// What a figure's numbers are measured in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 0 to 100.
    Percent,
    /// −100 to 100.
    Points,
    /// The units of the scale's scores.
    Score,
    /// A rank, 1 being first.
    Rank,
    /// A number in the question's own unit, for example `minutes`.
    Of(String),
    /// Days since 1970-01-01; shown as a date.
    Date,
    /// A plain count.
    Count,
}

/// A confidence interval, in the unit of its figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower limit.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
    /// How it was computed, for example `wilson`.
    pub method: String,
}

/// One published number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Id of the metric, for example `nps` or `distribution`.
    pub metric: String,
    /// What within the metric: an option, a net, a quantile. `None` for the metric's headline.
    pub item: Option<String>,
    /// The estimate. `None` when suppressed or when the base is empty.
    pub value: Option<f64>,
    /// Unit of value, standard error and interval.
    pub unit: Unit,
    /// Standard error of the estimate.
    pub se: Option<f64>,
    /// Confidence interval at the report's level.
    pub interval: Option<Interval>,
    /// Respondents in the numerator, for shares.
    pub count: Option<u64>,
    /// What the figure rests on. `None` when suppressed.
    pub base: Option<Base>,
}

impl Figure {
    /// The same figure with every number taken out.
    #[must_use]
    pub fn suppressed(&self) -> Figure {
        Figure {
            metric: self.metric.clone(),
            item: self.item.clone(),
            value: None,
            unit: self.unit.clone(),
            se: None,
            interval: None,
            count: None,
            base: None,
        }
    }
}

/// What an answer says about the experience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// On the good side of the scale.
    Positive,
    /// In the middle.
    Neutral,
    /// On the bad side of the scale.
    Negative,
    /// An answer that is not on the scale, such as *don't know* in the Friends and Family Test.
    Apart,
    /// The definition does not say.
    Undeclared,
}

//! Published numbers: what stands in a column, and the estimate of each group in it.

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

/// What is estimated of a question, the same in every group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Id of the metric, for example `nps` or `distribution`.
    pub metric: String,
    /// What within the metric: an option, a net, a quantile. `None` for the metric's headline.
    pub item: Option<String>,
    /// What people call it within its metric: the title of the metric, of its part, or an answer.
    pub title: String,
    /// Unit of value, standard error and interval.
    pub unit: Unit,
    /// What it is to its question.
    pub role: Role,
    /// What is measured.
    pub measure: Measure,
    /// Which percentile it is, from 0 (the lowest) to 100 (the highest); `None` for what is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percentile: Option<u8>,
    /// Whether it is good or bad news: of an answer, what it says about the experience.
    pub sense: Sense,
    /// Whether it is the share of good answers, by which questions can be ranked.
    pub good: bool,
}

/// What a figure is to its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// What people look for first; the first of them stands for the question.
    Lead,
    /// A part of a metric that has a name of its own.
    Part,
    /// One of the answers, options or items.
    Answer,
    /// Anything else: how a number is spread.
    Detail,
}

/// What figures measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A score made of promoters and detractors.
    Score,
    /// The mean of an answer scale's scores.
    Mean,
    /// The share of the answers that the definition calls good.
    GoodAnswers,
    /// The shares of the answers, of which everybody gave one.
    Answers,
    /// The shares of the options, of which everybody chose any number.
    Choices,
    /// The ranks of the items.
    Ranks,
    /// The shares of those who put an item first.
    FirstChoices,
    /// Mean, spread and quantiles of a number.
    Numbers,
    /// The shares of a number's bins.
    Bins,
    /// The share of numbers within a target.
    WithinTarget,
    /// The share of what has not ended.
    Unended,
    /// Anything else: figures that are told one by one.
    Other,
}

impl Column {
    /// Whether this is a headline of its metric, not a part of it.
    #[must_use]
    pub const fn is_headline(&self) -> bool {
        self.item.is_none()
    }
}

/// One published number, in the unit of its column.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The estimate. `None` when suppressed or when the base is empty.
    pub value: Option<f64>,
    /// Standard error of the estimate.
    pub se: Option<f64>,
    /// Confidence interval at the report's level.
    pub interval: Option<Interval>,
    /// In a weighted survey and under a sampling design: how many times the variance is that of as many respondents
    /// drawn one by one. `None` where there is no variance to compare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deff: Option<f64>,
    /// Respondents in the numerator, for shares.
    pub count: Option<u64>,
    /// What the figure rests on. `None` when suppressed.
    pub base: Option<Base>,
}

impl Estimate {
    /// The value between the limits of its interval, which are itself where it has none: low, value, high. `None`
    /// without a finite value.
    #[must_use]
    pub fn ends(&self) -> Option<(f64, f64, f64)> {
        let value = self.value.filter(|value| value.is_finite())?;
        let interval = self.interval.as_ref();
        Some((interval.map_or(value, |i| i.low.min(value)), value, interval.map_or(value, |i| i.high.max(value))))
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

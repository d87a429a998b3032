//! A figure as a formula gives it.

use crate::results::{Base, Estimate, Interval, Unit};

/// One figure with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Id of the metric, for example `nps` or `distribution`.
    pub metric: String,
    /// What within the metric: an option, a net, a quantile. `None` for the metric's headline.
    pub item: Option<String>,
    /// The estimate. `None` when the base is empty.
    pub value: Option<f64>,
    /// Unit of value, standard error and interval.
    pub unit: Unit,
    /// Standard error of the estimate.
    pub se: Option<f64>,
    /// Confidence interval.
    pub interval: Option<Interval>,
    /// How many times its variance is that of as many respondents drawn one by one.
    pub deff: Option<f64>,
    /// Respondents in the numerator, for shares.
    pub count: Option<u64>,
    /// What the figure rests on.
    pub base: Option<Base>,
    /// How its precision comes about, where figures under a design are explained.
    pub explained: Option<Explained>,
}

/// How the precision of a figure comes about under a design.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// Degrees of freedom of its variance.
    pub df: f64,
    /// Whether it is a sum, and no mean.
    pub is_total: bool,
    /// How the limits of its interval follow.
    pub words: String,
}

impl Figure {
    /// What is estimated, without what it is called.
    #[must_use]
    pub fn estimate(self) -> Estimate {
        let Figure { value, se, interval, deff, count, base, metric: _, item: _, unit: _, explained: _ } = self;
        Estimate { value, se, interval, deff, count, base }
    }
}

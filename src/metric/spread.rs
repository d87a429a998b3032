//! The answers of one group as groups are set beside each other: their mean, how far they lie apart, and how many they
//! count as.

use super::difference::Weighed;
use super::drawn::precision;
use super::sample::Answers;
use super::{Metric, Subject};
use crate::results::Sense;

/// A percentage is a proportion times this, and so are points.
const PERCENT: f64 = 100.0;

/// What the answers make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpreadOf {
    /// A share: answers are 0 and 1.
    Share,
    /// A net score: answers are −1, 0 and 1.
    Net,
    /// A mean of scores or numbers.
    Mean,
}

/// The answers of one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// What they make.
    pub of: SpreadOf,
    /// Their mean: the figure, with shares and net scores as proportions.
    pub mean: f64,
    /// Variance of one answer, with n − 1.
    pub variance: f64,
    /// Answers; of weighted respondents, or ones drawn in clusters, as many as would be as precise without.
    pub n: f64,
    /// Whether a higher figure is good news.
    pub higher: Sense,
}

impl SpreadOf {
    /// The figure as it is published, in percent or points, over the mean.
    #[must_use]
    pub const fn scale(self) -> f64 {
        match self {
            SpreadOf::Share | SpreadOf::Net => PERCENT,
            SpreadOf::Mean => 1.0,
        }
    }
}

/// The answers behind the figure with this item of a metric.
///
/// The effective number of answers is the smaller of Kish's and of spread ÷ variance of the mean, this one linearised or that
/// of the sampling design. `None` for figures that are no mean (medians, totals, ratios), and for fewer than two answers, which
/// say nothing of their spread.
#[must_use]
pub fn spread(metric: &Metric, item: Option<&str>, subject: &Subject) -> Option<Spread> {
    let sample = (metric.sample)(subject, item)?;
    let of = match sample.answers {
        Answers::Share { .. } => SpreadOf::Share,
        Answers::Net { .. } => SpreadOf::Net,
        Answers::Values { .. } => SpreadOf::Mean,
        Answers::Choices { .. } | Answers::Total { .. } | Answers::Median { .. } => return None,
    };
    let moments = sample.moments().filter(|moments| moments.w > 0.0)?;
    let weighed = Weighed::around(subject, &moments)?;
    let by_design = subject.drawn.and_then(|_| precision(subject, metric.id, item));
    let as_drawn = by_design.filter(|precision| precision.variance > 0.0 && weighed.spread > 0.0);
    let n =
        as_drawn.map_or(weighed.effective, |precision| (weighed.spread / precision.variance).min(weighed.effective));
    let variance = weighed.spread * n / (n - 1.0);
    (n > 1.0).then_some(Spread { of, mean: moments.mean, variance, n, higher: sample.higher })
}

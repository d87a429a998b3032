//! The precision of a figure from replicate weights: the same figure by each of them.

use super::Subject;
use super::drawn::Precision;
use super::sampled::{ByReplicate, ReplicateScales};
use crate::stats::replicate_variance;

impl ByReplicate<'_> {
    /// The precision of a figure, which `figure` works out from the subject with other tallies. Replicates by which nobody
    /// weighs anything have no figure and are left out, as R does (`na.omit`).
    ///
    /// `None` where no replicate has the figure.
    ///
    /// Source: see [`replicate_variance`]; degrees of freedom as R's `survey:::degf.svyrep.design`.
    pub(super) fn precision(&self, subject: &Subject, figure: impl Fn(&Subject) -> Option<f64>) -> Option<Precision> {
        self.of(subject, figure)?.precision(self.scales, self.df)
    }

    /// A figure by the weight itself and by every replicate.
    pub(super) fn of(&self, subject: &Subject, figure: impl Fn(&Subject) -> Option<f64>) -> Option<Replicates> {
        let by = |tally| figure(&Subject { tally, drawn: None, ..*subject });
        Some(Replicates { whole: by(self.whole)?, each: self.tallies.iter().map(by).collect() })
    }
}

/// A figure by the weight itself and by every replicate; `None` by those that have none.
#[derive(Debug, Clone)]
pub(super) struct Replicates {
    pub(super) whole: f64,
    pub(super) each: Vec<Option<f64>>,
}

impl Replicates {
    /// The same of a difference.
    pub(super) fn less(mut self, other: &Replicates) -> Replicates {
        self.whole -= other.whole;
        for (mine, theirs) in self.each.iter_mut().zip(&other.each) {
            *mine = mine.zip(*theirs).map(|(mine, theirs)| mine - theirs);
        }
        self
    }

    /// The same of a sum.
    pub(super) fn and(mut self, other: &Replicates) -> Replicates {
        self.whole += other.whole;
        for (mine, theirs) in self.each.iter_mut().zip(&other.each) {
            *mine = mine.zip(*theirs).map(|(mine, theirs)| mine + theirs);
        }
        self
    }

    pub(super) fn precision(&self, scales: &ReplicateScales, df: f64) -> Option<Precision> {
        let each = scales.factors.iter().zip(&self.each);
        let each: Vec<(f64, f64)> = each.filter_map(|(factor, figure)| Some((*factor, (*figure)?))).collect();
        let variance = replicate_variance(&each, scales.mse.then_some(self.whole))?;
        Some(Precision { variance, df, is_fixed: false })
    }
}

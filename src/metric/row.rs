//! The rows of a table of two questions: which figures of a question stand in columns beside each other.

use super::answers::moments_of_numbers;
use super::estimate::base;
use super::figure::Figure;
use super::sample::Answers;
use super::{Metric, Subject};
use crate::results::{MeanCell, Measure, RowKind, Unit};
use crate::stats::Moments;
use crate::table::{QuestionTally, Tally};

/// A percentage is a proportion times this, and so are points.
const PERCENT: f64 = 100.0;

/// The item that the mean goes by where it is not the headline of its metric.
const MEAN_ITEM: &str = "mean";

/// A figure that stands in a row: a share of respondents, or a mean.
#[derive(Debug, Clone)]
pub struct RowFigure {
    metric: &'static Metric,
    item: Option<String>,
    /// What it is.
    pub kind: RowKind,
    /// What its value is measured in.
    pub unit: Unit,
    /// Position among all figures of the question's metrics.
    pub at: usize,
}

/// The figures of a question that stand in rows: options first, then nets and other shares, then means and scores. Medians
/// and other quantiles, shares of answers, totals and ranks are none.
#[must_use]
pub fn row_figures(subject: &Subject, metrics: &[&'static Metric]) -> Vec<RowFigure> {
    let figures =
        metrics.iter().flat_map(|metric| (metric.figures)(subject).into_iter().map(|figure| (*metric, figure)));
    let mut rows: Vec<RowFigure> =
        figures.enumerate().filter_map(|(at, (metric, figure))| RowFigure::of(subject, metric, figure, at)).collect();
    rows.sort_by_key(|row| match row.kind {
        RowKind::Option => 0,
        RowKind::Net => 1,
        RowKind::Mean | RowKind::Score => 2,
    });
    rows
}

impl RowFigure {
    fn of(subject: &Subject, metric: &'static Metric, figure: Figure, at: usize) -> Option<RowFigure> {
        let Figure { item, unit, .. } = figure;
        let sample = (metric.sample)(subject, item.as_deref());
        let kind = match (metric.told.measure, sample.map(|sample| sample.answers)) {
            (Measure::Answers | Measure::Choices, Some(Answers::Share { .. })) => RowKind::Option,
            (Measure::Ranks | Measure::FirstChoices, _) => return None,
            (_, Some(Answers::Share { .. })) => RowKind::Net,
            (_, Some(Answers::Net { .. })) => RowKind::Score,
            (_, Some(Answers::Values { .. })) => RowKind::Mean,
            (Measure::Numbers, _) if item.as_deref() == Some(MEAN_ITEM) => RowKind::Mean,
            _ => return None,
        };
        Some(RowFigure { metric, item, kind, unit, at })
    }

    /// Those of a share, and all whom it is a share of; `None` of means.
    #[must_use]
    pub fn part(&self, subject: &Subject) -> Option<(Tally, Tally)> {
        match (self.metric.sample)(subject, self.item.as_deref())?.answers {
            Answers::Share { part, of } => Some((part, of)),
            _ => None,
        }
    }

    /// The moments of what it is the mean of: 1 and 0 of a share, 1, 0 and −1 of a score. `None` where nobody weighs
    /// anything.
    #[must_use]
    pub fn moments(&self, subject: &Subject) -> Option<Moments> {
        if self.item.as_deref() == Some(MEAN_ITEM) && self.metric.told.measure == Measure::Numbers {
            return moments_of_numbers(subject);
        }
        (self.metric.sample)(subject, self.item.as_deref())?.moments()
    }

    /// What one unit of its moments is in its own unit.
    pub(super) const fn scale(&self) -> f64 {
        if matches!(self.kind, RowKind::Mean) { 1.0 } else { PERCENT }
    }

    /// The mean with its spread and standard error; `None` of shares and where nobody has a value.
    #[must_use]
    pub fn mean(&self, subject: &Subject) -> Option<MeanCell> {
        let moments = self.moments(subject).filter(|_| self.kind.is_mean())?;
        let figures = (self.metric.figures)(subject);
        let figure = figures.into_iter().find(|figure| figure.item == self.item)?;
        Some(MeanCell {
            value: figure.value?,
            sd: moments.sd().map(|sd| self.scale() * sd),
            se: figure.se,
            base: figure.base.unwrap_or_else(|| base(Tally::default())),
        })
    }

    /// What an answer of each option counts as; `None` of an option that is in no base of the figure. Of questions with one
    /// answer only.
    #[must_use]
    pub fn of_options(&self, subject: &Subject) -> Vec<Option<f64>> {
        let only = |option: usize| {
            let tallies = (0..subject.options.len()).map(|at| Tally::unweighted(u64::from(at == option))).collect();
            QuestionTally {
                valid: Tally::unweighted(1),
                answers: crate::table::Answers::Coded(tallies),
                ..subject.tally.clone()
            }
        };
        (0..subject.options.len())
            .map(|option| Some(self.moments(&Subject { tally: &only(option), drawn: None, ..*subject })?.mean))
            .collect()
    }
}

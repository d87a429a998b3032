//! What is to be weighted to what, and what came of it.

use super::cell::{Cell, Number};
use super::margin::Margin;
use super::method::Method;
use super::trim::{Trimmed, trim};
use super::worth::{Worth, worth};
use super::{greg, post_stratify, rake};
use crate::diagnostic::Faults;
use crate::stats::Calibration;

/// Cells, and what their weights are to agree with.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// The cells, none without a respondent, in an order that does not depend on that of the rows.
    pub cells: Vec<Cell>,
    /// The margins: one at least.
    pub margins: Vec<Margin>,
    /// Sums of numbers; only where the method is [`Method::Greg`].
    pub numbers: Vec<Number>,
    /// How weights are made to agree.
    pub method: Method,
    /// Up to how many times the mean weight a weight may come.
    pub trim: Option<f64>,
}

/// One factor a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// What the weights of each cell are multiplied by.
    pub factors: Vec<f64>,
    /// The same before trimming: those by which weights agree with the targets.
    pub agreed: Vec<f64>,
    /// Rounds that raking took.
    pub rounds: Option<usize>,
    /// What was trimmed, where trimming was asked for.
    pub trimmed: Option<Trimmed>,
}

impl Task {
    /// The factors.
    ///
    /// # Errors
    ///
    /// When targets cannot be met: a margin does not converge, weights come out at 0 or below, numbers contradict the
    /// margins; or when weights cannot be trimmed because they differ within a cell.
    pub fn work_out(&self) -> Result<Outcome, Faults> {
        let (factors, rounds) = match self.method {
            Method::PostStratify => (post_stratify::factors(&self.cells, &self.margins), None),
            Method::Rake => {
                let (factors, rounds) = rake::factors(&self.cells, &self.margins)?;
                (factors, Some(rounds))
            }
            Method::Greg => (greg::factors(&self.cells, &self.margins, &self.numbers)?, None),
        };
        let agreed = factors.clone();
        let Some(times) = self.trim else { return Ok(Outcome { factors, agreed, rounds, trimmed: None }) };
        let (factors, trimmed) = trim(&self.cells, &factors, times)?;
        Ok(Outcome { factors, agreed, rounds, trimmed: Some(trimmed) })
    }

    /// What variances need to know of the weights: each cell's post-stratum, its category of each margin, or its values of
    /// the auxiliary variables; and what trimming has multiplied them by.
    #[must_use]
    pub fn calibration(&self, outcome: &Outcome) -> Calibration {
        let margins = || self.margins.iter().map(|margin| margin.of.clone());
        let agreed = match (self.method, self.margins.as_slice()) {
            (Method::PostStratify, [margin]) => Calibration::PostStrata(margin.of.clone()),
            (Method::PostStratify | Method::Rake, _) => Calibration::Margins(margins().collect()),
            (Method::Greg, _) => {
                let of = greg::design_matrix(&self.margins, &self.numbers);
                Calibration::Totals { of, factors: outcome.agreed.clone() }
            }
        };
        if outcome.trimmed.is_none() {
            return agreed;
        }
        let by = outcome.factors.iter().zip(&outcome.agreed).map(|(trimmed, agreed)| trimmed / agreed).collect();
        Calibration::Changed { from: Box::new(agreed), by }
    }

    /// What the answers are worth with these factors, and how unequal they are.
    #[must_use]
    pub fn worth(&self, factors: &[f64]) -> Worth {
        worth(&self.cells, factors)
    }
}

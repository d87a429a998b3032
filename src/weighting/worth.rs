//! What answers are worth once they are weighted.

use super::cell::Cell;

/// How unequal weights are, and what that costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// Respondents of a weight above 0.
    pub sampled: f64,
    /// Σw.
    pub sum: f64,
    /// The respondents of equal weight that the sample is worth: (Σw)² / Σw².
    pub effective: f64,
    /// The share of the sample that this is.
    pub efficiency: f64,
    /// The smallest and the largest factor.
    pub factors: (f64, f64),
}

/// What the respondents of these cells are worth, their weights multiplied by these factors.
///
/// Edge cases: nobody is worth 0, at an efficiency of 1.
///
/// Source: Kish, *Survey Sampling* (1965), §11.7.
#[must_use]
pub fn worth(cells: &[Cell], factors: &[f64]) -> Worth {
    let pairs = || cells.iter().zip(factors).filter(|(cell, _)| cell.sampled > 0.0);
    let sampled: f64 = pairs().map(|(cell, _)| cell.sampled).sum();
    let sum: f64 = pairs().map(|(cell, factor)| cell.start * factor).sum();
    let squares: f64 = pairs().map(|(cell, factor)| cell.squares * factor * factor).sum();
    let effective = if squares > 0.0 { sum * sum / squares } else { 0.0 };
    let least = pairs().map(|(_, factor)| *factor).fold(f64::INFINITY, f64::min);
    let most = pairs().map(|(_, factor)| *factor).fold(0.0, f64::max);
    let efficiency = if sampled > 0.0 { effective / sampled } else { 1.0 };
    Worth { sampled, sum, effective, efficiency, factors: (least.min(most), most) }
}

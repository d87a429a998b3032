//! Trimming: no weight above a limit.

use super::cell::Cell;
use crate::diagnostic::{Fault, named};

/// What trimming did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trimmed {
    /// The largest weight that there may be.
    pub cap: f64,
    /// Respondents whose weights were cut.
    pub respondents: f64,
}

/// By how much of itself Σw² may exceed (Σw)²/n where all weights are the same.
const SAME: f64 = 1e-9;

/// Factors with which no weight is above `times` the mean weight: what is above is cut off, and the sum of what was cut is
/// spread evenly over the others, until none is above. The sum of the weights stays as it is; margins no longer agree
/// with their targets exactly.
///
/// # Errors
///
/// Cells in which weights differ to begin with: then one factor cannot do for all of them.
///
/// Source: Potter (1990), *A study of procedures to identify and trim extreme sampling weights*; R
/// `survey::trimWeights(strict = TRUE)`.
pub(super) fn trim(cells: &[Cell], factors: &[f64], times: f64) -> Result<(Vec<f64>, Trimmed), Fault> {
    if let Some(cell) = cells.iter().find(|cell| !is_even(cell)) {
        let message = format!("weights of {} differ to begin with, and cannot be trimmed by cells", named(&cell.name));
        return Err(
            Fault::new(message).help("trim the column of weights, or let `start: design` tell weights by stratum")
        );
    }
    let sampled: f64 = cells.iter().map(|cell| cell.sampled).sum();
    let all: f64 = cells.iter().zip(factors).map(|(cell, factor)| cell.start * factor).sum();
    let cap = times * all / sampled;
    let weight =
        |(cell, factor): (&Cell, &f64)| if cell.sampled > 0.0 { cell.start * factor / cell.sampled } else { 0.0 };
    let mut weights: Vec<f64> = cells.iter().zip(factors).map(weight).collect();
    let mut is_cut = vec![false; cells.len()];
    loop {
        let mut excess = 0.0;
        for ((weight, is_cut), cell) in weights.iter_mut().zip(&mut is_cut).zip(cells) {
            if *weight > cap {
                excess += (*weight - cap) * cell.sampled;
                (*weight, *is_cut) = (cap, true);
            }
        }
        let others = || cells.iter().zip(&is_cut).filter(|(_, is_cut)| !**is_cut).map(|(cell, _)| cell.sampled);
        let share = excess / others().sum::<f64>();
        if excess <= 0.0 || !share.is_finite() {
            break;
        }
        weights.iter_mut().zip(&is_cut).filter(|(_, is_cut)| !**is_cut).for_each(|(weight, _)| *weight += share);
    }
    let cut = cells.iter().zip(&is_cut).filter(|(_, is_cut)| **is_cut).map(|(cell, _)| cell.sampled);
    let trimmed = Trimmed { cap, respondents: cut.sum() };
    let factor = |((cell, weight), factor): ((&Cell, &f64), &f64)| {
        if cell.start > 0.0 { weight * cell.sampled / cell.start } else { *factor }
    };
    Ok((cells.iter().zip(&weights).zip(factors).map(factor).collect(), trimmed))
}

/// Whether all respondents of a cell weigh the same.
fn is_even(cell: &Cell) -> bool {
    cell.squares * cell.sampled <= cell.start * cell.start * (1.0 + SAME)
}

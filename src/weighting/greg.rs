//! Linear calibration: the generalised regression estimator.

use super::cell::{Cell, Number};
use super::margin::Margin;
use crate::diagnostic::{Fault, Faults, named};
use crate::stats::normal_equations;

/// Error of a total, as a share of it, beyond which totals contradict one another.
const CONTRADICTION: f64 = 1e-6;
/// Cells with a bad weight that are told.
const TOLD: usize = 5;

/// Per cell 1 + xᵀλ with λ = (Σw xxᵀ)⁻¹ (T − Σw x): the weights that differ least from those at the start, in squares, of
/// all that agree with the totals T of the auxiliary variables x.
///
/// # Errors
///
/// Every cell whose weights would come to 0 or less; a total that contradicts the others.
///
/// Source: Deville and Särndal (1992), case 1; R `survey::calibrate(calfun = "linear")`.
pub(super) fn factors(cells: &[Cell], margins: &[Margin], numbers: &[Number]) -> Result<Vec<f64>, Faults> {
    let (x, totals) = (design_matrix(margins, numbers), totals(margins, numbers));
    let mut factors = vec![1.0; cells.len()];
    // The second time takes back what the first one lost to rounding.
    for _ in 0..2 {
        let mut missing = totals.clone();
        for ((x, cell), factor) in x.iter().zip(cells).zip(&factors) {
            missing.iter_mut().zip(x).for_each(|(missing, x)| *missing -= cell.start * factor * x);
        }
        let lambda = normal_equations(cells.iter().zip(&x).map(|(cell, x)| (cell.start, x.as_slice())), missing);
        for (x, factor) in x.iter().zip(&mut factors) {
            *factor += x.iter().zip(&lambda).map(|(x, lambda)| x * lambda).sum::<f64>();
        }
    }
    let mut faults = contradictions(cells, &factors, margins, numbers);
    if faults.is_empty() {
        faults = not_positive(cells, &factors);
    }
    if faults.is_empty() { Ok(factors) } else { Err(Faults(faults)) }
}

/// The auxiliary variables of each cell: of every margin an indicator for each of its categories, and the numbers. Those
/// that follow from others do no harm.
pub(super) fn design_matrix(margins: &[Margin], numbers: &[Number]) -> Vec<Vec<f64>> {
    let cells = margins.first().map_or(0, |margin| margin.of.len());
    let row = |cell: usize| {
        let indicators = margins.iter().flat_map(move |margin| {
            (0..margin.categories.len()).map(move |category| f64::from(u8::from(margin.of[cell] == category)))
        });
        indicators.chain(numbers.iter().map(move |number| number.of[cell])).collect()
    };
    (0..cells).map(row).collect()
}

fn totals(margins: &[Margin], numbers: &[Number]) -> Vec<f64> {
    let of_margins = margins.iter().flat_map(|margin| margin.categories.iter().map(|category| category.target));
    of_margins.chain(numbers.iter().map(|number| number.total)).collect()
}

/// The totals that weights do not agree with.
fn contradictions(cells: &[Cell], factors: &[f64], margins: &[Margin], numbers: &[Number]) -> Vec<Fault> {
    let is_off = |sum: f64, target: f64| {
        let error = (sum - target).abs();
        error > CONTRADICTION * target.abs() || error.is_nan()
    };
    let of_margins = margins.iter().filter(|margin| {
        let sums = margin.sums(cells, factors);
        margin.categories.iter().zip(sums).any(|(category, sum)| is_off(sum, category.target))
    });
    let of_numbers = numbers.iter().filter(|number| {
        let weights = cells.iter().zip(factors).map(|(cell, factor)| cell.start * factor);
        is_off(weights.zip(&number.of).map(|(weight, x)| weight * x).sum(), number.total)
    });
    let names = of_margins.map(|margin| &margin.name).chain(of_numbers.map(|number| &number.name));
    let fault = |name: &String| {
        Fault::new(format!("no weights agree with the target of {} and the others at once", named(name)))
            .help("it follows from the others in this sample, and is another number: mend it, or leave one out")
    };
    names.map(fault).collect()
}

fn not_positive(cells: &[Cell], factors: &[f64]) -> Vec<Fault> {
    let bad = cells.iter().zip(factors).filter(|(_, factor)| **factor <= 0.0);
    let fault = |(cell, factor): (&Cell, &f64)| {
        Fault::new(format!("calibrated weights of {} would be {factor:.4} times those at the start", named(&cell.name)))
            .help("nobody stands for less than nobody: rake instead, or calibrate to fewer totals")
    };
    bad.take(TOLD).map(fault).collect()
}

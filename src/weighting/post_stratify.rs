//! Post-stratification.

use super::cell::Cell;
use super::margin::Margin;

/// Per cell target / Σw of its category: w ← w · N / Σw.
///
/// `margins` is one; of several, the first one counts. A category of nobody has factor 0.
///
/// Source: Holt and Smith (1979), *Post Stratification*; R `survey::postStratify`.
pub(super) fn factors(cells: &[Cell], margins: &[Margin]) -> Vec<f64> {
    let even = vec![1.0; cells.len()];
    let Some(margin) = margins.first() else { return even };
    let sums = margin.sums(cells, &even);
    let factor = |category: &usize| {
        let sum = sums[*category];
        if sum > 0.0 { margin.categories[*category].target / sum } else { 0.0 }
    };
    margin.of.iter().map(factor).collect()
}

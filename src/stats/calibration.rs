//! What weights were made to agree with, as far as variances need to know it.

use super::least_squares;

/// What weights were made to agree with. Respondents are told apart by cells; those of a cell are alike in all that the
/// weights agree with.
///
/// Figures vary only as far as the totals that the weights agree with do not rule them: the variance is that of what is
/// left of the linearised variable.
#[derive(Debug, Clone, PartialEq)]
pub enum Calibration {
    /// Post-strata whose totals are known: per cell, the position of its own.
    PostStrata(Vec<usize>),
    /// Margins that were raked: per margin and cell, the position of its category.
    Margins(Vec<Vec<usize>>),
    /// Totals of auxiliary variables: per cell, their values, and what weights were multiplied by.
    Totals {
        /// The values.
        of: Vec<Vec<f64>>,
        /// The factors.
        factors: Vec<f64>,
    },
    /// One of these, of weights that were changed afterwards.
    Changed {
        /// What weights agreed with.
        from: Box<Calibration>,
        /// Per cell, what they were multiplied by then.
        by: Vec<f64>,
    },
}

/// What a linearised variable u comes to in a cell, over all respondents sampled in it: those outside of the domain have
/// u = 0.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CellSums {
    /// Respondents.
    pub n: f64,
    /// Σu.
    pub sum: f64,
    /// Σw.
    pub weight: f64,
    /// Σwu.
    pub weighted_sum: f64,
}

/// How often margins are swept one after the other: as R's `svyrecvar` does.
const SWEEPS: usize = 10;

impl Calibration {
    /// Whether it rests on sums without weights: [`CellSums::sum`].
    #[must_use]
    pub fn takes_plain_means(&self) -> bool {
        match self {
            Calibration::Margins(_) => true,
            Calibration::PostStrata(_) | Calibration::Totals { .. } => false,
            Calibration::Changed { from, .. } => from.takes_plain_means(),
        }
    }

    /// What is predicted of the variable in each cell, so that u less this is what is left of it.
    ///
    /// Post-strata: the weighted mean in each. Margins: plain means, taken off margin by margin, ten times. Totals: the
    /// regression on the auxiliary variables, weighted as respondents were before. Where weights were changed by a factor t
    /// afterwards, what is left is w(u − û/t), û being what was predicted of tu by the weights w/t.
    ///
    /// Source: Särndal, Swensson and Wretman (1992), §6.6 and §7.6; Deville and Särndal (1992); R `survey::svyrecvar`.
    #[must_use]
    pub fn predicted(&self, cells: &[CellSums]) -> Vec<f64> {
        match self {
            Calibration::PostStrata(of) => {
                let means = means(of, cells.iter().map(|cell| (cell.weighted_sum, cell.weight)));
                of.iter().map(|category| means[*category]).collect()
            }
            Calibration::Margins(margins) => swept(margins, cells),
            Calibration::Totals { of, factors } => {
                let known = of.iter().zip(cells.iter().zip(factors)).filter(|(_, (_, factor))| **factor > 0.0);
                let before =
                    known.map(|(x, (cell, factor))| (cell.weight / factor, x.as_slice(), cell.weighted_sum / factor));
                let beta = least_squares(before);
                of.iter().map(|x| x.iter().zip(&beta).map(|(x, beta)| x * beta).sum()).collect()
            }
            Calibration::Changed { from, by } => {
                let begun =
                    |(cell, by): (&CellSums, &f64)| CellSums { sum: cell.sum * by, weight: cell.weight / by, ..*cell };
                let cells: Vec<CellSums> = cells.iter().zip(by).map(begun).collect();
                from.predicted(&cells).iter().zip(by).map(|(predicted, by)| predicted / by).collect()
            }
        }
    }
}

fn swept(margins: &[Vec<usize>], cells: &[CellSums]) -> Vec<f64> {
    let mut predicted = vec![0.0; cells.len()];
    for of in std::iter::repeat_n(margins, SWEEPS).flatten() {
        let left = cells.iter().zip(&predicted).map(|(cell, predicted)| (cell.sum - cell.n * predicted, cell.n));
        let means = means(of, left);
        predicted.iter_mut().zip(of).for_each(|(predicted, category)| *predicted += means[*category]);
    }
    predicted
}

/// The mean of each category, from sums and sizes by cell; 0 where nobody is.
fn means(of: &[usize], cells: impl Iterator<Item = (f64, f64)>) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); of.iter().max().map_or(0, |last| last + 1)];
    for (category, (sum, size)) in of.iter().zip(cells) {
        sums[*category].0 += sum;
        sums[*category].1 += size;
    }
    sums.into_iter().map(|(sum, size)| if size > 0.0 { sum / size } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Calibration, CellSums};

    const CELLS: [CellSums; 4] = [
        CellSums { n: 30.0, sum: 12.0, weight: 33.0, weighted_sum: 13.2 },
        CellSums { n: 20.0, sum: 5.0, weight: 11.0, weighted_sum: 2.75 },
        CellSums { n: 10.0, sum: -4.0, weight: 18.0, weighted_sum: -7.2 },
        CellSums { n: 40.0, sum: -10.0, weight: 38.0, weighted_sum: -9.5 },
    ];

    /// Nothing is left of the sums that the weights agree with.
    #[test]
    fn what_is_left_adds_up_to_nothing() {
        let left = |predicted: &[f64], of: &[usize]| -> f64 {
            let cells = CELLS.iter().zip(predicted);
            of.iter()
                .zip(cells)
                .filter(|(category, _)| **category == 0)
                .map(|(_, (cell, p))| cell.sum - cell.n * p)
                .sum()
        };
        let (rows, columns) = (vec![0, 0, 1, 1], vec![0, 1, 0, 1]);
        let raked = Calibration::Margins(vec![rows.clone(), columns.clone()]).predicted(&CELLS);
        assert!(left(&raked, &rows).abs() < 1e-6 && left(&raked, &columns).abs() < 1e-6, "{raked:?}");
        let by_cell = Calibration::PostStrata(vec![0, 1, 2, 3]).predicted(&CELLS);
        let is_near = |(one, other): (&f64, &f64)| (one - other).abs() < 1e-12;
        assert!(by_cell.iter().zip(&[0.4, 0.25, -0.4, -0.25]).all(is_near), "{by_cell:?}");
        // Of weights that were changed by t afterwards, nothing is left of tu in the margins.
        let by = vec![0.5, 1.25, 1.0, 2.0];
        let changed =
            Calibration::Changed { from: Box::new(Calibration::Margins(vec![rows.clone(), columns.clone()])), by };
        let predicted = changed.predicted(&CELLS);
        let of_first_row: f64 = (0..2).map(|at| [0.5, 1.25][at] * (CELLS[at].sum - CELLS[at].n * predicted[at])).sum();
        assert!(of_first_row.abs() < 1e-6 && changed.takes_plain_means(), "{predicted:?}");
        // The regression on the cells' indicators is their means, too.
        let indicator = |at: usize| (0..4).map(|other| if at == other { 1.0 } else { 0.0 }).collect();
        let regressed = Calibration::Totals { of: (0..4).map(indicator).collect(), factors: vec![1.1, 0.9, 2.0, 1.0] }
            .predicted(&CELLS);
        assert!(regressed.iter().zip(&by_cell).all(is_near), "{regressed:?}");
    }
}

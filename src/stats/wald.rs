//! Whether any of several means differ.

use super::distribution::f_tail;

/// The outcome of a test that several differences are all nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wald {
    /// F.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: (f64, f64),
    /// Probability of an F at least as large, were there no difference.
    pub p: f64,
}

/// Wald's F: d′Σ⁻¹d / q with q and `df` degrees of freedom, `differences` being the q values of d and `covariance` Σ.
///
/// `None` without differences or degrees of freedom, or where Σ has no inverse.
///
/// Source: R `survey::regTermTest(method = "Wald")`; Binder (1983), *International Statistical Review* 51:279–292.
#[must_use]
pub fn wald_f(differences: &[f64], covariance: &[Vec<f64>], df: f64) -> Option<Wald> {
    let solved = solve(covariance, differences)?;
    let terms = count(differences.len());
    let statistic = differences.iter().zip(&solved).map(|(d, s)| d * s).sum::<f64>() / terms;
    let p = f_tail(statistic, terms, df)?;
    (statistic >= 0.0).then_some(Wald { statistic, df: (terms, df), p })
}

/// Pivots below this share of what stood there are nothing.
const NOTHING: f64 = 1e-12;

/// Solves Ax = b for a symmetric positive definite A by Cholesky's decomposition; `None` for other matrices.
fn solve(matrix: &[Vec<f64>], right: &[f64]) -> Option<Vec<f64>> {
    let size = right.len();
    let mut lower = vec![vec![0.0; size]; size];
    for row in 0..size {
        for column in 0..=row {
            let known: f64 = (0..column).map(|at| lower[row][at] * lower[column][at]).sum();
            let left = matrix[row][column] - known;
            if row != column {
                lower[row][column] = left / lower[column][column];
            } else if left > NOTHING * matrix[row][row] {
                lower[row][row] = left.sqrt();
            } else {
                return None;
            }
        }
    }
    let mut found = right.to_vec();
    for row in 0..size {
        let known: f64 = (0..row).map(|at| lower[row][at] * found[at]).sum();
        found[row] = (found[row] - known) / lower[row][row];
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|at| lower[at][row] * found[at]).sum();
        found[row] = (found[row] - known) / lower[row][row];
    }
    (size > 0).then_some(found)
}

#[expect(clippy::cast_precision_loss, reason = "numbers of groups")]
const fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R 4.2.2: `solve(matrix(c(4, 1, 1, 3), 2), c(1, 2))` is 1/11 and 7/11; `pf(15 / 22, 2, 10, lower.tail = FALSE)`.
    #[test]
    fn two_differences() {
        let found = wald_f(&[1.0, 2.0], &[vec![4.0, 1.0], vec![1.0, 3.0]], 10.0).expect("a test");
        assert!((found.statistic - 15.0 / 22.0).abs() < 1e-12);
        // With two degrees of freedom above, P(F > f) = (1 + 2f/df)^(−df/2).
        assert!((found.p - (1.0 + 2.0 * found.statistic / 10.0_f64).powf(-5.0)).abs() < 1e-12);
    }

    #[test]
    fn without_spread_there_is_no_test() {
        assert_eq!(wald_f(&[1.0, 1.0], &[vec![1.0, 1.0], vec![1.0, 1.0]], 10.0), None);
        assert_eq!(wald_f(&[], &[], 10.0), None);
        assert_eq!(wald_f(&[1.0], &[vec![1.0]], 0.0), None);
    }
}

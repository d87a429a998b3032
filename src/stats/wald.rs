//! Whether any of several means differ.

use super::distribution::f_tail;
use super::linear::quadratic;

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
    let terms = count(differences.len());
    let statistic = quadratic(differences, covariance.to_vec())? / terms;
    let p = f_tail(statistic, terms, df)?;
    (statistic >= 0.0).then_some(Wald { statistic, df: (terms, df), p })
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

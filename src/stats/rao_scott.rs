//! Whether rows depend on columns where respondents do not count one each: weights, strata, clusters.

use super::SeveralTest;
use super::linear::{quadratic, solved};
use std::cmp::Ordering;

/// Linear combinations of the cells of a table, each given row by row: the interaction of rows and columns.
pub type Contrasts = Vec<Vec<f64>>;

/// The combinations of cell shares whose variances Rao and Scott's correction rests on: ∑ (u v / p) π over the cells, u and
/// v being Helmert's contrasts of rows and columns, p the share in the cell. There are (rows − 1)(columns − 1).
#[must_use]
pub fn interaction_contrasts(shares: &[Vec<f64>]) -> Contrasts {
    let (rows, columns) = (helmert(shares.len()), helmert(shares.first().map_or(0, Vec::len)));
    let inverse = |p: f64| if p > 0.0 { 1.0 / p } else { 0.0 };
    let of_pair = |(u, v): (&Vec<f64>, &Vec<f64>)| {
        let of_row =
            |(row, u): (&Vec<f64>, &f64)| row.iter().zip(v).map(|(p, v)| u * v * inverse(*p)).collect::<Vec<_>>();
        shares.iter().zip(u).flat_map(of_row).collect()
    };
    rows.iter().flat_map(|u| columns.iter().map(move |v| (u, v))).map(of_pair).collect()
}

/// k − 1 contrasts between k things, each between one and the mean of those before it.
fn helmert(k: usize) -> Vec<Vec<f64>> {
    let weight = |i: usize, at: usize| match i.cmp(&at) {
        Ordering::Less => -1.0,
        Ordering::Equal => count(at),
        Ordering::Greater => 0.0,
    };
    let contrast = |at: usize| (0..k).map(|i| weight(i, at)).collect();
    (1..k).map(contrast).collect()
}

/// What Rao and Scott's correction makes of X².
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RaoScott {
    /// X² of the weighted table scaled to n, as if respondents counted one each.
    pub uncorrected: SeveralTest,
    /// Cramér's V of the weighted table: √(X² / (n (min(rows, columns) − 1))).
    pub cramers_v: f64,
    /// Mean of the generalised design effects δ.
    pub design_effect: f64,
    /// Second order: F = X² / Σδ with (Σδ)² / Σδ² and κ times as many degrees of freedom.
    pub second_order: SeveralTest,
    /// First order: X² / mean δ, as chi-squared.
    pub first_order: SeveralTest,
}

/// Rao and Scott's corrections of Pearson's X² of a table of weighted shares (adding up to 1) among n respondents.
///
/// `covariance` is that of the [`interaction_contrasts`] under the design, `df` its degrees of freedom κ, those of the
/// respondents in the table. δ are the eigenvalues of Δ, the covariance relative to that of n respondents drawn one by one.
///
/// `None` where nothing varies, or without degrees of freedom. Rows and columns without anybody are left out beforehand.
///
/// Source: Rao and Scott (1984), *Annals of Statistics* 12:46–60; R `survey::svychisq(statistic = "F")` and `"Chisq"`.
#[must_use]
pub fn rao_scott(shares: &[Vec<f64>], n: f64, covariance: &[Vec<f64>], df: f64) -> Option<RaoScott> {
    let contrasts = interaction_contrasts(shares);
    let cells: Vec<f64> = shares.iter().flatten().copied().collect();
    let drawn_one_by_one = |one: &Vec<f64>, other: &Vec<f64>| {
        one.iter().zip(other).zip(&cells).map(|((a, b), p)| a * b * p).sum::<f64>() / n
    };
    let simple: Vec<Vec<f64>> =
        contrasts.iter().map(|one| contrasts.iter().map(|other| drawn_one_by_one(one, other)).collect()).collect();
    let delta = solved(simple, covariance.to_vec())?;
    let size = delta.len();
    let sum: f64 = (0..size).map(|at| delta[at][at]).sum();
    let squares: f64 = (0..size).map(|i| (0..size).map(|j| delta[i][j] * delta[j][i]).sum::<f64>()).sum();
    (sum > 0.0 && squares > 0.0).then_some(())?;
    let pearson = n * squared_distance(shares);
    let (ndf, mean) = (sum * sum / squares, sum / count(size));
    Some(RaoScott {
        uncorrected: SeveralTest::chi_squared(pearson, count(size))?,
        cramers_v: (pearson / (n * (count(shares.len().min(shares[0].len())) - 1.0))).sqrt(),
        design_effect: mean,
        second_order: SeveralTest::f(pearson / sum, ndf, ndf * df)?,
        first_order: SeveralTest::chi_squared(pearson / mean, count(size))?,
    })
}

/// Σ (p − rc)² / (rc), r being the share of the row and c that of the column.
fn squared_distance(shares: &[Vec<f64>]) -> f64 {
    let (rows, columns) = margins(shares);
    let of_row = |(row, r): (&Vec<f64>, &f64)| {
        row.iter().zip(&columns).map(|(p, c)| (p - r * c) * (p - r * c) / (r * c)).sum::<f64>()
    };
    shares.iter().zip(&rows).map(of_row).sum()
}

fn margins(shares: &[Vec<f64>]) -> (Vec<f64>, Vec<f64>) {
    let columns = (0..shares.first().map_or(0, Vec::len)).map(|at| shares.iter().map(|row| row[at]).sum());
    (shares.iter().map(|row| row.iter().sum()).collect(), columns.collect())
}

/// The combinations of cell totals, over Σw, that say by how much a cell holds more than its row and its column let expect:
/// p − rc, r and c being the shares of row and column, of all rows and columns but the first. What a respondent in cell (o, k) adds to that of (i, j) is
/// (1{o = i} − r)(1{k = j} − c).
#[must_use]
pub fn residual_contrasts(shares: &[Vec<f64>]) -> Contrasts {
    let (rows, columns) = margins(shares);
    let is = |one: usize, other: usize| if one == other { 1.0 } else { 0.0 };
    let of_cell = |i: usize, j: usize| {
        let each = (0..rows.len()).flat_map(|o| (0..columns.len()).map(move |k| (o, k)));
        each.map(|(o, k)| (is(o, i) - rows[i]) * (is(k, j) - columns[j])).collect()
    };
    (1..rows.len()).flat_map(|i| (1..columns.len()).map(move |j| (i, j))).map(|(i, j)| of_cell(i, j)).collect()
}

/// Wald's test that no cell holds more than its row and its column let expect, and the same with fewer degrees of freedom:
/// W = Y'V⁻¹Y, F = W/q with κ, and W(κ − q + 1)/(qκ) with κ − q + 1 degrees of freedom below, q = (rows − 1)(columns − 1).
///
/// `covariance` is that of the [`residual_contrasts`] as sums, not as means. `None` where it cannot be inverted; the second is
/// `None` without degrees of freedom.
///
/// Source: Koch, Freeman and Freeman (1975), *International Statistical Review* 43:59–78; R
/// `survey::svychisq(statistic = "Wald")` and `"adjWald"`.
#[must_use]
pub fn wald_association(
    shares: &[Vec<f64>],
    covariance: Vec<Vec<f64>>,
    df: f64,
) -> Option<(SeveralTest, Option<SeveralTest>)> {
    let (rows, columns) = margins(shares);
    let residual = |i: usize, j: usize| shares[i][j] - rows[i] * columns[j];
    let residuals: Vec<f64> =
        (1..rows.len()).flat_map(|i| (1..columns.len()).map(move |j| (i, j))).map(|(i, j)| residual(i, j)).collect();
    let (w, q) = (quadratic(&residuals, covariance)?, count(residuals.len()));
    let left = df - q + 1.0;
    let adjusted = if left > 0.0 { SeveralTest::f(w * left / (q * df), q, left) } else { None };
    Some((SeveralTest::f(w / q, q, df)?, adjusted))
}

/// Whether several means differ under a design: F = W/q with df − q degrees of freedom below, W = Y'V⁻¹Y, Y being the q
/// differences of the others from the first, V their covariance, df the degrees of freedom of the design.
///
/// `None` of fewer than two means, without degrees of freedom, or where the covariance cannot be inverted.
///
/// Source: R `survey::regTermTest` of `svyglm(y ~ column)`.
#[must_use]
pub fn wald_means(means: &[f64], covariance: &[Vec<f64>], df: f64) -> Option<SeveralTest> {
    let first = *means.first()?;
    let differences: Vec<f64> = means[1..].iter().map(|mean| mean - first).collect();
    let of = |i: usize, j: usize| covariance[i][j] - covariance[0][j] - covariance[i][0] + covariance[0][0];
    let between = (1..means.len()).map(|i| (1..means.len()).map(|j| of(i, j)).collect()).collect();
    let q = count(differences.len());
    SeveralTest::f(quadratic(&differences, between)? / q, q, df - q)
}

#[expect(clippy::cast_precision_loss, reason = "rows and columns")]
const fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of respondents drawn one by one the correction is none: X² / (number of contrasts) as F.
    #[test]
    fn without_a_design_there_is_nothing_to_correct() {
        let shares = vec![vec![0.3, 0.2, 0.1], vec![0.1, 0.1, 0.2]];
        let contrasts = interaction_contrasts(&shares);
        assert_eq!(contrasts.len(), 2);
        let cells: Vec<f64> = shares.iter().flatten().copied().collect();
        let mean = |one: &[f64]| one.iter().zip(&cells).map(|(c, p)| c * p).sum::<f64>();
        let covariance: Vec<Vec<f64>> = contrasts
            .iter()
            .map(|one| {
                let with = |other: &Vec<f64>| {
                    one.iter().zip(other).zip(&cells).map(|((a, b), p)| a * b * p).sum::<f64>()
                        - mean(one) * mean(other)
                };
                contrasts.iter().map(|other| with(other) / 50.0).collect()
            })
            .collect();
        let found = rao_scott(&shares, 50.0, &covariance, 49.0).expect("a test");
        // The contrasts have mean 0 but for rounding: all design effects are 1.
        assert!((found.design_effect - 1.0).abs() < 1e-12, "{found:?}");
        assert!((found.second_order.statistic * 2.0 - found.uncorrected.statistic).abs() < 1e-12, "{found:?}");
        assert!((found.second_order.df - 2.0).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn what_cannot_be_inverted_is_not_tested() {
        assert_eq!(wald_means(&[1.0, 2.0], &[vec![0.0; 2], vec![0.0; 2]], 10.0), None);
        assert_eq!(wald_means(&[1.0], &[vec![1.0]], 10.0), None);
        let found = wald_means(&[1.0, 3.0], &[vec![0.5, 0.0], vec![0.0, 0.5]], 10.0).expect("a test");
        assert!((found.statistic - 4.0).abs() < 1e-12 && found.df2 == Some(9.0), "{found:?}");
        assert_eq!(wald_means(&[1.0, 3.0], &[vec![0.5, 0.0], vec![0.0, 0.5]], 1.0), None);
    }
}

//! Tables of two questions: whether rows depend on columns, and where.

use super::distribution::chi_squared_tail;

/// What a table of counts says about its rows and columns. Rows and columns without anybody are left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Association {
    /// Pearson's X² = Σ (o − e)² / e.
    pub pearson: f64,
    /// The likelihood ratio G² = 2 Σ o ln(o / e).
    pub likelihood_ratio: f64,
    /// Degrees of freedom of both: (rows − 1)(columns − 1).
    pub df: f64,
    /// Probability of a larger X² by chance alone.
    pub pearson_p: f64,
    /// Probability of a larger G² by chance alone.
    pub likelihood_ratio_p: f64,
    /// The smallest expected count.
    pub smallest_expected: f64,
    /// Share of the cells with an expected count under 5.
    pub under_five: f64,
    /// Cramér's V = √(X² / (n (min(rows, columns) − 1))).
    pub cramers_v: f64,
}

/// A cell that fewer than this are expected in makes chi-squared rough.
const FEW: f64 = 5.0;
/// Share of such cells up to which chi-squared will do, and the least count that must be expected everywhere.
const MOST_FEW: f64 = 0.2;
const LEAST: f64 = 1.0;

impl Association {
    /// Whether so little is expected that chi-squared is rough: less than 1 in any cell, or under 5 in more than a fifth.
    ///
    /// Source: Cochran (1954), *Biometrics* 10:417–451.
    #[must_use]
    pub fn is_sparse(&self) -> bool {
        self.smallest_expected < LEAST || self.under_five > MOST_FEW
    }
}

/// The table without rows and columns of zeros; `None` where fewer than two of either are left.
#[must_use]
pub fn without_empty(table: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let width = table.first().map_or(0, Vec::len);
    let columns: Vec<usize> = (0..width).filter(|at| table.iter().any(|row| row[*at] > 0.0)).collect();
    let rows = table.iter().filter(|row| row.iter().any(|count| *count > 0.0));
    let kept: Vec<Vec<f64>> = rows.map(|row| columns.iter().map(|at| row[*at]).collect()).collect();
    (kept.len() > 1 && columns.len() > 1).then_some(kept)
}

/// Pearson's X², the likelihood ratio and Cramér's V of a table of counts, row by row, e being row sum × column sum ÷ n.
///
/// `None` where fewer than two rows or columns have anybody.
///
/// Source: Pearson (1900); Wilks (1935); Cramér (1946), §21.9; R `chisq.test(correct = FALSE)`.
#[must_use]
pub fn association(table: &[Vec<f64>]) -> Option<Association> {
    let table = without_empty(table)?;
    let expected = expected(&table);
    let cells = || table.iter().flatten().copied().zip(expected.iter().flatten().copied());
    let n: f64 = table.iter().flatten().sum();
    let (rows, columns) = (count(table.len()), count(table[0].len()));
    let df = (rows - 1.0) * (columns - 1.0);
    let pearson = cells().map(|(o, e)| (o - e) * (o - e) / e).sum();
    let likelihood_ratio = 2.0 * cells().filter(|(o, _)| *o > 0.0).map(|(o, e)| o * (o / e).ln()).sum::<f64>();
    Some(Association {
        pearson,
        likelihood_ratio,
        df,
        pearson_p: chi_squared_tail(pearson, df)?,
        likelihood_ratio_p: chi_squared_tail(likelihood_ratio.max(0.0), df)?,
        smallest_expected: cells().map(|(_, e)| e).fold(f64::INFINITY, f64::min),
        under_five: count(cells().filter(|(_, e)| *e < FEW).count()) / (rows * columns),
        cramers_v: (pearson / (n * (rows.min(columns) - 1.0))).sqrt(),
    })
}

/// Adjusted residuals of a table, (o − e) / √(e (1 − row/n)(1 − column/n)): about standard normal where nothing depends on
/// the column. That of a cell is the z of its column against all others together ([`shares_test`](super::shares_test)).
///
/// `None` in a row or column without anybody, or with everybody.
///
/// Source: Haberman (1973), *Biometrics* 29:205–220; R `chisq.test(…)$stdres`.
#[must_use]
pub fn adjusted_residuals(table: &[Vec<f64>]) -> Vec<Vec<Option<f64>>> {
    let n: f64 = table.iter().flatten().sum();
    let columns = column_sums(table);
    let of_row = |row: &Vec<f64>| {
        let sum: f64 = row.iter().sum();
        let residual = |(o, column): (&f64, &f64)| {
            let e = sum * column / n;
            let variance = e * (1.0 - sum / n) * (1.0 - column / n);
            (variance > 0.0).then(|| (o - e) / variance.sqrt())
        };
        row.iter().zip(&columns).map(residual).collect()
    };
    table.iter().map(of_row).collect()
}

/// Whether shares rise or fall with the order of their columns: X² with one degree of freedom of the slope of the shares
/// x/n on 1, 2, 3 …, given as (x, n).
///
/// `None` of fewer than two columns with anybody, and where all answered alike.
///
/// Source: Cochran (1954) and Armitage (1955); R `prop.trend.test`.
#[must_use]
pub fn trend_of_shares(columns: &[(f64, f64)]) -> Option<(f64, f64)> {
    let scored = || columns.iter().zip(1_u32..).map(|((x, n), score)| (*x, *n, f64::from(score)));
    let n: f64 = columns.iter().map(|(_, n)| n).sum();
    let share = columns.iter().map(|(x, _)| x).sum::<f64>() / n;
    let middle = scored().map(|(_, n, score)| n * score).sum::<f64>() / n;
    let slope: f64 = scored().map(|(x, n, score)| (x - n * share) * (score - middle)).sum();
    let spread: f64 = scored().map(|(_, n, score)| n * (score - middle) * (score - middle)).sum();
    let variance = share * (1.0 - share) * spread;
    let x2 = slope * slope / variance;
    (n > 0.0 && variance > 0.0).then_some(())?;
    Some((x2, chi_squared_tail(x2, 1.0)?))
}

fn column_sums(table: &[Vec<f64>]) -> Vec<f64> {
    let width = table.first().map_or(0, Vec::len);
    (0..width).map(|at| table.iter().map(|row| row[at]).sum()).collect()
}

fn expected(table: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let (n, columns) = (table.iter().flatten().sum::<f64>(), column_sums(table));
    let of_row = |row: &Vec<f64>| {
        let sum: f64 = row.iter().sum();
        columns.iter().map(|column| sum * column / n).collect()
    };
    table.iter().map(of_row).collect()
}

#[expect(clippy::cast_precision_loss, reason = "rows and columns")]
const fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(ours: f64, theirs: f64) {
        assert!((ours / theirs - 1.0).abs() < 1e-9, "{ours} is not {theirs}");
    }

    fn hair_by_eyes() -> Vec<Vec<f64>> {
        let rows = [[68, 20, 15, 5], [119, 84, 54, 29], [26, 17, 14, 14], [7, 94, 10, 16]];
        rows.map(|row| row.map(f64::from).to_vec()).to_vec()
    }

    /// R 4.2.2: `chisq.test(apply(HairEyeColor, c(1, 2), sum))`.
    #[test]
    fn hair_depends_on_eyes_as_in_r() {
        let found = association(&hair_by_eyes()).expect("a test");
        close(found.pearson, 138.289_841_626);
        close(found.pearson_p, 2.325_286_787_1e-25);
        close(found.likelihood_ratio, 146.443_578_465);
        close(found.likelihood_ratio_p, 4.805_583_669_82e-27);
        close(found.smallest_expected, 7.675_675_675_68);
        close(found.cramers_v, 0.279_044_623_343);
        assert!((found.df - 9.0).abs() < 1e-12 && !found.is_sparse());
        let residuals = adjusted_residuals(&hair_by_eyes());
        close(residuals[3][1].expect("a residual"), 9.967_550_121_15);
        close(residuals[2][0].expect("a residual"), -0.100_824_216_08);
    }

    /// R 4.2.2: `prop.trend.test(c(83, 90, 129, 70), c(86, 93, 136, 82))`.
    #[test]
    fn smokers_have_a_trend_as_in_r() {
        let (x2, p) = trend_of_shares(&[(83.0, 86.0), (90.0, 93.0), (129.0, 136.0), (70.0, 82.0)]).expect("a test");
        close(x2, 8.224_922_285_2);
        close(p, 0.004_131_897_477_64);
        let any = association(&[vec![83.0, 90.0, 129.0, 70.0], vec![3.0, 3.0, 7.0, 12.0]]).expect("a test");
        close(any.pearson, 12.600_411_297_1);
        close(any.pearson_p, 0.005_585_476_661_63);
    }

    #[test]
    fn what_nobody_chose_is_left_out() {
        let with = vec![vec![5.0, 0.0, 9.0], vec![0.0, 0.0, 0.0], vec![7.0, 0.0, 2.0]];
        let without = vec![vec![5.0, 9.0], vec![7.0, 2.0]];
        assert_eq!(association(&with), association(&without));
        assert_eq!(association(&[vec![3.0, 4.0]]), None);
        assert_eq!(association(&[]), None);
        assert_eq!(trend_of_shares(&[(4.0, 4.0), (6.0, 6.0)]), None);
        assert_eq!(trend_of_shares(&[]), None);
    }
}

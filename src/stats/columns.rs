//! Columns of a table compared with each other, as the programs do that market researchers know.

use super::distribution::{chi_squared_tail, f_tail};
use super::{MeanOf, Test, known_variance_test};

/// A share in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnShare {
    /// The share, from 0 to 1.
    pub p: f64,
    /// Σ weight of those in the column.
    pub base: f64,
    /// Their effective base, (Σw)² / Σw².
    pub effective: f64,
}

/// Whether two columns without a common respondent differ, by the unpooled t:
/// (p₁ − p₂) / √(p₁(1 − p₁)/e₁ + p₂(1 − p₂)/e₂) with e₁ + e₂ − 2 degrees of freedom, e being effective bases.
///
/// Where all of either column answer alike its variance is 0; where all of both do so but differently, the test is
/// [`pooled_columns_test`]. `None` of empty columns and where all of both answer alike.
///
/// Source: Crunch, `cr.cube` (pairwise significance of columns).
#[must_use]
pub fn unpooled_columns_test(one: ColumnShare, other: ColumnShare) -> Option<Test> {
    let variance = |share: ColumnShare| share.p * (1.0 - share.p) / share.effective;
    let df = one.effective + other.effective - 2.0;
    if one.effective <= 0.0 || other.effective <= 0.0 {
        return None;
    }
    let test = known_variance_test(one.p - other.p, variance(one) + variance(other), df);
    test.or_else(|| pooled_columns_test(one, other))
}

/// Whether two columns without a common respondent differ, by the pooled z: (p₁ − p₂) / √(p̂(1 − p̂)(1/e₁ + 1/e₂)), p̂ being
/// the share in both together and e effective bases.
///
/// `None` of empty columns and where all of both answer alike.
///
/// Source: IBM SPSS Statistics Algorithms, CTABLES (column proportions tests).
#[must_use]
pub fn pooled_columns_test(one: ColumnShare, other: ColumnShare) -> Option<Test> {
    let variance = pooled_variance(one, other, 0.0)?;
    known_variance_z(one.p - other.p, variance)
}

/// Whether two columns differ that share respondents, by the pooled t:
/// SE² = p̂(1 − p̂)(1/e₁ + 1/e₂ − 2b/(e₁ e₂)), b being the effective base of those in both, with e₁ + e₂ − b − 2
/// degrees of freedom.
///
/// The correlation of the two answers of those in both is 1: it is one and the same question. `None` of empty columns and
/// where all of both answer alike.
///
/// Source: IBM SPSS Data Collection (Dimensions), column proportions with overlapping data; Quantipy `mimic='Dim'`.
#[must_use]
pub fn overlapping_columns_test(one: ColumnShare, other: ColumnShare, both: f64) -> Option<Test> {
    let variance = pooled_variance(one, other, both)?;
    known_variance_test(one.p - other.p, variance, one.effective + other.effective - both - 2.0)
}

fn pooled_variance(one: ColumnShare, other: ColumnShare, both: f64) -> Option<f64> {
    let (e, other_e) = (one.effective, other.effective);
    let share = (one.base * one.p + other.base * other.p) / (one.base + other.base);
    let variance = share * (1.0 - share) * (1.0 / e + 1.0 / other_e - 2.0 * both / (e * other_e));
    (e > 0.0 && other_e > 0.0).then_some(variance)
}

fn known_variance_z(difference: f64, variance: f64) -> Option<Test> {
    let statistic = difference / variance.sqrt();
    (variance > 0.0).then(|| Test { statistic, df: None, p: super::distribution::normal_tails(statistic) })
}

/// Whether two means differ whose columns vary alike: t = (m₁ − m₂) / √(s²(1/n₁ + 1/n₂)) with n₁ + n₂ − 2 degrees of
/// freedom, s² being the variance within both.
///
/// `None` with fewer than two respondents in either column, or when neither has any spread.
///
/// Source: Student (1908); R `t.test(var.equal = TRUE)`.
#[must_use]
pub fn pooled_means_test(one: MeanOf, other: MeanOf) -> Option<Test> {
    if one.n < 2.0 || other.n < 2.0 {
        return None;
    }
    let squares = |mean: MeanOf| (mean.n - 1.0) * mean.n * mean.variance;
    let df = one.n + other.n - 2.0;
    let within = (squares(one) + squares(other)) / df;
    known_variance_test(one.mean - other.mean, within * (1.0 / one.n + 1.0 / other.n), df)
}

/// A test of several columns at once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeveralTest {
    /// F, or chi-squared where there is one number of degrees of freedom.
    pub statistic: f64,
    /// Degrees of freedom, of F those of the numerator.
    pub df: f64,
    /// Degrees of freedom of the denominator.
    pub df2: Option<f64>,
    /// Probability of a larger statistic by chance alone.
    pub p: f64,
}

impl SeveralTest {
    /// F with its probability; `None` where there is none.
    pub(super) fn f(statistic: f64, df: f64, df2: f64) -> Option<SeveralTest> {
        Some(SeveralTest { statistic, df, df2: Some(df2), p: f_tail(statistic, df, df2)? })
    }

    /// Chi-squared with its probability; `None` where there is none.
    pub(super) fn chi_squared(statistic: f64, df: f64) -> Option<SeveralTest> {
        Some(SeveralTest { statistic, df, df2: None, p: chi_squared_tail(statistic, df)? })
    }
}

/// Whether means differ between columns that vary alike: F = between ÷ (k − 1) ÷ (within ÷ (n − k)).
///
/// Empty columns are left out. `None` of fewer than two, without anybody to spare, and without any spread.
///
/// Source: Fisher (1925); R `oneway.test(var.equal = TRUE)`.
#[must_use]
pub fn one_way_test(columns: &[MeanOf]) -> Option<SeveralTest> {
    let columns: Vec<&MeanOf> = columns.iter().filter(|column| column.n > 0.0).collect();
    let (k, n) = (count(columns.len()), columns.iter().map(|column| column.n).sum::<f64>());
    let middle = columns.iter().map(|column| column.n * column.mean).sum::<f64>() / n;
    let between: f64 = columns.iter().map(|column| column.n * (column.mean - middle) * (column.mean - middle)).sum();
    let within: f64 = columns
        .iter()
        .filter(|column| column.n > 1.0)
        .map(|column| (column.n - 1.0) * column.n * column.variance)
        .sum();
    (k > 1.0 && n > k && within > 0.0).then_some(())?;
    SeveralTest::f(between / (k - 1.0) / (within / (n - k)), k - 1.0, n - k)
}

/// Whether means differ between columns whatever they vary, w being n/s² and h = Σ (1 − w/Σw)² / (n − 1):
/// F = Σ w(m − m̂)² / (k − 1) ÷ (1 + 2(k − 2) h / (k² − 1)), m̂ = Σ wm / Σw, with (k² − 1) / 3h degrees of freedom below.
///
/// `None` of fewer than two columns, and where one has no spread or fewer than two respondents.
///
/// Source: Welch (1951), *Biometrika* 38:330–336; R `oneway.test`.
#[must_use]
pub fn welch_means_test(columns: &[MeanOf]) -> Option<SeveralTest> {
    let columns: Vec<&MeanOf> = columns.iter().filter(|column| column.n > 0.0).collect();
    let k = count(columns.len());
    let is_known = columns.iter().all(|column| column.n > 1.0 && column.variance > 0.0);
    (k > 1.0 && is_known).then_some(())?;
    let whole: f64 = columns.iter().map(|column| 1.0 / column.variance).sum();
    let middle = columns.iter().map(|column| column.mean / column.variance).sum::<f64>() / whole;
    let between: f64 =
        columns.iter().map(|column| (column.mean - middle) * (column.mean - middle) / column.variance).sum();
    let lambda = |column: &&MeanOf| {
        let part = 1.0 - 1.0 / (column.variance * whole);
        part * part / (column.n - 1.0)
    };
    let h: f64 = columns.iter().map(lambda).sum();
    let square = k * k - 1.0;
    SeveralTest::f(between / (k - 1.0) / (1.0 + 2.0 * (k - 2.0) * h / square), k - 1.0, square / (3.0 * h))
}

/// Whether answers lie higher in some columns than in others, by their ranks:
/// H = (12 / (n(n + 1)) Σ R²/k − 3(n + 1)) ÷ (1 − Σ (t³ − t) / (n³ − n)), R being the sum of ranks of the k in a
/// column and t how many gave one value, given how often each value occurs in each column,
/// values ascending.
///
/// `None` of fewer than two columns with anybody, and where all gave the same answer.
///
/// Source: Kruskal and Wallis (1952), *JASA* 47:583–621; R `kruskal.test`.
#[must_use]
pub fn kruskal_wallis_test(values: &[Vec<f64>]) -> Option<SeveralTest> {
    let width = values.iter().map(Vec::len).max().unwrap_or_default();
    let (mut below, mut ties, mut ranks, mut sizes) = (0.0, 0.0, vec![0.0; width], vec![0.0; width]);
    for value in values {
        let alike: f64 = value.iter().sum();
        let rank = below + f64::midpoint(alike, 1.0);
        for (at, n) in value.iter().enumerate() {
            ranks[at] += n * rank;
            sizes[at] += n;
        }
        ties += alike * alike * alike - alike;
        below += alike;
    }
    let n = below;
    let middle = f64::midpoint(n, 1.0);
    let columns = || ranks.iter().zip(&sizes).filter(|(_, size)| **size > 0.0);
    let between: f64 = columns().map(|(rank, size)| size * (rank / size - middle) * (rank / size - middle)).sum();
    let untied = 1.0 - ties / (n * n * n - n);
    let k = count(columns().count());
    (k > 1.0 && untied > 0.0).then_some(())?;
    SeveralTest::chi_squared(12.0 / (n * (n + 1.0)) * between / untied, k - 1.0)
}

#[expect(clippy::cast_precision_loss, reason = "columns")]
const fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(ours: f64, theirs: f64) {
        assert!((ours / theirs - 1.0).abs() < 1e-9, "{ours} is not {theirs}");
    }

    fn share(x: f64, n: f64) -> ColumnShare {
        ColumnShare { p: x / n, base: n, effective: n }
    }

    /// Crunch's fixture of occupations by illness (Hirotsu): t of slight and medium against serious, and p-values.
    #[test]
    fn occupations_are_compared_as_crunch_does() {
        let of =
            |x: f64, n: f64, serious: f64| unpooled_columns_test(share(x, n), share(serious, 1419.0)).expect("a test");
        for (ours, theirs) in [
            (of(148.0, 2166.0, 86.0), 0.926_265),
            (of(444.0, 8323.0, 86.0), -1.068_218),
            (of(111.0, 2166.0, 49.0), 2.466_081),
            (of(645.0, 2166.0, 328.0), 4.474_444),
            (of(262.0, 2166.0, 236.0), -3.743_253),
        ] {
            assert!((ours.statistic - theirs).abs() < 5e-7, "{ours:?} is not {theirs}");
        }
        assert!((of(645.0, 2166.0, 328.0).p / 7.8991e-6 - 1.0).abs() < 1e-4);
        assert!((of(148.0, 2166.0, 86.0).p - 0.354_370_4).abs() < 5e-8);
    }

    /// R 4.2.2, black hair of brown and blue eyes (`HairEyeColor`).
    #[test]
    fn pooled_and_unpooled_tests_are_as_in_r() {
        let (brown, blue) = (share(68.0, 220.0), share(20.0, 215.0));
        close(unpooled_columns_test(brown, blue).expect("a test").p, 9.583_125_122e-9);
        close(pooled_columns_test(brown, blue).expect("a test").p, 2.039_026_91e-8);
        let all = share(5.0, 5.0);
        assert_eq!(unpooled_columns_test(all, all), None);
        assert_eq!(unpooled_columns_test(all, share(0.0, 4.0)), pooled_columns_test(all, share(0.0, 4.0)));
        assert_eq!(pooled_columns_test(all, ColumnShare { p: 0.0, base: 0.0, effective: 0.0 }), None);
    }

    /// R 4.2.2: 24 respondents, two answers that 8 gave both of.
    #[test]
    fn those_in_both_columns_make_them_differ_less_by_chance() {
        let found = overlapping_columns_test(share(11.0, 15.0), share(7.0, 15.0), 8.0).expect("a test");
        close(found.statistic, 2.182_178_902_36);
        close(found.p, 0.041_195_409_076_6);
        let weighted = |p| ColumnShare { p, base: 17.5, effective: 35.0 / 3.0 };
        let (one, other) = (weighted(0.742_857_142_857_143), weighted(0.542_857_142_857_143));
        let found = overlapping_columns_test(one, other, 6.118_644_067_796_61).expect("a test");
        close(found.statistic, 1.461_889_192_81);
        close(found.p, 0.164_118_434_274);
    }

    /// R 4.2.2: `t.test`, `oneway.test` of api00 by stype in apisrs, from n, mean and sd.
    #[test]
    fn means_are_compared_as_in_r() {
        let of = |n: f64, mean: f64, sd: f64| MeanOf { mean, variance: sd * sd / n, n };
        let (e, h, m) = (
            of(142.0, 666.140_845_070_423, 135.732_663_381),
            of(25.0, 605.36, 113.460_668_662),
            of(33.0, 654.272_727_272_727, 129.108_305_486),
        );
        let near = |ours: f64, theirs: f64| assert!((ours / theirs - 1.0).abs() < 1e-8, "{ours} is not {theirs}");
        let pooled = pooled_means_test(e, h).expect("a test");
        near(pooled.statistic, 2.111_388_040_34);
        near(pooled.p, 0.036_245_425_637_3);
        let f = one_way_test(&[e, h, m]).expect("a test");
        near(f.statistic, 2.254_667_999_44);
        near(f.p, 0.107_609_060_276);
        let welch = welch_means_test(&[e, h, m]).expect("a test");
        near(welch.statistic, 2.829_122_682_52);
        near(welch.df2.expect("degrees of freedom"), 52.047_681_690_8);
        near(welch.p, 0.068_176_802_582_3);
    }

    /// R 4.2.2: `kruskal.test` of values 1 to 3 in three columns, which occur 5 1 2, 3 4 1 and 0 2 6 times.
    #[test]
    fn ranks_are_compared_as_in_r() {
        let found = kruskal_wallis_test(&[vec![5.0, 3.0, 0.0], vec![1.0, 4.0, 2.0], vec![2.0, 1.0, 6.0]]);
        let found = found.expect("a test");
        close(found.statistic, 8.254_350_490_196_09);
        close(found.p, 0.016_128_373_238_416_3);
        assert_eq!(kruskal_wallis_test(&[vec![5.0, 3.0]]), None);
        assert_eq!(kruskal_wallis_test(&[]), None);
    }
}

//! Differences of two groups in which some people, or all, are the same.
//!
//! Who answered twice answers alike: taken for other people, they make the standard error too large.

use super::difference::{ShareCounts, Test};
use super::{Limits, t_quantile};

/// People who are in both groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shared {
    /// How many.
    pub n: f64,
    /// Correlation of their two answers; 0 where either has no spread.
    pub correlation: f64,
}

/// A mean with the spread of what it is the mean of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpreadMean {
    /// The mean.
    pub mean: f64,
    /// Standard deviation with n − 1.
    pub sd: f64,
    /// Respondents.
    pub n: f64,
}

/// Whether two shares of the same people differ: z = (b − c) / √(b + c), where `b` changed to yes, and `c` to no.
///
/// Its square is `McNemar`'s statistic without continuity correction. `None` where nobody changed.
///
/// Source: `McNemar` (1947), *Psychometrika* 12:153–157; R `mcnemar.test(correct = FALSE)`.
#[must_use]
pub fn mcnemar(b: f64, c: f64) -> Option<Test> {
    Test::z(b - c, b + c)
}

/// Variance of the difference (b − c)/n of two shares of the same `n` people: ((b + c) − (b − c)²/n)/n².
///
/// Source: Agresti (2013), *Categorical Data Analysis*, §11.1.
#[must_use]
pub fn paired_shares_variance(b: f64, c: f64, n: f64) -> f64 {
    ((b + c) - (b - c) * (b - c) / n) / (n * n)
}

/// Whether the same people answer higher: t = d̄ √n / s with n − 1 degrees of freedom, d̄ and s being mean and standard
/// deviation of what changed.
///
/// `None` with fewer than two people, and where all changed alike.
///
/// Source: Student (1908); R `t.test(paired = TRUE)`.
#[must_use]
pub fn paired_test(change: SpreadMean) -> Option<Test> {
    (change.n >= 2.0).then(|| Test::t(change.mean, change.sd * change.sd / change.n, change.n - 1.0)).flatten()
}

/// Whether two shares differ where some people are in both groups:
/// z = (p₁ − p₂) / √(p̄(1 − p̄)(1/n₁ + 1/n₂ − 2 r n₁₂/(n₁n₂))), p̄ = (n₁p₁ + n₂p₂)/(n₁ + n₂).
///
/// `None` when either group is empty, or all answer alike.
///
/// Source: Derrick, Dobson-Mckittrick, Toher and White (2015), *Journal of Applied Quantitative Methods* 10(3), z₈.
#[must_use]
pub fn partly_paired_shares_test(one: ShareCounts, other: ShareCounts, shared: Shared) -> Option<Test> {
    if one.n <= 0.0 || other.n <= 0.0 {
        return None;
    }
    let pooled = (one.x + other.x) / (one.n + other.n);
    let both = 2.0 * shared.correlation * shared.n / (one.n * other.n);
    Test::z(one.x / one.n - other.x / other.n, pooled * (1.0 - pooled) * (1.0 / one.n + 1.0 / other.n - both))
}

/// Whether two means differ where some people are in both groups:
/// t = (x̄₁ − x̄₂) / √(s₁²/n₁ + s₂²/n₂ − 2 r n₁₂ s₁s₂/(n₁n₂)), with
/// (n₁₂ − 1) + (γ − n₁₂ + 1)(nₐ + nᵦ)/(nₐ + nᵦ + 2n₁₂) degrees of freedom, γ being Welch's, nₐ and nᵦ those who are
/// in one group only.
///
/// `None` with fewer than two respondents in either group, and without spread.
///
/// Source: Derrick, Toher and White (2017), *Journal of Statistical Distributions and Applications*, `T_new2`.
#[must_use]
pub fn partly_paired_means_test(one: SpreadMean, other: SpreadMean, shared: Shared) -> Option<Test> {
    if one.n < 2.0 || other.n < 2.0 {
        return None;
    }
    let variance = overlapping_variance(one, other, shared);
    Test::t(one.mean - other.mean, variance, partly_paired_df(one, other, shared.n))
}

/// The same as if both had one spread: t = (x̄₁ − x̄₂) / (sₚ √(1/n₁ + 1/n₂ − 2 r n₁₂/(n₁n₂))), sₚ² being the pooled
/// variance, with (n₁₂ − 1) + (nₐ + nᵦ + n₁₂ − 1)(nₐ + nᵦ)/(nₐ + nᵦ + 2n₁₂) degrees of freedom.
///
/// It is there to compare with. `None` with fewer than two respondents in either group, and without spread.
///
/// Source: Derrick, Toher and White (2017), `T_new1`.
#[must_use]
pub fn partly_paired_equal_means_test(one: SpreadMean, other: SpreadMean, shared: Shared) -> Option<Test> {
    if one.n < 2.0 || other.n < 2.0 {
        return None;
    }
    let squares = |of: SpreadMean| (of.n - 1.0) * of.sd * of.sd;
    let pooled = (squares(one) + squares(other)) / (one.n + other.n - 2.0);
    let both = 2.0 * shared.correlation * shared.n / (one.n * other.n);
    let alone = one.n + other.n - 2.0 * shared.n;
    let df = (shared.n - 1.0) + (alone + shared.n - 1.0) * alone / (alone + 2.0 * shared.n);
    Test::t(one.mean - other.mean, pooled * (1.0 / one.n + 1.0 / other.n - both), df)
}

/// Variance of the difference of two means where some people are in both groups: as [`partly_paired_means_test`] has it.
#[must_use]
pub fn overlapping_variance(one: SpreadMean, other: SpreadMean, shared: Shared) -> f64 {
    let of = |mean: SpreadMean| mean.sd * mean.sd / mean.n;
    let both = 2.0 * shared.correlation * shared.n * one.sd * other.sd / (one.n * other.n);
    of(one) + of(other) - both
}

fn partly_paired_df(one: SpreadMean, other: SpreadMean, both: f64) -> f64 {
    let of = |mean: SpreadMean| mean.sd * mean.sd / mean.n;
    let part = |mean: SpreadMean| of(mean) * of(mean) / (mean.n - 1.0);
    let sum = of(one) + of(other);
    let welch = sum * sum / (part(one) + part(other));
    let alone = one.n + other.n - 2.0 * both;
    (both - 1.0) + (welch - both + 1.0) * alone / (alone + 2.0 * both)
}

/// Interval of e₁ − e₂ from an interval of each where both are correlated by ρ:
/// e₁ − e₂ − √(a² + b² − 2ρab) with a = e₁ − l₁ and b = u₂ − e₂, to e₁ − e₂ + √(a² + b² − 2ρab) with a = u₁ − e₁ and
/// b = e₂ − l₂. Where ρ is 0 it is [`mover`](super::mover).
///
/// Source: Zou and Donner (2008), *Statistics in Medicine* 27:1693–1702, §2; Newcombe (1998), *Statistics in Medicine*
/// 17:2635–2650, method 10, for shares of the same people.
#[must_use]
pub fn correlated_mover(
    (one, (low, high)): (f64, Limits),
    (other, (other_low, other_high)): (f64, Limits),
    correlation: f64,
) -> Limits {
    let reach = |a: f64, b: f64| (a * a + b * b - 2.0 * correlation * a * b).max(0.0).sqrt();
    let difference = one - other;
    (difference - reach(one - low, other_high - other), difference + reach(high - one, other - other_low))
}

/// Interval of a difference with this variance and its degrees of freedom; by the normal distribution without any.
///
/// Source: Student (1908).
#[must_use]
pub fn difference_interval(difference: f64, variance: f64, df: Option<f64>, confidence: f64) -> Option<Limits> {
    let at = 0.5 + confidence / 2.0;
    let reach = variance.max(0.0).sqrt()
        * match df {
            Some(df) => t_quantile(at, df)?,
            None => super::normal_quantile(at),
        };
    Some((difference - reach, difference + reach))
}

/// How many answers each of two groups needs for a difference of this size to be found with this power at this confidence:
/// n = (z₁ + z₂)² (σ₁² + σ₂²) / Δ², z₁ being that of the confidence and z₂ that of the power, and σ² the variance of one
/// answer (of a net score p + d − (p − d)², of a share p(1 − p)).
///
/// Infinite for no difference.
///
/// Source: Cochran (1977), *Sampling Techniques*, §4.5; Fleiss, Levin and Paik (2003), §4.2.
#[must_use]
pub fn answers_needed((one, other): (f64, f64), difference: f64, confidence: f64, power: f64) -> f64 {
    let z = super::normal_quantile(0.5 + confidence / 2.0) + super::normal_quantile(power);
    z * z * (one + other) / (difference * difference)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_shared_people_it_is_the_test_of_two_groups() {
        let none = Shared { n: 0.0, correlation: 0.0 };
        let (one, other) = (SpreadMean { mean: 3.0, sd: 1.0, n: 12.0 }, SpreadMean { mean: 2.0, sd: 2.0, n: 9.0 });
        let mean_of = |of: SpreadMean| super::super::MeanOf { mean: of.mean, variance: of.sd * of.sd / of.n, n: of.n };
        let welch = super::super::welch_test(mean_of(one), mean_of(other)).expect("a test");
        let ours = partly_paired_means_test(one, other, none).expect("a test");
        assert!((ours.statistic - welch.statistic).abs() < 1e-12);
        assert!((ours.df.unwrap_or(0.0) - welch.df.unwrap_or(1.0)).abs() < 1e-9);
        let shares = (ShareCounts { x: 3.0, n: 9.0 }, ShareCounts { x: 7.0, n: 10.0 });
        assert_eq!(partly_paired_shares_test(shares.0, shares.1, none), super::super::shares_test(shares.0, shares.1));
        let ends = ((0.4, (0.2, 0.7)), (0.3, (0.1, 0.6)));
        let (low, high) = correlated_mover(ends.0, ends.1, 0.0);
        let mover = super::super::mover(ends.0, ends.1);
        assert!((low - mover.0).abs() < 1e-12 && (high - mover.1).abs() < 1e-12);
    }

    #[test]
    fn nobody_who_changed_is_no_test() {
        assert_eq!(mcnemar(0.0, 0.0), None);
        assert_eq!(paired_test(SpreadMean { mean: 1.0, sd: 0.0, n: 5.0 }), None);
        assert_eq!(paired_test(SpreadMean { mean: 1.0, sd: 1.0, n: 1.0 }), None);
        assert!(answers_needed((0.25, 0.25), 0.0, 0.95, 0.8).is_infinite());
    }
}

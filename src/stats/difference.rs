//! Differences of two groups that do not share respondents: tests of no difference, and intervals.
//!
//! A test says how often chance alone would give a difference as large as the one found, were there none. A
//! group is tested against respondents outside it, never against a total that contains it.

use super::distribution::{normal_tails, t_tails};
use super::{Limits, nps_variance, t_quantile};

/// The outcome of a two-sided test of no difference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// The difference in standard errors: z, or t where there are degrees of freedom.
    pub statistic: f64,
    /// Degrees of freedom of t; `None` for z.
    pub df: Option<f64>,
    /// Probability of a statistic at least as far from zero, were there no difference.
    pub p: f64,
}

impl Test {
    /// The test of a difference whose standard error is known; `None` without one.
    pub(super) fn z(difference: f64, variance: f64) -> Option<Test> {
        let statistic = difference / variance.sqrt();
        (variance > 0.0).then(|| Test { statistic, df: None, p: normal_tails(statistic) })
    }

    /// The test of a difference whose standard error is estimated; `None` without one or without freedom.
    pub(super) fn t(difference: f64, variance: f64, df: f64) -> Option<Test> {
        let statistic = difference / variance.sqrt();
        let p = t_tails(statistic, df)?;
        (variance > 0.0).then_some(Test { statistic, df: Some(df), p })
    }
}

/// Promoters and detractors among `n` respondents; effective counts, which need not be whole, for weighted ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NetCounts {
    /// On the good side.
    pub promoters: f64,
    /// On the bad side.
    pub detractors: f64,
    /// All.
    pub n: f64,
}

impl NetCounts {
    /// p′ − d′ and its variance with ¾ promoters, ¾ detractors and 1½ passives added.
    fn adjusted(self) -> Option<(f64, f64)> {
        let size = self.n + 3.0;
        let (p, d) = ((self.promoters + 0.75) / size, (self.detractors + 0.75) / size);
        (self.n > 0.0).then_some((p - d, nps_variance(p, d, size)?))
    }
}

/// Whether two net scores differ: z = (s′₁ − s′₂) / √(v′₁ + v′₂).
///
/// s′ = p′ − d′ and v′ = (p′ + d′ − (p′ − d′)²) / (n + 3) are the adjusted Wald centre and variance of each, with
/// p′ = (P + ¾) / (n + 3) and d′ = (D + ¾) / (n + 3); so two groups that agree within themselves can be told apart.
/// `None` when either group is empty.
///
/// Source: Rocks (2016), *The American Statistician* 70:365–372, for the adjustment; without a difference it rejects
/// 3.9 to 4.9 % of the time at the 5 % level, the plain z of small groups 8.5 %.
#[must_use]
pub fn net_scores_test(one: NetCounts, other: NetCounts) -> Option<Test> {
    let ((score, variance), (other_score, other_variance)) = (one.adjusted()?, other.adjusted()?);
    Test::z(score - other_score, variance + other_variance)
}

/// Whether two net scores differ, by their plain variances: z = (s₁ − s₂) / √(v₁ + v₂), v = (p + d − (p − d)²)/n.
///
/// It is there to compare with: of small groups it finds differences that are none (8.5 % instead of 5 % of 10 + 10), and
/// [`net_scores_test`] does not. `None` when either group is empty, or both agree within themselves.
///
/// Source: Rocks (2016), *The American Statistician* 70:365–372, for the variance.
#[must_use]
pub fn plain_net_scores_test(one: NetCounts, other: NetCounts) -> Option<Test> {
    let plain = |net: NetCounts| {
        let (p, d) = (net.promoters / net.n, net.detractors / net.n);
        (net.n > 0.0).then_some((p - d, nps_variance(p, d, net.n)?))
    };
    let ((score, variance), (other_score, other_variance)) = (plain(one)?, plain(other)?);
    Test::z(score - other_score, variance + other_variance)
}

/// Whether two net scores differ, as if both groups answered alike: z = (s₁ − s₂) / √(v̄(1/n₁ + 1/n₂)).
///
/// s = (P − D)/n, and v̄ = p̄ + d̄ − (p̄ − d̄)² from the promoters and detractors of both groups together. Where many
/// tests are corrected for their number, p-values of a thousandth decide; out there [`net_scores_test`] of a small
/// group against a large rest is too eager by half (its middle is drawn towards zero, its variance is the small
/// group's own), while this test of two groups near the end of the scale is. The larger of both p-values is neither:
/// of simulated pages with 12 equal sites and 8 questions at most 5 % have a mark, from 10 to 300 respondents a site.
///
/// `None` when either group is empty or all respondents of both are alike.
///
/// Source: the score test of two multinomial samples; for shares it is [`shares_test`].
#[must_use]
pub fn pooled_net_scores_test(one: NetCounts, other: NetCounts) -> Option<Test> {
    let score = |net: NetCounts| (net.n > 0.0).then(|| (net.promoters - net.detractors) / net.n);
    let (size, difference) = (one.n + other.n, score(one)? - score(other)?);
    let (p, d) = ((one.promoters + other.promoters) / size, (one.detractors + other.detractors) / size);
    Test::z(difference, nps_variance(p, d, 1.0)? * (1.0 / one.n + 1.0 / other.n))
}

/// Successes `x` among `n` trials; effective counts, which need not be whole, for weighted ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareCounts {
    /// Successes, from 0 to `n`.
    pub x: f64,
    /// Trials.
    pub n: f64,
}

/// Whether two shares differ, by the pooled z: (p₁ − p₂) / √(p̄(1 − p̄)(1/n₁ + 1/n₂)), p̄ = (x₁ + x₂) / (n₁ + n₂).
///
/// `None` when either group is empty or all respondents of both answer alike. For groups with an expected count
/// under 5 ([`least_expected`]) the exact test is better: [`fisher_exact`].
///
/// Source: Pearson (1900); the square is R's `prop.test(correct = FALSE)`.
#[must_use]
pub fn shares_test(one: ShareCounts, other: ShareCounts) -> Option<Test> {
    if one.n <= 0.0 || other.n <= 0.0 {
        return None;
    }
    let pooled = (one.x + other.x) / (one.n + other.n);
    Test::z(one.x / one.n - other.x / other.n, pooled * (1.0 - pooled) * (1.0 / one.n + 1.0 / other.n))
}

/// Whether two shares differ, with a success and a failure imagined in each group:
/// z = (p′₁ − p′₂) / √(p′₁(1 − p′₁)/n′₁ + p′₂(1 − p′₂)/n′₂), p′ = (x + 1) / n′, n′ = n + 2.
///
/// For effective counts, which no exact test takes. `None` when either group is empty.
///
/// Source: Agresti and Caffo (2000), *The American Statistician* 54:280–288.
#[must_use]
pub fn adjusted_shares_test(one: ShareCounts, other: ShareCounts) -> Option<Test> {
    let adjusted = |counts: ShareCounts| {
        let (p, n) = ((counts.x + 1.0) / (counts.n + 2.0), counts.n + 2.0);
        (counts.n > 0.0).then_some((p, p * (1.0 - p) / n))
    };
    let ((p, variance), (other_p, other_variance)) = (adjusted(one)?, adjusted(other)?);
    Test::z(p - other_p, variance + other_variance)
}

/// The smallest of the four counts that a table of two groups by success and failure is expected to have, were
/// there no difference: row sum × column sum ÷ total. 0 when either group is empty.
#[must_use]
pub fn least_expected(one: ShareCounts, other: ShareCounts) -> f64 {
    let all = one.n + other.n;
    let (successes, failures) = (one.x + other.x, all - one.x - other.x);
    if all > 0.0 { one.n.min(other.n) * successes.min(failures).max(0.0) / all } else { 0.0 }
}

/// Tables less likely than the one found by no more than this factor count as equally likely, as in R.
const TIE: f64 = 1.0 + 1e-7;

/// Fisher's exact two-sided p-value for `x` of `n` successes in one group and `other_x` of `other_n` in another:
/// the share of all tables with the same row and column sums that are no more likely than the one found.
///
/// 1 when either group is empty or all answer alike.
///
/// Source: Fisher (1935); R `fisher.test`.
#[must_use]
pub fn fisher_exact(one: (u64, u64), other: (u64, u64)) -> f64 {
    let (weights, found) = hypergeometric(one, other);
    let likely: f64 = weights.iter().filter(|weight| **weight <= weights[found] * TIE).sum();
    (likely / weights.iter().sum::<f64>()).min(1.0)
}

/// The mid-p of Fisher's exact test: twice the smaller of the chances of at least as many and of at most as many
/// successes, the table found itself counting half in both; at most 1.
///
/// It errs to neither side on average, where the exact p-value is too large and that of the pooled z, far out, too small.
/// 1 when either group is empty or all answer alike.
///
/// Source: Lancaster (1961), *JASA* 56:223–234; Agresti (2013), *Categorical Data Analysis*, §3.5.6.
#[must_use]
pub fn fisher_mid_p(one: (u64, u64), other: (u64, u64)) -> f64 {
    let (weights, found) = hypergeometric(one, other);
    let half = weights[found] / 2.0;
    let (below, above): (f64, f64) = (weights[..found].iter().sum(), weights[found + 1..].iter().sum());
    (2.0 * (below.min(above) + half) / weights.iter().sum::<f64>()).min(1.0)
}

/// How likely every number of successes in the one group is, given both groups and all successes, from the smallest
/// possible one on, the likeliest weighing 1; and the position of the one found.
fn hypergeometric((x, n): (u64, u64), (other_x, other_n): (u64, u64)) -> (Vec<f64>, usize) {
    let successes = x + other_x;
    let (low, high) = (successes.saturating_sub(other_n), successes.min(n));
    // P(k + 1) / P(k) of the hypergeometric distribution.
    let ratio = |k: u64| {
        let (up, down) = (count(n - k) * count(successes - k), count(k + 1) * count(other_n + k + 1 - successes));
        up / down
    };
    // The likeliest table weighs 1, so that nothing overflows however far out the one found lies.
    let mode = (u128::from(n + 1) * u128::from(successes + 1) / u128::from(n + other_n + 2)).try_into();
    let mode: u64 = mode.unwrap_or(high).clamp(low, high);
    let above = (mode..high).scan(1.0, |weight, k| Some(scaled(weight, ratio(k))));
    let below = (low..mode).rev().scan(1.0, |weight, k| Some(scaled(weight, 1.0 / ratio(k))));
    let mut weights: Vec<f64> = below.collect();
    weights.reverse();
    weights.push(1.0);
    weights.extend(above);
    let found = usize::try_from(x.saturating_sub(low)).unwrap_or(usize::MAX).min(weights.len() - 1);
    (weights, found)
}

fn scaled(weight: &mut f64, factor: f64) -> f64 {
    *weight *= factor;
    *weight
}

/// A mean with what is known of its precision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanOf {
    /// The mean.
    pub mean: f64,
    /// Its variance: s²/n, or the linearised one of a weighted mean.
    pub variance: f64,
    /// Respondents it rests on.
    pub n: f64,
}

/// Whether two means differ: Welch's t = (m₁ − m₂) / √(v₁ + v₂) with
/// (v₁ + v₂)² / (v₁²/(n₁ − 1) + v₂²/(n₂ − 1)) degrees of freedom (Satterthwaite's), v = s²/n.
///
/// `None` with fewer than two respondents in either group, or when neither has any spread.
///
/// Source: Welch (1947), *Biometrika* 34:28–35; R `t.test`.
#[must_use]
pub fn welch_test(one: MeanOf, other: MeanOf) -> Option<Test> {
    if one.n < 2.0 || other.n < 2.0 {
        return None;
    }
    let both = one.variance + other.variance;
    let parts = one.variance * one.variance / (one.n - 1.0) + other.variance * other.variance / (other.n - 1.0);
    Test::t(one.mean - other.mean, both, both * both / parts)
}

/// Whether the means of two domains of one weighted sample differ: t = (m₁ − m₂) / √(v₁ + v₂), v the linearised
/// variances.
///
/// Domains without a respondent in common have no covariance in a design without clusters: a respondent's linearised
/// value w(x − m)/W is other than zero in one of them only, and sums to zero there. Degrees of freedom are those of
/// the design, its respondents in either domain − 1, less one for the difference.
///
/// `None` with fewer than three respondents, or when neither domain has any spread.
///
/// Source: R `survey::svyttest`, `survey::svyglm`; Binder (1983), *International Statistical Review* 51:279–292.
#[must_use]
pub fn domains_test(one: MeanOf, other: MeanOf) -> Option<Test> {
    Test::t(one.mean - other.mean, one.variance + other.variance, one.n + other.n - 2.0)
}

/// Whether a difference with this variance, of so many degrees of freedom, is other than zero: t = difference ÷ √variance.
///
/// `None` without degrees of freedom, or without variance.
///
/// Source: Student (1908); R `survey::svyttest`.
#[must_use]
pub fn known_variance_test(difference: f64, variance: f64, df: f64) -> Option<Test> {
    Test::t(difference, variance, df)
}

/// Scores on a scale with ends, as sums over respondents; effective ones for weighted respondents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoundedScores {
    /// Their mean.
    pub mean: f64,
    /// Mean of (x − mean)².
    pub spread: f64,
    /// Respondents.
    pub n: f64,
    /// The lowest and the highest score that could be given.
    pub ends: Limits,
}

impl BoundedScores {
    /// Mean and its variance with three imagined answers: ¾ at each end and 1½ in the middle.
    fn adjusted(self) -> Option<(f64, f64)> {
        let (low, high) = self.ends;
        let (size, middle) = (self.n + 3.0, f64::midpoint(low, high));
        let mean = (self.n * self.mean + 3.0 * middle) / size;
        let square = |x: f64| (x - mean) * (x - mean);
        let imagined = 0.75 * square(low) + 0.75 * square(high) + 1.5 * square(middle);
        let spread = (self.n * (self.spread + square(self.mean)) + imagined) / size;
        (self.n > 0.0).then_some((mean, spread / size))
    }
}

/// Whether the means of two groups differ on a scale with ends, for groups too small for Welch's test:
/// z = (m′₁ − m′₂) / √(s′₁²/N₁ + s′₂²/N₂), each with three imagined answers, ¾ at either end of the scale and 1½ in
/// its middle, N = n + 3.
///
/// A group that agrees within itself has a precision all the same. On a scale of −1, 0 and 1 this is
/// [`net_scores_test`]. `None` when either group is empty.
///
/// Source: derived from Rocks (2016), whose adjusted Wald variance it is for three scores.
#[must_use]
pub fn bounded_means_test(one: BoundedScores, other: BoundedScores) -> Option<Test> {
    let ((mean, variance), (other_mean, other_variance)) = (one.adjusted()?, other.adjusted()?);
    Test::z(mean - other_mean, variance + other_variance)
}

/// Interval of a difference of two means: m₁ − m₂ ± t · √(v₁ + v₂), with the degrees of freedom of its test; `None`
/// without any.
///
/// Source: Welch (1947), *Biometrika* 34:28–35; R `t.test`, `confint(svyglm)`.
#[must_use]
pub fn t_difference_interval(one: MeanOf, other: MeanOf, df: f64, confidence: f64) -> Option<Limits> {
    let reach = t_quantile(0.5 + confidence / 2.0, df)? * (one.variance + other.variance).sqrt();
    let difference = one.mean - other.mean;
    Some((difference - reach, difference + reach))
}

/// Interval of e₁ − e₂ from an interval of each (method of variance estimates recovery):
/// e₁ − e₂ − √((e₁ − l₁)² + (u₂ − e₂)²) to e₁ − e₂ + √((u₁ − e₁)² + (e₂ − l₂)²).
///
/// Each argument is an estimate with its lower and upper limit, all at one confidence level. With Wilson's limits of
/// two shares it is Newcombe's method 10.
///
/// Source: Zou and Donner (2008), *Statistics in Medicine* 27:1693–1702; Newcombe (1998), *Statistics in Medicine*
/// 17:873–890.
#[must_use]
pub fn mover((one, (low, high)): (f64, Limits), (other, (other_low, other_high)): (f64, Limits)) -> Limits {
    let difference = one - other;
    (difference - (one - low).hypot(other_high - other), difference + (high - one).hypot(other - other_low))
}

#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
const fn count(n: u64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_group_differs_from_nobody() {
        let nobody = ShareCounts { x: 0.0, n: 0.0 };
        let some = ShareCounts { x: 3.0, n: 7.0 };
        assert_eq!(shares_test(nobody, some), None);
        assert_eq!(adjusted_shares_test(some, nobody), None);
        assert!(least_expected(nobody, nobody).abs() < f64::EPSILON);
        let none = NetCounts { promoters: 0.0, detractors: 0.0, n: 0.0 };
        assert_eq!(net_scores_test(none, NetCounts { promoters: 1.0, detractors: 0.0, n: 1.0 }), None);
        assert!((fisher_exact((0, 0), (3, 7)) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn groups_that_all_answer_alike_do_not_differ() {
        let all = |n: f64| ShareCounts { x: n, n };
        assert_eq!(shares_test(all(5.0), all(9.0)), None);
        let mean = |n: f64| MeanOf { mean: 5.0, variance: 0.0, n };
        assert_eq!(welch_test(mean(5.0), mean(9.0)), None);
        assert_eq!(domains_test(mean(5.0), mean(9.0)), None);
        assert!((fisher_exact((5, 5), (9, 9)) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn one_respondent_has_no_spread_to_test_with() {
        let one = MeanOf { mean: 5.0, variance: 0.0, n: 1.0 };
        assert_eq!(welch_test(one, MeanOf { mean: 3.0, variance: 0.1, n: 40.0 }), None);
    }

    #[test]
    fn the_scale_of_three_scores_is_the_net_score() {
        let net = |promoters: f64, detractors: f64, n: f64| NetCounts { promoters, detractors, n };
        let scores = |p: f64, d: f64, n: f64| {
            let mean = (p - d) / n;
            BoundedScores { mean, spread: (p + d) / n - mean * mean, n, ends: (-1.0, 1.0) }
        };
        let one = net_scores_test(net(60.0, 15.0, 100.0), net(50.0, 20.0, 100.0)).expect("a test");
        let other = bounded_means_test(scores(60.0, 15.0, 100.0), scores(50.0, 20.0, 100.0)).expect("a test");
        assert!((one.statistic - other.statistic).abs() < 1e-12);
    }

    /// The tea of Fisher's lady, 3 of 4 and 1 of 4: 1 and 16 of 70 tables have as many right or more, 16 + 36 fewer.
    #[test]
    fn the_table_found_counts_half_in_mid_p() {
        assert!((fisher_mid_p((3, 4), (1, 4)) - 2.0 * (1.0 + 8.0) / 70.0).abs() < 1e-15);
        assert!((fisher_mid_p((1, 4), (3, 4)) - 2.0 * (1.0 + 8.0) / 70.0).abs() < 1e-15);
        assert!((fisher_mid_p((2, 4), (2, 4)) - 1.0).abs() < 1e-15);
        assert!((fisher_mid_p((0, 0), (3, 7)) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn millions_of_respondents_are_no_trouble_for_the_exact_test() {
        let p = fisher_exact((3, 1_000_000), (4, 1_000_000));
        assert!((p - 1.0).abs() < 1e-9, "{p}");
        assert!(fisher_exact((900_000, 1_000_000), (4, 1_000_000)) < 1e-300);
    }
}

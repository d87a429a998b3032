//! Intervals for a proportion.

use super::{Limits, beta_quantile, normal_quantile, t_quantile};

/// Wilson's score interval for `x` successes among `n` independent trials, 0 ≤ x ≤ n.
///
/// With p = x/n and z the normal quantile: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Always within
/// 0 to 1, and never empty, not even for x = 0 or x = n. `None` for n = 0.
///
/// Source: Wilson (1927); Newcombe (1998), *Statistics in Medicine* 17:857–872, method 3.
#[must_use]
pub fn wilson(x: f64, n: f64, confidence: f64) -> Option<Limits> {
    if n <= 0.0 {
        return None;
    }
    let z = normal_quantile(0.5 + confidence / 2.0);
    let (p, z2) = (x / n, z * z);
    let centre = p + z2 / (2.0 * n);
    let reach = z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    // At the ends the limit is the end itself; arithmetic would miss it by a rounding error.
    let low = if x <= 0.0 { 0.0 } else { ((centre - reach) / scale).max(0.0) };
    let high = if x >= n { 1.0 } else { ((centre + reach) / scale).min(1.0) };
    Some((low, high))
}

/// Korn and Graubard's interval for a proportion `p` estimated from a weighted or complex sample.
///
/// `variance` is the design-based variance of `p`, `n` the number of respondents it rests on (those of weight 0 left
/// out) and `df` its degrees of freedom; see [`weighted_degrees`] for a design of weights alone. The effective sample size `n_e` = p(1−p)/variance, adjusted by
/// (`t(n − 1)` / `t(df)`)², takes the place of n in the exact (Clopper–Pearson) interval: the limits are quantiles
/// of Beta(`n_e`·p, `n_e`(1−p) + 1) and Beta(`n_e`·p + 1, `n_e`(1−p)).
///
/// For p = 0 or p = 1 the variance says nothing and `effective` (Kish's effective base) takes the place of
/// `n_e`; the interval is then one-sided, each tail keeping its share. `None` without degrees of freedom.
///
/// Source: Korn and Graubard (1998), *Survey Methodology* 24:193–201; R `survey::svyciprop(method = "beta")`.
#[must_use]
pub fn korn_graubard(p: f64, variance: f64, n: f64, effective: f64, df: f64, confidence: f64) -> Option<Limits> {
    let alpha = 1.0 - confidence;
    let size = effective_trials(p, variance, n, effective, df, confidence)?;
    if size <= 0.0 {
        return None;
    }
    let (successes, failures) = (size * p, size * (1.0 - p));
    let low = if p <= 0.0 { 0.0 } else { beta_quantile(alpha / 2.0, successes, failures + 1.0)? };
    let high = if p >= 1.0 { 1.0 } else { beta_quantile(1.0 - alpha / 2.0, successes + 1.0, failures)? };
    Some((low, high))
}

/// The effective sample size of [`korn_graubard`]: p(1−p)/variance · (`t(n − 1)` / `t(df)`)², and `effective` where p
/// is 0 or 1.
///
/// Source: Korn and Graubard (1998).
#[must_use]
pub fn effective_trials(p: f64, variance: f64, n: f64, effective: f64, df: f64, confidence: f64) -> Option<f64> {
    let tail = (1.0 - confidence) / 2.0;
    if p <= 0.0 || p >= 1.0 || variance <= 0.0 {
        return Some(effective);
    }
    let ratio = t_quantile(tail, n - 1.0)? / t_quantile(tail, df)?;
    Some(p * (1.0 - p) / variance * ratio * ratio)
}

/// Interval of a proportion on the scale of log odds: ln(p/(1 − p)) ± t·√`variance`/(p(1 − p)), turned back.
///
/// `None` for p = 0 and p = 1, which have no log odds, and without degrees of freedom.
///
/// Source: R `survey::svyciprop(method = "xlogit")`.
#[must_use]
pub fn logit(p: f64, variance: f64, df: f64, confidence: f64) -> Option<Limits> {
    let reach = t_quantile(0.5 + confidence / 2.0, df)? * variance.sqrt() / (p * (1.0 - p));
    let back = |odds: f64| 1.0 / (1.0 + (-odds).exp());
    let odds = (p / (1.0 - p)).ln();
    (p > 0.0 && p < 1.0).then(|| (back(odds - reach), back(odds + reach)))
}

/// Degrees of freedom of a share where weights are all there is of a design: max(`effective` − 1, 1), of Kish's
/// effective base.
///
/// With n − 1 the interval of Korn and Graubard covers as little as 88 % instead of 95 % where weights vary much
/// (a design effect of 2.7 and ten respondents), because a variance that rests on a few heavy respondents is
/// itself uncertain; with this it covers 92–95 %. Equal weights leave n − 1.
#[must_use]
pub fn weighted_degrees(effective: f64) -> f64 {
    (effective - 1.0).max(1.0)
}

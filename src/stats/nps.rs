//! Precision of a net score: the share of one group minus the share of another.

use super::{Limits, normal_quantile};

/// Multinomial variance of p − d among n respondents: (p + d − (p − d)²) / n, as a proportion.
///
/// p and d are the shares of promoters and detractors. `None` for n = 0.
///
/// Source: multinomial covariance, Cov(p, d) = −pd/n; see Rocks (2016).
#[must_use]
pub fn nps_variance(p: f64, d: f64, n: f64) -> Option<f64> {
    (n > 0.0).then(|| ((p + d - (p - d) * (p - d)) / n).max(0.0))
}

/// Adjusted Wald interval of a net score, as a proportion within −1 to 1.
///
/// Three respondents are added, ¾ promoters, ¾ detractors and 1½ passives: n′ = n + 3, p′ = (P + ¾)/n′,
/// d′ = (D + ¾)/n′, and the interval is (p′ − d′) ± z·√((p′ + d′ − (p′ − d′)²) / n′).
///
/// Among fewer than about five respondents who all agree, the formula's limits miss the estimate itself;
/// the interval is then widened to include it.
///
/// Source: Rocks (2016), *Interval estimation for the Net Promoter Score*, The American Statistician
/// 70:365–372.
#[must_use]
pub fn adjusted_wald(promoters: f64, detractors: f64, n: f64, confidence: f64) -> Option<Limits> {
    if n <= 0.0 {
        return None;
    }
    let size = n + 3.0;
    let (p, d) = ((promoters + 0.75) / size, (detractors + 0.75) / size);
    let reach = normal_quantile(0.5 + confidence / 2.0) * nps_variance(p, d, size)?.sqrt();
    // Effective counts may add up to a hair more than their sum.
    let estimate = ((promoters - detractors) / n).clamp(-1.0, 1.0);
    Some(((p - d - reach).clamp(-1.0, estimate), (p - d + reach).clamp(estimate, 1.0)))
}

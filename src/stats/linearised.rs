//! Linearised (Taylor series) variance of a weighted mean or proportion.

/// What the variance needs to know of one stratum.
///
/// z is a primary sampling unit's contribution to the mean: Σ w(x − x̄) / W over its respondents in the
/// domain, where x̄ is the weighted mean and W the sum of weights in the domain. Units without a respondent
/// in the domain contribute 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stratum {
    /// Primary sampling units in the whole stratum, inside the domain or not.
    pub units: f64,
    /// Σ z.
    pub sum: f64,
    /// Σ z².
    pub sum_of_squares: f64,
    /// Share of the stratum's population that was sampled; 0 ignores the finite population correction.
    pub sampled: f64,
}

/// Variance of a weighted mean: Σ over strata of (1 − f) · n/(n − 1) · (Σz² − (Σz)²/n).
///
/// A domain (one segment of a survey) keeps the n of the whole stratum: units outside it count as zeros.
/// `None` when a stratum has fewer than two units, because then nothing is known about its variance.
///
/// Source: Särndal, Swensson and Wretman (1992), §5.5 and §10.3; R `survey::svymean`, `survey::svyby`.
#[must_use]
pub fn linearised_variance(strata: &[Stratum]) -> Option<f64> {
    let one = |stratum: &Stratum| {
        let n = stratum.units;
        let spread = (stratum.sum_of_squares - stratum.sum * stratum.sum / n).max(0.0);
        (n >= 2.0).then(|| (1.0 - stratum.sampled) * n / (n - 1.0) * spread)
    };
    strata.iter().map(one).sum()
}

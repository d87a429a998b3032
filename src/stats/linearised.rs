//! Linearised (Taylor series) variance of a weighted mean or proportion under a sampling design.

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

/// What a stratum with a single sampling unit adds to a variance, of whose spread nothing is known.
///
/// Source: R `survey`, `options(survey.lonely.psu)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LonelyUnits {
    /// There is no variance.
    Fail,
    /// Nothing: the unit was certain to be drawn.
    Certainty,
    /// Its square around the mean of all units, which is 0.
    Adjust,
    /// As much as the other strata do on average.
    Average,
}

/// Share of a stratum from which on all of it was drawn, as far as arithmetic goes.
const WHOLE: f64 = 1.0 - 1e-7;

impl Stratum {
    /// What it adds to the variance: (1 − f) · n/(n − 1) · (Σz² − (Σz)²/n); `None` of a single unit.
    fn variance(&self) -> Option<f64> {
        let n = self.units;
        if self.sampled > WHOLE {
            return Some(0.0);
        }
        let spread = (self.sum_of_squares - self.sum * self.sum / n).max(0.0);
        (n >= 2.0).then(|| (1.0 - self.sampled) * n / (n - 1.0) * spread)
    }
}

/// Variance of a weighted mean: Σ over strata of (1 − f) · n/(n − 1) · (Σz² − (Σz)²/n). Of a stratum that was drawn
/// whole nothing is added.
///
/// A domain (one segment of a survey) keeps the n of the whole stratum: units outside it count as zeros.
/// `None` when a stratum has fewer than two units and that is a failure, or when all have.
///
/// Units that were sampled themselves (two stages) add f · their own variance each, which is that of their strata.
///
/// Source: Särndal, Swensson and Wretman (1992), §4.3, §5.5 and §10.3; R `survey::svymean`, `survey::svyby`.
#[must_use]
pub fn linearised_variance(strata: &[Stratum], lonely: LonelyUnits) -> Option<f64> {
    let variances: Vec<Option<f64>> = strata.iter().map(Stratum::variance).collect();
    let known: f64 = variances.iter().flatten().sum();
    let alone = || strata.iter().zip(&variances).filter(|(_, variance)| variance.is_none()).map(|(stratum, _)| stratum);
    match lonely {
        _ if alone().next().is_none() => Some(known),
        LonelyUnits::Fail => None,
        LonelyUnits::Certainty => Some(known),
        LonelyUnits::Adjust => {
            Some(known + alone().map(|stratum| (1.0 - stratum.sampled) * stratum.sum_of_squares).sum::<f64>())
        }
        LonelyUnits::Average => {
            let (all, with) = (count(strata.len()), count(variances.iter().flatten().count()));
            (with > 0.0).then(|| known * all / with)
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "strata")]
const fn count(n: usize) -> f64 {
    n as f64
}

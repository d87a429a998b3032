//! Precision of the mean of a score that has a lowest and a highest value.

use super::{Limits, normal_quantile};

/// Imagined answers that the interval adds: ¾ at each end of the scale and 1½ in its middle.
const IMAGINED: f64 = 3.0;
/// How many of them stand at the ends.
const AT_THE_ENDS: f64 = 1.5;

/// A scale from its lowest to its highest score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The lowest score there is.
    pub low: f64,
    /// The highest score there is.
    pub high: f64,
}

impl Bounds {
    /// The middle of the scale.
    #[must_use]
    pub fn middle(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }
}

/// How many respondents of equal weight a weighted sample is worth for the mean of a score:
/// `n_e` = min(`variance`/`v`, `kish`), and `kish` when v = 0.
///
/// `variance` is Σw(x − m)²/Σw, the variance of the answers around their weighted mean m; `v` is
/// Σw²(x − m)²/(Σw)², the variance of that mean; `kish` is Kish's effective base (Σw)²/Σw². With equal weights
/// all three say n. The ratio alone would promise too much where the few who differ happen to weigh little.
///
/// Source: the effective sample size of Korn and Graubard (1998), *Survey Methodology* 24:193–201, never more than
/// that of Kish, *Survey Sampling* (1965), §11.7.
#[must_use]
pub fn effective_size(variance: f64, v: f64, kish: f64) -> f64 {
    if variance > 0.0 && v > 0.0 { (variance / v).min(kish) } else { kish }
}

/// Adjusted interval of the mean of a score between bounds, from the mean m and the variance Σw(x − m)²/Σw among
/// `n` respondents, n being the effective size of a weighted sample.
///
/// Three answers are imagined, ¾ at each end of the scale and 1½ in its middle c: with N = n + 3,
/// m′ = (n·m + 3c)/N and s′² = (Σx² + 1½c² + ¾·low² + ¾·high²)/N − m′², the limits are m′ ± z·√(s′²/N), widened to
/// the mean and clipped to the scale. It has a width even when all answers are the same. `None` for n ≤ 0 and for a
/// scale of one score.
///
/// Source: the device of Rocks (2016), *The American Statistician* 70:365–372, for any scale; on the scale
/// from −1 to 1 it is the adjusted Wald interval of the Net Promoter Score.
#[must_use]
pub fn adjusted_mean(mean: f64, variance: f64, n: f64, bounds: Bounds, confidence: f64) -> Option<Limits> {
    let half = (bounds.high - bounds.low) / 2.0;
    if n <= 0.0 || half <= 0.0 {
        return None;
    }
    // Around the middle of the scale, so that nothing cancels.
    let (size, from_middle) = (n + IMAGINED, mean - bounds.middle());
    let centre = n * from_middle / size;
    let square = (n * (variance + from_middle * from_middle) + AT_THE_ENDS * half * half) / size;
    let reach = normal_quantile(0.5 + confidence / 2.0) * ((square - centre * centre).max(0.0) / size).sqrt();
    let centre = bounds.middle() + centre;
    let estimate = mean.clamp(bounds.low, bounds.high);
    Some(((centre - reach).clamp(bounds.low, estimate), (centre + reach).clamp(estimate, bounds.high)))
}

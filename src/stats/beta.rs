//! Quantiles of the beta distribution, for samples of any size.

use statrs::function::gamma::ln_gamma;
use std::f64::consts::TAU;

/// Where the iterations stop: relative change from one step to the next.
const PRECISION: f64 = 1e-14;
/// Most steps towards a quantile; halving alone narrows 0 to 1 down to 10⁻⁶⁰ in as many.
const STEPS: usize = 200;
/// Most terms of the continued fraction. It takes about √max(a, b), so this is enough for 10⁹ respondents.
const TERMS: u32 = 200_000;

/// Quantile of the Beta(a, b) distribution for a, b > 0 and 0 < `p` < 1; `None` for other arguments.
///
/// Newton's method on the distribution function, kept between limits that halve when a step leaves them, so
/// that it always ends. (The quantile of `statrs` cuts its series short: from a million respondents on it
/// loses digits, and from three million on it may never return.) Below about 10⁻⁶⁰ the quantile is as good
/// as 0 and only its smallness is right.
///
/// Source: *NIST Digital Library of Mathematical Functions*, §8.17; tested against R's `qbeta`.
#[must_use]
pub fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    let valid = a > 0.0 && b > 0.0 && (a + b).is_finite() && p > 0.0 && p < 1.0;
    valid.then(|| Beta::new(a, b).quantile(p))
}

/// A beta distribution with what every evaluation needs.
pub(super) struct Beta {
    a: f64,
    b: f64,
    mean: f64,
    /// ln(mᵃ(1−m)ᵇ / B(a, b)) at the mean m.
    height: f64,
}

impl Beta {
    pub(super) fn new(a: f64, b: f64) -> Beta {
        let height = (a / TAU * (b / (a + b))).ln() / 2.0 + stirling_rest(a + b) - stirling_rest(a) - stirling_rest(b);
        Beta { a, b, mean: a / (a + b), height }
    }

    /// xᵃ(1−x)ᵇ / B(a, b). Taken relative to the mean, because for large a and b the powers themselves are
    /// far too small and their logarithms too coarse.
    fn weight(&self, x: f64) -> f64 {
        let (mean, rest) = (self.mean, self.b / (self.a + self.b));
        let logarithm = |away: f64, ratio: f64| if away > -0.5 { away.ln_1p() } else { ratio.ln() };
        let up = logarithm((x - mean) / mean, x / mean);
        let down = logarithm((mean - x) / rest, (1.0 - x) / rest);
        (self.height + self.a * up + self.b * down).exp()
    }

    /// Share of the distribution up to x.
    pub(super) fn cumulative(&self, x: f64) -> f64 {
        if x < (self.a + 1.0) / (self.a + self.b + 2.0) {
            self.weight(x) / (self.a * fraction(x, self.a, self.b))
        } else {
            1.0 - self.weight(x) / (self.b * fraction(1.0 - x, self.b, self.a))
        }
    }

    fn quantile(&self, p: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        let mut x = self.mean;
        for _ in 0..STEPS {
            let excess = self.cumulative(x) - p;
            if excess > 0.0 {
                high = x;
            } else {
                low = x;
            }
            let newton = x - excess * x * (1.0 - x) / self.weight(x);
            let next = if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
            if (next - x).abs() <= PRECISION * x {
                return next;
            }
            x = next;
        }
        x
    }
}

/// What Stirling's formula leaves of ln Γ(z): ln Γ(z) − (z − ½) ln z + z − ½ ln 2π. Taken as a series for large
/// z, where the difference would cancel.
///
/// Source: NIST DLMF 5.11.1.
fn stirling_rest(z: f64) -> f64 {
    if z < 15.0 {
        return ln_gamma(z) - (z - 0.5) * z.ln() + z - TAU.ln() / 2.0;
    }
    let y = 1.0 / (z * z);
    (1.0 / 12.0 - y * (1.0 / 360.0 - y * (1.0 / 1260.0 - y * (1.0 / 1680.0 - y / 1188.0)))) / z
}

/// The continued fraction 1 + d₁/(1 + d₂/(1 + …)) of the incomplete beta function, by Lentz's method.
///
/// Source: NIST DLMF 8.17.22 and 8.17.23.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let term = |k: u32| {
        let m = f64::from(k / 2);
        let at = a + 2.0 * m;
        if k.is_multiple_of(2) {
            m * (b - m) * x / ((at - 1.0) * at)
        } else {
            -(a + m) * (a + b + m) * x / (at * (at + 1.0))
        }
    };
    let away_from_zero = |value: f64| if value.abs() < f64::MIN_POSITIVE { f64::MIN_POSITIVE } else { value };
    let (mut value, mut above, mut below) = (1.0, 1.0, 0.0);
    for k in 1..=TERMS {
        let d = term(k);
        below = 1.0 / away_from_zero(1.0 + d * below);
        above = away_from_zero(1.0 + d / above);
        let change: f64 = above * below;
        value *= change;
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::beta_quantile;

    /// R 4.2.2: `qbeta(p, a, b)`. The last six are rare and common options among
    /// millions, where a series cut short loses digits or never settles.
    const FROM_R: &[(f64, f64, f64, f64)] = &[
        (0.025, 4.0, 7.0, 1.215_522_581_198_27e-1),
        (0.975, 5.0, 6.0, 7.376_219_233_930_55e-1),
        (0.025, 0.5, 9.0, 5.609_380_016_508_22e-5),
        (0.005, 0.2, 10.8, 1.960_057_643_617_03e-13),
        (0.025, 55.8, 45.2, 4.552_029_289_463_98e-1),
        (0.025, 1.0, 1_000_000.0, 2.531_780_766_379_42e-8),
        (0.975, 2.0, 999_999.0, 5.571_630_655_172_24e-6),
        (0.975, 501.0, 999_500.0, 5.457_967_656_540_89e-4),
        (0.025, 213.8, 2_850_753.2, 6.527_649_041_490_25e-5),
        (0.975, 556.7, 8_419_843.3, 7.171_659_792_739_24e-5),
        (0.995, 5_000_001.0, 5_000_000.0, 5.004_073_242_953_90e-1),
    ];

    #[test]
    fn quantiles_agree_with_r_for_samples_of_any_size() {
        for (p, a, b, expected) in FROM_R {
            let ours = beta_quantile(*p, *a, *b).expect("a quantile");
            assert!((ours - expected).abs() < 1e-10 * expected, "Beta({a}, {b}) at {p}: {ours} is not {expected}");
        }
    }

    #[test]
    fn other_arguments_have_no_quantile() {
        for (p, a, b) in [(0.0, 1.0, 1.0), (1.0, 1.0, 1.0), (0.5, 0.0, 1.0), (0.5, 1.0, f64::INFINITY)] {
            assert_eq!(beta_quantile(p, a, b), None);
        }
        assert_eq!(beta_quantile(0.5, f64::NAN, 1.0), None);
    }
}

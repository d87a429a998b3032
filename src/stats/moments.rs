//! Means and standard deviations from counts per value.

use super::{Limits, t_quantile};

/// The first moments of a set of values with weights.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Moments {
    /// Number of values.
    pub n: f64,
    /// Σw.
    pub w: f64,
    /// Σw².
    pub w2: f64,
    /// Weighted mean Σwx / Σw.
    pub mean: f64,
    /// Σw(x − mean)².
    pub spread: f64,
    /// Σw²(x − mean)².
    pub spread2: f64,
    /// Σw²(x − mean): 0 where all weigh the same.
    pub tilt: f64,
    /// The weight of every respondent times what he adds to Σw(x − mean): `tilt`, but for a ratio Σwx / Σwk, to which he
    /// adds w(x − mean·k), Σw²(x − mean·k).
    pub pull: f64,
    /// The weight of every respondent times what he adds to Σw: Σw², but of a ratio Σw²k.
    pub w2k: f64,
    /// Σwx less Σw times the mean: 0, but of a ratio whose Σwk is 0, with 0 for its mean.
    pub beyond: f64,
}

impl Moments {
    /// The moments of values given as (x, n, Σw, Σw²) per distinct value. `None` when nothing weighs
    /// anything.
    ///
    /// Spreads are taken around the mean in a second pass, so nothing cancels.
    #[must_use]
    pub fn of(values: &[(f64, u64, f64, f64)]) -> Option<Moments> {
        let w: f64 = values.iter().map(|value| value.2).sum();
        if w <= 0.0 {
            return None;
        }
        let mean = values.iter().map(|(x, _, w, _)| x * w).sum::<f64>() / w;
        let square = |x: f64| (x - mean) * (x - mean);
        let w2 = values.iter().map(|value| value.3).sum();
        let tilt = values.iter().map(|(x, _, _, w2)| w2 * (x - mean)).sum();
        Some(Moments {
            n: count(values.iter().map(|value| value.1).sum()),
            w,
            w2,
            mean,
            spread: values.iter().map(|(x, _, w, _)| w * square(*x)).sum(),
            spread2: values.iter().map(|(x, _, _, w2)| w2 * square(*x)).sum(),
            tilt,
            pull: tilt,
            w2k: w2,
            beyond: 0.0,
        })
    }

    /// Σw(x − centre).
    #[must_use]
    pub fn around(&self, centre: f64) -> f64 {
        self.w * (self.mean - centre) + self.beyond
    }

    /// Σw²(x − centre)².
    #[must_use]
    pub fn squares_around(&self, centre: f64) -> f64 {
        let shift = self.mean - centre;
        (self.spread2 + 2.0 * shift * self.tilt + shift * shift * self.w2).max(0.0)
    }

    /// What each respondent adds to Σw(x − centre), times his weight: Σw²(x − centre) of a mean.
    #[must_use]
    pub fn pull_around(&self, centre: f64) -> f64 {
        self.pull + self.w2k * (self.mean - centre)
    }

    /// Standard deviation with n − 1: √(n/(n−1) · Σw(x − mean)² / Σw); without weights the sample standard
    /// deviation. `None` for fewer than two values.
    ///
    /// Source: R `sd`, and `sqrt(survey::svyvar(~x, design))` for weights.
    #[must_use]
    pub fn sd(&self) -> Option<f64> {
        (self.n >= 2.0).then(|| (self.n / (self.n - 1.0) * self.spread / self.w).sqrt())
    }
}

/// Interval mean ± t·se with `df` degrees of freedom; `None` for df ≤ 0.
///
/// Source: Student (1908); R `t.test`, `confint`.
#[must_use]
pub fn mean_interval(mean: f64, se: f64, df: f64, confidence: f64) -> Option<Limits> {
    let t = t_quantile(0.5 + confidence / 2.0, df)?;
    Some((mean - t * se, mean + t * se))
}

#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
const fn count(n: u64) -> f64 {
    n as f64
}

//! Quantiles of the distributions that intervals are made of.

use statrs::distribution::{Beta, Continuous, ContinuousCDF, Normal, StudentsT};

/// Newton steps from the normal quantile; four reach double precision from 30 degrees of freedom on.
const NEWTON_STEPS: usize = 4;

/// Quantile of the standard normal distribution, for 0 < `p` < 1.
///
/// Source: `statrs`, which agrees with R's `qnorm` to 3·10⁻¹⁶.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

/// Quantile of Student's t with `df` > 0 degrees of freedom, for 0 < `p` < 1; `None` for other arguments.
///
/// Below 30 degrees of freedom this is the library's own inverse, which loses digits above. Up to 1000,
/// Newton's method on the distribution function starts from the normal quantile; beyond, the expansion in
/// 1/df is exact to double precision.
///
/// Source: R's `qt`, against which it is tested; Abramowitz and Stegun, 26.7.5.
#[must_use]
pub fn t_quantile(p: f64, df: f64) -> Option<f64> {
    if !(df > 0.0 && p > 0.0 && p < 1.0) {
        return None;
    }
    let t = StudentsT::new(0.0, 1.0, df).ok()?;
    let z = normal_quantile(p);
    Some(if df < 30.0 {
        t.inverse_cdf(p)
    } else if df < 1000.0 {
        (0..NEWTON_STEPS).fold(z, |x, _| x + (t.sf(x) - (1.0 - p)) / t.pdf(x))
    } else {
        let (z2, first) = (z * z, z * (z * z + 1.0) / 4.0);
        let second = z * (5.0 * z2 * z2 + 16.0 * z2 + 3.0) / 96.0;
        let third = z * (3.0 * z2 * z2 * z2 + 19.0 * z2 * z2 + 17.0 * z2 - 15.0) / 384.0;
        z + (first + (second + third / df) / df) / df
    })
}

/// Quantile of the Beta(a, b) distribution for a, b > 0 and 0 < `p` < 1; `None` for other arguments.
///
/// Source: `statrs`, which agrees with R's `qbeta` to 5·10⁻¹².
#[must_use]
pub fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    let valid = a > 0.0 && b > 0.0 && p > 0.0 && p < 1.0;
    Beta::new(a, b).ok().filter(|_| valid).map(|beta| beta.inverse_cdf(p))
}

#[cfg(test)]
mod tests {
    use super::t_quantile;

    /// R 4.2.2: `qt(0.975, df)`.
    #[test]
    fn t_quantiles_agree_with_r_for_any_degrees_of_freedom() {
        let from_r = [
            (1.0, 12.706_204_736_174_7),
            (2.0, 4.302_652_729_749_46),
            (14.0, 2.144_786_687_917_8),
            (30.0, 2.042_272_456_301_24),
            (200.0, 1.971_896_223_633_39),
            (1e5, 1.959_987_707_534_61),
            (1e7, 1.959_964_221_767_2),
            (1e12, 1.959_963_984_542_43),
        ];
        for (df, expected) in from_r {
            let ours = t_quantile(0.975, df).expect("a quantile");
            assert!((ours - expected).abs() < 1e-9 * expected, "df {df}: {ours} is not {expected}");
        }
        assert_eq!(t_quantile(0.975, 0.0), None);
    }
}

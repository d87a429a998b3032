//! Quantiles of the normal distribution and of Student's t.

use statrs::distribution::{Continuous, ContinuousCDF, Normal, StudentsT};

/// Newton steps from the expansion in 1/df; they reach double precision from 30 degrees of freedom on.
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
/// Below 30 degrees of freedom this is the library's own inverse, which loses digits above. From there on it is
/// the expansion in 1/df, which has nine digits at any usual level from 1000 on; up to there Newton's method on the
/// distribution function finishes it.
///
/// Source: R's `qt`, against which it is tested; Abramowitz and Stegun, 26.7.5.
#[must_use]
pub fn t_quantile(p: f64, df: f64) -> Option<f64> {
    if !(df > 0.0 && p > 0.0 && p < 1.0) {
        return None;
    }
    let t = StudentsT::new(0.0, 1.0, df).ok()?;
    Some(if df < 30.0 {
        t.inverse_cdf(p)
    } else if df < 1000.0 {
        (0..NEWTON_STEPS).fold(expansion(normal_quantile(p), df), |x, _| x + (t.sf(x) - (1.0 - p)) / t.pdf(x))
    } else {
        expansion(normal_quantile(p), df)
    })
}

/// Student's t quantile where the normal quantile is `z`, by powers of 1/df.
fn expansion(z: f64, df: f64) -> f64 {
    let z2 = z * z;
    let first = z * (z2 + 1.0) / 4.0;
    let second = z * ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0;
    let third = z * (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0;
    z + (first + (second + third / df) / df) / df
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

    /// R 4.2.2: `qt(p, df)`, two-sided levels of 99.9, 99.99 and 99.9999 %.
    #[test]
    fn t_quantiles_agree_with_r_far_out_in_the_tail() {
        let from_r = [
            (30.0, [3.645_958_635_042_06, 4.482_417_175_409_79, 6.119_075_620_413_73]),
            (50.0, [3.496_012_881_818_11, 4.228_309_866_845_84, 5.573_217_242_144_96]),
            (100.0, [3.390_491_311_164_26, 4.053_336_701_201_55, 5.213_727_574_249_49]),
            (999.0, [3.300_292_440_398_77, 3.906_359_561_102_24, 4.922_320_372_383_03]),
        ];
        for (df, expected) in from_r {
            for (p, expected) in [0.9995, 0.99995, 0.999_999_5].into_iter().zip(expected) {
                let ours = t_quantile(p, df).expect("a quantile");
                assert!((ours - expected).abs() < 1e-9 * expected, "{p}, df {df}: {ours} is not {expected}");
            }
        }
    }
}

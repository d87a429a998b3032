//! Quantiles and tails of the normal distribution and of Student's t, tails of chi-squared and F.

use super::beta::Beta;
use statrs::distribution::{Continuous, ContinuousCDF, Normal, StudentsT};
use statrs::function::gamma::checked_gamma_ur;

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

/// Probability that a standard normal number lies at least as far from zero as `z`.
///
/// Source: `statrs`; tested against R's `2 * pnorm(-abs(z))`.
pub(super) fn normal_tails(z: f64) -> f64 {
    2.0 * Normal::standard().sf(z.abs())
}

/// Probability that Student's t with `df` > 0 degrees of freedom lies at least as far from zero as `t`; `None` for
/// other arguments.
///
/// From [`EXPANDED_FROM`] degrees of freedom on, where the library's function loses digits, this is the normal tail
/// with two terms in 1/df: Q(t) + φ(t)·(t(t² + 1)/4df + t(3t⁶ − 7t⁴ − 5t² − 3)/96df²).
///
/// Source: `statrs`; Fisher (1925), *Metron* 5(3):109–112, for the terms; tested against R's `2 * pt(-abs(t), df)`.
pub(super) fn t_tails(t: f64, df: f64) -> Option<f64> {
    if !(df > 0.0 && df.is_finite() && t.is_finite()) {
        return None;
    }
    let t = t.abs();
    if df < EXPANDED_FROM {
        return Some(2.0 * StudentsT::new(0.0, 1.0, df).ok()?.sf(t));
    }
    let t2 = t * t;
    let first = t * (t2 + 1.0) / 4.0;
    let second = t * (((3.0 * t2 - 7.0) * t2 - 5.0) * t2 - 3.0) / 96.0;
    Some(normal_tails(t) + 2.0 * Normal::standard().pdf(t) * (first + second / df) / df)
}

/// Probability that chi-squared with `df` > 0 degrees of freedom is at least `x` ≥ 0; `None` for other arguments.
///
/// Source: `statrs`, Q(df/2, x/2); tested against R's `pchisq(x, df, lower.tail = FALSE)`.
pub(super) fn chi_squared_tail(x: f64, df: f64) -> Option<f64> {
    match (x, df > 0.0 && df.is_finite()) {
        (0.0, true) => Some(1.0),
        (x, true) if x > 0.0 && x.is_finite() => checked_gamma_ur(df / 2.0, x / 2.0).ok(),
        _ => None,
    }
}

/// Probability that F with `df` > 0 and `df2` > 0 degrees of freedom is at least `f` ≥ 0; `None` for other arguments.
///
/// Source: I(df2 / (df2 + df·f); df2/2, df/2), *NIST Digital Library of Mathematical Functions*, §8.17; tested against R's
/// `pf(f, df, df2, lower.tail = FALSE)`.
pub(super) fn f_tail(f: f64, df: f64, df2: f64) -> Option<f64> {
    if !(df > 0.0 && df2 > 0.0 && f >= 0.0 && (df + df2 + f).is_finite()) {
        return None;
    }
    if f == 0.0 {
        return Some(1.0);
    }
    Some(Beta::new(df2 / 2.0, df / 2.0).cumulative(df2 / (df2 + df * f)).clamp(0.0, 1.0))
}

/// Degrees of freedom from which on the t distribution is expanded around the normal one.
const EXPANDED_FROM: f64 = 3e4;

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
    use super::{chi_squared_tail, f_tail, normal_tails, t_quantile, t_tails};

    /// R 4.2.2: `pchisq(x, df, lower.tail = FALSE)` and `pf(f, df, df2, lower.tail = FALSE)`.
    #[test]
    fn tails_of_chi_squared_and_f_agree_with_r() {
        let from_r = [
            (0.3, 1.0, 5.838_824_207_703_652e-1),
            (50.0, 1.0, 1.537_459_794_428_034e-12),
            (12.0, 9.0, 2.133_093_050_834_166e-1),
            (200.0, 9.0, 3.312_992_393_909_553e-38),
            (400.0, 120.0, 8.135_770_434_234_848e-32),
        ];
        for (x, df, expected) in from_r {
            let ours = chi_squared_tail(x, df).expect("a probability");
            assert!((ours / expected - 1.0).abs() < 1e-9, "x {x}, df {df}: {ours} is not {expected}");
        }
        let from_r = [
            (0.5, 1.0, 14.0, 4.911_033_768_275_42e-1),
            (2.4, 2.0, 14.0, 1.269_963_692_462_372e-1),
            (1.1, 4.0, 1e6, 3.545_707_503_028_595e-1),
            (9.0, 3.0, 1e6, 5.888_353_174_316_189e-6),
            (0.2, 9.0, 40.0, 9.927_992_060_979_485e-1),
            (74.19, 1.0, 182.0, 3.327_697_237_626_394e-15),
            (3.0, 0.7, 5.0, 1.418_833_092_453_196e-1),
            (40.0, 2.5, 3.0, 6.605_949_376_849_891e-3),
        ];
        for (f, df, df2, expected) in from_r {
            let ours = f_tail(f, df, df2).expect("a probability");
            assert!((ours / expected - 1.0).abs() < 1e-9, "F {f}, df {df} and {df2}: {ours} is not {expected}");
        }
        assert_eq!((f_tail(0.0, 1.0, 2.0), chi_squared_tail(0.0, 3.0)), (Some(1.0), Some(1.0)));
        assert_eq!((f_tail(1.0, 0.0, 2.0), chi_squared_tail(f64::NAN, 3.0)), (None, None));
    }

    /// R 4.2.2: `2 * pt(-t, df)` for t of 0.3, 1.7, 3.1973 and 6.
    #[test]
    fn tails_of_t_agree_with_r_for_any_degrees_of_freedom() {
        let from_r = [
            (1.0, [0.814_452_841_844_515, 0.338_506_054_660_665, 0.192_975_538_274_998, 0.105_136_913_422_507]),
            (4.5, [0.777_533_547_039_431, 0.156_353_912_135_898, 0.027_922_847_833_463, 0.002_641_475_805_551_58]),
            (30.0, [0.766_246_105_284_353, 0.099_477_875_588_516_9, 0.003_261_212_318_001_02, 1.394_276_876_720_47e-6]),
            (1e3, [0.764_239_504_167_244, 0.089_441_886_959_240_1, 0.001_430_737_962_077_71, 2.755_369_173_377_48e-9]),
            (
                29_999.0,
                [0.764_179_234_245_694, 0.089_141_291_625_467_1, 0.001_388_644_339_492_65, 1.995_767_418_923_39e-9],
            ),
            (
                30_000.0,
                [0.764_179_234_176_407, 0.089_141_291_279_930_6, 0.001_388_644_291_524_08, 1.995_766_662_155_44e-9],
            ),
            (1e8, [0.764_177_156_245_664, 0.089_130_928_626_818_8, 0.001_387_206_144_350_6, 1.973_182_034_315_29e-9]),
            (1e12, [0.764_177_155_622_157, 0.089_130_925_517_397_1, 0.001_387_205_712_949_3, 1.973_175_290_749_82e-9]),
        ];
        for (df, expected) in from_r {
            for (t, expected) in [0.3, -1.7, 3.1973, 6.0].into_iter().zip(expected) {
                let ours = t_tails(t, df).expect("a probability");
                assert!(
                    (ours - expected).abs() < 1e-9 * expected.max(1e-3),
                    "t {t}, df {df}: {ours} is not {expected}"
                );
            }
        }
        assert_eq!((t_tails(1.0, 0.0), t_tails(f64::NAN, 5.0)), (None, None));
        assert!((normal_tails(-1.959_963_984_540_054) - 0.05).abs() < 1e-10);
    }

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

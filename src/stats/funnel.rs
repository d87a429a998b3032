//! Funnel plots: how far the figure of a unit may lie from the pooled one by chance, by how many answers it rests on.
//!
//! Figures are proportions or means of any unit; a spread is the variance of one answer.

use super::Limits;
use super::beta::Beta;
use super::distribution::normal_quantile;
use super::quantile::{QuantileRule, quantile};

/// How much further units lie apart than answers drawn by chance would let them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Excess {
    /// They are taken to differ by chance alone.
    None,
    /// Every variance is so many times that of chance: φ.
    Times(f64),
    /// Units differ by themselves with this variance, whatever their number of answers: τ².
    Plus(f64),
}

impl Excess {
    /// How many times the variance of chance, `spread` ÷ n, that of a unit with `n` answers is: φ, or 1 + n·τ² ÷ spread.
    #[must_use]
    pub fn inflation(self, spread: f64, n: f64) -> f64 {
        match self {
            Excess::None => 1.0,
            Excess::Times(phi) => phi,
            Excess::Plus(tau2) => 1.0 + n * tau2 / spread,
        }
    }
}

/// How far a unit's figure lies from the pooled one: z = (y − θ) ÷ √(`spread` ÷ n · inflation).
///
/// `y` is the unit's figure, θ the `centre`, `n` its answers. `None` without answers or without spread.
///
/// Source: Spiegelhalter (2005), *Statistics in Medicine* 24:1185–1202.
#[must_use]
pub fn funnel_z(y: f64, n: f64, (centre, spread): (f64, f64), excess: Excess) -> Option<f64> {
    let variance = spread / n * excess.inflation(spread, n);
    (n > 0.0 && spread > 0.0).then(|| (y - centre) / variance.sqrt())
}

/// Limits beyond which a unit with `n` answers lies with probability `tail` on either side:
/// θ ± z(1 − `tail`) · √(`spread` ÷ n · inflation).
///
/// Source: Spiegelhalter (2005), §2.
#[must_use]
pub fn normal_funnel((centre, spread): (f64, f64), n: f64, tail: f64, excess: Excess) -> Limits {
    let reach = normal_quantile(1.0 - tail) * (spread / n * excess.inflation(spread, n)).sqrt();
    (centre - reach, centre + reach)
}

/// The same for a share `p` of few answers: exact binomial limits, interpolated between counts so that the curve by `n` is
/// smooth.
///
/// With k the smallest count whose cumulative probability F(k) reaches q, the limit is (k − a) ÷ n, where
/// a = (F(k) − q) ÷ (F(k) − F(k − 1)); q is `tail` and 1 − `tail`. `n` need not be whole (effective answers). With an excess
/// the distances from p are √inflation times as long. All stays within 0 to 1. A curve to look at: whether a unit lies
/// beyond is a matter of [`exact_bounds`].
///
/// Source: Spiegelhalter (2005), appendix A.1.1.
#[must_use]
pub fn exact_funnel(p: f64, n: f64, tail: f64, excess: Excess) -> Limits {
    stretched(p, n, excess, |q| {
        let (count, reached, before) = binomial_quantile(q, n, p);
        (count - (reached - q) / (reached - before)) / n
    })(tail)
}

/// The outermost shares that are still within: k ÷ n, without the interpolation of [`exact_funnel`]. Fewer than k have a
/// probability below `tail`, and so have more; the interpolated upper limit lies up to one count too low for that (all of 8
/// are beyond 99.8 % by it around 0.8, and one time in six they are found).
#[must_use]
pub fn exact_bounds(p: f64, n: f64, tail: f64, excess: Excess) -> Limits {
    let bound = |q: f64| match binomial_quantile(q, n, p).0 {
        // Of effective answers the last one is not whole: nothing lies beyond all of them.
        last if last + 1.0 > n => 1.0,
        count => count / n,
    };
    stretched(p, n, excess, bound)(tail)
}

/// Limits from a quantile, as far from p as the excess wants them.
fn stretched(p: f64, n: f64, excess: Excess, quantile: impl Fn(f64) -> f64) -> impl Fn(f64) -> Limits {
    let stretch = excess.inflation(p * (1.0 - p), n).sqrt();
    let is_fixed = p <= 0.0 || p >= 1.0 || n <= 0.0;
    move |tail| {
        let limit = |q: f64| (p + stretch * (quantile(q) - p)).clamp(0.0, 1.0);
        if is_fixed { (p, p) } else { (limit(tail), limit(1.0 - tail)) }
    }
}

/// The smallest count whose cumulative probability reaches q, with that and the probability of one less.
fn binomial_quantile(q: f64, n: f64, p: f64) -> (f64, f64, f64) {
    let up_to = |k: f64| match k {
        none if none < 0.0 => 0.0,
        all if all >= n => 1.0,
        some => Beta::new(n - some, some + 1.0).cumulative(1.0 - p),
    };
    // Below `low` the probability is not reached, at `high` it is.
    let (mut low, mut high) = (-1.0, n.ceil());
    while high - low > 1.0 {
        let middle = f64::midpoint(low, high).floor();
        if up_to(middle) >= q {
            high = middle;
        } else {
            low = middle;
        }
    }
    (high, up_to(high), up_to(high - 1.0))
}

/// φ, the mean of z² over all units: how many times their variance is that of chance. `None` for no units.
///
/// Source: Spiegelhalter (2005), §3.2; Wedderburn (1974).
#[must_use]
pub fn overdispersion(z: &[f64]) -> Option<f64> {
    (!z.is_empty()).then(|| z.iter().map(|z| z * z).sum::<f64>() / count(z.len()))
}

/// These z with those beyond the `share` and the 1 − `share` quantile (R's type 7) drawn in to it, so that the units that
/// stand out do not widen the limits that they are held against.
///
/// Source: Spiegelhalter (2005), §3.2, who takes a tenth at either end.
#[must_use]
pub fn winsorised(z: &[f64], share: f64) -> Vec<f64> {
    let mut ascending = z.to_vec();
    ascending.sort_by(f64::total_cmp);
    let at = |p: f64| type_seven(&ascending, p);
    let (low, high) = (at(share), at(1.0 - share));
    z.iter().map(|z| z.clamp(low.min(high), high)).collect()
}

/// The p-quantile of ascending numbers, linear between them: R's type 7.
fn type_seven(ascending: &[f64], p: f64) -> f64 {
    let values: Vec<(f64, f64)> = ascending.iter().map(|x| (*x, 1.0)).collect();
    quantile(&values, p, QuantileRule::Linear).unwrap_or_default()
}

/// τ², the variance between units beyond chance, by moments: max(0, (Σz² − (I − 1)) ÷ (Σw − Σw² ÷ Σw)), w = n ÷ spread,
/// of I units with these z and answers. `None` for fewer than two units or without spread.
///
/// Source: `DerSimonian` and Laird (1986), *Controlled Clinical Trials* 7:177–188; Spiegelhalter (2005), §3.3.
#[must_use]
pub fn variance_between(z: &[f64], n: &[f64], spread: f64) -> Option<f64> {
    let squares: f64 = z.iter().map(|z| z * z).sum();
    let (w, w2) = n.iter().map(|n| n / spread).fold((0.0, 0.0), |(w, w2), one| (w + one, w2 + one * one));
    (z.len() > 1 && spread > 0.0).then(|| ((squares - (count(z.len()) - 1.0)) / (w - w2 / w)).max(0.0))
}

#[expect(clippy::cast_precision_loss, reason = "numbers of units")]
const fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn close(ours: f64, theirs: f64) {
        assert!((ours - theirs).abs() <= 1e-9 * theirs.abs().max(1e-3), "{ours} is not {theirs}");
    }

    /// Breaches and attendances of six NHS trusts, type 1, March 2018 (R package `NHSRdatasets`, `ae_attendances`).
    const TRUSTS: [(f64, f64); 6] =
        [(6379.0, 28465.0), (4524.0, 12581.0), (2726.0, 13421.0), (937.0, 5592.0), (1564.0, 18906.0), (2154.0, 9936.0)];

    /// Pooled share and spread, z and answers of the trusts.
    fn trusts() -> ((f64, f64), Vec<f64>, Vec<f64>) {
        let (x, n) = TRUSTS.iter().fold((0.0, 0.0), |(x, n), one| (x + one.0, n + one.1));
        let pooled = (x / n, x / n * (1.0 - x / n));
        let z = TRUSTS.iter().map(|(x, n)| funnel_z(x / n, *n, pooled, Excess::None).expect("a z"));
        (pooled, z.collect(), TRUSTS.iter().map(|one| one.1).collect())
    }

    /// R 4.2.2, by Spiegelhalter's formulas.
    #[test]
    fn trusts_lie_as_far_out_as_in_r() {
        let (pooled, z, _) = trusts();
        close(pooled.0, 0.205_666_977_874);
        let from_r = [
            7.694_194_602_82,
            42.714_681_211_2,
            -0.731_588_863_917,
            -7.050_101_453_71,
            -41.823_099_549,
            2.742_489_791_53,
        ];
        z.iter().zip(from_r).for_each(|(ours, theirs)| close(*ours, theirs));
        let limits = [
            [0.200_971_540_106, 0.210_362_415_642, 0.198_263_783_939, 0.213_070_171_809],
            [0.198_604_223_516, 0.212_729_732_233, 0.194_531_287_698, 0.216_802_668_051],
            [0.198_828_818_086, 0.212_505_137_663, 0.194_885_401_039, 0.216_448_554_709],
            [0.195_073_267_348, 0.216_260_688_4, 0.188_964_106_409, 0.222_369_849_339],
            [0.199_905_527_092, 0.211_428_428_656, 0.196_583_024_558, 0.214_750_931_19],
            [0.197_719_562_877, 0.213_614_392_872, 0.193_136_462_635, 0.218_197_493_113],
        ];
        for ((_, n), [low, high, lowest, highest]) in TRUSTS.into_iter().zip(limits) {
            let (inner, outer) =
                (normal_funnel(pooled, n, 0.025, Excess::None), normal_funnel(pooled, n, 0.001, Excess::None));
            for (ours, theirs) in [(inner.0, low), (inner.1, high), (outer.0, lowest), (outer.1, highest)] {
                close(ours, theirs);
            }
        }
    }

    /// The same in R: φ without winsorising, τ², and the z that either leaves.
    #[test]
    fn trusts_are_as_overdispersed_as_in_r() {
        let (pooled, z, n) = trusts();
        let left = |excess: Excess| {
            TRUSTS.iter().map(move |(x, n)| funnel_z(x / n, *n, pooled, excess).expect("a z")).collect::<Vec<f64>>()
        };
        let phi = overdispersion(&z).expect("units");
        close(phi, 615.112_780_083);
        let by_phi = [
            0.310_231_427_467,
            1.722_264_279_77,
            -0.029_497_805_720_8,
            -0.284_261_466_037,
            -1.686_315_533_2,
            0.110_577_723_434,
        ];
        left(Excess::Times(phi)).iter().zip(by_phi).for_each(|(ours, theirs)| close(*ours, theirs));
        let tau2 = variance_between(&z, &n, pooled.1).expect("units");
        close(tau2, 0.008_541_042_864_07);
        let by_tau = [
            0.199_383_790_308,
            1.664_247_228_31,
            -0.027_599_011_943_7,
            -0.411_621_871_274,
            -1.329_612_075_95,
            0.120_212_533_331,
        ];
        left(Excess::Plus(tau2)).iter().zip(by_tau).for_each(|(ours, theirs)| close(*ours, theirs));
    }

    /// R 4.2.2, from `qbinom` and `pbinom` around 0.8: limits of 2.5, 97.5, 0.1 and 99.9 %.
    #[test]
    fn small_practices_have_exact_limits() {
        let from_r = [
            (10.0, [0.470_506_117_079, 0.976_716_935_635, 0.302_463_960_193, 0.999_068_677_425]),
            (25.0, [0.610_417_815_919, 0.924_048_352_637, 0.501_552_522_723, 0.989_412_088_159]),
            (50.0, [0.672_906_116_648, 0.895_595_177_988, 0.600_855_902_325, 0.945_223_856_792]),
            (100.0, [0.713_523_914_966, 0.870_257_767_285, 0.663_234_148_483, 0.909_021_747_435]),
            (400.0, [0.758_806_274_904, 0.837_228_312_108, 0.734_958_029_101, 0.858_352_216_496]),
        ];
        for (n, [low, high, lowest, highest]) in from_r {
            let (inner, outer) = (exact_funnel(0.8, n, 0.025, Excess::None), exact_funnel(0.8, n, 0.001, Excess::None));
            for (ours, theirs) in [(inner.0, low), (inner.1, high), (outer.0, lowest), (outer.1, highest)] {
                close(ours, theirs);
            }
        }
    }

    #[test]
    fn exact_limits_come_close_to_normal_ones_and_stay_within_bounds() {
        let (exact, normal) =
            (exact_funnel(0.3, 1e6, 0.001, Excess::None), normal_funnel((0.3, 0.21), 1e6, 0.001, Excess::None));
        assert!((exact.0 - normal.0).abs() < 1e-5 && (exact.1 - normal.1).abs() < 1e-5, "{exact:?} {normal:?}");
        assert_eq!(exact_funnel(0.9, 1.0, 0.001, Excess::Times(9.0)), (0.0, 1.0));
        assert_eq!(exact_funnel(1.0, 30.0, 0.001, Excess::None), (1.0, 1.0));
        let (low, high) = exact_funnel(0.4, 12.5, 0.025, Excess::None);
        assert!(low > 0.0 && low < 0.4 && high > 0.4 && high < 1.0);
    }

    /// All of 8 around 0.8 are found one time in six, and all of 31 one time in a thousand; none of 8 hardly ever.
    #[test]
    fn a_unit_lies_beyond_by_its_exact_probability() {
        let bounds = |n: f64| exact_bounds(0.8, n, 0.001, Excess::None);
        assert_eq!((bounds(8.0).1, bounds(30.0).1, bounds(5.02).1), (1.0, 1.0, 1.0));
        assert!((bounds(31.0).1 - 30.0 / 31.0).abs() < 1e-12, "0.8³¹ is 0.00099");
        // R 4.2.2: pbinom(1:3, 10, 0.8) is 4.1984e-06, 7.79264e-05, 0.0008643584.
        assert!((bounds(10.0).0 - 0.4).abs() < 1e-12);
        let (low, high) = exact_bounds(0.8, 10.0, 0.001, Excess::Times(4.0));
        assert!((low - 0.0).abs() < 1e-12 && (high - 1.0).abs() < 1e-12);
    }

    #[test]
    fn winsorising_draws_in_both_ends() {
        let z = [-9.0, -1.0, 0.0, 1.0, 2.0, 0.5, -0.5, 1.5, -1.5, 8.0, 0.2];
        let drawn_in = winsorised(&z, 0.1);
        assert_eq!((drawn_in[0], drawn_in[9], drawn_in[2]), (-1.5, 2.0, 0.0));
        assert_eq!((overdispersion(&[]), variance_between(&[1.0], &[5.0], 1.0)), (None, None));
    }
}

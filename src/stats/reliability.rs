//! How far figures tell units apart: is the order of wards more than the luck of who answered?
//!
//! Reliability is the share of the variance between units' figures that is theirs and not that of their few answers: 1
//! says that the next answers would put them in the same order, 0 that nothing is known of it.

use super::Limits;
use super::beta::Beta;

/// The answers of one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// Their mean.
    pub mean: f64,
    /// Variance of one answer, with n − 1.
    pub variance: f64,
    /// Answers; effective ones of weighted respondents.
    pub n: f64,
}

/// One-way analysis of variance of units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OneWay {
    /// Mean square between units: Σn(m − m̄)² ÷ (P − 1).
    pub between: f64,
    /// Mean square within them: Σ(n − 1)s² ÷ (N − P).
    pub within: f64,
    /// Degrees of freedom, P − 1 and N − P.
    pub df: (f64, f64),
    /// n₀ = (N − Σn² ÷ N) ÷ (P − 1): what units of equal size would have.
    pub typical: f64,
}

impl OneWay {
    /// That of P units with N answers; `None` for fewer than two units, and where answers within them have no spread.
    ///
    /// Source: Fisher (1925), *Statistical Methods for Research Workers*; R `anova(lm(y ~ unit))`.
    #[must_use]
    pub fn of(units: &[Unit]) -> Option<OneWay> {
        let sum = |of: fn(&Unit) -> f64| units.iter().map(of).sum::<f64>();
        let (all, groups) = (sum(|unit| unit.n), count(units.len()));
        let mean = sum(|unit| unit.n * unit.mean) / all;
        let between: f64 = units.iter().map(|unit| unit.n * (unit.mean - mean) * (unit.mean - mean)).sum();
        let within = sum(|unit| (unit.n - 1.0) * unit.variance);
        let df = (groups - 1.0, all - groups);
        let typical = (all - sum(|unit| unit.n * unit.n) / all) / df.0;
        let found = OneWay { between: between / df.0, within: within / df.1, df, typical };
        (units.len() > 1 && df.1 > 0.0 && within > 0.0).then_some(found)
    }

    /// F, the mean square between units over that within.
    #[must_use]
    pub fn f(&self) -> f64 {
        self.between / self.within
    }

    /// Probability of an F at least as large, were units alike.
    ///
    /// Source: R `pf(f, df1, df2, lower.tail = FALSE)`.
    #[must_use]
    pub fn p(&self) -> f64 {
        let (between, within) = self.df;
        Beta::new(within / 2.0, between / 2.0).cumulative(within / (within + between * self.f())).clamp(0.0, 1.0)
    }

    /// 1 − 1/F of all units together; see [`reliability`].
    #[must_use]
    pub fn reliability(&self) -> f64 {
        reliability(self.f())
    }

    /// The share of one answer's variance that is its unit's, ICC(1) = (MSB − MSW) ÷ (MSB + (n₀ − 1)·MSW), at least 0.
    ///
    /// Source: Shrout and Fleiss (1979), *Psychological Bulletin* 86:420–428.
    #[must_use]
    pub fn icc(&self) -> f64 {
        ((self.between - self.within) / (self.between + (self.typical - 1.0) * self.within)).max(0.0)
    }

    /// Reliability of a unit with `n` answers: n·ICC ÷ (1 + (n − 1)·ICC).
    ///
    /// Source: Spearman (1910) and Brown (1910), *British Journal of Psychology* 3.
    #[must_use]
    pub fn of_unit(&self, n: f64) -> f64 {
        let icc = self.icc();
        n * icc / (1.0 + (n - 1.0) * icc)
    }

    /// Answers a unit that a reliability takes: R(1 − ICC) ÷ ((1 − R)·ICC). `None` where units cannot be told apart.
    #[must_use]
    pub fn needed(&self, reliability: f64) -> Option<f64> {
        let icc = self.icc();
        (icc > 0.0).then(|| reliability * (1.0 - icc) / ((1.0 - reliability) * icc))
    }
}

/// Reliability of units' figures from their F: 1 − 1/F, and 0 where F ≤ 1, when they cannot be told apart.
///
/// Source: CAHPS Analysis Program (AHRQ), *Instructions for analyzing data*; Winer (1971), §4.5.
#[must_use]
pub fn reliability(f: f64) -> f64 {
    if f > 1.0 { 1.0 - 1.0 / f } else { 0.0 }
}

/// F of figures with a variance each: Σ(a − ã)²/V ÷ (P − 1), ã being their mean weighted by 1/V. With V = MSW/n it is that of
/// [`OneWay`].
///
/// Units without variance are left out. `None` for fewer than two others.
///
/// Source: CAHPS Analysis Program (AHRQ).
#[must_use]
pub fn f_of_figures(figures: &[(f64, f64)]) -> Option<f64> {
    let known = || figures.iter().filter(|(_, variance)| *variance > 0.0);
    let (weight, sum) = known().fold((0.0, 0.0), |(weight, sum), (a, v)| (weight + 1.0 / v, sum + a / v));
    let (mean, units) = (sum / weight, known().count());
    let squares: f64 = known().map(|(a, v)| (a - mean) * (a - mean) / v).sum();
    (units > 1).then(|| squares / (count(units) - 1.0))
}

/// Variance between units, by moments: b = max(Σn(m − m̄)² ÷ (N(1 − 1/P)) − v, 0).
///
/// v is the variance of a unit's mean, as all units have it (`pooled`, P·MSW ÷ N), or else Σn·s²/n ÷ N. `None` where there is
/// no [`OneWay`].
///
/// Source: CAHPS Analysis Program (AHRQ), second form of reliability.
#[must_use]
pub fn between_units(units: &[Unit], pooled: bool) -> Option<f64> {
    let one_way = OneWay::of(units)?;
    let (all, groups) = (units.iter().map(|unit| unit.n).sum::<f64>(), count(units.len()));
    let own: f64 = units.iter().map(|unit| unit.variance).sum();
    let chance = if pooled { groups * one_way.within } else { own } / all;
    Some((one_way.between * one_way.df.0 / (all * (1.0 - 1.0 / groups)) - chance).max(0.0))
}

/// A unit's mean drawn towards that of all, the more the less its answers say: b/(b + s²)·m + s²/(b + s²)·m̄, s² = variance ÷ n.
/// With it goes b/(b + s²), the reliability of the unit.
///
/// Source: Efron and Morris (1975), *Journal of the American Statistical Association* 70:311–319.
#[must_use]
pub fn shrunken(unit: Unit, between: f64, mean: f64) -> Limits {
    let own = between / (between + unit.variance / unit.n);
    (own, own * unit.mean + (1.0 - own) * mean)
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
        assert!((ours - theirs).abs() <= 1e-9 * theirs.abs(), "{ours} is not {theirs}");
    }

    /// R 4.2.2, `datasets::chickwts`: sums of weights by feed, so that means and variances are exact.
    fn feeds() -> Vec<Unit> {
        let weights: [&[u32]; 6] = [
            &[368, 390, 379, 260, 404, 318, 352, 359, 216, 222, 283, 332],
            &[179, 160, 136, 227, 217, 168, 108, 124, 143, 140],
            &[309, 229, 181, 141, 260, 203, 148, 169, 213, 257, 244, 271],
            &[325, 257, 303, 315, 380, 153, 263, 242, 206, 344, 258],
            &[243, 230, 248, 327, 329, 250, 193, 271, 316, 267, 199, 171, 158, 248],
            &[423, 340, 392, 339, 341, 226, 320, 295, 334, 322, 297, 318],
        ];
        weights.into_iter().map(unit).collect()
    }

    fn unit(values: &[u32]) -> Unit {
        let n = count(values.len());
        let mean = values.iter().copied().map(f64::from).sum::<f64>() / n;
        let squares = values.iter().map(|x| (f64::from(*x) - mean) * (f64::from(*x) - mean));
        Unit { mean, variance: squares.sum::<f64>() / (n - 1.0), n }
    }

    /// R 4.2.2: `anova(lm(weight ~ feed, chickwts))`.
    #[test]
    fn feeds_are_told_apart_as_in_r() {
        let one_way = OneWay::of(&feeds()).expect("a variance");
        close(one_way.between, 46_225.832_420_6);
        close(one_way.within, 3_008.554_169_16);
        close(one_way.f(), 15.364_799_774_7);
        assert_eq!(one_way.df, (5.0, 65.0));
        close(one_way.p(), 5.936_419_853_47e-10);
        close(one_way.reliability(), 0.934_916_171_075);
        close(one_way.typical, 11.808_450_704_2);
        close(one_way.icc(), 0.548_835_147_024);
        close(one_way.of_unit(one_way.typical), 0.934_916_171_075);
        for (reliability, needed) in [(0.7, 1.918_095_070_96), (0.8, 3.288_162_978_79), (0.9, 7.398_366_702_27)] {
            close(one_way.needed(reliability).expect("some"), needed);
        }
        let each = [
            0.935_888_462_604,
            0.924_040_135_859,
            0.935_888_462_604,
            0.930_465_410_968,
            0.944_539_300_704,
            0.935_888_462_604,
        ];
        feeds().iter().zip(each).for_each(|(unit, theirs)| close(one_way.of_unit(unit.n), theirs));
    }

    /// The same in R: b by both forms of v, b/(b + s²), and the means drawn in.
    #[test]
    fn feeds_have_the_second_form_of_reliability() {
        let units = feeds();
        let pooled = between_units(&units, true).expect("a variance");
        close(pooled, 3_652.164_359_27);
        let each = [
            0.913_465_622_81,
            0.960_752_057_448,
            0.941_389_859_014,
            0.905_102_948_973,
            0.945_802_032_721,
            0.948_389_036_284,
        ];
        let drawn_in =
            [318.194_537_03, 164.168_353_944, 221.244_439_345, 275.428_769_817, 247.235_106_974, 325.427_414_177];
        let all: f64 = units.iter().map(|unit| unit.n).sum();
        let mean = units.iter().map(|unit| unit.n * unit.mean).sum::<f64>() / all;
        for ((unit, own), drawn_in) in units.iter().zip(each).zip(drawn_in) {
            let (ours, shrunk) = shrunken(*unit, pooled, mean);
            close(ours, own);
            close(shrunk, drawn_in);
        }
        let own = between_units(&units, false).expect("a variance");
        close(own, 3_654.305_798_76);
        let each = [
            0.913_511_946_572,
            0.960_774_154_744,
            0.941_422_192_916,
            0.905_153_284_633,
            0.945_832_072_585,
            0.948_417_720_471,
        ];
        units.iter().zip(each).for_each(|(unit, theirs)| close(shrunken(*unit, own, mean).0, theirs));
    }

    /// R 4.2.2 and the CAHPS code: adjusted means of 14 school districts (`survey::apiclus1`) and of three kinds of school
    /// (`survey::apistrat`), each with its variance.
    #[test]
    fn adjusted_figures_have_the_reliability_of_cahps() {
        let districts = [
            (657.519_872_836, 113.070_216_553),
            (647.868_075_04, 45.780_719_993_2),
            (582.049_837_312, 62.097_387_428_8),
            (605.309_928_095, 194.638_567_141),
            (667.754_347_557, 166.445_306_172),
            (619.537_413_823, 343.706_655_785),
            (616.064_825_553, 499.217_699_648),
            (701.011_019_009, 110.340_906_513),
            (654.891_601_777, 120.715_534_805),
            (623.688_462_438, 208.882_176_7),
            (616.058_286_86, 208.817_038_932),
            (595.404_371_852, 123.403_988_769),
            (572.268_745_147, 1_264.028_824_81),
            (564.339_248_653, 153.807_114_967),
        ];
        let f = f_of_figures(&districts).expect("units");
        close(f, 11.948_598_165_8);
        close(reliability(f), 0.916_308_173_886);
        let kinds = [
            (0.931_174_598_802, 0.000_871_308_840_523),
            (0.494_513_642_437, 0.004_899_657_314_81),
            (0.704_311_758_761, 0.003_759_990_126_79),
        ];
        let f = f_of_figures(&kinds).expect("units");
        close(f, 19.397_958_341_2);
        close(reliability(f), 0.948_448_182_927);
    }

    #[test]
    fn an_analysis_of_variance_is_that_of_figures_with_the_pooled_variance() {
        let one_way = OneWay::of(&feeds()).expect("a variance");
        let figures: Vec<(f64, f64)> = feeds().iter().map(|unit| (unit.mean, one_way.within / unit.n)).collect();
        close(f_of_figures(&figures).expect("units"), one_way.f());
    }

    #[test]
    fn units_that_cannot_be_told_apart_have_no_reliability() {
        let same = [Unit { mean: 0.5, variance: 0.25, n: 10.0 }; 3];
        let one_way = OneWay::of(&same).expect("a variance");
        assert_eq!((one_way.reliability(), one_way.icc(), one_way.needed(0.7)), (0.0, 0.0, None));
        assert_eq!(OneWay::of(&same[..1]), None);
        assert_eq!(OneWay::of(&[Unit { mean: 0.5, variance: 0.0, n: 10.0 }; 3]), None);
        assert_eq!(f_of_figures(&[(1.0, 0.0), (2.0, 1.0)]), None);
    }
}

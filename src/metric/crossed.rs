//! Whether the columns of a table differ in a row: two of them, one and all others, or all.

use super::Subject;
use super::answers::count;
use super::covariance::{Around, Crossed, covariance_of_means, has_own_units};
use super::drawn::contrast;
use super::estimate::variance_around;
use super::row::RowFigure;
use crate::results::LetterConvention;
use crate::stats::{self, ColumnShare, MeanOf, Moments, RaoScott, SeveralTest, ShareCounts, Test};
use crate::table::{QuestionTally, Tally, Weight};

/// Whether two columns without a common respondent differ in a row, by the convention asked for.
///
/// Under a sampling design, or with weights that agree with totals, it is t of the linearised difference whatever the
/// convention is: columns may share sampling units. `None` where there is no such test.
#[must_use]
pub fn columns_differ(row: &RowFigure, by: LetterConvention, one: &Subject, other: &Subject) -> Option<Test> {
    if one.drawn.is_some() {
        return drawn_differ(row, one, other);
    }
    if row.kind.is_mean() {
        let (one, other) = (mean_of(row, one)?, mean_of(row, other)?);
        return match by {
            LetterConvention::Crunch => stats::welch_test(one, other),
            LetterConvention::Spss => stats::pooled_means_test(one, other),
            LetterConvention::None => None,
        };
    }
    let (one, other) = (share_of(row, one)?, share_of(row, other)?);
    match by {
        LetterConvention::Crunch => stats::unpooled_columns_test(one, other),
        LetterConvention::Spss => stats::pooled_columns_test(one, other),
        LetterConvention::None => None,
    }
}

/// Whether two columns differ in a row that share these respondents.
///
/// By Crunch's convention, and of means, it is t of the linearised difference with n − 1 degrees of freedom:
/// z = w [a (x − m₁)/W₁ − b (x − m₂)/W₂], v = N/(N − 1) Σz², a and b saying whether somebody is in either column, n how many
/// answered in all, and N how many there are. By that of SPSS it is the pooled t with the overlap taken off.
///
/// `None` where there is no such test; under a design in which respondents are sampling units themselves it is not known.
///
/// Source: R `survey::svycontrast` of `svyby(…, covmat = TRUE)`; for SPSS see `stats::overlapping_columns_test`.
#[must_use]
pub fn overlapping_differ(
    row: &RowFigure,
    by: LetterConvention,
    (one, other): (&Subject, &Subject),
    both: &Subject,
    answered: Tally,
) -> Option<Test> {
    if one.drawn.is_some() {
        return if has_own_units(one) { None } else { drawn_differ(row, one, other) };
    }
    if by == LetterConvention::Spss && !row.kind.is_mean() {
        let in_both = row.part(both).map_or(0.0, |(_, of)| of.effective());
        return stats::overlapping_columns_test(share_of(row, one)?, share_of(row, other)?, in_both);
    }
    let (a, b) = (row.moments(one)?, row.moments(other)?);
    let squares = |moments: &Moments| moments.spread2 / (moments.w * moments.w);
    let shared = row.moments(both).map_or(0.0, |both| product_around(&both, a.mean, b.mean) / (a.w * b.w));
    let units = count(one.design.units);
    let variance = units / (units - 1.0) * (squares(&a) + squares(&b) - 2.0 * shared);
    stats::known_variance_test(a.mean - b.mean, variance, count(answered.sampled()) - 1.0)
}

/// Σ w² (x − a)(x − b).
fn product_around(moments: &Moments, a: f64, b: f64) -> f64 {
    let half = (a - b) / 2.0;
    let around = f64::midpoint(a, b);
    let shift = moments.mean - around;
    let squares = moments.spread2 + 2.0 * shift * moments.tilt + shift * shift * moments.w2;
    squares - half * half * moments.w2
}

/// Whether a column differs in a row from all others together: pooled z of shares (on effective bases with weights), Welch's
/// t of means, t of the linearised difference under a design. The figure of the others comes with it, in the row's unit.
///
/// `None` where there is no such test.
#[must_use]
pub fn differs_from_rest(row: &RowFigure, one: &Subject, rest: &Subject) -> Option<(f64, Test)> {
    let value = row.scale() * row.moments(rest)?.mean;
    let test = if one.drawn.is_some() {
        drawn_differ(row, one, rest)?
    } else if row.kind.is_mean() {
        stats::welch_test(mean_of(row, one)?, mean_of(row, rest)?)?
    } else if one.design.weighted {
        stats::pooled_columns_test(share_of(row, one)?, share_of(row, rest)?)?
    } else {
        let counts = |subject| row.part(subject).map(|(part, of)| ShareCounts { x: count(part.n), n: count(of.n) });
        stats::shares_test(counts(one)?, counts(rest)?)?
    };
    Some((value, test))
}

/// t of the linearised difference, with one degree of freedom less than the design has in both columns together.
fn drawn_differ(row: &RowFigure, one: &Subject, other: &Subject) -> Option<Test> {
    let difference = row.moments(one)?.mean - row.moments(other)?.mean;
    let precision = contrast(one, other, |subject| row.moments(subject))?;
    stats::known_variance_test(difference, precision.variance, precision.df - 1.0)
}

/// A share on its effective base.
fn share_of(row: &RowFigure, subject: &Subject) -> Option<ColumnShare> {
    let (part, of) = row.part(subject)?;
    let base = of.w.to_f64();
    (base > 0.0).then(|| ColumnShare { p: part.w.to_f64() / base, base, effective: of.effective() })
}

/// A mean on its effective base.
fn mean_of(row: &RowFigure, subject: &Subject) -> Option<MeanOf> {
    let moments = row.moments(subject)?;
    let effective = moments.w * moments.w / moments.w2;
    let sd = moments.sd()?;
    Some(MeanOf { mean: moments.mean, variance: sd * sd / effective, n: effective })
}

/// The tests of whether a mean depends on the column, without weights and design.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeansTests {
    /// Analysis of variance.
    pub one_way: Option<SeveralTest>,
    /// Welch's.
    pub welch: Option<SeveralTest>,
    /// Of ranks; `None` where numbers are too many to be kept.
    pub ranks: Option<SeveralTest>,
}

/// Whether a mean differs between columns without a common respondent, as if each was drawn by himself and weighs 1.
#[must_use]
pub fn means_differ(row: &RowFigure, columns: &[Subject], ranked: &[Vec<f64>]) -> MeansTests {
    let means: Vec<MeanOf> = columns.iter().filter_map(|column| alone(row, column)).collect();
    MeansTests {
        one_way: stats::one_way_test(&means),
        welch: stats::welch_means_test(&means),
        ranks: stats::kruskal_wallis_test(ranked),
    }
}

/// A mean of one respondent or more.
fn alone(row: &RowFigure, subject: &Subject) -> Option<MeanOf> {
    let moments = row.moments(subject)?;
    let variance = moments.sd().map_or(0.0, |sd| sd * sd / moments.n);
    Some(MeanOf { mean: moments.mean, variance, n: moments.n })
}

/// Whether a mean differs between columns without a common respondent, under weights or a design: Wald's F.
///
/// `all` is everybody in them. `None` where there is no such test.
#[must_use]
pub fn weighted_means_differ(row: &RowFigure, columns: &[Subject], all: &Subject) -> Option<SeveralTest> {
    let with = columns.iter().filter_map(|column| Some((column, row.moments(column)?)));
    let (columns, moments): (Vec<&Subject>, Vec<Moments>) = with.unzip();
    let means: Vec<f64> = moments.iter().map(|moments| moments.mean).collect();
    let first = columns.first()?;
    if first.drawn.is_none() {
        let variances: Vec<f64> =
            columns.iter().zip(&moments).map(|(column, of)| variance_around(column, of)).collect::<Option<_>>()?;
        let covariance = (0..means.len()).map(|i| {
            let cell = |j: usize| if i == j { variances[i] } else { 0.0 };
            (0..means.len()).map(cell).collect()
        });
        let df = moments.iter().map(|moments| moments.n).sum::<f64>() - 1.0;
        return stats::wald_means(&means, &covariance.collect::<Vec<_>>(), df);
    }
    let (covariance, df) = covariance_of_means(&columns, all, |subject| row.moments(subject))?;
    stats::wald_means(&means, &covariance, df)
}

/// What is known of whether rows depend on columns under weights or a design.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawnAssociation {
    /// Rao and Scott's corrections.
    pub rao_scott: Option<RaoScott>,
    /// Wald's test, and the same with fewer degrees of freedom.
    pub wald: Option<(SeveralTest, Option<SeveralTest>)>,
}

/// Whether rows depend on columns without a common respondent, under weights or a design. `of` gives the rows of a column,
/// which leave no respondent out and have none in common; `all` is everybody in the columns.
///
/// `None` where fewer than two rows or columns have anybody.
///
/// Source: Rao and Scott (1984), *Annals of Statistics* 12:46–60; R `survey::svychisq`.
#[must_use]
pub fn drawn_association(
    columns: &[Subject],
    all: &Subject,
    of: impl Fn(&QuestionTally) -> Vec<Tally>,
) -> Option<DrawnAssociation> {
    let filled: Vec<&Subject> = columns.iter().filter(|column| column.tally.valid.w > Weight::ZERO).collect();
    let tallies: Vec<Vec<Tally>> = filled.iter().map(|column| of(column.tally)).collect();
    let rows: Vec<usize> =
        (0..tallies.first()?.len()).filter(|row| tallies.iter().any(|column| column[*row].w > Weight::ZERO)).collect();
    if rows.len() < 2 || filled.len() < 2 {
        return None;
    }
    let kept = |tally: &QuestionTally| -> Vec<Tally> {
        let all = of(tally);
        rows.iter().map(|row| all[*row]).collect()
    };
    let n = count(tallies.iter().flatten().map(Tally::sampled).sum());
    let whole: f64 = tallies.iter().flatten().map(|tally| tally.w.to_f64()).sum();
    let share = |row: &usize| tallies.iter().map(|column| column[*row].w.to_f64() / whole).collect::<Vec<f64>>();
    let shares: Vec<Vec<f64>> = rows.iter().map(share).collect();
    let crossed = Crossed::new(&filled, all, &kept);
    let means = crossed.covariance(&stats::interaction_contrasts(&shares), Around::Mean);
    let sums = crossed.covariance(&stats::residual_contrasts(&shares), Around::Zero);
    Some(DrawnAssociation {
        rao_scott: means.and_then(|(covariance, df)| stats::rao_scott(&shares, n, &covariance, df)),
        wald: sums.and_then(|(covariance, df)| stats::wald_association(&shares, covariance, df)),
    })
}

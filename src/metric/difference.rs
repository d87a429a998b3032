//! Whether a figure differs between two groups that have no respondent in common.
//!
//! Each metric says what its figures are tested with ([`Sample`](super::Sample)); which test that makes is decided here.

use super::among::rank_test;
use super::answers::{count, moments};
use super::contrast::{FEW_EXPECTED, Outcome, under_design};
use super::estimate::{interval, variance_around};
use super::made::{self, MadeTest};
use super::middle::Middle;
use super::overlap::{Allowed, Overlap, Twice, allowing, recovered};
use super::sample::Answers;
use super::{Figure, Metric, Sample, Subject};
use crate::results::{Base, Estimate, Interval, Sense, Unit};
use crate::stats::{self, BoundedScores, Limits, MeanOf, Moments, NetCounts, ShareCounts, Test};
use crate::table::Tally;

/// A percentage is a proportion times this, and so are points.
const PERCENT: f64 = 100.0;
/// The test of two shares of whom enough gave every answer.
const POOLED: &str = "pooled_z";
/// With more expected of every answer the normal distribution is right far out, too, where corrected p-values decide.
const MANY_EXPECTED: f64 = 2_000.0;
/// Below this (effective) number of respondents in either group, a mean on a scale with ends is tested with imagined
/// answers, and a weighted mean without ends with the degrees of freedom of the groups, not of the design.
const FEW_RESPONDENTS: f64 = 30.0;

/// A figure of two groups, compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The figure in the one group.
    pub value: f64,
    /// What it rests on.
    pub base: Base,
    /// The figure in the other group.
    pub other: f64,
    /// What that rests on.
    pub other_base: Base,
    /// Interval of the difference, in the figure's unit.
    pub interval: Option<Interval>,
    /// Name of the test, for example `adjusted_wald`.
    pub test: &'static str,
    /// Its outcome.
    pub outcome: Test,
    /// All tests that were made of it, this one first.
    pub tests: Vec<MadeTest>,
    /// Standard error of the difference, from those of both figures and their correlation; `None` where one has none.
    pub se: Option<f64>,
    /// Variance of one answer in either group, in the figure's unit: the squared standard error times the base. `None` where
    /// there is no standard error.
    pub spreads: Option<(f64, f64)>,
    /// Both figures with their precision; `None` where it was not asked for under a design.
    pub estimates: Option<(Estimate, Estimate)>,
    /// Correlation of both figures by people who are in both groups; 0 without any.
    pub correlation: f64,
    /// People in both groups whom the test allows for; `None` where it does not.
    pub shared: Option<u64>,
    /// Whether a higher figure is good news.
    pub higher: Sense,
}

/// How close a look a difference is worth.
#[derive(Debug, Clone, Copy, Default)]
pub struct Closely<'a> {
    /// What people answered who are in both groups.
    pub overlap: Option<Overlap<'a>>,
    /// Whether the precision of both figures is wanted under a sampling design, too, where it takes a look at every unit.
    pub precise: bool,
}

/// Compares the figure with this item of a metric in two groups without a common respondent.
///
/// The tests, by what the figure is (see `stats::difference` for the formulas):
///
/// | figure | unweighted | weighted |
/// |---|---|---|
/// | net score | `adjusted_wald` | `linearised_t`; `adjusted_wald` on effective counts when few |
/// | share | `pooled_z`; `fisher_exact` when few | `linearised_t`; `agresti_caffo` on effective counts when few |
/// | mean on a scale with ends | `welch`; `adjusted_mean` when few | `linearised_t`; `adjusted_mean` on effective counts when few |
/// | median | `median_test` | `median_test` |
/// | other mean | `welch` | `linearised_t`; `welch` on linearised variances when few |
///
/// The p-value beside `adjusted_wald` is the larger of its own and that of the pooled z, which is right where the other
/// is too eager; that beside `pooled_z` the larger of its own and Fisher's mid-p, up to 2,000 expected answers: of 60 sites
/// with 30 answers each and no difference, 8 to 12 pages in 100 had a mark by the pooled z alone, 3 have one so. Beside
/// `fisher_exact` stands the pooled z.
///
/// The median test is that of the shares above the median of both groups together.
///
/// *Few* is an expected count of any answer under 5, for means fewer than 30 respondents in a group. The interval of
/// a difference of net scores, shares and adjusted means is recovered from the intervals of both figures (`mover`);
/// of other means it is that of the test.
///
/// Under a sampling design, or with weights that agree with totals, all are `linearised_t`: groups may share sampling
/// units, so that the variance of the difference is that of what each unit adds to it. There is none where few would do.
///
/// `None` where the figure has no test, either group is empty, or neither has any spread.
#[must_use]
pub fn compare(metric: &Metric, item: Option<&str>, one: &Subject, other: &Subject) -> Option<Compared> {
    compare_closely(metric, item, (one, other), Closely::default())
}

/// The same with more care: of groups in which some people are in both (see `metric::overlap` for the tests; under a sampling
/// design it is the units that tell), and with the precision of both figures.
#[must_use]
pub fn compare_closely(
    metric: &Metric,
    item: Option<&str>,
    (one, other): (&Subject, &Subject),
    closely: Closely,
) -> Option<Compared> {
    let (sample, other_sample) = ((metric.sample)(one, item)?, (metric.sample)(other, item)?);
    let find = |subject: &Subject| (metric.figures)(subject).into_iter().find(|figure| figure.item.as_deref() == item);
    // Precision under a design takes a look at every sampling unit, and values do not depend on it.
    let value = |subject: &Subject| find(&Subject { drawn: None, ..*subject });
    let (figure, other_figure) = (value(one)?, value(other)?);
    let answers = (&sample.answers, &other_sample.answers);
    let full = match one.drawn {
        Some(_) if closely.precise => find(one).zip(find(other)),
        Some(_) => None,
        None => Some((figure.clone(), other_figure.clone())),
    };
    let scale = if matches!(figure.unit, Unit::Percent | Unit::Points) { PERCENT } else { 1.0 };
    let allowed = closely.overlap.filter(|_| one.drawn.is_none()).and_then(|overlap| {
        let twice = Twice::of(metric, item, one, overlap)?;
        let (means, weights) = both_means((one, other), (&sample, &other_sample)).unzip();
        Some((allowing(one, answers, means, weights.unwrap_or_default(), &twice)?, twice.people()))
    });
    let (allowed, people) = allowed.unzip();
    let correlation = allowed.as_ref().map_or(0.0, |allowed: &Allowed| allowed.correlation);
    let other_test = allowed.as_ref().and_then(|allowed| allowed.other);
    let is_ranked = closely.precise && matches!(answers.0, Answers::Values { .. } | Answers::Median { .. });
    let ranks = is_ranked.then(|| rank_test(one, other)).flatten();
    let ranks = ranks.map(|outcome| MadeTest { name: "rank_test", outcome });
    let (test, outcome, limits) = match allowed {
        Some(Allowed { name, test, limits, .. }) => (name, test, limits),
        None if one.drawn.is_some() => under_design((metric, item), (one, other), answers)?,
        None => among_individuals(one, answers)?,
    };
    Some(Compared {
        value: figure.value?,
        base: figure.base?,
        other: other_figure.value?,
        other_base: other_figure.base?,
        interval: limits
            .map(|limits| interval(limits, scale, test))
            .or_else(|| recovered(&find(one)?, &find(other)?, correlation)),
        tests: made::tests(one, answers, (test, outcome)).into_iter().chain(other_test).chain(ranks).collect(),
        se: full.as_ref().and_then(|(one, other)| standard_error(one, other, correlation)),
        spreads: full.as_ref().and_then(|(one, other)| spread(one).zip(spread(other))),
        estimates: full.map(|(one, other)| (one.estimate(), other.estimate())),
        correlation,
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        shared: people.map(|people| people.round() as u64),
        test,
        outcome,
        higher: sample.higher,
    })
}

/// Standard error of the difference of two figures that are correlated so.
fn standard_error(one: &Figure, other: &Figure, correlation: f64) -> Option<f64> {
    let (se, other_se) = (one.se?, other.se?);
    Some((se * se + other_se * other_se - 2.0 * correlation * se * other_se).max(0.0).sqrt())
}

/// Variance of one answer, as the precision of a figure has it.
fn spread(figure: &Figure) -> Option<f64> {
    let (se, base) = (figure.se?, figure.base?);
    Some(se * se * count(base.unweighted))
}

/// The means that both figures are, with what either group weighs.
fn both_means(
    (one, other): (&Subject, &Subject),
    (sample, other_sample): (&Sample, &Sample),
) -> Option<((MeanOf, MeanOf), (f64, f64))> {
    let (moments, other_moments) = (sample.moments()?, other_sample.moments()?);
    let means = (Weighed::around(one, &moments)?.mean, Weighed::around(other, &other_moments)?.mean);
    Some((means, (moments.w, other_moments.w)))
}

/// The test where each respondent was drawn by himself.
fn among_individuals(subject: &Subject, answers: (&Answers, &Answers)) -> Outcome {
    match answers {
        (one @ Answers::Net { .. }, other @ Answers::Net { .. }) => net_scores(subject, one, other),
        (Answers::Share { part, of }, Answers::Share { part: other_part, of: other_of }) => {
            shares_far_out(subject, (*part, *of), (*other_part, *other_of))
        }
        (Answers::Values { moments, ends }, Answers::Values { moments: other_moments, .. }) => {
            means(subject, &(*moments)?, &(*other_moments)?, *ends)
        }
        (Answers::Median { values }, Answers::Median { values: other_values }) => {
            medians(subject, values, other_values)
        }
        _ => None,
    }
}

fn net_scores(subject: &Subject, one: &Answers, other: &Answers) -> Outcome {
    let (one, other) = (Net::of(subject, one)?, Net::of(subject, other)?);
    // The larger p-value of two tests: see `stats::pooled_net_scores_test`.
    let adjusted = || {
        let test = stats::net_scores_test(one.counts, other.counts)?;
        let pooled = stats::pooled_net_scores_test(one.counts, other.counts)?;
        Some(("adjusted_wald", Test { p: test.p.max(pooled.p), ..test }, None))
    };
    let expected = |of: fn(&NetCounts) -> f64| {
        let share = |net: &Net| ShareCounts { x: of(&net.counts), n: net.counts.n };
        stats::least_expected(share(&one), share(&other))
    };
    let few = expected(|net| net.promoters).min(expected(|net| net.detractors)) < FEW_EXPECTED;
    if !subject.design.weighted || few {
        return adjusted();
    }
    Some(("linearised_t", stats::domains_test(one.mean, other.mean)?, None))
}

/// A net score as counts, effective ones in a weighted survey, and as a mean.
struct Net {
    counts: NetCounts,
    mean: MeanOf,
}

impl Net {
    fn of(subject: &Subject, answers: &Answers) -> Option<Net> {
        let Answers::Net { promoters, detractors, all } = answers else { return None };
        let passives = *all - *promoters - *detractors;
        let weighed = Weighed::of(subject, &[(1.0, *promoters), (0.0, passives), (-1.0, *detractors)])?;
        let share = |tally: &Tally| tally.w.to_f64() / all.w.to_f64() * weighed.effective;
        let counts = NetCounts { promoters: share(promoters), detractors: share(detractors), n: weighed.effective };
        Some(Net { counts, mean: weighed.mean })
    }
}

fn shares(subject: &Subject, one: (Tally, Tally), other: (Tally, Tally)) -> Outcome {
    if !subject.design.weighted {
        let exact = |(part, of): (Tally, Tally)| ShareCounts { x: count(part.n), n: count(of.n) };
        if stats::least_expected(exact(one), exact(other)) >= FEW_EXPECTED {
            return Some((POOLED, stats::shares_test(exact(one), exact(other))?, None));
        }
        return fisher(one, other);
    }
    let weighed = |(part, of): (Tally, Tally)| {
        let weighed = Weighed::of(subject, &[(1.0, part), (0.0, of - part)])?;
        Some((ShareCounts { x: weighed.effective * weighed.mean.mean, n: weighed.effective }, weighed.mean))
    };
    let ((counts, mean), (other_counts, other_mean)) = (weighed(one)?, weighed(other)?);
    if stats::least_expected(counts, other_counts) < FEW_EXPECTED {
        return Some(("agresti_caffo", stats::adjusted_shares_test(counts, other_counts)?, None));
    }
    Some(("linearised_t", stats::domains_test(mean, other_mean)?, None))
}

/// The same with a p-value that holds far out, where those corrected for many tests decide: that of the pooled z is too small
/// there for rare answers.
fn shares_far_out(subject: &Subject, one: (Tally, Tally), other: (Tally, Tally)) -> Outcome {
    let (name, test, limits) = shares(subject, one, other)?;
    let exact = |(part, of): (Tally, Tally)| ShareCounts { x: count(part.n), n: count(of.n) };
    let is_normal = name != POOLED || stats::least_expected(exact(one), exact(other)) >= MANY_EXPECTED;
    if is_normal {
        return Some((name, test, limits));
    }
    let ((part, of), (other_part, other_of)) = (one, other);
    let mid = stats::fisher_mid_p((part.n, of.n), (other_part.n, other_of.n));
    Some((name, Test { p: test.p.max(mid), ..test }, limits))
}

/// Fisher's test; the pooled z stands beside its p-value.
fn fisher((part, of): (Tally, Tally), (other_part, other_of): (Tally, Tally)) -> Outcome {
    let counts = |part: Tally, of: Tally| ShareCounts { x: count(part.n), n: count(of.n) };
    let z = stats::shares_test(counts(part, of), counts(other_part, other_of))?;
    let p = stats::fisher_exact((part.n, of.n), (other_part.n, other_of.n));
    Some(("fisher_exact", Test { p, ..z }, None))
}

/// Mood's median test: whether as many of one group as of the other lie above the median of both.
///
/// Source: Mood (1950), *Introduction to the Theory of Statistics*, §16.5; Conover (1999), §4.3.
fn medians(subject: &Subject, one: &[(f64, Tally)], other: &[(f64, Tally)]) -> Outcome {
    let middle = Middle::of(subject, one, other)?;
    let (_, test, _) = shares(subject, middle.split(one), middle.split(other))?;
    Some(("median_test", test, None))
}

fn means(subject: &Subject, one: &Moments, other: &Moments, ends: Option<Limits>) -> Outcome {
    let (one, other) = (Weighed::around(subject, one)?, Weighed::around(subject, other)?);
    let few = one.effective.min(other.effective) < FEW_RESPONDENTS;
    if let Some(ends) = ends.filter(|_| few) {
        let scores = |of: &Weighed| BoundedScores { mean: of.mean.mean, spread: of.spread, n: of.effective, ends };
        return Some(("adjusted_mean", stats::bounded_means_test(scores(&one), scores(&other))?, None));
    }
    let (name, test) = if subject.design.weighted && !few {
        ("linearised_t", stats::domains_test(one.mean, other.mean)?)
    } else {
        // Without ends nothing can be imagined, and a group that agrees within itself says nothing of its spread.
        let both_spread = one.mean.variance > 0.0 && other.mean.variance > 0.0;
        ("welch", stats::welch_test(one.mean, other.mean).filter(|_| both_spread)?)
    };
    let limits = test.df.and_then(|df| stats::t_difference_interval(one.mean, other.mean, df, subject.confidence));
    Some((name, test, limits))
}

/// Values of one group with what every test needs.
pub(super) struct Weighed {
    mean: MeanOf,
    /// Mean of (x − mean)².
    pub(super) spread: f64,
    /// Respondents, in a weighted survey as many as would be as precise without weights.
    pub(super) effective: f64,
}

impl Weighed {
    /// The variance of the mean is s²/n, linearised in a weighted survey. The effective number is then the smaller of
    /// Kish's and of spread ÷ (Σw²(x − mean)² ÷ (Σw)²); Kish's where all agree.
    pub(super) fn around(subject: &Subject, moments: &Moments) -> Option<Weighed> {
        let spread = moments.spread / moments.w;
        if !subject.design.weighted {
            let variance = moments.sd().map_or(0.0, |sd| sd * sd / moments.n);
            let mean = MeanOf { mean: moments.mean, variance, n: moments.n };
            return Some(Weighed { mean, spread, effective: moments.n });
        }
        let linearised = moments.spread2 / (moments.w * moments.w);
        let kish = moments.w * moments.w / moments.w2;
        let effective = if linearised > 0.0 { kish.min(spread / linearised) } else { kish };
        let mean = MeanOf { mean: moments.mean, variance: variance_around(subject, moments)?, n: moments.n };
        Some(Weighed { mean, spread, effective })
    }

    fn of(subject: &Subject, values: &[(f64, Tally)]) -> Option<Weighed> {
        Weighed::around(subject, &moments(values)?)
    }
}

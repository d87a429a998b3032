//! What the metrics share: a share of the base, a mean of scores, each with the precision that the survey's
//! weighting asks for.

use super::{Figure, Subject};
use crate::results::{Base, Interval, Unit};
use crate::stats::{self, Bounds, Limits, LonelyUnits, Moments, Stratum, Weighed};
use crate::table::{Answers, Tally, Values};

/// A percentage is a proportion times this.
const PERCENT: f64 = 100.0;
/// Points run from −100 to 100.
const POINTS: f64 = 100.0;

/// The base of a tally.
pub(super) fn base(tally: Tally) -> Base {
    Base { unweighted: tally.n, weighted: tally.w.to_f64(), effective: tally.effective() }
}

/// A figure without a value yet.
pub(super) fn figure(metric: &str, item: Option<&str>, unit: Unit, of: Tally) -> Figure {
    Figure {
        metric: metric.to_string(),
        item: item.map(String::from),
        value: None,
        unit,
        se: None,
        interval: None,
        count: None,
        base: Some(base(of)),
    }
}

/// The tallies of the options of a closed question; empty for other shapes.
pub(super) fn options<'a>(subject: &Subject<'a>) -> &'a [Tally] {
    match &subject.tally.answers {
        Answers::Coded(options) | Answers::Multiple(options) => options,
        Answers::Ranked(_) | Answers::Values(_) => &[],
    }
}

/// The values of a number question with their tallies, ascending; empty for other shapes.
pub(super) fn values<'a>(subject: &Subject<'a>) -> &'a [(f64, Tally)] {
    numbers(subject).map_or(&[], |values| values)
}

/// The numbers of a number question; `None` for other shapes.
pub(super) fn numbers<'a>(subject: &Subject<'a>) -> Option<&'a Values> {
    match &subject.tally.answers {
        Answers::Values(values) => Some(values),
        Answers::Coded(_) | Answers::Multiple(_) | Answers::Ranked(_) => None,
    }
}

/// The moments of a number question, exact however many numbers there are.
pub(super) fn moments_of_numbers(subject: &Subject) -> Option<Moments> {
    let precise = numbers(subject).and_then(|values| values.precise);
    precise.map_or_else(|| moments(values(subject)), |precise| Some(precise.moments))
}

/// The p-quantile of a number question: the ends exactly, however many numbers there are.
pub(super) fn quantile_of_numbers(subject: &Subject, p: f64) -> Option<f64> {
    let precise = numbers(subject).and_then(|values| values.precise);
    match precise {
        Some(precise) if p <= 0.0 => Some(precise.lowest),
        Some(precise) if p >= 1.0 => Some(precise.highest),
        _ => quantile(subject, values(subject), p),
    }
}

/// The respondents who chose any of these options of a single-answer question.
pub(super) fn sum_of(options: &[Tally], which: &[usize]) -> Tally {
    which.iter().map(|option| options[*option]).sum()
}

/// The scores of the options with their tallies, options without a score left out.
pub(super) fn scored(subject: &Subject) -> Vec<(f64, Tally)> {
    let with_scores = subject.options.iter().zip(options(subject));
    with_scores.filter_map(|(option, tally)| Some((option.score?, *tally))).collect()
}

/// The percentage of `of` that `part` makes up, with its standard error and interval.
///
/// Without weights: Wilson's interval, and √(p(1−p)/n). With weights: the weighted share, its linearised
/// standard error and Korn and Graubard's interval.
pub(super) fn share(subject: &Subject, metric: &str, item: Option<&str>, part: Tally, of: Tally) -> Figure {
    let mut figure = figure(metric, item, Unit::Percent, of);
    figure.count = Some(part.n);
    let whole = of.w.to_f64();
    if whole <= 0.0 {
        return figure;
    }
    let p = part.w.to_f64() / whole;
    figure.value = Some(PERCENT * p);
    let (variance, limits, method) = if subject.design.weighted {
        let variance = share_variance(subject, part, of);
        (variance, weighted_limits(subject, p, variance, of), "korn_graubard")
    } else {
        (Some(p * (1.0 - p) / whole), stats::wilson(part.w.to_f64(), whole, subject.confidence), "wilson")
    };
    figure.se = variance.map(|variance| PERCENT * variance.sqrt());
    figure.interval = limits.map(|limits| interval(limits, PERCENT, method));
    figure
}

fn weighted_limits(subject: &Subject, p: f64, variance: Option<f64>, of: Tally) -> Option<Limits> {
    let (n, effective) = (count(of.sampled()), of.effective());
    stats::korn_graubard(p, variance?, n, effective, stats::weighted_degrees(effective), subject.confidence)
}

/// Linearised variance of a weighted share: the mean of 1 for respondents in `part` and 0 for the others.
fn share_variance(subject: &Subject, part: Tally, of: Tally) -> Option<f64> {
    mean_variance(subject, &[(1.0, part), (0.0, of - part)])
}

/// Variance of the weighted mean of these values in the design's sense.
pub(super) fn mean_variance(subject: &Subject, values: &[(f64, Tally)]) -> Option<f64> {
    variance_around(subject, &moments(values)?)
}

/// Variance of the weighted mean of values with these moments.
pub(super) fn variance_around(subject: &Subject, moments: &Moments) -> Option<f64> {
    let squares = moments.spread2 / (moments.w * moments.w);
    let stratum = Stratum { units: count(subject.design.units), sum: 0.0, sum_of_squares: squares, sampled: 0.0 };
    stats::linearised_variance(&[stratum], LonelyUnits::Fail)
}

/// The mean of these values with its standard error, in `unit`; no interval yet.
///
/// Without weights the standard error is sd/√n; with weights it is linearised. Both need two respondents.
fn mean_alone(subject: &Subject, metric: &str, item: Option<&str>, unit: Unit, values: &[(f64, Tally)]) -> Figure {
    let of: Tally = values.iter().map(|(_, tally)| *tally).sum();
    mean_around(subject, figure(metric, item, unit, of), moments(values))
}

/// The same of values with these moments; the figure has its base already.
fn mean_around(subject: &Subject, mut figure: Figure, moments: Option<Moments>) -> Figure {
    let Some(moments) = moments else { return figure };
    figure.value = Some(moments.mean);
    figure.se = if subject.design.weighted {
        variance_around(subject, &moments).filter(|_| moments.n > 1.0).map(f64::sqrt)
    } else {
        moments.sd().map(|sd| sd / moments.n.sqrt())
    };
    figure
}

/// The mean of numbers without bounds, with Student's t interval of n − 1 degrees of freedom.
///
/// There is none where everybody gave the same number: their spread of 0 says nothing about how far from it others
/// may be. A declared `min:` or `max:` makes no difference: it is there to catch slips of the pen and usually far
/// wider than the answers, so imagined answers at its ends would only pull the interval away from them.
pub(super) fn mean_of_numbers(subject: &Subject, figure: Figure) -> Figure {
    let moments = moments_of_numbers(subject).filter(|_| !all_the_same(values(subject)));
    let mut figure = mean_around(subject, figure, moments_of_numbers(subject));
    let limits = figure
        .value
        .zip(figure.se)
        .zip(moments)
        .and_then(|((mean, se), moments)| stats::mean_interval(mean, se, moments.n - 1.0, subject.confidence));
    let method = if subject.design.weighted { "linearised_t" } else { "t" };
    figure.interval = limits.map(|limits| interval(limits, 1.0, method));
    figure
}

/// Whether all who weigh anything gave one and the same value.
pub(super) fn all_the_same(values: &[(f64, Tally)]) -> bool {
    values.iter().filter(|(_, tally)| tally.sampled() > 0).count() < 2
}

/// The mean of scores on a scale, with the interval that imagines three answers more; for two respondents or more.
///
/// `values` are all scores that there are, also those that nobody gave.
pub(super) fn scale_mean(
    subject: &Subject,
    metric: &str,
    item: Option<&str>,
    unit: Unit,
    values: &[(f64, Tally)],
) -> Figure {
    let mut figure = mean_alone(subject, metric, item, unit, values);
    if let (Some(moments), Some(bounds)) = (moments(values).filter(|moments| moments.n >= 2.0), bounds(values)) {
        let variance = moments.spread / moments.w;
        let limits = stats::adjusted_mean(moments.mean, variance, size(subject, &moments), bounds, subject.confidence);
        let method = if subject.design.weighted { "adjusted_mean_effective" } else { "adjusted_mean" };
        figure.interval = limits.map(|limits| interval(limits, 1.0, method));
    }
    figure
}

/// The share of those in favour minus the share of those against, in points, with its standard error and adjusted
/// Wald interval.
pub(super) fn net_score(subject: &Subject, metric: &str, of: Tally, in_favour: Tally, against: Tally) -> Figure {
    let mut figure = figure(metric, None, Unit::Points, of);
    let parts = &[(-POINTS, against), (0.0, of - in_favour - against), (POINTS, in_favour)];
    let Some(moments) = moments(parts) else { return figure };
    // n_e times the shares; without weights the counts themselves.
    let n = size(subject, &moments);
    let respondents = |part: Tally| part.w.to_f64() * (n / moments.w);
    let (promoters, detractors) = (respondents(in_favour), respondents(against));
    let (variance, method) = if subject.design.weighted {
        (mean_variance(subject, parts).filter(|_| of.sampled() > 1), "adjusted_wald_effective")
    } else {
        let variance = stats::nps_variance(promoters / n, detractors / n, n);
        (variance.map(|variance| POINTS * POINTS * variance), "adjusted_wald")
    };
    figure.value = Some(moments.mean);
    figure.se = variance.map(f64::sqrt);
    figure.interval = stats::adjusted_wald(promoters, detractors, n, subject.confidence)
        .map(|limits| interval(limits, POINTS, method));
    figure
}

/// The scale that these scores span.
pub(super) fn bounds(values: &[(f64, Tally)]) -> Option<Bounds> {
    let low = values.iter().map(|(x, _)| *x).reduce(f64::min)?;
    let high = values.iter().map(|(x, _)| *x).reduce(f64::max)?;
    Some(Bounds { low, high })
}

/// How many respondents of equal weight these are worth for their mean.
pub(super) fn size(subject: &Subject, moments: &Moments) -> f64 {
    if !subject.design.weighted {
        return moments.n;
    }
    let kish = moments.w * moments.w / moments.w2;
    stats::effective_size(moments.spread / moments.w, moments.spread2 / (moments.w * moments.w), kish)
}

/// Moments of values given with their tallies.
pub(super) fn moments(values: &[(f64, Tally)]) -> Option<Moments> {
    let plain: Vec<(f64, u64, f64, f64)> =
        values.iter().map(|(x, tally)| (*x, tally.sampled(), tally.w.to_f64(), tally.w2.to_f64())).collect();
    Moments::of(&plain)
}

/// The p-quantile of values given with their tallies, linear between answers: R's type 7, and its weighted form.
pub(super) fn quantile(subject: &Subject, values: &[(f64, Tally)], p: f64) -> Option<f64> {
    if !subject.design.weighted {
        return quantile_by(stats::QuantileRule::Linear, values, p);
    }
    let weighed = |(x, tally): &(f64, Tally)| Weighed { x: *x, n: count(tally.sampled()), w: tally.w.to_f64() };
    let mut weighed: Vec<Weighed> = values.iter().map(weighed).collect();
    weighed.sort_by(|one, other| one.x.total_cmp(&other.x));
    stats::weighted_quantile(&weighed, p)
}

/// The p-quantile of values given with their tallies, by the rule asked for.
pub(super) fn quantile_by(rule: stats::QuantileRule, values: &[(f64, Tally)], p: f64) -> Option<f64> {
    let mut ascending = values.to_vec();
    ascending.sort_by(|one, other| one.0.total_cmp(&other.0));
    if rule == stats::QuantileRule::InverseCdf {
        // Each weight is off from its decimals by half a unit at most.
        let slack = i128::from(values.iter().map(|(_, tally)| tally.n).sum::<u64>());
        let weighed: Vec<(f64, i128)> = ascending.iter().map(|(x, tally)| (*x, tally.w.0)).collect();
        return stats::exact_quantile(&weighed, p, slack);
    }
    let weighed: Vec<(f64, f64)> = ascending.iter().map(|(x, tally)| (*x, tally.w.to_f64())).collect();
    stats::quantile(&weighed, p, rule)
}

/// Limits as an interval, scaled from proportions where the figure is a percentage.
pub(super) fn interval(limits: Limits, scale: f64, method: &str) -> Interval {
    Interval { low: scale * limits.0, high: scale * limits.1, method: method.to_string() }
}

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
pub(super) const fn count(n: u64) -> f64 {
    n as f64
}

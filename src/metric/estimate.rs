//! What the metrics share: a share of the base, a mean of scores, each with the precision that the survey's
//! weighting asks for.

use super::answers::{Cut, count, moments, moments_of_choices, moments_of_numbers, numbers, options, values};
use super::drawn::{precision, quantile_precision, total_precision};
use super::figure::Explained;
use super::interval::{Estimand, Terms, interval_of};
use super::{Figure, Subject};
use crate::results::{Base, Interval, Unit};
use crate::stats::{self, Bounds, Limits, LonelyUnits, Moments, Stratum, Weighed};
use crate::table::Tally;

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
        deff: None,
        count: None,
        base: Some(base(of)),
        explained: None,
    }
}

/// The p-quantile of a number question with its interval: the ends exactly and without one, however many numbers
/// there are.
pub(super) fn quantile_of_numbers(subject: &Subject, figure: Figure, p: f64) -> Figure {
    let precise = numbers(subject).and_then(|values| values.precise);
    match precise {
        Some(precise) if p <= 0.0 => Figure { value: Some(precise.lowest), ..figure },
        Some(precise) if p >= 1.0 => Figure { value: Some(precise.highest), ..figure },
        _ => quantile_of(subject, figure, values(subject), p),
    }
}

/// The p-quantile of ascending values with its interval; it has no standard error.
pub(super) fn quantile_of(subject: &Subject, figure: Figure, values: &[(f64, Tally)], p: f64) -> Figure {
    Figure { se: None, ..told(subject, figure, quantile_terms(subject, values, p).as_ref(), 1.0) }
}

/// What a quantile of ascending values rests on.
///
/// Of numbers, weighted or under a design, Woodruff's interval goes around F̂(q), the share of the weight at or below the
/// smallest answer q that a share p lies at or below, as R's `svyquantile` has it. Scores on a scale have few values, which
/// many gave: of 70 % who gave a 4 or less F̂(4) may be 0.9 where p is a half, and the interval would lie far above the
/// median. So theirs goes around p, and of those who gave q a share counts as below it.
pub(super) fn quantile_terms<'a>(subject: &Subject, values: &'a [(f64, Tally)], p: f64) -> Option<Terms<'a>> {
    let moments = moments(values)?;
    let value = quantile(subject, values, p)?;
    let centre = if numbers(subject).is_some() { share_at_or_below(values, p)? } else { p };
    let terms = terms(subject, Estimand::Quantile { p, centre, values }, &moments);
    let spread2 = Cut::new(values, centre)?.moments(values)?.squares_around(centre);
    let of_share = variance_around(subject, &Moments { spread2, ..moments });
    let variance_of_share = of_share.map(|variance| terms.left() * variance);
    Some(Terms { value, variance: None, variance_of_share, same: all_the_same(values), ..terms })
}

/// The share of the weight at or below the p-quantile by the inverse rule; 0 and 1 of the ends, which have no interval.
fn share_at_or_below(values: &[(f64, Tally)], p: f64) -> Option<f64> {
    if p <= 0.0 || p >= 1.0 {
        return Some(p);
    }
    let at = quantile_by(stats::QuantileRule::InverseCdf, values, p)?;
    let weight = |(_, tally): &(f64, Tally)| tally.w.to_f64();
    let below: f64 = values.iter().take_while(|(x, _)| *x <= at).map(weight).sum();
    Some(below / values.iter().map(weight).sum::<f64>())
}

/// The percentage of `of` that `part` makes up, with its standard error and interval.
///
/// Without weights: Wilson's interval, and √(p(1−p)/n). With weights: the weighted share, its linearised
/// standard error and Korn and Graubard's interval.
pub(super) fn share(subject: &Subject, metric: &str, item: Option<&str>, part: Tally, of: Tally) -> Figure {
    let mut figure = figure(metric, item, Unit::Percent, of);
    figure.count = Some(part.n);
    told(subject, figure, share_terms(subject, part, of).as_ref(), PERCENT)
}

/// What the share rests on; `None` where nobody weighs anything.
pub(super) fn share_terms(subject: &Subject, part: Tally, of: Tally) -> Option<Terms<'static>> {
    let moments = moments(&[(1.0, part), (0.0, of - part)])?;
    let p = part.w.to_f64() / of.w.to_f64();
    let terms = terms(subject, Estimand::Share, &moments);
    let variance = if terms.weighted {
        variance_around(subject, &moments).map(|variance| terms.left() * variance)
    } else {
        Some(p * (1.0 - p) / terms.size())
    };
    let same = p <= 0.0 || p >= 1.0;
    Some(Terms { value: p, variance, spread: p * (1.0 - p), same, ..terms })
}

/// The share that an option has of all answers, with its standard error and interval.
pub(super) fn share_of_choices(subject: &Subject, figure: Figure, option: usize) -> Figure {
    told(subject, figure, choice_terms(subject, option).as_ref(), PERCENT)
}

/// What the share of an option among all answers rests on: it is a ratio R = Σwx ÷ Σwk, as in R's
/// `svyratio(~x, ~k, design)`, with x whether a respondent chose the option and k how many options he chose. Without
/// weights its variance is n/(n − 1) · Σ(x − Rk)² ÷ (Σk)²; with them it is linearised over the whole survey.
///
/// `None` where nobody weighs anything.
pub(super) fn choice_terms(subject: &Subject, option: usize) -> Option<Terms<'static>> {
    let moments = moments_of_choices(subject, option)?;
    let all: Tally = options(subject).iter().copied().sum();
    let terms = terms(subject, Estimand::Choices { given: all.effective() }, &moments);
    let own = terms.left() * moments.n / (moments.n - 1.0) * terms.simple;
    let variance = if terms.weighted { terms.variance } else { Some(own).filter(|_| moments.n > 1.0) };
    Some(Terms { variance, kish: subject.tally.valid.effective(), ..terms })
}

/// What a mean with these moments rests on.
pub(super) fn terms<'a>(subject: &Subject, of: Estimand<'a>, moments: &Moments) -> Terms<'a> {
    let variance = if subject.design.weighted {
        variance_around(subject, moments).filter(|_| moments.n > 1.0)
    } else {
        moments.sd().map(|sd| sd * sd / moments.n)
    };
    let terms = Terms {
        of,
        value: moments.mean,
        variance: None,
        variance_of_share: None,
        spread: moments.spread / moments.w,
        simple: moments.spread2 / (moments.w * moments.w),
        n: moments.n,
        weight: moments.w,
        kish: moments.w * moments.w / moments.w2,
        df: None,
        same: moments.spread <= 0.0,
        fixed: false,
        people: subject.people.filter(|people| moments.n <= people * (1.0 + 1e-9)),
        weighted: subject.design.weighted,
        confidence: subject.confidence,
    };
    Terms { variance: variance.map(|variance| terms.left() * variance), ..terms }
}

/// Whether respondents have weights, be they all the same: equal ones of 1 are none.
pub(super) fn has_weights(subject: &Subject) -> bool {
    subject.design.weighted || subject.design.unit.to_bits() != 1.0f64.to_bits()
}

/// What the terms of a figure are under the sampling design, if there is one.
fn under_design<'a>(subject: &Subject, figure: &Figure, terms: Terms<'a>) -> Terms<'a> {
    if subject.drawn.is_none() {
        return terms;
    }
    let precision = match terms.of {
        Estimand::Quantile { centre, values, .. } => quantile_precision(subject, centre, values),
        Estimand::Total => total_precision(subject, &figure.metric, figure.item.as_deref()),
        _ => precision(subject, &figure.metric, figure.item.as_deref()),
    };
    let unit = if matches!(terms.of, Estimand::Total) { subject.design.unit } else { 1.0 };
    let variance = precision.map(|precision| unit * unit * precision.variance);
    let df = Some(precision.map_or(0.0, |precision| precision.df));
    let terms = Terms { fixed: precision.is_some_and(|precision| precision.is_fixed), ..terms };
    match terms.of {
        Estimand::Quantile { .. } => Terms { variance_of_share: variance, df, ..terms },
        _ => Terms { variance, simple: variance.unwrap_or_default(), df, ..terms },
    }
}

/// The figure with value, standard error and interval, all `scale` times those of the terms.
pub(super) fn told(subject: &Subject, mut figure: Figure, terms: Option<&Terms>, scale: f64) -> Figure {
    let Some(terms) = terms.map(|terms| under_design(subject, &figure, *terms)) else { return figure };
    figure.value = Some(scale * terms.value);
    figure.se = terms.variance.map(|variance| scale * variance.sqrt());
    figure.deff = design_effect(subject, &terms);
    let found = interval_of(&terms, subject.intervals);
    let explains = subject.drawn.is_some_and(|drawn| drawn.explains);
    figure.explained = found.filter(|_| explains).map(|(method, _)| Explained {
        df: terms.df.unwrap_or_default(),
        is_total: matches!(terms.of, Estimand::Total),
        words: (method.words)(&terms),
    });
    figure.interval = found.map(|(method, limits)| interval(limits, scale, method.id_of(&terms)));
    figure
}

/// The design effect: the variance of a mean over that of as many respondents drawn one by one out of all people there
/// are, (1 − n/N) · Σw(x − mean)² / Σw / (n − 1), so that n divided by it is how many of those would tell as much.
///
/// N is Σw where the design says how many there were to draw from; else weights may be on any scale, and (1 − n/N) is left
/// out. `None` without weights or a design, of quantiles and totals, and where nothing spreads.
///
/// Source: Kish (1965), *Survey Sampling*, §8.2; R `survey::svymean(deff = TRUE)`, and `deff = "replace"` without N.
fn design_effect(subject: &Subject, terms: &Terms) -> Option<f64> {
    let is_mean = !matches!(terms.of, Estimand::Quantile { .. } | Estimand::Choices { .. } | Estimand::Total);
    if !terms.weighted || !is_mean || terms.n < 2.0 || terms.spread <= 0.0 {
        return None;
    }
    let people = terms.weight * subject.design.unit;
    let is_known = subject.drawn.is_some_and(|drawn| drawn.is_out_of_known());
    let left = if is_known && people > terms.n { 1.0 - terms.n / people } else { 1.0 };
    Some(terms.variance? / (left * terms.spread / (terms.n - 1.0)))
}

/// Variance of the weighted mean of values with these moments.
pub(super) fn variance_around(subject: &Subject, moments: &Moments) -> Option<f64> {
    let squares = moments.spread2 / (moments.w * moments.w);
    let stratum = Stratum { units: count(subject.design.units), sum: 0.0, sum_of_squares: squares, sampled: 0.0 };
    stats::linearised_variance(&[stratum], LonelyUnits::Fail)
}

/// The mean of numbers without bounds, with Student's t interval of n − 1 degrees of freedom; its standard error is
/// sd/√n, linearised with weights. Both need two respondents.
pub(super) fn mean_of_numbers(subject: &Subject, figure: Figure) -> Figure {
    told(subject, figure, number_terms(subject).as_ref(), 1.0)
}

/// What the mean of numbers rests on.
pub(super) fn number_terms<'a>(subject: &Subject<'a>) -> Option<Terms<'a>> {
    let values = values(subject);
    Some(Terms {
        same: all_the_same(values),
        ..terms(subject, Estimand::Numbers(values), &moments_of_numbers(subject)?)
    })
}

/// Whether all who weigh anything gave one and the same value.
fn all_the_same(values: &[(f64, Tally)]) -> bool {
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
    let of: Tally = values.iter().map(|(_, tally)| *tally).sum();
    told(subject, figure(metric, item, unit, of), scale_terms(subject, values).as_ref(), 1.0)
}

/// What the mean of scores rests on; `values` are all scores that there are.
pub(super) fn scale_terms(subject: &Subject, values: &[(f64, Tally)]) -> Option<Terms<'static>> {
    let same = all_the_same(values);
    Some(Terms { same, ..terms(subject, Estimand::Scores(bounds(values)?), &moments(values)?) })
}

/// The share of those in favour minus the share of those against, in points, with its standard error and adjusted
/// Wald interval.
pub(super) fn net_score(subject: &Subject, metric: &str, of: Tally, in_favour: Tally, against: Tally) -> Figure {
    told(subject, figure(metric, None, Unit::Points, of), net_terms(subject, of, in_favour, against).as_ref(), POINTS)
}

/// What a net score rests on. With weights it is the mean of 1, 0 and −1, with that mean's standard error.
pub(super) fn net_terms(subject: &Subject, of: Tally, in_favour: Tally, against: Tally) -> Option<Terms<'static>> {
    let moments = moments(&[(-1.0, against), (0.0, of - in_favour - against), (1.0, in_favour)])?;
    let (plus, minus) = (in_favour.w.to_f64() / moments.w, against.w.to_f64() / moments.w);
    let terms = terms(subject, Estimand::Net { plus, minus }, &moments);
    let multinomial = || stats::nps_variance(plus, minus, terms.size());
    Some(Terms { variance: if terms.weighted { terms.variance } else { multinomial() }, ..terms })
}

/// The scale that these scores span.
fn bounds(values: &[(f64, Tally)]) -> Option<Bounds> {
    let low = values.iter().map(|(x, _)| *x).reduce(f64::min)?;
    let high = values.iter().map(|(x, _)| *x).reduce(f64::max)?;
    Some(Bounds { low, high })
}

/// The p-quantile of ascending values, linear between answers: R's type 7, and its weighted form.
pub(super) fn quantile(subject: &Subject, values: &[(f64, Tally)], p: f64) -> Option<f64> {
    if !subject.design.weighted {
        return quantile_by(stats::QuantileRule::Linear, values, p);
    }
    let weighed = |(x, tally): &(f64, Tally)| Weighed { x: *x, n: count(tally.sampled()), w: tally.w.to_f64() };
    stats::weighted_quantile(&values.iter().map(weighed).collect::<Vec<_>>(), p)
}

/// The p-quantile of ascending values, by the rule asked for.
pub(super) fn quantile_by(rule: stats::QuantileRule, ascending: &[(f64, Tally)], p: f64) -> Option<f64> {
    if rule == stats::QuantileRule::InverseCdf {
        // Each weight is off from its decimals by half a unit at most.
        let slack = i128::from(ascending.iter().map(|(_, tally)| tally.n).sum::<u64>());
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

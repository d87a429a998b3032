//! The words that explain a figure: its arithmetic with the numbers put in, down to the limits of its interval.

use super::answers::{count, options};
use super::digits::{digits, exact, short};
use super::estimate::{choice_terms, net_terms, quantile_terms, scale_terms, share, share_terms};
use super::interval::{Estimand, Terms, interval_of, limits_coincide};
use super::{ByReplicate, Drawn, DrawnBy, DrawnSample, Figure, Metric, ReplicateScales, Subject};
use crate::results::{Interval, Unit};
use crate::stats::Calibration;
use crate::table::Tally;

/// A percentage is a proportion times this.
const PERCENT: f64 = 100.0;

/// `412 respondents`, with their weight in a weighted survey.
pub(super) fn people(subject: &Subject, tally: Tally) -> String {
    let noun = if tally.n == 1 { "respondent" } else { "respondents" };
    if subject.design.weighted {
        format!("{} {noun} weighing {}", tally.n, weight(subject, tally))
    } else {
        format!("{} {noun}", tally.n)
    }
}

/// What respondents weigh, as the export has it.
pub(super) fn weight(subject: &Subject, tally: Tally) -> String {
    exact(tally.w.to_f64() * subject.design.unit)
}

/// `35 respondents ÷ 60 respondents × 100 = 58.3333 %`, then standard error and interval.
pub(super) fn share_steps(subject: &Subject, label: &str, part: Tally, of: Tally) -> Vec<String> {
    let Some(terms) = share_terms(subject, part, of) else {
        return vec![format!("{label}: nobody answered, so there is no share")];
    };
    let (value, whole) = (short(PERCENT * terms.value), people(subject, of));
    let mut steps = vec![format!("{label}: {} ÷ {whole} × 100 = {value} %", people(subject, part))];
    steps.extend(unless_drawn(subject, || {
        let error = (terms.weighted && !terms.same)
            .then(|| linearised_step(subject, &terms, &weight(subject, of), PERCENT))
            .flatten();
        vec![error, list_step(&terms), interval_step(subject, &terms, PERCENT)]
    }));
    steps
}

/// `35 ÷ 60 × 100 = 58.3333 %` of an option among all answers, then standard error and interval, or why there is none.
pub(super) fn choice_steps(subject: &Subject, option: usize) -> Vec<String> {
    let Some(terms) = choice_terms(subject, option) else { return Vec::new() };
    let (label, tallies) = (&subject.options[option].label, options(subject));
    let (part, whole) = (weight(subject, tallies[option]), weight(subject, tallies.iter().copied().sum()));
    let mut steps = vec![format!("{label}: {part} ÷ {whole} × 100 = {} %", short(PERCENT * terms.value))];
    steps.extend(unless_drawn(subject, || {
        if terms.is_without_spread() {
            return vec![Some(
                "no interval: all chose alike, which does not say how far from it others may be".to_owned(),
            )];
        }
        let error = choice_error_step(subject, &terms, &whole).filter(|_| !terms.same);
        let worth = (!terms.weighted).then(|| {
            format!(
                "worth n_e = {} answers of as many people, at most twice as many as were given",
                exact(terms.worth())
            )
        });
        vec![error, worth, list_step(&terms), interval_step(subject, &terms, PERCENT)]
    }));
    steps
}

/// The standard error of a share of all answers.
fn choice_error_step(subject: &Subject, terms: &Terms, whole: &str) -> Option<String> {
    let (units, weighed, unit) =
        if terms.weighted { (count(subject.design.units), " w²", subject.design.unit) } else { (terms.n, " ", 1.0) };
    let left = terms.people.map_or_else(String::new, |n| format!("(1 − {} ÷ {}) × ", exact(terms.n), exact(n)));
    Some(format!(
        "standard error = 100 × √({left}{} ÷ {} × {}) ÷ {whole} = {} (Σ{weighed}(x − share × k)² of those who answered, x being 1 \
         for who chose it, and k how many each chose)",
        exact(units),
        exact(units - 1.0),
        exact(terms.simple * (terms.weight * unit).powi(2)),
        short(PERCENT * terms.variance?.sqrt())
    ))
}

/// Lines that tell how precise an estimate is; none under a sampling design, of which [`drawn_steps`] tells it.
pub(super) fn unless_drawn(subject: &Subject, lines: impl FnOnce() -> Vec<Option<String>>) -> Vec<String> {
    if subject.drawn.is_some() { Vec::new() } else { lines().into_iter().flatten().collect() }
}

/// The sentence in words under a share that a page leads with.
pub(super) fn share_in_words(subject: &Subject, what: &str, part: Tally, of: Tally) -> Option<String> {
    let figure = share(subject, "", None, part, of);
    let (value, interval) = (figure.value?, figure.interval?);
    Some(format!(
        "in words: {value:.0} of 100 {what}; had everybody answered, {} between {:.0} and {:.0}",
        likely(subject.confidence),
        interval.low,
        interval.high
    ))
}

/// How sure an interval is, in a word.
pub(super) fn likely(confidence: f64) -> &'static str {
    if confidence >= 0.9 { "very likely" } else { "probably" }
}

/// The linearised standard error with its terms; `whole` is what those who answered weigh.
fn linearised_step(subject: &Subject, terms: &Terms, whole: &str, scale: f64) -> Option<String> {
    let units = subject.design.units;
    let factor = if scale > 1.0 { format!("{scale} × ") } else { String::new() };
    let left = terms.people.map_or_else(String::new, |n| format!("(1 − {} ÷ {}) × ", exact(terms.n), exact(n)));
    let squares = exact(terms.simple * (terms.weight * subject.design.unit).powi(2));
    Some(format!(
        "standard error = {factor}√({left}{units} ÷ {} × {squares} ÷ {whole}²) = {} (linearised: Σ w²(x − mean)² of those who \
         answered, and all {units} responses of the survey)",
        units.saturating_sub(1),
        short(scale * terms.variance?.sqrt())
    ))
}

/// What a weighted sample is worth for a mean.
fn size_step(terms: &Terms) -> Option<String> {
    let (worth, kish) = (exact(terms.worth()), exact(terms.kish));
    terms.weighted.then(|| {
        if terms.same {
            return format!("worth n_e = {kish} respondents of equal weight, by Kish: all gave the same answer");
        }
        let ratio = exact(terms.spread / terms.simple);
        format!(
            "worth n_e = {worth} respondents of equal weight: the smaller of {ratio} for this figure and {kish} by Kish"
        )
    })
}

/// What those who answered count for where a whole list was asked.
pub(super) fn list_step(terms: &Terms) -> Option<String> {
    let people = exact(terms.people?);
    if terms.is_everybody() {
        return Some(format!("no interval: all {people} people of the list answered"));
    }
    let (worth, n, size) = (exact(terms.worth()), exact(terms.n), exact(terms.size()));
    Some(format!(
        "all {people} people of a list were asked, and {n} answered: they count for {worth} × ({people} − 1) ÷ ({people} − {n}) = {size}"
    ))
}

/// One line with the limits of the interval and how they came about; none without an interval.
pub(super) fn interval_step(subject: &Subject, terms: &Terms, scale: f64) -> Option<String> {
    let (method, (low, high)) = interval_of(terms, subject.intervals)?;
    let level = short(PERCENT * subject.confidence);
    Some(format!("{level} % interval {} to {} ({})", short(scale * low), short(scale * high), (method.words)(terms)))
}

/// A share minus another: the score, its standard error, what the sample is worth, and its limits.
pub(super) fn net_steps(subject: &Subject, name: &str, of: Tally, in_favour: Tally, against: Tally) -> Vec<String> {
    let Some(terms) = net_terms(subject, of, in_favour, against) else {
        return vec!["nobody answered, so there is no score".to_string()];
    };
    let whole = weight(subject, of);
    let (plus, minus) = (weight(subject, in_favour), weight(subject, against));
    let value = short(PERCENT * terms.value);
    let mut steps = vec![format!("{name} = 100 × ({plus} − {minus}) ÷ {whole} = {value}")];
    steps.extend(unless_drawn(subject, || {
        let error = net_error_step(subject, &terms, &whole);
        vec![error, size_step(&terms), list_step(&terms), interval_step(subject, &terms, PERCENT)]
    }));
    steps
}

/// The standard error of a net score.
fn net_error_step(subject: &Subject, terms: &Terms, whole: &str) -> Option<String> {
    if terms.weighted {
        return linearised_step(subject, terms, whole, PERCENT);
    }
    let Estimand::Net { plus, minus } = terms.of else { return None };
    let (p, d, se) = (exact(plus), exact(minus), short(PERCENT * terms.variance?.sqrt()));
    Some(format!("standard error = 100 × √(({p} + {d} − ({p} − {d})²) ÷ {}) = {se}", exact(terms.size())))
}

/// The sentence in words above a net score.
pub(super) fn net_in_words(subject: &Subject, figure: &Figure, one: &str, other: &str) -> Option<String> {
    let (value, interval) = (figure.value?, figure.interval.as_ref()?);
    let (more, less) = if value < 0.0 { (other, one) } else { (one, other) };
    let limit = |x: f64| short(x.round());
    Some(format!(
        "in words: {:.0} more {more} than {less} in 100; had everybody answered, the score would {} be between {} and {}",
        value.abs(),
        likely(subject.confidence),
        limit(interval.low),
        limit(interval.high)
    ))
}

/// Who has no part in a mean: `not in the mean: 109 respondents who said Unfamiliar (N/A)`.
fn unscored_step(subject: &Subject) -> Option<String> {
    let beside = subject.options.iter().zip(options(subject)).filter(|(option, _)| option.score.is_none());
    let beside: Vec<_> = beside.filter(|(_, tally)| tally.n > 0).collect();
    let all: Tally = beside.iter().map(|(_, tally)| **tally).sum();
    let labels: Vec<&str> = beside.iter().map(|(option, _)| option.label.as_str()).collect();
    (all.n > 0)
        .then(|| format!("not in the mean, for want of a score: {} ({})", people(subject, all), labels.join(", ")))
}

/// The sum behind a mean of scores, `(2 × 1 + 10 × 5) ÷ 12 = 4.3333`, then standard error and interval.
pub(super) fn mean_steps(subject: &Subject, label: &str, values: &[(f64, Tally)]) -> Vec<String> {
    let Some(terms) = scale_terms(subject, values) else {
        return vec![format!("{label}: nobody answered, so there is no mean")];
    };
    let of: Tally = values.iter().map(|(_, tally)| *tally).sum();
    let (whole, value) = (weight(subject, of), short(terms.value));
    let mut steps = vec![format!("{label} = ({}) ÷ {whole} = {value}", sum_of_values(subject, values))];
    steps.extend(unscored_step(subject));
    steps.extend(unless_drawn(subject, || {
        let interval = interval_step(subject, &terms, 1.0);
        let size = size_step(&terms).filter(|_| interval.is_some());
        vec![error_step(subject, &terms, &whole), size, list_step(&terms), interval]
    }));
    steps
}

/// `2 × 1 + 10 × 5`, the first dozen of the values that anybody gave.
fn sum_of_values(subject: &Subject, values: &[(f64, Tally)]) -> String {
    const TERMS_SHOWN: usize = 12;
    let filled: Vec<&(f64, Tally)> = values.iter().filter(|(_, tally)| tally.n > 0).collect();
    let term = |(x, tally): &&(f64, Tally)| format!("{} × {}", weight(subject, *tally), exact(*x));
    let terms: Vec<String> = filled.iter().take(TERMS_SHOWN).map(term).collect();
    let more = if filled.len() > TERMS_SHOWN { " + …" } else { "" };
    format!("{}{more}", terms.join(" + "))
}

/// The standard error of a mean.
fn error_step(subject: &Subject, terms: &Terms, whole: &str) -> Option<String> {
    if terms.weighted {
        return linearised_step(subject, terms, whole, 1.0);
    }
    let se = terms.variance?.sqrt();
    let sd = terms.deviation()?;
    let left = terms.people.map_or_else(String::new, |n| format!(" × √(1 − {} ÷ {})", exact(terms.n), exact(n)));
    Some(format!("standard error = {} ÷ √{}{left} = {}", exact(sd), exact(terms.n), short(se)))
}

/// A quantile of ascending values: its value, and its interval where it has one.
pub(super) fn quantile_steps(subject: &Subject, name: &str, values: &[(f64, Tally)], p: f64) -> Vec<String> {
    let Some(terms) = quantile_terms(subject, values, p) else { return Vec::new() };
    let interval = unless_drawn(subject, || {
        let interval = interval_step(subject, &terms, 1.0);
        vec![interval.or_else(|| Some(format!("no interval of {name}: {}", why_no_quantile(&terms))))]
    });
    std::iter::once(format!("{name} = {}", short(terms.value))).chain(interval).collect()
}

/// Why a quantile has no interval.
fn why_no_quantile(terms: &Terms) -> String {
    if terms.is_everybody() {
        return "everybody on the list answered".to_owned();
    }
    if terms.same {
        return "all gave the same answer, which does not say how far from it others may be".to_owned();
    }
    if limits_coincide(terms) {
        "so many gave this very answer that both limits would be it".to_owned()
    } else {
        "too few answers lie beyond it".to_owned()
    }
}

/// The sentence in words above a mean.
pub(super) fn mean_in_words(subject: &Subject, figure: &Figure) -> Option<String> {
    number_in_words(subject, figure, "on average")
}

/// The sentence in words above a median.
pub(super) fn median_in_words(subject: &Subject, figure: &Figure) -> Option<String> {
    number_in_words(subject, figure, "or less for half of those who answered")
}

pub(super) fn number_in_words(subject: &Subject, figure: &Figure, what: &str) -> Option<String> {
    let (value, interval) = (figure.value?, figure.interval.as_ref()?);
    let unit = match &figure.unit {
        Unit::Of(unit) if !unit.is_empty() => format!(" {unit}"),
        _ => String::new(),
    };
    Some(format!(
        "in words: {}{unit} {what}; had everybody answered, {} between {} and {}",
        digits(value, 1),
        likely(subject.confidence),
        digits(interval.low, 1),
        digits(interval.high, 1)
    ))
}

/// Standard error and interval of the mean of numbers, or why there is none.
pub(super) fn number_steps(subject: &Subject, terms: &Terms) -> Vec<String> {
    unless_drawn(subject, || {
        let Some(interval) = interval_step(subject, terms, 1.0) else { return vec![Some(why_none(terms).to_owned())] };
        vec![error_step(subject, terms, &weight(subject, subject.tally.valid)), Some(interval)]
    })
}

/// Why the mean of numbers has no interval.
fn why_none(terms: &Terms) -> &'static str {
    if terms.is_everybody() {
        "no interval: everybody on the list answered"
    } else if terms.n < 2.0 {
        "no interval: it takes two respondents"
    } else {
        "no interval: all gave the same number, which does not say how far from it others may be"
    }
}

/// How precise the figures of a metric are under the sampling design: standard error, degrees of freedom, interval. Nothing
/// where there is none.
#[must_use]
pub fn drawn_steps(metric: &Metric, subject: &Subject) -> Vec<String> {
    let Some(drawn) = subject.drawn else { return Vec::new() };
    let level = short(PERCENT * subject.confidence);
    let subject = &Subject { drawn: Some(Drawn { explains: true, ..drawn }), ..*subject };
    let figures = (metric.figures)(subject);
    let line = |figure: &Figure| {
        let (Interval { low, high, .. }, explained) = (figure.interval.as_ref()?, figure.explained.as_ref()?);
        let name = figure.item.clone().unwrap_or_else(|| metric.title.to_lowercase());
        let error = figure.se.map_or_else(String::new, |se| {
            format!("standard error {} with {} degrees of freedom, ", short(se), short(explained.df))
        });
        let worth = figure.deff.zip(figure.base).filter(|(deff, _)| *deff > 0.0).map(|(deff, base)| {
            let alone = digits(count(base.unweighted) / deff, 0);
            format!("design effect {}, as precise as {alone} drawn one by one, ", short(deff))
        });
        let (worth, low, high, words) = (worth.unwrap_or_default(), short(*low), short(*high), &explained.words);
        Some(format!("{name}: {error}{worth}{level} % interval {low} to {high} ({words})"))
    };
    let lines: Vec<String> = figures.iter().filter_map(line).collect();
    if lines.is_empty() {
        return lines;
    }
    let is_total = figures.iter().filter_map(|figure| figure.explained.as_ref()).any(|explained| explained.is_total);
    std::iter::once(how_drawn(drawn.by, is_total)).chain(lines).collect()
}

/// What of a variable the totals that weights agree with leave to chance.
fn less_what(calibration: &Calibration) -> String {
    match calibration {
        Calibration::PostStrata(_) => ", less the mean of that in his post-stratum".to_owned(),
        Calibration::Margins(_) => ", less the means of that in his categories of the margins raked to".to_owned(),
        Calibration::Totals { .. } => ", less what the totals calibrated to predict of that".to_owned(),
        Calibration::Changed { from, .. } => format!("{} as weights were before trimming", less_what(from)),
    }
}

/// How variances come about by strata, sampling units and the totals that weights agree with.
fn how_linearised(sample: &DrawnSample, is_total: bool) -> String {
    let sum = if sample.units.is_empty() { "each respondent adds w" } else { "each sampling unit adds Σw" };
    let adds = if is_total { "x" } else { "(x − figure) ÷ Σw" };
    let less = sample.calibration.as_ref().map_or_else(String::new, less_what);
    let strata = if sample.strata.len() > 1 { ", and strata add up the spread of theirs" } else { "" };
    let within = if sample.units.iter().any(|unit| unit.within.is_some()) {
        "; what was drawn within units adds its own share of that"
    } else {
        ""
    };
    format!("linearised, by the design: {sum}{adds}{less}{strata}{within}:")
}

/// How variances come about under the sampling design.
fn how_drawn(by: DrawnBy, is_total: bool) -> String {
    let ByReplicate { scales: ReplicateScales { factors, mse, .. }, .. } = match by {
        DrawnBy::Replicates(by) => by,
        DrawnBy::Places(places) => return how_linearised(places.sample, is_total),
    };
    let around = if *mse { "the figure itself" } else { "their mean" };
    let is_one = factors.windows(2).all(|pair| pair[0].to_bits() == pair[1].to_bits());
    let factor = factors.first().filter(|_| is_one).map_or_else(|| "that of each".to_owned(), |factor| exact(*factor));
    format!(
        "by {} replicate weights (the variance is Σ factor × (figure by each − {around})², the factor being {factor}):",
        factors.len()
    )
}

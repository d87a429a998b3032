//! The words that explain a figure: its arithmetic with the numbers put in, down to the limits of its interval.

use super::estimate::{bounds, moments, net_score, options, scale_mean, share, size};
use super::{Figure, Subject};
use crate::results::{Interval, Unit};
use crate::stats::{self, Moments};
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

/// A result: four decimals, and at least four digits however small it is.
pub(super) fn short(value: f64) -> String {
    digits(value, 4)
}

/// What a result is worked out from: enough digits that the numbers shown give the result shown.
pub(super) fn exact(value: f64) -> String {
    digits(value, 9)
}

/// So many decimals of a number of at least 1, and as many digits of a smaller one; none that are 0 at the end.
fn digits(value: f64, decimals: i32) -> String {
    const MOST: i32 = 40;
    let size = value.abs();
    let leading = if size > 0.0 && size < 0.1 { size.log10().floor() + 1.0 } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 40")]
    let places = (f64::from(decimals) - leading).min(f64::from(MOST)) as usize;
    let text = format!("{size:.places$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if value < 0.0 && text != "0" { format!("−{text}") } else { text.to_string() }
}

/// `35 respondents ÷ 60 respondents × 100 = 58.3333 %`, then standard error and interval.
pub(super) fn share_steps(subject: &Subject, label: &str, part: Tally, of: Tally) -> Vec<String> {
    let figure = share(subject, "", None, part, of);
    let Some(value) = figure.value else { return vec![format!("{label}: nobody answered, so there is no share")] };
    let whole = people(subject, of);
    let mut steps = vec![format!("{label}: {} ÷ {whole} × 100 = {} %", people(subject, part), short(value))];
    let p = value / PERCENT;
    if subject.design.weighted && p > 0.0 && p < 1.0 {
        steps.extend(
            moments(&[(1.0, part), (0.0, of - part)]).and_then(|m| linearised_step(subject, &figure, &m, PERCENT)),
        );
    }
    steps.extend(figure.interval.iter().map(|interval| {
        let how = if subject.design.weighted { korn_graubard(subject, p, &figure, of) } else { wilson(subject, p, of) };
        interval_step(subject, interval, &how)
    }));
    steps
}

/// The sentence in words under a share that a page leads with.
pub(super) fn share_in_words(subject: &Subject, what: &str, part: Tally, of: Tally) -> Option<String> {
    let figure = share(subject, "", None, part, of);
    let (value, interval) = (figure.value?, figure.interval?);
    Some(format!(
        "in words: {value:.0} of 100 {what}; had everybody answered, {} between {:.0} and {:.0}",
        likely(subject),
        interval.low,
        interval.high
    ))
}

/// How sure an interval is, in a word.
fn likely(subject: &Subject) -> &'static str {
    if subject.confidence >= 0.9 { "very likely" } else { "probably" }
}

fn wilson(subject: &Subject, p: f64, of: Tally) -> String {
    let (n, z) = (exact(of.w.to_f64()), z(subject));
    format!("Wilson: (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n), p = {}, n = {n}, z = {z}", exact(p))
}

/// Korn and Graubard's interval with the quantiles it is made of.
fn korn_graubard(subject: &Subject, p: f64, figure: &Figure, of: Tally) -> String {
    let kish = of.effective();
    #[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
    let (n, df) = (of.sampled() as f64, stats::weighted_degrees(kish));
    let variance = figure.se.map_or(0.0, |se| (se / PERCENT).powi(2));
    let trials = stats::effective_trials(p, variance, n, kish, df, subject.confidence).unwrap_or_default();
    let (yes, no) = (trials * p, trials * (1.0 - p));
    let tail = (1.0 - subject.confidence) / 2.0;
    let beta = |tail: f64, a: f64, b: f64| {
        format!("the {} % quantile of Beta({}, {})", short(PERCENT * tail), exact(a), exact(b))
    };
    let low = if p > 0.0 { beta(tail, yes, no + 1.0) } else { "0".to_string() };
    let high = if p < 1.0 { beta(1.0 - tail, yes + 1.0, no) } else { "100 %".to_string() };
    let size = if p > 0.0 && p < 1.0 {
        format!(
            "n_e = p(1 − p) ÷ standard error² × (t of {} ÷ t of {} degrees of freedom)² = {}, Kish's effective base being {}",
            exact(n - 1.0),
            short(df),
            exact(trials),
            short(kish)
        )
    } else {
        format!("all gave the same answer, so that Kish's effective base {} is all there is to go by", exact(kish))
    };
    format!("Korn–Graubard: {size}; from {low} to {high}")
}

/// The linearised standard error with its terms.
fn linearised_step(subject: &Subject, figure: &Figure, moments: &Moments, scale: f64) -> Option<String> {
    let (units, unit) = (subject.design.units, subject.design.unit);
    let factor = if scale > 1.0 { format!("{scale} × ") } else { String::new() };
    Some(format!(
        "standard error = {factor}√({units} ÷ {} × {} ÷ {}²) = {} (linearised: Σ w²(x − mean)² of those who answered, and \
         all {units} responses of the survey)",
        units.saturating_sub(1),
        exact(moments.spread2 * unit * unit),
        exact(moments.w * unit),
        short(figure.se?)
    ))
}

/// What a weighted sample is worth for a mean.
fn size_step(subject: &Subject, moments: &Moments) -> Option<String> {
    let kish = moments.w * moments.w / moments.w2;
    let worth = size(subject, moments);
    let variance = moments.spread / moments.w;
    let v = moments.spread2 / (moments.w * moments.w);
    subject.design.weighted.then(|| {
        if v > 0.0 && variance > 0.0 {
            let ratio = exact(variance / v);
            format!(
                "worth n_e = {} respondents of equal weight: the smaller of {ratio} for this figure and {} by Kish",
                exact(worth),
                exact(kish)
            )
        } else {
            format!("worth n_e = {} respondents of equal weight, by Kish: all gave the same answer", exact(kish))
        }
    })
}

/// One line with the limits of an interval.
fn interval_step(subject: &Subject, interval: &Interval, how: &str) -> String {
    let level = short(PERCENT * subject.confidence);
    format!("{level} % interval {} to {} ({how})", short(interval.low), short(interval.high))
}

fn z(subject: &Subject) -> String {
    exact(stats::normal_quantile(0.5 + subject.confidence / 2.0))
}

/// A share minus another: the score, its standard error, what the sample is worth, and its limits.
pub(super) fn net_steps(subject: &Subject, name: &str, of: Tally, in_favour: Tally, against: Tally) -> Vec<String> {
    let figure = net_score(subject, "", of, in_favour, against);
    let parts = [(-1.0, against), (0.0, of - in_favour - against), (1.0, in_favour)];
    let (Some(value), Some(moments)) = (figure.value, moments(&parts)) else {
        return vec!["nobody answered, so there is no score".to_string()];
    };
    let whole = weight(subject, of);
    let (plus, minus) = (weight(subject, in_favour), weight(subject, against));
    let mut steps = vec![format!("{name} = 100 × ({plus} − {minus}) ÷ {whole} = {}", short(value))];
    let share = |part: Tally| part.w.to_f64() / moments.w;
    if subject.design.weighted {
        steps.extend(linearised_step(subject, &figure, &moments, PERCENT));
    } else if let Some(se) = figure.se {
        let (p, d) = (exact(share(in_favour)), exact(share(against)));
        steps.push(format!("standard error = 100 × √(({p} + {d} − ({p} − {d})²) ÷ {whole}) = {}", short(se)));
    }
    steps.extend(size_step(subject, &moments));
    let how = adjusted_wald(subject, size(subject, &moments), share(in_favour), share(against));
    steps.extend(figure.interval.iter().map(|interval| interval_step(subject, interval, &how)));
    steps
}

/// The limits of a net score, with their terms.
fn adjusted_wald(subject: &Subject, n: f64, p: f64, d: f64) -> String {
    format!(
        "adjusted Wald: p′ = ({} + ¾) ÷ {all} = {}, d′ = ({} + ¾) ÷ {all} = {}, \
         100 × (p′ − d′ ± {} × √((p′ + d′ − (p′ − d′)²) ÷ {all}))",
        exact(n * p),
        exact((n * p + 0.75) / (n + 3.0)),
        exact(n * d),
        exact((n * d + 0.75) / (n + 3.0)),
        z(subject),
        all = exact(n + 3.0),
    )
}

/// The sentence in words above a net score.
pub(super) fn net_in_words(subject: &Subject, figure: &Figure, one: &str, other: &str) -> Option<String> {
    let (value, interval) = (figure.value?, figure.interval.as_ref()?);
    let (more, less) = if value < 0.0 { (other, one) } else { (one, other) };
    let limit = |x: f64| short(x.round());
    Some(format!(
        "in words: {:.0} more {more} than {less} in 100; had everybody answered, the score would {} be between {} and {}",
        value.abs(),
        likely(subject),
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
    const TERMS_SHOWN: usize = 12;
    let figure = scale_mean(subject, "", None, Unit::Score, values);
    let (Some(value), Some(moments)) = (figure.value, moments(values)) else {
        return vec![format!("{label}: nobody answered, so there is no mean")];
    };
    let filled: Vec<&(f64, Tally)> = values.iter().filter(|(_, tally)| tally.n > 0).collect();
    let term = |(x, tally): &&(f64, Tally)| format!("{} × {}", weight(subject, *tally), exact(*x));
    let terms: Vec<String> = filled.iter().take(TERMS_SHOWN).map(term).collect();
    let more = if filled.len() > TERMS_SHOWN { " + …" } else { "" };
    let of: Tally = values.iter().map(|(_, tally)| *tally).sum();
    let mut steps =
        vec![format!("{label} = ({}{more}) ÷ {} = {}", terms.join(" + "), weight(subject, of), short(value))];
    steps.extend(unscored_step(subject));
    if subject.design.weighted {
        steps.extend(linearised_step(subject, &figure, &moments, 1.0));
    } else if let (Some(se), Some(sd)) = (figure.se, moments.sd()) {
        steps.push(format!("standard error = {} ÷ √{} = {}", exact(sd), exact(moments.n), short(se)));
    }
    if let Some(interval) = &figure.interval {
        steps.extend(size_step(subject, &moments));
        steps.push(interval_step(subject, interval, &adjusted_mean(subject, values, &moments)));
    }
    steps
}

/// The limits of the mean of scores, with their terms.
fn adjusted_mean(subject: &Subject, values: &[(f64, Tally)], moments: &Moments) -> String {
    let Some(bounds) = bounds(values) else { return String::new() };
    let (n, middle) = (size(subject, moments), bounds.middle());
    let all = n + 3.0;
    let mean = (n * moments.mean + 3.0 * middle) / all;
    let half = (bounds.high - bounds.low) / 2.0;
    let (off, moved) = (moments.mean - middle, mean - middle);
    let variance = (n * (moments.spread / moments.w + off * off) + 1.5 * half * half) / all - moved * moved;
    format!(
        "three answers added, ¾ each at {} and {} and 1½ at {}: mean′ = {}, s′² = {}, mean′ ± {} × √(s′² ÷ {})",
        exact(bounds.low),
        exact(bounds.high),
        exact(middle),
        exact(mean),
        exact(variance),
        z(subject),
        exact(all)
    )
}

/// The sentence in words above a mean.
pub(super) fn mean_in_words(subject: &Subject, figure: &Figure) -> Option<String> {
    let (value, interval) = (figure.value?, figure.interval.as_ref()?);
    let unit = match &figure.unit {
        Unit::Of(unit) if !unit.is_empty() => format!(" {unit}"),
        _ => String::new(),
    };
    Some(format!(
        "in words: {}{unit} on average; had everybody answered, {} between {} and {}",
        digits(value, 1),
        likely(subject),
        digits(interval.low, 1),
        digits(interval.high, 1)
    ))
}

/// Standard error and interval of the mean of numbers, or why there is none.
pub(super) fn number_steps(subject: &Subject, figure: &Figure, moments: &Moments) -> Vec<String> {
    let Some(interval) = &figure.interval else {
        let why = if moments.n < 2.0 {
            "no interval: it takes two respondents"
        } else {
            "no interval: all gave the same number, which does not say how far from it others may be"
        };
        return vec![why.to_string()];
    };
    let df = moments.n - 1.0;
    let t = stats::t_quantile(0.5 + subject.confidence / 2.0, df).unwrap_or_default();
    let how = format!("Student's t: mean ± {} × standard error, {} degrees of freedom", exact(t), exact(df));
    let error = if subject.design.weighted {
        linearised_step(subject, figure, moments, 1.0)
    } else {
        let sd = moments.sd().unwrap_or_default();
        figure.se.map(|se| format!("standard error = {} ÷ √{} = {}", exact(sd), exact(moments.n), short(se)))
    };
    error.into_iter().chain([interval_step(subject, interval, &how)]).collect()
}

#[cfg(test)]
mod tests {
    use super::{exact, short};

    #[test]
    fn small_numbers_keep_their_digits_and_minus_is_a_minus() {
        let shown = [0.000_178_643_21, -68.0, 0.0, -0.0, 16.265_49, 0.05, 1200.0, -1e-60].map(short);
        assert_eq!(shown, ["0.0001786", "−68", "0", "0", "16.2655", "0.05", "1200", "0"]);
        assert_eq!(exact(0.001_098_300_12), "0.00109830012");
        assert_eq!(exact(1.0 / 3.0), "0.333333333");
    }
}

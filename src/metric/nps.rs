//! Net Promoter Score.

use super::estimate::{
    figure, interval, interval_step, mean_variance, moments, people, scored, share, share_steps, short, size, weight,
};
use super::{Metric, Sample, Subject};
use crate::results::{Figure, Sense, Unit};
use crate::stats;
use crate::tally::Tally;

/// Net Promoter Score: the percentage of promoters (9–10) minus the percentage of detractors (0–6).
pub static NPS: Metric = Metric {
    id: "nps",
    title: "Net Promoter Score",
    formula: "% promoters (9–10) − % detractors (0–6), of all who gave a number from 0 to 10",
    source: "Reichheld (2003), Harvard Business Review 81(12); interval: Rocks (2016), The American Statistician 70:365–372",
    figures,
    steps,
    sample,
};

const ID: &str = "nps";
/// Lowest score of a promoter.
const PROMOTER: f64 = 9.0;
/// Lowest score of a passive.
const PASSIVE: f64 = 7.0;
/// Points run from −100 to 100.
const POINTS: f64 = 100.0;

/// Respondents by what they are to the score.
struct Groups {
    promoters: Tally,
    passives: Tally,
    detractors: Tally,
}

impl Groups {
    fn of(subject: &Subject) -> Groups {
        let scores = scored(subject);
        let within = |from: f64, to: f64| scores.iter().filter(|(x, _)| *x >= from && *x < to).map(|(_, t)| *t).sum();
        Groups {
            promoters: within(PROMOTER, f64::INFINITY),
            passives: within(PASSIVE, PROMOTER),
            detractors: within(f64::NEG_INFINITY, PASSIVE),
        }
    }

    fn all(&self) -> Tally {
        self.promoters + self.passives + self.detractors
    }
}

fn figures(subject: &Subject) -> Vec<Figure> {
    let groups = Groups::of(subject);
    let part = |item, part| share(subject, ID, Some(item), part, groups.all());
    vec![
        score(subject, &groups),
        part("promoters", groups.promoters),
        part("passives", groups.passives),
        part("detractors", groups.detractors),
    ]
}

/// The score itself. With weights it is the mean of +100, 0 and −100, with that mean's standard error, and the
/// interval's counts are those of as many respondents of equal weight as it is worth.
fn score(subject: &Subject, groups: &Groups) -> Figure {
    net_score(subject, ID, groups.all(), groups.promoters, groups.detractors)
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

fn sample(subject: &Subject, item: Option<&str>) -> Option<Sample> {
    let groups = Groups::of(subject);
    let part = |part, higher| Some(Sample::share(part, groups.all(), higher));
    match item {
        None => Some(Sample::net(groups.promoters, groups.detractors, groups.all())),
        Some("promoters") => part(groups.promoters, Sense::Positive),
        Some("detractors") => part(groups.detractors, Sense::Negative),
        Some(_) => part(groups.passives, Sense::Undeclared),
    }
}

fn steps(subject: &Subject) -> Vec<String> {
    let groups = Groups::of(subject);
    let figure = score(subject, &groups);
    let Some(value) = figure.value else { return vec!["nobody answered, so there is no score".to_string()] };
    let mut steps = share_steps(subject, "promoters (9–10)", groups.promoters, groups.all());
    steps.extend(share_steps(subject, "detractors (0–6)", groups.detractors, groups.all()));
    steps.push(format!("passives (7–8): {}", people(subject, groups.passives)));
    steps.push(format!(
        "NPS = 100 × ({} − {}) ÷ {} = {}",
        weight(subject, groups.promoters),
        weight(subject, groups.detractors),
        weight(subject, groups.all()),
        short(value)
    ));
    steps.extend(error_step(subject, &groups, &figure));
    steps.extend(figure.interval.iter().map(|interval| interval_step(subject, &figure, interval)));
    steps
}

/// The standard error from the shares; a weighted one is linearised, and told with its interval.
fn error_step(subject: &Subject, groups: &Groups, figure: &Figure) -> Option<String> {
    let se = figure.se.filter(|_| !subject.design.weighted)?;
    let n = groups.all().w.to_f64();
    let (p, d) = (short(groups.promoters.w.to_f64() / n), short(groups.detractors.w.to_f64() / n));
    Some(format!("standard error = 100 × √(({p} + {d} − ({p} − {d})²) ÷ {n}) = {}", short(se)))
}

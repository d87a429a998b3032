//! Net Promoter Score.

use super::estimate::{interval, interval_step, mean, people, scored, share, share_steps, short};
use super::{Metric, Subject};
use crate::results::{Figure, Unit};
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

/// The score itself. With weights it is the mean of +100, 0 and −100, with that mean's precision.
fn score(subject: &Subject, groups: &Groups) -> Figure {
    let values = [(-POINTS, groups.detractors), (0.0, groups.passives), (POINTS, groups.promoters)];
    let mut figure = mean(subject, ID, None, Unit::Points, &values);
    if subject.design.weighted {
        if let Some(interval) = &mut figure.interval {
            (interval.low, interval.high) = (interval.low.max(-POINTS), interval.high.min(POINTS));
        }
        return figure;
    }
    let (p, d, n) = (count(groups.promoters), count(groups.detractors), count(groups.all()));
    figure.se = stats::nps_variance(p / n, d / n, n).map(|variance| POINTS * variance.sqrt());
    figure.interval =
        stats::adjusted_wald(p, d, n, subject.confidence).map(|limits| interval(limits, POINTS, "adjusted_wald"));
    figure
}

fn count(tally: Tally) -> f64 {
    super::estimate::count(tally.n)
}

fn steps(subject: &Subject) -> Vec<String> {
    let groups = Groups::of(subject);
    let figure = score(subject, &groups);
    let Some(value) = figure.value else { return vec!["nobody answered, so there is no score".to_string()] };
    let (promoters, detractors) = (groups.promoters.w.to_f64(), groups.detractors.w.to_f64());
    let mut steps = share_steps(subject, "promoters (9–10)", groups.promoters, groups.all());
    steps.extend(share_steps(subject, "detractors (0–6)", groups.detractors, groups.all()));
    steps.push(format!("passives (7–8): {}", people(subject, groups.passives)));
    steps.push(format!(
        "NPS = 100 × ({} − {}) ÷ {} = {}",
        short(promoters),
        short(detractors),
        short(groups.all().w.to_f64()),
        short(value)
    ));
    steps.extend(error_step(subject, &groups, &figure));
    steps.extend(figure.interval.iter().map(|interval| interval_step(subject, &figure, interval)));
    steps
}

/// The standard error from the shares; a weighted one is linearised, and told with its interval.
fn error_step(subject: &Subject, groups: &Groups, figure: &Figure) -> Option<String> {
    let se = figure.se.filter(|_| !subject.design.weighted)?;
    let n = count(groups.all());
    let (p, d) = (short(count(groups.promoters) / n), short(count(groups.detractors) / n));
    Some(format!("standard error = 100 × √(({p} + {d} − ({p} − {d})²) ÷ {n}) = {}", short(se)))
}

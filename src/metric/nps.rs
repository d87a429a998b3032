//! Net Promoter Score.

use super::answers::scored;
use super::arithmetic::{net_in_words, net_steps, people, share_steps};
use super::estimate::{net_score, share};
use super::{Figure, Metric, Of, Part, Sample, Subject, Told};
use crate::results::{Measure, Sense};
use crate::table::Tally;

/// Net Promoter Score: the percentage of promoters (9–10) minus the percentage of detractors (0–6).
pub static NPS: Metric = Metric {
    id: "nps",
    title: "Net Promoter Score",
    formula: "% promoters (9–10) − % detractors (0–6), of all who gave a number from 0 to 10",
    source: "Reichheld (2003), Harvard Business Review 81(12); interval: Rocks (2016), The American Statistician 70:365–372, weighted on effective counts",
    of: Of::all(&["nps"]),
    figures,
    steps,
    sample,
    told: Told {
        measure: Measure::Score,
        parts: &[
            Part::telling("promoters", "Promoters", Sense::Positive),
            Part::plain("passives", "Passives"),
            Part::telling("detractors", "Detractors", Sense::Negative),
        ],
        of_experience: Some(0),
        ..Told::PLAIN
    },
};

const ID: &str = "nps";
/// Lowest score of a promoter.
const PROMOTER: f64 = 9.0;
/// Lowest score of a passive.
const PASSIVE: f64 = 7.0;

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
    let mut steps = Vec::from_iter(net_in_words(subject, &score(subject, &groups), "promoters", "detractors"));
    steps.extend(share_steps(subject, "promoters (9–10)", groups.promoters, groups.all()));
    steps.extend(share_steps(subject, "detractors (0–6)", groups.detractors, groups.all()));
    steps.push(format!("passives (7–8): {}", people(subject, groups.passives)));
    steps.extend(net_steps(subject, "NPS", groups.all(), groups.promoters, groups.detractors));
    steps
}

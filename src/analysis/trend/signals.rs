//! What is to be signalled of a chart, and what its last figure says: the verdicts on figures over time.

use super::lines::Lined;
use crate::results::{Assured, ControlChart, Sense, Signal, SignalRule, Variation, VariationKind, Verdict};
use crate::stats::control::{Assurance, Placed, Rule, Rules, assurance, breaches, runs};

/// Every signal by its last point; `higher` says whether a higher figure is good news.
pub(super) fn signals(lined: &Lined, rules: &Rules, higher: Sense) -> Vec<Signal> {
    let mut found = Vec::new();
    for (number, stretch) in lined.stretches.iter().enumerate() {
        let range = stretch.from..stretch.to;
        let judged: Vec<Option<Placed>> = range.clone().map(|at| lined.judged(at)).collect();
        let ghosts: Vec<Option<Placed>> = range.clone().map(|at| lined.asked_ghost(at)).collect();
        // What lines do not rest on is no part of a run, but may be far out.
        let all = breaches(&judged, rules).into_iter().chain(breaches(&ghosts, &ONLY_LIMITS));
        found.extend(all.map(|breach| Signal {
            rule: rule(breach.rule),
            direction: if breach.up { Verdict::Up } else { Verdict::Down },
            sense: news(higher, breach.up),
            points: breach.points.iter().map(|point| stretch.from + point).collect(),
            stretch: number,
        }));
        if rules.anhoej {
            found.extend(of_runs(&lined.sides(range), (stretch.from, number), higher));
        }
    }
    found.sort_by(|one, other| (one.points.last(), one.rule).cmp(&(other.points.last(), other.rule)));
    found
}

/// No rule but the limits.
const ONLY_LIMITS: Rules = Rules {
    one_side: None,
    trend: None,
    ties: crate::stats::control::Ties::End,
    two_of_three: None,
    four_of_five: false,
    anhoej: false,
};

/// Anhøj's signals of one stretch.
fn of_runs(sides: &[i8], (from, stretch): (usize, usize), higher: Sense) -> Vec<Signal> {
    let Some(found) = runs(sides) else { return Vec::new() };
    let long = found.too_long.chunk_by(|one, other| sides[*one] == sides[*other]).map(|run| {
        let up = sides[run[0]] > 0;
        Signal {
            rule: SignalRule::LongRun,
            direction: if up { Verdict::Up } else { Verdict::Down },
            sense: news(higher, up),
            points: run.iter().map(|at| from + at).collect(),
            stretch,
        }
    });
    let few = found.is_seldom_crossing().then(|| Signal {
        rule: SignalRule::FewCrossings,
        direction: Verdict::None,
        sense: Sense::Neutral,
        points: Vec::new(),
        stretch,
    });
    long.chain(few).collect()
}

const fn rule(rule: Rule) -> SignalRule {
    match rule {
        Rule::Beyond => SignalRule::Beyond,
        Rule::OneSide => SignalRule::OneSide,
        Rule::Trend => SignalRule::Trend,
        Rule::TwoOfThree => SignalRule::TwoOfThree,
        Rule::FourOfFive => SignalRule::FourOfFive,
        Rule::LongRun => SignalRule::LongRun,
        Rule::FewCrossings => SignalRule::FewCrossings,
    }
}

/// Whether high figures are good news, where that is said.
const fn news(higher: Sense, up: bool) -> Sense {
    match (higher, up) {
        (Sense::Positive, true) | (Sense::Negative, false) => Sense::Positive,
        (Sense::Positive, false) | (Sense::Negative, true) => Sense::Negative,
        _ => Sense::Undeclared,
    }
}

/// Puts the signals into the points they are of. Where a point is good news by one rule and bad by another it counts as good,
/// as in NHS England's tool.
pub(super) fn mark(lined: &mut Lined, signals: &[Signal]) {
    for signal in signals {
        for at in &signal.points {
            let point = &mut lined.points[*at];
            if !point.rules.contains(&signal.rule) {
                point.rules.push(signal.rule);
            }
            if point.sense != Some(Sense::Positive) {
                point.sense = Some(signal.sense);
            }
        }
    }
    lined.points.iter_mut().for_each(|point| point.rules.sort_unstable());
}

/// What a reader is told first: of the signals that end last the one that goes on longest.
pub(super) fn headline(signals: &[Signal]) -> Option<usize> {
    let last_stretch = signals.iter().map(|signal| signal.stretch).max()?;
    let ranked = signals.iter().enumerate().filter(|(_, signal)| signal.stretch == last_stretch);
    let best = ranked.max_by_key(|(at, signal)| (signal.points.last(), signal.points.len(), std::cmp::Reverse(*at)));
    best.map(|(at, _)| at)
}

/// What the last figure that is judged says; `None` with trial limits or without any.
pub(super) fn variation(chart: &ControlChart) -> Option<Variation> {
    let last = chart.last_judged()?;
    let stretch = chart.last_stretch().filter(|stretch| !stretch.trial && stretch.centre.is_some())?;
    let here = || chart.signals.iter().filter(|signal| signal.points.contains(&last));
    let of = |sense: Sense| here().find(|signal| signal.sense == sense);
    let signal = of(Sense::Positive).or_else(|| of(Sense::Negative)).or_else(|| here().next());
    let whole = || {
        let number = chart.stretches.len() - 1;
        chart.signals.iter().find(|signal| signal.points.is_empty() && signal.stretch == number)
    };
    let Some(signal) = signal.or_else(|| whole().filter(|_| stretch.runs.is_some())) else {
        return Some(Variation { kind: VariationKind::CommonCause, direction: Verdict::None });
    };
    let kind = match signal.sense {
        Sense::Positive => VariationKind::Improvement,
        Sense::Negative => VariationKind::Concern,
        _ => VariationKind::Neutral,
    };
    Some(Variation { kind, direction: signal.direction })
}

/// Whether the target will be met; `None` with trial limits or without any.
pub(super) fn assured(chart: &ControlChart) -> Option<Assured> {
    let point = &chart.points[chart.last_judged()?];
    let limits = point.low.zip(point.high).filter(|_| !chart.is_trial())?;
    let lower_is_better = match chart.higher {
        Sense::Positive => false,
        Sense::Negative => true,
        _ => return None,
    };
    Some(match assurance(chart.target?, limits, lower_is_better) {
        Assurance::WillPass => Assured::WillPass,
        Assurance::HitOrMiss => Assured::HitOrMiss,
        Assurance::WillFail => Assured::WillFail,
    })
}

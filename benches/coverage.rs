//! How often the 95 % intervals hold the truth: simulated surveys, through the figures that users see.
//!
//! `cargo bench --bench coverage`; a word behind `--` picks the lines that begin with it. Too slow for a test, and
//! what it prints is to be read: between 94 and 96 % is what is promised. `deff` is the design effect of the weights.
//! Where everybody in a sample agrees, a figure has its usual interval whatever method is asked for.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};
use std::io::Write;
use survey::metric::{
    DURATION, Figure, MEAN, METHODS, MULTIPLE_ANSWERS, Method, Metric, NO_BINS, NPS, Subject, TOP_BOX, method_called,
};
use survey::scale::{AnswerOption, Direction, Missing};
use survey::table::{Answers, Design, QuestionTally, Tally};

const SAMPLES: u32 = 2_000;
const SIZES: [usize; 4] = [10, 30, 100, 400];

/// A figure whose truth is known, and who answers.
struct Case {
    name: &'static str,
    metric: &'static Metric,
    item: Option<&'static str>,
    answers: People,
    truth: f64,
    /// The spread of the logarithm of weights; 0 for none.
    weights: f64,
    methods: &'static [&'static str],
}

/// Where answers come from.
enum People {
    /// Scores with their chances.
    Scores(Scores),
    /// Ten times numbers whose logarithm is normal with this spread.
    Waits(f64),
    /// The same in whole numbers, as people write down how long they waited.
    WholeWaits(f64),
    /// Options with the chance that each is chosen, apart from the others; whoever would choose none thinks again. Of the
    /// first option the share of all answers is looked at.
    Choices(&'static [f64]),
}

fn main() {
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    let mut out = std::io::stdout().lock();
    let known: Vec<&str> = METHODS.iter().map(|method| method.name).collect();
    writeln!(out, "{:57} {}", "share of intervals that hold the truth, %", SIZES.map(|n| format!("{n:>6}")).concat())
        .ok();
    for case in cases().iter().filter(|case| case.name.starts_with(&wanted)) {
        for method in std::iter::once(None).chain(case.methods.iter().map(Some)) {
            assert!(method.is_none_or(|name| known.contains(name)), "no method is called so");
            let held = SIZES.map(|n| format!("{:>6.1}", covered(case, n, method.and_then(|name| method_called(name)))));
            let (name, effect) = (case.name, case.weights.powi(2).exp());
            writeln!(out, "{name:30} deff {effect:.1} {:17} {}", method.copied().unwrap_or("usual"), held.concat())
                .ok();
        }
    }
}

/// Scores with their chances.
type Scores = &'static [(f64, f64)];

const NETS: [(&str, Scores, f64); 3] = [
    ("NPS 50/30/20", &[(10.0, 0.5), (8.0, 0.3), (3.0, 0.2)], 30.0),
    ("NPS 85/10/5", &[(10.0, 0.85), (8.0, 0.1), (3.0, 0.05)], 80.0),
    ("NPS 95/4/1", &[(10.0, 0.95), (8.0, 0.04), (3.0, 0.01)], 94.0),
];

/// The spread of log-normal weights with a design effect of about 1.4.
const UNEVEN: f64 = 0.6;
/// The same of about 2.7.
const VERY_UNEVEN: f64 = 1.0;

fn cases() -> Vec<Case> {
    let case = |name, metric, answers, truth, weights| Case {
        name,
        metric,
        item: None,
        answers,
        truth,
        weights,
        methods: &[],
    };
    let mut cases = Vec::new();
    for (name, answers, truth) in NETS {
        for (weights, methods) in [(0.0, &["t"][..]), (UNEVEN, &["t"]), (VERY_UNEVEN, &["t"])] {
            cases.push(Case { methods, ..case(name, &NPS, People::Scores(answers), truth, weights) });
        }
    }
    let scores: [(_, Scores, f64); 2] = [
        ("mean 3/5/12/40/40", &[(1.0, 0.03), (2.0, 0.05), (3.0, 0.12), (4.0, 0.4), (5.0, 0.4)], 4.09),
        ("mean 1/1/3/15/80", &[(1.0, 0.01), (2.0, 0.01), (3.0, 0.03), (4.0, 0.15), (5.0, 0.8)], 4.72),
    ];
    for (name, answers, truth) in scores {
        cases.push(Case { methods: &["t"], ..case(name, &MEAN, People::Scores(answers), truth, 0.0) });
        cases.push(Case { methods: &["t"], ..case(name, &MEAN, People::Scores(answers), truth, UNEVEN) });
    }
    let shares: [(_, Scores, f64); 5] = [
        ("share .05", &[(0.0, 0.95), (1.0, 0.05)], 5.0),
        ("share .2", &[(0.0, 0.8), (1.0, 0.2)], 20.0),
        ("share .5", &[(0.0, 0.5), (1.0, 0.5)], 50.0),
        ("share .8", &[(0.0, 0.2), (1.0, 0.8)], 80.0),
        ("share .95", &[(0.0, 0.05), (1.0, 0.95)], 95.0),
    ];
    for (name, answers, truth) in shares {
        for weights in [0.0, UNEVEN, VERY_UNEVEN] {
            let methods = &["wilson", "clopper-pearson", "logit"];
            cases.push(Case { methods, ..case(name, &TOP_BOX, People::Scores(answers), truth, weights) });
        }
    }
    for weights in [0.0, UNEVEN, VERY_UNEVEN] {
        cases.push(case("wait, lognormal sd 1: median", &DURATION, People::Waits(1.0), 10.0, weights));
        cases.push(case("wait, whole minutes: median", &DURATION, People::WholeWaits(1.0), 10.0, weights));
    }
    for (name, chances) in CHOICES {
        for weights in [0.0, UNEVEN, VERY_UNEVEN] {
            let of = case(name, &MULTIPLE_ANSWERS, People::Choices(chances), 100.0 * share_of_first(chances), weights);
            cases.push(Case { item: Some("0"), ..of });
        }
    }
    let mean = 10.0 * f64::exp(0.5);
    let waits = case("wait, lognormal sd 1: mean", &DURATION, People::Waits(1.0), mean, 0.0);
    cases.push(Case { item: Some("mean"), methods: &["bootstrap-t"], ..waits });
    cases
}

/// Options chosen by most, by some and by few, beside others.
const CHOICES: [(&str, &[f64]); 3] = [
    ("answers, chosen by .97", &[0.97, 0.5, 0.1]),
    ("answers, chosen by .4", &[0.4, 0.6, 0.2, 0.05]),
    ("answers, chosen by .05", &[0.05, 0.6, 0.4, 0.2]),
];

/// The share of all answers that the first of these options has: P(chosen) ÷ the mean number chosen, for whoever chooses
/// none does not answer.
fn share_of_first(chances: &[f64]) -> f64 {
    chances[0] / chances.iter().sum::<f64>()
}

/// The percentage of the intervals of simulated samples that hold the truth; samples that have none say nothing.
fn covered(case: &Case, n: usize, method: Option<&'static Method>) -> f64 {
    let mut chance = Pcg64Mcg::seed_from_u64(2026);
    let (mut held, mut all) = (0.0, 0.0);
    for _ in 0..SAMPLES {
        if let Some(interval) = figure(case, n, method, &mut chance).interval {
            all += 1.0;
            held += f64::from(u8::from(interval.low <= case.truth && case.truth <= interval.high));
        }
    }
    100.0 * held / all
}

/// The figure of one simulated sample.
fn figure(case: &Case, n: usize, intervals: Option<&'static Method>, chance: &mut Pcg64Mcg) -> Figure {
    let sample: Vec<(f64, Tally)> = (0..n).map(|_| (case.answers.one(chance), tally(case.weights, chance))).collect();
    let valid: Tally = sample.iter().map(|(_, tally)| *tally).sum();
    let (options, answers) = case.answers.counted(&sample);
    let missing = [Tally::default(); Missing::ALL.len()];
    let subject = Subject {
        drawn: None,
        tally: &QuestionTally { missing, valid, answers },
        options: &options,
        nets: &[],
        top: &[1],
        bottom: &[],
        direction: Direction::HigherIsBetter,
        unit: "",
        target: None,
        bins: &NO_BINS,
        design: Design { weighted: case.weights > 0.0, units: n as u64, unit: 1.0 },
        confidence: 0.95,
        intervals,
        people: None,
    };
    let found = (case.metric.figures)(&subject).into_iter().find(|figure| figure.item.as_deref() == case.item);
    found.expect("the figure")
}

fn tally(weights: f64, chance: &mut Pcg64Mcg) -> Tally {
    if weights > 0.0 { Tally::of_weight((weights * normal(chance)).exp()) } else { Tally::unweighted(1) }
}

impl People {
    fn one(&self, chance: &mut Pcg64Mcg) -> f64 {
        match self {
            People::Waits(spread) => 10.0 * (spread * normal(chance)).exp(),
            People::WholeWaits(spread) => (10.0 * (spread * normal(chance)).exp()).round(),
            People::Choices(chances) => loop {
                let chosen = chances.iter().map(|share| unit(chance) < *share);
                let mask = chosen.zip(0u32..).map(|(chosen, at)| u32::from(chosen) << at).sum::<u32>();
                if mask > 0 {
                    return f64::from(mask);
                }
            },
            People::Scores(scores) => {
                let mut left = unit(chance);
                let reached = scores.iter().find(|(_, share)| {
                    left -= share;
                    left < 0.0
                });
                reached.or(scores.last()).map_or(0.0, |(score, _)| *score)
            }
        }
    }

    /// Options and answers as tallies.
    fn counted(&self, sample: &[(f64, Tally)]) -> (Vec<AnswerOption>, Answers) {
        if let People::Choices(chances) = self {
            return choices(chances.len(), sample);
        }
        let People::Scores(scores) = self else {
            let mut values = sample.to_vec();
            values.sort_by(|one, other| one.0.total_cmp(&other.0));
            return (Vec::new(), Answers::Values(values.into()));
        };
        let option =
            |(score, _): &(f64, f64)| AnswerOption { label: score.to_string(), codes: Vec::new(), score: Some(*score) };
        let of = |(score, _): &(f64, f64)| {
            sample.iter().filter(|(x, _)| x.to_bits() == score.to_bits()).map(|(_, tally)| *tally).sum()
        };
        (scores.iter().map(option).collect(), Answers::Coded(scores.iter().map(of).collect()))
    }
}

/// Options and answers of choices, each sample being the options that somebody chose, as bits.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few bits")]
fn choices(options: usize, sample: &[(f64, Tally)]) -> (Vec<AnswerOption>, Answers) {
    let chosen_by = |at: usize| sample.iter().filter(move |(mask, _)| *mask as u32 >> at & 1 == 1);
    let often = |(mask, tally): &(f64, Tally)| (0..(*mask as u32).count_ones()).map(|_| *tally).sum::<Tally>();
    let option = |at: usize| AnswerOption { label: at.to_string(), codes: Vec::new(), score: None };
    let answers = Answers::Multiple {
        options: (0..options).map(|at| chosen_by(at).map(|(_, tally)| *tally).sum()).collect(),
        given: (0..options).map(|at| chosen_by(at).map(often).sum()).collect(),
    };
    ((0..options).map(option).collect(), answers)
}

/// A number in [0, 1).
#[expect(clippy::cast_precision_loss, reason = "as many bits as a float holds")]
fn unit(chance: &mut Pcg64Mcg) -> f64 {
    (chance.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// A normal number: Box and Muller.
fn normal(chance: &mut Pcg64Mcg) -> f64 {
    let (radius, turn) = (1.0 - unit(chance), unit(chance));
    (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * turn).cos()
}

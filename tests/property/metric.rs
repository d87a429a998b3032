//! Figures stay within their bounds, and only what should matter does.

use proptest::collection::vec;
use proptest::prelude::*;
use survey::metric::{DISTRIBUTION, FFT, Figure, MEAN, Metric, NO_BINS, NPS, Subject, TOP_BOX};
use survey::results::Unit;
use survey::scale::{AnswerOption, Direction, Missing};
use survey::table::{Answers, Design, QuestionTally, Tally};

const METRICS: [&Metric; 5] = [&NPS, &MEAN, &DISTRIBUTION, &TOP_BOX, &FFT];

/// Answers on a scale from 0 to 10: (score, weight in thousandths).
fn answers() -> impl Strategy<Value = Vec<(usize, u32)>> {
    vec((0..=10usize, 1..4000u32), 0..60)
}

/// Every figure of these answers, with weights multiplied by `factor`; `None` for unweighted figures.
fn figures(answers: &[(usize, u32)], factor: Option<f64>) -> Vec<Figure> {
    let mut options = vec![Tally::default(); 11];
    for (score, weight) in answers {
        options[*score] += match factor {
            Some(factor) => Tally::of_weight(factor * f64::from(*weight) / 1000.0),
            None => Tally::unweighted(1),
        };
    }
    let tally = QuestionTally {
        missing: [Tally::default(); Missing::ALL.len()],
        valid: options.iter().copied().sum(),
        answers: Answers::Coded(options),
    };
    let option =
        |score: i32| AnswerOption { label: score.to_string(), codes: Vec::new(), score: Some(f64::from(score)) };
    let labels: Vec<AnswerOption> = (0..=10).map(option).collect();
    let subject = Subject {
        tally: &tally,
        options: &labels,
        nets: &[],
        top: &[9, 10],
        bottom: &[0, 1, 2],
        direction: Direction::HigherIsBetter,
        unit: "",
        target: None,
        bins: &NO_BINS,
        design: Design { weighted: factor.is_some(), units: answers.len() as u64 + 3, unit: 1.0 },
        drawn: None,
        confidence: 0.95,
        intervals: None,
        people: None,
    };
    METRICS.iter().flat_map(|metric| (metric.figures)(&subject)).collect()
}

fn close(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() <= 1e-7 * one.abs().max(1.0),
        _ => one == other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn figures_keep_within_their_bounds(answers in answers(), weighted: bool) {
        for figure in figures(&answers, weighted.then_some(1.0)) {
            let (low, high) = match figure.unit {
                Unit::Percent => (0.0, 100.0),
                Unit::Points => (-100.0, 100.0),
                _ => (0.0, 10.0),
            };
            let inside = |value: f64| value.is_finite() && value >= low - 1e-9 && value <= high + 1e-9;
            prop_assert!(figure.value.is_none_or(inside), "{figure:?}");
            prop_assert!(figure.se.is_none_or(|se| se.is_finite() && se >= 0.0), "{figure:?}");
            if let (Some(value), Some(interval)) = (figure.value, &figure.interval) {
                prop_assert!(interval.low <= value + 1e-9 && value <= interval.high + 1e-9, "{figure:?}");
                prop_assert!(figure.unit == Unit::Score || (inside(interval.low) && inside(interval.high)), "{figure:?}");
            }
            let needed = if figure.item.as_deref() == Some("sd") { 2 } else { 1 };
            prop_assert_eq!(figure.value.is_none(), answers.len() < needed, "{:?}", figure);
        }
    }

    #[test]
    fn doubling_every_weight_changes_nothing_but_the_weighted_base(answers in answers()) {
        for (once, twice) in figures(&answers, Some(1.0)).into_iter().zip(figures(&answers, Some(2.0))) {
            prop_assert!(close(once.value, twice.value), "{once:?} {twice:?}");
            prop_assert!(close(once.se, twice.se), "{once:?} {twice:?}");
            let limits = |figure: &Figure| figure.interval.as_ref().map(|interval| (interval.low, interval.high));
            prop_assert!(close(limits(&once).map(|l| l.0), limits(&twice).map(|l| l.0)), "{once:?} {twice:?}");
            prop_assert!(close(limits(&once).map(|l| l.1), limits(&twice).map(|l| l.1)), "{once:?} {twice:?}");
            let (one, two) = (once.base.expect("a base"), twice.base.expect("a base"));
            prop_assert_eq!(one.unweighted, two.unweighted);
            prop_assert!(close(Some(2.0 * one.weighted), Some(two.weighted)));
            prop_assert!(close(Some(one.effective), Some(two.effective)));
        }
    }

    #[test]
    fn equal_weights_give_the_plain_estimates(answers in answers()) {
        let even: Vec<(usize, u32)> = answers.iter().map(|(score, _)| (*score, 1000)).collect();
        for (plain, weighted) in figures(&even, None).into_iter().zip(figures(&even, Some(1.0))) {
            // A weighted median is an answer that was given; a plain one may lie between two.
            if plain.item.as_deref() != Some("median") {
                prop_assert!(close(plain.value, weighted.value), "{plain:?} {weighted:?}");
            }
        }
    }
}

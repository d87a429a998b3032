//! Bins of a histogram: every answer falls in one, and in the one whose edges hold it.

use proptest::collection::vec;
use proptest::prelude::*;
use survey::metric::{Bins, Figure, HISTOGRAM, Subject};
use survey::scale::{Direction, Missing};
use survey::table::{Answers, Design, QuestionTally, Tally};

/// Finest units that edges are compared in: they may have two decimals more than the answers.
const UNITS: f64 = 100.0;

/// The histogram of distinct numbers, ascending, one respondent each.
fn histogram(values: &[f64], bins: &Bins) -> Vec<Figure> {
    let n = values.len() as u64;
    let tally = QuestionTally {
        missing: [Tally::default(); Missing::ALL.len()],
        valid: Tally::unweighted(n),
        answers: Answers::Values(values.iter().map(|value| (*value, Tally::unweighted(1))).collect::<Vec<_>>().into()),
    };
    (HISTOGRAM.figures)(&Subject {
        tally: &tally,
        options: &[],
        nets: &[],
        top: &[],
        bottom: &[],
        direction: Direction::HigherIsBetter,
        unit: "",
        target: None,
        bins,
        design: Design { weighted: false, units: n, unit: 1.0 },
        drawn: None,
        confidence: 0.95,
        intervals: None,
        people: None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Numbers with up to three decimals, counted a second time in whole thousandths, where nothing rounds.
    #[test]
    #[expect(clippy::cast_possible_truncation, reason = "small numbers")]
    fn every_number_falls_in_the_bin_that_holds_it(
        around in -2000..2000i32,
        // Close together, so that many of them lie on an edge.
        near in vec(-60..60i32, 1..60),
        places in 0..4i32,
        has_target: bool,
        beside in prop::sample::select(vec![0.0, 0.0, 0.5, -0.25]),
    ) {
        let mut whole: Vec<i32> = near.iter().map(|offset| around + offset).collect();
        whole.sort_unstable();
        whole.dedup();
        let scale = 10f64.powi(places);
        let values: Vec<f64> = whole.iter().map(|number| f64::from(*number) / scale).collect();
        let tallies: Vec<(f64, Tally)> = values.iter().map(|value| (*value, Tally::unweighted(1))).collect();
        let target = near.first().filter(|_| has_target).map(|offset| (f64::from(around + offset) + beside) / scale);
        let bins = Bins::of(&tallies.into(), target);
        let edges = &bins.edges;
        prop_assert!((2..=24).contains(&edges.len()), "{edges:?}");
        prop_assert!(edges.windows(2).all(|pair| pair[0] < pair[1]), "{edges:?}");

        let exact: Vec<i64> = edges.iter().map(|edge| (edge * scale * UNITS).round() as i64).collect();
        for (at, (figure, pair)) in histogram(&values, &bins).iter().zip(exact.windows(2)).enumerate() {
            let inside = |number: &&i32| {
                let number = i64::from(**number) * UNITS as i64;
                (pair[0] + 1..=pair[1]).contains(&number) || at == 0 && number == pair[0]
            };
            let expected = whole.iter().filter(inside).count() as u64;
            prop_assert_eq!(figure.count, Some(expected), "{:?} of {:?}", figure.item, values);
        }
        if let Some(target) = target.filter(|target| (values[0]..values[values.len() - 1]).contains(target)) {
            prop_assert!(edges.contains(&target), "{target} is no edge of {edges:?}");
        }
    }
}

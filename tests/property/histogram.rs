//! Bins of a histogram: every answer falls in one, and in the one whose edges hold it.

use proptest::collection::vec;
use proptest::prelude::*;
use survey::metric::{HISTOGRAM, Subject, bins};
use survey::results::Figure;
use survey::scale::{Direction, Missing};
use survey::tally::{Answers, Design, QuestionTally, Tally};

/// Finest units that edges are compared in: they may have two decimals more than the answers.
const UNITS: f64 = 100.0;

/// The histogram of distinct numbers, ascending, one respondent each.
fn histogram(values: &[f64], edges: &[f64]) -> Vec<Figure> {
    let n = values.len() as u64;
    let tally = QuestionTally {
        missing: [Tally::default(); Missing::ALL.len()],
        valid: Tally::unweighted(n),
        answers: Answers::Values(values.iter().map(|value| (*value, Tally::unweighted(1))).collect()),
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
        bins: edges,
        design: Design { weighted: false, units: n },
        confidence: 0.95,
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
    ) {
        let mut whole: Vec<i32> = near.iter().map(|offset| around + offset).collect();
        whole.sort_unstable();
        whole.dedup();
        let scale = 10f64.powi(places);
        let values: Vec<f64> = whole.iter().map(|number| f64::from(*number) / scale).collect();
        let tallies: Vec<(f64, Tally)> = values.iter().map(|value| (*value, Tally::unweighted(1))).collect();
        let edges = bins(&tallies);
        prop_assert!((2..=12).contains(&edges.len()), "{edges:?}");
        prop_assert!(edges.windows(2).all(|pair| pair[0] < pair[1]), "{edges:?}");

        let exact: Vec<i64> = edges.iter().map(|edge| (edge * scale * UNITS).round() as i64).collect();
        for (figure, pair) in histogram(&values, &edges).iter().zip(exact.windows(2)) {
            let inside = |number: &&i32| (pair[0]..pair[1]).contains(&(i64::from(**number) * UNITS as i64));
            let expected = whole.iter().filter(inside).count() as u64;
            prop_assert_eq!(figure.count, Some(expected), "{:?} of {:?}", figure.item, values);
        }
    }
}

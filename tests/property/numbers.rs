//! Numbers of which there are more different ones than are kept: whatever is not said to be rough is exact, and the
//! same in any order, on any number of threads and in any company.

use crate::support::{Fixture, with_figures};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::sync::Arc;
use survey::plan::{FIRST_OPTION, Grouping, Key, Plan, Shape, UNDATED};
use survey::responses::Fate;
use survey::rows::{Batch, Column, Counter, Groups, Runs};
use survey::stats::exact_quantile;
use survey::table::{Answers, Tally, Values, Weighing, Weight};

/// A linear congruential generator (Knuth's MMIX): the same numbers on every machine.
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// Rows of a number in eighths, a weight in quarters and one of three sites: all of them exact in binary.
#[derive(Debug, Clone, Copy)]
struct Row {
    eighths: i64,
    quarters: u32,
    site: u32,
}

fn rows(count: usize, around: i64, within: u64, seed: u64) -> Vec<Row> {
    let mut draws = Draws(seed);
    let row = |_| Row {
        eighths: around * 8 + i64::try_from(draws.below(within * 8)).expect("small"),
        quarters: u32::try_from(draws.below(12) + 1).expect("small"),
        site: u32::try_from(draws.below(3) + 1).expect("small"),
    };
    (0..count).map(row).collect()
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn value(row: &Row) -> f64 {
    row.eighths as f64 / 8.0
}

fn batch(rows: &[Row], weighted: bool) -> Batch {
    let weight = |row: &Row| f64::from(row.quarters) / 4.0;
    let fixed = |row: &Row| (Weight::from_f64(weight(row)), Weight::from_f64(weight(row)).squared());
    Batch {
        input: 0,
        people: Vec::new(),
        fates: vec![Fate::Analysed; rows.len()],
        before: Vec::new(),
        times: None,
        weights: weighted.then(|| rows.iter().map(fixed).collect()),
        weighing: Weighing::default(),

        runs: Runs::default(),
        days: vec![UNDATED; rows.len()],
        segments: vec![Groups::One(rows.iter().map(|row| row.site).collect())],
        columns: vec![Column::Values {
            status: vec![FIRST_OPTION; rows.len()],
            values: rows.iter().map(value).collect(),
        }],
    }
}

fn counter(weighted: bool, by_site: bool, target: Option<f64>) -> Counter {
    let by = Grouping::new(if by_site { vec![Key::Segment { at: 0, several: false }] } else { Vec::new() });
    Counter::new(Arc::new(Plan::new(vec![Shape::Values], &[by], weighted).with_cuts(vec![target])))
}

/// The numbers of everybody, or of each site.
fn values(counter: &Counter, by_site: bool) -> Vec<Values> {
    let table = counter.table().expect("a table");
    let grouping = Grouping::new(if by_site { vec![Key::Segment { at: 0, several: false }] } else { Vec::new() });
    let groups = table.groups(&grouping).expect("groups").into_iter();
    let answers = groups.map(|group| match &group.questions[0].answers {
        Answers::Values(values) => values.clone(),
        other => panic!("{other:?}"),
    });
    answers.collect()
}

fn counted(pieces: &[&[Row]], weighted: bool, by_site: bool, target: Option<f64>) -> Counter {
    let mut all = counter(weighted, by_site, target);
    for rows in pieces {
        let mut one = counter(weighted, by_site, target);
        rows.chunks(4096).for_each(|rows| one.count(&batch(rows, weighted)));
        all.merge(one);
    }
    all
}

/// Mean, Σw(x − mean)² and Σw²(x − mean)² in whole numbers: x in eighths, w in quarters.
#[expect(clippy::cast_precision_loss, reason = "each is rounded once")]
fn exactly(rows: &[Row], weighted: bool) -> (f64, f64, f64) {
    let mut sums = [0i128; 6];
    for row in rows {
        let (x, w) = (i128::from(row.eighths), if weighted { i128::from(row.quarters) } else { 4 });
        let terms = [w, w * x, w * x * x, w * w, w * w * x, w * w * x * x];
        sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
    }
    let [w, wx, wxx, v, vx, vxx] = sums;
    // Over a common denominator: Σw(x − m)² = (Σw·Σwx² − (Σwx)²) ÷ Σw.
    let spread = (w * wxx - wx * wx) as f64 / w as f64 / 64.0 / 4.0;
    // Whole part first, so that w²·Σw²x² need not fit.
    let (mean, rest) = (wx.div_euclid(w), wx.rem_euclid(w));
    let (around, around2) = (vx - mean * v, vxx - 2 * mean * vx + mean * mean * v);
    let part = rest as f64 / w as f64;
    let spread2 = (around2 as f64 - 2.0 * part * around as f64 + part * part * v as f64) / 64.0 / 16.0;
    (wx as f64 / w as f64 / 8.0, spread, spread2)
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-14 * other.abs()
}

#[test]
fn sums_of_too_many_different_numbers_are_exact() {
    // Far from zero and close together, where rounding or cancelling would show.
    for (around, within) in [(1_000_000, 4000), (0, 40_000), (-2_000_000_000, 3000)] {
        let rows = rows(60_000, around, within, 42);
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let target = around as f64 + 1000.3;
        for weighted in [false, true] {
            let values = values(&counted(&[&rows], weighted, false, Some(target)), false).remove(0);
            let precise = values.precise.expect("more than can be kept");
            let (mean, spread, spread2) = exactly(&rows, weighted);
            assert!(close(precise.moments.mean, mean), "{} {mean}", precise.moments.mean);
            assert!(close(precise.moments.spread, spread), "{} {spread}", precise.moments.spread);
            if weighted {
                assert!(close(precise.moments.spread2, spread2), "{} {spread2}", precise.moments.spread2);
            }
            let numbers = || rows.iter().map(value);
            assert_eq!(Some(precise.lowest), numbers().reduce(f64::min));
            assert_eq!(Some(precise.highest), numbers().reduce(f64::max));
            assert!(!precise.whole);
            let within_target = values.iter().filter(|(x, _)| *x <= target).map(|(_, tally)| tally.n).sum::<u64>();
            assert_eq!(within_target, numbers().filter(|x| *x <= target).count() as u64);
            assert!(values.len() <= 10_000 && values.windows(2).all(|pair| pair[0].0 < pair[1].0));
            // The error that is stated holds for every rank, and is small against the spread, or against the numbers.
            let error = precise.relative_error;
            let largest = error * precise.lowest.abs().max(precise.highest.abs());
            assert!(largest < precise.moments.sd().expect("a spread") / 100.0 || error < 1e-6, "{error}");
            let mut sorted: Vec<f64> = numbers().collect();
            sorted.sort_by(f64::total_cmp);
            let kept =
                values.iter().flat_map(|(x, tally)| std::iter::repeat_n(*x, usize::try_from(tally.n).expect("few")));
            let is_near =
                |(kept, given): (f64, &f64)| (kept - given).abs() <= values.error_at(kept) + 1e-12 * given.abs();
            assert!(kept.zip(&sorted).all(is_near));
        }
    }
}

#[test]
fn one_outlier_does_not_spoil_the_other_numbers() {
    let mut rows = rows(60_000, 1, 3000, 3);
    let numbers = |rows: &[Row]| values(&counted(&[rows], false, false, None), false).remove(0);
    let median = |values: &Values| values[values.len() / 2].0;
    let before = numbers(&rows);
    rows.push(Row { eighths: 8_000_000_000_000, quarters: 4, site: 1 });
    let after = numbers(&rows);
    assert!(before.error_at(median(&before)) < 0.5 && after.error_at(median(&after)) < 0.5);
    assert!((median(&before) - median(&after)).abs() < 1.0);
    assert_eq!(after.ends(), before.ends().map(|(lowest, _)| (lowest, 1e12)));
}

#[test]
fn neither_order_nor_threads_nor_company_matter() {
    let mut rows = rows(60_000, 1_000_000, 4000, 7);
    // One site with few numbers, and an outlier that comes late.
    rows.iter_mut().filter(|row| row.site == 3).for_each(|row| row.eighths = row.eighths / 64 * 64);
    rows.push(Row { eighths: -80_000_000, quarters: 3, site: 1 });
    let mut reversed = rows.clone();
    reversed.reverse();
    let mut sorted = rows.clone();
    sorted.sort_by_key(|row| row.eighths);
    for weighted in [false, true] {
        let target = Some(1_001_234.5);
        let whole = values(&counted(&[&rows], weighted, false, target), false);
        let pieces: Vec<&[Row]> = rows.chunks(7001).collect();
        let backwards: Vec<&[Row]> = pieces.iter().rev().copied().collect();
        for other in [&[&reversed[..]][..], &[&sorted[..]], &pieces, &backwards] {
            assert!(values(&counted(other, weighted, false, target), false) == whole);
            // Rolled up from the sites.
            assert!(values(&counted(other, weighted, true, target), false) == whole);
        }
        // A site among others, and alone.
        let by_site = values(&counted(&pieces, weighted, true, target), true);
        for (site, among) in (1..).zip(&by_site) {
            let own: Vec<Row> = rows.iter().copied().filter(|row| row.site == site).collect();
            assert!(values(&counted(&[&own], weighted, false, target), false)[0] == *among, "site {site}");
        }
        assert!(by_site[2].precise.is_none(), "few enough to be kept each");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_cut_gives_the_same(cuts in prop::collection::vec(0..30_000usize, 0..4), seed: u64, weighted: bool, around in -3..3i64) {
        let rows = rows(30_000, around * 5000, 3000, seed);
        let mut ends = cuts;
        ends.extend([0, rows.len()]);
        ends.sort_unstable();
        let pieces: Vec<&[Row]> = ends.windows(2).map(|pair| &rows[pair[0]..pair[1]]).collect();
        let target = Some(1000.0);
        let at_once = values(&counted(&[&rows], weighted, false, target), false);
        prop_assert!(values(&counted(&pieces, weighted, true, target), false) == at_once);
    }
}

/// Weights of a million beside weights of a millionth, so that halves, quarters and tenths of the weight lie exactly at
/// the end of a number: floats lose the millionths, and with them the tie.
#[test]
fn ties_of_uneven_weights_are_exact() {
    const MILLIONTHS: i128 = 1_000_000_000_000; // in a weight of a million
    let mut draws = Draws(11);
    for parts in [2u32, 4, 10] {
        // So many runs of numbers, all of one weight in all.
        let run: Vec<i128> = (0..400).map(|_| MILLIONTHS + i128::from(draws.below(1_000_000))).collect();
        let weights: Vec<i128> = (0..parts)
            .flat_map(|part| {
                let mut run = run.clone();
                run.rotate_left(part as usize * 37);
                run
            })
            .collect();
        let tally = |millionths: &i128| {
            let small = u32::try_from(millionths - MILLIONTHS).expect("below one");
            let millionth = std::iter::repeat_n(Tally::of_weight(0.000_001), small as usize % 50);
            millionth.sum::<Tally>()
                + Tally::of_weight(1_000_000.0)
                + Tally::of_weight(f64::from(small - small % 50) / 1e6)
        };
        let values: Vec<(f64, Tally)> = (0u32..).map(f64::from).zip(weights.iter().map(tally)).collect();
        let units: Vec<(f64, i128)> = values.iter().map(|(x, tally)| (*x, tally.w.0)).collect();
        let slack = values.iter().map(|(_, tally)| i128::from(tally.n)).sum();
        let total: i128 = weights.iter().sum();
        for percent in [10, 25, 50, 75, 90] {
            let mut below = 0;
            let reached = weights.iter().position(|weight| {
                below += weight;
                below * 100 >= total * percent
            });
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            let found = exact_quantile(&units, percent as f64 / 100.0, slack);
            let reached = u32::try_from(reached.expect("reached")).expect("small");
            assert_eq!(found, Some(f64::from(reached)), "{percent} % of {parts} runs");
        }
    }
}

/// Through the program: `--by`, `--where`, `explain` and the caution.
#[test]
fn a_group_says_the_same_beside_others_and_alone() {
    let mut draws = Draws(5);
    let (mut csv, mut within) = (String::from("v,site\n"), 0);
    for row in 0..36_000 {
        let hundredths = 1_000_000 + draws.below(3_000_000);
        within += u64::from(hundredths <= 2_000_000);
        let _ = writeln!(csv, "{}.{:02},{}", hundredths / 100, hundredths % 100, if row % 3 == 0 { "B" } else { "A" });
    }
    let definition = "survey: s\nquestions:\n  v: { kind: number, column: v, unit: seconds, target: 20000 }\n\
                      segments: { site: site }\ndisclosure: { minimum: 1 }\n";
    let fixture = Fixture::new().survey(definition).csv(&csv);
    let report = |more: &[&str]| -> serde_json::Value {
        let run = fixture.run(&[&["analyze", "survey.yaml", "export.csv", "-f", "json"], more].concat());
        with_figures(&run.ok())
    };
    let by = report(&["--by", "site", "--threads", "3"]);
    let question = &by["questions"][0];
    let target = question["cells"][0]["figures"].as_array().expect("figures").iter().find(|f| f["metric"] == "target");
    assert_eq!(target.expect("a target")["count"].as_u64(), Some(within));
    let bars: u64 = question["cells"][0]["figures"]
        .as_array()
        .expect("figures")
        .iter()
        .filter(|figure| figure["metric"] == "histogram")
        .zip(question["meaning"]["bins"].as_array().expect("edges").iter().skip(1))
        .filter(|(_, edge)| edge.as_f64().is_some_and(|edge| edge <= 20_000.0))
        .filter_map(|(figure, _)| figure["count"].as_u64())
        .sum();
    assert_eq!(bars, within, "the bars up to the target");
    let caution = question["cautions"][0].as_str().expect("a caution");
    assert!(caution.contains("may be off by up to 4.8 (in seconds), those of groups"), "{caution}");
    assert!(caution.contains("by up to 0.013% of themselves"), "{caution}");
    assert!(caution.contains("highest and the share within target are exact"), "{caution}");
    for (at, site) in [(1, "A"), (2, "B")] {
        let alone = report(&["--where", &format!("site={site}")]);
        let numbers = |cell: &serde_json::Value| -> Vec<serde_json::Value> {
            let figures = cell["figures"].as_array().expect("figures").iter();
            figures.filter(|figure| figure["metric"] != "histogram").cloned().collect()
        };
        assert_eq!(numbers(&question["cells"][at]), numbers(&alone["questions"][0]["cells"][0]), "site {site}");
    }
    let explained = fixture.run(&["explain", "v.target", "survey.yaml", "export.csv"]).ok();
    assert!(explained.contains(&format!("{within} respondents")), "{explained}");
}

//! Figures of a small export against R's `survey` package; `figures.R` made `figures.txt` of `figures.csv`.

use super::r_survey::named;
use super::{NINE_DIGITS, assert_close};
use crate::support::Fixture;
use survey::results::{Estimate, Report};

const EXPORT: &str = include_str!("figures.csv");
const ORACLE: &str = include_str!("figures.txt");

const SURVEY: &str = "\
survey: figures
questions:
  friends: { kind: fft, wording: recommend, legacy_score: true, column: friends }
  mattered: { kind: multiple, options: [Time, Staff, Clean], column: mattered, separator: \";\" }
  cost: { kind: number, column: cost, total: true }
  visits: { kind: number, column: visits }
derive:
  both: { sum: [cost, visits], total: true }
segments: { stratum: stratum, unit: unit, size: size, site: site }
disclosure: { minimum: 1 }
";

/// The designs that R has figures of, and what a definition says of each.
const DESIGNS: [(&str, &str); 3] = [
    ("even", ""),
    ("weights", "weight: weight\n"),
    ("units", "weight: weight\ndesign: { strata: stratum, clusters: unit, population: size }\n"),
];

/// The figures of a survey that says this beside its questions, of everybody and by site.
fn report(says: &str) -> Report {
    report_of(EXPORT, says)
}

fn report_of(export: &str, says: &str) -> Report {
    let fixture = Fixture::new().survey(&format!("{SURVEY}{says}")).csv(export);
    let printed = fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "site", "-f", "json"]).ok();
    serde_json::from_str(&printed).expect("a report")
}

/// A figure of everybody, of the first and of the second site.
fn estimates(report: &Report, question: &str, metric: &str, item: Option<&str>) -> Vec<Estimate> {
    let question = report.questions.iter().find(|known| known.id == question).expect("the question");
    let is_it = |column: &survey::results::Column| column.metric == metric && column.item.as_deref() == item;
    let at = question.columns.iter().position(is_it).expect("the figure");
    question.cells.iter().map(|cell| cell.estimates[at].clone()).collect()
}

/// R's value, standard error and limits.
#[track_caller]
fn assert_is(ours: &Estimate, theirs: &[f64]) {
    assert_close(ours.value.expect("a value"), theirs[0], NINE_DIGITS);
    assert_close(ours.se.expect("a standard error"), theirs[1], NINE_DIGITS);
    let interval = ours.interval.as_ref().expect("an interval");
    assert_close(interval.low, theirs[2], NINE_DIGITS);
    assert_close(interval.high, theirs[3], NINE_DIGITS);
}

#[test]
fn shares_of_answers_are_ratios() {
    let r = named(ORACLE);
    for (name, says) in DESIGNS {
        let report = report(says);
        for option in ["Time", "Staff", "Clean"] {
            let ours = estimates(&report, "mattered", "multiple_answers", Some(option));
            for (here, ours) in ["all", "North", "South"].into_iter().zip(&ours) {
                assert_is(ours, &r[format!("choices.{name}.{here}.{option}").as_str()]);
            }
        }
    }
}

#[test]
fn the_old_score_of_friends_and_family_is_a_net_score() {
    let r = named(ORACLE);
    for (name, says) in DESIGNS {
        let ours = estimates(&report(says), "friends", "fft_legacy", None);
        for (here, ours) in ["all", "North", "South"].into_iter().zip(&ours) {
            assert_is(ours, &r[format!("legacy.{name}.{here}").as_str()]);
        }
    }
}

/// Values between answers, and R's limits; none where R has none for one side.
#[test]
fn quantiles_of_numbers_have_the_limits_of_svyquantile() {
    let r = named(ORACLE);
    for (name, says) in &DESIGNS[1..] {
        let report = report(says);
        for (item, p) in [("p25", "0.25"), ("median", "0.5"), ("p75", "0.75")] {
            let ours = estimates(&report, "cost", "number", Some(item));
            for (here, ours) in ["all", "North", "South"].into_iter().zip(&ours) {
                let theirs = &r[format!("quantile.{name}.{here}.{p}").as_str()];
                assert_close(ours.value.expect("a value"), theirs[0], NINE_DIGITS);
                let limits = ours.interval.as_ref().map(|interval| [interval.low, interval.high]);
                let known = [theirs[1], theirs[2]];
                assert_eq!(limits, known.iter().all(|limit| !limit.is_nan()).then_some(known), "{name} {here} {p}");
            }
        }
    }
}

/// The same export in which everybody weighs 2.
fn of_twos() -> String {
    let header = EXPORT.lines().next().expect("a header");
    let row = |line: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        cells[4] = "2";
        format!("{}\n", cells.join(","))
    };
    EXPORT.lines().skip(1).map(row).fold(format!("{header}\n"), |all, row| all + &row)
}

#[test]
fn totals_are_those_of_svytotal() {
    let r = named(ORACLE);
    let reports = [
        ("weights", report(DESIGNS[1].1)),
        ("units", report(DESIGNS[2].1)),
        ("twos", report_of(&of_twos(), DESIGNS[1].1)),
        ("list", report("invited: { total: 60, whole_list: true }\n")),
    ];
    for (name, report) in reports {
        for (here, ours) in ["all", "North", "South"].into_iter().zip(estimates(&report, "cost", "total", None)) {
            if let Some(theirs) = r.get(format!("total.{name}.{here}").as_str()) {
                assert_is(&ours, theirs);
            }
        }
    }
    assert_is(&estimates(&report(DESIGNS[2].1), "both", "total", None)[0], &r["total.both.all"]);
    let fixture = Fixture::new().survey(&format!("{SURVEY}{}", DESIGNS[1].1)).csv(EXPORT);
    let said = fixture.run(&["explain", "cost.total", "survey.yaml", "export.csv"]).ok();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in
        ["in words: 2587.4 in all;", "total = 2587.425: the sum", "= 545.4111", "95 % interval 1456.3116 to 3718.5384"]
    {
        assert!(said.contains(words), "{words} is not in\n{said}");
    }
    let sum = &estimates(&report(""), "cost", "total", None)[0];
    assert_close(sum.value.expect("a sum"), r["total.even.all"][0], NINE_DIGITS);
    assert!(sum.se.is_none() && sum.interval.is_none(), "a sum of answers says nothing of others: {sum:?}");
}

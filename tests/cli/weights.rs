//! Weights: how large they all are changes nothing, equal ones change nothing, and zeros are no information.

use crate::support::{Fixture, with_figures};
use serde_json::Value;
use std::fmt::Write;

const SURVEY: &str = "survey: w
weight: w
questions:
  n: { kind: nps, text: N, column: n }
  r: { kind: rating, text: R, column: r, min: 1, max: 5, top: [4, 5] }
  k: { kind: number, text: K, column: k, target: 4 }
  f: { kind: fft, text: F, column: f, wording: recommend, legacy_score: true }
  m: { kind: multiple, text: M, column: m, options: [a, b], separator: ';' }
segments: { g: g }
disclosure: { minimum: 1 }
";

/// Thirty responses; the weight of each is what `weight` makes of its number.
fn export(weight: impl Fn(u32) -> String) -> String {
    let mut csv = "n,r,k,f,m,g,w\n".to_string();
    for at in 0..30 {
        let (n, r, k) = ((at * 7) % 11, 1 + (at * at) % 5, f64::from(at % 8) / 4.0 + 2.5);
        let likely = ["Extremely likely", "Likely", "Neither likely nor unlikely", "Unlikely"][at as usize % 4];
        let several = ["a", "b", "a;b"][at as usize % 3];
        writeln!(csv, "{n},{r},{k},{likely},{several},{},{}", ["x", "y"][at as usize % 2], weight(at))
            .expect("a string");
    }
    csv
}

fn uneven(at: u32) -> f64 {
    0.25 + f64::from((at * 13) % 17) / 3.0
}

fn fixture(csv: &str) -> Fixture {
    Fixture::new().survey(SURVEY).csv(csv).file("plain.yaml", SURVEY.replace("weight: w\n", "").as_bytes())
}

fn figures(fixture: &Fixture, survey: &str) -> Value {
    let json = fixture.run(&["analyze", survey, "export.csv", "--by", "g", "-f", "json"]).ok();
    with_figures(&json)["questions"].take()
}

/// Compares numbers to twelve digits and all else exactly; weighted bases by their ratio.
fn assert_same(one: &Value, other: &Value, factor: f64, path: &str) {
    match (one, other) {
        (Value::Object(ones), Value::Object(others)) => {
            assert!(ones.keys().eq(others.keys()), "{path}");
            ones.iter().for_each(|(key, one)| assert_same(one, &others[key], factor, &format!("{path}.{key}")));
        }
        (Value::Array(ones), Value::Array(others)) => {
            assert_eq!(ones.len(), others.len(), "{path}");
            let each = ones.iter().zip(others).enumerate();
            each.for_each(|(at, (one, other))| assert_same(one, other, factor, &format!("{path}[{at}]")));
        }
        (Value::Number(one), Value::Number(other)) => {
            let (one, other) = (one.as_f64().expect("a number"), other.as_f64().expect("a number"));
            let (factor, least) = if path.ends_with(".weighted") { (factor, 0.0) } else { (1.0, 1e-3) };
            let expected = factor * one;
            assert!((other - expected).abs() <= 1e-12 * expected.abs().max(least), "{path}: {other} is not {expected}");
        }
        (one, other) => assert_eq!(one, other, "{path}"),
    }
}

#[test]
fn figures_do_not_depend_on_the_scale_of_the_weights() {
    let usual = figures(&fixture(&export(|at| format!("{}", uneven(at)))), "survey.yaml");
    for exponent in [-12, -9, -6, 6, 9, 12] {
        let scaled = export(|at| format!("{}e{exponent}", uneven(at)));
        assert_same(&usual, &figures(&fixture(&scaled), "survey.yaml"), 10f64.powi(exponent), "questions");
    }
}

#[test]
fn equal_weights_change_nothing_but_the_weighted_base() {
    for weight in ["1", "2.5", "1e-12", "1e12", "0.1"] {
        let fixture = fixture(&export(|_| weight.to_string()));
        let factor: f64 = weight.parse().expect("a number");
        let (plain, weighted) = (figures(&fixture, "plain.yaml"), figures(&fixture, "survey.yaml"));
        // Every digit, but for those of the weighted base.
        let bare = |figures: &Value| {
            let mut figures = figures.clone();
            forget_weighted(&mut figures);
            figures
        };
        assert_eq!(bare(&plain), bare(&weighted), "weight {weight}");
        assert_same(&plain, &weighted, factor, "questions");
    }
}

fn forget_weighted(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("weighted");
            fields.values_mut().for_each(forget_weighted);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_weighted),
        _ => {}
    }
}

#[test]
fn respondents_of_weight_zero_are_counted_and_nothing_else() {
    let with = export(|at| if at % 5 == 0 { "0".to_string() } else { uneven(at).to_string() });
    let without: String =
        with.lines().filter(|line| !line.ends_with(",0")).fold(String::new(), |csv, line| csv + line + "\n");
    let (with, without) = (figures(&fixture(&with), "survey.yaml"), figures(&fixture(&without), "survey.yaml"));
    let lead = |figures: &Value| figures[0]["cells"][0]["figures"][0].clone();
    let (mut one, mut other) = (lead(&with), lead(&without));
    assert_eq!((&one["base"]["unweighted"], &other["base"]["unweighted"]), (&30.into(), &24.into()));
    for figure in [&mut one, &mut other] {
        figure["base"].as_object_mut().expect("a base").remove("unweighted");
    }
    assert_eq!(one, other);
    for (question, cells) in with.as_array().expect("questions").iter().zip(without.as_array().expect("questions")) {
        let figures = |question: &Value| -> Vec<[Value; 3]> {
            let figures =
                question["cells"].as_array().expect("cells").iter().filter_map(|cell| cell["figures"].as_array());
            let of_interest = |figure: &Value| ["value", "se", "interval"].map(|key| figure[key].clone());
            figures.flatten().filter(|figure| figure["metric"] != "histogram").map(of_interest).collect()
        };
        assert_eq!(figures(question), figures(cells), "{}", question["id"]);
    }
}

#[test]
fn weights_that_cannot_be_added_up_are_refused_with_a_reason() {
    let lost = export(|at| if at == 3 { "1e14".to_string() } else { "1e-9".to_string() });
    let run = fixture(&lost).run(&["analyze", "survey.yaml", "export.csv"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("weights run from 1e-9 to 1e14: the lightest are lost beside the heaviest"), "{run}");
}

#[test]
fn standard_input_is_weighed_like_a_file() {
    for exponent in [-12, -5, 12] {
        let csv = export(|at| format!("{}e{exponent}", uneven(at)));
        let fixture = fixture(&csv);
        let from_pipe = fixture.run_with_input(&["analyze", "survey.yaml", "-", "-f", "csv"], csv.as_bytes()).ok();
        assert_eq!(from_pipe, fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "csv"]).ok(), "{exponent}");
    }
}

#[test]
fn everybody_agreeing_gives_no_interval_without_width() {
    let csv = "n,r,k,f,m,g,w\n".to_string() + &"10,5,3,Likely,a,x,1.5\n9,5,3,Likely,a,x,0.7\n".repeat(3);
    for survey in ["survey.yaml", "plain.yaml"] {
        for question in figures(&fixture(&csv), survey).as_array().expect("questions") {
            for figure in question["cells"][0]["figures"].as_array().expect("figures") {
                let width = figure["interval"].as_object().map(|interval| {
                    interval["high"].as_f64().expect("a limit") - interval["low"].as_f64().expect("a limit")
                });
                assert!(width.is_none_or(|width| width > 1e-3), "{survey}: {figure}");
            }
        }
    }
}

/// What a command prints, on one line.
fn said(fixture: &Fixture, arguments: &[&str]) -> String {
    fixture.run(arguments).ok().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_intervals_and_ranks_rest_on_is_said() {
    let one_heavy = export(|at| if at == 3 { "500".to_string() } else { uneven(at).to_string() });
    let page = said(&fixture(&one_heavy), &["analyze", "survey.yaml", "export.csv"]);
    assert!(page.contains("weights are too uneven in one group"), "{page}");
    let page = said(&fixture(&export(|at| uneven(at).to_string())), &["analyze", "survey.yaml", "export.csv"]);
    assert!(!page.contains("uneven"), "{page}");

    let same = "n,r,k,f,m,g,w\n".to_string() + &"10,5,3,Likely,a,x,1.5\n".repeat(6);
    let page = said(&fixture(&same), &["analyze", "survey.yaml", "export.csv"]);
    assert!(page.contains("where all gave the same number a mean has no interval"), "{page}");
    let steps = said(&fixture(&same), &["explain", "k", "survey.yaml", "export.csv"]);
    assert!(steps.contains("no interval: all gave the same number"), "{steps}");
    let steps = said(&fixture(&same), &["explain", "f", "survey.yaml", "export.csv"]);
    assert!(steps.contains("positive (extremely likely + likely): 6 respondents"), "{steps}");
    assert!(!steps.to_lowercase().contains("very good + good"), "{steps}");

    let ranking =
        "survey: p\nquestions:\n  r: { kind: ranking, text: R, items: { A: a, B: b } }\ndisclosure: { minimum: 1 }\n";
    let fixture = Fixture::new().survey(ranking).csv(&("a,b\n".to_string() + &"1,2\n,1\n".repeat(50)));
    let page = said(&fixture, &["analyze", "survey.yaml", "export.csv"]);
    assert!(page.contains("each mean rank is among those who ranked the item, of 100: A 50, B 100"), "{page}");
    let steps = said(&fixture, &["explain", "r", "survey.yaml", "export.csv"]);
    assert!(steps.contains("mean rank of A among the 50 of 100 who ranked it"), "{steps}");
}

//! A list of people who were all asked, and methods for intervals that are asked for.

use crate::support::{Fixture, with_figures};
use serde_json::Value;

const DEFINITION: &str = "survey: s\nquestions:\n  staff: { kind: single, column: staff, options: [yes, no], top: [yes] }\n  \
                          nps: { kind: nps, column: nps }\n  wait: { kind: duration, unit: minutes, column: wait }\n\
                          disclosure: { minimum: 1 }\n";

/// So many yes and no, promoters for yes and detractors for no, and waits that are all different.
fn export(yes: usize, no: usize) -> String {
    let row = |at: usize| {
        let (staff, nps) = if at < yes { ("yes", 10) } else { ("no", 0) };
        format!("{at},{staff},{nps},{}\n", at * at)
    };
    (0..yes + no).map(row).fold("id,staff,nps,wait\n".to_owned(), |all, row| all + &row)
}

fn analyzed(invited: &str, csv: &str, more: &[&str]) -> Value {
    let fixture = Fixture::new().survey(&format!("{DEFINITION}{invited}")).csv(csv);
    let run = fixture.run(&[&["analyze", "survey.yaml", "export.csv", "-f", "json"], more].concat());
    with_figures(&run.ok())
}

fn figure(report: &Value, question: usize, metric: &str, item: Option<&str>) -> Value {
    let figures = report["questions"][question]["cells"][0]["figures"].as_array().expect("figures");
    let named = |figure: &&Value| figure["metric"] == metric && figure["item"].as_str() == item;
    figures.iter().find(named).expect("the figure").clone()
}

fn assert_limits(figure: &Value, low: f64, high: f64, method: &str) {
    let limit = |end: &str| figure["interval"][end].as_f64().expect("a limit");
    assert!((limit("low") - low).abs() < 1e-9 * low.abs().max(1.0), "{figure}");
    assert!((limit("high") - high).abs() < 1e-9 * high.abs().max(1.0), "{figure}");
    assert_eq!(figure["interval"]["method"], method);
}

/// 80 of the 100 who answered said yes, of a list of 200: `list.share.100.200` of `tests/golden/intervals.txt`.
#[test]
fn a_list_that_was_asked_whole_narrows_intervals() {
    let csv = export(80, 20);
    let listed = analyzed("invited: { total: 200, whole_list: true }\n", &csv, &[]);
    let yes = figure(&listed, 0, "top_box", None);
    assert_limits(&yes, 73.897_960_716_722_4, 84.965_745_299_879_5, "wilson");
    assert!(listed["cautions"].to_string().contains("the whole list of 200 people"), "{}", listed["cautions"]);
    let rate = &listed["response_rate"]["cells"][0]["estimates"][0];
    assert_eq!((rate["value"].as_f64(), rate["interval"].is_null()), (Some(50.0), true), "{rate}");

    let sample = analyzed("invited: 200\n", &csv, &[]);
    let yes = figure(&sample, 0, "top_box", None);
    assert_limits(&yes, 71.117_083_440_683_1, 86.663_306_666_967_5, "wilson");
    let rate = &sample["response_rate"]["cells"][0]["estimates"][0];
    assert_eq!(rate["interval"]["method"], "wilson");
}

/// The response rate of a sample of people: Wilson, `rate.404.1240`.
#[test]
fn the_response_rate_has_an_interval() {
    let report = analyzed("invited: 1240\n", &export(300, 104), &[]);
    let rate = &report["response_rate"]["cells"][0]["estimates"][0];
    assert_limits(rate, 30.029_307_194_894_64, 35.239_578_406_523_89, "wilson");
}

#[test]
fn where_everybody_answered_nothing_is_left_to_chance() {
    let report = analyzed("invited: { total: 10, whole_list: true }\n", &export(7, 3), &[]);
    for (question, metric) in [(0, "top_box"), (1, "nps"), (2, "duration")] {
        let figure = figure(&report, question, metric, None);
        assert!(figure["value"].is_number() && figure["interval"].is_null(), "{figure}");
    }
}

/// More answers than people on the list: the list is wrong, and told so; nothing is made of it.
#[test]
fn a_list_that_is_too_short_changes_nothing() {
    let csv = export(7, 3);
    let (listed, plain) = (analyzed("invited: { total: 9, whole_list: true }\n", &csv, &[]), analyzed("", &csv, &[]));
    assert_eq!(figure(&listed, 0, "top_box", None), figure(&plain, 0, "top_box", None));
    assert!(listed["cautions"].to_string().contains("check `invited:`"));
}

#[test]
fn a_list_needs_its_length() {
    let check = |invited: &str| {
        Fixture::new().survey(&format!("{DEFINITION}{invited}")).csv(&export(7, 3)).run(&[
            "analyze",
            "survey.yaml",
            "export.csv",
        ])
    };
    let run = check("invited: { whole_list: true }\n");
    assert!(run.code == 2 && run.stderr.contains("`whole_list` needs the number of people on the list"), "{run}");
    let run = check("invited: { total: 20, whole_list: 3 }\n");
    assert!(run.code == 2 && run.stderr.contains("`whole_list` must be true or false"), "{run}");
}

#[test]
fn another_method_is_used_where_it_fits_and_named() {
    let csv = export(8, 2);
    let exact = analyzed("", &csv, &["--intervals", "clopper-pearson"]);
    let yes = figure(&exact, 0, "top_box", None);
    // R: binom.test(8, 10)
    assert_limits(&yes, 44.390_453_769_235_9, 97.478_927_367_316_7, "clopper_pearson");
    assert_eq!(figure(&exact, 1, "nps", None)["interval"]["method"], "adjusted_wald");
    assert_eq!(exact["settings"]["intervals"], "clopper-pearson");
    let logit = analyzed("", &csv, &["--intervals", "logit"]);
    assert_limits(&figure(&logit, 0, "top_box", None), 40.080_840_047_348_2, 95.987_049_889_110_6, "logit");
    let drawn = analyzed("", &csv, &["--intervals", "bootstrap-t"]);
    assert_eq!(figure(&drawn, 2, "duration", Some("mean"))["interval"]["method"], "bootstrap_t");
}

#[test]
fn a_method_that_fits_nothing_is_refused() {
    let only_shares = "survey: s\nquestions:\n  staff: { kind: single, column: staff, options: [yes, no] }\n\
                       disclosure: { minimum: 1 }\n";
    let fixture = Fixture::new().survey(only_shares).csv(&export(8, 2));
    let run = fixture.run(&["analyze", "survey.yaml", "export.csv", "--intervals", "bootstrap-t"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("`--intervals bootstrap-t` fits no figure of this survey"), "{run}");
    assert!(
        run.stderr.contains("the figures have `wilson`") || run.stderr.contains("the figures have wilson"),
        "{run}"
    );
    let unknown = fixture.run(&["analyze", "survey.yaml", "export.csv", "--intervals", "wald"]);
    assert!(unknown.code == 2 && unknown.stderr.contains("possible values"), "{unknown}");
}

#[test]
fn explanations_show_the_list_and_the_method() {
    let fixture = Fixture::new()
        .survey(&format!("{DEFINITION}invited: {{ total: 200, whole_list: true }}\n"))
        .csv(&export(80, 20));
    let run = fixture.run(&["explain", "staff.top_box", "survey.yaml", "export.csv"]);
    let shown = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "all 200 people of a list were asked, and 100 answered: they count for 100 × (200 − 1) ÷ (200 − 100) = 199",
        "n = 199",
        "95 % interval 73.898 to 84.9657",
    ] {
        assert!(shown.contains(words), "{words} is not in\n{run}");
    }
    let run = fixture.run(&["explain", "staff.top_box", "survey.yaml", "export.csv", "--intervals", "logit"]);
    assert!(run.stdout.contains("log odds"), "{run}");
}

/// `rate.404.1240` of `tests/golden/intervals.txt`; and why there is no interval, or no rate.
#[test]
fn the_response_rate_is_explained() {
    let explained = |invited: &str, more: &[&str]| {
        let open = if invited.contains("disclosure") {
            DEFINITION.replace("disclosure: { minimum: 1 }\n", "")
        } else {
            DEFINITION.to_owned()
        };
        let fixture = Fixture::new().survey(&format!("{open}{invited}")).csv(&export(300, 104));
        let run = fixture.run(&[&["explain", "response_rate", "survey.yaml", "export.csv"], more].concat());
        format!("{} {}", run.stdout, run.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let cases: [(&str, &[&str], &[&str]); 6] = [
        (
            "invited: 1240\n",
            &[],
            &[
                "in words: 404 of 1240 people invited sent a complete response, 33 of 100; of others invited in the same way \
                 very likely between 30 and 35 of 100 would",
                "404 complete responses ÷ 1240 people invited × 100 = 32.5806 %",
                "standard error = 100 × √(0.325806452 × (1 − 0.325806452) ÷ 1240) = 1.3309",
                "95 % interval 30.0293 to 35.2396 (Wilson:",
            ],
        ),
        (
            "invited: { total: 1240, whole_list: true }\n",
            &[],
            &["404 of 1240 people on the list", "no interval: everybody on the list was invited"],
        ),
        ("invited: 400\n", &[], &["no interval: there are more complete responses than people invited"]),
        ("", &[], &["the definition does not say how many were invited"]),
        ("invited: 1240\n", &["--where", "staff=yes"], &["of whom filters know nothing"]),
        ("invited: 1240\ndisclosure: { minimum: 500 }\n", &["--allow-empty"], &["hidden: too few answers"]),
    ];
    for (invited, more, words) in cases {
        let shown = explained(invited, more);
        assert!(words.iter().all(|words| shown.contains(words)), "{invited}: {words:?} is not in\n{shown}");
    }
}

//! `survey compare`: what it takes, what it says, how it ends.

use crate::support::{Fixture, Run, assert_expected, root};
use serde_json::Value;
use std::fmt::Write as _;

const SURVEY: &str = r"
survey: practice
title: A practice
response_id: id
submitted: { column: day }
events:
  - { date: 2026-04-01, label: Phone training, expect: { phone: up } }
segments: { site: site }
questions:
  phone: { kind: rating, text: How easy is it to get through on the phone?, options: [Easy, Hard], top: [Easy], column: phone }
  recommend: { kind: nps, text: Would you recommend us?, column: score }
";

/// So many responses on the days of a month, of which so many found it easy.
fn month(out: &mut String, month: u8, days: u8, (easy, all): (usize, usize)) {
    for at in 0..all {
        let phone = if at * easy / all == (at + 1) * easy / all { "Hard" } else { "Easy" };
        let (day, site) = (at % usize::from(days) + 1, ["North", "South"][at % 2]);
        let score = [10, 7, 9, 3, 8][at % 5];
        let _ = writeln!(out, "{month}-{at},2026-{month:02}-{day:02},{site},{phone},{score}");
    }
}

const HEADER: &str = "id,day,site,phone,score\n";

fn practice() -> Fixture {
    let mut text = String::from(HEADER);
    for (at, easy) in [(1, 50), (2, 52), (3, 51), (4, 80), (5, 82)] {
        month(&mut text, at, if at == 2 { 28 } else { 30 }, (easy, 100));
    }
    month(&mut text, 6, 10, (20, 30));
    Fixture::new().survey(SURVEY).csv(&text)
}

fn json(run: Run) -> Value {
    serde_json::from_str(&run.ok()).expect("JSON")
}

fn compared(comparison: &Value, id: &str) -> Value {
    let all = comparison["compared"].as_array().expect("figures");
    all.iter().find(|one| one["question"] == id).unwrap_or_else(|| panic!("no {id} in {comparison:#}")).clone()
}

#[test]
fn an_event_is_said_to_have_done_what_it_was_to_do() {
    let run =
        practice().run(&["compare", "survey.yaml", "export.csv", "--event", "phone-training", "--every", "month"]);
    assert_expected(&root().join("tests/cli/compare.txt"), &run.ok());
}

#[test]
fn months_that_are_not_over_are_on_neither_side() {
    let whole = json(practice().run(&[
        "compare",
        "-f",
        "json",
        "survey.yaml",
        "export.csv",
        "--event",
        "phone-training",
        "--every",
        "month",
    ]));
    assert_eq!((&whole["before"]["responses"], &whole["after"]["responses"]), (&300.into(), &200.into()));
    assert_eq!(whole["event"]["label"], "Phone training");
    assert_eq!(compared(&whole, "phone")["expected"]["outcome"], "came_true");
    let all =
        json(practice().run(&["compare", "-f", "json", "survey.yaml", "export.csv", "--event", "phone-training"]));
    assert_eq!(all["after"]["responses"], 230);
}

#[test]
fn a_baseline_is_compared_with_the_last_whole_period() {
    let found = json(practice().run(&["compare", "-f", "json", "survey.yaml", "export.csv", "--baseline", "2026-02"]));
    assert_eq!((&found["before"]["label"], &found["after"]["label"]), (&"2026-02".into(), &"2026-05".into()));
    let quarter = json(practice().run(&[
        "compare",
        "-f",
        "json",
        "survey.yaml",
        "export.csv",
        "--baseline",
        "2026-Q1",
        "--every",
        "month",
    ]));
    assert_eq!((&quarter["before"]["responses"], &quarter["after"]["label"]), (&300.into(), &"2026-05".into()));
    let partial = practice().run(&["compare", "survey.yaml", "export.csv", "--baseline", "2026-06"]);
    assert_eq!(partial.code, 2, "{partial}");
    assert!(partial.stderr.contains("2026-06 is not over (last response 2026-06-10)"), "{partial}");
}

#[test]
fn days_tell_sides_apart_and_whoever_is_between_is_on_neither() {
    let found = json(practice().run(&[
        "compare",
        "-f",
        "json",
        "survey.yaml",
        "export.csv",
        "--before",
        "..2026-02-28",
        "--after",
        "2026-04-01..2026-05-31",
    ]));
    assert_eq!((&found["before"]["responses"], &found["after"]["responses"]), (&200.into(), &200.into()));
    assert_eq!((&found["before"]["days"], &found["after"]["days"]), (&59.into(), &61.into()));
    let by_site = json(practice().run(&[
        "compare",
        "-f",
        "json",
        "survey.yaml",
        "export.csv",
        "--before",
        "2026-03-31",
        "--by",
        "site",
        "--question",
        "phone",
    ]));
    let groups: Vec<&Value> =
        by_site["compared"].as_array().expect("figures").iter().map(|one| &one["group"]).collect();
    assert_eq!(groups.len(), 3, "everybody and both sites: {groups:?}");
    assert_eq!(by_site["summary"]["better"], 3);
}

#[test]
fn the_same_id_is_counted_on_both_sides_and_once_on_each() {
    let side =
        |times: usize| format!("{HEADER}{}", "1,2026-01-01,North,Easy,10\n2,2026-01-01,North,Hard,3\n".repeat(times));
    let fixture = Fixture::new().survey(&format!("{SURVEY}disclosure: {{ minimum: 1 }}\n"));
    let fixture = fixture.file("before.csv", side(2).as_bytes()).file("after.csv", side(1).as_bytes());
    let found = json(fixture.run(&["compare", "-f", "json", "survey.yaml", "before.csv", "--", "after.csv"]));
    assert_eq!((&found["before"]["responses"], &found["after"]["responses"]), (&2.into(), &2.into()));
    assert_eq!(found["accounting"]["duplicate"], 2);
    assert_eq!(found["people_on_both_sides"], Value::Null, "ids of responses do not tell people apart");
}

#[test]
fn groups_that_are_too_small_are_not_compared() {
    let mut text = String::from(HEADER);
    month(&mut text, 1, 30, (50, 100));
    let few = "9-1,2026-04-01,North,Easy,10\n9-2,2026-04-02,South,Easy,10\n";
    let fixture = Fixture::new().survey(SURVEY).csv(&format!("{text}{few}"));
    let found = json(fixture.run(&["compare", "-f", "json", "survey.yaml", "export.csv", "--after", "2026-04-01"]));
    assert_eq!((&found["compared"], &found["after"]["responses"]), (&Value::Array(Vec::new()), &Value::Null));
    assert!(found["not_compared"].as_array().is_some_and(|all| all.iter().all(|one| one["why"] == "hidden")));
}

#[test]
fn worse_ends_with_a_no_where_that_was_asked() {
    let reversed = |fail: &[&str]| {
        let mut before = String::from(HEADER);
        month(&mut before, 1, 30, (90, 100));
        let mut after = String::from(HEADER);
        month(&mut after, 2, 28, (40, 100));
        let fixture = Fixture::new().survey(SURVEY).file("b.csv", before.as_bytes()).file("a.csv", after.as_bytes());
        fixture.run(&[&["compare"], fail, &["survey.yaml", "b.csv", "--", "a.csv"]].concat()).code
    };
    assert_eq!((reversed(&[]), reversed(&["--fail-on", "worse"])), (0, 1));
    let better =
        practice().run(&["compare", "survey.yaml", "export.csv", "--before", "2026-03-31", "--fail-on", "worse"]);
    assert_eq!(better.code, 0, "{better}");
}

#[test]
fn what_cannot_be_compared_is_refused_in_words() {
    let cases: [(&[&str], &str); 8] = [
        (&["survey.yaml", "export.csv"], "nothing says what is before and what is after"),
        (&["survey.yaml", "--", "export.csv"], "no export is named before `--`"),
        (&["survey.yaml", "export.csv", "--", "export.csv", "-f", "json"], "`-f` stands behind `--`"),
        (&["survey.yaml", "export.csv", "--event", "phone-trainin"], "did you mean `phone-training`?"),
        (&["survey.yaml", "export.csv", "--baseline", "2026-13"], "`2026-13` is not a period"),
        (&["survey.yaml", "export.csv", "--before", "soon"], "`--before soon` names no days"),
        (&["survey.yaml", "export.csv", "--before", "2026-04-02", "--after", "2026-04-01"], "days in common"),
        (&["survey.yaml", "export.csv", "--before", "2026-03-31", "--question", "phon"], "did you mean `phone`?"),
    ];
    for (words, said) in cases {
        let run = practice().run(&[&["compare"], words].concat());
        assert!(run.code == 2 && run.stderr.contains(said), "{words:?}: {run}");
    }
}

#[test]
fn every_format_says_the_same() {
    let run = |format: &str| {
        let words = ["compare", "survey.yaml", "export.csv", "--before", "2026-03-31", "-f", format];
        practice().run(&words).ok()
    };
    let found: Value = serde_json::from_str(&run("json")).expect("JSON");
    let phone = compared(&found, "phone");
    assert_eq!((&phone["verdict"], &phone["sense"]), (&"up".into(), &"positive".into()));
    assert!(run("table").contains("▲ How easy is it"), "{}", run("table"));
    assert!(run("table").contains("better"), "{}", run("table"));
    assert!(run("markdown").contains("| ▲ How easy is it to get through on the phone? |"), "{}", run("markdown"));
    let csv = run("csv");
    let row = csv.lines().find(|line| line.contains("phone")).expect("a row");
    assert!(row.contains(",up,positive,"), "{csv}");
    assert!(run("table").lines().all(|line| line.chars().count() <= 80));
}

/// All texts in the cells of a workbook.
fn texts_of_workbook(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let mut text = String::new();
    let mut part = archive.by_name("xl/sharedStrings.xml").expect("texts");
    std::io::Read::read_to_string(&mut part, &mut text).expect("text");
    text
}

/// A group that differs from the rest is marked in everything that shows it, from one decision.
#[test]
fn a_group_that_differs_is_marked_in_every_format() {
    let mut text = String::from(HEADER);
    for at in 0..200 {
        let (site, phone) = if at % 2 == 0 { ("North", at % 10 != 0) } else { ("South", at % 4 == 1) };
        let phone = if phone { "Easy" } else { "Hard" };
        let _ = writeln!(text, "{at},2026-01-{:02},{site},{phone},{}", at % 28 + 1, [10, 7, 3][at % 3]);
    }
    let fixture = Fixture::new().survey(SURVEY).csv(&text);
    let run = |format: &str| fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "site", "-f", format]).ok();
    let json: Value = serde_json::from_str(&run("json")).expect("JSON");
    let verdicts: Vec<&Value> = json["questions"][0]["differences"]
        .as_array()
        .expect("differences")
        .iter()
        .map(|one| &one["verdict"])
        .collect();
    assert_eq!(verdicts, ["up", "down"]);
    for format in ["table", "markdown", "html"] {
        let text = run(format);
        assert!(text.contains("North ▲") && text.contains("South ▼"), "{format}: {text}");
    }
    let csv = run("csv");
    assert!(
        csv.lines()
            .next()
            .is_some_and(|header| header.ends_with(",rest_difference,rest_adjusted_p,rest_verdict,cautions"))
    );
    assert!(csv.lines().any(|line| line.contains("North") && line.contains(",higher,")), "{csv}");
    assert!(csv.lines().any(|line| line.contains("South") && line.contains(",lower,")), "{csv}");
    fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "site", "-o", "report.xlsx"]).ok();
    let texts = texts_of_workbook(&std::fs::read(fixture.path("report.xlsx")).expect("a workbook"));
    assert!(texts.contains(">▲<") && texts.contains(">▼<"), "{texts}");
    for chart in ["phone", "overview"] {
        let file = format!("{chart}.svg");
        fixture.run(&["chart", chart, "survey.yaml", "export.csv", "--by", "site", "-o", &file]).ok();
        let drawn = std::fs::read_to_string(fixture.path(&file)).expect("a picture");
        assert!(drawn.contains('▲') && drawn.contains('▼'), "{chart}");
    }
}

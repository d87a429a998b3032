//! Several exports of one survey: whose ids begin anew in each, or that overlap.

use crate::support::{Fixture, Run};
use std::fmt::Write as _;
use survey::results::{CheckReport, Reason, Report};

const DEFINITION: &str = r"
survey: clinic
response_id: ID
questions:
  recommend: { kind: nps, text: How likely are you to recommend us?, column: Q1 }
  comment: { kind: text, column: Q2 }
disclosure: { minimum: 1 }
";

/// Responses with the ids of this range; what they say depends on the id and the seed.
fn export(ids: std::ops::Range<usize>, seed: usize) -> String {
    let mut text = String::from("ID,Submitted,Q1,Q2\n");
    for id in ids {
        let (score, day) = ((id * 7 + seed * 3) % 11, id % 28 + 1);
        let _ = writeln!(text, "{id},2026-0{}-{day:02} 10:00:{:02},{score},word {id} of {seed}", seed + 1, id % 60);
    }
    text
}

fn three_sites(definition: &str) -> Fixture {
    let fixture = Fixture::new().survey(definition);
    (1..4).fold(fixture, |fixture, site| fixture.file(&format!("site-{site}.csv"), export(1..41, site).as_bytes()))
}

fn rows(run: &Run) -> (u64, u64) {
    let report: Report = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"));
    (report.accounting.analysed.expect("told"), report.accounting.duplicate)
}

const SITES: [&str; 3] = ["site-1.csv", "site-2.csv", "site-3.csv"];

fn analyze(fixture: &Fixture, arguments: &[&str]) -> Run {
    fixture.run(&[&["analyze"], arguments, &["-f", "json"]].concat())
}

#[test]
fn ids_that_begin_anew_in_each_file_never_drop_anybody_without_a_word() {
    let fixture = three_sites(DEFINITION);
    let run = analyze(&fixture, &[&["survey.yaml"], &SITES[..]].concat());
    assert_eq!(run.code, 3, "{run}");
    assert!(run.stderr.contains("80 responses have an id that an earlier file gives to other answers"), "{run}");
    assert!(run.stderr.contains("`response_id: { column: ID, scope: file }`"), "{run}");
    assert_eq!(rows(&run), (120, 0));
    let put_up_with = analyze(&fixture, &[&["survey.yaml"], &SITES[..], &["--max-rejects", "80"]].concat());
    assert_eq!(put_up_with.code, 0, "{put_up_with}");
    let check = fixture.run(&[&["check", "survey.yaml"], &SITES[..], &["-f", "json"]].concat());
    assert_eq!(check.code, 1);
    let report: CheckReport = serde_json::from_str(&check.stdout).expect("a report");
    assert_eq!(
        report.findings.iter().map(|found| (found.reason, found.count)).collect::<Vec<_>>(),
        [(Reason::IdReused, 80)]
    );
}

#[test]
fn the_definition_says_how_far_ids_reach() {
    for (scope, expected) in [("file", (120, 0)), ("all", (40, 80))] {
        let fixture = three_sites(&DEFINITION.replace("ID\n", &format!("{{ column: ID, scope: {scope} }}\n")));
        for threads in ["1", "4"] {
            let run = analyze(&fixture, &[&["survey.yaml"], &SITES[..], &["--threads", threads]].concat());
            assert_eq!(run.code, 0, "{run}");
            assert_eq!(run.stderr.contains("80 repeats of response ids have other answers"), scope == "all", "{run}");
            assert_eq!(rows(&run), expected, "{scope}");
        }
    }
    let wrong = three_sites(&DEFINITION.replace("ID\n", "{ column: ID, scope: files }\n"));
    let run = analyze(&wrong, &["survey.yaml", "site-1.csv"]);
    assert!(run.code == 2 && run.stderr.contains("`file`") && run.stderr.contains("survey.yaml:3"), "{run}");
}

#[test]
fn init_finds_how_far_ids_reach_and_its_definition_passes() {
    let fixture = three_sites(DEFINITION)
        .file("early.csv", export(1..41, 1).as_bytes())
        .file("late.csv", export(21..61, 1).as_bytes());
    for (files, scope, expected) in [(&SITES[..], "file", (120, 0)), (&["early.csv", "late.csv"], "all", (60, 20))] {
        fixture.run(&[&["init"], files, &["-o", "found.yaml", "--force"]].concat()).ok();
        let found = std::fs::read_to_string(fixture.path("found.yaml")).expect("a definition");
        assert!(found.contains(&format!("response_id: {{ column: ID, scope: {scope} }}")), "{found}");
        fixture.run(&[&["check", "found.yaml"], files].concat()).ok();
        let run = analyze(&fixture, &[&["found.yaml"], files].concat());
        assert_eq!(run.code, 0, "{run}");
        assert_eq!(rows(&run), expected);
        assert_eq!(rows(&analyze(&fixture, files)), expected, "without a definition");
    }
}

#[test]
fn exports_that_overlap_count_each_response_once() {
    let fixture = Fixture::new()
        .survey(DEFINITION)
        .file("early.csv", export(1..41, 1).as_bytes())
        .file("late.csv", export(21..61, 1).as_bytes())
        .file("again.csv", export(1..41, 2).as_bytes());
    assert_eq!(rows(&analyze(&fixture, &["survey.yaml", "early.csv", "late.csv"])), (60, 20));
    // A third file that repeats the other people of a second one.
    assert_eq!(rows(&analyze(&fixture, &["survey.yaml", "early.csv", "again.csv", "again.csv"])), (80, 40));
}

#[test]
fn repeats_in_one_file_with_other_answers_are_told() {
    let fixture = Fixture::new().survey(DEFINITION).csv("ID,Q1,Q2\n1,9,a\n1,9,a\n2,8,b\n2,3,b\n3,10,c\n");
    let run = analyze(&fixture, &["survey.yaml", "export.csv"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(run.stderr.contains("1 repeat of a response id has other answers than the first"), "{run}");
    assert_eq!(rows(&run), (3, 2));
    let check = fixture.run(&["check", "survey.yaml", "export.csv"]);
    assert!(check.stdout.contains("1 repeat of a response id, counted once"), "{check}");
    assert!(check.stdout.contains("1 repeat of a response id with other answers"), "{check}");
}

//! Synthetic responses: an export that the definition it was drawn from reads without a complaint.

use crate::support::{EVERYTHING, Fixture, root, run_in};
use survey::results::{Ledger, Report};

fn drawn(fixture: &Fixture, arguments: &[&str]) -> String {
    fixture.run(&[&["generate", "responses", "survey.yaml"], arguments].concat()).ok()
}

fn everything(arguments: &[&str]) -> (Fixture, String) {
    let fixture = Fixture::new().survey(EVERYTHING);
    let export = drawn(&fixture, arguments);
    (fixture.csv(&export), export)
}

/// The base of every question among all respondents.
fn ledgers(fixture: &Fixture) -> Vec<(String, Ledger)> {
    let report = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]).ok();
    let report: Report = serde_json::from_str(&report).expect("a report");
    report.questions.into_iter().map(|question| (question.id, question.cells[0].ledger.expect("a base"))).collect()
}

#[test]
fn every_preset_reads_what_is_drawn_from_it() {
    let presets =
        std::fs::read_dir(root().join("surveys")).expect("surveys").map(|entry| entry.expect("an entry").path());
    let presets: Vec<_> = presets.filter(|path| path.extension().is_some_and(|ending| ending == "yaml")).collect();
    assert!(presets.len() > 10);
    for preset in presets {
        let preset = preset.to_str().expect("a name");
        let fixture = Fixture::new();
        fixture.run(&["generate", "responses", preset, "-n", "300", "-o", "export.csv"]).ok();
        let check = fixture.run(&["check", preset, "export.csv"]);
        assert_eq!(check.code, 0, "{preset}: {check}");
        assert!(check.stdout.contains("300 rows"), "{preset}: {check}");
    }
}

#[test]
fn every_kind_of_question_is_drawn() {
    for codes in [&["-n", "2000"][..], &["-n", "2000", "--codes"]] {
        let (fixture, _) = everything(codes);
        let check = fixture.run(&["check", "survey.yaml", "export.csv"]);
        assert_eq!(check.code, 0, "{check}");
        for (question, ledger) in ledgers(&fixture) {
            assert!(ledger.valid > 300 && ledger.unrecognised == 0, "{question}: {ledger:?}");
        }
    }
}

#[test]
fn the_same_seed_draws_the_same_bytes() {
    let (fixture, export) = everything(&["-n", "50", "--seed", "7"]);
    assert_eq!(drawn(&fixture, &["-n", "50", "--seed", "7"]), export);
    assert_ne!(drawn(&fixture, &["-n", "50", "--seed", "8"]), export);
    let preset = root().join("surveys/gp-experience.yaml");
    let first = run_in(&root(), &["generate", "responses", preset.to_str().expect("a name"), "-n", "3"], b"").ok();
    crate::support::assert_expected(&root().join("tests/cli/synthetic.csv"), &first);
}

#[test]
fn columns_named_by_position_stand_there() {
    let (_, export) = everything(&["-n", "0"]);
    assert_eq!(export.lines().count(), 1);
    assert!(export.starts_with("id,day,Column 3,status,"), "{export}");
}

#[test]
fn routing_is_kept_to_and_comments_run_over_lines() {
    let (fixture, export) = everything(&["-n", "2000"]);
    let ledgers = ledgers(&fixture);
    let ledger = |id: &str| ledgers.iter().find(|(question, _)| question == id).expect("the question").1;
    let (seen, when) = (ledger("seen"), ledger("when"));
    assert_eq!(seen.not_asked, 0);
    assert!(when.not_asked > 300 && when.asked > 300, "{when:?}");
    assert!(when.asked < seen.valid, "some said no");
    assert!(export.lines().count() > 2001, "no comment runs over several lines");
}

#[test]
fn groups_and_days_are_as_many_as_asked_for() {
    let (fixture, _) = everything(&["-n", "5000", "--groups", "200", "--from", "2026-03-01", "--until", "2026-03-31"]);
    let by =
        fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "site", "--every", "month", "-f", "csv"]).ok();
    assert!(by.contains("Site 200") && by.contains("Site 001") && !by.contains("Site 201"));
    assert!(by.contains("2026-03") && !by.contains("2026-04"));
    let run = fixture.run(&["generate", "responses", "survey.yaml", "--from", "2026-03-02", "--until", "2026-03-01"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("2026-03-01 is before 2026-03-02"), "{run}");
    let run = fixture.run(&["generate", "responses", "survey.yaml", "-o", "nowhere/export.csv"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("there is no folder `nowhere`"), "{run}");
}

/// A definition may ask for what cannot be; drawing from it does no harm.
#[test]
fn ranges_that_make_no_sense_do_no_harm() {
    let odd = r"
survey: odd
questions:
  below: { kind: duration, unit: minutes, max: -5, column: a }
  beyond: { kind: duration, unit: hours, target: 1.0e300, max: 1.0e301, from: b, column: c }
  banded: { kind: number, min: 70, column: d }
segments:
  band: { column: d, bands: [0, 10, 20] }
";
    let fixture = Fixture::new().survey(odd);
    assert_eq!(drawn(&fixture, &["-n", "50"]).lines().count(), 51);
}

#[test]
fn a_definition_for_a_platform_is_told_how_to_read_plain_csv() {
    let fixture = Fixture::new().survey(&format!("{EVERYTHING}\nplatform: qualtrics\n"));
    let run = fixture.run(&["generate", "responses", "survey.yaml", "-n", "100", "-o", "export.csv"]);
    assert!(run.stderr.contains("--platform plain"), "{run}");
    fixture.run(&["check", "survey.yaml", "export.csv", "--platform", "plain"]).ok();
}

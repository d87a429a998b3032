//! Exports of every platform, made up in its layout with its quirks: recognised, read, inferred from, and
//! every row accounted for. Set `UPDATE_EXPECTED=1` to rewrite what is expected.

mod headings;

use crate::support::{Fixture, assert_expected, root, run_in};
use proptest::collection::vec;
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use survey::results::Report;

/// The folder of every platform.
fn folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("tests/platform")).expect("the platforms");
    let mut folders: Vec<_> =
        entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    assert!(folders.len() >= 16, "the platforms were found");
    folders
}

/// The export in a folder.
fn export(folder: &Path) -> &'static str {
    if folder.join("reviews.json").exists() { "reviews.json" } else { "export.csv" }
}

/// The definition of a folder, its own or the one shipped under its name.
fn definition(folder: &Path) -> String {
    let name = folder.file_name().expect("a name").to_string_lossy();
    if folder.join("survey.yaml").exists() { "survey.yaml".to_owned() } else { format!("../../../surveys/{name}.yaml") }
}

#[test]
fn exports_are_read_as_their_platforms_wrote_them() {
    for folder in folders() {
        let (definition, export) = (definition(&folder), export(&folder));
        let page = run_in(&folder, &["analyze", &definition, export, "--color", "never"], b"").ok();
        assert_expected(&folder.join("expected.txt"), &page);
    }
}

#[test]
fn the_first_definition_is_inferred_and_fits() {
    for folder in folders() {
        let path = folder.join(export(&folder));
        let export = path.to_str().expect("a path");
        let fixture = Fixture::new();
        let inferred = fixture.run(&["init", export]).ok();
        assert_expected(&folder.join("inferred.yaml"), &inferred.replace(export, path_shown(&path)));
        fixture.run(&["init", export, "-o", "survey.yaml"]).ok();
        fixture.run(&["check", "survey.yaml", export]).ok();
    }
}

/// Platforms without an export here, and why.
const WITHOUT_EXPORT: [(&str, &str); 5] = [
    ("surveymonkey-summary", "is refused: it has no responses (tests/cli/broken_exports.rs)"),
    ("redcap-dictionary", "is read beside an export: redcap/dictionary.csv"),
    ("livechat", "nobody has shown an export; the layout is that of intercom and zendesk"),
    ("facebook", "nobody has shown an export; the layout is that of trustpilot"),
    ("plain", "takes what no platform has written: all exports of tests/cli"),
];

/// The platforms that the program knows, as it tells whoever names another.
fn known_platforms() -> Vec<String> {
    let fixture =
        Fixture::new().survey("survey: x\nplatform: zzzzzz\nquestions:\n  a: {kind: text, column: a}\n").csv("a\nx\n");
    let run = fixture.run(&["analyze", "survey.yaml", "export.csv"]);
    let (_, listed) = run.stderr.split_once("expected one of ").expect("the platforms are listed");
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_platform_has_an_export_or_says_why_not() {
    let known = known_platforms();
    assert!(known.len() >= 20, "{known:?}");
    let has_folder = |id: &str| root().join("tests/platform").join(id).is_dir();
    for id in &known {
        let why = WITHOUT_EXPORT.iter().find(|(without, _)| without == id).map(|(_, why)| *why);
        assert!(
            has_folder(id) != why.is_some(),
            "`{id}` needs a folder in tests/platform, or a reason for none: {why:?}"
        );
    }
    for (id, why) in WITHOUT_EXPORT {
        assert!(known.iter().any(|known| known == id) && !why.is_empty(), "there is no platform `{id}`");
    }
    for folder in folders() {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let of_known = known
            .iter()
            .any(|id| name.strip_prefix(id.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')));
        assert!(of_known, "tests/platform/{name} is no platform's");
    }
}

/// What a report says beside what it guessed, which only one without a definition tells.
fn figures(report: &str) -> serde_json::Value {
    let mut report: serde_json::Value = serde_json::from_str(report).expect("a report");
    let questions = report["questions"].as_array_mut().expect("questions");
    for question in questions {
        question.as_object_mut().expect("a question").remove("cautions");
    }
    report.as_object_mut().expect("a report").remove("cautions");
    report
}

#[test]
fn an_export_gives_the_same_figures_with_its_first_definition_as_without() {
    let examples = ["dental", "gp-experience", "hospital-inpatient", "nhs-fft"];
    let examples = examples.map(|name| root().join("examples").join(name).join("export.csv"));
    for path in folders().iter().map(|folder| folder.join(export(folder))).chain(examples) {
        let export = path.to_str().expect("a path");
        let fixture = Fixture::new();
        fixture.run(&["init", export, "-o", "survey.yaml"]).ok();
        let with = fixture.run(&["analyze", "survey.yaml", export, "-f", "json"]).ok();
        let without = fixture.run(&["analyze", export, "-f", "json"]).ok();
        assert_eq!(figures(&with), figures(&without), "{export}");
    }
}

/// The platforms that tell which responses were broken off.
#[test]
fn what_a_platform_takes_for_complete_is_written_down() {
    for (name, rule) in [
        ("alchemer", "complete: { column: Status, is: Complete }"),
        ("formbricks", "complete: { column: Finished, is: Yes }"),
        ("limesurvey", "complete: { column: submitdate, filled: true }"),
        ("qualtrics", "complete: { column: Finished, is: \"True\" }"),
        ("qualtrics-legacy", "complete: { column: V10, is: \"1\" }"),
        ("redcap", "complete: { column: visit_survey_complete, is: \"2\" }"),
        ("typeform", "complete: { column: Response Type, is: completed }"),
    ] {
        let folder = root().join("tests/platform").join(name);
        let inferred = run_in(&folder, &["init", "export.csv"], b"").ok();
        assert!(inferred.lines().any(|line| line == rule), "{name}: {inferred}");
    }
}

fn path_shown(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

#[test]
fn a_codebook_names_the_answers() {
    let folder = root().join("tests/platform/redcap");
    let inferred = run_in(&folder, &["init", "export.csv", "dictionary.csv"], b"").ok();
    assert_expected(&folder.join("inferred-with-dictionary.yaml"), &inferred);
    let fixture = Fixture::new().survey(&inferred);
    let export = folder.join("export.csv");
    fixture.run(&["check", "survey.yaml", export.to_str().expect("a path")]).ok();
}

/// The report on a text as an export, without a definition.
fn report_on(text: &[u8]) -> Option<Report> {
    let fixture = Fixture::new();
    std::fs::write(fixture.path("export.csv"), text).expect("the export");
    let run = fixture.run(&["analyze", "export.csv", "--format", "json", "--max-rejects", "1000000"]);
    serde_json::from_str(&run.stdout).ok()
}

fn all_rows_are_accounted_for(report: &Report) -> bool {
    let rows = report.accounting;
    let apart =
        rows.blank + rows.ragged + rows.no_response + rows.bad_weight + rows.preview + rows.incomplete + rows.duplicate;
    let read: u64 = report.inputs.iter().map(|input| input.rows).sum();
    let told = rows.analysed.zip(rows.filtered).map(|(analysed, filtered)| analysed + filtered);
    told.is_some_and(|told| rows.received == told + apart) && rows.received == read
}

#[test]
fn every_row_of_every_platform_is_accounted_for() {
    for folder in folders() {
        let text = std::fs::read(folder.join(export(&folder))).expect("an export");
        let report = report_on(&text).expect("a report");
        assert!(all_rows_are_accounted_for(&report), "{}", folder.display());
    }
}

#[test]
fn wide_exports_with_repeated_headers_are_read() {
    let headers: Vec<String> =
        (0..955).map(|at| if at % 34 == 0 { "Timing - First Click".to_owned() } else { format!("Q{at}") }).collect();
    let rows = (0..30).map(|row| vec![format!("{}", row % 5); 955].join(",") + "\n");
    let report =
        report_on(format!("{}\n{}", headers.join(","), rows.collect::<String>()).as_bytes()).expect("a report");
    assert_eq!((report.accounting.analysed, report.questions.len()), (Some(30), 955));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Lines lost from a platform's export, doubled or cut, still leave every row accounted for.
    #[test]
    fn mangled_exports_lose_no_row(
        which in any::<prop::sample::Index>(),
        edits in vec((any::<prop::sample::Index>(), 0..4u8), 0..8),
    ) {
        let folders = folders();
        let folder = which.get(&folders);
        let text = std::fs::read_to_string(folder.join("export.csv")).unwrap_or_default();
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        for (at, edit) in &edits {
            if lines.len() <= 4 {
                break;
            }
            let at = 4 + at.index(lines.len() - 4);
            match edit {
                0 => { lines.remove(at); }
                1 => { let line = lines[at].clone(); lines.insert(at, line); }
                2 => { let half = lines[at].chars().count() / 2; lines[at] = lines[at].chars().take(half).collect(); }
                _ => lines.insert(at, "\n".to_owned()),
            }
        }
        if let Some(report) = report_on(lines.concat().as_bytes()) {
            prop_assert!(all_rows_are_accounted_for(&report), "{:?}", report.accounting);
        }
    }
}

//! What is hidden stays hidden: whatever hidden respondents answered, every output has the same bytes.

use crate::support::{Fixture, Run, group_name};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read};
use std::path::Path;

const SURVEY: &str = r#"
survey: ward
title: On the ward
submitted: { column: Submitted }
complete: { column: Finished, is: "yes" }
questions:
  kind: { kind: single, text: Were the staff kind?, column: Kind, options: [Yes, No], top: [Yes] }
  score: { kind: rating, text: How was your stay?, column: Score, min: 1, max: 5, top: [4, 5] }
  wait: { kind: number, text: How many minutes did you wait?, column: Wait, unit: minutes, asked_if: { kind: Yes } }
segments:
  site: { column: Site }
disclosure: { minimum: 5 }
"#;

const HEADER: &str = "Submitted,Finished,Site,Kind,Score,Wait\n";

/// The answers of five people at two sites that are too small to be shown.
type Answers = [&'static str; 5];

/// Seventy people at two large sites, and these five: three at Small, two at Tiny; one at Small has broken off.
fn export(hidden: Answers) -> String {
    let mut text = HEADER.to_owned();
    for at in 0..70 {
        let site = if at < 40 { "North" } else { "South" };
        let (kind, wait) = if at % 3 == 0 { ("No", String::new()) } else { ("Yes", (at % 20).to_string()) };
        let _ = writeln!(text, "2026-0{}-1{},yes,{site},{kind},{},{wait}", 1 + at % 3, at % 10, 1 + at % 5);
    }
    for (answers, site) in hidden.iter().zip(["Small", "Small", "Small", "Tiny", "Tiny"]) {
        let _ = writeln!(text, "2026-02-03,yes,{site},{answers}");
    }
    text + "2026-02-04,no,Small,Yes,3,5\n"
}

/// The same five answers, those of a person at Small and of one at Tiny swapped: the only *No* moves.
const SWAPPED: [Answers; 2] =
    [["Yes,4,5", "Yes,2,9", "No,5,", "Yes,1,3", "Yes,3,7"], ["Yes,4,5", "Yes,2,9", "Yes,1,3", "No,5,", "Yes,3,7"]];

/// Everything that a run leaves behind, fingerprints aside.
fn everything(fixture: &Fixture, arguments: &[&str]) -> BTreeMap<String, String> {
    let run = fixture.run(arguments);
    let mut all = BTreeMap::from([("run".to_owned(), format!("{}\n{}\n{}", run.code, run.stdout, run.stderr))]);
    read_folder(&fixture.path("out"), &fixture.path("out"), &mut all);
    let _ = std::fs::remove_dir_all(fixture.path("out"));
    all.into_iter().map(|(name, text)| (name, without_fingerprints(&text))).collect()
}

fn read_folder(folder: &Path, top: &Path, all: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read_folder(&path, top, all);
        } else {
            let bytes = std::fs::read(&path).expect("a file");
            let is_workbook = path.extension().is_some_and(|ending| ending == "xlsx");
            let text = if is_workbook { unpacked(bytes) } else { String::from_utf8_lossy(&bytes).into_owned() };
            let name = path.strip_prefix(top).expect("a path in the folder").display().to_string();
            all.insert(name, text);
        }
    }
}

/// Everything in a workbook, one part after the other.
fn unpacked(bytes: Vec<u8>) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut text = String::new();
    for at in 0..archive.len() {
        archive.by_index(at).expect("a part").read_to_string(&mut text).expect("text");
    }
    text
}

/// The text with every run of 64 hexadecimal digits taken out.
fn without_fingerprints(text: &str) -> String {
    let is_hexadecimal = |part: &str| part.len() == 64 && part.chars().all(|c| c.is_ascii_hexdigit());
    let parts = text.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
    parts.filter(|part| !is_hexadecimal(part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()))).collect()
}

fn assert_same(one: Answers, other: Answers, arguments: &[&str]) {
    let outputs =
        [one, other].map(|answers| everything(&Fixture::new().survey(SURVEY).csv(&export(answers)), arguments));
    assert_eq!(outputs[0].len(), outputs[1].len(), "{arguments:?}");
    for ((name, one), other) in outputs[0].iter().zip(outputs[1].values()) {
        assert!(one == other, "{arguments:?}: {name} differs\n{one}\n── and ──\n{other}");
    }
}

/// Filters of one hidden person's making, and breakdowns that list hidden groups.
const ASKED: [&[&str]; 8] = [
    &["--where", "site=Small", "--where", "kind=No"],
    &["--where", "site=Tiny", "--where", "score>4"],
    &["--where", "kind=No", "--by", "site"],
    &["--where", "kind=No", "--by", "site", "--every", "month"],
    &["--where", "site=Small|Tiny", "--where", "wait<=3", "--by", "site"],
    &["--where", "score=5", "--since", "2026-02-01", "--until", "2026-02-28", "--by", "site"],
    &["--by", "site"],
    &["--by", "site", "--every", "quarter"],
];

#[test]
fn answers_of_hidden_people_change_nothing() {
    for asked in ASKED {
        for format in ["table", "json", "csv", "markdown"] {
            let arguments = [&["analyze", "survey.yaml", "export.csv", "-f", format], asked].concat();
            assert_same(SWAPPED[0], SWAPPED[1], &arguments);
        }
    }
    for question in ["kind", "score", "wait"] {
        let arguments =
            ["explain", question, "survey.yaml", "export.csv", "--where", "site=Small", "--where", "kind=No"];
        assert_same(SWAPPED[0], SWAPPED[1], &arguments);
    }
}

#[test]
fn answers_of_hidden_people_change_no_report() {
    for asked in [ASKED[0], ASKED[3]] {
        let formats = ["report", "survey.yaml", "export.csv", "-o", "out", "--format", "html,xlsx,svg,markdown,json"];
        assert_same(SWAPPED[0], SWAPPED[1], &[&formats, asked].concat());
    }
}

/// Whether somebody hidden answered *No* or nobody did is not told apart.
#[test]
fn nobody_and_too_few_look_alike() {
    // As long as the others, since the size of the file is told.
    let nobody = ["Yes,4,5", "Yes,2,", "Yes,5,", "Yes,1,3", "Yes,3,7"];
    for asked in &ASKED[..2] {
        for command in [&["analyze"][..], &["report", "-o", "out", "--format", "html,svg,json"]] {
            let arguments = [command, &["survey.yaml", "export.csv"], asked].concat();
            assert_same(SWAPPED[0], nobody, &arguments);
        }
    }
}

fn analyze(fixture: &Fixture, arguments: &[&str]) -> Run {
    fixture.run(&[&["analyze", "survey.yaml", "export.csv"], arguments].concat())
}

fn report(fixture: &Fixture, arguments: &[&str]) -> survey::results::Report {
    let run = analyze(fixture, &[&["-f", "json"], arguments].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"))
}

#[test]
fn counts_of_filters_are_hidden_where_either_side_is_small() {
    let fixture = Fixture::new().survey(SURVEY).csv(&export(SWAPPED[0]));
    let told = |arguments: &[&str]| {
        let accounting = report(&fixture, arguments).accounting;
        (accounting.analysed, accounting.filtered, accounting.incomplete)
    };
    assert_eq!(told(&["--where", "site=North"]), (Some(40), Some(35), 1));
    assert_eq!(told(&["--where", "site!=Small"]), (None, None, 1));
    let text = analyze(&fixture, &["--where", "site!=Small"]).stdout;
    assert!(text.contains("76 rows received, * analysed"), "{text}");
    assert!(text.contains("76 rows received: * analysed, 1 incomplete, * filtered out"), "{text}");
    assert!(text.contains("the filters leave out fewer than 5 responses"), "{text}");
    assert!(text.contains("* hidden: fewer than 5 answers or none"), "{text}");
}

/// A group that nobody with the answer asked for is in is listed as a hidden one, and one that the filter is not
/// about at all is not listed.
#[test]
fn groups_that_a_filter_empties_are_hidden_groups() {
    let fixture = Fixture::new().survey(SURVEY).csv(&export(SWAPPED[0]));
    let sites = |arguments: &[&str]| -> Vec<(String, bool)> {
        let report = report(&fixture, &[arguments, &["--by", "site"]].concat());
        let cells = report.questions[1].cells.iter().skip(1);
        cells.map(|cell| (group_name(&report, cell.group), cell.suppressed)).collect()
    };
    let named = |names: &[(&str, bool)]| -> Vec<(String, bool)> {
        names.iter().map(|(name, hidden)| ((*name).to_owned(), *hidden)).collect()
    };
    let all = [("North", false), ("Small", true), ("South", true), ("Tiny", true)];
    assert_eq!(sites(&["--where", "kind=No"]), named(&all));
    assert_eq!(sites(&["--where", "site=North|South"]), named(&[("North", false), ("South", false)]));
}

/// A question that nobody in a group was asked is hidden there; nothing else is hidden for its sake, since a
/// large group has nobody to give away.
#[test]
fn a_question_not_asked_in_a_group_is_hidden_there() {
    let no = "2026-01-05,yes,East,No,3,\n".repeat(20);
    let fixture = Fixture::new().survey(SURVEY).csv(&format!("{}{no}", export(SWAPPED[0])));
    let text = analyze(&fixture, &["--by", "site"]).stdout;
    let wait = text.split("How many minutes").nth(1).expect("the question");
    let row = |site: &str| wait.lines().find(|line| line.trim_start().starts_with(site)).expect("the site").to_owned();
    assert!(row("East").split_whitespace().skip(1).all(|entry| entry == "*"), "{wait}");
    assert!(!row("North").contains('*'), "{wait}");
}

const PEOPLE: &str = r"
survey: ward
disclosure: { minimum: 5 }
submitted: { column: Submitted }
questions:
  score: { kind: rating, text: How was your stay?, column: Score, min: 1, max: 5, top: [4, 5] }
segments:
  who: { column: Patient name }
  seen: { column: Staff member seen }
  site: { column: Site }
";

/// Names of patients who answered once each, and of staff: one was seen often, the others were not. One of them was
/// seen twice: six groups of six people would all be known to have one each.
fn people() -> String {
    let mut text = "Submitted,Patient name,Staff member seen,Site,Score\n".to_owned();
    for at in 0..30 {
        let staff = if at < 24 { "Kowalski".to_owned() } else { format!("Zqstaff{}", at.max(25)) };
        let site = if at % 2 == 0 { "North" } else { "South" };
        let _ = writeln!(text, "2026-0{}-11,Zqpatient{at},{staff},{site},{}", 1 + at % 2, 1 + at % 5);
    }
    text
}

#[test]
fn names_of_people_in_hidden_groups_are_printed_nowhere() {
    let fixture = Fixture::new().survey(PEOPLE).csv(&people());
    let formats = "html,xlsx,svg,markdown,json";
    for by in ["who", "seen", "site:who", "seen:who", "who,seen"] {
        for every in [&[][..], &["--every", "month"]] {
            for format in ["table", "json", "csv", "markdown"] {
                let arguments = [&["analyze", "survey.yaml", "export.csv", "-f", format, "--by", by], every].concat();
                let all = everything(&fixture, &arguments);
                assert!(
                    all.values().all(|text| !text.contains("Zqpatient") && !text.contains("Zqstaff")),
                    "{arguments:?}: {all:?}"
                );
            }
            let arguments =
                [&["report", "survey.yaml", "export.csv", "-o", "out", "--format", formats, "--by", by], every]
                    .concat();
            let all = everything(&fixture, &arguments);
            assert!(all.len() > 5, "{all:?}");
            assert!(
                all.values().all(|text| !text.contains("Zqpatient") && !text.contains("Zqstaff")),
                "{arguments:?}: {all:?}"
            );
        }
    }
}

#[test]
fn hidden_people_are_counted_and_shown_people_named() {
    let fixture = Fixture::new().survey(PEOPLE).csv(&people());
    let names = |by: &str| -> Vec<String> {
        let report = report(&fixture, &["--by", by]);
        (1..report.groups.len()).map(|at| group_name(&report, at)).collect()
    };
    assert_eq!(names("who"), ["30 hidden groups"]);
    assert_eq!(names("seen"), ["Kowalski", "5 hidden groups"]);
    assert_eq!(names("site:who"), ["15 hidden groups / North", "15 hidden groups / South"]);
    assert_eq!(names("site"), ["North", "South"]);
    let text = analyze(&fixture, &["--by", "seen"]).stdout;
    assert!(text.contains("5 hidden groups     *"), "{text}");
}

/// Nothing in the header says so, but nearly every response has a value of its own, or the values look so.
#[test]
fn people_are_known_by_their_values_too() {
    for name in ["Zq", "zq@example.org ", "Dr Zq"] {
        let mut text = "Submitted,Patient name,Staff member seen,Site,Score\n".to_owned();
        for at in 0..30 {
            let site = if name == "Zq" { format!("Zq{at}") } else { format!("{name}{}", at % 9) };
            let _ = writeln!(text, "2026-01-11,a,b,{site},{}", 1 + at % 5);
        }
        let fixture = Fixture::new().survey(PEOPLE).csv(&text);
        let text = analyze(&fixture, &["--by", "site"]).stdout;
        assert!(!text.contains("Zq") && !text.contains("zq@") && text.contains("hidden groups"), "{text}");
    }
}

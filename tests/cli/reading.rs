//! What is read is what was written: no answer moves into another column, no file is read half.

use super::{CLINIC, HEADER};
use crate::support::Fixture;
use std::fmt::Write as _;
use std::io::Write as _;
use survey::analysis::{Analysis, Request};
use survey::definition;
use survey::responses::{OpenOptions, open};

const CHECK: &[&str] = &["check", "survey.yaml", "export.csv"];
const ANALYZE: &[&str] = &["analyze", "survey.yaml", "export.csv", "-f", "json"];

/// Three ratings between an id and a comment that is often empty.
const WARD: &str = "survey: ward\nquestions:\n  \
    nurse: { kind: rating, min: 1, max: 5, column: nurse }\n  \
    doctor: { kind: rating, min: 1, max: 5, column: doctor }\n  \
    reception: { kind: rating, min: 1, max: 5, column: reception }\n\
    disclosure: { minimum: 1 }\n";
const WARD_HEADER: &str = "id,nurse,doctor,reception,comment\n";

/// Rows of [`WARD`] with these cells behind the id.
fn ward_rows(from: usize, cells: &[&str]) -> String {
    (from..).zip(cells).fold(String::new(), |mut rows, (id, cells)| {
        let _ = writeln!(rows, "{id},{cells}");
        rows
    })
}

fn ward(header: &str, rows: &str) -> Fixture {
    Fixture::new().survey(WARD).csv(&format!("{header}{rows}"))
}

/// The rows analysed, those with a wrong number of cells, and the doctor's mean.
fn told(fixture: &Fixture, code: i32) -> (u64, u64, Option<f64>) {
    let run = fixture.run(ANALYZE);
    assert_eq!(run.code, code, "{run}");
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let rows = |fate: &str| report["accounting"][fate].as_u64().expect("a number of rows");
    let figures = report["questions"][1]["cells"][0]["figures"].as_array().expect("figures");
    let mean = figures.iter().find(|figure| figure["metric"] == "mean").expect("a mean");
    (rows("analysed"), rows("ragged"), mean["value"].as_f64())
}

#[test]
fn a_surplus_separator_before_an_empty_last_cell_rejects_the_row() {
    let rows = ward_rows(1, &["5,1,5,"; 20]) + &ward_rows(21, &[",5,1,5,"; 10]);
    let fixture = ward(WARD_HEADER, &rows);
    assert_eq!(told(&fixture, 3), (20, 10, Some(1.0)));
    let check = fixture.run(CHECK);
    assert_eq!(check.code, 1, "{check}");
    assert!(check.stdout.contains("rows: 10 rows with more or fewer cells than the header"), "{check}");
}

#[test]
fn a_separator_at_the_end_of_every_line_is_a_way_of_writing() {
    let rows = ward_rows(1, &["5,1,5,,"; 20]);
    assert_eq!(told(&ward(WARD_HEADER, &rows), 0), (20, 0, Some(1.0)));
    let one_is_off = rows + "21,,5,1,5,\n" + "22,,5,1,5,,\n" + "23,5,1,5,\n";
    assert_eq!(told(&ward(WARD_HEADER, &one_is_off), 3), (1, 22, Some(1.0)), "the rows disagree");
}

#[test]
fn a_surplus_cell_under_an_empty_header_rejects_the_row() {
    let header = "id,nurse,doctor,reception,\n";
    let rows = ward_rows(1, &["5,1,5"; 20]) + "21,,5,1,5\n";
    assert_eq!(told(&ward(header, &rows), 3), (20, 1, Some(1.0)));
    let rows = ward_rows(1, &["5,1,5,"; 20]) + "21,51,5,\n";
    assert_eq!(told(&ward(header, &rows), 3), (20, 1, Some(1.0)), "a separator is missing");
}

#[test]
fn a_header_too_short_for_every_row_is_refused() {
    let run = ward("nurse,doctor,reception,comment\n", &ward_rows(1, &["5,1,5,x"; 20])).run(ANALYZE);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stdout.is_empty() && run.stderr.contains("the header has 4 cells, but every row has 5"), "{run}");
}

#[test]
fn frames_of_zstd_are_all_read() {
    let packed =
        |text: &str| ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let text = [packed(&(WARD_HEADER.to_string() + "1,5,1,5,\n")), packed("2,5,1,5,\n"), packed("3,5,4,5,\n")].concat();
    let fixture = Fixture::new().survey(WARD).file("export.csv", &text);
    assert_eq!(told(&fixture, 0), (3, 0, Some(2.0)));
    let cut = Fixture::new().survey(WARD).file("export.csv", &text[..text.len() - 4]);
    assert_eq!(cut.run(ANALYZE).code, 2);
}

/// The tests themselves have files open: far fewer may be than there are exports.
#[cfg(unix)]
#[test]
fn more_exports_than_files_may_be_open_are_read() {
    let fixture = Fixture::new().survey(CLINIC);
    std::fs::create_dir(fixture.path("exports")).expect("a folder");
    for number in 0..300 {
        let text = format!("{HEADER}r{number},2026-03-02,North,9,Good,20,Check-up\n");
        std::fs::write(fixture.path(&format!("exports/{number}.csv")), text).expect("an export");
    }
    let run = |limit: u32| {
        let command = format!("ulimit -n {limit}; exec \"$0\" analyze survey.yaml 'exports/*.csv' -f csv");
        let mut shell = std::process::Command::new("sh");
        let shell = shell.args(["-c", &command, env!("CARGO_BIN_EXE_survey")]).current_dir(fixture.path(""));
        shell.output().expect("a shell")
    };
    let output = run(40);
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert!(stdout.contains("300"), "{stdout}");
}

/// What comes of an analysis when something happens to the export after its header has been looked at.
fn changed_meanwhile(change: impl FnOnce(&std::path::Path)) -> Result<u64, String> {
    let fixture = Fixture::new().csv(&(WARD_HEADER.to_string() + &ward_rows(1, &["5,1,5,"; 20])));
    let survey = definition::parse(WARD.as_bytes(), "survey.yaml").expect("a definition");
    let path = fixture.path("export.csv");
    let options = OpenOptions { fingerprint: true, ..OpenOptions::default() };
    let reader = open(&[path.display().to_string()], &survey, options).expect("an export");
    change(&path);
    let analysis = Analysis::run(&survey, reader, Request::default());
    analysis.map(|analysis| analysis.report().accounting.received).map_err(|faults| faults.render(false))
}

#[test]
fn an_export_that_changes_while_it_is_read_is_not_trusted() {
    assert_eq!(changed_meanwhile(|_| {}), Ok(20));
    let appended = changed_meanwhile(|path| {
        let mut file = std::fs::OpenOptions::new().append(true).open(path).expect("the export");
        file.write_all(b"21,5,1,5,\n").expect("one more row");
    });
    assert!(appended.is_err_and(|text| text.contains("changed while it was read")));
    let replaced = changed_meanwhile(|path| {
        std::fs::write(path.with_extension("new"), WARD_HEADER).expect("another file");
        std::fs::rename(path.with_extension("new"), path).expect("in its place");
    });
    assert!(replaced.is_err_and(|text| text.contains("changed while it was read")));
}

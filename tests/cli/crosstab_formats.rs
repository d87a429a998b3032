//! `survey crosstab` in every format, and its pictures.

use crate::support::Fixture;
use std::fmt::Write as _;

const SURVEY: &str = "
survey: visit
title: Your visit
scales:
  quality: { options: [Good, Fair, Poor], direction: high_to_low, top: [Good], bottom: [Poor] }
questions:
  overall: { kind: rating, scale: quality, column: overall, text: How was it? }
  again: { kind: single, options: [Yes, No], column: again, text: Would you come again? }
  reasons: { kind: multiple, options: [Price, Staff], separator: \";\", column: reasons, text: Why? }
segments:
  site: { column: site }
";

/// A survey of two sites, of which one is better liked.
fn visits() -> Fixture {
    let mut export = "id,site,overall,again,reasons\n".to_owned();
    let rows = [
        ("Elms", "Good", "Yes", 30),
        ("Elms", "Poor", "No", 6),
        ("Oaks", "Good", "No", 12),
        ("Oaks", "Poor", "No", 20),
    ];
    for (site, overall, again, times) in rows {
        for at in 0..times {
            let _ = writeln!(export, "{site}{overall}{at},{site},{overall},{again},Price;Staff");
        }
    }
    Fixture::new().survey(SURVEY).csv(&export)
}

/// Arguments of a run, rows given.
fn tables(rows: &'static str) -> Vec<&'static str> {
    vec!["crosstab", "survey.yaml", "export.csv", "--rows", rows, "--columns", "site"]
}

#[test]
fn every_format_by_the_ending_of_the_file() {
    let fixture = visits();
    for (file, start) in [
        ("a.txt", &b"Your visit\n"[..]),
        ("a.json", b"{\n  \"schema\": \"survey-crosstab/1\""),
        ("a.csv", b"question,kind,text,answer,"),
        ("a.md", b"# Your visit"),
        ("a.html", b"<!doctype html>"),
        ("a.xlsx", b"PK"),
        ("a.png", b"\x89PNG"),
        ("a.svg", b"<svg "),
    ] {
        let mut arguments = tables("overall");
        arguments.extend(["-o", file]);
        let run = fixture.run(&arguments);
        assert_eq!(run.code, 0, "{file}: {run}");
        assert_eq!(run.stderr, format!("wrote {file}\n"));
        let written = std::fs::read(fixture.path(file)).expect("the file");
        assert!(written.starts_with(start), "{file}");
    }
}

#[test]
fn a_terminal_reads_the_tables() {
    let page = visits().run(&tables("overall")).ok();
    assert!(page.contains("overall · rating") && page.contains("A B C behind a figure"), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
}

#[test]
fn a_file_holds_one_picture() {
    let fixture = visits();
    let mut arguments = tables("overall,again");
    arguments.extend(["-o", "a.png"]);
    let run = fixture.run(&arguments);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("`overall-by-site`") && run.stderr.contains("`again-by-site`"), "{run}");
    assert!(!fixture.path("a.png").exists());
}

#[test]
fn pictures_have_a_file_and_other_formats_no_picture() {
    let refused = |more: &[&str], said: &str| {
        let mut arguments = tables("overall");
        arguments.extend(more);
        let run = visits().run(&arguments);
        assert_eq!(run.code, 2, "{run}");
        assert!(run.stderr.contains(said), "{run}");
    };
    refused(&["-f", "png"], "a picture needs a file");
    refused(&["-o", "a.csv", "--picture", "stacked"], "`--picture` draws nothing as csv");
    refused(&["-o", "a.pdf"], "nothing here is written as .pdf");
}

#[test]
fn several_answers_cannot_be_stacked() {
    let mut arguments = tables("reasons");
    arguments.extend(["-o", "a.svg", "--picture", "stacked"]);
    let run = visits().run(&arguments);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("`reasons` cannot be stacked"), "{run}");
}

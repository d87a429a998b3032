//! What the commands do beside printing figures: files, standard input, exit codes, formats.

use super::{CLINIC, HEADER};
use crate::support::Fixture;
use std::fmt::Write as _;

const ROWS: &str = "r1,2026-01-05,North,9,Good,20,Check-up\n\
                    r2,2026-01-06,North,10,Very good,10,Check-up;\"Pain, sudden\"\n\
                    r3,2026-02-07,South,3,Don't know,95,Follow-up\n";

fn clinic() -> Fixture {
    Fixture::new().survey(CLINIC).csv(&export())
}

fn export() -> String {
    format!("{HEADER}{}", ROWS.replace("Check-up;\"Pain, sudden\"", "\"Check-up;Pain, sudden\""))
}

#[test]
fn standard_input_is_read_like_a_file() {
    let from_file = clinic().run(&["analyze", "survey.yaml", "export.csv", "-f", "csv"]).ok();
    let from_pipe = clinic().run_with_input(&["analyze", "survey.yaml", "-", "-f", "csv"], export().as_bytes()).ok();
    assert_eq!(from_file, from_pipe);
}

/// A stray quotation mark before a line break in quotes, in a file of several runs, makes reading begin again.
#[test]
fn standard_input_may_come_with_a_file_that_is_hard_to_read() {
    let row = |at: usize| format!("r{at},2026-01-05,North,9,Good,20,\"Check-up\n\"\n");
    let hard = (1..60_000).map(row).fold(format!("{HEADER}stray\"\n"), |text, row| text + &row);
    let fixture = Fixture::new().survey(CLINIC).csv(&hard);
    let row = format!("{HEADER}r0,2026-01-06,North,1,Good,20,\n");
    let run = fixture.run_with_input(&["analyze", "survey.yaml", "export.csv", "-", "-f", "json"], row.as_bytes());
    let report: survey::results::Report = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"));
    assert_eq!((report.accounting.received, report.accounting.analysed), (60_001, Some(60_000)));
}

/// Wherever among the rows it stands: rows are decoded 8,192 at a time.
#[test]
fn a_quote_that_is_never_closed_is_found_in_any_row() {
    let row = |at: usize| format!("r{at},2026-01-05,North,9,Good,20,\n");
    for rows in [8191, 8192, 8193] {
        let export = (1..rows).map(row).fold(HEADER.to_string(), |text, row| text + &row)
            + "last,2026-01-05,North,9,Good,20,\"open\n"
            + &row(rows);
        let run = Fixture::new().survey(CLINIC).run_with_input(&["check", "survey.yaml", "-"], export.as_bytes());
        assert!(run.stdout.contains(&format!("marks where none belong (row {rows})")), "{rows}: {run}");
        assert!(!run.stdout.contains("wrong number of cells"), "{rows}: {run}");
    }
}

#[test]
fn several_files_and_patterns_add_up() {
    let (one, other) = (
        format!("{HEADER}{}", "r1,2026-01-05,North,9,Good,20,\n"),
        format!("{HEADER}r2,2026-01-05,North,1,Good,20,\n"),
    );
    let fixture = Fixture::new().survey(CLINIC).file("a.csv", one.as_bytes()).file("b.csv", other.as_bytes());
    let named = fixture.run(&["analyze", "survey.yaml", "a.csv", "b.csv", "-f", "csv"]).ok();
    let globbed = fixture.run(&["analyze", "survey.yaml", "?.csv", "-f", "csv"]).ok();
    assert_eq!(named, globbed);
    assert!(named.contains("nps"), "{named}");
}

/// The hash is what `sha256sum` prints for the file.
#[test]
fn json_tells_the_fingerprint_of_every_export() {
    let fixture = Fixture::new().survey(CLINIC).csv(&format!("{HEADER}r1,2026-01-05,North,9,Good,20,\n"));
    for command in [
        &["analyze", "survey.yaml", "export.csv", "-f", "json"][..],
        &["check", "survey.yaml", "export.csv", "-f", "json"],
    ] {
        let json: serde_json::Value = serde_json::from_str(&fixture.run(command).ok()).expect("JSON");
        assert_eq!(json["inputs"][0]["sha256"], "815b88a455c6c0bd231fab336215e9efe5a9e21c45fe0e708bfc2ae237259c52");
    }
}

#[test]
fn compressed_exports_are_read_as_they_are() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, export().as_bytes()).expect("packed");
    let fixture = clinic().file("export.csv.gz", &packed.finish().expect("packed"));
    let plain = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "csv"]).ok();
    assert_eq!(plain, fixture.run(&["analyze", "survey.yaml", "export.csv.gz", "-f", "csv"]).ok());
}

#[test]
fn the_output_file_appears_whole_and_its_ending_says_the_format() {
    let fixture = clinic();
    assert_eq!(fixture.run(&["analyze", "survey.yaml", "export.csv", "-o", "figures.json"]).ok(), "");
    let text = std::fs::read_to_string(fixture.path("figures.json")).expect("the file");
    let report: survey::results::Report = serde_json::from_str(&text).expect("a report");
    assert_eq!((report.schema.as_str(), report.accounting.analysed), (survey::results::SCHEMA, Some(3)));
}

#[test]
fn a_run_that_fails_leaves_the_previous_output_as_it_was() {
    let fixture = clinic().file("figures.json", b"before");
    let run = fixture.run(&["analyze", "survey.yaml", "nowhere.csv", "-o", "figures.json"]);
    assert_eq!(run.code, 2, "{run}");
    assert_eq!(std::fs::read_to_string(fixture.path("figures.json")).expect("the file"), "before");
    let run = fixture.run(&["analyze", "survey.yaml", "export.csv", "-o", "nowhere/figures.json"]);
    assert_eq!(run.code, 2, "{run}");
}

#[test]
fn rejected_rows_decide_the_exit_code() {
    let fixture = clinic().file("ragged.csv", format!("{}r4,short\n", export()).as_bytes());
    assert_eq!(fixture.run(&["analyze", "survey.yaml", "ragged.csv"]).code, 3);
    assert_eq!(fixture.run(&["analyze", "survey.yaml", "ragged.csv", "--max-rejects", "1"]).code, 0);
}

#[test]
fn filters_keep_what_they_say() {
    let fixture = clinic();
    let analysed = |condition: &[&str]| {
        let arguments = [&["analyze", "survey.yaml", "export.csv", "-f", "json"], condition].concat();
        let report: survey::results::Report = serde_json::from_str(&fixture.run(&arguments).ok()).expect("a report");
        report.accounting.analysed
    };
    assert_eq!(analysed(&["--where", "site=North"]), Some(2));
    assert_eq!(analysed(&["--where", "site!=North"]), Some(1));
    assert_eq!(analysed(&["--where", "recommend>=9"]), Some(2));
    assert_eq!(analysed(&["--where", "wait<=15"]), Some(1));
    assert_eq!(analysed(&["--where", "reasons=pain, \u{a0}SUDDEN|Follow\u{2011}up"]), Some(2));
    assert_eq!(analysed(&["--where", "reasons=Pain, sudden|Follow-up"]), Some(2));
    assert_eq!(analysed(&["--where", "staff=Good|Very good", "--where", "wait>15"]), Some(1));
    assert_eq!(analysed(&["--since", "2026-01-06"]), Some(2));
    assert_eq!(analysed(&["--since", "2026-01-06", "--until", "2026-01-31"]), Some(1));
}

#[test]
fn small_groups_are_hidden_in_every_format() {
    let survey = CLINIC.replace("minimum: 1", "minimum: 3");
    let mut rows = HEADER.to_string();
    for (site, people) in [("North", 40), ("South", 2), ("West", 17)] {
        for person in 0..people {
            let _ = writeln!(rows, "{site}{person},2026-01-05,{site},{},Good,20,Check-up", person % 11);
        }
    }
    let fixture = Fixture::new().survey(&survey).csv(&rows);
    let run = |format: &str| fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "site", "-f", format]).ok();
    let report: survey::results::Report = serde_json::from_str(&run("json")).expect("a report");
    for question in &report.questions {
        let hidden: Vec<bool> = question.cells.iter().map(|cell| cell.suppressed).collect();
        assert_eq!(hidden, [false, false, true, true], "everybody, North, South (2), West (next smallest)");
        for cell in question.cells.iter().filter(|cell| cell.suppressed) {
            assert_eq!(cell.ledger, None);
            assert!(cell.estimates.iter().all(|estimate| *estimate == survey::results::Estimate::default()));
        }
    }
    for format in ["table", "markdown"] {
        let text = run(format);
        let south: Vec<&str> = text.lines().filter(|line| line.contains("South")).collect();
        assert!(!south.is_empty() && south.iter().all(|line| line.contains('*')), "{format}: {south:?}");
    }
}

/// A survey with a date question, a group too small to show, and a cross of segments.
fn mixed() -> Fixture {
    let survey = CLINIC
        .replace("minimum: 1", "minimum: 3")
        .replace("  wait:", "  visit: { kind: date, text: When were you here?, column: Q5 }\n  wait:");
    let survey = survey.replace("disclosure:", "  age: { column: Age }\ndisclosure:");
    let mut rows = HEADER.trim_end().to_string() + ",Q5,Age\n";
    for (site, people) in [("North", 40), ("South", 2), ("West", 17)] {
        for person in 0..people {
            let age = if person % 2 == 0 { "16-34" } else { "=35+" };
            let _ =
                writeln!(rows, "{site}{person},2026-01-05,{site},{},Good,20,Check-up,2026-01-03,{age}", person % 11);
        }
    }
    Fixture::new().survey(&survey).csv(&rows)
}

/// What databases and statistics packages need: no column that mixes numbers and text, no mark, no name that is a
/// word of SQL's own, and a column for every segment.
#[test]
fn csv_keeps_numbers_apart_from_text() {
    let by = ["analyze", "survey.yaml", "export.csv", "--by", "site,site:age", "--every", "month", "-f", "csv"];
    let text = mixed().run(&by).ok();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|known| known == name).unwrap_or_else(|| panic!("no column {name}"));
    for word in ["group", "interval", "order", "by", "where", "all", "date", "select", "case", "end", "table"] {
        assert!(header.iter().all(|name| name != word), "{word} is SQL's own");
    }
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows of one length");
    let (mut hidden, mut dates) = (0, 0);
    for row in &rows {
        for name in ["value", "se", "low", "high", "count", "base", "weighted_base", "effective_base"] {
            let cell = &row[at(name)];
            assert!(cell.is_empty() || cell.parse::<f64>().is_ok(), "{name}: {cell:?}");
            assert!(row[at("suppressed")] == *"false" || cell.is_empty(), "{name} of a hidden figure: {cell:?}");
        }
        hidden += usize::from(row[at("suppressed")] == *"true");
        dates += usize::from(row[at("value_date")] == *"2026-01-03" && row[at("value")] == *"20456");
    }
    assert!(hidden > 0 && dates > 0, "{hidden} hidden, {dates} dates");
    let crossed = rows.iter().find(|row| row[at("breakdown")] == *"site:age").expect("a cross");
    assert_eq!((&crossed[at("by_site")], &crossed[at("by_age")], &crossed[at("wave")]), ("North", "16-34", ""));
    assert_eq!(&crossed[at("segment_group")], "North / 16-34");
    assert!(text.contains("'=35+"), "no formulas");
}

#[test]
fn breakdowns_that_make_no_sense_are_refused() {
    let no_dates = CLINIC.replace("submitted: { column: submitted }\n", "");
    let run = Fixture::new().survey(&no_dates).csv(&export()).run(&[
        "analyze",
        "survey.yaml",
        "export.csv",
        "--every",
        "month",
        "--since",
        "2026-01-01",
    ]);
    assert_eq!(run.code, 2, "{run}");
    for option in ["--every", "--since"] {
        assert!(run.stderr.contains(&format!("`{option}` needs to know when responses were submitted")), "{run}");
    }
    for (by, words) in [
        ("site:site", "`--by site:site` crosses `site` with itself"),
        ("site,site", "`--by` asks for `site` twice"),
        ("age,site:age,age:site", "`--by` asks for `age:site` twice"),
    ] {
        let run = mixed().run(&["analyze", "survey.yaml", "export.csv", "--by", by]);
        assert_eq!((run.code, run.stderr.contains(words)), (2, true), "{by}: {run}");
    }
}

#[test]
fn values_are_shown_by_check_only_when_asked_for() {
    let fixture = clinic().file("odd.csv", format!("{HEADER}r1,2026-01-05,North,9,secret words,20,\n").as_bytes());
    let run = fixture.run(&["check", "survey.yaml", "odd.csv"]);
    assert_eq!(run.code, 1, "{run}");
    assert!(!run.stdout.contains("secret words"), "{run}");
    let run = fixture.run(&["check", "survey.yaml", "odd.csv", "--with-values"]);
    assert!(run.stdout.contains("secret words"), "{run}");
}

#[test]
fn a_sound_definition_checks() {
    let run = clinic().run(&["check", "survey.yaml"]);
    assert_eq!(run.code, 0, "{run}");
    let run = Fixture::new()
        .survey("survey: x\nquestions: { q: { kind: npss, column: Q1 } }\n")
        .run(&["check", "survey.yaml"]);
    assert_eq!(run.code, 1, "{run}");
    let run = clinic().run(&["check", "nowhere.yaml"]);
    assert_eq!(run.code, 2, "{run}");
}

#[test]
fn explain_shows_the_arithmetic() {
    let text = clinic().run(&["explain", "recommend.nps", "survey.yaml", "export.csv"]).ok();
    assert!(text.contains("100 ×"), "{text}");
    let run = clinic().run(&["explain", "recomend", "survey.yaml", "export.csv"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("did you mean `recommend`?"), "{run}");
}

#[test]
fn generated_files_are_what_they_say() {
    let fixture = clinic();
    let schema: serde_json::Value = serde_json::from_str(&fixture.run(&["generate", "schema"]).ok()).expect("JSON");
    assert!(schema["$schema"].as_str().is_some_and(|schema| schema.contains("2020-12")), "{schema:#}");
    assert!(fixture.run(&["generate", "completions", "bash"]).ok().contains("complete"));
    assert!(fixture.run(&["generate", "man"]).ok().contains(".TH"));
}

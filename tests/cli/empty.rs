//! Runs that leave nobody, or too few to show: refused, so that nothing good is replaced by nothing.

use super::{CLINIC, HEADER};
use crate::support::{Fixture, Run};
use std::fmt::Write as _;

/// 40 responses from North, 30 from South, 20 from `Ward 1`, 4 from `Ward 2`, 3 from Hidden; nobody is hidden
/// under 5 but these.
fn clinic() -> Fixture {
    let mut rows = HEADER.to_string();
    for (site, people) in [("North", 40), ("South", 30), ("Ward 1", 20), ("Ward 2", 4), ("Hidden", 3)] {
        for person in 0..people {
            let _ = writeln!(rows, "{site}{person},2026-01-05,{site},{},Good,20,Check-up", person % 11);
        }
    }
    Fixture::new().survey(&CLINIC.replace("minimum: 1", "minimum: 5")).csv(&rows)
}

#[track_caller]
fn refused(run: &Run, words: &str) {
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.contains(words)), (2, "", true), "{run}");
}

/// Every command that reads exports and tells figures, with its output.
const COMMANDS: [&[&str]; 4] = [
    &["analyze", "survey.yaml", "export.csv", "-o", "figures.csv"],
    &["report", "survey.yaml", "export.csv", "-o", "out", "--format", "svg,json"],
    &["chart", "recommend", "survey.yaml", "export.csv", "-o", "nps.svg"],
    &["explain", "recommend", "survey.yaml", "export.csv"],
];

#[test]
fn nothing_good_is_replaced_by_nothing() {
    let fixture = clinic();
    for command in COMMANDS {
        assert_eq!(fixture.run(command).code, 0);
    }
    let outputs = ["figures.csv", "out/report.svg", "out/charts/recommend.svg", "out/report.json", "nps.svg"];
    let read = || outputs.map(|name| std::fs::read(fixture.path(name)).expect("an output"));
    let before = read();
    let full = std::fs::read(fixture.path("export.csv")).expect("the export");
    for (rows, filter, words) in [
        ("", &[][..], "there is no response to analyse"),
        (",,,,,,\n", &[], "there is no response to analyse"),
        ("x,short\n", &[], "there is no response to analyse"),
        ("full", &["--since", "2030-01-01"], "fewer than 5 responses (or none) pass the filters"),
        ("full", &["--where", "site=Nowhere at all"], "fewer than 5 responses (or none) pass the filters"),
        ("full", &["--where", "site=Hidden"], "fewer than 5 responses (or none) pass the filters"),
    ] {
        let export = if rows == "full" { full.clone() } else { format!("{HEADER}{rows}").into_bytes() };
        std::fs::write(fixture.path("export.csv"), export).expect("an export");
        for command in COMMANDS {
            refused(&fixture.run(&[command, filter].concat()), words);
            assert!(read() == before, "{command:?} {filter:?}");
        }
    }
    for command in COMMANDS {
        let run = fixture.run(&[command, &["--where", "site=Hidden", "--allow-empty"][..]].concat());
        assert_eq!(run.code, 0, "{run}");
    }
    assert!(read().iter().zip(&before).all(|(now, before)| now != before), "for those who mean it");
}

/// Whether a value is hidden or not there at all: the same words.
#[test]
fn an_empty_group_is_not_told_from_a_hidden_one() {
    let fixture = clinic();
    let said = |value: &str, more: &[&str]| {
        let condition = format!("site={value}");
        let run = fixture.run(&[&["analyze", "survey.yaml", "export.csv", "--where", &condition][..], more].concat());
        (run.code, run.stderr.replace(value, "VALUE"))
    };
    for more in [&[][..], &["--by", "site"], &["--where", "recommend>=0"]] {
        assert_eq!(said("Hidden", more), said("Fantasy", more));
        assert_eq!(said("Ward 2", more), said("Ward 3", more), "numbers are no misspellings");
    }
    let (_, words) = said("Hidden", &[]);
    assert!(words.contains("values of `site` are `North`, `South`, `Ward 1`"), "{words}");
    assert!(!words.contains("Hidden") && !words.contains("Ward 2"), "{words}");
}

#[test]
fn misspelt_values_are_named_with_the_nearest_one_shown() {
    let fixture = clinic();
    for condition in ["site=Nroth", "site=north", "site=South|Nroth", "site!=Nroth"] {
        let run = fixture.run(&["analyze", "survey.yaml", "export.csv", "--where", condition]);
        refused(&run, "did you mean `North`?");
        let meant = fixture.run(&["analyze", "survey.yaml", "export.csv", "--where", condition, "--allow-empty"]);
        assert_eq!(meant.code, 0, "{meant}");
    }
    let run = fixture.run(&["analyze", "survey.yaml", "export.csv", "--where", "site=Hiden"]);
    assert!(run.code == 2 && !run.stderr.contains("did you mean"), "nothing hidden is suggested: {run}");
    for condition in ["site=Ward 1|Ward 2", "site!=Hidden", "site!=Ward 3", "site=Ward 2|Hidden"] {
        let run = fixture.run(&["analyze", "survey.yaml", "export.csv", "--where", condition]);
        assert_eq!(run.code, 0, "{condition}: {run}");
    }
}

#[test]
fn misspelt_values_that_are_declared_are_named_too() {
    let survey = CLINIC.replace("column: Site }", "column: Site, options: [North, South] }");
    let fixture = Fixture::new().survey(&survey).csv(&format!("{HEADER}r1,2026-01-05,North,9,Good,20,Check-up\n"));
    for (condition, words) in [
        ("site=Nroth", "did you mean `North`?"),
        ("site=Elsewhere", "expected one of `North`, `South`"),
        ("site=South", "no response passes the filters"),
        ("staff=Goood", "did you mean `Good`?"),
    ] {
        refused(&fixture.run(&["analyze", "survey.yaml", "export.csv", "--where", condition]), words);
    }
}

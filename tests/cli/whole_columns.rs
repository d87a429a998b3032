//! What stands far down in a file: the first definition fits all of it.

use crate::support::Fixture;
use std::fmt::Write as _;

/// Rows before the cells that are unlike the others: more than a thousand different ones.
const FIRST: usize = 2500;

/// An export with one column of text that is not looked at, and one of these cells.
fn export(header: &str, cell: impl Fn(usize) -> String) -> Fixture {
    let mut csv = format!("Remarks,{header}\n");
    for row in 0..FIRST + 300 {
        let _ = writeln!(csv, "It was good on day {row} and everybody was kind.,{}", cell(row));
    }
    Fixture::new().file("export.csv", csv.as_bytes())
}

/// The definition that is made of it, which fits it.
fn fitting(fixture: &Fixture) -> String {
    let made = fixture.run(&["init", "export.csv", "-o", "made.yaml"]);
    assert_eq!(made.code, 0, "{made}");
    let checked = fixture.run(&["check", "made.yaml", "export.csv"]);
    assert_eq!(checked.code, 0, "{checked}");
    let yaml = std::fs::read_to_string(fixture.path("made.yaml")).expect("a definition");
    format!("{yaml}{}", made.stderr)
}

#[test]
fn numbers_that_turn_into_words_are_text() {
    let number = |row: usize| (row * 37 % 9973).to_string();
    let said = fitting(&export("Amount", |row| if row < FIRST { number(row) } else { format!("about {row}") }));
    assert!(
        said.contains("{ kind: text, text: Amount") && said.contains("300 cells do not go with the others"),
        "{said}"
    );
    let said = fitting(&export("Amount", |row| if row == FIRST { "300 or more".to_owned() } else { number(row) }));
    assert!(said.contains("kind: number") && said.contains("unrecognised: missing"), "{said}");
    assert!(said.contains("1 cell holds something else") && !said.contains("300 or more"), "{said}");
}

#[test]
fn days_above_twelve_far_down_tell_the_order() {
    let day = |row: usize| if row < FIRST { row % 12 + 1 } else { 13 + row % 15 };
    let said = fitting(&export("Seen", |row| {
        format!("{:02}/{:02}/2026 {:02}:{:02}", day(row), row / 12 % 12 + 1, row / 7 % 24, row % 60)
    }));
    assert!(said.contains("format: \"%d/%m/%Y %H:%M\"") && said.contains("the day comes first"), "{said}");
}

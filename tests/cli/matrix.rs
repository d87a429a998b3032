//! Matrices with a column per row and answer, and a tick under one answer in each row.

use crate::support::{Fixture, estimates};
use std::fmt::Write as _;
use survey::definition;
use survey::results::{CheckReport, Reason, Report};

const ROWS: [&str; 3] = ["Reception", "Nurses", "Rooms"];
const ANSWERS: [&str; 4] = ["Poor", "Fair", "Good", "Very good"];

/// How a tick and no tick are written under an answer.
type Marks = fn(&str, bool) -> String;

/// What a person ticks in a row; sometimes nothing.
fn ticked(person: usize, row: usize) -> Option<usize> {
    (person % 9 != row).then_some((person * 5 + row * 3 + person / 7) % 4)
}

fn cells(person: usize, marks: Marks) -> String {
    let of_row = |row: usize| -> Vec<String> {
        (0..ANSWERS.len()).map(|at| marks(ANSWERS[at], ticked(person, row) == Some(at))).collect()
    };
    (0..ROWS.len()).map(|row| of_row(row).join(",")).collect::<Vec<_>>().join(",")
}

fn export(header: impl Fn(&str, &str) -> String, marks: Marks) -> String {
    let headers: Vec<String> = ROWS.iter().flat_map(|row| ANSWERS.map(|answer| header(row, answer))).collect();
    let mut text = format!("{},Comment\n", headers.join(","));
    for person in 0..60 {
        let _ = writeln!(text, "{},words of {person}", cells(person, marks));
    }
    text
}

/// Rows of the grid with how many gave each answer, as the figures tell.
fn figures(report: &Report) -> Vec<(String, String, Vec<u64>)> {
    let counts = |question: &survey::results::QuestionResult| {
        estimates(question, "distribution").iter().filter_map(|figure| figure.count).collect()
    };
    report.questions[..3].iter().map(|asked| (asked.kind.clone(), asked.text.clone(), counts(asked))).collect()
}

fn expected(row: usize) -> Vec<u64> {
    let given = |answer: usize| (0..60).filter(|person| ticked(*person, row) == Some(answer)).count() as u64;
    (0..ANSWERS.len()).map(given).collect()
}

#[test]
fn a_matrix_spread_over_columns_is_a_grid_however_its_ticks_are_written() {
    let by_text: Marks = |answer, is_ticked| if is_ticked { answer.to_owned() } else { String::new() };
    let by_flag: Marks = |_, is_ticked| if is_ticked { "1" } else { "0" }.to_owned();
    let by_mark: Marks = |_, is_ticked| if is_ticked { "X" } else { "" }.to_owned();
    let dashed = |row: &str, answer: &str| format!("How would you rate us? - {row} - {answer}");
    let bracketed = |row: &str, answer: &str| format!("How would you rate us? [{row}][{answer}]");
    let exports =
        [by_text, by_flag, by_mark].into_iter().flat_map(|marks| [export(dashed, marks), export(bracketed, marks)]);
    for text in exports {
        let fixture = Fixture::new().csv(&text);
        let json = fixture.run(&["analyze", "export.csv", "-f", "json"]).ok();
        let report: Report = serde_json::from_str(&json).expect("a report");
        for (row, (kind, asked, counts)) in figures(&report).into_iter().enumerate() {
            assert_eq!((kind.as_str(), counts), ("grid", expected(row)), "{text}");
            assert!(asked.contains(ROWS[row]), "{asked}");
        }
        fixture.run(&["init", "export.csv", "-o", "found.yaml"]).ok();
        fixture.run(&["check", "found.yaml", "export.csv"]).ok();
        let json = fixture.run(&["analyze", "found.yaml", "export.csv", "-f", "json"]).ok();
        let kept: Report = serde_json::from_str(&json).expect("a report");
        assert_eq!(figures(&kept), figures(&report));
    }
}

#[test]
fn rows_with_several_ticks_stay_questions_with_several_answers() {
    let several: Marks =
        |answer, is_ticked| if is_ticked || answer == "Fair" { answer.to_owned() } else { String::new() };
    let text = export(|row, answer| format!("What do you use? - {row} - {answer}"), several);
    let yaml = Fixture::new().csv(&text).run(&["init", "export.csv"]).ok();
    let survey = definition::parse(yaml.as_bytes(), "x").expect("a definition");
    assert_eq!(
        survey.questions[..3].iter().map(|question| question.kind).collect::<Vec<_>>(),
        ["multiple"; 3],
        "{yaml}"
    );
}

const DEFINITION: &str = r#"
survey: matrix
questions:
  rate:
    kind: grid
    options: [Poor, Good]
    unselected: "0"
    dont_know: "Don't know"
    items:
      desk: { text: The desk, columns: { Poor: d1, Good: d2, "Don't know": d3 } }
      room: { columns: { good: r2 } }
disclosure: { minimum: 1 }
"#;

#[test]
fn two_ticks_in_a_row_are_not_understood_and_no_answer_can_be_ticked() {
    let fixture = Fixture::new().survey(DEFINITION).csv("d1,d2,d3,r2\n1,0,0,1\n0,1,0,0\n0,0,1,1\n1,1,0,x\n0,0,0,\n");
    let run = fixture.run(&["check", "survey.yaml", "export.csv", "-f", "json"]);
    let report: CheckReport = serde_json::from_str(&run.stdout).expect("a report");
    let [found] = &report.findings[..] else { panic!("{run}") };
    assert_eq!(
        (found.about.as_str(), found.reason, found.count, found.places[0].row),
        ("rate.desk", Reason::Unrecognised, 1, 4)
    );
    let json = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "json", "--max-unrecognised", "100"]).ok();
    let report: Report = serde_json::from_str(&json).expect("a report");
    let ledger = report.questions[0].cells[0].ledger.as_ref().expect("told");
    assert_eq!((ledger.valid, ledger.dont_know, ledger.unrecognised, ledger.no_answer), (2, 1, 1, 1));
    let ledger = report.questions[1].cells[0].ledger.as_ref().expect("told");
    assert_eq!((ledger.valid, ledger.no_answer), (3, 2));
    fixture.run(&["generate", "responses", "survey.yaml", "-o", "made.csv"]).ok();
    fixture.run(&["check", "survey.yaml", "made.csv"]).ok();
}

#[test]
fn what_is_wrong_with_columns_of_ticks_is_said() {
    let wrong = DEFINITION
        .replace("Good: d2", "God: d2")
        .replace("{ columns: { good: r2 } }", "{ column: r1, columns: { Good: r2 } }");
    let run = Fixture::new().survey(&wrong).run(&["check", "survey.yaml"]);
    assert_eq!(run.code, 1, "{run}");
    assert!(run.stderr.contains("`God` under item `desk` is no answer of question `rate`"), "{run}");
    assert!(run.stderr.contains("item `room` has a `column` and `columns`"), "{run}");
    let idle = "survey: x\nquestions:\n  a: { kind: grid, options: [Poor, Good], unselected: \"0\", items: { b: c } }\n  \
                r: { kind: ranking, items: { p: { columns: { Poor: d } }, q: e } }\n";
    let run = Fixture::new().survey(idle).run(&["check", "survey.yaml"]);
    assert!(run.stderr.contains("nothing in this grid can be unselected"), "{run}");
    assert!(run.stderr.contains("item `p` of a ranking has one column"), "{run}");
    let both = "survey: x\nquestions:\n  a: { kind: grid, options: [Poor, Good], direction: none, scores: [1, 2], items: { b: c } }\n";
    let run = Fixture::new().survey(both).run(&["check", "survey.yaml"]);
    assert!(run.stderr.contains("question `a` has scores, but its options have no order"), "{run}");
}

//! Two questions about one column.

use crate::support::Fixture;
use survey::results::Report;

const SURVEY: &str = r"
survey: clinic
response_id: id
questions:
  recommend: { kind: nps, text: How likely are you to recommend us?, column: Q1 }
  likely: { kind: number, text: How likely are you to recommend us?, column: Q1, shared: true }
  visited: { kind: single, text: Were you there?, column: Q2, options: [Yes, No] }
  liked: { kind: rating, text: How was it?, column: Q3, min: 1, max: 5, unrecognised: missing, asked_if: { visited: Yes } }
  often: { kind: number, text: How many points did you give?, column: Q3, shared: true }
disclosure: { minimum: 1 }
";

fn report(fixture: &Fixture) -> Report {
    let json = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]).ok();
    serde_json::from_str(&json).expect("a report")
}

fn valid(report: &Report) -> Vec<u64> {
    report.questions.iter().map(|question| question.cells[0].ledger.expect("a base").valid).collect()
}

#[test]
fn a_score_is_an_nps_and_a_number() {
    let row = |at: usize| format!("r{at},{},Yes,{}\n", at % 11, at % 7);
    let rows: String = (0..22).map(row).collect();
    let clinic = Fixture::new().survey(SURVEY).csv(&format!("id,Q1,Q2,Q3\n{rows}"));
    let report = report(&clinic);
    // Of three rounds of 0 to 6, all but the 0 and the 6 are on the scale.
    assert_eq!(valid(&report), [22, 22, 22, 15, 22]);
    let value = |question: usize, metric: &str| {
        let question = &report.questions[question];
        let at = question.columns.iter().position(|column| column.metric == metric).expect("a figure");
        question.cells[0].estimates[at].value.expect("a value").round()
    };
    assert_eq!((value(0, "nps"), value(1, "number")), (-45.0, 5.0));
}

#[test]
fn what_is_drawn_is_written_once_and_suits_both() {
    let clinic = Fixture::new().survey(SURVEY);
    let export = clinic.run(&["generate", "responses", "survey.yaml", "-n", "500"]).ok();
    assert!(export.starts_with("id,Q1,Q2,Q3\n"), "{export}");
    let clinic = clinic.csv(&export);
    let check = clinic.run(&["check", "survey.yaml", "export.csv"]);
    assert_eq!(check.code, 0, "{check}");
    let valid = valid(&report(&clinic));
    assert!(valid[0] > 400 && valid[0] == valid[1] && valid[3] > 100 && valid[3] == valid[4], "{valid:?}");
}

#[test]
fn what_no_answer_can_suit_is_told() {
    let survey = SURVEY.replace("column: Q1, shared: true", "column: Q1, shared: true, min: 20");
    let clinic = Fixture::new().survey(&survey);
    let run = clinic.run(&["generate", "responses", "survey.yaml"]);
    assert!(run.code == 2 && run.stderr.contains("no answer suits both `recommend` and `likely`"), "{run}");
}

#[test]
fn a_slip_is_told_whether_columns_are_named_or_counted() {
    let slip = SURVEY.replace(", shared: true }\n  visited", " }\n  visited");
    let run = Fixture::new().survey(&slip).run(&["check", "survey.yaml"]);
    assert!(run.code == 1 && run.stderr.contains("add `shared: true` here"), "{run}");
    let counted = SURVEY.replace("column: Q1, shared: true", "column: 2");
    let clinic = Fixture::new().survey(&counted).csv("id,Q1,Q2,Q3\n1,2,Yes,3\n");
    let run = clinic.run(&["check", "survey.yaml", "export.csv"]);
    assert!(run.code == 2 && run.stderr.contains("both stand in column 2"), "{run}");
    let on_purpose = SURVEY.replace("column: Q1, shared: true", "column: 2, shared: true");
    let run = clinic.survey(&on_purpose).run(&["check", "survey.yaml", "export.csv"]);
    assert!(run.code == 0, "{run}");
}

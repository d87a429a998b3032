//! Of whom a question was asked, where an export shows it.

use super::figures;
use crate::support::Fixture;
use std::fmt::Write as _;

/// Responses in which the second answer is given where `is_asked` says so, of the answer and the row.
fn export(answers: &[&str], is_asked: impl Fn(&str, usize) -> bool) -> String {
    let mut csv = "Did you see a doctor?,Overall how was it?,How was the doctor?,What did the doctor say?\n".to_owned();
    for row in 0..120 {
        let answer = answers[row % answers.len()];
        // Six rows alike, so that no answer goes with who is asked.
        let (overall, is_asked) = (["Good", "Fair", "Very good", "Poor"][row / 6 % 4], is_asked(answer, row));
        let doctor = if is_asked { ["Good", "Fair", "Poor", "Very good", "Very poor"][row % 5] } else { "" };
        let said = if is_asked && row % 3 > 0 { format!("That I was number {row}") } else { String::new() };
        let _ = writeln!(csv, "{answer},{overall},{doctor},{said}");
    }
    csv
}

fn conditions(csv: &str) -> Vec<String> {
    let fixture = Fixture::new().csv(csv);
    fixture.run(&["init", "export.csv", "-o", "survey.yaml"]).ok();
    fixture.run(&["check", "survey.yaml", "export.csv"]).ok();
    let with = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "csv"]).ok();
    let without = fixture.run(&["analyze", "export.csv", "-f", "csv"]).ok();
    assert_eq!(figures(&with), figures(&without));
    let yaml = std::fs::read_to_string(fixture.path("survey.yaml")).expect("a definition");
    assert_eq!(yaml.contains("taken for not asked"), yaml.contains("asked_if:"), "{yaml}");
    let conditions = yaml.lines().filter_map(|line| line.trim().strip_prefix("asked_if: "));
    conditions.map(str::to_owned).collect()
}

#[test]
fn questions_filled_after_certain_answers_only_were_asked_after_them() {
    let yes = export(&["Yes", "No", "Yes", ""], |answer, _| answer == "Yes");
    assert_eq!(conditions(&yes), ["{ see_doctor: Yes }"; 2]);
    let two = export(&["Yes", "No", "Twice"], |answer, _| answer != "No");
    assert_eq!(conditions(&two).len(), 2);
}

#[test]
fn one_exception_or_few_responses_show_nothing() {
    let none: Vec<String> = Vec::new();
    assert_eq!(conditions(&export(&["Yes", "No"], |answer, row| answer == "Yes" || row == 77)), none);
    assert_eq!(conditions(&export(&["Yes", "No", ""], |answer, row| answer == "Yes" || row == 77)), none);
    // As many empty cells, but after every answer.
    assert_eq!(conditions(&export(&["Yes", "No"], |_, row| row % 4 > 1)), none);
    // Fewer than 30 say no.
    assert_eq!(conditions(&export(&["Yes", "Yes", "Yes", "Yes", "Yes", "No"], |answer, _| answer == "Yes")), none);
    // Hardly anybody who said yes wrote anything.
    assert_eq!(conditions(&export(&["Yes", "No"], |answer, row| answer == "Yes" && row % 5 == 0)), none);
}

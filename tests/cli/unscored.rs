//! Answers beside a scale: in the base of shares, without a score, and said wherever the mean is.

use crate::support::{Fixture, estimate};
use survey::results::{Report, Sense};

const SURVEY: &str = "
survey: parking
questions:
  parking:
    kind: rating
    text: How good was the parking?
    column: Parking
    options: [Poor, Fair, Good]
    unscored: [Did not park]
    top: [Good]
  rooms:
    kind: grid
    text: How good were
    options: [Poor, Fair, Good]
    unscored: [Did not see]
    items: { ward: Ward, bath: Bath }
segments: { site: Site }
disclosure: { minimum: 1 }
";

/// Ten people: 4 good, 2 fair, 1 poor, 2 who did not park, 1 who left it empty.
fn fixture() -> Fixture {
    let parking = ["Good", "Good", "Good", "Good", "Fair", "Fair", "Poor", "Did not park", "did  not park", ""];
    let row = |(at, cell): (usize, &&str)| {
        let site = if at % 2 == 0 { "North" } else { "South" };
        let ward = if at < 6 { "Good" } else { "Did not see" };
        format!("{cell},{ward},Fair,{site}\n")
    };
    let rows: String = parking.iter().enumerate().map(row).collect();
    Fixture::new().survey(SURVEY).csv(&format!("Parking,Ward,Bath,Site\n{rows}"))
}

#[test]
fn the_mean_and_the_share_have_bases_of_their_own() {
    let json = fixture().run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]).ok();
    let report: Report = serde_json::from_str(&json).expect("a report");
    let parking = &report.questions[0];
    let figure = |metric: &str, item: Option<&str>| {
        let figure = estimate(parking, &parking.cells[0], metric, item);
        (figure.value.map(|value| (value * 1e4).round() / 1e4), figure.base.map(|base| base.unweighted))
    };
    assert_eq!(figure("top_box", None), (Some(44.4444), Some(9)), "4 of the 9 who answered");
    assert_eq!(figure("mean", None), (Some(2.4286), Some(7)), "17 among the 7 who gave a score");
    assert_eq!(figure("distribution", Some("Did not park")), (Some(22.2222), Some(9)));
    let ledger = parking.cells[0].ledger.expect("a ledger");
    assert_eq!((ledger.valid, ledger.unscored, ledger.no_answer), (9, 2, 1));
    assert_eq!(parking.answers().nth(3).map(|answer| answer.sense), Some(Sense::Apart));
    assert_eq!(
        report.questions[1].answers().nth(3).map(|answer| answer.sense),
        Some(Sense::Apart),
        "also where no box is declared"
    );
}

#[test]
fn every_table_says_on_whom_the_mean_rests() {
    let fixture = fixture();
    let shown = fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "site"]).ok();
    assert!(shown.contains("base 9 of 10 asked · 1 no answer\n"), "{shown}");
    assert!(shown.contains("mean of 7 who gave a score; 2 said Did not park\n"), "{shown}");
    let scored = shown.lines().filter(|line| line.contains(" base  scored ")).count();
    assert_eq!(scored, 3, "in the question's breakdown, the grid's table and the item's breakdown: {shown}");
    let markdown = fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "site", "-f", "markdown"]).ok();
    assert!(markdown.contains("2 said Did not park") && markdown.contains("| scored |"), "{markdown}");
}

#[test]
fn explain_and_check_name_those_without_a_score() {
    let fixture = fixture();
    let explained = fixture.run(&["explain", "parking", "survey.yaml", "export.csv"]).ok();
    assert!(explained.contains("of which without a score"), "{explained}");
    let step = "not in the mean, for want of a score: 2 respondents (Did not park)";
    let one_line = explained.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(one_line.contains(step), "{explained}");
    let checked = fixture.run(&["check", "survey.yaml", "export.csv"]).ok();
    assert!(checked.contains("score"), "{checked}");
}

#[test]
fn made_up_responses_hold_unscored_answers_and_are_understood() {
    let fixture = fixture();
    fixture.run(&["generate", "responses", "survey.yaml", "-n", "400", "--seed", "7", "-o", "made.csv"]).ok();
    let made = std::fs::read_to_string(fixture.path("made.csv")).expect("the responses");
    assert!(made.contains("Did not park") && made.contains("Did not see"), "{made}");
    fixture.run(&["check", "survey.yaml", "made.csv"]).ok();
}

#[test]
fn pictures_set_unscored_answers_apart() {
    let fixture = fixture().survey(&SURVEY.replace("items:", "top: [Good]\n    items:"));
    for question in ["parking", "rooms"] {
        let file = format!("{question}.svg");
        fixture.run(&["chart", question, "survey.yaml", "export.csv", "-o", &file]).ok();
        let svg = std::fs::read_to_string(fixture.path(&file)).expect("a picture");
        assert!(svg.contains(if question == "parking" { "Did not park" } else { "Did not see" }), "{svg}");
    }
}

//! `unrecognised: missing`: cells that are none of the answers count as no answer, and are told.

use crate::support::{Fixture, estimates};
use survey::results::{CheckReport, Reason, Report};

/// A question of each sort of cells, and two segments; `REST` is what the definition says of other cells.
const SURVEY: &str = "
survey: ward
questions:
  wait: { kind: number, column: Wait, REST }
  stay: { kind: duration, column: Stay, unit: minutes, REST }
  day: { kind: date, column: Day, REST }
  mood: { kind: rating, column: Mood, min: 1, max: 5, REST }
  recommend: { kind: nps, column: Recommend, REST }
  came: { kind: multiple, columns: { Car: Car, Bus: Bus }, selected: 1, unselected: 0, REST }
  rooms: { kind: grid, options: [Poor, Good], direction: low_to_high, items: { bed: Bed, bath: Bath }, REST }
segments:
  age: { column: Age, bands: [0, 30, 60], REST }
  site: { column: Site, options: [North, South], REST }
disclosure: { minimum: 1 }
";

/// Two rows whose every cell is an answer, and one with none.
const EXPORT: &str = "Wait,Stay,Day,Mood,Recommend,Car,Bus,Bed,Bath,Age,Site\n\
    12,5,2026-01-05,4,9,1,0,Good,Poor,25,North\n\
    30,7,2026-01-06,5,10,Car,1,Poor,Good,65,South\n\
    long,a while,soon,9,ten,Ask Jane Roe,0,Fine,Odd,old,West\n";

fn fixture(rest: &str) -> Fixture {
    Fixture::new().survey(&SURVEY.replace(", REST", rest)).csv(EXPORT)
}

fn findings(fixture: &Fixture, code: i32) -> Vec<(String, Reason, u64)> {
    let run = fixture.run(&["check", "survey.yaml", "export.csv", "-f", "json"]);
    assert_eq!(run.code, code, "{run}");
    let report: CheckReport = serde_json::from_str(&run.stdout).expect("a check");
    report.findings.into_iter().map(|finding| (finding.about, finding.reason, finding.count)).collect()
}

#[test]
fn other_cells_are_told_and_are_no_trouble_where_the_definition_says_so() {
    let strict = findings(&fixture(""), 1);
    let lenient = findings(&fixture(", unrecognised: missing"), 0);
    assert_eq!(strict.len(), 10, "{strict:?}");
    assert_eq!(strict.len(), lenient.len(), "each is told once: {lenient:?}");
    for ((about, reason, count), (same, told, number)) in strict.into_iter().zip(lenient) {
        assert_eq!((about, count), (same, number));
        assert_eq!(told, Reason::NoAnswer, "instead of {reason:?}");
    }
}

#[test]
fn other_cells_are_counted_as_unrecognised_and_said_with_the_figures() {
    let fixture = fixture(", unrecognised: missing");
    let json = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]).ok();
    let report: Report = serde_json::from_str(&json).expect("a report");
    for question in &report.questions {
        let ledger = question.cells[0].ledger.expect("a ledger");
        let unrecognised = u64::from(question.id != "came");
        assert_eq!((ledger.valid, ledger.unrecognised), (3 - unrecognised, unrecognised), "{}", question.id);
        let told =
            question.cautions.iter().any(|caution| caution.contains("1 answer was not recognised and taken for"));
        assert_eq!(told, unrecognised == 1, "{}: {:?}", question.id, question.cautions);
    }
    let text = fixture.run(&["check", "survey.yaml", "export.csv"]).ok();
    let line = "wait: 1 cell that is none of the answers, taken for no answer as the definition says";
    assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(line), "{text}");
    assert!(!text.contains("Jane"), "what it says is for --with-values: {text}");
}

#[test]
fn a_cell_that_is_neither_chosen_nor_not_is_no_tick() {
    let came = |rest: &str| -> Vec<Option<f64>> {
        let run = fixture(rest).run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]);
        let report: Report = serde_json::from_str(&run.stdout).expect("a report");
        let came = report.questions.into_iter().find(|question| question.id == "came").expect("the question");
        estimates(&came, "multiple").iter().map(|figure| figure.value.map(f64::round)).collect()
    };
    assert_eq!(came(", unrecognised: missing"), [Some(67.0), Some(33.0)], "1 and the name of the option");
    assert_eq!(came(""), [Some(67.0), Some(33.0)], "trouble, but no tick either");
}

#[test]
fn how_a_number_is_written_remains_a_question() {
    let survey = "survey: s\nquestions:\n  wait: { kind: number, column: Wait, unrecognised: missing }\n";
    let fixture = Fixture::new().survey(survey).csv("Wait;x\n1,234;a\n2;b\n0.5;b\n0,5;c\n");
    let found = findings(&fixture, 1);
    assert!(found.iter().any(|(_, reason, _)| *reason == Reason::AmbiguousNumber), "{found:?}");
}

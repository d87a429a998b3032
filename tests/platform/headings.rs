//! One survey under every heading that LimeSurvey offers: the same questions are found, whoever exported it.

use crate::support::Fixture;
use survey::definition::{self, Survey};

/// The columns about responses: codes, and their texts as two languages have them.
const OWN: [(&str, &str, &str); 5] = [
    ("id", "Response ID", "Antwort ID"),
    ("submitdate", "Date submitted", "Datum Abgeschickt"),
    ("lastpage", "Last page", "Letzte Seite"),
    ("startlanguage", "Start language", "Start-Sprache"),
    ("ipaddr", "IP address", "IP-Adresse"),
];

/// The columns of answers: codes as the platform writes them, codes as its expressions do, and texts.
const ASKED: [(&str, &str, &str); 9] = [
    ("care[SQ001]", "care_SQ001", "How satisfied were you with &hellip; [The staff]"),
    ("care[SQ002]", "care_SQ002", "How satisfied were you with &hellip; [The rooms]"),
    ("why[SQ001]", "why_SQ001", "Why did you come? [Check-up]"),
    ("why[SQ002]", "why_SQ002", "Why did you come? [Pain]"),
    ("why[other]", "why_other", "Why did you come? [Other]"),
    ("sat", "sat", "<p>Would you <b>come</b> again?</p>"),
    ("better", "better", "What could we do better? []"),
    ("calc", "calc", "{sum(care_SQ001, care_SQ002)}"),
    ("satTime", "satTime", "Question time: sat"),
];

const LEVELS: [&str; 5] = ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"];

/// Forty responses, of which every eighth was broken off, under these headers.
fn export(headers: &[String], separator: &str) -> String {
    let quoted = |cells: &mut dyn Iterator<Item = &str>| {
        cells.map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(separator)
    };
    let mut text = format!("\u{feff}{}\r\n", quoted(&mut headers.iter().map(String::as_str)));
    for row in 0..40_usize {
        let id = (row + 1).to_string();
        let (tick, other) = (["Yes", "No"][row % 2], ["", "a friend", ""][row % 3]);
        let remark = format!("remark number {row}");
        let mut cells: Vec<&str> = vec![&id, "2026-03-01 10:00:00", "3", "en", "192.0.2.1"];
        cells.extend([
            LEVELS[row % 5],
            LEVELS[row % 4],
            tick,
            "Yes",
            other,
            ["Yes", "No"][row / 20],
            &remark,
            "2",
            "7",
        ]);
        if row % 8 == 0 {
            cells[1] = "";
        }
        text += &(quoted(&mut cells.into_iter()) + "\r\n");
    }
    text + "\r\n"
}

fn first_definition(headers: &[String], separator: &str) -> (Survey, String) {
    let fixture = Fixture::new().csv(&export(headers, separator));
    fixture.run(&["init", "export.csv", "-o", "survey.yaml"]).ok();
    fixture.run(&["check", "survey.yaml", "export.csv"]).ok();
    let page = fixture.run(&["analyze", "survey.yaml", "export.csv"]).ok();
    let yaml = std::fs::read(fixture.path("survey.yaml")).expect("a definition");
    (definition::parse(&yaml, "survey.yaml").expect("a sound definition"), page)
}

fn headers(own: fn(usize) -> String, asked: fn(usize) -> String) -> Vec<String> {
    (0..OWN.len()).map(own).chain((0..ASKED.len()).map(asked)).collect()
}

#[test]
fn every_heading_gives_the_same_questions() {
    let code = |at: usize| ASKED[at].0.to_owned();
    let text = |at: usize| ASKED[at].2.to_owned();
    let styles = [
        ("codes", headers(|at| OWN[at].0.to_owned(), code), ","),
        ("codes of expressions", headers(|at| OWN[at].0.to_owned(), |at| ASKED[at].1.to_owned()), ","),
        ("texts", headers(|at| OWN[at].1.to_owned(), text), ";"),
        ("texts in German", headers(|at| OWN[at].2.to_owned(), text), ";"),
        (
            "both",
            headers(|at| format!("{}. {}", OWN[at].0, OWN[at].1), |at| format!("{}. {}", ASKED[at].0, ASKED[at].2)),
            "\t",
        ),
        ("both, own", headers(|at| OWN[at].0.to_owned(), |at| format!("{}._.{}", ASKED[at].0, ASKED[at].2)), ","),
        ("both, dashes", headers(|at| OWN[at].0.to_owned(), |at| format!("{} - {}", ASKED[at].0, ASKED[at].2)), ","),
    ];
    for (style, headers, separator) in styles {
        let (survey, page) = first_definition(&headers, separator);
        let kinds: Vec<&str> = survey.questions.iter().map(|question| question.kind).collect();
        assert!(page.contains("40 rows received: 35 analysed, 5 incomplete"), "{style}: {page}");
        if style.starts_with("codes") {
            // The codes of a scale are not its words, and a calculated number is told by its text alone.
            assert_eq!(kinds[2..5], ["multiple", "single", "text"], "{style}");
            continue;
        }
        assert_eq!(kinds, ["grid", "grid", "multiple", "single", "text"], "{style}");
        let texts: Vec<&str> = survey.questions[2..].iter().map(|question| question.text.as_str()).collect();
        assert_eq!(texts, ["Why did you come?", "Would you come again?", "What could we do better?"], "{style}");
        let options: Vec<&str> = survey.questions[2].options.iter().map(|option| option.label.as_str()).collect();
        assert_eq!(options, ["Check-up", "Pain", "Other"], "{style}");
    }
}

#[test]
fn parts_asked_about_one_by_one_are_called_by_their_part() {
    let rows = (0..12).map(|row| format!("{row},yes of course {row},1{row},thanks for {row}")).collect::<Vec<_>>();
    let asked = ["The garden", "The length of your stay", "The doctor on duty"];
    let header = asked.map(|item| format!("What did you make of these parts of your visit? [{item}]")).join(",");
    let fixture = Fixture::new().csv(&format!("id,{header}\n{}\n", rows.join("\n")));
    let yaml = fixture.run(&["init", "export.csv"]).ok();
    assert!(yaml.contains("\n  make_parts_visit_garden:"), "{yaml}");
    assert!(yaml.contains("\n  make_parts_visit_doctor_duty:"), "{yaml}");
}

//! What fewer people wrote than figures are shown of is named nowhere: in no first definition, in no figures without a
//! definition, in nothing that is said about either.

use crate::support::Fixture;
use std::fmt::Write as _;

/// A column: its header, and what the form offers.
type Offered = (&'static str, &'static [&'static str]);

const NUMBERS: &[&str] = &["0", "3", "12", "7", "25", "18", "31", "2", "44", "9", "15"];
const FIVE: &[&str] = &["1", "4", "5", "3", "2"];
const ELEVEN: &[&str] = &["0", "10", "9", "7", "8", "1", "6"];

/// A question of every sort.
const COLUMNS: [Offered; 37] = [
    ("How many times did you visit?", NUMBERS),
    ("How satisfied were you?", FIVE),
    ("Would you recommend us?", ELEVEN),
    ("Would you recommend the café?", &["10 - Extremely likely", "9", "0 - Not at all likely", "7", "8"]),
    ("Waiting time in minutes", NUMBERS),
    ("Date of visit", &["2026-01-05", "2026-02-17", "2026-03-01"]),
    ("How long did you wait?", &["0:05:00", "1:10:00", "0:25:30"]),
    ("How was the food?", &["Poor", "Fair", "Good", "Very good", "Very poor"]),
    ("Mood", &["1 - bad", "2", "3", "4", "5 - good"]),
    ("How clean was it?", &["1 = dirty", "2 = not so clean", "3 = clean"]),
    ("Way of travel", &["By car", "On foot", "By bus"]),
    ("Reasons", &["Pain", "Check-up", "Pain;Check-up", "Advice;Pain", "Advice"]),
    ("Which services? [Shop]", &["1", "0"]),
    ("Which services? [Café]", &["0", "1"]),
    ("Which services? [Chapel]", &["0", "1", "0"]),
    ("Which rooms? [Hall]", &["Hall", ""]),
    ("Which rooms? [Yard]", &["Yard", ""]),
    ("Which rooms? [Roof]", &["", "Roof"]),
    ("q30_1", &["By mail", "", "By mail"]),
    ("q30_2", &["By phone", ""]),
    ("q30_3", &["", "In person"]),
    ("Where would you? [Ask]", &["Desk", "Ward", "Web"]),
    ("Where would you? [Pay]", &["Ward", "Desk", "Web"]),
    ("Where would you? [Wait]", &["Web", "Ward", "Desk"]),
    ("Rate it [Bed]", FIVE),
    ("Rate it [Bath]", FIVE),
    ("What matters? [1st choice]", &["Price", "Care", "Time"]),
    ("What matters? [2nd choice]", &["Care", "Time", "Price"]),
    ("What matters? [3rd choice]", &["Time", "Price", "Care"]),
    ("Channel", &["Web", "Post", "Phone"]),
    ("Age", &["25", "38", "61", "77", "44", "19"]),
    ("Age group", &["18-29", "30-44", "45-60"]),
    ("Finished", &["True"]),
    ("Put in order", &["Price;Care;Time", "Care;Time;Price", "Time;Price;Care"]),
    ("Did you sleep well?", &["Yes", "No"]),
    ("How often do you come?", &["Once a week", "Once a month", "Never"]),
    ("The staff listened", &["Agree", "Strongly agree", "Disagree", "Strongly disagree"]),
];

/// What somebody may have written there, always with a word that no form has.
const WRITTEN: [&str; 18] = [
    "Ask Zqjane Zqroe",
    "Zqjane",
    "Other: Zqjane",
    "Other (Zqjane Zqroe)",
    "9 - Zqjane helped",
    "4 (Zqjane)",
    "3 Zqjane Lane",
    "Less than Zqjane",
    "None of Zqjane",
    "<Zqjane> N/A",
    "N/A <Zqjane Zqroe>",
    "No answer (Zqjane)",
    "zqjane@zq.org",
    "Good - says Zqjane",
    "Very Zqjane",
    "2026-01-05 Zqjane",
    "Zqjane;Zqroe",
    "12 Zq",
];

/// An export of this many rows, in which as many people wrote this in each column.
fn export(rows: usize, written: &str, people: usize) -> Fixture {
    let mut csv = COLUMNS.map(|(header, _)| header).join(",") + "\n";
    for row in 0..rows {
        let cell = |(at, (_, offered)): (usize, &Offered)| {
            // Each column in other rows; items of a ranking in one place, else more people wrote them.
            let is_place = (27..29).contains(&at);
            let is_written = !is_place && (row + rows - at * 5 % rows) % rows < people;
            if is_written {
                written.to_owned()
            } else {
                offered[(row * 7 + row / 5 + at / 40) % offered.len()].to_owned()
            }
        };
        let _ = writeln!(csv, "{}", COLUMNS.iter().enumerate().map(cell).collect::<Vec<_>>().join(","));
    }
    Fixture::new().csv(&csv)
}

/// Where the word is told, if it is.
fn told(fixture: &Fixture) -> Vec<String> {
    let commands: [&[&str]; 3] = [
        &["init", "export.csv", "-o", "first.yaml"],
        &["check", "first.yaml", "export.csv"],
        &["analyze", "export.csv", "-f", "json"],
    ];
    let mut texts = Vec::new();
    for command in commands {
        let run = fixture.run(command);
        assert!(command[0] == "analyze" || run.code == 0, "{run}");
        texts.push(format!("{run}"));
    }
    texts.push(std::fs::read_to_string(fixture.path("first.yaml")).expect("a definition"));
    let lines = texts.iter().flat_map(|text| text.lines());
    lines.filter(|line| line.to_lowercase().contains("zq")).map(str::to_owned).collect()
}

#[test]
fn what_few_people_wrote_is_named_nowhere() {
    let mut found = String::new();
    for (at, written) in WRITTEN.into_iter().enumerate() {
        // Too few among many, the most that are too few, and one in a file so short that everything is rare.
        let (rows, people) = [(100, 1), (100, 4), (12, 1)][at % 3];
        for line in told(&export(rows, written, people)) {
            let _ = writeln!(found, "`{written}` of {people} among {rows}: {line}");
        }
    }
    assert!(found.is_empty(), "{found}");
}

#[test]
fn a_segment_says_what_it_counts_together() {
    let row = |at: usize| format!("{},{}", if at == 7 { "Zqjane" } else { ["North", "South"][at % 2] }, at % 5 + 1);
    let rows: Vec<String> = (0..60).map(row).collect();
    let made = Fixture::new().csv(&format!("Ward,Score\n{}\n", rows.join("\n"))).run(&["init", "export.csv"]).ok();
    let one_line = made.replace("\n  # ", " ");
    let (_, segments) = one_line.split_once("segments:").expect("a segment");
    let why = "1 answer given by fewer than 5 people is not shown: it counts as `Other answers`.";
    assert!(segments.contains(why) && segments.contains("other: Other answers"), "{made}");
}

//! How exports begin: lines before the table, several header rows, none at all. What is found is said, can be said
//! by the definition and on the command line, and never costs or adds a response.

use crate::support::{Fixture, Run};

const CODES: &str = "ID,Q1,Q2,Q3,Q4_1,Q4_2,Q5\n";
const WORDINGS: &str = "Respondent number,How likely is it that you would recommend us?,How was your visit overall?,\
                        Which clinic did you visit?,How was the following? - Food,How was the following? - Rooms,\
                        Anything else?\n";
const KINDS: &str = "numeric,numeric,single choice,single choice,numeric,numeric,text\n";
const TITLES: &str = "Patient survey 2026\n\"Exported, as \"\"asked\"\", for the\nquality team\"\n\n";

/// So many responses.
fn responses(number: usize) -> String {
    let quality = ["Good", "Very good", "Poor", "Good"];
    let comment = ["", "all fine", "the wait was long", "", "thanks"];
    let row = |at: usize| {
        let (site, food, rooms) = (["North", "South", "South"][at % 3], 1 + at * 7 % 5, 1 + at * 3 % 5);
        let (recommend, quality, comment) = (at * 5 % 11, quality[at % 4], comment[at % 5]);
        format!("{},{recommend},{quality},{site},{food},{rooms},{comment}\n", 1000 + at * 3)
    };
    (0..number).map(row).collect()
}

/// What `analyze` says of the file, and how many responses it received.
fn told(run: Run) -> (String, u64) {
    let report: serde_json::Value = serde_json::from_str(&run.ok()).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    (text(&report["inputs"][0]["dialect"]), report["accounting"]["received"].as_u64().expect("a number"))
}

const JSON: [&str; 4] = ["analyze", "export.csv", "-f", "json"];

/// What is found in an export, which `init` and then `analyze` must find as well.
#[track_caller]
fn found(text: &str) -> (String, u64, String) {
    let fixture = Fixture::new().csv(text);
    let (dialect, received) = told(fixture.run(&JSON));
    fixture.run(&["init", "export.csv", "-o", "survey.yaml"]).ok();
    fixture.run(&["check", "survey.yaml", "export.csv"]).ok();
    let with = told(fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]));
    assert_eq!((with.0.as_str(), with.1), (dialect.as_str(), received), "by the definition");
    let piped = told(fixture.run_with_input(&["analyze", "survey.yaml", "-", "-f", "json"], text.as_bytes()));
    assert_eq!((piped.0.as_str(), piped.1), (dialect.as_str(), received), "from standard input");
    let yaml = std::fs::read_to_string(fixture.path("survey.yaml")).expect("a definition");
    (dialect, received, yaml)
}

#[test]
fn header_rows_of_no_platform_are_found_in_any_order() {
    for number in [3, 5, 40] {
        let rows = responses(number);
        for (head, says, header_rows) in [
            ([CODES, WORDINGS].concat(), "2 header rows (the second holds the wordings)", 2),
            ([WORDINGS, CODES].concat(), "2 header rows (the first holds the wordings)", 2),
            ([CODES, WORDINGS, KINDS].concat(), "3 header rows (the second holds the wordings)", 3),
            ([CODES, KINDS].concat(), "2 header rows", 2),
        ] {
            for end in ["\n", "\r\n", "\r\r\n"] {
                let (dialect, received, yaml) = found(&(head.clone() + &rows).replace('\n', end));
                assert!(dialect.ends_with(says), "{dialect}");
                assert_eq!(received, number as u64, "{head}");
                assert!(yaml.contains(&format!("header_rows: {header_rows}\n")), "{yaml}");
                assert!(yaml.contains("column: Q1"), "{yaml}");
            }
        }
    }
}

#[test]
fn wordings_are_asked_and_codes_name_the_columns() {
    let (_, _, yaml) = found(&[CODES, WORDINGS, &responses(60)].concat());
    let plain = yaml.replace('"', "");
    for line in ["kind: nps", "text: How likely is it that you would recommend us?", "text: How was the following?"] {
        assert!(plain.contains(line), "{line}: {yaml}");
    }
    assert!(yaml.contains("kind: grid") && yaml.contains("food: { column: Q4_1, text: Food }"), "{yaml}");
    let by_wording =
        "survey: s\nquestions:\n  a: { kind: nps, column: How likely is it that you would recommend us? }\n";
    let fixture = Fixture::new().survey(by_wording).csv(&[CODES, WORDINGS, &responses(60)].concat());
    fixture.run(&["check", "survey.yaml", "export.csv"]).ok();
}

#[test]
fn a_first_response_is_no_header() {
    for head in [CODES, WORDINGS] {
        for number in 1..12 {
            let (dialect, received, yaml) = found(&[head, &responses(number)].concat());
            assert_eq!((received, dialect.ends_with("1 header row")), (number as u64, true), "{dialect}");
            assert!(!yaml.contains("_rows:"), "{yaml}");
        }
    }
}

#[test]
fn lines_before_the_table_are_skipped_and_told() {
    for (rows, semicolons) in [(3, false), (40, false), (3, true), (40, true)] {
        let text = [WORDINGS, &responses(rows)].concat();
        let text = TITLES.to_owned() + &if semicolons { text.replace(',', ";") } else { text };
        let (dialect, received, yaml) = found(&text);
        assert!(dialect.ends_with("4 lines before the header, 1 header row"), "{dialect}");
        assert_eq!(received, rows as u64);
        assert!(yaml.contains("skip_rows: 4\n") && !yaml.contains("header_rows"), "{yaml}");
    }
    let padded =
        format!("Patient survey,,,,,,\nClinics,North and South,,,,,\n,,,,,,\n{CODES}{WORDINGS}{}", responses(9));
    assert!(found(&padded).0.ends_with("3 lines before the header, 2 header rows (the second holds the wordings)"));
    let pairs = (0..12).map(|at| format!("Key {at}:,value {at}\n")).collect::<Vec<_>>().concat();
    assert!(found(&(pairs + WORDINGS + &responses(5))).0.ends_with("12 lines before the header, 1 header row"));
}

#[test]
fn a_title_wider_than_the_table_is_no_header() {
    let rows = (0..40).map(|at| format!("{},{}\n", 1000 + at * 3, at * 5 % 11)).collect::<Vec<_>>().concat();
    let (dialect, received, _) =
        found(&format!("Survey of guests,exported on Wednesday, January 20 2026\nid,score\n{rows}"));
    assert!(dialect.ends_with("1 line before the header, 1 header row"), "{dialect}");
    assert_eq!(received, 40);
}

#[test]
fn the_same_parts_under_several_names_are_a_header() {
    let row = |at: usize| format!("Site {at},{},{}.5%,{},{at}%\n", at * 7, at * 3, at * 5);
    let rows = (1..=6).map(row).collect::<Vec<_>>().concat();
    let (dialect, received, yaml) = found(&format!("Site,2024,,2025,\n,Visits,Share,Visits,Share\n{rows}"));
    assert!(dialect.ends_with("2 header rows"), "{dialect}");
    assert_eq!(received, 6);
    assert!(yaml.contains("2025 - Visits"), "{yaml}");
}

#[test]
fn a_table_without_header_loses_no_response() {
    for rows in [1, 2, 3, 40] {
        let (dialect, received, yaml) = found(&responses(rows));
        assert!(dialect.ends_with("no header row (columns are named by their position)"), "{dialect}");
        assert_eq!(received, rows as u64);
        assert!(yaml.contains("header_rows: 0\n") && yaml.contains("column: 2"), "{yaml}");
    }
    let (dialect, received, _) = found(&(TITLES.to_owned() + &responses(9)));
    assert!(dialect.contains("4 lines before the header, no header row") && received == 9, "{dialect}");
    let numbered = format!("id,1,2,3,4,5,6\n{}", "7,1,2,3,4,5,5\n8,2,3,4,5,5,5\n".repeat(4));
    assert!(found(&numbered).0.ends_with("1 header row"), "columns that are counted have headers");
}

#[test]
fn how_an_export_begins_can_be_said() {
    let export = Fixture::new().csv(&[TITLES, CODES, WORDINGS, &responses(9)].concat());
    let with = |options: &[&str]| export.run(&[&JSON[..], options].concat());
    assert_eq!(told(with(&[])).1, 9);
    assert_eq!(told(with(&["--header-rows", "1"])).1, 10, "the wordings are a response");
    assert_eq!(told(with(&["--header-rows", "0"])).1, 11);
    assert_eq!(told(with(&["--skip-rows", "5", "--header-rows", "1"])).1, 9);
    assert_eq!(with(&["--header-rows", "5"]).code, 2);
    let survey =
        "survey: s\nskip_rows: 5\nheader_rows: 1\nquestions:\n  a: { kind: rating, column: 2, min: 0, max: 10 }\n";
    let fixture = Fixture::new().survey(survey).csv(&[TITLES, CODES, WORDINGS, &responses(9)].concat());
    let checked = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]);
    assert_eq!(told(checked).1, 9);
    let wrong = fixture.file("wrong.yaml", survey.replace("skip_rows: 5", "skip_rows: 5000").as_bytes());
    let run = wrong.run(&["check", "wrong.yaml", "export.csv"]);
    assert!(run.code == 1 && run.stderr.contains("`skip_rows` must be a whole number from 0 to 1000"), "{run}");
}

#[test]
fn lines_of_rows_count_what_stands_before_the_table() {
    let survey = "survey: s\nquestions:\n  a: { kind: nps, column: Q1 }\n";
    let text = [TITLES, CODES, WORDINGS, &responses(9), "1,x,Good,North,1,1,\n"].concat();
    let run = Fixture::new().survey(survey).csv(&text).run(&["check", "survey.yaml", "export.csv", "-f", "json"]);
    assert!(run.code == 1 && run.stdout.contains("\"line\": 16"), "{run}");
}

#[test]
fn rows_of_a_platform_are_known_below_others_and_in_any_order() {
    let ids = "{\"\"ImportId\"\":\"QID";
    let ids: Vec<String> = (1..8).map(|at| format!("\"{ids}{at}\"\"}}\"")).collect();
    let ids = ids.join(",") + "\n";
    for (head, says, header_rows) in [
        ([CODES, WORDINGS, &ids].concat(), "3 header rows", None),
        ([CODES, &ids, WORDINGS].concat(), "Qualtrics (row 2 holds ImportId), 3 header rows", None),
        ([WORDINGS, CODES, &ids].concat(), "3 header rows", None),
        (["a,b,c,d,e,f,g\n", CODES, WORDINGS, &ids].concat(), "4 header rows", Some(4)),
    ] {
        let (dialect, received, yaml) = found(&(head + &responses(9)));
        assert!(dialect.ends_with(says) && dialect.contains("Qualtrics"), "{dialect}");
        assert_eq!(received, 9, "{dialect}");
        assert_eq!(yaml.contains("header_rows: 4"), header_rows.is_some(), "{yaml}");
        let plain = yaml.replace('"', "");
        assert!(plain.contains("column: Q1") && plain.contains("text: How likely is it"), "{yaml}");
    }
    let monkey = "Respondent ID,How was the following?,,Anything else?\n,Food,Rooms,Open-Ended Response\n";
    let rows = "1,5,4,fine\n2,4,4,\n3,5,2,thanks\n4,2,1,\n";
    let (dialect, received, yaml) = found(&format!("v1,v2,v3,v4\n{monkey}{rows}"));
    assert!(dialect.contains("SurveyMonkey") && dialect.ends_with("3 header rows"), "{dialect}");
    assert!(received == 4 && yaml.contains("header_rows: 3"), "{yaml}");
    assert!(yaml.contains("text: Food"), "{yaml}");
}

//! Decimal commas and points: a column decides, never a cell, and what nobody can tell is asked, not guessed.

use crate::support::{Fixture, with_figures};
use std::fmt::Write as _;

const ANALYZE: &[&str] = &["analyze", "survey.yaml", "export.csv", "-f", "json"];
const CHECK: &[&str] = &["check", "survey.yaml", "export.csv", "--with-values"];

const PLAIN: &str = "survey: s\nquestions:\n  t: { kind: number, column: t, unit: kg }\ndisclosure: { minimum: 1 }\n";

/// A figure of the first question in a report.
fn figure(report: &str, item: Option<&str>) -> Option<f64> {
    let report = with_figures(report);
    let figures = report["questions"][0]["cells"][0]["figures"].as_array().expect("figures").clone();
    let named = |figure: &&serde_json::Value| {
        ["number", "duration"].iter().any(|metric| figure["metric"] == *metric) && figure["item"].as_str() == item
    };
    figures.iter().find(named).expect("the figure")["value"].as_f64()
}

/// Lowest and highest number in these cells of one column, and how many were read.
fn read(definition: &str, separator: &str, cells: &[&str]) -> (Option<f64>, Option<f64>, u64) {
    let quoted = cells.iter().fold(format!("id{separator}t\n"), |mut rows, cell| {
        let _ = writeln!(rows, "x{separator}\"{cell}\"");
        rows
    });
    let report = Fixture::new().survey(definition).csv(&quoted).run(ANALYZE).stdout;
    let json: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let valid = json["questions"][0]["cells"][0]["ledger"]["valid"].as_u64().unwrap_or_default();
    (figure(&report, Some("min")), figure(&report, Some("max")), valid)
}

#[test]
fn the_whole_column_decides() {
    let cases: [(&str, &[&str], f64, f64, u64); 14] = [
        // A decimal comma somewhere: three digits behind a comma are decimals.
        (";", &["1,5", "2,25", "3,125", "4"], 1.5, 4.0, 4),
        (",", &["1,5", "3,125"], 1.5, 3.125, 2),
        ("\t", &["0,873", "3,125"], 0.873, 3.125, 2),
        // And behind a point, they are thousands.
        (",", &["2,5", "1.234"], 2.5, 1234.0, 2),
        (";", &["2,5", "1.234.567", "1.234"], 2.5, 1_234_567.0, 3),
        // The other way round.
        (",", &["1.5", "3,125"], 1.5, 3125.0, 2),
        (";", &["1.5", "3,125", "2.125"], 1.5, 3125.0, 3),
        ("\t", &["1,234,567", "3,125"], 3125.0, 1_234_567.0, 2),
        ("\t", &["1'234.50", "3,125"], 1234.5, 3125.0, 2),
        // The file's separator decides where no cell does.
        (",", &["1,234", "2"], 2.0, 1234.0, 2),
        (",", &["1.234", "2"], 1.234, 2.0, 2),
        (";", &["1,234", "2"], 1.234, 2.0, 2),
        ("\t", &["1.234", "2"], 1.234, 2.0, 2),
        // Nearly all speak with one voice: the other is a slip.
        (
            ";",
            &[
                "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.1", "1.2", "1.3", "1.4", "1.5",
                "1.6", "1.7", "1.8", "1.9", "2.1", "2.2", "2,5", "3,125",
            ],
            0.1,
            3125.0,
            22,
        ),
    ];
    for (separator, cells, low, high, valid) in cases {
        assert_eq!(read(PLAIN, separator, cells), (Some(low), Some(high), valid), "{separator:?} {cells:?}");
    }
}

#[test]
fn what_nobody_can_tell_is_left_out_and_asked() {
    let undecided: [(&str, &[&str]); 5] = [
        ("\t", &["1,234", "2"]),
        (";", &["1.234", "2"]),
        (";", &["1.234", "2,345", "2"]),
        (",", &["1,5", "2.5", "1,234", "2"]),
        ("\t", &["1,234", "1.234", "2"]),
    ];
    for (separator, cells) in undecided {
        let (low, _, valid) = read(PLAIN, separator, cells);
        let certain = cells.iter().filter(|cell| !cell.ends_with("234") && !cell.ends_with("345")).count();
        assert_eq!(valid, certain as u64, "{separator:?} {cells:?}");
        assert!(low.is_some_and(|low| low <= 2.0));
    }
    let fixture = Fixture::new().survey(PLAIN).csv("id\tt\nx\t1,234\nx\t2\n");
    let check = fixture.run(CHECK);
    assert_eq!(check.code, 1, "{check}");
    assert!(check.stdout.contains("t: 1 number that may be a thousand or have three decimals"), "{check}");
    assert!(check.stdout.contains("row 1 (line 2): `1,234`"), "{check}");
    for (decimal, value) in [("comma", 1.234), ("point", 1234.0)] {
        let own = PLAIN.replace("unit: kg", &format!("unit: kg, decimal: {decimal}"));
        let of_survey = format!("{PLAIN}decimal: {decimal}\n");
        for definition in [own, of_survey] {
            let fixture = Fixture::new().survey(&definition).csv("id\tt\nx\t1,234\nx\t1,234\n");
            assert_eq!(figure(&fixture.run(ANALYZE).ok(), None), Some(value), "{definition}");
            assert_eq!(fixture.run(CHECK).code, 0);
        }
    }
}

#[test]
fn another_column_of_numbers_tells_where_the_own_does_not() {
    let definition = "survey: s\nquestions:\n  t: { kind: number, column: t }\n  u: { kind: number, column: u }\n\
                      disclosure: { minimum: 1 }\n";
    let read = |csv: &str| {
        let run = Fixture::new().survey(definition).csv(csv).run(&["check", "survey.yaml", "export.csv"]);
        (run.code, figure(&Fixture::new().survey(definition).csv(csv).run(ANALYZE).stdout, None))
    };
    assert_eq!(read("t\tu\n1,234\t0,5\n"), (0, Some(1.234)));
    assert_eq!(read("t\tu\n1,234\t0.5\n"), (0, Some(1234.0)));
    assert_eq!(read("t;u\n1.234;0,5\n"), (0, Some(1234.0)));
    // What the separator suggests is contradicted: a question.
    assert_eq!(read("t,u\n\"1,234\",\"0,5\"\n").0, 1);
    assert_eq!(read("t;u\n1,234;0.5\n").0, 1);
}

#[test]
fn a_declared_mark_is_the_only_one() {
    let comma = PLAIN.replace("unit: kg", "unit: kg, decimal: comma");
    assert_eq!(read(&comma, ",", &["1.234", "0,5", "1.5", "1,234.5"]), (Some(0.5), Some(1234.0), 2));
    let point = PLAIN.replace("unit: kg", "unit: kg, decimal: point");
    assert_eq!(read(&point, ";", &["1,234", "0,5", "1.5", "1.234,5"]), (Some(1.5), Some(1234.0), 2));
}

/// Cells that can be read in two ways for more than one piece of a file, and at its end one that tells.
fn told_late(last: &str) -> String {
    let mut text = String::from("id,t\n");
    for row in 0..70_000 {
        let _ = writeln!(text, "respondent-{row},\"1,{:03}\"", row % 1000);
    }
    let _ = writeln!(text, "last,\"{last}\"");
    text
}

#[test]
fn what_tells_may_stand_in_the_last_row() {
    let fixture = Fixture::new().survey(PLAIN).csv(&told_late("0,5"));
    let reports = ["1", "3"].map(|threads| fixture.run(&[ANALYZE, &["--threads", threads]].concat()).ok());
    assert_eq!(figure(&reports[0], Some("max")), Some(1.999));
    assert!(reports[0] == reports[1], "the same whatever the number of threads");
    let piped = fixture.run_with_input(&["analyze", "survey.yaml", "-", "-f", "json"], told_late("0,5").as_bytes());
    assert_eq!(figure(&piped.ok(), Some("max")), Some(1.999), "standard input too");
    let otherwise = Fixture::new().survey(PLAIN).csv(&told_late("0.5")).run(ANALYZE);
    assert_eq!(figure(&otherwise.ok(), Some("max")), Some(1999.0));
}

#[test]
fn weights_are_decided_or_refused() {
    let definition = "survey: s\nweight: w\nquestions:\n  t: { kind: number, column: t }\ndisclosure: { minimum: 1 }\n";
    let csv = "t;w\n1,5;0,87\n2,25;0,873\n3,125;1,234\n4;1\n";
    let report = Fixture::new().survey(definition).csv(csv).run(ANALYZE).ok();
    let json: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let weighted = json["questions"][0]["cells"][0]["ledger"]["weighted"].as_f64().expect("a weighted base");
    assert!((weighted - 3.977).abs() < 1e-12, "{weighted}");
    // Σwx ÷ Σw, in thousandths: (1500·870 + 2250·873 + 3125·1234 + 4000·1000) ÷ 3977.
    let mean = figure(&report, None).expect("a mean");
    assert!((mean - 11_125.5 / 3977.0).abs() < 1e-12, "{mean}");

    let in_doubt = "t\tw\n1\t1\n2\t1,234\n3\t2,500\n";
    for command in [ANALYZE, CHECK] {
        let run = Fixture::new().survey(definition).csv(in_doubt).run(command);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run}");
        assert!(run.stderr.contains("the weight in row 2 (line 3) of column `w`"), "{run}");
        assert!(run.stderr.contains("decimal: comma"), "{run}");
    }
    let declared = definition.replace("weight: w", "weight: { column: w, decimal: comma }");
    let report = Fixture::new().survey(&declared).csv(in_doubt).run(ANALYZE).ok();
    assert!((figure(&report, None).expect("a mean") - 10_968.0 / 4734.0).abs() < 1e-12);
}

#[test]
fn lengths_ranks_bands_and_filters_follow_the_column() {
    let definition = "survey: s\nquestions:\n  wait: { kind: duration, unit: minutes, column: wait }\n  \
                      order: { kind: ranking, items: { a: a, b: b } }\n\
                      segments:\n  level: { column: level, bands: [0, 2, 10, 100] }\ndisclosure: { minimum: 1 }\n";
    let csv = "wait;a;b;level\n1,500;1,0;2,0;1,999\n0,5;2;1;0,5\n\"1,250 min\";1,000;2,000;2,500\n45;1;2;12\n";
    let fixture = Fixture::new().survey(definition).csv(csv);
    let report = fixture.run(&[ANALYZE, &["--by", "level"]].concat()).ok();
    assert_eq!((figure(&report, Some("min")), figure(&report, Some("max"))), (Some(0.5), Some(45.0)));
    let json: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let bases: Vec<_> = json["questions"][0]["cells"]
        .as_array()
        .expect("cells")
        .iter()
        .map(|cell| cell["ledger"]["complete"].as_u64())
        .collect();
    assert_eq!(bases, [Some(4), Some(2), Some(1), Some(1)]);
    assert_eq!(json["questions"][1]["cells"][0]["ledger"]["valid"], 4);
    let filtered = |filter: &str| fixture.run(&[ANALYZE, &["--where", filter]].concat());
    for filter in ["wait>1", "wait>=1.25", "wait>=1,25", "wait>=1,25 min"] {
        let json: serde_json::Value = serde_json::from_str(&filtered(filter).ok()).expect("JSON");
        assert_eq!(json["accounting"]["analysed"], 3, "{filter}");
    }
    let unclear = filtered("wait>1,250");
    assert_eq!(unclear.code, 2);
    assert!(unclear.stderr.contains("write `1250` for the thousand, or `1.25` for the decimals"), "{unclear}");
}

#[test]
fn signs_and_units_are_understood_or_reported() {
    let money = PLAIN.replace("unit: kg", "unit: £");
    assert_eq!(read(&money, ",", &["£1,234.50", "GBP 12", "(5.00)", "$7", "7 €"]), (Some(-5.0), Some(1234.5), 3));
    let share = PLAIN.replace("unit: kg", "unit: \"%\"");
    assert_eq!(read(&share, ",", &["50%", "12.5 %", "\u{2212}3"]), (Some(-3.0), Some(50.0), 3));
    assert_eq!(read(PLAIN, ",", &["50%", "3 kg", "'12", "3 lb", "1\u{202F}234,5"]), (Some(3.0), Some(1234.5), 3));
    let run = Fixture::new().survey(PLAIN).csv("t\n50%\n3 lb\n$5\n4\n").run(CHECK);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("t: 3 answers that are not declared options"), "{run}");
}

#[test]
fn a_definition_says_what_its_decimal_mark_is_for() {
    let wrong = "survey: s\ndecimal: dot\nquestions:\n  t: { kind: number, column: t, decimal: komma }\n  \
                 w: { kind: duration, unit: minutes, from: a, column: b, decimal: comma }\n  \
                 c: { kind: text, column: c, decimal: comma }\n\
                 segments:\n  site: { column: site, decimal: comma }\n";
    let run = Fixture::new().survey(wrong).run(&["check", "survey.yaml"]);
    assert_eq!(run.code, 1, "{run}");
    for part in [
        "`dot`",
        "`komma`",
        "question `w` has a `decimal` but two times",
        "`text` questions do not take `decimal`",
        "segment `site` has a `decimal` but no `bands`",
    ] {
        assert!(run.stderr.contains(part), "{part}: {run}");
    }
}

#[test]
fn made_up_and_inferred_surveys_keep_to_the_mark() {
    let definition = "survey: s\ndecimal: comma\nweight: w\nquestions:\n  \
                      wait: { kind: duration, unit: minutes, column: wait }\ndisclosure: { minimum: 1 }\n";
    let fixture = Fixture::new().survey(definition);
    fixture.run(&["generate", "responses", "survey.yaml", "-n", "50", "-o", "export.csv"]).ok();
    let text = std::fs::read_to_string(fixture.path("export.csv")).expect("an export");
    assert!(text.contains("\"0,") || text.contains("\"1,"), "{text}");
    assert_eq!(fixture.run(CHECK).code, 0);

    let export = "id;Wait in minutes;Distance\n1;12,5;1,234\n2;0,5;2,500\n3;3,25;0,875\n4;7,125;12,0\n";
    let inferred = Fixture::new().csv(export);
    let yaml = inferred.run(&["init", "export.csv"]).ok();
    assert_eq!(yaml.matches("decimal: comma").count(), 2, "{yaml}");
    assert!(yaml.contains("0.875 to 12"), "{yaml}");
}

/// The definition that `init` writes for these rows; it has to pass on them.
fn first_definition(rows: &str) -> String {
    let fixture = Fixture::new().csv(rows);
    fixture.run(&["init", "export.csv", "-o", "survey.yaml"]).ok();
    fixture.run(&["check", "survey.yaml", "export.csv"]).ok();
    std::fs::read_to_string(fixture.path("survey.yaml")).expect("a definition")
}

#[test]
fn init_lets_other_columns_tell_what_a_number_is() {
    let rows = (1..30).fold("Cost;Weight\n".to_string(), |mut rows, at| {
        let _ = writeln!(rows, "1.{at:03};{at},5");
        rows
    });
    let found = first_definition(&rows);
    assert_eq!(found.matches("decimal: comma").count(), 2, "{found}");
    let found = first_definition(&rows.replace(',', "."));
    assert_eq!(found.matches("decimal: point").count(), 1, "{found}");
}

#[test]
fn init_takes_a_unit_that_every_answer_has() {
    let header = "How long did the call take?;Travel cost;On time;Waiting time (hh:mm);Body weight\n".to_string();
    let rows = (1..30).fold(header, |mut rows, at| {
        let _ = writeln!(rows, "{at} min;£{at}.50;{at}%;0:{at:02};{at},5 kg");
        rows
    });
    let found = first_definition(&rows);
    for unit in ["minutes", "hours", "kg", "£", "%"] {
        assert!(found.replace('"', "").contains(&format!("unit: {unit}")), "{unit}: {found}");
    }
    assert_eq!((found.matches("kind: duration").count(), found.matches("kind: number").count()), (2, 3), "{found}");
    // A few answers are options, whatever stands with them.
    let few = (0..30).fold("Time\n".to_string(), |mut rows, at| {
        let _ = writeln!(rows, "{} min", (at % 3 + 1) * 10);
        rows
    });
    assert!(!first_definition(&few).contains("duration"));
}

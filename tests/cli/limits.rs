//! What no survey writes is refused before it fills the memory or takes for ever, and messages stay short.

use crate::support::{Fixture, Run};
use std::fmt::Write as _;
use std::io::Write as _;

const SURVEY: &str = "survey: clinic\n\
                      questions:\n  \
                        score: { kind: rating, column: Score, min: 1, max: 5 }\n\
                      segments:\n  site: { column: Site }\n";

fn assert_refused(run: &Run, message: &str, help: &str) {
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains(message) && run.stderr.contains(help), "{run}");
    assert!(run.stdout.is_empty(), "{run}");
}

#[test]
fn packed_files_unpack_to_no_more_than_was_asked_for() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(b"Site,Score\n").expect("packed");
    packer.write_all("North,5\n".repeat(300_000).as_bytes()).expect("packed");
    let fixture = Fixture::new().survey(SURVEY).file("export.csv.gz", &packer.finish().expect("packed"));
    let run = |most: &[&str]| fixture.run(&[&["analyze", "survey.yaml", "export.csv.gz"], most].concat());
    let refused = run(&["--max-decompressed", "1MiB"]);
    assert_refused(&refused, "the file unpacks to more than 1MiB", "--max-decompressed 2MiB");
    assert!(run(&["--max-decompressed", "3MB"]).ok().contains("300,000 rows received"));
    assert!(run(&[]).ok().contains("300,000 rows received"));
    assert_eq!(run(&["--max-decompressed", "much"]).code, 2);
}

#[test]
fn exports_have_no_more_columns_than_were_asked_for() {
    let header: Vec<String> = (0..20_000).map(|at| format!("Q{at}")).collect();
    let text = format!("Score,{}\n5{}\n", header.join(","), ",".repeat(20_000));
    let fixture = Fixture::new().survey(SURVEY.split("segments").next().expect("a definition")).csv(&text);
    for command in [&["analyze", "survey.yaml"][..], &["analyze"], &["init"]] {
        let run = fixture.run(&[command, &["export.csv"]].concat());
        assert_refused(&run, "the header has more than 20000 columns", "--max-columns");
    }
    let run = fixture.run(&["analyze", "survey.yaml", "export.csv", "--max-columns", "30000"]);
    assert!(run.ok().contains("1 row received"));
}

fn sites(number: usize) -> String {
    (0..number).fold("Site,Score\n".to_owned(), |mut text, at| {
        let _ = writeln!(text, "Site {at},{}", 1 + at % 5);
        text
    })
}

#[test]
fn breakdowns_have_no_more_groups_than_were_asked_for() {
    let fixture = Fixture::new().survey(SURVEY).csv(&sites(2_001));
    let run = |arguments: &[&str]| fixture.run(&[&["analyze", "survey.yaml", "export.csv"], arguments].concat());
    for threads in ["1", "3"] {
        let refused = run(&["--by", "site", "--threads", threads]);
        assert_refused(&refused, "the segment `site` has more than 2000 groups", "--max-groups");
    }
    assert_eq!(run(&[]).code, 0, "a segment that nothing is broken down by may have any number");
    assert_eq!(run(&["--by", "site", "--max-groups", "2001"]).code, 0);
    assert_refused(&run(&["--by", "site", "--max-groups", "10"]), "more than 10 groups", "identifier");
}

const WIDE: usize = 100;

/// A definition of a hundred questions.
fn wide() -> String {
    let mut yaml = "survey: wide\nquestions:\n".to_owned();
    for at in 0..WIDE {
        let _ = writeln!(yaml, "  q{at}: {{ kind: rating, column: Question {at}, min: 1, max: 5 }}");
    }
    yaml
}

#[test]
fn the_export_of_another_survey_is_told_in_one_message() {
    let fixture = Fixture::new().survey(&wide()).csv("Question 0,Question l,Other,Thing\n1,2,3,4\n");
    let run = fixture.run(&["analyze", "survey.yaml", "export.csv"]);
    let message = "99 of the 100 columns that the definition names are missing: `Question 1` of the question `q1`";
    assert_refused(&run, message, "is this the export of another survey? the export's 4 columns are `Question 0`");
    assert!(run.stderr.contains("`Question l`?)") && run.stderr.contains(" and 95 more"), "{run}");
    assert_eq!(run.stderr.matches("error").count(), 1, "{run}");
    assert!(run.stderr.len() < 1_200, "{run}");
}

#[test]
fn a_first_row_of_answers_is_not_repeated_as_headers() {
    let fixture = Fixture::new().survey(SURVEY).csv("Jane Roe,jane@roe.org,07700 900123,5\nJohn Doe,j@doe.org,,4\n");
    let run = fixture.run(&["analyze", "survey.yaml", "export.csv"]);
    assert_refused(&run, "the export has no column `Score`", "its first row seems to be a response");
    assert!(!run.stderr.contains("Roe") && !run.stderr.contains("roe.org"), "{run}");
}

#[test]
fn a_check_of_many_columns_stays_short() {
    let header: Vec<String> = (0..WIDE).map(|at| format!("Question {at}")).collect();
    let unused: Vec<String> = (0..40).map(|at| format!("Extra {at}")).collect();
    let row = |score: &str| format!("{score}{}\n", ",5".repeat(WIDE + 39));
    let rows = row("5").repeat(9) + &row("nine");
    let fixture = Fixture::new().survey(&wide()).csv(&format!("{},{}\n{rows}", header.join(","), unused.join(",")));
    let run = fixture.run(&["check", "survey.yaml", "export.csv"]);
    assert!(run.stdout.contains("  q0 ") && !run.stdout.contains("  q1 "), "{run}");
    assert!(run.stdout.contains("99 questions without findings left out; --every-question shows them all"), "{run}");
    assert!(run.stdout.contains("40 columns not used by the definition: `Extra 0`"), "{run}");
    assert!(run.stdout.contains("`Extra 11` and 28 more"), "{run}");
    let every = fixture.run(&["check", "survey.yaml", "export.csv", "--every-question"]);
    assert!(every.stdout.contains("  q99 ") && !every.stdout.contains("left out"), "{every}");
}

/// Work that grew with the cube of the columns would never come to an end here.
#[test]
fn the_first_definition_of_thousands_of_like_columns_is_made() {
    let header = vec!["aaaaaaaaaa: b"; 4_000].join(",");
    let empty = Fixture::new().csv(&format!("{header}\n")).run(&["init", "export.csv"]);
    assert_eq!(empty.code, 0, "{}", empty.stderr);
    let texts: String = (0..6).map(|row| vec![format!("words {row}"); 4_000].join(",") + "\n").collect();
    let filled = Fixture::new().csv(&format!("{header}\n{texts}")).run(&["init", "export.csv", "-o", "wide.yaml"]);
    assert_eq!(filled.code, 0, "{}", filled.stderr);
}

/// Nor where nothing gives it away but that no header is one of those expected.
#[test]
fn a_first_row_that_nothing_is_known_of_is_not_repeated() {
    let fixture = Fixture::new().survey(&wide()).csv("Zq1,Zq2,Good,Zq3,4\nZq4,Zq5,Poor,Zq6,5\n");
    let run = fixture.run(&["analyze", "survey.yaml", "export.csv"]);
    assert_refused(&run, "100 of the 100 columns", "its first row seems to be a response");
    assert!(!run.stderr.contains("Zq"), "{run}");
}

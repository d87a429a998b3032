//! Reading: no bytes make the reader panic, and every row received is accounted for.

use proptest::collection::vec;
use proptest::prelude::*;
use survey::analysis::{Analysis, Request};
use survey::definition::{self, Survey};
use survey::responses::{OpenOptions, open};
use survey::results::Accounting;

const SURVEY: &str = r#"
survey: any
response_id: id
submitted: day
complete: { column: done, is: "yes" }
weight: w
scales: { quality: [Poor, Fair, Good] }
questions:
  recommend: { kind: nps, column: q1 }
  staff: { kind: rating, scale: quality, column: q2 }
  reasons: { kind: multiple, options: [A, "B; c", C], separator: ";", column: q3 }
  wait: { kind: duration, unit: minutes, column: q4, asked_if: { staff: [Fair, Good] } }
segments:
  site: site
"#;

const HEADER: &str = "id,day,done,w,q1,q2,q3,q4,site\n";

fn survey() -> Survey {
    definition::parse(SURVEY.as_bytes(), "survey.yaml").expect("a sound definition")
}

/// Where the rows of an export went; `None` when the export was refused.
fn accounting(bytes: &[u8]) -> Option<(Accounting, u64)> {
    let survey = survey();
    let options = OpenOptions { stdin: Some(Box::new(std::io::Cursor::new(bytes.to_vec()))), ..OpenOptions::default() };
    let reader = open(&["-".to_string()], &survey, options).ok()?;
    let request = Request { by: vec!["site".to_string()], every: Some("month".to_string()), ..Request::default() };
    let report = Analysis::run(&survey, reader, request).ok()?.report();
    Some((report.accounting, report.inputs.iter().map(|input| input.rows).sum()))
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("yes".to_string()),
        "[0-9]{1,3}",
        Just("Good".to_string()),
        Just(" fair ".to_string()),
        Just("\"A;B; c;;X\"".to_string()),
        Just("\"a\nb\"".to_string()),
        Just("2026-02-31".to_string()),
        Just("2026-02-28".to_string()),
        Just("1:30".to_string()),
        "[ -~]{0,6}",
    ]
}

fn dirty_rows() -> impl Strategy<Value = String> {
    let row = vec(cell(), 0..12).prop_map(|cells| cells.join(","));
    let end = prop_oneof![Just("\n"), Just("\r\n"), Just("\r"), Just("\r\r\n")];
    vec((row, end), 0..40).prop_map(|rows| rows.into_iter().map(|(row, end)| row + end).collect())
}

fn assert_accounted(accounting: Accounting, rows: u64) {
    let Accounting { received, blank, ragged, bad_weight, preview, incomplete, duplicate, filtered, analysed } =
        accounting;
    assert_eq!(received, rows);
    assert_eq!(received, blank + ragged + bad_weight + preview + incomplete + duplicate + filtered + analysed);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_row_of_a_dirty_export_is_accounted_for(rows in dirty_rows()) {
        if let Some((accounting, rows)) = accounting(format!("{HEADER}{rows}").as_bytes()) {
            assert_accounted(accounting, rows);
        }
    }

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..400), with_header: bool) {
        let bytes = if with_header { [HEADER.as_bytes(), &bytes].concat() } else { bytes };
        if let Some((accounting, rows)) = accounting(&bytes) {
            assert_accounted(accounting, rows);
        }
    }
}

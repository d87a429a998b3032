//! Reading: no bytes make the reader panic, and every row received is accounted for.

use proptest::collection::vec;
use proptest::prelude::*;
use std::path::Path;
use survey::analysis::{self, Analysis, Request};
use survey::definition::{self, Survey};
use survey::responses::{OpenOptions, open};
use survey::results::Accounting;
use survey::rows;

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
    let Accounting {
        received,
        blank,
        ragged,
        no_response,
        bad_weight,
        preview,
        incomplete,
        duplicate,
        filtered,
        analysed,
    } = accounting;
    assert_eq!(received, rows);
    let told = filtered.expect("no filter") + analysed.expect("no filter");
    assert_eq!(received, blank + ragged + no_response + bad_weight + preview + incomplete + duplicate + told);
}

/// Everything that is known of an export: its report and its check, or why it was refused.
fn known(file: &Path, carefully: bool, run_length: Option<usize>) -> Result<(String, String), String> {
    let survey = survey();
    let options = OpenOptions { carefully, run_length, fingerprint: true, ..OpenOptions::default() };
    let reader = open(&[file.display().to_string()], &survey, options).map_err(|faults| faults.render(false))?;
    let request = Request { by: vec!["site".to_string()], every: Some("month".to_string()), ..Request::default() };
    let refused = |faults: survey::diagnostic::Faults| faults.render(false);
    let plan = analysis::plan(&survey, &request).map_err(refused)?;
    let counts = rows::count(&survey, &plan, reader, 3).map_err(refused)?;
    let analysis = Analysis::new(&survey, request, &plan, counts).map_err(refused)?;
    let json = |value: serde_json::Result<String>| value.expect("JSON");
    Ok((json(serde_json::to_string(&analysis.report())), json(serde_json::to_string(&analysis.check(true)))))
}

/// Where two outcomes begin to differ.
fn difference(one: &Result<(String, String), String>, other: &Result<(String, String), String>) -> String {
    let (one, other) = (format!("{one:?}"), format!("{other:?}"));
    let at = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| text.chars().skip(at.saturating_sub(200)).take(300).collect::<String>();
    format!("{}\n---\n{}", around(&one), around(&other))
}

/// Rows in which most things are as they should be, so that runs are taken apart the fast way.
fn tidy_rows() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        "[0-9]{1,2}",
        Just("Good".to_string()),
        Just("yes".to_string()),
        Just(String::new()),
        Just("\"say \"\"hm\"\", he\r\nsaid\"".to_string()),
        Just("\"\"".to_string()),
        Just("2026-02-28".to_string()),
        Just("\u{A0}caf\u{E9}".to_string()),
    ];
    let row = vec(cell, 9).prop_map(|cells| cells.join(","));
    let end = prop_oneof![4 => Just("\n"), 2 => Just("\r\n"), 1 => Just("\n\n")];
    vec((row, end), 0..40).prop_map(|rows| rows.into_iter().map(|(row, end)| row + end).collect())
}

/// Where quotation marks mislead, every thread stops early, long before everything has been read.
#[test]
fn a_pass_that_cannot_go_on_comes_to_an_end() {
    let row = "0,2026-02-28,yes,1,9,Good,A,5,\"he said\nso\"\n";
    let text = format!("{HEADER}stray\"{row}{}", row.repeat(2000));
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = folder.path().join("export.csv");
    std::fs::write(&file, text).expect("an export");
    let (fast, careful) = (known(&file, false, Some(64)), known(&file, true, None));
    assert!(fast.is_ok() && fast == careful, "{}", difference(&fast, &careful));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Taking runs of text apart in parallel gives what reading record by record gives, to the last line number.
    /// After a change to either, run it with `PROPTEST_CASES=10000`: that takes some minutes.
    #[test]
    fn the_fast_way_and_the_careful_way_agree(
        tidy in tidy_rows(),
        dirty in prop::option::weighted(0.4, dirty_rows()),
        bytes in prop::option::weighted(0.1, vec(any::<u8>(), 0..60)),
        run_length in 1..600_usize,
        ends_early in any::<bool>(),
    ) {
        let mut text = [HEADER.as_bytes(), tidy.as_bytes(), dirty.unwrap_or_default().as_bytes(), tidy.as_bytes()].concat();
        text.extend(bytes.unwrap_or_default());
        if ends_early {
            text.pop();
        }
        let folder = tempfile::TempDir::new().expect("a folder");
        let file = folder.path().join("export.csv");
        std::fs::write(&file, text).expect("an export");
        let (fast, careful) = (known(&file, false, Some(run_length)), known(&file, true, None));
        prop_assert!(fast == careful, "{}", difference(&fast, &careful));
    }
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

/// A table without anything wrong in it.
const SOUND: &str = "
survey: sound
questions:
  a: { kind: rating, min: 1, max: 5, column: a }
  b: { kind: single, options: [North, South], column: b }
  c: { kind: number, column: c }
  d: { kind: text, column: d }
disclosure: { minimum: 1 }
";

/// The figures of closed questions, and whether anything is said about how they were read; `None` when the
/// export was refused.
fn read_soundly(text: &str) -> Option<(String, bool)> {
    let survey = definition::parse(SOUND.as_bytes(), "survey.yaml").expect("a definition");
    let stdin: Option<Box<dyn std::io::Read + Send>> = Some(Box::new(std::io::Cursor::new(text.to_owned())));
    let reader = open(&["-".to_string()], &survey, OpenOptions { stdin, ..OpenOptions::default() }).ok()?;
    let analysis = Analysis::run(&survey, reader, Request::default()).ok()?;
    let doubts = analysis.doubts();
    let is_said =
        doubts.rejected > 0 || doubts.stray_quotes > 0 || !doubts.misread.is_empty() || !doubts.remarks.is_empty();
    Some((serde_json::to_string(&analysis.report().questions[..3]).expect("JSON"), is_said))
}

fn sound_row() -> impl Strategy<Value = String> {
    let comment = prop_oneof![
        Just(String::new()),
        Just("kind".to_string()),
        Just("\"kind, but slow\"".to_string()),
        Just("\"she said \"\"well\"\"\"".to_string()),
        Just("\"two\nlines\"".to_string()),
    ];
    let cells = (1..=5u8, prop_oneof![Just("North"), Just("South")], prop::option::of(1..99u8), comment);
    cells.prop_map(|(a, b, c, d)| format!("{a},{b},{},{d}\n", c.map_or(String::new(), |c| c.to_string())))
}

/// A mark that nobody doubled or closed costs no row and moves no answer.
#[test]
fn a_mark_that_nobody_closed_moves_no_answer() {
    let table = |row: &str| format!("id,a,b,c,d\n1,4,North,7,kind\n{row}\n3,2,South,9,\"slow, but kind\"\n");
    let sound = read_soundly(&table("2,5,South,8,\"so, well\"")).expect("read");
    for row in ["\"2,5,South,8,\"so, well\"", "2,5,South,8,\"\"so, well\"", "2,5,South,8,\"so, \"very\" well\""] {
        let (figures, is_said) = read_soundly(&table(row)).expect("read");
        assert!(is_said && figures == sound.0, "{row}: {figures}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// One separator, quotation mark or line break too many or too few, anywhere behind the header: either no
    /// answer to a closed question moves, or the run says that something is wrong.
    #[test]
    fn a_single_slip_in_writing_never_moves_an_answer_in_silence(
        rows in vec(sound_row(), 3..25),
        at in any::<prop::sample::Index>(),
        slip in prop_oneof![Just(","), Just("\""), Just("\n"), Just("\r\n")],
        is_missing in any::<bool>(),
    ) {
        let header = "id,a,b,c,d\n";
        let rows: String = (1..).zip(&rows).map(|(id, row)| format!("{id},{row}")).collect::<Vec<_>>().concat();
        let slipped = if is_missing {
            let places: Vec<usize> = rows.match_indices(slip).map(|(place, _)| place).collect();
            prop_assume!(!places.is_empty());
            let place = places[at.index(places.len())];
            format!("{}{}", &rows[..place], &rows[place + slip.len()..])
        } else {
            let place = at.index(rows.len());
            format!("{}{slip}{}", &rows[..place], &rows[place..])
        };
        let sound = read_soundly(&format!("{header}{rows}"));
        prop_assert!(sound.as_ref().is_some_and(|(_, is_said)| !is_said), "{rows}");
        if let Some((figures, is_said)) = read_soundly(&format!("{header}{slipped}")) {
            prop_assert!(is_said || sound.is_some_and(|(sound, _)| sound == figures), "{slipped}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Lines before the table and rows of the header are in no count; every row behind them is in exactly one,
    /// whichever way the file is read.
    #[test]
    fn rows_of_the_head_are_counted_nowhere(
        titles in vec("[A-Za-z ]{1,12}", 0..4),
        wordings in any::<bool>(),
        tidy in tidy_rows(),
        dirty in dirty_rows(),
    ) {
        let titles = titles.iter().map(|title| format!("{title}\n")).collect::<Vec<_>>().concat();
        let wordings = if wordings { "Number,When,Whether,Weight,How likely,How good,Why,How long,Where\n" } else { "" };
        let head = format!("{titles}{HEADER}{wordings}");
        // All is said, for what is guessed of the writing may hang on the lines before the table.
        let defined = |before: usize, header: usize| {
            let told = format!("skip_rows: {before}\nheader_rows: {header}\ndelimiter: ','\nquote: '\"'\ncomment: none\n");
            definition::parse(format!("{SURVEY}{told}").as_bytes(), "survey.yaml").expect("a sound definition")
        };
        let survey = defined(titles.lines().count(), 1 + wordings.lines().count());
        let received = |head: &str, survey: &Survey| {
            let text = [head, &tidy, &dirty, &tidy].concat();
            let stdin: Option<Box<dyn std::io::Read + Send>> = Some(Box::new(std::io::Cursor::new(text.into_bytes())));
            let reader = open(&["-".to_string()], survey, OpenOptions { stdin, ..OpenOptions::default() }).ok()?;
            let report = Analysis::run(survey, reader, Request::default()).ok()?.report();
            let rows = report.inputs.iter().map(|input| input.rows).sum();
            assert_accounted(report.accounting, rows);
            Some(rows)
        };
        prop_assert_eq!(received(&head, &survey), received(HEADER, &defined(0, 1)));
        let folder = tempfile::TempDir::new().expect("a folder");
        let file = folder.path().join("export.csv");
        std::fs::write(&file, [&head, &tidy[..], &dirty, &tidy].concat()).expect("an export");
        let (fast, careful) = (known(&file, false, Some(300)), known(&file, true, None));
        prop_assert!(fast == careful, "{}", difference(&fast, &careful));
    }
}

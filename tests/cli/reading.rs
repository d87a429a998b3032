//! What is read is what was written: no answer moves into another column, no file is read half.

use super::{CLINIC, HEADER};
use crate::support::{Fixture, Run, with_figures};
use std::fmt::Write as _;
use std::io::Write as _;
use survey::analysis::{Analysis, Request};
use survey::definition;
use survey::responses::{OpenOptions, open};

const CHECK: &[&str] = &["check", "survey.yaml", "export.csv"];
const ANALYZE: &[&str] = &["analyze", "survey.yaml", "export.csv", "-f", "json"];

/// Three ratings between an id and a comment that is often empty.
const WARD: &str = "survey: ward\nquestions:\n  \
    nurse: { kind: rating, min: 1, max: 5, column: nurse }\n  \
    doctor: { kind: rating, min: 1, max: 5, column: doctor }\n  \
    reception: { kind: rating, min: 1, max: 5, column: reception }\n\
    disclosure: { minimum: 1 }\n";
const WARD_HEADER: &str = "id,nurse,doctor,reception,comment\n";

/// Rows of [`WARD`] with these cells behind the id.
fn ward_rows(from: usize, cells: &[&str]) -> String {
    (from..).zip(cells).fold(String::new(), |mut rows, (id, cells)| {
        let _ = writeln!(rows, "{id},{cells}");
        rows
    })
}

fn ward(header: &str, rows: &str) -> Fixture {
    Fixture::new().survey(WARD).csv(&format!("{header}{rows}"))
}

/// The rows analysed, those with a wrong number of cells, and the doctor's mean.
fn told(fixture: &Fixture, code: i32) -> (u64, u64, Option<f64>) {
    let run = fixture.run(ANALYZE);
    assert_eq!(run.code, code, "{run}");
    let report = with_figures(&run.stdout);
    let rows = |fate: &str| report["accounting"][fate].as_u64().expect("a number of rows");
    let figures = report["questions"][1]["cells"][0]["figures"].as_array().expect("figures");
    let mean = figures.iter().find(|figure| figure["metric"] == "mean").expect("a mean");
    (rows("analysed"), rows("ragged"), mean["value"].as_f64())
}

#[test]
fn a_surplus_separator_before_an_empty_last_cell_rejects_the_row() {
    let rows = ward_rows(1, &["5,1,5,"; 20]) + &ward_rows(21, &[",5,1,5,"; 10]);
    let fixture = ward(WARD_HEADER, &rows);
    assert_eq!(told(&fixture, 3), (20, 10, Some(1.0)));
    let check = fixture.run(CHECK);
    assert_eq!(check.code, 1, "{check}");
    assert!(check.stdout.contains("rows: 10 rows with more or fewer cells than the header"), "{check}");
}

#[test]
fn a_separator_at_the_end_of_every_line_is_a_way_of_writing() {
    let rows = ward_rows(1, &["5,1,5,,"; 20]);
    assert_eq!(told(&ward(WARD_HEADER, &rows), 0), (20, 0, Some(1.0)));
    let one_is_off = rows + "21,,5,1,5,\n" + "22,,5,1,5,,\n" + "23,5,1,5,\n";
    assert_eq!(told(&ward(WARD_HEADER, &one_is_off), 3), (1, 22, Some(1.0)), "the rows disagree");
}

#[test]
fn a_surplus_cell_under_an_empty_header_rejects_the_row() {
    let header = "id,nurse,doctor,reception,\n";
    let rows = ward_rows(1, &["5,1,5"; 20]) + "21,,5,1,5\n";
    assert_eq!(told(&ward(header, &rows), 3), (20, 1, Some(1.0)));
    let rows = ward_rows(1, &["5,1,5,"; 20]) + "21,51,5,\n";
    assert_eq!(told(&ward(header, &rows), 3), (20, 1, Some(1.0)), "a separator is missing");
}

#[test]
fn columns_without_header_are_told_and_doubted_unless_the_header_is_declared() {
    let run = ward("nurse,doctor,reception,comment\n", &ward_rows(1, &["5,1,5,x"; 20])).run(ANALYZE);
    assert_eq!(run.code, 0, "{run}");
    assert!(run.stderr.contains("its header has 4 cells, but every row has 5: column 1 has no header"), "{run}");
    assert!(run.stdout.contains("1 header row (column 1 has no header)"), "{run}");
    let fixture = Fixture::new().csv("site,score\nNorth,5,1.5\nSouth,4,2.5\nNorth,3,1.5\n");
    let init = fixture.run(&["init", "export.csv", "-o", "survey.yaml"]);
    assert!(init.stderr.contains("column 3 has no header"), "{init}");
    let yaml = std::fs::read_to_string(fixture.path("survey.yaml")).expect("a definition");
    assert!(yaml.contains("header_rows: 1") && yaml.contains("column: 3"), "{yaml}");
    fixture.run(CHECK).ok();
}

#[test]
fn a_mark_that_nobody_closed_swallows_no_rows() {
    let rows = "1,5,1,5,\"\n2,5,1,5,\"fine, thanks\"\n3,5,1,5,\n4,5,1,5,\n5,5,4,5,\"";
    for header in [WARD_HEADER, "id,\"nurse,doctor,reception,comment\n"] {
        let fixture = ward(header, rows);
        assert_eq!(told(&fixture, 3), (5, 0, Some(1.6)), "{header}");
        let check = fixture.run(CHECK);
        assert!(check.stdout.contains("rows: 2 cells with quotation marks where none belong"), "{check}");
        let init = fixture.run(&["init", "export.csv"]);
        assert!(!init.stderr.contains("wrong number of cells"), "{init}");
    }
    let open_header = ward("id,nurse,doctor,reception,\"comment\n", &ward_rows(1, &["5,1,5,\"fine, thanks\""; 20]));
    assert_eq!(told(&open_header, 0), (20, 0, Some(1.0)));
    let many = format!("{}{rows}\n", ward_rows(6, &["5,1,5,\"so\nso\""; 20]));
    assert_eq!(told(&ward(WARD_HEADER, &many), 3), (25, 0, Some(1.12)), "lines in comments stay in them");
}

#[test]
fn a_row_over_lines_that_lacks_a_cell_is_not_read_by_its_first_line() {
    let rows = ward_rows(1, &["5,1,5,"; 20]);
    let broken = rows + "21,5,1,\"dull, loud\nand long\"\n22,5,1,5,\n";
    assert_eq!(told(&ward(WARD_HEADER, &broken), 3), (21, 1, Some(1.0)));
}

#[test]
fn a_blank_cell_in_a_header_over_no_column_is_left_out_and_told() {
    for (header, at) in [("id,nurse,,doctor,reception,comment\n", 3), (",id,nurse,doctor,reception,comment\n", 1)] {
        let fixture = ward(header, &ward_rows(1, &["5,1,5,"; 20]));
        let run = fixture.run(ANALYZE);
        assert!(run.stderr.contains(&format!("its blank cell (number {at}) is left out")), "{run}");
        assert_eq!(told(&fixture, 0), (20, 0, Some(1.0)));
    }
    let rows = ward_rows(1, &["5,1,5,"; 20]) + "21,5,,1,5,\n";
    let disagreeing = ward("id,nurse,,doctor,reception,comment\n", &rows).run(ANALYZE);
    assert_eq!(disagreeing.code, 3, "where a row has a cell there, nothing is left out: {disagreeing}");
}

#[test]
fn what_is_rejected_is_shown_as_it_stands_in_the_file() {
    let fixture = ward(WARD_HEADER, "1,5,1,\" very  good,\nreally \",\n2,5,=1+1,5,\n");
    fixture.run(&["check", "survey.yaml", "export.csv", "--with-values", "--rejects", "out.csv"]);
    let rejects = std::fs::read_to_string(fixture.path("out.csv")).expect("what was not understood");
    assert!(rejects.contains("\" very  good,\nreally \"") && rejects.contains("'=1+1"), "{rejects}");
}

#[test]
fn frames_of_zstd_are_all_read() {
    let packed =
        |text: &str| ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let text = [packed(&(WARD_HEADER.to_string() + "1,5,1,5,\n")), packed("2,5,1,5,\n"), packed("3,5,4,5,\n")].concat();
    let fixture = Fixture::new().survey(WARD).file("export.csv", &text);
    assert_eq!(told(&fixture, 0), (3, 0, Some(2.0)));
    let cut = Fixture::new().survey(WARD).file("export.csv", &text[..text.len() - 4]);
    assert_eq!(cut.run(ANALYZE).code, 2);
}

/// The tests themselves have files open: far fewer may be than there are exports.
#[cfg(unix)]
#[test]
fn more_exports_than_files_may_be_open_are_read() {
    let fixture = Fixture::new().survey(CLINIC);
    std::fs::create_dir(fixture.path("exports")).expect("a folder");
    for number in 0..300 {
        let text = format!("{HEADER}r{number},2026-03-02,North,9,Good,20,Check-up\n");
        std::fs::write(fixture.path(&format!("exports/{number}.csv")), text).expect("an export");
    }
    let run = |limit: u32| {
        let command = format!("ulimit -n {limit}; exec \"$0\" analyze survey.yaml 'exports/*.csv' -f csv");
        let mut shell = std::process::Command::new("sh");
        let shell = shell.args(["-c", &command, env!("CARGO_BIN_EXE_survey")]).current_dir(fixture.path(""));
        shell.output().expect("a shell")
    };
    let output = run(40);
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert!(stdout.contains("300"), "{stdout}");
}

/// What comes of an analysis when something happens to the export after its header has been looked at.
fn changed_meanwhile(change: impl FnOnce(&std::path::Path)) -> Result<u64, String> {
    let fixture = Fixture::new().csv(&(WARD_HEADER.to_string() + &ward_rows(1, &["5,1,5,"; 20])));
    let survey = definition::parse(WARD.as_bytes(), "survey.yaml").expect("a definition");
    let path = fixture.path("export.csv");
    let options = OpenOptions { fingerprint: true, ..OpenOptions::default() };
    let reader = open(&[path.display().to_string()], &survey, options).expect("an export");
    change(&path);
    let analysis = Analysis::run(&survey, reader, Request::default());
    analysis.map(|analysis| analysis.report().accounting.received).map_err(|faults| faults.render(false))
}

#[test]
fn an_export_that_changes_while_it_is_read_is_not_trusted() {
    assert_eq!(changed_meanwhile(|_| {}), Ok(20));
    let appended = changed_meanwhile(|path| {
        let mut file = std::fs::OpenOptions::new().append(true).open(path).expect("the export");
        file.write_all(b"21,5,1,5,\n").expect("one more row");
    });
    assert!(appended.is_err_and(|text| text.contains("changed while it was read")));
    let replaced = changed_meanwhile(|path| {
        std::fs::write(path.with_extension("new"), WARD_HEADER).expect("another file");
        std::fs::rename(path.with_extension("new"), path).expect("in its place");
    });
    assert!(replaced.is_err_and(|text| text.contains("changed while it was read")));
}

fn text(rows: impl Iterator<Item = String>) -> String {
    rows.collect()
}

/// Rows of the clinic, all sound, and one that is written otherwise.
fn clinic(odd: &str) -> Fixture {
    let rows = text((0..40).map(|id| format!("r{id},2026-03-02,North,9,Good,20,Check-up\n")));
    Fixture::new().survey(CLINIC).csv(&format!("{HEADER}{rows}{odd}"))
}

#[test]
fn quotation_marks_where_none_belong_are_said() {
    let survey = CLINIC.replace("questions:", "questions:\n  note: { kind: text, text: Note, column: Site }");
    for odd in [
        "x,2026-03-02,6\" pipe,9,Good,20,Check-up\n",
        "x,2026-03-02,\"a \"b\" c\",9,Good,20,Check-up\n",
        "'x','2026-03-02','a','9','Good','20','Check-up'\n",
    ] {
        let fixture = clinic(odd).file("survey.yaml", survey.as_bytes());
        let run = fixture.run(&["analyze", "survey.yaml", "export.csv"]);
        assert_eq!(run.code, 3, "{odd}{run}");
        assert!(run.stderr.contains("1 cell has quotation marks where none belong (row 41)"), "{run}");
        assert!(run.stdout.contains("quotation marks where none belong"), "{run}");
        assert!(!run.stderr.contains("pipe"), "no cell is shown: {run}");
        let check = fixture.run(CHECK);
        assert!(check.code == 1 && check.stdout.contains("rows: 1 cell with quotation marks"), "{check}");
    }
    let sound = clinic("x,2026-03-02,\"6\"\" pipe, 'new'\",9,Good,20,Check-up\n").run(ANALYZE);
    assert!(sound.code == 0 && sound.stderr.is_empty(), "{sound}");
    let put_up_with = clinic("x,2026-03-02,6\" pipe,9,Good,20,Check-up\n");
    assert_eq!(put_up_with.run(&[ANALYZE, &["--max-rejects", "1"]].concat()).code, 0);
}

#[test]
fn rows_that_are_no_responses_are_counted_apart() {
    for odd in [HEADER, "\u{FEFF}id,submitted,Site,Q1,Q2,Q3,Q4\n", "Total,,,360,,800,\n", "Source: clinic,,,,,,\n"] {
        let fixture = clinic(odd);
        assert_eq!(no_responses(&fixture.run(ANALYZE)), (1, 40));
        let check = fixture.run(CHECK);
        assert!(check.code == 0 && check.stdout.contains("rows: 1 row that is no response"), "{check}");
    }
}

/// Rows that are no response, and those analysed, of an analysis without trouble.
fn no_responses(run: &Run) -> (u64, u64) {
    assert_eq!(run.code, 0, "{run}");
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let rows = |key: &str| report["accounting"][key].as_u64().expect("a count");
    (rows("no_response"), rows("analysed"))
}

#[test]
fn what_stands_below_a_table_is_no_response_where_an_empty_line_sets_it_apart() {
    for (below, lines) in [
        ("Source: clinic\n", 1),
        ("\nn = 40\n", 1),
        (",,,,,,\nQ1: from 0 to 10\nQ2: from poor to good\n", 2),
        ("\nSite,Answers\nNorth,40\n\nSouth,0\n", 3),
    ] {
        for text in [below.to_string(), below.replace('\n', "\r\n")] {
            let fixture = clinic(&text);
            assert_eq!(no_responses(&fixture.run(ANALYZE)), (lines, 40), "{text}");
            assert_eq!(fixture.run(CHECK).code, 0, "{text}");
        }
    }
    // What may be the rest of a response is told: a line too short, and one among the others.
    for odd in ["x,2026-03-02,North,9\n", "\nx,2026-03-02\nr41,2026-03-02,North,9,Good,20,Check-up\n"] {
        assert_eq!(clinic(odd).run(ANALYZE).code, 3, "{odd}");
    }
}

#[test]
fn init_learns_no_answers_from_lines_that_are_no_responses() {
    let answers = ["Good", "Poor", "Fair", "Very good"];
    let row = |at: usize| format!("{},{},{}\n", answers[at % 4], ["North", "South"][at % 2], at % 11);
    let header = "How was it?,Site,How likely are you to recommend us?\n";
    let half = text((0..20).map(row));
    let fixture = Fixture::new().csv(&format!("{header}{half}{header}{half}Total,,40\nSource: clinic,,\n\nn = 40\n"));
    fixture.run(&["init", "export.csv", "-o", "survey.yaml"]).ok();
    let found = std::fs::read_to_string(fixture.path("survey.yaml")).expect("a definition");
    assert!(found.contains("kind: nps") && !found.contains("Total") && !found.contains("Source"), "{found}");
    fixture.run(CHECK).ok();
    assert_eq!(no_responses(&fixture.run(ANALYZE)), (4, 40));
    assert_eq!(no_responses(&fixture.run(&["analyze", "export.csv", "-f", "json"])), (4, 40));
}

/// How an analysis of the clinic ends with this many of 200 answers misspelt, and what it says about it.
fn with_misspelt(misspelt: usize, more: &[&str]) -> (i32, String) {
    let answer = |id: usize| if id < misspelt { "Goood" } else { "Good" };
    let rows = text((0..200).map(|id| format!("r{id},2026-03-02,North,9,{},20,Check-up\n", answer(id))));
    let fixture = Fixture::new().survey(CLINIC).csv(&format!("{HEADER}{rows}"));
    let run = fixture.run(&[ANALYZE, more].concat());
    assert!(!run.stderr.contains("Goood"), "no cell is shown: {run}");
    (run.code, run.stderr)
}

#[test]
fn answers_that_are_not_understood_are_said_and_beyond_a_share_are_exit_code_3() {
    assert_eq!(with_misspelt(0, &[]), (0, String::new()));
    let (code, said) = with_misspelt(2, &[]);
    assert_eq!(
        (code, said.as_str()),
        (0, "note: 2 answers were not understood: `staff` 2; `survey check` lists the rows\n")
    );
    let (code, said) = with_misspelt(3, &[]);
    assert!(code == 3 && said.contains("more than 1% of answers were not understood: `staff` 3 of 200"), "{said}");
    assert_eq!(with_misspelt(3, &["--max-unrecognised", "1.5%"]).0, 0);
    assert_eq!(with_misspelt(1, &["--max-unrecognised", "0"]).0, 3);
    // Filters change neither: what was not understood was not understood whoever is looked at.
    assert_eq!(with_misspelt(3, &["--where", "recommend>=9"]).0, 3);
    assert_eq!(with_misspelt(3, &["--max-unrecognised", "many"]).0, 2);
}

#[test]
fn every_command_that_shows_figures_tells_doubts() {
    let fixture = clinic("x,soon,North,eleven,Goood,-,Holiday\n");
    let names = ["survey.yaml", "export.csv"];
    let commands: [&[&str]; 4] = [
        &["analyze"],
        &["report", "-o", "out", "--format", "json"],
        &["explain", "staff"],
        &["chart", "staff", "-o", "staff.svg"],
    ];
    for command in commands {
        let run = fixture.run(&[command, &names[..]].concat());
        assert_eq!(run.code, 3, "{run}");
        assert!(
            run.stderr.contains("`recommend` 1 of 41, `staff` 1 of 41") && run.stderr.contains("`submitted` 1 of"),
            "{run}"
        );
    }
}

#[test]
fn files_that_are_not_what_they_seem_are_doubted() {
    let survey = "survey: s\nquestions: { a: { kind: text, column: 2 }, b: { kind: nps, column: 3 } }\ndisclosure: { minimum: 1 }\n";
    let rows = text((0..20).map(|id| format!("{id},{},{}\n", ["North", "South"][id % 2], id % 11)));
    let told_by = |survey: &str, text: &str| {
        let fixture = Fixture::new().survey(survey).csv(text);
        let (run, check) = (fixture.run(ANALYZE), fixture.run(CHECK));
        assert_eq!(check.code == 1, !run.stderr.is_empty(), "{check}");
        run.stderr
    };
    let told = |text: &str| told_by(survey, text);
    assert_eq!(told(&format!("id,site,Q1\n{rows}")), "");
    assert_eq!(told(&rows), "", "its first row is a response like the others");
    let twice = format!("id,site,Q1\nNumber,Where,How likely\n{rows}");
    assert_eq!(told(&twice), "", "its second row is a header like the first");
    let insisted = told_by(&survey.replace("survey: s", "survey: s\nheader_rows: 1"), &twice);
    assert!(insisted.contains("more than 1% of answers were not understood: `b` 1 of 21"), "{insisted}");
    let open = told(&format!("id,site,\"Q1,more\n99,South,9,\"\"x\n100,South,\",9\n{}", rows.replace('\n', ",8\n")));
    assert!(open.contains("its header has quotation marks where none belong"), "{open}");
    assert!(told(&format!("id,site,Q1\n{rows}99,caf\u{FFFD},9\n")).contains("1 character could not be read"));
    let init = Fixture::new().csv(&format!("id,site,Q1\n{rows}1,2\n")).run(&["init", "export.csv"]);
    assert!(init.stderr.contains("1 row has a wrong number of cells and was not looked at"), "{init}");
}

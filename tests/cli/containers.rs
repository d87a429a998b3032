//! What a file is: archives and workbooks are read, anything else is named and refused, by what it holds.

use super::CLINIC;
use crate::support::{Fixture, Run};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// An export whose columns hold one of each kind.
fn csv() -> String {
    let row = |at: usize| {
        let (site, care) = (["North", "South"][at % 2], ["Good", "Poor", "Fair"][at % 3]);
        format!("r{at},2026-03-{:02} 10:{:02}:00,{site},{},{care}\n", at % 28 + 1, at % 60, at % 11)
    };
    "id,Submitted,Site,How likely are you to recommend us?,How was your care?\n".to_string()
        + &(0..60).map(row).collect::<String>()
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file begins");
        writer.write_all(bytes).expect("it is written");
    }
    writer.finish().expect("the archive ends").into_inner()
}

/// The same as a workbook: days as days, numbers as numbers, behind a sheet that is blank.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Cover").expect("a name");
    let sheet = workbook.add_worksheet().set_name("Responses").expect("a name");
    let day = Format::new().set_num_format("dd/mm/yyyy hh:mm:ss");
    for (row, line) in (0..).zip(csv().lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            match (row, column) {
                (1.., 1) => {
                    let time = ExcelDateTime::parse_from_str(cell).expect("a time");
                    sheet.write_with_format(row, column, &time, &day).map(|_| ())
                }
                (1.., 3) => sheet.write_number(row, column, cell.parse::<f64>().expect("a number")).map(|_| ()),
                _ => sheet.write_string(row, column, cell).map(|_| ()),
            }
            .expect("a cell");
        }
    }
    workbook.add_worksheet().set_name("Lists").expect("a name").write_string(0, 0, "Poor").expect("a cell");
    workbook.save_to_buffer().expect("a workbook")
}

/// The figures of a run: all that stands behind how the file was read.
fn figures(run: Run) -> String {
    let printed = run.ok();
    let (_, figures) = printed.split_once("\n──").expect("a line behind the head");
    figures.to_string()
}

fn refused(name: &str, bytes: &[u8], word: &str) {
    let fixture = Fixture::new().survey(CLINIC).file(name, bytes);
    for run in [
        fixture.run(&["analyze", name]),
        fixture.run(&["init", name, "-o", "new.yaml"]),
        fixture.run(&["check", "survey.yaml", name]),
        fixture.run_with_input(&["analyze", "-"], bytes),
    ] {
        assert_eq!(run.code, 2, "{name}: {run}");
        assert!(run.stderr.contains(word) && run.stderr.contains("help"), "{name}: {run}");
        assert!(run.stdout.is_empty() && !fixture.path("new.yaml").exists(), "{name}: {run}");
    }
}

#[test]
fn an_archive_with_one_export_is_read_like_the_export() {
    let zip = archive(&[
        ("__MACOSX/._export.csv", b"\0\x05\x16\x07"),
        ("CSV/export.csv", csv().as_bytes()),
        ("CSV/readme.txt", b"made today"),
        ("summary.pdf", b"%PDF-1.7"),
    ]);
    let fixture = Fixture::new().csv(&csv()).file("export.zip", &zip);
    let plain = figures(fixture.run(&["analyze", "export.csv"]));
    assert_eq!(figures(fixture.run(&["analyze", "export.zip"])), plain);
    assert_eq!(figures(fixture.run_with_input(&["analyze", "-"], &zip)), plain);
    fixture.run(&["init", "export.zip", "-o", "made.yaml"]).ok();
    assert!(fixture.run(&["check", "made.yaml", "export.zip"]).ok().contains("in a ZIP archive"));
}

#[test]
fn archives_with_several_exports_or_none_say_what_they_hold() {
    let several = archive(&[("one.csv", csv().as_bytes()), ("two.csv", b"id,Q\n1,2\n")]);
    refused("export.zip", &several, "2 tables: `one.csv`, `two.csv`");
    let fixture = Fixture::new().csv(&csv()).file("export.zip", &several);
    let one = fixture.run(&["analyze", "export.zip", "--sheet", "ONE.csv"]);
    assert_eq!(figures(one), figures(fixture.run(&["analyze", "export.csv"])));
    refused("export.zip", &archive(&[("report.pdf", b"%PDF"), ("a.sav", b"$FL2")]), "no CSV");
    refused("export.zip", &archive(&[]), "no files");
    refused("export.zip", &several[..several.len() / 2], "not copied whole");
    refused("export.docx", &archive(&[("word/document.xml", b"<w/>")]), "Word");
    refused("export.numbers", &archive(&[("Index/Document.iwa", b"x")]), "Numbers");
    refused("export.zip", &archive(&[("picture.csv", b"\x89PNG\r\n\x1a\n\0\0")]), "picture");
}

#[test]
fn what_is_damaged_in_an_archive_is_noticed() {
    let text = csv();
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("export.csv", stored).expect("a file begins");
    writer.write_all(text.as_bytes()).expect("it is written");
    let mut bytes = writer.finish().expect("the archive ends").into_inner();
    let at = bytes.windows(4).position(|four| four == b"Poor").expect("a cell");
    bytes[at] = b'D';
    let fixture = Fixture::new().file("export.zip", &bytes);
    let run = fixture.run(&["analyze", "export.zip"]);
    assert!(run.code == 2 && run.stderr.contains("damaged"), "{run}");
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused() {
    let text = csv() + &"r,2026-03-02,North,9,Good\n".repeat(200_000);
    let fixture = Fixture::new().file("export.zip", &archive(&[("export.csv", text.as_bytes())]));
    let run = fixture.run(&["analyze", "export.zip", "--max-decompressed", "1MiB"]);
    assert!(run.code == 2 && run.stderr.contains("unpacks to more than 1MiB"), "{run}");
}

#[test]
fn a_workbook_is_read_like_the_csv_saved_from_it() {
    let fixture = Fixture::new().csv(&csv()).file("export.xlsx", &workbook());
    let plain = figures(fixture.run(&["analyze", "export.csv", "--every", "month"]));
    assert_eq!(figures(fixture.run(&["analyze", "export.xlsx", "--every", "month"])), plain);
    fixture.run(&["init", "export.xlsx", "-o", "made.yaml"]).ok();
    let check = fixture.run(&["check", "made.yaml", "export.xlsx"]).ok();
    let said = check.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("sheet `Responses` (blank: `Cover`; not read: `Lists`)"), "{check}");
    let zip = archive(&[("Excel/export.xlsx", &workbook())]);
    let fixture = fixture.file("export.zip", &zip);
    assert_eq!(figures(fixture.run(&["analyze", "export.zip", "--every", "month"])), plain);
}

#[test]
fn a_sheet_is_chosen_by_name_or_number_and_the_definition_remembers_it() {
    let fixture = Fixture::new().file("export.xlsx", &workbook());
    let by_name = figures(fixture.run(&["analyze", "export.xlsx", "--sheet", "responses"]));
    assert_eq!(figures(fixture.run(&["analyze", "export.xlsx", "--sheet", "2"])), by_name);
    fixture.run(&["init", "export.xlsx", "--sheet", "Responses", "-o", "made.yaml"]).ok();
    let made = std::fs::read_to_string(fixture.path("made.yaml")).expect("a definition");
    assert!(made.contains("\nsheet: Responses\n"), "{made}");
    fixture.run(&["check", "made.yaml", "export.xlsx"]).ok();
    let missing = fixture.run(&["analyze", "export.xlsx", "--sheet", "Answers"]);
    assert!(missing.code == 2 && missing.stderr.contains("`Cover`, `Responses`, `Lists`"), "{missing}");
    let blank = fixture.run(&["analyze", "export.xlsx", "--sheet", "Cover"]);
    assert!(blank.code == 2 && blank.stderr.contains("blank"), "{blank}");
    let csv = Fixture::new().csv(&csv()).run(&["analyze", "export.csv", "--sheet", "Responses"]);
    assert!(csv.code == 2 && csv.stderr.contains("no workbook"), "{csv}");
}

#[test]
fn cells_made_one_down_a_column_are_meant_for_all_their_rows_and_lines_are_rows() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["id", "Site", "Comment", "How likely are you to recommend us?"]).expect("a header");
    for row in 1..=40 {
        sheet.write_string(row, 0, format!("r{row}")).expect("an id");
        sheet.write_string(row, 2, "two\nlines").expect("a comment");
        sheet.write_number(row, 3, f64::from(if row == 33 { 77 } else { row % 11 })).expect("a number");
    }
    let plain = Format::new();
    sheet.merge_range(1, 1, 20, 1, "North", &plain).expect("a range");
    sheet.merge_range(21, 1, 40, 1, "South", &plain).expect("a range");
    let survey = "survey: s\nquestions:\n  q: { kind: nps, column: 4 }\nsegments:\n  site: { column: Site }\n";
    let fixture = Fixture::new().survey(survey).file("export.xlsx", &workbook.save_to_buffer().expect("a workbook"));
    let table = fixture.run(&["analyze", "survey.yaml", "export.xlsx", "--by", "site"]);
    assert!(table.stdout.contains("North") && table.stdout.contains("South"), "{table}");
    let check = fixture.run(&["check", "survey.yaml", "export.xlsx", "--with-values"]);
    assert!(check.stdout.contains("line 34"), "the row of the sheet: {check}");
}

#[test]
fn what_is_no_export_is_named_and_refused_by_what_it_holds() {
    let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[7; 300]].concat();
    refused("export.csv", &png, "a picture");
    refused("export.csv", b"%PDF-1.7\n1 0 obj\n", "a PDF");
    refused("export.csv", b"$FL2@(#) SPSS DATA FILE MS Windows", "SPSS");
    refused("export.csv", b"PAR1\x15\x04\x15\x10", "Parquet");
    refused("export.csv", b"{\"answers\": [1, 2]}", "does not hold reviews");
    refused("export.xls", b"<table><tr><td>id</td></tr></table>", "a table of a web page");
    refused("export.csv", CLINIC.as_bytes(), "a definition");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(&png).expect("it is packed");
    refused("export.csv.gz", &packed.finish().expect("it ends"), "a picture");
    let broken: Vec<u8> = workbook().into_iter().take(3000).collect();
    refused("export.xlsx", &broken, "not copied whole");
}

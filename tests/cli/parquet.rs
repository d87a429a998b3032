//! Parquet files are read like the CSV export of the same responses, alone and in folders that stand for columns.

use super::CLINIC;
use crate::support::{Fixture, Run};
use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, BinaryArray, Date32Array, Float64Array, Int8Array, RecordBatch, StringArray, StructArray,
    TimestampMicrosecondArray,
};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::sync::Arc;

/// Rows of the export: id, moment, site, score, staff, minutes waited, reasons.
type Row = (String, String, String, Option<i8>, String, Option<f64>, Vec<&'static str>);

fn rows() -> Vec<Row> {
    let reasons = [vec!["Check-up"], vec!["Check-up", "Follow-up"], vec![], vec!["Pain, sudden"]];
    let staff = ["Good", "Very good", "Poor", "", "Don't know"];
    (0..240)
        .map(|at| {
            let site = ["North", "South", "East & West: 1"][at % 3].to_string();
            let score = (at % 7 > 0).then_some(i8::try_from(at % 11).expect("a score"));
            let moment = format!("2026-03-{:02}T10:{:02}:00", at % 28 + 1, at % 60);
            let wait = (at % 5 > 0).then(|| f64::from(u8::try_from(at).expect("minutes")) / 2.0);
            let staff = if at == 7 { "quite \"nice\",\nreally" } else { staff[at % staff.len()] }.to_string();
            (format!("r{at}"), moment, site, score, staff, wait, reasons[at % reasons.len()].clone())
        })
        .collect()
}

fn csv(rows: &[Row]) -> String {
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\"").replace('\n', "\r"));
    let line = |(id, moment, site, score, staff, wait, reasons): &Row| {
        let number = |number: Option<String>| number.unwrap_or_default();
        let (score, wait) = (number(score.map(|it| it.to_string())), number(wait.map(|it| it.to_string())));
        format!("{id},{moment},{site},{score},{},{wait},{}\n", cell(staff), cell(&reasons.join(";")))
    };
    super::HEADER.to_string() + &rows.iter().map(line).collect::<String>()
}

/// The same as a Parquet file with the types that a warehouse gives; without the site where a folder has it.
fn parquet(rows: &[Row], has_site: bool, compression: Compression) -> Vec<u8> {
    let texts = |of: fn(&Row) -> &String| -> ArrayRef {
        Arc::new(rows.iter().map(|row| Some(of(row).as_str())).collect::<StringArray>())
    };
    let seconds = |moment: &str| moment.parse::<jiff::civil::DateTime>().expect("a moment");
    let moment =
        |row: &Row| seconds(&row.1).to_zoned(jiff::tz::TimeZone::UTC).expect("a moment").timestamp().as_microsecond();
    let mut reasons = ListBuilder::new(StringBuilder::new());
    reasons.extend(rows.iter().map(|row| Some(row.6.iter().map(|reason| Some(*reason)))));
    let bytes = rows.iter().map(|row| Some(row.4.as_bytes())).collect::<BinaryArray>();
    let site = has_site.then(|| ("Site", texts(|row| &row.2)));
    let columns: Vec<(&str, ArrayRef)> = [
        ("id", texts(|row| &row.0)),
        (
            "submitted",
            Arc::new(rows.iter().map(|row| Some(moment(row))).collect::<TimestampMicrosecondArray>()) as ArrayRef,
        ),
    ]
    .into_iter()
    .chain(site)
    .chain([
        ("Q1", Arc::new(rows.iter().map(|row| row.3).collect::<Int8Array>()) as ArrayRef),
        ("Q2", Arc::new(bytes) as ArrayRef),
        ("Q3", Arc::new(rows.iter().map(|row| row.5).collect::<Float64Array>()) as ArrayRef),
        ("Q4", Arc::new(reasons.finish()) as ArrayRef),
    ])
    .collect();
    written(&RecordBatch::try_from_iter(columns).expect("columns of one length"), compression)
}

fn written(batch: &RecordBatch, compression: Compression) -> Vec<u8> {
    let properties =
        WriterProperties::builder().set_compression(compression).set_max_row_group_row_count(Some(100)).build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).expect("a writer");
    writer.write(batch).expect("rows are written");
    writer.close().expect("the file ends");
    bytes
}

/// All that stands behind how the file was read.
fn figures(run: Run) -> String {
    let printed = run.ok();
    printed.split_once("\n──").expect("a line behind the head").1.to_string()
}

const COMMAND: [&str; 7] = ["analyze", "survey.yaml", "export", "--by", "site", "--every", "week"];

fn analysed(fixture: &Fixture, export: &str) -> String {
    let mut command = COMMAND;
    command[2] = export;
    figures(fixture.run(&command))
}

#[test]
fn a_parquet_file_is_read_like_the_csv_of_the_same_responses() {
    let rows = rows();
    let packings =
        [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(ZstdLevel::default()), Compression::LZ4_RAW];
    for packing in packings {
        let file = parquet(&rows, true, packing);
        let fixture = Fixture::new().survey(CLINIC).csv(&csv(&rows)).file("export.parquet", &file);
        let plain = analysed(&fixture, "export.csv");
        assert!(plain.contains("East & West: 1") && plain.contains("Check-up"), "{plain}");
        assert_eq!(analysed(&fixture, "export.parquet"), plain, "{packing}");
        let piped = fixture.run_with_input(&["analyze", "survey.yaml", "-", "--by", "site", "--every", "week"], &file);
        assert_eq!(figures(piped), plain, "{packing}");
    }
}

#[test]
fn a_parquet_file_suggests_a_definition_that_fits_it() {
    let fixture = Fixture::new().file("export.parquet", &parquet(&rows(), true, Compression::SNAPPY));
    // What was guessed is said in cautions, where nobody has looked at it yet.
    let told = |run: Run| figures(run).split("\n! ").next().expect("figures").to_string();
    let guessed = told(fixture.run(&["analyze", "export.parquet"]));
    fixture.run(&["init", "export.parquet", "-o", "made.yaml"]).ok();
    let check = fixture.run(&["check", "made.yaml", "export.parquet"]);
    assert!(check.code == 0 && check.stdout.contains("Parquet"), "{check}");
    let by_definition = told(fixture.run(&["analyze", "made.yaml", "export.parquet"]));
    assert!(by_definition.starts_with(&guessed) || guessed.starts_with(&by_definition), "{guessed}\n{by_definition}");
    assert!(guessed.contains("base 240 of 240") && guessed.contains("Very good"), "{guessed}");
}

#[test]
fn folders_stand_for_columns() {
    let rows = rows();
    let fixture = Fixture::new().survey(CLINIC).csv(&csv(&rows));
    for (site, folder) in
        [("North", "Site=North"), ("South", "Site=South"), ("East & West: 1", "Site=East & West%3A 1")]
    {
        let of_site: Vec<Row> = rows.iter().filter(|row| row.2 == site).cloned().collect();
        let folder = fixture.path("table").join(folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        let (first, second) = of_site.split_at(of_site.len() / 2);
        for (name, rows) in [("part-0.parquet", first), ("part-1.parquet", second)] {
            std::fs::write(folder.join(name), parquet(rows, false, Compression::SNAPPY)).expect("a file");
        }
        std::fs::write(folder.join("_SUCCESS"), "").expect("a file");
        std::fs::write(folder.join(".part-0.parquet.crc"), "x").expect("a file");
    }
    assert_eq!(analysed(&fixture, "table"), analysed(&fixture, "export.csv"));
}

#[test]
fn what_is_no_table_of_plain_values_is_refused() {
    let inner: ArrayRef = Arc::new(Date32Array::from(vec![1, 2]));
    let nested = StructArray::try_from(vec![("day", inner)]).expect("a column of tables");
    let batch = RecordBatch::try_from_iter([("visit", Arc::new(nested) as ArrayRef)]).expect("a column");
    let fixture = Fixture::new().file("export.parquet", &written(&batch, Compression::SNAPPY));
    let run = fixture.run(&["analyze", "export.parquet"]);
    assert!(run.code == 2 && run.stdout.is_empty() && run.stderr.contains("`visit`"), "{run}");
    std::fs::create_dir(fixture.path("empty")).expect("a folder");
    let run = fixture.run(&["analyze", "empty"]);
    assert!(run.code == 2 && run.stderr.contains("no Parquet files"), "{run}");
}

#[test]
fn broken_files_are_refused_and_nothing_panics() {
    let whole = parquet(&rows(), true, Compression::SNAPPY);
    let fixture = Fixture::new().survey(CLINIC);
    let run_on = |bytes: &[u8]| {
        std::fs::write(fixture.path("export.parquet"), bytes).expect("a file");
        fixture.run(&["analyze", "survey.yaml", "export.parquet", "-f", "json", "-o", "report.json"])
    };
    let run = run_on(&whole[..whole.len() / 2]);
    assert!(run.code == 2 && run.stderr.contains("not copied whole") && !fixture.path("report.json").exists(), "{run}");
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        for flipped in [0xFF, 0x01, 0x80] {
            let mut broken = whole.clone();
            broken[at] ^= flipped;
            let run = run_on(&broken);
            assert!([0, 2, 3].contains(&run.code) && !run.stderr.contains("panicked"), "byte {at} ^ {flipped}: {run}");
        }
    }
}

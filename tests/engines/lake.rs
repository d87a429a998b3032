//! Folders of Parquet files, some of whose columns are names of folders: DuckDB counts in them what is counted when they are
//! read.

use super::cases::{Case, Sheet, cases};
use super::databases::{connection, drivers, fill, run};
use std::path::Path;
use survey::definition::{ColumnRef, SegmentSource, SegmentValues};
use survey::responses::{OpenOptions, open};
use survey::rows;
use survey::sql::{self, Limits, Source, Target};

/// Gives the columns of segments of any values plain names, for DuckDB takes names of folders as they stand there, and
/// says which those are.
fn partitions(case: &mut Case) -> Vec<String> {
    let mut sheet = Sheet::of(&case.export);
    let mut columns = Vec::new();
    for segment in case.survey.segments.iter_mut().filter(|segment| segment.values == SegmentValues::Found) {
        let name = format!("part_{}", segment.id);
        let SegmentSource::Column(ColumnRef::Name(header)) = &segment.source else { continue };
        sheet.header.iter_mut().filter(|own| *own == header).for_each(|own| own.clone_from(&name));
        segment.source = SegmentSource::Column(ColumnRef::Name(name.clone()));
        columns.push(name);
    }
    case.export = sheet.written();
    columns
}

/// Whether it makes no difference what the export is called.
fn is_nameless(case: &Case) -> bool {
    case.survey.segments.iter().all(|segment| segment.source != SegmentSource::File)
}

/// Writes an export as DuckDB does, in folders for the values of columns.
fn write(sheet: &Sheet, columns: &[String], lake: &Path) {
    let mut connection = connection("duckdb", Some(b"duckdb_adbc_init"), Vec::new());
    fill(&mut connection, "responses", sheet);
    let quoted: Vec<String> = columns.iter().map(|column| format!("\"{}\"", column.replace('"', "\"\""))).collect();
    let (lake, by) = (lake.display().to_string().replace('\'', "''"), quoted.join(", "));
    run(&mut connection, &format!("COPY responses TO '{lake}' (FORMAT parquet, PARTITION_BY ({by}))"));
}

fn target(table: String) -> Target {
    let source = Source::new("duckdb:", true).expect("a source");
    Target { source, table, long: None, drivers: drivers(), limits: Limits::default() }
}

fn assert_same(case: &Case, lake: &Path) {
    let (survey, plan) = (&case.survey, case.plan());
    // Of several files, each tells by itself which mark stands before decimals.
    if !survey.finds_decimal_marks() {
        let reader = open(&[lake.display().to_string()], survey, OpenOptions::default());
        let read = rows::count(survey, &plan, reader.unwrap_or_else(|faults| panic!("{faults:?}")), 2);
        case.assert_same(read.unwrap_or_else(|faults| panic!("{faults:?}")), "folders of Parquet files");
    }
    let counted = sql::count(survey, &plan, &target(lake.join("**/*.parquet").display().to_string()));
    case.assert_same(counted.unwrap_or_else(|faults| panic!("{faults:?}")), "DuckDB in folders of Parquet files");
}

#[test]
fn duckdb_counts_folders_as_they_are_read() {
    let cases: Vec<Case> = cases().into_iter().filter(is_nameless).take(5).collect();
    assert_eq!(cases.len(), 5, "surveys without a segment of files");
    for mut case in cases {
        let columns = partitions(&mut case);
        assert!(!columns.is_empty(), "{}", case.name);
        let folder = tempfile::TempDir::new().expect("a folder");
        let lake = folder.path().join("lake's \"2026\"");
        write(&Sheet::of(&case.export), &columns, &lake);
        assert_same(&case, &lake);
    }
}

/// `01` is a text, and a folder without a value stands for none.
#[test]
fn names_of_folders_are_texts() {
    let yaml = "survey: lake\nquestions: { recommend: { kind: nps, column: likely } }\nsegments: { month: month }\n\
                disclosure: { minimum: 1 }\n";
    let survey = survey::definition::parse(yaml.as_bytes(), "survey.yaml").expect("a sound definition");
    let export = "likely,month\n9,01\n3,01\n10,02\n8,\n7,10\n".to_owned();
    let request = survey::analysis::Request { by: vec!["month".to_owned()], ..Default::default() };
    let case = Case { name: "months".to_owned(), survey, export, request, pairs: Vec::new() };
    let folder = tempfile::TempDir::new().expect("a folder");
    write(&Sheet::of(&case.export), &["month".to_owned()], &folder.path().join("lake"));
    assert!(folder.path().join("lake/month=01").is_dir());
    assert_same(&case, &folder.path().join("lake"));
}

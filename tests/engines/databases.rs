//! Databases count what the rows of an export count. `.ci/databases` fetches the drivers and starts a PostgreSQL server.

use super::cases::{Case, Sheet, cases};
use adbc_core::options::{AdbcVersion, OptionDatabase, OptionValue};
use adbc_core::{Connection as _, Database as _, Driver as _, Statement as _};
use adbc_driver_manager::{ManagedConnection, ManagedDriver};
use std::path::PathBuf;
use survey::definition::ColumnRef;
use survey::sql::{self, Drivers, Limits, Long, Source, Target};
use tempfile::TempDir;

/// The table is called as an export that comes in by standard input, for segments by file.
const TABLE: &str = "-";

pub fn drivers() -> Drivers {
    let folders = std::env::var_os("SURVEY_DRIVERS").expect("SURVEY_DRIVERS is set: `.ci/databases` does so");
    Drivers { folders: std::env::split_paths(&folders).collect::<Vec<PathBuf>>() }
}

/// A connection that may write.
pub fn connection(
    name: &str,
    begins_with: Option<&[u8]>,
    options: Vec<(OptionDatabase, OptionValue)>,
) -> ManagedConnection {
    let found = drivers().found();
    let driver =
        found.iter().find(|driver| driver.name == name).expect("the driver is there: `.ci/databases` fetches it");
    let mut driver = ManagedDriver::load_dynamic_from_filename(&driver.library, begins_with, AdbcVersion::V110)
        .expect("the driver can be loaded");
    let database = driver.new_database_with_opts(options).expect("a database");
    database.new_connection().expect("a connection")
}

pub fn run(connection: &mut ManagedConnection, statement: &str) {
    let mut asked = connection.new_statement().expect("a statement");
    asked.set_sql_query(statement).expect("a statement");
    asked.execute_update().unwrap_or_else(|error| panic!("{error}: {statement}"));
}

/// Puts an export into a table, everything as it stands there.
pub fn fill(connection: &mut ManagedConnection, table: &str, sheet: &Sheet) {
    let name = |name: &String| format!("\"{}\"", name.replace('"', "\"\""));
    let columns: Vec<String> = sheet.header.iter().map(|header| format!("{} VARCHAR", name(header))).collect();
    run(connection, &format!("DROP TABLE IF EXISTS \"{table}\""));
    run(connection, &format!("CREATE TABLE \"{table}\" ({})", columns.join(", ")));
    for rows in sheet.rows.chunks(100) {
        // Some blank cells are nothing at all.
        let cell =
            |cell: &String| if cell.is_empty() { "NULL".to_owned() } else { format!("'{}'", cell.replace('\'', "''")) };
        let row = |row: &Vec<String>| format!("({})", row.iter().map(cell).collect::<Vec<_>>().join(", "));
        let rows: Vec<String> = rows.iter().map(row).collect();
        run(connection, &format!("INSERT INTO \"{table}\" VALUES {}", rows.join(", ")));
    }
}

/// The same responses with a row an answer, beside what is known of each response and is no answer; one without answers
/// has one row.
pub fn long(case: &Case) -> Sheet {
    let sheet = Sheet::of(&case.export);
    let asked = |header: &String| {
        let mut columns = case.survey.questions.iter().flat_map(|question| question.source.columns());
        columns.any(|column| matches!(column, ColumnRef::Name(name) if name == header))
    };
    let (answers, beside): (Vec<usize>, Vec<usize>) = (0..sheet.header.len()).partition(|at| asked(&sheet.header[*at]));
    let header = ["response", "question", "answer"].into_iter().map(str::to_owned);
    let header = header.chain(beside.iter().map(|at| sheet.header[*at].clone())).collect();
    let rows = sheet.rows.iter().enumerate().flat_map(|(number, row)| {
        let known = |question: &str, answer: &str| {
            let texts = [number.to_string(), question.to_owned(), answer.to_owned()].into_iter();
            texts.chain(beside.iter().map(|at| row[*at].clone())).collect::<Vec<_>>()
        };
        let given = answers.iter().filter(|at| !row[**at].is_empty());
        let mut rows: Vec<_> = given.map(|at| known(&sheet.header[*at], &row[*at])).collect();
        rows.push(known("none", ""));
        rows
    });
    Sheet { header, rows: rows.collect() }
}

/// Those of the cases whose responses are counted with a row an answer, too.
pub fn long_cases() -> impl Iterator<Item = Case> {
    cases().into_iter().step_by(4)
}

/// Where those stand in it.
pub fn long_columns() -> Long {
    let named = |name: &str| name.to_owned();
    Long { id: named("response"), question: named("question"), answer: named("answer") }
}

pub fn target(uri: &str) -> Target {
    let source = Source::new(uri, true).expect("a source");
    Target { source, table: TABLE.to_owned(), long: None, drivers: drivers(), limits: Limits::default() }
}

/// A database that responses can be put into, and counted in.
pub struct Database {
    pub uri: String,
    title: &'static str,
    open: Box<dyn Fn() -> ManagedConnection>,
    /// Where it lies, as long as it is needed.
    _folder: Option<TempDir>,
}

impl Database {
    /// Databases in files, and that of the server.
    pub fn sqlite() -> Database {
        let folder = TempDir::new().expect("a folder");
        let file = folder.path().join("responses 100%.db").display().to_string();
        let uri = format!("sqlite:{file}");
        let open = move || connection("sqlite", None, vec![(OptionDatabase::Uri, file.as_str().into())]);
        Database { uri, title: "SQLite", open: Box::new(open), _folder: Some(folder) }
    }

    pub fn duckdb() -> Database {
        let folder = TempDir::new().expect("a folder");
        let file = folder.path().join("responses.duckdb").display().to_string();
        let uri = format!("duckdb:{file}");
        let path = move || vec![(OptionDatabase::Other("path".to_owned()), OptionValue::from(file.as_str()))];
        let open = move || connection("duckdb", Some(b"duckdb_adbc_init"), path());
        Database { uri, title: "DuckDB", open: Box::new(open), _folder: Some(folder) }
    }

    pub fn postgresql() -> Database {
        let uri = std::env::var("SURVEY_TEST_POSTGRES").expect("SURVEY_TEST_POSTGRES is set: `.ci/databases` does so");
        let server = uri.clone();
        let open = move || connection("postgresql", None, vec![(OptionDatabase::Uri, server.as_str().into())]);
        Database { uri, title: "PostgreSQL", open: Box::new(open), _folder: None }
    }

    /// Puts a sheet of a case into the table of a target, and counts there what the rows of its export count.
    pub fn assert_same(&self, case: &Case, sheet: &Sheet, target: &Target) {
        let mut connection = (self.open)();
        fill(&mut connection, &target.table, sheet);
        drop(connection);
        let counts = sql::count(&case.survey, &case.plan(), target);
        case.assert_same(counts.unwrap_or_else(|faults| panic!("{}: {faults:?}", case.name)), self.title);
    }

    fn assert_same_cases(&self) {
        for case in cases() {
            self.assert_same(&case, &Sheet::of(&case.export), &target(&self.uri));
        }
        for case in long_cases() {
            let target = Target { long: Some(long_columns()), ..target(&self.uri) };
            self.assert_same(&case, &long(&case), &target);
        }
    }
}

#[test]
fn sqlite_counts_as_rows_are_counted() {
    Database::sqlite().assert_same_cases();
}

#[test]
fn duckdb_counts_as_rows_are_counted() {
    Database::duckdb().assert_same_cases();
}

#[test]
fn postgresql_counts_as_rows_are_counted() {
    Database::postgresql().assert_same_cases();
}

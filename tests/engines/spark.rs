//! Spark counts what the rows of an export count, also when it loses an executor. `benches/spark.sh` fetches Spark and its
//! driver, and starts a server with two executors.

use super::cases::{Case, Sheet, cases};
use super::databases::{connection, long, long_cases, long_columns, run, target};
use adbc_core::options::OptionDatabase;
use adbc_driver_manager::ManagedConnection;
use std::collections::BTreeSet;
use std::process::Command;
use std::time::Duration;
use survey::sql::{self, Target};

fn told(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| panic!("{variable} is set: `benches/spark.sh` does so"))
}

/// A session that several connections share: a view that is called as an export by standard input is only seen in one.
fn session(number: usize) -> String {
    let id = format!("{:08x}-0000-4000-8000-{number:012x}", std::process::id());
    format!("{}/;session_id={id}", told("SURVEY_TEST_SPARK"))
}

fn open(uri: &str) -> ManagedConnection {
    let uri = uri.replace("spark://", "sc://");
    connection("spark", None, vec![(OptionDatabase::Uri, uri.as_str().into())])
}

fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// Puts an export into a table of Parquet files, everything as it stands there, and a view on the rows that meet a
/// condition.
fn fill(connection: &mut ManagedConnection, number: usize, sheet: &Sheet, condition: &str) {
    let table = format!("responses_{number}");
    let columns: Vec<String> = sheet.header.iter().map(|header| format!("{} STRING", quoted(header))).collect();
    run(connection, &format!("DROP TABLE IF EXISTS {table}"));
    run(connection, &format!("CREATE TABLE {table} ({}) USING parquet", columns.join(", ")));
    let text = |cell: &str| format!("'{}'", cell.replace('\\', "\\\\").replace('\'', "\\'"));
    // Some blank cells are nothing at all.
    let cell = |cell: &String| if cell.is_empty() { "NULL".to_owned() } else { text(cell) };
    let row = |row: &Vec<String>| format!("({})", row.iter().map(cell).collect::<Vec<_>>().join(", "));
    // Several files, so that both executors have something to read.
    for rows in sheet.rows.chunks(sheet.rows.len().div_ceil(3)) {
        let rows: Vec<String> = rows.iter().map(row).collect();
        run(connection, &format!("INSERT INTO {table} VALUES {}", rows.join(", ")));
    }
    run(connection, &format!("CREATE TEMPORARY VIEW `-` AS SELECT * FROM {table} WHERE {condition}"));
}

fn assert_same(case: &Case, target: &Target) {
    let counts = sql::count(&case.survey, &case.plan(), target).unwrap_or_else(|faults| panic!("{faults:?}"));
    case.assert_same(counts, "Spark");
}

#[test]
#[ignore = "needs a Spark server: benches/spark.sh"]
fn spark_counts_as_rows_are_counted() {
    for (number, case) in cases().iter().enumerate() {
        let uri = session(number);
        // What closes first would end the session for the other.
        let mut filled = open(&uri);
        fill(&mut filled, number, &Sheet::of(&case.export), "TRUE");
        assert_same(case, &target(&uri));
    }
    for (number, case) in long_cases().enumerate() {
        let uri = session(100 + number);
        let mut filled = open(&uri);
        fill(&mut filled, 100 + number, &long(&case), "TRUE");
        assert_same(&case, &Target { long: Some(long_columns()), ..target(&uri) });
    }
}

/// The processes that the server started.
fn executors() -> BTreeSet<String> {
    let server = told("SURVEY_TEST_SPARK_SERVER");
    let said = Command::new("ps").args(["-o", "pid=", "--ppid", &server]).output().expect("ps is there");
    String::from_utf8_lossy(&said.stdout).split_whitespace().map(str::to_owned).collect()
}

#[test]
#[ignore = "needs a Spark server: benches/spark.sh"]
fn spark_counts_the_same_when_it_loses_an_executor() {
    let case = &cases()[2];
    let uri = session(200);
    let mut filled = open(&uri);
    // Every row takes its time, so that there is a middle of the query.
    fill(&mut filled, 200, &Sheet::of(&case.export), "reflect('java.lang.Thread', 'sleep', 40L) IS NOT NULL");
    let before = executors();
    assert_eq!(before.len(), 2, "executors");
    let lost = before.first().expect("an executor");
    let target = target(&uri);
    let counts = std::thread::scope(|scope| {
        let asked = scope.spawn(|| sql::count(&case.survey, &case.plan(), &target));
        std::thread::sleep(Duration::from_secs(3));
        let killed = Command::new("kill").args(["-9", lost]).status().expect("kill is there");
        assert!(killed.success() && !asked.is_finished(), "the query had come to its end before");
        asked.join().expect("the count ends")
    });
    case.assert_same(counts.unwrap_or_else(|faults| panic!("{faults:?}")), "Spark without an executor");
    assert!(!executors().contains(lost), "the executor is gone");
}

//! Spark counts what the rows of an export count, also when it loses an executor. `benches/spark.sh` fetches Spark and its
//! driver, and starts a server with two executors.

use super::cases::{Case, Sheet, cases};
use super::databases::{connection, long, long_cases, long_columns, run, target};
use super::weighed;
use adbc_core::options::OptionDatabase;
use adbc_driver_manager::ManagedConnection;
use std::collections::BTreeSet;
use std::process::Command;
use std::time::Duration;
use survey::analysis::Request;
use survey::definition;
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

#[test]
#[ignore = "needs a Spark server: benches/spark.sh"]
fn spark_adds_weights_up() {
    for (number, case) in (400..).zip(weighed::cases()) {
        let uri = session(number);
        let mut filled = open(&uri);
        fill(&mut filled, number, &Sheet::of(&case.export), "TRUE");
        assert_same(&case, &weighed::asked(target(&uri)));
    }
}

/// The executors that the server started; it starts processes of other sorts, too.
fn executors() -> BTreeSet<String> {
    let server = told("SURVEY_TEST_SPARK_SERVER");
    let said = Command::new("ps").args(["-ww", "-o", "pid=,args=", "--ppid", &server]).output().expect("ps is there");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let executors = said.lines().filter(|line| line.contains("CoarseGrainedExecutorBackend"));
    executors.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
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

/// The hour at which responses were submitted, where a clock leaps over one and shows another one twice: London, 2026.
const HOURS: &str = "survey: hours
submitted: { column: at, timezone: Europe/London }
questions: { recommend: { kind: nps, column: likely } }
segments: { hour: { by: hour }, weekday: { by: weekday } }
disclosure: { minimum: 1 }
";

/// Counts by hour and by day what is submitted at these times, which are of a type in Spark and texts in the export.
fn assert_same_hours(number: usize, times: &[&str], sql_type: &str) {
    let survey = definition::parse(HOURS.as_bytes(), "survey.yaml").expect("a sound definition");
    let rows = times.iter().enumerate().map(|(at, time)| vec![(*time).to_owned(), (at % 11).to_string()]);
    let sheet = Sheet { header: ["at", "likely"].map(str::to_owned).to_vec(), rows: rows.collect() };
    let by = ["hour", "weekday", "hour:weekday"].map(str::to_owned).to_vec();
    let request = Request { by, every: Some("week".to_owned()), ..Request::default() };
    let case = Case { name: sql_type.to_owned(), survey, export: sheet.written(), request, pairs: Vec::new() };
    let uri = session(number);
    let mut filled = open(&uri);
    fill(&mut filled, number, &sheet, "TRUE");
    let table = format!("responses_{number}");
    let typed = format!("SELECT CAST(at AS {sql_type}) AS at, likely FROM {table}");
    run(&mut filled, &format!("CREATE OR REPLACE TEMPORARY VIEW `-` AS {typed}"));
    assert_same(&case, &target(&uri));
}

#[test]
#[ignore = "needs a Spark server: benches/spark.sh"]
fn spark_tells_the_hour_of_every_type_of_time() {
    let days = ["2026-03-28", "2026-03-29", "2026-10-25", "2026-12-31"];
    let clock = ["00:59:59", "01:00:00", "01:30:00", "02:00:00", "23:59:59"];
    let local: Vec<String> = days.iter().flat_map(|day| clock.map(|time| format!("{day} {time}"))).collect();
    let instants: Vec<String> = local.iter().map(|time| format!("{}Z", time.replace(' ', "T"))).collect();
    let [local, instants] = [&local, &instants].map(|times| times.iter().map(String::as_str).collect::<Vec<_>>());
    assert_same_hours(300, &local, "TIMESTAMP_NTZ");
    assert_same_hours(301, &instants, "TIMESTAMP");
    assert_same_hours(302, &local, "STRING");
}

//! What can go wrong with a database, each with its message: exit code 2, nothing written, nobody's password shown.

use super::cases::Sheet;
use super::databases::{connection, drivers, fill, run};
use crate::support::{Fixture, Run, run_with};
use adbc_core::options::OptionDatabase;
use std::fmt::Write as _;
use std::time::Duration;

pub const SURVEY: &str = "
survey: tiny
response_id: id
questions:
  recommend: { kind: nps, column: likely }
  comment: { kind: text, column: say }
segments: { site: site }
disclosure: { minimum: 1 }
";

pub const EXPORT: &str = "id,likely,say,site\n1,9,fine,North\n2,3,,South\n3,10,Canary Jane Roe,North\n4,8,,\n";

/// What must never be said: a password, and what somebody wrote.
const CANARIES: [&str; 2] = ["hunter2", "Jane Roe"];

/// A folder with a definition and a database.
fn fixture(export: &str) -> Fixture {
    let fixture = Fixture::new().survey(SURVEY).csv(export);
    let file = fixture.path("responses.db").display().to_string();
    let mut open = connection("sqlite", None, vec![(OptionDatabase::Uri, file.as_str().into())]);
    fill(&mut open, "responses", &Sheet::of(export));
    fixture
}

pub fn asked(fixture: &Fixture, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    commanded(fixture, &[&["analyze", "survey.yaml", "-o", "out.json"], arguments].concat(), variables)
}

fn commanded(fixture: &Fixture, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let folders = std::env::join_paths(drivers().folders).expect("paths").into_string().expect("UTF-8");
    let variables = [&[("SURVEY_DRIVERS", folders.as_str())], variables].concat();
    run_with(&fixture.path(""), arguments, b"", &variables)
}

#[track_caller]
fn assert_refused(fixture: &Fixture, run: &Run, messages: &[&str]) {
    assert_eq!(run.code, 2, "{run}");
    for message in messages {
        assert!(run.stderr.contains(message), "{message}: {run}");
    }
    for canary in CANARIES {
        assert!(!run.to_string().contains(canary), "{run}");
    }
    assert!(!fixture.path("out.json").exists(), "{run}");
}

#[test]
fn what_is_wrong_with_a_database_is_said() {
    let fixture = fixture(EXPORT);
    let refused = |arguments: &[&str], messages: &[&str]| {
        assert_refused(&fixture, &asked(&fixture, arguments, &[]), messages);
    };
    let sqlite = |table| ["--source", "sqlite:responses.db", "--table", table];
    refused(&["--source", "sqlite:nowhere.db", "--table", "responses"], &["there is no file `nowhere.db`"]);
    refused(&["--source", "sqlite:export.csv", "--table", "responses"], &["file is not a database"]);
    refused(&["--source", "oracle:x", "--table", "t"], &["there is no driver for `oracle` here", "SURVEY_DRIVERS"]);
    refused(&sqlite("answers"), &["no such table: answers"]);
    refused(&sqlite("responses; DROP TABLE responses"), &["no such table"]);
    let few = [&sqlite("responses")[..], &["--max-distinct", "3"]].concat();
    refused(
        &few,
        &["more than 3 different rows would come back for the question `recommend`: of `likely`", "--max-distinct"],
    );
    let by = [&sqlite("responses")[..], &["--where", "comment>3"]].concat();
    refused(&by, &["the condition on `comment` rests on the length of comments"]);
    refused(
        &["--source", "postgresql://ann@127.0.0.1:1/gp", "--table", "t"],
        &["the database cannot be reached", "Connection refused"],
    );
    assert!(fixture.path("responses.db").exists());
    let run = asked(&fixture, &sqlite("responses"), &[]);
    assert_eq!(run.code, 0, "{run}");
}

#[test]
fn a_column_that_is_not_there_is_named() {
    let fixture = fixture("id,likly,say,site\n1,9,fine,North\n");
    let run = asked(&fixture, &["--source", "sqlite:responses.db", "--table", "responses"], &[]);
    assert_refused(&fixture, &run, &["no column `likely`", "did you mean `likly`?", "responses"]);
}

#[test]
fn ids_that_occur_twice_are_counted_and_stay_where_they_are() {
    let fixture = fixture("id,likely,say,site\nhunter2,9,,\nhunter2,3,,\n4,8,,\n,8,,\n , 8,,\n");
    let run = asked(&fixture, &["--source", "sqlite:responses.db", "--table", "responses"], &[]);
    assert_refused(&fixture, &run, &["1 response id occurs more than once"]);
}

#[test]
fn an_answer_in_several_rows_is_none_that_can_be_told() {
    let fixture = fixture("response,asked,said\n1,likely,9\n1,site,North\n2,likely,3\n2,likely,4\n");
    let table = ["--source", "sqlite:responses.db", "--table", "responses", "--long"];
    let asked = |columns| asked(&fixture, &[&table[..], &[columns]].concat(), &[]);
    let tiny = SURVEY.replace("id: id", "id: response").replace("  comment: { kind: text, column: say }\n", "");
    std::fs::write(fixture.path("survey.yaml"), tiny).expect("written");
    assert_refused(
        &fixture,
        &asked("response,asked,said"),
        &["1 answers of one response to one question stand in several rows"],
    );
    assert_refused(&fixture, &asked("response,asked"), &["expected the names of three columns"]);
    assert_refused(&fixture, &asked("response,ask,said"), &["the table has no column `ask`, which --long names"]);
}

#[test]
fn a_password_that_a_driver_was_given_is_not_told() {
    let fixture = fixture(EXPORT);
    let uris = ["postgresql://ann:hunter2@127.0.0.1:1/gp", "postgresql://ann@127.0.0.1:1/gp?password=hunter2&x=1"];
    for uri in uris {
        let run = asked(&fixture, &["--table", "responses"], &[("SURVEY_SOURCE", uri)]);
        assert_refused(&fixture, &run, &["postgresql://127.0.0.1:1/gp"]);
    }
}

#[test]
fn a_database_that_is_silent_or_goes_away_leaves_nothing_half() {
    let uri = std::env::var("SURVEY_TEST_POSTGRES").expect("SURVEY_TEST_POSTGRES is set: `.ci/databases` does so");
    let fixture = Fixture::new().survey(SURVEY);
    let mut open = connection("postgresql", None, vec![(OptionDatabase::Uri, uri.as_str().into())]);
    run(&mut open, "DROP VIEW IF EXISTS slow");
    fill(&mut open, "patient", &Sheet::of(EXPORT));
    run(&mut open, "CREATE VIEW slow AS SELECT *, pg_sleep(30)::text AS nap FROM patient");
    let slow = SURVEY.replace("segments: {", "segments: { nap: nap,");
    let fixture = fixture.survey(&slow);
    let refused = asked(&fixture, &["--source", &uri, "--table", "slow", "--timeout", "1"], &[]);
    assert_eq!((refused.code, fixture.path("out.json").exists()), (2, false), "{refused}");
    let is_told = ["silent for 1 seconds", "statement timeout"].iter().any(|told| refused.stderr.contains(told));
    assert!(is_told, "{refused}");
    let gone = std::thread::scope(|scope| {
        let asked = scope.spawn(|| asked(&fixture, &["--source", &uri, "--table", "slow"], &[]));
        let mut end = String::new();
        let _ = write!(
            end,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%slow%' AND pid <> pg_backend_pid()"
        );
        while !asked.is_finished() {
            std::thread::sleep(Duration::from_millis(300));
            run(&mut open, &end);
        }
        asked.join().expect("the run ends")
    });
    assert_refused(&fixture, &gone, &["the database could not be asked"]);
}

/// Whatever a command would ask is printed on demand, and nothing is written then.
#[test]
fn every_command_prints_what_it_would_ask() {
    let fixture = fixture(EXPORT);
    let files = |fixture: &Fixture| std::fs::read_dir(fixture.path("")).expect("a folder").count();
    let before = files(&fixture);
    let commands: [&[&str]; 6] = [
        &["analyze", "survey.yaml"],
        &["report", "survey.yaml", "-o", "page"],
        &["chart", "recommend", "survey.yaml", "-o", "picture.png"],
        &["counts", "survey.yaml", "-o", "all.counts"],
        &["check", "survey.yaml"],
        &["explain", "recommend", "survey.yaml"],
    ];
    for command in commands {
        let source = ["--source", "sqlite:responses.db", "--table", "responses", "--print-sql"];
        let printed = commanded(&fixture, &[command, &source].concat(), &[]).ok();
        assert!(printed.contains("SELECT COALESCE(CAST(\"likely\" AS TEXT), ''), COUNT(*)"), "{command:?}: {printed}");
        let nowhere = commanded(&fixture, &[command, &["export.csv", "--print-sql"]].concat(), &[]);
        assert!(nowhere.code == 2 && nowhere.stderr.contains("no table is named"), "{nowhere}");
    }
    assert_eq!(files(&fixture), before);
}

/// A role that may do nothing but read one table can count, and what it is asked is what is printed.
#[test]
fn the_right_to_read_one_table_is_enough() {
    let uri = std::env::var("SURVEY_TEST_POSTGRES").expect("SURVEY_TEST_POSTGRES is set: `.ci/databases` does so");
    let fixture = Fixture::new().survey(SURVEY).csv(EXPORT);
    let mut open = connection("postgresql", None, vec![(OptionDatabase::Uri, uri.as_str().into())]);
    fill(&mut open, "readable", &Sheet::of(EXPORT));
    run(&mut open, "DO $$ BEGIN CREATE ROLE survey_reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    run(&mut open, "GRANT SELECT ON readable TO survey_reader");
    let reader = uri.replace("survey@", "survey_reader@");
    let printed = asked(&fixture, &["--source", &reader, "--table", "public.readable", "--print-sql"], &[]);
    assert!(printed.code == 0 && printed.stdout.lines().all(|line| line.starts_with("SELECT ")), "{printed}");
    let counted = asked(&fixture, &["--source", &reader, "--table", "public.readable"], &[]);
    assert_eq!(counted.code, 0, "{counted}");
    assert!(fixture.path("out.json").exists());
}

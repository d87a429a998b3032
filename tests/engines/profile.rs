//! Databases that a connection profile leads to: `profile://NAME`.

use super::cases::Sheet;
use super::databases::{connection, drivers, fill};
use super::messages::{EXPORT, SURVEY, asked};
use crate::support::{Fixture, Run};
use adbc_core::options::OptionDatabase;
use serde_json::Value;

/// A folder with a definition, a database, and a profile that leads there by a driver of this name.
fn fixture(driver: &str) -> Fixture {
    let fixture = Fixture::new().survey(SURVEY);
    let file = fixture.path("responses.db").display().to_string();
    let mut open = connection("sqlite", None, vec![(OptionDatabase::Uri, file.as_str().into())]);
    fill(&mut open, "responses", &Sheet::of(EXPORT));
    let profile = "profile_version = 1\ndriver = 'DRIVER'\n[Options]\nuri = 'file:{{ env_var(WAREHOUSE) }}?mode=ro'\n";
    fixture.file("warehouse.toml", profile.replace("DRIVER", driver).as_bytes())
}

/// Analyses the table through the profile, or from the file itself.
fn run(fixture: &Fixture, uri: &str, more: &[&str]) -> Run {
    let (folder, file) = (fixture.path("").display().to_string(), fixture.path("responses.db").display().to_string());
    let arguments = [&["--source", uri, "--table", "responses"], more].concat();
    asked(fixture, &arguments, &[("ADBC_PROFILE_PATH", &folder), ("WAREHOUSE", &file)])
}

fn figures(fixture: &Fixture) -> Value {
    let report = std::fs::read_to_string(fixture.path("out.json")).expect("a report");
    let mut report: Value = serde_json::from_str(&report).expect("JSON");
    report.as_object_mut().expect("an object").retain(|key, _| ["axes", "groups", "questions"].contains(&key.as_str()));
    report
}

/// A driver can be named as here, as its package is, or by its path; and it is sent what its database speaks.
#[test]
fn a_profile_leads_to_a_database() {
    let found = drivers().found();
    let library = found.iter().find(|driver| driver.name == "sqlite").expect("the driver is there").library.clone();
    for driver in ["sqlite", "adbc_driver_sqlite", &library.display().to_string()] {
        let fixture = fixture(driver);
        let direct = run(&fixture, "sqlite:responses.db", &[]);
        assert_eq!(direct.code, 0, "{direct}");
        let expected = figures(&fixture);
        let (printed, statements) =
            ["profile://warehouse", "sqlite:responses.db"].map(|uri| run(&fixture, uri, &["--print-sql"]).ok()).into();
        assert_eq!(printed, statements);
        let by_profile = run(&fixture, "profile://warehouse", &[]);
        assert_eq!(by_profile.code, 0, "{by_profile}");
        assert_eq!(figures(&fixture), expected);
        // Of 9, 3, 10 and 8: two promoters and a detractor of four.
        assert_eq!(expected["questions"][0]["cells"][0]["estimates"][0]["value"], 25.0, "{expected}");
    }
}

#[test]
fn a_password_in_a_profile_is_not_told() {
    let fixture = fixture("postgresql");
    let uris = ["postgresql://ann:hunter2@127.0.0.1:1/gp", "postgresql://ann:hunter2@127.0.0.1:door/gp", "hunter2"];
    for uri in uris {
        let profile = format!("profile_version = 1\ndriver = 'postgresql'\n[Options]\nuri = '{uri}'\n");
        std::fs::write(fixture.path("warehouse.toml"), profile).expect("a profile");
        let run = run(&fixture, "profile://warehouse", &[]);
        assert!(run.code == 2 && run.stderr.contains("cannot be reached"), "{run}");
        assert!(!run.to_string().contains("hunter2"), "{run}");
    }
}

#[test]
fn a_profile_that_leads_nowhere_is_named() {
    let fixture = fixture("oracle");
    let refused = |uri: &str, message: &str| {
        let run = run(&fixture, uri, &[]);
        assert!(run.code == 2 && run.stderr.contains(message), "{run}");
        assert!(!run.to_string().contains("responses.db"), "what is in a profile stays there: {run}");
    };
    refused("profile://warehouse", "there is no driver for `oracle` here");
    refused("profile://nowhere", "Profile not found: nowhere");
}

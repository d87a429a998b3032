//! The folder of a report: one run, whole, and nothing of another; what else is in it stays.

use super::{CLINIC, HEADER};
use crate::support::{Fixture, Run, files};
use std::fmt::Write as _;
use std::os::unix::fs::symlink;

/// A survey of two sites and two months.
fn clinic() -> Fixture {
    let mut rows = HEADER.to_string();
    for row in 0..40 {
        let (month, site) = (1 + row % 2, if row % 4 < 2 { "North" } else { "South" });
        let _ = writeln!(rows, "r{row},2026-0{month}-05,{site},{},Good,20,Check-up", row % 11);
    }
    Fixture::new().survey(CLINIC).csv(&rows)
}

fn report(fixture: &Fixture, folder: &str, more: &[&str]) -> Run {
    let run = fixture.run(&[&["report", "survey.yaml", "export.csv", "-o", folder, "--format"][..], more].concat());
    assert_eq!(run.code, 0, "{run}");
    run
}

#[track_caller]
fn refused(run: &Run, words: &str) {
    assert_eq!((run.code, run.stderr.contains(words)), (2, true), "{run}");
}

#[test]
fn a_folder_holds_one_run_and_nothing_of_another() {
    let fixture = clinic();
    report(&fixture, "fresh", &["html,svg"]);
    report(&fixture, "out", &["html,svg,json", "--by", "site", "--every", "month"]);
    assert!(files(&fixture.path("out")).len() > files(&fixture.path("fresh")).len());
    let run = report(&fixture, "out", &["html,svg"]);
    assert_eq!(files(&fixture.path("out")), files(&fixture.path("fresh")));
    let files = files(&fixture.path("out")).len() - 1; // without the list of them
    assert_eq!(run.stderr, format!("wrote {files} files to out; open out/report.html\n"));
    report(&fixture, "out", &["json"]);
    assert!(!fixture.path("out/charts").exists(), "no empty folder stays");
}

/// As it was left before there was a list of files in it.
#[test]
fn folders_of_earlier_versions_are_known() {
    let fixture = clinic();
    report(&fixture, "fresh", &["svg"]);
    report(&fixture, "out", &["html,svg,json", "--by", "site", "--every", "month"]);
    std::fs::remove_file(fixture.path("out/.survey-report")).expect("the list");
    std::fs::write(fixture.path("out/charts/holiday.png"), "mine").expect("a file");
    report(&fixture, "out", &["svg"]);
    let mut found = files(&fixture.path("out"));
    assert_eq!(found.remove("charts/holiday.png"), Some(b"mine".to_vec()));
    assert_eq!(found, files(&fixture.path("fresh")));
}

#[test]
fn what_else_is_in_the_folder_stays_and_is_told() {
    let fixture = clinic();
    std::fs::create_dir_all(fixture.path("out/charts/old")).expect("a folder");
    std::fs::create_dir_all(fixture.path("out/minutes")).expect("a folder");
    let mine = ["out/report.txt", "out/report.md", "out/charts/mine.svg", "out/charts/old/x.png", "out/minutes/may.md"];
    for name in mine {
        std::fs::write(fixture.path(name), name).expect("a file");
    }
    symlink("minutes/may.md", fixture.path("out/last.md")).expect("a link");
    for _ in 0..2 {
        let run = report(&fixture, "out", &["html,svg"]);
        for name in ["report.txt", "report.md", "charts/mine.svg", "charts/old", "minutes"] {
            assert!(run.stderr.contains(&format!("`{name}`")), "{name}: {run}");
        }
        for name in mine {
            assert_eq!(std::fs::read_to_string(fixture.path(name)).expect("still there"), name);
        }
        assert!(fixture.path("out/last.md").is_symlink());
    }
    assert!(files(&fixture.path("")).keys().all(|name| !name.starts_with('.')), "nothing is left beside it");
}

/// Killed when the folders had changed places: the old one, with the user's files, is beside the new one.
#[test]
fn what_a_killed_run_has_left_is_put_right_by_the_next() {
    let fixture = clinic();
    report(&fixture, "out", &["svg", "--by", "site"]);
    std::fs::write(fixture.path("out/charts/mine.png"), "mine").expect("a file");
    std::fs::write(fixture.path("out/notes.txt"), "mine").expect("a file");
    std::fs::rename(fixture.path("out"), fixture.path(".out.survey-abcdefABCDEF")).expect("the old folder");
    std::fs::write(fixture.path(".out.survey-lock"), "").expect("a lock that nobody holds");
    std::fs::create_dir(fixture.path(".out.survey-notes")).expect("somebody else's folder");
    report(&fixture, "fresh", &["svg"]);
    report(&fixture, "out", &["svg"]);
    let mut found = files(&fixture.path("out"));
    assert_eq!(found.remove("notes.txt"), Some(b"mine".to_vec()));
    assert_eq!(found.remove("charts/mine.png"), Some(b"mine".to_vec()));
    assert_eq!(found, files(&fixture.path("fresh")));
    let beside = std::fs::read_dir(fixture.path("")).expect("a folder").filter_map(Result::ok);
    let hidden: Vec<_> =
        beside.map(|entry| entry.file_name()).filter(|name| name.to_string_lossy().starts_with('.')).collect();
    assert_eq!(hidden, [".out.survey-notes"]);
}

/// Where folders cannot change places in one step: killed between the two.
#[test]
fn a_folder_that_was_moved_away_comes_back() {
    let fixture = clinic();
    report(&fixture, "out", &["svg"]);
    std::fs::write(fixture.path("out/notes.txt"), "mine").expect("a file");
    let before = files(&fixture.path("out"));
    std::fs::rename(fixture.path("out"), fixture.path(".out.survey-old")).expect("the old folder");
    report(&fixture, "out", &["svg"]);
    assert_eq!(files(&fixture.path("out")), before);
    assert!(!fixture.path(".out.survey-old").exists());
}

/// A file of the user's that cannot go back, because there is another of its name, is neither lost nor forgotten.
#[test]
fn what_has_nowhere_to_go_is_told_every_time() {
    let fixture = clinic();
    report(&fixture, "out", &["json"]);
    std::fs::write(fixture.path("out/notes.txt"), "old").expect("a file");
    std::fs::rename(fixture.path("out"), fixture.path(".out.survey-abcdefABCDEF")).expect("the old folder");
    std::fs::create_dir(fixture.path("out")).expect("a folder");
    std::fs::write(fixture.path("out/notes.txt"), "new").expect("a file");
    for _ in 0..2 {
        let run = report(&fixture, "out", &["json"]);
        assert!(run.stderr.contains("warning: `.out.survey-abcdefABCDEF/notes.txt` could not go back"), "{run}");
    }
    assert_eq!(std::fs::read_to_string(fixture.path("out/notes.txt")).expect("a file"), "new");
    let old = fixture.path(".out.survey-abcdefABCDEF/notes.txt");
    assert_eq!(std::fs::read_to_string(old).expect("a file"), "old");
}

#[test]
fn runs_into_one_folder_wait_for_each_other() {
    let fixture = clinic();
    report(&fixture, "a", &["svg,json", "--by", "site"]);
    report(&fixture, "b", &["svg"]);
    let good = [files(&fixture.path("a")), files(&fixture.path("b"))];
    std::thread::scope(|scope| {
        for round in 0..8 {
            let fixture = &fixture;
            let more: &[&str] = if round % 2 == 0 { &["svg,json", "--by", "site"] } else { &["svg"] };
            scope.spawn(move || report(fixture, "out", more));
        }
    });
    assert!(good.contains(&files(&fixture.path("out"))), "one of them, whole");
}

#[test]
fn folders_that_must_not_be_replaced_are_refused() {
    let fixture = clinic().file("README.md", b"mine");
    for folder in ["repo/.git", "inner/report.json", "charts-file"] {
        std::fs::create_dir_all(fixture.path(folder)).expect("a folder");
    }
    std::fs::write(fixture.path("charts-file/charts"), "mine").expect("a file");
    symlink("inner", fixture.path("link")).expect("a link");
    let before = files(&fixture.path(""));
    for (folder, words) in [
        ("README.md", "`README.md` is a file, not a folder"),
        ("export.csv", "is a file, not a folder"),
        (".", "is the folder that you are in"),
        ("..", "is the folder that you are in"),
        ("inner/..", "is the folder that you are in"),
        ("/", "is the folder that you are in"),
        ("repo", "`repo` is a checkout"),
        ("link", "`link` is a symbolic link to `inner`"),
        ("link/", "`link/` is a symbolic link to `inner`"),
        ("inner", "`inner/report.json` is not a file"),
        ("charts-file", "`charts-file/charts` is not a folder"),
        ("README.md/inner", "`README.md/inner` cannot be used"),
    ] {
        let run = fixture.run(&["report", "survey.yaml", "export.csv", "-o", folder, "--format", "json,svg"]);
        refused(&run, words);
        assert!(run.stderr.matches("os error").count() <= 1, "{run}");
    }
    assert_eq!(files(&fixture.path("")), before);
    let run = fixture.run(&["report", "survey.yaml", "export.csv", "-o", "link", "--format", "html", "--follow"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(fixture.path("link").is_symlink() && fixture.path("inner/report.html").is_file());
}

#[test]
fn an_export_inside_the_folder_survives() {
    let fixture = clinic();
    std::fs::create_dir(fixture.path("out")).expect("a folder");
    for name in ["export.csv", "survey.yaml"] {
        std::fs::copy(fixture.path(name), fixture.path("out").join(name)).expect("a copy");
    }
    for _ in 0..2 {
        let run = fixture.run(&["report", "out/survey.yaml", "out/export.csv", "-o", "out", "--format", "json,svg"]);
        assert_eq!(run.code, 0, "{run}");
        assert!(fixture.path("out/export.csv").is_file() && fixture.path("out/survey.yaml").is_file());
    }
    std::fs::copy(fixture.path("export.csv"), fixture.path("out/report.json")).expect("a copy");
    let run = fixture.run(&["report", "out/survey.yaml", "out/report.json", "-o", "out", "--format", "svg"]);
    refused(&run, "`out/report.json` is one of the files to read");
}

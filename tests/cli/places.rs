//! Where output goes: never over what is read, never over what is no plain file, whole or not at all, with the
//! permissions that the user wants, and with nothing left beside it.

use super::{CLINIC, HEADER};
use crate::support::{Fixture, Run};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn clinic() -> Fixture {
    Fixture::new().survey(CLINIC).csv(&format!("{HEADER}r1,2026-01-05,North,9,Good,20,Check-up\n"))
}

/// The names in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[track_caller]
fn refused(run: &Run, words: &str) {
    assert_eq!((run.code, run.stderr.contains(words)), (2, true), "{run}");
}

/// Every option of every command that names a file to write.
const OUTPUTS: [&[&str]; 7] = [
    &["analyze", "survey.yaml", "export.csv", "-f", "csv", "-o"],
    &["check", "survey.yaml", "export.csv", "-f", "json", "-o"],
    &["check", "survey.yaml", "export.csv", "--rejects"],
    &["chart", "recommend", "survey.yaml", "export.csv", "-o"],
    &["init", "export.csv", "--force", "-o"],
    &["analyze", "survey.yaml", "exp*.csv", "-f", "table", "-o"],
    &["report", "survey.yaml", "export.csv", "--format", "json", "-o"],
];

#[test]
fn what_is_read_is_never_written_over() {
    let fixture = clinic();
    std::fs::hard_link(fixture.path("export.csv"), fixture.path("hard.csv")).expect("a link");
    symlink("export.csv", fixture.path("soft.csv")).expect("a link");
    symlink(fixture.path(""), fixture.path("here")).expect("a link");
    let read = |name: &str| std::fs::read(fixture.path(name)).expect("a file");
    let before = [read("export.csv"), read("survey.yaml")];
    for command in OUTPUTS.iter().filter(|command| command[0] != "chart" && command[0] != "report") {
        for target in ["export.csv", "./export.csv", "hard.csv", "here/export.csv"] {
            refused(&fixture.run(&[command, &[target][..]].concat()), "is one of the files to read");
        }
        refused(&fixture.run(&[command, &["soft.csv"][..]].concat()), "is a symbolic link to `export.csv`");
        refused(&fixture.run(&[command, &["soft.csv", "--follow"][..]].concat()), "is one of the files to read");
    }
    refused(&fixture.run(&["analyze", "survey.yaml", "export.csv", "-o", "survey.yaml"]), "one of the files to read");
    refused(&fixture.run(&["generate", "responses", "survey.yaml", "-o", "survey.yaml"]), "one of the files to read");
    let font = ["chart", "recommend", "survey.yaml", "export.csv", "--font", "font.png", "-o", "font.png"];
    std::fs::write(fixture.path("font.png"), "a font").expect("a file");
    refused(&fixture.run(&font), "one of the files to read");
    assert_eq!([read("export.csv"), read("survey.yaml")], before);
}

#[test]
fn what_is_no_plain_file_stays_what_it_is() {
    let fixture = clinic().file("locked.csv", b"locked");
    let status = Command::new("mkfifo").arg(fixture.path("pipe")).status().expect("mkfifo");
    assert!(status.success());
    std::os::unix::net::UnixListener::bind(fixture.path("socket")).expect("a socket");
    std::fs::create_dir(fixture.path("folder")).expect("a folder");
    symlink("nowhere", fixture.path("dangling")).expect("a link");
    symlink("/dev/null", fixture.path("null")).expect("a link");
    std::fs::set_permissions(fixture.path("locked.csv"), PermissionsExt::from_mode(0o444)).expect("permissions");
    for command in OUTPUTS.iter().filter(|command| !["chart", "report", "init"].contains(&command[0])) {
        for (target, words) in [
            ("pipe", "`pipe` is a pipe, not a file"),
            ("socket", "`socket` is a socket, not a file"),
            ("/dev/null", "`/dev/null` is a device, not a file"),
            ("null", "`null` is a device, not a file"),
            ("dangling", "`dangling` is a symbolic link to `nowhere`"),
            ("folder", "`folder` is a folder"),
            ("new/", "`new/` names a folder"),
            ("locked.csv", "`locked.csv` may not be written"),
            ("nowhere/x", "there is no folder `nowhere`"),
        ] {
            refused(&fixture.run(&[command, &[target][..]].concat()), words);
        }
    }
    assert!(fixture.path("pipe").symlink_metadata().expect("a pipe").file_type().is_fifo());
    assert_eq!(std::fs::read_to_string(fixture.path("locked.csv")).expect("a file"), "locked");
    assert!(!fixture.path("nowhere").exists());
    let through = ["analyze", "survey.yaml", "export.csv", "-f", "csv", "-o", "dangling", "--follow"];
    assert!(fixture.run(&through).ok().is_empty());
    assert!(fixture.path("dangling").is_symlink() && fixture.path("nowhere").is_file(), "written through the link");
}

#[test]
fn new_files_obey_the_umask_and_replaced_ones_keep_their_permissions() {
    let fixture = clinic().file("kept.csv", b"before");
    std::fs::set_permissions(fixture.path("kept.csv"), PermissionsExt::from_mode(0o640)).expect("permissions");
    let survey = env!("CARGO_BIN_EXE_survey");
    let commands = format!(
        "cd '{}' && umask 027 && '{survey}' -q analyze survey.yaml export.csv -o new.csv && \
         '{survey}' -q analyze survey.yaml export.csv -o kept.csv && umask 077 && \
         '{survey}' -q report survey.yaml export.csv --format json -o new",
        fixture.path("").display()
    );
    assert!(Command::new("sh").args(["-c", &commands]).status().expect("a shell").success());
    let mode = |name: &str| fixture.path(name).metadata().expect("a file").mode() & 0o7777;
    assert_eq!([mode("new.csv"), mode("kept.csv")], [0o640, 0o640]);
    assert_eq!([mode("new"), mode("new/report.json")], [0o700, 0o600]);
}

#[test]
fn the_ending_says_the_format_or_is_refused() {
    let fixture = clinic();
    let analyze = |file: &str| fixture.run(&["analyze", "survey.yaml", "export.csv", "-o", file]);
    let begins = |file: &str| std::fs::read(fixture.path(file)).expect("a file")[..4].to_vec();
    for (file, start) in [
        ("a.xlsx", b"PK\x03\x04"),
        ("a.HTML", b"<!do"),
        ("a.json", b"{\n  "),
        ("a.csv", b"ques"),
        ("a.md", b"# Cl"),
        ("a.txt", b"Clin"),
        ("plain", b"Clin"),
    ] {
        let run = analyze(file);
        assert_eq!((run.code, run.stderr), (0, format!("wrote {file}\n")), "{file}");
        assert_eq!(begins(file), start, "{file}");
    }
    for ending in ["pdf", "docx", "png", "svg", "xls", "yaml", "gz"] {
        let run = analyze(&format!("b.{ending}"));
        refused(&run, &format!("nothing here is written as .{ending}"));
        assert!(run.stderr.contains(".txt, .json, .csv, .md, .html or .xlsx") && run.stderr.contains("survey report"));
        assert!(!fixture.path(&format!("b.{ending}")).exists());
    }
    let run = fixture.run(&["analyze", "survey.yaml", "export.csv", "-o", "figures.prn", "-f", "table"]);
    assert_eq!((run.code, begins("figures.prn")), (0, b"Clin".to_vec()));
    assert!(fixture.run(&["check", "survey.yaml", "export.csv", "-o", "check.json"]).ok().is_empty());
    assert_eq!(begins("check.json"), b"{\n  ");
    for (arguments, words) in [
        (&["check", "survey.yaml", "export.csv", "-o", "x.xlsx"][..], "nothing here is written as .xlsx"),
        (&["check", "survey.yaml", "export.csv", "--rejects", "x.xlsx"], "as CSV, not .xlsx"),
        (&["check", "survey.yaml", "export.csv", "--rejects", "x.txt", "-o", "./x.txt"], "are the same file"),
        (&["init", "export.csv", "-o", "x.csv"], "a definition is YAML, not .csv"),
        (&["generate", "responses", "survey.yaml", "-o", "x.xlsx"], "as CSV, not .xlsx"),
    ] {
        refused(&fixture.run(arguments), words);
    }
    let run = fixture.run(&["analyze", "survey.yaml", "export.csv", "-o", "-", "-f", "csv"]);
    assert!(run.ok().starts_with("question,") && !fixture.path("-").exists());
}

#[test]
fn what_was_written_is_said_unless_quiet_is_wanted() {
    let fixture = clinic();
    for (arguments, words) in [
        (&["chart", "recommend", "survey.yaml", "export.csv", "-o", "nps.svg"][..], "wrote nps.svg\n"),
        (
            &["report", "survey.yaml", "export.csv", "--format", "json", "-o", "r"],
            "wrote 1 file to r; open r/report.json\n",
        ),
        (&["generate", "responses", "survey.yaml", "-n", "5", "-o", "m.csv"], "wrote m.csv\n"),
        (&["generate", "man", "-o", "."], "manual pages to .\n"),
    ] {
        let run = fixture.run(arguments);
        assert_eq!((run.code, run.stderr.ends_with(words)), (0, true), "{run}");
        let quiet = fixture.run(&[arguments, &["-q"][..]].concat());
        assert_eq!((quiet.code, quiet.stdout, quiet.stderr), (0, String::new(), String::new()));
    }
    let run = fixture.run(&["analyze", "export.csv", "-q"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run}");
    assert!(std::fs::read_dir(fixture.path("")).expect("a folder").count() > 8, "manual pages");
}

#[test]
fn what_dead_runs_have_left_goes_and_what_living_ones_make_stays() {
    let fixture = clinic().file(".survey-abcdefABCDEF.tmp", b"half").file(".survey-notes", b"mine");
    let alive = std::fs::File::create(fixture.path(".survey-123456123456.tmp")).expect("a file");
    alive.lock().expect("a lock");
    fixture.run(&["analyze", "survey.yaml", "export.csv", "-o", "figures.csv"]).ok();
    assert_eq!(
        names(&fixture.path("")),
        [".survey-123456123456.tmp", ".survey-notes", "export.csv", "figures.csv", "survey.yaml"]
    );
}

/// Starts a run that writes for a long time, and waits until it has begun to.
fn long_run(fixture: &Fixture) -> std::process::Child {
    let child = Command::new(env!("CARGO_BIN_EXE_survey"))
        .args(["generate", "responses", "survey.yaml", "-n", "100000000", "-o", "made-up.csv"])
        .current_dir(fixture.path(""))
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let started = Instant::now();
    while !names(&fixture.path("")).iter().any(|name| name.starts_with(".survey-")) {
        assert!(started.elapsed() < Duration::from_mins(1), "nothing was begun");
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}

/// Whether whoever is started here ignores a signal, as under `nohup`.
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default();
    ignored >> (signal - 1) & 1 == 1
}

#[test]
fn whoever_is_asked_to_end_leaves_nothing_behind() {
    use std::os::unix::process::ExitStatusExt;
    let fixture = clinic().file("made-up.csv", b"before");
    let signals = [("-TERM", 15), ("-INT", 2), ("-HUP", 1)];
    for (signal, number) in signals.into_iter().filter(|(_, number)| !is_ignored(*number)) {
        let mut child = long_run(&fixture);
        let killed = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill");
        assert!(killed.success());
        assert_eq!(child.wait().expect("an end").signal(), Some(number), "as if it had not listened");
        assert_eq!(names(&fixture.path("")), ["export.csv", "made-up.csv", "survey.yaml"]);
    }
    let mut child = long_run(&fixture);
    child.kill().expect("killed");
    child.wait().expect("an end");
    assert_eq!(names(&fixture.path("")).len(), 4, "nobody can clear up after that");
    fixture.run(&["generate", "responses", "survey.yaml", "-n", "1", "-o", "other.csv"]).ok();
    assert_eq!(names(&fixture.path("")), ["export.csv", "made-up.csv", "other.csv", "survey.yaml"]);
    assert_eq!(std::fs::read_to_string(fixture.path("made-up.csv")).expect("a file"), "before");
}

#[test]
fn a_file_that_may_not_grow_so_large_is_an_error() {
    let fixture = clinic().file("made-up.csv", b"before");
    let commands = format!(
        "cd '{}' && ulimit -f 8 && exec '{}' generate responses survey.yaml -n 100000 -o made-up.csv",
        fixture.path("").display(),
        env!("CARGO_BIN_EXE_survey")
    );
    let output = Command::new("sh").args(["-c", &commands]).output().expect("a shell");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("could not write `made-up.csv`") && stderr.matches("os error").count() <= 1, "{stderr}");
    assert_eq!(names(&fixture.path("")), ["export.csv", "made-up.csv", "survey.yaml"]);
}

#[test]
fn a_full_disk_is_an_error_that_is_said_once() {
    let fixture = clinic();
    let full = std::fs::File::options().write(true).open("/dev/full").expect("a full disk");
    let output = Command::new(env!("CARGO_BIN_EXE_survey"))
        .args(["analyze", "survey.yaml", "export.csv"])
        .current_dir(fixture.path(""))
        .stdout(full)
        .output()
        .expect("a run");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert_eq!(stderr.matches("os error").count(), 1, "{stderr}");
}

/// Rust opens `/dev/null` where there is no standard output: results would be lost without a word. `/dev/null`
/// itself, however it was opened, is what somebody wanted.
#[test]
fn a_closed_standard_output_is_an_error() {
    let fixture = clinic();
    let survey = env!("CARGO_BIN_EXE_survey");
    for (redirection, code) in [(">&-", 2), (">/dev/null", 0), ("1<>/dev/null", 0), (">&- 2>&-", 2), ("<&-", 0)] {
        let commands = format!(
            "cd '{}' && exec '{survey}' analyze survey.yaml export.csv {redirection}",
            fixture.path("").display()
        );
        let output = Command::new("sh").args(["-c", &commands]).output().expect("a shell");
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{redirection}: {stderr}");
        if redirection == ">&-" {
            assert!(stderr.contains("could not write to standard output: it is closed"), "{stderr}");
        }
    }
    let to_file =
        format!("cd '{}' && exec '{survey}' analyze survey.yaml export.csv -o x.csv >&-", fixture.path("").display());
    assert!(Command::new("sh").args(["-c", &to_file]).status().expect("a shell").success(), "nothing is written there");
}

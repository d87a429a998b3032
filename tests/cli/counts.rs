//! `survey counts`: what is kept adds up to what one run over all exports says, byte for byte, and holds nothing of
//! anybody.

use crate::support::{Fixture, Run, root};
use std::io::Read as _;

/// The definition and the export of an example, its responses in two files: before a day and from it on.
fn halves(example: &str, is_early: impl Fn(&csv::StringRecord) -> bool) -> Fixture {
    let export = std::fs::read(root().join(format!("examples/{example}/export.csv"))).expect("an example");
    let definition = std::fs::read_to_string(root().join(format!("surveys/{example}.yaml"))).expect("a definition");
    let mut reader = csv::Reader::from_reader(export.as_slice());
    let header = reader.headers().expect("a header").clone();
    let mut parts = [true, false].map(|_| csv::Writer::from_writer(Vec::new()));
    for part in &mut parts {
        part.write_record(&header).expect("memory");
    }
    for record in reader.records().map(|record| record.expect("a record")) {
        parts[usize::from(!is_early(&record))].write_record(&record).expect("memory");
    }
    let [early, late] = parts.map(|part| part.into_inner().expect("memory"));
    assert!(early.len() > 2000 && late.len() > 2000, "both have responses");
    Fixture::new().survey(&definition).file("early.csv", &early).file("late.csv", &late)
}

fn practice() -> Fixture {
    halves("gp-experience", |record| &record[1] < "2026-04")
}

fn keep(fixture: &Fixture, what: &[&str], to: &str, options: &[&str]) -> Run {
    fixture.run(&[&["counts", "survey.yaml"], what, &["-o", to], options].concat())
}

/// What a command says, exit code and cautions with it; the names of files aside.
fn said(run: Run) -> (String, i32) {
    (run.stdout, run.code)
}

#[test]
fn kept_counts_add_up_to_one_run_over_all_exports_in_every_format() {
    let hospital = halves("hospital-inpatient", |record| record[1].get(3..5) < Some("03"));
    for (fixture, by) in [(practice(), "site"), (hospital, "ward")] {
        let options = ["--by", by, "--every", "month"];
        keep(&fixture, &["early.csv"], "early.counts", &options).ok();
        keep(&fixture, &["late.csv"], "late.counts", &options).ok();
        for asked in [&options[..], &["--by", by][..], &["--every", "month"][..], &[][..]] {
            for format in ["table", "json", "csv", "markdown"] {
                let analyze = |files: [&str; 2]| {
                    said(fixture.run(&[&["analyze", "survey.yaml"], &files[..], asked, &["-f", format]].concat()))
                };
                let (apart, together) = (analyze(["early.counts", "late.counts"]), analyze(["early.csv", "late.csv"]));
                assert!(together.1 == 0 && together.0.len() > 500, "{}", together.0);
                assert!(apart == together, "{asked:?} {format}:\n{}\n{}", apart.0, together.0);
                assert!(analyze(["early.counts", "late.csv"]) == together, "beside an export, {asked:?} {format}");
            }
        }
        let check =
            |files: [&str; 2]| said(fixture.run(&[&["check", "survey.yaml"], &files[..], &["-f", "json"]].concat()));
        assert_eq!(check(["early.counts", "late.counts"]), check(["early.csv", "late.csv"]));
    }
}

#[test]
fn pages_workbooks_and_pictures_are_those_of_one_run() {
    let fixture = practice();
    for part in ["early", "late"] {
        keep(&fixture, &[&format!("{part}.csv")], &format!("{part}.counts"), &["--by", "site", "--every", "month"])
            .ok();
    }
    let report = |files: [&str; 2], to: &str| {
        let options = ["--by", "site", "--every", "month", "-o", to, "--format", "html,xlsx,svg"];
        fixture.run(&[&["report", "survey.yaml"], &files[..], &options].concat()).ok();
        crate::support::files(&fixture.path(to))
    };
    let together = report(["early.csv", "late.csv"], "together");
    assert!(together.len() > 3);
    assert!(report(["early.counts", "late.counts"], "apart") == together);
}

#[test]
fn the_same_counts_are_the_same_bytes() {
    let fixture = practice();
    let bytes = |what: &[&str], options: &[&str]| {
        keep(&fixture, what, "kept.counts", &[&["--by", "site:age"], options].concat()).ok();
        std::fs::read(fixture.path("kept.counts")).expect("counts")
    };
    let one = bytes(&["early.csv", "late.csv"], &["--threads", "1"]);
    assert!(one == bytes(&["early.csv", "late.csv"], &["--threads", "4"]));
    for part in ["early", "late"] {
        keep(&fixture, &[&format!("{part}.csv")], &format!("{part}.counts"), &["--by", "site:age"]).ok();
    }
    assert!(one == bytes(&["early.counts", "late.counts"], &[]), "counts of counts");
}

#[test]
fn nobody_is_in_what_is_kept_and_only_the_owner_can_read_it() {
    let fixture = practice();
    keep(&fixture, &["early.csv"], "early.counts", &["--by", "site"]).ok();
    let file = std::fs::File::open(fixture.path("early.counts")).expect("counts");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(file.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
    }
    let mut archive = zip::ZipArchive::new(file).expect("an archive");
    let mut text = String::new();
    for at in 0..archive.len() {
        archive.by_index(at).expect("a file").read_to_string(&mut text).expect("text");
    }
    assert!(text.contains("Riverside Health Centre") && text.contains("as confidential as the exports"));
    assert!(!text.contains("GP-0") && !text.contains("Thank you"), "no ids and no comments");
}

#[test]
fn what_does_not_fit_is_refused_with_what_differs() {
    let fixture = practice();
    keep(&fixture, &["early.csv"], "early.counts", &["--by", "site"]).ok();
    keep(&fixture, &["late.csv"], "north.counts", &["--where", "site=Mill Lane"]).ok();
    let definition = std::fs::read_to_string(fixture.path("survey.yaml")).expect("a definition");
    let other = definition.replace("experience: [Very poor, Poor,", "experience: [Awful, Poor,");
    let other = other.replace("[Very poor, Poor]", "[Awful, Poor]").replace("target: 15", "target: 20");
    let fixture = fixture.file("other.yaml", other.as_bytes()).file("broken.counts", &{
        let whole = std::fs::read(root().join("Cargo.toml")).expect("a file");
        [b"PK\x03\x04".as_slice(), &[0; 26], b"survey-counts.json", &whole].concat()
    });
    let refused: [(&[&str], &[&str]); 8] = [
        (
            &["other.yaml", "early.counts"],
            &["made by another definition", "`Awful`", "the target of `wait` is 15 there and 20 here"],
        ),
        (
            &["survey.yaml", "early.counts", "early.csv"],
            &["`early.csv` has been counted already, as `early.csv` in `early.counts`", "leave one of them out"],
        ),
        (&["survey.yaml", "early.counts", "early.counts"], &["has been counted already"]),
        (
            &["survey.yaml", "early.counts", "--by", "age"],
            &["not made by what is asked for", "count the exports with `--by age`"],
        ),
        (
            &["survey.yaml", "early.counts", "--where", "site=Mill Lane"],
            &["of all responses, and responses with `site=Mill Lane` are asked for"],
        ),
        (&["survey.yaml", "north.counts"], &["of responses with `site=Mill Lane`, and all responses are asked for"]),
        (&["survey.yaml", "broken.counts"], &["broken", "count the exports once more"]),
        (&["early.counts"], &["no definition says of what"]),
    ];
    let init = fixture.run(&["init", "early.counts"]);
    assert!(init.code == 2 && init.stderr.contains("no definition says of what"), "{init}");
    for (asked, told) in refused {
        let run = fixture.run(&[&["analyze"], asked].concat());
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run}");
        for told in told {
            assert!(run.stderr.contains(told), "{told}: {run}");
        }
    }
}

#[test]
fn days_that_were_counted_before_are_told() {
    let fixture = practice();
    let late = std::fs::read_to_string(fixture.path("late.csv")).expect("an export");
    let (header, rows) = late.split_once('\n').expect("rows");
    let fixture = fixture.file("again.csv", format!("{header}\n{}", rows.replace("GP-", "PG-")).as_bytes());
    keep(&fixture, &["late.csv"], "late.counts", &[]).ok();
    let run = fixture.run(&["analyze", "survey.yaml", "late.counts", "again.csv"]);
    assert!(run.stdout.contains("of its days (2026-04-") && run.stdout.contains("counts twice"), "{run}");
}

#[test]
fn a_wrong_name_is_told_before_a_file_is_opened() {
    let fixture = practice();
    let run = fixture.run(&["analyze", "survey.yaml", "nowhere.csv", "--by", "sitte", "--where", "recomend=9"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`sitte`") && run.stderr.contains("did you mean `site`?"), "{run}");
    assert!(run.stderr.contains("did you mean `recommend`?") && !run.stderr.contains("nowhere.csv"), "{run}");
}

/// Whether a file holds saved counts must be found out without reading what can be read only once.
#[cfg(unix)]
#[test]
fn what_another_program_writes_into_a_pipe_is_read_whole() {
    let fixture = practice();
    let pipe = fixture.path("pipe.csv");
    let status = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(status.success());
    let export = std::fs::read(fixture.path("early.csv")).expect("an export");
    let writer = std::thread::spawn(move || std::fs::write(pipe, export));
    let piped = fixture.run(&["analyze", "survey.yaml", "pipe.csv", "-f", "csv"]);
    writer.join().expect("the writer").expect("all of it was read");
    assert_eq!(said(piped), said(fixture.run(&["analyze", "survey.yaml", "early.csv", "-f", "csv"])));
}

//! What a run without a definition says could come next, and what a wrong name of a file says.

use crate::support::Fixture;
use std::fmt::Write as _;
use std::process::Command;

fn export() -> String {
    let mut text = String::from("Submitted,Gender,Region,How likely are you to recommend us?,Comment\n");
    for at in 0..60 {
        let (gender, region) = (["Female", "Male"][at % 2], ["North", "South", "West"][at % 3]);
        let _ = writeln!(text, "2026-0{}-1{},{gender},{region},{},words {at}", at % 3 + 1, at % 9, at % 11);
    }
    text
}

#[test]
fn the_commands_for_what_comes_next_work_as_they_stand() {
    let fixture = Fixture::new().file("it's our export.csv", export().replace(',', ";").as_bytes());
    let run = fixture.run(&["analyze", "it's our export.csv", "--delimiter", ";"]);
    assert_eq!(run.code, 0, "{run}");
    let (_, next) = run.stderr.split_once("note: these figures").expect("what comes next");
    assert!(next.lines().count() <= 8, "{run}");
    let commands: Vec<&str> = next.lines().filter(|line| line.starts_with("  survey ")).collect();
    assert!(commands.iter().any(|command| command.contains("--by gender")), "{run}");
    assert!(commands.iter().any(|command| command.contains("--every month")), "{run}");
    assert!(commands.iter().any(|command| command.contains("init") && command.contains("-o survey.yaml")), "{run}");
    let program = env!("CARGO_BIN_EXE_survey");
    for command in commands {
        let command = command.trim().replacen("survey", program, 1);
        let output = Command::new("sh").args(["-c", &command]).current_dir(fixture.path("")).output().expect("a shell");
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(fixture.path("survey.yaml").exists());
    let quiet = fixture.run(&["analyze", "-q", "it's our export.csv", "--delimiter=;"]);
    assert_eq!(quiet.stderr, "");
    let again = fixture.run(&["analyze", "it's our export.csv", "--delimiter=;"]);
    assert!(again.stderr.contains("-o survey-2.yaml") && again.stderr.contains("--delimiter=;"), "{again}");
}

#[test]
fn a_file_that_is_not_there_may_have_been_meant_otherwise() {
    let survey = "survey: x\nquestions: { a: { kind: text, column: Comment } }\n";
    let fixture = Fixture::new().csv(&export()).file("gp.yaml", survey.as_bytes());
    std::fs::create_dir(fixture.path("surveys")).expect("a folder");
    let fixture = fixture.file("surveys/ward-seven.yaml", survey.as_bytes());
    for (arguments, meant) in [
        (&["analyze", "exprt.csv"][..], "export.csv"),
        (&["init", "export.cvs"], "export.csv"),
        (&["analyze", "gp.yml", "export.csv"], "gp.yaml"),
        (&["check", "gp.yml"], "gp.yaml"),
        (&["check", "gp", "export.csv"], "gp.yaml"),
        (&["analyze", "ward-seven.yaml", "export.csv"], "surveys/ward-seven.yaml"),
        (&["analyze", "ward-seven", "export.csv"], "surveys/ward-seven.yaml"),
        (&["analyze", "surveys/ward-sven.yaml", "export.csv"], "surveys/ward-seven.yaml"),
    ] {
        let run = fixture.run(arguments);
        assert_eq!(run.code, 2, "{run}");
        assert!(
            run.stderr.contains("there is no such file") && run.stderr.contains(&format!("did you mean `{meant}`?")),
            "{run}"
        );
    }
    for (arguments, help) in [
        (["analyze", "nothing/export.csv"], "there is no folder `nothing`"),
        (["analyze", "zebra.csv"], "check the name"),
    ] {
        let run = fixture.run(&arguments);
        assert!(run.code == 2 && run.stderr.contains(help) && !run.stderr.contains("did you mean"), "{run}");
    }
}

#[test]
fn columns_that_are_missing_by_the_dozen_are_one_fault() {
    let columns: Vec<String> = (1..=15)
        .map(|at| {
            format!(
                "  q{at}: {{ kind: text, column: Column {at} }}
"
            )
        })
        .collect();
    let few = "survey: x\nquestions:\n  a: { kind: text, column: A }\n  b: { kind: text, column: B }\n  \
               c: { kind: text, column: C }\n";
    let fixture = Fixture::new()
        .survey(&format!("survey: x\nquestions:\n{}", columns.concat()))
        .file("few.yaml", few.as_bytes())
        .csv("Column 1,Column 2,Column 3,Column 4,Other\n1,2,3,4,5\n");
    let run = fixture.run(&["check", "survey.yaml", "export.csv"]);
    assert!(run.stderr.contains("11 of the 15 columns that the definition names are missing"), "{run}");
    assert!(run.stderr.contains("is this the export of another survey?") && !run.stderr.contains("faults"), "{run}");
    let run = fixture.run(&["check", "few.yaml", "export.csv"]);
    assert!(run.stderr.contains("3 of the 3 columns") && !run.stderr.contains("faults"), "{run}");
}

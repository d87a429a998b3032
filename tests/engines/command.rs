//! Naming a table on the command line, whether or not databases can be reached.

use crate::support::Fixture;

const SURVEY: &str = "survey: tiny\nquestions: { recommend: { kind: nps, column: likely } }\n";
const CANARY: &str = "hunter2";

fn fixture() -> Fixture {
    Fixture::new().survey(SURVEY).csv("likely\n9\n")
}

#[test]
fn a_password_is_refused_where_others_can_read_it() {
    let fixture = fixture();
    let uris = [
        format!("postgresql://ann:{CANARY}@127.0.0.1:1/gp"),
        format!("postgresql://ann@127.0.0.1:1/gp?password={CANARY}"),
        format!("spark://127.0.0.1:1;token={CANARY}"),
    ];
    for uri in &uris {
        for arguments in
            [&["analyze", "survey.yaml", "--source", uri, "--table", "t", "-o", "out.json"][..], &["sources", uri]]
        {
            let run = fixture.run(arguments);
            assert_eq!(run.code, 2, "{run}");
            assert!(run.stderr.contains("holds a password, which others can read here"), "{run}");
            assert!(!run.to_string().contains(CANARY), "{run}");
        }
    }
    assert!(!fixture.path("out.json").exists());
}

#[test]
fn what_does_not_go_together_is_said() {
    let fixture = fixture();
    let said = |arguments: &[&str], message: &str| {
        let run = fixture.run(&[&["analyze"], arguments].concat());
        assert!(run.code == 2 && run.stderr.contains(message), "{message}: {run}");
    };
    said(&["survey.yaml", "--source", "sqlite:x.db"], "--table");
    said(&["survey.yaml", "--table", "t"], "the table `t` is in no database");
    said(&["survey.yaml", "--source", "x.db", "--table", "t"], "does not say which kind of database");
    said(
        &["survey.yaml", "export.csv", "--source", "sqlite:x.db", "--table", "t"],
        "both the table `t` and the export",
    );
    said(&["x.yml", "--source", "sqlite:x.db", "--table", "t"], "x.yml");
}

/// The definition can name the table, which exports take the place of.
#[test]
fn a_definition_can_say_where_responses_lie() {
    let source = |uri: &str| {
        format!("{SURVEY}source: {{ uri: '{uri}', table: t, long: {{ id: a, question: b, answer: c }} }}\n")
    };
    let fixture = fixture().survey(&source("nothing"));
    let run = fixture.run(&["analyze", "survey.yaml"]);
    assert!(run.code == 2 && run.stderr.contains("does not say which kind of database"), "{run}");
    assert_eq!(fixture.run(&["explain", "recommend", "survey.yaml", "export.csv", "--allow-empty"]).code, 0);
    assert_eq!(fixture.run(&["check", "survey.yaml"]).code, 0);
    let run = fixture.run(&["analyze", "survey.yaml", "export.csv", "--print-sql"]);
    assert!(run.code == 2 && run.stdout.is_empty(), "{run}");
    let fixture = fixture.survey(&source(&format!("postgresql://ann:{CANARY}@127.0.0.1:1/gp")));
    let run = fixture.run(&["counts", "survey.yaml", "-o", "out.counts"]);
    assert!(run.code == 2 && run.stderr.contains("holds a password"), "{run}");
    assert!(!run.to_string().contains(CANARY), "{run}");
    let fixture = fixture.survey(&SURVEY.replace("survey:", "source: { long: { id: a } }\nsurvey:"));
    let run = fixture.run(&["explain", "recommend", "survey.yaml"]);
    for message in
        ["`source` has no `uri`", "`source` has no `table`", "`long` has no `question`", "`long` has no `answer`"]
    {
        assert!(run.stderr.contains(message), "{message}: {run}");
    }
    let fixture = fixture.survey(SURVEY);
    let none = fixture.run(&["counts", "survey.yaml", "-o", "out.counts"]);
    assert!(none.code == 2 && none.stderr.contains("no export is named"), "{none}");
}

/// Who has the default build is told where the other one is.
#[test]
#[cfg(not(feature = "databases"))]
fn a_build_without_databases_says_so() {
    let fixture = fixture();
    let run = fixture.run(&["analyze", "survey.yaml", "--source", "sqlite:x.db", "--table", "t"]);
    assert!(run.code == 2 && run.stderr.contains("built without databases"), "{run}");
    assert!(fixture.run(&["sources"]).ok().contains("cargo install --path . --features databases"));
}

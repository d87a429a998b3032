//! Chats that nobody answered: they are in the base of what was in time, and in no mean.

use crate::support::{Fixture, Run, estimate, estimates};
use std::fmt::Write as _;
use survey::results::{Estimate, Report};

const TIMED: &str = r"
survey: chats
response_id: id
questions:
  first_response: { kind: duration, text: Time to the first response, from: began, column: replied, unit: minutes, target: 5 }
segments: { team: { column: team, title: Team } }
disclosure: { minimum: 1 }
";

const COUNTED: &str = r#"
survey: chats
response_id: id
questions:
  first_response: { kind: duration, text: Time to the first response, column: wait, unit: minutes, target: 5, never: ["", Missed] }
disclosure: { minimum: 1 }
"#;

/// Twenty-four chats: three replies in time, two late ones, one row without a beginning, the others never answered.
fn chats() -> String {
    let mut export = "id,team,began,replied\n".to_owned();
    for chat in 0..25 {
        let began = if chat == 24 { "" } else { "2026-03-01 10:00:00" };
        let replied = match chat {
            0..=2 => "2026-03-01 10:02:00",
            3 => "2026-03-01 10:05:00",
            4 => "2026-03-01 10:30:00",
            _ => "",
        };
        let team = if (2..=20).contains(&chat) { "night" } else { "day" };
        let _ = writeln!(export, "{chat},{team},{began},{replied}");
    }
    export
}

fn timed() -> Fixture {
    Fixture::new().survey(TIMED).csv(&chats())
}

fn analyze(fixture: &Fixture, arguments: &[&str]) -> Run {
    fixture.run(&[&["analyze", "survey.yaml", "export.csv"], arguments].concat())
}

fn report(fixture: &Fixture, arguments: &[&str]) -> Report {
    let json = analyze(fixture, &[arguments, &["-f", "json"]].concat()).ok();
    serde_json::from_str(&json).expect("a report")
}

/// A figure of everybody's first question.
fn figure<'a>(report: &'a Report, metric: &str, item: Option<&str>) -> &'a Estimate {
    estimate(&report.questions[0], &report.questions[0].cells[0], metric, item)
}

fn near(value: Option<f64>, wanted: f64) -> bool {
    value.is_some_and(|value| (value - wanted).abs() < 0.05)
}

#[test]
fn who_was_never_answered_was_not_answered_in_time() {
    let report = report(&timed(), &[]);
    let cell = &report.questions[0].cells[0];
    let ledger = cell.ledger.expect("a ledger");
    assert_eq!((ledger.asked, ledger.no_answer, ledger.answered, ledger.never, ledger.valid), (25, 1, 24, 19, 5));
    // Four of 24, with Wilson's interval.
    let target = figure(&report, "target", None);
    assert!(near(target.value, 16.7) && target.count == Some(4), "{target:?}");
    assert_eq!(target.base.expect("a base").unweighted, 24);
    let interval = target.interval.as_ref().expect("an interval");
    assert!(near(Some(interval.low), 6.7) && near(Some(interval.high), 35.9), "{interval:?}");
    let never = figure(&report, "never", None);
    assert!(near(never.value, 79.2) && never.count == Some(19), "{never:?}");
    // Means and quantiles rest on those that ended: 2, 2, 2, 5 and 30 minutes.
    assert!(near(figure(&report, "duration", Some("mean")).value, 8.2));
    assert!(near(figure(&report, "duration", None).value, 2.0));
    assert_eq!(figure(&report, "duration", Some("mean")).base.expect("a base").unweighted, 5);
    let bins = estimates(&report.questions[0], "histogram");
    assert_eq!(bins.iter().filter_map(|bin| bin.count).sum::<u64>(), 5);
}

#[test]
fn every_output_says_how_many() {
    let fixture = timed();
    let page = analyze(&fixture, &["--by", "team"]).ok();
    assert!(page.contains("base 5 of 25 asked · 19 never so far · 1 no answer"), "{page}");
    assert!(page.lines().any(|line| line.contains("Never so far") && line.contains("79.2%")), "{page}");
    assert!(page.lines().any(|line| line.contains("Within target") && line.contains("16.7%")), "{page}");
    let csv = analyze(&fixture, &["-f", "csv"]).ok();
    assert!(csv.contains(",never,"), "{csv}");
    let markdown = analyze(&fixture, &["-f", "markdown"]).ok();
    assert!(markdown.contains("19 never so far"), "{markdown}");
    let explained = fixture.run(&["explain", "first_response", "survey.yaml", "export.csv"]).ok();
    assert!(
        explained.contains("− never so far") && explained.contains("4 respondents ÷ 24 respondents"),
        "{explained}"
    );
    let check = fixture.run(&["check", "survey.yaml", "export.csv"]).ok();
    assert!(check.contains("never") && check.contains("19"), "{check}");
    fixture.run(&["report", "survey.yaml", "export.csv", "-o", "out", "--format", "html,xlsx,svg"]).ok();
    let read = |name: &str| std::fs::read_to_string(fixture.path(name)).expect("a file");
    assert!(read("out/report.html").contains("never so far"));
    let histogram = read("out/charts/first_response.svg");
    assert!(histogram.contains("19 never so far") && histogram.contains(">79.2%<"), "{histogram}");
}

#[test]
fn a_filter_by_time_leaves_out_those_without_one() {
    for (filter, analysed) in [("first_response<5", 3), ("first_response<=5", 4), ("first_response!=2", 2)] {
        let report = report(&timed(), &["--where", filter]);
        let ledger = report.questions[0].cells[0].ledger.expect("a ledger");
        assert_eq!((ledger.valid, ledger.never), (analysed, 0), "{filter}");
    }
}

#[test]
fn a_length_of_time_says_what_stands_for_never() {
    let export = "id,wait\n1,3\n2,\n3,missed\n4,20\n5,\n";
    let report = report(&Fixture::new().survey(COUNTED).csv(export), &[]);
    let cell = &report.questions[0].cells[0];
    let ledger = cell.ledger.expect("a ledger");
    assert_eq!((ledger.never, ledger.no_answer, ledger.valid), (3, 0, 2));
    assert!(near(figure(&report, "target", None).value, 20.0));
}

#[test]
fn without_the_key_an_empty_cell_is_no_answer() {
    let plain = COUNTED.replace(", never: [\"\", Missed]", "");
    let taken_back = TIMED.replace("target: 5", "target: 5, never: still open");
    for (survey, export) in [(plain, "id,wait\n1,3\n2,\n3,9\n".to_owned()), (taken_back, chats())] {
        let report = report(&Fixture::new().survey(&survey).csv(&export), &[]);
        let cell = &report.questions[0].cells[0];
        let ledger = cell.ledger.expect("a ledger");
        assert!(ledger.never == 0 && ledger.no_answer > 0, "{ledger:?}");
    }
}

#[test]
fn a_word_is_one_kind_of_missing_only() {
    let twice = COUNTED.replace("never:", "missing: [missed], never:");
    let run = Fixture::new().survey(&twice).run(&["check", "survey.yaml"]);
    assert!(run.code == 1 && run.stderr.contains("is listed under `missing` and under `never`"), "{run}");
    let other_kind = "survey: x\nquestions: { a: { kind: number, column: A, never: [x] } }\n";
    let run = Fixture::new().survey(other_kind).run(&["check", "survey.yaml"]);
    assert!(run.code == 1 && run.stderr.contains("`never`"), "{run}");
}

#[test]
fn weights_count_in_the_base_too() {
    let survey = COUNTED.replace("response_id: id", "response_id: id\nweight: w");
    let export = "id,wait,w\n1,3,2\n2,,1\n3,missed,3\n4,20,1\n5,2,1\n";
    let report = report(&Fixture::new().survey(&survey).csv(export), &[]);
    assert!(near(figure(&report, "target", None).value, 100.0 * 3.0 / 8.0));
    assert!(near(figure(&report, "never", None).value, 100.0 * 4.0 / 8.0));
    assert!(near(figure(&report, "duration", Some("mean")).value, (2.0 * 3.0 + 20.0 + 2.0) / 4.0));
}

/// Too few to show are too few whether they were answered or not.
#[test]
fn a_few_who_were_never_answered_are_hidden() {
    let survey = COUNTED.replace("minimum: 1", "minimum: 5");
    let with = |rows: &str| report(&Fixture::new().survey(&survey).csv(&format!("id,wait\n{rows}")), &[]);
    assert!(with("1,\n2,\n3,\n").questions[0].cells[0].suppressed);
    assert!(with("1,2\n2,\n3,\n4,\n5,\n6,\n").questions[0].cells[0].suppressed, "the one answer would be its mean");
    let nobody = with("1,\n2,\n3,\n4,\n5,\n6,\n");
    let cell = &nobody.questions[0].cells[0];
    assert!(!cell.suppressed && near(figure(&nobody, "target", None).value, 0.0));
    assert!(figure(&nobody, "duration", Some("mean")).value.is_none());
}

#[test]
fn made_up_responses_have_some_too() {
    for survey in [TIMED, COUNTED] {
        let fixture = Fixture::new().survey(survey);
        fixture.run(&["generate", "responses", "survey.yaml", "-n", "500", "--seed", "3", "-o", "export.csv"]).ok();
        let report = report(&fixture, &[]);
        let ledger = report.questions[0].cells[0].ledger.expect("a ledger");
        assert!(ledger.never > 10 && ledger.valid > 300, "{ledger:?}");
    }
}

/// The shipped definitions of chats count an empty cell so, where the product leaves it empty.
#[test]
fn the_definitions_for_chats_do_so() {
    let chats = [
        (
            "intercom",
            "conversation_id,conversation_state,conversation_created_at,conversation_first_response_at,conversation_closed_at,conversation_rating,conversation_rating_remark",
            "2026-03-01 10:02:00",
        ),
        (
            "zendesk",
            "Ticket ID,Created at,Channel,First reply time in minutes,Full resolution time (hrs),Satisfaction Score,Satisfaction Comment",
            "2",
        ),
        ("livechat", "chat_id,created_at,agent,first_response_time,duration,rating", "20"),
    ];
    for (name, header, reply) in chats {
        let mut export = format!("{header}\n");
        for chat in 0..24 {
            let reply = if chat < 5 { reply } else { "" };
            let row = match name {
                "intercom" => format!("{chat},open,2026-03-01 10:00:00,{reply},,,"),
                "zendesk" => format!("{chat},2026-03-01 10:00:00,chat,{reply},,Offered,"),
                _ => format!("{chat},2026-03-01 10:00:00,Ann,{reply},60,"),
            };
            let _ = writeln!(export, "{row}");
        }
        let shipped = crate::support::root().join(format!("surveys/{name}.yaml"));
        let survey = std::fs::read_to_string(shipped).expect("a definition");
        let report = report(&Fixture::new().survey(&survey).csv(&export), &[]);
        let cell = &report.questions[0].cells[0];
        assert!(near(figure(&report, "target", None).value, 20.8), "{name}: {cell:?}");
        assert_eq!(cell.ledger.expect("a ledger").never, 19, "{name}");
    }
}

//! Segments that stand in no column of their own: answers to questions, hours, weekdays, exports.

use crate::support::Fixture;
use survey::results::{Cell, Report, Value};

const SURVEY: &str = r#"
survey: clinic
response_id: id
submitted: When
questions:
  recommend: { kind: nps, text: How likely are you to recommend us?, column: Q1 }
  admitted: { kind: single, text: How were you admitted?, column: Q2, options: [Planned, Emergency] }
  reasons: { kind: multiple, text: Why did you come?, column: Q3, options: [Pain, Check-up, Letter], separator: ";" }
  wait: { kind: number, text: How many minutes did you wait?, column: Q4 }
  came_on: { kind: date, text: When did you come?, column: When }
segments:
  week: { question: came_on, bands: week }
  early: { question: came_on, bands: [2026-03-02, 2026-03-03, 2026-03-09] }
  emergency: { question: admitted, title: Kind of admission }
  reason: { question: reasons }
  waited: { question: wait, bands: [0, 15, 30] }
  hour: { by: hour }
  weekday: { by: weekday }
  export: { by: file }
disclosure: { minimum: 1 }
"#;

/// Responses from one number to another, on the days of the first weeks of March, between 8 and 10 o'clock.
fn responses(from: usize, to: usize) -> String {
    let reasons = ["Pain", "Pain; Check-up", "", "Letter"];
    let row = |at: usize| {
        let (day, hour) = (2 + at % 7 + at / 42 * 7, 8 + at % 3);
        let (admitted, reason) = (["Planned", "Emergency"][at % 2], reasons[at % 4]);
        format!("r{at},2026-03-{day:02} {hour:02}:15:00,{},{admitted},{reason},{}\n", at % 11, at * 7 % 45)
    };
    format!("id,When,Q1,Q2,Q3,Q4\n{}", (from..to).map(row).collect::<String>())
}

fn clinic(survey: &str) -> Fixture {
    let fixture = Fixture::new().survey(survey).csv(&responses(0, 84));
    fixture.file("one.csv", responses(0, 42).as_bytes()).file("two.csv", responses(42, 84).as_bytes())
}

fn report(fixture: &Fixture, arguments: &[&str]) -> Report {
    let json = fixture.run(&[&["analyze", "survey.yaml"], arguments, &["-f", "json"]].concat()).ok();
    serde_json::from_str(&json).expect("a report")
}

/// The groups of the first question with their respondents, everybody first.
fn groups(report: &Report) -> Vec<(String, u64)> {
    let name = |value: &Value| match value {
        Value::Named(name) => name.clone(),
        other => format!("{other:?}"),
    };
    let named = |cell: &Cell| {
        let names: Vec<String> = report.groups[cell.group].keys.iter().map(|key| name(&key.value)).collect();
        (names.join(" "), cell.ledger.as_ref().map_or(0, |ledger| ledger.complete))
    };
    report.questions[0].cells.iter().map(named).collect()
}

fn by(fixture: &Fixture, breakdown: &str) -> Vec<(String, u64)> {
    groups(&report(fixture, &["one.csv", "two.csv", "--by", breakdown]))
}

fn expected(groups: &[(&str, u64)]) -> Vec<(String, u64)> {
    groups.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect()
}

#[test]
fn answers_times_and_files_are_groups_like_any_other() {
    let clinic = clinic(SURVEY);
    assert_eq!(by(&clinic, "emergency"), expected(&[("", 84), ("Planned", 42), ("Emergency", 42)]));
    assert_eq!(by(&clinic, "hour"), expected(&[("", 84), ("08:00", 28), ("09:00", 28), ("10:00", 28)]));
    assert_eq!(by(&clinic, "export"), expected(&[("", 84), ("one.csv", 42), ("two.csv", 42)]));
    let weekdays = by(&clinic, "weekday");
    let days = ["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    assert_eq!(weekdays.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), days);
    assert!(weekdays[1..].iter().all(|(_, n)| *n == 12), "{weekdays:?}");
    let waited = by(&clinic, "waited");
    let bands: Vec<&str> = waited.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(bands, ["", "0–14", "15–29", "30+"]);
    assert_eq!(waited[1..].iter().map(|(_, n)| n).sum::<u64>(), 84);
}

#[test]
fn dates_are_groups_by_periods_and_by_first_days() {
    let clinic = clinic(SURVEY);
    assert_eq!(by(&clinic, "week"), expected(&[("", 84), ("2026-W10", 42), ("2026-W11", 42)]));
    let early = [("", 84), ("2026-03-02", 6), ("2026-03-03 to 2026-03-08", 36), ("from 2026-03-09", 42)];
    assert_eq!(by(&clinic, "early"), expected(&early));
    let later = report(&clinic, &["export.csv", "--where", "week=2026-W11", "--by", "week"]);
    assert_eq!(groups(&later), expected(&[("", 42), ("2026-W11", 42)]));
    let never = clinic.run(&["analyze", "survey.yaml", "export.csv", "--where", "week=2026-W12"]);
    assert_eq!(never.code, 2, "{never}");
}

#[test]
fn numbers_between_whole_bands_are_told_and_no_trouble() {
    let survey = r"
survey: clinic
questions:
  wait: { kind: number, text: How many minutes did you wait?, column: Q1 }
derive:
  short: { from: wait, bands: [0, 15, 30] }
segments:
  age: { column: Age, bands: [16, 35, 65] }
  waited: { question: wait, bands: [0, 15, 30] }
";
    let clinic = Fixture::new().survey(survey).csv("Q1,Age\n14.5,34\n29,34.5\n30.5,64\n5,80.5\n14,16\n");
    let check = clinic.run(&["check", "survey.yaml", "export.csv"]);
    assert_eq!(check.code, 0, "{check}");
    for told in [
        "age: 1 number between two bands of whole numbers, counted in the lower one",
        "waited: 1 number between",
        "short: 1 number between",
    ] {
        assert!(check.stdout.contains(told), "{told}: {check}");
    }
}

#[test]
fn whoever_gave_several_answers_is_in_several_groups() {
    let clinic = clinic(SURVEY);
    let groups = by(&clinic, "reason");
    assert_eq!(groups, expected(&[("", 84), ("Pain", 42), ("Check-up", 21), ("Letter", 21), ("NotStated", 21)]));
    let crossed = by(&clinic, "emergency:reason");
    let of = |name: &str| crossed.iter().find(|(group, _)| group == name).map(|(_, n)| *n);
    assert_eq!((of("Planned Pain"), of("Emergency Pain"), of("Emergency Check-up")), (Some(21), Some(21), Some(21)));
    let page = clinic.run(&["analyze", "survey.yaml", "export.csv", "--by", "emergency", "--every", "month"]).ok();
    assert!(page.contains("By kind of admission"), "{page}");
}

#[test]
fn filters_name_their_values_and_slips_are_told() {
    let clinic = clinic(SURVEY);
    let kept = |filter: &str| groups(&report(&clinic, &["export.csv", "--where", filter]))[0].1;
    assert_eq!(kept("reason=Pain|Letter"), 63);
    assert_eq!(kept("reason!=Pain"), 42);
    assert_eq!(kept("weekday=Saturday|Sunday"), 24);
    assert_eq!(kept("hour=08:00"), 28);
    let fails = |arguments: &[&str], help: &str| {
        let run = clinic.run(&[&["analyze", "survey.yaml", "export.csv"], arguments].concat());
        assert!(run.code == 2 && run.stderr.contains(help), "{}", run.stderr);
    };
    fails(&["--by", "weekdy"], "did you mean `weekday`?");
    fails(&["--where", "weekday=Sundy"], "did you mean `Sunday`?");
    fails(&["--where", "reason=Pian"], "did you mean `Pain`?");
}

#[test]
fn kept_counts_and_threads_change_nothing() {
    let clinic = clinic(SURVEY);
    let options =
        ["--by", "reason", "--by", "weekday:export", "--by", "waited", "--by", "week:early", "--every", "month"];
    for (export, to) in [("one.csv", "one.counts"), ("two.csv", "two.counts")] {
        clinic.run(&[&["counts", "survey.yaml", export, "-o", to], &options[..]].concat()).ok();
    }
    for format in ["json", "csv", "table"] {
        let analyze = |files: [&str; 2], more: &[&str]| {
            clinic.run(&[&["analyze", "survey.yaml"], &files[..], &options, &["-f", format], more].concat()).ok()
        };
        let together = analyze(["one.csv", "two.csv"], &["--threads", "1"]);
        assert_eq!(analyze(["one.counts", "two.counts"], &[]), together);
        assert_eq!(analyze(["one.csv", "two.csv"], &["--threads", "4"]), together);
    }
    let report = ["report", "survey.yaml", "export.csv", "-o", "out", "--format", "html,xlsx,svg"];
    clinic.run(&[&report[..], &options[..4]].concat()).ok();
}

/// The same values, but of somebody else: by what a column says, and by what was answered.
#[test]
fn kept_counts_know_where_a_segment_comes_from() {
    let clinic = clinic(SURVEY);
    clinic.run(&["counts", "survey.yaml", "one.csv", "-o", "one.counts", "--by", "emergency"]).ok();
    let column = "emergency: { column: Q2, options: [Planned, Emergency], title";
    let other = SURVEY.replace("emergency: { question: admitted, title", column).replace("bands: week", "bands: month");
    let clinic = clinic.file("other.yaml", other.as_bytes());
    let run = clinic.run(&["analyze", "other.yaml", "one.counts", "--by", "emergency"]);
    assert_eq!(run.code, 2, "{run}");
    for told in [
        "the segment `emergency` is the question `admitted` there and a column here",
        "the segment `week` is the week of the question `came_on` there and the month of the question `came_on` here",
    ] {
        assert!(run.stderr.contains(told), "{told}: {run}");
    }
}

/// Of 84, all but three came for pain: whoever knows everybody and those would know the three.
#[test]
fn what_is_left_of_everybody_is_not_told_either() {
    let survey = SURVEY.replace("minimum: 1", "minimum: 5");
    let row = |at: usize| {
        let reason = if at < 3 { "Letter" } else { "Pain; Check-up" };
        format!("r{at},2026-03-02 08:15:00,{},Planned,{reason},5\n", at % 11)
    };
    let rows: String = (0..84).map(row).collect();
    let clinic = Fixture::new().survey(&survey).csv(&format!("id,When,Q1,Q2,Q3,Q4\n{rows}"));
    let report = report(&clinic, &["export.csv", "--by", "reason"]);
    let hidden: Vec<bool> = report.questions[0].cells.iter().map(|cell| cell.suppressed).collect();
    assert_eq!(hidden, [false, true, true, true]);
}

/// Twelve practices in two regions, of which two responses name none.
fn drawn() -> Fixture {
    let survey = "
survey: drawn
response_id: id
questions:
  recommend: { kind: nps, column: score }
  why: { kind: text, column: why }
segments: { region: region, practice: practice, sex: sex }
design: { strata: region, clusters: practice }
disclosure: { minimum: 1 }
";
    let row = |at: usize| {
        let region = ["North", "South"][at / 7 % 2];
        let practice = if at % 60 == 59 { String::new() } else { format!("P{}{}", &region[..1], at % 6) };
        format!("{at},{},fine,{region},{practice},{}\n", at % 11, ["f", "m"][at / 3 % 2])
    };
    let rows = |range: std::ops::Range<usize>| {
        "id,score,why,region,practice,sex\n".to_string() + &range.map(row).collect::<String>()
    };
    Fixture::new()
        .survey(survey)
        .csv(&rows(0..120))
        .file("one.csv", rows(0..70).as_bytes())
        .file("two.csv", rows(70..120).as_bytes())
}

#[test]
fn strata_and_sampling_units_are_counted_kept_and_not_shown() {
    let fixture = drawn();
    let printed = fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "sex"]).ok();
    assert!(!printed.contains("PN3") && !printed.contains("North"), "{printed}");
    let said = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("2 of the responses analysed name no sampling unit (`practice`)"), "{printed}");
    assert!(said.contains("sampling design: 14 sampling units in 2 strata; standard errors"), "{printed}");
    let explained = fixture.run(&["explain", "recommend.nps", "survey.yaml", "export.csv"]).ok();
    assert!(explained.contains("by the design") && !explained.contains("worth n_e"), "{explained}");
    for part in ["one", "two"] {
        let (from, to) = (format!("{part}.csv"), format!("{part}.counts"));
        fixture.run(&["counts", "survey.yaml", &from, "--by", "sex", "-o", &to]).ok();
    }
    let kept = std::fs::File::open(fixture.path("one.counts")).expect("counts");
    let mut kept = zip::ZipArchive::new(kept).expect("an archive");
    let mut about = String::new();
    std::io::Read::read_to_string(&mut kept.by_name("survey-counts.json").expect("a part"), &mut about).expect("text");
    let about: serde_json::Value = serde_json::from_str(&about).expect("JSON");
    let apart = serde_json::json!([{ "segment": "region" }, { "segment": "practice" }, { "segment": "sex" }]);
    assert!(about["groupings"].as_array().expect("a list").contains(&apart), "{about}");
    let joined = fixture.run(&["analyze", "survey.yaml", "one.counts", "two.counts", "--by", "sex", "-f", "csv"]).ok();
    let at_once = fixture.run(&["analyze", "survey.yaml", "one.csv", "two.csv", "--by", "sex", "-f", "csv"]).ok();
    assert_eq!(joined, at_once);
}

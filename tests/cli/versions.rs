//! Questions that changed: what is counted together, what is not, and what says so.

use crate::support::{Fixture, estimates, with_figures};
use proptest::prelude::*;
use survey::results::{QuestionResult, Report};

/// The export of 2025, in the wording, with the scale and under the header of that time.
fn old() -> String {
    table("Old header", (2025, 7), &["Hard", "So-so", "Easy"])
}

/// The export of 2026.
fn new() -> String {
    table("Ease of phoning", (2026, 1), &["Very difficult", "Difficult", "Neither", "Easy", "Very easy"])
}

/// 30 responses in each of three months, which answer in turn.
fn table(header: &str, (year, month): (u32, u32), options: &[&str]) -> String {
    let rows = (0..90).map(|at| {
        let day = format!("{year}-{:02}-{:02}", month + at / 30, 1 + at % 28);
        format!("{day},{},{}\n", options[at as usize % options.len()], at % 11)
    });
    format!("day,{header},nps\n") + &rows.collect::<String>()
}

fn survey(version: &str) -> String {
    format!(
        "survey: practice
submitted: day
scales:
  ease: [Very difficult, Difficult, Neither, Easy, Very easy]
  ease3: [Hard, So-so, Easy]
questions:
  phone:
    kind: rating
    text: How easy is it to get through on the phone?
    column: Ease of phoning
    scale: ease
    versions:
      - {{ until: 2025-12-31, text: \"How easy was it to phone us?\", {version} }}
      - {{ from: 2026-01-01 }}
  nps: {{ kind: nps, column: nps }}
"
    )
}

fn fixture(version: &str) -> Fixture {
    let files = Fixture::new().file("old.csv", old().as_bytes()).file("new.csv", new().as_bytes());
    files.survey(&survey(version))
}

const UNBRIDGED: &str = "scale: ease3, column: Old header";
const BRIDGED: &str = "scale: ease3, column: Old header, recode: { Hard: Difficult, So-so: Neither, Easy: Easy }";

fn report(fixture: &Fixture, options: &[&str]) -> Report {
    let run = fixture.run(&[&["analyze", "survey.yaml"], options, &["-f", "json"]].concat());
    serde_json::from_str(&run.ok()).expect("a report")
}

fn question<'a>(report: &'a Report, id: &str) -> &'a QuestionResult {
    report.questions.iter().find(|question| question.id == id).expect("the question is reported")
}

fn valid(question: &QuestionResult) -> u64 {
    question.cells[0].ledger.as_ref().expect("a ledger").valid
}

fn mean(question: &QuestionResult) -> f64 {
    estimates(question, "mean")[0].value.expect("a mean")
}

#[test]
fn without_a_bridge_an_earlier_version_is_a_question_of_its_own() {
    let found = report(&fixture(UNBRIDGED), &["old.csv", "new.csv"]);
    let ids: Vec<&str> = found.questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(ids, ["phone_until_2025-12-31", "phone", "nps"]);
    let (before, now) = (question(&found, "phone_until_2025-12-31"), question(&found, "phone"));
    assert_eq!(before.text, "How easy was it to phone us? (until 2025-12-31)");
    assert_eq!((valid(before), valid(now), valid(question(&found, "nps"))), (90, 90, 180));
    assert_eq!((mean(before), mean(now)), (2.0, 3.0), "scores of three options, and of five");
    assert_eq!(now.breaks.len(), 1);
    assert_eq!((now.breaks[0].day.as_str(), now.breaks[0].before.as_str()), ("2026-01-01", before.id.as_str()));
    assert!(before.breaks.is_empty());
    assert!(
        now.cautions.iter().any(|text| text.starts_with("the question changed on 2026-01-01")),
        "{:?}",
        now.cautions
    );
    let told = "the question was asked like this until 2025-12-31";
    assert!(before.cautions.iter().any(|text| text.starts_with(told)), "{:?}", before.cautions);
}

/// Nobody is told of a change that the responses have nothing to do with.
#[test]
fn a_file_of_one_time_alone_has_no_break() {
    let fixture = fixture(UNBRIDGED);
    let now = report(&fixture, &["new.csv"]);
    assert_eq!(now.questions.len(), 2);
    assert!(question(&now, "phone").breaks.is_empty() && question(&now, "phone").cautions.is_empty());
    let before = report(&fixture, &["old.csv"]);
    assert_eq!(valid(question(&before, "phone_until_2025-12-31")), 90);
}

#[test]
fn what_a_bridge_leads_over_is_counted_together() {
    for version in [BRIDGED, "column: Old header, codes: { Hard: Difficult, So-so: Neither }, same_as: next"] {
        let found = report(&fixture(version), &["old.csv", "new.csv"]);
        assert_eq!(found.questions.len(), 2, "{version}");
        let phone = question(&found, "phone");
        // 90 times 2, 3, 4 in turn, and 90 times 1 to 5.
        assert_eq!((valid(phone), mean(phone), phone.breaks.len()), (180, 3.0, 0), "{version}");
        assert!(phone.cautions.is_empty(), "{:?}", phone.cautions);
        let counts: Vec<_> = estimates(phone, "distribution").iter().map(|share| share.value).collect();
        let shares = [18.0, 48.0, 48.0, 48.0, 18.0].map(|n: f64| Some(n / 1.8));
        for (one, other) in counts.iter().zip(shares) {
            assert!((one.expect("a share") - other.expect("a share")).abs() < 1e-9, "{version}: {counts:?}");
        }
    }
}

/// Three versions, of which the first two have a bridge between them.
#[test]
fn bridges_lead_from_each_version_to_the_next() {
    let yaml = survey(BRIDGED).replace(
        "      - { until: 2025-12-31",
        "      - { until: 2025-08-15, column: Old header, options: [Bad, Middling, Easy], direction: low_to_high, recode: { Bad: Hard, Middling: So-so } }\n      - { until: 2025-12-31",
    );
    // Until the middle of August the first version was asked.
    let early = |row: &str| row.replace("Hard", "Bad").replace("So-so", "Middling");
    let row = |row: &str| if row < "2025-08-16" { early(row) } else { row.to_owned() };
    let rows: Vec<String> = old().lines().map(row).collect();
    let fixture = fixture(BRIDGED).survey(&yaml).file("old.csv", (rows.join("\n") + "\n").as_bytes());
    let phone = report(&fixture, &["old.csv", "new.csv"]);
    assert_eq!((valid(question(&phone, "phone")), mean(question(&phone, "phone"))), (180, 3.0));
    let unbridged = yaml.replace(", recode: { Hard: Difficult, So-so: Neither, Easy: Easy }", "");
    let found = report(&fixture.survey(&unbridged), &["old.csv", "new.csv"]);
    let before = question(&found, "phone_until_2025-12-31");
    assert_eq!((valid(before), mean(before)), (90, 2.0));
}

#[test]
fn trends_carry_the_break_and_nothing_is_tested_over_it() {
    let fixture = fixture(UNBRIDGED);
    let found = report(&fixture, &["old.csv", "new.csv", "--every", "month"]);
    let phone = question(&found, "phone");
    assert_eq!(phone.breaks[0].period.as_deref(), Some("2026-01"));
    assert!(phone.over_time().is_none_or(|change| {
        let against = change.against.expect("a period before");
        crate::support::group_name(&found, against).starts_with("2026")
    }));
    let svg = fixture.run(&["chart", "phone", "survey.yaml", "old.csv", "new.csv", "--every", "month", "-o", "p.svg"]);
    assert_eq!(svg.code, 0, "{svg}");
    let picture = std::fs::read_to_string(fixture.path("p.svg")).expect("a picture");
    assert_eq!(picture.matches(">question changed<").count(), 1, "an upright line between the two");
    assert!(picture.contains("Then the question changed, and figures are not comparable."));
}

/// Before and after a change there are two questions; over a bridge there is one.
#[test]
fn a_question_that_has_changed_is_not_compared() {
    let sides = ["compare", "-f", "json", "survey.yaml", "old.csv", "--", "new.csv"];
    let told = |version: &str| -> serde_json::Value {
        serde_json::from_str(&fixture(version).run(&sides).ok()).expect("a comparison")
    };
    let found = told(UNBRIDGED);
    let not: Vec<(&str, &str)> = found["not_compared"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["question"].as_str().unwrap_or_default(), one["why"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(not, [("phone_until_2025-12-31", "changed"), ("phone", "changed")]);
    let bridged = told(BRIDGED);
    let compared = bridged["compared"].as_array().expect("a list");
    assert!(compared.iter().any(|one| one["question"] == "phone"), "{bridged}");
    assert_eq!(bridged["not_compared"].as_array().map(Vec::len), Some(0), "{bridged}");
}

/// Undated answers are today's, and counted; an answer to a version of another day is trouble.
#[test]
fn answers_out_of_their_time_are_told() {
    let both = "day,Old header,Ease of phoning,nps\n".to_owned()
        + &"2025-07-01,Hard,,3\n".repeat(6)
        + &"2026-02-01,,Easy,3\n".repeat(6)
        + ",,Easy,3\n,,Very easy,3\n2025-08-01,,Difficult,4\n2026-03-01,Easy,,4\n";
    let fixture = fixture(UNBRIDGED).csv(&both);
    let run = fixture.run(&["check", "survey.yaml", "export.csv"]);
    let text = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(run.code, 1, "{run}");
    assert!(text.contains("phone: 1 answer to a version of the question that was not asked on its day"), "{text}");
    assert!(text.contains("phone_until_2025-12-31: 1 answer to a version"), "{text}");
    assert!(text.contains("phone: 2 answers without a date, taken for answers to today's version"), "{text}");
    let found = report(&fixture, &["export.csv"]);
    assert_eq!((valid(question(&found, "phone")), valid(question(&found, "phone_until_2025-12-31"))), (8, 6));
    assert!(found.cautions.iter().any(|text| text.starts_with("2 answers without a date")), "{:?}", found.cautions);
    // Without these rows nothing is wrong.
    let sound = both.lines().filter(|row| !row.starts_with("2025-08") && !row.starts_with("2026-03"));
    let fixture = fixture.csv(&(sound.collect::<Vec<_>>().join("\n") + "\n"));
    assert_eq!(fixture.run(&["check", "survey.yaml", "export.csv"]).code, 0);
}

/// One column all the time: the day tells which scale an answer is on.
#[test]
fn one_column_may_hold_all_versions() {
    let both = old().replace("Old header", "Ease of phoning") + new().split_once('\n').expect("rows").1;
    let fixture = fixture("scale: ease3").csv(&both);
    let found = report(&fixture, &["export.csv"]);
    assert_eq!((mean(question(&found, "phone_until_2025-12-31")), mean(question(&found, "phone"))), (2.0, 3.0));
    assert_eq!(fixture.run(&["check", "survey.yaml", "export.csv"]).code, 0);
    let figures = |threads: &str| {
        fixture
            .run(&["analyze", "survey.yaml", "export.csv", "-f", "json", "--every", "month", "--threads", threads])
            .ok()
    };
    assert_eq!(with_figures(&figures("1")), with_figures(&figures("4")));
}

fn checked(fixture: &Fixture, files: &[&str]) -> (String, i32) {
    let run = fixture.run(&[&["check", "survey.yaml"], files].concat());
    let text = format!("{} {}", run.stdout, run.stderr);
    (text.split_whitespace().collect::<Vec<_>>().join(" "), run.code)
}

const PLAIN: &str = "survey: plain
questions:
  care: { kind: single, column: care, options: [Good, Fairly good, Bad] }
  stars: { kind: rating, column: stars, min: 1, max: 5 }
";

/// An export of 100 rows: answers to `care`, and stars, in turn.
fn plain(header: &str, care: &[&str], stars: &[&str]) -> String {
    let rows = (0..100).map(|at| format!("{},{}\n", care[at % care.len()], stars[at % stars.len()]));
    format!("{header}\n") + &rows.collect::<String>()
}

#[test]
fn check_tells_what_has_changed_between_files() {
    let care = ["Good", "Fairly good", "Bad"];
    let high = ["5", "5", "4", "5", "3"];
    let jan = plain("care,stars", &care, &high);
    let against = |feb: &str| {
        let fixture = Fixture::new().survey(PLAIN).file("jan.csv", jan.as_bytes()).file("feb.csv", feb.as_bytes());
        checked(&fixture, &["jan.csv", "feb.csv"])
    };
    assert_eq!(against(&jan).1, 0, "nothing has changed");
    let (text, code) = against(&plain("care,stars", &["Good", "Quite good", "Bad"], &high));
    assert!(
        text.contains("care: in `feb.csv` 33 responses answer `Quite good`, which no option is called; `Fairly good`"),
        "{text}"
    );
    assert_eq!(code, 1);
    let (text, code) = against(&plain("care,stars", &["Good", "Fairly good", "Bad", "Awful"], &high));
    assert!(
        text.contains("care: in `feb.csv` 25 responses answer `Awful`, which no option is called and nobody"),
        "{text}"
    );
    assert_eq!(code, 1);
    let (text, code) = against(&plain("care,stars", &["Good", "Bad"], &high));
    assert!(text.contains("care: nobody answers `Fairly good` in `feb.csv`, 33 responses in `jan.csv` do"), "{text}");
    assert_eq!(code, 0, "a note: nothing is lost");
    let (text, code) = against(&plain("care,stars", &care, &["1", "1", "2", "1", "3"]));
    assert!(text.contains("stars: looks reversed in `feb.csv`: the mean is 1.6 there and 4.4 in `jan.csv`"), "{text}");
    assert_eq!(code, 0, "numbers alone prove nothing");
    let (text, code) = against(&plain("care,star rating", &care, &high));
    assert!(
        text.contains("stars: `feb.csv` has no column `stars`, `jan.csv` has; new in `feb.csv` is `star rating`"),
        "{text}"
    );
    assert!(text.contains("the export has no column `stars`"), "{text}");
    assert_eq!(code, 1);
    let (text, code) = against(
        &jan.replace("stars\n", "stars,ward\n")
            .replace(",5\n", ",5,North\n")
            .replace(",4\n", ",4,North\n")
            .replace(",3\n", ",3,North\n"),
    );
    assert!(text.contains("`feb.csv` has 1 column more than `jan.csv`: `ward`"), "{text}");
    assert_eq!(code, 0);
}

/// Labels beside numbers prove that a scale was turned round.
#[test]
fn a_scale_turned_round_is_proved_by_its_labels() {
    let survey = "survey: plain
questions:
  care:
    kind: single
    column: care
    options: [Poor, Fair, Good]
    codes: { 1 - Poor: Poor, 2 - Fair: Fair, 3 - Good: Good, 3 - Poor: Poor, 1 - Good: Good }
";
    let fixture = Fixture::new()
        .survey(survey)
        .file("jan.csv", plain("care,x", &["1 - Poor", "2 - Fair", "3 - Good"], &["1"]).as_bytes())
        .file("feb.csv", plain("care,x", &["3 - Poor", "2 - Fair", "1 - Good"], &["1"]).as_bytes());
    let (text, code) = checked(&fixture, &["jan.csv", "feb.csv"]);
    assert!(text.contains("care: the scale is turned round: `good` is 1 in `feb.csv`, 3 in `jan.csv`"), "{text}");
    assert_eq!(code, 1);
    assert_eq!(checked(&fixture, &["jan.csv"]).1, 0);
}

/// What the versions of a question declare is no change to be told.
#[test]
fn declared_versions_are_no_news() {
    assert_eq!(
        checked(&fixture(UNBRIDGED), &["old.csv", "new.csv"]),
        checked(&fixture(UNBRIDGED), &["old.csv", "new.csv"])
    );
    let (text, code) = checked(&fixture(UNBRIDGED), &["old.csv", "new.csv"]);
    assert!(text.contains("no trouble found") && code == 0, "{text}");
    assert!(!text.contains("has no column"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Wherever a question changes, each answer is counted once: before, or since.
    #[test]
    fn every_answer_is_counted_in_its_time(day in 1_usize..28, month in 7_usize..10) {
        let both = old() + "";
        let last = format!("2025-{month:02}-{day:02}");
        let yaml = survey("scale: ease3").replace("2025-12-31", &last).replace("      - { from: 2026-01-01 }\n", "");
        let yaml = yaml.replace("Ease of phoning", "Old header").replace("scale: ease\n", "scale: ease3\n");
        let found = report(&Fixture::new().survey(&yaml).csv(&both), &["export.csv"]);
        let is_before = |row: &&str| row.get(..10).is_some_and(|day| day <= last.as_str());
        let before = both.lines().skip(1).filter(is_before).count() as u64;
        let count = |id: &str| found.questions.iter().find(|one| one.id == id)
            .and_then(|one| one.cells[0].ledger).map(|ledger| ledger.valid);
        if before >= 5 { prop_assert_eq!(count(&format!("phone_until_{last}")), Some(before)); }
        if 90 - before >= 5 { prop_assert_eq!(count("phone"), Some(90 - before)); }
    }
}

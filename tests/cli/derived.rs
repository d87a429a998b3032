//! Derived questions: what they hold follows from the questions they come from, by rules that can be checked by hand.

use crate::support::{Fixture, estimate};
use std::fmt::Write as _;
use survey::results::{Ledger, QuestionResult, Report};

const WARD: &str = r#"
survey: ward
response_id: ID
missing: [n/a]
scales:
  quality: [Very poor, Poor, Fair, Good, Very good]
questions:
  emergency: { kind: single, column: E, options: [Yes, No], dont_know: "Don't know" }
  admitted: { kind: single, column: A, options: [Yes, No], refused: Rather not say }
  care:
    kind: grid
    scale: quality
    unscored: Not applicable
    items: { listened: C1, explained: C2, involved: C3 }
  wait: { kind: duration, column: W, unit: minutes, never: never }
  why: { kind: multiple, column: Y, options: [Pain, Check-up, Cough, Other], separator: ";" }
  later: { kind: single, column: L, options: [A, B], asked_if: { good: Good } }
derive:
  good: { from: care.listened, recode: { Good: [Very good, Good], Poor: [Fair, Poor, Very poor] }, other: Beside }
  wait_band: { from: wait, bands: [5, 15, 30], direction: high_to_low, top: 5–14 }
  mean_band: { from: care_mean, bands: [1, 3, 4] }
  both: { all: { emergency: Yes, admitted: Yes } }
  either: { any: { emergency: Yes, admitted: Yes } }
  care_mean: { mean: care, at_least: 2 }
  care_all: { mean: care }
  straight: { same: care }
  care_sum: { sum: [care.listened, wait] }
  reason: { from: why, recode: { Illness: [Pain, Cough], Prevention: Check-up }, other: Else }
disclosure: { minimum: 1 }
"#;

const ANSWERS: &str = "ID,E,A,C1,C2,C3,W,Y,L
1,Yes,Yes,Good,Very good,Fair,10,Pain;Cough,A
2,Yes,No,Poor,Not applicable,Fair,20,Check-up,
3,No,,Very good,,,never,Other;Pain,B
4,Don't know,Yes,Not applicable,Good,Good,3,,
5,Don't know,Rather not say,,,,35,Pain,
6,,No,Fair,Fair,Fair,n/a,Check-up;Other,
";

fn report(fixture: &Fixture, arguments: &[&str]) -> Report {
    let json = fixture.run(&[&["analyze", "survey.yaml"], arguments, &["-f", "json"]].concat()).stdout;
    serde_json::from_str(&json).expect("a report")
}

fn ward() -> Report {
    report(&Fixture::new().survey(WARD).csv(ANSWERS), &["export.csv"])
}

#[track_caller]
fn question<'a>(report: &'a Report, id: &str) -> &'a QuestionResult {
    report.questions.iter().find(|question| question.id == id).expect("the question is there")
}

fn ledger(question: &QuestionResult) -> Ledger {
    question.cells[0].ledger.expect("nothing is hidden")
}

/// How many people gave each of these answers.
fn counts(question: &QuestionResult, metric: &str, items: &[&str]) -> Vec<Option<u64>> {
    items.iter().map(|item| estimate(question, &question.cells[0], metric, Some(item)).count).collect()
}

#[test]
fn derived_questions_stand_after_what_they_come_from() {
    let report = ward();
    let ids: Vec<&str> = report.questions.iter().map(|question| question.id.as_str()).collect();
    let wanted = "emergency admitted both either care.listened care.explained care.involved good care_mean mean_band \
                  care_all straight wait wait_band care_sum why reason later";
    assert_eq!(ids.join(" "), wanted);
}

#[test]
fn what_is_known_decides_and_what_is_missing_keeps_its_kind() {
    let report = ward();
    let (both, either) = (question(&report, "both"), question(&report, "either"));
    // No and nothing is no; yes and nothing is not known.
    assert_eq!(counts(both, "distribution", &["Yes", "No"]), [Some(1), Some(3)]);
    assert_eq!((ledger(both).dont_know, ledger(both).no_answer), (2, 0));
    // Yes and "don't know" is yes; no and nothing is not known.
    assert_eq!(counts(either, "distribution", &["Yes", "No"]), [Some(3), Some(0)]);
    assert_eq!((ledger(either).dont_know, ledger(either).no_answer), (1, 2));
}

#[test]
fn recoded_answers_are_counted_together_and_routing_follows_them() {
    let report = ward();
    assert_eq!(
        counts(question(&report, "good"), "distribution", &["Good", "Poor", "Beside"]),
        [Some(2), Some(2), Some(1)]
    );
    let later = question(&report, "later");
    assert_eq!((ledger(later).not_asked, ledger(later).valid), (4, 2));
    // Several answers that count as one are one.
    let reason = question(&report, "reason");
    assert_eq!(counts(reason, "multiple", &["Illness", "Prevention", "Else"]), [Some(3), Some(2), Some(2)]);
}

#[test]
fn bands_hold_the_numbers_from_their_edge_on() {
    let report = ward();
    let band = question(&report, "wait_band");
    assert_eq!(counts(band, "distribution", &["5–14", "15–29", "30+"]), [Some(1), Some(1), Some(1)]);
    assert_eq!((ledger(band).never, ledger(band).unrecognised, ledger(band).no_answer), (1, 1, 1));
    // The first band is the best: (3 + 2 + 1) / 3.
    assert_eq!(estimate(band, &band.cells[0], "mean", None).value, Some(2.0));
    let means = question(&report, "mean_band");
    let items = ["1 to under 3", "3 to under 4", "4+"];
    assert_eq!(counts(means, "distribution", &items), [Some(1), Some(1), Some(2)]);
}

/// As `rowMeans(care, na.rm = TRUE)` where two of three are given: 4, 2.5, –, 4, –, 3. As `rowMeans(care)`: 4 and 3.
#[test]
fn means_and_sums_rest_on_as_many_items_as_they_need() {
    let report = ward();
    let mean = |id: &str| {
        let question = question(&report, id);
        (ledger(question).valid, estimate(question, &question.cells[0], "number", None).value)
    };
    assert_eq!(mean("care_mean"), (4, Some(3.375)));
    assert_eq!(mean("care_all"), (2, Some(3.5)));
    // 4 + 10 and 2 + 20; whoever still waits has no sum yet.
    assert_eq!(mean("care_sum"), (2, Some(18.0)));
    assert_eq!(ledger(question(&report, "care_sum")).never, 1);
}

/// As `check` says: "care: 1 of 4 who answered all 3 items gave them the same answer".
#[test]
fn straight_lines_are_those_that_check_counts() {
    let report = ward();
    let straight = question(&report, "straight");
    assert_eq!(counts(straight, "distribution", &["Yes", "No"]), [Some(1), Some(3)]);
    let told = Fixture::new().survey(WARD).csv(ANSWERS).run(&["check", "survey.yaml", "export.csv"]).stdout;
    assert!(told.contains("care: 1 of 4 who answered all 3 items gave them the same answer"), "{told}");
}

#[test]
fn straight_lines_are_kept_with_saved_counts_and_add_up() {
    let definition = format!("{WARD}segments: {{ came: {{ question: emergency }} }}\n");
    let other = ANSWERS.replace("3,No,,Very good,,,", "13,No,,Poor,Poor,Poor,");
    let fixture = Fixture::new().survey(&definition).csv(ANSWERS).file("other.csv", other.as_bytes());
    let told = |files: &[&str]| fixture.run(&[&["check", "survey.yaml"], files].concat()).stdout;
    for by in [&[][..], &["--by", "came"]] {
        let keep = |export: &str, to: &str| {
            // Of the numbers too few were understood, which is told.
            assert_eq!(fixture.run(&[&["counts", "survey.yaml", export, "-o", to], by].concat()).code, 3);
        };
        keep("export.csv", "one.counts");
        keep("other.csv", "two.counts");
        assert!(told(&["one.counts"]).contains("care: 1 of 4 who answered all 3 items"), "{}", told(&["one.counts"]));
        let both = told(&["one.counts", "two.counts"]);
        assert!(both.contains("care: 3 of 9 who answered all 3 items gave them the same answer"), "{both}");
        assert!(told(&["one.counts", "other.csv"]).contains("care: 3 of 9 who"));
        let analysed = report(&fixture, &[&["one.counts"], by].concat());
        assert!(analysed.questions.iter().all(|question| !question.id.contains("straight lines")));
    }
}

#[test]
fn a_number_below_all_bands_is_told_with_its_place() {
    let fixture = Fixture::new().survey(WARD).csv(ANSWERS);
    let told = fixture.run(&["check", "survey.yaml", "export.csv"]).stdout;
    assert!(told.contains("wait_band: 1 number outside the declared range\n  column `W`, row 4"), "{told}");
}

const MANY: &str = r#"
survey: many
response_id: id
weight: weight
scales:
  quality: [Very poor, Poor, Fair, Good, Very good]
questions:
  overall: { kind: rating, scale: quality, column: Q1, dont_know: "?", nets: { Good: [Good, Very good], Bad: [Very poor, Poor] } }
  minutes: { kind: number, column: Q2 }
segments: { site: Site }
derive:
  net: { from: overall, recode: { Good: [Good, Very good], Bad: [Very poor, Poor] }, other: Between }
  slow: { from: minutes, bands: [0, 20, 40] }
  slow_and_bad: { all: { net: Bad, slow: 40+ } }
  points: { mean: [overall, minutes], at_least: 1 }
disclosure: { minimum: 1 }
"#;

/// Answers that follow from the row's number; `rows` of them.
fn many(rows: std::ops::Range<u64>) -> String {
    let answers = ["Very poor", "Poor", "Fair", "Good", "Very good", "", "?"];
    let mut text = "id,weight,Q1,Q2,Site\n".to_owned();
    for row in rows {
        let drawn = row.wrapping_mul(6_364_136_223_846_793_005) >> 33;
        let answer = answers[usize::try_from(drawn % 7).expect("small")];
        let minutes = if drawn % 11 == 0 { String::new() } else { format!("{}.{}", drawn / 7 % 60, drawn % 10) };
        let _ = writeln!(text, "r{row},{}.{},{answer},{minutes},Site {}", 1 + drawn % 3, drawn % 10, drawn / 13 % 4);
    }
    text
}

#[test]
fn a_derived_net_is_the_net_of_its_source_with_its_interval() {
    let report = report(&Fixture::new().survey(MANY).csv(&many(0..3000)), &["export.csv", "--by", "site"]);
    let (overall, net) = (question(&report, "overall"), question(&report, "net"));
    assert_eq!(net.cells.len(), 5);
    for (source, derived) in overall.cells.iter().zip(&net.cells) {
        for name in ["Good", "Bad"] {
            let (one, other) =
                (estimate(overall, source, "nets", Some(name)), estimate(net, derived, "distribution", Some(name)));
            assert_eq!((one.value, one.se, one.count), (other.value, other.se, other.count), "{name}");
            assert!(one.value.is_some() && one.interval == other.interval && one.base == other.base, "{name}");
        }
    }
}

#[test]
fn derived_questions_filter_and_are_the_same_on_any_number_of_threads_and_from_kept_counts() {
    let fixture = Fixture::new().survey(MANY).csv(&many(0..9000));
    let fixture = fixture.file("early.csv", many(0..4000).as_bytes()).file("late.csv", many(4000..9000).as_bytes());
    let analyze = |what: &[&str]| fixture.run(&[&["analyze", "survey.yaml"], what, &["-f", "csv"]].concat()).stdout;
    let by = ["--by", "site"];
    let one = analyze(&[&["export.csv", "--threads", "1"], &by[..]].concat());
    assert!(one.contains("slow_and_bad") && one == analyze(&[&["export.csv", "--threads", "4"], &by[..]].concat()));
    for part in ["early", "late"] {
        let (export, counts) = (format!("{part}.csv"), format!("{part}.counts"));
        fixture.run(&[&["counts", "survey.yaml", &export, "-o", &counts], &by[..]].concat()).ok();
    }
    let apart = analyze(&[&["early.counts", "late.counts"], &by[..]].concat());
    assert!(apart == analyze(&[&["early.csv", "late.csv"], &by[..]].concat()));
    let bad = report(&fixture, &["export.csv", "--where", "slow_and_bad=Yes"]);
    let all = report(&fixture, &["export.csv"]);
    let (kept, wanted) = (question(&bad, "slow_and_bad"), question(&all, "slow_and_bad"));
    assert_eq!(counts(kept, "distribution", &["Yes", "No"])[1], Some(0));
    assert_eq!(counts(kept, "distribution", &["Yes"]), counts(wanted, "distribution", &["Yes"]));
}

#[test]
fn counts_by_another_rule_are_refused_with_both_rules() {
    let fixture = Fixture::new().survey(MANY).csv(&many(0..300));
    fixture.run(&["counts", "survey.yaml", "export.csv", "-o", "kept.counts"]).ok();
    let fixture = fixture.survey(&MANY.replace(
        "recode: { Good: [Good, Very good], Bad: [Very poor, Poor] }",
        "recode: { Good: Very good, Bad: [Very poor, Poor] }",
    ));
    let refused = fixture.run(&["analyze", "survey.yaml", "kept.counts"]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("the rule of `net` is recode `overall`"), "{}", refused.stderr);
}

/// Made-up exports of a definition leave derived questions alone.
#[test]
fn a_made_up_export_has_no_column_for_what_is_derived() {
    let fixture = Fixture::new().survey(WARD);
    let made = fixture.run(&["generate", "responses", "survey.yaml", "--rows", "40"]).stdout;
    assert_eq!(made.lines().next(), Some("ID,E,A,C1,C2,C3,W,Y,L"), "{made}");
}

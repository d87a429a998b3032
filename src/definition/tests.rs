use super::*;
use crate::scale::Direction;

/// The survey of a sound definition with these questions.
fn survey(rest: &str) -> Survey {
    parse(format!("survey: test\n{rest}").as_bytes(), "test.yaml").unwrap_or_else(|faults| panic!("{faults}"))
}

fn question(keys: &str) -> Question {
    survey(&format!("questions:\n  q: {{ {keys}, column: Q }}\n")).questions.remove(0)
}

fn refused(text: &str) -> String {
    parse(text.as_bytes(), "test.yaml").expect_err("it is faulty").render(false)
}

fn labels(question: &Question) -> Vec<&str> {
    question.options.iter().map(|option| option.label.as_str()).collect()
}

fn scores(question: &Question) -> Vec<Option<f64>> {
    question.options.iter().map(|option| option.score).collect()
}

fn metrics(question: &Question) -> Vec<&str> {
    question.metrics.iter().map(|metric| metric.id).collect()
}

#[test]
fn labels_are_the_text_that_was_written() {
    let written = question("kind: single, options: [Yes, No, On, 1, 1.50, null, ~, 2024-01-01, 0x1F, true]");
    assert_eq!(labels(&written), ["Yes", "No", "On", "1", "1.50", "null", "~", "2024-01-01", "0x1F", "true"]);
}

#[test]
fn codes_are_the_same_with_and_without_quotes() {
    let written = question("kind: single, options: [Yes, No], codes: { 1: Yes, '2': No, 01: Yes }");
    assert_eq!(written.options[0].codes, ["1", "01"]);
    assert_eq!(written.options[1].codes, ["2"]);
}

#[test]
fn scores_follow_the_direction_and_options_stay_as_written() {
    let rising = question("kind: likert, options: [Disagree, Neutral, Agree]");
    assert_eq!(scores(&rising), [Some(1.0), Some(2.0), Some(3.0)]);
    let falling = question("kind: likert, direction: high_to_low, options: [Agree, Neutral, Disagree]");
    assert_eq!(labels(&falling), ["Agree", "Neutral", "Disagree"]);
    assert_eq!(scores(&falling), [Some(3.0), Some(2.0), Some(1.0)]);
    let given = question("kind: likert, options: [Never, Sometimes, Always], scores: [0, 50, 100]");
    assert_eq!(scores(&given), [Some(0.0), Some(50.0), Some(100.0)]);
}

#[test]
fn a_question_inherits_the_boxes_of_its_scale_and_may_name_its_own() {
    let read = survey(
        "scales:\n  s: { direction: low_to_high, options: [A, B, C, D], top: [D], nets: { Mid: [B, C] } }\n\
         questions:\n  one: { kind: rating, scale: s, column: 1 }\n  two: { kind: rating, scale: s, top: [C, D], column: 2 }\n",
    );
    assert_eq!(read.questions[0].top, [3]);
    assert_eq!(read.questions[1].top, [2, 3]);
    assert_eq!(read.questions[1].nets[0].options, [1, 2]);
    assert_eq!(metrics(&read.questions[0]), ["top_box", "nets", "mean", "distribution"]);
}

#[test]
fn unscored_answers_stand_after_the_scale_and_have_no_score() {
    let own = question("kind: csat, options: [Bad, Good], unscored: Not used, top: Good, codes: { 9: Not used }");
    assert_eq!(labels(&own), ["Bad", "Good", "Not used"]);
    assert_eq!(scores(&own), [Some(1.0), Some(2.0), None]);
    assert_eq!((&own.options[2].codes[..], &own.top[..]), (&["9".to_owned()][..], &[1][..]));
    let stars = question("kind: rating, min: 1, max: 3, unscored: [N/A], nets: { Unused: [N/A] }");
    assert_eq!(scores(&stars), [Some(1.0), Some(2.0), Some(3.0), None]);
    assert_eq!(stars.nets[0].options, [3]);
    let ease = question("kind: ces, version: 2.0, unscored: Did not try");
    assert_eq!((ease.options.len(), ease.options[7].score), (8, None));
    let given = question("kind: rating, direction: high_to_low, options: [A, B], scores: [10, 5], unscored: C");
    assert_eq!(scores(&given), [Some(10.0), Some(5.0), None]);
}

#[test]
fn a_scale_shares_its_unscored_answers_and_a_question_adds_its_own() {
    let read = survey(
        "scales:\n  s: { direction: low_to_high, options: [A, B], unscored: [C] }\n\
         questions:\n  one: { kind: likert, scale: s, column: 1, unscored: D }\n  \
         two: { kind: grid, scale: s, items: { x: 2, y: 3 } }\n",
    );
    assert_eq!(labels(&read.questions[0]), ["A", "B", "C", "D"]);
    assert_eq!(labels(&read.questions[2]), ["A", "B", "C"]);
}

#[test]
fn nps_has_eleven_options_that_stand_for_themselves() {
    let nps = question("kind: nps, codes: { 10 - Extremely likely: 10 }");
    assert_eq!(nps.shape, Shape::Coded { options: 11 });
    assert_eq!(nps.options[10].codes, ["10 - Extremely likely"]);
    assert_eq!(nps.options[7].score, Some(7.0));
    assert_eq!(metrics(&nps), ["nps", "distribution"]);
}

#[test]
fn the_friends_and_family_test_keeps_dont_know_as_an_answer() {
    let fft = question("kind: fft");
    assert_eq!(labels(&fft), ["Very good", "Good", "Neither good nor poor", "Poor", "Very poor", "Don't know"]);
    assert_eq!((&fft.top[..], &fft.bottom[..]), (&[0, 1][..], &[3, 4][..]));
    assert_eq!(fft.options[5].score, None);
    let before = question("kind: fft, wording: recommend, legacy_score: true");
    assert_eq!(before.options[0].label, "Extremely likely");
    assert_eq!(metrics(&before), ["fft", "fft_legacy", "distribution"]);
}

#[test]
fn the_two_effort_scores_run_in_opposite_directions() {
    let effort = question("kind: ces, version: 1.0");
    assert_eq!(effort.direction, Direction::LowerIsBetter);
    assert_eq!((effort.options.len(), &effort.top[..]), (5, &[0, 1][..]));
    let ease = question("kind: ces, version: 2.0");
    assert_eq!(ease.direction, Direction::HigherIsBetter);
    assert_eq!((ease.options.len(), &ease.top[..]), (7, &[4, 5, 6][..]));
    assert_eq!(ease.options[6].codes, ["7"]);
}

#[test]
fn a_grid_becomes_a_question_for_each_item() {
    let read = survey(
        "questions:\n  visited: { kind: single, options: [Yes, No], column: V }\n  care:\n    kind: grid\n    text: How was\n    \
         options: [Poor, Good]\n    asked_if: { visited: Yes }\n    items: { a: 3, b: { column: B, text: the food } }\n",
    );
    assert_eq!(read.questions.len(), 3);
    let [_, first, second] = &read.questions[..] else { panic!("three questions") };
    assert_eq!((first.id.as_str(), first.text.as_str()), ("care.a", "How was – a"));
    assert_eq!(first.source, Source::Column(ColumnRef::Position(3)));
    assert_eq!((second.id.as_str(), second.text.as_str()), ("care.b", "How was – the food"));
    assert_eq!(second.asked_if, [Condition { question: 0, options: vec![0] }]);
}

#[test]
fn multiple_response_stands_in_one_column_or_in_several() {
    let delimited = question("kind: multiple, options: [A, B], separator: ';'");
    assert_eq!(delimited.reading, Reading::Delimited { separator: ";".to_owned() });
    let read = survey("questions:\n  q: { kind: multiple, columns: { A: Q_1, B: Q_2 }, unselected: 0 }\n");
    assert_eq!(
        read.questions[0].reading,
        Reading::PerOption { selected: Vec::new(), unselected: vec!["0".to_owned()] }
    );
    assert_eq!(labels(&read.questions[0]), ["A", "B"]);
}

#[test]
fn durations_know_their_unit() {
    let wait = question("kind: duration, unit: hours, target: 4");
    assert_eq!(wait.reading, Reading::Duration { seconds_per_unit: 3600 });
    assert_eq!((wait.target, metrics(&wait)), (Some(4.0), vec!["duration", "target", "histogram"]));
}

#[test]
fn bands_are_labelled_by_what_they_hold() {
    let read = survey(
        "questions:\n  q: { kind: text, column: Q }\nsegments:\n  age: { column: Age, bands: [0, 1, 16, 80] }\n  km: { column: Km, bands: [0, 2.5] }\n",
    );
    let labels = |segment: &Segment| match &segment.values {
        SegmentValues::Bands(bands) => bands.iter().map(|band| band.label.clone()).collect::<Vec<_>>(),
        other => panic!("bands, not {other:?}"),
    };
    assert_eq!(labels(&read.segments[0]), ["0", "1–15", "16–79", "80+"]);
    assert_eq!(labels(&read.segments[1]), ["0 to under 2.5", "2.5+"]);
}

#[test]
fn what_is_left_out_has_a_documented_value() {
    let read = survey("questions:\n  q: { kind: text, column: Q }\n");
    assert_eq!((read.title.as_str(), read.minimum_base), ("test", DEFAULT_MINIMUM_BASE));
    assert_eq!(read.missing, [""]);
    assert_eq!(read.questions[0].text, "q");
}

#[test]
fn shorthands_mean_the_same_as_the_long_form() {
    let rest = "questions:\n  q: { kind: text, column: Q }\n";
    let short = survey(&format!("weight: W\nsubmitted: 2\nmissing: x\nsegments: {{ site: Site }}\n{rest}"));
    let long = survey(&format!(
        "weight: {{ column: W }}\nsubmitted: {{ column: 2 }}\nmissing: [x]\nsegments: {{ site: {{ column: Site }} }}\n{rest}"
    ));
    assert_eq!((short.weight, short.submitted, short.segments), (long.weight, long.submitted, long.segments));
    assert_eq!(short.missing, long.missing);
}

#[test]
fn a_byte_order_mark_and_carriage_returns_are_fine() {
    let text = "\u{feff}survey: test\r\nquestions:\r\n  q: { kind: text, column: Q }\r\n";
    assert!(parse(text.as_bytes(), "test.yaml").is_ok());
    assert!(
        refused("survey: test\r\ntitel: x\r\nquestions:\r\n  q: { kind: text, column: Q }\r\n")
            .contains("test.yaml:2:1")
    );
}

#[test]
fn a_file_that_is_no_definition_is_refused_politely() {
    let export = vec![b'x'; 9 * 1024 * 1024];
    let refusal = parse(&export, "export.csv").expect_err("too large").render(false);
    assert!(refusal.contains("larger than 8 MiB"), "{refusal}");
    assert!(refused(&format!("survey: {}", "x".repeat(70_000))).contains("line 1 is longer than 64 KiB"));
}

#[test]
fn many_faults_are_counted_rather_than_listed() {
    let keys = (0..1000).map(|number| format!("key_{number}: 1\n")).collect::<Vec<_>>().concat();
    let refusal = refused(&format!("{keys}survey: test\nquestions:\n  q: {{ kind: text, column: Q }}\n"));
    assert_eq!(refusal.matches("unknown key").count(), 200);
    assert!(refusal.contains("800 more faults are not listed"), "{}", &refusal[refusal.len() - 200..]);
}

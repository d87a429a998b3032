//! What is guessed about scales, words for no answer and recommending: the same figures with and without the
//! definition that `init` writes, and the guess told with them.

use crate::support::{Fixture, estimate};
use survey::results::{QuestionResult, Report};

/// An export of these columns: header and cells.
fn export(columns: &[(&str, &[&str])]) -> Fixture {
    let field = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |cells: Vec<String>| format!("{}\n", cells.join(","));
    let rows = columns.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let mut csv = line(columns.iter().map(|(header, _)| field(header)).collect());
    for row in 0..rows {
        csv.push_str(&line(columns.iter().map(|(_, cells)| field(cells.get(row).unwrap_or(&""))).collect()));
    }
    Fixture::new().csv(&csv)
}

fn report(fixture: &Fixture, names: &[&str]) -> Report {
    let json = fixture.run(&[&["analyze", "-f", "json"], names].concat()).ok();
    serde_json::from_str(&json).expect("a report")
}

/// The figures without a definition, which must be those with the definition that `init` writes; that fits.
fn looked_at(fixture: &Fixture) -> Report {
    let first = report(fixture, &["export.csv"]);
    fixture.run(&["init", "export.csv", "-o", "first.yaml"]).ok();
    fixture.run(&["check", "first.yaml", "export.csv"]).ok();
    let again = report(fixture, &["first.yaml", "export.csv"]);
    let plain = |report: &Report| -> Vec<QuestionResult> {
        let bare = |question: &QuestionResult| QuestionResult { cautions: Vec::new(), ..question.clone() };
        report.questions.iter().map(bare).collect()
    };
    assert_eq!(plain(&first), plain(&again));
    assert!(again.questions.iter().all(|question| question.cautions.is_empty()), "what somebody keeps is no guess");
    first
}

fn definition(fixture: &Fixture) -> String {
    std::fs::read_to_string(fixture.path("first.yaml")).expect("the definition").replace("\n  # ", " ")
}

fn mean(question: &QuestionResult) -> (f64, u64) {
    let mean = estimate(question, &question.cells[0], "mean", None);
    let value = mean.value.expect("a value");
    ((value * 1e6).round() / 1e6, mean.base.expect("a base").unweighted)
}

fn assert_told(question: &QuestionResult, words: &str) {
    assert!(question.cautions.iter().any(|caution| caution.contains(words)), "{words}: {:?}", question.cautions);
}

const FOUR: [&str; 8] = ["Very poor", "Poor", "Good", "Very good", "Very poor", "Poor", "Good", "Very good"];

#[test]
fn a_level_that_no_question_has_moves_no_mean() {
    let fixture = export(&[("How was the ward?", &FOUR), ("How was the food?", &FOUR)]);
    let report = looked_at(&fixture);
    assert_eq!(mean(&report.questions[0]), (2.5, 8), "scores 1 to 4, not 1, 2, 4 and 5");
    let told = "scores 1 = Very poor … 4 = Very good; nobody gave `Fair`, which is taken as not offered";
    assert_told(&report.questions[0], told);
    let yaml = definition(&fixture);
    assert!(yaml.contains("options: [Very poor, Poor, Good, Very good]"), "{yaml}");
    assert!(yaml.contains("Scores 1 = Very poor … 4 = Very good. Nobody chose `Fair` in any question"), "{yaml}");
}

#[test]
fn a_level_that_a_sibling_has_is_on_the_scale_of_both() {
    let fair = ["Fair", "Good", "Fair", "Good", "Fair", "Good", "Fair", "Good"];
    let fixture = export(&[("How was the ward?", &FOUR), ("How was the food?", &fair)]);
    let report = looked_at(&fixture);
    assert_eq!(mean(&report.questions[0]), (3.0, 8));
    assert_eq!(mean(&report.questions[1]), (3.5, 8), "Fair is 3 and Good is 4, as beside it");
    assert_told(&report.questions[0], "scores 1 = Very poor … 5 = Very good");
    assert_eq!(definition(&fixture).matches("scale: quality").count(), 2);
}

#[test]
fn levels_that_are_kept_unseen_are_told_with_their_scores() {
    let cells = ["Dissatisfied", "Satisfied", "Very satisfied", "Satisfied", "Satisfied"];
    let fixture = export(&[("How satisfied are you?", &cells)]);
    let report = looked_at(&fixture);
    assert_eq!(mean(&report.questions[0]), (3.8, 5));
    let told = "nobody gave `Very dissatisfied` (1), `Neither satisfied nor dissatisfied` (3), taken as offered";
    assert_told(&report.questions[0], told);
    for format in ["table", "markdown", "csv", "json"] {
        let shown = fixture.run(&["analyze", "export.csv", "-f", format]).ok();
        let one_line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(one_line.contains("1 = Very dissatisfied … 5 = Very satisfied"), "{format}: {shown}");
    }
}

#[test]
fn numbers_in_labels_are_their_scores() {
    let cells = ["1 - bad", "2", "3", "5 - good", "5 - good"];
    let report = looked_at(&export(&[("Mood", &cells)]));
    assert_eq!(mean(&report.questions[0]), (3.2, 5), "(1 + 2 + 3 + 5 + 5) ÷ 5");
    let against =
        ["5 - Strongly disagree", "2 - Agree", "1 - Strongly agree", "2 - Agree", "2 - Agree", "5 - Strongly disagree"];
    let report = looked_at(&export(&[("We listened", &against)]));
    assert_eq!(mean(&report.questions[0]), (3.166_667, 6), "1, 4, 5, 4, 4 and 1 from the words");
    let ward = ["1 - bad", "3", "5 - good", "3", "3"];
    let food = ["3", "3", "1 - bad", "3", "3"];
    let items = export(&[("How was it [ward]", &ward), ("How was it [food]", &food)]);
    assert_eq!(mean(&looked_at(&items).questions[0]), (3.0, 5));
}

#[test]
fn two_opposite_words_are_a_choice() {
    let cells = ["Agree", "Disagree", "Agree", "Agree", "Disagree", "Agree"];
    let fixture = export(&[("The doctor listened", &cells)]);
    assert_eq!(looked_at(&fixture).questions[0].kind, "single");
    assert!(definition(&fixture).contains("options: [Agree, Disagree]"));
}

#[test]
fn an_answer_offered_beside_a_scale_is_counted_and_has_no_score() {
    let cells = ["Good", "Unfamiliar (N/A)", "Very good", "Unfamiliar (N/A)", "Good", "", "Poor", "Fair", "Very poor"];
    let yoda = ["Very good", "Good", "Good", "Fair", "Unfamiliar (N/A)", "", "Poor", "Poor", "Very poor"];
    let note = ["x"; 9];
    let fixture =
        export(&[("Rate them [Han]", &cells), ("Rate them [Yoda]", &yoda), ("Staff", &cells), ("Note", &note)]);
    let report = looked_at(&fixture);
    for question in [&report.questions[0], &report.questions[2]] {
        let ledger = question.cells[0].ledger.expect("a ledger");
        assert_eq!((ledger.valid, ledger.unscored, ledger.no_answer), (8, 2, 1), "{}", question.id);
        assert_eq!(mean(question), (3.166_667, 6));
    }
    let yaml = definition(&fixture);
    assert_eq!(yaml.matches("unscored: [Unfamiliar (N/A)]").count(), 2, "{yaml}");
    assert!(yaml.contains("`Unfamiliar (N/A)`: answered without a score"), "{yaml}");
}

#[test]
fn not_applicable_is_an_answer_where_other_cells_are_empty() {
    let cells = ["4", "N/A", "5", "3", "2", "N/A", "1", "5"];
    let comments = ["", "Thank you", "N/A", "", "Fine", "", "", "-"];
    let kinds = ["By car", "Does not apply", "On foot", "By car", "On foot", "Does not apply", "By car", "By car"];
    // Options are listed that enough people gave.
    let (cells, comments, kinds) = (cells.repeat(3), comments.repeat(3), kinds.repeat(3));
    let offered = export(&[("How good was it?", &cells), ("Comments", &comments), ("Way", &kinds)]);
    let report = looked_at(&offered);
    let ledger = report.questions[0].cells[0].ledger.expect("a ledger");
    assert_eq!((ledger.valid, ledger.unscored, ledger.no_answer), (24, 6, 0));
    assert_told(&report.questions[0], "`N/A` is taken for an answer without a score, as other cells are left empty");
    let yaml = definition(&offered);
    assert!(yaml.contains("unscored: [N/A]") && yaml.contains("Else list it under `missing`."), "{yaml}");
    assert!(yaml.contains("options: [By car, On foot, Does not apply]"), "{yaml}");
    assert!(!yaml.contains("\nmissing:"), "nothing is missing for the whole survey: {yaml}");
    let everywhere = export(&[("How good was it?", &cells), ("Way", &kinds)]);
    let report = looked_at(&everywhere);
    let ledger = report.questions[0].cells[0].ledger.expect("a ledger");
    assert_eq!((ledger.valid, ledger.unscored, ledger.no_answer), (18, 0, 6));
    assert_told(&report.questions[0], "`N/A` is taken for no answer");
    let yaml = definition(&everywhere);
    assert!(yaml.contains("`N/A`: taken for no answer. If it could be chosen, list it under `unscored`."), "{yaml}");
}

#[test]
fn a_word_missing_in_one_question_may_be_an_answer_to_another() {
    let how = ["Good", "Not applicable", "Poor", "Good", "Fair", "Good"];
    let why = ["Not applicable", "Pain", "Pain", "Not applicable", "Cough", "Cough"];
    let when = ["2026-01-01", "N/A", "2026-01-03", "2026-01-04", "2026-01-04", "2026-01-05"];
    let fixture = export(&[("How was it?", &how), ("Why?", &why), ("Date of visit", &when), ("Note", &["a b c"])]);
    looked_at(&fixture);
    let yaml = definition(&fixture);
    assert!(yaml.contains("missing: [N/A]") && !yaml.contains("\nmissing:"), "{yaml}");
}

#[test]
fn the_date_of_submission_has_missing_words_of_its_own() {
    let dates = "submitted: { column: When, missing: [unknown] }";
    let yaml = format!("survey: s\nmissing: ['-']\n{dates}\nquestions:\n  q: {{ kind: text, column: Q }}\n");
    let fixture = Fixture::new().survey(&yaml).csv("When,Q\n2026-01-01,a\nUnknown,b\n-,c\n");
    fixture.run(&["check", "survey.yaml", "export.csv"]).ok();
    let strict = Fixture::new().survey(&yaml.replace("unknown", "none")).csv("When,Q\n2026-01-01,a\nUnknown,b\n-,c\n");
    assert_eq!(strict.run(&["check", "survey.yaml", "export.csv"]).code, 1);
}

const ZERO_TO_TEN: [&str; 9] = ["0", "10", "9", "7", "3", "10", "8", "5", "9"];
const ONE_TO_TEN: [&str; 12] = ["1", "10", "9", "7", "3", "10", "8", "1", "9", "1", "1", "1"];

fn kind(header: &str, cells: &[&str]) -> String {
    looked_at(&export(&[(header, cells)])).questions[0].kind.clone()
}

#[test]
fn only_a_question_to_recommend_from_0_to_10_is_nps() {
    assert_eq!(kind("How likely are you to recommend us?", &ZERO_TO_TEN), "nps");
    assert_eq!(kind("Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?", &ZERO_TO_TEN), "nps");
    assert_eq!(kind("Nous recommanderiez-vous à un proche ?", &["9", "8", "10", "6"]), "nps");
    assert_eq!(kind("Would you recommend us? (0-10)", &["7", "6", "5", "7"]), "nps", "the wording says 0 to 10");
    for other in ["How much pain did you have?", "How likely are you to come back?", "Q7", "How clean was the ward?"] {
        let fixture = export(&[(other, &ZERO_TO_TEN)]);
        assert_eq!(looked_at(&fixture).questions[0].kind, "rating", "{other}");
        let yaml = definition(&fixture);
        let one_line = yaml.split_whitespace().collect::<Vec<_>>().join(" ").replace(',', "");
        assert!(one_line.contains("min: 0 max: 10") && !one_line.to_lowercase().contains("nps"), "{yaml}");
    }
}

#[test]
fn recommending_from_1_to_10_is_a_rating_and_that_is_told() {
    let fixture = export(&[("How likely are you to recommend us?", &ONE_TO_TEN)]);
    let report = looked_at(&fixture);
    assert_eq!(report.questions[0].kind, "rating");
    assert_told(&report.questions[0], "from 1 to 10, which is no NPS scale (0 to 10): no Net Promoter Score");
    assert!(definition(&fixture).contains("no NPS scale"));
    let others = [("Rate the ward", &ONE_TO_TEN[..]), ("Would you recommend us?", &["9", "8", "1", "10", "9", "7"])];
    let report = looked_at(&export(&others));
    assert_eq!(report.questions[1].kind, "rating", "the other question shows where numbers begin");
    let few = looked_at(&export(&[("Would you recommend us?", &["9", "8", "1", "10", "9", "7"])]));
    assert_eq!(few.questions[0].kind, "nps");
    assert_told(&few.questions[0], "nobody gave 0: on a form from 1 to 10, this is no Net Promoter Score");
    assert_eq!(kind("Would you recommend us? (1 to 10)", &["9", "8", "10", "6"]), "rating");
    assert_eq!(kind("Would you recommend us? (0 to 10)", &ONE_TO_TEN), "nps", "nobody happened to choose 0");
    assert_eq!(kind("Would you recommend us?", &["5", "4", "1", "5"]), "rating");
}

#[test]
fn numbers_with_words_beside_them_are_nps_too() {
    let cells = ["10 - Extremely likely", "9", "0 - Not at all likely", "7", "10 - Extremely likely"];
    let fixture = export(&[("Would you recommend us?", &cells)]);
    let report = looked_at(&fixture);
    let question = &report.questions[0];
    let score = (question.columns[0].metric.as_str(), question.cells[0].value(0));
    assert_eq!(score, ("nps", Some(40.0)), "3 promoters, 1 detractor of 5");
}

#[test]
fn the_wording_below_a_code_asks_to_recommend() {
    let head = "StartDate,Status,Finished,Q1,Q2\nStart Date,Response Type,Finished,Would you recommend our clinic?,How much pain?\n";
    let ids = "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n";
    let row = |cell: &&str| format!("2026-01-05 10:00:00,IP Address,True,{cell},{cell}\n");
    let rows: String = ZERO_TO_TEN.iter().map(row).collect();
    let report = looked_at(&Fixture::new().csv(&format!("{head}{ids}{rows}")));
    let kinds: Vec<&str> = report.questions.iter().map(|question| question.kind.as_str()).collect();
    assert_eq!(kinds, ["nps", "rating"]);
}

#[test]
fn a_codebook_tells_scales_with_words_beside_them_and_nps() {
    let head = "Variable / Field Name,Form Name,Section Header,Field Type,Field Label,\"Choices, Calculations, OR Slider Labels\",Field Note,Text Validation Type OR Show Slider Number,Text Validation Min,Text Validation Max,Identifier?,Branching Logic (Show field only if...),Required Field?,Custom Alignment,Question Number (surveys only),Matrix Group Name,Matrix Ranking?,Field Annotation";
    let field =
        |name: &str, label: &str, choices: &str| format!("{name},visit,,radio,{label},\"{choices}\",,,,,,,,,,,,\n");
    let ten: Vec<String> = (0..=10).map(|n| format!("{n}, {n}")).collect();
    let dictionary = [
        format!("{head}\nrecord_id,visit,,text,Record ID,,,,,,,,,,,,,\n"),
        field("food", "How was the food?", "1, Poor | 2, Fair | 3, Good | 8, Not applicable | 9, Don't know"),
        field("ltr", "Would you recommend us?", &ten.join(" | ")),
    ]
    .concat();
    let rows = [(3, 10), (2, 9), (8, 0), (9, 5), (3, 8), (1, 10)];
    let row = |((food, ltr), id): (&(i32, i32), i32)| format!("{id},{food},{ltr},2\n");
    let rows: String = rows.iter().zip(1..).map(row).collect();
    let fixture = Fixture::new()
        .csv(&format!("record_id,food,ltr,visit_complete\n{rows}"))
        .file("dictionary.csv", dictionary.as_bytes());
    let yaml = fixture.run(&["init", "export.csv", "dictionary.csv", "-o", "first.yaml"]).ok();
    assert!(yaml.is_empty());
    fixture.run(&["check", "first.yaml", "export.csv"]).ok();
    let report = report(&fixture, &["first.yaml", "export.csv"]);
    let ledger = report.questions[0].cells[0].ledger.expect("a ledger");
    assert_eq!((ledger.valid, ledger.unscored, ledger.dont_know), (5, 1, 1), "{}", definition(&fixture));
    assert_eq!(mean(&report.questions[0]), (2.25, 4));
    assert_eq!(report.questions[1].kind, "nps");
}

#[test]
fn what_all_items_of_a_grid_share_is_told_once() {
    let cells = ["Agree", "Strongly agree", "Disagree", "Agree", "Neutral"];
    let fixture = export(&[("We [listened]", &cells), ("We [helped]", &cells), ("We [smiled]", &cells)]);
    let shown = fixture.run(&["analyze", "export.csv"]).ok();
    assert_eq!(shown.matches("guessed from the answers").count(), 1, "{shown}");
}

#[test]
fn the_friends_and_family_test_is_known_by_its_codes() {
    let codes = ["1", "2", "1", "1", "6", "1", "3", "1", "2", "5"];
    let asked = "Overall, how was your experience of our service?";
    let fixture = export(&[("FFT score", &codes), (asked, &codes), ("Rate our experience", &codes)]);
    let report = report(&fixture, &["export.csv"]);
    let kinds: Vec<&str> = report.questions.iter().map(|question| question.kind.as_str()).collect();
    assert_eq!(kinds, ["fft", "fft", "rating"]);
    assert_told(&report.questions[0], "the codes 1 to 5 are taken for Very good to Very poor");
    let reversed = codes.map(|code| match code {
        "6" => "6",
        "1" => "5",
        "2" => "4",
        "5" => "1",
        other => other,
    });
    let turned = self::report(&export(&[("FFT score", &reversed)]), &["export.csv"]);
    assert_told(&turned.questions[0], "the codes 1 to 5 are taken for Very poor to Very good");
    let figures = |report: &Report| report.questions[0].cells[0].estimates.clone();
    assert_eq!(figures(&report), figures(&turned), "the same answers under other codes");
}

//! Questions that are spread over columns, and answers with commas: what `survey init` makes of them in the ways that
//! exports write them down. What it writes is checked against the same export.

use crate::support::Fixture;
use std::fmt::Write as _;
use survey::definition::{self, Reading, Survey};

/// An export: headers, and the cells of each row made by its number.
pub(super) fn export(headers: &[&str], rows: usize, cell: impl Fn(usize, usize) -> String) -> String {
    let field = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |cells: Vec<String>| format!("{}\n", cells.iter().map(|cell| field(cell)).collect::<Vec<_>>().join(","));
    let mut csv = line(headers.iter().map(ToString::to_string).collect());
    for row in 0..rows {
        let _ = write!(csv, "{}", line((0..headers.len()).map(|column| cell(row, column)).collect()));
    }
    csv
}

/// A number below another that looks like chance.
pub(super) fn chance(row: usize, column: usize, below: usize) -> usize {
    (row * 7919 + column * 104_729 + row * row * 31 + row * column * 17) % 9973 % below
}

/// The definition that `init` writes, after `check` has found nothing in the same export.
pub(super) fn look(csv: &str) -> (Survey, String) {
    let fixture = Fixture::new().file("export.csv", csv.as_bytes());
    let run = fixture.run(&["init", "export.csv", "-o", "survey.yaml"]);
    assert_eq!(run.code, 0, "{run}");
    let yaml = std::fs::read_to_string(fixture.path("survey.yaml")).expect("a definition");
    let checked = fixture.run(&["check", "survey.yaml", "export.csv"]);
    assert!(checked.code == 0, "{checked}\n{yaml}");
    let with = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "csv"]);
    let without = fixture.run(&["analyze", "export.csv", "-f", "csv"]);
    assert_eq!(figures(&with.stdout), figures(&without.stdout), "{yaml}");
    (definition::parse(yaml.as_bytes(), "survey.yaml").expect("a sound definition"), yaml)
}

/// The figures of a report in CSV, without what is told of guesses.
fn figures(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
    let told = records[0].iter().position(|name| name == "cautions");
    let figure = |(at, cell): (usize, &str)| (Some(at) != told).then(|| cell.to_owned());
    records.iter().map(|record| record.iter().enumerate().filter_map(figure).collect()).collect()
}

/// Kinds of the questions, in order.
pub(super) fn kinds(survey: &Survey) -> Vec<&str> {
    survey.questions.iter().map(|question| question.kind).collect()
}

pub(super) fn labels(survey: &Survey, question: usize) -> Vec<&str> {
    survey.questions[question].options.iter().map(|option| option.label.as_str()).collect()
}

const SERVICES: [&str; 4] = ["Physio", "Pharmacy", "Blood test", "X-ray"];

/// Whether the option was chosen; every tenth respondent skipped the question.
fn is_chosen(row: usize, option: usize) -> Option<bool> {
    (row % 10 != 9).then(|| chance(row, option, 3) == 0)
}

/// How an export marks what was chosen and what was not.
fn marked(row: usize, option: usize, yes: &str, no: &str) -> String {
    match is_chosen(row, option) {
        Some(true) => yes.replace("{}", SERVICES[option]),
        Some(false) => no.to_owned(),
        None => String::new(),
    }
}

#[test]
fn options_spread_over_columns_are_one_question_however_they_are_marked() {
    let marks = [
        ("{}", ""),
        ("1", "0"),
        ("1", ""),
        ("1.00", "0.00"),
        ("X", ""),
        ("Yes", "No"),
        ("Y", "N"),
        ("Checked", "Unchecked"),
        ("TRUE", "FALSE"),
        ("{}", "Not selected"),
        ("Ja", "Nein"),
        ("Oui", "Non"),
        ("Sí", "No"),
        ("Sì", "No"),
        ("Ja", "Nee"),
        ("Ticked", "Unticked"),
    ];
    let stems: [fn(&str) -> String; 8] = [
        |option| format!("Which services? [{option}]"),
        |option| format!("Which services? - {option}"),
        |option| format!("{option}:Which services?"),
        |option| format!("Which services? (choice={option})"),
        |option| format!("Which services? >> {option}"),
        |option| format!("services/{option}"),
        |option| format!("Which services? (several answers) ({option})"),
        |option| format!("Which services? | {option}"),
    ];
    for (yes, no) in marks {
        for stem in stems {
            let headers = SERVICES.map(stem);
            let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
            let (survey, yaml) = look(&export(&headers, 60, |row, option| marked(row, option, yes, no)));
            assert_eq!(kinds(&survey), ["multiple"], "{yaml}");
            assert_eq!(labels(&survey, 0), SERVICES, "{yaml}");
        }
    }
}

#[test]
fn options_headed_by_codes_are_named_by_their_cells() {
    for headers in [
        ["q0004_0001", "q0004_0002", "q0004_0003", "q0004_0004"],
        ["Q4.1", "Q4.2", "Q4.3", "Q4.4"],
        ["q4a", "q4b", "q4c", "q4d"],
        ["Q4_SQ001", "Q4_SQ002", "Q4_SQ003", "Q4_SQ004"],
    ] {
        for (yes, no) in [("{}", "Not selected"), ("{}", ""), ("1", "0")] {
            let (survey, yaml) = look(&export(&headers, 60, |row, option| marked(row, option, yes, no)));
            assert_eq!(kinds(&survey), ["multiple"], "{yaml}");
            if yes == "{}" {
                assert_eq!(labels(&survey, 0), SERVICES, "{yaml}");
            }
        }
    }
}

#[test]
fn free_text_beside_options_is_one_of_them_whatever_it_holds() {
    let words = ["no", "n", "the canteen", "nothing else", "a chat", "the library", "No"];
    for other in [
        "Other",
        "Other (please specify)",
        "Sonstiges",
        "Autre (veuillez préciser)",
        "Otro",
        "Altro",
        "Anders, namelijk",
        "[other]",
    ] {
        for (yes, no) in [("{}", ""), ("1", "0"), ("Yes", "No")] {
            let headers: Vec<String> =
                SERVICES.iter().chain([&other]).map(|option| format!("Which services? - {option}")).collect();
            let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
            let csv = export(&headers, 120, |row, option| match option {
                4 if chance(row, 5, 6) == 0 => words[chance(row, 6, words.len())].to_owned(),
                4 => String::new(),
                _ => marked(row, option, yes, no),
            });
            let (survey, yaml) = look(&csv);
            assert_eq!(kinds(&survey), ["multiple"], "{yaml}");
            assert_eq!(survey.questions[0].options.len(), 5, "{yaml}");
        }
    }
}

#[test]
fn text_beside_a_box_and_text_by_another_name_are_questions_of_their_own() {
    for (box_, text) in [(true, "Other - Text"), (false, "Tell us more")] {
        let fourth = if box_ { "Other" } else { "X-ray" };
        let headers =
            ["Physio", "Pharmacy", "Blood test", fourth, text].map(|item| format!("Which services? [{item}]"));
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        let csv = export(&headers, 120, |row, option| match option {
            4 if chance(row, 5, 5) == 0 => format!("remark {}", chance(row, 6, 30)),
            4 => String::new(),
            _ => marked(row, option, "1", "0"),
        });
        let (survey, yaml) = look(&csv);
        assert_eq!(kinds(&survey), ["multiple", "text"], "{yaml}");
        assert_eq!(survey.questions[0].options.len(), 4, "{yaml}");
    }
}

#[test]
fn options_without_their_question_are_one_question_up_to_its_other() {
    let headers = ["Physio", "Pharmacy", "Blood test", "X-ray", "Other", "Mail", "Poster", "Letter", "Visited before"];
    for mark in ["own", "x", "Checked"] {
        let csv = export(&headers, 90, |row, option| match option {
            8 => ["Yes", "No"][row % 2].to_owned(),
            4 if row % 11 == 3 => format!("the {} desk", ["left", "right", "far"][row % 3]),
            _ if option == 4 || chance(row, option, 3) > 0 => String::new(),
            _ if mark == "own" => headers[option].to_owned(),
            _ => mark.to_owned(),
        });
        let (survey, yaml) = look(&csv);
        assert_eq!(kinds(&survey), ["multiple", "multiple", "single"], "{yaml}");
        assert_eq!(labels(&survey, 0), headers[..5], "{yaml}");
        assert_eq!(labels(&survey, 1), headers[5..8], "{yaml}");
    }
}

#[test]
fn options_without_their_question_may_say_that_they_were_not_chosen() {
    for (yes, no) in [("Checked", "Unchecked"), ("Ticked", "Unticked"), ("Selected", "Unselected")] {
        let csv = export(&SERVICES, 200, |row, option| marked(row, option, yes, no));
        let (survey, yaml) = look(&csv);
        assert_eq!(kinds(&survey), ["multiple"], "{yes}: {yaml}");
    }
}

#[test]
fn two_questions_side_by_side_stay_two_and_unticked_is_not_unanswered() {
    let headers = ["q4_1", "q4_2", "q4_3", "q7_1", "q7_2", "q7_3"];
    let (survey, yaml) = look(&export(&headers, 60, |row, at| marked(row, at % 3, "1", if at < 3 { "0" } else { "" })));
    assert_eq!(kinds(&survey), ["multiple", "multiple"], "{yaml}");
    assert_eq!(
        survey.questions[0].reading,
        Reading::PerOption { selected: Vec::new(), unselected: vec!["0".to_owned()] }
    );
    assert_eq!(survey.questions[1].reading, Reading::PerOption { selected: Vec::new(), unselected: Vec::new() });
}

#[test]
fn a_stray_cell_among_ticks_is_no_answer_and_is_told() {
    for (yes, no) in [("{}", ""), ("1", "0"), ("Yes", "No"), ("Checked", "Unchecked")] {
        let headers = SERVICES.map(|option| format!("Which services? [{option}]"));
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        let csv =
            export(
                &headers,
                200,
                |row, option| {
                    if (row, option) == (7, 1) { "?".to_owned() } else { marked(row, option, yes, no) }
                },
            );
        let (survey, yaml) = look(&csv);
        assert_eq!(kinds(&survey), ["multiple"], "{yaml}");
        assert!(yaml.contains("`?` stands in a few cells"), "{yaml}");
        assert_eq!(survey.questions[0].missing, ["?"], "{yaml}");
    }
}

#[test]
fn grids_of_unknown_words_are_grids_without_an_order() {
    let answers = ["Daheim", "In der Praxis", "Per Video", "Egal"];
    let items = ["Beratung", "Befund", "Rezept", "Nachsorge"];
    let heads: [fn(&str, usize) -> String; 5] = [
        |item, _| format!("Wo am liebsten? [{item}]"),
        |item, _| format!("Wo am liebsten? - {item}"),
        |item, _| format!("{item}:Wo am liebsten?"),
        |_, at| format!("Q9_{}", at + 1),
        |item, _| format!("Wo am liebsten? >> {item}"),
    ];
    for head in heads {
        for trouble in ["", "gap", "stray", "write-in"] {
            let headers: Vec<String> = items.iter().enumerate().map(|(at, item)| head(item, at)).collect();
            let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
            let csv = export(&headers, 200, |row, item| match trouble {
                "stray" if (row, item) == (5, 2) => "Weiß nicht recht".to_owned(),
                "write-in" if (row, item) == (5, 2) => "daheim oder in der Praxis, je nach Wetter".to_owned(),
                "gap" if chance(row, item, 4) == 1 || item == 1 => String::new(),
                _ => answers[chance(row, item, 4)].to_owned(),
            });
            let (survey, yaml) = look(&csv);
            let rows = if trouble == "gap" { 3 } else { 4 };
            assert_eq!(kinds(&survey), vec!["grid"; rows], "{trouble}\n{yaml}");
            assert!(
                survey.questions.iter().all(|question| question.options.iter().all(|option| option.score.is_none()))
            );
            assert_eq!(survey.questions[0].options.len(), if trouble == "gap" { 3 } else { 4 }, "{yaml}");
        }
    }
}

#[test]
fn a_stray_cell_does_not_lose_a_grid_on_a_known_scale() {
    let levels = ["Never", "Sometimes", "Usually", "Always"];
    let headers = ["How often? [Listened]", "How often? [Explained]", "How often? [Greeted]", "How often? [Comments]"];
    let csv = export(&headers, 150, |row, item| match (row, item) {
        (_, 3) => {
            if row % 4 == 0 {
                format!("remark {row}")
            } else {
                String::new()
            }
        }
        (9, 1) => "it depends".to_owned(),
        _ => levels[chance(row, item, 4)].to_owned(),
    });
    let (survey, yaml) = look(&csv);
    assert_eq!(kinds(&survey), ["grid", "grid", "grid", "text"], "{yaml}");
    assert!(!yaml.contains("it depends") && survey.questions[1].takes_rest_for_missing, "{yaml}");
    assert_eq!(labels(&survey, 0), levels);
}

#[test]
fn a_matrix_with_a_column_per_row_and_answer_is_a_question_per_row() {
    let (rows, answers) = (["Reception", "Nurses", "Doctors"], ["Poor", "Fair", "Good"]);
    let second: Vec<String> =
        rows.iter().flat_map(|row| answers.iter().map(move |answer| format!("{row} - {answer}"))).collect();
    let mut csv = "Respondent ID,How were they?,,,,,,,,\n".to_owned();
    let _ = writeln!(csv, ",{}", second.join(","));
    for row in 0..80 {
        let cell = |at: usize| if chance(row, at / 3, 3) == at % 3 { answers[at % 3] } else { "" };
        let _ = writeln!(csv, "{},{}", 1000 + row, (0..9).map(cell).collect::<Vec<_>>().join(","));
    }
    let (survey, yaml) = look(&csv);
    assert_eq!(survey.questions.len(), 3, "{yaml}");
    assert!(survey.questions.iter().all(|question| question.options.len() == 3), "{yaml}");
}

#[test]
fn rankings_of_all_and_of_the_first_three() {
    let headers =
        ["Wichtigkeit [Preis]", "Wichtigkeit [Nähe]", "Wichtigkeit [Zeit]", "Wichtigkeit [Ruf]", "Wichtigkeit [Ruhe]"];
    for last in [5, 3] {
        let csv = export(&headers, 60, |row, item| {
            let rank = (item * (1 + chance(row, 0, 4)) + chance(row, 1, 5)) % 5 + 1;
            if rank <= last { rank.to_string() } else { String::new() }
        });
        let (survey, yaml) = look(&csv);
        assert_eq!(kinds(&survey), ["ranking"], "{yaml}");
    }
}

#[test]
fn single_answers_with_commas_stay_whole_in_any_language() {
    let all = [
        ["Yes, but not now", "Yes, often", "No", "Perhaps, if it is quick"],
        ["Ja, aber nicht jetzt", "Ja, häufig", "Nein", "Vielleicht, wenn es schnell geht"],
        ["Oui, mais pas maintenant", "Oui, souvent", "Non", "Peut-être, si c'est rapide"],
        ["Sí, pero no ahora", "Sí, a menudo", "No", "Quizás, si es rápida"],
        ["Ja, maar nu niet", "Ja, vaak", "Nee", "Misschien, als het snel gaat"],
        ["Sì, ma non adesso", "Sì, spesso", "No", "Forse, se è veloce"],
        ["Kyllä, usein", "Kyllä, harvoin", "Ei", "Ei, en koskaan"],
        ["Hourly, paid", "Hourly, unpaid", "Salaried, paid", "None"],
    ];
    for answers in all {
        let csv = export(&["Would you?"], 80, |row, _| answers[chance(row, 0, 4)].to_owned());
        let (survey, yaml) = look(&csv);
        assert_eq!(kinds(&survey), ["single"], "{yaml}");
        assert_eq!(survey.questions[0].options.len(), 4, "{yaml}");
    }
}

#[test]
fn several_answers_in_a_cell_are_found_with_any_separator() {
    let options = ["Physio", "DOE/NNSA Lab (e.g., LLNL/LANL/SNL)", "Blood test", "X-ray", "At the desk, in person"];
    for separator in ["; ", ";", " | ", "|", "\n", " / ", ", "] {
        let csv = export(&["Which services?", "Comment"], 150, |row, column| {
            if column == 1 {
                return if row % 7 == 0 { format!("It was good, and quick, on day {row}") } else { String::new() };
            }
            let chosen: Vec<&str> = (0..5).filter(|at| chance(row, *at, 3) == 0).map(|at| options[at]).collect();
            chosen.join(separator)
        });
        let (survey, yaml) = look(&csv);
        assert_eq!(kinds(&survey), ["multiple", "text"], "{separator:?}\n{yaml}");
        let mut found = labels(&survey, 0);
        found.sort_unstable();
        let mut expected = options.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{separator:?}\n{yaml}");
    }
}

/// A cell of a full ranking: which item a row puts in a place.
fn item_at(row: usize, place: usize) -> usize {
    let step = [1, 3][chance(row, 0, 2)];
    (place * step + chance(row, 1, 4)) % 4
}

const CRITERIA: [&str; 4] = ["Price", "Distance", "Skill", "Kindness"];

#[test]
fn columns_that_are_places_hold_a_ranking() {
    let stems: [fn(usize) -> String; 6] = [
        |place| format!("What matters most? [{place}]"),
        |place| format!("What matters most? [Rank {place}]"),
        |place| format!("Was ist wichtig? - Platz {place}"),
        |place| format!("Qu'est-ce qui compte ? | Choix {place}"),
        |place| format!("Cosa conta? ({place}ª scelta)"),
        |place| format!("q7_{place}"),
    ];
    for stem in stems {
        let headers: Vec<String> = (1..=4).map(stem).collect();
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        let csv = export(&headers, 60, |row, place| CRITERIA[item_at(row, place)].to_owned());
        let (survey, yaml) = look(&csv);
        assert_eq!(kinds(&survey), ["ranking"], "{yaml}");
        assert_eq!(survey.questions[0].options.len(), 4, "{yaml}");
    }
}

#[test]
fn the_first_few_places_are_a_ranking_where_the_wording_says_so() {
    let of = |headers: &[&str]| {
        let csv = export(headers, 80, |row, place| CRITERIA[item_at(row, place)].to_owned());
        let (survey, yaml) = look(&csv);
        (kinds(&survey).join(" "), yaml)
    };
    let (kind, yaml) = of(&["Staff [1st choice]", "Staff [2nd choice]"]);
    assert_eq!(kind, "ranking", "{yaml}");
    let (kind, yaml) = of(&["Rank these [1]", "Rank these [2]"]);
    assert_eq!(kind, "ranking", "{yaml}");
    let (kind, yaml) = of(&["Who helped you? [1]", "Who helped you? [2]"]);
    assert!(!kind.contains("ranking"), "{yaml}");
}

#[test]
fn a_grid_with_as_many_rows_as_answers_is_no_ranking() {
    let headers = ["Where? [1]", "Where? [2]", "Where? [3]", "Where? [4]"];
    let csv = export(&headers, 60, |row, item| CRITERIA[chance(row, item, 4)].to_owned());
    let (survey, yaml) = look(&csv);
    assert!(!kinds(&survey).contains(&"ranking"), "{yaml}");
}

#[test]
fn ranks_under_items_alone_are_one_ranking() {
    let csv = export(&["Age", "Price", "Distance", "Skill", "Kindness", "Stay"], 60, |row, column| match column {
        0 => (20 + chance(row, 5, 60)).to_string(),
        5 => (1 + chance(row, 6, 4)).to_string(),
        item => (item_at(row, item - 1) + 1).to_string(),
    });
    let (survey, yaml) = look(&csv);
    assert!(kinds(&survey).contains(&"ranking"), "{yaml}");
    let labels: Vec<String> = survey
        .questions
        .iter()
        .position(|question| question.kind == "ranking")
        .map_or_else(Vec::new, |at| labels(&survey, at).into_iter().map(ToString::to_string).collect());
    assert_eq!(labels, CRITERIA, "{yaml}");
}

#[test]
fn all_items_in_every_cell_are_a_ranking() {
    for (separator, end) in [(";", ";"), ("; ", ""), (", ", ""), (",", ""), ("\n", "")] {
        let csv = export(&["What matters most?", "Comment"], 60, |row, column| {
            let items: Vec<&str> = (0..4).map(|place| CRITERIA[item_at(row, place)]).collect();
            if column == 0 { format!("{}{end}", items.join(separator)) } else { String::new() }
        });
        let (survey, yaml) = look(&csv);
        assert_eq!(kinds(&survey)[0], "ranking", "{yaml}");
        assert_eq!(survey.questions[0].options.len(), 4, "{yaml}");
    }
}

#[test]
fn an_option_may_have_a_comma_with_a_space_where_the_separator_has_none() {
    let options = ["Parking, including disabled bays", "Online booking", "Parking", "Shorter waits, please"];
    let csv = export(&["What would help?"], 80, |row, _| {
        let chosen: Vec<&str> = (0..4).filter(|at| chance(row, *at, 2) == 0).map(|at| options[at]).collect();
        chosen.join(",")
    });
    let (survey, yaml) = look(&csv);
    assert_eq!(kinds(&survey), ["multiple"], "{yaml}");
    let mut found: Vec<String> = labels(&survey, 0).iter().map(ToString::to_string).collect();
    let mut expected = options.map(str::to_owned).to_vec();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{yaml}");
}

#[test]
fn comments_that_are_mostly_no_stay_text() {
    let ends = ["tea was offered", "the lift was broken", "nobody called", "the room was cold", "it rained"];
    let more = ["Paul was kind", "see you", "the letter came late", "I came twice", "my mother felt safe", "bye now"];
    let csv = export(&["Anything else?"], 120, |row, _| match chance(row, 0, 6) {
        0 => format!("Great service, {}. {}", ends[chance(row, 1, 5)], more[chance(row, 2, 6)]),
        1 => format!("They listened, {}. {}.", ends[chance(row, 3, 5)], more[chance(row, 4, 6)]),
        2 => "nothing".to_owned(),
        3 => "No".to_owned(),
        _ => "no".to_owned(),
    });
    let (survey, yaml) = look(&csv);
    assert_eq!(kinds(&survey), ["text"], "{yaml}");
}

#[test]
fn a_matrix_may_name_the_answer_before_the_row() {
    const ROWS: [&str; 3] = ["Staff", "Food", "Rooms"];
    const ANSWERS: [&str; 3] = ["Good", "Fair", "Poor"];
    let headers: [fn(&str, &str) -> String; 3] = [
        |row, answer| format!("{answer} [{row}]"),
        |row, answer| format!("How would you rate us? - {answer} - {row}"),
        |row, answer| format!("{answer} >> {row}"),
    ];
    for header in headers {
        for by_answer in [false, true] {
            let place = |at: usize| if by_answer { (at % 3, at / 3) } else { (at / 3, at % 3) };
            let names: Vec<String> =
                (0..9).map(place).map(|(row, answer)| header(ROWS[row], ANSWERS[answer])).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let ticked = |person: usize, column: usize| {
                let (row, answer) = place(column);
                if chance(person, row, 3) == answer { "x".to_owned() } else { String::new() }
            };
            let (survey, yaml) = look(&export(&names, 60, ticked));
            assert_eq!(kinds(&survey), ["grid", "grid", "grid"], "{yaml}");
            assert_eq!(labels(&survey, 0), ["Poor", "Fair", "Good"], "{yaml}");
        }
    }
}

#[test]
fn a_matrix_may_have_nothing_but_codes() {
    let names: Vec<String> = (0..9).map(|at| format!("Q7_{}_{}", at / 3 + 1, at % 3 + 1)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let one = |person: usize, at: usize| u8::from(chance(person, at / 3, 3) == at % 3).to_string();
    let (survey, yaml) = look(&export(&names, 60, one));
    assert_eq!(kinds(&survey), ["grid", "grid", "grid"], "{yaml}");
    let several = |person: usize, at: usize| u8::from(chance(person, at, 2) == 0).to_string();
    let (survey, yaml) = look(&export(&names, 60, several));
    assert_eq!(kinds(&survey), ["multiple", "multiple", "multiple"], "{yaml}");
}

#[test]
fn an_empty_place_for_other_answers_takes_no_options_off_their_scale() {
    const LEVELS: [&str; 5] = ["Excellent", "Very good", "Good", "Fair", "Poor"];
    let mut headers = LEVELS.map(|level| format!("How was your stay? [{level}]")).to_vec();
    headers.push("How was your stay? [Other (please specify)]".to_owned());
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    let chosen = |row: usize, column: usize| {
        if chance(row, 1, 5) == column { LEVELS[column].to_owned() } else { String::new() }
    };
    let (survey, yaml) = look(&export(&headers, 60, chosen));
    assert_eq!(kinds(&survey), ["rating"], "{yaml}");
}

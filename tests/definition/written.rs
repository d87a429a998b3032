//! Answers in the ways that people and programs write them into cells: what `survey init` makes of them.

use super::blocks::{chance, export, kinds, look};
use crate::support::Fixture;
use survey::definition::Survey;

/// The definition of a column of this header, whose cells are made by their row.
fn column(header: &str, cell: impl Fn(usize) -> String) -> (Survey, String) {
    look(&export(&["ID", header], 60, |row, column| if column == 0 { format!("r{row}") } else { cell(row) }))
}

/// How numbers say out of how many they are.
const OUT_OF: [&str; 8] = ["/", " / ", " out of ", " von ", " sur ", " de ", " su ", " van de "];

#[test]
fn numbers_that_say_out_of_how_many_they_are_have_a_scale() {
    for link in OUT_OF {
        let (survey, yaml) =
            column("How likely are you to recommend us?", |row| format!("{}{link}10", chance(row, 1, 11)));
        assert_eq!(kinds(&survey), ["nps"], "{link}: {yaml}");
        let (survey, yaml) = column("How friendly were our staff?", |row| format!("{}{link}5", 1 + chance(row, 1, 5)));
        assert_eq!(kinds(&survey), ["rating"], "{link}: {yaml}");
        assert!(yaml.contains("min: 1") && yaml.contains("max: 5"), "{yaml}");
    }
}

#[test]
fn numbers_out_of_others_have_the_figures_of_bare_ones() {
    let mixed = |row: usize| match (row % 3, 1 + chance(row, 1, 5)) {
        (0, number) => format!("{number}/5"),
        (1, number) => format!("{number} / 5"),
        (_, number) => number.to_string(),
    };
    let (mixed, _) = column("Cleanliness", mixed);
    let (bare, _) = column("Cleanliness", |row| (1 + chance(row, 1, 5)).to_string());
    assert_eq!(kinds(&mixed), ["rating"]);
    let scores = |survey: &Survey| survey.questions[0].options.iter().map(|option| option.score).collect::<Vec<_>>();
    assert_eq!(scores(&mixed), scores(&bare));
}

#[test]
fn a_grid_of_numbers_out_of_others_is_one() {
    let headers = ["ID", "How was … [the food]", "How was … [the ward]", "How was … [the noise]"];
    let cell = |row: usize, column: usize| match column {
        0 => format!("r{row}"),
        _ => format!("{}/5", 1 + chance(row, column, 5)),
    };
    let (survey, yaml) = look(&export(&headers, 60, cell));
    assert_eq!(kinds(&survey), ["grid", "grid", "grid"], "{yaml}");
}

#[test]
fn what_is_out_of_more_than_a_rating_has_is_a_number() {
    let (survey, yaml) = column("Score of the test", |row| format!("{}/100", chance(row, 1, 101)));
    assert_eq!(kinds(&survey), ["number"], "{yaml}");
    let (survey, yaml) = column("Stars", |row| format!("{}.5/5", chance(row, 1, 5)));
    assert_eq!(kinds(&survey), ["number"], "{yaml}");
    let (survey, yaml) = column("How much did you eat?", |row| format!("{}/4", 1 + chance(row, 1, 1)));
    assert_eq!(survey.questions[0].kind, "text", "{yaml}");
}

/// Writes a cell by a number.
type Write = fn(usize) -> String;

/// A day of the first weeks of April 2026, and how many days into it.
fn april(row: usize) -> usize {
    chance(row, 1, 28)
}

const ENGLISH: [&str; 7] = ["Wed", "Thu", "Fri", "Sat", "Sun", "Mon", "Tue"];
const GERMAN: [&str; 7] = ["Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag", "Montag", "Dienstag"];
const FRENCH: [&str; 7] = ["mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lundi", "mardi"];
const SPANISH: [&str; 7] = ["miércoles", "jueves", "viernes", "sábado", "domingo", "lunes", "martes"];
const ITALIAN: [&str; 7] = ["mercoledì", "giovedì", "venerdì", "sabato", "domenica", "lunedì", "martedì"];
const DUTCH: [&str; 7] = ["wo", "do", "vr", "za", "zo", "ma", "di"];

#[test]
fn dates_may_have_the_names_of_days_in_six_languages() {
    let ways: [(&str, Write); 9] = [
        ("Date of visit", |day| format!("{}, {} Apr 2026 10:15", ENGLISH[day % 7], day + 1)),
        ("Date of visit", |day| {
            format!("{} Apr {:02} 2026 10:15:00 GMT+0100 (British Summer Time)", ENGLISH[day % 7], day + 1)
        }),
        ("Besuch", |day| format!("{}., {:02}.04.2026", &GERMAN[day % 7][..2], day + 1)),
        ("Besuch", |day| format!("{}, {}. April 2026, 10:15 Uhr", GERMAN[day % 7], day + 1)),
        ("Visite", |day| format!("{} {} avril 2026", FRENCH[day % 7], day + 1)),
        ("Visite", |day| format!("{}. {} mars 2026", &FRENCH[day % 7][..3], day + 1)),
        ("Visita", |day| format!("{}, {} de abril de 2026", SPANISH[day % 7], day + 1)),
        ("Visita", |day| format!("{} {} aprile 2026, 10:15", ITALIAN[day % 7], day + 1)),
        ("Bezoek", |day| format!("{} {} apr. 2026", DUTCH[day % 7], day + 1)),
    ];
    for (header, write) in ways {
        let (survey, yaml) = column(header, |row| write(april(row)));
        assert_eq!(kinds(&survey), ["date"], "{}: {yaml}", write(0));
    }
}

#[test]
fn numbers_under_a_header_of_dates_are_dates() {
    let ways: [(&str, Write); 6] = [
        ("Date of visit", |day| format!("{}", 46113 + day)),
        ("Datum des Besuchs", |day| format!("{}.427", 46113 + day)),
        ("Visit time", |day| format!("{}", 1_775_037_300 + day * 86_400)),
        ("Heure de la visite", |day| format!("{}", 1_775_037_300 + day * 86_400)),
        ("Fecha de la visita", |day| format!("{}", (1_775_037_300 + day * 86_400) * 1000)),
        ("Datum", |day| format!("{}", (1_775_037_300 + day * 86_400) * 1000)),
    ];
    for (header, write) in ways {
        let (survey, yaml) = column(header, |row| write(april(row)));
        assert_eq!(kinds(&survey), ["date"], "{header}: {yaml}");
        for other in ["Reading of the meter", "Salary at the start", "Time in seconds"] {
            let (survey, yaml) = column(other, |row| write(april(row)));
            assert_ne!(kinds(&survey), ["date"], "{other}: {yaml}");
        }
    }
}

#[test]
fn counted_dates_of_submission_tell_the_period() {
    let ways: [(&str, Write); 3] = [
        ("excel", |row| format!("{}.5", 46113 + row / 2)),
        ("unix", |row| format!("{}", 1_775_037_300 + row * 43_200)),
        ("unix_ms", |row| format!("{}", (1_775_037_300 + row * 43_200) * 1000)),
    ];
    for (name, write) in ways {
        let csv = export(&["ID", "Submitted", "Rating"], 60, |row, column| match column {
            0 => format!("r{row}"),
            1 => write(row),
            _ => (1 + chance(row, 2, 5)).to_string(),
        });
        let (_, yaml) = look(&csv);
        assert!(yaml.contains(&format!("submitted: {{ column: Submitted, format: {name} }}")), "{yaml}");
        let fixture = Fixture::new().file("export.csv", csv.as_bytes());
        let shown = fixture.run(&["analyze", "export.csv", "--every", "month"]).ok();
        assert!(shown.contains("2026-04") && !shown.contains("1970"), "{shown}");
    }
}

#[test]
fn rows_that_are_visits_are_told_to_be_no_people() {
    let headers = ["record_id", "redcap_event_name", "recommend", "visit_complete"];
    let cell = |row: usize, column: usize| match column {
        0 => (row / 3 + 1).to_string(),
        1 => format!("visit_{}_arm_1", row % 3 + 1),
        2 => chance(row, 2, 11).to_string(),
        _ => "2".to_owned(),
    };
    let csv = export(&headers, 60, cell);
    let (survey, yaml) = look(&csv);
    let unfolded = yaml.replace("\n# ", " ");
    assert!(
        survey.response_id.is_none() && unfolded.contains("it names people, who have a row for each visit"),
        "{yaml}"
    );
    assert_eq!(survey.segments.iter().map(|segment| segment.id.as_str()).collect::<Vec<_>>(), ["redcap_event_name"]);
    let told = "a row is a visit or a form, not a person: 20 people by `record_id` have 60 rows";
    let fixture = Fixture::new().file("export.csv", csv.as_bytes());
    let first = fixture.run(&["analyze", "export.csv", "-f", "json"]).ok();
    assert!(first.contains(told), "{first}");
    assert!(fixture.run(&["init", "export.csv", "-o", "other.yaml"]).stderr.contains(told));
    let once = export(&headers, 60, |row, column| if column == 0 { row.to_string() } else { cell(row, column) });
    assert!(look(&once).0.response_id.is_some(), "a row each");
}

#[test]
fn words_behind_the_ends_of_a_scale_make_no_choice_of_it() {
    let with_ends = |low: &str, high: &str, number: usize| match number {
        0 => format!("0 {low}"),
        10 => format!("10 {high}"),
        other => other.to_string(),
    };
    let (survey, yaml) = column("Rate the hospital", |row| {
        with_ends("Worst hospital possible", "Best hospital possible", chance(row, 1, 11))
    });
    assert_eq!(kinds(&survey), ["rating"], "{yaml}");
    let (survey, yaml) = column("How likely are you to recommend us?", |row| {
        with_ends("Not at all likely", "Extremely likely", chance(row, 1, 11))
    });
    assert_eq!(kinds(&survey), ["nps"], "{yaml}");
    let (survey, yaml) = column("Who lives with you?", |row| {
        ["1 adult", "2 adults", "3 children", "1 cat"][chance(row, 1, 4)].to_owned()
    });
    assert_eq!(kinds(&survey), ["single"], "{yaml}");
}

#[test]
fn numbers_with_their_unit_are_numbers_in_any_language() {
    let times = [("Wie lange haben Sie gewartet?", "Minuten"), ("Tempo di attesa", "ore"), ("Wait", "min")];
    for (header, unit) in times {
        let (survey, yaml) = column(header, |row| format!("{} {unit}", 2 + chance(row, 1, 20)));
        assert_eq!(kinds(&survey), ["duration"], "{yaml}");
    }
    for (header, unit) in [("Wie viel davon?", "Prozent"), ("Combien ?", "pour cent"), ("Hoe zwaar?", "kilo")] {
        let (survey, yaml) = column(header, |row| format!("{} {unit}", 20 + chance(row, 1, 20)));
        assert_eq!(kinds(&survey), ["number"], "{yaml}");
    }
}

#[test]
fn numbers_of_stars_are_ratings() {
    for (one, many) in [("star", "stars"), ("Stern", "Sterne"), ("\u{e9}toile", "\u{e9}toiles"), ("stella", "stelle")] {
        let (survey, yaml) = column("Your team", |row| match 1 + chance(row, 1, 5) {
            1 => format!("1 {one}"),
            other => format!("{other} {many}"),
        });
        assert_eq!(kinds(&survey), ["rating"], "{yaml}");
    }
}

#[test]
fn a_letter_for_no_answer_takes_nothing_off_its_scale() {
    let words = ["Never", "Sometimes", "Usually", "Always", "M"];
    let (survey, yaml) = column("nurse_listen", |row| words[chance(row, 1, 5)].to_owned());
    assert_eq!(kinds(&survey), ["rating"], "{yaml}");
    assert!(yaml.contains("missing: [M]"), "{yaml}");
    let (survey, yaml) = column("Size of the gown", |row| ["S", "M", "L", "XL"][chance(row, 1, 4)].to_owned());
    assert_eq!(kinds(&survey), ["single"], "{yaml}");
}

#[test]
fn codes_for_no_answer_are_no_points_of_a_grid() {
    let headers = ["ID", "q2a", "q2b", "q2c"];
    let cell = |row: usize, column: usize| match (column, chance(row, column, 6)) {
        (0, _) => format!("r{row}"),
        (_, 5) => "9".to_owned(),
        (_, other) => (other + 1).to_string(),
    };
    let (survey, yaml) = look(&export(&headers, 60, cell));
    assert_eq!(kinds(&survey), ["grid", "grid", "grid"], "{yaml}");
    assert_eq!(survey.questions[0].options.len(), 5, "{yaml}");
    assert!(yaml.contains("missing: [\"9\"]"), "{yaml}");
}

#[test]
fn those_by_whom_something_was_done_are_named_nowhere() {
    for header in ["Exit interview by", "Betreut von", "Re\u{e7}u par", "Geholpen door"] {
        let csv = export(&["ID", header, "Rating"], 60, |row, column| match column {
            0 => format!("r{row}"),
            1 => ["Priya Shah", "Tom Brown", "Anna Smith"][chance(row, 1, 3)].to_owned(),
            _ => (1 + chance(row, 2, 5)).to_string(),
        });
        let (survey, yaml) = look(&csv);
        assert!(kinds(&survey) == ["rating"] && !yaml.contains("Shah"), "{header}: {yaml}");
    }
}

#[test]
fn ages_in_many_years_are_bands_and_abbreviated_months_are_months() {
    let csv = export(&["ID", "Alter"], 180, |row, column| match column {
        0 => format!("r{row}"),
        _ => (18 + chance(row, 1, 60)).to_string(),
    });
    let (survey, yaml) = look(&csv);
    assert_eq!(kinds(&survey), ["number"], "{yaml}");
    assert!(yaml.contains("bands:"), "{yaml}");
    for (header, month) in [("Ingevuld op", "mrt."), ("Datum", "Mrz")] {
        let (survey, yaml) = column(header, |row| format!("{} {month} 2026 10:15", april(row) + 1));
        assert_eq!(kinds(&survey), ["date"], "{yaml}");
    }
}

/// A checkbox whose first option has the code 0 is one question though few rows were seen: 0 in the column of that
/// option says that it was not chosen, as in all others.
#[test]
fn an_option_that_is_called_0_is_chosen_by_1() {
    let headers = ["record_id", "gym___0", "gym___1", "gym___2", "form_complete"];
    let cells = [["101", "0", "1", "0", "2"], ["102", "0", "0", "1", "2"], ["103", "1", "1", "0", "2"]];
    let (survey, yaml) = look(&export(&headers, 3, |row, column| cells[row][column].to_owned()));
    assert_eq!(kinds(&survey)[0], "multiple", "{yaml}");
    assert!(yaml.contains(r#"columns: { "0": gym___0, "1": gym___1, "2": gym___2 }"#), "{yaml}");
    assert!(yaml.contains(r#"unselected: ["0"]"#), "{yaml}");
}

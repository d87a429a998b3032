//! Answers in the ways that people and programs write them into cells: what `survey init` makes of them.

use super::blocks::{chance, export, kinds, look};
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

//! Whole pages, compared with files that people have looked at.

use super::sample::{hair_and_eyes, ordinary, published};
use super::sample_wide::recommended_by_ward;
use super::text;
use crate::render::expect_page;
use survey::render::{self, Format, Look, Text};
use survey::results::{AssociationTest, Crosstab, LetterConvention, PercentOf, RowTests};

#[test]
fn terminals_of_any_width() {
    for width in [40, 80, 120] {
        expect_page(&format!("crosstab-{width}.txt"), &text(&ordinary(), Text::Table, width));
    }
    expect_page("crosstab-wide-80.txt", &text(&recommended_by_ward(), Text::Table, 80));
    expect_page("crosstab-hair.txt", &text(&hair_and_eyes(), Text::Table, 80));
}

#[test]
fn documents_and_data() {
    expect_page("crosstab.md", &text(&ordinary(), Text::Markdown, 80));
    expect_page("crosstab.csv", &text(&ordinary(), Text::Csv, 80));
}

#[test]
fn a_terminal_with_colours() {
    let look = Look { width: 80, color: true };
    let page = render::crosstab(&published(&hair_and_eyes()), Format::Text(Text::Table), &look);
    expect_page("crosstab-color.txt", &String::from_utf8(page.expect("a page")).expect("text"));
}

/// A weighted survey whose columns are not compared with each other, in percent of rows.
fn weighted() -> Crosstab {
    let mut crosstab = hair_and_eyes();
    let settings = &mut crosstab.settings;
    settings.weighted = true;
    settings.design_based = true;
    settings.association = AssociationTest::F;
    settings.letters = LetterConvention::None;
    settings.percent = PercentOf::Row;
    let stub = &mut crosstab.stubs[0];
    for column in stub.banners[0].columns.iter_mut().chain([&mut stub.total]) {
        column.cells.iter_mut().for_each(|cell| cell.letters.clear());
        if let Some(base) = &mut column.base {
            (base.weighted, base.effective) = (base.weighted * 10.5, base.effective / 1.25);
        }
    }
    stub.banners[0].pairs.clear();
    crosstab
}

#[test]
fn weights_rows_and_marks_in_place_of_letters() {
    expect_page("crosstab-weighted.txt", &text(&weighted(), Text::Table, 80));
}

#[test]
fn a_table_without_an_association_names_no_largest_difference() {
    let mut crosstab = hair_and_eyes();
    let tests: &mut Vec<RowTests> = &mut crosstab.stubs[0].banners[0].tests;
    tests[0].related = false;
    tests[0].tests[0].p = 0.3;
    let page = text(&crosstab, Text::Table, 80);
    assert!(page.contains("Answers do not differ by eyes beyond chance (χ²(9) = 138.3, p = 0.30;"), "{page}");
    assert!(!page.contains("largest difference"), "{page}");
}

#[test]
fn the_tests_of_a_question_with_several_answers_are_told_together() {
    let mut crosstab = ordinary();
    let whole = crosstab.stubs[0].banners[0].tests[0].clone();
    let of_row = |row: usize, p: f64| {
        let mut tests = RowTests { row: Some(row), related: p < 0.05, ..whole.clone() };
        (tests.tests[0].p, tests.tests[0].adjusted_p, tests.sparse) = (p / 4.0, Some(p), false);
        tests
    };
    crosstab.stubs[1].banners[0].tests = vec![of_row(0, 0.001), of_row(1, 0.04), of_row(2, 0.6), of_row(3, 0.7)];
    let page = text(&crosstab, Text::Table, 120).split_whitespace().collect::<Vec<_>>().join(" ");
    let said = "2 of 4 answers differ by site beyond chance: “The time I waited for my appointment” (χ²(8) = 62.9, \
                p = 0.001; Cramér's V 0.29), “The staff who looked after me” (χ²(8) = 62.9, p = 0.040; Cramér's V 0.29); \
                4 tests, corrected for their number";
    assert!(page.contains(said), "{page}");
}

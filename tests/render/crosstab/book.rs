//! The workbook: percentages as numbers, letters in a row of their own, links, frozen headings, pages that print.

use super::bytes;
use super::labels::labelled;
use super::sample::ordinary;
use crate::render::hostile::HOSTILE;
use crate::render::workbook::{Cell, Sheet, parts_of, row, sheet, sheets_of, text};
use survey::render::Format;
use survey::results::Crosstab;

fn parts(crosstab: &Crosstab) -> Vec<(String, String)> {
    parts_of(bytes(crosstab, Format::Xlsx))
}

fn part<'a>(parts: &'a [(String, String)], name: &str) -> &'a str {
    &parts.iter().find(|(found, _)| found == name).unwrap_or_else(|| panic!("{name}")).1
}

fn numbers(row: &[Cell]) -> Vec<f64> {
    row.iter().filter_map(|cell| if let Cell::Number(number) = cell { Some(*number) } else { None }).collect()
}

#[test]
fn percentages_are_numbers_and_letters_stand_below_them() {
    let parts = parts(&ordinary());
    let sheets = sheets_of(&parts);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Contents", "Tables", "Tests", "Comparisons", "Data", "Notes"]);
    let tables: &Sheet = sheet(&sheets, "Tables");
    let very_good = numbers(row(tables, &[text("Very good"), text("%")]));
    assert!((very_good[0] - 180.0 / 404.0).abs() < 1e-12 && (very_good[1] - 92.0 / 148.0).abs() < 1e-12);
    assert_eq!(numbers(row(tables, &[text("Very good"), text("n")]))[..4], [180.0, 92.0, 52.0, 20.0]);
    let letters = row(tables, &[text("Very good"), text("higher than")]);
    assert!(letters.contains(&text("BC")) && numbers(letters).is_empty(), "{letters:?}");
    assert!(row(tables, &[text("Very good"), text("%")]).contains(&text("*")));
    assert_eq!(numbers(row(tables, &[text("Base"), text("base")]))[..4], [404.0, 148.0, 130.0, 89.0]);
    let styles = part(&parts, "xl/styles.xml");
    assert!(styles.contains("\"0.0%\"") && styles.contains("#,##0&quot;*&quot;"), "{styles}");
}

#[test]
fn headings_stay_in_sight_and_pages_print() {
    let parts = parts(&ordinary());
    let tables = part(&parts, "xl/worksheets/sheet2.xml");
    for words in ["state=\"frozen\"", "<autoFilter ", "orientation=\"landscape\"", "fitToHeight=\"0\"", "<rowBreaks"] {
        assert!(tables.contains(words), "{words}");
    }
    assert!(part(&parts, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    for sheet in [3, 4, 5] {
        let sheet = part(&parts, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter "));
    }
}

/// The text of a sheet's cell in the first column.
fn first_cell(sheet: &str, strings: &str, row: &str) -> String {
    let cells = roxmltree::Document::parse(sheet).expect("XML");
    let place = format!("A{row}");
    let cell =
        cells.descendants().find(|node| node.attribute("r") == Some(&place)).unwrap_or_else(|| panic!("{place}"));
    let at: usize = cell.descendants().find_map(|node| node.text()).expect("an index").parse().expect("a number");
    let strings = roxmltree::Document::parse(strings).expect("XML");
    let item = strings.descendants().filter(|node| node.has_tag_name("si")).nth(at).expect("a string");
    item.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect()
}

#[test]
fn links_lead_to_the_tables() {
    for crosstab in [ordinary(), labelled(&HOSTILE)] {
        let parts = parts(&crosstab);
        let contents = part(&parts, "xl/worksheets/sheet1.xml");
        let (tables, strings) = (part(&parts, "xl/worksheets/sheet2.xml"), part(&parts, "xl/sharedStrings.xml"));
        let places = contents.split("location=\"'Tables'!A").skip(1).filter_map(|rest| rest.split('"').next());
        let led: Vec<String> = places.map(|row| first_cell(tables, strings, row)).collect();
        let wordings = crosstab.stubs.iter().map(|stub| survey::view::clean(&stub.text)).collect::<Vec<_>>();
        assert_eq!(led, wordings, "{contents}");
    }
}

#[test]
fn labels_cannot_become_formulas_or_damage_the_workbook() {
    let long = "y".repeat(40_000);
    let labels: Vec<&str> = HOSTILE.into_iter().chain(["+1", "-1", "\u{fffe}\u{ffff}", &long]).collect();
    for (name, text) in parts(&labelled(&labels)) {
        assert!(!text.contains("<f>") && !text.contains("<f "), "{name}");
        assert!(!text.contains("http:") || name.ends_with("rels") || text.contains("schemas"), "{name}");
        if name.ends_with("xml") || name.ends_with("rels") {
            roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}

#[test]
fn the_same_tables_give_the_same_workbook() {
    let first = bytes(&ordinary(), Format::Xlsx);
    // Long enough for a clock that got in to show.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(first == bytes(&ordinary(), Format::Xlsx));
}

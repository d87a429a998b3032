//! The workbook: numbers as numbers, text as text, sheets that every program opens.

use super::hostile::{HOSTILE, labelled, leaky, traces};
use super::sample::{add_response_rate, cell, nps_like, published, question, rating, report, share, suppressed};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use survey::render;
use survey::results::Report;

/// The parts of a workbook: name and text.
fn parts(report: &Report) -> Vec<(String, String)> {
    parts_of(render::xlsx(&published(report)).unwrap_or_else(|fault| panic!("{fault:?}")))
}

/// The parts of a workbook by its bytes.
pub fn parts_of(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let all = archive.len();
    let part = |at: usize| {
        let mut file = archive.by_index(at).expect("a part");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        (file.name().expect("a name").into_owned(), text)
    };
    (0..all).map(part).collect()
}

/// A cell as a program reads it.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    Number(f64),
}

/// The cells of a sheet, row by row; cells that hold nothing are left out.
pub type Sheet = Vec<Vec<Cell>>;

/// The sheets by name, in their order.
fn sheets(report: &Report) -> Vec<(String, Sheet)> {
    sheets_of(&parts(report))
}

/// The sheets of a workbook by its parts.
pub fn sheets_of(parts: &[(String, String)]) -> Vec<(String, Sheet)> {
    let text = |name: &str| &parts.iter().find(|(part, _)| part == name).unwrap_or_else(|| panic!("{name}")).1;
    let shared = roxmltree::Document::parse(text("xl/sharedStrings.xml")).expect("XML");
    let item =
        |node: roxmltree::Node| node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
    let strings: Vec<String> = shared.descendants().filter(|node| node.has_tag_name("si")).map(item).collect();
    let book = roxmltree::Document::parse(text("xl/workbook.xml")).expect("XML");
    let names = book.descendants().filter_map(|node| node.attribute("name").filter(|_| node.has_tag_name("sheet")));
    let numbered = names
        .zip(1..)
        .map(|(name, at)| (name.to_owned(), cells(text(&format!("xl/worksheets/sheet{at}.xml")), &strings)));
    numbered.collect()
}

fn cells(sheet: &str, strings: &[String]) -> Sheet {
    let document = roxmltree::Document::parse(sheet).expect("XML");
    let value = |node: roxmltree::Node| {
        let value = node.children().find(|child| child.has_tag_name("v"))?.text()?.to_owned();
        Some(match node.attribute("t") {
            Some("s") => Cell::Text(strings[value.parse::<usize>().expect("an index")].clone()),
            None => Cell::Number(value.parse().expect("a number")),
            other => panic!("a cell of type {other:?}"),
        })
    };
    let row = |row: roxmltree::Node| row.children().filter(|node| node.has_tag_name("c")).filter_map(value).collect();
    document.descendants().filter(|node| node.has_tag_name("row")).map(row).collect()
}

pub fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

pub fn sheet<'a>(sheets: &'a [(String, Sheet)], name: &str) -> &'a Sheet {
    &sheets.iter().find(|(found, _)| found == name).unwrap_or_else(|| panic!("{name}")).1
}

/// The row that begins with these cells.
pub fn row<'a>(sheet: &'a Sheet, start: &[Cell]) -> &'a [Cell] {
    sheet.iter().find(|row| row.starts_with(start)).unwrap_or_else(|| panic!("{start:?} in {sheet:#?}"))
}

fn ordinary() -> Report {
    let small = suppressed(&[("site", "Oaks")], &nps_like(60, 40));
    let elms = cell(&[("site", "Elms")], 60, nps_like(60, 50));
    let mut report = report(vec![
        question("recommend", "nps", "Would you recommend us?", vec![cell(&[], 120, nps_like(120, 50)), elms, small]),
        question("overall", "rating", "Overall, how was it?", vec![cell(&[], 90, rating([4, 6, 20, 30, 30]))]),
    ]);
    add_response_rate(&mut report, vec![cell(&[], 404, vec![share("response_rate", None, 404, 1240)])]);
    report
}

#[test]
fn figures_are_numbers_with_their_bases() {
    let sheets = sheets(&ordinary());
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Summary", "By site", "Figures", "Bases", "Data quality", "Method"]);
    let by_site = sheet(&sheets, "By site");
    assert_eq!(by_site[0][0..3], [text("site"), text("recommend: Net Promoter Score, points"), text("base")]);
    assert_eq!(row(by_site, &[text("Elms")])[1..3], [Cell::Number(25.0), Cell::Number(60.0)]);
    assert_eq!(row(by_site, &[text("Oaks")])[1..3], [text("*"), text("*")]);
    let overall = row(sheet(&sheets, "Summary"), &[text("Overall, how was it?")]);
    assert!(overall.contains(&Cell::Number(90.0)) && overall.contains(&text("%")), "{overall:?}");
    let bases = row(sheet(&sheets, "Bases"), &[text("overall")]);
    assert_eq!(bases.last(), Some(&Cell::Number(90.0)));
}

#[test]
fn columns_say_which_answer_they_count() {
    let yes_no = |yes, no| {
        vec![share("distribution", Some("Yes"), yes, yes + no), share("distribution", Some("No"), no, yes + no)]
    };
    let mut turned = yes_no(10, 30);
    turned.reverse();
    let cells = vec![cell(&[], 80, yes_no(50, 30)), cell(&[("site", "Elms")], 40, turned)];
    let sheets = sheets(&report(vec![question("seen", "single", "Were you seen?", cells)]));
    let by_site = sheet(&sheets, "By site");
    assert_eq!(by_site[0][1], text("seen: Answers, Yes, %"));
    assert_eq!(row(by_site, &[text("Elms")])[1], Cell::Number(25.0));
}

#[test]
fn response_rates_are_in_the_workbook() {
    let sheets = sheets(&ordinary());
    let rate = row(sheet(&sheets, "Summary"), &[text("Response rate")]);
    assert!(matches!(rate[2], Cell::Number(rate) if (rate - 100.0 * 404.0 / 1240.0).abs() < 1e-9), "{rate:?}");
    assert_eq!(rate.last(), Some(&Cell::Number(1240.0)));
    let figure = sheet(&sheets, "Figures").iter().any(|row| row.contains(&text("Response rate")));
    assert!(figure);
}

#[test]
fn rows_are_counted_in_numbers() {
    let sheets = sheets(&ordinary());
    let rows = sheet(&sheets, "Data quality");
    assert_eq!(row(rows, &[text("Rows received")])[1], Cell::Number(1050.0));
    assert_eq!(row(rows, &[text("Rows analysed")])[1], Cell::Number(1040.0));
}

#[test]
fn labels_cannot_become_formulas_or_damage_the_workbook() {
    let long = "y".repeat(40_000);
    let labels: Vec<&str> =
        HOSTILE.into_iter().chain(["+1", "-1", "_x0041_", "\u{fffe}\u{ffff}", "../../x", &long]).collect();
    let report = labelled(&labels);
    for (name, text) in parts(&report) {
        assert!(!text.contains("<f>") && !text.contains("<f "), "{name}");
        assert!(!text.contains("<hyperlink"), "{name}");
        if name.ends_with("xml") || name.ends_with("rels") {
            roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        assert!(!text.contains(['\u{fffe}', '\u{ffff}']), "{name}");
    }
    let sheets = sheets(&report);
    let texts: BTreeSet<&str> = sheets
        .iter()
        .flat_map(|(_, sheet)| sheet)
        .flatten()
        .filter_map(|cell| match cell {
            Cell::Text(text) => Some(text.as_str()),
            Cell::Number(_) => None,
        })
        .collect();
    assert!(texts.contains("=cmd|'/c calc'!A1") && texts.contains("<script>alert('x')</script> &amp; <img src=x>"));
    assert!(texts.iter().all(|text| text.encode_utf16().count() <= 32_767));
}

#[test]
fn sheets_have_valid_names_and_none_the_same() {
    let group = |segments: [&str; 2]| cell(&segments.map(|segment| (segment, "x")), 20, nps_like(20, 50));
    let crossings = [
        ["department_of_the_hospital_visited", "age_band"],
        ["department_of_the_hospital_visited", "age"],
        ["DEPARTMENT_of_the_hospital_visited", "sex"],
        ["'[a]:*?/\\", "b"],
        ["a", "b"],
        ["👩‍⚕️👩‍⚕️👩‍⚕️👩‍⚕️👩‍⚕️👩‍⚕️", "c"],
    ];
    let cells = std::iter::once(cell(&[], 40, nps_like(40, 50))).chain(crossings.map(group)).collect();
    let sheets = sheets(&report(vec![question("q", "nps", "Q?", cells)]));
    assert_eq!(sheets.len(), crossings.len() + 5);
    let distinct: BTreeSet<String> = sheets.iter().map(|(name, _)| name.to_lowercase()).collect();
    assert_eq!(distinct.len(), sheets.len(), "{distinct:?}");
    for (name, _) in &sheets {
        assert!(name.encode_utf16().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\']), "{name}");
        assert!(!name.starts_with('\'') && !name.ends_with('\''), "{name}");
    }
}

#[test]
fn a_suppressed_number_is_in_no_part() {
    for (name, text) in parts(&leaky()) {
        for trace in traces() {
            assert!(!text.contains(trace), "{trace} in {name}");
        }
    }
    assert!(sheets(&leaky()).iter().any(|(_, sheet)| sheet.iter().flatten().any(|cell| *cell == text("*"))));
}

#[test]
fn headings_stay_in_sight() {
    for (name, text) in parts(&ordinary()) {
        assert_eq!(text.contains("state=\"frozen\""), name.starts_with("xl/worksheets/sheet"), "{name}");
    }
}

#[test]
fn the_same_report_gives_the_same_workbook() {
    let report = labelled(&HOSTILE);
    let bytes = || render::xlsx(&published(&report)).unwrap_or_else(|fault| panic!("{fault:?}"));
    let first = bytes();
    // Long enough for a clock that got in to show.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(first == bytes());
}

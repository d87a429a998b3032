//! Groups: what they are called, and the order in which they are shown.

use crate::support::{Fixture, Run};
use survey::results::{Axis, Report, Value};

const SURVEY: &str = r"
survey: clinic
response_id: id
questions:
  recommend: { kind: nps, text: How likely are you to recommend us?, column: Q1 }
segments:
  site: { column: Site, title: Place of care }
  age: { column: Age, title: Age group, bands: [16, 35, 65] }
  trust: { column: Trust, title: NHS trust }
disclosure: { minimum: 1 }
";

/// Three answers at each place: the young are content, the old less so, and those between not at all.
fn clinic() -> Fixture {
    let sites = ["Royal 10", "royal 2", "(Other)", "", "Abbey"];
    let row = |(at, (site, (age, score))): (usize, (&str, (u32, u32)))| format!("r{at},{score},{site},{age},A\n");
    let each = sites.into_iter().flat_map(|site| [(70, 8), (20, 10), (40, 0)].map(|of| (site, of)));
    let rows: String = each.enumerate().map(row).collect();
    Fixture::new().survey(SURVEY).csv(&format!("id,Q1,Site,Age,Trust\n{rows}"))
}

fn analyze(arguments: &[&str]) -> Run {
    clinic().run(&[&["analyze", "survey.yaml", "export.csv"], arguments].concat())
}

fn report(arguments: &[&str]) -> Report {
    let json = analyze(&[arguments, &["-f", "json"]].concat()).ok();
    serde_json::from_str(&json).expect("a report")
}

#[test]
fn names_are_sorted_as_people_read_them_and_other_is_a_place() {
    let report = report(&["--by", "site"]);
    let values: Vec<&Value> = report.groups.iter().flat_map(|group| &group.keys).map(|key| &key.value).collect();
    let named = ["(Other)", "Abbey", "royal 2", "Royal 10"].map(|name| Value::Named(name.to_owned()));
    assert_eq!(values, named.iter().chain([&Value::NotStated]).collect::<Vec<_>>());
}

#[test]
fn a_value_that_is_none_is_no_text() {
    let json = analyze(&["--by", "site", "-f", "json"]).ok();
    assert_eq!(json.matches("\"value\": \"not_stated\"").count(), 1, "groups stand there once: {json}");
    assert!(!json.contains("(not stated)"), "{json}");
}

#[test]
fn cells_find_their_group_and_estimates_their_column_by_position() {
    let report = report(&["--by", "site:age", "--by", "trust"]);
    assert_eq!(report.groups.len(), 1 + 15 + 1);
    for question in &report.questions {
        let groups: Vec<usize> = question.cells.iter().map(|cell| cell.group).collect();
        assert_eq!(groups, (0..report.groups.len()).collect::<Vec<_>>());
        assert!(question.cells.iter().all(|cell| cell.estimates.len() == question.columns.len()));
    }
    assert!(report.groups.iter().flat_map(|group| &group.keys).all(|key| key.axis < report.axes.len()));
}

#[test]
fn segments_go_by_their_titles_for_people_and_by_their_ids_for_programs() {
    let by = ["--by", "site:age", "--by", "trust"];
    let page = analyze(&by).ok();
    assert!(page.contains("by place of care × age group, NHS trust"), "{page}");
    assert!(page.contains("By place") && page.contains("Age group"), "{page}");
    assert!(page.contains("By NHS"), "{page}");
    let markdown = analyze(&[&by[..], &["-f", "markdown"]].concat()).ok();
    assert!(markdown.contains("By place of care | Age group"), "{markdown}");
    let csv = analyze(&[&by[..], &["-f", "csv"]].concat()).ok();
    assert!(csv.contains(",site:age,") && !csv.contains("Age group"), "{csv}");
    let report = report(&by);
    let titles: Vec<(&str, &str, bool)> =
        report.axes.iter().map(|axis: &Axis| (axis.id(), axis.title(), axis.is_ordered())).collect();
    assert_eq!(titles, [("site", "Place of care", false), ("age", "Age group", true), ("trust", "NHS trust", false)]);
}

/// Where texts of a drawing that begin so stand in it.
fn positions(svg: &str, texts: &[&str]) -> Vec<usize> {
    texts.iter().map(|text| svg.find(&format!(">{text}")).unwrap_or_else(|| panic!("{text} is not in {svg}"))).collect()
}

#[test]
fn bands_keep_their_order_in_pictures_and_places_are_ranked() {
    let fixture = clinic();
    let draw = |by: &str| {
        fixture.run(&["chart", "recommend", "survey.yaml", "export.csv", "--by", by, "-o", "x.svg"]).ok();
        std::fs::read_to_string(fixture.path("x.svg")).expect("a picture")
    };
    let ages = draw("age");
    assert!(ages.contains("Net Promoter Score by age group"), "{ages}");
    assert!(positions(&ages, &["16–34", "35–64", "65+"]).is_sorted());
    let both = draw("site:age");
    assert!(positions(&both, &["(Other) · 16–34", "(Other) · 35–64", "(Other) · 65+", "Abbey · 16–34"]).is_sorted());
    let sites = draw("site");
    let last = positions(&sites, &["(not stated)"])[0];
    assert!(positions(&sites, &["(Other)", "Abbey", "royal 2", "Royal 10"]).iter().all(|at| *at < last));
    let report = report(&["--by", "age"]);
    let scores: Vec<f64> = report.questions[0].cells[1..].iter().filter_map(|cell| cell.value(0)).collect();
    assert!(!scores.is_sorted() && !scores.is_sorted_by(|a, b| a >= b), "the order is not that of the figures");
}

/// The bars of a picture of rows: what is lost and what is left are all that was received.
#[test]
fn rows_add_up_in_pictures_too() {
    let folder = crate::support::root().join("tests/platform/qualtrics");
    let fixture = Fixture::new();
    let (export, out) = (folder.join("export.csv").display().to_string(), fixture.path("rows.svg"));
    let out = out.to_str().expect("a path");
    fixture.run(&["chart", "responses", &export, "-o", out]).ok();
    let svg = std::fs::read_to_string(out).expect("a picture");
    assert!(
        positions(&svg, &["Rows received", "24", "Previews", "−1", "Incomplete", "−3", "Analysed", "20"]).len() == 8
    );
    let summary = fixture.run(&["report", &export, "-o", "report", "--format", "svg"]);
    summary.ok();
    let page = std::fs::read_to_string(fixture.path("report/report.svg")).expect("a page");
    assert!(page.contains(">Previews<"), "{page}");
}

//! Labels that try to break out of the page, and what must hold for any of them.

use super::expect_page;
use super::sample::{
    add_response_rate, cell, distribution, figure, nps_like, published, question, rating, report, share, suppressed,
};
use proptest::prelude::*;
use survey::render::{self, Look, Text};
use survey::results::{Report, Unit};
use unicode_width::UnicodeWidthStr;

pub const HOSTILE: [&str; 10] = [
    "\u{1b}[31mred\u{1b}[0m and \u{1b}]0;title\u{7}\u{9b}2J",
    "nul\0byte\u{7f}and\r\nline\tfeeds",
    "<script>alert('x')</script> &amp; <img src=x>",
    "=cmd|'/c calc'!A1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "מרפאת שיניים \u{202e}txt.exe\u{202c}",
    "👩‍⚕️👨🏽‍🦽 ❤\u{fe0f} 日本語のラベル",
    "a|b `code` **bold** [link](javascript:1) # heading $x$",
    "",
    "- bullet, with, commas and \"quotes\"",
];

/// A report whose every text is one of these, over and over.
pub fn labelled(labels: &[&str]) -> Report {
    let label = |at: usize| labels[at % labels.len()];
    let options: Vec<(&str, u64)> = labels.iter().copied().zip((1..).map(|n| n * 7)).collect();
    let options = || distribution("distribution", &options);
    let groups = (0..4).map(|at| cell(&[(label(at), label(at + 1)), (label(at + 2), label(at + 3))], 40, options()));
    let sites = (0..3).map(|at| cell(&[(label(1), label(at))], 40, nps_like(40, 50)));
    let numbers = vec![
        figure(label(1), None, 1234.5, Unit::Of(label(2).to_owned())),
        figure(label(1), Some(label(3)), -1e15, Unit::Of(label(2).to_owned())),
        share(label(4), Some(label(5)), 1, 3),
    ];
    let grid = |item: &str, text: usize| {
        let cells = vec![cell(&[], 50, rating([10; 5])), cell(&[(label(6), label(7))], 25, rating([5; 5]))];
        question(&format!("grid.{item}"), "rating", &format!("{}: {}", label(0), label(text)), cells)
    };
    let mut report = report(vec![
        question(label(0), label(1), label(2), std::iter::once(cell(&[], 160, options())).chain(groups).collect()),
        question("nps", "nps", label(3), std::iter::once(cell(&[], 120, nps_like(120, 50))).chain(sites).collect()),
        question(label(4), label(5), label(6), vec![cell(&[], 3, numbers)]),
        grid(label(1), 1),
        grid(label(2), 2),
    ]);
    label(7).clone_into(&mut report.survey.title);
    label(8).clone_into(&mut report.inputs[0].name);
    report.settings.filters = vec![label(0).to_owned(), label(3).to_owned()];
    report.settings.weighted = true;
    report.cautions = vec![label(5).to_owned()];
    report.questions[1].cautions = vec![label(0).to_owned()];
    for info in &mut report.metrics {
        info.title = format!("{} {}", info.title, label(2));
    }
    for column in report.questions.iter_mut().flat_map(|question| &mut question.columns) {
        let info = report.metrics.iter().find(|info| column.item.is_none() && info.id == column.metric);
        column.title = info.map_or_else(|| column.title.clone(), |info| info.title.clone());
    }
    report
}

/// Nothing that a terminal obeys, and nothing that reorders text; line feeds end lines.
pub fn is_harmless(text: &str) -> bool {
    let harmful =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !text.contains(harmful)
}

pub fn widest(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

fn page(report: &Report, width: usize) -> String {
    render::report(&published(report), Text::Table, &Look { width, color: false })
}

#[test]
fn hostile_labels_stay_on_the_page() {
    let report = labelled(&HOSTILE);
    for format in Text::ALL {
        let text = render::report(&published(&report), format, &Look::default());
        assert!(is_harmless(&text), "{}", format.name());
        let name = format.name();
        if format != Text::Json {
            expect_page(&format!("hostile.{name}.txt"), &text);
        }
    }
    assert!(widest(&page(&report, 80)) <= 80);
}

#[test]
fn labels_cannot_become_markup_or_formulas() {
    let report = labelled(&HOSTILE);
    let markdown = render::report(&published(&report), Text::Markdown, &Look::default());
    assert!(!markdown.contains("<script") && !markdown.contains("<img"));
    let data = render::report(&published(&report), Text::Csv, &Look::default());
    let mut reader = csv::Reader::from_reader(data.as_bytes());
    let numbers = ["value", "se", "low", "high"];
    let header = reader.headers().expect("a header").clone();
    for record in reader.records() {
        let record = record.expect("every row has as many cells as the header");
        for (name, field) in header.iter().zip(&record).filter(|(name, _)| !numbers.contains(name)) {
            assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {field}");
        }
    }
}

#[test]
fn long_labels_fit_at_any_width() {
    let long = "How well did everybody who looked after you work together? ".repeat(6);
    let solid = "x".repeat(300);
    let report = labelled(&[&long, &solid, "短い", &solid, &long]);
    for width in 40..=160 {
        assert!(widest(&page(&report, width)) <= width, "at {width}");
    }
}

/// A report with numbers that occur nowhere else, in cells that are suppressed but still hold them.
pub fn leaky() -> Report {
    let secret =
        || vec![share("nps", Some("promoters"), 7_654_321, 9_876_543), figure("mean", None, 3.739_17, Unit::Score)];
    let mut leaky = suppressed(&[("site", "The Elms")], &secret());
    leaky.figures = secret();
    leaky.ledger = Some(super::sample::ledger(9_876_543));
    let mut everybody = leaky.clone();
    everybody.group.clear();
    let mut report = report(vec![
        question("recommend", "nps", "Would you?", vec![cell(&[], 40, nps_like(40, 50)), leaky.clone()]),
        question("again", "nps", "Would you again?", vec![everybody]),
    ]);
    add_response_rate(&mut report, vec![leaky]);
    report
}

/// What the numbers of [`leaky`] look like where they come through.
pub fn traces() -> [&'static str; 8] {
    ["7654321", "7,654,321", "9876543", "9,876,543", "77.5", "77.49", "3.74", "3.739"]
}

#[test]
fn a_suppressed_number_appears_in_no_output() {
    let report = leaky();
    for format in Text::ALL {
        let text = render::report(&published(&report), format, &Look::default());
        for trace in traces() {
            assert!(!text.contains(trace), "{trace} in {}:\n{text}", format.name());
        }
        let is_for_people = matches!(format, Text::Table | Text::Markdown);
        assert_eq!(text.contains('*'), is_for_people, "{}", format.name());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_line_is_wider_than_the_page(labels in proptest::collection::vec(".{0,60}", 1..9), width in 40usize..160) {
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let text = page(&labelled(&labels), width);
        prop_assert!(is_harmless(&text));
        for line in text.lines() {
            prop_assert!(line.width() <= width, "{} > {width}: {line:?}", line.width());
        }
    }

    #[test]
    fn json_is_complete_whatever_the_labels(labels in proptest::collection::vec(any::<String>(), 1..9)) {
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let report = labelled(&labels);
        let json = render::report(&published(&report), Text::Json, &Look::default());
        prop_assert!(is_harmless(&json));
        prop_assert!(serde_json::from_str::<Report>(&json).expect("a report is JSON") == report);
    }
}

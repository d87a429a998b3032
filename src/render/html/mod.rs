//! A report as one page for the browser: everything in one file, which needs no network and runs no script.
//!
//! Words and tables are those of every other output; pictures come in as SVG.

use crate::results::{Input, MetricInfo, Published, QuestionResult, Report};
use crate::view::{self, Document, Entry, Section, Table, Tile, Tone, clean};
use askama::Template;
use std::ops::Range;

/// A picture for the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Positions of the questions that it is about; none for a picture of the whole report.
    pub about: Range<usize>,
    /// The drawing.
    pub svg: String,
    /// What it shows, in words.
    pub alt: String,
}

#[derive(Template)]
#[template(path = "page.html", config = "src/render/html/askama.toml")]
struct Page<'a> {
    version: String,
    style: &'static str,
    document: &'a Document,
    cards: Vec<Tile>,
    /// Pictures of all questions together.
    overview: Vec<&'a Picture>,
    chapters: Vec<Chapter<'a>>,
    /// Where every row went.
    rows: Vec<(String, String)>,
    glossary: &'static [(&'static str, &'static str)],
    run: Vec<(String, String)>,
}

/// A question with all that belongs to it.
struct Chapter<'a> {
    anchor: String,
    section: &'a Section,
    pictures: Vec<&'a Picture>,
    ledgers: Vec<Base>,
    metrics: Vec<&'a MetricInfo>,
}

/// How the base of a question or item comes about.
struct Base {
    name: String,
    steps: Vec<(String, String)>,
}

const GLOSSARY: &[(&str, &str)] = &[
    ("Base", "The respondents that a figure rests on: those who were asked the question and gave a valid answer."),
    (
        "Interval",
        "The range in which the figure would lie in most surveys of the same size among the same people; its level stands beside it. Whether two groups differ cannot be read off two intervals; it is tested.",
    ),
    (
        "Net Promoter Score",
        "The percentage of promoters (9 and 10) minus the percentage of detractors (0 to 6), from −100 to 100.",
    ),
    (
        "Top box, bottom box",
        "The share of respondents who chose one of the answers that the definition counts as best or worst.",
    ),
    ("Net", "Several answers reported together."),
    (
        "Weighted",
        "Every respondent counts for as many people as they stand for, so that the figures describe everybody and not only those who answered.",
    ),
    ("Effective base", "The size of an unweighted survey that would be as precise."),
    (
        "*",
        "Hidden, because the group is so small that its members might be recognised, or because a hidden figure could be worked out from this one.",
    ),
    (
        "▲ ▼",
        "Above or below all other respondents, or the period before, by more than chance explains, corrected for the number of comparisons made.",
    ),
    ("–", "Nobody gave a valid answer."),
];

/// The report as a page, with these pictures.
pub fn page(report: &Published, document: &Document, pictures: &[Picture]) -> String {
    let (overview, rest): (Vec<&Picture>, Vec<&Picture>) =
        pictures.iter().partition(|picture| owner(&document.sections, picture).is_none());
    let page = Page {
        version: report.version.clone(),
        style: include_str!("style.css"),
        document,
        cards: view::scorecard(report).tiles,
        overview,
        chapters: chapters(report, &document.sections, &rest),
        rows: view::rows(&report.accounting).into_iter().map(|(name, n)| (name, view::told(n))).collect(),
        glossary: GLOSSARY,
        run: run(report),
    };
    // Filling a template fails only where writing to memory does.
    page.render().unwrap_or_default()
}

fn chapters<'a>(report: &'a Report, sections: &'a [Section], pictures: &[&'a Picture]) -> Vec<Chapter<'a>> {
    let chapter = |(at, section): (usize, &'a Section)| {
        let results = &report.questions[section.questions.clone()];
        let own = |picture: &&&Picture| owner(sections, picture) == Some(at);
        Chapter {
            anchor: format!("section-{}", at + 1),
            section,
            pictures: pictures.iter().filter(own).copied().collect(),
            ledgers: results.iter().filter_map(base).collect(),
            metrics: metrics(report, results),
        }
    };
    sections.iter().enumerate().map(chapter).collect()
}

/// Position of the section that a picture belongs to: the one that has all questions it is about.
fn owner(sections: &[Section], picture: &Picture) -> Option<usize> {
    let Range { start, end } = picture.about;
    let has_all = |section: &Section| section.questions.start <= start && end <= section.questions.end;
    sections.iter().position(has_all).filter(|_| start < end)
}

fn base(result: &QuestionResult) -> Option<Base> {
    let ledger = result.everybody()?.ledger.as_ref()?;
    Some(Base { name: clean(&result.text), steps: view::ledger(ledger) })
}

/// The metrics among a section's figures, in the order of the report.
fn metrics<'a>(report: &'a Report, results: &[QuestionResult]) -> Vec<&'a MetricInfo> {
    let columns = results.iter().flat_map(|result| &result.columns);
    let occurs = |metric: &&MetricInfo| columns.clone().any(|column| column.metric == metric.id);
    report.metrics.iter().filter(occurs).collect()
}

/// What the figures were made from.
fn run(report: &Report) -> Vec<(String, String)> {
    let settings = &report.settings;
    let asked = |name: &str, value: String| (!value.is_empty()).then(|| (name.to_owned(), value));
    let broken_down: Vec<String> = report.asked_for().iter().map(|by| view::breakdown_title(report, by)).collect();
    let choices = [
        asked("Survey", clean(&report.survey.id)),
        asked("Program", format!("survey {}", clean(&report.version))),
        asked("Confidence level", format!("{}%", view::trimmed(settings.confidence, 3))),
        asked("Smallest base shown", view::count(settings.minimum_base)),
        asked("Weights", if settings.weighted { "weighted" } else { "unweighted" }.to_owned()),
        asked("Broken down by", broken_down.join(", ")),
        asked("Period of trends", settings.every.as_deref().map(clean).unwrap_or_default()),
        asked("Only responses with", clean(&settings.filters.join("; "))),
    ];
    choices.into_iter().flatten().chain(report.inputs.iter().map(input)).collect()
}

/// A file that was read.
pub fn input(input: &Input) -> (String, String) {
    let about = [
        Some(view::counted(input.rows, "row", "rows")),
        Some(view::counted(input.bytes, "byte", "bytes")),
        Some(format!("read as {}", clean(&input.dialect))),
        input.sha256.as_deref().map(|hash| format!("SHA-256 {}", clean(hash))),
    ];
    (clean(&input.name), about.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// An entry of a table as text.
pub fn entry(entry: &Entry) -> String {
    match entry {
        Entry::Text(text) => text.clone(),
        Entry::Range(range) => format!("{} to {}", range.low, range.high),
    }
}

/// What a table is called: its caption, or what its rows are.
fn named(table: &Table, section: &Section) -> String {
    let subject = if table.caption.is_empty() { &section.heading } else { &table.caption };
    let parts = [subject.clone(), table.stubs.join(", ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The class of good and bad news.
fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Positive => "positive",
        Tone::Negative => "negative",
    }
}

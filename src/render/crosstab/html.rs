//! Tables of two questions as one page for the browser: everything in one file, which needs no network and runs no
//! script. It looks like the page of a report.

use crate::render::html::{entry, input};
use crate::results::{Crosstab, PublishedCrosstab};
use crate::view::{self, CrosstabView, RowStyle, StubView, Table, clean};
use askama::Template;

#[derive(Template)]
#[template(path = "crosstab.html", config = "src/render/html/askama.toml")]
struct Page<'a> {
    version: String,
    style: &'static str,
    cross_style: &'static str,
    view: &'a CrosstabView,
    /// Where every row went.
    rows: Vec<(String, String)>,
    run: Vec<(String, String)>,
}

/// The tables as a page.
pub fn page(crosstab: &PublishedCrosstab, view: &CrosstabView) -> String {
    let page = Page {
        version: clean(&crosstab.version),
        style: include_str!("../html/style.css"),
        cross_style: include_str!("../html/crosstab.css"),
        view,
        rows: view::rows(&crosstab.accounting).into_iter().map(|(name, n)| (name, view::told(n))).collect(),
        run: run(crosstab),
    };
    // Filling a template fails only where writing to memory does.
    page.render().unwrap_or_default()
}

/// What the figures were made from.
fn run(crosstab: &Crosstab) -> Vec<(String, String)> {
    let settings = &crosstab.settings;
    let banners: Vec<String> = crosstab.banners.iter().map(view::banner_title).collect();
    let choices = [
        ("Survey", clean(&crosstab.survey.id)),
        ("Program", format!("survey {}", clean(&crosstab.version))),
        ("Columns", banners.join(", ")),
        ("Confidence level", format!("{}%", view::trimmed(settings.confidence, 3))),
        ("Smallest base shown", view::count(settings.minimum_base)),
        ("Weights", if settings.weighted { "weighted" } else { "unweighted" }.to_owned()),
        ("Only responses with", clean(&settings.filters.join("; "))),
    ];
    let asked = choices.into_iter().filter(|(_, value)| !value.is_empty());
    asked.map(|(name, value)| (name.to_owned(), value)).chain(crosstab.inputs.iter().map(input)).collect()
}

/// The class of a row.
const fn class(style: RowStyle) -> &'static str {
    match style {
        RowStyle::Base => "base",
        RowStyle::Option => "option",
        RowStyle::Net => "net",
        RowStyle::Mean => "mean",
    }
}

/// Whether a row is the first of its kind.
fn is_set_off(stub: &StubView, at: usize) -> bool {
    at > 0 && stub.rows[at - 1].style != stub.rows[at].style
}

/// Whether a column is the first of its banner, everybody's being the first of all.
fn starts_banner(view: &CrosstabView, at: usize) -> bool {
    let mut start = 1;
    view.banners.iter().any(|banner| {
        let is_first = start == at;
        start += banner.columns.len();
        is_first
    })
}

/// What stands below a figure.
fn below(style: RowStyle, below: &str) -> String {
    if style == RowStyle::Mean { format!("sd {below}") } else { below.to_owned() }
}

/// A test's row and the words around it.
fn cells(table: &Table) -> Vec<(Vec<String>, Vec<String>)> {
    table.rows.iter().map(|row| (row.stubs.clone(), row.entries.iter().map(entry).collect())).collect()
}

/// Room for what stands behind the figures of a column, in letters, so that its figures stand below each other.
fn behind(stub: &StubView, at: usize) -> usize {
    let cells = stub.rows.iter().filter_map(|row| row.cells.get(at));
    cells.map(|cell| cell.behind.chars().count()).max().unwrap_or(0)
}

//! What a reader needs to know about the whole report: what was analysed, how, and what the marks mean.

use super::label::in_sentence;
use super::number::{count, counted, trimmed};
use super::{SUPPRESSED, clean};
use crate::results::{Accounting, Cell, Input, Report, Settings, TrendReport};

/// What was analysed and how: one short line each.
pub fn facts(report: &Report) -> Vec<String> {
    let mut facts = source(&report.accounting, &report.inputs);
    facts.push(choices(report));
    facts
}

/// The same of figures over time.
pub fn trend_facts(report: &TrendReport) -> Vec<String> {
    let settings = &report.settings;
    let filters = settings.filters.iter().map(|filter| condition(filter));
    let weighted = if settings.weighted { "weighted" } else { "unweighted" }.to_owned();
    let by = settings.by.iter().map(|by| clean(by)).chain(settings.every.iter().map(|every| clean(every)));
    let by = format!("by {}", by.collect::<Vec<_>>().join(", "));
    let mut facts = source(&report.accounting, &report.inputs);
    facts.push(filters.chain([weighted, by]).collect::<Vec<_>>().join(" · "));
    facts
}

/// How many rows came from where, and how the files were understood where that is not the usual way.
pub fn source(accounting: &Accounting, inputs: &[Input]) -> Vec<String> {
    let received = counted(accounting.received, "row", "rows");
    let analysed = format!("{received} received, {} analysed", told(accounting.analysed));
    let source = match inputs {
        [] => String::new(),
        [one] => format!(" · {}", clean(&one.name)),
        many => format!(" · {} files", many.len()),
    };
    let mut facts = vec![format!("{analysed}{source}")];
    facts.extend(read_as(inputs));
    facts
}

/// How the files were understood, where that is not the usual way.
fn read_as(inputs: &[Input]) -> Option<String> {
    const USUAL: &str = "UTF-8, comma-separated, 1 header row";
    let mut ways: Vec<&str> = inputs.iter().map(|input| input.dialect.as_str()).collect();
    ways.dedup();
    (ways.iter().any(|way| *way != USUAL)).then(|| format!("read as {}", clean(&ways.join("; "))))
}

fn choices(report: &Report) -> String {
    let settings = &report.settings;
    let filters = settings.filters.iter().map(|filter| condition(filter));
    let every = settings.every.iter().map(|period| clean(period));
    let asked_for = report.asked_for();
    let groups: Vec<String> = asked_for.iter().map(|axes| breakdown(report, axes)).chain(every).collect();
    let parts = [
        Some(if settings.weighted { "weighted" } else { "unweighted" }.to_owned()),
        (!groups.is_empty()).then(|| format!("by {}", groups.join(", "))),
        Some(format!("{}% confidence intervals", trimmed(settings.confidence, 3))),
    ];
    filters.chain(parts.into_iter().flatten()).collect::<Vec<_>>().join(" · ")
}

/// A breakdown as people read it, by the positions of its axes: `site × age group`.
#[must_use]
pub fn breakdown(report: &Report, axes: &[usize]) -> String {
    let titles = axes.iter().filter_map(|axis| report.axes.get(*axis)).map(|axis| in_sentence(&clean(axis.title())));
    titles.collect::<Vec<_>>().join(" × ")
}

/// Heading of intervals: `95% interval`.
pub fn interval_heading(settings: &Settings) -> String {
    format!("{}% interval", trimmed(settings.confidence, 3))
}

/// Rows that are not analysed, for one reason.
pub struct Gone {
    /// How many; `None` where that is hidden.
    pub rows: Option<u64>,
    /// What one of them is called.
    one: &'static str,
    /// What many of them are called.
    many: &'static str,
    /// The reason as a heading.
    pub heading: &'static str,
}

/// Every reason for which rows are not analysed, in the order in which they are set apart: with the rows analysed
/// they make up the rows received, in words and in pictures.
pub fn gone(accounting: &Accounting) -> [Gone; 8] {
    // A fate that is added must be named here.
    let Accounting {
        received: _,
        blank,
        ragged,
        no_response,
        bad_weight,
        preview,
        incomplete,
        duplicate,
        filtered,
        analysed: _,
    } = *accounting;
    let gone = |rows, one, many, heading| Gone { rows, one, many, heading };
    let cells = "with the wrong number of cells";
    let weight = "without a usable weight";
    [
        gone(Some(blank), "blank", "blank", "Blank"),
        gone(Some(ragged), cells, cells, "Wrong number of cells"),
        gone(Some(no_response), "that is no response", "that are no responses", "No responses"),
        gone(Some(preview), "preview", "previews", "Previews"),
        gone(Some(incomplete), "incomplete", "incomplete", "Incomplete"),
        gone(Some(duplicate), "duplicate", "duplicates", "Duplicates"),
        gone(Some(bad_weight), weight, weight, "No usable weight"),
        gone(filtered, "filtered out", "filtered out", "Filtered out"),
    ]
}

/// A count of rows, or the mark that stands for it.
pub fn told(rows: Option<u64>) -> String {
    rows.map_or_else(|| SUPPRESSED.to_owned(), count)
}

/// Where every row went, step by step; `None` where that is hidden.
#[must_use]
pub fn rows(rows: &Accounting) -> Vec<(String, Option<u64>)> {
    let kept = |name: &str, n: Option<u64>| (name.to_owned(), n);
    let lost = gone(rows).into_iter().filter(|gone| gone.rows != Some(0));
    let lost = lost.map(|gone| (format!("− {}", gone.many), gone.rows));
    let received = kept("received", Some(rows.received));
    std::iter::once(received).chain(lost).chain([kept("analysed", rows.analysed)]).collect()
}

/// Where every row went; empty when all of them were analysed.
pub fn accounting(rows: &Accounting) -> String {
    let lost = gone(rows).into_iter().filter(|gone| gone.rows != Some(0));
    let gone: Vec<String> = lost.map(|gone| named(gone.rows, gone.one, gone.many)).collect();
    if gone.is_empty() {
        return String::new();
    }
    let received = counted(rows.received, "row", "rows");
    format!("{received} received: {} analysed, {}", told(rows.analysed), gone.join(", "))
}

/// `404 responses`, or the mark that stands for their number.
pub fn responses(analysed: Option<u64>) -> String {
    named(analysed, "response", "responses")
}

fn named(rows: Option<u64>, one: &str, many: &str) -> String {
    rows.map_or_else(|| format!("{SUPPRESSED} {many}"), |n| counted(n, one, many))
}

/// What the mark of suppression means under this minimum base.
pub fn suppression(minimum: u64) -> String {
    let minimum = counted(minimum, "answer", "answers");
    format!("{SUPPRESSED} hidden: fewer than {minimum} or none, or could be worked out from the others")
}

/// Whether a figure is missing because nobody is in its base.
pub fn is_empty(cell: &Cell) -> bool {
    !cell.suppressed && cell.estimates.iter().any(|estimate| estimate.value.is_none())
}

/// A filter in words; a period already is.
pub fn condition(filter: &str) -> String {
    let is_period = filter.starts_with("since ") || filter.starts_with("until ");
    if is_period { clean(filter) } else { format!("where {}", clean(filter)) }
}

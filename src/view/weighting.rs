//! A weighting to targets in words and tables.

use super::number::{count, counted, decimal};
use super::{Entry, Row, SUPPRESSED, Table, clean};
use crate::results::{WeightedCategory, WeightedCell, WeightedMargin, WeightingReport};

/// A weighting as people read it.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightingView {
    /// Title of the survey.
    pub title: String,
    /// What was done and what it costs, one line each.
    pub facts: Vec<String>,
    /// Margins before and after, classes of non-response, factors by cell.
    pub tables: Vec<Table>,
    /// What to know of it.
    pub cautions: Vec<String>,
}

/// Cells whose factors are shown; of more, JSON tells.
const MOST_CELLS: usize = 200;

/// The weighting in words and tables.
#[must_use]
pub fn weighting(report: &WeightingReport) -> WeightingView {
    let mut tables: Vec<Table> = report.margins.iter().map(margin).collect();
    tables.extend(classes(report));
    tables.extend(cells(report));
    WeightingView {
        title: clean(&report.survey.title),
        facts: facts(report),
        tables,
        cautions: report.cautions.iter().skip(1).map(|caution| clean(caution)).collect(),
    }
}

fn facts(report: &WeightingReport) -> Vec<String> {
    let names: Vec<String> = report.margins.iter().map(|margin| clean(&margin.name)).collect();
    let rounds =
        report.rounds.map_or_else(String::new, |rounds| format!(" in {}", counted(rounds as u64, "round", "rounds")));
    let mut facts = vec![
        format!("{} to {}{rounds}", report.method, names.join(", ")),
        format!(
            "{} whose weights add up to {}, worth {} of equal weight: {}%",
            counted(report.respondents, "response", "responses"),
            decimal(report.sum, 1),
            decimal(report.effective, 1),
            decimal(report.efficiency, 1)
        ),
        format!("factors from {} to {}", decimal(report.least_factor, 3), decimal(report.largest_factor, 3)),
    ];
    if let (Some(cap), Some(trimmed)) = (report.cap, report.trimmed) {
        facts.push(format!("{} cut at a weight of {}", counted(trimmed, "response", "responses"), decimal(cap, 3)));
    }
    facts.extend(
        report.r_indicator.map(|r| format!("R-indicator {}: 1 where all classes answer equally often", decimal(r, 3))),
    );
    facts
}

/// A percentage, or the mark for one that is hidden.
fn percent(share: Option<f64>) -> Entry {
    Entry::Text(share.map_or_else(|| SUPPRESSED.to_owned(), |share| format!("{}%", decimal(share, 1))))
}

fn respondents(n: Option<u64>) -> Entry {
    Entry::Text(n.map_or_else(|| SUPPRESSED.to_owned(), count))
}

fn factor(factor: Option<f64>) -> Entry {
    Entry::Text(factor.map_or_else(|| SUPPRESSED.to_owned(), |factor| decimal(factor, 4)))
}

fn table(stubs: Vec<String>, columns: &[&str], rows: Vec<Row>) -> Table {
    let columns = columns.iter().map(|column| (*column).to_owned()).collect();
    Table { caption: String::new(), stubs, columns, rows, plot: None, note: String::new() }
}

fn margin(margin: &WeightedMargin) -> Table {
    let row = |category: &WeightedCategory| Row {
        stubs: vec![clean(&category.name)],
        entries: vec![
            respondents(category.respondents),
            percent(category.before),
            percent(category.after),
            percent(Some(category.target)),
        ],
        point: None,
    };
    let rows = margin.categories.iter().map(row).collect();
    table(vec![clean(&margin.name)], &["responses", "before", "after", "population"], rows)
}

fn classes(report: &WeightingReport) -> Option<Table> {
    let rows: Vec<Row> = report
        .classes
        .iter()
        .map(|class| Row {
            stubs: vec![clean(&class.name)],
            entries: vec![Entry::Text(count(class.asked)), respondents(class.complete), factor(class.factor)],
            point: None,
        })
        .collect();
    (!rows.is_empty()).then(|| table(vec!["Class".to_owned()], &["asked", "answered", "factor"], rows))
}

/// The factors of cells; none where they are hidden.
fn cells(report: &WeightingReport) -> Option<Table> {
    report.cells.iter().find(|cell| cell.respondents.is_some())?;
    let row = |cell: &WeightedCell| {
        let value = |value: &Option<String>| value.as_deref().map_or_else(|| "not stated".to_owned(), clean);
        Row {
            stubs: cell.values.iter().map(value).collect(),
            entries: vec![respondents(cell.respondents), factor(cell.factor), factor(cell.weight)],
            point: None,
        }
    };
    let rows = report.cells.iter().take(MOST_CELLS).map(row).collect();
    let left_out = report.cells.len().saturating_sub(MOST_CELLS);
    let note =
        if left_out == 0 { String::new() } else { format!("{} more cells: --format json", count(left_out as u64)) };
    let stubs = report.keys.iter().map(|key| clean(key)).collect();
    Some(Table { note, ..table(stubs, &["responses", "factor", "weight"], rows) })
}

//! The rows of a table and what stands in them.

use super::names::letters;
use super::page::{CellView, RowStyle, RowView};
use crate::results::{
    Base, BaseFlag, Crosstab, CrosstabSettings, LetterConvention, MeanCell, PercentOf, RowKind, Stub, StubColumn,
    StubRow, TableCell, Unit,
};
use crate::view::number::{count, decimal, figure, places};
use crate::view::{EMPTY, SUPPRESSED, clean, difference};

/// The rows of a question: bases, options, nets, means.
pub fn rows(crosstab: &Crosstab, stub: &Stub) -> Vec<RowView> {
    let columns: Vec<&StubColumn> = columns(stub).collect();
    let figures = stub.rows.iter().enumerate().map(|(at, row)| figures(&crosstab.settings, row, at, &columns));
    bases(&crosstab.settings, &columns).into_iter().chain(figures).collect()
}

/// Everybody, then every column of every banner.
pub fn columns(stub: &Stub) -> impl Iterator<Item = &StubColumn> {
    std::iter::once(&stub.total).chain(stub.banners.iter().flat_map(|banner| &banner.columns))
}

/// Respondents; in a weighted survey also the sum of their weights, and how many they are worth.
fn bases(settings: &CrosstabSettings, columns: &[&StubColumn]) -> Vec<RowView> {
    let row = |label: &str, cell: fn(&StubColumn) -> CellView| RowView {
        style: RowStyle::Base,
        label: label.to_owned(),
        below: String::new(),
        cells: columns.iter().map(|column| cell(column)).collect(),
    };
    if settings.weighted {
        return vec![
            row("Base, unweighted", respondents),
            row("Weighted base", |column| number(column, |base| base.weighted)),
            row("Effective base", |column| number(column, |base| base.effective)),
        ];
    }
    vec![row("Base", respondents)]
}

fn respondents(column: &StubColumn) -> CellView {
    let Some(base) = column.base.filter(|_| !column.suppressed) else { return blank(column) };
    CellView { figure: count(base.unweighted), behind: flag(column.flag).to_owned(), ..CellView::default() }
}

/// Respondents of a column with the flag of a small base: `85*`.
pub fn flagged(column: &StubColumn) -> String {
    let CellView { figure, behind, .. } = respondents(column);
    format!("{figure}{behind}")
}

/// The flag of a small base.
pub const fn flag(flag: Option<BaseFlag>) -> &'static str {
    match flag {
        Some(BaseFlag::VerySmall) => "**",
        Some(BaseFlag::Small) => "*",
        None => "",
    }
}

fn number(column: &StubColumn, of: fn(&Base) -> f64) -> CellView {
    let Some(base) = column.base.as_ref().filter(|_| !column.suppressed) else { return blank(column) };
    CellView { figure: decimal(of(base), 0), ..CellView::default() }
}

/// What stands for a figure that is hidden or not there.
const fn mark(column: &StubColumn) -> &'static str {
    if column.suppressed { SUPPRESSED } else { EMPTY }
}

fn figures(settings: &CrosstabSettings, row: &StubRow, at: usize, columns: &[&StubColumn]) -> RowView {
    let is_mean = row.kind.is_mean();
    let means = columns.iter().filter_map(|column| cell(column, at)?.mean);
    let digits = places(&row.unit, means.map(|mean| mean.value).next().unwrap_or_default());
    let written = |column: &&StubColumn| {
        let Some(cell) = cell(column, at) else { return blank(column) };
        let (figure, below) =
            if is_mean { mean(cell.mean, &row.unit, digits) } else { share(settings, cell, columns[0]) };
        CellView { figure, behind: behind(settings, cell), below }
    };
    let has_sd = columns.iter().any(|column| cell(column, at).is_some_and(|cell| cell.mean.is_some_and(has_sd)));
    RowView {
        style: style(row.kind),
        label: label(row),
        below: below(is_mean, has_sd).to_owned(),
        cells: columns.iter().map(written).collect(),
    }
}

fn has_sd(mean: MeanCell) -> bool {
    mean.sd.is_some()
}

const fn below(is_mean: bool, has_sd: bool) -> &'static str {
    match (is_mean, has_sd) {
        (false, _) => "respondents",
        (true, true) => "standard deviation",
        (true, false) => "",
    }
}

/// A cell of a column that is shown.
pub fn cell(column: &StubColumn, at: usize) -> Option<&TableCell> {
    column.cells.get(at).filter(|_| !column.suppressed)
}

fn blank(column: &StubColumn) -> CellView {
    CellView { figure: mark(column).to_owned(), ..CellView::default() }
}

const fn style(kind: RowKind) -> RowStyle {
    match kind {
        RowKind::Option => RowStyle::Option,
        RowKind::Net => RowStyle::Net,
        RowKind::Mean | RowKind::Score => RowStyle::Mean,
    }
}

/// What a row is called; a net says that it is one, and a mean its unit where the number does not.
pub fn label(row: &StubRow) -> String {
    let name = clean(&row.label);
    match (&row.kind, &row.unit) {
        (RowKind::Net, _) if !name.to_lowercase().starts_with("net") => format!("Net: {name}"),
        (_, Unit::Of(unit)) if !unit.is_empty() => format!("{name}, {}", clean(unit)),
        _ => name,
    }
}

/// The percentage of a cell that the table shows.
const fn percent(settings: &CrosstabSettings, cell: &TableCell) -> Option<f64> {
    match settings.percent {
        PercentOf::Column => cell.column_percent,
        PercentOf::Row => cell.row_percent,
        PercentOf::Total => cell.total_percent,
    }
}

/// A percentage and the respondents behind it; of a row or of all it is hidden where everybody's figures are.
fn share(settings: &CrosstabSettings, cell: &TableCell, all: &StubColumn) -> (String, String) {
    let respondents = cell.count.map(count).unwrap_or_default();
    (shown_percent(settings, cell, all), respondents)
}

/// The percentage of a cell in words, or a mark.
pub fn shown_percent(settings: &CrosstabSettings, cell: &TableCell, all: &StubColumn) -> String {
    match percent(settings, cell) {
        None if all.suppressed => SUPPRESSED.to_owned(),
        share => whole_percent(share),
    }
}

/// A share without digits behind the point, as tables of many columns have it; never 0 for somebody.
pub fn whole_percent(share: Option<f64>) -> String {
    match share {
        Some(share) if share > 0.0 && share < 0.5 => "<1%".to_owned(),
        share => figure(share, &Unit::Percent, 0),
    }
}

fn mean(mean: Option<MeanCell>, unit: &Unit, digits: usize) -> (String, String) {
    let Some(mean) = mean else { return (EMPTY.to_owned(), String::new()) };
    (figure(Some(mean.value), unit, digits), mean.sd.map(|sd| decimal(sd, digits)).unwrap_or_default())
}

/// Letters; where columns are not compared with each other, the mark of one that differs from the others together.
fn behind(settings: &CrosstabSettings, cell: &TableCell) -> String {
    if settings.letters != LetterConvention::None {
        return letters(&cell.letters);
    }
    cell.rest.map_or_else(String::new, |rest| difference::mark(rest.verdict(settings.confidence)).to_owned())
}

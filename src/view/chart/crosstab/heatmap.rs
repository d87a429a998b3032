//! Answers by columns, shaded where a column has more or fewer of them than the others together.

use super::around::Plate;
use crate::results::{RowKind, Sense, StubColumn, StubRow, Verdict};
use crate::view::chart::{Body, ChartSpec, HeatCell, HeatColumn, HeatRow, Heatmap};
use crate::view::crosstab::cells;
use crate::view::number::{count, figure, places, trimmed};
use crate::view::{EMPTY, SUPPRESSED, difference};

/// Most rows and columns of a picture.
const ROWS: usize = 40;
const COLUMNS: usize = 24;
/// A residual of this size has the deepest shade; the smallest that passes a test has about half of it.
const DEEPEST: f64 = 5.0;

/// The picture: shades go by the adjusted residual, which is what a column differs by from the others in standard errors,
/// and only where that is more than chance. Where the definition says which answers are good, shades say good or bad news.
pub fn draw(plate: &Plate) -> ChartSpec {
    let of_news = plate.stub.rows.iter().any(|row| matches!(row.sense, Sense::Positive | Sense::Negative));
    let rows = plate.stub.rows.iter().enumerate().take(ROWS).map(|(at, row)| heat_row(plate, at, row, of_news));
    let columns = (0..plate.banner.columns.len().min(COLUMNS)).map(|at| HeatColumn {
        name: plate.column(at),
        measure: format!("base {}", Plate::base(&plate.figures.columns[at])),
    });
    let key = if of_news {
        ["worse than the rest", "better than the rest"]
    } else {
        ["▼ below the rest", "▲ above the rest"]
    };
    let body = Heatmap {
        base: "All".to_owned(),
        columns: columns.collect(),
        rows: rows.collect(),
        key: key.map(str::to_owned).to_vec(),
        two_sided: true,
    };
    let stands_out = body.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.differs);
    let title = if stands_out { "What stands out" } else { "Nothing stands out" };
    plate.spec(title, notes(plate), Body::Heatmap(body))
}

fn notes(plate: &Plate) -> Vec<String> {
    let level = trimmed(plate.crosstab.settings.confidence, 3);
    let shown = |all: usize, most: usize| count(u64::try_from(all.min(most)).unwrap_or(u64::MAX));
    let (rows, columns) = (plate.stub.rows.len(), plate.banner.columns.len());
    let cut = (rows > ROWS || columns > COLUMNS).then(|| {
        let (some_rows, some_columns) = (shown(rows, ROWS), shown(columns, COLUMNS));
        format!("{some_rows} of {rows} rows and {some_columns} of {columns} columns shown; the table has them all")
    });
    let marks = format!(
        "▲ ▼ more or fewer than in the other columns together, beyond chance at {level}%, corrected within the table; \
         the deeper the shade, the surer"
    );
    std::iter::once(marks).chain(cut).collect()
}

fn heat_row(plate: &Plate, at: usize, row: &StubRow, of_news: bool) -> HeatRow {
    let columns = plate.figures.columns.iter().take(COLUMNS);
    HeatRow {
        label: cells::label(row),
        base: words(plate, &plate.stub.total, at, row),
        cells: columns.map(|column| heat_cell(plate, column, at, row, of_news)).collect(),
        everybody: false,
    }
}

/// What a row says about the experience; a net says what all of its options say.
fn sense(plate: &Plate, row: &StubRow) -> Sense {
    let mut of = row.of.iter().filter_map(|at| plate.stub.rows.get(*at)).map(|option| option.sense);
    match (row.kind, row.sense, of.next()) {
        (RowKind::Net, Sense::Undeclared, Some(first)) if of.all(|other| other == first) => first,
        (_, sense, _) => sense,
    }
}

/// The figure of a cell, or a mark.
fn words(plate: &Plate, column: &StubColumn, at: usize, row: &StubRow) -> String {
    let Some(cell) = cells::cell(column, at) else {
        return if column.suppressed { SUPPRESSED } else { EMPTY }.to_owned();
    };
    match (row.kind, cell.mean) {
        (RowKind::Option | RowKind::Net, _) => cells::shown_percent(&plate.crosstab.settings, cell, &plate.stub.total),
        (_, Some(mean)) => figure(Some(mean.value), &row.unit, places(&row.unit, mean.value)),
        (_, None) => EMPTY.to_owned(),
    }
}

fn heat_cell(plate: &Plate, column: &StubColumn, at: usize, row: &StubRow, of_news: bool) -> HeatCell {
    let words = words(plate, column, at, row);
    let cell = cells::cell(column, at);
    let rest = cell.and_then(|cell| cell.rest);
    let verdict = rest.map_or(Verdict::None, |rest| rest.verdict(plate.crosstab.settings.confidence));
    let residual = cell.and_then(|cell| cell.residual).or(rest.map(|rest| rest.statistic)).unwrap_or_default();
    if verdict == Verdict::None {
        let has_figure = words != SUPPRESSED && words != EMPTY;
        return HeatCell { value: words, shade: has_figure.then_some(0.0), differs: false };
    }
    let depth = (residual / DEEPEST).clamp(-1.0, 1.0);
    let shade = match sense(plate, row) {
        Sense::Negative if of_news => -depth,
        Sense::Positive => depth,
        _ if of_news => 0.0,
        _ => depth,
    };
    HeatCell { value: format!("{words} {}", difference::mark(verdict)), shade: Some(shade), differs: true }
}

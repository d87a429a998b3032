//! Tables of two questions as tidy records, one for each row of a question in each column, at full precision.
//!
//! A field is of one type in all records: what is hidden or not there is empty, never a mark.

use crate::render::csv::unit;
use crate::results::{
    Banner, BannerColumn, BaseFlag, Crosstab, PercentOf, RowKind, Stub, StubColumn, StubRow, TableCell,
};
use crate::view::{banner_title, column_name};

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// Text from the definition or an export, or a word of ours.
    Text(String),
    /// A number.
    Number(Option<f64>),
    /// Respondents.
    Count(Option<u64>),
    /// Yes or no.
    Flag(bool),
}

/// The names of the fields. None is a word that SQL keeps for itself.
pub const FIELDS: [&str; 31] = [
    "question",
    "kind",
    "text",
    "answer",
    "answer_kind",
    "unit",
    "banner",
    "banner_title",
    "banner_value",
    "letter",
    "value",
    "count",
    "weighted_count",
    "column_percent",
    "row_percent",
    "total_percent",
    "sd",
    "se",
    "base",
    "weighted_base",
    "effective_base",
    "base_flag",
    "higher_than",
    "residual",
    "rest_value",
    "rest_statistic",
    "rest_df",
    "rest_p",
    "rest_adjusted_p",
    "suppressed",
    "cautions",
];

/// One record.
pub type Record = [Field; FIELDS.len()];

/// Who is in a column: its banner and itself; nothing for everybody.
type Place<'a> = Option<(&'a Banner, &'a BannerColumn)>;

/// All records: question by question, row by row, everybody first.
pub fn records(crosstab: &Crosstab) -> impl Iterator<Item = Record> + '_ {
    crosstab.stubs.iter().flat_map(move |stub| {
        stub.rows.iter().enumerate().flat_map(move |(at, row)| {
            places(crosstab, stub)
                .map(move |(place, column)| record(crosstab.settings.percent, stub, (at, row), place, column))
        })
    })
}

fn places<'a>(crosstab: &'a Crosstab, stub: &'a Stub) -> impl Iterator<Item = (Place<'a>, &'a StubColumn)> {
    let banners = crosstab.banners.iter().zip(&stub.banners).flat_map(|(banner, figures)| {
        banner.columns.iter().zip(&figures.columns).map(move |(column, figures)| (Some((banner, column)), figures))
    });
    std::iter::once((None, &stub.total)).chain(banners)
}

fn record(percent: PercentOf, stub: &Stub, (at, row): (usize, &StubRow), place: Place, column: &StubColumn) -> Record {
    let text = |text: &str| Field::Text(text.to_owned());
    let none = TableCell::default();
    let cell = column.cells.get(at).filter(|_| !column.suppressed).unwrap_or(&none);
    let base = cell.mean.map(|mean| mean.base).or(column.base).filter(|_| !column.suppressed);
    let rest = cell.rest;
    [
        text(&stub.id),
        text(&stub.kind),
        text(&stub.text),
        text(&row.label),
        text(kind(row.kind)),
        text(unit(&row.unit)),
        Field::Text(place.map(|(banner, _)| banner.id.clone()).unwrap_or_default()),
        Field::Text(place.map(|(banner, _)| banner_title(banner)).unwrap_or_default()),
        Field::Text(place.map(|(_, column)| column_name(column)).unwrap_or_default()),
        Field::Text(place.and_then(|(_, column)| column.letter.clone()).unwrap_or_default()),
        Field::Number(value(percent, cell)),
        Field::Count(cell.count),
        Field::Number(cell.weighted),
        Field::Number(cell.column_percent),
        Field::Number(cell.row_percent),
        Field::Number(cell.total_percent),
        Field::Number(cell.mean.and_then(|mean| mean.sd)),
        Field::Number(cell.mean.and_then(|mean| mean.se)),
        Field::Count(base.map(|base| base.unweighted)),
        Field::Number(base.map(|base| base.weighted)),
        Field::Number(base.map(|base| base.effective)),
        text(flag(column)),
        Field::Text(cell.letters.join(" ")),
        Field::Number(cell.residual),
        Field::Number(rest.map(|rest| rest.value)),
        Field::Number(rest.map(|rest| rest.statistic)),
        Field::Number(rest.and_then(|rest| rest.df)),
        Field::Number(rest.map(|rest| rest.p)),
        Field::Number(rest.map(|rest| rest.adjusted_p)),
        Field::Flag(column.suppressed),
        Field::Text(stub.cautions.join("; ")),
    ]
}

/// The percentage that the table shows, or the mean.
fn value(percent: PercentOf, cell: &TableCell) -> Option<f64> {
    let share = match percent {
        PercentOf::Column => cell.column_percent,
        PercentOf::Row => cell.row_percent,
        PercentOf::Total => cell.total_percent,
    };
    cell.mean.map(|mean| mean.value).or(share)
}

const fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Option => "option",
        RowKind::Net => "net",
        RowKind::Mean => "mean",
        RowKind::Score => "score",
    }
}

/// The flag of a small base.
fn flag(column: &StubColumn) -> &'static str {
    match column.flag.filter(|_| !column.suppressed) {
        Some(BaseFlag::VerySmall) => "very_small",
        Some(BaseFlag::Small) => "small",
        None => "",
    }
}

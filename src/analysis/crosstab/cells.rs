//! What stands in a cell.

use super::table::Table;
use crate::metric::{self, RowFigure, Subject};
use crate::results::{AgainstRest, TableCell};
use crate::stats;
use crate::table::Tally;

/// A percentage is a proportion times this.
const PERCENT: f64 = 100.0;

/// The figures of a column in a row, out of everybody who answered where these may be told.
pub(super) fn cell(row: &RowFigure, subject: &Subject, everybody: Option<&Subject>) -> TableCell {
    let unit = subject.design.unit;
    if row.kind.is_mean() {
        let mut mean = row.mean(subject);
        if let Some(mean) = &mut mean {
            mean.base.weighted *= unit;
        }
        return TableCell { mean, ..TableCell::default() };
    }
    let Some((part, of)) = row.part(subject) else { return TableCell::default() };
    let all = everybody.and_then(|everybody| row.part(everybody));
    let percent = |of: Option<Tally>| {
        let of = of?.w.to_f64();
        (of > 0.0).then(|| PERCENT * part.w.to_f64() / of)
    };
    TableCell {
        count: Some(part.n),
        weighted: Some(part.w.to_f64() * unit),
        column_percent: percent(Some(of)),
        row_percent: percent(all.map(|(part, _)| part)),
        total_percent: percent(all.map(|(_, of)| of)),
        ..TableCell::default()
    }
}

/// Puts into each cell of the columns compared what it says beside all others: residuals, and the test against the rest.
pub(super) fn rest_cells(table: &Table, cells: &mut [Vec<TableCell>]) {
    if !table.columns.banner.overlapping {
        for (at, row) in table.rows().iter().enumerate() {
            for (column, residual) in table.tested.iter().zip(residuals(row, table)) {
                cells[*column][at].residual = residual;
            }
        }
    }
    let mut found: Vec<(usize, usize, AgainstRest)> = Vec::new();
    if table.tested.len() > 1 || table.columns.banner.overlapping {
        for column in &table.tested {
            found.extend(against_rest(table, *column).into_iter().map(|(row, rest)| (*column, row, rest)));
        }
    }
    let p: Vec<f64> = found.iter().map(|(_, _, rest)| rest.p).collect();
    for ((column, row, rest), adjusted_p) in found.into_iter().zip(table.options().correction.adjusted(&p)) {
        cells[column][row].rest = Some(AgainstRest { adjusted_p, ..rest });
    }
}

/// Adjusted residuals of the columns compared; of weighted shares on the effective base of all of them.
fn residuals(row: &RowFigure, table: &Table) -> Vec<Option<f64>> {
    let parts: Vec<(Tally, Tally)> =
        table.tested.iter().filter_map(|column| row.part(&table.subjects[*column])).collect();
    if parts.len() < table.tested.len() || parts.len() < 2 {
        return vec![None; table.tested.len()];
    }
    let all: Tally = parts.iter().map(|(_, of)| *of).sum();
    let scale = all.effective() / all.w.to_f64();
    let inside = parts.iter().map(|(part, _)| scale * part.w.to_f64()).collect();
    let outside = parts.iter().map(|(part, of)| scale * (of.w.to_f64() - part.w.to_f64())).collect();
    stats::adjusted_residuals(&[inside, outside]).swap_remove(0)
}

/// A column against all others of its banner in every row; of columns that overlap against whoever is not in it.
fn against_rest(table: &Table, column: usize) -> Vec<(usize, AgainstRest)> {
    if table.columns.banner.overlapping && table.question.is_hidden(0) {
        return Vec::new();
    }
    let mut gone = if table.columns.banner.overlapping { Vec::new() } else { table.untested() };
    gone.push(table.group(column));
    let (tally, parts) = table.question.without(&gone);
    let minimum = table.question.frame().survey.minimum_base;
    if tally.valid.n < minimum {
        return Vec::new();
    }
    let rest = table.question.others(&tally, parts.as_ref());
    let of_row = |(at, row): (usize, &RowFigure)| {
        let (value, test) = metric::differs_from_rest(row, &table.subjects[column], &rest)?;
        let stats::Test { statistic, df, p } = test;
        Some((at, AgainstRest { value, statistic, df, p, adjusted_p: p }))
    };
    table.rows().iter().enumerate().filter_map(of_row).collect()
}

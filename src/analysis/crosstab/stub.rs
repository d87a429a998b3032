//! A row question under every banner.

use super::banner::Columns;
use super::cells::{cell, rest_cells};
use super::dependence::row_tests;
use super::letters::{self, Levels};
use super::pairs;
use super::table::{Question, Table, Tables};
use crate::analysis::basis::Parts;
use crate::analysis::cells::cautions;
use crate::analysis::meaning;
use crate::metric::{RowFigure, Subject, row_figures};
use crate::plan::Shape;
use crate::results::{Base, BaseFlag, Column, RowKind, Stub, StubBanner, StubColumn, StubRow, TableCell};

/// The figures of the question at this position.
pub(super) fn stub(tables: &Tables, at: usize) -> Stub {
    let bins = tables.frame.bins(at);
    let subject = tables.frame.in_group(at, 0, &bins);
    let definition = &tables.frame.survey.questions[at];
    let rows = row_figures(&subject, &definition.metrics);
    let columns = tables.frame.columns(at, &bins);
    let question = Question { tables, at, rows: &rows, bins: &bins };
    let multiple = matches!(definition.shape, Shape::Multiple { .. });
    Stub {
        id: definition.id.clone(),
        grid: definition.grid.clone(),
        kind: definition.kind.to_string(),
        text: definition.text.clone(),
        multiple,
        ordered: meaning::of(definition, &bins).ordered,
        rows: rows.iter().map(|row| stub_row(row, &columns[row.at], &subject, multiple)).collect(),
        total: total(&question),
        banners: tables.columns.iter().map(|columns| under(&question, columns)).collect(),
        cautions: cautions(definition, Some(subject.tally).filter(|_| !question.is_hidden(0))),
    }
}

fn stub_row(row: &RowFigure, column: &Column, subject: &Subject, multiple: bool) -> StubRow {
    let is_made_of = matches!(row.kind, RowKind::Net | RowKind::Score) && !multiple;
    let values = if is_made_of { row.of_options(subject) } else { Vec::new() };
    let of = values.iter().enumerate().filter(|(_, value)| value.is_some_and(|value| value > 0.0));
    StubRow {
        kind: row.kind,
        label: column.title.clone(),
        unit: row.unit.clone(),
        sense: column.sense,
        of: of.map(|(at, _)| at).collect(),
    }
}

fn total(question: &Question) -> StubColumn {
    let parts = question.frame().parts(0, question.at);
    let subject = question.subject(0, parts.as_ref());
    column(question, 0, &subject, Some(&subject))
}

fn column(question: &Question, group: usize, subject: &Subject, everybody: Option<&Subject>) -> StubColumn {
    if question.is_hidden(group) {
        let cells = vec![TableCell::default(); question.rows.len()];
        return StubColumn { suppressed: true, base: None, flag: None, cells };
    }
    let valid = subject.tally.valid;
    let unit = question.frame().design.unit;
    let base = Base { unweighted: valid.n, weighted: valid.w.to_f64() * unit, effective: valid.effective() };
    StubColumn {
        suppressed: false,
        base: Some(base),
        flag: flag(valid.n, question.tables.options.flag_bases),
        cells: question.rows.iter().map(|row| cell(row, subject, everybody)).collect(),
    }
}

/// Its figures under one banner.
fn under(question: &Question, columns: &Columns) -> StubBanner {
    let parts: Vec<Option<Parts>> =
        columns.groups.iter().map(|group| question.frame().parts(*group, question.at)).collect();
    let subjects: Vec<Subject> =
        columns.groups.iter().zip(&parts).map(|(group, parts)| question.subject(*group, parts.as_ref())).collect();
    let is_tested = |at: &usize| {
        columns.is_lettered(*at) && !question.is_hidden(columns.groups[*at]) && subjects[*at].tally.valid.sampled() > 0
    };
    let tested = (0..subjects.len()).filter(is_tested).collect();
    let table = Table { question, columns, subjects: &subjects, tested };
    // Percentages of rows tell how many there are of everybody.
    let everybody = Some(question.subject(0, None)).filter(|_| !question.is_hidden(0));
    let shown = columns.groups.iter().zip(&subjects);
    let mut told: Vec<StubColumn> =
        shown.map(|(group, subject)| column(question, *group, subject, everybody.as_ref())).collect();
    let (pairs, mut cautions) = pairs::of(&table);
    let mut cells: Vec<Vec<TableCell>> = told.iter_mut().map(|column| std::mem::take(&mut column.cells)).collect();
    rest_cells(&table, &mut cells);
    letters::put(&columns.banner, &pairs, levels(question), &mut cells);
    told.iter_mut().zip(cells).for_each(|(column, cells)| column.cells = cells);
    cautions.extend(table.cautions());
    StubBanner { columns: told, tests: row_tests(&table), pairs, cautions }
}

fn levels(question: &Question) -> Levels {
    let upper = 1.0 - question.frame().confidence;
    Levels { upper, lower: question.tables.options.lower_level.map(|level| 1.0 - level) }
}

/// Whether a base is small.
const fn flag(base: u64, [very_small, small]: [u64; 2]) -> Option<BaseFlag> {
    if base < very_small {
        Some(BaseFlag::VerySmall)
    } else if base < small {
        Some(BaseFlag::Small)
    } else {
        None
    }
}

//! The columns of the export, and a row of it.

use crate::decode::Counted;
use crate::definition::{ColumnRef, Condition};
use crate::label::fold;
use jiff::civil::DateTime;

/// The columns that a definition names, in the order in which it does.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    columns: Vec<ColumnRef>,
}

impl Sheet {
    /// The place of a column among the cells of a [`Row`]; a new one unless the definition has named it before.
    pub(super) fn column(&mut self, column: &ColumnRef) -> usize {
        self.find(column).unwrap_or_else(|| {
            self.columns.push(column.clone());
            self.columns.len() - 1
        })
    }

    /// The place of a column that has been named before. What folds alike is one column.
    pub(super) fn find(&self, column: &ColumnRef) -> Option<usize> {
        let key = |column: &ColumnRef| match column {
            ColumnRef::Name(name) => Err(fold(name)),
            ColumnRef::Position(position) => Ok(*position),
        };
        self.columns.iter().position(|known| key(known) == key(column))
    }

    /// The order in which columns are written: those named by position stand there, the others around them.
    /// `None` is a column that nobody has named.
    fn order(&self) -> Vec<Option<usize>> {
        let position = |at: usize| match self.columns[at] {
            ColumnRef::Position(position) => Some(position),
            ColumnRef::Name(_) => None,
        };
        let last = (0..self.columns.len()).filter_map(position).max().unwrap_or(0);
        let mut named = (0..self.columns.len()).filter(|at| position(*at).is_none());
        let placed = (1..=last).map(|place| (0..self.columns.len()).find(|at| position(*at) == Some(place)));
        let mut order: Vec<Option<usize>> = placed.map(|found| found.or_else(|| named.next())).collect();
        order.extend(named.map(Some));
        order
    }

    /// The header row.
    pub(super) fn headers(&self) -> Vec<String> {
        let header = |(at, column): (usize, Option<usize>)| match column.map(|column| &self.columns[column]) {
            Some(ColumnRef::Name(name)) => name.clone(),
            _ => format!("Column {}", at + 1),
        };
        self.order().into_iter().enumerate().map(header).collect()
    }
}

/// One response on its way into the export.
#[derive(Debug)]
pub(super) struct Row {
    cells: Vec<String>,
    order: Vec<Option<usize>>,
    /// Points in time that cells hold.
    times: Vec<Option<DateTime>>,
    /// The options chosen so far, question by question.
    chosen: Vec<Vec<usize>>,
}

impl Row {
    pub(super) fn new(sheet: &Sheet, questions: usize) -> Row {
        Row {
            cells: vec![String::new(); sheet.columns.len()],
            order: sheet.order(),
            times: vec![None; sheet.columns.len()],
            chosen: vec![Vec::new(); questions],
        }
    }

    pub(super) fn clear(&mut self) {
        self.cells.iter_mut().for_each(String::clear);
        self.times.fill(None);
        self.chosen.iter_mut().for_each(Vec::clear);
    }

    /// The cell of a column, to be written to.
    pub(super) fn cell(&mut self, column: usize) -> &mut String {
        &mut self.cells[column]
    }

    /// What stands in a column.
    pub(super) fn text(&self, column: usize) -> &str {
        &self.cells[column]
    }

    /// Takes back what was written there as the answer to a question.
    pub(super) fn take_back(&mut self, question: usize, columns: &[usize]) {
        self.chosen[question].clear();
        for column in columns {
            self.cells[*column].clear();
            self.times[*column] = None;
        }
    }

    /// Whether the options that lead to a question were chosen.
    pub(super) fn meets(&self, conditions: &[Condition]) -> bool {
        let is_met = |condition: &Condition| {
            self.chosen(condition.question).iter().any(|option| condition.options.contains(option))
        };
        conditions.iter().all(is_met)
    }

    /// The point in time that a column holds.
    pub(super) fn time(&self, column: usize) -> Option<DateTime> {
        self.times[column]
    }

    /// Writes a point in time.
    pub(super) fn put_time(&mut self, column: usize, time: DateTime, format: Option<&str>) {
        self.times[column] = Some(time);
        write_time(&mut self.cells[column], time, format);
    }

    pub(super) fn choose(&mut self, question: usize, option: usize) {
        self.chosen[question].push(option);
    }

    pub(super) fn chosen(&self, question: usize) -> &[usize] {
        &self.chosen[question]
    }

    /// The cells in the order in which they are written.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.order.iter().map(|column| column.map_or("", |column| self.cells[column].as_str()))
    }
}

/// Writes a time as the definition says its export does: in strftime notation, else as ISO 8601 has it.
fn write_time(cell: &mut String, time: DateTime, format: Option<&str>) {
    use std::fmt::Write as _;
    let written = format.and_then(|format| {
        if let Some(counted) = Counted::named(format) {
            return Some(counted.write(time));
        }
        let zoned = time.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        jiff::fmt::strtime::format(format, &zoned).ok()
    });
    // Writing to a string does not fail.
    let _ = match written {
        Some(written) => cell.write_str(&written),
        None => write!(cell, "{} {}", time.date(), time.time()),
    };
}

#[cfg(test)]
mod tests {
    use super::{Row, Sheet};
    use crate::definition::ColumnRef;

    #[test]
    fn columns_stand_where_the_definition_says() {
        let mut sheet = Sheet::default();
        let name = |name: &str| ColumnRef::Name(name.to_string());
        let places = [name("a"), ColumnRef::Position(4), name("A "), name("b"), ColumnRef::Position(1)]
            .map(|column| sheet.column(&column));
        assert_eq!(places, [0, 1, 0, 2, 3]);
        assert_eq!(sheet.headers(), ["Column 1", "a", "b", "Column 4"]);
        let mut row = Row::new(&sheet, 0);
        row.cell(1).push('x');
        assert_eq!(row.cells().collect::<Vec<_>>(), ["", "", "", "x"]);
    }
}

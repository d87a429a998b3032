//! How many cells the rows of a file have: settled once for every file, so that no row is read a column off.
//!
//! A row is as wide as the header, or as all rows of the file are where they end in empty cells of their own (a
//! separator at the end of every line). A row of any other width is rejected: a surplus separator somewhere in
//! it would otherwise move every answer behind it into the next column, with nothing to show for it.

use super::platform::HeaderColumn;
use crate::label::trim;
use csv::ByteRecord;
use std::collections::BTreeMap;
use std::io::Read;

/// Rows that must agree before surplus cells are taken for the way a file is written.
const ENOUGH: u64 = 2;

/// The widths of rows seen in a file.
#[derive(Debug, Default)]
struct Widths {
    /// Rows that hold nothing beyond the header, by their number of cells.
    fitting: BTreeMap<usize, u64>,
    /// Rows with filled cells beyond the header, by their number of cells.
    beyond: BTreeMap<usize, u64>,
    /// Rows with fewer cells than there are named columns.
    short: u64,
    /// Whether some row ends in a line break between quotation marks, as no answer and no separator too many does.
    has_quoted_ends: bool,
}

/// The records of a text, as the `csv` crate reads them.
pub(super) fn records<R: Read>(separator: u8, text: R) -> csv::Reader<R> {
    csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text)
}

/// The number of cells that the rows of a file have. `sample` is how the file begins behind its header;
/// `is_whole` says whether that is all of it.
///
pub(super) fn row_width(sample: &[ByteRecord], columns: &[HeaderColumn], is_whole: bool) -> usize {
    Widths::of(sample, columns, is_whole).settle(columns)
}

/// Columns that every row has beyond the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Beyond {
    /// How many.
    pub(super) columns: usize,
    /// Whether they stand before the others: row numbers, over which R's `write.table` writes no header.
    pub(super) are_first: bool,
}

/// The columns without header of a file in which every row is wider than the header; `None` of any other.
pub(super) fn beyond(sample: &[ByteRecord], columns: &[HeaderColumn], is_whole: bool) -> Option<Beyond> {
    let missing = Widths::of(sample, columns, is_whole).missing(columns.len())?;
    let firsts = sample.iter().filter_map(|record| record.get(0)).map(trim).filter(|cell| !cell.is_empty());
    let is_counted = |(number, cell): (usize, &[u8])| cell == number.to_string().as_bytes();
    Some(Beyond { columns: missing, are_first: missing == 1 && (1..).zip(firsts).all(is_counted) })
}

/// Whether a header has blank cells that stand over nothing: without them it has just as many cells as every row. A
/// separator too many in the header line makes one.
pub(super) fn has_blanks(sample: &[ByteRecord], columns: &[HeaderColumn], is_whole: bool) -> bool {
    let named = columns.iter().filter(|column| !column.id.is_empty()).count();
    let complete = if is_whole { sample.len() } else { sample.len().saturating_sub(1) };
    let mut rows = sample[..complete].iter().filter(|record| !is_blank(record)).map(ByteRecord::len);
    let (first, second) = (rows.next(), rows.next());
    named > 1 && self::named(columns) > named && [first, second] == [Some(named); 2] && rows.all(|width| width == named)
}

impl Beyond {
    /// The columns with those that have no header.
    pub(super) fn complete(self, columns: &mut Vec<HeaderColumn>) {
        let at = if self.are_first { 0 } else { columns.len() };
        let unnamed = (0..self.columns).map(|_| HeaderColumn::default());
        columns.splice(at..at, unnamed);
    }

    /// Which columns these are, in words; `named` is the number of the others.
    pub(super) fn which(self, named: usize) -> String {
        match (self.are_first, self.columns) {
            (true, _) => "column 1 has no header".to_string(),
            (false, 1) => format!("column {} has no header", named + 1),
            (false, many) => format!("columns {} to {} have no header", named + 1, named + many),
        }
    }

    /// What is doubtful about them.
    pub(super) fn doubt(self, named: usize) -> String {
        let cells = if named == 1 { "1 cell".to_string() } else { format!("{named} cells") };
        format!(
            "its header has {cells}, but every row has {}: {}; if cells hold the character that separates them, as \
             decimal commas do, answers stand in the wrong columns; if not, say `header_rows: 1`",
            named + self.columns,
            self.which(named)
        )
    }
}

/// Whether a row of a file with this width has too few or too many cells.
pub(super) fn is_ragged(record: &ByteRecord, columns: usize, width: usize) -> bool {
    record.len() != width || record.iter().skip(columns).any(|cell| !trim(cell).is_empty())
}

/// The rows at the end of a file that are no part of its table: an empty line sets them apart, and every one of them
/// is narrower than the table. A legend, notes, a second table. `text` is what the rows were read from.
pub(super) fn tail<'a>(rows: &'a [ByteRecord], text: &[u8], columns: usize) -> &'a [ByteRecord] {
    // What is cut off in a table of two columns looks like a note.
    const NARROWEST: usize = 3;
    let is_narrow = |row: &&ByteRecord| row.len() < columns || is_blank(row);
    let narrow = rows.iter().rev().take_while(is_narrow).count();
    let is_set_apart = |at: &usize| {
        !is_blank(&rows[*at]) && (*at > 0 && is_blank(&rows[*at - 1]) || follows_empty_line(&rows[*at], text))
    };
    let first = (rows.len() - narrow..rows.len()).find(is_set_apart);
    first.filter(|at| *at > 0 && columns >= NARROWEST).map_or(&[], |at| &rows[at..])
}

/// Whether a record is one of those below the table.
pub(super) fn is_of_tail(record: &ByteRecord, tail: &[Vec<Vec<u8>>]) -> bool {
    tail.iter().any(|row| record.iter().map(trim).eq(row.iter().map(Vec::as_slice)))
}

fn is_blank(record: &ByteRecord) -> bool {
    record.iter().all(|cell| trim(cell).is_empty())
}

/// Whether an empty line stands before a record. It is read with what follows it, as is the second half of the line
/// end before that.
fn follows_empty_line(record: &ByteRecord, text: &[u8]) -> bool {
    let Some(start) = record.position().and_then(|position| usize::try_from(position.byte()).ok()) else {
        return false;
    };
    let rest = text.get(start..).unwrap_or_default();
    let is_half = start > 0 && text[start - 1] == b'\r' && rest.starts_with(b"\n");
    rest.get(usize::from(is_half)..).is_some_and(|rest| rest.starts_with(b"\n") || rest.starts_with(b"\r"))
}

/// Columns up to the last one that has a name: empty headers at the end, which a separator at the end of the
/// header line makes, ask for nothing.
fn named(columns: &[HeaderColumn]) -> usize {
    columns.iter().rposition(|column| !column.id.is_empty()).map_or(0, |last| last + 1)
}

impl Widths {
    fn of(sample: &[ByteRecord], columns: &[HeaderColumn], is_whole: bool) -> Widths {
        let mut widths = Widths::default();
        // The last record of a sample may be cut off.
        let complete = if is_whole { sample.len() } else { sample.len().saturating_sub(1) };
        sample[..complete].iter().for_each(|record| widths.add(record, columns));
        widths
    }

    fn add(&mut self, record: &ByteRecord, columns: &[HeaderColumn]) {
        let Some(last) = record.iter().rposition(|cell| !trim(cell).is_empty()) else { return };
        let widths = if last >= columns.len() { &mut self.beyond } else { &mut self.fitting };
        if record.len() < named(columns) {
            self.short += 1;
        } else {
            *widths.entry(record.len()).or_default() += 1;
        }
        let is_end = |cell: &[u8]| !cell.is_empty() && cell.iter().all(|byte| matches!(byte, b'\r' | b'\n'));
        self.has_quoted_ends |= record.len() == columns.len() + 1 && record.iter().next_back().is_some_and(is_end);
    }

    fn settle(&self, columns: &[HeaderColumn]) -> usize {
        let header = columns.len();
        if let (Some((width, rows)), 1) = (self.fitting.first_key_value(), self.fitting.len())
            && (*width <= header || *rows >= ENOUGH || self.has_quoted_ends)
        {
            return *width;
        }
        // The rows disagree: those with cells beyond the header are in doubt, whatever they hold.
        let within = self.fitting.iter().filter(|(width, _)| **width <= header);
        within.max_by_key(|(width, rows)| (**rows, **width)).map_or(header, |(width, _)| *width)
    }

    /// The number of columns that a header is too short for every row.
    fn missing(&self, header: usize) -> Option<usize> {
        let (width, rows) = self.beyond.first_key_value()?;
        let all_alike = self.fitting.is_empty() && self.short == 0 && self.beyond.len() == 1;
        (header > 1 && all_alike && *rows >= ENOUGH).then(|| width - header)
    }
}

#[cfg(test)]
mod tests {
    use super::{Beyond, beyond, row_width};
    use crate::responses::platform::HeaderColumn;
    use csv::ByteRecord;

    /// The width of rows under this header; a blank name is none.
    fn width(header: &[&str], rows: &str) -> usize {
        row_width(&records(rows), &columns(header), true)
    }

    fn columns(header: &[&str]) -> Vec<HeaderColumn> {
        let column = |name: &&str| HeaderColumn { id: (*name).to_string(), ..HeaderColumn::default() };
        header.iter().map(column).collect()
    }

    fn records(rows: &str) -> Vec<ByteRecord> {
        rows.split('|').map(|row| row.split(',').collect()).collect()
    }

    #[test]
    fn surplus_cells_are_a_way_of_writing_only_where_all_rows_have_them() {
        let header = ["id", "a", "b"];
        assert_eq!(width(&header, "1,5,4|2,5,4"), 3);
        assert_eq!(width(&header, "1,5,4,|2,5,4,|,,|3,,,"), 4, "a separator at the end of every line");
        assert_eq!(width(&header, "1,5,4|2,,5,"), 3);
        assert_eq!(width(&header, "1,5,4|2,,5,|3,,5,|4,,5,"), 3);
        assert_eq!(width(&header, "1,5,4,|2,5,4,,"), 3, "nothing speaks for either");
        assert_eq!(width(&header, "1,5,4,"), 3, "one row is no evidence");
        assert_eq!(width(&header, "1,5,4,\n"), 4, "a line end between quotation marks is");
        assert_eq!(width(&header, "1,5"), 3);
        assert_eq!(width(&header, ""), 3);
    }

    #[test]
    fn empty_headers_at_the_end_ask_for_nothing_but_all_rows_must_agree() {
        let header = ["id", "a", "b", "", ""];
        assert_eq!(width(&header, "1,5,4|2,5,4"), 3);
        assert_eq!(width(&header, "1,5,4,,|2,5,4,,"), 5);
        assert_eq!(width(&header, "1,5,4,,|2,5,4,x,|3,5,4"), 5);
        assert_eq!(width(&header, "1,5,4|2,5,4|3,,5,4"), 3);
    }

    #[test]
    fn columns_beyond_every_header_have_none() {
        let beyond = |rows: &str| beyond(&records(rows), &columns(&["a", "b"]), true);
        assert_eq!(beyond("7,5,4|2,5,4"), Some(Beyond { columns: 1, are_first: false }));
        assert_eq!(beyond("1,5,4|2,5,4"), Some(Beyond { columns: 1, are_first: true }), "row numbers");
        assert_eq!(beyond("1,5,4|2,5"), None);
        assert_eq!(beyond("1,5,4"), None, "one row is no evidence");
        let mut all = columns(&["a", "b"]);
        Beyond { columns: 2, are_first: false }.complete(&mut all);
        assert_eq!(all.iter().map(|column| column.id.as_str()).collect::<Vec<_>>(), ["a", "b", "", ""]);
    }
}

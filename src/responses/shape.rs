//! How many cells the rows of a file have: settled once for every file, so that no row is read a column off.
//!
//! A row is as wide as the header, or as all rows of the file are where they end in empty cells of their own (a
//! separator at the end of every line). A row of any other width is rejected: a surplus separator somewhere in
//! it would otherwise move every answer behind it into the next column, with nothing to show for it.

use super::platform::HeaderColumn;
use crate::diagnostic::Fault;
use crate::label::trim;
use csv::ByteRecord;
use std::collections::BTreeMap;

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
}

/// The number of cells that the rows of a file have. `sample` is how the file begins behind its header;
/// `is_whole` says whether that is all of it.
///
/// # Errors
///
/// When the header fits none of the rows, so that nothing would be left.
pub(super) fn row_width(sample: &[ByteRecord], columns: &[HeaderColumn], is_whole: bool) -> Result<usize, Fault> {
    let mut widths = Widths::default();
    // The last record of a sample may be cut off.
    let complete = if is_whole { sample.len() } else { sample.len().saturating_sub(1) };
    sample[..complete].iter().for_each(|record| widths.add(record, columns));
    widths.settle(columns)
}

/// Whether a row of a file with this width has too few or too many cells.
pub(super) fn is_ragged(record: &ByteRecord, columns: usize, width: usize) -> bool {
    record.len() != width || record.iter().skip(columns).any(|cell| !trim(cell).is_empty())
}

/// Columns up to the last one that has a name: empty headers at the end, which a separator at the end of the
/// header line makes, ask for nothing.
fn named(columns: &[HeaderColumn]) -> usize {
    columns.iter().rposition(|column| !column.id.is_empty()).map_or(0, |last| last + 1)
}

impl Widths {
    fn add(&mut self, record: &ByteRecord, columns: &[HeaderColumn]) {
        let Some(last) = record.iter().rposition(|cell| !trim(cell).is_empty()) else { return };
        let widths = if last >= columns.len() { &mut self.beyond } else { &mut self.fitting };
        if record.len() < named(columns) {
            self.short += 1;
        } else {
            *widths.entry(record.len()).or_default() += 1;
        }
    }

    fn settle(&self, columns: &[HeaderColumn]) -> Result<usize, Fault> {
        let header = columns.len();
        if let Some(fault) = self.nothing_fits(header) {
            return Err(fault);
        }
        if let (Some((width, rows)), 1) = (self.fitting.first_key_value(), self.fitting.len())
            && (*width <= header || *rows >= ENOUGH)
        {
            return Ok(*width);
        }
        // The rows disagree: those with cells beyond the header are in doubt, whatever they hold.
        let within = self.fitting.iter().filter(|(width, _)| **width <= header);
        Ok(within.max_by_key(|(width, rows)| (**rows, **width)).map_or(header, |(width, _)| *width))
    }

    /// The fault of a header that is too short for every row.
    fn nothing_fits(&self, header: usize) -> Option<Fault> {
        let (width, rows) = self.beyond.first_key_value()?;
        let all_alike = self.fitting.is_empty() && self.short == 0 && self.beyond.len() == 1;
        (all_alike && *rows >= ENOUGH).then(|| {
            let cells = if header == 1 { "1 cell".to_string() } else { format!("{header} cells") };
            Fault::new(format!("the header has {cells}, but every row has {width}")).help(
                "a header is missing, perhaps over row names (R's write.table leaves it out, write.csv does not), \
                 other lines stand before the header, or cells hold the character that separates them; \
                 export the file again, or complete its header",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::row_width;
    use crate::responses::platform::HeaderColumn;
    use csv::ByteRecord;

    /// The width of rows under this header; a blank name is none.
    fn width(header: &[&str], rows: &str) -> Option<usize> {
        let column = |name: &&str| HeaderColumn { id: (*name).to_string(), ..HeaderColumn::default() };
        let columns: Vec<HeaderColumn> = header.iter().map(column).collect();
        let rows: Vec<ByteRecord> = rows.split('|').map(|row| row.split(',').collect()).collect();
        row_width(&rows, &columns, true).ok()
    }

    #[test]
    fn surplus_cells_are_a_way_of_writing_only_where_all_rows_have_them() {
        let header = ["id", "a", "b"];
        assert_eq!(width(&header, "1,5,4|2,5,4"), Some(3));
        assert_eq!(width(&header, "1,5,4,|2,5,4,|,,|3,,,"), Some(4), "a separator at the end of every line");
        assert_eq!(width(&header, "1,5,4|2,,5,"), Some(3));
        assert_eq!(width(&header, "1,5,4|2,,5,|3,,5,|4,,5,"), Some(3));
        assert_eq!(width(&header, "1,5,4,|2,5,4,,"), Some(3), "nothing speaks for either");
        assert_eq!(width(&header, "1,5,4,"), Some(3), "one row is no evidence");
        assert_eq!(width(&header, "1,5"), Some(3));
        assert_eq!(width(&header, ""), Some(3));
    }

    #[test]
    fn empty_headers_at_the_end_ask_for_nothing_but_all_rows_must_agree() {
        let header = ["id", "a", "b", "", ""];
        assert_eq!(width(&header, "1,5,4|2,5,4"), Some(3));
        assert_eq!(width(&header, "1,5,4,,|2,5,4,,"), Some(5));
        assert_eq!(width(&header, "1,5,4,,|2,5,4,x,|3,5,4"), Some(5));
        assert_eq!(width(&header, "1,5,4|2,5,4|3,,5,4"), Some(3));
    }

    #[test]
    fn a_header_that_fits_no_row_is_refused() {
        assert_eq!(width(&["a", "b"], "1,5,4|2,5,4"), None);
        assert_eq!(width(&["a", "b"], "1,5,4|2,5"), Some(2));
        assert_eq!(width(&["a", "b"], "1,5,4"), Some(2), "one row is no evidence");
    }
}

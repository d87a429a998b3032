//! Signs in the first rows of a file that it is not what it seems: perhaps a second header, characters that no text
//! has. They change nothing; they are said.

use super::oddities;
use super::resemblance::is_figure;
use crate::label::trim;
use csv::ByteRecord;

/// Rows that must hold something before a column says anything.
const ENOUGH: usize = 3;
/// Rows looked at.
const ROWS: usize = 1000;

/// What the cells of one column are like.
#[derive(Default)]
struct Cells<'a> {
    filled: usize,
    /// Numbers, dates, times.
    figures: usize,
    first: &'a [u8],
}

/// What is doubtful about a table with one header row of no particular platform, in words; `rows` are the first
/// ones behind the header.
pub(super) fn of_table(columns: usize, rows: &[ByteRecord]) -> Option<String> {
    let mut cells: Vec<Cells> = (0..columns).map(|_| Cells::default()).collect();
    let is_filled = |row: &&ByteRecord| row.iter().any(|cell| !trim(cell).is_empty());
    for (at, row) in rows.iter().take(ROWS).filter(is_filled).enumerate() {
        for (column, cell) in cells.iter_mut().zip(row) {
            column.add(trim(cell), at == 0);
        }
    }
    second_header(&cells)
}

/// What is doubtful about the header row of a table of no particular platform: the first of these records of a
/// text.
pub(super) fn of_header(records: &[ByteRecord], text: &[u8], separator: u8) -> Option<String> {
    let start = |record: &ByteRecord| usize::try_from(record.position()?.byte()).ok();
    let header = records.first()?;
    let end = records.get(1).and_then(start).unwrap_or(text.len());
    let raw = text.get(start(header)?..end)?.trim_ascii_start();
    let is_run_on = |cell: &[u8]| cell.contains(&b'\n') && cell.contains(&separator);
    let is_odd = header.iter().any(is_run_on) || !oddities::strays(raw, separator).is_empty();
    is_odd.then(|| "its header has quotation marks where none belong, or one is never closed".to_string())
}

/// What is doubtful about a text, whatever it holds.
pub(super) fn of_text(sample: &[u8]) -> Option<String> {
    memchr::memchr(0, sample)
        .map(|_| "it holds NUL characters, which no text has: is it in another encoding?".to_string())
}

impl<'a> Cells<'a> {
    fn add(&mut self, cell: &'a [u8], is_first: bool) {
        if is_first {
            self.first = cell;
        }
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        self.figures += usize::from(is_figure(cell));
    }

    /// Whether hardly anything but figures stands in `filled` cells.
    fn are_figures(figures: usize, filled: usize) -> bool {
        filled >= ENOUGH && figures * 10 >= filled * 9
    }

    /// Whether all but the first cell are figures.
    fn are_figures_but_first(&self) -> bool {
        !self.first.is_empty() && !is_figure(self.first) && Self::are_figures(self.figures, self.filled - 1)
    }
}

fn second_header(cells: &[Cells]) -> Option<String> {
    let words = cells.iter().filter(|cells| cells.are_figures_but_first()).count();
    let figures =
        cells.iter().filter(|cells| Cells::are_figures(cells.figures, cells.filled.saturating_sub(1))).count();
    (words > 1 && words * 2 >= figures)
        .then(|| format!("its first row looks like a second header: it has words in {words} columns of numbers"))
}

#[cfg(test)]
mod tests {
    use super::of_table;

    #[test]
    fn words_over_figures_are_noticed() {
        let sign = |table: &str| of_table(3, &table.split('|').map(|row| row.split(',').collect()).collect::<Vec<_>>());
        assert_eq!(sign("1,North,9|2,South,8|3,North,7|4,South,7"), None);
        assert!(sign("Response,Where,How likely|2,South,8|3,North,7|4,South,7").is_some());
        assert_eq!(sign(""), None);
    }
}

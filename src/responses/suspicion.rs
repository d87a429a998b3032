//! Signs in the first rows of a file that it is not what it seems: a header that is missing, a second one,
//! characters that no text has. They change nothing; they are said.

use super::oddities;
use super::platform::HeaderColumn;
use crate::label::trim;
use csv::ByteRecord;
use std::collections::BTreeMap;

/// Rows that must hold something before a column says anything.
const ENOUGH: usize = 3;
/// Rows looked at.
const ROWS: usize = 1000;
/// Different values remembered of a column.
const VALUES: usize = 200;

/// What the cells of one column are like.
#[derive(Default)]
struct Cells<'a> {
    filled: usize,
    /// Numbers, dates, times.
    figures: usize,
    values: BTreeMap<&'a [u8], usize>,
    first: &'a [u8],
}

/// What is doubtful about a table with one header row of no particular platform, in words; `rows` are the first
/// ones behind the header.
pub(super) fn of_table(columns: &[HeaderColumn], rows: &[ByteRecord]) -> Vec<String> {
    let mut cells: Vec<Cells> = columns.iter().map(|_| Cells::default()).collect();
    let is_filled = |row: &&ByteRecord| row.iter().any(|cell| !trim(cell).is_empty());
    for (at, row) in rows.iter().take(ROWS).filter(is_filled).enumerate() {
        for (column, cell) in cells.iter_mut().zip(row) {
            column.add(trim(cell), at == 0);
        }
    }
    no_header(columns, &cells).into_iter().chain(second_header(&cells)).collect()
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
        if self.values.len() < VALUES || self.values.contains_key(cell) {
            *self.values.entry(cell).or_default() += 1;
        }
    }

    /// Whether hardly anything but figures stands in `filled` cells.
    fn are_figures(figures: usize, filled: usize) -> bool {
        filled >= ENOUGH && figures * 10 >= filled * 9
    }

    /// Whether the header is one more of what the column holds.
    fn holds(&self, header: &str) -> bool {
        let is_one_of_several = self.values.len() > 1 && self.values.get(header.as_bytes()).is_some_and(|n| *n > 1);
        is_one_of_several || is_figure(header.as_bytes()) && Self::are_figures(self.figures, self.filled)
    }

    /// Whether all but the first cell are figures.
    fn are_figures_but_first(&self) -> bool {
        !self.first.is_empty() && !is_figure(self.first) && Self::are_figures(self.figures, self.filled - 1)
    }
}

/// A number, a date or a time, as far as can be told by its characters.
fn is_figure(cell: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_digit() || b" .,:-+/%TZ".contains(byte);
    cell.iter().all(is_part) && cell.iter().any(u8::is_ascii_digit)
}

fn no_header(columns: &[HeaderColumn], cells: &[Cells]) -> Option<String> {
    let named = || columns.iter().zip(cells).filter(|(column, _)| !column.id.is_empty());
    let alike = named().filter(|(column, cells)| cells.holds(&column.id)).count();
    (alike > 1 && alike * 2 >= named().count()).then(|| {
        format!(
            "its header looks like a response: in {alike} of {} columns it is what the cells below hold; \
             if there is no header, the first response is lost",
            named().count()
        )
    })
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
    use crate::responses::platform::HeaderColumn;
    use csv::ByteRecord;

    fn signs(table: &str) -> Vec<String> {
        let mut rows = table.split('|').map(|row| row.split(',').collect::<ByteRecord>());
        let header = rows.next().expect("a header");
        let id = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
        let columns: Vec<_> =
            header.iter().map(|cell| HeaderColumn { id: id(cell), ..HeaderColumn::default() }).collect();
        of_table(&columns, &rows.collect::<Vec<_>>())
    }

    #[test]
    fn a_table_without_header_and_one_with_two_are_noticed() {
        assert!(signs("id,site,Q1|1,North,9|2,South,8|3,North,7|4,South,7").is_empty());
        assert!(signs("1,North,9|2,North,9|3,South,8|4,North,7|5,South,7")[0].contains("3 of 3 columns"));
        assert!(
            signs("id,site,Q1|Response,Where,How likely|2,South,8|3,North,7|4,South,7")[0].contains("second header")
        );
        assert!(signs("id,Pain,Cough|1,Pain,|2,Pain,Cough|3,,Cough|4,Pain,Cough").is_empty(), "a column per option");
        assert!(signs("id,site,Q1").is_empty());
    }
}

//! Signs in the first rows of a file that it is not what it seems: perhaps a second header, characters that no text
//! has. They change nothing; they are said.

use super::oddities;
use super::resemblance::is_figure;
use crate::label::trim;
use csv::ByteRecord;
use foldhash::fast::RandomState;
use std::collections::HashSet;

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

/// What is doubtful about a table whose rows look like questions and whose columns look like people, in words: its
/// first column holds wordings, each once, and either every other column mixes figures and words where hardly a row
/// does, or the header counts.
pub(super) fn of_direction(header: &[ByteRecord], rows: &[ByteRecord]) -> Option<String> {
    const COLUMNS: usize = 4;
    let rows: Vec<&ByteRecord> =
        rows.iter().take(ROWS).filter(|row| !trim(row.get(0).unwrap_or_default()).is_empty()).collect();
    let columns = rows.first()?.len();
    let wordings: HashSet<&[u8], RandomState> = rows.iter().filter_map(|row| row.get(0)).map(trim).collect();
    let is_asked = |cell: &&&[u8]| cell.ends_with(b"?") || cell.split(u8::is_ascii_whitespace).count() >= 3;
    let asked = wordings.iter().filter(is_asked).count();
    if rows.len() < ENOUGH || columns < COLUMNS || wordings.len() < rows.len() || asked * 3 < rows.len() {
        return None;
    }
    let sort = |row: &ByteRecord, at: usize| row.get(at).map(trim).filter(|cell| !cell.is_empty()).map(is_figure);
    let is_mixed = |mut sorts: Box<dyn Iterator<Item = bool> + '_>| {
        sorts.next().is_some_and(|first| sorts.any(|other| other != first))
    };
    let mixed_rows = rows.iter().filter(|row| is_mixed(Box::new((1..columns).filter_map(|at| sort(row, at))))).count();
    let is_mixed_column = |at: &usize| is_mixed(Box::new(rows.iter().filter_map(|row| sort(row, *at))));
    let mixed_columns = (1..columns).filter(is_mixed_column).count();
    let is_turned = mixed_columns * 10 >= (columns - 1) * 9 && mixed_rows * 5 <= rows.len();
    let is_of_people = || header.first().is_some_and(counts_people) && mixed_rows * 5 <= rows.len();
    (is_turned || is_of_people()).then(|| {
        "its rows look like questions and its columns like people: turn it round, so that every person has a row"
            .to_string()
    })
}

/// Whether the cells of a header behind the first count on by one: `Respondent 1`, `Respondent 2`, `101`, `102`.
/// Questions are counted, too: `Q1`.
fn counts_people(header: &ByteRecord) -> bool {
    let number = |cell: &[u8]| {
        let cell = trim(cell);
        let start = cell.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
        let number = std::str::from_utf8(&cell[start..]).ok()?.parse::<u32>().ok()?;
        Some((cell[..start].to_vec(), number))
    };
    let numbers: Option<Vec<(Vec<u8>, u32)>> = header.iter().skip(1).map(number).collect();
    numbers.is_some_and(|numbers| {
        let goes_on = |pair: &[(Vec<u8>, u32)]| pair[0].0 == pair[1].0 && pair[0].1.checked_add(1) == Some(pair[1].1);
        let is_question =
            numbers.first().is_some_and(|(before, _)| before.first().is_some_and(|first| b"qQfFvV".contains(first)));
        numbers.len() >= ENOUGH && !is_question && numbers.windows(2).all(goes_on)
    })
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
    use super::{of_direction, of_table};

    #[test]
    fn words_over_figures_are_noticed() {
        let sign = |table: &str| of_table(3, &table.split('|').map(|row| row.split(',').collect()).collect::<Vec<_>>());
        assert_eq!(sign("1,North,9|2,South,8|3,North,7|4,South,7"), None);
        assert!(sign("Response,Where,How likely|2,South,8|3,North,7|4,South,7").is_some());
        assert_eq!(sign(""), None);
    }

    #[test]
    fn a_table_that_lies_on_its_side_is_noticed() {
        let sign = |table: &str| {
            let rows: Vec<csv::ByteRecord> = table.split('|').map(|row| row.split(',').collect()).collect();
            of_direction(&rows[..1], &rows[1..]).is_some()
        };
        assert!(sign("Question,a,b,c|How likely to recommend?,9,8,7|How was it?,good,bad,good|Your age,34,53,22"));
        assert!(sign(",P1,P2,P3|How likely to recommend?,9,8,7|How was the food?,4,3,2|How was it all?,3,4,5"));
        assert!(!sign("Site,q1,q2,q3|North,9,good,7|South,8,good,6|East,9,bad,7"));
        assert!(!sign(
            "What went well today?,q2,q3,q4|The nurses were kind,9,good,1|I was seen quickly,8,bad,2|The food was good,7,good,3"
        ));
        assert!(!sign("Ward,1,2,3|North,9,8,7|South,8,7,6|East,9,9,8"));
    }
}

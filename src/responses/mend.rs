//! A row on one line with quotation marks that nobody doubled or closed, read as it was meant. Whatever reads records,
//! the first ones of a file, runs of them or one after the other, asks here.
//!
//! Strictly, such a mark ends a cell too early or begins one that never ends, and every cell behind it stands in the
//! wrong column. Where the row has the right number of cells once the mark is taken for a character of its cell,
//! and in one way only, that is how it is read; the run still says that the mark is there.

use super::oddities::{cell_end, strays};
use super::rewrite::{Rewriter, Written};
use super::shape::records;
use csv::ByteRecord;
use std::io::Cursor;
use std::sync::Arc;

/// Marks of a row that are tried; one with more of them is not one slip.
const MARKS_TRIED: usize = 64;

/// What stands for a mark that is tried as a character of its cell: no text has this byte.
const STAND_IN: u8 = 0xFF;

/// The cells of a row that is not written as it should be, and the column of the mark where it is only one.
pub(super) type Mended = (ByteRecord, Option<usize>);

/// A row that is not written as it should be. `fits` says whether a row has the right number of cells. `None` when no
/// reading, or more than one, is right.
pub(super) fn mended(raw: &[u8], separator: u8, fits: impl Fn(&ByteRecord) -> bool) -> Option<Mended> {
    let line = without_end(raw);
    if memchr::memchr3(b'\n', b'\r', STAND_IN, line).is_some() || sound(line, separator).is_some() {
        return None;
    }
    let marks: Vec<usize> = memchr::memchr_iter(b'"', line).take(MARKS_TRIED + 1).collect();
    let tried = if marks.len() > MARKS_TRIED { &[] } else { marks.as_slice() };
    let readings = tried.iter().filter_map(|mark| with_literal(line, separator, *mark));
    let mut readings = readings.filter(|(record, _)| fits(record));
    if let Some(first) = readings.next() {
        return readings.all(|(record, _)| record == first.0).then_some(first);
    }
    let rewritten = Rewriter::whole(Written::usual(separator), line, &Arc::default());
    sound(&rewritten, separator).filter(fits).map(|record| (record, None))
}

/// A row as it was meant, if it has quotation marks where none belong: see [`mended`].
pub(super) fn meant(raw: &[u8], separator: u8, fits: impl Fn(&ByteRecord) -> bool) -> Option<ByteRecord> {
    let is_odd = is_open(raw) || !strays(raw, separator).is_empty();
    if is_odd { mended(raw, separator, fits).map(|(record, _)| record) } else { None }
}

/// Whether a line has a quotation mark too many, so that strictly its last cell never ends.
pub(super) fn is_open(line: &[u8]) -> bool {
    !memchr::memchr_iter(b'"', line).count().is_multiple_of(2)
}

/// The length of the first line of a record that runs over several, where that line is a row by itself, and that row:
/// a mark in it opens a cell that nobody closed, so that strictly the record has swallowed what follows.
///
/// So much is done only where the record is none of the table as it stands, the line is a row in one way once a mark
/// is taken for a character of its cell, and the line behind it, if there is one, is a row too. `raw` is the record
/// as it is written.
pub(super) fn first_line(
    record: &ByteRecord,
    raw: &[u8],
    separator: u8,
    fits: impl Fn(&ByteRecord) -> bool,
) -> Option<(usize, Mended)> {
    let end = memchr::memchr(b'\n', raw)? + 1;
    let (line, rest) = raw.split_at(end);
    if !is_open(line) || fits(record) && !is_open(raw) && strays(raw, separator).is_empty() {
        return None;
    }
    let is_row = |line: &[u8]| {
        let line = without_end(line);
        sound(line, separator).is_some_and(|record| fits(&record)) || mended(line, separator, &fits).is_some()
    };
    let next = rest.split_inclusive(|byte| *byte == b'\n').find(|line| !without_end(line).is_empty());
    let row = mended(line, separator, &fits)?;
    next.is_none_or(is_row).then_some((end, row))
}

/// The first records of a text, whatever marks nobody closed or doubled: most of them have one number of cells, and
/// those that have not are read as they were meant where that gives them this number.
pub(super) fn first_records(separator: u8, text: &[u8], usual: impl Fn(&[usize]) -> Option<usize>) -> Vec<ByteRecord> {
    let plain: Vec<ByteRecord> = records(separator, text).into_byte_records().map_while(Result::ok).collect();
    if memchr::memchr(b'"', text).is_none() {
        return plain;
    }
    let widths: Vec<usize> = plain.iter().map(ByteRecord::len).collect();
    match usual(&widths) {
        Some(width) if width > 1 => Mending { separator, text, width }.records(),
        _ => plain,
    }
}

/// A text whose rows have so many cells.
struct Mending<'a> {
    separator: u8,
    text: &'a [u8],
    width: usize,
}

impl Mending<'_> {
    fn records(&self) -> Vec<ByteRecord> {
        let mut found = Vec::new();
        let mut reader = records(self.separator, Cursor::new(self.text));
        let mut record = ByteRecord::new();
        while reader.read_byte_record(&mut record).is_ok_and(|more| more) {
            let place = |position: u64| usize::try_from(position).unwrap_or(usize::MAX);
            let start = place(record.position().map_or(0, csv::Position::byte));
            let end = place(reader.position().byte()).min(self.text.len());
            let first = start + self.text[start..end].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let raw = &self.text[first..end];
            let fits = |record: &ByteRecord| record.len() == self.width;
            let alone = first_line(&record, raw, self.separator, fits);
            let length = alone.as_ref().map(|(length, _)| *length);
            let read = alone.map(|(_, (row, _))| row).or_else(|| meant(raw, self.separator, fits));
            let mut read = read.unwrap_or_else(|| record.clone());
            read.set_position(Some(at_byte(start)));
            found.push(read);
            if length.is_some_and(|length| reader.seek(at_byte(first + length)).is_err()) {
                break;
            }
        }
        found
    }
}

/// A place in a text.
pub(super) fn at_byte(byte: usize) -> csv::Position {
    let mut position = csv::Position::new();
    position.set_byte(byte as u64);
    position
}

/// A row without what ends its line.
fn without_end(raw: &[u8]) -> &[u8] {
    let line = raw.strip_suffix(b"\n").unwrap_or(raw);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The cells of a line in which every mark stands where it belongs: at an end of a cell, or beside its double.
fn sound(line: &[u8], separator: u8) -> Option<ByteRecord> {
    let is_closed = memchr::memchr_iter(b'"', line).count().is_multiple_of(2);
    let is_sound = is_closed && strays(line, separator).is_empty();
    if !is_sound || line.is_empty() {
        return None;
    }
    if memchr::memchr2(b'\n', b'\r', line).is_some() {
        return records(separator, line).into_byte_records().next()?.ok();
    }
    Some(cells(line, separator))
}

/// The cells of a single line that is sound. Taken apart by hand: many are tried, and the `csv` crate sets up its
/// tables anew for every text.
fn cells(line: &[u8], separator: u8) -> ByteRecord {
    let (mut record, mut at) = (ByteRecord::new(), 0);
    loop {
        let (end, _) = cell_end(line, at, separator);
        match line[at..end].strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")) {
            Some(quoted) if memchr::memchr(b'"', quoted).is_none() => record.push_field(quoted),
            Some(quoted) => record.push_field(&without_doubles(quoted).collect::<Vec<u8>>()),
            None => record.push_field(&line[at..end]),
        }
        if line.get(end) != Some(&separator) {
            return record;
        }
        at = end + 1;
    }
}

/// What stands between the marks of a quoted cell, with one quotation mark for every two.
pub(super) fn without_doubles(quoted: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let mut was_mark = false;
    quoted.iter().copied().filter(move |byte| {
        was_mark = *byte == b'"' && !was_mark;
        *byte != b'"' || was_mark
    })
}

/// The cells of a line that is sound but for the mark at this place, which means itself, and that mark's column.
fn with_literal(line: &[u8], separator: u8, mark: usize) -> Option<Mended> {
    let mut tried = line.to_vec();
    tried[mark] = STAND_IN;
    let record = sound(&tried, separator)?;
    let column = record.iter().position(|cell| cell.contains(&STAND_IN));
    let meant = |byte: &u8| if *byte == STAND_IN { b'"' } else { *byte };
    Some((record.iter().map(|cell| cell.iter().map(meant).collect::<Vec<u8>>()).collect(), column))
}

#[cfg(test)]
mod tests {
    use super::{first_line, first_records, mended, sound};
    use crate::responses::{dialect, shape::records};

    /// The first line of a record, if it is read by itself.
    fn alone(raw: &str, width: usize) -> Option<&str> {
        let record = records(b',', raw.as_bytes()).into_byte_records().next()?.ok()?;
        first_line(&record, raw.as_bytes(), b',', |record| record.len() == width).map(|(length, _)| &raw[..length])
    }

    #[test]
    fn a_line_is_read_alone_where_it_is_a_row_and_what_follows_is_one() {
        assert_eq!(alone("1,2,\"\n3,4,\"5, 6\"\n", 3), Some("1,2,\"\n"));
        assert_eq!(alone("1,2,\"\r\n3,4,5\r\n6,7,\n", 3), Some("1,2,\"\r\n"));
        assert_eq!(alone("1,2,\"\n", 3), Some("1,2,\"\n"), "the last row");
        assert_eq!(alone("1,2,\"\n3,4,\"\n5", 3), None, "a cell over lines");
        assert_eq!(alone("1,2,\"a, b\nc\"\n", 4), None, "what follows is no row");
        assert_eq!(alone("1,\"2\n3\"\n", 3), None, "a cell is missing");
    }

    #[test]
    fn the_first_records_are_those_that_were_meant() {
        let read = |text: &str| {
            let records = first_records(b',', text.as_bytes(), dialect::usual);
            records
                .iter()
                .map(|record| String::from_utf8_lossy(&record.iter().collect::<Vec<_>>().join(&b'|')).into_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(read("a,\"b,\"c\"\n1,\"2\n3\",4\n5,6,7\n8,9,0\n"), ["a|\"b|c", "1|2\n3|4", "5|6|7", "8|9|0"]);
        assert_eq!(read("a,b,\"c\n1,2,\"3, 4\"\n5,6,7\n8,9,0\n"), ["a|b|\"c", "1|2|3, 4", "5|6|7", "8|9|0"]);
    }

    fn cells(line: &str, width: usize) -> Option<(Vec<String>, Option<usize>)> {
        let (record, column) = mended(line.as_bytes(), b',', |record| record.len() == width)?;
        Some((record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect(), column))
    }

    fn read(cells: &[&str], column: Option<usize>) -> (Vec<String>, Option<usize>) {
        (cells.iter().map(ToString::to_string).collect(), column)
    }

    #[test]
    fn a_mark_that_nobody_closed_or_doubled_stays_in_its_cell() {
        assert_eq!(
            cells("1,\"ten,2,\"dry, warm\",\r\n", 5),
            Some(read(&["1", "\"ten", "2", "dry, warm", ""], Some(1)))
        );
        assert_eq!(cells("1,\"\"dry, warm\",2\n", 3), Some(read(&["1", "\"dry, warm", "2"], Some(1))));
        assert_eq!(cells("1,a \"b,\"c, d\"", 3), Some(read(&["1", "a \"b", "c, d"], Some(1))));
        assert_eq!(cells("\"a \"b\" c\",2", 2), Some(read(&["a \"b\" c", "2"], None)));
    }

    #[test]
    fn a_sound_line_is_read_as_the_crate_reads_it() {
        for line in ["a", "a,b", ",", "\"\",", "\"a, b\",c", "\"a \"\"b\"\"\",\"\"\"\"", " \t,é;", "\"a\rb\",c"] {
            let by_crate = records(b',', line.as_bytes()).into_byte_records().next().and_then(Result::ok);
            assert_eq!(sound(line.as_bytes(), b','), by_crate, "{line}");
        }
        assert_eq!(sound(b"", b','), None);
        assert_eq!(sound(b"a \"b\"\"", b','), None);
    }

    #[test]
    fn what_is_sound_or_can_be_read_in_two_ways_is_left() {
        for (line, width) in [("1,\"a, b\",2\n", 3), ("1,\"a\"\"b\",2", 3), ("\"a\nb\"c,2\n", 2), ("1,2", 3)] {
            assert_eq!(cells(line, width), None, "{line}");
        }
        assert_eq!(cells("1,\"a,\"b,c\",2,\"d,e\"", 9), None, "no reading has so many cells");
        assert_eq!(cells("\"a,\",b\"", 2), None, "either the first mark belongs to its cell or the last");
    }
}

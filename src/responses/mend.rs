//! A row on one line with quotation marks that nobody doubled or closed, read as it was meant.
//!
//! Strictly, such a mark ends a cell too early or begins one that never ends, and every cell behind it stands in the
//! wrong column. Where the row has the right number of cells once the mark is taken for a character of its cell,
//! and in one way only, that is how it is read; the run still says that the mark is there.

use super::oddities::strays;
use super::rewrite::{Rewriter, Written};
use super::shape::records;
use csv::ByteRecord;
use std::sync::Arc;

/// Marks of a row that are tried; one with more of them is not one slip.
const MARKS_TRIED: usize = 64;

/// What stands for a mark that is tried as a character of its cell: no text has this byte.
const STAND_IN: u8 = 0xFF;

/// The cells of a row that is not written as it should be, and the column of the mark where it is only one. `fits`
/// says whether a row has the right number of cells. `None` when no reading, or more than one, is right.
pub(super) fn mended(
    raw: &[u8],
    separator: u8,
    fits: impl Fn(&ByteRecord) -> bool,
) -> Option<(ByteRecord, Option<usize>)> {
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

/// A row without what ends its line.
fn without_end(raw: &[u8]) -> &[u8] {
    let line = raw.strip_suffix(b"\n").unwrap_or(raw);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The cells of a line in which every mark stands where it belongs: at an end of a cell, or beside its double.
fn sound(line: &[u8], separator: u8) -> Option<ByteRecord> {
    let is_closed = memchr::memchr_iter(b'"', line).count().is_multiple_of(2);
    let is_sound = is_closed && strays(line, separator).is_empty();
    is_sound.then(|| records(separator, line).into_byte_records().next()?.ok())?
}

/// The cells of a line that is sound but for the mark at this place, which means itself, and that mark's column.
fn with_literal(line: &[u8], separator: u8, mark: usize) -> Option<(ByteRecord, Option<usize>)> {
    let mut tried = line.to_vec();
    tried[mark] = STAND_IN;
    let record = sound(&tried, separator)?;
    let column = record.iter().position(|cell| cell.contains(&STAND_IN));
    let meant = |byte: &u8| if *byte == STAND_IN { b'"' } else { *byte };
    Some((record.iter().map(|cell| cell.iter().map(meant).collect::<Vec<u8>>()).collect(), column))
}

#[cfg(test)]
mod tests {
    use super::mended;

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
    fn what_is_sound_or_can_be_read_in_two_ways_is_left() {
        for (line, width) in [("1,\"a, b\",2\n", 3), ("1,\"a\"\"b\",2", 3), ("\"a\nb\"c,2\n", 2), ("1,2", 3)] {
            assert_eq!(cells(line, width), None, "{line}");
        }
        assert_eq!(cells("1,\"a,\"b,c\",2,\"d,e\"", 9), None, "no reading has so many cells");
        assert_eq!(cells("\"a,\",b\"", 2), None, "either the first mark belongs to its cell or the last");
    }
}

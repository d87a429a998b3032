//! The fast way from text to rows: a run of whole records is taken apart in place, on any thread.
//!
//! Only what the RFC 4180 describes is taken apart here. Anything else (a quotation mark inside a bare cell,
//! text behind a closing one, a lone carriage return) goes to the `csv` crate, so that both ways agree on
//! every file; where even the end of the run is in doubt, the whole file is read the careful way.

use super::batch::{RawBatch, first_fate, offset};
use super::chunks::Buffers;
use super::fate::Fate;
use super::layout::Layout;
use super::marks::Marks;
use super::shape::records;
use super::{mend, oddities};
use csv::ByteRecord;
use std::io::Cursor;
use std::ops::Range;
use std::sync::Arc;

/// A run of whole records, as far as its quotation marks tell.
#[derive(Debug)]
pub(super) struct Chunk {
    /// Number of the run among all that are read, from 0.
    pub(super) piece: u64,
    /// Position of the file among the inputs.
    pub(super) input: usize,
    pub(super) layout: Arc<Layout>,
    pub(super) separator: u8,
    pub(super) text: Vec<u8>,
    /// Where the memory of the text goes when it has been read.
    pub(super) buffers: Buffers,
}

/// The run does not end where a record does, so its quotation marks cannot have been understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unclear;

/// The record is none that this room takes apart.
struct Odd;

impl Chunk {
    /// The rows of the run.
    pub(super) fn split(mut self) -> Result<RawBatch, Unclear> {
        let replaced = if self.text.is_ascii() { 0 } else { self.replace_what_is_no_text() };
        let Chunk { piece, input, layout, separator, text, buffers } = self;
        let splitter = Splitter::new(&layout, separator, text.len());
        let mut batch = match splitter.split(&text) {
            Ok(found) => found.into_batch(piece, input, layout, text),
            Err(Odd) => carefully(RawBatch::new(piece, input, layout, Vec::new()), separator, &text)?,
        };
        batch.extent.replaced = replaced;
        batch.buffers = buffers;
        Ok(batch)
    }

    /// Puts U+FFFD where bytes are no UTF-8, and says how many there are of it.
    fn replace_what_is_no_text(&mut self) -> u64 {
        if std::str::from_utf8(&self.text).is_err() {
            self.text = String::from_utf8_lossy(&self.text).into_owned().into_bytes();
        }
        memchr::memmem::find_iter(&self.text, "\u{FFFD}").count() as u64
    }
}

/// Takes text apart, cell by cell.
struct Splitter<'a> {
    layout: &'a Layout,
    separator: u8,
    found: Found,
}

/// What has been found in a text: cells, rows, and cells to be rewritten.
struct Found {
    cells: Vec<Range<u32>>,
    rows: Vec<Row>,
    /// Slot and row of cells with doubled quotation marks.
    doubled: Vec<(usize, usize)>,
    /// Row and column of cells in quotation marks of another kind.
    strays: Vec<(usize, usize)>,
    /// Line ends.
    lines: u64,
}

struct Row {
    text: Range<u32>,
    line: u64,
    fate: Fate,
}

/// The record being read.
#[derive(Default)]
struct Open {
    start: usize,
    /// The line it starts on.
    line: u64,
    /// Cells so far.
    cells: usize,
    /// Where the current cell begins.
    cell: usize,
    /// Whether a needed cell holds something.
    is_filled: bool,
}

/// A quoted cell.
struct Quoted {
    /// The place behind its closing mark.
    end: usize,
    /// The separator or line end behind it, or the end of the text.
    next: usize,
    /// Line breaks in it.
    lines: u64,
}

impl<'a> Splitter<'a> {
    fn new(layout: &'a Layout, separator: u8, bytes: usize) -> Splitter<'a> {
        const BYTES_PER_ROW: usize = 128;
        let rows = bytes / BYTES_PER_ROW;
        let cells = Vec::with_capacity(rows * layout.needed.len());
        let found = Found { cells, rows: Vec::with_capacity(rows), doubled: Vec::new(), strays: Vec::new(), lines: 0 };
        Splitter { layout, separator, found }
    }

    fn split(mut self, text: &[u8]) -> Result<Found, Odd> {
        // A carriage return must belong to a line end or stand in quotation marks; none may be left over.
        let mut returns = memchr::memchr_iter(b'\r', text).count();
        let has_returns = returns > 0;
        let mut line = 1;
        let mut open = Open { line, ..Open::default() };
        let mut marks = Marks::new(text, [self.separator, b'\n', b'"']);
        while let Some(mut at) = marks.next() {
            let (start, mut end) = (open.cell, at);
            if text[at] == self.separator {
                // What most places are.
                self.push_cell(&mut open, start..end, text);
                open.cell = at + 1;
                continue;
            }
            if text[at] == b'"' {
                let quoted = self.close_quote(text, at, &open, &mut marks)?;
                (at, end) = (quoted.next, quoted.end);
                line += quoted.lines;
                returns -= if has_returns { memchr::memchr_iter(b'\r', &text[start..at]).count() } else { 0 };
                self.push_cell(&mut open, start + 1..end - 1, text);
            } else {
                if has_returns && end > start && text[end - 1] == b'\r' {
                    end -= 1;
                    returns -= 1;
                }
                self.push_cell(&mut open, start..end, text);
            }
            if text.get(at) == Some(&self.separator) {
                open.cell = at + 1;
            } else {
                self.push_row(&open, end, text);
                line += 1;
                open = Open { start: at + 1, cell: at + 1, line, ..Open::default() };
            }
        }
        if open.cell < text.len() || open.cells > 0 {
            self.end_of_file(open, text, &mut returns);
        }
        self.found.lines = line - 1;
        if returns == 0 { Ok(self.found) } else { Err(Odd) }
    }

    /// The last record of a file that does not end in a line break.
    fn end_of_file(&mut self, mut open: Open, text: &[u8], returns: &mut usize) {
        let mut end = text.len();
        if end > open.cell && text[end - 1] == b'\r' {
            end -= 1;
            *returns -= 1;
        }
        let cell = open.cell.min(end)..end;
        self.push_cell(&mut open, cell, text);
        self.push_row(&open, end, text);
    }

    /// Goes through a quoted cell, from its opening mark at `start`.
    fn close_quote(&mut self, text: &[u8], start: usize, open: &Open, marks: &mut Marks<'_>) -> Result<Quoted, Odd> {
        if start != open.cell {
            return Err(Odd);
        }
        let (mut is_doubled, mut lines) = (false, 0);
        loop {
            let Some(at) = marks.next() else { return Err(Odd) };
            lines += u64::from(text[at] == b'\n');
            if text[at] != b'"' {
                continue;
            }
            let end = at + 1;
            let next = match text.get(end) {
                Some(b'"') => {
                    is_doubled = true;
                    marks.next();
                    continue;
                }
                None => text.len(),
                Some(b'\r') if text.get(end + 1) == Some(&b'\n') => end + 1,
                Some(byte) if *byte == self.separator || *byte == b'\n' => end,
                Some(_) => return Err(Odd),
            };
            marks.next();
            if is_doubled {
                self.note_doubled(open);
            }
            return Ok(Quoted { end, next, lines });
        }
    }

    fn note_doubled(&mut self, open: &Open) {
        if let Some(slot) = self.slot(open.cells) {
            self.found.doubled.push((slot, self.found.rows.len()));
        }
    }

    fn slot(&self, column: usize) -> Option<usize> {
        self.layout.slots.get(column).filter(|slot| **slot != u32::MAX).map(|slot| *slot as usize)
    }

    #[inline]
    fn push_cell(&mut self, open: &mut Open, cell: Range<usize>, text: &[u8]) {
        if self.slot(open.cells).is_some() {
            // What is not in ASCII may be nothing but odd spaces: looked at more closely where it matters.
            open.is_filled = open.is_filled || text[cell.clone()].iter().any(u8::is_ascii_graphic);
            self.found.cells.push(offset(cell.start)..offset(cell.end));
        }
        open.cells += 1;
    }

    fn push_row(&mut self, open: &Open, end: usize, text: &[u8]) {
        let (raw, per_row) = (open.start..end, self.layout.needed.len());
        if open.cells == 1 && raw.is_empty() {
            // An empty line is no record.
            self.found.cells.truncate(self.found.rows.len() * per_row);
            return;
        }
        if open.cells < self.layout.columns.len() {
            self.found.cells.resize((self.found.rows.len() + 1) * per_row, 0..0);
        }
        let is_plain = open.is_filled && open.cells == self.layout.width && self.ends_with_nothing(&text[raw.clone()]);
        let fate = if is_plain { Fate::Analysed } else { self.slow_fate(&text[raw.clone()]) };
        let fate =
            if oddities::is_suspect(text.get(raw.start)) { self.look_closer(fate, &text[raw.clone()]) } else { fate };
        self.found.rows.push(Row { text: offset(raw.start)..offset(raw.end), line: open.line, fate });
    }

    /// The fate of a row that begins as few do.
    fn look_closer(&mut self, fate: Fate, raw: &[u8]) -> Fate {
        if oddities::is_wrapped(raw, self.separator) {
            self.found.strays.push((self.found.rows.len(), 0));
        }
        let is_footer = self.layout.has_footers && fate == Fate::Analysed && oddities::is_footer(raw, self.separator);
        if is_footer { Fate::NoResponse } else { fate }
    }

    /// Whether a row of the usual width holds nothing beyond the header; `false` where that takes a closer look.
    #[inline]
    fn ends_with_nothing(&self, raw: &[u8]) -> bool {
        let surplus = self.layout.width.saturating_sub(self.layout.columns.len());
        surplus == 0 || raw.iter().rev().take(surplus).all(|byte| *byte == self.separator)
    }

    /// The fate of a row that may be blank or broken.
    fn slow_fate(&self, raw: &[u8]) -> Fate {
        let mut record = ByteRecord::new();
        let mut reader = records(self.separator, raw);
        // Reading from memory does not fail, and a record without a cell is blank.
        let _ = reader.read_byte_record(&mut record);
        first_fate(&record, self.layout, raw, self.separator)
    }
}

impl Found {
    fn into_batch(self, piece: u64, input: usize, layout: Arc<Layout>, text: Vec<u8>) -> RawBatch {
        let mut batch =
            RawBatch { cells: self.cells, strays: self.strays, ..RawBatch::new(piece, input, layout, text) };
        for (slot, row) in self.doubled {
            let at = row * batch.layout.needed.len() + slot;
            let cell = &batch.cells[at];
            let raw = batch.text[cell.start as usize..cell.end as usize].to_vec();
            batch.cells[at] = batch.rewrite(mend::without_doubles(&raw));
        }
        let text = std::mem::take(&mut batch.text);
        for row in self.rows {
            batch.finish_row(row.fate, row.line, &text[row.text.start as usize..row.text.end as usize]);
        }
        batch.text = text;
        batch.extent.lines = self.lines;
        batch
    }
}

/// A record of our own behind the last one, which shows whether that one has ended.
const END: &[u8] = b"\n\x1Aend";

/// The rows of a text as the `csv` crate reads them, if its last record ends where the text does.
fn carefully(mut batch: RawBatch, separator: u8, text: &[u8]) -> Result<RawBatch, Unclear> {
    batch.extent.lines = memchr::memchr_iter(b'\n', text).count() as u64;
    let whole = [text, END].concat();
    let mut reader = records(separator, Cursor::new(&whole));
    let mut record = ByteRecord::new();
    let (mut seen, mut lines) = (0, 0);
    while reader.read_byte_record(&mut record).is_ok_and(|more| more) {
        let place = |position: u64| usize::try_from(position).unwrap_or(usize::MAX);
        let start = place(record.position().map_or(0, csv::Position::byte));
        let (line, first) = line_at(&whole, start, &mut seen, &mut lines);
        if first > text.len() {
            return if record.as_slice() == &END[1..] { Ok(batch) } else { Err(Unclear) };
        }
        let end = place(reader.position().byte());
        // What has swallowed our own record may go on in the next run.
        let is_over = end <= text.len() + 1;
        let raw = &text[first..end.clamp(first, text.len())];
        let fits = |record: &ByteRecord| batch.fits(record);
        let alone = if is_over { mend::first_line(&record, raw, separator, fits) } else { None };
        let Some((length, row)) = alone else {
            batch.push(&record, line, raw, separator);
            continue;
        };
        batch.push_mended(row, line, &raw[..length], separator);
        if reader.seek(mend::at_byte(first + length)).is_err() {
            return Err(Unclear);
        }
    }
    Err(Unclear)
}

/// Whether the last record of a text runs to its end because a quotation mark was never closed.
pub(super) fn ends_in_quotes(separator: u8, text: &[u8]) -> bool {
    let whole = [text, END].concat();
    let last = records(separator, whole.as_slice()).into_byte_records().map_while(Result::ok).last();
    last.is_none_or(|record| record.as_slice() != &END[1..])
}

/// The line on which the record that is read from `start` on begins, and its first byte: line ends before it
/// belong to nobody. `seen` and `lines` remember what has been counted.
pub(super) fn line_at(text: &[u8], start: usize, seen: &mut usize, lines: &mut u64) -> (u64, usize) {
    let blank = text[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let first = start + blank;
    *lines += memchr::memchr_iter(b'\n', &text[*seen..first]).count() as u64;
    *seen = first;
    (*lines + 1, first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::responses::layout::Form;
    use crate::responses::platform::{HeaderColumn, Headers};

    fn lines(text: &str, columns: usize) -> Vec<u64> {
        let survey = crate::definition::parse(b"survey: s\nquestions: { a: { kind: text, column: 1 } }\n", "s.yaml")
            .expect("a definition");
        let column = |at: usize| HeaderColumn { id: format!("c{at}"), ..HeaderColumn::default() };
        let headers = Headers { rows: 1, columns: (0..columns).map(column).collect(), set_apart: Vec::new() };
        let form = Form { width: columns, header: Vec::new(), tail: Vec::new() };
        let layout = Arc::new(Layout::new(headers, &form, &survey).expect("a layout"));
        let chunk = Chunk {
            piece: 0,
            input: 0,
            layout,
            separator: b',',
            text: text.as_bytes().to_vec(),
            buffers: Buffers::default(),
        };
        chunk.split().expect("clear").lines
    }

    #[test]
    fn rows_know_the_lines_they_start_on() {
        assert_eq!(lines("0,1\n0,2\n", 2), [1, 2]);
        assert_eq!(lines("0,\"a\"\" b\r\nc\",x\n0,,\n", 3), [1, 3]);
        assert_eq!(lines("0,\"a\nc\"\n\n\"b\nb\",\n1,", 2), [1, 4, 6]);
    }
}

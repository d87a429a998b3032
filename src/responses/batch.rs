//! A run of rows as they were read: the cells that the survey needs, not yet decoded.

use super::chunks::Buffers;
use super::fate::Fate;
use super::layout::{HeaderRow, Layout};
use super::shape::is_ragged;
use super::{mend, oddities, shape};
use crate::label::{fold, tidy_cell, trim};
use crate::table::Together;
use csv::ByteRecord;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// Rows per batch. It does not depend on the machine, so neither does anything that follows from it.
pub const BATCH_ROWS: usize = 8192;

/// A run of rows of one file, in its order.
#[derive(Debug)]
pub struct RawBatch {
    /// Number of the run among all that are read, from 0.
    pub(crate) piece: u64,
    pub(crate) layout: Arc<Layout>,
    /// The text that cells lie in.
    pub(super) text: Vec<u8>,
    /// Cells that do not stand in the text as they are, because a quotation mark in them is doubled there.
    pub(super) rewritten: Vec<u8>,
    /// Row by row, where the cells of the needed columns lie: in the text, or behind it in what was rewritten.
    pub(super) cells: Vec<Range<u32>>,
    /// Line that each row starts on, counted from where [`Extent::lines`] are.
    pub(crate) lines: Vec<u64>,
    /// What becomes of each row, as far as the row itself tells.
    pub(crate) fates: Vec<Fate>,
    /// Cells with quotation marks where none belong: row and column, ascending.
    pub(crate) strays: Vec<(usize, usize)>,
    /// Rows whose id has been seen before, where more is to be said than that.
    pub(crate) repeats: Vec<(usize, Repeat)>,
    /// Per row, its side of a comparison; none where nothing is compared so.
    pub(crate) sides: Vec<u32>,
    /// How many responses each row stands for, where rows are bundles; else one.
    pub(crate) times: Option<Vec<u64>>,
    /// What the responses of each row weigh, where an engine has added that up.
    pub(super) together: Vec<Option<Together>>,
    pub(crate) extent: Extent,
    /// Where the memory of the text goes when it has been read.
    pub(super) buffers: Buffers,
}

/// What more there is to say about a row whose id has been seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// The same response once more in another file, where the definition says that ids are the same in all.
    Expected,
    /// Other answers than the first response with this id. Where that stands in another file, and the definition does
    /// not say how far ids reach, the row counts nevertheless.
    Differs,
}

/// How much of a file a run of rows is, so that places in it can be numbered once all are known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Extent {
    /// Position of the file among the inputs.
    pub(crate) input: usize,
    /// Rows, blank and broken ones too.
    pub(super) rows: u64,
    /// Lines of the file that it covers; 0 when its rows know their lines already.
    pub(super) lines: u64,
    /// Characters that stand for what could not be decoded.
    pub(super) replaced: u64,
    /// Line, and number of lines, of the first ragged row that runs over several.
    pub(super) swallowed: Option<(u64, u64)>,
    /// Cells with quotation marks where none belong, in rows that are read.
    pub(super) strays: u64,
    /// Rows, from 0, that the first of these stand in.
    pub(super) stray_rows: Vec<u64>,
}

/// Rows of a file that are named in one message.
pub(super) const ROWS_NAMED: usize = 5;

impl RawBatch {
    /// A run without rows over this text.
    pub(super) fn new(piece: u64, input: usize, layout: Arc<Layout>, text: Vec<u8>) -> RawBatch {
        RawBatch {
            piece,
            layout,
            text,
            rewritten: Vec::new(),
            cells: Vec::new(),
            lines: Vec::new(),
            fates: Vec::new(),
            strays: Vec::new(),
            repeats: Vec::new(),
            sides: Vec::new(),
            times: None,
            together: Vec::new(),
            extent: Extent { input, ..Extent::default() },
            buffers: Buffers::default(),
        }
    }

    /// Lets the memory of the text be used again.
    pub(crate) fn recycle(self) {
        self.buffers.give(self.text);
    }

    /// Number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.fates.len()
    }

    /// The side of a comparison that a row is on; 0 where nothing is compared so.
    pub(crate) fn side(&self, row: usize) -> u32 {
        self.sides.get(row).copied().unwrap_or(0)
    }

    /// How many responses a row stands for.
    pub(crate) fn times(&self, row: usize) -> u64 {
        self.times.as_ref().map_or(1, |times| times[row])
    }

    /// What the responses of a row weigh, where an engine has added that up.
    pub(crate) fn together(&self, row: usize) -> Option<Together> {
        self.together.get(row).copied().flatten()
    }

    /// A cell of a column that is needed; empty where the row is too short.
    pub(crate) fn cell(&self, row: usize, column: usize) -> &[u8] {
        self.slot(self.layout.slots[column] as usize).cell(row)
    }

    /// The cells of a column that is needed.
    pub(crate) fn column(&self, column: usize) -> Cells<'_> {
        self.slot(self.layout.slots[column] as usize)
    }

    fn slot(&self, slot: usize) -> Cells<'_> {
        Cells {
            text: &self.text,
            rewritten: &self.rewritten,
            ranges: &self.cells,
            slot,
            per_row: self.layout.needed.len(),
        }
    }

    /// Adds a row whose cells lie in no text yet; `raw` is how it is written.
    pub(super) fn push(&mut self, record: &ByteRecord, line: u64, raw: &[u8], separator: u8) {
        let strays = oddities::strays(raw, separator);
        let is_odd = !strays.is_empty() || mend::is_open(raw);
        match if is_odd { mend::mended(raw, separator, |record| self.fits(record)) } else { None } {
            Some(row) => self.push_mended(row, line, raw, separator),
            None => self.push_read(record, line, raw, separator, strays),
        }
    }

    /// The same of a row that was not written as it should be.
    pub(super) fn push_mended(&mut self, (record, mark): mend::Mended, line: u64, raw: &[u8], separator: u8) {
        let strays = mark.map_or_else(|| oddities::strays(raw, separator), |column| vec![column]);
        self.push_read(&record, line, raw, separator, strays);
    }

    /// The same of a row that has been read; `strays` are the columns with marks where none belong.
    fn push_read(&mut self, record: &ByteRecord, line: u64, raw: &[u8], separator: u8, strays: Vec<usize>) {
        for slot in 0..self.layout.needed.len() {
            let cell = record.get(self.layout.needed[slot]).unwrap_or_default();
            let range = self.rewrite(cell.iter().copied());
            self.cells.push(range);
        }
        let fate = first_fate(record, &self.layout, raw, separator);
        let row = self.fates.len();
        self.strays.extend(strays.into_iter().map(|column| (row, column)));
        self.finish_row(fate, line, record.as_slice());
    }

    /// Whether a row has the number of cells that rows of this file have.
    pub(super) fn fits(&self, record: &ByteRecord) -> bool {
        !is_ragged(record, self.layout.columns.len(), self.layout.width)
    }

    /// Puts what a cell really holds behind the text.
    pub(super) fn rewrite(&mut self, cell: impl Iterator<Item = u8>) -> Range<u32> {
        let start = self.text.len() + self.rewritten.len();
        self.rewritten.extend(cell);
        offset(start)..offset(self.text.len() + self.rewritten.len())
    }

    /// Completes a row whose cells have been added; `raw` is its text.
    pub(super) fn finish_row(&mut self, fate: Fate, line: u64, raw: &[u8]) {
        if fate == Fate::Ragged {
            self.suspect_quote(line, raw);
        }
        self.fates.push(fate);
        self.lines.push(line);
        self.extent.rows += 1;
    }

    /// Remembers the first ragged row that runs over several lines: a quotation mark may be missing.
    fn suspect_quote(&mut self, line: u64, raw: &[u8]) {
        let breaks = memchr::memchr_iter(b'\n', raw).count() as u64;
        if breaks > 0 && self.extent.swallowed.is_none() {
            self.extent.swallowed = Some((line, breaks + 1));
        }
    }

    /// Rejects the last row: a quotation mark in it was never closed, so that it has swallowed others.
    pub(super) fn reject_last(&mut self, line: u64, raw: &[u8]) {
        if let Some(fate) = self.fates.last_mut() {
            *fate = Fate::Ragged;
            self.suspect_quote(line, raw);
        }
    }

    /// Decides what becomes of the rows that are neither blank nor broken, by the platform's rules and the
    /// definition's. `complete` are the words for a complete response; anything will do when there are none.
    pub(crate) fn set_apart(&mut self, complete: Option<&HashSet<String>>) {
        let layout = Arc::clone(&self.layout);
        layout.repeats.iter().for_each(|header| self.set_repeats_apart(header));
        self.settle_strays();
        for rule in &layout.set_apart {
            self.apply(rule.column, |cell| rule.fate(cell));
        }
        if let (Some(words), Some(column)) = (complete, layout.complete) {
            let is_complete = |cell: &[u8]| {
                if words.is_empty() { !trim(cell).is_empty() } else { words.contains(&fold(&tidy_cell(cell))) }
            };
            self.apply(column, |cell| (!is_complete(cell)).then_some(Fate::Incomplete));
        }
    }

    /// Finds the rows that are a header row once more: files were put together, header and all.
    fn set_repeats_apart(&mut self, header: &HeaderRow) {
        let cells = self.slot(header.longest);
        // Hardly any cell is as long as the longest header.
        let length = header.cells[header.longest].len();
        let is_like = |row: &usize| cells.range(*row).len() >= length && self.is_header(*row, &header.cells);
        let repeats: Vec<usize> = (0..self.rows()).filter(is_like).collect();
        for row in repeats.into_iter().filter(|row| self.fates[*row] == Fate::Analysed).collect::<Vec<_>>() {
            self.fates[row] = Fate::NoResponse;
        }
    }

    fn is_header(&self, row: usize, header: &[Vec<u8>]) -> bool {
        header.iter().enumerate().all(|(slot, text)| trim(self.slot(slot).cell(row)) == text.as_slice())
    }

    /// Counts the stray quotation marks of rows that are read.
    fn settle_strays(&mut self) {
        let fates = &self.fates;
        self.strays.retain(|(row, _)| oddities::is_kept(fates[*row]));
        self.extent.strays = self.strays.len() as u64;
        let mut rows: Vec<u64> = self.strays.iter().map(|(row, _)| *row as u64).collect();
        rows.dedup();
        rows.truncate(ROWS_NAMED);
        self.extent.stray_rows = rows;
    }

    /// Gives the rows that are still analysed the fate that one of their cells decides.
    fn apply(&mut self, column: usize, fate: impl Fn(&[u8]) -> Option<Fate>) {
        let mut last: Option<(Range<u32>, Option<Fate>)> = None;
        for row in 0..self.rows() {
            if self.fates[row] != Fate::Analysed {
                continue;
            }
            let cells = self.column(column);
            let same = last.as_ref().filter(|(range, _)| cells.get(range) == cells.cell(row)).map(|(_, found)| *found);
            let found = same.unwrap_or_else(|| fate(cells.cell(row)));
            let range = cells.range(row).clone();
            last = Some((range, found));
            if let Some(found) = found {
                self.fates[row] = found;
            }
        }
    }
}

/// The cells of one column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cells<'a> {
    text: &'a [u8],
    rewritten: &'a [u8],
    ranges: &'a [Range<u32>],
    slot: usize,
    per_row: usize,
}

impl<'a> Cells<'a> {
    /// The cell of a row.
    pub(crate) fn cell(self, row: usize) -> &'a [u8] {
        self.get(self.range(row))
    }

    /// The text that the cell of a row stands in, and where.
    #[inline]
    pub(crate) fn place(self, row: usize) -> (&'a [u8], Range<usize>) {
        self.find(self.range(row))
    }

    #[inline]
    fn range(self, row: usize) -> &'a Range<u32> {
        &self.ranges[row * self.per_row + self.slot]
    }

    fn get(self, range: &Range<u32>) -> &'a [u8] {
        let (text, place) = self.find(range);
        &text[place]
    }

    #[inline]
    fn find(self, range: &Range<u32>) -> (&'a [u8], Range<usize>) {
        let (start, end, length) = (range.start as usize, range.end as usize, self.text.len());
        if end <= length { (self.text, start..end) } else { (self.rewritten, start - length..end - length) }
    }
}

/// A place in a text, which is never as long as 4 GiB.
#[expect(clippy::cast_possible_truncation, reason = "texts are a few MiB, and records at most 64")]
pub(super) const fn offset(place: usize) -> u32 {
    place as u32
}

/// What becomes of a row by its cells alone: blank, broken, no response or, for now, analysed. `raw` is how it is
/// written.
pub(super) fn first_fate(record: &ByteRecord, layout: &Layout, raw: &[u8], separator: u8) -> Fate {
    if record.iter().all(|cell| trim(cell).is_empty()) {
        Fate::Blank
    } else if is_ragged(record, layout.columns.len(), layout.width) {
        let is_below = shape::is_of_tail(record, &layout.tail) || oddities::is_note(raw, separator);
        if is_below { Fate::NoResponse } else { Fate::Ragged }
    } else if layout.has_footers && oddities::is_footer(raw, separator) {
        Fate::NoResponse
    } else {
        Fate::Analysed
    }
}

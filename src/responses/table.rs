//! Where in a file its table begins: lines that stand before it, rows that hold headers, rows that are responses.
//!
//! What the definition or the command line says holds. The rest is found by evidence: how wide the rows are, and
//! whether a row resembles those below it.

use super::limits::Limits;
use super::platform::{self, Head, Headers, Platform, QUALTRICS};
use super::resemblance::{Verdict, is_figure};
use super::{dialect, shape, wording};
use crate::diagnostic::Fault;
use crate::infer::personal;
use crate::label::{tidy_cell, trim};
use csv::ByteRecord;

/// Records in which the table begins, if it does not begin with the first.
const LEAD: usize = 60;
/// Records looked at to find how wide the table is.
const WIDTHS: usize = 300;
/// Records looked at to find the platform.
const HEAD_RECORDS: usize = 40;
/// Rows that a header may have beyond those of its platform.
const MOST_MORE: usize = 3;
/// What a row of codes beside a row of wordings says for both.
const PAIRED: f64 = 4.0;
/// What a row says that names just the parts of what the rows above it name.
const PARTS: f64 = 5.0;

/// What is known beforehand.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    pub(super) platform: Option<&'static Platform>,
    pub(super) header_rows: Option<usize>,
    /// Whether lines before the table have been taken away already.
    pub(super) begins_here: bool,
}

/// A table's head, understood.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Records before it.
    pub(super) before: usize,
    pub(super) headers: Headers,
    pub(super) platform: &'static Platform,
    /// Why it is this platform's; empty when it is of none.
    pub(super) evidence: String,
    /// Whether the number of header rows was found by looking at the rows, or given.
    pub(super) is_counted: bool,
    /// Which header row holds the wordings, where there are several and no platform says so.
    pub(super) wordings: Option<usize>,
    /// The columns without header of rows that are all wider than it, in words.
    pub(super) without: Option<String>,
    /// What is doubtful about it, in words.
    pub(super) doubt: Option<String>,
}

impl Table {
    /// Finds the table in the first records of a file; `None` when there is nothing in them.
    ///
    /// # Errors
    ///
    /// When its platform offers it and it holds no responses, or when it has more columns than it may have.
    pub(super) fn find(records: &[ByteRecord], known: Known, limits: Limits) -> Result<Option<Table>, Fault> {
        let Some(first) = records.iter().position(|record| extent(record) > 0) else { return Ok(None) };
        let sheet = Sheet { records, width: width(&records[first..]) };
        let Begun { before, above, platform, evidence } = sheet.begin(first, known);
        limits.check_columns(records[before].len())?;
        let table = Table {
            before,
            headers: Headers { rows: 0, columns: Vec::new(), set_apart: Vec::new() },
            platform,
            evidence,
            is_counted: known.header_rows.is_some() || above > 0,
            wordings: None,
            without: None,
            doubt: None,
        };
        table.with_headers(sheet, above, known).map(Some)
    }

    /// Lets columns be known without a quotation mark that nobody closed or doubled in their header, too.
    fn know_without_marks(&mut self) {
        for column in self.headers.columns.iter_mut().filter(|column| column.id.starts_with('"')) {
            column.also.push(column.id.trim_start_matches('"').to_owned());
        }
    }

    /// Adds the columns that all rows have beyond the header; `rows` are those of the table.
    pub(super) fn complete(&mut self, rows: &[ByteRecord], is_whole: bool) {
        self.know_without_marks();
        let Some(below) = rows.get(self.headers.rows..).filter(|_| self.headers.rows > 0) else { return };
        if self.evidence.is_empty() && shape::has_blanks(below, &self.headers.columns, is_whole) {
            self.leave_out_blanks();
        }
        let Some(beyond) = shape::beyond(below, &self.headers.columns, is_whole) else { return };
        let named = self.headers.columns.len();
        beyond.complete(&mut self.headers.columns);
        if beyond.are_first {
            self.headers.set_apart.iter_mut().for_each(|rule| rule.column += 1);
        }
        self.without = Some(beyond.which(named));
        // Where the number of header rows is said, somebody has looked.
        self.doubt = (!self.is_counted).then(|| beyond.doubt(named));
        self.is_counted = true;
    }

    /// Leaves out the blank cells of a header, over which no row has a cell.
    fn leave_out_blanks(&mut self) {
        let all = std::mem::take(&mut self.headers.columns);
        let blanks = all.iter().filter(|column| column.id.is_empty()).count();
        let named = all.len() - blanks;
        let blank = |at: &usize| all[*at].id.is_empty();
        let at = (0..all.len()).filter(blank).map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(", ");
        let before = |column: usize| (0..column.min(all.len())).filter(blank).count();
        self.headers.set_apart.iter_mut().for_each(|rule| rule.column -= before(rule.column));
        let (cells, are) = if blanks == 1 { ("cell", "is") } else { ("cells", "are") };
        self.without = Some(format!("{cells} {at} of it {are} blank"));
        self.doubt = (!self.is_counted).then(|| {
            format!(
                "its header has {} cells, but every row has {named}: its blank {cells} (number {at}) {are} left out; \
                 if that is right, say `header_rows: {}`",
                all.len(),
                self.headers.rows
            )
        });
        self.is_counted = true;
        self.headers.columns = all.into_iter().filter(|column| !column.id.is_empty()).collect();
    }

    /// The same with its headers; `above` rows stand over those of its platform.
    fn with_headers(mut self, sheet: Sheet, above: usize, known: Known) -> Result<Table, Fault> {
        let rows = &sheet.records[self.before..];
        if known.header_rows == Some(0) {
            self.headers = wording::by_position(sheet.width);
            return Ok(self);
        }
        let head: Vec<Vec<String>> = rows.iter().take(HEAD_RECORDS).map(tidied).collect();
        let headers = self.by_platform(sheet, &head, above, known)?;
        let by_platform = headers.rows;
        let number = match known.header_rows {
            Some(number) => number,
            None if known.platform.is_some() => by_platform,
            None if self.evidence.is_empty() && sheet.has_no_header(self.before) => 0,
            None => sheet.header_rows(self.before, by_platform),
        };
        if number == 0 {
            self.headers = wording::by_position(sheet.width);
            self.is_counted = true;
            return Ok(self);
        }
        if number == by_platform {
            self.headers = headers;
            return Ok(self);
        }
        self.is_counted = true;
        let block = &head[..number.min(head.len())];
        let is_plain = self.evidence.is_empty() || number < by_platform;
        let (headers, wordings) = wording::lay_out(block, (!is_plain).then_some(&headers));
        (self.headers, self.wordings) = (headers, wordings);
        Ok(self)
    }
}

impl Table {
    /// What the platform makes of the first rows, or of those below `above` others.
    fn by_platform(
        &mut self,
        sheet: Sheet,
        head: &[Vec<String>],
        above: usize,
        known: Known,
    ) -> Result<Headers, Fault> {
        let lay_out = |platform: &Platform, rows: &[Vec<String>]| match Head::new(rows) {
            Some(rows) => (platform.lay_out)(rows),
            None => Ok(wording::by_position(0)),
        };
        let ids = head.iter().take(MOST_MORE + 1).position(|row| wording::is_of_ids(row));
        if let (Some(ids), None) = (ids, known.platform)
            && above == 0
        {
            let rows = known.header_rows.unwrap_or_else(|| sheet.header_rows(self.before, ids + 1)).min(head.len());
            if let Some(ordered) = wording::in_order(&head[..rows]) {
                self.platform = &QUALTRICS;
                self.evidence = format!("row {} holds ImportId", ids + 1);
                self.is_counted |= rows != ordered.len();
                return Ok(Headers { rows, ..lay_out(self.platform, &ordered)? });
            }
        }
        let mut headers = lay_out(self.platform, &head[above..])?;
        headers.rows += above;
        for (at, column) in headers.columns.iter_mut().enumerate() {
            let names = head[..above].iter().filter_map(|row| row.get(at)).filter(|name| !name.is_empty());
            column.also.extend(names.cloned());
        }
        Ok(headers)
    }
}

/// Where a table begins, and who wrote it.
struct Begun {
    before: usize,
    /// Header rows of somebody else's over those of the platform.
    above: usize,
    platform: &'static Platform,
    evidence: String,
}

/// The first records of a file.
#[derive(Clone, Copy)]
struct Sheet<'a> {
    records: &'a [ByteRecord],
    /// Cells that the rows of the table have.
    width: usize,
}

impl Sheet<'_> {
    /// Where the table begins, and the platform that wrote it.
    fn begin(self, first: usize, known: Known) -> Begun {
        let begun = |before, above, (platform, evidence)| Begun { before, above, platform, evidence };
        if let Some(platform) = known.platform {
            let before = if known.begins_here { first } else { self.first_of_table(first) };
            return begun(before, 0, (platform, "as asked for".to_string()));
        }
        let mut head = self.head(first);
        let found = platform(&head);
        if !found.1.is_empty() {
            return begun(first, 0, found);
        }
        let before = if known.begins_here { first } else { self.first_of_table(first) };
        let looked_at = usize::from(before == first);
        if before > first {
            head = self.head(before);
        }
        // A row of somebody else's may stand over those of the platform.
        let last = self.records.len().saturating_sub(before + 1).min(MOST_MORE);
        let above =
            (looked_at..=last).take_while(|above| *above == 0 || !self.verdict(before + above - 1).is_response());
        let mut found = above.map(|above| (above, platform(&head[above..])));
        let found = found.find(|(_, (_, evidence))| !evidence.is_empty());
        let (above, found) = found.unwrap_or((0, (&platform::PLAIN, String::new())));
        begun(before, above, found)
    }

    /// The records from here on in which a platform shows, also below rows of somebody else's.
    fn head(self, at: usize) -> Vec<Vec<String>> {
        self.records[at..].iter().take(HEAD_RECORDS + MOST_MORE).map(tidied).collect()
    }

    /// The first record as wide as the table: what stands before it are titles and notes.
    fn first_of_table(self, first: usize) -> usize {
        let widest = self.records.iter().filter(|record| record.len() == self.width).map(extent).max().unwrap_or(0);
        if widest < 2 {
            return first;
        }
        let is_wide = |record: &ByteRecord| {
            let extent = extent(record);
            extent * 2 > widest && (record.len() == self.width || extent >= widest)
        };
        let lead = self.records.iter().enumerate().skip(first).take(LEAD);
        let Some((start, _)) = lead.clone().find(|(_, record)| is_wide(record)) else { return first };
        if start == first {
            return if self.is_title(first) { first + 1 } else { first };
        }
        // Headers that are missing at one end make a header row narrower than the table.
        let above = &self.records[start - 1];
        let is_header = extent(above) * 2 > widest && filled(above) * 10 >= extent(above) * 8;
        let verdict = self.verdict(start);
        let is_row = verdict.is_response() || !verdict.is_no_response(0.0) && extent(above) + 1 >= widest;
        if is_header && is_row && !self.verdict(start - 1).is_response() { start - 1 } else { start }
    }

    /// Whether a record is a title with separators in it: wider than the rows, all of which have one width, and with a
    /// header below it. Taken for the header, it would make every row one of the wrong width.
    fn is_title(self, at: usize) -> bool {
        // The last record may be cut off.
        let below = &self.records[at + 1..self.records.len().saturating_sub(1).max(at + 1)];
        let is_row = |record: &ByteRecord| record.len() == self.width || extent(record) == 0;
        extent(&self.records[at]) > self.width
            && below.iter().all(is_row)
            && below.first().is_some_and(|header| filled(header) == self.width)
            && self.verdict(at + 1).is_no_response(0.0)
    }

    /// What the rows below say about a row.
    fn verdict(self, at: usize) -> Verdict {
        Verdict::new(&self.records[at], self.records.get(at + 1..).unwrap_or_default())
    }

    /// Whether the first row of the table is a response already.
    fn has_no_header(self, start: usize) -> bool {
        let row = &self.records[start];
        let filled = filled(row);
        let verdict = self.verdict(start);
        if verdict.is_response() && verdict.alike * 3 >= filled && !is_numbering(row) {
            return true;
        }
        let is_someone = |cell: &str| personal::value(cell) || personal::is_date(cell);
        let has_someone = row.iter().any(|cell| is_someone(&tidy_cell(cell)));
        let figures = row.iter().filter(|cell| is_figure(trim(cell))).count();
        let is_alone = start + 1 >= self.records.len();
        !verdict.is_no_response(0.0)
            && !is_numbering(row)
            && (has_someone && verdict.alike >= verdict.unlike || is_alone && figures > 0 && figures * 2 >= filled)
    }

    /// How many rows the header has, of which `known` are certain: all down to the last that is no response.
    fn header_rows(self, start: usize, known: usize) -> usize {
        let most = (known + MOST_MORE).min(self.records.len() - start);
        (known + 1..=most).rev().find(|rows| self.are_headers(start, known, *rows)).unwrap_or(known)
    }

    /// Whether the rows from `known` to `rows` are all headers.
    fn are_headers(self, start: usize, known: usize, rows: usize) -> bool {
        let below = &self.records[start + rows..];
        let header: Vec<Vec<String>> = self.records[start..start + rows].iter().map(tidied).collect();
        (known..rows).all(|row| {
            let others = header.iter().enumerate().filter(|(at, _)| *at != row).map(|(_, cells)| cells);
            let is_paired = others.clone().any(|other| wording::are_paired(&header[row], other));
            let verdict = Verdict::new(&self.records[start + row], below);
            let bonus = if is_paired { PAIRED } else { 0.0 };
            let is_header = verdict.is_no_response(bonus)
                || wording::names_parts(&header[row], &header[..row]) && verdict.is_no_response_again(PARTS);
            wording::is_of_ids(&header[row]) || is_header
        })
    }
}

/// The platform that wrote a head, and the evidence for it.
fn platform(head: &[Vec<String>]) -> (&'static Platform, String) {
    let head = &head[..head.len().min(HEAD_RECORDS)];
    Head::new(head).map_or((&platform::PLAIN, String::new()), platform::detect)
}

fn tidied(record: &ByteRecord) -> Vec<String> {
    record.iter().map(tidy_cell).collect()
}

/// Cells of a record up to the last that holds something.
fn extent(record: &ByteRecord) -> usize {
    record.iter().rposition(|cell| !trim(cell).is_empty()).map_or(0, |last| last + 1)
}

fn filled(record: &ByteRecord) -> usize {
    record.iter().filter(|cell| !trim(cell).is_empty()).count()
}

/// The number of cells that the rows of the table have.
fn width(records: &[ByteRecord]) -> usize {
    let filled = records.iter().take(WIDTHS).filter(|record| extent(record) > 0);
    dialect::usual(&filled.map(ByteRecord::len).collect::<Vec<_>>()).unwrap_or(0)
}

/// Whether the figures in a row count its columns, as headers do: 1, 2, 3, or one year after the other.
fn is_numbering(record: &ByteRecord) -> bool {
    let number = |cell: &[u8]| std::str::from_utf8(trim(cell)).ok()?.parse::<i64>().ok();
    let numbers: Vec<i64> = record.iter().filter_map(number).collect();
    let figures = record.iter().filter(|cell| is_figure(trim(cell))).count();
    numbers.len() > 2 && numbers.len() == figures && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

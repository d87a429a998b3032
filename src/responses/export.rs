//! One export, opened: its bytes decoded, its cells told apart, its header block understood.

use super::chunks::Chunks;
use super::fate::Fate;
use super::heads::{Heads, Sample};
use super::input::{self, Fingerprint, OpenOptions, Progress, Source};
use super::layout::Form;
use super::limits::Limits;
use super::platform::{self, Apart, Headers, Platform, SetApart, When};
use super::records::Records;
use super::rewrite::Met;
use super::stream::{TextSeen, WatchText, sampled};
use super::table::{Known, Table};
use super::unchanged::Stamp;
use super::unreadable::unreadable;
use super::{dialect, encoding, mend, shape, suspicion, takeout};
use crate::definition::{Delimiter, Dialect, Sign, Survey};
use crate::diagnostic::Fault;
use crate::label::{fold, tidy_cell, trim};
use crate::results::Input;
use csv::ByteRecord;
use encoding_rs::{Encoding, UTF_8};
use std::io::{self, Read};
use std::sync::{Arc, Mutex};

/// Bytes of decoded text looked at to find the separator and the platform.
const SAMPLE: usize = 1 << 20;

/// The way that rows made here are written.
const AS_USUAL: Dialect =
    Dialect { delimiter: None, quote: Some(Sign(Some(b'"'))), escape: Some(Sign(None)), comment: Some(Sign(None)) };

/// How to read exports, settled once for all of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Manner {
    sheet: Option<String>,
    encoding: Option<&'static Encoding>,
    dialect: Dialect,
    platform: Option<&'static Platform>,
    skip_rows: Option<usize>,
    header_rows: Option<usize>,
    run_length: Option<usize>,
    fingerprint: bool,
    limits: Limits,
    heads: Heads,
}

impl Manner {
    /// What the options ask for; else what the definition says.
    ///
    /// # Errors
    ///
    /// When there is no such encoding or platform, or one character would have two meanings.
    pub(super) fn new(options: &OpenOptions, survey: Option<&Survey>) -> Result<Manner, Fault> {
        let platform = options.platform.as_deref().or_else(|| survey?.platform.as_deref());
        let dialect = options.dialect.or(survey.map(|survey| survey.dialect).unwrap_or_default());
        if let Some(conflict) = dialect.conflict() {
            return Err(Fault::new(conflict).help("leave out the one that the export does not have"));
        }
        Ok(Manner {
            sheet: options.sheet.clone(),
            encoding: options.encoding.as_deref().map(encoding::by_name).transpose()?,
            dialect,
            platform: platform.map(platform::by_name).transpose()?,
            skip_rows: options.skip_rows.or_else(|| survey?.skip_rows),
            header_rows: options.header_rows.or_else(|| survey?.header_rows),
            run_length: options.run_length,
            fingerprint: options.fingerprint,
            limits: options.limits,
            heads: options.heads.clone(),
        })
    }
}

impl Manner {
    /// How exports are written, as far as somebody said.
    pub(super) fn said(&self) -> Dialect {
        self.dialect
    }

    /// The same for a table that is no export.
    pub(super) fn plain(self) -> Manner {
        Manner { platform: Some(&platform::PLAIN), skip_rows: None, header_rows: Some(1), ..self }
    }
}

/// How a file begins, as a definition says it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Beginning {
    /// Lines before the table, where they hold something.
    pub skip_rows: Option<usize>,
    /// Rows of the header, where it has others than its platform writes.
    pub header_rows: Option<usize>,
}

/// A file whose header has been read.
pub(super) struct Export {
    pub(super) name: String,
    pub(super) headers: Headers,
    /// How it begins.
    pub(super) beginning: Beginning,
    /// What its rows look like.
    pub(super) form: Form,
    /// What is doubtful about it, in words.
    pub(super) doubts: Vec<String>,
    pub(super) separator: u8,
    /// Lines before the first row, where rows do not know their lines themselves.
    pub(super) first_line: u64,
    pub(super) rows: Rows,
    fingerprint: Fingerprint,
    stamp: Option<Stamp>,
    dialect: String,
    /// What a definition must say of how it is written.
    pub(super) found: Dialect,
    /// What was met on the way from its dialect to the usual one.
    met: Arc<Met>,
}

/// What is left of a file behind its header.
pub(super) enum Rows {
    /// Runs of text to be taken apart on any thread.
    Chunks(Chunks),
    /// Records, one after the other.
    Records(Box<Records>),
}

/// A file that has been opened and looked at, but not read.
struct Looked {
    stream: Box<dyn Read + Send>,
    encoding: &'static Encoding,
    fingerprint: Fingerprint,
    stamp: Option<Stamp>,
    packed: Option<String>,
    is_sheet: bool,
    is_json: bool,
}

impl Export {
    /// Opens a source and reads its header block. Rows come in chunks, unless `carefully` is asked for.
    ///
    /// # Errors
    ///
    /// When it cannot be read, is empty, is no CSV file, or is a product of the platform that holds no
    /// responses.
    pub(super) fn open(
        source: &Source,
        manner: Manner,
        stdin: &mut Option<Box<dyn Read + Send>>,
        progress: &Progress,
        carefully: bool,
    ) -> Result<Export, Fault> {
        let name = source.name();
        let failed = |error: io::Error| unreadable(&source.name(), &error);
        let looked = look(source, &manner, stdin, progress)?;
        // What is UTF-8 already is decoded where it is taken apart.
        let is_raw = !carefully && looked.encoding == UTF_8 && !looked.is_json;
        let decoded: Box<dyn Read + Send> =
            if is_raw { looked.stream } else { Box::new(encoding::decoder(looked.encoding, looked.stream)) };
        let decoded: Box<dyn Read + Send> = if looked.is_json {
            Box::new(takeout::to_csv(decoded).map_err(|fault| fault.in_file(&*name))?)
        } else {
            decoded
        };
        // What has been made here is written with commas.
        let said = if looked.is_json || looked.is_sheet {
            Dialect { delimiter: Some(Delimiter::single(b',')), ..AS_USUAL }
        } else {
            manner.dialect
        };
        let dialect::Text { stream, separator, title, found, met } =
            dialect::understood(decoded, said, SAMPLE).map_err(failed)?;
        let text_seen = Arc::new(Mutex::new(TextSeen::default()));
        let watched: Box<dyn Read + Send> =
            if carefully { Box::new(WatchText::new(stream, Arc::clone(&text_seen))) } else { Box::new(stream) };
        let (sample, mut stream) = sampled(watched, SAMPLE).map_err(failed)?;
        let is_whole = sample.len() < SAMPLE;
        let size = is_whole.then_some(sample.len());
        let sample = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&sample);
        let declared = if looked.is_sheet { None } else { dialect::declared(sample) };
        let length = declared
            .map_or(0, |(_, length)| length)
            .max(manner.skip_rows.map_or(0, |lines| behind_lines(sample, lines)));
        let text = &sample[length..];
        let records = mend::first_records(separator, text, dialect::usual);
        // The last record of a sample that is not the whole file may be cut off.
        let complete = if is_whole || records.len() < 2 { records.len() } else { records.len() - 1 };
        let known = Known {
            platform: manner.platform,
            header_rows: manner.header_rows,
            begins_here: manner.skip_rows.is_some(),
        };
        let in_file = |fault: Fault| fault.in_file(&*name);
        let find = || Table::find(&records[..complete], known, manner.limits);
        let table = manner.heads.table(&Sample { text, separator, is_whole, known }, find).map_err(in_file)?;
        let mut table =
            table.ok_or_else(|| in_file(Fault::new("the file is empty").help("download the export again")))?;
        let (skipped, length) = (length, length + start(&records, table.before));
        let lines = lines_before(sample, length);
        let rows = &records[table.before..];
        table.complete(rows, is_whole);
        let form = form(rows, text, &table.headers, is_whole);
        let beginning = Beginning {
            skip_rows: manner.skip_rows.or((has_text(&records[..table.before])).then_some(lines)),
            header_rows: table.is_counted.then_some(table.headers.rows),
        };
        let lines = beginning.skip_rows.unwrap_or(0);
        let written = match () {
            () if looked.is_sheet => Vec::new(),
            () if looked.is_json => vec![encoding::title(looked.encoding).to_string(), "JSON".to_string()],
            () => vec![encoding::title(looked.encoding).to_string(), title],
        };
        let dialect = how_it_was_read(looked.packed, written, &table, (!looked.is_json).then_some(lines));
        let doubts = doubts(rows, sample, &table, separator);
        // Where the rows begin; of a header that is longer than the sample, only how many records it has is known.
        let header = table.headers.rows;
        let (length, header) = match records.get(table.before + header) {
            Some(_) if header > 0 => (skipped + start(&records, table.before + header), 0),
            None if is_whole && header > 0 => (skipped + text.len(), 0),
            _ => (length, header),
        };
        let (fingerprint, stamp) = (looked.fingerprint, looked.stamp);
        let export = |rows, first_line| Export {
            name,
            headers: table.headers,
            beginning,
            form,
            doubts,
            separator,
            first_line,
            rows,
            fingerprint,
            stamp,
            dialect,
            found: if looked.is_json || looked.is_sheet { Dialect::default() } else { found },
            met,
        };
        if carefully {
            io::copy(&mut stream.by_ref().take(length as u64), &mut io::sink()).map_err(failed)?;
            let mut records = Records::new(Box::new(stream), separator, text_seen, length as u64);
            let name = source.name();
            for _ in 0..header {
                records.next(&name)?;
            }
            return Ok(export(Rows::Records(Box::new(records)), 0));
        }
        match Chunks::new(Box::new(stream), separator, (length, header), size, manner.run_length).map_err(failed)? {
            Some((chunks, lines)) => Ok(export(Rows::Chunks(chunks), lines)),
            None => Export::open(source, manner, stdin, progress, true),
        }
    }

    /// The next record, of a file that is read carefully, and the line it starts on.
    pub(super) fn next_record(&mut self) -> Result<Option<(ByteRecord, u64)>, Fault> {
        let (columns, width) = (self.headers.columns.len(), self.form.width);
        let fits = |record: &ByteRecord| !shape::is_ragged(record, columns, width);
        match &mut self.rows {
            Rows::Records(records) => records.next_row(&self.name, fits),
            Rows::Chunks(_) => Ok(None),
        }
    }

    /// What there is to say about lines and cells that were met on the way to the usual dialect.
    pub(super) fn remarks(&self) -> Vec<String> {
        self.met.remarks()
    }

    /// Characters that could not be decoded, of a file that is read carefully.
    pub(super) fn replaced(&self) -> u64 {
        match &self.rows {
            Rows::Records(records) => records.replaced(),
            Rows::Chunks(_) => 0,
        }
    }

    /// Whether the record just read runs over lines to the end of the file because a quotation mark was never
    /// closed: the rows it has swallowed cannot be told apart.
    pub(super) fn is_open_quote(&self) -> bool {
        matches!(&self.rows, Rows::Records(records) if records.is_open())
    }

    /// The record just read, as it is written, of a file that is read carefully.
    pub(super) fn raw(&self) -> &[u8] {
        match &self.rows {
            Rows::Records(records) => records.raw(),
            Rows::Chunks(_) => &[],
        }
    }

    /// A file that has been read to its end, for the record; its rows have been counted elsewhere.
    pub(super) fn close(mut self) -> Result<Input, Fault> {
        // What follows the last record, for example in a packed file, belongs to its fingerprint too.
        let rest = match &mut self.rows {
            Rows::Chunks(chunks) => chunks.drain(),
            Rows::Records(records) => records.drain(),
        };
        rest.map_err(|error| unreadable(&self.name, &error))?;
        let (bytes, sha256) = self.fingerprint.read();
        self.stamp.map_or(Ok(()), |stamp| stamp.check(bytes))?;
        Ok(Input { name: self.name, sha256, bytes, dialect: self.dialect, rows: 0 })
    }
}

/// Opens a source and finds out what its bytes are.
fn look(
    source: &Source,
    manner: &Manner,
    stdin: &mut Option<Box<dyn Read + Send>>,
    progress: &Progress,
) -> Result<Looked, Fault> {
    let opened = input::open(source, stdin, progress, manner.fingerprint, manner.limits, manner.sheet.as_deref())?;
    let failed = |error: io::Error| unreadable(&source.name(), &error);
    let (sample, stream) = sampled(opened.bytes, encoding::SAMPLE).map_err(failed)?;
    Ok(Looked {
        encoding: manner.encoding.filter(|_| !opened.is_sheet).unwrap_or_else(|| encoding::guess(&sample)),
        is_json: !opened.is_sheet && takeout::is_json(&sample),
        is_sheet: opened.is_sheet,
        stream: Box::new(stream),
        fingerprint: opened.fingerprint,
        stamp: opened.stamp,
        packed: opened.packed,
    })
}

/// What the rows of a file look like, by the first ones and the header before them.
fn form(rows: &[ByteRecord], text: &[u8], headers: &Headers, is_whole: bool) -> Form {
    let (header, rows) = rows.split_at(headers.rows.min(rows.len()));
    let trimmed = |record: &ByteRecord| record.iter().map(|cell| trim(cell).to_vec()).collect();
    let width = shape::row_width(rows, &headers.columns, is_whole);
    let tail = if is_whole { shape::tail(rows, text, headers.columns.len().min(width)) } else { &[] };
    Form { width, header: header.iter().map(trimmed).collect(), tail: tail.iter().map(trimmed).collect() }
}

/// What is doubtful about a file by its first rows, in words.
fn doubts(rows: &[ByteRecord], sample: &[u8], table: &Table, separator: u8) -> Vec<String> {
    let mut doubts: Vec<String> = suspicion::of_text(sample).into_iter().collect();
    if table.evidence.is_empty() {
        doubts.extend(suspicion::of_header(rows, sample, separator).filter(|_| table.headers.rows > 0));
    }
    doubts.extend(table.doubt.clone());
    if table.evidence.is_empty() {
        let (header, rows) = rows.split_at(table.headers.rows.min(rows.len()));
        doubts.extend(suspicion::of_direction(header, rows));
    }
    if table.evidence.is_empty() && !table.is_counted {
        doubts.extend(suspicion::of_table(
            table.headers.columns.len(),
            rows.get(table.headers.rows..).unwrap_or_default(),
        ));
    }
    doubts
}

/// What had to be assumed about a file, in words: what it is packed in, what its text is like, who wrote it, how it
/// begins.
fn how_it_was_read(packed: Option<String>, text: Vec<String>, table: &Table, beginning: Option<usize>) -> String {
    let platform = (!table.evidence.is_empty()).then(|| format!("{} ({})", table.platform.title, table.evidence));
    let begins = beginning.map(|lines| [lines_skipped(lines), Some(header_rows(table))]);
    let begins = begins.into_iter().flatten().flatten();
    packed.into_iter().chain(text).chain(platform).chain(begins).collect::<Vec<_>>().join(", ")
}

fn lines_skipped(lines: usize) -> Option<String> {
    match lines {
        0 => None,
        1 => Some("1 line before the header".to_string()),
        many => Some(format!("{many} lines before the header")),
    }
}

/// The header rows in words, and which of them holds the wordings where that had to be found.
fn header_rows(table: &Table) -> String {
    const NUMBERS: [&str; 4] = ["first", "second", "third", "fourth"];
    let wordings = table.wordings.and_then(|row| NUMBERS.get(row));
    let wordings = wordings.map_or(String::new(), |row| format!(" (the {row} holds the wordings)"));
    let without = table.without.as_ref().map_or(String::new(), |which| format!(" ({which})"));
    match table.headers.rows {
        0 => "no header row (columns are named by their position)".to_string(),
        1 => format!("1 header row{without}"),
        many => format!("{many} header rows{wordings}{without}"),
    }
}

/// Where a record begins in its text; the line end of the record before may still stand there.
fn start(records: &[ByteRecord], at: usize) -> usize {
    let position = records.get(at).and_then(ByteRecord::position);
    position.and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(0)
}

/// Whether any of these records holds something.
fn has_text(records: &[ByteRecord]) -> bool {
    records.iter().any(|record| record.iter().any(|cell| !trim(cell).is_empty()))
}

/// What ends the lines of a text.
fn line_end(text: &[u8]) -> u8 {
    if memchr::memchr(b'\n', text).is_some() { b'\n' } else { b'\r' }
}

/// The place behind so many lines of a text.
fn behind_lines(text: &[u8], lines: usize) -> usize {
    let ends = memchr::memchr_iter(line_end(text), text);
    lines.checked_sub(1).map_or(0, |last| ends.skip(last).map(|at| at + 1).next().unwrap_or(text.len()))
}

/// The lines of a text before the one that has something in it from this place on.
fn lines_before(text: &[u8], place: usize) -> usize {
    let blank = text[place..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    memchr::memchr_iter(line_end(text), &text[..place + blank]).count()
}

impl SetApart {
    /// What a row is by this rule, judged by the cell of its column; `None` where it does not apply.
    pub(super) fn fate(&self, cell: &[u8]) -> Option<Fate> {
        let cell = fold(&tidy_cell(cell));
        let applies = match self.when {
            When::OneOf(words) => words.contains(&cell.as_str()),
            When::NoneOf(words) => !words.contains(&cell.as_str()),
        };
        applies.then_some(match self.apart {
            Apart::Preview => Fate::Preview,
            Apart::Incomplete => Fate::Incomplete,
        })
    }
}

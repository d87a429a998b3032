//! One export, opened: its bytes decoded, its cells told apart, its header block understood.

use super::chunks::Chunks;
use super::input::{self, Fingerprint, OpenOptions, Progress, Source};
use super::layout::Form;
use super::limits::Limits;
use super::platform::{self, Apart, Head, Headers, Platform, SetApart, When};
use super::stream::{BUFFER, Bounded, TextSeen, WatchText, sampled};
use super::unchanged::Stamp;
use super::{dialect, encoding, shape, split, suspicion, takeout};
use crate::diagnostic::Fault;
use crate::label::{fold, tidy_cell, trim};
use crate::results::Input;
use crate::tally::Fate;
use csv::ByteRecord;
use encoding_rs::{Encoding, UTF_8};
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Bytes of decoded text looked at to find the separator and the platform.
const SAMPLE: usize = 1 << 20;
/// Records looked at to find the platform.
const HEAD_RECORDS: usize = 40;

/// How to read exports, settled once for all of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Manner {
    encoding: Option<&'static Encoding>,
    delimiter: Option<u8>,
    platform: Option<&'static Platform>,
    run_length: Option<usize>,
    fingerprint: bool,
    limits: Limits,
}

impl Manner {
    /// What the options ask for; `platform` is the definition's own.
    ///
    /// # Errors
    ///
    /// When there is no such encoding or platform.
    pub(super) fn new(options: &OpenOptions, platform: Option<&str>) -> Result<Manner, Fault> {
        Ok(Manner {
            encoding: options.encoding.as_deref().map(encoding::by_name).transpose()?,
            delimiter: options.delimiter,
            platform: options.platform.as_deref().or(platform).map(platform::by_name).transpose()?,
            run_length: options.run_length,
            fingerprint: options.fingerprint,
            limits: options.limits,
        })
    }
}

impl Manner {
    /// The same for a table that is no export.
    pub(super) fn plain(self) -> Manner {
        Manner { platform: Some(&platform::PLAIN), ..self }
    }
}

/// A file whose header has been read.
pub(super) struct Export {
    pub(super) name: String,
    pub(super) headers: Headers,
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
}

/// What is left of a file behind its header.
pub(super) enum Rows {
    /// Runs of text to be taken apart on any thread.
    Chunks(Chunks),
    /// Records, one after the other.
    Records(Records),
}

/// Records as the `csv` crate reads them from decoded text.
pub(super) struct Records {
    reader: csv::Reader<Box<dyn Read + Send>>,
    text: Arc<Mutex<TextSeen>>,
    since_record: Arc<AtomicU64>,
    /// Bytes of the text that stand before what the reader sees.
    skipped: u64,
    separator: u8,
    /// Whether the record just read runs over lines to the end because a quotation mark was never closed.
    is_open: bool,
    /// The record just read, as it is written.
    raw: Vec<u8>,
}

/// A file that has been opened and looked at, but not read.
struct Looked {
    stream: Box<dyn Read + Send>,
    encoding: &'static Encoding,
    fingerprint: Fingerprint,
    stamp: Option<Stamp>,
    packed: Option<&'static str>,
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
        let failed = |error: io::Error| input::unreadable(&source.name(), &error);
        let looked = look(source, manner, stdin, progress)?;
        // What is UTF-8 already is decoded where it is taken apart.
        let is_raw = !carefully && looked.encoding == UTF_8 && !looked.is_json;
        let decoded: Box<dyn Read + Send> =
            if is_raw { looked.stream } else { Box::new(encoding::decoder(looked.encoding, looked.stream)) };
        let decoded: Box<dyn Read + Send> = if looked.is_json {
            Box::new(takeout::to_csv(decoded).map_err(|fault| fault.in_file(&*name))?)
        } else {
            decoded
        };
        let text = Arc::new(Mutex::new(TextSeen::default()));
        let watched: Box<dyn Read + Send> =
            if carefully { Box::new(WatchText::new(decoded, Arc::clone(&text))) } else { decoded };
        let (sample, mut stream) = sampled(watched, SAMPLE).map_err(failed)?;
        let is_whole = sample.len() < SAMPLE;
        let size = is_whole.then_some(sample.len());
        let sample = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&sample);
        let (declared, length) = dialect::declared(sample).unzip();
        let length = length.unwrap_or(0);
        let sample = &sample[length..];
        let separator = manner.delimiter.or(declared).unwrap_or_else(|| dialect::separator(sample));
        let (blank, head) = head(sample, separator, is_whole, manner.limits).map_err(|fault| fault.in_file(&*name))?;
        let head = Head::new(&head)
            .ok_or_else(|| Fault::new("the file is empty").in_file(&*name).help("download the export again"))?;
        let (platform, evidence) = match manner.platform {
            Some(platform) => (platform, "as asked for".to_string()),
            None => platform::detect(head),
        };
        let headers = (platform.lay_out)(head).map_err(|fault| fault.in_file(&*name))?;
        let platform = (!evidence.is_empty()).then(|| format!("{} ({evidence})", platform.title));
        let dialect =
            how_it_was_read(looked.packed, looked.encoding, separator, looked.is_json, platform, headers.rows);
        let rows = split::records(separator, sample).into_byte_records().map_while(Result::ok);
        let rows: Vec<ByteRecord> = rows.skip(blank).collect();
        let form = form(&rows, &headers, is_whole).map_err(|fault| fault.in_file(&*name))?;
        let is_recognised = !evidence.is_empty();
        let of_header = || suspicion::of_header(&rows, sample, separator);
        let of_table = || suspicion::of_table(&headers.columns, rows.get(headers.rows..).unwrap_or_default());
        let mut doubts: Vec<String> = suspicion::of_text(sample).into_iter().collect();
        if !is_recognised {
            doubts.extend(of_header().into_iter().chain(of_table()));
        }
        let header = blank + headers.rows + usize::from(length > 0);
        let (fingerprint, stamp) = (looked.fingerprint, looked.stamp);
        let export = |rows, first_line| Export {
            name,
            headers,
            form,
            doubts,
            separator,
            first_line,
            rows,
            fingerprint,
            stamp,
            dialect,
        };
        if carefully {
            io::copy(&mut stream.by_ref().take(length as u64), &mut io::sink()).map_err(failed)?;
            let mut records = Records::new(Box::new(stream), separator, text, length as u64);
            let name = source.name();
            for _ in 0..header - usize::from(length > 0) {
                records.next(&name)?;
            }
            return Ok(export(Rows::Records(records), 0));
        }
        match Chunks::new(Box::new(stream), separator, header, size, manner.run_length).map_err(failed)? {
            Some((chunks, lines)) => Ok(export(Rows::Chunks(chunks), lines)),
            None => Export::open(source, manner, stdin, progress, true),
        }
    }

    /// The next record, of a file that is read carefully, and the line it starts on.
    pub(super) fn next_record(&mut self) -> Result<Option<(ByteRecord, u64)>, Fault> {
        match &mut self.rows {
            Rows::Records(records) => records.next(&self.name),
            Rows::Chunks(_) => Ok(None),
        }
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
        matches!(&self.rows, Rows::Records(records) if records.is_open)
    }

    /// The record just read, as it is written, of a file that is read carefully.
    pub(super) fn raw(&self) -> &[u8] {
        match &self.rows {
            Rows::Records(records) => &records.raw,
            Rows::Chunks(_) => &[],
        }
    }

    /// A file that has been read to its end, for the record; its rows have been counted elsewhere.
    pub(super) fn close(mut self) -> Result<Input, Fault> {
        // What follows the last record, for example in a packed file, belongs to its fingerprint too.
        let rest = match &mut self.rows {
            Rows::Chunks(chunks) => chunks.drain(),
            Rows::Records(records) => io::copy(records.reader.get_mut(), &mut io::sink()),
        };
        rest.map_err(|error| input::unreadable(&self.name, &error))?;
        let (bytes, sha256) = self.fingerprint.read();
        self.stamp.map_or(Ok(()), |stamp| stamp.check(bytes))?;
        Ok(Input { name: self.name, sha256, bytes, dialect: self.dialect, rows: 0 })
    }
}

/// Opens a source and finds out what its bytes are.
fn look(
    source: &Source,
    manner: Manner,
    stdin: &mut Option<Box<dyn Read + Send>>,
    progress: &Progress,
) -> Result<Looked, Fault> {
    let opened = input::open(source, stdin, progress, manner.fingerprint, manner.limits)?;
    let failed = |error: io::Error| input::unreadable(&source.name(), &error);
    let (sample, stream) = sampled(opened.bytes, encoding::SAMPLE).map_err(failed)?;
    Ok(Looked {
        encoding: manner.encoding.unwrap_or_else(|| encoding::guess(&sample)),
        is_json: takeout::is_json(&sample),
        stream: Box::new(stream),
        fingerprint: opened.fingerprint,
        stamp: opened.stamp,
        packed: opened.packed,
    })
}

/// What the rows of a file look like, by the first ones and the header before them.
fn form(rows: &[ByteRecord], headers: &Headers, is_whole: bool) -> Result<Form, Fault> {
    let (header, rows) = rows.split_at(headers.rows.min(rows.len()));
    let trimmed = |record: &ByteRecord| record.iter().map(|cell| trim(cell).to_vec()).collect();
    Ok(Form {
        width: shape::row_width(rows, &headers.columns, is_whole)?,
        header: header.iter().map(trimmed).collect(),
    })
}

/// What had to be assumed about a file, in words.
fn how_it_was_read(
    packed: Option<&str>,
    encoding: &'static Encoding,
    separator: u8,
    is_json: bool,
    platform: Option<String>,
    rows: usize,
) -> String {
    let header = format!("{rows} header row{}", if rows == 1 { "" } else { "s" });
    let parts = [
        packed.map(str::to_string),
        Some(encoding::title(encoding).to_string()),
        Some(if is_json { "JSON".to_string() } else { dialect::title(separator) }),
        platform,
        Some(header).filter(|_| !is_json),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

impl Records {
    fn new(stream: Box<dyn Read + Send>, separator: u8, text: Arc<Mutex<TextSeen>>, skipped: u64) -> Records {
        let since_record = Arc::new(AtomicU64::new(0));
        let reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(BUFFER)
            .from_reader(Box::new(Bounded {
                inner: stream,
                separator,
                since_record: Arc::clone(&since_record),
                cells: 0,
            }) as _);
        Records { reader, text, since_record, skipped, separator, is_open: false, raw: Vec::new() }
    }

    /// The next record and the line it starts on. `name` is the file's.
    pub(super) fn next(&mut self, name: &str) -> Result<Option<(ByteRecord, u64)>, Fault> {
        let mut record = ByteRecord::new();
        let start = self.skipped + self.reader.position().byte();
        let more = self.reader.read_byte_record(&mut record);
        let end = self.skipped + self.reader.position().byte();
        let mut seen = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        let line = seen.line_at(start);
        self.is_open = record.as_slice().contains(&b'\n')
            && seen.ends_at(end)
            && split::ends_in_quotes(self.separator, seen.recent());
        self.raw.clear();
        self.raw.extend_from_slice(seen.until(end));
        drop(seen);
        self.since_record.store(0, Ordering::Relaxed);
        match more {
            Ok(more) => Ok(more.then_some((record, line))),
            Err(error) => Err(broken(error, line, name)),
        }
    }

    fn seen(&self) -> MutexGuard<'_, TextSeen> {
        self.text.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Characters that stand for what could not be decoded.
    pub(super) fn replaced(&self) -> u64 {
        self.seen().replaced()
    }
}

/// A record that could not be read.
fn broken(error: csv::Error, line: u64, name: &str) -> Fault {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => too_long(Some(line), name),
        csv::ErrorKind::Io(error) => input::unreadable(name, &error),
        other => Fault::new(format!("line {line} cannot be read: {other:?}")).in_file(name),
    }
}

/// A record without an end.
pub(super) fn too_long(line: Option<u64>, name: &str) -> Fault {
    let which = line.map_or("a row".to_string(), |line| format!("the row that starts on line {line}"));
    Fault::new(format!("{which} does not end within 64 MiB"))
        .in_file(name)
        .help("a quotation mark that opens a cell there is probably never closed")
}

/// The first records of a sample, tidied, and how many blank ones stand before them. The last record of a
/// sample that is not the whole file may be cut off, and is left out unless it is the only one.
///
/// # Errors
///
/// When the first of them has more cells than a header may have.
fn head(sample: &[u8], separator: u8, is_whole: bool, limits: Limits) -> Result<(usize, Vec<Vec<String>>), Fault> {
    let records = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(sample);
    let mut records = records.into_byte_records().map_while(Result::ok).peekable();
    let is_blank = |record: &ByteRecord| record.iter().all(|cell| trim(cell).is_empty());
    let mut blank = 0;
    while records.next_if(is_blank).is_some() {
        blank += 1;
    }
    let mut head = Vec::new();
    while let Some(record) = records.next().filter(|_| head.len() < HEAD_RECORDS) {
        if head.is_empty() {
            limits.check_columns(record.len())?;
        }
        let is_cut = records.peek().is_none() && !is_whole && !head.is_empty();
        if !is_cut {
            head.push(record.iter().map(tidy_cell).collect());
        }
    }
    Ok((blank, head))
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

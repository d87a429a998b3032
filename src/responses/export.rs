//! One export, opened: its bytes decoded, its cells told apart, its header block understood.

use super::input::{self, Fingerprint, OpenOptions, Progress, Source};
use super::label::{fold, tidy, trim};
use super::platform::{self, Apart, Head, Headers, Platform, SetApart, When};
use super::stream::{BUFFER, Bounded, TextSeen, WatchText, sampled};
use super::{dialect, encoding, takeout};
use crate::diagnostic::Fault;
use crate::results::Input;
use crate::tally::Fate;
use csv::ByteRecord;
use encoding_rs::Encoding;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of decoded text looked at to find the separator and the platform.
const SAMPLE: usize = 1 << 20;
/// Records looked at to find the platform.
const HEAD_RECORDS: usize = 40;
/// Lines from which a row with the wrong number of cells looks like a missing quotation mark.
const SUSPICIOUS_LINES: u64 = 2;

/// How to read exports, settled once for all of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Manner {
    encoding: Option<&'static Encoding>,
    delimiter: Option<u8>,
    platform: Option<&'static Platform>,
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
    /// Data rows read so far.
    pub(super) rows: u64,
    records: csv::Reader<Box<dyn Read + Send>>,
    fingerprint: Fingerprint,
    dialect: String,
    text: Arc<TextSeen>,
    since_record: Arc<AtomicU64>,
    swallowed: Option<String>,
}

impl Export {
    /// Opens a source and reads its header block.
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
    ) -> Result<Export, Fault> {
        let name = source.name();
        let failed = |error: io::Error| input::unreadable(&name, &error);
        let opened = input::open(source, stdin, progress)?;
        let (sample, bytes) = sampled(opened.bytes, encoding::SAMPLE).map_err(failed)?;
        let encoding = manner.encoding.unwrap_or_else(|| encoding::guess(&sample));
        let decoded = encoding::decoder(encoding, bytes);
        let (decoded, converted): (Box<dyn Read + Send>, _) = if takeout::is_json(&sample) {
            (Box::new(takeout::to_csv(decoded).map_err(|fault| fault.in_file(&*name))?), true)
        } else {
            (Box::new(decoded), false)
        };
        let text = Arc::new(TextSeen::default());
        let (sample, mut stream) = sampled(WatchText::new(decoded, Arc::clone(&text)), SAMPLE).map_err(failed)?;
        let (declared, length) = dialect::declared(&sample).unzip();
        let length = length.unwrap_or(0);
        io::copy(&mut stream.by_ref().take(length as u64), &mut io::sink()).map_err(failed)?;
        let is_whole = sample.len() < SAMPLE;
        let sample = &sample[length..];
        let separator = manner.delimiter.or(declared).unwrap_or_else(|| dialect::separator(sample));
        let (blank, head) = head(sample, separator, is_whole);
        let head = Head::new(&head)
            .ok_or_else(|| Fault::new("the file is empty").in_file(&*name).help("download the export again"))?;
        let (platform, evidence) = match manner.platform {
            Some(platform) => (platform, "as asked for".to_string()),
            None => platform::detect(head),
        };
        let headers = (platform.lay_out)(head).map_err(|fault| fault.in_file(&*name))?;
        let platform = if evidence.is_empty() { String::new() } else { format!("{} ({evidence})", platform.title) };
        let since_record = Arc::new(AtomicU64::new(0));
        let records = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(BUFFER)
            .from_reader(Box::new(Bounded { inner: stream, since_record: Arc::clone(&since_record) }) as _);
        let how = [
            opened.packed.map(str::to_string),
            Some(encoding::title(encoding).to_string()),
            Some(if converted { "JSON".to_string() } else { dialect::title(separator) }),
            Some(platform.clone()).filter(|platform| !platform.is_empty()),
            Some(headers.rows)
                .filter(|_| !converted)
                .map(|rows| format!("{rows} header row{}", if rows == 1 { "" } else { "s" })),
        ];
        let dialect = how.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let mut export = Export {
            fingerprint: opened.fingerprint,
            name,
            headers,
            rows: 0,
            records,
            dialect,
            text,
            since_record,
            swallowed: None,
        };
        export.skip(blank + export.headers.rows)?;
        Ok(export)
    }

    /// Passes over the header block.
    fn skip(&mut self, records: usize) -> Result<(), Fault> {
        for _ in 0..records {
            self.next_record()?;
        }
        self.rows = 0;
        Ok(())
    }

    /// The next record and the line it starts on.
    pub(super) fn next_record(&mut self) -> Result<Option<(ByteRecord, u64)>, Fault> {
        let mut record = ByteRecord::new();
        let line = self.records.position().line();
        let more = self.records.read_byte_record(&mut record).map_err(|error| self.broken(error, line))?;
        self.since_record.store(0, Ordering::Relaxed);
        if !more {
            return Ok(None);
        }
        self.rows += 1;
        let line = record.position().map_or(line, csv::Position::line);
        Ok(Some((record, line)))
    }

    fn broken(&self, error: csv::Error, line: u64) -> Fault {
        match error.into_kind() {
            csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                Fault::new(format!("the row that starts on line {line} does not end within 64 MiB"))
                    .in_file(&*self.name)
                    .help("a quotation mark that opens a cell there is probably never closed")
            }
            csv::ErrorKind::Io(error) => input::unreadable(&self.name, &error),
            other => Fault::new(format!("line {line} cannot be read: {other:?}")).in_file(&*self.name),
        }
    }

    /// Whether a record that ends the file runs to its end because a quotation mark was never closed: the
    /// rows it has swallowed cannot be told apart.
    pub(super) fn is_open_quote(&self, record: &ByteRecord) -> bool {
        self.text.has_odd_quotes() && record.as_slice().contains(&b'\n')
    }

    /// Remembers a ragged row that runs over several lines: a quotation mark may be missing.
    pub(super) fn suspect_quote(&mut self, record: &ByteRecord, line: u64) {
        let breaks = record.as_slice().split(|byte| *byte == b'\n').count() as u64 - 1;
        if breaks + 1 >= SUSPICIOUS_LINES && self.swallowed.is_none() {
            self.swallowed = Some(format!(
                "`{}`: the row that starts on line {line} runs over {} lines and was left out; \
                 a quotation mark is probably missing there",
                self.name,
                breaks + 1
            ));
        }
    }

    /// A file that has been read to its end, for the record, and what had to be assumed.
    pub(super) fn close(mut self) -> Result<(Input, Vec<String>), Fault> {
        // What follows the last record, for example in a packed file, belongs to its fingerprint too.
        io::copy(self.records.get_mut(), &mut io::sink()).map_err(|error| input::unreadable(&self.name, &error))?;
        let mut cautions = Vec::new();
        let replaced = self.text.replaced.load(Ordering::Relaxed);
        if replaced > 0 {
            cautions.push(format!(
                "`{}`: {replaced} characters could not be read as the encoding assumed; name it with --encoding",
                self.name
            ));
        }
        if self.rows == 0 {
            cautions.push(format!("`{}` has a header but no responses", self.name));
        }
        cautions.extend(self.swallowed);
        let (bytes, sha256) = self.fingerprint.read();
        Ok((Input { name: self.name, sha256, bytes, dialect: self.dialect, rows: self.rows }, cautions))
    }
}

/// The first records of a sample, tidied, and how many blank ones stand before them. The last record of a
/// sample that is not the whole file may be cut off, and is left out unless it is the only one.
fn head(sample: &[u8], separator: u8, is_whole: bool) -> (usize, Vec<Vec<String>>) {
    let records = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(sample);
    let mut records = records.into_byte_records().map_while(Result::ok).peekable();
    let is_blank = |record: &ByteRecord| record.iter().all(|cell| trim(cell).is_empty());
    let mut blank = 0;
    while records.next_if(is_blank).is_some() {
        blank += 1;
    }
    let mut head = Vec::new();
    while let Some(record) = records.next().filter(|_| head.len() < HEAD_RECORDS) {
        let is_cut = records.peek().is_none() && !is_whole && !head.is_empty();
        if !is_cut {
            head.push(record.iter().map(tidy).collect());
        }
    }
    (blank, head)
}

impl SetApart {
    /// What a row is by this rule; `None` where it does not apply.
    pub(super) fn fate(&self, record: &ByteRecord) -> Option<Fate> {
        let cell = fold(&tidy(record.get(self.column).unwrap_or_default()));
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

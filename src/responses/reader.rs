//! Rows in order: files one after the other, split into records, each row's fate decided as far as it
//! depends on the rows before it.

use super::coder::Coder;
use super::input::{self, Fingerprint, OpenOptions, Progress, Source};
use super::label::{fold, tidy, trim};
use super::layout::Layout;
use super::{dialect, encoding};
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults};
use crate::results::Input;
use crate::tally::{BATCH_ROWS, Fate};
use csv::ByteRecord;
use encoding_rs::Encoding;
use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::io::{self, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of decoded text looked at to find the separator.
const DIALECT_SAMPLE: usize = 1 << 16;
/// Longest record accepted. A missing quotation mark would otherwise swallow a whole file.
const LONGEST_RECORD: u64 = 64 << 20;
/// Lines from which a row with the wrong number of cells looks like a missing quotation mark.
const SUSPICIOUS_LINES: u64 = 2;

/// Reads exports row by row. Decoding is left to the [`Coder`], which other threads may share.
pub struct Reader {
    waiting: std::vec::IntoIter<OpenFile>,
    current: Option<OpenFile>,
    done: Vec<Input>,
    cautions: Vec<String>,
    unused: Vec<String>,
    seen: HashSet<u64>,
    complete: Option<HashSet<String>>,
    coder: Arc<Coder>,
    progress: Progress,
}

/// A run of rows as they were read.
#[derive(Debug)]
pub struct RawBatch {
    /// Position of the file among the inputs.
    pub(super) input: usize,
    pub(super) layout: Arc<Layout>,
    pub(super) records: Vec<ByteRecord>,
    /// Number of each row in its file, from 1.
    pub(super) numbers: Vec<u64>,
    /// Line of the file that each row starts on.
    pub(super) lines: Vec<u64>,
    pub(super) fates: Vec<Fate>,
}

impl RawBatch {
    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.records.len()
    }

    /// A cell; empty where the row is too short.
    pub(super) fn cell(&self, row: usize, column: usize) -> &[u8] {
        self.records[row].get(column).unwrap_or_default()
    }
}

/// A file whose header has been read.
struct OpenFile {
    name: String,
    layout: Arc<Layout>,
    records: csv::Reader<Box<dyn Read + Send>>,
    fingerprint: Fingerprint,
    dialect: String,
    rows: u64,
    text: Arc<TextSeen>,
    since_record: Arc<AtomicU64>,
    swallowed: Option<String>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Reader").field("done", &self.done).field("cautions", &self.cautions).finish_non_exhaustive()
    }
}

impl Reader {
    /// Opens every source and reads its header, unless there are faults already.
    pub(super) fn open(
        sources: &[Source],
        mut faults: Vec<Fault>,
        survey: &Survey,
        options: OpenOptions,
    ) -> Result<Reader, Faults> {
        let OpenOptions { encoding, delimiter, mut stdin } = options;
        let encoding = encoding.as_deref().map(encoding::by_name).transpose()?;
        let total = sources.iter().map(Source::size).sum::<Option<u64>>();
        let progress = Progress::new(total);
        let mut files = Vec::new();
        for source in sources {
            match OpenFile::open(source, survey, encoding, delimiter, &mut stdin, &progress) {
                Ok(file) => files.push(file),
                Err(mut wrong) => faults.append(&mut wrong),
            }
        }
        if !faults.is_empty() {
            return Err(Faults(faults));
        }
        let unused = files.first().map(|file| file.layout.unused()).unwrap_or_default();
        let complete = survey.complete.as_ref().map(|complete| complete.is.iter().map(|word| fold(word)).collect());
        Ok(Reader {
            waiting: files.into_iter(),
            current: None,
            done: Vec::new(),
            cautions: Vec::new(),
            unused,
            seen: HashSet::new(),
            complete,
            coder: Arc::new(Coder::new(survey)),
            progress,
        })
    }

    /// Decodes what this reader reads; on any thread.
    #[must_use]
    pub fn coder(&self) -> Arc<Coder> {
        Arc::clone(&self.coder)
    }

    /// How far reading has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Columns of the first file that the definition does not use.
    #[must_use]
    pub fn unused_columns(&self) -> Vec<String> {
        self.unused.clone()
    }

    /// The next rows, all of one file; `None` when everything has been read.
    ///
    /// # Errors
    ///
    /// When a file cannot be read to its end.
    pub fn read_batch(&mut self) -> Result<Option<RawBatch>, Fault> {
        loop {
            let Some(mut file) = self.current.take().or_else(|| self.waiting.next()) else { return Ok(None) };
            let batch = self.fill(&mut file)?;
            if batch.records.is_empty() {
                self.close(file)?;
                continue;
            }
            self.current = Some(file);
            return Ok(Some(batch));
        }
    }

    /// What was read and what had to be assumed, once everything has been read.
    #[must_use]
    pub fn finish(self) -> (Vec<Input>, Vec<String>) {
        (self.done, self.cautions)
    }

    fn fill(&mut self, file: &mut OpenFile) -> Result<RawBatch, Fault> {
        let mut batch = RawBatch {
            input: self.done.len(),
            layout: Arc::clone(&file.layout),
            records: Vec::with_capacity(BATCH_ROWS),
            numbers: Vec::with_capacity(BATCH_ROWS),
            lines: Vec::with_capacity(BATCH_ROWS),
            fates: Vec::with_capacity(BATCH_ROWS),
        };
        while batch.records.len() < BATCH_ROWS {
            let Some((record, line)) = file.next_record()? else {
                file.reject_open_quote(&mut batch);
                break;
            };
            let fate = self.fate(&record, &file.layout);
            if fate == Fate::Ragged {
                file.suspect_quote(&record, line);
            }
            batch.fates.push(fate);
            batch.numbers.push(file.rows);
            batch.lines.push(line);
            batch.records.push(record);
        }
        Ok(batch)
    }

    /// What becomes of a row, as far as the row itself and the ids before it tell. An incomplete response
    /// does not use up its id: the same respondent may complete the survey later.
    fn fate(&mut self, record: &ByteRecord, layout: &Layout) -> Fate {
        if record.iter().all(|cell| trim(cell).is_empty()) {
            return Fate::Blank;
        }
        let surplus = record.iter().skip(layout.headers.len()).any(|cell| !trim(cell).is_empty());
        if record.len() < layout.width() || surplus {
            return Fate::Ragged;
        }
        let cell = |column: usize| record.get(column).unwrap_or_default();
        if let (Some(words), Some(column)) = (&self.complete, layout.complete)
            && !words.contains(&fold(&tidy(cell(column))))
        {
            return Fate::Incomplete;
        }
        match layout.response_id.map(|column| trim(cell(column))).filter(|id| !id.is_empty()) {
            Some(id) if !self.seen.insert(hash(id)) => Fate::Duplicate,
            _ => Fate::Analysed,
        }
    }

    /// Puts a file that has been read to its end on record.
    fn close(&mut self, mut file: OpenFile) -> Result<(), Fault> {
        // What follows the last record, for example in a packed file, belongs to its fingerprint too.
        io::copy(file.records.get_mut(), &mut io::sink()).map_err(|error| input::unreadable(&file.name, &error))?;
        let replaced = file.text.replaced.load(Ordering::Relaxed);
        if replaced > 0 {
            self.cautions.push(format!(
                "`{}`: {replaced} characters could not be read as the encoding assumed; name it with --encoding",
                file.name
            ));
        }
        if file.rows == 0 {
            self.cautions.push(format!("`{}` has a header but no responses", file.name));
        }
        self.cautions.extend(file.swallowed);
        let (bytes, sha256) = file.fingerprint.read();
        self.done.push(Input { name: file.name, sha256, bytes, dialect: file.dialect, rows: file.rows });
        Ok(())
    }
}

/// A response id as 64 bits. Two different ids of ten million collide with odds of about one in 400,000.
fn hash(id: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id);
    hasher.finish()
}

impl OpenFile {
    fn open(
        source: &Source,
        survey: &Survey,
        encoding: Option<&'static Encoding>,
        delimiter: Option<u8>,
        stdin: &mut Option<Box<dyn Read + Send>>,
        progress: &Progress,
    ) -> Result<OpenFile, Vec<Fault>> {
        let name = source.name();
        let failed = |error: &io::Error| vec![input::unreadable(&name, error)];
        let opened = input::open(source, stdin, progress).map_err(|fault| vec![fault])?;
        let (sample, bytes) = sampled(opened.bytes, encoding::SAMPLE).map_err(|error| failed(&error))?;
        let encoding = encoding.unwrap_or_else(|| encoding::guess(&sample));
        let seen = Arc::new(TextSeen::default());
        let watched = WatchText { inner: encoding::decoder(encoding, bytes), partial: 0, seen: Arc::clone(&seen) };
        let (sample, mut text) = sampled(watched, DIALECT_SAMPLE).map_err(|error| failed(&error))?;
        let declared = dialect::declared(&sample);
        if let Some((_, length)) = declared {
            io::copy(&mut text.by_ref().take(length as u64), &mut io::sink()).map_err(|error| failed(&error))?;
        }
        let separator = delimiter
            .or(declared.map(|(separator, _)| separator))
            .unwrap_or_else(|| dialect::separator(&sample[declared.map_or(0, |(_, length)| length)..]));
        let since_record = Arc::new(AtomicU64::new(0));
        let text: Box<dyn Read + Send> = Box::new(Bounded { inner: text, since_record: Arc::clone(&since_record) });
        let mut records = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(DIALECT_SAMPLE)
            .from_reader(text);
        let headers = header(&mut records, &name)?;
        let in_file = |fault: Fault| fault.in_file(&*name);
        let layout =
            Layout::new(headers, survey).map_err(|faults| faults.into_iter().map(in_file).collect::<Vec<_>>())?;
        let packed = opened.packed.map(|packing| format!("{packing}, ")).unwrap_or_default();
        let dialect = format!("{packed}{}, {}, 1 header row", encoding::title(encoding), dialect::title(separator));
        Ok(OpenFile {
            layout: Arc::new(layout),
            records,
            fingerprint: opened.fingerprint,
            dialect,
            rows: 0,
            text: seen,
            since_record,
            swallowed: None,
            name,
        })
    }

    /// The next record and the line it starts on.
    fn next_record(&mut self) -> Result<Option<(ByteRecord, u64)>, Fault> {
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

    /// Rejects the last row of a file if it runs to the end because a quotation mark was never closed: the
    /// rows it has swallowed cannot be told apart.
    fn reject_open_quote(&mut self, batch: &mut RawBatch) {
        let (Some(record), Some(fate)) = (batch.records.last(), batch.fates.last_mut()) else { return };
        if self.text.has_odd_quotes() && record.as_slice().contains(&b'\n') {
            *fate = Fate::Ragged;
            self.suspect_quote(record, batch.lines[batch.lines.len() - 1]);
        }
    }

    /// Remembers a ragged row that runs over several lines: a quotation mark may be missing.
    fn suspect_quote(&mut self, record: &ByteRecord, line: u64) {
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
}

/// A stream whose first bytes have been looked at and put back.
type Whole<R> = BufReader<io::Chain<Cursor<Vec<u8>>, R>>;

/// The first bytes of a stream, and the stream with them still in it.
fn sampled<R: Read>(mut stream: R, most: usize) -> io::Result<(Vec<u8>, Whole<R>)> {
    let mut sample = Vec::new();
    stream.by_ref().take(most as u64).read_to_end(&mut sample)?;
    Ok((sample.clone(), BufReader::with_capacity(DIALECT_SAMPLE, Cursor::new(sample).chain(stream))))
}

/// The header: the first record that is not blank.
fn header<R: Read>(records: &mut csv::Reader<R>, name: &str) -> Result<Vec<String>, Vec<Fault>> {
    let mut record = ByteRecord::new();
    loop {
        let more = records.read_byte_record(&mut record);
        match more {
            Err(error) => {
                return Err(vec![Fault::new(format!("the header cannot be read: {error}")).in_file(name)]);
            }
            Ok(false) => {
                return Err(vec![Fault::new("the file is empty").in_file(name).help("download the export again")]);
            }
            Ok(true) => {
                let headers: Vec<String> = record.iter().map(tidy).collect();
                if headers.iter().any(|header| !header.is_empty()) {
                    return Ok(headers);
                }
            }
        }
    }
}

/// Fails when far too much is read without a record coming to its end.
struct Bounded<R> {
    inner: R,
    since_record: Arc<AtomicU64>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let pending = self.since_record.fetch_add(read as u64, Ordering::Relaxed) + read as u64;
        if pending > LONGEST_RECORD { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(read) }
    }
}

/// What passed by in the decoded text.
#[derive(Debug, Default)]
struct TextSeen {
    /// Characters that stand for what could not be decoded.
    replaced: AtomicU64,
    quotes: AtomicU64,
}

impl TextSeen {
    /// Whether a quotation mark that opens a cell may never have been closed.
    fn has_odd_quotes(&self) -> bool {
        self.quotes.load(Ordering::Relaxed) % 2 == 1
    }
}

/// Watches decoded text pass by.
struct WatchText<R> {
    inner: R,
    /// Bytes of U+FFFD already seen at the end of the last read.
    partial: usize,
    seen: Arc<TextSeen>,
}

impl<R: Read> Read for WatchText<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        const REPLACEMENT: [u8; 3] = [0xEF, 0xBF, 0xBD];
        let read = self.inner.read(buffer)?;
        let (mut quotes, mut replaced) = (0, 0);
        for byte in &buffer[..read] {
            quotes += u64::from(*byte == b'"');
            self.partial = match self.partial {
                at if *byte == REPLACEMENT[at] => at + 1,
                _ => usize::from(*byte == REPLACEMENT[0]),
            };
            if self.partial == REPLACEMENT.len() {
                replaced += 1;
                self.partial = 0;
            }
        }
        self.seen.quotes.fetch_add(quotes, Ordering::Relaxed);
        self.seen.replaced.fetch_add(replaced, Ordering::Relaxed);
        Ok(read)
    }
}

impl Layout {
    /// The header of a column; its position where the header is blank.
    pub(super) fn header(&self, column: usize) -> String {
        match self.headers.get(column) {
            Some(header) if !header.is_empty() => header.clone(),
            _ => format!("column {}", column + 1),
        }
    }
}

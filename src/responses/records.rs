//! Records, one after the other, of a file that must be read carefully: what a quotation mark that nobody closed has
//! swallowed is read again.

use super::stream::{Again, BUFFER, Bounded, TextSeen};
use super::unreadable::{too_long, unreadable};
use super::{mend, split};
use crate::diagnostic::Fault;
use csv::ByteRecord;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Records as the `csv` crate reads them from decoded text.
pub(super) struct Records {
    reader: csv::Reader<Bounded<Again<Box<dyn Read + Send>>>>,
    text: Arc<Mutex<TextSeen>>,
    since_record: Arc<AtomicU64>,
    /// Bytes of the text that stand before the stream.
    before: u64,
    /// Bytes of the text that stand before what the reader sees.
    skipped: u64,
    separator: u8,
    /// Whether the record just read runs over lines to the end because a quotation mark was never closed.
    is_open: bool,
    /// The record just read, as it is written.
    raw: Vec<u8>,
    /// Its bytes without marks, and its cells: the next one will be much the same.
    size: (usize, usize),
}

impl Records {
    /// The records of a stream that begins behind so many bytes of the text.
    pub(super) fn new(
        stream: Box<dyn Read + Send>,
        separator: u8,
        text: Arc<Mutex<TextSeen>>,
        skipped: u64,
    ) -> Records {
        let since_record = Arc::new(AtomicU64::new(0));
        let inner = Again::new(stream);
        let bounded = Bounded { inner, separator, since_record: Arc::clone(&since_record), cells: 0 };
        let reader = reader(separator, bounded);
        let before = skipped;
        Records {
            reader,
            text,
            since_record,
            before,
            skipped,
            separator,
            is_open: false,
            raw: Vec::new(),
            size: (0, 0),
        }
    }

    /// The next row and the line it starts on; `fits` says whether one has the right number of cells. What a mark that
    /// nobody closed has swallowed is read again.
    pub(super) fn next_row(
        &mut self,
        name: &str,
        fits: impl Fn(&ByteRecord) -> bool,
    ) -> Result<Option<(ByteRecord, u64)>, Fault> {
        let Some((record, line)) = self.next(name)? else { return Ok(None) };
        if let Some((length, (row, _))) = mend::first_line(&record, &self.raw, self.separator, &fits) {
            self.raw.truncate(length);
            self.is_open = false;
            self.go_back(length as u64);
            return Ok(Some((row, line)));
        }
        Ok(Some((mend::meant(&self.raw, self.separator, fits).unwrap_or(record), line)))
    }

    /// Goes on behind so many bytes of the record just read.
    fn go_back(&mut self, length: u64) {
        let seen = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        let from = seen.start() + length;
        let stream = self.reader.get_mut();
        let text = seen.between(from, self.before + stream.inner.passed()).to_vec();
        drop(seen);
        stream.inner.put_back(text);
        let unread = Bounded {
            inner: std::mem::replace(&mut stream.inner, Again::new(Box::new(io::empty()))),
            separator: self.separator,
            since_record: Arc::clone(&self.since_record),
            cells: 0,
        };
        self.reader = reader(self.separator, unread);
        self.skipped = from;
    }

    /// The next record and the line it starts on. `name` is the file's.
    pub(super) fn next(&mut self, name: &str) -> Result<Option<(ByteRecord, u64)>, Fault> {
        let (bytes, cells) = self.size;
        let mut record = ByteRecord::with_capacity(bytes, cells);
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
        self.size = (record.as_slice().len(), record.len());
        self.since_record.store(0, Ordering::Relaxed);
        match more {
            Ok(more) => Ok(more.then_some((record, line))),
            Err(error) => Err(broken(error, line, name)),
        }
    }

    /// Whether the record just read runs over lines to the end because a quotation mark was never closed.
    pub(super) const fn is_open(&self) -> bool {
        self.is_open
    }

    /// The record just read, as it is written.
    pub(super) fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// Reads what is left, for nothing but its bytes.
    pub(super) fn drain(&mut self) -> io::Result<u64> {
        io::copy(self.reader.get_mut(), &mut io::sink())
    }

    fn seen(&self) -> MutexGuard<'_, TextSeen> {
        self.text.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Characters that stand for what could not be decoded.
    pub(super) fn replaced(&self) -> u64 {
        self.seen().replaced()
    }
}

/// Reads records from a stream.
fn reader<R: Read>(separator: u8, stream: R) -> csv::Reader<R> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(BUFFER)
        .from_reader(stream)
}

/// A record that could not be read.
fn broken(error: csv::Error, line: u64, name: &str) -> Fault {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => too_long(Some(line), name),
        csv::ErrorKind::Io(error) => unreadable(name, &error),
        other => Fault::new(format!("line {line} cannot be read: {other:?}")).in_file(name),
    }
}

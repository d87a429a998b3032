//! Decoded text on its way to the rows: looked at in advance, watched, and kept from running away.

use super::limits::check_cells;
use std::io::{self, BufReader, Cursor, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Size of the buffer between decoder and rows.
pub(super) const BUFFER: usize = 1 << 16;
/// Longest record accepted. A missing quotation mark would otherwise swallow a whole file.
pub(super) const LONGEST_RECORD: u64 = 64 << 20;

/// A stream whose first bytes have been looked at and put back.
pub(super) type Whole<R> = BufReader<io::Chain<Cursor<Vec<u8>>, R>>;

/// The first bytes of a stream, and the stream with them still in it.
pub(super) fn sampled<R: Read>(mut stream: R, most: usize) -> io::Result<(Vec<u8>, Whole<R>)> {
    let mut sample = Vec::new();
    stream.by_ref().take(most as u64).read_to_end(&mut sample)?;
    Ok((sample.clone(), BufReader::with_capacity(BUFFER, Cursor::new(sample).chain(stream))))
}

/// Fails when far too much, or far too many cells, are read without a record coming to its end.
pub(super) struct Bounded<R> {
    pub(super) inner: R,
    pub(super) separator: u8,
    pub(super) since_record: Arc<AtomicU64>,
    /// Separators since then.
    pub(super) cells: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let pending = self.since_record.fetch_add(read as u64, Ordering::Relaxed) + read as u64;
        let separators = memchr::memchr_iter(self.separator, &buffer[..read]).count() as u64;
        self.cells = if pending == read as u64 { separators } else { self.cells + separators };
        check_cells(self.cells)?;
        if pending > LONGEST_RECORD { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(read) }
    }
}

/// A stream of which what has been read can be read again.
pub(super) struct Again<R> {
    inner: R,
    /// What is read again before anything else.
    put_back: Cursor<Vec<u8>>,
    /// Bytes that have come out of the stream itself.
    passed: u64,
}

impl<R> Again<R> {
    pub(super) fn new(inner: R) -> Again<R> {
        Again { inner, put_back: Cursor::default(), passed: 0 }
    }

    /// Bytes that have come out of the stream itself.
    pub(super) fn passed(&self) -> u64 {
        self.passed
    }

    /// Reads this before what has not come out of the stream yet.
    pub(super) fn put_back(&mut self, text: Vec<u8>) {
        self.put_back = Cursor::new(text);
    }
}

impl<R: Read> Read for Again<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.put_back.read(buffer)?;
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        let read = self.inner.read(buffer)?;
        self.passed += read as u64;
        Ok(read)
    }
}

/// What passed by in the decoded text.
#[derive(Debug, Default)]
pub(super) struct TextSeen {
    /// Characters that stand for what could not be decoded.
    replaced: u64,
    /// Bytes passed before the recent ones.
    before: u64,
    /// The text since the last record whose line was asked for.
    recent: Vec<u8>,
    /// Line breaks before the recent text.
    lines: u64,
}

impl TextSeen {
    /// Characters that stand for what could not be decoded.
    pub(super) fn replaced(&self) -> u64 {
        self.replaced
    }

    /// The text from the last record whose line was asked for.
    pub(super) fn recent(&self) -> &[u8] {
        &self.recent
    }

    /// The text from the last record whose line was asked for to this byte.
    pub(super) fn until(&self, byte: u64) -> &[u8] {
        let length = usize::try_from(byte.saturating_sub(self.before)).unwrap_or(usize::MAX);
        &self.recent[..length.min(self.recent.len())]
    }

    /// The text from one byte to another, both behind the last record whose line was asked for.
    pub(super) fn between(&self, from: u64, to: u64) -> &[u8] {
        let text = self.until(to);
        let start = usize::try_from(from.saturating_sub(self.before)).unwrap_or(usize::MAX);
        text.get(start..).unwrap_or_default()
    }

    /// The first byte of the last record whose line was asked for.
    pub(super) fn start(&self) -> u64 {
        self.before
    }

    /// Whether nothing has been seen behind this byte.
    pub(super) fn ends_at(&self, byte: u64) -> bool {
        self.before + self.recent.len() as u64 <= byte
    }

    /// The line that a record begins on, which is read from this byte on; line ends before it belong to nobody.
    pub(super) fn line_at(&mut self, byte: u64) -> u64 {
        let start = usize::try_from(byte.saturating_sub(self.before)).unwrap_or(usize::MAX).min(self.recent.len());
        let blank = self.recent[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = self.recent.drain(..start + blank).filter(|byte| *byte == b'\n').count();
        self.before += (start + blank) as u64;
        self.lines += passed as u64;
        self.lines + 1
    }
}

/// Watches decoded text pass by.
pub(super) struct WatchText<R> {
    inner: R,
    /// Bytes of U+FFFD already seen at the end of the last read.
    partial: usize,
    seen: Arc<Mutex<TextSeen>>,
}

impl<R> WatchText<R> {
    pub(super) fn new(inner: R, seen: Arc<Mutex<TextSeen>>) -> WatchText<R> {
        WatchText { inner, partial: 0, seen }
    }
}

impl<R: Read> Read for WatchText<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        const REPLACEMENT: [u8; 3] = [0xEF, 0xBF, 0xBD];
        let read = self.inner.read(buffer)?;
        let mut replaced = 0;
        for byte in &buffer[..read] {
            self.partial = match self.partial {
                at if *byte == REPLACEMENT[at] => at + 1,
                _ => usize::from(*byte == REPLACEMENT[0]),
            };
            if self.partial == REPLACEMENT.len() {
                replaced += 1;
                self.partial = 0;
            }
        }
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.replaced += replaced;
        seen.recent.extend_from_slice(&buffer[..read]);
        Ok(read)
    }
}

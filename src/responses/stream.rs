//! Decoded text on its way to the rows: looked at in advance, watched, and kept from running away.

use std::io::{self, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Size of the buffer between decoder and rows.
pub(super) const BUFFER: usize = 1 << 16;
/// Longest record accepted. A missing quotation mark would otherwise swallow a whole file.
const LONGEST_RECORD: u64 = 64 << 20;

/// A stream whose first bytes have been looked at and put back.
pub(super) type Whole<R> = BufReader<io::Chain<Cursor<Vec<u8>>, R>>;

/// The first bytes of a stream, and the stream with them still in it.
pub(super) fn sampled<R: Read>(mut stream: R, most: usize) -> io::Result<(Vec<u8>, Whole<R>)> {
    let mut sample = Vec::new();
    stream.by_ref().take(most as u64).read_to_end(&mut sample)?;
    Ok((sample.clone(), BufReader::with_capacity(BUFFER, Cursor::new(sample).chain(stream))))
}

/// Fails when far too much is read without a record coming to its end.
pub(super) struct Bounded<R> {
    pub(super) inner: R,
    pub(super) since_record: Arc<AtomicU64>,
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
pub(super) struct TextSeen {
    /// Characters that stand for what could not be decoded.
    pub(super) replaced: AtomicU64,
    quotes: AtomicU64,
}

impl TextSeen {
    /// Whether a quotation mark that opens a cell may never have been closed.
    pub(super) fn has_odd_quotes(&self) -> bool {
        self.quotes.load(Ordering::Relaxed) % 2 == 1
    }
}

/// Watches decoded text pass by.
pub(super) struct WatchText<R> {
    inner: R,
    /// Bytes of U+FFFD already seen at the end of the last read.
    partial: usize,
    seen: Arc<TextSeen>,
}

impl<R> WatchText<R> {
    pub(super) fn new(inner: R, seen: Arc<TextSeen>) -> WatchText<R> {
        WatchText { inner, partial: 0, seen }
    }
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

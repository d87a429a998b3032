//! Text cut into runs of whole records, so that several threads can take it apart at once.
//!
//! A line break ends a record where an even number of quotation marks stands before it. That holds in every
//! file whose quotation marks are where they belong; whether they are is found out when a run is taken apart.

use super::stream::LONGEST_RECORD;
use std::io::{self, Cursor, Read};
use std::sync::{Arc, Mutex, PoisonError};

/// Size of a run. It does not depend on the machine, so neither does anything that follows from it.
const RUN: usize = 1 << 20;

/// Memory of runs that have been read, to be used again: asking the system for it costs as much as reading.
#[derive(Debug, Clone, Default)]
pub(super) struct Buffers(Arc<Mutex<Vec<Vec<u8>>>>);

impl Buffers {
    /// Memory with anything in it.
    fn take(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Gives memory back.
    pub(super) fn give(&self, buffer: Vec<u8>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
    }
}

/// Cuts a stream into runs.
pub(super) struct Chunks {
    stream: Box<dyn Read + Send>,
    /// What has been read behind the last run.
    rest: Vec<u8>,
    at_end: bool,
    /// Bytes read at once.
    length: usize,
    buffers: Buffers,
}

impl Chunks {
    /// The runs of a stream behind its head, which is so many bytes and behind them so many records, and the number
    /// of lines these take up. `None` when the head does not end within the first run. `size` is that of the whole
    /// text, where it is known to be small.
    pub(super) fn new(
        stream: Box<dyn Read + Send>,
        separator: u8,
        (skipped, header): (usize, usize),
        size: Option<usize>,
        length: Option<usize>,
    ) -> io::Result<Option<(Chunks, u64)>> {
        let whole =
            |stream, length| Chunks { stream, rest: Vec::new(), at_end: false, length, buffers: Buffers::default() };
        // One byte more than there is shows the end.
        let run = size.map_or(RUN, |size| RUN.min(size + 1));
        let mut chunks = whole(stream, run);
        chunks.rest = chunks.read_more()?;
        if chunks.rest.starts_with(b"\xEF\xBB\xBF") {
            chunks.rest.drain(..3);
        }
        let Some(text) = chunks.rest.get(skipped..) else { return Ok(None) };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text);
        let mut record = csv::ByteRecord::new();
        for _ in 0..header {
            if !reader.read_byte_record(&mut record).is_ok_and(|more| more) {
                return Ok(None);
            }
        }
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).saturating_add(skipped);
        if end >= chunks.rest.len() && !chunks.at_end {
            return Ok(None);
        }
        let lines = memchr::memchr_iter(b'\n', &chunks.rest[..end]).count() as u64;
        chunks.rest.drain(..end);
        let length = length.unwrap_or(run).max(1);
        // What has been read already is cut like the rest.
        let stream = Box::new(Cursor::new(chunks.rest).chain(chunks.stream));
        Ok(Some((whole(stream, length), lines)))
    }

    /// Lets it use the memory that others have used before.
    pub(super) fn use_memory_of(&mut self, buffers: &Buffers) {
        self.buffers = buffers.clone();
    }

    /// The memory of its runs.
    pub(super) fn buffers(&self) -> Buffers {
        self.buffers.clone()
    }

    /// The next run; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        while !self.at_end {
            let mut text = self.read_more()?;
            if self.at_end {
                return Ok((!text.is_empty()).then_some(text));
            }
            self.rest.clear();
            if let Some(end) = last_record_end(&text) {
                self.rest.extend_from_slice(&text[end..]);
                text.truncate(end);
                return Ok(Some(text));
            }
            if text.len() as u64 > LONGEST_RECORD {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            self.rest = text;
        }
        Ok(None)
    }

    /// What is left of the run before, and as much again as is read at once.
    fn read_more(&mut self) -> io::Result<Vec<u8>> {
        let mut text = self.buffers.take();
        let mut filled = self.rest.len();
        text.resize(filled + self.length, 0);
        text[..filled].copy_from_slice(&self.rest);
        while filled < text.len() {
            match self.stream.read(&mut text[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.at_end = filled < text.len();
        text.truncate(filled);
        Ok(text)
    }

    /// Reads what is left, for the sake of the file's fingerprint.
    pub(super) fn drain(&mut self) -> io::Result<u64> {
        io::copy(&mut self.stream, &mut io::sink())
    }
}

/// The place behind the last line break that stands outside quotation marks.
fn last_record_end(text: &[u8]) -> Option<usize> {
    let mut is_inside = memchr::memchr_iter(b'"', text).count() % 2 == 1;
    let mut end = text.len();
    while let Some(at) = memchr::memrchr2(b'"', b'\n', &text[..end]) {
        if text[at] == b'"' {
            is_inside = !is_inside;
        } else if !is_inside {
            return Some(at + 1);
        }
        end = at;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Chunks, last_record_end};

    #[test]
    fn breaks_in_quotes_end_no_record() {
        assert_eq!(last_record_end(b"a,b\n1,\"x\ny"), Some(4));
        assert_eq!(last_record_end(b"a\n\"x\"\n"), Some(6));
        assert_eq!(last_record_end(b"\"x\ny"), None);
    }

    #[test]
    fn runs_are_the_text_behind_the_header() {
        let text = b"\xEF\xBB\xBFid,\"a\nb\"\r\n1,2\r\n".as_slice();
        let (mut chunks, lines) = Chunks::new(Box::new(text), b',', (0, 1), None, None).expect("read").expect("clear");
        assert_eq!(lines, 1, "the line break behind the header is left to the first row");
        assert_eq!(chunks.next().expect("read").as_deref(), Some(b"\n1,2\r\n".as_slice()));
        assert_eq!(chunks.next().expect("read"), None);
    }
}

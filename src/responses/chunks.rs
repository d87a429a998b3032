//! Text cut into runs of whole records, so that several threads can take it apart at once.
//!
//! A line break ends a record where an even number of quotation marks stands before it. That holds in every
//! file whose quotation marks are where they belong; whether they are is found out when a run is taken apart.

use super::stream::LONGEST_RECORD;
use std::io::{self, Cursor, Read};

/// Size of a run. It does not depend on the machine, so neither does anything that follows from it.
const RUN: usize = 1 << 20;

/// Room for the record that stands across two runs.
const SLACK: usize = 1 << 16;

/// Cuts a stream into runs.
pub(super) struct Chunks {
    stream: Box<dyn Read + Send>,
    /// What has been read behind the last run.
    rest: Vec<u8>,
    at_end: bool,
    /// Bytes of a run, at least.
    length: usize,
}

impl Chunks {
    /// The runs of a stream behind its first `header` records, and the number of lines these take up. `None`
    /// when the header does not end within the first run.
    pub(super) fn new(
        stream: Box<dyn Read + Send>,
        separator: u8,
        header: usize,
        length: Option<usize>,
    ) -> io::Result<Option<(Chunks, u64)>> {
        let mut chunks = Chunks { stream, rest: Vec::new(), at_end: false, length: RUN };
        chunks.read_more()?;

        if chunks.rest.starts_with(b"\xEF\xBB\xBF") {
            chunks.rest.drain(..3);
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(chunks.rest.as_slice());
        let mut record = csv::ByteRecord::new();
        for _ in 0..header {
            if !reader.read_byte_record(&mut record).is_ok_and(|more| more) {
                return Ok(None);
            }
        }
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if end >= chunks.rest.len() && !chunks.at_end {
            return Ok(None);
        }
        let lines = memchr::memchr_iter(b'\n', &chunks.rest[..end]).count() as u64;
        chunks.rest.drain(..end);
        let length = length.unwrap_or(RUN).max(1);
        // What has been read already is cut like the rest.
        let stream = Box::new(Cursor::new(chunks.rest).chain(chunks.stream));
        Ok(Some((Chunks { stream, rest: Vec::new(), at_end: false, length }, lines)))
    }

    /// The next run; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            if self.rest.len() < self.length && !self.at_end {
                self.read_more()?;
                continue;
            }
            if self.at_end {
                let last = std::mem::take(&mut self.rest);
                return Ok((!last.is_empty()).then_some(last));
            }
            if let Some(end) = last_record_end(&self.rest) {
                let rest = self.rest.split_off(end);
                return Ok(Some(std::mem::replace(&mut self.rest, rest)));
            }
            if self.rest.len() as u64 > LONGEST_RECORD {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            self.read_more()?;
        }
    }

    fn read_more(&mut self) -> io::Result<()> {
        let before = self.rest.len();
        self.rest.reserve_exact(self.length + SLACK);
        self.rest.resize(before + self.length, 0);
        let mut filled = before;
        while filled < self.rest.len() {
            match self.stream.read(&mut self.rest[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.at_end = filled < self.rest.len();
        self.rest.truncate(filled);
        Ok(())
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
        let (mut chunks, lines) = Chunks::new(Box::new(text), b',', 1, None).expect("read").expect("clear");
        assert_eq!(lines, 1, "the line break behind the header is left to the first row");
        assert_eq!(chunks.next().expect("read").as_deref(), Some(b"\n1,2\r\n".as_slice()));
        assert_eq!(chunks.next().expect("read"), None);
    }
}

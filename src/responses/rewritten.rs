//! A stream in a rare dialect, read as if it were written in the usual one.

use super::rewrite::Rewriter;
use super::stream::LONGEST_RECORD;
use std::io::{self, Read};

/// Bytes read at once.
const BUFFER: usize = 1 << 16;

/// A stream whose text is rewritten as it is read.
pub(super) struct Rewritten<R> {
    inner: R,
    rewriter: Rewriter,
    /// Text that has been read and not taken in.
    read: Vec<u8>,
    /// Text that has been rewritten, and how much of it has been given away.
    out: Vec<u8>,
    given: usize,
    is_over: bool,
}

impl<R: Read> Rewritten<R> {
    pub(super) fn new(inner: R, rewriter: Rewriter) -> Rewritten<R> {
        Rewritten { inner, rewriter, read: Vec::new(), out: Vec::new(), given: 0, is_over: false }
    }

    /// Reads on until there is something to give, or nothing more to come.
    fn fill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.given = 0;
        while self.out.is_empty() && !self.is_over {
            let filled = self.read.len();
            self.read.resize(filled + BUFFER, 0);
            let read = self.inner.read(&mut self.read[filled..]);
            self.read.truncate(filled + *read.as_ref().unwrap_or(&0));
            let is_last = read? == 0;
            let taken = self.rewriter.feed(&self.read, is_last, &mut self.out);
            self.read.drain(..taken);
            let pending = (self.read.len() + self.rewriter.pending()) as u64;
            if pending > LONGEST_RECORD {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            if is_last {
                self.rewriter.finish(&mut self.out);
                self.is_over = true;
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Rewritten<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.out.len() {
            self.fill()?;
        }
        let given = (self.out.len() - self.given).min(buffer.len());
        buffer[..given].copy_from_slice(&self.out[self.given..self.given + given]);
        self.given += given;
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::{Rewriter, Rewritten};
    use crate::definition::Delimiter;
    use crate::responses::rewrite::{AHEAD, Met, Written};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use std::io::Read;
    use std::sync::Arc;

    /// A reader that hands out a few bytes at a time.
    struct Sip<'a>(&'a [u8], usize);

    impl Read for Sip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let most = self.1.min(buffer.len());
            self.0.read(&mut buffer[..most])
        }
    }

    fn cells() -> impl Strategy<Value = Vec<Vec<String>>> {
        vec(vec("[ab1 ,;:|\t'\"`#\n\r\u{E9}]{0,6}", 2..4), 1..8)
    }

    /// A stray mark that comes just before the end of its cell means itself, however the text comes.
    #[test]
    fn strays_are_the_same_in_sips() {
        let text = format!("'it's it'\n{}", "a".repeat(AHEAD * 2));
        let written = Written { quote: Some(b'\''), ..Written::usual(b',') };
        let whole = Rewriter::whole(written, text.as_bytes(), &Arc::default());
        assert!(whole.starts_with(b"\"it's it\"\n"), "{}", String::from_utf8_lossy(&whole));
        for sip in [1, 7, AHEAD, AHEAD + 1] {
            let rewriter = Rewriter::new(written, 0, Arc::default());
            let mut sipped = Vec::new();
            Rewritten::new(Sip(text.as_bytes(), sip), rewriter).read_to_end(&mut sipped).expect("read");
            assert_eq!(sipped, whole, "{sip} bytes at a time");
        }
    }

    #[test]
    fn spaces_before_cells_belong_to_nobody_where_that_is_so() {
        let written = Written { is_spaced: true, ..Written::usual(b',') };
        let whole = Rewriter::whole(written, b"a, b, \"c, d\" , \n", &Arc::default());
        assert_eq!(String::from_utf8_lossy(&whole), "a,b,\"c, d\",\n");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// What is written with any delimiter, quotation mark and escape reads back cell for cell, however it comes.
        #[test]
        fn what_is_written_is_read(
            rows in cells(),
            delimiter in select(&b",;|\t: ^\x1F"[..]),
            quote in select(&b"\"'`"[..]),
            escape in select(&[None, Some(b'\\')][..]),
            sip in 1..100_usize,
        ) {
            let mut writer = csv::WriterBuilder::new()
                .delimiter(delimiter)
                .quote(quote)
                .double_quote(escape.is_none())
                .escape(escape.unwrap_or(b'"'))
                .flexible(true)
                .from_writer(Vec::new());
            rows.iter().try_for_each(|row| writer.write_record(row)).expect("written");
            let text = writer.into_inner().expect("all of it");
            let separator = Delimiter::single(delimiter);
            let written = Written { separator, quote: Some(quote), escape, ..Written::usual(b',') };
            let met = Arc::new(Met::default());
            let whole = Rewriter::whole(written, &text, &met);
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(written.plain_separator())
                .has_headers(false)
                .flexible(true)
                .from_reader(whole.as_slice());
            let read: Vec<Vec<String>> =
                reader.records().map(|row| row.expect("a row").iter().map(str::to_string).collect()).collect();
            prop_assert_eq!(read, rows);
            prop_assert!(met.remarks().is_empty());
            let rewriter = Rewriter::new(written, 0, Arc::default());
            let mut sipped = Vec::new();
            Rewritten::new(Sip(&text, sip), rewriter).read_to_end(&mut sipped).expect("read");
            prop_assert_eq!(sipped, whole);
        }

        /// No bytes make it panic or change the number of lines.
        #[test]
        fn lines_stay_lines(
            text in vec(select(&b"ab ,;'\"\\#\n\n\r|"[..]), 0..200),
            quote in select(&[None, Some(b'"'), Some(b'\'')][..]),
            escape in select(&[None, Some(b'\\')][..]),
            comment in select(&[None, Some(b'#')][..]),
            is_spaced in any::<bool>(),
            sip in 1..100_usize,
        ) {
            let separator = Delimiter::new(b"||").expect("a delimiter");
            let written = Written { separator, quote, escape, comment, is_spaced, ..Written::usual(b',') };
            let whole = Rewriter::whole(written, &text, &Arc::default());
            let lines = |text: &[u8]| memchr::memchr_iter(b'\n', text).count();
            prop_assert_eq!(lines(&whole), lines(&text));
            let mut sipped = Vec::new();
            let rewriter = Rewriter::new(written, 0, Arc::default());
            Rewritten::new(Sip(&text, sip), rewriter).read_to_end(&mut sipped).expect("read");
            prop_assert_eq!(sipped, whole);
        }
    }
}

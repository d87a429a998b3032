//! Rare ways of writing a table turned into the usual one on the way in, so that whatever reads rows knows one
//! dialect only: cells between single characters, in `"` where they must be, line breaks between rows.
//!
//! A line of the file stays a line of the text, so that line numbers hold. Lines that are comments become empty.

use super::stream::LONGEST_RECORD;
use crate::definition::Delimiter;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes looked at ahead, unless the text ends.
pub(super) const AHEAD: usize = 64;
/// Bytes of a line in which the end of a quoted cell is looked for.
const LONGEST_LOOK: usize = 1 << 16;

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) separator: Delimiter,
    pub(super) quote: Option<u8>,
    /// What stands before a character that means itself.
    pub(super) escape: Option<u8>,
    /// What a line begins with that is no row.
    pub(super) comment: Option<u8>,
    /// Whether spaces around quoted cells, and before bare ones, belong to nobody.
    pub(super) is_spaced: bool,
    pub(super) ends: Ends,
}

/// What ends a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// A line break.
    Lines,
    /// A carriage return, as on old Macs.
    Returns,
    /// The record separator, U+001E; line breaks belong to cells.
    Records,
}

impl Written {
    /// The usual way, with this character between cells.
    pub(super) const fn usual(separator: u8) -> Written {
        Written {
            separator: Delimiter::single(separator),
            quote: Some(b'"'),
            escape: None,
            comment: None,
            is_spaced: false,
            ends: Ends::Lines,
        }
    }

    /// The usual way of writing the same, and what stands between cells then.
    pub(super) fn plain_separator(&self) -> u8 {
        let is_fit = |byte: &u8| byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r' | 0);
        self.separator.bytes().first().copied().filter(is_fit).unwrap_or(b'|')
    }

    /// Whether rows can be read as they are.
    pub(super) fn is_usual(&self) -> bool {
        *self == Written::usual(self.plain_separator())
    }
}

/// What was met on the way.
#[derive(Debug, Default)]
pub(super) struct Met {
    /// Lines below the first row, as a rule the header, that are comments.
    pub(super) comments: AtomicU64,
    /// Cells with quotation marks where none belong.
    pub(super) strays: AtomicU64,
}

impl Met {
    /// What there is to say about it.
    pub(super) fn remarks(&self) -> Vec<String> {
        let comments = match self.comments.load(Ordering::Relaxed) {
            0 => None,
            1 => Some("1 line among the rows was passed over as a comment".to_string()),
            many => Some(format!("{many} lines among the rows were passed over as comments")),
        };
        let strays = match self.strays.load(Ordering::Relaxed) {
            0 => None,
            1 => Some("1 cell has quotation marks where none belong; it was read as it stands".to_string()),
            many => Some(format!("{many} cells have quotation marks where none belong; they were read as they stand")),
        };
        comments.into_iter().chain(strays).collect()
    }
}

/// Where in a record the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In lines that are not looked at; so many bytes are left of them.
    Skipped(usize),
    Line,
    Cell,
    Bare,
    Quoted,
    Comment,
}

/// Turns text into the usual dialect, as it comes.
#[derive(Debug)]
pub(super) struct Rewriter {
    written: Written,
    /// What is written between cells.
    separator: u8,
    /// Bytes that may mean something.
    special: [bool; 256],
    place: Place,
    /// The cell being read, as it is meant.
    cell: Vec<u8>,
    was_quoted: bool,
    is_stray: bool,
    /// Whether a row has come to its end.
    has_rows: bool,
    /// Bytes up to where the quoted cell being read is known to end.
    ends_in: usize,
    met: Arc<Met>,
}

impl Rewriter {
    /// `skipped` are the bytes at the beginning of which only the line breaks are kept.
    pub(super) fn new(written: Written, skipped: usize, met: Arc<Met>) -> Rewriter {
        let mut special = [false; 256];
        let signs = [written.quote, written.escape, Some(b'\n'), Some(b'\r'), Some(0x1E)];
        for byte in signs.into_iter().flatten().chain(written.separator.bytes().first().copied()) {
            special[usize::from(byte)] = true;
        }
        Rewriter {
            separator: written.plain_separator(),
            written,
            special,
            place: if skipped > 0 { Place::Skipped(skipped) } else { Place::Line },
            cell: Vec::new(),
            was_quoted: false,
            is_stray: false,
            has_rows: false,
            ends_in: 0,
            met,
        }
    }

    /// The whole of a short text, rewritten.
    pub(super) fn whole(written: Written, text: &[u8], met: &Arc<Met>) -> Vec<u8> {
        let mut rewriter = Rewriter::new(written, 0, Arc::clone(met));
        let mut out = Vec::with_capacity(text.len() + text.len() / 8);
        rewriter.feed(text, true, &mut out);
        rewriter.finish(&mut out);
        out
    }

    /// Takes text in, and says how much of it: the rest wants more text behind it, unless this is the last.
    pub(super) fn feed(&mut self, text: &[u8], is_last: bool, out: &mut Vec<u8>) -> usize {
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            if !is_last && rest.len() < AHEAD {
                break;
            }
            let taken = match self.place {
                Place::Skipped(left) => Some(self.skip(rest, left, out)),
                Place::Line => Some(self.begin_line(rest)),
                Place::Cell => Some(self.begin_cell(rest)),
                Place::Bare => Some(self.bare(rest, out)),
                Place::Quoted => self.quoted(rest, is_last),
                Place::Comment => Some(self.comment(rest, out)),
            };
            let Some(taken) = taken else { break };
            self.ends_in = self.ends_in.saturating_sub(taken);
            at += taken;
        }
        at
    }

    /// What is left when there is no more text. A quotation mark that was never closed stays so.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) {
        match self.place {
            Place::Bare => self.end_cell(out),
            Place::Quoted => {
                out.push(b'"');
                doubled(&self.cell, out);
            }
            Place::Skipped(_) | Place::Line | Place::Cell | Place::Comment => {}
        }
    }

    /// Bytes of the cell that is being read.
    pub(super) const fn pending(&self) -> usize {
        self.cell.len()
    }

    fn skip(&mut self, rest: &[u8], left: usize, out: &mut Vec<u8>) -> usize {
        let taken = rest.len().min(left);
        out.extend(rest[..taken].iter().filter(|byte| matches!(byte, b'\r' | b'\n')));
        self.place = if taken < left { Place::Skipped(left - taken) } else { Place::Line };
        taken
    }

    fn begin_line(&mut self, rest: &[u8]) -> usize {
        let is_comment = self.written.comment == rest.first().copied();
        self.place = if is_comment { Place::Comment } else { Place::Cell };
        self.met.comments.fetch_add(u64::from(is_comment && self.has_rows), Ordering::Relaxed);
        0
    }

    fn comment(&mut self, rest: &[u8], out: &mut Vec<u8>) -> usize {
        if let Some(taken) = self.end_of_record(rest, out) {
            return taken;
        }
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n' | 0x1E);
        rest[1..].iter().position(is_end).map_or(rest.len(), |length| length + 1)
    }

    fn begin_cell(&mut self, rest: &[u8]) -> usize {
        self.cell.clear();
        (self.was_quoted, self.is_stray, self.ends_in) = (false, false, 0);
        let spaces = if self.written.is_spaced { spaces(rest) } else { 0 };
        self.was_quoted = self.written.quote.is_some() && rest.get(spaces).copied() == self.written.quote;
        self.place = if self.was_quoted { Place::Quoted } else { Place::Bare };
        spaces + usize::from(self.was_quoted)
    }

    fn bare(&mut self, rest: &[u8], out: &mut Vec<u8>) -> usize {
        if rest.starts_with(self.written.separator.bytes()) {
            self.end_cell(out);
            out.push(self.separator);
            self.place = Place::Cell;
            return self.written.separator.bytes().len();
        }
        if self.line_break(rest).is_some() {
            self.end_cell(out);
            self.has_rows = true;
            return self.end_of_record(rest, out).unwrap_or(1);
        }
        if self.written.escape == Some(rest[0]) {
            return self.escaped(rest);
        }
        self.is_stray |= self.written.quote == Some(rest[0]) && rest[0] == b'"';
        self.take_run(rest)
    }

    /// Takes the first byte and all behind it that mean nothing.
    fn take_run(&mut self, rest: &[u8]) -> usize {
        let length = rest[1..].iter().position(|byte| self.special[usize::from(*byte)]);
        let length = length.map_or(rest.len(), |length| length + 1);
        self.cell.extend_from_slice(&rest[..length]);
        length
    }

    /// A character that means itself, or one of those that are written so.
    fn escaped(&mut self, rest: &[u8]) -> usize {
        let Some(next) = rest.get(1).copied() else {
            self.cell.push(rest[0]);
            return 1;
        };
        match next {
            // As databases write their tables: between tabs, without quotation marks.
            b'n' | b'r' if !self.was_quoted && rest[0] == b'\\' => self.cell.push(b'\r'),
            b't' if !self.was_quoted && rest[0] == b'\\' => self.cell.push(b'\t'),
            _ if self.special[usize::from(next)] || next == b'"' || Some(next) == self.written.comment => {
                self.cell.push(next);
            }
            // It needed no escape: so this is none.
            _ => self.cell.extend([rest[0], next]),
        }
        2
    }

    /// `None` when more text must be seen.
    fn quoted(&mut self, rest: &[u8], is_last: bool) -> Option<usize> {
        if self.written.escape == Some(rest[0]) && self.written.quote != Some(rest[0]) {
            return Some(self.escaped(rest));
        }
        if self.written.quote == Some(rest[0]) {
            return self.quotation_mark(rest, is_last);
        }
        if rest[0] == b'\r' && self.written.ends == Ends::Returns {
            self.cell.push(b'\n');
            return Some(1);
        }
        let taken = self.take_run(rest);
        if self.cell.len() as u64 > LONGEST_RECORD { None } else { Some(taken) }
    }

    /// A quotation mark in a quoted cell ends it, means itself where it is doubled, and stands where it does not
    /// belong otherwise: then it means itself if the cell ends properly in the same line.
    fn quotation_mark(&mut self, rest: &[u8], is_last: bool) -> Option<usize> {
        if rest.get(1) == Some(&rest[0]) {
            self.cell.push(rest[0]);
            return Some(2);
        }
        if let Some(spaces) = self.ends_cell(&rest[1..]) {
            self.place = Place::Bare;
            return Some(1 + spaces);
        }
        if self.ends_in == 0 {
            self.ends_in = self.proper_end(rest, is_last)?;
        }
        self.is_stray = true;
        if self.ends_in > 0 {
            self.cell.push(rest[0]);
        } else {
            self.place = Place::Bare;
        }
        Some(1)
    }

    /// Whether a cell ends where this text begins, and the spaces before its end that belong to nobody.
    fn ends_cell(&self, rest: &[u8]) -> Option<usize> {
        let spaces = if self.written.is_spaced { spaces(rest) } else { 0 };
        let rest = &rest[spaces..];
        let ends =
            rest.is_empty() || rest.starts_with(self.written.separator.bytes()) || self.line_break(rest).is_some();
        ends.then_some(spaces)
    }

    /// Bytes up to the next quotation mark of the line that ends a cell; 0 when there is none, `None` when more text
    /// must be seen.
    fn proper_end(&self, rest: &[u8], is_last: bool) -> Option<usize> {
        let mut at = 1;
        while let Some(byte) = rest.get(at) {
            if matches!(byte, b'\r' | b'\n') || at > LONGEST_LOOK {
                return Some(0);
            }
            let is_mark = *byte == rest[0];
            if is_mark && !is_last && rest.len() - at <= AHEAD {
                return None;
            }
            let is_doubled = is_mark && rest.get(at + 1) == Some(byte);
            if is_mark && !is_doubled && self.ends_cell(&rest[at + 1..]).is_some() {
                return Some(at);
            }
            at += 1 + usize::from(is_doubled);
        }
        is_last.then_some(0)
    }

    /// The length of the end of a record that stands here, and what is written for it.
    fn line_break(&self, rest: &[u8]) -> Option<(usize, &'static [u8])> {
        match (self.written.ends, rest) {
            (Ends::Records, [0x1E, b'\r', b'\n', ..]) => Some((3, b"\n")),
            (Ends::Records, [0x1E, b'\n', ..]) => Some((2, b"\n")),
            (Ends::Records, [0x1E, ..]) => Some((1, b"\n")),
            (Ends::Records, _) => None,
            (_, [b'\r', b'\n', ..]) => Some((2, b"\n")),
            (_, [b'\n', ..]) | (Ends::Returns, [b'\r', ..]) => Some((1, b"\n")),
            (Ends::Lines, [b'\r', ..]) => Some((1, b"\r")),
            _ => None,
        }
    }

    fn end_of_record(&mut self, rest: &[u8], out: &mut Vec<u8>) -> Option<usize> {
        let (taken, written) = self.line_break(rest)?;
        out.extend_from_slice(written);
        self.place = Place::Line;
        Some(taken)
    }

    fn end_cell(&mut self, out: &mut Vec<u8>) {
        let is_null = !self.was_quoted && self.written.escape == Some(b'\\') && self.cell == b"\\N";
        if is_null {
            self.cell.clear();
        }
        let must_be_quoted = |byte: &u8| *byte == self.separator || matches!(byte, b'"' | b'\r' | b'\n');
        if self.was_quoted || self.cell.iter().any(must_be_quoted) {
            out.push(b'"');
            doubled(&self.cell, out);
            out.push(b'"');
        } else {
            out.extend_from_slice(&self.cell);
        }
        self.met.strays.fetch_add(u64::from(self.is_stray), Ordering::Relaxed);
        self.is_stray = false;
    }
}

/// Spaces at the beginning of a text, as far as they are looked at.
fn spaces(text: &[u8]) -> usize {
    text.iter().take(AHEAD / 2).take_while(|byte| **byte == b' ').count()
}

/// Adds a cell with two quotation marks for every one.
fn doubled(cell: &[u8], out: &mut Vec<u8>) {
    let mut start = 0;
    for mark in memchr::memchr_iter(b'"', cell) {
        out.extend_from_slice(&cell[start..=mark]);
        start = mark;
    }
    out.extend_from_slice(&cell[start..]);
}

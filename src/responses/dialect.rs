//! How cells are told apart: what stands between them, around them, and what means something else, found by
//! trying. What is said is taken as said; what is found beyond the usual is told.

use super::rewrite::{Ends, Met, Rewriter, Written};
use super::rewritten::Rewritten;
use super::stream::{Whole, sampled};
use crate::definition::{Delimiter, Dialect, Sign};
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Separators tried first, the usual one before the others.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// What stands between cells in files where none of these does.
const RARE: [&[u8]; 15] = [
    b"||",
    b";;",
    b"\t\t",
    b"::",
    b"|~|",
    b"~|~",
    b"^|^",
    b"~~",
    b"\\t",
    b"\x1F",
    b":",
    b"^",
    b"~",
    "¦".as_bytes(),
    b" ",
];
/// Quotation marks in place of `"`.
const OTHER_MARKS: [u8; 2] = [b'\'', b'`'];
/// Records looked at per way of writing.
const RECORDS_TRIED: usize = 200;
/// Bytes looked at.
const TRIED: usize = 1 << 18;
/// Records in a thousand that must have one width before a rare way of writing is believed.
const EVEN: usize = 950;

/// Text on its way to the rows, in the usual dialect.
pub(super) struct Text<R> {
    pub(super) stream: Source<R>,
    /// What stands between the cells of the stream.
    pub(super) separator: u8,
    /// How the file is written, in words.
    pub(super) title: String,
    /// What a definition must say of it, so that it is always read so.
    pub(super) found: Dialect,
    /// What was met on the way.
    pub(super) met: Arc<Met>,
}

/// The text as it is, or rewritten.
pub(super) enum Source<R> {
    AsItIs(Whole<R>),
    Rewritten(Box<Rewritten<Whole<R>>>),
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Source::AsItIs(text) => text.read(buffer),
            Source::Rewritten(text) => text.read(buffer),
        }
    }
}

/// Finds out how a text is written, as far as it is not said, and turns it into the usual dialect. `most` are the
/// bytes looked at.
pub(super) fn understood<R: Read>(text: R, said: Dialect, most: usize) -> io::Result<Text<R>> {
    let (sample, stream) = sampled(text, most)?;
    let mark = sample.len() - sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&sample).len();
    let (declared, length) = declared(&sample[mark..]).unzip();
    let skipped = mark + length.unwrap_or(0);
    let looked = &sample[skipped..];
    let looked = whole_lines(looked, sample.len() < most);
    let said_too = Dialect { delimiter: said.delimiter.or(declared.map(Delimiter::single)), ..said };
    let written = written(looked, said_too);
    let met = Arc::new(Met::default());
    let stream = if written.is_usual() {
        Source::AsItIs(stream)
    } else {
        let rewriter = Rewriter::new(written, skipped, Arc::clone(&met));
        Source::Rewritten(Box::new(Rewritten::new(stream, rewriter)))
    };
    let separator = written.plain_separator();
    Ok(Text { stream, separator, title: title(&written), found: to_be_said(&written, said), met })
}

/// As much of a sample as is looked at; what may be cut off at its end is left out.
fn whole_lines(sample: &[u8], is_whole: bool) -> &[u8] {
    if is_whole && sample.len() <= TRIED {
        return sample;
    }
    let sample = &sample[..sample.len().min(TRIED)];
    memchr::memrchr2(b'\n', b'\r', sample).map_or(sample, |end| &sample[..=end])
}

/// What a definition must say: what was said, and what is beyond the usual.
fn to_be_said(written: &Written, said: Dialect) -> Dialect {
    let separator = written.separator.bytes();
    let is_usual = matches!(separator, [byte] if SEPARATORS.contains(byte));
    let sign = |found: Option<u8>, usual: Option<u8>| (found != usual).then_some(Sign(found));
    said.or(Dialect {
        delimiter: (!is_usual).then_some(written.separator),
        quote: sign(written.quote, Some(b'"')),
        escape: sign(written.escape, None),
        comment: sign(written.comment, None),
    })
}

/// How a text is written.
fn written(sample: &[u8], said: Dialect) -> Written {
    let sign = |sign: Option<Sign>, otherwise: Option<u8>| sign.map_or(otherwise, |sign| sign.0);
    let start = Written {
        quote: sign(said.quote, Some(b'"')),
        escape: sign(said.escape, None).filter(|escape| sign(said.quote, Some(b'"')) != Some(*escape)),
        comment: sign(said.comment, None),
        ends: ends(sample),
        ..Written::usual(b',')
    };
    let mut best = Tried::with_separator(start, sample, said.delimiter);
    if said.comment.is_none() {
        best = best.or_comments(sample, said.delimiter);
    }
    if said.quote.is_none() {
        best = best.or_other_marks(sample, said.delimiter);
    }
    if said.escape.is_none() && memchr::memchr(b'\\', sample).is_some() {
        best = best.or_escapes(sample, said.delimiter);
    }
    if said.delimiter.is_none() {
        best = best.or_rare_separators(sample);
    }
    best.or_spaces(sample).written
}

/// What ends the records of a text.
fn ends(sample: &[u8]) -> Ends {
    let has = |byte: u8| memchr::memchr(byte, sample).is_some();
    if has(0x1E) && has(0x1F) {
        return Ends::Records;
    }
    if !has(b'\r') {
        return Ends::Lines;
    }
    let breaks = || memchr::memchr2_iter(b'\r', b'\n', sample);
    let is_outside = |at: usize| memchr::memchr_iter(b'"', &sample[..at]).count().is_multiple_of(2);
    // A return at the end of the sample may be half of a line break.
    let lone = |at: &usize| sample[*at] == b'\r' && sample.get(at + 1).is_some_and(|next| *next != b'\n');
    let has_lines = breaks().any(|at| sample[at] == b'\n' && (at < 1 || !has(b'"') || is_outside(at)));
    if !has_lines && breaks().any(|at| lone(&at)) { Ends::Returns } else { Ends::Lines }
}

/// A way of writing, and what comes of reading the text so.
#[derive(Debug, Clone, Copy)]
struct Tried {
    written: Written,
    /// Cells of most records.
    width: usize,
    /// Records of this width, in a thousand.
    even: usize,
    /// Cells of the first record.
    first: usize,
    /// Whether that is how many most records have.
    is_headed: bool,
    /// Records of the usual width, in a thousand from the first such record on.
    even_below: usize,
    records: usize,
    /// Cells with quotation marks where none belong.
    strays: u64,
}

impl Tried {
    fn new(written: Written, sample: &[u8]) -> Tried {
        let met = Arc::new(Met::default());
        let rewritten = (!written.is_usual()).then(|| Rewriter::whole(written, sample, &met));
        let text = rewritten.as_deref().unwrap_or(sample);
        let widths = widths(text, written.plain_separator());
        let strays = if rewritten.is_some() { met.strays.load(Ordering::Relaxed) } else { strays(written, sample) };
        let width = usual(&widths).unwrap_or(0);
        let times = widths.iter().filter(|other| **other == width).count();
        let above = widths.iter().take_while(|other| **other != width).count();
        Tried {
            written,
            width,
            even: times * 1000 / widths.len().max(1),
            first: widths.first().copied().unwrap_or(0),
            is_headed: widths.first() == Some(&width),
            even_below: times * 1000 / (widths.len() - above).max(1),
            records: widths.len(),
            strays,
        }
    }

    /// The same way with the separator that gives the most records one number of cells; a comma when none gives
    /// more than one cell.
    fn with_separator(written: Written, sample: &[u8], said: Option<Delimiter>) -> Tried {
        let tried = |separator| Tried::new(Written { separator, ..written }, sample);
        if let Some(separator) = said {
            return tried(separator);
        }
        let all = SEPARATORS.map(|separator| tried(Delimiter::single(separator)));
        let fits = |tried: &&Tried| tried.width > 1 && (tried.is_headed || tried.width > 2 && tried.even_below >= 700);
        let key = |tried: &Tried| (tried.is_headed, tried.even, tried.width);
        let best = all.iter().filter(fits).fold(None, |best: Option<&Tried>, tried| match best {
            Some(best) if key(best) >= key(tried) => Some(best),
            _ => Some(tried),
        });
        *best.unwrap_or(&all[0])
    }

    /// Whether there is nothing to be mended.
    fn is_clean(&self) -> bool {
        self.even == 1000 && self.strays == 0 && self.width > 1
    }

    /// Comments are lines that begin with `#` and have another number of cells than the table: a table's own header
    /// may begin so.
    fn or_comments(self, sample: &[u8], said: Option<Delimiter>) -> Tried {
        let begins = |line: &[u8]| line.first() == Some(&b'#');
        let lines = || sample.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty());
        if self.is_clean() || !lines().take(RECORDS_TRIED).any(begins) {
            return self;
        }
        let without = Written { comment: Some(b'#'), ..self.written };
        let tried = Tried::with_separator(without, sample, said);
        let separator = tried.written.separator;
        let cells = |line: &[u8]| memchr::memmem::find_iter(line, separator.bytes()).count() + 1;
        let is_row = lines().filter(|line| begins(line)).any(|line| cells(line) == tried.width);
        let is_better = tried.width > 1 && tried.records > 1 && tried.even >= self.even && tried.is_headed;
        if is_better && !is_row { tried } else { self }
    }

    /// Other quotation marks: where nearly all cells that are no numbers stand in them, or where only they make the
    /// rows even.
    fn or_other_marks(self, sample: &[u8], said: Option<Delimiter>) -> Tried {
        for mark in OTHER_MARKS {
            if memchr::memchr_iter(mark, sample).nth(3).is_none() {
                continue;
            }
            let written = Written { quote: Some(mark), ..self.written };
            let tried = Tried::with_separator(written, sample, said);
            let is_all = tried.even >= self.even && stands_in(mark, sample, &tried.written);
            let is_evener = tried.even >= EVEN && tried.even > self.even && tried.strays == 0;
            if tried.width > 1
                && tried.is_headed
                && tried.records > 1
                && (is_all || is_evener && tried.width == self.first)
            {
                return tried;
            }
        }
        self
    }

    /// Backslashes before characters that mean themselves.
    fn or_escapes(self, sample: &[u8], said: Option<Delimiter>) -> Tried {
        let written = Written { escape: Some(b'\\'), ..self.written };
        let tried = Tried::with_separator(written, sample, said);
        let is_better =
            tried.strays < self.strays && tried.even >= self.even || tried.even > self.even && tried.even >= EVEN;
        let has_nulls = has_nulls(sample, tried.written.separator) && tried.even >= self.even;
        if (is_better || has_nulls) && tried.width > 1 { tried } else { self }
    }

    /// What hardly anybody writes between cells, where nothing usual stands there.
    fn or_rare_separators(self, sample: &[u8]) -> Tried {
        let is_doubled = |bytes: &[u8]| bytes.len() > 1 && self.written.separator.bytes() == &bytes[..1];
        let tried = |bytes: &&[u8]| {
            let has = memchr::memmem::find(sample, bytes).is_some();
            let separator = Delimiter::new(bytes).filter(|_| has)?;
            let tried = Tried::new(Written { separator, ..self.written }, sample);
            let is_even = tried.even == 1000 && tried.is_headed && tried.width > 1 && tried.records > 1;
            let is_other = self.width < 2 || self.even * 2 < tried.even;
            let is_meant = match *bytes {
                b" " | b":" => is_other && stands_clear(sample, bytes[0], &tried),
                bytes if is_doubled(bytes) => tried.width * 2 - 1 == self.width || is_other,
                _ => is_other,
            };
            (is_even && is_meant).then_some(tried)
        };
        RARE.iter().find_map(tried).unwrap_or(self)
    }

    /// Spaces between separator and quotation mark.
    fn or_spaces(self, sample: &[u8]) -> Tried {
        let separator = self.written.separator.bytes();
        let Some(quote) = self.written.quote.filter(|_| separator != b" " && !self.is_clean()) else { return self };
        if memchr::memmem::find(sample, &[separator, &[b' ', quote]].concat()).is_none() {
            return self;
        }
        let tried = Tried::new(Written { is_spaced: true, ..self.written }, sample);
        if tried.strays < self.strays && tried.even >= self.even { tried } else { self }
    }
}

/// Cells of a text in the usual dialect that have quotation marks where none belong.
fn strays(written: Written, sample: &[u8]) -> u64 {
    if memchr::memchr(b'"', sample).is_none() {
        return 0;
    }
    let met = Arc::new(Met::default());
    let _ = Rewriter::whole(written, sample, &met);
    met.strays.load(Ordering::Relaxed)
}

/// Cells in each of the first records.
fn widths(sample: &[u8], separator: u8) -> Vec<usize> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(sample);
    reader.byte_records().take(RECORDS_TRIED).filter_map(|record| Some(record.ok()?.len())).collect()
}

/// The number of cells that the rows of a table have, by those of its first records. Wide rows count for more than
/// narrow ones, of which titles and notes may have many; a single one counts for nothing where others agree.
pub(super) fn usual(widths: &[usize]) -> Option<usize> {
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    for width in widths {
        *rows.entry(*width).or_default() += 1;
    }
    let several = rows.iter().filter(|(_, rows)| **rows > 1);
    let usual = several.max_by_key(|(width, rows)| (*width * *width * *rows, **rows)).map(|(width, _)| *width);
    usual.or_else(|| widths.iter().max().copied())
}

/// Whether nearly every cell that is no number begins or ends with this mark.
fn stands_in(mark: u8, sample: &[u8], written: &Written) -> bool {
    let lines = sample.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty());
    let (mut with, mut without) = (0, 0);
    for line in lines.take(RECORDS_TRIED) {
        for cell in split(line, written.separator.bytes()).map(<[u8]>::trim_ascii) {
            let is_figure = cell.iter().all(|byte| byte.is_ascii_digit() || b".,-+ ".contains(byte));
            let touches = cell.first() == Some(&mark) || cell.last() == Some(&mark);
            with += usize::from(touches);
            without += usize::from(!touches && !is_figure);
        }
    }
    with > 3 && with >= 9 * without
}

/// The parts of a line between separators, whatever stands around them.
fn split<'a>(line: &'a [u8], separator: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let ends = memchr::memmem::find_iter(line, separator).chain([line.len()]);
    let mut start = 0;
    ends.map(move |end| {
        let part = &line[start.min(end)..end];
        start = end + separator.len();
        part
    })
}

/// Whether some cell is nothing but `\N`, as databases write what is not there.
fn has_nulls(sample: &[u8], separator: Delimiter) -> bool {
    let is_end =
        |rest: &[u8]| rest.is_empty() || rest.starts_with(separator.bytes()) || matches!(rest[0], b'\r' | b'\n');
    let is_start = |before: &[u8]| before.is_empty() || before.ends_with(separator.bytes()) || before.ends_with(b"\n");
    memchr::memmem::find_iter(sample, b"\\N").any(|at| is_end(&sample[at + 2..]) && is_start(&sample[..at]))
}

/// Whether a character that is usual in texts stands between cells: between quotation marks, or in rows that are
/// mostly numbers.
fn stands_clear(sample: &[u8], separator: u8, tried: &Tried) -> bool {
    if memchr::memmem::find(sample, &[b'"', separator, b'"']).is_some() {
        return true;
    }
    let mut lines = sample.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty()).skip(1);
    let is_number = |cell: &&[u8]| !cell.is_empty() && cell.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let numbers = |line: &[u8]| line.split(|byte| *byte == separator).filter(is_number).count();
    tried.width > 2 && lines.by_ref().take(RECORDS_TRIED).all(|line| numbers(line) * 2 >= tried.width)
}

/// The separator that a first line `sep=;` declares, and the length of that line.
pub(super) fn declared(sample: &[u8]) -> Option<(u8, usize)> {
    let rest = sample.get(..4).filter(|start| start.eq_ignore_ascii_case(b"sep=")).map(|_| &sample[4..])?;
    let separator = *rest.first().filter(|byte| !matches!(byte, b'\r' | b'\n'))?;
    let end = rest[1..].iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len() - 1);
    (end > 0).then_some((separator, 5 + end))
}

/// A way of writing in words.
fn title(written: &Written) -> String {
    let separator = match written.separator.bytes() {
        b"," => "comma-separated".to_string(),
        b";" => "semicolon-separated".to_string(),
        b"\t" => "tab-separated".to_string(),
        b"|" => "bar-separated".to_string(),
        b" " => "space-separated".to_string(),
        b":" => "colon-separated".to_string(),
        b"\x1F" => "separated by U+001F".to_string(),
        b"\t\t" => "separated by two tabs".to_string(),
        _ => format!("separated by `{}`", written.separator),
    };
    let quote = match written.quote {
        Some(b'"') => None,
        Some(mark) => Some(format!("cells quoted by `{}`", char::from(mark))),
        None => Some("no quotation marks".to_string()),
    };
    let escape = written.escape.map(|sign| format!("escapes with `{}`", char::from(sign)));
    let comment = written.comment.map(|sign| format!("lines that begin with `{}` are comments", char::from(sign)));
    let ends = match written.ends {
        Ends::Lines => None,
        Ends::Returns => Some("rows end with carriage returns".to_string()),
        Ends::Records => Some("rows end with U+001E".to_string()),
    };
    let spaces = written.is_spaced.then(|| "spaces around quotation marks".to_string());
    let parts = [Some(separator), quote, escape, spaces, ends, comment];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Written, declared, title, written};

    fn found(sample: &str) -> String {
        title(&written(sample.as_bytes(), Dialect::default()))
    }

    #[test]
    fn the_separator_is_the_one_that_gives_even_rows() {
        let separator = |sample: &str| -> Written { written(sample.as_bytes(), Dialect::default()) };
        for (sample, expected) in [
            ("a,b\n1,2\n", b','),
            ("a;b,c;d\n1;2,5;3\n1;2,5,5;3\n", b';'),
            ("a\tb\n\"1\n2\"\t3\n", b'\t'),
            ("only\none\n", b','),
            ("How was it?\ngood; nice\nbad; slow\n", b','),
            ("A title of the file\n\na;b;c\n1;2;3\n4;5;6\n", b';'),
        ] {
            assert_eq!(separator(sample), Written::usual(expected), "{sample}");
        }
        assert_eq!(declared(b"sep=;\r\na;b"), Some((b';', 7)));
        assert_eq!(declared(b"separate,b"), None);
    }

    #[test]
    fn rare_ways_of_writing_are_found_by_what_they_make_even() {
        for (sample, expected) in [
            ("'id','a'\n'1','x, y'\n'2','don''t'\n", "comma-separated, cells quoted by `'`"),
            ("id,a\n1,'x, y'\n2,'u, v'\n3,w\n", "comma-separated, cells quoted by `'`"),
            ("id,a,b\n1,\"say \\\"well, well\\\"\",2\n2,x,y\n", "comma-separated, escapes with `\\`"),
            ("id\ta\tb\n1\t\\N\t2\n2\tx\\\ty\t3\n", "tab-separated, escapes with `\\`"),
            (
                "# made today\n# by us, for you\nid,a,b\n1,2,3\n",
                "comma-separated, lines that begin with `#` are comments",
            ),
            ("id||a||b\n1||x||2\n", "separated by `||`"),
            ("id::a::b\n1::x::2\n", "separated by `::`"),
            ("id\x1Fa\n1\x1Fx\n", "separated by U+001F"),
            ("\"id\" \"a\"\n\"1\" \"x y\"\n", "space-separated"),
            ("id, \"a\"\n1, \"x, y\"\n2, \"z\"\n", "comma-separated, spaces around quotation marks"),
            ("id,a\r1,x\r2,y\r", "comma-separated, rows end with carriage returns"),
        ] {
            assert_eq!(found(sample), expected, "{sample}");
        }
    }

    #[test]
    fn what_only_looks_rare_is_left_alone() {
        for (sample, expected) in [
            ("id,a\n1,don't\n2,'tis\n3,o'clock\n", "comma-separated"),
            ("id,a\n1,C:\\temp\n2,\"D:\\\"\n", "comma-separated"),
            ("#,How was it?\n#1,good\n#2,bad\n", "comma-separated"),
            ("Name\nAnna Berg\nOtto Klein\n", "comma-separated"),
            ("Time: when\n10:30\n11:45\n", "comma-separated"),
            ("id;;a\n1;;x\n2;5;y\n", "semicolon-separated"),
            ("id,a\n1,\"x\ny\"\n", "comma-separated"),
        ] {
            assert_eq!(found(sample), expected, "{sample}");
        }
    }
}

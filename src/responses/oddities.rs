//! What looks wrong in a row though it can be read: quotation marks where none belong, and rows that are no
//! response at all. Looks at one row at a time; nothing here changes what a cell holds.

use super::fate::Fate;
use crate::label::trim;
use crate::language::{LANGUAGES, Language};
use std::sync::LazyLock;

/// Quotation marks that some programs use instead of `"`, so that here they belong to the cells.
const OTHER_MARKS: [u8; 2] = [b'\'', b'`'];

/// Letters of the words for totals and notes that are looked at first.
const LETTERS: usize = 4;

/// The words of rows below tables, in every language.
struct Footers {
    /// What the first cell of a row of totals says.
    totals: Vec<&'static str>,
    /// What the only cell of a note begins with.
    notes: Vec<&'static str>,
    /// How these words begin.
    first_letters: Vec<[u8; LETTERS]>,
}

/// Read when the first row is met that begins like one of them.
static FOOTERS: LazyLock<Footers> = LazyLock::new(|| {
    let totals: Vec<&str> = LANGUAGES.iter().flat_map(Language::totals).collect();
    let notes: Vec<&str> = LANGUAGES.iter().flat_map(Language::notes).collect();
    let first_letters = totals.iter().chain(&notes).filter_map(|word| word.as_bytes().first_chunk().copied()).collect();
    Footers { totals, notes, first_letters }
});

/// Whether a row may be one that is looked at more closely, by its first byte: hardly any is.
#[inline]
pub(super) fn is_suspect(first: Option<&u8>) -> bool {
    first.is_some_and(|first| b"'`\"tTsSgGnNqQhHaAfFbBrR".contains(first))
}

/// The columns of a row whose cells have quotation marks where none belong: inside a cell that does not begin
/// with one, or before more text than the end of the cell. `raw` is the row as it is written.
pub(super) fn strays(raw: &[u8], separator: u8) -> Vec<usize> {
    if is_wrapped(raw, separator) {
        return vec![0];
    }
    let mut found = Vec::new();
    if memchr::memchr(b'"', raw).is_none() {
        return found;
    }
    let (mut at, mut column) = (0, 0);
    loop {
        let (end, is_stray) = cell_end(raw, at, separator);
        found.extend(is_stray.then_some(column));
        if raw.get(end) != Some(&separator) {
            return found;
        }
        (at, column) = (end + 1, column + 1);
    }
}

/// Where the cell that begins at `start` ends, and whether quotation marks stand where none belong.
pub(super) fn cell_end(raw: &[u8], start: usize, separator: u8) -> (usize, bool) {
    let mut at = start;
    let is_quoted = raw.get(start) == Some(&b'"');
    if is_quoted {
        at += 1;
        loop {
            let Some(mark) = memchr::memchr(b'"', &raw[at..]) else { return (raw.len(), false) };
            at += mark + 1;
            if raw.get(at) != Some(&b'"') {
                break;
            }
            at += 1;
        }
    }
    let is_end = |byte: &u8| *byte == separator || matches!(byte, b'\r' | b'\n');
    let length = raw[at..].iter().position(is_end).unwrap_or(raw.len() - at);
    let bare = &raw[at..at + length];
    (at + length, if is_quoted { !bare.is_empty() } else { bare.contains(&b'"') })
}

/// Whether the first and the last cell of a row stand in quotation marks of another kind.
pub(super) fn is_wrapped(raw: &[u8], separator: u8) -> bool {
    let raw = raw.trim_ascii_end();
    let Some(mark) = raw.first().filter(|mark| OTHER_MARKS.contains(mark)) else { return false };
    let Some(end) = memchr::memchr(separator, raw) else { return false };
    end > 1 && raw[end - 1] == *mark && raw.last() == Some(mark) && raw.get(end + 1).is_some_and(|next| next == mark)
}

/// Whether a row is a total or a note below a table. Only asked of tables whose first column holds no answers
/// that would show it themselves.
pub(super) fn is_footer(raw: &[u8], separator: u8) -> bool {
    let inner = raw.strip_prefix(b"\"").unwrap_or(raw);
    let Some(first) = inner.first_chunk::<LETTERS>() else { return false };
    FOOTERS.first_letters.contains(&first.map(|letter| letter.to_ascii_lowercase())) && says_footer(raw, separator)
}

/// The same of a row whose first cell begins like one of the words for it.
#[cold]
fn says_footer(raw: &[u8], separator: u8) -> bool {
    let (cell, end) = first_cell(raw, separator);
    let is_note = |word: &str| cell.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()));
    let is_alone = || raw[end..].iter().all(|byte| *byte == separator || byte.is_ascii_whitespace());
    is_total(raw, separator) || FOOTERS.notes.iter().any(|word| is_note(word)) && is_alone()
}

/// Whether the first cell of a row is a word for a total.
pub(super) fn is_total(raw: &[u8], separator: u8) -> bool {
    let (cell, _) = first_cell(raw, separator);
    let cell = cell.strip_suffix(b":").unwrap_or(cell);
    FOOTERS.totals.iter().any(|word| cell.eq_ignore_ascii_case(word.as_bytes()))
}

/// What the first cell of a row holds, and where it ends.
fn first_cell(raw: &[u8], separator: u8) -> (&[u8], usize) {
    let (end, _) = cell_end(raw, 0, separator);
    let cell = trim(&raw[..end]);
    (trim(cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")).unwrap_or(cell)), end)
}

/// Whether a row is nothing but a note: it says so, and no other cell holds anything. It may be shorter than the
/// rows of its table.
pub(super) fn is_note(raw: &[u8], separator: u8) -> bool {
    is_footer(raw, separator) && !is_total(raw, separator)
}

/// Whether a row of this fate is still read as a response, so that what is odd about it matters.
pub(super) fn is_kept(fate: Fate) -> bool {
    !matches!(fate, Fate::Blank | Fate::Ragged | Fate::NoResponse)
}

#[cfg(test)]
mod tests {
    use super::{FOOTERS, LETTERS, is_footer, is_suspect, strays};

    #[test]
    fn stray_quotation_marks_are_found_where_they_stand() {
        let none: [usize; 0] = [];
        for sound in ["1,2\r\n", "\"a, \"\"b\"\"\",\"\"\n", "1,'tis\n", "\"a\nb\",2", "\"\"\"a\"\"\",2", "'90s,it's"] {
            assert_eq!(strays(sound.as_bytes(), b','), none, "{sound}");
        }
        assert_eq!(strays(b"1,This \"quotes\" must,3\n", b','), [1]);
        assert_eq!(strays(b"\"Hey, I \"missed\" it\",x\r\n", b','), [0]);
        assert_eq!(strays(b"1, \"Pain\",\"x\"y,5\"\n", b','), [1, 2, 3]);
        assert_eq!(strays(b"1,\"she said \\\"well\\\" to me\",2", b','), [1]);
        assert_eq!(strays(b"1,\"never closed\nat all", b','), none, "told apart by where it ends");
        assert_eq!(strays(b"'1','North','9'\r\n", b','), [0]);
        assert_eq!(strays(b"`1`;`North`\n", b';'), [0]);
    }

    #[test]
    fn every_word_for_a_footer_is_looked_for() {
        for word in FOOTERS.totals.iter().chain(&FOOTERS.notes) {
            let first = word.as_bytes().first_chunk::<LETTERS>().expect("letters");
            let capital = first[0].to_ascii_uppercase();
            assert!(FOOTERS.first_letters.contains(first), "{word}");
            assert!(is_suspect(first.first()) && is_suspect(Some(&capital)), "{word}");
        }
    }

    #[test]
    fn totals_and_notes_below_a_table_are_no_responses() {
        for footer in ["Total,,440\n", "\"Grand total\";83;4.2", "TOTALS:,1", "Summe\t12", "Source: clinic,,\r\n"] {
            let separator = footer.bytes().find(|byte| b",;\t".contains(byte)).expect("a separator");
            assert!(is_footer(footer.as_bytes(), separator), "{footer}");
        }
        for row in ["Totally,5,5", "North,5,5", "T,1", "", "\"Tot\",1", "Notes: hm,5,5", "Total knee,5"] {
            assert!(!is_footer(row.as_bytes(), b','), "{row}");
        }
    }
}

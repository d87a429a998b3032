//! When two pieces of text are the same answer (spaces, letter case, typographic variants and the two ways to write
//! accents aside), what they say without markup and as they are spoken, and which of two comes first.

mod markup;
mod spoken;

pub use markup::without_markup;
pub use spoken::{spoken, without_accents};

use std::cmp::Ordering;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A cell without white space, no-break spaces and byte order marks at either end.
#[must_use]
pub fn trim(cell: &[u8]) -> &[u8] {
    let cell = cell.trim_ascii();
    // Only these two lead bytes can begin an invisible character worth removing.
    let odd = |byte: Option<&u8>| byte.is_some_and(|byte| *byte >= 0x80);
    if !odd(cell.first()) && !odd(cell.last()) {
        return cell;
    }
    std::str::from_utf8(cell).map_or(cell, |text| text.trim_matches(is_blank).as_bytes())
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{FEFF}' | '\u{200B}' | '\u{2060}')
}

/// A cell as people read it; what is no UTF-8 in it becomes U+FFFD.
#[must_use]
pub fn tidy_cell(cell: &[u8]) -> String {
    tidy(&String::from_utf8_lossy(cell))
}

/// Text as people read it: trimmed, every run of white space and of what cannot be seen one space, accents with their
/// letters (Unicode's form NFC).
#[must_use]
pub fn tidy(text: &str) -> String {
    if is_tidy(text) {
        return text.to_owned();
    }
    let mut tidy = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    composed(tidy)
}

/// Text with each letter and its accents in one character, where there is one: form NFC. Exports of one program write
/// `ü`, those of another `u` and an umlaut after it, and people see no difference.
///
/// Source: Unicode Standard Annex #15, *Unicode Normalization Forms*.
#[must_use]
pub fn composed(text: String) -> String {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        IsNormalized::No | IsNormalized::Maybe => text.nfc().collect(),
    }
}

/// Whether a text is tidy, as far as can be told at a glance: most are.
fn is_tidy(text: &str) -> bool {
    let mut is_after_space = true;
    for byte in text.bytes() {
        match byte {
            b' ' if is_after_space => return false,
            b' ' => is_after_space = true,
            0x09..=0x0D | 0x80.. => return false,
            _ => is_after_space = false,
        }
    }
    !is_after_space
}

/// The number of characters that a cell has once it is tidy.
#[must_use]
pub fn tidy_length(cell: &[u8]) -> usize {
    if !cell.is_ascii() {
        return tidy_cell(cell).chars().count();
    }
    // The vertical tab is white space here, as it is for text.
    let words = cell.split(|byte| char::from(*byte).is_whitespace()).filter(|word| !word.is_empty());
    words.fold(0, |length, word| length + word.len() + usize::from(length > 0))
}

/// Whether a letter is an apostrophe, or what people type for one.
#[must_use]
pub fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2032}' | '`' | '\u{B4}')
}

/// Text reduced to what has to match: tidy, lower case, plain quotes and dashes, accents with their letters. What
/// folds alike is one answer, whatever its spelling.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain = |letter: char| match letter {
        letter if is_apostrophe(letter) => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    };
    if text.is_ascii() {
        let mut folded = tidy(text);
        folded.make_ascii_lowercase();
        return if folded.contains('`') { folded.replace('`', "'") } else { folded };
    }
    let plain: String = text.chars().map(plain).flat_map(char::to_lowercase).collect();
    tidy(&plain)
}

/// Where a text stands in a list that people read: numbers by size, then words by alphabet without regard to
/// case, with the numbers in them by size, so that `Royal 2` comes before `Royal 10`. Different texts are never
/// equal, so a list has one order only.
#[must_use]
pub fn reading_order(one: &str, other: &str) -> Ordering {
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    let natural = || pieces(&fold(one)).cmp(pieces(&fold(other))).then_with(|| one.cmp(other));
    match (number(one), number(other)) {
        (Some(a), Some(b)) => a.total_cmp(&b).then_with(|| one.cmp(other)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => natural(),
    }
}

/// A part of a text in reading order; whole numbers come before letters.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    /// A run of digits without its leading zeros: the longer one is the larger number.
    Number(usize, String),
    Letter(char),
}

fn pieces(text: &str) -> impl Iterator<Item = Piece> {
    let mut letters = text.chars().peekable();
    std::iter::from_fn(move || {
        let letter = letters.next()?;
        if !letter.is_ascii_digit() {
            return Some(Piece::Letter(letter));
        }
        let more = std::iter::from_fn(|| letters.next_if(char::is_ascii_digit));
        let digits: String = std::iter::once(letter).chain(more).collect();
        let digits = digits.trim_start_matches('0');
        Some(Piece::Number(digits.len(), digits.to_string()))
    })
}

#[cfg(test)]
mod tests {
    use super::{fold, reading_order, tidy, tidy_cell, tidy_length, trim};

    #[test]
    fn invisible_characters_do_not_make_a_difference() {
        assert_eq!(trim("\u{FEFF}\u{A0} Good \u{A0}".as_bytes()), b"Good");
        assert_eq!(trim(b" \xFF "), b"\xFF");
        assert_eq!(tidy("Very\u{A0} good\n indeed "), "Very good indeed");
        for text in ["", " a \u{B}\tbc\r\n", "Good", "caf\u{E9}\u{A0} noir", "\u{FEFF}x", "\x1c y"] {
            assert_eq!(tidy_length(text.as_bytes()), tidy_cell(text.as_bytes()).chars().count(), "{text:?}");
        }
        assert_eq!(fold("Don\u{2019}t \u{A0}KNOW \u{2013} yet"), "don't know - yet");
        assert_eq!(fold("Don`t \t KNOW\u{B}- yet"), "don't know - yet");
    }

    #[test]
    fn an_accent_after_its_letter_is_the_accent_on_it() {
        for (apart, together) in
            [("Zu\u{308}rich", "Z\u{FC}rich"), ("E\u{301}COLE", "\u{C9}COLE"), ("\u{1112}\u{1161}", "\u{D558}")]
        {
            assert_eq!(fold(apart), fold(together));
            assert_eq!(tidy(apart), together);
        }
        assert_eq!(tidy_length("Zu\u{308}rich".as_bytes()), 6);
        assert_ne!(fold("Zurich"), fold("Z\u{FC}rich"));
    }

    #[test]
    fn lists_are_read_by_alphabet_and_by_number() {
        let mut names = [
            "Royal 10",
            "royal 2",
            "Royal",
            "10",
            "9.5",
            "(Other)",
            "Ward 3 North",
            "Ward 03 North",
            "Ward 12",
            "-1",
            "Infinity",
            "Royal 2",
        ];
        names.sort_by(|one, other| reading_order(one, other));
        let sorted = [
            "-1",
            "9.5",
            "10",
            "(Other)",
            "Infinity",
            "Royal",
            "Royal 2",
            "royal 2",
            "Royal 10",
            "Ward 03 North",
            "Ward 3 North",
            "Ward 12",
        ];
        assert_eq!(names, sorted);
    }
}

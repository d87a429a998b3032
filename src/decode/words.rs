//! Cells that stand for themselves: the labels and codes of options, and the words for missing answers.

use super::lookup::Lookup;
use crate::label::{fold, trim};
use crate::plan::Code;
use crate::scale::Missing;
use std::collections::HashMap;
use std::ops::Range;

/// The words of one question with what they stand for. Made for few words that are looked up millions of times.
#[derive(Debug, Default)]
pub struct Words {
    exact: Lookup<Code>,
    folded: HashMap<String, Code>,
    /// Bytes of the longest cell that may still be one of the words.
    longest: usize,
    /// Letters, signs and digits of the longest word.
    most_letters: usize,
    /// Whether a word begins with a digit.
    has_digits: bool,
}

impl Words {
    /// Adds a word with its code: that of an option, or of a kind of missing answer. Of two that are spelt alike the
    /// last one counts.
    pub fn add(&mut self, word: &str, code: Code) {
        // Odd spaces may make a cell longer than the word, but not by much.
        const SPACES: usize = 64;
        let folded = fold(word);
        self.longest = self.longest.max(folded.len() * 4 + SPACES);
        self.most_letters = self.most_letters.max(folded.chars().filter(|letter| !letter.is_whitespace()).count());
        self.has_digits |= folded.starts_with(|first: char| first.is_ascii_digit());
        self.exact.insert(word.trim().as_bytes(), code);
        self.folded.insert(folded, code);
    }

    /// What a trimmed cell stands for.
    #[must_use]
    pub fn code(&self, cell: &[u8]) -> Option<Code> {
        if let Some(code) = self.exact.get(cell, &(0..cell.len())) {
            return Some(code);
        }
        let is_number = cell.first().is_some_and(u8::is_ascii_digit);
        if cell.len() > self.longest || is_number && !self.has_digits || self.is_too_long(cell) {
            return None;
        }
        self.folded_code(cell)
    }

    /// What the cell that stands there in a text stands for, with spaces around it or without.
    #[inline]
    #[must_use]
    pub fn code_at(&self, text: &[u8], cell: &Range<usize>) -> Option<Code> {
        // Hardly any cell has spaces around its word.
        self.exact.get(text, cell).or_else(|| self.code(trim(&text[cell.clone()])))
    }

    /// The kind of missing answer that a trimmed cell stands for.
    #[must_use]
    pub fn missing(&self, cell: &[u8]) -> Option<Missing> {
        self.code(cell).and_then(|code| Missing::ALL.get(usize::from(code)).copied())
    }

    /// Whether a cell has more letters than any of the words. Only of ASCII it can be told without folding, and
    /// not of what may be a number written as `5.0`.
    fn is_too_long(&self, cell: &[u8]) -> bool {
        let letters = || cell.iter().filter(|byte| byte.is_ascii_graphic());
        !cell.ends_with(b"0") && cell.is_ascii() && letters().nth(self.most_letters).is_some()
    }

    /// The slow way, for cells in another case, with odd spaces, or with a number written as `5.0`.
    fn folded_code(&self, cell: &[u8]) -> Option<Code> {
        let folded = fold(&String::from_utf8_lossy(cell));
        let whole = || folded.split_once('.').filter(|(_, zeros)| zeros.bytes().all(|digit| digit == b'0'));
        self.folded.get(&folded).or_else(|| self.folded.get(whole()?.0)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::plan::{FIRST_OPTION, missing_code};
    use crate::scale::Missing;

    #[test]
    fn words_are_known_in_any_spelling() {
        let mut words = Words::default();
        words.add("Don\u{2019}t know", FIRST_OPTION);
        words.add("5", FIRST_OPTION + 1);
        words.add("", missing_code(Missing::NoAnswer));
        for spelling in ["Don't know", "DON\u{2019}T  KNOW"] {
            assert_eq!(words.code(spelling.as_bytes()), Some(FIRST_OPTION), "{spelling}");
        }
        for number in ["5", "5.0", "5.00"] {
            assert_eq!(words.code(number.as_bytes()), Some(FIRST_OPTION + 1), "{number}");
        }
        assert_eq!(words.missing(b""), Some(Missing::NoAnswer));
        assert_eq!(words.code_at(b"a, 5 ,b", &(2..5)), Some(FIRST_OPTION + 1));
        for other in ["6", "5.5", "do not know"] {
            assert_eq!(words.code(other.as_bytes()), None, "{other}");
        }
    }
}

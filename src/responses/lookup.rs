//! A small table from the bytes of a cell to a code, for the few words that most cells hold.

use crate::tally::Code;
use std::ops::Range;

/// Words and their codes. Made for a handful of words that are looked up millions of times.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    words: Vec<(Box<[u8]>, Code)>,
    /// By hash; its length is a power of two.
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    key: Key,
    /// Position of the word.
    word: u32,
    code: Code,
}

/// The first and the last eight bytes of a word and its length: all of it, up to sixteen bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    head: u64,
    tail: u64,
    length: usize,
}

/// Bytes that a key tells apart by itself.
const WHOLE: usize = 16;

/// A slot without a word: no cell is as long.
const FREE: Slot = Slot { key: Key { head: 0, tail: 0, length: usize::MAX }, word: 0, code: 0 };

/// Which bits of eight bytes belong to a word of that length.
const WITHIN: [u64; 9] =
    [0, 0xFF, 0xFFFF, 0xFF_FFFF, u32::MAX as u64, 0xFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF, u64::MAX >> 8, u64::MAX];

impl Key {
    /// The key of a part of a text. Cells of all lengths take the same way: they come in no order that could be
    /// guessed, and a wrong guess costs more than all the rest.
    #[inline]
    fn new(text: &[u8], word: &Range<usize>) -> Key {
        let length = word.end - word.start;
        let known = length.min(8);
        let head = eight_bytes(text, word.start) & WITHIN[known];
        let tail = eight_bytes(text, word.end - known) & WITHIN[known];
        Key { head, tail, length }
    }

    #[inline]
    fn hash(self) -> u64 {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15; // the golden ratio, as in Fibonacci hashing
        let mixed = self.head ^ self.tail.rotate_left(29) ^ (self.length as u64).rotate_left(57);
        mixed.wrapping_mul(ODD).rotate_right(32)
    }
}

/// Eight bytes of a text; zeros behind its end.
#[inline]
fn eight_bytes(text: &[u8], at: usize) -> u64 {
    let rest = &text[at..];
    rest.first_chunk::<8>().map_or_else(|| last_bytes(rest), |bytes| u64::from_le_bytes(*bytes))
}

#[cold]
fn last_bytes(rest: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    bytes[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(bytes)
}

impl Lookup {
    /// Adds a word; the code given last for it is the one it has.
    pub(super) fn insert(&mut self, word: &[u8], code: Code) {
        if let Some(known) = self.words.iter_mut().find(|(known, _)| **known == *word) {
            known.1 = code;
        } else {
            self.words.push((word.into(), code));
        }
        // At most a quarter full, so that hardly any look-up meets another word first.
        self.slots = vec![FREE; (self.words.len() * 4).next_power_of_two()];
        for (at, (word, code)) in self.words.iter().enumerate() {
            let key = Key::new(word, &(0..word.len()));
            let mut slot = slot(key, &self.slots);
            while self.slots[slot].key.length != FREE.key.length {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = Slot { key, word: u32::try_from(at).unwrap_or(0), code: *code };
        }
    }

    /// The code of a word that stands there in a text.
    #[inline]
    pub(super) fn get(&self, text: &[u8], word: &Range<usize>) -> Option<Code> {
        let key = Key::new(text, word);
        let mut at = slot(key, &self.slots);
        loop {
            let slot = self.slots.get(at)?;
            if slot.key == key && (key.length <= WHOLE || *self.words[slot.word as usize].0 == text[word.clone()]) {
                return Some(slot.code);
            }
            if slot.key.length == FREE.key.length {
                return None;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

/// Where a key belongs; 0 where there are no slots.
#[inline]
fn slot(key: Key, slots: &[Slot]) -> usize {
    #[expect(clippy::cast_possible_truncation, reason = "only the lowest bits are wanted")]
    let hash = key.hash() as usize;
    hash & slots.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::Lookup;
    use crate::tally::Code;

    fn get(lookup: &Lookup, word: &[u8]) -> Option<Code> {
        let alone = lookup.get(word, &(0..word.len()));
        let among = [b"before", word, b"behind it all"].concat();
        assert_eq!(lookup.get(&among, &(6..6 + word.len())), alone);
        alone
    }

    #[test]
    fn words_of_every_length_are_told_apart() {
        let mut lookup = Lookup::default();
        assert_eq!(get(&lookup, b""), None);
        let text = "abcdefghijklmnopqrstuvwxyz".repeat(2);
        let words: Vec<&str> = (0..text.len()).map(|end| &text[..end]).collect();
        for (word, code) in words.iter().zip(1..) {
            lookup.insert(word.as_bytes(), code);
        }
        for (word, code) in words.iter().zip(1..) {
            assert_eq!(get(&lookup, word.as_bytes()), Some(code), "{word}");
        }
        let same_ends = ["abcdefgh-1-abcdefgh", "abcdefgh-2-abcdefgh"];
        lookup.insert(same_ends[0].as_bytes(), 99);
        assert_eq!((get(&lookup, same_ends[0].as_bytes()), get(&lookup, same_ends[1].as_bytes())), (Some(99), None));
        lookup.insert(b"abc", 7);
        assert_eq!(get(&lookup, b"abc"), Some(7));
        assert_eq!(get(&lookup, b"acb"), None);
        assert_eq!(get(&lookup, b"a\0"), None);
    }
}

//! A small table from the bytes of a cell to a code, for the few words that most cells hold.

use foldhash::fast::FixedState;
use std::hash::BuildHasher;
use std::ops::Range;

/// Words and what they stand for. Made for few words that are looked up millions of times.
#[derive(Debug, Default)]
pub struct Lookup<Code> {
    words: Vec<(Box<[u8]>, Code)>,
    /// By hash; its length is a power of two.
    slots: Vec<Slot<Code>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot<Code> {
    key: Key,
    /// Position of the word, from 1; 0 is free.
    word: u32,
    code: Code,
}

/// The first and the last eight bytes of a word and its length: all of it, up to sixteen bytes. Of longer ones
/// the first are mixed with all the others, so that long names with the same ends are told apart, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Key {
    head: u64,
    tail: u64,
    length: usize,
}

/// Bytes that a key tells apart by itself.
const WHOLE: usize = 16;

/// Which bits of eight bytes belong to a word of that length.
const WITHIN: [u64; 9] =
    [0, 0xFF, 0xFFFF, 0xFF_FFFF, u32::MAX as u64, 0xFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF, u64::MAX >> 8, u64::MAX];

impl Key {
    /// The key of a part of a text. Cells of most lengths take the same way: they come in no order that could be
    /// guessed, and a wrong guess costs more than all the rest.
    #[inline]
    fn new(text: &[u8], word: &Range<usize>) -> Key {
        let length = word.end - word.start;
        let known = length.min(8);
        let mut head = eight_bytes(text, word.start) & WITHIN[known];
        if length > WHOLE {
            head ^= all_bytes(&text[word.clone()]);
        }
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

#[inline(never)]
fn all_bytes(word: &[u8]) -> u64 {
    FixedState::with_seed(0).hash_one(word)
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

impl<Code: Copy + Default> Lookup<Code> {
    /// How many words it has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.len()
    }

    /// The words and their codes.
    pub fn words(&self) -> impl Iterator<Item = (&[u8], Code)> {
        self.words.iter().map(|(word, code)| (&**word, *code))
    }

    /// Adds a word; the code given last for it is the one it has.
    pub fn insert(&mut self, word: &[u8], code: Code) {
        if let Some(at) = self.find(word, &(0..word.len())) {
            let slot = &mut self.slots[at];
            slot.code = code;
            self.words[slot.word as usize - 1].1 = code;
            return;
        }
        self.words.push((word.into(), code));
        // At most a quarter full, so that hardly any look-up meets another word first.
        let wanted = (self.words.len() * 4).next_power_of_two();
        if wanted > self.slots.len() {
            self.slots = vec![Slot::default(); wanted];
            (0..self.words.len()).for_each(|at| self.place(at));
        } else {
            self.place(self.words.len() - 1);
        }
    }

    fn place(&mut self, at: usize) {
        let (word, code) = &self.words[at];
        let key = Key::new(word, &(0..word.len()));
        let mut slot = self.slot(key);
        while self.slots[slot].word != 0 {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots[slot] = Slot { key, word: u32::try_from(at + 1).unwrap_or(0), code: *code };
    }

    /// Where a key belongs; 0 where there are no slots.
    #[inline]
    fn slot(&self, key: Key) -> usize {
        #[expect(clippy::cast_possible_truncation, reason = "only the lowest bits are wanted")]
        let hash = key.hash() as usize;
        hash & self.slots.len().saturating_sub(1)
    }

    /// The code of a word that stands there in a text.
    #[inline]
    #[must_use]
    pub fn get(&self, text: &[u8], word: &Range<usize>) -> Option<Code> {
        self.find(text, word).map(|at| self.slots[at].code)
    }

    #[inline]
    fn find(&self, text: &[u8], word: &Range<usize>) -> Option<usize> {
        let key = Key::new(text, word);
        let mut at = self.slot(key);
        loop {
            let slot = self.slots.get(at).filter(|slot| slot.word != 0)?;
            if slot.key == key && (key.length <= WHOLE || *self.words[slot.word as usize - 1].0 == text[word.clone()]) {
                return Some(at);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lookup;

    fn get(lookup: &Lookup<u16>, word: &[u8]) -> Option<u16> {
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

//! A small table from the bytes of a cell to a code, for the few words that most cells hold.

use crate::tally::Code;

/// Words and their codes. Made for a handful of words that are looked up millions of times.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    entries: Vec<Entry>,
    /// Positions of entries plus one, by hash; 0 is free. Its length is a power of two.
    slots: Vec<u32>,
}

#[derive(Debug)]
struct Entry {
    key: Key,
    word: Box<[u8]>,
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

impl Key {
    fn new(word: &[u8]) -> Key {
        let length = word.len();
        let (head, tail) = match (word.first_chunk::<8>(), word.last_chunk::<8>()) {
            (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
            _ => (short(word), 0),
        };
        Key { head, tail, length }
    }

    fn hash(self) -> u64 {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15; // the golden ratio, as in Fibonacci hashing
        let mixed = self.head ^ self.tail.rotate_left(29) ^ (self.length as u64).rotate_left(57);
        mixed.wrapping_mul(ODD).rotate_right(32)
    }
}

/// Less than eight bytes as a number.
fn short(word: &[u8]) -> u64 {
    match (word.first_chunk::<4>(), word.last_chunk::<4>()) {
        (Some(head), Some(tail)) => u64::from(u32::from_le_bytes(*head)) | u64::from(u32::from_le_bytes(*tail)) << 32,
        _ => word.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

impl Lookup {
    /// Adds a word; the code given last for it is the one it has.
    pub(super) fn insert(&mut self, word: &[u8], code: Code) {
        if let Some(at) = self.find(word) {
            self.entries[at].code = code;
            return;
        }
        self.entries.push(Entry { key: Key::new(word), word: word.into(), code });
        // At most a quarter full, so that hardly any look-up meets another word first.
        let wanted = (self.entries.len() * 4).next_power_of_two();
        if wanted > self.slots.len() {
            self.slots = vec![0; wanted];
            (0..self.entries.len()).for_each(|at| self.place(at));
        } else {
            self.place(self.entries.len() - 1);
        }
    }

    fn place(&mut self, at: usize) {
        let mut slot = self.slot(self.entries[at].key);
        while self.slots[slot] != 0 {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots[slot] = u32::try_from(at + 1).unwrap_or(0);
    }

    #[expect(clippy::cast_possible_truncation, reason = "only the lowest bits are wanted")]
    fn slot(&self, key: Key) -> usize {
        key.hash() as usize & (self.slots.len() - 1)
    }

    /// The code of a word.
    pub(super) fn get(&self, word: &[u8]) -> Option<Code> {
        self.find(word).map(|at| self.entries[at].code)
    }

    fn find(&self, word: &[u8]) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        let key = Key::new(word);
        let mut slot = self.slot(key);
        loop {
            let at = (self.slots[slot] as usize).checked_sub(1)?;
            let entry = &self.entries[at];
            if entry.key == key && (word.len() <= WHOLE || *entry.word == *word) {
                return Some(at);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lookup;

    #[test]
    fn words_of_every_length_are_told_apart() {
        let mut lookup = Lookup::default();
        assert_eq!(lookup.get(b""), None);
        let text = "abcdefghijklmnopqrstuvwxyz".repeat(2);
        let words: Vec<&str> = (0..text.len()).map(|end| &text[..end]).collect();
        for (word, code) in words.iter().zip(1..) {
            lookup.insert(word.as_bytes(), code);
        }
        for (word, code) in words.iter().zip(1..) {
            assert_eq!(lookup.get(word.as_bytes()), Some(code), "{word}");
        }
        let same_ends = ["abcdefgh-1-abcdefgh", "abcdefgh-2-abcdefgh"];
        lookup.insert(same_ends[0].as_bytes(), 99);
        assert_eq!((lookup.get(same_ends[0].as_bytes()), lookup.get(same_ends[1].as_bytes())), (Some(99), None));
        lookup.insert(b"abc", 7);
        assert_eq!(lookup.get(b"abc"), Some(7));
        assert_eq!(lookup.get(b"acb"), None);
        assert_eq!(lookup.get(b"a\0"), None);
    }
}

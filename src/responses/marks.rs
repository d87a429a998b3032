//! Where three bytes stand in a text: separators, line ends and quotation marks come so close to each other
//! that many bytes have to be looked at together.

use wide::u8x64;

/// Bytes looked at together.
const BLOCK: usize = 64;

/// The places of three bytes in a text, ascending.
#[derive(Debug)]
pub(super) struct Marks<'a> {
    text: &'a [u8],
    wanted: [u8x64; 3],
    /// Where the block that is being gone through begins.
    start: usize,
    /// A bit for every place in that block that is still to come.
    to_come: u64,
}

impl<'a> Marks<'a> {
    /// None of the three may be the byte 0.
    pub(super) fn new(text: &'a [u8], bytes: [u8; 3]) -> Marks<'a> {
        let mut places = Marks { text, wanted: bytes.map(u8x64::splat), start: 0, to_come: 0 };
        places.look();
        places
    }

    /// Looks at the block that begins at `start`.
    #[inline]
    fn look(&mut self) {
        let rest = &self.text[self.start..];
        self.to_come = rest.first_chunk().map_or_else(|| self.bits(&last_block(rest)), |block| self.bits(block));
    }

    /// A bit for every place in a block.
    #[inline]
    fn bits(&self, block: &[u8; BLOCK]) -> u64 {
        let [one, two, three] = self.wanted;
        let block = u8x64::new(*block);
        (block.simd_eq(one) | block.simd_eq(two) | block.simd_eq(three)).to_bitmask()
    }
}

/// What is left of a text, and zeros.
#[cold]
fn last_block(rest: &[u8]) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    block[..rest.len()].copy_from_slice(rest);
    block
}

impl Iterator for Marks<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.to_come == 0 {
            self.start += BLOCK;
            if self.start >= self.text.len() {
                self.start = self.text.len();
                return None;
            }
            self.look();
        }
        let place = self.start + self.to_come.trailing_zeros() as usize;
        self.to_come &= self.to_come - 1;
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::Marks;

    #[test]
    fn places_are_found_at_every_distance() {
        for length in 0..200 {
            let text: Vec<u8> = (0..length).map(|at| if at % 7 == 3 || at % 65 == 0 { b'"' } else { b'x' }).collect();
            let expected: Vec<usize> = memchr::memchr_iter(b'"', &text).collect();
            assert_eq!(Marks::new(&text, *b",\n\"").collect::<Vec<_>>(), expected, "{length}");
        }
        let mut none = Marks::new(b"", *b",\n\"");
        assert_eq!((none.next(), none.next()), (None, None));
    }
}

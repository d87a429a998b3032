//! How large an export may be: what no survey writes is refused before it fills the memory or takes for ever.

use crate::diagnostic::Fault;
use std::fmt;
use std::io::{self, Read};

/// What a packed file may unpack to unless more is asked for.
const MOST_UNPACKED: u64 = 64 << 30;

/// How many times its own size a packed file may unpack to, once that is much. Exports pack to a tenth, those with
/// thousands of empty columns to a two-hundredth.
const MOST_TIMES: u64 = 500;

/// Less than this harms nobody, however well it was packed.
const HARMLESS: u64 = 256 << 20;

/// Columns of an export unless more are asked for.
const MOST_COLUMNS: usize = 20_000;

/// Cells of a row that is read record by record: each takes memory before the row is known to be too long.
const MOST_CELLS: u64 = 4_000_000;

/// How large exports may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that a packed file may unpack to; `None`: 64 GiB, and no more than 500 times its size.
    pub unpacked: Option<u64>,
    /// Columns of an export.
    pub columns: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { unpacked: None, columns: MOST_COLUMNS }
    }
}

/// What was too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Excess {
    /// A packed file unpacks to more than so many bytes.
    Unpacked(u64),
    /// A packed file unpacks to far more than its own size.
    Ratio,
    /// A row has too many cells.
    Cells,
}

impl fmt::Display for Excess {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Excess::Unpacked(most) => write!(out, "the file unpacks to more than {}", size(*most)),
            Excess::Ratio => {
                write!(out, "the file unpacks to more than {MOST_TIMES} times its size, as no export does")
            }
            Excess::Cells => write!(out, "a row has more than {MOST_CELLS} cells"),
        }
    }
}

impl std::error::Error for Excess {}

impl Excess {
    /// Why reading stopped, if that is why.
    pub(super) fn of(error: &io::Error) -> Option<Excess> {
        error.get_ref()?.downcast_ref().copied()
    }

    /// The same as people are told it.
    pub(super) fn fault(self) -> Fault {
        let help = match self {
            Excess::Unpacked(most) => {
                format!("if it is sound, say how much it may be, for example --max-decompressed {}", size(most * 2))
            }
            Excess::Ratio => {
                "if it is sound, say how much it may unpack to, for example --max-decompressed 10GiB".to_string()
            }
            Excess::Cells => "is it a CSV file with one response a row?".to_string(),
        };
        Fault::new(self.to_string()).help(help)
    }

    fn error(self) -> io::Error {
        io::Error::other(self)
    }
}

impl Limits {
    /// Refuses a header with too many columns.
    pub(super) fn check_columns(&self, columns: usize) -> Result<(), Fault> {
        if columns <= self.columns {
            return Ok(());
        }
        Err(Fault::new(format!("the header has more than {} columns", self.columns)).help(
            "are its cells separated by something else (--delimiter)? if not, raise the limit with --max-columns",
        ))
    }

    /// Refuses what has been unpacked from so many bytes, if it is too much.
    fn check_unpacked(self, unpacked: u64, packed: u64) -> io::Result<()> {
        let most = self.unpacked.unwrap_or(MOST_UNPACKED);
        let is_bomb = self.unpacked.is_none() && unpacked > HARMLESS && unpacked / packed.max(1) > MOST_TIMES;
        match () {
            () if unpacked > most => Err(Excess::Unpacked(most).error()),
            () if is_bomb => Err(Excess::Ratio.error()),
            () => Ok(()),
        }
    }
}

/// Refuses a record with so many cells.
pub(super) fn check_cells(cells: u64) -> io::Result<()> {
    if cells > MOST_CELLS { Err(Excess::Cells.error()) } else { Ok(()) }
}

/// An unpacked stream that ends with an error when it becomes too long.
pub(super) struct Unpacked<R, P> {
    pub(super) inner: R,
    pub(super) limits: Limits,
    /// Bytes read of the packed file.
    pub(super) packed: P,
    /// Bytes unpacked.
    pub(super) bytes: u64,
}

impl<R: Read, P: Fn() -> u64> Read for Unpacked<R, P> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes += read as u64;
        self.limits.check_unpacked(self.bytes, (self.packed)())?;
        Ok(read)
    }
}

/// Units of sizes, the largest first.
const UNITS: [(&str, u32); 4] = [("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)];

/// A size in the largest unit that it is a whole number of.
fn size(bytes: u64) -> String {
    let whole = UNITS.iter().find(|(_, shift)| bytes > 0 && bytes.trailing_zeros() >= *shift);
    whole.map_or_else(|| format!("{bytes} bytes"), |(unit, shift)| format!("{}{unit}", bytes >> shift))
}

/// The size that people write as `500MB`, `10GiB`, `2G` or in bytes; units count in 1,024s.
///
/// # Errors
///
/// When it is no size.
pub fn parse_size(text: &str) -> Result<u64, String> {
    let wrong = || "expected a size such as 500MB or 10GiB".to_string();
    let digits = text.trim().trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == ' ');
    let unit = text.trim()[digits.len()..].trim().to_ascii_lowercase();
    let shift = match unit.as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 10,
        "m" | "mb" | "mib" => 20,
        "g" | "gb" | "gib" => 30,
        "t" | "tb" | "tib" => 40,
        _ => return Err(wrong()),
    };
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    number.checked_mul(1 << shift).filter(|bytes| *bytes > 0).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::{Excess, HARMLESS, Limits, MOST_TIMES, MOST_UNPACKED, parse_size, size};

    fn excess(limits: Limits, unpacked: u64, packed: u64) -> Option<Excess> {
        limits.check_unpacked(unpacked, packed).err().as_ref().and_then(Excess::of)
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let usual = Limits::default();
        assert_eq!(excess(usual, HARMLESS, 1), None);
        assert_eq!(excess(usual, HARMLESS * 2, HARMLESS * 2 / MOST_TIMES), None);
        assert_eq!(excess(usual, HARMLESS * 2, 1000), Some(Excess::Ratio));
        assert_eq!(excess(usual, MOST_UNPACKED + 1, MOST_UNPACKED / 10), Some(Excess::Unpacked(MOST_UNPACKED)));
        let asked = Limits { unpacked: Some(HARMLESS * 4), ..usual };
        assert_eq!(excess(asked, HARMLESS * 2, 1000), None);
        assert_eq!(excess(asked, HARMLESS * 4 + 1, 1000), Some(Excess::Unpacked(HARMLESS * 4)));
    }

    #[test]
    fn sizes_are_read_and_written() {
        for (text, bytes) in
            [("1024", 1024), ("3 KiB", 3072), ("500MB", 500 << 20), ("10GiB", 10 << 30), ("2g", 2 << 30)]
        {
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
        for text in ["", "GiB", "-1", "1.5G", "9 parsecs", "0", "99999999TiB"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
        assert_eq!([size(64 << 30), size(1000), size(3 << 20)], ["64GiB", "1000 bytes", "3MiB"]);
    }
}

//! How an export is written, as far as somebody says: what stands between its cells, around them, before a
//! character that means itself, and before a line that is no row.

use std::fmt;
use std::str::FromStr;

/// Bytes that a delimiter may have.
const LONGEST: usize = 8;

/// Characters that people rather name than write.
const NAMES: [(&str, &str); 4] = [("tab", "\t"), ("\\t", "\t"), ("space", " "), ("unit-separator", "\u{1F}")];

/// How an export is written, as far as somebody says; the rest is found out by reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dialect {
    /// What stands between cells.
    pub delimiter: Option<Delimiter>,
    /// What stands around them.
    pub quote: Option<Sign>,
    /// What stands before a character that means itself.
    pub escape: Option<Sign>,
    /// What a line begins with that is no row.
    pub comment: Option<Sign>,
}

/// What stands between cells: one character, or a few.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Delimiter {
    bytes: [u8; LONGEST],
    length: u8,
}

/// A character with a meaning of its own; `None`: no character has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign(pub Option<u8>);

impl Dialect {
    /// What is said here and, where nothing is, there.
    #[must_use]
    pub fn or(self, other: Dialect) -> Dialect {
        Dialect {
            delimiter: self.delimiter.or(other.delimiter),
            quote: self.quote.or(other.quote),
            escape: self.escape.or(other.escape),
            comment: self.comment.or(other.comment),
        }
    }

    /// Two meanings that one character cannot have at once.
    #[must_use]
    pub fn conflict(&self) -> Option<String> {
        let sign = |sign: Option<Sign>| sign.and_then(|sign| sign.0);
        let delimiter = self.delimiter.as_ref().map(|delimiter| delimiter.bytes[0]);
        let all = [
            ("delimiter", delimiter),
            ("quote", sign(self.quote)),
            ("escape", sign(self.escape)),
            ("comment", sign(self.comment)),
        ];
        let alike = |(at, (_, one)): (usize, &(&'static str, Option<u8>))| {
            let other = all[at + 1..].iter().find(|(_, other)| one.is_some() && other == one)?;
            Some(format!("`{}` and `{}` cannot begin with the same character", all[at].0, other.0))
        };
        // A quotation mark that is doubled inside a cell escapes itself.
        let is_doubled = sign(self.quote).is_some() && sign(self.quote) == sign(self.escape);
        all.iter().enumerate().find_map(alike).filter(|_| !is_doubled)
    }
}

impl Delimiter {
    /// A delimiter of these bytes; `None` when there are none, or too many.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Option<Delimiter> {
        let length = u8::try_from(bytes.len()).ok().filter(|length| (1..=LONGEST).contains(&usize::from(*length)))?;
        let mut delimiter = Delimiter { bytes: [0; LONGEST], length };
        delimiter.bytes[..bytes.len()].copy_from_slice(bytes);
        Some(delimiter)
    }

    /// One character.
    #[must_use]
    pub const fn single(byte: u8) -> Delimiter {
        let mut bytes = [0; LONGEST];
        bytes[0] = byte;
        Delimiter { bytes, length: 1 }
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }
}

impl fmt::Debug for Delimiter {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "Delimiter({self})")
    }
}

/// As it is written in a definition or on the command line.
impl fmt::Display for Delimiter {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let text = String::from_utf8_lossy(self.bytes());
        out.write_str(named(&text).unwrap_or(&text))
    }
}

impl fmt::Display for Sign {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self.0 {
            Some(byte) => write!(out, "{}", char::from(byte)),
            None => out.write_str("none"),
        }
    }
}

impl FromStr for Delimiter {
    type Err = String;

    fn from_str(text: &str) -> Result<Delimiter, String> {
        let text = meant(text);
        let is_fit = |text: &&str| !text.contains(['"', '\n', '\r', '\0']);
        Some(text).filter(is_fit).and_then(|text| Delimiter::new(text.as_bytes())).ok_or_else(|| {
            format!("expected what stands between cells, such as `,`, `;`, `||` or `tab`, in at most {LONGEST} bytes")
        })
    }
}

impl FromStr for Sign {
    type Err = String;

    fn from_str(text: &str) -> Result<Sign, String> {
        match meant(text).as_bytes() {
            b"none" => Ok(Sign(None)),
            [byte] if byte.is_ascii_graphic() && !byte.is_ascii_alphanumeric() => Ok(Sign(Some(*byte))),
            _ => Err("expected one character that is no letter and no digit, or `none`".to_owned()),
        }
    }
}

/// The characters that a name stands for, or the text itself.
fn meant(text: &str) -> &str {
    NAMES.iter().find(|(name, _)| *name == text).map_or(text, |(_, meant)| meant)
}

/// The name of a character that has one.
fn named(text: &str) -> Option<&'static str> {
    NAMES.iter().find(|(_, meant)| *meant == text).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::{Delimiter, Dialect, Sign};

    #[test]
    fn characters_are_read_and_written() {
        for (text, bytes) in [(",", ","), ("tab", "\t"), ("space", " "), ("||", "||"), (", ", ", "), ("\t\t", "\t\t")] {
            let delimiter: Delimiter = text.parse().expect(text);
            assert_eq!((delimiter.bytes(), delimiter.to_string().as_str()), (bytes.as_bytes(), text));
        }
        for wrong in ["", "\"", "a\nb", "123456789"] {
            assert!(wrong.parse::<Delimiter>().is_err(), "{wrong}");
        }
        assert_eq!(("'".parse(), "none".parse()), (Ok(Sign(Some(b'\''))), Ok(Sign(None))));
        for wrong in ["", "a", "1", "''", "é", " "] {
            assert!(wrong.parse::<Sign>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn one_character_has_one_meaning() {
        let said = |delimiter: &str, quote: &str, escape: &str| Dialect {
            delimiter: Some(delimiter.parse().expect("a delimiter")),
            quote: Some(quote.parse().expect("a quotation mark")),
            escape: Some(escape.parse().expect("an escape character")),
            comment: None,
        };
        assert_eq!(said(";", "'", "\\").conflict(), None);
        assert_eq!(said(";", "none", "none").conflict(), None);
        assert_eq!(said(";", "'", "'").conflict(), None, "a doubled mark");
        assert!(said("'", "'", "\\").conflict().is_some_and(|text| text.contains("`delimiter` and `quote`")));
    }
}

//! The text of a definition: what is accepted as text at all, places in it, and the faults found so far.

use crate::diagnostic::{Fault, Faults, Place, no_such_file};
use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Largest definition read, in bytes.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Longest line accepted, in bytes: every fault carries the line it was found on.
const LONGEST_LINE: usize = 64 * 1024;

/// Faults listed; the others are only counted.
const MOST_FAULTS: usize = 200;

/// A stretch of one line: where something was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Line, from 1.
    pub line: usize,
    /// First character, from 1.
    pub column: usize,
    /// Characters, at least 1.
    pub length: usize,
}

/// A definition's lines, and what was found wrong with them.
pub(super) struct Notes<'a> {
    file: &'a str,
    lines: Vec<&'a str>,
    found: RefCell<Vec<Fault>>,
    more: Cell<usize>,
}

impl<'a> Notes<'a> {
    pub fn new(text: &'a str, file: &'a str) -> Notes<'a> {
        Notes { file, lines: lines(text), found: RefCell::default(), more: Cell::new(0) }
    }

    /// The line with this number, from 1; empty when there is none.
    pub fn line(&self, number: usize) -> &'a str {
        number.checked_sub(1).and_then(|index| self.lines.get(index)).copied().unwrap_or_default()
    }

    /// Notes a fault and what to do about it.
    pub fn fault(&self, mark: Mark, message: impl Into<String>, help: impl Into<String>) {
        let source = self.line(mark.line).to_owned();
        let place = Place { line: mark.line, column: mark.column, length: mark.length, source };
        self.push(Fault::new(message).at(place).help(help));
    }

    /// Notes a fault that has no place, such as a key that is not there.
    pub fn fault_of_file(&self, message: impl Into<String>, help: impl Into<String>) {
        self.push(Fault::new(message).help(help));
    }

    /// Whether there are few enough of something; notes it when not, and has them left alone, so that no
    /// definition takes long or much memory.
    pub fn few_enough(&self, mark: Mark, number: usize, most: usize, what: &str) -> bool {
        if number > most {
            self.fault(mark, format!("{number} {what}"), format!("there can be at most {most}"));
        }
        number <= most
    }

    fn push(&self, fault: Fault) {
        let mut found = self.found.borrow_mut();
        if found.len() < MOST_FAULTS {
            found.push(fault.in_file(self.file));
        } else {
            self.more.set(self.more.get() + 1);
        }
    }

    /// Whether nothing was found so far.
    pub fn is_clean(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// Everything that was found.
    pub fn into_faults(self) -> Faults {
        let mut found = self.found.into_inner();
        if self.more.get() > 0 {
            let message = format!("{} more faults are not listed", self.more.get());
            found.push(Fault::new(message).in_file(self.file).help("mend these first"));
        }
        Faults(found)
    }
}

/// Lines as YAML counts them: ended by a line feed, a carriage return, or both.
fn lines(text: &str) -> Vec<&str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r')).collect()
}

/// Reads a definition's bytes, stopping beyond [`MOST_BYTES`].
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Faults> {
    let mut bytes = Vec::new();
    let limit = MOST_BYTES as u64 + 1;
    open(path)?.take(limit).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    Ok(bytes)
}

/// Opens a definition.
///
/// # Errors
/// When that cannot be done; for a file that is not there with the one that may have been meant.
pub fn open(path: &Path) -> Result<File, Faults> {
    File::open(path).map_err(|error| unreadable(path, &error).into())
}

fn unreadable(path: &Path, error: &io::Error) -> Fault {
    if error.kind() == io::ErrorKind::NotFound {
        return no_such_file(path);
    }
    let name = path.display();
    Fault::new(format!("cannot read the definition `{name}`: {error}")).help("check the name and the permissions")
}

/// The bytes as text, without a byte-order mark, if they can be a definition.
pub(super) fn decode<'a>(bytes: &'a [u8], file: &str) -> Result<&'a str, Faults> {
    let refuse = |message: String, help: &str| Faults::from(Fault::new(message).in_file(file).help(help));
    if bytes.len() > MOST_BYTES {
        let message = format!("the definition is larger than {} MiB", MOST_BYTES / 1024 / 1024);
        return Err(refuse(message, "a definition describes the questions; is this the export?"));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(refuse("the definition is saved as UTF-16".into(), "save it as UTF-8"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to(), file))?;
    if let Some(index) = lines(text).iter().position(|line| line.len() > LONGEST_LINE) {
        let message = format!("line {} is longer than {} KiB", index + 1, LONGEST_LINE / 1024);
        return Err(refuse(message, "a definition has short lines; is this the right file?"));
    }
    Ok(text)
}

/// The fault of a byte that is no UTF-8, with the line around it.
fn not_utf8(bytes: &[u8], at: usize, file: &str) -> Faults {
    let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let start = bytes[..at].iter().rposition(is_break).map_or(0, |position| position + 1);
    let end = bytes[at..].iter().position(is_break).map_or(bytes.len(), |position| at + position);
    let before = String::from_utf8_lossy(&bytes[..at]);
    let column = String::from_utf8_lossy(&bytes[start..at]).chars().count() + 1;
    let source = String::from_utf8_lossy(&bytes[start..end.min(start + LONGEST_LINE)]).into_owned();
    let place = Place { line: lines(&before).len(), column, length: 1, source };
    let message = format!("the byte {:#04x} is not UTF-8 text", bytes[at]);
    Fault::new(message).in_file(file).at(place).help("save the file as UTF-8").into()
}

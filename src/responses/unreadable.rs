//! What kept an export from being read, in words.

use super::limits::Excess;
use crate::diagnostic::{Fault, no_such_file};
use std::io;
use std::path::Path;

/// What the system says when too many files are open: in this program, and in all of them together.
const TOO_MANY_FILES: [i32; 2] = [24, 23];

/// What we say then.
const NO_MORE_FILES: &str = "the system does not let more files be opened at once";

/// A file that could not be opened or read.
pub(super) fn unreadable(name: &str, error: &io::Error) -> Fault {
    if let Some(fault) = fault_of(error) {
        return fault.in_file(name);
    }
    let message = match error.kind() {
        io::ErrorKind::NotFound => return no_such_file(Path::new(name)),
        io::ErrorKind::PermissionDenied => "reading this file is not allowed".to_string(),
        io::ErrorKind::UnexpectedEof => "the packed file ends too early; it was not copied whole".to_string(),
        _ => format!("the file cannot be read: {error}"),
    };
    Fault::new(message).in_file(name)
}

/// What kept a file from being read, where it is none of its own.
pub(super) fn fault_of(error: &io::Error) -> Option<Fault> {
    if cfg!(unix) && error.raw_os_error().is_some_and(|code| TOO_MANY_FILES.contains(&code)) {
        return Some(Fault::new(NO_MORE_FILES).help("raise the limit (`ulimit -n 1024`), or close other programs"));
    }
    Excess::of(error).map(Excess::fault)
}

/// Whether no other file could be opened either, so that one such fault says it all.
pub(super) fn is_final(fault: &Fault) -> bool {
    fault.message == NO_MORE_FILES
}

/// A record without an end.
pub(super) fn too_long(line: Option<u64>, name: &str) -> Fault {
    let which = line.map_or("a row".to_string(), |line| format!("the row that starts on line {line}"));
    Fault::new(format!("{which} does not end within 64 MiB"))
        .in_file(name)
        .help("a quotation mark that opens a cell there is probably never closed")
}

//! A table of something that is no text, turned into comma-separated text for the rest of the house to read.

use std::io::Read;

/// A sheet of a workbook, or a file of columns, as comma-separated text with its header in the first line.
pub(super) struct Sheet {
    pub(super) text: Box<dyn Read + Send>,
    /// What it is, in words.
    pub(super) words: String,
}

/// Adds a cell to a line of text. Its line breaks must be carriage returns.
pub(super) fn quote(cell: &str, line: &mut Vec<u8>) {
    if !cell.contains([',', '"', '\r']) {
        line.extend_from_slice(cell.as_bytes());
        return;
    }
    line.push(b'"');
    line.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
    line.push(b'"');
}

/// A text whose line breaks are carriage returns, so that each row stays one line.
pub(super) fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r']) { text.replace("\r\n", "\r").replace('\n', "\r") } else { text.to_string() }
}

//! A sheet of an Excel workbook, turned into the text that the rest of the house reads: one line a row, so that
//! the lines told are rows of the sheet.
//!
//! Texts of a workbook stand in one list, which is kept in memory; rows are not. What comes out is kept in a
//! nameless file once it is long.

use super::limits::{Limits, Unpacked};
use super::sheet::{Sheet, one_line, quote};
use super::unreadable::{fault_of, too_long};
use crate::diagnostic::{Fault, named};
use calamine::{
    DataRef, Dimensions, ExcelDateTime, ExcelDateTimeType, Reader as _, Sheet as Tab, SheetType, SheetVisible, Xlsx,
    XlsxError,
};
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom, Write};
use tempfile::SpooledTempFile;
use zip::ZipArchive;

/// Bytes of a sheet's text kept in memory.
const IN_MEMORY: usize = 16 << 20;
/// Bytes that the texts of a workbook may take up, unless more is asked for: they are held in memory.
const MOST_TEXTS: u64 = 1 << 30;
/// Sheets told by name.
const MOST_NAMES: usize = 8;
/// Seconds of a day, which Excel counts in days.
const DAY: f64 = 86_400.0;
/// Digits that Excel keeps of a number.
const DIGITS: usize = 15;

type Workbook = Xlsx<BufReader<File>>;

/// Reads the sheet that is `wanted` by name or number, or the first one that is not blank.
///
/// # Errors
///
/// When the workbook is broken or too large, and when there is no such sheet or nothing on it.
pub(super) fn read(mut file: File, wanted: Option<&str>, limits: Limits) -> Result<Sheet, Fault> {
    check_texts(&mut file, limits)?;
    file.seek(SeekFrom::Start(0)).map_err(|error| unreadable(&error))?;
    let mut workbook = Workbook::new(BufReader::new(file)).map_err(|error| broken(&error))?;
    let sheets: Vec<Tab> = workbook.sheets_metadata().to_vec();
    let candidates = candidates(&sheets, wanted)?;
    let mut blank = Vec::new();
    for at in candidates {
        let rows = Rows::read(&mut workbook, &sheets[at].name, limits)?;
        if !rows.lines.is_empty() {
            let text = Box::new(rows.into_text().map_err(|error| unreadable(&error))?);
            return Ok(Sheet { text, words: words(&sheets, at, &blank) });
        }
        blank.push(at);
    }
    let names = listed(&sheets, &blank);
    let fault = match blank.len() {
        0 => Fault::new("this Excel workbook has no sheet with cells"),
        1 => Fault::new(format!("the sheet {names} of this Excel workbook is blank")),
        _ => Fault::new(format!("all sheets of this Excel workbook are blank: {names}")),
    };
    Err(fault.help("open it and look where the responses are; another sheet is named with --sheet"))
}

/// Positions of the sheets to try, one after the other until one is not blank.
fn candidates(sheets: &[Tab], wanted: Option<&str>) -> Result<Vec<usize>, Fault> {
    let all: Vec<usize> = (0..sheets.len()).filter(|at| sheets[*at].typ == SheetType::WorkSheet).collect();
    let Some(wanted) = wanted else {
        return Ok(all.into_iter().filter(|at| sheets[*at].visible == SheetVisible::Visible).collect());
    };
    let by_name = |at: &&usize| sheets[**at].name.trim().to_lowercase() == wanted.trim().to_lowercase();
    let by_number = || wanted.trim().parse::<usize>().ok().and_then(|number| all.get(number.checked_sub(1)?));
    let found = all.iter().find(by_name).or_else(by_number);
    found.map(|at| vec![*at]).ok_or_else(|| {
        Fault::new(format!("the workbook has no sheet `{wanted}`"))
            .help(format!("its sheets are {}", listed(sheets, &all)))
    })
}

fn listed(sheets: &[Tab], which: &[usize]) -> String {
    let told: Vec<String> = which.iter().take(MOST_NAMES).map(|at| named(&sheets[*at].name)).collect();
    let more = which.len().saturating_sub(MOST_NAMES);
    told.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

/// Which sheet was read, which were blank, and which others there are.
fn words(sheets: &[Tab], at: usize, blank: &[usize]) -> String {
    let is_other = |other: &usize| *other != at && !blank.contains(other) && sheets[*other].typ == SheetType::WorkSheet;
    let others: Vec<usize> = (0..sheets.len()).filter(is_other).collect();
    let mut notes = Vec::new();
    if !blank.is_empty() {
        notes.push(format!("blank: {}", listed(sheets, blank)));
    }
    if !others.is_empty() {
        notes.push(format!("not read: {}", listed(sheets, &others)));
    }
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
    format!("Excel workbook, sheet {}{notes}", named(&sheets[at].name))
}

/// Refuses a workbook whose list of texts is too long to be held in memory, whatever it says of itself.
fn check_texts(file: &mut File, limits: Limits) -> Result<(), Fault> {
    let size = file.seek(SeekFrom::End(0)).map_err(|error| unreadable(&error))?;
    let mut archive = ZipArchive::new(&mut *file).map_err(|error| broken(&XlsxError::Zip(error)))?;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| broken(&XlsxError::Zip(error)))?;
        let is_texts = part.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"));
        let limits =
            if is_texts { Limits { unpacked: Some(limits.unpacked.unwrap_or(MOST_TEXTS)), ..limits } } else { limits };
        let mut part = Unpacked { inner: part, limits, packed: || size, bytes: 0 };
        let mut start = Vec::new();
        part.by_ref().take(4096).read_to_end(&mut start).map_err(|error| unreadable(&error))?;
        let length = start.len() as u64 + io::copy(&mut part, &mut io::sink()).map_err(|error| unreadable(&error))?;
        // Room is made for as many texts as it claims to have.
        if is_texts && claimed(&start).is_some_and(|texts| texts > length) {
            return Err(Fault::new("this Excel workbook is broken: it claims more texts than it has")
                .help("open it and save it again"));
        }
    }
    Ok(())
}

/// The number of texts that a list of texts claims to have.
fn claimed(start: &[u8]) -> Option<u64> {
    let start = String::from_utf8_lossy(start);
    let (_, behind) = start.split_once("uniqueCount")?;
    let digits: String =
        behind.chars().skip_while(|letter| !letter.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    Some(digits.parse().unwrap_or(u64::MAX))
}

fn unreadable(error: &io::Error) -> Fault {
    fault_of(error).unwrap_or_else(|| Fault::new(format!("the Excel workbook cannot be read: {error}")))
}

fn broken(error: &XlsxError) -> Fault {
    match error {
        XlsxError::Io(error) => unreadable(error),
        XlsxError::Password => {
            Fault::new("the Excel workbook has a password").help("open it and save it without one, or as CSV")
        }
        other => Fault::new(format!("this Excel workbook is broken, or was not copied whole: {other}"))
            .help("open it and save it again, or as `CSV UTF-8`"),
    }
}

/// The rows of a sheet as text, all but the separators behind their last cells.
struct Rows {
    text: SpooledTempFile,
    /// Per row its bytes and its cells.
    lines: Vec<(u32, u32)>,
}

impl Rows {
    /// Reads the rows from the first one to the last that holds anything.
    fn read(workbook: &mut Workbook, sheet: &str, limits: Limits) -> Result<Rows, Fault> {
        let merged = workbook.merge_cells_by_sheet_name(sheet).map_err(|error| broken(&error))?;
        let is_1904 = workbook.has_1904_epoch();
        let mut down = Down::new(merged);
        let mut rows = Rows { text: SpooledTempFile::new(IN_MEMORY), lines: Vec::new() };
        let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|error| broken(&error))?;
        let mut row: Vec<String> = Vec::new();
        let mut at = 0;
        while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
            let text = written(cell.get_value(), is_1904);
            if text.is_empty() {
                continue;
            }
            let (line, column) = cell.get_position();
            if line < at {
                return Err(Fault::new(format!("row {} stands behind row {} in this workbook", line + 1, at + 1))
                    .help("open it and save it again"));
            }
            while at < line {
                down.fill(at, &mut row);
                rows.push(&mut row)?;
                at += 1;
            }
            let column = column as usize;
            limits.check_columns(column + 1)?;
            if row.len() <= column {
                row.resize(column + 1, String::new());
            }
            row[column] = text;
        }
        if !row.is_empty() {
            down.fill(at, &mut row);
            rows.push(&mut row)?;
        }
        Ok(rows)
    }

    /// Adds a row and clears it.
    fn push(&mut self, row: &mut Vec<String>) -> Result<(), Fault> {
        let mut line = Vec::new();
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                line.push(b',');
            }
            quote(cell, &mut line);
        }
        let length = u32::try_from(line.len()).map_err(|_| too_long(None, ""))?;
        self.text.write_all(&line).map_err(|error| unreadable(&error))?;
        self.lines.push((length, u32::try_from(row.len()).unwrap_or(u32::MAX)));
        row.clear();
        Ok(())
    }

    /// The text, each row as long as the longest; blank rows are blank lines.
    fn into_text(mut self) -> io::Result<impl Read + Send> {
        self.text.seek(SeekFrom::Start(0))?;
        let width = self.lines.iter().map(|(_, cells)| *cells).max().unwrap_or_default();
        Ok(Padded { text: BufReader::new(self.text), lines: self.lines.into_iter(), width, line: Cursor::default() })
    }
}

/// Ranges of cells made one, down a column: what stands in the first row is meant for all of them. Those of the
/// header are left alone.
struct Down {
    /// Ranges by the row that they begin in, and what stands there.
    ranges: Vec<(Dimensions, String)>,
    /// Ranges that have been left behind.
    over: usize,
}

impl Down {
    fn new(merged: Vec<Dimensions>) -> Down {
        let header = merged.iter().filter(|range| range.start.0 == 0).map(|range| range.end.0).max().unwrap_or(0);
        let is_body = |range: &Dimensions| range.start.0 > header && range.start.1 == range.end.1;
        let mut ranges: Vec<_> = merged.into_iter().filter(is_body).map(|range| (range, String::new())).collect();
        ranges.sort_by_key(|(range, _)| range.start);
        Down { ranges, over: 0 }
    }

    /// Fills the cells of a row that belong to a cell above. Blank rows stay blank.
    fn fill(&mut self, row: u32, cells: &mut Vec<String>) {
        if cells.is_empty() {
            return;
        }
        self.over += self.ranges[self.over..].iter().take_while(|(range, _)| range.end.0 < row).count();
        for (range, text) in self.ranges[self.over..].iter_mut().take_while(|(range, _)| range.start.0 <= row) {
            let column = range.start.1 as usize;
            if row == range.start.0 {
                *text = cells.get(column).cloned().unwrap_or_default();
            } else if row <= range.end.0 && !text.is_empty() {
                if cells.len() <= column {
                    cells.resize(column + 1, String::new());
                }
                cells[column].clone_from(text);
            }
        }
    }
}

/// Rows made as long as the longest.
struct Padded<R> {
    text: R,
    lines: std::vec::IntoIter<(u32, u32)>,
    width: u32,
    line: Cursor<Vec<u8>>,
}

impl<R: Read> Read for Padded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.line.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let Some((length, cells)) = self.lines.next() else { return Ok(0) };
            let mut line = std::mem::take(self.line.get_mut());
            line.resize(length as usize, 0);
            self.text.read_exact(&mut line)?;
            if cells > 0 {
                line.resize(line.len() + (self.width - cells.min(self.width)) as usize, b',');
            }
            line.push(b'\n');
            self.line = Cursor::new(line);
        }
    }
}

/// A cell as people read it. Its line breaks are carriage returns: each row stays one line.
fn written(cell: &DataRef, is_1904: bool) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => written_number(*number),
        DataRef::String(text) => one_line(text),
        DataRef::SharedString(text) => one_line(text),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_string(),
        DataRef::DateTime(when) => written_time(when, is_1904),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => one_line(&text.replacen('T', " ", 1)),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A number with the digits that Excel keeps, and no more of them than it takes.
fn written_number(number: f64) -> String {
    // Whole numbers up to here are kept to the last digit.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < WHOLE {
        return format!("{number:.0}").replacen("-0", "0", usize::from(number == 0.0));
    }
    let rounded = format!("{number:.*e}", DIGITS - 1).parse().unwrap_or(number);
    rounded.to_string()
}

/// A day, a time of day, or both; or how long something took.
fn written_time(when: &ExcelDateTime, is_1904: bool) -> String {
    // To the second: the parts of a day that Excel writes never make whole ones.
    let seconds = (when.as_f64() * DAY).round();
    if when.is_duration() {
        let seconds = seconds.abs();
        let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
        return format!("{hours:02.0}:{:02.0}:{:02.0}", (rest / 60.0).floor(), rest % 60.0);
    }
    let whole = ExcelDateTime::new(seconds / DAY, ExcelDateTimeType::DateTime, is_1904);
    let (year, month, day, hour, minute, second, milli) = whole.to_ymd_hms_milli();
    // A second that falls a little short is that second nevertheless.
    let second = if milli >= 500 { second + 1 } else { second };
    match () {
        () if when.as_f64() < 1.0 => format!("{hour:02}:{minute:02}:{second:02}"),
        () if seconds % DAY == 0.0 => format!("{year:04}-{month:02}-{day:02}"),
        () => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Padded, claimed, quote, written, written_number};
    use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};
    use std::io::Read;

    #[test]
    fn cells_are_written_as_people_read_them() {
        let time = |value, kind| written(&DataRef::DateTime(ExcelDateTime::new(value, kind, false)), false);
        for (number, text) in
            [(1.0, "1"), (-0.0, "0"), (0.1 + 0.2, "0.3"), (7.25, "7.25"), (1_234_567_890_123.0, "1234567890123")]
        {
            assert_eq!(written_number(number), text);
        }
        assert_eq!(time(46082.0, ExcelDateTimeType::DateTime), "2026-03-01");
        for second in 0..86_400 {
            let value = 46082.0 + f64::from(second) / 86_400.0;
            let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
            let day =
                if hour + minute + second == 0 { String::new() } else { format!(" {hour:02}:{minute:02}:{second:02}") };
            assert_eq!(time(value, ExcelDateTimeType::DateTime), format!("2026-03-01{day}"));
        }
        assert_eq!(time(0.5, ExcelDateTimeType::DateTime), "12:00:00");
        assert_eq!(time(1.25, ExcelDateTimeType::TimeDelta), "30:00:00");
        assert_eq!(written(&DataRef::Bool(true), false), "TRUE");
        assert_eq!(written(&DataRef::SharedString("a\r\nb\nc"), false), "a\rb\rc");
    }

    #[test]
    fn rows_are_lines_of_one_length() {
        let mut line = Vec::new();
        quote("say \"yes\", or", &mut line);
        let text = std::io::Cursor::new([line.as_slice(), b"1,2,3"].concat());
        let length = u32::try_from(line.len()).expect("short");
        let lines = vec![(length, 1), (0, 0), (5, 3)].into_iter();
        let mut padded = String::new();
        Padded { text, lines, width: 3, line: Cursor::default() }.read_to_string(&mut padded).expect("text");
        assert_eq!(padded, "\"say \"\"yes\"\", or\",,\n\n1,2,3\n");
    }

    #[test]
    fn a_claim_of_texts_is_found() {
        assert_eq!(claimed(b"<sst count=\"9\" uniqueCount=\"7\">"), Some(7));
        assert_eq!(claimed(b"<sst uniqueCount='99999999999999999999999'>"), Some(u64::MAX));
        assert_eq!(claimed(b"<sst>"), None);
    }
}

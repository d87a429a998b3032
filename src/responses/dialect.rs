//! How cells are told apart: the character between them, found by trying.

use std::collections::BTreeMap;

/// Separators tried, the usual one first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Records looked at per separator.
const RECORDS_TRIED: usize = 200;

/// The separator that gives the most records as many cells as the table has columns; a comma when none gives more
/// than one cell.
pub(super) fn separator(sample: &[u8]) -> u8 {
    let mut best = (b',', 0, 0);
    for separator in SEPARATORS {
        let widths = widths(sample, separator);
        let Some(table) = usual(&widths).filter(|width| *width > 1) else { continue };
        let agreeing = widths.iter().filter(|width| **width == table).count();
        let share = agreeing * 1000 / widths.len();
        if (share, table) > (best.1, best.2) {
            best = (separator, share, table);
        }
    }
    best.0
}

/// The number of cells that the rows of a table have, by those of its first records. Wide rows count for more than
/// narrow ones, of which titles and notes may have many; a single one counts for nothing where others agree.
pub(super) fn usual(widths: &[usize]) -> Option<usize> {
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    for width in widths {
        *rows.entry(*width).or_default() += 1;
    }
    let several = rows.iter().filter(|(_, rows)| **rows > 1);
    let usual = several.max_by_key(|(width, rows)| (*width * *width * *rows, **rows)).map(|(width, _)| *width);
    usual.or_else(|| widths.iter().max().copied())
}

/// Cells in each of the first records.
fn widths(sample: &[u8], separator: u8) -> Vec<usize> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(sample);
    let mut widths: Vec<usize> =
        reader.byte_records().take(RECORDS_TRIED).filter_map(|record| Some(record.ok()?.len())).collect();
    // The sample may end in the middle of the last one.
    if widths.len() > 2 {
        widths.pop();
    }
    widths
}

/// The separator that a first line `sep=;` declares, and the length of that line.
pub(super) fn declared(sample: &[u8]) -> Option<(u8, usize)> {
    let rest = sample.get(..4).filter(|start| start.eq_ignore_ascii_case(b"sep=")).map(|_| &sample[4..])?;
    let separator = *rest.first().filter(|byte| !matches!(byte, b'\r' | b'\n'))?;
    let end = rest[1..].iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len() - 1);
    (end > 0).then_some((separator, 5 + end))
}

/// The word for a separator.
pub(super) fn title(separator: u8) -> String {
    match separator {
        b',' => "comma-separated".to_string(),
        b';' => "semicolon-separated".to_string(),
        b'\t' => "tab-separated".to_string(),
        b'|' => "bar-separated".to_string(),
        other => format!("separated by `{}`", char::from(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::{declared, separator};

    #[test]
    fn the_separator_is_the_one_that_gives_even_rows() {
        assert_eq!(separator(b"a,b\n1,2\n"), b',');
        assert_eq!(separator(b"a;b,c;d\n1;2,5;3\n1;2,5,5;3\n"), b';');
        assert_eq!(separator(b"a\tb\n\"1\n2\"\t3\n"), b'\t');
        assert_eq!(separator(b"only\none\n"), b',');
        assert_eq!(separator(b"Clinics, 2026\nBy us\na;b;c\n1;2;3\n4;5;6\n7;8;9\n"), b';');
        assert_eq!(declared(b"sep=;\r\na;b"), Some((b';', 7)));
        assert_eq!(declared(b"separate,b"), None);
    }
}

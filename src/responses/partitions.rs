//! Folders of Parquet files, and the columns that the folders in them stand for: `site=North/month=2026-01/part-0.parquet`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What writers name the folder of rows without a value.
const NOTHING: &str = "__HIVE_DEFAULT_PARTITION__";

/// How Parquet files begin.
const START: &[u8] = b"PAR1";

/// Whether a file begins as a Parquet file does, and not as a header that happens to begin with these letters.
pub(super) fn is_parquet(start: &[u8]) -> bool {
    let is_text = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    start.strip_prefix(START).and_then(<[u8]>::first).is_some_and(|next| !is_text(next))
}

/// The Parquet files in a folder and in the folders in it, in the order of their paths. Files that writers leave for
/// themselves, whose names begin with a point or an underscore, are none.
///
/// # Errors
///
/// When a folder cannot be read.
pub(super) fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if name.starts_with(['.', '_']) {
            continue;
        }
        // What a link leads to is a file, or is left alone: folders may lead to each other.
        if entry.file_type()?.is_dir() {
            found.extend(files(&path)?);
        } else if path.is_file() && has_ending(&name) {
            found.push(path);
        }
    }
    Ok(found)
}

fn has_ending(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".parquet", ".parq", ".pq"].iter().any(|ending| name.ends_with(ending))
}

/// The columns that the folders right above a file stand for, with their values, outermost first.
pub(super) fn of(path: &Path) -> Vec<(String, String)> {
    let folders = path.parent().into_iter().flat_map(Path::ancestors);
    let named = folders.map_while(|folder| {
        let name = folder.file_name()?.to_str()?;
        let (column, value) = name.split_once('=').filter(|(column, _)| !column.is_empty())?;
        let value = if value == NOTHING { String::new() } else { unescaped(value) };
        Some((unescaped(column), value))
    });
    let mut columns: Vec<_> = named.collect();
    columns.reverse();
    columns
}

/// A name without the `%3A` that stands for what names of folders cannot have.
fn unescaped(name: &str) -> String {
    let bytes = name.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let code = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::{is_parquet, of};
    use std::path::Path;

    #[test]
    fn folders_stand_for_columns() {
        let columns = |path: &str| of(Path::new(path));
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        assert_eq!(columns("x=1/data/site=North/at=10%3A30/p.parquet"), [pair("site", "North"), pair("at", "10:30")]);
        assert_eq!(columns("site=__HIVE_DEFAULT_PARTITION__/p.parquet"), [pair("site", "")]);
        assert_eq!(columns("a=b%zz%C3%A9/p.parquet"), [pair("a", "b%zzé")]);
        assert!(columns("/data/p.parquet").is_empty());
        assert!(columns("p.parquet").is_empty());
    }

    #[test]
    fn headers_that_begin_alike_are_headers() {
        assert!(is_parquet(b"PAR1\x15\x04\x15\x1e"));
        for header in ["PAR1,PAR2\n1,2\n", "PAR1\n9\n", "PAR1\r\n9\r\n", "PAR1\tPAR2\n"] {
            assert!(!is_parquet(header.as_bytes()), "{header:?}");
        }
        assert!(!is_parquet(b"PAR1"));
    }
}

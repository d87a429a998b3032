//! Exports in ZIP archives, as platforms deliver them: the one table in them is found, whatever lies beside it.

use super::limits::Limits;
use super::sheet::Sheet;
use super::unreadable::fault_of;
use super::workbook;
use crate::diagnostic::{Fault, named};
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zip::{CompressionMethod, ZipArchive};

/// Endings of tables, those to be read first at the front.
const TABLES: [&[&str]; 4] = [&["csv", "tsv", "tab"], &["xlsx", "xlsm"], &["json"], &["txt"]];
/// Names told of what lies in an archive.
const MOST_NAMES: usize = 8;

/// What an archive turned out to hold.
pub(super) enum Inside {
    /// A file of text.
    Text(Member),
    /// The sheet of a workbook.
    Sheet(Sheet),
}

/// A file in an archive, open.
pub(super) struct Member {
    pub(super) text: Box<dyn Read + Send>,
    /// Bytes of it read so far, packed as they are.
    pub(super) consumed: Arc<AtomicU64>,
    pub(super) name: String,
}

/// Whether a file begins as a ZIP archive does.
pub(super) fn is_archive(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// The table in an archive, or the sheet of the workbook that it is. `wanted` names it, where there are several.
///
/// # Errors
///
/// When it is broken, is something else, or holds no table, or several of which none is named.
pub(super) fn open(file: File, wanted: Option<&str>, limits: Limits) -> Result<Inside, Fault> {
    let mut archive = ZipArchive::new(file).map_err(|error| broken(&error))?;
    let names: Vec<String> = (0..archive.len()).map(|at| name(&archive, at)).collect();
    if names.iter().any(|name| name == "xl/workbook.xml") {
        return workbook::read(archive.into_inner(), wanted, limits).map(Inside::Sheet);
    }
    if let Some((what, advice)) = document(&names) {
        return Err(Fault::new(format!("this is {what}, not a CSV export")).help(advice));
    }
    let at = choose(&names, wanted)?;
    let member = member(&mut archive, at, &names[at])?;
    let mut member = member.open(archive.into_inner())?;
    if ending(&member.name) != "xlsx" && ending(&member.name) != "xlsm" {
        return Ok(Inside::Text(member));
    }
    let mut file = tempfile::tempfile().map_err(|error| unpacked(&error))?;
    let mut text = Box::new(super::limits::Unpacked {
        inner: member.text,
        limits,
        packed: {
            let consumed = Arc::clone(&member.consumed);
            move || consumed.load(Ordering::Relaxed)
        },
        bytes: 0,
    });
    io::copy(&mut text, &mut file).map_err(|error| unpacked(&error))?;
    let table = workbook::read(file, None, limits)?;
    member.text = Box::new(io::empty());
    Ok(Inside::Sheet(Sheet { words: format!("{} in a ZIP archive, {}", named(&member.name), table.words), ..table }))
}

fn unpacked(error: &io::Error) -> Fault {
    fault_of(error).unwrap_or_else(|| Fault::new(format!("the archive cannot be unpacked: {error}")))
}

fn broken(error: &zip::result::ZipError) -> Fault {
    Fault::new(format!("this ZIP archive is broken, or was not copied whole: {error}")).help("download it again")
}

fn name(archive: &ZipArchive<File>, at: usize) -> String {
    let raw = archive.name_for_index(at).and_then(Result::ok);
    raw.map(|name| name.replace('\\', "/")).unwrap_or_default()
}

/// What an archive is that some other program uses for its documents, and what to do about it.
fn document(names: &[String]) -> Option<(&'static str, &'static str)> {
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    let save = "open it and save it as `.xlsx` or `CSV UTF-8`";
    match () {
        () if has("xl/workbook.bin") => Some(("a binary Excel workbook (.xlsb)", save)),
        () if has("word/") => Some(("a Word document", "download the responses as CSV from the survey platform")),
        () if has("ppt/") => Some(("a presentation", "download the responses as CSV from the survey platform")),
        () if has("Index/") || has("Index.zip") => Some(("a document of Apple Numbers", "export it as CSV from there")),
        () if has("content.xml") && has("mimetype") => Some(("a document of LibreOffice", save)),
        () => None,
    }
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

fn file_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Whether a name is that of a file which the people who packed the archive know of.
fn is_visible(name: &str) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') || part == "__MACOSX" || part.is_empty();
    let is_companion =
        |stem: &str| ["readme", "license", "licence", "lizenz"].iter().any(|word| stem.starts_with(word));
    !name.split('/').any(is_hidden) && !is_companion(&file_name(name).to_lowercase())
}

/// Which file of an archive to read.
fn choose(names: &[String], wanted: Option<&str>) -> Result<usize, Fault> {
    let visible: Vec<usize> = (0..names.len()).filter(|at| is_visible(&names[*at])).collect();
    if let Some(wanted) = wanted {
        let is_wanted = |at: &&usize| {
            names[**at].eq_ignore_ascii_case(wanted) || file_name(&names[**at]).eq_ignore_ascii_case(wanted)
        };
        let found = visible.iter().find(is_wanted).copied();
        return found.ok_or_else(|| {
            Fault::new(format!("the archive holds no file `{wanted}`"))
                .help(format!("it holds {}", listed(names, &visible)))
        });
    }
    let of = |endings: &[&str]| -> Vec<usize> {
        visible.iter().copied().filter(|at| endings.contains(&ending(&names[*at]).as_str())).collect()
    };
    let tables = TABLES.iter().map(|endings| of(endings)).find(|tables| !tables.is_empty()).unwrap_or_default();
    match tables.as_slice() {
        [one] => Ok(*one),
        [] if visible.is_empty() => Err(Fault::new("this ZIP archive holds no files").help("download it again")),
        [] => Err(Fault::new("this ZIP archive holds no CSV export")
            .help(format!("it holds {}; download the responses as CSV", listed(names, &visible)))),
        [first, ..] => {
            Err(Fault::new(format!("this ZIP archive holds {} tables: {}", tables.len(), listed(names, &tables)))
                .help(format!("name one, for example --sheet '{}', or unpack it and name the files", names[*first])))
        }
    }
}

fn listed(names: &[String], which: &[usize]) -> String {
    let told: Vec<String> = which.iter().take(MOST_NAMES).map(|at| named(&names[*at])).collect();
    let more = which.len().saturating_sub(MOST_NAMES);
    told.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

/// Where a file lies in its archive.
struct Place {
    name: String,
    start: u64,
    size: u64,
    checksum: u32,
    method: CompressionMethod,
}

fn member(archive: &mut ZipArchive<File>, at: usize, name: &str) -> Result<Place, Fault> {
    let found = archive.by_index_raw(at).map_err(|error| broken(&error))?;
    if found.encrypted() {
        return Err(Fault::new(format!("{} in this ZIP archive has a password", named(name)))
            .help("unpack it with the password, and name the file"));
    }
    let no_start = || Fault::new("this ZIP archive is broken, or was not copied whole").help("download it again");
    Ok(Place {
        name: name.to_string(),
        start: found.data_start().ok_or_else(no_start)?,
        size: found.compressed_size(),
        checksum: found.crc32(),
        method: found.compression(),
    })
}

impl Place {
    fn open(self, mut archive: File) -> Result<Member, Fault> {
        archive.seek(SeekFrom::Start(self.start)).map_err(|error| unpacked(&error))?;
        let consumed = Arc::new(AtomicU64::new(0));
        let packed = BufReader::new(Counted { inner: archive.take(self.size), count: Arc::clone(&consumed) });
        let inner: Box<dyn Read + Send> = match self.method {
            CompressionMethod::Stored => Box::new(packed),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(packed)),
            _ => {
                return Err(Fault::new(format!("{} is packed in a way that is not known here", named(&self.name)))
                    .help("unpack the archive, and name the file"));
            }
        };
        let text = Box::new(Checked { inner, seen: Crc::new(), checksum: self.checksum });
        Ok(Member { text, consumed, name: self.name })
    }
}

/// Counts the bytes that pass.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Fails at the end of what is not what was packed.
struct Checked<R> {
    inner: R,
    seen: Crc,
    checksum: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.seen.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.seen.sum() != self.checksum {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "what is in the archive is damaged"));
        }
        Ok(read)
    }
}

/// A file in an archive together with the archive itself, which is read as far: for its fingerprint, and so that
/// progress is seen.
pub(super) struct InStep<M, A> {
    pub(super) member: M,
    pub(super) consumed: Arc<AtomicU64>,
    pub(super) archive: A,
    /// Bytes read of the archive.
    pub(super) passed: u64,
}

impl<M: Read, A: Read> Read for InStep<M, A> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.member.read(buffer)?;
        let behind = self.consumed.load(Ordering::Relaxed).saturating_sub(self.passed);
        let behind = if read == 0 && !buffer.is_empty() { u64::MAX } else { behind };
        self.passed += io::copy(&mut self.archive.by_ref().take(behind), &mut io::sink())?;
        Ok(read)
    }
}

/// A stream that can be read at any place: what cannot is kept in a nameless file first.
pub(super) fn seekable(stream: &mut impl Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(stream, &mut file)?;
    file.flush()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::choose;

    fn chosen(names: &[&str], wanted: Option<&str>) -> Result<usize, String> {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        choose(&names, wanted).map_err(|fault| fault.message)
    }

    #[test]
    fn the_one_table_is_found_whatever_lies_beside_it() {
        assert_eq!(chosen(&["__MACOSX/._a.csv", "notes.pdf", "README.txt", "data/a.csv"], None), Ok(3));
        assert_eq!(chosen(&["a.txt", "readme.txt"], None), Ok(0));
        assert_eq!(chosen(&["a.xlsx", "codes.txt"], None), Ok(0));
        assert!(chosen(&["a.csv", "b.csv"], None).is_err_and(|message| message.contains("2 tables")));
        assert_eq!(chosen(&["x/a.csv", "x/b.csv"], Some("B.csv")), Ok(1));
        assert!(chosen(&["x/a.csv"], Some("c.csv")).is_err());
        assert!(chosen(&["a.pdf", "b.sav"], None).is_err_and(|message| message.contains("no CSV")));
        assert!(chosen(&[".DS_Store", "folder/"], None).is_err_and(|message| message.contains("no files")));
    }
}

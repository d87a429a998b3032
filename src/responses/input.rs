//! Files, patterns and standard input as streams of bytes: found, fingerprinted, unpacked.

use super::archive::{self, InStep, Inside};
use super::foreign;
use super::heads::Heads;
use super::limits::{Limits, Unpacked};
use super::sheet::Sheet;
use super::unchanged::Stamp;
use super::unreadable::unreadable;
use super::{parquet, partitions};
use crate::definition::Dialect;
use crate::diagnostic::{Fault, named};
use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Size of the buffer between disk and decoder.
const BUFFER: usize = 1 << 18;

/// How to read exports, where the reader should not find out by itself.
#[derive(Default)]
pub struct OpenOptions {
    /// Name of the encoding; `None`: guessed.
    pub encoding: Option<String>,
    /// How the exports are written, as far as it is said; the rest is found by trying. Goes before what a definition
    /// says.
    pub dialect: Dialect,
    /// Name of the platform that wrote the exports; `None`: recognised by their headers.
    pub platform: Option<String>,
    /// Lines before the table; `None`: found by the width of the rows.
    pub skip_rows: Option<usize>,
    /// Rows of the header; `None`: as the platform writes it, or found by comparing the rows.
    pub header_rows: Option<usize>,
    /// Whether files are read record by record. They are anyway where nothing else will do; the figures are the
    /// same.
    pub carefully: bool,
    /// Bytes of text that are taken apart at once; `None`: a MiB. The figures do not depend on it.
    pub run_length: Option<usize>,
    /// Whether the SHA-256 of what is read is wanted.
    pub fingerprint: bool,
    /// Whether the places of all findings are kept, however many there are.
    pub every_finding: bool,
    /// The sheet of a workbook, by name or number, or the file of an archive; `None`: the first one, the only one.
    pub sheet: Option<String>,
    /// How large exports may be.
    pub limits: Limits,
    /// Tables found when the same exports were opened before.
    pub heads: Heads,
    /// What to read for the name `-`.
    pub stdin: Option<Box<dyn Read + Send>>,
}

/// Where an export comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    File(PathBuf),
    Stdin,
}

impl Source {
    /// The name people gave it.
    pub(super) fn name(&self) -> String {
        match self {
            Source::File(path) => path.display().to_string(),
            Source::Stdin => "-".to_string(),
        }
    }

    /// Whether it can be opened again: a file can, standard input or a pipe cannot.
    pub(super) fn is_repeatable(&self) -> bool {
        match self {
            // Of what is not there nothing will be read.
            Source::File(path) => std::fs::metadata(path).map_or(true, |about| about.is_file()),
            Source::Stdin => false,
        }
    }

    /// Bytes on disk, where that is known.
    pub(super) fn size(&self) -> Option<u64> {
        match self {
            Source::File(path) => std::fs::metadata(path).ok().map(|about| about.len()),
            Source::Stdin => None,
        }
    }
}

/// The sources that names, folders and patterns stand for, those of folders and patterns in alphabetical order, and a
/// fault for every folder and pattern that stands for nothing.
pub(super) fn expand(names: &[String]) -> (Vec<Source>, Vec<Fault>) {
    let (mut sources, mut faults) = (Vec::new(), Vec::new());
    for name in names {
        if name == "-" {
            sources.push(Source::Stdin);
        } else if Path::new(name).is_dir() {
            match folder(Path::new(name)) {
                Ok(files) => sources.extend(files.into_iter().map(Source::File)),
                Err(fault) => faults.push(fault),
            }
        } else if Path::new(name).exists() || !name.contains(['*', '?', '[']) {
            sources.push(Source::File(PathBuf::from(name)));
        } else {
            match matches(name) {
                Ok(files) => sources.extend(files.into_iter().map(Source::File)),
                Err(fault) => faults.push(fault),
            }
        }
    }
    (sources, faults)
}

/// The files of a folder that is one table.
fn folder(path: &Path) -> Result<Vec<PathBuf>, Fault> {
    let name = path.display().to_string();
    let files = partitions::files(path).map_err(|error| unreadable(&name, &error))?;
    if files.is_empty() {
        return Err(Fault::new("this is a folder, and no Parquet files are in it")
            .in_file(&*name)
            .help(format!("name the exports in it, for example `{name}/*.csv`")));
    }
    Ok(files)
}

fn matches(pattern: &str) -> Result<Vec<PathBuf>, Fault> {
    let found = glob::glob(pattern)
        .map_err(|error| Fault::new(format!("`{pattern}` is not a pattern of file names: {}", error.msg)))?;
    let files: Vec<PathBuf> = found.filter_map(Result::ok).filter(|path| path.is_file()).collect();
    if files.is_empty() {
        return Err(Fault::new(format!("no file matches `{pattern}`")).help("check the folder and the ending"));
    }
    Ok(files)
}

/// How far reading has come, for whoever watches from another thread.
#[derive(Debug, Clone)]
pub struct Progress {
    read: Arc<AtomicU64>,
    total: Option<u64>,
}

impl Progress {
    pub(super) fn new(total: Option<u64>) -> Progress {
        Progress { read: Arc::default(), total }
    }

    /// Nothing has been read.
    pub(super) fn begin_again(&self) {
        self.read.store(0, Ordering::Relaxed);
    }

    /// Bytes read so far, as they lie on disk.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Bytes to read in all, where that is known.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total
    }
}

/// What has passed through a stream: how many bytes, and their hash where it is wanted.
#[derive(Debug)]
pub(super) struct Passed {
    bytes: u64,
    hash: Option<Sha256>,
}

/// The fingerprint of a stream, readable while and after it is read.
#[derive(Debug, Clone)]
pub(super) struct Fingerprint(Arc<Mutex<Passed>>);

impl Fingerprint {
    fn new(hash: Option<Sha256>) -> Fingerprint {
        Fingerprint(Arc::new(Mutex::new(Passed { bytes: 0, hash })))
    }

    /// Bytes read.
    fn bytes(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).bytes
    }

    /// Bytes read and, where it was wanted, their SHA-256 in hexadecimal.
    pub(super) fn read(&self) -> (u64, Option<String>) {
        let passed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let digest = passed.hash.clone().map(Digest::finalize);
        let hexadecimal = |mut text: String, byte: &u8| {
            let _ = write!(text, "{byte:02x}");
            text
        };
        (passed.bytes, digest.map(|digest| digest.iter().fold(String::new(), hexadecimal)))
    }
}

/// A stream that fingerprints what passes through it.
struct Watched<R> {
    inner: R,
    fingerprint: Fingerprint,
    progress: Progress,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let mut passed = self.fingerprint.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(hash) = &mut passed.hash {
            hash.update(&buffer[..read]);
        }
        passed.bytes += read as u64;
        self.progress.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// An opened stream of text bytes, unpacked but not yet decoded.
pub(super) struct Opened {
    pub(super) bytes: Box<dyn BufRead + Send>,
    pub(super) fingerprint: Fingerprint,
    /// `gzip` or `zstd` when it was packed; which sheet or file it is when there are several.
    pub(super) packed: Option<String>,
    /// Whether it is the sheet of a workbook, turned into comma-separated text.
    pub(super) is_sheet: bool,
    /// What the file was like; `None` of what is no plain file.
    pub(super) stamp: Option<Stamp>,
}

/// A source as its bytes come.
struct Raw {
    bytes: BufReader<Watched<Box<dyn Read + Send>>>,
    fingerprint: Fingerprint,
    stamp: Option<Stamp>,
}

impl Raw {
    fn open(
        source: &Source,
        stdin: &mut Option<Box<dyn Read + Send>>,
        progress: &Progress,
        hashed: bool,
    ) -> Result<Raw, Fault> {
        let name = source.name();
        let (inner, stamp): (Box<dyn Read + Send>, _) = match source {
            Source::File(path) => {
                let file = open_file(path)?;
                let about = file.metadata().map_err(|error| unreadable(&name, &error))?;
                (Box::new(file), Stamp::new(path, &about))
            }
            Source::Stdin => {
                let once = || Fault::new("standard input (`-`) can be read only once").in_file(&*name);
                (stdin.take().ok_or_else(once)?, None)
            }
        };
        let fingerprint = Fingerprint::new(hashed.then(Sha256::new));
        let watched = Watched { inner, fingerprint: fingerprint.clone(), progress: progress.clone() };
        Ok(Raw { bytes: BufReader::with_capacity(BUFFER, watched), fingerprint, stamp })
    }
}

/// Opens a source.
///
/// # Errors
///
/// When it cannot be opened, or is recognisably something other than text.
pub(super) fn open(
    source: &Source,
    stdin: &mut Option<Box<dyn Read + Send>>,
    progress: &Progress,
    hashed: bool,
    limits: Limits,
    sheet: Option<&str>,
) -> Result<Opened, Fault> {
    let name = source.name();
    let failed = |error: io::Error| unreadable(&name, &error);
    let mut raw = Raw::open(source, stdin, progress, hashed)?;
    let start = raw.bytes.fill_buf().map_err(failed)?;
    let opened = if archive::is_archive(start) {
        open_archive(source, raw, limits, sheet)
    } else if partitions::is_parquet(start) {
        open_parquet(source, raw, limits)
    } else if let Some(sheet) = sheet {
        Err(Fault::new(format!("this is no workbook or archive that could have a sheet `{sheet}`"))
            .help("leave out `--sheet`, or `sheet:` in the definition"))
    } else {
        open_stream(raw, limits, &name)
    };
    let mut opened = opened.map_err(|fault| fault.in_file(&*name))?;
    if !opened.is_sheet {
        let start = opened.bytes.fill_buf().map_err(failed)?;
        foreign::refuse(start).map_err(|fault| fault.in_file(&*name))?;
    }
    Ok(opened)
}

/// Whether a file is a workbook or another archive, as far as can be told.
pub(super) fn is_archive(path: &Path) -> bool {
    let mut start = [0; 4];
    File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && archive::is_archive(&start)
}

/// Text as it is, or unpacked.
fn open_stream(raw: Raw, limits: Limits, name: &str) -> Result<Opened, Fault> {
    let Raw { mut bytes, fingerprint, stamp } = raw;
    let packed = packing(bytes.fill_buf().map_err(|error| unreadable(name, &error))?);
    let unpacked: Box<dyn Read + Send> = match packed {
        Some("gzip") => Box::new(MultiGzDecoder::new(bytes)),
        Some(_) => Box::new(Frames::new(bytes).map_err(|error| unreadable(name, &error))?),
        None => return Ok(Opened { bytes: Box::new(bytes), fingerprint, packed: None, is_sheet: false, stamp }),
    };
    let bytes = limited(unpacked, limits, &fingerprint);
    Ok(Opened { bytes, fingerprint, packed: packed.map(str::to_string), is_sheet: false, stamp })
}

/// The table in an archive, or the sheet of a workbook.
fn open_archive(source: &Source, raw: Raw, limits: Limits, sheet: Option<&str>) -> Result<Opened, Fault> {
    let Raw { mut bytes, fingerprint, stamp } = raw;
    let failed = |error: io::Error| unreadable(&source.name(), &error);
    let file = match source {
        Source::File(path) if stamp.is_some() => open_file(path)?,
        // What cannot be read at any place is kept.
        _ => archive::seekable(&mut bytes).map_err(failed)?,
    };
    match archive::open(file, sheet, limits)? {
        Inside::Text(member) => {
            let packed = Some(format!("{} in a ZIP archive", named(&member.name)));
            let in_step = InStep { member: member.text, consumed: member.consumed, archive: bytes, passed: 0 };
            let bytes = limited(Box::new(in_step), limits, &fingerprint);
            Ok(Opened { bytes, fingerprint, packed, is_sheet: false, stamp })
        }
        Inside::Sheet(sheet) => Ok(opened_sheet(sheet, Raw { bytes, fingerprint, stamp })),
    }
}

/// The rows of a Parquet file, with the columns that its folders stand for.
fn open_parquet(source: &Source, mut raw: Raw, limits: Limits) -> Result<Opened, Fault> {
    let (file, columns) = match source {
        Source::File(path) if raw.stamp.is_some() => (open_file(path)?, partitions::of(path)),
        _ => (archive::seekable(&mut raw.bytes).map_err(|error| unreadable(&source.name(), &error))?, Vec::new()),
    };
    Ok(opened_sheet(parquet::read(file, &columns, limits)?, raw))
}

/// A table that was no text, beside the file that it came from, which is read to its end for its fingerprint.
fn opened_sheet(sheet: Sheet, Raw { bytes, fingerprint, stamp }: Raw) -> Opened {
    let in_step = InStep { member: sheet.text, consumed: Arc::default(), archive: bytes, passed: 0 };
    let bytes: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(BUFFER, in_step));
    Opened { bytes, fingerprint, packed: Some(sheet.words), is_sheet: true, stamp }
}

/// What has been unpacked, as long as it is not too much.
fn limited(inner: Box<dyn Read + Send>, limits: Limits, fingerprint: &Fingerprint) -> Box<dyn BufRead + Send> {
    let passed = fingerprint.clone();
    let limited = Unpacked { inner, limits, packed: move || passed.bytes(), bytes: 0 };
    Box::new(BufReader::with_capacity(BUFFER, limited))
}

/// Everything in a zstd file: frames one after the other, as `zstd` itself unpacks them.
struct Frames<R: Read> {
    /// The frame being read; `None` at the end.
    frame: Option<StreamingDecoder<R, FrameDecoder>>,
}

impl<R: BufRead> Frames<R> {
    fn new(mut source: R) -> io::Result<Frames<R>> {
        let is_over = source.fill_buf()?.is_empty();
        let frame = |source| {
            let broken = |error| io::Error::new(io::ErrorKind::InvalidData, format!("it cannot be unpacked: {error}"));
            StreamingDecoder::new(source).map_err(broken)
        };
        Ok(Frames { frame: if is_over { None } else { Some(frame(source)?) } })
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(mut frame) = self.frame.take() {
            let read = frame.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                self.frame = Some(frame);
                return Ok(read);
            }
            *self = Frames::new(frame.into_inner())?;
        }
        Ok(0)
    }
}

fn open_file(path: &Path) -> Result<File, Fault> {
    File::open(path).map_err(|error| unreadable(&path.display().to_string(), &error))
}

fn packing(start: &[u8]) -> Option<&'static str> {
    match start {
        [0x1F, 0x8B, ..] => Some("gzip"),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some("zstd"),
        _ => None,
    }
}

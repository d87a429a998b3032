//! Where results go: standard output, or a file that appears whole or not at all.

use super::leftovers::{self, Pending};
use super::place::{self, Place};
use crate::diagnostic::{Fault, Faults};
use anyhow::Context;
use clap::ValueEnum;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::NamedTempFile;

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Columns assumed where there is no terminal to ask.
const DEFAULT_WIDTH: usize = 80;

/// The terminal, as far as output needs to know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Console {
    color: ColorWhen,
    quiet: bool,
}

impl Console {
    pub(super) fn new(color: ColorWhen, quiet: bool) -> Console {
        Console { color, quiet }
    }

    /// Says what has been done and what could come next, to who wants to know.
    pub(super) fn tell(self, text: &str) {
        if !self.quiet {
            note(text);
        }
    }

    /// Whether text on standard output may be coloured.
    pub(super) fn color_out(self) -> bool {
        self.colored(anstream::AutoStream::choice(&std::io::stdout()))
    }

    /// Says which file has been written.
    pub(super) fn tell_written(self, place: Option<&Place>) {
        if let Some(place) = place {
            self.tell(&format!("wrote {}\n", place.named.display()));
        }
    }

    fn color_err(self) -> bool {
        self.colored(anstream::AutoStream::choice(&std::io::stderr()))
    }

    fn colored(self, automatic: anstream::ColorChoice) -> bool {
        match self.color {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto => automatic != anstream::ColorChoice::Never,
        }
    }

    /// Columns available: `COLUMNS` if set, else the terminal's width, else 80.
    pub(super) fn width() -> usize {
        let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        asked.or_else(|| std::io::stdout().is_terminal().then(seen).flatten()).unwrap_or(DEFAULT_WIDTH)
    }

    /// Prints faults, and how many there are when there are several.
    pub(super) fn faults(self, faults: &Faults) {
        let mut text = faults.render(self.color_err());
        if faults.0.len() > 1 {
            let _ = writeln!(text, "\n{} faults found.", faults.0.len());
        }
        note(&text);
    }
}

/// Writes a message to standard error. There is nowhere left to complain if that fails.
pub(super) fn note(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Writes results to standard output or, whole or not at all, to a file.
///
/// # Errors
///
/// When the output cannot be written; a file that was there before is then still there.
pub(super) fn write(bytes: impl AsRef<[u8]>, place: Option<&Place>) -> anyhow::Result<()> {
    stream(|out| out.write_all(bytes.as_ref()), place)
}

/// Lets something be written bit by bit to standard output or, whole or not at all, to a file.
///
/// # Errors
///
/// When the output cannot be written; a file that was there before is then still there.
pub(super) fn stream(
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    place: Option<&Place>,
) -> anyhow::Result<()> {
    let Some(place) = place else { return to_standard_output(write).context("could not write to standard output") };
    staged(write, place).and_then(Staged::persist).map_err(Faults::from)?;
    Ok(())
}

/// Writes a file, whole or not at all, that nobody else can read: a new one has no permissions for others, whatever the
/// umask, and one that is replaced hands on its own.
///
/// # Errors
///
/// When the output cannot be written; a file that was there before is then still there.
pub(super) fn write_private(bytes: impl AsRef<[u8]>, place: &Place) -> anyhow::Result<()> {
    stream_private(|out| out.write_all(bytes.as_ref()), place)
}

/// The same bit by bit.
///
/// # Errors
///
/// When the output cannot be written; a file that was there before is then still there.
pub(super) fn stream_private(
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    place: &Place,
) -> anyhow::Result<()> {
    let staged = staged(write, place).and_then(|staged| {
        let only_ours = if place.file.exists() { Ok(()) } else { keep_to_owner(staged.file.as_file()) };
        only_ours.map_err(|error| could_not_write(&place.named, &error))?;
        staged.persist()
    });
    staged.map_err(Faults::from)?;
    Ok(())
}

#[cfg(unix)]
fn keep_to_owner(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn keep_to_owner(_: &File) -> io::Result<()> {
    Ok(())
}

/// Whether the program was started without a standard output.
static NO_STANDARD_OUTPUT: AtomicBool = AtomicBool::new(false);

/// Before `main`, because Rust opens `/dev/null` in the place of a standard output that is closed, and results would
/// be lost without a word.
#[cfg(unix)]
#[ctor::ctor]
fn look_for_standard_output() {
    let is_closed = rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_err();
    NO_STANDARD_OUTPUT.store(is_closed, Ordering::Relaxed);
}

fn to_standard_output(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    if NO_STANDARD_OUTPUT.load(Ordering::Relaxed) {
        return Err(io::Error::other("it is closed"));
    }
    let mut out = io::stdout().lock();
    write(&mut out)?;
    out.flush()
}

/// Writes several files. Until every one of them is ready, those that were there before stay as they are.
///
/// # Errors
///
/// When one of them cannot be written.
pub(super) fn write_all(files: &[(Place, Vec<u8>)]) -> Result<(), Fault> {
    let staged = files.iter().map(|(place, bytes)| staged(|out| out.write_all(bytes), place));
    let ready = staged.collect::<Result<Vec<Staged>, Fault>>()?;
    ready.into_iter().try_for_each(Staged::persist)
}

/// A file beside the one it will replace, complete.
struct Staged<'a> {
    file: NamedTempFile,
    pending: Pending,
    place: &'a Place,
}

fn staged(write: impl FnOnce(&mut dyn Write) -> io::Result<()>, place: &Place) -> Result<Staged<'_>, Fault> {
    let folder = place::parent(&place.file);
    leftovers::clear(folder);
    let make = || {
        let (mut file, pending) = leftovers::half_made(folder)?;
        write(&mut file)?;
        keep_permissions(file.as_file(), &place.file)?;
        file.as_file().sync_all()?;
        Ok(Staged { file, pending, place })
    };
    make().map_err(|error: io::Error| could_not_write(&place.named, &error))
}

impl Staged<'_> {
    /// Puts the file in its place.
    fn persist(self) -> Result<(), Fault> {
        let Staged { file, pending, place } = self;
        let renamed = leftovers::undisturbed(|| {
            let renamed = file.persist(&place.file).map_err(|error| error.error);
            drop(pending);
            renamed
        });
        renamed.map_err(|error| could_not_write(&place.named, &error))?;
        sync_folder(place::parent(&place.file));
        Ok(())
    }
}

/// The fault of output that could not be written.
pub(super) fn could_not_write(named: &Path, error: &io::Error) -> Fault {
    Fault::new(format!("could not write `{}`: {}", named.display(), root(error)))
}

/// What happened, said once: errors about temporary files repeat it, with a name that nobody knows.
fn root(error: &io::Error) -> String {
    let mut cause: &(dyn std::error::Error + 'static) = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

/// Makes sure that the names in a folder outlive a loss of power, where that can be had.
pub(super) fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// What is replaced hands on its permissions and, where that is allowed, its owner; new files get what the umask
/// leaves.
#[cfg(unix)]
pub(super) fn keep_permissions(new: &File, old: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let (Ok(old), now) = (std::fs::metadata(old), new.metadata()?) else { return Ok(()) };
    if (old.uid(), old.gid()) != (now.uid(), now.gid()) {
        let _ = fchown(new, Some(old.uid()), Some(old.gid()));
    }
    new.set_permissions(old.permissions())
}

#[cfg(not(unix))]
pub(super) fn keep_permissions(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}

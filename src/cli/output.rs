//! Where results go: standard output, or a file that appears whole or not at all.

use super::ColorWhen;
use crate::diagnostic::Faults;
use crate::render::Format;
use anyhow::Context;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::fmt::Write as _;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Columns assumed where there is no terminal to ask.
const DEFAULT_WIDTH: usize = 80;

/// The terminal, as far as output needs to know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Console {
    color: ColorWhen,
}

impl Console {
    pub(super) fn new(color: ColorWhen) -> Console {
        Console { color }
    }

    /// Whether text on standard output may be coloured.
    pub(super) fn color_out(self) -> bool {
        self.colored(anstream::AutoStream::choice(&std::io::stdout()))
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

/// Reads the name of one of these formats.
pub(super) fn format(formats: &[Format]) -> impl TypedValueParser<Value = Format> + use<> {
    let names = formats.iter().map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(names).map(|name| Format::from_name(&name).unwrap_or(Format::Table))
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
pub(super) fn write(text: &str, file: Option<&Path>) -> anyhow::Result<()> {
    match file {
        None => {
            let mut out = std::io::stdout().lock();
            out.write_all(text.as_bytes())?;
            out.flush()?;
            Ok(())
        }
        Some(path) => write_file(text, path).with_context(|| format!("could not write `{}`", path.display())),
    }
}

fn write_file(text: &str, path: &Path) -> anyhow::Result<()> {
    staged(|out| out.write_all(text.as_bytes()), path)?.persist(path)?;
    Ok(())
}

/// Lets something be written bit by bit to standard output or, whole or not at all, to a file.
///
/// # Errors
///
/// When the output cannot be written; a file that was there before is then still there.
pub(super) fn stream(
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    file: Option<&Path>,
) -> anyhow::Result<()> {
    match file {
        None => Ok(write(&mut std::io::stdout().lock())?),
        Some(path) => {
            let could_not = || format!("could not write `{}`", path.display());
            staged(write, path).with_context(could_not)?.persist(path).with_context(could_not)?;
            Ok(())
        }
    }
}

/// Writes several files, making their folders. Until every one of them is ready, those that were there before
/// stay as they are.
///
/// # Errors
///
/// When one of them cannot be written.
pub(super) fn write_all(files: &[(PathBuf, Vec<u8>)]) -> anyhow::Result<()> {
    let could_not = |path: &Path| format!("could not write `{}`", path.display());
    let mut ready = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(|| could_not(folder))?;
        }
        ready.push((staged(|out| out.write_all(bytes), path).with_context(|| could_not(path))?, path));
    }
    for (file, path) in ready {
        file.persist(path).with_context(|| could_not(path))?;
    }
    Ok(())
}

/// A file beside the one it will replace, complete.
fn staged(
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    path: &Path,
) -> anyhow::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        anyhow::bail!("there is no folder `{}`", folder.display());
    }
    let mut file = tempfile::Builder::new().prefix(".survey-").tempfile_in(folder)?;
    write(&mut file)?;
    file.as_file().sync_all()?;
    keep_permissions(&file, path)?;
    Ok(file)
}

/// A file that is replaced keeps its permissions; a new one gets the usual ones instead of a temporary
/// file's private ones.
#[cfg(unix)]
fn keep_permissions(file: &tempfile::NamedTempFile, path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    const USUAL: u32 = 0o644;
    let permissions = std::fs::metadata(path)
        .map_or_else(|_| std::fs::Permissions::from_mode(USUAL), |present| present.permissions());
    file.as_file().set_permissions(permissions)
}

#[cfg(not(unix))]
fn keep_permissions(_: &tempfile::NamedTempFile, _: &Path) -> std::io::Result<()> {
    Ok(())
}

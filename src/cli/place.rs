//! Where output may go. Nothing is written over what a run reads, over what is no plain file, or over what is
//! protected; this is found out before anything is read.

use crate::diagnostic::{Fault, Faults};
use crate::responses;
use std::fs::{FileType, Metadata};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// Links that are followed from one to the next, before it is taken for a circle.
const MOST_LINKS: usize = 40;

/// Folders of programs that keep versions of files; beside them, files are not ours to replace or to remove.
const CHECKOUTS: [&str; 4] = [".git", ".hg", ".svn", ".jj"];

/// Whether symbolic links are written through.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub(super) struct Links {
    /// Where the output is named by a symbolic link, write to what it leads to instead of refusing.
    #[arg(long)]
    follow: bool,
}

/// The files that a run reads.
#[derive(Debug, Default)]
pub(super) struct Inputs(Vec<PathBuf>);

/// A file that output may go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// As it was named.
    pub(super) named: PathBuf,
    /// What it is, links followed.
    pub(super) file: PathBuf,
}

impl Inputs {
    /// The definition and the exports, patterns spelt out.
    pub(super) fn new(definition: Option<&Path>, exports: &[String]) -> Inputs {
        let definition = definition.map(Path::to_path_buf).into_iter();
        Inputs(definition.chain(responses::files(exports)).collect())
    }

    /// These and one more.
    pub(super) fn and(mut self, file: Option<&Path>) -> Inputs {
        self.0.extend(file.map(Path::to_path_buf));
        self
    }

    /// The input that is this very file, by whatever name.
    fn same_as(&self, file: &Path) -> Option<&Path> {
        let is_same = |input: &&PathBuf| identity(input).is_some_and(|input| Some(input) == identity(file));
        self.0.iter().find(is_same).map(PathBuf::as_path)
    }

    /// The input that lies in this folder, or below, where `matters`.
    pub(super) fn inside(&self, folder: &Path, matters: impl Fn(&Path) -> bool) -> Option<&Path> {
        let folder = folder.canonicalize().ok()?;
        let is_inside = |input: &&PathBuf| {
            let input = input.canonicalize().ok();
            input.is_some_and(|input| input.strip_prefix(&folder).is_ok_and(&matters))
        };
        self.0.iter().find(is_inside).map(PathBuf::as_path)
    }
}

/// The file of an output, if one is named; `-` is standard output.
///
/// # Errors
///
/// When nothing may be written there.
pub(super) fn output(named: Option<&Path>, inputs: &Inputs, links: Links) -> Result<Option<Place>, Faults> {
    let Some(named) = named.filter(|named| named.as_os_str() != "-") else { return Ok(None) };
    Ok(Some(file(named, inputs, links)?))
}

/// The file of this name.
///
/// # Errors
///
/// When it is one of the inputs, no plain file, protected, or in no folder; when it is a symbolic link and links
/// are not to be followed.
pub(super) fn file(named: &Path, inputs: &Inputs, links: Links) -> Result<Place, Fault> {
    let file = followed(named, links)?;
    let fault = |message: &str| Fault::new(format!("`{}` {message}", named.display()));
    match file.symlink_metadata() {
        Ok(about) if !about.is_file() => Err(no_file(named, about.file_type())),
        Ok(about) => match inputs.same_as(&file) {
            Some(input) => Err(is_input(named, input)),
            None if is_protected(&file, &about) => {
                Err(fault("may not be written").help("choose another name, or make it writable first"))
            }
            None => Ok(Place { named: named.to_path_buf(), file }),
        },
        Err(error) if error.kind() != ErrorKind::NotFound => Err(fault("cannot be written").help(error.to_string())),
        Err(_) if ends_in_separator(named) => Err(fault("names a folder").help("name a file in it")),
        Err(_) if !parent(&file).is_dir() => Err(Fault::new(format!(
            "could not write `{}`: there is no folder `{}`",
            named.display(),
            parent(&file).display()
        ))
        .help("make the folder first, or check its name")),
        Err(_) => Ok(Place { named: named.to_path_buf(), file }),
    }
}

/// The folder of this name, for many files; it need not be there.
///
/// # Errors
///
/// When it is no folder, or one that must not be put in the place of another; when it is a symbolic link and
/// links are not to be followed.
pub(super) fn folder(named: &Path, links: Links) -> Result<Place, Fault> {
    let file = followed(named, links)?;
    let fault = |message: &str| Fault::new(format!("`{}` {message}", named.display()));
    let beside = "name a folder of the report's own; it is made if it is not there";
    match file.symlink_metadata() {
        Ok(about) if !about.is_dir() => return Err(fault("is a file, not a folder").help(beside)),
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(fault("cannot be used").help(error.to_string())),
    }
    if named.as_os_str().is_empty() || holds_us(&file) {
        return Err(fault("is the folder that you are in, or one above it").help(beside));
    }
    if let Some(checkout) = CHECKOUTS.iter().find(|name| file.join(name).exists()) {
        return Err(fault(&format!("is a checkout: it holds `{checkout}`")).help(beside));
    }
    Ok(Place { named: named.to_path_buf(), file })
}

/// The folder that something lies in.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What a name stands for: itself, or what the link of that name leads to.
fn followed(named: &Path, links: Links) -> Result<PathBuf, Fault> {
    let mut file: PathBuf = named.components().collect(); // without a slash at the end, which follows links
    for _ in 0..MOST_LINKS {
        let Ok(next) = std::fs::read_link(&file) else { return Ok(file) };
        if !links.follow {
            return Err(is_link(named, &next));
        }
        file = parent(&file).join(next);
    }
    Err(Fault::new(format!("`{}` is a symbolic link that leads to itself", named.display())))
}

fn is_link(named: &Path, next: &Path) -> Fault {
    match std::fs::metadata(named) {
        Ok(about) if !about.is_file() && !about.is_dir() => no_file(named, about.file_type()),
        _ => Fault::new(format!("`{}` is a symbolic link to `{}`", named.display(), next.display()))
            .help("name what it leads to, or add --follow to write through it"),
    }
}

fn is_input(named: &Path, input: &Path) -> Fault {
    let (named, input) = (named.display(), input.display());
    let what = if named.to_string() == input.to_string() { String::new() } else { format!(" (it is `{input}`)") };
    Fault::new(format!("`{named}` is one of the files to read{what}"))
        .help("writing there would destroy it: choose another name for the output")
}

fn no_file(named: &Path, what: FileType) -> Fault {
    let named = named.display();
    if what.is_dir() {
        return Fault::new(format!("`{named}` is a folder")).help("name a file in it");
    }
    Fault::new(format!("`{named}` is {}, not a file", kind(what)))
        .help("to send the output there, leave the option out and redirect standard output")
}

#[cfg(unix)]
fn kind(what: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match what {
        _ if what.is_fifo() => "a pipe",
        _ if what.is_socket() => "a socket",
        _ => "a device",
    }
}

#[cfg(not(unix))]
fn kind(_: FileType) -> &'static str {
    "something else"
}

/// What tells one file from all others, by whatever name.
#[cfg(unix)]
fn identity(file: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(file).ok().map(|about| (about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn identity(file: &Path) -> Option<PathBuf> {
    file.canonicalize().ok()
}

/// Whether somebody has said that a file is not to be written, though we might be able to.
#[cfg(unix)]
pub(super) fn is_protected(file: &Path, about: &Metadata) -> bool {
    about.permissions().readonly() || rustix::fs::access(file, rustix::fs::Access::WRITE_OK).is_err()
}

#[cfg(not(unix))]
pub(super) fn is_protected(_: &Path, about: &Metadata) -> bool {
    about.permissions().readonly()
}

fn ends_in_separator(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().last().is_some_and(|last| std::path::is_separator(char::from(*last)))
}

/// Whether this is the folder that the program runs in, or one above.
fn holds_us(folder: &Path) -> bool {
    let here = std::env::current_dir().ok().and_then(|here| here.canonicalize().ok());
    let is_above = |folder: PathBuf| here.is_some_and(|here| here.starts_with(folder));
    folder.canonicalize().is_ok_and(is_above) || folder.components().all(|part| part == Component::CurDir)
}

impl Place {
    /// Whether this is the same file as another, there or not.
    pub(super) fn is(&self, other: &Place) -> bool {
        let full = |place: &Place| Some((parent(&place.file).canonicalize().ok()?, place.file.file_name()?.to_owned()));
        let there = identity(&self.file);
        (there.is_some() && there == identity(&other.file)) || full(self).is_some_and(|one| Some(one) == full(other))
    }
}

//! What the command line names: a definition, exports, saved counts and standard input.

use crate::analysis;
use crate::diagnostic::{Fault, Faults};
use crate::responses;
use anyhow::Context;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

/// Responses to read, and counts that were saved. Every plain file is looked into once, to tell one from the other.
pub(super) struct Sources {
    pub(super) saved: Vec<String>,
    pub(super) exports: Vec<String>,
    stdin: Stdin,
}

impl Sources {
    /// What these names stand for, each to be read once.
    pub(super) fn new(names: &[String]) -> Sources {
        let (saved, exports) = apart(names);
        Sources { saved, exports, stdin: Stdin::Direct }
    }

    /// The same where exports are read more than once: standard input is kept.
    pub(super) fn to_read_twice(names: &[String]) -> anyhow::Result<Sources> {
        Ok(Sources { stdin: Stdin::to_read_twice(names)?, ..Sources::new(names) })
    }

    /// Standard input, from its beginning where it was kept.
    pub(super) fn stdin(&self) -> io::Result<Box<dyn Read + Send>> {
        self.stdin.reader()
    }
}

/// Saved counts among the names, patterns spelt out, and the other names as they are.
fn apart(names: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut saved, mut exports) = (Vec::new(), Vec::new());
    for name in names {
        let files = responses::files(std::slice::from_ref(name));
        let (counts, others): (Vec<PathBuf>, Vec<PathBuf>) =
            files.into_iter().partition(|file| analysis::is_saved(file));
        if counts.is_empty() {
            exports.push(name.clone());
        } else {
            saved.extend(counts.iter().map(|file| file.display().to_string()));
            exports.extend(others.iter().map(|file| file.display().to_string()));
        }
    }
    (saved, exports)
}

/// Standard input: as it comes, or kept in a nameless temporary file because it has to be read twice.
enum Stdin {
    /// As it comes.
    Direct,
    /// Kept.
    Kept(File),
}

impl Stdin {
    /// Keeps standard input if it is among the exports.
    fn to_read_twice(exports: &[String]) -> anyhow::Result<Stdin> {
        if !exports.iter().any(|name| name == "-") {
            return Ok(Stdin::Direct);
        }
        let mut file = tempfile::tempfile().context("could not make a temporary file for standard input")?;
        io::copy(&mut io::stdin().lock(), &mut file).context("could not keep standard input")?;
        Ok(Stdin::Kept(file))
    }

    fn reader(&self) -> io::Result<Box<dyn Read + Send>> {
        match self {
            Stdin::Direct => Ok(Box::new(io::stdin())),
            Stdin::Kept(file) => {
                let mut again = file.try_clone()?;
                again.rewind()?;
                Ok(Box::new(again))
            }
        }
    }
}

/// Nothing says which responses are meant.
pub(super) fn no_export() -> Fault {
    Fault::new("no export is named").help("name the CSV files after the definition")
}

/// Whether a name is that of a definition.
pub(super) fn is_definition(name: &String) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ["yaml", "yml"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// A definition, if the first name is one (it ends in `.yaml` or `.yml`), and the exports; whether there
/// must be any is told by the definition.
///
/// # Errors
///
/// When no export is named, or standard input twice.
pub(super) fn definition_first(names: &[String], is_elsewhere: bool) -> Result<(Option<&Path>, &[String]), Faults> {
    let (definition, exports) = match names.split_first() {
        Some((first, exports)) if is_definition(first) => (Some(Path::new(first)), exports),
        _ => (None, names),
    };
    if exports.is_empty() && definition.is_none() && !is_elsewhere {
        return Err(no_export().into());
    }
    if let Some(second) = exports.iter().find(|name| is_definition(name)) {
        return Err(Fault::new(format!("`{second}` is a definition, not an export"))
            .help("name one definition first, then the exports")
            .into());
    }
    check_stdin_once(exports)?;
    Ok((definition, exports))
}

/// Refuses standard input that is named twice: it can be read only once.
pub(super) fn check_stdin_once(exports: &[String]) -> Result<(), Faults> {
    match exports.iter().filter(|name| *name == "-").count() {
        0 | 1 => Ok(()),
        _ => Err(Fault::new("standard input (`-`) is named more than once").help("name it once").into()),
    }
}

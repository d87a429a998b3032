//! Files that are not there: which one may have been meant.

use super::{Fault, nearest};
use std::path::{Path, PathBuf};

/// Entries of a folder that are looked at.
const MOST_ENTRIES: usize = 2000;

/// The folder in which projects keep their definitions.
const DEFINITIONS: &str = "surveys";

/// Endings of the files that this program reads.
const ENDINGS: [&str; 10] = ["csv", "tsv", "txt", "tab", "gz", "zst", "zip", "json", "yaml", "yml"];

/// The fault of a file that is not there, with the one that may have been meant.
#[must_use]
pub fn no_such_file(path: &Path) -> Fault {
    let fault = Fault::new("there is no such file").in_file(path.display().to_string());
    let folder = folder_of(path);
    if !folder.is_dir() {
        return fault.help(format!("there is no folder `{}`", folder.display()));
    }
    match meant(path, &folder) {
        Some(file) => fault.help(format!("did you mean `{}`?", file.display())),
        None => fault.help("check the name and the folder"),
    }
}

/// The folder a file would stand in.
fn folder_of(path: &Path) -> PathBuf {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// A file beside the one named that has its name but for the ending, or nearly; or a definition of that name.
fn meant(path: &Path, folder: &Path) -> Option<PathBuf> {
    let stem = stem_of(path)?;
    let beside = |name: &String| path.parent().map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
    let files = files_in(folder);
    let is_same = |name: &&String| stem_of(Path::new(name)).is_some_and(|other| other.eq_ignore_ascii_case(&stem));
    if let Some(same) = files.iter().find(is_same) {
        return Some(beside(same));
    }
    let definitions = folder.join(DEFINITIONS);
    if let Some(definition) = files_in(&definitions).iter().find(is_same) {
        return Some(beside(&DEFINITIONS.to_owned()).join(definition));
    }
    let stems: Vec<(String, &String)> =
        files.iter().filter_map(|name| Some((stem_of(Path::new(name))?, name))).collect();
    let near = nearest(&stem, stems.iter().map(|(stem, _)| stem.as_str()))?;
    stems.iter().find(|(stem, _)| stem == near).map(|(_, name)| beside(name))
}

/// The name of a file without its endings.
fn stem_of(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let mut stem = name;
    while let Some((before, ending)) = stem.rsplit_once('.') {
        let is_ending = ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known));
        if !is_ending || before.is_empty() {
            break;
        }
        stem = before;
    }
    Some(stem.to_owned())
}

/// The files of a folder that this program could read, by name.
fn files_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().take(MOST_ENTRIES).filter_map(Result::ok);
    let names = entries.filter(|entry| entry.path().is_file()).filter_map(|entry| entry.file_name().into_string().ok());
    let is_known = |name: &String| {
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
    };
    let mut names: Vec<String> = names.filter(is_known).collect();
    names.sort();
    names
}

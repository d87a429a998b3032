//! Definitions: what is refused and in which words, and that the shipped ones are sound.

mod inferred;

use std::fs;
use std::path::{Path, PathBuf};
use survey::definition;

/// The files of a folder of the project with this extension, by name.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).expect("the folder is there").filter_map(Result::ok);
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether a file holds this text. With `UPDATE_EXPECTED=1` it is made to.
fn holds(path: &Path, text: &str) -> bool {
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(path, text).expect("the file can be written");
    }
    fs::read_to_string(path).is_ok_and(|found| found == text)
}

/// Each `broken/NAME.yaml` is refused in the words of `broken/NAME.txt`.
#[test]
fn broken_definitions_are_refused_in_plain_words() {
    let broken = files("tests/definition/broken", "yaml");
    assert!(broken.len() >= 20, "only {} broken definitions", broken.len());
    for path in broken {
        let bytes = fs::read(&path).expect("the file can be read");
        let refusal = match definition::parse(&bytes, &name(&path)) {
            Err(faults) => faults.render(false),
            Ok(survey) => panic!("{} is accepted: {survey:?}", name(&path)),
        };
        let expected = path.with_extension("txt");
        assert!(holds(&expected, &refusal), "{} reads differently now:\n{refusal}", name(&expected));
    }
}

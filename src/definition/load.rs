//! From a file to a validated [`Survey`], or to every fault at once.

use super::source::{self, Notes};
use super::{Survey, kind, read, schema, survey, tree};
use crate::diagnostic::Faults;
use std::path::Path;

/// Reads and validates a definition.
///
/// # Errors
/// When the file cannot be read, or for everything that is wrong with the definition, all at once.
pub fn load(path: &Path) -> Result<Survey, Faults> {
    parse(&source::read(path)?, &path.display().to_string())
}

/// Validates the text of a definition; `file` is what messages call it.
///
/// Any bytes may be given: what is no definition is refused, and never takes long or much memory.
///
/// # Errors
/// Everything that is wrong with the definition, all at once.
pub fn parse(bytes: &[u8], file: &str) -> Result<Survey, Faults> {
    let text = source::decode(bytes, file)?;
    let notes = Notes::new(text, file);
    let survey = understand(text, &notes).filter(|_| notes.is_clean());
    survey.ok_or_else(|| notes.into_faults())
}

/// From text to tree to the types of the format to the survey. What is wrong is noted on the way.
fn understand(text: &str, notes: &Notes) -> Option<Survey> {
    let mut root = tree::parse(text, notes)?;
    kind::check_keys(&mut root, &schema::question_keys(), notes);
    let definition = read::read(&root, notes)?;
    survey::survey(&definition, notes)
}

//! How the program says that something is wrong: what happened, where, what was expected, what to do.
//!
//! Faults are made in every room and shown by the command line. Nothing here reads what is in a file.

mod missing;
mod show;

pub use missing::no_such_file;

pub use show::{listed, named, printable};

/// One thing that is wrong with what the program was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, in lower case, names in backticks, no full stop.
    pub message: String,
    /// The file it was found in, as the user named it.
    pub file: Option<String>,
    /// Where in the file.
    pub place: Option<Place>,
    /// What to do about it: what was expected, and the nearest valid choice when there is one.
    pub help: Option<String>,
}

/// A stretch of one line of a text file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// First character, from 1.
    pub column: usize,
    /// Characters marked; at least 1.
    pub length: usize,
    /// The line itself.
    pub source: String,
}

impl Fault {
    /// A fault without a place.
    pub fn new(message: impl Into<String>) -> Fault {
        Fault { message: message.into(), file: None, place: None, help: None }
    }

    /// The same fault, found in a file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Fault {
        self.file = Some(file.into());
        self
    }

    /// The same fault, at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Fault {
        self.place = Some(place);
        self
    }

    /// The same fault, with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }
}

/// Everything that is wrong, all at once; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Faults {
        Faults(vec![fault])
    }
}

/// Longest word that [`nearest`] looks at, in characters: nobody mistypes more than that.
const LONGEST_WORD: usize = 80;

/// The candidate nearest to `word`, if any is near enough to be a slip of the pen.
///
/// Distance is Damerau–Levenshtein on letters and digits alone, in lower case; at most a third of the word
/// may differ.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let wanted: String = letters(word);
    let length = wanted.chars().count();
    let allowed = length / 3;
    if length == 0 || length > LONGEST_WORD {
        return None;
    }
    candidates
        .into_iter()
        .map(|candidate| (letters(candidate), candidate))
        .filter(|(known, _)| known.chars().count().abs_diff(length) <= allowed)
        .map(|(known, candidate)| (strsim::damerau_levenshtein(&wanted, &known), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests;

//! Answers that few people gave and that are no words of the form: somebody wrote them in, perhaps about
//! themselves. They are counted together and never listed.

use super::cells::{Cell, letters_and_digits};
use super::draft::Draft;
use super::personal;
use super::size::size;
use super::vocabulary;
use super::words::{self, List};
use super::yaml::Yaml;
use crate::definition::DEFAULT_MINIMUM_BASE;
use crate::label::spoken;
use std::collections::BTreeSet;

/// What they are counted as.
const LABEL: &str = "Other answers";

/// Longest answer of a form that is told from what was written in, in words.
const MOST_WORDS: usize = 6;

/// Answers of a choice: those to list, and those to count together.
pub(super) struct Sorted<'a> {
    pub kept: Vec<&'a Cell>,
    rare: Vec<&'a Cell>,
}

/// Sets apart what fewer people gave than figures are shown of, unless it is a word that forms use. A short file is
/// no reason to list it: there, few people are all the easier to tell.
pub(super) fn sort<'a>(cells: &[&'a Cell]) -> Sorted<'a> {
    let common = cells.iter().filter(|cell| cell.count >= DEFAULT_MINIMUM_BASE);
    let said: BTreeSet<String> =
        common.flat_map(|cell| spoken(&cell.text).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    let is_rare = |cell: &&&Cell| cell.count < DEFAULT_MINIMUM_BASE && !is_known(cell, &said);
    let (rare, kept) = cells.iter().partition(is_rare);
    Sorted { kept, rare }
}

/// Whether an answer is one that forms offer, however few gave it; `said` are the words of what many gave.
fn is_known(cell: &Cell, said: &BTreeSet<String>) -> bool {
    const LISTS: [List; 4] = [List::Yes, List::No, List::Months, List::None];
    let is_word = cell.token.is_some() && !cell.is_stray;
    let is_listed = is_word || LISTS.iter().any(|list| words::is(&cell.text, *list));
    // A number, a letter, a code, or the words that levels, sizes and *Other (please say)* are made of.
    let is_bare = size(&cell.folded).is_some() && !cell.text.contains(char::is_alphabetic);
    let is_sized = is_bare || cell.text.chars().count() == 1;
    let is_level = is_code(&cell.text) || vocabulary::are_of_scales(&cell.text, said);
    (is_listed || is_sized || is_level) && !is_written_in(cell)
}

/// Whether a definition may name an answer by itself: as many people gave it as figures are shown of, or it is one that
/// forms offer.
pub(super) fn may_be_named(cell: &Cell) -> bool {
    cell.count >= DEFAULT_MINIMUM_BASE || is_known(cell, &BTreeSet::new())
}

/// Whether a definition may name all of these answers.
pub(super) fn may_all_be_named(cells: &[&Cell]) -> bool {
    sort(cells).is_whole()
}

/// Whether an answer is the code of one, such as `A3`.
fn is_code(text: &str) -> bool {
    const MOST_LETTERS: usize = 3;
    const MOST_DIGITS: usize = 2;
    letters_and_digits(text).is_some_and(|(letters, digits)| letters <= MOST_LETTERS && digits <= MOST_DIGITS)
}

/// Whether an answer is too long for an option, or points to somebody.
fn is_written_in(cell: &Cell) -> bool {
    personal::mentions(&cell.text) || cell.text.split_whitespace().count() > MOST_WORDS
}

/// Whether most of the different answers are sentences that one person wrote.
pub(super) fn are_written(cells: &[&Cell]) -> bool {
    let is_sentence = |cell: &&&Cell| cell.count == 1 && cell.text.split_whitespace().count() > MOST_WORDS;
    cells.iter().filter(is_sentence).count() * 3 >= cells.len().max(3)
}

impl Sorted<'_> {
    /// Whether everything is listed.
    pub fn is_whole(&self) -> bool {
        self.rare.is_empty()
    }

    /// Whether two answers or more are told apart. Beside one that is listed, the others are one more where they are
    /// a single one, or were given by two people each on average: else they are remarks.
    pub fn is_choice(&self) -> bool {
        let given: u64 = self.rare.iter().map(|cell| cell.count).sum();
        match (self.kept.len(), self.rare.len() as u64) {
            (0, _) | (1, 0) => false,
            (1, rare) => rare == 1 || given >= 2 * rare,
            _ => true,
        }
    }

    /// These labels, and where that is only one, what the others are called.
    pub fn with_other(&self, mut labels: Vec<String>) -> Vec<String> {
        if labels.len() == 1 && !self.is_whole() {
            labels.push(LABEL.to_owned());
        }
        labels
    }

    /// Adds to a question that lists the others what these count as, and says so.
    pub fn tell(&self, draft: &mut Draft) {
        if self.is_whole() {
            return;
        }
        draft.add_why(&self.why());
        draft.cautions.push(format!("{}, but counted together as `{LABEL}`", self.told()));
        draft.keys.push(("other", other()));
    }

    /// What stands over a question or a segment that counts them together.
    pub fn why(&self) -> String {
        let count = if self.rare.len() == 1 { "it counts" } else { "they count" };
        format!("{}: {count} as `{LABEL}`. List those that are on the form.", self.told())
    }

    /// How many they are, and that they are not shown.
    fn told(&self) -> String {
        let number = self.rare.len();
        let (answers, are, each) = if number == 1 { ("answer", "is", "") } else { ("answers", "are", " each") };
        format!("{number} {answers} given by fewer than {DEFAULT_MINIMUM_BASE} people{each} {are} not shown")
    }
}

/// What all that is not listed is called.
pub(super) fn other() -> Yaml {
    Yaml::text(LABEL)
}

#[cfg(test)]
mod tests {
    use super::{is_code, vocabulary};

    #[test]
    fn levels_sizes_and_codes_tell_nobodys_story() {
        let said = ["pain".to_owned()].into();
        for level in [
            "Far too little",
            "Unbearable pain",
            "Häufiger als sechsmal",
            "Gar nicht",
            "Beaucoup trop court",
            "Más de seis veces",
            "Veel te weinig",
            "Nessuna volta",
        ] {
            assert!(vocabulary::are_of_scales(level, &said), "{level}");
        }
        for written in ["Taxi with John Smith 07700 900123", "Dr Brown", "Mill Lane", "Maria", "Retired"] {
            assert!(!vocabulary::are_of_scales(written, &said), "{written}");
        }
        assert!(is_code("A3") && is_code("SQ01") && !is_code("Anna") && !is_code("07700") && !is_code("A1234"));
    }
}

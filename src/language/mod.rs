//! The words of human languages: a file each beside this one, taken apart into its sections when first asked for.
//!
//! Lists, scales and the lines below tables stand there and nowhere in code. What they are for is known to who asks.

use std::sync::LazyLock;

/// Every language: one line here, one file there.
pub static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let texts = [
        include_str!("en.txt"),
        include_str!("de.txt"),
        include_str!("fr.txt"),
        include_str!("es.txt"),
        include_str!("nl.txt"),
        include_str!("it.txt"),
    ];
    texts.into_iter().map(Language::read).collect()
});

/// Languages of which only some words are known.
pub static ELSEWHERE: LazyLock<Language> = LazyLock::new(|| Language::read(include_str!("elsewhere.txt")));

/// What a part of a language's file can be.
pub const WHATS: [&str; 14] = [
    "list", "scale", "between", "degrees", "pair", "words", "strength", "poles", "extreme", FOOTER, COLUMNS, UNIT,
    HEADER, NAMES,
];

/// What stands in rows below tables, which nobody answers and no header says.
const FOOTER: &str = "footer";

/// What programs call the columns that they write beside the answers.
const COLUMNS: &str = "columns";

/// Names of units, with their abbreviations.
const UNIT: &str = "unit";

/// What stands in rows that belong to the header.
const HEADER: &str = "header";

/// What is known about names that are made of wordings.
const NAMES: &str = "names";

/// Parts that tell nothing of what people say in headers and answers: what programs write over, beside and below the
/// answers, abbreviations, and words that stand in anything.
const UNSAID: [&str; 5] = [FOOTER, COLUMNS, UNIT, HEADER, NAMES];

/// A language with what its file says.
#[derive(Debug)]
pub struct Language {
    /// What its file calls it.
    pub name: &'static str,
    /// The parts of its file in their order.
    pub sections: Vec<Section>,
}

/// A part of a language's file: `[what about]` and the lines below it, each split at `|`.
#[derive(Debug)]
pub struct Section {
    /// What kind of part it is: one of [`WHATS`].
    pub what: &'static str,
    /// Which one of its kind: the name of a list, the family of a scale.
    pub about: &'static str,
    /// Its lines, each taken apart into its words.
    pub lines: Vec<Vec<&'static str>>,
}

impl Language {
    fn read(text: &'static str) -> Language {
        let mut sections: Vec<Section> = Vec::new();
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with("# ") {
                continue;
            }
            if let Some(head) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                let (what, about) = head.split_once(' ').unwrap_or((head, ""));
                if WHATS.contains(&what) {
                    sections.push(Section { what, about, lines: Vec::new() });
                    continue;
                }
            }
            if let Some(section) = sections.last_mut() {
                section.lines.push(line.split(" | ").map(str::trim).filter(|word| !word.is_empty()).collect());
            }
        }
        Language { name: text.lines().next().unwrap_or_default(), sections }
    }

    /// The words of the list of this name, in their order.
    pub fn list(&self, name: &'static str) -> impl Iterator<Item = &'static str> {
        self.named("list", name)
    }

    /// What people may say in this language, in headers and answers.
    pub fn said(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| !UNSAID.contains(&section.what))
    }

    /// What programs call columns that are for this.
    pub fn columns(&self, role: &'static str) -> impl Iterator<Item = &'static str> {
        self.named(COLUMNS, role)
    }

    /// What the first cell of a row of totals says.
    pub fn totals(&self) -> impl Iterator<Item = &'static str> {
        self.named(FOOTER, "totals")
    }

    /// What a note below a table begins with.
    pub fn notes(&self) -> impl Iterator<Item = &'static str> {
        self.named(FOOTER, "notes")
    }

    /// What a row below the header says of the kind of answers in a column.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.named(HEADER, "kinds")
    }

    /// Words that tell nothing about a question, which its name goes without.
    pub fn untelling(&self) -> impl Iterator<Item = &'static str> {
        self.named(NAMES, "without")
    }

    /// The units that this language has names for.
    pub fn units(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.what == UNIT)
    }

    fn named(&self, what: &'static str, about: &'static str) -> impl Iterator<Item = &'static str> {
        let is_it = move |section: &&Section| section.what == what && section.about == about;
        self.sections.iter().filter(is_it).flat_map(Section::words)
    }
}

impl Section {
    /// Its words, in their order.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.lines.iter().flatten().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::LANGUAGES;

    #[test]
    fn every_language_has_names_for_every_unit_but_currencies() {
        let units = |language: &super::Language| language.units().map(|section| section.about).collect::<Vec<_>>();
        let all: Vec<&str> = LANGUAGES.iter().flat_map(units).collect();
        for language in LANGUAGES.iter() {
            let known = units(language);
            let has = |unit: &&str| known.contains(unit) || ["pounds", "dollars", "euros", "yen"].contains(unit);
            assert!(all.iter().all(has), "{}: {known:?}", language.name);
            assert!(language.units().all(|section| section.words().count() > 0), "{}", language.name);
        }
        assert!(units(&LANGUAGES[0]).len() >= 12);
    }

    #[test]
    fn every_language_has_words_for_the_kinds_of_answers() {
        assert!(LANGUAGES.iter().all(|language| language.kinds().count() >= 10));
    }

    #[test]
    fn no_name_is_that_of_two_units() {
        let units: Vec<_> = LANGUAGES.iter().flat_map(super::Language::units).collect();
        let all = units.iter().flat_map(|unit| unit.words().map(|word| (word.to_lowercase(), unit.about)));
        let names: Vec<_> = all.collect();
        for (name, unit) in &names {
            assert!(names.iter().all(|(other, another)| other != name || another == unit), "{name}");
        }
    }

    #[test]
    fn every_language_has_words_for_what_stands_below_tables() {
        for language in LANGUAGES.iter() {
            assert!(language.totals().count() > 0 && language.notes().count() > 0, "{}", language.name);
            let mut words = language.totals().chain(language.notes());
            // They are compared byte by byte.
            assert!(words.all(|word| word.is_ascii() && word.to_lowercase() == word), "{}", language.name);
        }
    }
}

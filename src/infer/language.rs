//! The languages' files in `words/`, taken apart into their sections, once.

use std::sync::LazyLock;

/// Every language: one line here, one file there.
pub(super) static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let texts = [
        include_str!("words/en.txt"),
        include_str!("words/de.txt"),
        include_str!("words/fr.txt"),
        include_str!("words/es.txt"),
        include_str!("words/nl.txt"),
        include_str!("words/it.txt"),
    ];
    texts.into_iter().map(Language::read).collect()
});

/// What a part of a language's file can be.
pub(super) const WHATS: [&str; 9] =
    ["list", "scale", "between", "degrees", "pair", "words", "strength", "poles", "extreme"];

/// A language with what its file says.
pub(super) struct Language {
    /// What its file calls it.
    #[cfg(test)]
    pub name: &'static str,
    /// The parts of its file in their order.
    pub sections: Vec<Section>,
}

/// A part of a language's file: `[what about]` and the lines below it, each split at `|`.
pub(super) struct Section {
    pub what: &'static str,
    pub about: &'static str,
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
        Language {
            #[cfg(test)]
            name: text.lines().next().unwrap_or_default(),
            sections,
        }
    }

    /// The words of the list of this name, in their order.
    pub fn list(&self, name: &'static str) -> impl Iterator<Item = &'static str> {
        let is_it = move |section: &&Section| section.what == "list" && section.about == name;
        self.sections.iter().filter(is_it).flat_map(Section::words)
    }
}

impl Section {
    /// Its words, in their order.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.lines.iter().flatten().copied()
    }
}

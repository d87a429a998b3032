//! Short names for questions, items and segments: plain, telling, and never used twice.

use super::work::look;
use crate::label::is_apostrophe;
use crate::label::without_accents;
use crate::language::{LANGUAGES, Language};
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

/// Longest name made from a wording, in characters.
const LONGEST: usize = 40;

/// Words of a wording taken into a name.
const MOST_WORDS: usize = 5;

/// Words that tell nothing about a question.
static UNTELLING: LazyLock<HashSet<&'static str, FixedState>> =
    LazyLock::new(|| LANGUAGES.iter().flat_map(Language::untelling).collect());

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: BTreeSet<String>,
    /// The number that a name got last, so that a thousand like it do not count up from the first again.
    numbers: BTreeMap<String, usize>,
}

impl Names {
    /// Names of segments: `wave` and `total` mean something else there.
    pub fn of_segments() -> Names {
        Names { given: ["wave", "total"].map(String::from).into(), numbers: BTreeMap::new() }
    }

    /// A name that was not given before: this one, or this one with a number.
    pub fn unique(&mut self, name: &str) -> String {
        if self.given.insert(name.to_owned()) {
            return name.to_owned();
        }
        let number = self.numbers.entry(name.to_owned()).or_insert(1);
        loop {
            look();
            *number += 1;
            let candidate = format!("{name}_{number}");
            if self.given.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

/// A plain name for a column: its export id when that is one, else the telling words of its wording.
pub(super) fn name_of(header: &str, text: &str, position: usize) -> String {
    let own = if is_export_id(header) { plain(header) } else { telling(text) };
    let name = if own.is_empty() { telling(header) } else { own };
    from_letter(name, position)
}

/// A plain name for a part of a question that is asked about by itself: of what is asked, then of the part.
pub(super) fn name_of_part(header: &str, stem: &str, item: &str, position: usize) -> String {
    const MOST_OF_STEM: usize = 24;
    let (stem, item) = (telling(stem), telling(item));
    if is_export_id(header) || stem.is_empty() || item.is_empty() {
        return name_of(header, &format!("{stem} {item}"), position);
    }
    let mut name = String::new();
    for word in stem.split('_') {
        if name.len() + word.len() > MOST_OF_STEM && !name.is_empty() {
            break;
        }
        name.push_str(word);
        name.push('_');
    }
    let room = LONGEST.saturating_sub(name.len());
    name.extend(item.chars().take(room));
    from_letter(name.trim_matches('_').to_owned(), position)
}

/// Whether a header is an id by which a program knows the column.
fn is_export_id(header: &str) -> bool {
    !header.is_empty() && header.len() <= 24 && !header.contains(char::is_whitespace)
}

/// A plain name for an item of a block.
pub(super) fn name_of_item(item: &str, position: usize) -> String {
    from_letter(telling(item), position)
}

/// A plain name of any text; `survey` when there is nothing to make one of.
pub(super) fn survey_id(text: &str) -> String {
    let name = plain(text).replace('_', "-");
    if name.is_empty() { "survey".to_owned() } else { name }
}

fn from_letter(name: String, position: usize) -> String {
    match name.chars().next() {
        None => format!("column_{position}"),
        Some(first) if first.is_ascii_digit() => format!("q{name}"),
        Some(_) => name,
    }
}

/// The first telling words of a text.
fn telling(text: &str) -> String {
    let all = plain_words(text);
    let telling: Vec<&String> = all.iter().filter(|word| !UNTELLING.contains(word.as_str())).collect();
    let words: Vec<&String> = if telling.is_empty() { all.iter().collect() } else { telling };
    let mut name = String::new();
    for word in words.into_iter().take(MOST_WORDS) {
        if !name.is_empty() && name.len() + word.len() >= LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('_');
        }
        name.extend(word.chars().take(LONGEST));
    }
    name
}

/// A text in lower-case letters, digits and underscores.
fn plain(text: &str) -> String {
    plain_words(text).join("_").chars().take(LONGEST).collect::<String>().trim_matches('_').to_owned()
}

fn plain_words(text: &str) -> Vec<String> {
    let without_quotes = text.replace(is_apostrophe, "");
    let letters = without_accents(&without_quotes);
    let words = letters.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).map(String::from).collect()
}

#[cfg(test)]
mod tests {
    use super::{Names, name_of, name_of_part, survey_id};

    #[test]
    fn names_tell_what_is_asked() {
        assert_eq!(name_of("Q1_2", "How was it?", 3), "q1_2");
        let text = "How satisfied were you with the cleanliness of the waiting room?";
        assert_eq!(name_of(text, text, 3), "satisfied_cleanliness_waiting_room");
        let part = name_of_part(text, text, "The garden and the terrace", 3);
        assert_eq!(part, "satisfied_cleanliness_garden_terrace");
        assert_eq!(name_of("", "Как дела", 7), "column_7");
        assert_eq!(name_of("", "Würden Sie uns weiterempfehlen?", 7), "wurden_sie_uns_weiterempfehlen");
        assert_eq!(name_of("", "La cle\u{301} et l\u{2019}école: GRÖSSE, Straße", 7), "la_cle_et_lecole_grosse");
        assert_eq!(name_of("", "Don`t you like the patients\u{B4} caf\u{E9}?", 7), "dont_like_patients_cafe");
        // Other letters that happen to stand side by side are no umlauts.
        assert_eq!(name_of("true_value", "", 7), "true_value");
        assert_eq!(name_of("2nd", "", 7), "q2nd");
        assert_eq!(survey_id("GP experience 2026.csv"), "gp-experience-2026-csv");
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut names = Names::default();
        assert_eq!([names.unique("a"), names.unique("a"), names.unique("a")], ["a", "a_2", "a_3"]);
        assert_eq!(Names::of_segments().unique("wave"), "wave_2");
    }
}

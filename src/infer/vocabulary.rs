//! The words that scales, sizes and frequencies are made of: an answer of nothing else tells nobody's story.

use super::words::List;
use crate::label::spoken;
use crate::language::{LANGUAGES, Language, Section};
use foldhash::fast::FixedState;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// Lists whose words name people, what is known of them, or say nothing of how much or how often.
const NOT_OF_SCALES: [List; 14] = [
    List::Personal,
    List::Whereabouts,
    List::Countries,
    List::Names,
    List::Person,
    List::AsksFor,
    List::Staff,
    List::StaffSeen,
    List::NotStaff,
    List::Address,
    List::Who,
    List::Coded,
    List::Complete,
    List::Recommendation,
];

/// Every word that scales, sizes and frequencies are made of, per language.
static VOCABULARY: LazyLock<Vec<HashSet<String, FixedState>>> = LazyLock::new(|| {
    let is_of_scales =
        |section: &&Section| section.what != "list" || !NOT_OF_SCALES.iter().any(|list| list.name() == section.about);
    let of = |language: &Language| {
        let phrases = language.said().filter(is_of_scales).flat_map(Section::words);
        phrases.flat_map(|phrase| spoken(phrase).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    LANGUAGES.iter().map(of).collect()
});

/// Whether an answer is nothing but words that scales, sizes and frequencies are made of, in one language, small
/// numbers, and words that `others` said, too: whoever gave it, it tells nobody's story.
pub(super) fn are_of_scales(text: &str, others: &BTreeSet<String>) -> bool {
    const LONGEST_NUMBER: usize = 3;
    let said = spoken(text);
    let is_small = |word: &str| word.len() <= LONGEST_NUMBER && word.bytes().all(|byte| byte.is_ascii_digit());
    let knows = |words: &HashSet<String, FixedState>, word: &str| {
        // German writes *sechsmal* as one word.
        words.contains(word) || word.strip_suffix("mal").is_some_and(|number| words.contains(number))
    };
    !said.is_empty()
        && VOCABULARY.iter().any(|known| {
            said.split(' ')
                .filter(|word| !word.is_empty())
                .all(|word| is_small(word) || knows(known, word) || others.contains(word))
        })
}

//! Every scale of every language: whole, in part, misspelt and in any order.

use super::{LANGUAGES, TONGUES, Tongue, find_texts};
use crate::infer::fit::in_full;
use crate::label::spoken;
use crate::language::Language;

/// Levels in another order than theirs.
fn shuffled(levels: &[String]) -> Vec<&str> {
    let (even, odd): (Vec<_>, Vec<_>) = levels.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    odd.into_iter().chain(even).rev().map(|(_, level)| level.as_str()).collect()
}

/// The levels that were seen, in the order of the scale that was found.
fn found(levels: &[String]) -> Option<Vec<String>> {
    let found = find_texts(shuffled(levels).into_iter())?;
    Some(found.points.into_iter().filter(|point| point.seen).map(|point| point.label).collect())
}

/// What is wrong with the scale found for these levels.
fn differs(language: &Language, levels: &[String]) -> Option<String> {
    let found = found(levels);
    (found.as_deref() != Some(levels)).then(|| format!("{}: {levels:?} are {found:?}", language.name))
}

/// The levels of every scale of a language, as they are usually worded.
fn scales(tongue: &Tongue) -> Vec<Vec<String>> {
    (0..tongue.sheets.len()).flat_map(|sheet| in_full(tongue, sheet)).collect()
}

/// A level with two letters that changed places.
fn misspelt(level: &str) -> String {
    let mut letters: Vec<char> = level.chars().collect();
    let middle = letters.len() / 2;
    let at = (middle..letters.len() - 1)
        .find(|at| letters[*at] != letters[at + 1] && letters[*at].is_alphabetic() && letters[at + 1].is_alphabetic());
    if let Some(at) = at {
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

#[test]
fn every_scale_is_found_in_its_order() {
    let mut wrong = Vec::new();
    for (tongue, language) in TONGUES.iter().zip(LANGUAGES.iter()) {
        for levels in scales(tongue) {
            wrong.extend(differs(language, &levels));
            let loud: Vec<String> = levels.iter().map(|level| format!(" {}. ", level.to_uppercase())).collect();
            wrong.extend(differs(language, &loud));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_scale_is_found_without_one_of_its_levels() {
    let mut wrong = Vec::new();
    for (tongue, language) in TONGUES.iter().zip(LANGUAGES.iter()) {
        for levels in scales(tongue).into_iter().filter(|levels| levels.len() > 3) {
            for left_out in 0..levels.len() {
                let mut levels = levels.clone();
                levels.remove(left_out);
                wrong.extend(differs(language, &levels));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_misspelt_level_keeps_its_place() {
    let mut wrong = Vec::new();
    for (tongue, language) in TONGUES.iter().zip(LANGUAGES.iter()) {
        let mut tried = 0;
        for levels in scales(tongue).into_iter().filter(|levels| levels.len() > 3) {
            let last = levels.len() - 1;
            let mut typo = levels.clone();
            typo[last] = misspelt(&levels[last]);
            if typo == levels || spoken(&typo[last]).chars().count() < 9 {
                continue;
            }
            tried += 1;
            wrong.extend(differs(language, &typo));
        }
        assert!(tried >= 20, "{}: {tried}", language.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Dates in other languages than English, put into English.

use crate::label::spoken;
use crate::language::{ELSEWHERE, LANGUAGES, Language};
use std::sync::LazyLock;

/// Bytes of the longest text that may be a date.
const LONGEST: usize = 70;

/// A date with its month in English, its zone as `+0100` and without the weekday, if it has such a month, zone or
/// weekday: `3 février 2026`, `5 ene 2026`, `Mi., 01.04.2026`, `2023/01/05 10:15:00 AM GMT+1`. `None` when there is
/// nothing to put into other words.
#[must_use]
pub fn in_english(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    if text.len() > LONGEST || !text.contains(|letter: char| letter.is_alphabetic()) {
        return None;
    }
    let whole = text;
    // `(British Summer Time)` says once more what zone it is.
    let text = text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")).map_or(text, |(text, _)| text);
    let text = without_weekday(text);
    let mut changed = false;
    let word = |part: &str| {
        let bare = part.trim_end_matches(['.', ',']);
        let end = if part.ends_with(',') { "," } else { "" };
        let known = month(bare).and_then(|number| MONTHS.get(number)).map(|name| format!("{name}{end}"));
        known.or_else(|| offset(bare)).filter(|known| known != part)
    };
    let parts = text.split_inclusive([' ', '-']).map(|part| {
        let (bare, gap) = part.split_at(part.trim_end_matches([' ', '-']).len());
        word(bare).map_or_else(
            || part.to_owned(),
            |known| {
                changed = true;
                known + gap
            },
        )
    });
    // The little words between day, month, year and time.
    let english: String = parts.filter(|part| !is_of_dates(part)).collect();
    let english = english.trim_end();
    (changed || english != whole).then(|| english.to_owned())
}

/// A date without the name of the day before it: `Wed, 1 Apr 2026`, `mercredi 1 avril`, `Mi., 01.04.2026`. A word that
/// names a month as well, as *Mar* does, is one where no other word does and no date in digits follows.
fn without_weekday(text: &str) -> &str {
    let Some((first, rest)) = text.split_once(' ') else { return text };
    let (first, rest) = (first.trim_end_matches(['.', ',']), rest.trim_start());
    let names_month = |word: &str| month(word.trim_end_matches(['.', ','])).is_some();
    let next = rest.split(' ').next().unwrap_or_default();
    let is_dated = next.split(['.', '/', '-']).filter(|part| !part.is_empty()).count() == 3;
    let is_day = begins_weekday(first) && (is_dated || rest.split([' ', '-']).any(names_month));
    if is_day { rest } else { text }
}

/// The month, from 0, that a word names or begins, if it can be one only.
fn month(word: &str) -> Option<usize> {
    const SHORTEST: usize = 3;
    if word.chars().count() < SHORTEST || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    months_beginning(word)
}

/// `GMT+1` as `+0100`.
fn offset(word: &str) -> Option<String> {
    let rest = word.strip_prefix("GMT").or_else(|| word.strip_prefix("UTC"))?;
    let (sign, digits) = rest.split_at_checked(1).unwrap_or(("+", "0"));
    let in_four = digits.split_at_checked(2).filter(|(_, minutes)| minutes.len() == 2 && !digits.contains(':'));
    let (hours, minutes) = in_four.or_else(|| digits.split_once(':')).unwrap_or((digits, "0"));
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    ["+", "-"].contains(&sign).then(|| format!("{sign}{hours:02}{minutes:02}"))
}

/// The month, from 0, that a word names or begins in some language, if it can be one only.
fn months_beginning(word: &str) -> Option<usize> {
    static MONTHS: LazyLock<Vec<(usize, String)>> = LazyLock::new(|| {
        let of = |language: &'static Language, list| language.list(list).map(spoken).enumerate();
        let in_language = |language| of(language, "months").chain(of(language, "months short"));
        LANGUAGES.iter().flat_map(in_language).collect()
    });
    let said = spoken(word);
    let mut found = MONTHS.iter().filter(|(_, name)| name.starts_with(&said)).map(|(at, _)| *at);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// Whether a word names a day of the week in some language, or begins its name.
fn begins_weekday(word: &str) -> bool {
    const SHORTEST: usize = 2;
    static WEEKDAYS: LazyLock<Vec<String>> = LazyLock::new(|| said("weekdays").collect());
    let said = spoken(word);
    said.chars().count() >= SHORTEST && WEEKDAYS.iter().any(|name| name.starts_with(&said))
}

/// Whether a part of a date is one of the little words that stand in dates and say nothing.
fn is_of_dates(part: &str) -> bool {
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| said("in dates").collect());
    let part = spoken(part);
    !part.is_empty() && WORDS.contains(&part)
}

/// The words of a list in every language, as they are spoken.
fn said(list: &'static str) -> impl Iterator<Item = String> {
    LANGUAGES.iter().chain([&*ELSEWHERE]).flat_map(move |language| language.list(list)).map(spoken)
}

#[cfg(test)]
mod tests {
    use super::in_english;

    #[test]
    fn months_and_zones_are_put_into_english() {
        let cases = [
            ("3 f\u{e9}vrier 2026", "3 Feb 2026"),
            ("5. M\u{e4}rz 2026", "5. Mar 2026"),
            ("14 juil. 2026", "14 Jul 2026"),
            ("2 de enero de 2026", "2 Jan 2026"),
            ("01-mag-2026", "01-May-2026"),
            ("10:15 AM GMT+1", "10:15 AM +0100"),
        ];
        for (text, english) in cases {
            assert_eq!(in_english(text).as_deref(), Some(english), "{text}");
        }
        for text in ["2026-01-05", "5 Jan 2026", "very good"] {
            assert_eq!(in_english(text), None, "{text}");
        }
    }
}

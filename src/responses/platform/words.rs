//! Header texts: blocks and items told apart, personal columns recognised.

use crate::label::fold;
use crate::label::without_markup;

/// `Stem [item]` as its two parts.
pub(super) fn bracketed(text: &str) -> Option<(String, String)> {
    let (stem, item) = text.strip_suffix(']')?.rsplit_once('[')?;
    let (stem, item) = (stem.trim(), item.trim());
    (!stem.is_empty() && !item.is_empty()).then(|| (stem.to_string(), item.to_string()))
}

/// A wording and everything that stands in brackets right behind it: `Stem [row][column]`.
pub(super) fn bracket_chain(text: &str) -> (String, Vec<String>) {
    let mut rest = text.trim();
    let mut inner = Vec::new();
    while let Some(at) = rest.strip_suffix(']').and_then(opening) {
        inner.insert(0, rest[at + 1..rest.len() - 1].trim().to_string());
        rest = &rest[..at];
        if !rest.ends_with(']') {
            break;
        }
    }
    (rest.trim().to_string(), inner)
}

/// The place of the bracket that opens what is closed behind this text; brackets within it belong to each other.
fn opening(body: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, letter) in body.char_indices().rev() {
        match letter {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// A header as it compares with the words of a platform: in small letters, tidy, with one kind of apostrophe.
pub(super) fn fold_header(header: &str) -> String {
    fold(&without_markup(header)).replace(['\u{2019}', '\u{2018}'], "'")
}

/// A header that a program has numbered to tell it from one before it, as that one and the number of the copy:
/// `How was it?.1` is `How was it?` a second time.
pub(super) fn numbered_copy(header: &str, all: &[String]) -> Option<(String, usize)> {
    let (first, number) = header.rsplit_once('.')?;
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit());
    let number: usize = number.parse().ok().filter(|number| is_number && *number > 0)?;
    let is_wording = first.contains(char::is_whitespace);
    (is_wording && all.iter().any(|other| other == first)).then(|| (first.to_string(), number + 1))
}

/// A wording with the number of its copy, before what stands in brackets behind it.
pub(super) fn with_number(text: &str, number: usize) -> String {
    let (stem, inner) = bracket_chain(text);
    if stem.is_empty() {
        return text.to_string();
    }
    let inner = if inner.is_empty() { String::new() } else { format!(" [{}]", inner.join("][")) };
    format!("{stem} ({number}){inner}")
}

/// `Stem - item` as its two parts, at the last dash.
pub(super) fn dashed(text: &str) -> Option<(String, String)> {
    let (stem, item) = text.rsplit_once(" - ")?;
    let (stem, item) = (stem.trim(), item.trim());
    (!stem.is_empty() && !item.is_empty()).then(|| (stem.to_string(), item.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{bracket_chain, bracketed, dashed, numbered_copy, with_number};

    #[test]
    fn blocks_and_items_are_told_apart() {
        let pair = |stem: &str, item: &str| Some((stem.to_string(), item.to_string()));
        assert_eq!(bracketed("How good? [The staff]"), pair("How good?", "The staff"));
        assert_eq!(bracketed("How good?"), None);
        assert_eq!(bracket_chain("How [x] good? [The staff [all]][Now]").1, ["The staff [all]", "Now"]);
        assert_eq!(bracket_chain("How good? [a] [b]"), ("How good? [a]".to_string(), vec!["b".to_string()]));
        assert_eq!(dashed("Last visit - staff - kindness"), pair("Last visit - staff", "kindness"));
    }

    #[test]
    fn copies_of_headers_are_told_by_number() {
        let all = ["How was it? [Food]", "How was it? [Food].1", "q1", "q1.1"].map(String::from);
        assert_eq!(numbered_copy(&all[1], &all), Some((all[0].clone(), 2)));
        assert_eq!(with_number(&all[0], 2), "How was it? (2) [Food]");
        // Codes of parts look the same.
        assert_eq!(numbered_copy(&all[3], &all), None);
        assert_eq!(numbered_copy("Version 2.1", &all), None);
    }
}

//! Cells that may hold several answers, taken apart at a separator.

use super::cells::Cell;
use super::draft::Column;
use crate::label::fold;
use std::collections::BTreeMap;

/// Separators, the surest one first.
const SEPARATORS: [Separator; 7] = [
    Separator::Sign("\n"),
    Separator::Sign(";"),
    Separator::Sign("|"),
    Separator::Sign(", "),
    Separator::Sign(","),
    Separator::TightComma,
    Separator::Sign(" / "),
];

/// What stands between two options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// This text, wherever it is.
    Sign(&'static str),
    /// A comma without a space behind it; one with a space belongs to an option.
    TightComma,
}

impl Separator {
    pub fn sign(self) -> &'static str {
        match self {
            Separator::Sign(sign) => sign,
            Separator::TightComma => ",",
        }
    }

    /// Whether a text has the sign of this separator, with spaces around it or without.
    pub fn may_stand_in(self, text: &str) -> bool {
        let sign = self.sign();
        text.contains(if sign == "\n" { sign } else { sign.trim() })
    }

    /// What follows the separator, if a text begins with it.
    fn after(self, text: &str) -> Option<&str> {
        let rest = text.strip_prefix(self.sign())?;
        (self != Separator::TightComma || !rest.starts_with(char::is_whitespace)).then_some(rest)
    }
}

/// The separators there are, the surest one first.
pub(super) fn separators() -> impl Iterator<Item = Separator> {
    SEPARATORS.into_iter()
}

/// The answers of a column with their line breaks.
pub(super) fn lines(column: &Column) -> Vec<Cell> {
    if !column.profile.values.iter().any(|(text, _)| text.contains('\n')) {
        return Vec::new();
    }
    let answers: BTreeMap<&str, &Cell> =
        column.cells.choices().into_iter().map(|cell| (cell.folded.as_str(), cell)).collect();
    let as_written = |(text, count): &(String, u64)| {
        let cell = answers.get(fold(text).as_str())?;
        Some(Cell { text: text.clone(), count: *count, ..(*cell).clone() })
    };
    column.profile.values.iter().filter_map(as_written).collect()
}

/// The parts of every cell, and in how many rows they stand.
pub(super) fn split(cells: &[&Cell], separator: Separator) -> Vec<(Vec<String>, u64)> {
    cells.iter().map(|cell| (parts(&cell.text, separator), cell.count)).collect()
}

/// A cell taken apart at the separators outside brackets.
pub(super) fn parts(text: &str, separator: Separator) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0usize;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some(after) = separator.after(rest).filter(|_| depth == 0) {
            parts.push(String::new());
            rest = after;
            continue;
        }
        depth = match letter {
            '(' | '[' => depth + 1,
            ')' | ']' => depth.saturating_sub(1),
            _ => depth,
        };
        parts.last_mut().into_iter().for_each(|part| part.push(letter));
        rest = &rest[letter.len_utf8()..];
    }
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Puts parts together that only ever occur after one another: they are one label with the separator in it. Two
/// options that people happened to choose together are told from it by the lower case of the second, or by how
/// many different answers they are in.
pub(super) fn merge(mut split: Vec<(Vec<String>, u64)>, separator: Separator) -> Vec<(Vec<String>, u64)> {
    const MOST_ROUNDS: usize = 8;
    for _ in 0..MOST_ROUNDS {
        let Some((first, second)) = inseparable(&split) else { break };
        for (parts, _) in &mut split {
            while let Some(at) = parts.windows(2).position(|pair| pair[0] == first && pair[1] == second) {
                let tail = parts.remove(at + 1);
                parts[at].push_str(separator.sign());
                parts[at].push_str(&tail);
            }
        }
    }
    split
}

fn inseparable(split: &[(Vec<String>, u64)]) -> Option<(String, String)> {
    const OFTEN: u64 = 4;
    let mut single: BTreeMap<&str, u64> = BTreeMap::new();
    let mut pairs: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for (parts, _) in split {
        for part in parts {
            *single.entry(part).or_default() += 1;
        }
        parts.windows(2).for_each(|pair| *pairs.entry((&pair[0], &pair[1])).or_default() += 1);
    }
    let lower =
        |text: &str| text.starts_with(char::is_lowercase) && text.contains(|letter: char| letter.is_alphabetic());
    let upper = |text: &str| text.starts_with(char::is_uppercase);
    let is_word = |text: &str| text.contains(char::is_alphabetic);
    let always = pairs.into_iter().find(|((first, second), together)| {
        let goes_on = lower(second) && upper(first) || *together >= OFTEN && is_word(first) && is_word(second);
        first != second && goes_on && single[first] == *together && single[second] == *together
    });
    always.map(|((first, second), _)| (first.to_owned(), second.to_owned()))
}

//! The unit behind or before a number, where it is the one that was asked for.

use super::number::{Numeral, number, plain};
use crate::label::{fold, tidy, tidy_cell};
use crate::language::{LANGUAGES, Language};
use std::sync::LazyLock;

/// A unit that answers may repeat.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// Its names, folded, the longest first.
    names: Vec<String>,
}

/// The names of one unit in all languages, folded.
struct Names {
    /// What the files of the languages call the unit.
    about: &'static str,
    /// How a definition calls it.
    usual: &'static str,
    all: Vec<String>,
}

/// Every unit that has names, in the order of the first language's file.
static SAME: LazyLock<Vec<Names>> = LazyLock::new(|| {
    let mut same: Vec<Names> = Vec::new();
    for section in LANGUAGES.iter().flat_map(Language::units) {
        let names = section.words().map(fold);
        if let Some(known) = same.iter_mut().find(|known| known.about == section.about) {
            known.all.extend(names);
        } else if let Some(usual) = section.words().next() {
            same.push(Names { about: section.about, usual, all: names.collect() });
        }
    }
    same
});

/// The units that have names, as a definition calls them.
pub fn units() -> impl Iterator<Item = &'static str> {
    SAME.iter().map(|names| names.usual)
}

/// The names of a unit in every language, folded.
pub(super) fn names_of(about: &str) -> impl Iterator<Item = &'static str> {
    SAME.iter().filter(move |names| names.about == about).flat_map(|names| &names.all).map(String::as_str)
}

impl Unit {
    /// The unit of a question; none for an empty one.
    #[must_use]
    pub fn new(unit: &str) -> Unit {
        let own = fold(unit);
        if own.is_empty() {
            return Unit::default();
        }
        let same = SAME.iter().find(|names| names.all.contains(&own));
        let mut names: Vec<String> = same.map(|names| names.all.clone()).unwrap_or_default();
        // Units are written in the plural, and answers of one in the singular.
        names.extend(own.strip_suffix('s').filter(|rest| !rest.is_empty()).map(String::from));
        names.push(own);
        names.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        names.dedup();
        Unit { names }
    }

    /// The number in a trimmed cell, with or without this unit.
    #[must_use]
    pub fn of_cell(&self, cell: &[u8]) -> Option<Numeral> {
        plain(cell).or_else(|| self.number(&tidy_cell(cell)))
    }

    /// A number, with or without this unit. Another unit makes it no number: whether it is the same amount nobody
    /// has said.
    #[must_use]
    pub fn number(&self, text: &str) -> Option<Numeral> {
        number(text).or_else(|| self.names.iter().find_map(|name| number(&without(&fold(text), name)?)))
    }
}

/// The number without its unit.
fn without(text: &str, unit: &str) -> Option<String> {
    if let Some(inside) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return Some(format!("({})", without(inside, unit)?));
    }
    if let Some(number) = text.trim_end_matches('.').strip_suffix(unit) {
        return Some(tidy(number));
    }
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    Some(format!("{sign}{}", tidy(rest.strip_prefix(unit)?)))
}

#[cfg(test)]
mod tests {
    use super::Unit;

    fn value(unit: &str, text: &str) -> Option<f64> {
        Unit::new(unit).number(text).map(|numeral| numeral.point)
    }

    #[test]
    fn the_unit_that_was_asked_for_may_be_repeated() {
        let read = [
            ("%", "50%", 50.0),
            ("percent", "12,5 %", 12.5),
            ("£", "£1,234.50", 1234.5),
            ("£", "-£5", -5.0),
            ("£", "(£5)", -5.0),
            ("£", "GBP 5", 5.0),
            ("EUR", "5,50 €", 5.5),
            ("EUR", "5,50 Euro", 5.5),
            ("minutes", "12 min", 12.0),
            ("minutes", "12 Min.", 12.0),
            ("kg", "3 kg", 3.0),
            ("kg", "3KG", 3.0),
            ("visits", "1 visit", 1.0),
            ("beds", "12 beds", 12.0),
            ("", "12", 12.0),
        ];
        for (unit, text, expected) in read {
            assert_eq!(value(unit, text), Some(expected), "{unit}: {text}");
        }
    }

    #[test]
    fn units_have_their_names_in_every_language() {
        let read = [
            ("minutes", "12 Minuten", 12.0),
            ("Minuten", "12 min", 12.0),
            ("Minuten", "12 Minuten", 12.0),
            ("minutes", "12 minuti", 12.0),
            ("minutes", "12 m", 12.0),
            ("Stunden", "1,5 Std.", 1.5),
            ("hours", "2 uur", 2.0),
            ("ore", "1 ora", 1.0),
            ("secondes", "30 s", 30.0),
            ("days", "3 jours", 3.0),
            ("Jahre", "1 Jahr", 1.0),
            ("years", "40 años", 40.0),
            ("kg", "80 chili", 80.0),
            ("Zentimeter", "180 cm", 180.0),
            ("%", "12,5 Prozent", 12.5),
            ("pour cent", "50 %", 50.0),
            ("%", "50 por ciento", 50.0),
        ];
        for (unit, text, expected) in read {
            assert_eq!(value(unit, text), Some(expected), "{unit}: {text}");
        }
    }

    #[test]
    fn any_other_unit_is_not_guessed_at() {
        let none = [
            ("", "50%"),
            ("", "£5"),
            ("£", "$5"),
            ("£", "5 €"),
            ("EUR", "5 £"),
            ("kg", "3 lb"),
            ("minutes", "2 h"),
            ("hours", "5 minutes"),
            ("Stunden", "5 Minuten"),
            ("years", "3 giorni"),
            ("kg", "kg"),
            ("%", "50% or so"),
            ("kg", "about 3 kg"),
        ];
        for (unit, text) in none {
            assert_eq!(value(unit, text), None, "{unit}: {text}");
        }
    }
}

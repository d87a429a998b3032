//! The unit behind or before a number, where it is the one that was asked for.

use super::{Numeral, number};
use crate::label::{fold, tidy};

/// A unit that answers may repeat.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// Its names, folded, the longest first.
    names: Vec<String>,
}

/// Names of one unit each.
const SAME: [&[&str]; 12] = [
    &["%", "percent", "per cent", "pct"],
    &["£", "gbp", "pound", "pounds", "pounds sterling"],
    &["$", "usd", "us$", "dollar", "dollars"],
    &["€", "eur", "euro", "euros"],
    &["¥", "jpy", "yen"],
    &["s", "sec", "secs", "second", "seconds"],
    &["m", "min", "mins", "minute", "minutes"],
    &["h", "hr", "hrs", "hour", "hours"],
    &["d", "day", "days"],
    &["y", "yr", "yrs", "year", "years"],
    &["kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"],
    &["cm", "cms", "centimetre", "centimetres", "centimeter", "centimeters"],
];

impl Unit {
    /// The unit of a question; none for an empty one.
    #[must_use]
    pub fn new(unit: &str) -> Unit {
        let own = fold(unit);
        if own.is_empty() {
            return Unit::default();
        }
        let same = SAME.iter().find(|names| names.contains(&own.as_str())).copied().unwrap_or_default();
        let mut names: Vec<String> = same.iter().map(ToString::to_string).collect();
        // Units are written in the plural, and answers of one in the singular.
        names.extend(own.strip_suffix('s').filter(|rest| !rest.is_empty()).map(String::from));
        names.push(own);
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.dedup();
        Unit { names }
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
            ("kg", "kg"),
            ("%", "50% or so"),
            ("kg", "about 3 kg"),
        ];
        for (unit, text) in none {
            assert_eq!(value(unit, text), None, "{unit}: {text}");
        }
    }
}

//! Lengths of time.

use super::number::{Numeral, Says, number};
use super::unit::names_of;
use foldhash::fast::FixedState;
use jiff::{SignedDuration, Span};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A length of time in seconds.
///
/// A plain number counts in `unit` seconds. `h:mm:ss` is what it says; two parts are `mm:ss`, or `h:mm` when the unit
/// is an hour or longer. `1h 20m`, `45 min`, `2 days`, `3 Stunden` and ISO 8601's `PT1H20M` are read too.
#[must_use]
pub fn length(text: &str, unit: u32) -> Option<Numeral> {
    if let Some(numeral) = number(text) {
        return Some(numeral.map(|value| value * f64::from(unit)));
    }
    let text = text.strip_prefix('\'').unwrap_or(text);
    let certain = |seconds: f64| Numeral::certain(seconds, Says::Nothing);
    if text.contains(':') {
        return clock(text, unit).map(certain);
    }
    if text.starts_with(['P', 'p']) {
        let span: Span = text.parse().ok()?;
        let duration = SignedDuration::try_from(span).ok()?;
        return Some(certain(duration.as_secs_f64()));
    }
    in_words(text)
}

/// `1:30` and `1:02:03.5`: below sixty a comma can only stand before decimals.
fn clock(text: &str, unit: u32) -> Option<f64> {
    const HOUR: u32 = 3600;
    let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let parts: Vec<f64> = whole.split(':').map(|part| digits(part.trim())).collect::<Option<_>>()?;
    let last = if decimals.is_empty() { 0.0 } else { digits(decimals).and(format!("0.{decimals}").parse().ok())? };
    if parts[1..].iter().any(|part| *part >= 60.0) {
        return None;
    }
    match parts.as_slice() {
        [hours, minutes, seconds] => Some(hours * 3600.0 + minutes * 60.0 + seconds + last),
        [hours, minutes] if unit >= HOUR => Some(hours * 3600.0 + (minutes + last) * 60.0),
        [minutes, seconds] => Some(minutes * 60.0 + seconds + last),
        _ => None,
    }
}

/// A number in digits alone.
fn digits(text: &str) -> Option<f64> {
    let sound = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| text.parse().ok()).flatten().filter(|value: &f64| value.is_finite())
}

/// `1h 20m`, `45 min`: numbers, each with a word for its unit.
fn in_words(text: &str) -> Option<Numeral> {
    let mut rest = text.trim_start();
    let mut total = Numeral::certain(0.0, Says::Nothing);
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ','))?;
        let value = number(&rest[..digits])?;
        rest = rest[digits..].trim_start();
        let word = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
        let unit = unit_seconds(&rest[..word])?;
        total = total.plus(value.map(|value| value * unit))?;
        rest = rest[word..].trim_start_matches(['.', ',', ' ']);
    }
    (total.point > 0.0 || text.starts_with('0')).then_some(total)
}

/// The names of units of time in every language, folded, with their lengths in seconds.
static UNITS: LazyLock<HashMap<&'static str, f64, FixedState>> = LazyLock::new(|| {
    let units = [("seconds", 1.0), ("minutes", 60.0), ("hours", 3600.0), ("days", 86_400.0)];
    units.into_iter().flat_map(|(unit, seconds)| names_of(unit).map(move |name| (name, seconds))).collect()
});

fn unit_seconds(word: &str) -> Option<f64> {
    UNITS.get(word.to_lowercase().as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::length;
    use crate::decode::Says;

    fn seconds(text: &str, unit: u32) -> Option<f64> {
        length(text, unit).map(|numeral| numeral.point)
    }

    #[test]
    fn lengths_of_time_are_read_in_many_forms() {
        let minutes = [
            ("20", 1200.0),
            ("1:30", 90.0),
            ("1:02:03", 3723.0),
            ("1:02:03,5", 3723.5),
            ("1:02.5", 62.5),
            ("1h 20m", 4800.0),
            ("45 min", 2700.0),
            ("45 min.", 2700.0),
            ("1.5h", 5400.0),
            ("1,5 h", 5400.0),
            ("90s", 90.0),
            ("'90", 5400.0),
            ("PT1H20M", 4800.0),
            ("2 hours, 5 minutes", 7500.0),
            ("12 Minuten", 720.0),
            ("1 Std. 20 Min.", 4800.0),
            ("1 heure 5 mn", 3900.0),
            ("2 jours", 172_800.0),
            ("1 d\u{ed}a, 2 horas", 93_600.0),
            ("1,5 uur", 5400.0),
            ("2 ore 10 minuti", 7800.0),
        ];
        for (text, expected) in minutes {
            assert_eq!(seconds(text, 60), Some(expected), "{text}");
        }
        assert_eq!(seconds("1:30", 3600), Some(5400.0));
        let none =
            ["soon", "1:75", "5 fortnights", "", ":", "nan:10", "inf:10", "1e2:10", "-1:30", "1,5h 2.5m", "1:3x"];
        for text in none {
            assert_eq!(seconds(text, 60), None, "{text}");
        }
        let either = length("1,500 h", 60).expect("a length");
        assert_eq!((either.point, either.comma), (5_400_000.0, 5400.0));
        assert!(matches!(either.says, Says::Either(_)));
    }
}

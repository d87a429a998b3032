//! Numbers, with everything that they can mean.

use crate::label::trim;

/// The mark before the decimals of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decimal {
    /// `1.5`; a comma stands between thousands.
    Point,
    /// `1,5`; a point stands between thousands.
    Comma,
}

/// A number as far as its cell alone tells what it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numeral {
    /// What it is if decimals stand behind a point.
    pub point: f64,
    /// What it is if decimals stand behind a comma.
    pub comma: f64,
    /// What it tells about the mark before decimals.
    pub says: Says,
}

/// What a cell tells about the mark before its decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// It has none, and no thousands set apart.
    Nothing,
    /// It can only have a decimal point: `1.5`, `1,234.5`, `1,234,567`.
    Point,
    /// It can only have a decimal comma: `1,5`, `0,873`, `1.234,5`, `1.234.567`.
    Comma,
    /// It has this mark, and three digits behind it: decimals, or the end of a number over a thousand.
    Either(Decimal),
}

/// Digits of a group between thousands separators.
const GROUP: usize = 3;

impl Numeral {
    /// A number that has one meaning only.
    #[must_use]
    pub const fn certain(value: f64, says: Says) -> Numeral {
        Numeral { point: value, comma: value, says }
    }

    /// The same in another unit.
    #[must_use]
    pub fn map(self, convert: impl Fn(f64) -> f64) -> Numeral {
        Numeral { point: convert(self.point), comma: convert(self.comma), ..self }
    }

    /// Both together; `None` when they are not written alike.
    #[must_use]
    pub fn plus(self, other: Numeral) -> Option<Numeral> {
        let says = match (self.says, other.says) {
            (one, Says::Nothing) => one,
            (Says::Nothing, other) => other,
            (one, other) if one == other => one,
            (Says::Either(_), sure @ (Says::Point | Says::Comma))
            | (sure @ (Says::Point | Says::Comma), Says::Either(_)) => sure,
            _ => return None,
        };
        Some(Numeral { point: self.point + other.point, comma: self.comma + other.comma, says })
    }
}

/// A number written in few digits with at most one mark, which is what most are.
#[must_use]
pub fn plain(cell: &[u8]) -> Option<Numeral> {
    const MOST_DIGITS: usize = 15; // a double holds them exactly, and so it does this power of ten
    let (negative, digits) = match cell {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.len() > MOST_DIGITS {
        return None;
    }
    let (mut value, mut mark) = (0u64, None);
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => value = value * 10 + u64::from(byte - b'0'),
            b'.' | b',' if mark.is_none() => mark = Some((at, *byte)),
            _ => return None,
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "fifteen digits fit")]
    let whole = if negative { -(value as f64) } else { value as f64 } + 0.0;
    let Some((before, mark)) = mark else {
        return (!digits.is_empty()).then_some(Numeral::certain(whole, Says::Nothing));
    };
    let after = digits.len() - before - 1;
    if before == 0 || after == 0 {
        return None;
    }
    let scale = 10f64.powi(i32::try_from(after).ok()?);
    Some(one_mark(mark, is_group(&digits[..before], after), whole / scale + 0.0, whole))
}

/// A number with one mark: what it is with decimals and, if it may be a thousand or more, without.
fn one_mark(mark: u8, may_be_thousands: bool, decimals: f64, thousands: f64) -> Numeral {
    match (mark, may_be_thousands) {
        (b'.', false) => Numeral::certain(decimals, Says::Point),
        (_, false) => Numeral::certain(decimals, Says::Comma),
        (b'.', true) => Numeral { point: decimals, comma: thousands, says: Says::Either(Decimal::Point) },
        (_, true) => Numeral { point: thousands, comma: decimals, says: Says::Either(Decimal::Comma) },
    }
}

/// Whether these digits, and so many behind a mark, may be a number over a thousand. `0,873` never is one.
fn is_group(before: &[u8], after: usize) -> bool {
    after == GROUP && is_first_group(before)
}

fn is_first_group(digits: &[u8]) -> bool {
    (1..=GROUP).contains(&digits.len()) && digits[0] != b'0'
}

/// A finite number as people and spreadsheets write it.
///
/// Thousands may be set apart by a comma, a point, a space of any kind (also U+00A0, U+2009, U+202F) or an
/// apostrophe, always in groups of three digits; decimals stand behind a point or a comma; a minus may be a hyphen,
/// U+2212 or, as accountants write it, brackets; an apostrophe in front is what keeps spreadsheets from reading a
/// number. Whatever else there is makes it no number.
#[must_use]
pub fn number(text: &str) -> Option<Numeral> {
    let text = std::str::from_utf8(trim(text.as_bytes())).ok()?;
    let text = text.strip_prefix('\'').unwrap_or(text);
    let (negative, unsigned) = sign(text)?;
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent).filter(|exponent| is_exponent(exponent))?),
        None => (unsigned, "0"),
    };
    let numeral = mantissa_of(mantissa, exponent)?;
    let factor = if negative { -1.0 } else { 1.0 };
    let finite = numeral.point.is_finite() && numeral.comma.is_finite();
    let signed = |value: f64| value * factor + 0.0; // never −0
    finite.then(|| Numeral { point: signed(numeral.point), comma: signed(numeral.comma), ..numeral })
}

/// Whether a number is negative, and the rest of it.
fn sign(text: &str) -> Option<(bool, &str)> {
    if let Some(inside) = text.strip_prefix('(') {
        return Some((true, inside.strip_suffix(')')?.trim()));
    }
    let minus = ['-', '\u{2212}', '\u{FE63}', '\u{FF0D}'];
    Some(text.strip_prefix(minus).map_or_else(|| (false, text.strip_prefix('+').unwrap_or(text)), |rest| (true, rest)))
}

fn is_exponent(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    (1..=GROUP).contains(&digits.len()) && are_digits(digits)
}

fn are_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What stands before the exponent.
fn mantissa_of(text: &str, exponent: &str) -> Option<Numeral> {
    let value = |whole: &str, decimals: &str| format!("{whole}.{decimals}e{exponent}").parse::<f64>().ok();
    let points = text.bytes().filter(|byte| *byte == b'.').count();
    let commas = text.bytes().filter(|byte| *byte == b',').count();
    let last = text.rfind(['.', ',']);
    // Where the other way of setting thousands apart is used, a mark can only stand before decimals.
    if text.contains(is_separator) || points > 0 && commas > 0 {
        let (whole, mark, decimals) = match last {
            Some(at) => (&text[..at], Some(text.as_bytes()[at]), &text[at + 1..]),
            None => (text, None, ""),
        };
        let whole = without_groups(whole)?;
        let says = match mark {
            None => Says::Nothing,
            Some(b'.') => Says::Point,
            Some(_) => Says::Comma,
        };
        let sound = are_digits(decimals) && (mark.is_none() || !decimals.is_empty());
        return sound.then(|| value(&whole, decimals)).flatten().map(|value| Numeral::certain(value, says));
    }
    let Some(last) = last else {
        return (!text.is_empty() && are_digits(text)).then(|| value(text, "0"))?.map(certain);
    };
    let mark = text.as_bytes()[last];
    if points + commas > 1 {
        let says = if mark == b'.' { Says::Comma } else { Says::Point };
        return value(&without_groups(text)?, "0").map(|value| Numeral::certain(value, says));
    }
    let (whole, decimals) = (&text[..last], &text[last + 1..]);
    if !are_digits(whole) || !are_digits(decimals) || whole.is_empty() && decimals.is_empty() {
        return None;
    }
    if decimals.is_empty() {
        return (mark == b'.').then(|| value(whole, "0"))?.map(certain); // `5.` is 5; `5,` may be part of a list
    }
    let may_be_thousands = is_group(whole.as_bytes(), decimals.len()) && exponent == "0";
    let thousands = value(&format!("{whole}{decimals}"), "0")?;
    Some(one_mark(mark, may_be_thousands, value(whole, decimals)?, thousands))
}

const fn certain(value: f64) -> Numeral {
    Numeral::certain(value, Says::Nothing)
}

/// Spaces and apostrophes between thousands.
fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\'' | '\u{2019}' | '\u{2BC}')
}

/// The digits of a number that is set apart in groups of three by one kind of separator.
fn without_groups(text: &str) -> Option<String> {
    let separator = text.chars().find(|letter| !letter.is_ascii_digit());
    let Some(separator) = separator else { return are_digits(text).then(|| text.to_string()) };
    let mut groups = text.split(separator);
    let sound = groups.next().is_some_and(|first| are_digits(first) && is_first_group(first.as_bytes()))
        && groups.all(|group| group.len() == GROUP && are_digits(group));
    (sound && (is_separator(separator) || matches!(separator, '.' | ','))).then(|| text.replace(separator, ""))
}

#[cfg(test)]
mod tests {
    use super::{Numeral, Says, number, plain};
    use crate::decode::{Decimal, Manner};

    /// What a cell is with a decimal point, with a decimal comma, and when nobody can tell.
    fn readings(text: &str) -> [Option<f64>; 3] {
        let numeral = number(text);
        let manners = [Manner::Found(Decimal::Point), Manner::Found(Decimal::Comma), Manner::Undecided];
        manners.map(|manner| numeral.and_then(|numeral| manner.value(numeral)))
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let certain = [
            ("12", 12.0),
            ("-3.5", -3.5),
            ("+7", 7.0),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1,54", 1.54),
            ("0,873", 0.873),
            ("00,873", 0.873),
            ("0.873", 0.873),
            ("1234,567", 1234.567),
            ("1234.567", 1234.567),
            ("12,3456", 12.3456),
            ("1,234,567", 1_234_567.0),
            ("1.234.567", 1_234_567.0),
            ("1.234.567,89", 1_234_567.89),
            ("1 234,5", 1234.5),
            ("1 234,567", 1234.567),
            ("12 345 678", 12_345_678.0),
            ("1\u{A0}234,5", 1234.5),
            ("1\u{202F}234,5", 1234.5),
            ("1\u{2009}234.5", 1234.5),
            ("1'234.50", 1234.5),
            ("1\u{2019}234\u{2019}567", 1_234_567.0),
            ("'12", 12.0),
            ("'-12,5", -12.5),
            ("\u{2212}12.5", -12.5),
            ("(12.50)", -12.5),
            ("(1,234.5)", -1234.5),
            (".5", 0.5),
            (",5", 0.5),
            ("5.", 5.0),
            ("1e3", 1000.0),
            ("1.234e3", 1234.0),
            ("1,5E-1", 0.15),
            ("\u{A0} 12 \u{A0}", 12.0),
            ("12345678901234567890", 12_345_678_901_234_567_890.0),
        ];
        for (text, value) in certain {
            assert_eq!(readings(text), [Some(value); 3], "{text}");
        }
        assert!(number("-0").is_some_and(|numeral| numeral.point.is_sign_positive()));
    }

    #[test]
    fn three_digits_behind_one_mark_may_be_a_thousand() {
        let either = [
            ("1,234", 1234.0, 1.234),
            ("3.125", 3.125, 3125.0),
            ("-12,500", -12500.0, -12.5),
            ("(999.000)", -999.0, -999_000.0),
        ];
        for (text, point, comma) in either {
            assert_eq!(readings(text), [Some(point), Some(comma), None], "{text}");
        }
        let declared = |text: &str, decimal| number(text).and_then(|numeral| Manner::Declared(decimal).value(numeral));
        assert_eq!(
            ["1,5", "1.234", "1.5", "12"].map(|text| declared(text, Decimal::Comma)),
            [Some(1.5), Some(1234.0), None, Some(12.0)]
        );
        assert_eq!(
            ["1,5", "1,234", "0,873", "1.5"].map(|text| declared(text, Decimal::Point)),
            [None, Some(1234.0), None, Some(1.5)]
        );
    }

    #[test]
    fn what_may_be_something_else_is_no_number() {
        let none = [
            "",
            "-",
            "'",
            ",",
            ".",
            "12 apples",
            "1,2,3",
            "1.2.3",
            "nan",
            "inf",
            "1e999",
            "1 2",
            "1 2345",
            "1234 567",
            "--1",
            "1,23,456",
            "0,123,456",
            "1,234.567,8",
            "1.234 567",
            "1 234'567",
            "5,",
            "(5",
            "5)",
            "50%",
            "$5",
            "12 min",
            "1e",
            "e3",
            "1,234,567e3x",
            "31.12.2026",
            "12:30",
            "1 ,5",
            "- 5",
            "5-",
            "\u{FF11}\u{FF12}",
        ];
        for text in none {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn the_quick_way_agrees_with_the_other() {
        let parts = ["", "0", "7", "12", "123", "1234", "000", "0120", "99999999"];
        let behind = parts.iter().flat_map(|part| ["", ".", ","].map(|mark| format!("{mark}{part}")));
        let cells = behind.flat_map(|behind| parts.map(|whole| format!("{whole}{behind}")));
        for text in cells.flat_map(|cell| [format!("-{cell}"), cell]) {
            if let Some(quick) = plain(text.as_bytes()) {
                assert_eq!(Some(quick), number(&text), "{text}");
            }
        }
        assert_eq!(plain(b"12.5"), Some(Numeral::certain(12.5, Says::Point)));
        for text in ["", "-", ".5", "5.", "1.2.3", "1 234", "12345678901234567", "1e3"] {
            assert_eq!(plain(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn numbers_written_unlike_do_not_add_up() {
        let sum =
            |one: &str, other: &str| number(one)?.plus(number(other)?).map(|sum| (sum.point, sum.comma, sum.says));
        assert_eq!(sum("1,234", "0,5"), Some((1234.5, 1.734, Says::Comma)));
        assert_eq!(sum("2", "1.5"), Some((3.5, 3.5, Says::Point)));
        assert_eq!(sum("1,5", "1.5"), None);
        assert_eq!(sum("1,234", "1.234"), None);
    }
}

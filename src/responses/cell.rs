//! One cell as a number, a length of time or a day.

use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

/// Characters of a date in ISO 8601.
const DATE_LENGTH: usize = 10;

/// A finite number as people and spreadsheets write it.
///
/// `1234.5`, `1,234.5`, `1.234,5`, `1 234,5` and `1,5` are read; `1,234` is one thousand two hundred and
/// thirty-four, because three digits after a single comma are a thousand more often than not.
pub(super) fn number(text: &str) -> Option<f64> {
    let compact: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_plain = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ',' | 'e' | 'E');
    if compact.is_empty() || !compact.chars().all(is_plain) || !spaces_group_thousands(text) {
        return None;
    }
    let plain = match (compact.rfind(','), compact.rfind('.')) {
        (None, _) => compact,
        (Some(comma), Some(point)) if comma < point => without_groups(&compact, ',', '.')?,
        (Some(_), Some(_)) => without_groups(&compact, '.', ',')?.replace(',', "."),
        (Some(_), None) => match without_groups(&compact, ',', '.') {
            Some(grouped) => grouped,
            None if compact.matches(',').count() == 1 => compact.replace(',', "."),
            None => return None,
        },
    };
    plain.parse().ok().filter(|value: &f64| value.is_finite()).map(|value| value + 0.0)
}

/// A number written in digits alone, which is what most are.
pub(super) fn whole(cell: &[u8]) -> Option<f64> {
    const MOST_DIGITS: usize = 15;
    if cell.is_empty() || cell.len() > MOST_DIGITS {
        return None;
    }
    let mut value = 0u64;
    for byte in cell {
        value = value * 10 + u64::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    #[expect(clippy::cast_precision_loss, reason = "fifteen digits fit")]
    Some(value as f64)
}

/// Spaces inside a number may only stand before groups of three digits.
fn spaces_group_thousands(text: &str) -> bool {
    let mut parts = text.split_whitespace();
    parts.next();
    parts.all(|part| part.len() >= 3 && part.as_bytes()[..3].iter().all(u8::is_ascii_digit))
}

/// The number without its thousands separators, if they stand where they should.
fn without_groups(text: &str, group: char, point: char) -> Option<String> {
    let whole = text.split(point).next()?.trim_start_matches(['+', '-']);
    let mut groups = whole.split(group);
    let first = groups.next()?;
    let sound = (1..=3).contains(&first.len()) && groups.all(|digits| digits.len() == 3);
    sound.then(|| text.chars().filter(|letter| *letter != group).collect())
}

/// A length of time in seconds.
///
/// A plain number counts in `unit` seconds. `h:mm:ss` is what it says; two parts are `mm:ss`, or `h:mm`
/// when the unit is an hour or longer. `1h 20m`, `45 min`, `2 days` and ISO 8601's `PT1H20M` are read too.
pub(super) fn seconds(text: &str, unit: u32) -> Option<f64> {
    if let Some(value) = number(text) {
        return Some(value * f64::from(unit));
    }
    if text.contains(':') {
        return clock(text, unit);
    }
    if text.starts_with(['P', 'p']) {
        let span: Span = text.parse().ok()?;
        let duration = SignedDuration::try_from(span).ok()?;
        return Some(duration.as_secs_f64());
    }
    in_words(text)
}

fn clock(text: &str, unit: u32) -> Option<f64> {
    const HOUR: u32 = 3600;
    let parts: Vec<f64> = text.split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    if parts.iter().any(|part| *part < 0.0) || parts[1..].iter().any(|part| *part >= 60.0) {
        return None;
    }
    match parts.as_slice() {
        [hours, minutes, seconds] => Some(hours * 3600.0 + minutes * 60.0 + seconds),
        [hours, minutes] if unit >= HOUR => Some(hours * 3600.0 + minutes * 60.0),
        [minutes, seconds] => Some(minutes * 60.0 + seconds),
        _ => None,
    }
}

/// `1h 20m`, `45 min`: numbers, each with a word for its unit.
fn in_words(text: &str) -> Option<f64> {
    let mut rest = text.trim_start();
    let mut total = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ','))?;
        let value = number(&rest[..digits])?;
        rest = rest[digits..].trim_start();
        let word = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
        total += value * unit_seconds(&rest[..word])?;
        rest = rest[word..].trim_start_matches(['.', ',', ' ']);
    }
    (total > 0.0 || text.starts_with('0')).then_some(total)
}

fn unit_seconds(word: &str) -> Option<f64> {
    match word.to_lowercase().as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => Some(1.0),
        "m" | "min" | "mins" | "minute" | "minutes" => Some(60.0),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(3600.0),
        "d" | "day" | "days" => Some(86_400.0),
        _ => None,
    }
}

/// How dates are written, and whose calendar days are meant.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    format: Option<String>,
    zone: Option<TimeZone>,
}

impl Calendar {
    /// `zone` is an IANA name; a definition has been checked to name one that exists.
    pub(super) fn new(format: Option<&str>, zone: Option<&str>) -> Calendar {
        let zone = zone.and_then(|name| TimeZone::get(name).ok());
        Calendar { format: format.map(String::from), zone }
    }

    /// The calendar day that a cell names.
    ///
    /// By the declared format, else ISO 8601 with or without a time. A time with an offset is taken to the
    /// calendar's zone first; one without is a local time already.
    pub(super) fn day(&self, text: &str) -> Option<Date> {
        match &self.format {
            Some(format) => self.by_format(format, text),
            None => self.iso(text),
        }
    }

    /// The part of a cell that its day depends on: of a plain local time the date, else all of it.
    pub(super) fn dated_part<'a>(&self, cell: &'a [u8]) -> &'a [u8] {
        match cell.split_at_checked(DATE_LENGTH) {
            Some((date, time)) if self.format.is_none() && is_plain_time(time) => date,
            _ => cell,
        }
    }

    /// The second that a cell names, counted from 1970. Two cells without an offset are of one zone.
    pub(super) fn second(&self, text: &str) -> Option<f64> {
        let local = |time: DateTime| Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp());
        let instant = match &self.format {
            Some(format) => {
                let parsed = BrokenDownTime::parse(format, text).ok()?;
                parsed.to_timestamp().ok().or_else(|| local(parsed.to_datetime().ok()?))
            }
            None => text.parse().ok().or_else(|| local(text.parse().ok()?)),
        };
        Some(instant?.as_duration().as_secs_f64())
    }

    fn by_format(&self, format: &str, text: &str) -> Option<Date> {
        let parsed = BrokenDownTime::parse(format, text).ok()?;
        match parsed.to_timestamp() {
            Ok(instant) => Some(self.local_day(instant)),
            Err(_) => parsed.to_date().ok(),
        }
    }

    fn iso(&self, text: &str) -> Option<Date> {
        if text.len() == DATE_LENGTH {
            return text.parse::<Date>().ok();
        }
        match text.parse::<Timestamp>() {
            Ok(instant) => Some(self.local_day(instant)),
            Err(_) => text.parse::<DateTime>().ok().map(DateTime::date),
        }
    }

    fn local_day(&self, instant: Timestamp) -> Date {
        instant.to_zoned(self.zone.clone().unwrap_or(TimeZone::UTC)).date()
    }
}

/// Whether what follows a date is a time of day to the second, with nothing behind it: ` 09:30:00`.
fn is_plain_time(text: &[u8]) -> bool {
    let [b' ' | b'T', hour @ .., b':', minute_1, minute_2, b':', second_1, second_2] = text else { return false };
    let below_sixty = |tens: &u8, ones: &u8| (b'0'..b'6').contains(tens) && ones.is_ascii_digit();
    let is_hour = matches!(hour, [b'0' | b'1', b'0'..=b'9'] | [b'2', b'0'..=b'3']);
    is_hour && below_sixty(minute_1, minute_2) && below_sixty(second_1, second_2)
}

#[cfg(test)]
mod tests {
    use super::{Calendar, number, seconds};

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read = [
            ("12", 12.0),
            ("-3.5", -3.5),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1 234,5", 1234.5),
            ("1,54", 1.54),
            ("1,234", 1234.0),
            ("1,234,567", 1_234_567.0),
            ("1e3", 1000.0),
        ];
        for (text, value) in read {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in ["", "12 apples", "1,2,3", "nan", "inf", "1e999", "1 2", "--1"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert!(number("-0").is_some_and(f64::is_sign_positive));
    }

    #[test]
    fn lengths_of_time_are_read_in_many_forms() {
        let minutes = [
            ("20", 1200.0),
            ("1:30", 90.0),
            ("1:02:03", 3723.0),
            ("1h 20m", 4800.0),
            ("45 min", 2700.0),
            ("90s", 90.0),
            ("PT1H20M", 4800.0),
            ("2 hours, 5 minutes", 7500.0),
        ];
        for (text, expected) in minutes {
            assert_eq!(seconds(text, 60), Some(expected), "{text}");
        }
        assert_eq!(seconds("1:30", 3600), Some(5400.0));
        for text in ["soon", "1:75", "5 fortnights", "", ":"] {
            assert_eq!(seconds(text, 60), None, "{text}");
        }
    }

    #[test]
    fn the_dated_part_of_a_plain_time_decides_its_day() {
        let calendar = Calendar::new(None, Some("Europe/London"));
        for plain in ["2026-07-01 00:00:00", "2026-07-01T23:59:59"] {
            assert_eq!(calendar.dated_part(plain.as_bytes()), b"2026-07-01");
            assert_eq!(calendar.day(plain), calendar.day("2026-07-01"), "{plain}");
        }
        for other in ["2026-07-01", "2026-07-01T23:59:59Z", "2026-07-01 24:00:00", "2026-07-01 23:60:00", "1/7/2026"] {
            assert_eq!(calendar.dated_part(other.as_bytes()), other.as_bytes());
        }
        assert_eq!(Calendar::new(Some("%Y-%m-%d %H:%M:%S"), None).dated_part(b"2026-07-01 00:00:00").len(), 19);
    }

    #[test]
    fn days_are_read_by_format_and_in_the_survey_zone() {
        let london = Calendar::new(None, Some("Europe/London"));
        let day = |calendar: &Calendar, text: &str| calendar.day(text).map(|day| day.to_string());
        assert_eq!(day(&london, "2026-03-01").as_deref(), Some("2026-03-01"));
        assert_eq!(day(&london, "2026-07-01T23:30:00Z").as_deref(), Some("2026-07-02"));
        assert_eq!(day(&london, "2026-07-01 23:30").as_deref(), Some("2026-07-01"));
        assert_eq!(day(&london, "2026-07-01 23:30:00+01:00").as_deref(), Some("2026-07-01"));
        assert_eq!(day(&london, "Oct-49"), None);
        let iso = Calendar::new(None, None);
        let gap = |from: &str, to: &str| Some(iso.second(to)? - iso.second(from)?);
        assert_eq!(gap("2026-03-01 10:00:00", "2026-03-01 10:01:30"), Some(90.0));
        assert_eq!(gap("2026-03-01T10:00:00Z", "2026-03-01T10:00:00+01:00"), Some(-3600.0));
        let british = Calendar::new(Some("%d/%m/%Y %H:%M"), None);
        assert_eq!(day(&british, "08/11/2021 17:05").as_deref(), Some("2021-11-08"));
        assert_eq!(day(&british, "31/02/2021 17:05"), None);
    }
}

//! One cell as a day or a point in time.

use super::counted::{Counted, Moment};
use super::english::in_english;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;

/// Characters of a date in ISO 8601.
const DATE_LENGTH: usize = 10;

/// How dates are written, and whose calendar days are meant.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// In strftime notation.
    format: Option<String>,
    /// What numbers count that stand for dates.
    counted: Option<Counted>,
    zone: Option<TimeZone>,
}

impl Calendar {
    /// `zone` is an IANA name; a definition has been checked to name one that exists.
    #[must_use]
    pub fn new(format: Option<&str>, zone: Option<&str>) -> Calendar {
        let zone = zone.and_then(|name| TimeZone::get(name).ok());
        Calendar { format: format.map(String::from), counted: format.and_then(Counted::named), zone }
    }

    /// The calendar day that a cell names.
    ///
    /// By the declared format, else ISO 8601 with or without a time. A time with an offset is taken to the
    /// calendar's zone first; one without is a local time already.
    #[must_use]
    pub fn day(&self, text: &str) -> Option<Date> {
        match (&self.format, self.counted) {
            (_, Some(counted)) => Some(match counted.read(text)? {
                Moment::Local(time) => time.date(),
                Moment::Instant(instant) => self.local_day(instant),
            }),
            (Some(format), None) => self.by_format(format, text),
            (None, None) => self.iso(text),
        }
    }

    /// The hour of the day that a cell names, from 0 to 23; `None` where it names a day alone. In the numbers of a
    /// spreadsheet a day alone is midnight.
    #[must_use]
    pub fn hour(&self, text: &str) -> Option<i8> {
        let local = |time: DateTime| Some(time.hour()).filter(|_| time.time() != Time::midnight());
        match (&self.format, self.counted) {
            (_, Some(counted)) => match counted.read(text)? {
                Moment::Local(time) => local(time),
                Moment::Instant(instant) => Some(self.local(instant).hour()),
            },
            (Some(format), None) => {
                let parsed = parse(format, text)?;
                let hour = || parsed.hour().and(parsed.to_time().ok()).map(Time::hour);
                parsed.to_timestamp().map_or_else(|_| hour(), |instant| Some(self.local(instant).hour()))
            }
            (None, None) if text.len() <= DATE_LENGTH => None,
            (None, None) => match text.parse::<Timestamp>() {
                Ok(instant) => Some(self.local(instant).hour()),
                Err(_) => text.parse::<DateTime>().ok().map(DateTime::hour),
            },
        }
    }

    /// The part of a cell that its day depends on: of a plain local time the date, else all of it.
    #[must_use]
    pub fn dated_part<'a>(&self, cell: &'a [u8]) -> &'a [u8] {
        match cell.split_at_checked(DATE_LENGTH) {
            Some((date, time)) if self.format.is_none() && is_plain_time(time) => date,
            _ => cell,
        }
    }

    /// The second that a cell names, counted from 1970. Two cells without an offset are of one zone.
    #[must_use]
    pub fn second(&self, text: &str) -> Option<f64> {
        let local = |time: DateTime| Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp());
        let instant = match (&self.format, self.counted) {
            (_, Some(counted)) => match counted.read(text)? {
                Moment::Local(time) => local(time),
                Moment::Instant(instant) => Some(instant),
            },
            (Some(format), None) => {
                let parsed = parse(format, text)?;
                parsed.to_timestamp().ok().or_else(|| local(parsed.to_datetime().ok()?))
            }
            (None, None) => text.parse().ok().or_else(|| local(text.parse().ok()?)),
        };
        Some(instant?.as_duration().as_secs_f64())
    }

    fn by_format(&self, format: &str, text: &str) -> Option<Date> {
        let parsed = parse(format, text)?;
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
        self.local(instant).date()
    }

    fn local(&self, instant: Timestamp) -> DateTime {
        instant.to_zoned(self.zone.clone().unwrap_or(TimeZone::UTC)).datetime()
    }
}

/// A date by its format; its month may be in another language than English.
fn parse(format: &str, text: &str) -> Option<BrokenDownTime> {
    let parsed = BrokenDownTime::parse(format, text);
    parsed.or_else(|error| in_english(text).map_or(Err(error), |text| BrokenDownTime::parse(format, text))).ok()
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
    use super::Calendar;

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
        let hours = ["2026-07-01T23:30:00Z", "2026-07-01 23:30", "2026-07-01"].map(|text| london.hour(text));
        assert_eq!(hours, [Some(0), Some(23), None]);
        let iso = Calendar::new(None, None);
        let gap = |from: &str, to: &str| Some(iso.second(to)? - iso.second(from)?);
        assert_eq!(gap("2026-03-01 10:00:00", "2026-03-01 10:01:30"), Some(90.0));
        assert_eq!(gap("2026-03-01T10:00:00Z", "2026-03-01T10:00:00+01:00"), Some(-3600.0));
        let british = Calendar::new(Some("%d/%m/%Y %H:%M"), None);
        assert_eq!(day(&british, "08/11/2021 17:05").as_deref(), Some("2021-11-08"));
        assert_eq!(day(&british, "31/02/2021 17:05"), None);
        assert_eq!(british.hour("08/11/2021 17:05"), Some(17));
        assert_eq!(Calendar::new(Some("%d/%m/%Y"), None).hour("08/11/2021"), None);
        assert_eq!(Calendar::new(Some("%d/%m/%Y %I:%M %p"), None).hour("08/11/2021 05:05 PM"), Some(17));
    }
}

//! Points in time that are written as one number: what spreadsheets and computers keep where people write a date.

use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// What such a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Days since the end of 1899, with the time of day behind the point, as Excel does it from March 1900 on.
    Excel,
    /// Seconds since the beginning of 1970 in Greenwich.
    Unix,
    /// A thousand times as many.
    UnixMilliseconds,
}

/// A point in time: on whatever clock hung on the wall, or on every clock at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A local time of no known zone.
    Local(DateTime),
    /// A time of all zones.
    Instant(Timestamp),
}

/// Seconds of a day.
const DAY: f64 = 86_400.0;

impl Counted {
    /// Every way to count.
    pub const ALL: [Counted; 3] = [Counted::Excel, Counted::Unix, Counted::UnixMilliseconds];

    /// What it is called as the format of a date.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Counted::Excel => "excel",
            Counted::Unix => "unix",
            Counted::UnixMilliseconds => "unix_ms",
        }
    }

    /// The way to count that is called so.
    #[must_use]
    pub fn named(name: &str) -> Option<Counted> {
        Counted::ALL.into_iter().find(|counted| counted.name() == name)
    }

    /// The point in time that a number stands for; decimals are behind a point or a comma. `None` for anything else,
    /// and for what lies beyond the year 9999.
    #[must_use]
    pub fn read(self, text: &str) -> Option<Moment> {
        let is_plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
        let number: f64 = Some(text).filter(|text| text.bytes().all(is_plain))?.replace(',', ".").parse().ok()?;
        match self {
            Counted::Excel => excel(number).map(Moment::Local),
            Counted::Unix => instant(number * 1000.0),
            Counted::UnixMilliseconds => instant(number),
        }
    }

    /// The number that stands for a time, which is one in Greenwich.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of any year that can be written are below 2^53")]
    pub fn write(self, time: DateTime) -> String {
        let Ok(zoned) = time.to_zoned(TimeZone::UTC) else { return String::new() };
        let milliseconds = zoned.timestamp().as_millisecond();
        match self {
            Counted::Excel => {
                let since = epoch().to_zoned(TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_millisecond());
                format!("{:.5}", (milliseconds - since) as f64 / 1000.0 / DAY)
            }
            Counted::Unix => (milliseconds / 1000).to_string(),
            Counted::UnixMilliseconds => milliseconds.to_string(),
        }
    }
}

/// Where Excel would begin had it not taken 1900 for a leap year.
fn epoch() -> DateTime {
    date(1899, 12, 30).at(0, 0, 0, 0)
}

/// The time of a number of days, to the second.
#[expect(clippy::cast_possible_truncation, reason = "a number in bounds, and whole")]
fn excel(days: f64) -> Option<DateTime> {
    const FROM_MARCH_1900: f64 = 61.0;
    const TO_9999: f64 = 2_958_466.0;
    let seconds = (days * DAY).round();
    let is_sound = (FROM_MARCH_1900..TO_9999).contains(&days);
    is_sound.then(|| epoch().checked_add((seconds as i64).seconds()).ok()).flatten()
}

#[expect(clippy::cast_possible_truncation, reason = "jiff refuses what is out of its bounds, and a cut number is")]
fn instant(milliseconds: f64) -> Option<Moment> {
    Timestamp::from_millisecond(milliseconds.round() as i64).ok().map(Moment::Instant)
}

#[cfg(test)]
mod tests {
    use super::{Counted, Moment};
    use jiff::civil::date;

    fn read(counted: Counted, text: &str) -> Option<String> {
        counted.read(text).map(|moment| match moment {
            Moment::Local(time) => time.to_string(),
            Moment::Instant(instant) => instant.to_string(),
        })
    }

    #[test]
    fn counted_times_are_read() {
        assert_eq!(read(Counted::Excel, "46113.427").as_deref(), Some("2026-04-01T10:14:53"));
        assert_eq!(read(Counted::Excel, "46113,5").as_deref(), Some("2026-04-01T12:00:00"));
        assert_eq!(read(Counted::Excel, "46113").as_deref(), Some("2026-04-01T00:00:00"));
        assert_eq!(read(Counted::Unix, "1775037300").as_deref(), Some("2026-04-01T09:55:00Z"));
        assert_eq!(read(Counted::UnixMilliseconds, "1775037300000").as_deref(), Some("2026-04-01T09:55:00Z"));
        for text in ["", "-5", "5", "1.2.3", "today", "99999999999", "1e5", "inf", "NaN"] {
            assert_eq!(Counted::Excel.read(text), None, "{text}");
        }
        for text in ["", "999999999999999999999", "now"] {
            assert_eq!(Counted::Unix.read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let time = date(2026, 4, 1).at(9, 55, 0, 0);
        for counted in Counted::ALL {
            assert_eq!(Counted::named(counted.name()), Some(counted));
            assert_eq!(
                read(counted, &counted.write(time)).map(|text| text[..19].to_owned()).as_deref(),
                Some("2026-04-01T09:55:00")
            );
        }
    }
}

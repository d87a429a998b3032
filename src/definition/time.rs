//! Time zones and date formats, checked before any response is read.

use super::given::{Key, Text};
use super::read::slip;
use super::source::Notes;
use crate::decode::Counted;
use crate::diagnostic::named;
use jiff::civil::datetime;
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::tz::{self, TimeZone};

/// A time zone's name, if it is one.
pub(super) fn timezone(key: &Key<Text>, notes: &Notes) -> Option<String> {
    let (name, mark) = key.marked()?;
    if TimeZone::get(name).is_ok() {
        return Some(name.to_string());
    }
    let known: Vec<String> = tz::db().available().map(|zone| zone.to_string()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let help = slip(name, &known).map_or_else(
        || "write it like `Europe/London`: continent, slash, city".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    notes.fault(mark, format!("there is no time zone {}", named(name)), help);
    None
}

/// A date format, if a day can be read back with it; or what numbers count that stand for dates.
pub(super) fn date_format(key: &Key<Text>, notes: &Notes) -> Option<String> {
    let (format, mark) = key.marked()?;
    if Counted::named(format).is_some() {
        return Some(format.to_string());
    }
    let fault = |message: String| {
        let help = "day, month and year are `%d`, `%m` (or `%b` for Jan) and `%Y`: 31/12/2026 is `%d/%m/%Y`, and `%H:%M` is the time";
        notes.fault(mark, message, help);
    };
    match reads_back(format) {
        Ok(true) => return Some(format.to_string()),
        Ok(false) => fault(format!("the format {} does not give a day, a month and a year", named(format))),
        Err(error) => fault(format!("{} is not a date format: {error}", named(format))),
    }
    None
}

/// Whether a day that is written in a format can be read from it again.
fn reads_back(format: &str) -> Result<bool, jiff::Error> {
    let day = datetime(2026, 12, 31, 13, 45, 30, 0);
    let written = strtime::format(format, &day.to_zoned(TimeZone::UTC)?)?;
    let read = BrokenDownTime::parse(format, &written)?;
    Ok(read.to_date().is_ok_and(|date| date == day.date()))
}

//! Columns of dates, and in which order day and month stand in them.

use super::cells::Cells;
use super::draft::{Column, DayOrder, Draft};
use super::numbers::asks_amount;
use super::profile::Role;
use super::words::{self, List};
use super::yaml::Yaml;
use crate::decode::{Counted, Moment, in_english};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use std::sync::LazyLock;

/// How dates are written.
const DAYS: [(&str, char); 19] = [
    ("%m/%d/%Y", '/'),
    ("%d/%m/%Y", '/'),
    ("%Y/%m/%d", '/'),
    ("%d.%m.%Y", '.'),
    ("%d.%m.%y", '.'),
    ("%m-%d-%Y", '-'),
    ("%d-%m-%Y", '-'),
    ("%m/%d/%y", '/'),
    ("%d/%m/%y", '/'),
    ("%b %d, %Y", ' '),
    ("%B %d, %Y", ' '),
    // As programs in browsers write it, and with it the time before the year as Unix has it.
    ("%b %d %Y", ' '),
    ("%B %d %Y", ' '),
    ("%d %b %Y", ' '),
    ("%d %B %Y", ' '),
    ("%d. %B %Y", ' '),
    ("%d. %b %Y", ' '),
    ("%d-%b-%Y", '-'),
    ("%d-%b-%y", '-'),
];

/// How the time follows, if it does.
const TIMES: [&str; 11] = [
    "",
    " %H:%M:%S",
    " %H:%M",
    " %I:%M:%S %p",
    " %I:%M %p",
    " %I:%M:%S %p %z",
    " %H:%M:%S %z",
    ", %H:%M:%S",
    ", %H:%M",
    // As Italians write it.
    " %H.%M.%S",
    " %H.%M",
];

/// How dates are written with what may follow them, and a mark that stands in all of these.
static FORMATS: LazyLock<Vec<(String, char)>> =
    LazyLock::new(|| DAYS.iter().flat_map(|(day, mark)| TIMES.map(|time| (format!("{day}{time}"), *mark))).collect());

/// How a column writes its dates.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_field_names, reason = "the key of a definition is called so")]
pub(super) struct Format {
    /// In strftime notation; `None`: ISO 8601.
    pub format: Option<String>,
    /// The other order of day and month, when no date tells which one it is.
    pub or: Option<String>,
    /// What the order was taken from then.
    by: Option<&'static str>,
}

/// The format that reads every date of the column; words for missing answers are none.
pub(super) fn format(column: &Column) -> Option<Format> {
    of_cells(&column.cells, column.order).or_else(|| counted(column))
}

/// The same by what the cells hold alone.
fn of_cells(cells: &Cells, order: DayOrder) -> Option<Format> {
    let answers = cells.answers();
    // Most columns are none of dates, which the first cell shows.
    answers.first().filter(|cell| cell.text.contains(|letter: char| letter.is_numeric()))?;
    let reads_all = |reads: &dyn Fn(&str) -> bool| answers.iter().all(|cell| reads(&cell.text));
    if reads_all(&reads_iso) {
        return Some(Format { format: None, or: None, by: None });
    }
    let fits = |(format, mark): &&(String, char)| reads_all(&|text| text.contains(*mark) && reads(format, text));
    let mut fitting = FORMATS.iter().filter(fits).map(|(format, _)| format);
    let first = fitting.next()?.clone();
    let Some(other) = fitting.find(|other| is_other_order(&first, other)).cloned() else {
        return Some(Format { format: Some(first), or: None, by: None });
    };
    Some(match order {
        DayOrder::Day(by) => Format { format: Some(other), or: Some(first), by: Some(by) },
        DayOrder::Month(by) => Format { format: Some(first), or: Some(other), by: Some(by) },
        DayOrder::Unknown => Format { format: Some(first), or: Some(other), by: None },
    })
}

/// What the numbers of a column count, if its header says that they are times and all of them lie between the years
/// 2000 and 2050: by itself a number may be anything.
fn counted(column: &Column) -> Option<Format> {
    let answers = column.cells.answers();
    let is_amount = || asks_amount(column) || column.speaks_of(List::Money) || column.speaks_of(List::Seconds);
    let says_when = column.profile.role == Role::Submitted || column.speaks_of(List::Date) && !is_amount();
    if !says_when || answers.is_empty() {
        return None;
    }
    let is_of_century = |counted: Counted, text: &str| {
        let year = |moment| match moment {
            Moment::Local(time) => time.year(),
            Moment::Instant(instant) => instant.to_zoned(TimeZone::UTC).year(),
        };
        counted.read(text).map(year).is_some_and(|year| (2000..2050).contains(&year))
    };
    let found = Counted::ALL.into_iter().find(|way| answers.iter().all(|cell| is_of_century(*way, &cell.text)))?;
    Some(Format { format: Some(found.name().to_owned()), or: None, by: None })
}

/// Lets the dates of a file tell each other in which order they are; else its language and its clock do.
pub(super) fn settle(columns: &mut [Column]) {
    let is_dated = |column: &&mut Column| {
        let first = column.cells.answers().first().map(|cell| cell.text.clone()).unwrap_or_default();
        first.len() <= LONGEST && first.contains(|letter: char| letter.is_ascii_digit()) && first.contains(['/', '-'])
    };
    let is_foreign = words::is_of_day_first_language(columns.iter().map(|column| column.profile.text.as_str()));
    let known: Vec<bool> = columns.iter().filter_map(|column| column.profile.day_first).collect();
    let mut dated: Vec<&mut Column> = columns.iter_mut().filter(is_dated).collect();
    let found: Vec<Format> = dated.iter().filter_map(|column| of_cells(&column.cells, DayOrder::Unknown)).collect();
    if found.iter().all(|format| format.or.is_none()) {
        return;
    }
    let tells = |mark: &str| found.iter().any(|found| found.or.is_none() && found.begins(mark));
    let has_half_days = || found.iter().any(|found| found.format.as_ref().is_some_and(|format| format.contains("%p")));
    let others = "as the other dates of the file have it";
    let day_first = tells("%d/") || tells("%d-%m") || known.contains(&true);
    let order = match (day_first, tells("%m") || known.contains(&false)) {
        (true, false) => DayOrder::Day(others),
        (false, true) => DayOrder::Month(others),
        _ => DayOrder::Unknown,
    };
    for column in &mut dated {
        column.order = match column.profile.day_first {
            Some(true) => DayOrder::Day(FURTHER_DOWN),
            Some(false) => DayOrder::Month(FURTHER_DOWN),
            None if order != DayOrder::Unknown => order,
            None if is_foreign => DayOrder::Day("as the language of the headers has it"),
            None if has_half_days() => DayOrder::Month("as goes with AM and PM"),
            None => DayOrder::Unknown,
        };
    }
}

/// What is certain, although the dates that were kept do not say so.
const FURTHER_DOWN: &str = "as dates further down have it";

/// Longest cell that may be a date.
const LONGEST: usize = 70;

/// Whether two formats differ in nothing but the order of day and month.
fn is_other_order(one: &str, other: &str) -> bool {
    other.replace("%d", "%_").replace("%m", "%d").replace("%_", "%m") == one
}

fn reads_iso(text: &str) -> bool {
    const DATE_LENGTH: usize = 10;
    if text.len() == DATE_LENGTH {
        return text.parse::<Date>().is_ok();
    }
    text.len() > DATE_LENGTH && (text.parse::<Timestamp>().is_ok() || text.parse::<DateTime>().is_ok())
}

fn reads(format: &str, text: &str) -> bool {
    let has_four_digits = text.split(|letter: char| !letter.is_ascii_digit()).any(|run| run.len() == 4);
    let parses = |text: &str| BrokenDownTime::parse(format, text).is_ok_and(|parsed| parsed.to_date().is_ok());
    has_four_digits == format.contains("%Y") && (parses(text) || in_english(text).is_some_and(|text| parses(&text)))
}

/// What to tell of numbers that are taken for dates.
const fn counts(counted: Counted) -> &'static str {
    match counted {
        Counted::Excel => "Numbers of a spreadsheet, days since 1899 with the time behind the point.",
        Counted::Unix => "Seconds since 1970 in Greenwich.",
        Counted::UnixMilliseconds => "Milliseconds since 1970 in Greenwich.",
    }
}

impl Format {
    fn begins(&self, mark: &str) -> bool {
        self.format.as_ref().is_some_and(|format| format.starts_with(mark))
    }

    /// What to check about it.
    pub fn why(&self) -> String {
        if let Some(counted) = self.format.as_deref().and_then(Counted::named) {
            return counts(counted).to_owned();
        }
        match (&self.format, &self.or) {
            (_, Some(_)) if self.by == Some(FURTHER_DOWN) => format!("{}, {FURTHER_DOWN}.", self.taken()),
            (_, Some(or)) => {
                let by = self.by.map(|by| format!(" {}, {by}.", self.taken())).unwrap_or_default();
                format!("No day is above 12: check whether the month or the day comes first (`{or}`).{by}")
            }
            (Some(format), None) if format.starts_with("%m") => {
                "The month comes first: some day is above 12.".to_owned()
            }
            (Some(format), None) if format.starts_with("%d/") || format.starts_with("%d-%m") => {
                "The day comes first: some day is above 12.".to_owned()
            }
            _ => String::new(),
        }
    }

    fn taken(&self) -> &'static str {
        if self.begins("%d") { "Taken for day before month" } else { "Taken for month before day" }
    }

    /// What to tell wherever these dates are used, when no day of them is above 12.
    pub fn caution(&self) -> Option<String> {
        self.or.as_ref().filter(|_| self.by != Some(FURTHER_DOWN))?;
        let by = self.by.map(|by| format!(", {by}")).unwrap_or_default();
        Some(format!("no day of the dates is above 12: t{}{by}", &self.taken()[1..]))
    }

    /// Whether the dates of a column lie in more than one month.
    pub fn are_in_months(&self, cells: &Cells) -> bool {
        let answers = cells.answers();
        let mut months = answers.iter().filter_map(|cell| self.month(&cell.text));
        let first = months.next();
        months.any(|month| Some(month) != first)
    }

    /// Year and month of a date.
    fn month(&self, text: &str) -> Option<(i16, i8)> {
        if let Some(counted) = self.format.as_deref().and_then(Counted::named) {
            let day = match counted.read(text)? {
                Moment::Local(time) => time.date(),
                Moment::Instant(instant) => instant.to_zoned(TimeZone::UTC).date(),
            };
            return Some((day.year(), day.month()));
        }
        let parse = |format: &str, text: &str| BrokenDownTime::parse(format, text).ok()?.to_date().ok();
        let date = match &self.format {
            Some(format) => parse(format, text).or_else(|| parse(format, &in_english(text)?))?,
            None => text.get(..10)?.parse::<Date>().ok()?,
        };
        Some((date.year(), date.month()))
    }

    /// The key `format`, unless it is ISO 8601.
    pub fn key(&self) -> Option<Yaml> {
        self.format.as_deref().map(Yaml::text)
    }
}

/// A date.
pub(super) fn date(column: &Column) -> Option<Draft> {
    let format = format(column)?;
    let keys = format.key().map(|format| ("format", format)).into_iter().collect();
    let cautions = format.caution().into_iter().collect();
    let tokens = column.cells.tokens();
    Some(Draft { kind: "date", why: format.why(), keys, tokens, cautions, ..Draft::default() })
}

#[cfg(test)]
mod tests {
    use super::{Cells, DayOrder, of_cells};

    fn found(texts: &[&str]) -> Option<(Option<String>, bool)> {
        let values: Vec<(String, u64)> = texts.iter().map(|text| ((*text).to_owned(), 1)).collect();
        of_cells(&Cells::new(&values), DayOrder::Unknown).map(|format| (format.format, format.or.is_some()))
    }

    #[test]
    fn days_above_twelve_tell_the_order() {
        assert_eq!(found(&["2026-03-01", "N/A"]), Some((None, false)));
        assert_eq!(found(&["2026-03-01 10:20:30"]), Some((None, false)));
        assert_eq!(found(&["03/13/2020 5:53:38 AM"]), Some((Some("%m/%d/%Y %I:%M:%S %p".into()), false)));
        assert_eq!(found(&["1/2/2026", "31/1/2026"]), Some((Some("%d/%m/%Y".into()), false)));
        assert_eq!(found(&["1/2/2026 10:20"]), Some((Some("%m/%d/%Y %H:%M".into()), true)));
        assert_eq!(found(&["7/10/22 15:22"]), Some((Some("%m/%d/%y %H:%M".into()), true)));
        assert_eq!(found(&["3 f\u{e9}vrier 2026", "12 mars 2026"]), Some((Some("%d %b %Y".into()), false)));
        assert_eq!(found(&["2023/01/05 10:15:00 AM GMT+1"]), Some((Some("%Y/%m/%d %I:%M:%S %p %z".into()), false)));
        assert_eq!(
            found(&["01/02/2025 08.00.00", "13/02/2025 11.07.30"]),
            Some((Some("%d/%m/%Y %H.%M.%S".into()), false))
        );
        assert_eq!(found(&["Apr 26, 2018 8:56:00 AM"]), Some((Some("%b %d, %Y %I:%M:%S %p".into()), false)));
        assert_eq!(found(&["08.11.2021, 17:05"]), Some((Some("%d.%m.%Y, %H:%M".into()), false)));
        for text in ["Oct-49", "2019", "12:30:00", "1/2", "soon"] {
            assert_eq!(found(&[text]), None, "{text}");
        }
    }
}

//! Columns of dates, and in which order day and month stand in them.

use super::cells::Cells;
use super::draft::{Column, Draft};
use super::yaml::Yaml;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime::BrokenDownTime;

/// How dates are written, the day in the month before the month in the day where both are possible.
const DAYS: [(&str, char); 10] = [
    ("%m/%d/%Y", '/'),
    ("%d/%m/%Y", '/'),
    ("%Y/%m/%d", '/'),
    ("%d.%m.%Y", '.'),
    ("%m-%d-%Y", '-'),
    ("%d-%m-%Y", '-'),
    ("%m/%d/%y", '/'),
    ("%d/%m/%y", '/'),
    ("%b %d, %Y", ' '),
    ("%d %b %Y", ' '),
];

/// How the time follows, if it does.
const TIMES: [&str; 5] = ["", " %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p"];

/// How a column writes its dates.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Format {
    /// In strftime notation; `None`: ISO 8601.
    pub format: Option<String>,
    /// The other order of day and month, when no date tells which one it is.
    pub or: Option<String>,
}

/// The format that reads every date of the column; words for missing answers are none.
pub(super) fn format(cells: &Cells) -> Option<Format> {
    let answers = cells.answers();
    let reads_all = |reads: &dyn Fn(&str) -> bool| !answers.is_empty() && answers.iter().all(|cell| reads(&cell.text));
    if reads_all(&reads_iso) {
        return Some(Format { format: None, or: None });
    }
    let candidates = DAYS.iter().flat_map(|(day, mark)| TIMES.map(|time| (format!("{day}{time}"), *mark)));
    let fitting = candidates.filter(|(format, mark)| reads_all(&|text| text.contains(*mark) && reads(format, text)));
    let mut fitting = fitting.map(|(format, _)| format);
    let first = fitting.next()?;
    let or = fitting.find(|other| is_other_order(&first, other));
    Some(Format { format: Some(first), or })
}

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
    has_four_digits == format.contains("%Y")
        && BrokenDownTime::parse(format, text).is_ok_and(|parsed| parsed.to_date().is_ok())
}

impl Format {
    /// What to check about it.
    pub fn why(&self) -> String {
        match (&self.format, &self.or) {
            (_, Some(or)) => format!("No day is above 12: check whether the month or the day comes first (`{or}`)."),
            (Some(format), None) if format.starts_with("%m") => {
                "The month comes first: some day is above 12.".to_owned()
            }
            (Some(format), None) if format.starts_with("%d/") || format.starts_with("%d-") => {
                "The day comes first: some day is above 12.".to_owned()
            }
            _ => String::new(),
        }
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
        let date = match &self.format {
            Some(format) => BrokenDownTime::parse(format, text).ok()?.to_date().ok()?,
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
    let format = format(&column.cells)?;
    let keys = format.key().map(|format| ("format", format)).into_iter().collect();
    Some(Draft { kind: "date", why: format.why(), keys, tokens: column.cells.tokens(), ..Draft::default() })
}

#[cfg(test)]
mod tests {
    use super::{Cells, format};

    fn found(texts: &[&str]) -> Option<(Option<String>, bool)> {
        let values: Vec<(String, u64)> = texts.iter().map(|text| ((*text).to_owned(), 1)).collect();
        format(&Cells::new(&values)).map(|format| (format.format, format.or.is_some()))
    }

    #[test]
    fn days_above_twelve_tell_the_order() {
        assert_eq!(found(&["2026-03-01", "N/A"]), Some((None, false)));
        assert_eq!(found(&["2026-03-01 10:20:30"]), Some((None, false)));
        assert_eq!(found(&["03/13/2020 5:53:38 AM"]), Some((Some("%m/%d/%Y %I:%M:%S %p".into()), false)));
        assert_eq!(found(&["1/2/2026", "31/1/2026"]), Some((Some("%d/%m/%Y".into()), false)));
        assert_eq!(found(&["1/2/2026 10:20"]), Some((Some("%m/%d/%Y %H:%M".into()), true)));
        assert_eq!(found(&["7/10/22 15:22"]), Some((Some("%m/%d/%y %H:%M".into()), true)));
        for text in ["Oct-49", "2019", "12:30:00", "1/2", "soon"] {
            assert_eq!(found(&[text]), None, "{text}");
        }
    }
}

//! Columns of numbers: recommendation from 0 to 10, ratings, coded yes and no, plain numbers, times.

use super::cells::Cell;
use super::draft::{Column, Draft};
use super::yaml::Yaml;
use crate::decode::{self, Decimal, Evidence, Manner, Numeral, Says};
use crate::label::tidy;

/// Words that ask for a recommendation.
const RECOMMENDS: [&str; 8] =
    ["recommend", "recommending", "recommendation", "likely", "likelihood", "nps", "net promoter", "nps score"];

/// Words that ask how much or how many, not for a rating.
const AMOUNTS: [&str; 13] = [
    "age",
    "how old",
    "how many",
    "how long",
    "number of",
    "years",
    "count",
    "minutes",
    "hours",
    "days",
    "times",
    "weight",
    "height",
];

/// Words that ask for a rating all the same.
const RATES: [&str; 6] = ["stars", "rate", "rating", "score", "scale", "out of"];

/// Whether it asks how much or how many.
fn asks_amount(column: &Column) -> bool {
    column.mentions(&AMOUNTS) && !column.mentions(&RATES)
}

/// A whole number as an option `5` is matched: `5` or `5.0`, without sign, zeros or groups.
pub(super) fn whole(text: &str) -> Option<i32> {
    let digits = match text.split_once('.') {
        Some((digits, zeros)) if !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0') => digits,
        Some(_) => return None,
        None => text,
    };
    digits.parse().ok().filter(|number: &i32| number.to_string() == digits)
}

/// A number in digits, with a decimal point or comma, or with commas or points between the thousands.
///
/// Stricter than what is read as a number in the end: only what nobody could take for anything else.
fn numeral(text: &str) -> Option<Numeral> {
    const MOST_DIGITS: usize = 18;
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sound = digits.len() <= MOST_DIGITS
        && digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.ends_with(|last: char| last.is_ascii_digit())
        && digits.bytes().all(|digit| digit.is_ascii_digit() || digit == b'.' || digit == b',');
    if sound { decode::number(text) } else { None }
}

/// A number that stands alone: what may be a thousand is one.
pub(super) fn number(text: &str) -> Option<f64> {
    Manner::Found(Decimal::Point).value(numeral(text)?)
}

/// The numbers of a column, as the column writes them.
pub(super) struct Written {
    decimal: Decimal,
}

impl Written {
    /// Decided from all cells together; where they do not tell, as a file with commas between its cells writes them.
    pub fn new<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Written {
        let mut evidence = Evidence::default();
        for cell in cells {
            evidence.note_many(numeral(&tidy(&cell.text)).map_or(Says::Nothing, |numeral| numeral.says), cell.count);
        }
        Written { decimal: evidence.decide(&Evidence::default(), b',').unwrap_or(Decimal::Point) }
    }

    /// The number in a cell.
    pub fn number(&self, text: &str) -> Option<f64> {
        Manner::Found(self.decimal).value(numeral(&tidy(text))?)
    }

    /// What a definition says about it: next month's cells may not tell by themselves.
    pub fn key(&self) -> Option<(&'static str, Yaml)> {
        (self.decimal == Decimal::Comma).then(|| ("decimal", Yaml::word(&"comma")))
    }
}

/// The answers as whole numbers, if all of them are.
pub(super) fn wholes(answers: &[&Cell]) -> Option<Vec<i32>> {
    let mut numbers = answers.iter().map(|cell| whole(&cell.text)).collect::<Option<Vec<i32>>>()?;
    numbers.sort_unstable();
    numbers.dedup();
    Some(numbers).filter(|numbers| !numbers.is_empty())
}

/// Likelihood to recommend: whole numbers from 0 to 10, and either the wording or the span says so.
pub(super) fn nps(column: &Column) -> Option<Draft> {
    let numbers = wholes(&column.cells.answers())?;
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    let spans = first == 0 && last == 10;
    // `likely` alone stands over many a rating from 1 to 5 or 7: some answer must be beyond those.
    let asks = column.mentions(&RECOMMENDS) && last > 7;
    if first < 0 || last > 10 || !(spans || asks) || (asks_amount(column) && !column.mentions(&RECOMMENDS)) {
        return None;
    }
    let why = if asks {
        format!("NPS: it asks for a recommendation, and the answers run from {first} to {last}.")
    } else {
        "NPS because the answers run from 0 to 10. If it asks something else: kind: rating, min: 0, max: 10.".to_owned()
    };
    let labels = (0..=10).map(|number: i32| number.to_string()).collect();
    Some(Draft { kind: "nps", why, labels, tokens: column.cells.tokens(), ..Draft::default() })
}

/// Yes and no as 1 and 0.
pub(super) fn one_or_zero(column: &Column) -> Option<Draft> {
    if wholes(&column.cells.answers())? != [0, 1] || asks_amount(column) {
        return None;
    }
    let codes = Yaml::Map(vec![("1".to_owned(), Yaml::text("Yes")), ("0".to_owned(), Yaml::text("No"))]);
    Some(Draft {
        kind: "single",
        why: "1 and 0 are taken for yes and no: check.".to_owned(),
        keys: vec![("options", Yaml::list(&["Yes", "No"])), ("codes", codes)],
        labels: ["Yes", "No", "1", "0"].map(String::from).into(),
        tokens: column.cells.tokens(),
        ..Draft::default()
    })
}

/// A rating in small whole numbers.
pub(super) fn rating(column: &Column) -> Option<Draft> {
    let numbers = wholes(&column.cells.answers())?;
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    if numbers.len() < 2 || first < 0 || !(3..=10).contains(&last) || asks_amount(column) {
        return None;
    }
    let (min, max) = usual_ends(first, last);
    let seen =
        if (first, last) == (min, max) { String::new() } else { format!(", of which {first} to {last} were seen") };
    let why = format!("A rating from {min} to {max}{seen}. Check that {max} is the best, and that these are no codes.");
    Some(Draft {
        kind: "rating",
        why,
        keys: vec![("min", Yaml::word(&min)), ("max", Yaml::word(&max))],
        labels: (min..=max).map(|number| number.to_string()).collect(),
        tokens: column.cells.tokens(),
        ..Draft::default()
    })
}

/// The ends of a scale of which these were seen: nobody asks from 1 to 6, 8 or 9.
pub(super) fn usual_ends(first: i32, last: i32) -> (i32, i32) {
    let max = match last {
        6 => 7,
        8 | 9 => 10,
        other => other,
    };
    (first.min(1), max)
}

/// A length of time: `h:mm:ss`, or a number whose header names the unit.
pub(super) fn duration(column: &Column) -> Option<Draft> {
    let answers = column.cells.answers();
    let written = Written::new(answers.iter().copied());
    let (unit, why) = if !answers.is_empty() && answers.iter().all(|cell| is_clock(&cell.text)) {
        ("minutes", "Taken for a length of time, reported in minutes. If it is a time of day: kind: text.".to_owned())
    } else {
        let unit = unit_of_header(column)?;
        let plain = answers.iter().all(|cell| written.number(&cell.text).is_some_and(|value| value >= 0.0));
        (!answers.is_empty() && plain).then_some((unit, format!("The header says {unit}.")))?
    };
    let keys = [("unit", Yaml::word(&unit))].into_iter().chain(written.key()).collect();
    Some(Draft { kind: "duration", why, keys, tokens: column.cells.tokens(), ..Draft::default() })
}

fn unit_of_header(column: &Column) -> Option<&'static str> {
    let is_time = column.mentions(&["duration", "time", "wait", "waiting", "waited", "how long"]);
    let units = [
        ("seconds", &["seconds", "sec", "secs"][..]),
        ("minutes", &["minutes", "min", "mins"]),
        ("hours", &["hours", "hrs"]),
    ];
    units.into_iter().find(|(_, names)| is_time && column.mentions(names)).map(|(unit, _)| unit)
}

/// `h:mm:ss`.
fn is_clock(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let digits = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
    parts.len() == 3
        && parts.iter().all(digits)
        && parts[1..].iter().all(|part| part.parse::<u8>().is_ok_and(|value| value < 60))
}

/// Any other number.
pub(super) fn plain_number(column: &Column) -> Option<Draft> {
    let answers = column.cells.answers();
    let written = Written::new(answers.iter().copied());
    let values = answers.iter().map(|cell| written.number(&cell.text)).collect::<Option<Vec<f64>>>()?;
    let (low, high) = (values.iter().copied().reduce(f64::min)?, values.iter().copied().reduce(f64::max)?);
    let more = if column.profile.more_values { " at least" } else { "" };
    let range = if low < high { format!("Numbers{more} from {low} to {high}") } else { format!("Only {low} was seen") };
    let why = format!("{range}. If these are codes, list what they stand for: kind: single, options, codes.");
    let keys = written.key().into_iter().collect();
    Some(Draft { kind: "number", why, keys, tokens: column.cells.tokens(), ..Draft::default() })
}

#[cfg(test)]
mod tests {
    use super::super::cells::Cells;
    use super::{Written, is_clock, number, usual_ends, whole};

    #[test]
    fn numbers_are_only_what_nobody_could_mistake() {
        let read = [("12", 12.0), ("-3.5", -3.5), ("1,54", 1.54), ("1,234", 1234.0), ("12,345.6", 12345.6)];
        for (text, value) in read {
            assert_eq!(number(text), Some(value), "{text}");
        }
        let column = |cells: &[&str]| {
            let values: Vec<(String, u64)> = cells.iter().map(|cell| ((*cell).to_owned(), 1)).collect();
            let cells = Cells::new(&values);
            let written = Written::new(cells.all());
            (written.number("1,234"), written.key().is_some())
        };
        assert_eq!(column(&["1,234", "0,5"]), (Some(1.234), true));
        assert_eq!(column(&["1,234", "2"]), (Some(1234.0), false));
        assert_eq!(column(&["1,234", "0.5"]), (Some(1234.0), false));
        for text in ["", "-", "1.2.3", "1,2,3", "5 - Mostly", "1e5", "12:30", ".5", "5.", "２"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(
            [whole("5"), whole("5.0"), whole("05"), whole("5.5"), whole("5.")],
            [Some(5), Some(5), None, None, None]
        );
    }

    #[test]
    fn scales_end_where_scales_usually_do() {
        assert_eq!([usual_ends(2, 5), usual_ends(0, 9), usual_ends(1, 6)], [(1, 5), (0, 10), (1, 7)]);
        assert!(is_clock("1:02:03") && !is_clock("1:75:00") && !is_clock("12:30"));
    }
}

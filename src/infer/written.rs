//! Numbers as cells and labels write them.

use super::cells::Cell;
use super::draft::Column;
use super::yaml::Yaml;
use crate::decode::{self, Decimal, Evidence, Manner, Numeral, Says};
use crate::label::tidy;

/// A whole number as an option `5` is matched: `5` or `5.0`, without sign, zeros or groups.
pub(super) fn whole(text: &str) -> Option<i32> {
    let digits = match text.split_once('.') {
        Some((digits, zeros)) if !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0') => digits,
        Some(_) => return None,
        None => text,
    };
    digits.parse().ok().filter(|number: &i32| number.to_string() == digits)
}

/// A label that begins with its number, such as `1 - Not at all` or `5 (Excellent)`.
pub(super) fn leading_number(text: &str) -> Option<(i32, &str)> {
    if let Some((words, number)) = text.strip_suffix([')', ']']).and_then(|text| text.rsplit_once(['(', '['])) {
        let number = whole(number).filter(|number| (0..=10).contains(number));
        let words = words.trim_end();
        let is_set_off = words.starts_with(char::is_alphabetic);
        if let Some(number) = number.filter(|_| is_set_off) {
            return Some((number, words));
        }
    }
    let text = text.trim_start_matches(['(', '[']);
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let number = text[..digits].parse().ok().filter(|number: &i32| *number <= 10)?;
    let rest = text[digits..].trim_start();
    let after = rest.trim_start_matches(['-', '–', '—', ':', '.', '=', '(', ')', '[', ']', ' ']);
    let is_set_off = rest.len() > after.len() && after.starts_with(|first: char| first.is_alphabetic());
    is_set_off.then_some((number, after.trim_end_matches(')')))
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
    /// Whether other columns of the file had to tell.
    by_others: bool,
}

/// Notes with every column what the numbers of all tell about the decimal mark.
pub(super) fn settle(columns: &mut [Column]) {
    let of_column = |column: &Column| {
        let answers = column.cells.answers();
        answers.iter().all(|cell| numeral(&tidy(&cell.text)).is_some()).then(|| evidence(answers, numeral))
    };
    let mut all = Evidence::default();
    columns.iter().filter_map(of_column).for_each(|found| all += found);
    for column in columns.iter_mut() {
        column.others = all;
    }
}

/// What cells tell about the decimal mark, read so.
fn evidence<'a>(cells: impl IntoIterator<Item = &'a Cell>, read: impl Fn(&str) -> Option<Numeral>) -> Evidence {
    let mut evidence = Evidence::default();
    for cell in cells {
        evidence.note_many(read(&tidy(&cell.text)).map_or(Says::Nothing, |numeral| numeral.says), cell.count);
    }
    evidence
}

impl Written {
    /// Decided from all cells together; where they do not tell, as a file with commas between its cells writes them.
    pub fn new<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Written {
        Written::by(evidence(cells, numeral), Evidence::default())
    }

    /// The same of a question, whose file has other numbers: they tell where its own can be read in two ways.
    pub fn of(column: &Column) -> Written {
        Written::read_by(column, numeral)
    }

    /// The same, where cells hold more than the number.
    pub fn read_by(column: &Column, read: impl Fn(&str) -> Option<Numeral>) -> Written {
        Written::by(evidence(column.cells.answers(), read), column.others)
    }

    fn by(own: Evidence, others: Evidence) -> Written {
        let none = Evidence::default();
        let is_silent = own.is_in_doubt() && own.point + own.comma == 0;
        let by_others = is_silent && others.point + others.comma > 0;
        let decimal = if by_others { others.decide(&none, b',') } else { own.decide(&none, b',') };
        Written { decimal: decimal.unwrap_or(Decimal::Point), by_others }
    }

    /// The number in a cell.
    pub fn number(&self, text: &str) -> Option<f64> {
        Manner::Found(self.decimal).value(numeral(&tidy(text))?)
    }

    /// What a definition says about it: next month's cells may not tell by themselves.
    pub fn key(&self) -> Option<(&'static str, Yaml)> {
        match self.decimal {
            Decimal::Comma => Some(("decimal", Yaml::word(&"comma"))),
            Decimal::Point => self.by_others.then(|| ("decimal", Yaml::word(&"point"))),
        }
    }
}

/// The answers as whole numbers, if all of them are.
pub(super) fn wholes(answers: &[&Cell]) -> Option<Vec<i32>> {
    let mut numbers = answers.iter().map(|cell| whole(&cell.text)).collect::<Option<Vec<i32>>>()?;
    numbers.sort_unstable();
    numbers.dedup();
    Some(numbers).filter(|numbers| !numbers.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Written, leading_number, number, whole};
    use crate::infer::cells::Cells;

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
    fn leading_numbers_are_set_off_from_the_words() {
        assert_eq!(leading_number("5 - Mostly others"), Some((5, "Mostly others")));
        assert_eq!(leading_number("1 (None at all)"), Some((1, "None at all")));
        assert_eq!(leading_number("(2) Poor"), Some((2, "Poor")));
        assert_eq!(leading_number("5 = Excellent"), Some((5, "Excellent")));
        assert_eq!(leading_number("Very good (5)"), Some((5, "Very good")));
        for text in ["18-29", "5", "2 children", "11 - Many", "Good", "Clinic (North)", "(5)"] {
            assert_eq!(leading_number(text), None, "{text}");
        }
    }
}

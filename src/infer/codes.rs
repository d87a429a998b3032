//! Digits and labels that name something: the ids of responses, of patients and of places, postcodes, years.
//! They have no mean. What comes again and again groups responses; what does not is left out.

use super::draft::{Column, Draft};
use super::numbers::{asks_amount, names_codes};
use super::profile::Role;
use super::words::{List, speaks_of};
use super::written::whole;

/// What becomes of a column whose cells may name something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// They are answers.
    Answers,
    /// They group responses.
    Groups,
    /// They are another one in (nearly) every row.
    Ids,
    /// They are the same in every row.
    Constant,
}

/// What the cells of a column are that no rule but the last ones knew: numbers, or texts.
pub(super) fn sense(column: &Column, draft: &Draft) -> Sense {
    if draft.kind == "text" && column.profile.role == Role::Answer && is_constant(column) {
        return Sense::Constant;
    }
    let names = match draft.kind {
        "number" | "single" => are_digits(column) && names_by_digits(column),
        "text" => column.profile.role == Role::Answer && !column.speaks_of(List::Comments) && names_by_words(column),
        _ => false,
    };
    match (names, draft.kind) {
        (false, _) | (true, "single") => Sense::Answers,
        (true, _) if comes_back(column) => Sense::Groups,
        (true, "text") if !are_tokens(column) => Sense::Answers,
        (true, _) => Sense::Ids,
    }
}

/// Whether every answer consists of digits.
fn are_digits(column: &Column) -> bool {
    let mut answers = column.cells.answers().into_iter().peekable();
    answers.peek().is_some() && answers.all(|cell| cell.text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether digits are no number: by a zero in front, by the header, by being all of one length, or by counting rows.
fn names_by_digits(column: &Column) -> bool {
    let answers = column.cells.answers();
    let has_zero = answers.iter().any(|cell| cell.text.len() > 1 && cell.text.starts_with('0'));
    let is_amount = asks_amount(column) || column.speaks_of(List::Money) || column.speaks_of(List::Age);
    has_zero || !is_amount && (is_named(column) || are_long(column) || counts_rows(column))
}

/// Whether the header names codes, or who somebody is by digits that come back.
fn is_named(column: &Column) -> bool {
    names_codes(column) && (comes_back(column) || column.speaks_of(List::Coded))
}

/// Digits all of one length, longer than numbers that people give: NHS numbers, telephone numbers.
fn are_long(column: &Column) -> bool {
    const LONG: usize = 8;
    const ENOUGH: usize = 5;
    let answers = column.cells.answers();
    let length = answers.first().map_or(0, |cell| cell.text.len());
    length >= LONG && answers.len() >= ENOUGH && answers.iter().all(|cell| cell.text.len() == length)
}

/// Every whole number between two, once each.
fn counts_rows(column: &Column) -> bool {
    const ENOUGH: usize = 10;
    let answers = column.cells.answers();
    let mut numbers: Vec<i32> = answers.iter().filter_map(|cell| whole(&cell.text)).collect();
    numbers.sort_unstable();
    answers.len() >= ENOUGH
        && numbers.len() == answers.len()
        && answers.iter().all(|cell| cell.count == 1)
        && numbers.windows(2).all(|pair| pair[1] - pair[0] == 1)
}

/// Labels and codes rather than what people write: short, and without sentences.
fn names_by_words(column: &Column) -> bool {
    const LONGEST: usize = 60;
    const MOST_WORDS: usize = 7;
    let is_label = |text: &str| {
        text.chars().count() <= LONGEST
            && text.split_whitespace().count() <= MOST_WORDS
            && !text.ends_with(['.', '!', '?'])
            && !text.contains(". ")
            && !text.contains(':')
    };
    let answers = column.cells.choices();
    !answers.is_empty() && answers.iter().all(|cell| is_label(&cell.text))
}

/// Whether the cells come back often enough to group by: each twice on average, and few of them once where no header
/// names places or kinds.
fn comes_back(column: &Column) -> bool {
    let cells = column.cells.choices();
    let rows: u64 = cells.iter().map(|cell| cell.count).sum();
    let (number, once) = (cells.len() as u64, cells.iter().filter(|cell| cell.count == 1).count() as u64);
    let is_named = names_codes(column) || speaks_of(&column.text, List::Who);
    number >= 2 && !column.profile.more_values && rows >= number * 2 && (is_named || once * 3 <= number)
}

/// Years such as those of birth, too many to be groups by themselves.
pub(super) fn are_years(column: &Column) -> bool {
    const MANY: usize = 12;
    let answers = column.cells.answers();
    answers.len() > MANY
        && answers.iter().all(|cell| whole(&cell.text).is_some_and(|year| (1900..2100).contains(&year)))
}

/// Whether one answer stands in every row, over and over: it tells nothing about anybody.
pub(super) fn is_constant(column: &Column) -> bool {
    const OFTEN: u64 = 10;
    let mut cells = column.cells.all();
    let first = cells.next();
    first.is_some_and(|cell| cell.count >= OFTEN && cell.token.is_none()) && cells.next().is_none()
}

/// Another short word with digits in every row: tokens, hashes, keys.
fn are_tokens(column: &Column) -> bool {
    const ENOUGH: usize = 10;
    const SHORTEST: usize = 4;
    let is_token = |text: &str| {
        text.len() >= SHORTEST
            && !text.contains(char::is_whitespace)
            && text.contains(|letter: char| letter.is_ascii_digit())
    };
    let cells = column.cells.choices();
    cells.len() >= ENOUGH && cells.iter().all(|cell| cell.count == 1 && is_token(&cell.text))
}

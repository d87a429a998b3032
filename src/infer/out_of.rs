//! Numbers that say out of how many they are: `9/10`, `4 out of 5`, `7 von 10`. What they repeat in every cell is the
//! end of their scale.

use super::cells::{Cells, Tokens};
use super::draft::{Column, Draft};
use super::numbers;
use super::words::{self, List};
use super::written::whole;
use super::yaml::Yaml;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Where scales of whole numbers end that are ratings; `1/2` and `3/20` are none.
const ENDS: RangeInclusive<i32> = 3..=10;

/// A number and what stands behind it.
struct Share<'a> {
    number: &'a str,
    /// ` out of 5 stars`, `/10`.
    tail: &'a str,
    /// 5, 10; `None` where it is not said: `4 stars`.
    end: Option<i32>,
}

impl<'a> Share<'a> {
    fn of(text: &'a str) -> Option<Share<'a>> {
        let is_of_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
        let (number, tail) = text.split_at(text.find(|letter| !is_of_number(letter))?);
        if number.is_empty() {
            return None;
        }
        let is_name = |name: &str| words::is(name, List::Stars) || words::is(name, List::Rate);
        let Some(begins) = tail.find(|letter: char| letter.is_ascii_digit()) else {
            return words::is(tail, List::Stars).then_some(Share { number, tail, end: None });
        };
        let (link, rest) = tail.split_at(begins);
        let (end, name) = rest.split_at(rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len()));
        let is_link = link.trim() == "/" || words::is(link, List::OutOf);
        let is_end = name.is_empty() || name.starts_with(' ') && is_name(name);
        let end = end.parse().ok().filter(|end| *end >= *ENDS.start())?;
        (is_link && is_end).then_some(Share { number, tail, end: Some(end) })
    }
}

/// Whole numbers out of one and the same.
pub(super) struct OutOf {
    end: i32,
    /// What stands behind the numbers, in every spelling seen.
    tails: BTreeSet<String>,
    /// Every cell, and its number.
    written: Vec<(String, i32)>,
}

impl OutOf {
    /// What all of these cells are. `None` where one is anything else, but for a bare number, or where all have the
    /// same number: that may as well be a day and its month.
    pub fn of(cells: &Cells) -> Option<OutOf> {
        let answers = cells.answers();
        let said = answers.iter().find_map(|cell| Share::of(&cell.text))?.end;
        let mut found = OutOf { end: 0, tails: BTreeSet::new(), written: Vec::new() };
        for cell in answers {
            let share = Share::of(&cell.text);
            if share.as_ref().is_some_and(|share| share.end != said) {
                return None;
            }
            let number = share.as_ref().map_or(cell.text.as_str(), |share| share.number);
            let number = number.parse().ok().or_else(|| whole(number))?;
            found.tails.extend(share.map(|share| share.tail.to_owned()));
            found.written.push((cell.text.clone(), number));
        }
        let numbers: BTreeSet<i32> = found.numbers().collect();
        let (first, last) = (*numbers.first()?, *numbers.last()?);
        found.end = said.unwrap_or_else(|| numbers::usual_ends(first, last).1);
        let is_scale = (0..=found.end).contains(&first) && last <= found.end && ENDS.contains(&found.end);
        (numbers.len() >= 2 && is_scale).then_some(found)
    }

    fn numbers(&self) -> impl Iterator<Item = i32> {
        self.written.iter().map(|(_, number)| *number)
    }

    /// The ends of the scale; it begins at 0 only where somebody gave that.
    pub fn ends(&self) -> (i32, i32) {
        (i32::from(!self.numbers().any(|number| number == 0)), self.end)
    }

    /// What a cell may hold, from a number on, and the number: all that was seen, and whatever else is written so.
    pub fn codes(&self, first: i32) -> Yaml {
        let points = || first..=self.end;
        let alike = self.tails.iter().flat_map(|tail| points().map(move |point| (format!("{point}{tail}"), point)));
        let others = self.written.iter().filter(|(text, point)| *text != point.to_string()).cloned();
        let mut known = BTreeSet::new();
        let codes = alike.chain(others).filter(|(text, _)| known.insert(text.clone()));
        Yaml::Map(codes.map(|(text, point)| (text, Yaml::word(&point))).collect())
    }
}

/// A rating, or likelihood to recommend. `from_one` says that the numbers of this form begin at 1.
pub(super) fn rating(column: &Column, from_one: bool) -> Option<Draft> {
    let Some(found) = OutOf::of(&column.cells) else { return fraction(column) };
    let first = found.numbers().min()?;
    let is_nps = column.asks_to_recommend() && found.end == numbers::MOST_LIKELY;
    if is_nps && numbers::begins_at_zero(column, (first, found.end), from_one) {
        let keys = vec![("codes", found.codes(0))];
        let why = format!("NPS: it asks to recommend, and the answers are out of {}.", found.end);
        let mut draft = numbers::of_nps(why, keys, column);
        numbers::doubt_zero(&mut draft, column, first);
        return Some(draft);
    }
    Some(stars(&found, column.cells.tokens()))
}

fn stars(found: &OutOf, tokens: Tokens) -> Draft {
    let (first, last) = found.ends();
    let why = format!("The answers are out of {last}. Check that the form ends there, and that {last} is the best.");
    let keys = vec![("min", Yaml::word(&first)), ("max", Yaml::word(&last)), ("codes", found.codes(first))];
    let labels = (first..=last).map(|number| number.to_string()).collect();
    Draft { kind: "rating", why, keys, labels, tokens, ..Draft::default() }
}

/// Numbers with decimals, or out of more than a rating has: `4.5/5`, `83/100`. What they repeat is their unit.
fn fraction(column: &Column) -> Option<Draft> {
    let answers = column.cells.answers();
    let unit = Share::of(&answers.first()?.text).filter(|share| share.end.is_some())?.tail.trim().to_owned();
    let is_share = |text: &str| Share::of(text).is_some_and(|share| share.tail.trim() == unit);
    let distinct = answers.len() >= 2 && answers.iter().all(|cell| is_share(&cell.text));
    distinct.then(|| numbers::measured(column, "number", &unit))
}

#[cfg(test)]
mod tests {
    use super::{Cells, OutOf, Share};

    fn ends(cells: &[&str]) -> Option<(i32, i32)> {
        let values: Vec<(String, u64)> = cells.iter().map(|cell| ((*cell).to_owned(), 1)).collect();
        OutOf::of(&Cells::new(&values)).map(|found| found.ends())
    }

    #[test]
    fn the_end_of_a_scale_is_read_in_every_language() {
        let cells = ["4/5", "4 / 5", "4 out of 5", "4 von 5", "4 sur 5", "4 de 5", "4 su 5", "4 van de 5", "4/5 stars"];
        for cell in cells {
            assert_eq!(Share::of(cell).map(|share| (share.number, share.end)), Some(("4", Some(5))), "{cell}");
        }
        for cell in ["4", "4/", "1/2", "4/5/2026", "4 and 5", "4-5", "a/5", "4/5 times", "4:05"] {
            assert!(Share::of(cell).is_none(), "{cell}");
        }
    }

    #[test]
    fn all_answers_are_out_of_the_same() {
        assert_eq!(ends(&["9/10", "10/10", "7 / 10", "8", "N/A"]), Some((1, 10)));
        assert_eq!(ends(&["0/10", "07/10"]), Some((0, 10)));
        assert_eq!(ends(&["1 star", "2 stars", "4 stars"]), Some((1, 4)));
        assert_eq!(ends(&["5 Sterne", "3 Sterne", "1 Stern"]), Some((1, 5)));
        for other in [&["9/10", "4/5"][..], &["9/10"], &["9/10", "good"], &["11/10", "9/10"], &["3/12", "5/12"]] {
            assert_eq!(ends(other), None, "{other:?}");
        }
    }
}

//! Columns whose cells hold several answers at once, and the options found in them.
//!
//! An option may contain the separator, so nothing is split blindly: parts inside brackets stay together,
//! parts that only ever occur after one another are one option, and in the end every cell must be made up of
//! the options found.

use super::cells::Cell;
use super::choice::ordered;
use super::draft::{Column, Draft};
use super::separated::{Separator, lines, merge, separators, split};
use super::words::{List, is};
use super::written::whole;
use super::yaml::Yaml;
use super::{rankings, rare};
use crate::label::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Most options that are believed.
const MOST_OPTIONS: usize = 60;

/// Longest option, in characters.
const LONGEST_OPTION: usize = 160;

/// Several answers in one cell.
pub(super) fn several(column: &Column) -> Option<Draft> {
    let cells = column.cells.choices();
    if cells.is_empty() {
        return None;
    }
    let lines = lines(column);
    let found = |separator: Separator| {
        let cells: Vec<&Cell> = if separator.sign() == "\n" { lines.iter().collect() } else { cells.clone() };
        // Where not every cell was kept, only what comes back in hundreds of combinations is an option.
        let options = options(&cells, separator)?;
        let is_sure = !column.profile.more_values || options.iter().all(|option| option.count >= 10);
        is_sure.then_some((separator, options))
    };
    // With the wrong one, the options that were chosen together remain in one piece: that makes more of them.
    let (separator, options) = separators().filter_map(found).min_by_key(|(_, options)| options.len())?;
    let found: Vec<&Cell> = options.iter().collect();
    let sorted = rare::sort(&found);
    if sorted.kept.is_empty() || sorted.kept.len() == 1 && sorted.is_whole() {
        return None;
    }
    let labels = sorted.with_other(ordered(&sorted.kept).0);
    if sorted.kept.len() == found.len() && column.speaks_of(List::Rank) && are_in_any_order(&cells, separator) {
        return Some(rankings::of_list(column, separator.sign(), &labels));
    }
    let keys = vec![("separator", Yaml::text(separator.sign())), ("options", Yaml::list(&labels))];
    let mut draft = Draft {
        kind: "multiple",
        why: "Several answers in one cell; check the options, which are those seen.".to_owned(),
        keys,
        labels,
        tokens: column.cells.tokens_of_choice(),
        ..Draft::default()
    };
    sorted.tell(&mut draft);
    Some(draft)
}

/// Whether nobody names an option twice, and the options stand in one order here and in another there.
fn are_in_any_order(cells: &[&Cell], separator: Separator) -> bool {
    let split = split(cells, separator);
    let is_once = |(parts, _): &(Vec<String>, u64)| {
        parts.iter().map(|part| fold(part)).collect::<BTreeSet<String>>().len() == parts.len()
    };
    split.iter().all(is_once) && !is_in_one_order(&split)
}

/// The options that make up every cell, most frequent first. `None` unless that is beyond doubt.
fn options(cells: &[&Cell], separator: Separator) -> Option<Vec<Cell>> {
    if cells.iter().filter(|cell| separator.may_stand_in(&cell.text)).take(2).count() < 2 {
        return None;
    }
    let text = separator.sign();
    let split = merge(split(cells, separator), separator);
    if !split.iter().any(|(parts, _)| parts.len() > 1) {
        return None;
    }
    let found = count(&split);
    // What one person wrote in may be as long as they like.
    let mut offered = found.iter().filter(|option| option.count > 1);
    let sound = offered.all(|option| option.text.chars().count() <= LONGEST_OPTION);
    let believable = is_believable(&split, &found, text) && sound;
    let names: Vec<&str> = found.iter().map(|option| option.folded.as_str()).collect();
    let folded = if text == "\n" { " ".to_owned() } else { fold(text) };
    (believable && cells.iter().all(|cell| is_made_of(&cell.folded, &names, &folded))).then_some(found)
}

/// The different parts, and in how many rows each occurs.
fn count(split: &[(Vec<String>, u64)]) -> Vec<Cell> {
    let mut found: BTreeMap<String, Cell> = BTreeMap::new();
    for (parts, rows) in split {
        for part in parts {
            let folded = fold(part);
            let cell = Cell { text: part.clone(), folded: folded.clone(), count: 0, token: None, is_stray: false };
            let known = found.entry(folded).or_insert(cell);
            known.count = known.count.saturating_add(*rows);
        }
    }
    found.remove("");
    let mut found: Vec<Cell> = found.into_values().collect();
    found.sort_by_key(|cell| std::cmp::Reverse(cell.count));
    found
}

/// Whether these parts are options and no prose: few, repeated, and seen alone or in many combinations.
fn is_believable(split: &[(Vec<String>, u64)], found: &[Cell], separator: &str) -> bool {
    let total: u64 = found.iter().map(|option| option.count).sum();
    let repeated: Vec<&Cell> = found.iter().filter(|option| option.count >= 2).collect();
    let in_repeated: u64 = repeated.iter().map(|option| option.count).sum();
    let few = (2..=MOST_OPTIONS).contains(&found.len()) && repeated.len() >= 2 && in_repeated * 5 >= total * 4;
    let alone = split.iter().filter(|(parts, _)| parts.len() == 1).count();
    let combined = split.iter().filter(|(parts, _)| parts.len() > 1).count();
    let is_numbers = found.iter().all(|option| whole(&option.text).is_some_and(|number| number <= 99));
    let begin_with_words = !found.iter().any(|option| option.text.starts_with(|first: char| first.is_ascii_digit()));
    let has_three = split.iter().any(|(parts, _)| parts.len() > 2);
    let is_listed = has_three && is_in_one_order(split) && combined * 2 > found.len();
    let sure = match separator {
        ";" | "|" | "\n" => true,
        // `1,5` is a number in half of Europe; `1,4,5` is none anywhere.
        // The same goes for `1,000`.
        "," => is_numbers && has_three || begin_with_words && (alone >= 2 || is_listed),
        _ => {
            is_listed
                || (alone >= 2 && alone * 2 >= found.len())
                || (split.len() >= 8 && split.len() * 2 >= found.len() * 3 && alone >= 2)
        }
    };
    let comes_back = matches!(separator, ";" | "|" | "\n") || come_back_together(split, &repeated);
    few && sure && combined >= 2 && comes_back && are_free(split, &repeated) && !goes_on(found)
}

/// Whether most of what stands in one cell with something else comes back. In a column of comments only the *no* and
/// the *nothing* of those who have none do, and what many a sentence begins with.
fn come_back_together(split: &[(Vec<String>, u64)], repeated: &[&Cell]) -> bool {
    let known: BTreeSet<&str> = repeated.iter().map(|cell| cell.folded.as_str()).collect();
    let together: Vec<&String> =
        split.iter().filter(|(parts, _)| parts.len() > 1).flat_map(|(parts, _)| parts).collect();
    let back = together.iter().filter(|part| known.contains(fold(part).as_str())).count();
    back * 3 >= together.len() * 2
}

/// Whether the parts come and go by themselves, as options do: most stand alone somewhere or among different others.
///
/// In *Yes, often* and *Yes, but not now* the second part never stands without the first: these are whole answers.
fn are_free(split: &[(Vec<String>, u64)], repeated: &[&Cell]) -> bool {
    let mut alone: BTreeSet<String> = BTreeSet::new();
    let mut beside: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
    for (parts, _) in split {
        let parts: Vec<String> = parts.iter().map(|part| fold(part)).collect();
        if let [only] = &parts[..] {
            alone.insert(only.clone());
        }
        for part in &parts {
            let others = parts.iter().filter(|other| *other != part).cloned().collect();
            let known = beside.entry(part.clone()).or_default();
            if known.len() < 2 {
                known.insert(others);
            }
        }
    }
    let is_free = |option: &&&Cell| {
        alone.contains(&option.folded) || beside.get(&option.folded).is_some_and(|others| others.len() >= 2)
    };
    repeated.iter().filter(is_free).count() * 3 >= repeated.len() * 2
}

/// Whether the parts of every cell stand in one order, that of the form. People who write do not keep one.
fn is_in_one_order(split: &[(Vec<String>, u64)]) -> bool {
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (parts, _) in split {
        for (at, first) in parts.iter().enumerate() {
            pairs.extend(parts[at + 1..].iter().map(|second| (first.as_str(), second.as_str())));
        }
    }
    pairs.iter().all(|(first, second)| first != second && !pairs.contains(&(*second, *first)))
}

/// Whether a part goes on what was said before: *Yes, and my needs were met* is one answer.
fn goes_on(found: &[Cell]) -> bool {
    let goes_on = |option: &Cell| {
        let first =
            option.text.split_once(' ').map(|(first, _)| first).filter(|first| first.starts_with(char::is_lowercase));
        first.is_some_and(|first| is(first, List::GoesOn))
    };
    found.iter().any(goes_on)
}

/// Whether a cell is made of these options, the longest one that fits taken at each place, as the answers
/// are read later.
fn is_made_of(cell: &str, names: &[&str], separator: &str) -> bool {
    let mut rest = cell;
    loop {
        rest = rest.trim_start();
        while let Some(after) = rest.strip_prefix(separator) {
            rest = after.trim_start();
        }
        if rest.is_empty() {
            return true;
        }
        let ends =
            |after: &str| after.is_empty() || after.starts_with(separator) || after.trim_start().starts_with(separator);
        let fitting = names.iter().filter_map(|name| rest.strip_prefix(name)).filter(|after| ends(after));
        match fitting.min_by_key(|after| after.len()) {
            Some(after) => rest = after,
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Separator, options};
    use crate::infer::cells::Cells;
    use crate::infer::separated::parts;

    fn found(cells: &[(&str, u64)], separator: &'static str) -> Option<Vec<String>> {
        let values: Vec<(String, u64)> = cells.iter().map(|(text, count)| ((*text).to_owned(), *count)).collect();
        let cells = Cells::new(&values);
        let found: Option<Vec<Cell>> = options(&cells.choices(), Separator::Sign(separator));
        found.map(|found| {
            let mut labels: Vec<String> = found.into_iter().map(|option| option.text).collect();
            labels.sort();
            labels
        })
    }

    #[test]
    fn options_may_contain_the_separator() {
        assert_eq!(parts("Lab (e.g., A, B), Home", Separator::Sign(", ")), ["Lab (e.g., A, B)", "Home"]);
        let cells = [
            ("Phone", 4),
            ("Web", 3),
            ("Phone, Web", 3),
            ("At the desk, in person", 2),
            ("Phone, At the desk, in person", 2),
            ("Web, At the desk, in person", 1),
        ];
        assert_eq!(found(&cells, ", ").expect("options"), ["At the desk, in person", "Phone", "Web"]);
    }

    #[test]
    fn what_one_person_wrote_in_may_be_long() {
        let long = format!("Phone, {}", "I could not say, it depends on who is there and on the day ".repeat(4));
        let mut cells =
            vec![("Phone", 9), ("Web", 6), ("Phone, Web", 8), ("Phone, Desk", 7), ("Web, Desk", 5), ("Desk", 4)];
        cells.push((&long, 1));
        assert!(found(&cells, ", ").is_some_and(|options| options.contains(&"Desk".to_owned())));
    }

    #[test]
    fn labels_with_commas_and_prose_are_not_split() {
        let labels = [("Yes, definitely", 5), ("Yes, to some extent", 3), ("No", 2)];
        assert_eq!(found(&labels, ", "), None);
        let prose = [("Kind staff, clean rooms", 1), ("Long wait, cold tea", 1), ("Good", 1), ("Thanks, all", 1)];
        assert_eq!(found(&prose, ", "), None);
    }

    #[test]
    fn a_trailing_semicolon_and_codes_are_understood() {
        assert_eq!(found(&[("A;B;", 3), ("A;", 2), ("B;C;", 2)], ";").expect("options"), ["A", "B", "C"]);
        assert_eq!(found(&[("4,6,7", 2), ("4", 3), ("6,7", 2)], ",").expect("codes"), ["4", "6", "7"]);
        assert_eq!(found(&[("1,5", 2), ("2,5", 3), ("3,5", 2), ("3", 1), ("2", 1)], ","), None);
    }
}

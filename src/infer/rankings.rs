//! Rankings: items put in order, with a column for the rank of each, a column for each place, or all in one cell.
//!
//! Only how often every answer was given in every column is known, not which of them stand in one row. Of a ranking
//! that says enough: nobody gives a rank twice, so none is given more often than there are people.

use super::block::Block;
use super::cells::Cell;
use super::draft::{Column, Draft};
use super::grids::is_code;
use super::profile::Role;
use super::rare;
use super::scales;
use super::separated::{self, Separator};
use super::words::{List, is, speaks_of};
use super::written::{whole, wholes};
use super::yaml::Yaml;
use crate::definition::DEFAULT_MINIMUM_BASE;
use crate::label::{fold, reading_order};
use std::collections::{BTreeMap, BTreeSet};

/// A ranking spread over the columns of a block.
pub(super) fn ranking(block: &Block) -> Option<Draft> {
    ranks(block).or_else(|| places(block))
}

/// Items in an order of the respondent's: every rank from 1 given as often as every other.
fn ranks(block: &Block) -> Option<Draft> {
    let number = block.columns.len();
    let last = i32::try_from(number).ok().filter(|last| (3..=50).contains(last))?;
    let cells = block.cells();
    let ranks = wholes(&cells.answers())?;
    let mut totals: BTreeMap<i32, u64> = BTreeMap::new();
    for cell in block.columns.iter().flat_map(|column| column.cells.answers()) {
        *totals.entry(whole(&cell.text)?).or_default() += cell.count;
    }
    let fits = *ranks.first()? == 1 && *ranks.last()? <= last;
    let most = block.columns.iter().map(|column| column.cells.answered()).max()?;
    // Perhaps only the first few had to be ranked.
    let are_equal = totals.values().all(|total| Some(total) == totals.values().next());
    let is_even = are_equal && i32::try_from(ranks.len()).ok() == ranks.last().copied() && ranks.len() >= 3;
    let is_possible = totals.values().all(|total| *total >= most) || ranks.len() == number;
    let asks = speaks_of(&block.stem, List::Rank);
    let is_few = totals.values().all(|total| *total <= most);
    if !(fits && (is_even && is_possible && most >= 5 || asks && is_few && most >= 2)) {
        return None;
    }
    let items = block.items.iter().zip(&block.columns);
    let items = items.map(|(item, column)| (item.clone(), column.reference.clone())).collect();
    let last = ranks.last()?;
    let why = format!("Ranks from 1 to {last}, each given as often as the others: check that 1 is the first choice.");
    let keys = vec![("items", Yaml::Map(items))];
    Some(Draft { kind: "ranking", why, keys, labels: block.items.clone(), tokens: cells.tokens(), ..Draft::default() })
}

/// Columns of ranks that stand side by side, each under its item alone; and how many they are. Nothing but the ranks
/// says that they belong together: all are filled equally often, and every rank was given by everybody.
pub(super) fn without_stem<'a>(columns: &'a [Column<'a>]) -> Option<(Block<'a>, Draft)> {
    const MOST: usize = 20;
    const ENOUGH: u64 = 10;
    let first = columns.first()?;
    // Ranks and words for none are few; most columns hold more, and there may be thousands of columns.
    if first.profile.values.len() > 2 * MOST {
        return None;
    }
    let people = first.cells.answered();
    let is_alike = |column: &&Column| column.profile.role == Role::Answer && column.cells.answered() == people;
    let alike = columns.iter().take(MOST).take_while(is_alike).count();
    let length = (3..=alike).find(|length| people >= ENOUGH && are_all_ranked(&columns[..*length], people))?;
    let named = columns[..length].iter().map(|column| (column, column.text.clone()));
    let block = Block::new(super::ticks::stem_of(&columns[..length]), named);
    let draft = ranks(&block)?;
    Some((block, draft))
}

/// Whether every rank from 1 to the number of columns was given once by everybody, and no column holds one alone.
fn are_all_ranked(columns: &[Column], people: u64) -> bool {
    let mut totals: BTreeMap<i32, u64> = BTreeMap::new();
    for column in columns {
        let answers = column.cells.answers();
        if answers.len() < 2 {
            return false;
        }
        for cell in answers {
            let Some(rank) = whole(&cell.text).filter(|rank| usize::try_from(*rank).is_ok_and(|rank| rank >= 1)) else {
                return false;
            };
            *totals.entry(rank).or_default() += cell.count;
        }
    }
    let is_last = |rank: &i32| usize::try_from(*rank).is_ok_and(|rank| rank == columns.len());
    totals.len() == columns.len() && totals.keys().last().is_some_and(is_last) && totals.values().all(|n| *n == people)
}

/// A column for each place, holding the item that was put there. The columns are numbered from 1, nobody puts an item
/// in two places, and whoever fills a place has filled those before. Where only the first few places were asked for,
/// the wording has to say so.
fn places(block: &Block) -> Option<Draft> {
    const MOST: usize = 50;
    const ENOUGH: u64 = 5;
    let cells = block.cells();
    let items = cells.choices();
    let filled: Vec<u64> = block.columns.iter().map(|column| column.cells.answered()).collect();
    let people = *filled.first()?;
    let is_sound = (3..=MOST).contains(&items.len())
        && (2..=items.len()).contains(&filled.len())
        && people >= ENOUGH
        && filled.is_sorted_by(|one, next| one >= next)
        && items.iter().all(|item| item.count <= people && whole(&item.text).is_none())
        && rare::may_all_be_named(&items)
        && block.items.iter().zip(1..).all(|(item, number)| number_of(item) == Some(number));
    let names_places = block.items.iter().all(|item| is_place(item)) || speaks_of(&block.stem, List::Rank);
    let are_all = filled.len() == items.len() && items.iter().all(|item| item.count == people);
    if !is_sound || !(names_places || are_all) || scales::find(&cells).is_some() {
        return None;
    }
    let mut labels: Vec<String> = items.iter().map(|item| item.text.clone()).collect();
    if labels.iter().all(|label| is_code(label)) {
        labels.sort_by(|one, other| reading_order(one, other));
    }
    let columns = Yaml::List(block.columns.iter().map(|column| column.reference.clone()).collect());
    let keys = vec![("column", columns), ("options", Yaml::list(&labels))];
    let why = "A column for each place, first place first; check the items, which are those seen.".to_owned();
    Some(Draft { kind: "ranking", why, keys, labels, tokens: cells.tokens_of_choice(), ..Draft::default() })
}

/// The only number in the name of a column: `Rank 2`, `2nd choice`, `2.`.
fn number_of(item: &str) -> Option<i32> {
    let mut numbers = item.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let number = numbers.next()?.parse().ok()?;
    numbers.next().is_none().then_some(number)
}

/// Whether a column is named by a place, as `Rank 2` and `2nd choice` are.
fn is_place(item: &str) -> bool {
    let words = item.split(|letter: char| !letter.is_alphabetic());
    words.filter(|word| !word.is_empty()).any(|word| is(word, List::Place))
}

/// All items in one cell, best first: every cell holds each of them once, in one order or another. Where only some were
/// to be ranked, the wording has to say so.
pub(super) fn in_one_cell(column: &Column) -> Option<Draft> {
    let cells = column.cells.choices();
    let lines = separated::lines(column);
    let found = |separator: Separator| {
        if separator.sign() == "\n" {
            permuted(&lines.iter().collect::<Vec<_>>(), separator)
        } else {
            permuted(&cells, separator)
        }
    };
    let (separator, items) = separated::separators().find_map(found)?;
    let people: u64 = cells.iter().map(|cell| cell.count).sum();
    // Each of them named every item.
    if people < DEFAULT_MINIMUM_BASE {
        return None;
    }
    Some(of_list(column, separator, &items))
}

/// The items that every cell holds, each once, and not in the same order everywhere.
fn permuted(cells: &[&Cell], separator: Separator) -> Option<(&'static str, Vec<String>)> {
    if cells.len() < 3 || !cells.iter().all(|cell| separator.may_stand_in(&cell.text)) {
        return None;
    }
    let split = separated::merge(separated::split(cells, separator), separator);
    let split: Vec<&Vec<String>> = split.iter().map(|(parts, _)| parts).collect();
    let mut items = (*split.first()?).clone();
    let set = |parts: &[String]| parts.iter().map(|part| fold(part)).collect::<BTreeSet<String>>();
    let all = set(&items);
    let holds_all = |parts: &&Vec<String>| parts.len() == all.len() && set(parts) == all;
    items.sort_by(|one, other| reading_order(one, other));
    (all.len() >= 3 && split.iter().all(holds_all)).then_some((separator.sign(), items))
}

/// A question about these items, all in one cell.
pub(super) fn of_list(column: &Column, separator: &str, items: &[String]) -> Draft {
    Draft {
        kind: "ranking",
        why: "Items in order in one cell: check that the first is the best.".to_owned(),
        keys: vec![("separator", Yaml::text(separator)), ("options", Yaml::list(items))],
        labels: items.to_vec(),
        tokens: column.cells.tokens_of_choice(),
        ..Draft::default()
    }
}

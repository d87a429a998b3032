//! Columns that belong together: the rows of a grid, the options of one question, the items of a ranking.

use super::cells::{Cell, Cells, Tokens};
use super::choice::{between_ends, by_numbers, numbered, scaled};
use super::draft::{Column, Draft};
use super::numbers::{usual_ends, wholes};
use super::scales::{Found, Scales};
use super::words::{List, Token, begins, cut, is, speaks_of};
use super::yaml::Yaml;
use super::{ColumnProfile, Role};
use crate::label::{fold, tidy};
use std::collections::{BTreeMap, BTreeSet};

/// Longest name of an option or item in a definition, in characters: YAML allows 1024 for a key, and an
/// unprintable character takes ten.
const LONGEST_LABEL: usize = 100;

/// The stem and the item of a column: as the platform gives them, or read from the header.
///
/// Headers are read as `Stem [row]`, `Stem - row` and `row:stem`.
fn stem_and_item(profile: &ColumnProfile) -> Option<(String, String)> {
    if let (Some(stem), Some(item)) = (&profile.stem, &profile.item) {
        return both(stem, item);
    }
    if let Some(stem) = &profile.stem {
        let rest = profile.text.strip_prefix(stem.as_str()).unwrap_or(&profile.text);
        return both(stem, rest.trim_matches([' ', '-', ':', '[', ']']));
    }
    let text = tidy(&profile.text);
    let bracketed = text.strip_suffix(']').and_then(|text| text.rsplit_once('['));
    let dashed = || text.rsplit_once(" - ");
    let led = || text.split_once(':').filter(|(_, stem)| !stem.starts_with("//")).map(|(item, stem)| (stem, item));
    bracketed.or_else(dashed).or_else(led).and_then(|(stem, item)| both(stem, item))
}

fn both(stem: &str, item: &str) -> Option<(String, String)> {
    let (stem, item) = (tidy(stem), tidy(item));
    (!stem.is_empty() && !item.is_empty()).then_some((stem, item))
}

/// What a column shares with others, and what it adds.
pub(super) struct Stem {
    text: String,
    /// The same, folded: worked out once, as every column is compared with all before it in its block.
    folded: String,
    item: String,
}

impl Stem {
    pub fn of(profile: &ColumnProfile) -> Option<Stem> {
        let (stem, item) = stem_and_item(profile)?;
        Some(Stem { folded: fold(&stem), text: stem, item })
    }
}

/// Consecutive columns with one stem.
pub(super) struct Block<'a> {
    pub stem: String,
    pub columns: Vec<&'a Column<'a>>,
    /// Names of the columns within the block, none twice.
    pub items: Vec<String>,
}

impl<'a> Block<'a> {
    /// The block that begins the columns, if at least two have one stem.
    pub fn first(columns: &'a [Column<'a>]) -> Option<Block<'a>> {
        let Stem { text, folded, .. } = columns.first()?.stem.as_ref()?;
        let of_block = columns.iter().map_while(|column| {
            let own = column.stem.as_ref()?;
            (own.folded == *folded && belongs(column.profile, &own.item)).then(|| (column, own.item.clone()))
        });
        let (columns, items): (Vec<&Column>, Vec<String>) = of_block.unzip();
        let has_two_others = items.iter().filter(|item| is_other(item)).count() > 1;
        let columns_kept = if has_two_others { without_text(&columns) } else { columns.len() };
        let block = Block {
            stem: text.clone(),
            items: distinct(items.into_iter().take(columns_kept)),
            columns: columns[..columns_kept].to_vec(),
        };
        (block.columns.len() >= 2).then_some(block)
    }

    /// The block without the columns in which nothing is filled in, if two are left.
    pub fn answered(&self) -> Option<Block<'a>> {
        let both = self.columns.iter().copied().zip(self.items.iter().cloned());
        let (columns, items): (Vec<&Column>, Vec<String>) =
            both.filter(|(column, _)| column.cells.all().next().is_some()).unzip();
        (columns.len() >= 2).then(|| Block { stem: self.stem.clone(), columns, items })
    }

    /// Position of its first column.
    pub fn position(&self) -> usize {
        self.columns.first().map_or(1, |column| column.profile.position)
    }

    fn cells(&self) -> Cells {
        Cells::new(self.columns.iter().flat_map(|column| &column.profile.values))
    }
}

/// Whether a column can be part of a block: an answer, or the text beside *Other*.
fn belongs(profile: &ColumnProfile, item: &str) -> bool {
    profile.role == Role::Answer || profile.role == Role::OtherText && is_other(item)
}

/// How many columns stand before the text of an *Other* that has a column of its own.
fn without_text(columns: &[&Column]) -> usize {
    columns.iter().position(|column| column.profile.role == Role::OtherText).unwrap_or(columns.len())
}

fn is_other(item: &str) -> bool {
    begins(item, List::Other)
}

/// Labels that are neither too long nor the same.
fn distinct(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    // The number that a label got last, so that a thousand like it do not count up from the first again.
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let unique = |item: String| {
        let short = cut(&item, LONGEST_LABEL);
        if seen.insert(fold(&short)) {
            return short;
        }
        let number = numbers.entry(fold(&short)).or_insert(1);
        loop {
            *number += 1;
            let candidate = format!("{short} ({number})");
            if seen.insert(fold(&candidate)) {
                return candidate;
            }
        }
    };
    items.map(unique).collect()
}

/// One answer spread over a column per option: every cell repeats its option, and nobody filled two. A scale
/// says so by its words; of other options it takes more answers to believe it.
pub(super) fn single(block: &Block, scales: &Scales) -> Option<Draft> {
    const FEW: u64 = 5;
    const MANY: u64 = 30;
    let repeats = |(column, item): (&&Column, &String)| column.cells.all().all(|cell| cell.folded == fold(item));
    let is_one = block.columns.iter().all(|column| column.profile.together == 0 && column.profile.stem.is_some());
    let answers: u64 = block.columns.iter().map(|column| column.profile.filled).sum();
    if !is_one || answers < FEW || !block.columns.iter().zip(&block.items).all(repeats) {
        return None;
    }
    // The words for no answer among the options count, whether or not somebody chose them.
    let offered: Vec<(String, u64)> = block.items.iter().map(|item| (item.clone(), 0)).collect();
    let cells = Cells::new(block.columns.iter().flat_map(|column| &column.profile.values).chain(&offered));
    let but = |tokens: &Tokens| -> Vec<String> {
        let taken: BTreeSet<String> = tokens.all().iter().map(|text| fold(text)).collect();
        block.items.iter().filter(|item| !taken.contains(&fold(item))).cloned().collect()
    };
    let why = "One answer spread over a column per option.";
    let tokens = cells.tokens();
    if let Some(found) = scales.find_texts(but(&tokens).iter().map(String::as_str)) {
        let draft = scaled(found, tokens);
        return Some(Draft { why: format!("{why} {}", draft.why).trim_end().to_owned(), ..draft });
    }
    let tokens = cells.tokens_of_choice();
    let labels = but(&tokens);
    let keys = vec![("options", Yaml::list(&labels))];
    (answers >= MANY && labels.len() >= 2).then(|| Draft {
        kind: "single",
        why: why.to_owned(),
        keys,
        labels,
        tokens,
        ..Draft::default()
    })
}

/// One column per option: each holds one text, or says yes or no.
pub(super) fn multiple(block: &Block) -> Option<Draft> {
    let mut unselected: Vec<String> = Vec::new();
    let mut has_write_ins = false;
    for (column, item) in block.columns.iter().zip(&block.items) {
        let answers: Vec<&Cell> =
            column.cells.all().filter(|cell| !is_no_answer(cell) || fold(item) == cell.folded).collect();
        let (no, yes): (Vec<&Cell>, Vec<&Cell>) =
            answers.iter().partition(|cell| is(&cell.text, List::Unselected) && cell.folded != fold(item));
        let is_yes = yes.iter().all(|cell| is(&cell.text, List::Selected));
        let is_one_text = yes.len() <= 1 && (no.is_empty() || is_yes);
        let is_write_in = is_other(item) && no.is_empty();
        if !(is_yes || is_one_text || is_write_in) || (!no.is_empty() && column.profile.more_values) {
            return None;
        }
        has_write_ins |= is_write_in && yes.len() > 1;
        unselected.extend(no.iter().map(|cell| cell.text.clone()));
    }
    if block.columns.iter().all(|column| column.cells.all().next().is_none()) {
        return None;
    }
    // A single text in each of two columns is a grid that everybody answered alike as often as not.
    let names_itself = || block.columns.iter().zip(&block.items).all(|(column, item)| names_option(column, item));
    if unselected.is_empty() && block.columns.len() < 3 && !names_itself() {
        return None;
    }
    let mut known = BTreeSet::new();
    unselected.retain(|text| known.insert(fold(text)));
    let columns = block.items.iter().zip(&block.columns).map(|(item, column)| (item.clone(), column.reference.clone()));
    let mut keys = vec![("columns", Yaml::Map(columns.collect()))];
    if !unselected.is_empty() {
        keys.push(("unselected", Yaml::list(&unselected)));
    }
    let mut why = "One column per option.".to_owned();
    if has_write_ins {
        why.push_str(" Any text beside Other counts as chosen.");
    }
    let tokens = missing_beside(block, &unselected);
    Some(Draft { kind: "multiple", why, keys, labels: block.items.clone(), tokens, ..Draft::default() })
}

/// Whether a cell stands where there is no answer.
fn is_no_answer(cell: &Cell) -> bool {
    matches!(cell.token, Some(Token::Missing | Token::NotApplicable))
}

/// Whether the one cell of a column repeats the option it stands for.
fn names_option(column: &Column, item: &str) -> bool {
    column.cells.all().all(|cell| cell.folded == fold(item) || is_other(item))
}

/// Words for missing answers in a block with a column per option, if no option is called so.
fn missing_beside(block: &Block, unselected: &[String]) -> Tokens {
    let taken: BTreeSet<String> = block.items.iter().chain(unselected).map(|text| fold(text)).collect();
    block.cells().missing().without(&taken)
}

/// Items in an order of the respondent's: every rank from 1 given as often as every other.
pub(super) fn ranking(block: &Block) -> Option<Draft> {
    let number = block.columns.len();
    let last = i32::try_from(number).ok().filter(|last| (3..=50).contains(last))?;
    let cells = block.cells();
    let ranks = wholes(&cells.answers())?;
    let total = |rank: i32| -> u64 {
        let all = block.columns.iter().flat_map(|column| column.cells.answers());
        all.filter(|cell| super::numbers::whole(&cell.text) == Some(rank)).map(|cell| cell.count).sum()
    };
    let fits = *ranks.first()? == 1 && *ranks.last()? <= last;
    let most = block.columns.iter().map(|column| column.cells.answered()).max()?;
    let is_even = ranks.len() == number && (1..=last).all(|rank| total(rank) == most);
    let asks = speaks_of(&block.stem, List::Rank);
    let is_possible = ranks.iter().all(|rank| total(*rank) <= most);
    if !(fits && (is_even && most >= 5 || asks && is_possible && most >= 2)) {
        return None;
    }
    let items = block.items.iter().zip(&block.columns);
    let items = items.map(|(item, column)| (item.clone(), column.reference.clone())).collect();
    let why = format!("Ranks from 1 to {number}, each given as often as the others: check that 1 is the first choice.");
    let keys = vec![("items", Yaml::Map(items))];
    Some(Draft { kind: "ranking", why, keys, labels: block.items.clone(), tokens: cells.tokens(), ..Draft::default() })
}

/// A grid: one scale for all columns, known by its words or made of small numbers. The items are added by the
/// caller, who knows their names.
pub(super) fn grid(block: &Block, scales: &Scales) -> Option<Draft> {
    let cells = block.cells();
    let tokens = cells.tokens();
    if block.columns.iter().any(|column| column.profile.more_values || column.cells.answers().is_empty()) {
        return None;
    }
    if let Some(found) = scales.find(&cells) {
        return Some(of_scale(found, tokens));
    }
    if let Some(numbers) = wholes(&cells.answers()) {
        let (first, last) = (*numbers.first()?, *numbers.last()?);
        let is_scale = first >= 0 && (3..=10).contains(&last) && numbers.len() >= 2;
        return is_scale.then(|| of_numbers(usual_ends(first, last), tokens));
    }
    let draft = Draft { kind: "grid", tokens: tokens.clone(), ..Draft::default() };
    if let Some(draft) = between_ends(&cells.answers(), scales, draft) {
        return Some(draft);
    }
    let labels = numbered(&cells.answers())?;
    let why = "The numbers of the answers give their order: check that the last is the best.".to_owned();
    Some(by_numbers(Draft { kind: "grid", why, tokens, ..Draft::default() }, labels))
}

fn of_scale(found: Found, tokens: Tokens) -> Draft {
    Draft { kind: "grid", labels: found.spellings(), scale: Some(found), tokens, ..Draft::default() }
}

fn of_numbers((min, max): (i32, i32), tokens: Tokens) -> Draft {
    let labels: Vec<String> = (min..=max).map(|number| number.to_string()).collect();
    let mut keys = vec![("direction", Yaml::word(&"low_to_high")), ("options", Yaml::list(&labels))];
    if min != 1 {
        keys.push(("scores", Yaml::List((min..=max).map(|number| Yaml::word(&number)).collect())));
    }
    let why = format!("Numbers from {min} to {max}: check that {max} is the best, and that these are no codes.");
    Draft { kind: "grid", why, keys, labels, tokens, ..Draft::default() }
}

#[cfg(test)]
mod tests {
    use super::stem_and_item;
    use crate::definition::infer::{ColumnProfile, Role};

    fn read(text: &str) -> Option<(String, String)> {
        stem_and_item(&ColumnProfile::new(1, text, Role::Answer))
    }

    #[test]
    fn stems_are_read_from_headers() {
        let pair = |stem: &str, item: &str| Some((stem.to_owned(), item.to_owned()));
        assert_eq!(read("How was [the food]"), pair("How was", "the food"));
        assert_eq!(read("How was it? - The food"), pair("How was it?", "The food"));
        assert_eq!(read("Tool #1:What tools do you use?"), pair("What tools do you use?", "Tool #1"));
        assert_eq!(read("How was it?"), None);
        assert_eq!(read("How was []"), None);
    }
}

//! Columns that are one question with one answer each: the rows of a grid, or one answer spread over its options.

use super::block::Block;
use super::cells::{Cell, Cells, Stray, Tokens, letters_and_digits};
use super::choice::{Order, between_ends, by_numbers, numbered, ordered, scaled};
use super::draft::{Column, Draft};
use super::found::Found;
use super::numbers::usual_ends;
use super::out_of::OutOf;
use super::profile::Role;
use super::scales;
use super::written::wholes;
use super::yaml::Yaml;
use super::{rare, strays, ticks};
use crate::label::{fold, reading_order};
use std::collections::BTreeSet;

/// Most items of a grid.
const MOST_ITEMS: usize = 200;

/// The block taken apart where its columns differ in what they hold, for when it is no question as a whole.
pub(super) fn parts<'a>(block: &Block<'a>) -> Vec<Block<'a>> {
    let sorts: Vec<Sort> =
        block.columns.iter().zip(&block.items).map(|(column, item)| Sort::of(column, item)).collect();
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for at in 0..sorts.len() {
        match parts.last_mut() {
            Some(part) if part.last().is_some_and(|last| sorts[*last].goes_with(&sorts[at])) => part.push(at),
            _ => parts.push(vec![at]),
        }
    }
    parts.into_iter().map(|part| block.part(part.into_iter())).collect()
}

/// What the cells of a column are, roughly.
#[derive(PartialEq)]
enum Sort {
    /// Free text, or what no question is asked about.
    Apart,
    /// Said yes or no to an option.
    Ticks,
    /// One of a few answers: all of them, folded.
    Few(BTreeSet<String>),
}

impl Sort {
    fn of(column: &Column, item: &str) -> Sort {
        const FEW: usize = 15;
        let answers = column.cells.answers();
        if column.profile.role != Role::Answer || answers.len() > FEW || column.profile.more_values {
            Sort::Apart
        } else if answers.len() <= 1 || ticks::Tick::new(column, item).is_some() {
            Sort::Ticks
        } else {
            Sort::Few(answers.iter().map(|cell| cell.folded.clone()).collect())
        }
    }

    /// Whether they may be parts of one question.
    fn goes_with(&self, other: &Sort) -> bool {
        match (self, other) {
            (Sort::Few(one), Sort::Few(other)) => one.intersection(other).next().is_some(),
            (one, other) => one == other && *one == Sort::Ticks,
        }
    }
}

/// One answer spread over a column per option: every cell repeats its option, and nobody filled two. A scale
/// says so by its words; of other options it takes more answers to believe it.
pub(super) fn single(block: &Block) -> Option<Draft> {
    const FEW: u64 = 5;
    const MANY: u64 = 30;
    let repeats = |(column, item): (&&Column, &String)| column.cells.all().all(|cell| cell.folded == fold(item));
    let is_one = block.columns.iter().all(|column| column.profile.together == 0);
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
    // A place for other answers that nobody used is no point of a scale.
    let is_unused = |item: &String| {
        let mut named = block.items.iter().zip(&block.columns).filter(|(name, _)| *name == item);
        ticks::is_other(item) && named.all(|(_, column)| column.profile.filled == 0)
    };
    let points: Vec<String> = but(&tokens).into_iter().filter(|item| !is_unused(item)).collect();
    if let Some(found) = scales::find_texts(points.iter().map(String::as_str)) {
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

/// A grid: one set of answers for all columns. The items are added by the caller, who knows their names.
///
/// A few cells that are none of the answers, one in two hundred, do not lose it.
pub(super) fn grid(block: &Block) -> Option<Draft> {
    if block.columns.len() > MOST_ITEMS || block.columns.iter().any(|column| column.profile.more_values) {
        return None;
    }
    let cells = block.cells();
    if let Some((core, codes)) = strays::codes_beside(&cells)
        && let Some(mut draft) = grid_of(block, &core)
    {
        strays::tell(&mut draft, &by_people(codes, block));
        return Some(draft);
    }
    if let Some(draft) = grid_of(block, &cells) {
        return Some(draft);
    }
    let (core, strays) = cells.without_strays()?;
    let mut draft = grid_of(block, &core)?;
    draft.tell_strays(&by_people(strays, block));
    Some(draft)
}

/// Strays with the number of people who wrote them.
fn by_people(mut strays: Vec<Stray>, block: &Block) -> Vec<Stray> {
    for stray in &mut strays {
        stray.people = block.people(&stray.text);
    }
    strays
}

/// A grid of which these are all the answers: a scale known by its words, small numbers, numbered words, or a few
/// answers that come back in every column.
fn grid_of(block: &Block, cells: &Cells) -> Option<Draft> {
    let answers = cells.answers();
    let tokens = cells.tokens();
    if let Some(found) = scales::find(cells) {
        return Some(of_scale(found, tokens));
    }
    if let Some(numbers) = wholes(&answers) {
        let (first, last) = (*numbers.first()?, *numbers.last()?);
        let is_scale = first >= 0 && (3..=10).contains(&last) && numbers.len() >= 2;
        return is_scale.then(|| of_numbers(usual_ends(first, last), tokens));
    }
    if let Some(found) = OutOf::of(cells) {
        let mut draft = of_numbers(found.ends(), tokens);
        draft.keys.push(("codes", found.codes(found.ends().0)));
        return Some(draft);
    }
    let people: Vec<Cell> =
        answers.iter().map(|cell| Cell { count: block.people(&cell.text), ..(*cell).clone() }).collect();
    if !rare::may_all_be_named(&people.iter().collect::<Vec<_>>()) {
        return None;
    }
    let draft = Draft { kind: "grid", tokens: tokens.clone(), ..Draft::default() };
    if let Some(draft) = between_ends(&answers, draft) {
        return Some(draft);
    }
    if let Some(labels) = numbered(&answers) {
        let why = "The numbers of the answers give their order: check that the last is the best.".to_owned();
        return Some(by_numbers(Draft { kind: "grid", why, tokens, ..Draft::default() }, labels));
    }
    of_words(block, cells)
}

/// A grid of answers in no order that is known.
fn of_words(block: &Block, cells: &Cells) -> Option<Draft> {
    const MOST: usize = 10;
    const LONGEST: usize = 80;
    const TIMES: u64 = 3;
    let answers = cells.choices();
    let sets: Vec<BTreeSet<&str>> = block
        .columns
        .iter()
        .map(|column| column.cells.choices().iter().map(|cell| cell.folded.as_str()).collect::<BTreeSet<&str>>())
        .filter(|set| !set.is_empty())
        .collect();
    let known: BTreeSet<&str> = answers.iter().map(|cell| cell.folded.as_str()).collect();
    let is_everywhere = |set: &BTreeSet<&str>| set.intersection(&known).count() * 2 >= known.len();
    let comes_back = |answer: &&&str| sets.iter().filter(|set| set.contains(**answer)).count() >= 2;
    let given: u64 = answers.iter().map(|cell| cell.count).sum();
    let is_grid = (2..=MOST).contains(&answers.len())
        && sets.len() >= 2
        && sets.iter().all(is_everywhere)
        && known.iter().filter(comes_back).count() == known.len()
        && given >= TIMES * answers.len() as u64
        && answers.iter().all(|cell| cell.text.chars().count() <= LONGEST && !is_number(&cell.text));
    let (mut labels, order) = ordered(&answers);
    if labels.iter().all(|label| is_code(label)) {
        labels.sort_by(|one, other| reading_order(one, other));
    }
    let is_ordered = order == Order::Natural;
    let why = if is_ordered {
        "The numbers in the answers give their order: check that the last is the best."
    } else {
        "Answers in no known order. If they are a scale, list them from the lowest to the \
         highest and write `direction: low_to_high`."
    };
    let direction = if is_ordered { "low_to_high" } else { "none" };
    let keys = vec![("direction", Yaml::word(&direction)), ("options", Yaml::list(&labels))];
    let tokens = cells.tokens_of_choice();
    is_grid.then(|| Draft { kind: "grid", why: why.to_owned(), keys, labels, tokens, ..Draft::default() })
}

/// A code such as `A1`.
pub(super) fn is_code(text: &str) -> bool {
    letters_and_digits(text).is_some_and(|(letters, _)| letters <= 2)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || b".,-+% ".contains(&byte))
}

pub(super) fn of_scale(found: Found, tokens: Tokens) -> Draft {
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

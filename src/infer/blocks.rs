//! Columns that belong together: the rows of a grid, the options of one question, the items of a ranking.

use super::cells::{Cell, Cells, Stray, Tokens, letters_and_digits};
use super::choice::{Order, between_ends, by_numbers, numbered, ordered, scaled};
use super::draft::{Column, Draft};
use super::numbers::{usual_ends, wholes};
use super::out_of::OutOf;
use super::scales::{self, Found};
use super::stems::{self, Place, Way};
use super::words::cut;
use super::yaml::Yaml;
use super::{Role, matrix, rare, strays, ticks};
use crate::label::{fold, reading_order};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Longest name of an option or item in a definition, in characters: YAML allows 1024 for a key, and an
/// unprintable character takes ten.
const LONGEST_LABEL: usize = 100;

/// Most items of a grid.
const MOST_ITEMS: usize = 200;

/// Columns side by side that may be one question.
pub(super) struct Block<'a> {
    pub stem: String,
    pub columns: Vec<&'a Column<'a>>,
    /// Names of the columns within the block, none twice.
    pub items: Vec<String>,
    /// Whether only their codes say that they belong together.
    pub is_coded: bool,
}

impl<'a> Block<'a> {
    /// Columns with their names within the block.
    pub fn new(stem: String, columns: impl Iterator<Item = (&'a Column<'a>, String)>) -> Block<'a> {
        let (columns, items): (Vec<&Column>, Vec<String>) = columns.unzip();
        Block { stem, columns, items: distinct(items.into_iter()), is_coded: false }
    }

    /// The columns that begin these with one stem, if there are two.
    pub fn first(columns: &'a [Column<'a>], places: &[Vec<Place>]) -> Option<Block<'a>> {
        let (first, length) = stems::run(places)?;
        let of_block = columns.iter().zip(places).take(length);
        let of_block =
            of_block.filter_map(|(column, places)| Some((column, stems::beside(places, first)?.item.clone())));
        Some(Block { is_coded: first.way == Way::Coded, ..Block::new(first.stem.clone(), of_block) })
    }

    /// Some of its columns.
    pub fn part(&self, at: impl Iterator<Item = usize>) -> Block<'a> {
        let (columns, items) = at.map(|at| (self.columns[at], self.items[at].clone())).unzip();
        Block { stem: self.stem.clone(), columns, items, is_coded: self.is_coded }
    }

    /// Some of its columns under other names.
    pub fn named(&self, at: &[usize], name: impl Fn(usize) -> String) -> Block<'a> {
        let names = distinct(at.iter().map(|at| name(*at)));
        Block { items: names, ..self.part(at.iter().copied()) }
    }

    /// The block without the columns in which nothing is filled in, if two are left.
    pub fn answered(&self) -> Option<Block<'a>> {
        let is_filled = |at: &usize| self.columns[*at].cells.all().next().is_some();
        let block = self.part((0..self.columns.len()).filter(is_filled));
        (block.columns.len() >= 2).then_some(block)
    }

    /// The rows of a matrix with a column per row and answer, `Row - Answer`: all of them have the same answers.
    pub fn rows(&self) -> Option<Vec<Block<'a>>> {
        let items: Vec<&str> = self.items.iter().map(String::as_str).collect();
        let rows = matrix::rows(&items).filter(|rows| rows.last().is_some_and(|row| row.end == items.len()))?;
        Some(rows.into_iter().map(|row| self.row(row)).collect())
    }

    /// One row of a matrix.
    pub fn row(&self, row: Range<usize>) -> Block<'a> {
        let parts = |at: usize| matrix::row_and_answer(&self.items[at]).unwrap_or_default();
        let name = parts(row.start).0;
        let columns = row.clone().map(|at| (self.columns[at], parts(at).1.to_owned()));
        Block { is_coded: self.is_coded, ..Block::new(format!("{} - {name}", self.stem), columns) }
    }

    /// The block taken apart where its columns differ in what they hold, for when it is no question as a whole.
    pub fn parts(&self) -> Vec<Block<'a>> {
        let sorts: Vec<Sort> =
            self.columns.iter().zip(&self.items).map(|(column, item)| Sort::of(column, item)).collect();
        let mut parts: Vec<Vec<usize>> = Vec::new();
        for at in 0..sorts.len() {
            match parts.last_mut() {
                Some(part) if part.last().is_some_and(|last| sorts[*last].goes_with(&sorts[at])) => part.push(at),
                _ => parts.push(vec![at]),
            }
        }
        parts.into_iter().map(|part| self.part(part.into_iter())).collect()
    }

    /// Position of its first column.
    pub fn position(&self) -> usize {
        self.columns.first().map_or(1, |column| column.profile.position)
    }

    pub fn cells(&self) -> Cells {
        Cells::new(self.columns.iter().flat_map(|column| &column.profile.values))
    }

    /// How many people gave an answer, at least: as many as gave it in one column.
    pub fn people(&self, text: &str) -> u64 {
        let folded = fold(text);
        let in_column = |column: &&Column| -> u64 {
            column.cells.all().filter(|cell| cell.folded == folded).map(|cell| cell.count).sum()
        };
        self.columns.iter().map(in_column).max().unwrap_or_default()
    }

    /// What each item of a grid asks: all that is written over its column where its name is only a code.
    pub fn wordings(&self) -> Vec<String> {
        let is_better = |column: &Column| self.is_coded && !column.text.is_empty();
        let wording = |(item, column): (&String, &&Column)| {
            if is_better(column) { column.text.clone() } else { item.clone() }
        };
        self.items.iter().zip(&self.columns).map(wording).collect()
    }
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

/// Labels that are neither too long nor the same.
fn distinct(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let unique = |item: String| {
        let short = cut(&item, LONGEST_LABEL);
        let number = times.entry(fold(&short)).or_insert(1);
        let mut candidate = short.clone();
        while !seen.insert(fold(&candidate)) {
            *number += 1;
            candidate = format!("{short} ({number})");
        }
        candidate
    };
    items.map(unique).collect()
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

//! Several answers in a column per option: what each column says about its option, and the question they make.

use super::block::Block;
use super::cells::{Cell, Stray, Tokens};
use super::draft::{Column, Draft};
use super::no_answer::Token;
use super::profile::Role;
use super::stems::{self, Place};
use super::words::{List, begins, cut, is, speaks_of};
use super::work::look;
use super::yaml::Yaml;
use super::{rare, written};
use crate::definition::DEFAULT_MINIMUM_BASE;
use crate::label::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Most different cells of an option that say neither yes nor no.
const MOST_STRAYS: usize = 3;

/// Most options of a question.
const MOST_OPTIONS: usize = 1000;

/// Whether a header asks for an answer that is not among those offered.
pub(super) fn is_other(item: &str) -> bool {
    begins(item, List::Other) || speaks_of(item, List::Specify)
}

fn is_selected(cell: &Cell) -> bool {
    is(&cell.text, List::Selected) || is_number(cell, 1)
}

/// Whether a cell with this text says that an option was not chosen.
#[must_use]
pub fn says_no(text: &str) -> bool {
    is_unselected(&Cell { text: text.to_owned(), folded: fold(text), count: 1, token: None, is_stray: false })
}

fn is_unselected(cell: &Cell) -> bool {
    is(&cell.text, List::Unselected) || is_number(cell, 0)
}

/// Whether a cell that says no says that an option was not chosen; no answer to *yes or no?* is so.
fn says_not_chosen(cell: &Cell) -> bool {
    !is(&cell.text, List::No) && !is_number(cell, 0)
}

/// The number as statistics programs write it: `1.00`.
fn is_number(cell: &Cell, number: i32) -> bool {
    written::whole(&cell.folded) == Some(number)
}

/// What a column says about the option that it stands for.
pub(super) struct Tick<'a> {
    /// The cells that say it was chosen.
    yes: Vec<&'a Cell>,
    /// Those that say it was not.
    no: Vec<&'a Cell>,
    /// A few cells that say neither.
    strays: Vec<&'a Cell>,
}

impl<'a> Tick<'a> {
    /// Reads a column as an option of this name. `None` when its cells say more than yes and no.
    pub fn new(column: &'a Column, item: &str) -> Option<Tick<'a>> {
        Tick::named(column, item, &fold(item))
    }

    /// The same, where this cell is the option's own name.
    fn named(column: &'a Column, item: &str, own: &str) -> Option<Tick<'a>> {
        if column.profile.more_values || column.profile.role != Role::Answer {
            return None;
        }
        let says = |cell: &&Cell| cell.folded == own || !is_no_answer(cell);
        let (mut no, mut rest): (Vec<&Cell>, Vec<&Cell>) = (Vec::new(), Vec::new());
        let mut unsaid = 0;
        for cell in column.cells.all().filter(says) {
            if is_unselected(cell) && cell.folded != own {
                no.push(cell);
                continue;
            }
            unsaid += usize::from(cell.folded != own && !is_selected(cell));
            // One of them may be the text of the option.
            if unsaid > MOST_STRAYS + 1 {
                return None;
            }
            rest.push(cell);
        }
        let has_flags = rest.iter().any(|cell| is_selected(cell));
        let first = rest.first().map(|cell| cell.folded.clone());
        let is_yes = |cell: &&Cell| {
            if has_flags { is_selected(cell) || cell.folded == own } else { Some(&cell.folded) == first.as_ref() }
        };
        let (yes, strays): (Vec<&Cell>, Vec<&Cell>) = rest.into_iter().partition(is_yes);
        let tick = Tick { yes, no, strays };
        (tick.has_few_strays() && !(is_other(item) && tick.is_written())).then_some(tick)
    }

    /// Whether what is neither yes nor no is so rare that it is none of the form's own words.
    fn has_few_strays(&self) -> bool {
        const ONE_IN: u64 = 20;
        let count = |cells: &[&Cell]| cells.iter().map(|cell| cell.count).sum::<u64>();
        self.strays.len() <= MOST_STRAYS && count(&self.strays) * ONE_IN <= count(&self.yes) + count(&self.no)
    }

    /// Whether the cells of an *Other* are what people wrote.
    fn is_written(&self) -> bool {
        !self.strays.is_empty() || self.no.is_empty() && !self.yes.iter().all(|cell| is_selected(cell))
    }

    /// How often it was chosen, and the cells that say that it was not; `None` where some say neither.
    pub fn sure(&self) -> Option<(u64, &[&'a Cell])> {
        self.strays.is_empty().then(|| (self.yes.iter().map(|cell| cell.count).sum(), &self.no[..]))
    }

    /// The text that says it was chosen, if it is no mere flag.
    fn text(&self) -> Option<&'a Cell> {
        self.yes.first().copied().filter(|cell| !is_selected(cell))
    }

    fn is_empty(&self) -> bool {
        self.yes.is_empty() && self.no.is_empty()
    }
}

/// Whether a cell stands where there is no answer.
fn is_no_answer(cell: &Cell) -> bool {
    matches!(cell.token, Some(Token::Missing | Token::NotApplicable))
}

/// A question with a column per option, and the columns of free text that stand in its block.
pub(super) struct Ticked<'a> {
    /// The options.
    pub options: Block<'a>,
    pub draft: Draft,
    /// Text beside an option, which is a question of its own.
    pub beside: Vec<&'a Column<'a>>,
}

/// One column per option: each holds one text, or says yes or no.
pub(super) fn multiple<'a>(block: &Block<'a>) -> Option<Ticked<'a>> {
    let are_flags = are_flags(block);
    let own = |item: &str| if are_flags { String::new() } else { fold(item) };
    let columns = block.columns.iter().zip(&block.items);
    let ticks: Vec<Option<Tick>> = columns.map(|(column, item)| Tick::named(column, item, &own(item))).collect();
    let options = options(block, &ticks)?;
    let beside = (0..ticks.len()).filter(|at| !options.contains(at)).map(|at| block.columns[at]).collect();
    let of_options: Vec<(&Column, &Tick)> =
        options.iter().filter_map(|at| Some((block.columns[*at], ticks[*at].as_ref()?))).collect();
    if !is_believable(block, &of_options) || options.len() > MOST_OPTIONS {
        return None;
    }
    let named = block.named(&options, |at| option_name(block, at, ticks[at].as_ref()));
    let draft = draft(&named, &options.iter().map(|at| ticks[*at].as_ref()).collect::<Vec<_>>())?;
    Some(Ticked { options: named, draft, beside })
}

/// Whether 0 and 1 stand in columns of other names: they say nothing of the option that is called 0.
fn are_flags(block: &Block) -> bool {
    let is_flag = |cell: &Cell| is_number(cell, 0) || is_number(cell, 1);
    let is_named_so = |item: &str| matches!(written::whole(item), Some(0 | 1));
    let mut others = block.columns.iter().zip(&block.items).filter(|(_, item)| !is_named_so(item));
    others.any(|(column, _)| column.cells.all().any(is_flag))
}

/// Positions of the columns that are options: those with ticks, and one in which people wrote another answer.
/// `None` when a column is neither an option nor text beside one.
fn options(block: &Block, ticks: &[Option<Tick>]) -> Option<Vec<usize>> {
    let is_written = |at: &usize| ticks[*at].is_none();
    let written: Vec<usize> = (0..ticks.len()).filter(is_written).collect();
    let named = |at: &usize| is_other(&block.items[*at]) || block.columns[*at].profile.role == Role::OtherText;
    // Whatever it is called, one text behind two options or more belongs to them.
    let is_last = |at: &usize| written.len() == 1 && *at + 1 == ticks.len() && ticks.len() > 2;
    if !written.iter().all(|at| named(at) || is_last(at)) {
        return None;
    }
    let has_box = (0..ticks.len()).any(|at| !is_written(&at) && is_other(&block.items[at]));
    let own = written.first().filter(|at| named(at) && !has_box);
    Some((0..ticks.len()).filter(|at| !is_written(at) || Some(at) == own).collect())
}

/// Whether columns that could be options are some.
fn is_believable(block: &Block, ticks: &[(&Column, &Tick)]) -> bool {
    let filled: Vec<&(&Column, &Tick)> = ticks.iter().filter(|(_, tick)| !tick.is_empty()).collect();
    let says_no = filled.iter().any(|(_, tick)| !tick.no.is_empty());
    let texts: Vec<&str> = filled.iter().filter_map(|(_, tick)| Some(tick.text()?.folded.as_str())).collect();
    let distinct: BTreeSet<&str> = texts.iter().copied().collect();
    // One text in every column is what all rows of a grid were answered with, unless it is a mark.
    let is_one_answer = texts.len() >= 2 && distinct.len() == 1 && texts[0].chars().count() > 2 && !says_no;
    // A single text in each of two columns is a grid that everybody answered alike as often as not.
    let names_itself = |(column, tick): (&&Column, &String)| {
        is_other(tick) || column.cells.all().filter(|cell| !is_no_answer(cell)).all(|cell| cell.folded == fold(tick))
    };
    let names_itself = || block.columns.iter().zip(&block.items).all(names_itself);
    let are_enough = says_no || block.columns.len() >= 3 || names_itself();
    !filled.is_empty() && !is_one_answer && are_enough && ticks.len() >= usize::from(block.columns.len() > 1)
}

/// What an option is called: the text in its cells where the header is only a code, unless so few gave it that it may
/// be what somebody wrote in; else its header.
fn option_name(block: &Block, at: usize, tick: Option<&Tick>) -> String {
    let (column, item) = (block.columns[at], &block.items[at]);
    if !block.is_coded {
        return item.clone();
    }
    let by_text = || (!column.text.is_empty()).then(|| column.text.clone());
    let text = tick.and_then(Tick::text).filter(|cell| rare::may_be_named(cell));
    text.map(|cell| cell.text.clone()).or_else(by_text).unwrap_or_else(|| item.clone())
}

fn draft(block: &Block, ticks: &[Option<&Tick>]) -> Option<Draft> {
    let mut unselected: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    let mut chosen: BTreeSet<&str> = BTreeSet::new();
    let mut has_write_ins = false;
    for (tick, column) in ticks.iter().zip(&block.columns) {
        if let Some(tick) = tick {
            let new = tick.no.iter().filter(|cell| known.insert(cell.folded.clone()));
            unselected.extend(new.map(|cell| cell.text.clone()));
            chosen.extend(tick.yes.iter().map(|cell| cell.folded.as_str()));
        } else {
            // *No* beside *Other, please say* is none.
            let none = column.cells.all().filter(|cell| is_unselected(cell) && known.insert(cell.folded.clone()));
            unselected.extend(none.map(|cell| cell.text.clone()));
            has_write_ins = true;
        }
    }
    let strays = strays(ticks, &known);
    // A word that is chosen in one column cannot be none in another.
    let is_chosen = |text: &String| chosen.contains(fold(text).as_str());
    if strays.iter().map(|stray| &stray.text).chain(&unselected).any(is_chosen) {
        return None;
    }
    let columns = block.items.iter().zip(&block.columns).map(|(item, column)| (item.clone(), column.reference.clone()));
    let mut keys = vec![("columns", Yaml::Map(columns.collect()))];
    if !unselected.is_empty() {
        keys.push(("unselected", Yaml::list(&unselected)));
    }
    let labels = block.items.clone();
    let mut draft =
        Draft { kind: "multiple", why: "One column per option.".to_owned(), keys, labels, ..Draft::default() };
    if has_write_ins {
        draft.add_why("Any text beside Other counts as chosen.");
    }
    draft.tokens = missing_beside(block, &unselected);
    let is_label = |stray: &Stray| draft.labels.iter().any(|label| fold(label) == fold(&stray.text));
    if strays.iter().any(is_label) {
        return None;
    }
    draft.tell_strays(&strays);
    if draft.unlisted > 0 {
        tell_selected(&mut draft, ticks);
    }
    Some(draft)
}

/// The cells of all columns that say neither yes nor no, each text once.
fn strays(ticks: &[Option<&Tick>], known: &BTreeSet<String>) -> Vec<Stray> {
    let mut strays: Vec<Stray> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let cells = ticks.iter().flatten().flat_map(|tick| &tick.strays);
    for cell in cells.filter(|cell| !known.contains(&cell.folded)) {
        if let Some(at) = places.get(cell.folded.as_str()) {
            let stray = &mut strays[*at];
            (stray.cells, stray.people) = (stray.cells + cell.count, stray.people.max(cell.count));
        } else {
            places.insert(&cell.folded, strays.len());
            strays.push(Stray::from(*cell));
        }
    }
    strays
}

/// Says what a tick looks like, so that nothing else is one. A text of few people is none, as it cannot be listed.
fn tell_selected(draft: &mut Draft, ticks: &[Option<&Tick>]) {
    let mut selected: Vec<String> = Vec::new();
    let mut unlisted = 0;
    let written = ticks.iter().zip(&draft.labels).find(|(tick, _)| tick.is_none());
    let written = written.map(|(_, label)| ("other", Yaml::text(label)));
    for (tick, label) in ticks.iter().zip(&draft.labels) {
        for cell in tick.iter().flat_map(|tick| &tick.yes) {
            let is_known = cell.folded == fold(label) || is_selected(cell) || cell.count >= DEFAULT_MINIMUM_BASE;
            if !is_known {
                unlisted += cell.count;
            } else if !selected.iter().any(|known| fold(known) == cell.folded) {
                selected.push(cell.text.clone());
            }
        }
    }
    if selected.is_empty() {
        // Nothing else is known to be a tick than the name of the option.
        selected.clone_from(&draft.labels);
    }
    draft.keys.push(("selected", Yaml::list(&selected)));
    draft.keys.extend(written);
    draft.tell_unlisted(unlisted);
}

/// Words for missing answers in a block with a column per option, if no option is called so.
fn missing_beside(block: &Block, unselected: &[String]) -> Tokens {
    let taken: BTreeSet<String> = block.items.iter().chain(unselected).map(|text| fold(text)).collect();
    block.cells().missing().without(&taken)
}

/// How a column that stands under its option alone says that it was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// By its own header.
    Own,
    /// By a mark.
    Mark,
    /// By a text, beside words that say that the option was not chosen.
    Text,
}

fn sign(column: &Column) -> Option<Sign> {
    let header = if column.text.is_empty() { &column.profile.name } else { &column.text };
    let tick = Tick::new(column, header)?;
    let [yes] = tick.yes[..] else { return None };
    let says_no = tick.no.iter().any(|cell| says_not_chosen(cell));
    let leaves_blank = column.profile.filled < column.profile.rows;
    if yes.folded == fold(header) && yes.folded.contains(char::is_alphabetic) {
        return Some(Sign::Own);
    }
    if header.ends_with('?') || header.is_empty() || !tick.strays.is_empty() {
        return None;
    }
    let is_mark = is_selected(yes) && (says_no || tick.no.is_empty() && leaves_blank);
    let is_text = !is_selected(yes) && says_no;
    is_mark.then_some(Sign::Mark).or(is_text.then_some(Sign::Text))
}

/// The options of one question that stand side by side, each under its own name without the question; and how many
/// columns they take up.
///
/// The question ends with its *Other*, where an option comes a second time, and where columns with a stem begin.
pub(super) fn without_stem<'a>(columns: &'a [Column<'a>], places: &[Vec<Place>]) -> Option<(Block<'a>, usize)> {
    const MOST: usize = 200;
    let first = sign(columns.first()?)?;
    let mut headers = BTreeSet::new();
    let mut length = 0;
    let has_stem = |at: usize| places.get(at..at + 2).and_then(stems::run).is_some();
    for (at, column) in columns.iter().enumerate().take(MOST).take_while(|(at, _)| !has_stem(*at)) {
        look();
        let is_empty = column.profile.role == Role::Answer && column.cells.all().next().is_none();
        if !(is_empty || sign(column) == Some(first)) || !headers.insert(fold(&column.text)) {
            break;
        }
        if !is_empty {
            length = at + 1;
        }
    }
    if length < 2 {
        return None;
    }
    let is_other_text = |column: &Column| {
        matches!(column.profile.role, Role::Answer | Role::OtherText)
            && is_other(&column.text)
            && sign(column).is_none()
    };
    let (last, next) = (&columns[length - 1], columns.get(length));
    if !is_other(&last.text)
        && !has_stem(length)
        && next.is_some_and(|column| is_other_text(column) && column.text.chars().count() <= 60)
    {
        length += 1;
    }
    let names =
        |column: &Column| if column.text.is_empty() { column.profile.name.clone() } else { column.text.clone() };
    let options = columns[..length].iter().map(|column| (column, names(column)));
    let block = Block::new(stem_of(&columns[..length]), options);
    Some((block, length))
}

/// What to call a question of which only the options are known.
pub(super) fn stem_of(columns: &[Column]) -> String {
    const NAMED: usize = 3;
    const LONGEST: usize = 30;
    let names: Vec<String> = columns.iter().take(NAMED).map(|column| cut(&column.text, LONGEST)).collect();
    let more = if columns.len() > NAMED { ", …" } else { "" };
    format!("{}{more}", names.join(", "))
}

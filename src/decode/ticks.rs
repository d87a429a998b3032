//! A column per option or answer: which of them are ticked.

use super::answer::{Answer, Read, missing, unrecognised};
use super::words::Words;
use crate::label::fold;
use crate::plan::{Code, FIRST_OPTION};
use crate::results::Reason;
use crate::scale::{AnswerOption, Missing};
use std::collections::HashSet;

/// What the cells of a column per option say, folded.
#[derive(Debug)]
pub struct Ticks {
    /// What says that an option was chosen, beside its own name; nothing where any other cell does.
    selected: HashSet<String>,
    unselected: HashSet<String>,
    /// The names of the options.
    names: Vec<String>,
}

impl Ticks {
    /// Of these options. Where there are no words for *chosen*, every cell says it that has none for *not chosen*.
    #[must_use]
    pub fn new(selected: &[String], unselected: &[String], options: &[AnswerOption]) -> Ticks {
        Ticks {
            selected: folded(selected),
            unselected: folded(unselected),
            names: options.iter().map(|option| fold(&option.label)).collect(),
        }
    }

    /// What is ticked in these trimmed cells, one per option. A cell that says neither yes nor no is as good as empty,
    /// but for that of the option `other`, in which any text is a tick.
    pub(super) fn answer(&self, cells: &[&[u8]], words: &Words, other: Option<Code>) -> Read {
        let (mut picks, mut is_answered, mut trouble) = (Vec::new(), false, None);
        for ((option, code), cell) in (FIRST_OPTION..).enumerate().zip(cells) {
            match words.missing(cell) {
                Some(Missing::NoAnswer) => continue,
                Some(kind) => return missing(kind),
                None => {}
            }
            let written = (other == Some(code)).then_some(true);
            match self.is_chosen(option, &fold(&String::from_utf8_lossy(cell))).or(written) {
                Some(is_chosen) => {
                    is_answered = true;
                    picks.extend(is_chosen.then_some(code - FIRST_OPTION));
                }
                None => trouble = trouble.or(Some((Reason::Unrecognised, option))),
            }
        }
        let answer = match (is_answered, trouble) {
            (true, _) => Answer::Options(picks),
            (false, Some(_)) => Answer::Missing(Missing::Unrecognised),
            (false, None) => Answer::Missing(Missing::NoAnswer),
        };
        (answer, trouble)
    }

    /// Whether a folded cell in the column of an option says that it was chosen; `None` when it says neither.
    fn is_chosen(&self, option: usize, cell: &str) -> Option<bool> {
        if self.unselected.contains(cell) {
            return Some(false);
        }
        let is_word = self.selected.is_empty() || self.selected.contains(cell);
        (is_word || self.names.get(option).is_some_and(|name| name == cell)).then_some(true)
    }
}

/// A column per answer, of which one is ticked.
#[derive(Debug)]
pub struct OneTick {
    /// What a tick in each column stands for: the code of an option, or of a kind of missing answer.
    codes: Vec<Code>,
    /// What stands in a cell that is not ticked, folded.
    unselected: HashSet<String>,
}

impl OneTick {
    /// Of answers with these codes.
    #[must_use]
    pub fn new(codes: Vec<Code>, unselected: &[String]) -> OneTick {
        OneTick { codes, unselected: folded(unselected) }
    }

    /// The only one of these trimmed cells that is ticked. Two are none that could be understood.
    pub(super) fn answer(&self, cells: &[&[u8]], words: &Words) -> Read {
        let mut found = None;
        for (at, (cell, code)) in cells.iter().zip(&self.codes).enumerate() {
            let kind = words.missing(cell);
            let is_none = kind == Some(Missing::NoAnswer) || self.is_unselected(cell);
            if let Some(kind) = kind.filter(|_| !is_none && *code >= FIRST_OPTION) {
                return missing(kind);
            }
            if !is_none && found.replace(*code).is_some() {
                return unrecognised(Reason::Unrecognised, at);
            }
        }
        found.map_or(missing(Missing::NoAnswer), |code| (Answer::of_code(code), None))
    }

    fn is_unselected(&self, cell: &[u8]) -> bool {
        self.unselected.contains(&fold(&String::from_utf8_lossy(cell)))
    }
}

fn folded(words: &[String]) -> HashSet<String> {
    words.iter().map(|word| fold(word)).collect()
}

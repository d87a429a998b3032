//! Rankings: a rank per item, an item per place, or all items in one cell, best first.

use super::answer::{Answer, Read, missing, unrecognised};
use super::number::Numeral;
use super::unit::Unit;
use super::words::Words;
use crate::label::fold;
use crate::plan::Code;
use crate::results::Reason;
use crate::scale::{AnswerOption, Missing};
use std::collections::HashMap;

/// A trimmed cell per item, each with its rank; none twice. `value` reads a number.
pub(super) fn of_items(
    cells: &[&[u8]],
    words: &Words,
    mut value: impl FnMut(Option<Numeral>) -> Result<f64, Reason>,
) -> Read {
    let mut ranks: Vec<Code> = vec![0; cells.len()];
    for (item, cell) in cells.iter().enumerate() {
        match words.missing(cell) {
            Some(Missing::NoAnswer) => continue,
            Some(kind) => return missing(kind),
            None => {}
        }
        let found = value(Unit::default().of_cell(cell));
        let is_new = |rank: &Code| !ranks.contains(rank);
        match found.and_then(|value| rank(value, cells.len()).filter(is_new).ok_or(Reason::Unrecognised)) {
            Ok(rank) => ranks[item] = rank,
            Err(reason) => return unrecognised(reason, item),
        }
    }
    as_answer(ranks)
}

/// Where items stand by their names, folded: labels and codes.
#[derive(Debug)]
pub struct Items {
    by_name: HashMap<String, usize>,
    number: usize,
}

impl Items {
    /// These items.
    #[must_use]
    pub fn new(items: &[AnswerOption]) -> Items {
        let names = |(at, item): (usize, &AnswerOption)| -> Vec<(String, usize)> {
            std::iter::once(&item.label).chain(&item.codes).map(|name| (fold(name), at)).collect()
        };
        Items { by_name: items.iter().enumerate().flat_map(names).collect(), number: items.len() }
    }

    /// A trimmed cell per place, first place first, each with the item put there; none twice.
    pub(super) fn by_place(&self, cells: &[&[u8]], words: &Words) -> Read {
        let mut ranks: Vec<Code> = vec![0; self.number];
        for ((place, cell), rank) in cells.iter().enumerate().zip(1..) {
            match words.missing(cell) {
                Some(Missing::NoAnswer) => continue,
                Some(kind) => return missing(kind),
                None => {}
            }
            let item = self.by_name.get(&fold(&String::from_utf8_lossy(cell)));
            match item.filter(|item| ranks[**item] == 0) {
                Some(item) => ranks[*item] = rank,
                None => return unrecognised(Reason::Unrecognised, place),
            }
        }
        as_answer(ranks)
    }
}

/// The rank of each of so many items in a list that names them best first; `None` when it is empty, or one comes twice.
pub(super) fn of_list(found: &[usize], items: usize) -> Option<Vec<Code>> {
    let mut ranks: Vec<Code> = vec![0; items];
    for (rank, item) in (1..).zip(found) {
        if ranks[*item] > 0 {
            return None;
        }
        ranks[*item] = rank;
    }
    (!found.is_empty()).then_some(ranks)
}

/// A whole number from 1 to the number of items.
fn rank(value: f64, items: usize) -> Option<Code> {
    (1..=items).zip(1..).find(|(_, rank)| f64::from(*rank).total_cmp(&value).is_eq()).map(|(_, rank)| rank)
}

fn as_answer(ranks: Vec<Code>) -> Read {
    if ranks.iter().any(|rank| *rank > 0) { (Answer::Ranks(ranks), None) } else { missing(Missing::NoAnswer) }
}

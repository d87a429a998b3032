//! A ranking: items put in order, with a column for the rank of each, or all in one cell, best first.

use super::Kind;
use super::asked::Asked;
use super::multiple::{labels_of, separator};
use crate::definition::answers::{OPTIONS, add_codes, labels};
use crate::definition::{Question, Reading, Source};
use crate::metric::{FIRST_CHOICE, RANKING};
use crate::scale::{AnswerOption, Direction};
use crate::tally::Shape;

pub(super) static KIND: Kind = Kind {
    name: "ranking",
    about: "Items put in order: `items` with a column for each rank, or `column`, `options` and `separator`",
    keys: &["items", "column", "options", "codes", "separator"],
    required: &[],
    lower,
};

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let in_items = asked.keys.items.mark().is_some();
    let in_cell = [asked.keys.column.mark(), asked.keys.options.mark(), asked.keys.separator.mark()];
    let (source, reading, options) = match (in_items, in_cell) {
        (true, [None, None, None]) => rank_per_item(asked)?,
        (false, [Some(_), Some(_), Some(_)]) => ranked_list(asked)?,
        _ => {
            let help = "give `items` with `item: column` for each, or else `column`, `options` and `separator`";
            asked.fault(format!("{} must say where its ranks stand in one way", asked.owner()), help);
            return None;
        }
    };
    let shape = Shape::Ranked { items: options.len() };
    let draft = asked.draft();
    let direction = Direction::LowerIsBetter;
    Some(vec![Question { shape, reading, source, options, direction, metrics: vec![&RANKING, &FIRST_CHOICE], ..draft }])
}

type Parts = (Source, Reading, Vec<AnswerOption>);

fn rank_per_item(asked: &Asked) -> Option<Parts> {
    let table = asked.keys.items.value()?;
    let mut columns = Vec::new();
    for (name, _, entry) in table.entries() {
        let given = entry.value.as_ref()?;
        let owner = format!("item `{name}`");
        if let Some(mark) = given.keys().and_then(|keys| keys.columns.mark()) {
            asked.notes().fault(mark, format!("{owner} of a ranking has one column"), "give the column of its rank");
        }
        if let Some((column, mark)) = given.column(entry.mark, |keys| &keys.column, &owner, asked.notes()) {
            asked.claim(&column, mark);
            columns.push(column);
        }
    }
    let mut options = labels_of(table, asked)?;
    for (option, (_, _, entry)) in options.iter_mut().zip(table.entries()) {
        if let Some(text) = entry.value.as_ref().and_then(|given| given.keys()?.text.value()) {
            option.label = text.to_string();
        }
    }
    Some((Source::Columns(columns), Reading::RankPerItem, options))
}

fn ranked_list(asked: &Asked) -> Option<Parts> {
    let (source, separator) = (asked.column(), separator(asked));
    let (list, mark) = asked.keys.options.marked()?;
    let mut options = labels(list, mark, OPTIONS, &asked.owner(), asked.notes())?;
    add_codes(&mut options, &asked.keys.codes, &asked.owner(), asked.notes());
    Some((source?, Reading::RankedList { separator: separator? }, options))
}

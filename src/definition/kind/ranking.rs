//! A ranking: items put in order, with a column for the rank of each, with a column for each place, or all in one
//! cell, best first.

use super::asked::Asked;
use super::multiple::{labels_of, separator};
use super::{Kind, Standing};
use crate::definition::answers::{OPTIONS, add_codes, labels};
use crate::definition::entry::AnswersEntry;
use crate::definition::source::Mark;
use crate::definition::{Question, Reading, Source};
use crate::plan::Shape;
use crate::scale::{AnswerOption, Direction};

pub(super) static KIND: Kind = Kind {
    name: "ranking",
    about: "Items put in order: `items` with a column for each, or `options` and `column`: one with a `separator`, \
            or a list with one per place",
    keys: &[&["items", "column", "options", "codes", "separator"]],
    required: &[],
    standing: Standing::Other,
    lower,
};

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let in_items = asked.keys.items.mark().is_some();
    let in_cell = [asked.keys.column.mark(), asked.keys.options.mark(), asked.keys.separator.mark()];
    let (source, reading, options) = match (in_items, in_cell) {
        (true, [None, None, None]) => rank_per_item(asked)?,
        (false, [Some(_), Some(_), Some(_)]) => ranked_list(asked)?,
        (false, [Some(column), Some(_), None]) if is_list(asked) => item_per_place(asked, column)?,
        _ => {
            let help = "give `items` with `item: column` for each; or `options` and the `column` of each place, first \
                        place first; or else `column`, `options` and `separator`";
            asked.fault(format!("{} must say where its ranks stand in one way", asked.owner()), help);
            return None;
        }
    };
    let shape = Shape::Ranked { items: options.len() };
    let draft = asked.draft();
    let direction = Direction::LowerIsBetter;
    Some(vec![Question { shape, reading, source, options, direction, ..draft }])
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
    Some((source?, Reading::RankedList { separator: separator? }, items(asked)?))
}

fn is_list(asked: &Asked) -> bool {
    asked.keys.column.value().is_some_and(|column| matches!(column, AnswersEntry::List(_)))
}

fn item_per_place(asked: &Asked, mark: Mark) -> Option<Parts> {
    let (source, options) = (asked.column_of_several(), items(asked)?);
    let source = source?;
    let places = if let Source::Columns(columns) = &source { columns.len() } else { 1 };
    if places > options.len() {
        let message = format!("{} has more places than items", asked.owner());
        asked.notes().fault(mark, message, "list every item under `options`, and one column for each place");
        return None;
    }
    Some((source, Reading::ItemPerPlace, options))
}

/// The items of a ranking that has no column for each.
fn items(asked: &Asked) -> Option<Vec<AnswerOption>> {
    let (list, mark) = asked.keys.options.marked()?;
    let mut options = labels(list, mark, OPTIONS, &asked.owner(), asked.notes())?;
    add_codes(&mut options, &asked.keys.codes, &asked.owner(), asked.notes());
    Some(options)
}

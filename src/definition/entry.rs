//! What may be written where a column, columns, a sheet or texts are asked for.

use super::ColumnRef;
use super::given::{Given, Key, List, Text};
use super::source::{Mark, Notes};
use schemars::JsonSchema;
use serde::Deserialize;

/// A column of the export, by its header or by its position (the first column is 1).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum ColumnEntry {
    /// The position of the column; the first one is 1.
    Number(#[schemars(range(min = 1))] u64),
    /// The header of the column, exactly as the export writes it.
    Text(#[schemars(with = "String")] Text),
}

/// A sheet, by its name or by its number (the first one is 1).
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum SheetEntry {
    /// The number of the sheet; the first one is 1.
    Number(#[schemars(range(min = 1))] u64),
    /// The name of the sheet, or of the file in the archive.
    Text(#[schemars(with = "String")] Text),
}

/// Where the answers to a question stand: in one column, or in one of several.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum AnswersEntry {
    /// The position of the column; the first one is 1.
    Number(#[schemars(range(min = 1))] u64),
    /// The header of the column, exactly as the export writes it.
    Text(#[schemars(with = "String")] Text),
    /// Columns of which one is filled; of a ranking, one per place.
    List(#[schemars(length(min = 2))] List<ColumnEntry>),
}

/// A column, or a block of keys that names the column and says more about it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(inline, untagged)]
pub(super) enum OrColumn<T> {
    /// The position of the column; the first one is 1.
    Number(#[schemars(range(min = 1))] u64),
    /// The header of the column, exactly as the export writes it.
    Text(#[schemars(with = "String")] Text),
    /// The column, and more about it.
    Map(T),
}

/// One text, or a list of texts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum TextsEntry {
    /// One text.
    Text(Text),
    /// Several texts.
    List(#[schemars(length(min = 1))] List<Text>),
}

impl SheetEntry {
    /// The name, or the number as it is written.
    pub(super) fn name(&self) -> String {
        match self {
            SheetEntry::Number(number) => number.to_string(),
            SheetEntry::Text(name) => name.to_string(),
        }
    }
}

impl ColumnEntry {
    /// The column, if it can be one.
    pub fn column(&self, mark: Mark, notes: &Notes) -> Option<ColumnRef> {
        match self {
            ColumnEntry::Number(position) => by_position(*position, mark, notes),
            ColumnEntry::Text(header) => by_header(header, mark, notes),
        }
    }
}

impl AnswersEntry {
    /// Every column with its place. `None` when one of them can be none.
    pub fn columns(&self, mark: Mark, notes: &Notes) -> Option<Vec<(ColumnRef, Mark)>> {
        match self {
            AnswersEntry::Number(position) => Some(vec![(by_position(*position, mark, notes)?, mark)]),
            AnswersEntry::Text(header) => Some(vec![(by_header(header, mark, notes)?, mark)]),
            AnswersEntry::List(list) => {
                let column =
                    |given: &Given<ColumnEntry>| Some((given.value.as_ref()?.column(given.mark, notes)?, given.mark));
                list.iter().map(column).collect()
            }
        }
    }
}

impl<T> OrColumn<T> {
    /// The keys, when there is a block of them.
    pub fn keys(&self) -> Option<&T> {
        match self {
            OrColumn::Map(keys) => Some(keys),
            _ => None,
        }
    }

    /// The column and its place. `key` finds it in the block of keys; `owner` is who needs it.
    pub fn column(
        &self,
        mark: Mark,
        key: impl Fn(&T) -> &Key<ColumnEntry>,
        owner: &str,
        notes: &Notes,
    ) -> Option<(ColumnRef, Mark)> {
        let column = match self {
            OrColumn::Number(position) => by_position(*position, mark, notes)?,
            OrColumn::Text(header) => by_header(header, mark, notes)?,
            OrColumn::Map(keys) => return required_column(key(keys), mark, owner, notes),
        };
        Some((column, mark))
    }
}

/// A column that must be given: what it is, and where it was named.
pub(super) fn required_column(
    key: &Key<ColumnEntry>,
    owner_mark: Mark,
    owner: &str,
    notes: &Notes,
) -> Option<(ColumnRef, Mark)> {
    if key.mark().is_none() {
        let help = "add `column:` with the header of a column, or its position";
        notes.fault(owner_mark, format!("{owner} has no `column`"), help);
    }
    let (entry, mark) = key.marked()?;
    Some((entry.column(mark, notes)?, mark))
}

fn by_position(position: u64, mark: Mark, notes: &Notes) -> Option<ColumnRef> {
    let position = usize::try_from(position).ok().filter(|position| *position > 0);
    if position.is_none() {
        notes.fault(mark, "there is no such column position", "the first column is 1");
    }
    position.map(ColumnRef::Position)
}

fn by_header(header: &str, mark: Mark, notes: &Notes) -> Option<ColumnRef> {
    if header.trim().is_empty() {
        notes.fault(mark, "a column without a name", "write its header, or its position as a number from 1");
        return None;
    }
    Some(ColumnRef::Name(header.to_owned()))
}

impl TextsEntry {
    /// Every text with its place.
    pub fn each(&self, mark: Mark) -> Vec<(&str, Mark)> {
        match self {
            TextsEntry::Text(text) => vec![(text, mark)],
            TextsEntry::List(list) => marked(list),
        }
    }
}

impl Key<TextsEntry> {
    /// Every text with its place; none when the key is not given.
    pub fn each(&self) -> Vec<(&str, Mark)> {
        self.marked().map_or_else(Vec::new, |(entry, mark)| entry.each(mark))
    }
}

/// The sound texts of a list with their places.
pub(super) fn marked(list: &List<Text>) -> Vec<(&str, Mark)> {
    list.iter().filter_map(|item| Some((&**item.value.as_ref()?, item.mark))).collect()
}

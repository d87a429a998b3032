//! Multiple response: any number of answers, in one cell with a separator or in one column for each option.

use super::asked::Asked;
use super::{Kind, Standing};
use crate::definition::answers::{AnswerSet, OPTIONS, labels, option, position};
use crate::definition::given::Table;
use crate::definition::source::Mark;
use crate::definition::{Question, Reading, Source};
use crate::diagnostic::named;
use crate::label::fold;
use crate::plan::Shape;
use crate::scale::AnswerOption;

pub(super) static KIND: Kind = Kind {
    name: "multiple",
    about: "Any number of answers: `column`, `options` and `separator`, or `columns` with one column per option",
    keys: &[&["column", "options", "codes", "other", "separator", "columns", "selected", "unselected", "unrecognised"]],
    required: &[],
    standing: Standing::Other,
    lower,
};

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let keys = asked.keys;
    let delimited = [keys.column.mark(), keys.options.mark(), keys.separator.mark(), keys.codes.mark()];
    let per_option = [keys.columns.mark(), keys.selected.mark(), keys.unselected.mark()];
    let (source, reading, set, other) =
        match (delimited.into_iter().flatten().next(), per_option.into_iter().flatten().next()) {
            (Some(_), None) => in_one_column(asked)?,
            (None, Some(_)) => in_columns(asked)?,
            (_, mark) => {
                let help = "give `column`, `options` and `separator`, or else `columns` with `option: column` for each";
                let message = format!("{} must say where its answers stand in one way", asked.owner());
                asked.notes().fault(mark.unwrap_or(asked.mark), message, help);
                return None;
            }
        };
    let shape = Shape::Multiple { options: set.options.len() };
    Some(vec![Question { shape, source, reading, options: set.options, other, ..asked.draft() }])
}

/// Where the answers stand, how they are read, what they are, and which of them is for all others.
type Parts = (Source, Reading, AnswerSet, Option<usize>);

fn in_one_column(asked: &Asked) -> Option<Parts> {
    let keys = asked.keys;
    let marks = [keys.column.mark(), keys.options.mark(), keys.separator.mark()];
    for (name, mark) in ["column", "options", "separator"].into_iter().zip(marks) {
        if mark.is_none() {
            let help = "answers in one column need `column`, `options` and `separator`, for example `separator: \";\"`";
            asked.fault(format!("{} has no `{name}`", asked.owner()), help);
        }
    }
    let (source, separator) = (asked.column(), separator(asked));
    let (list, mark) = keys.options.marked()?;
    let mut options = labels(list, mark, OPTIONS, &asked.owner(), asked.notes())?;
    let other = asked.other(&mut options);
    let set = asked.coded_and_boxed(AnswerSet { options, ..AnswerSet::default() });
    Some((source?, Reading::Delimited { separator: separator? }, set, other))
}

/// What stands between the options of a cell; notes an empty one.
pub(super) fn separator(asked: &Asked) -> Option<String> {
    let (separator, mark) = asked.keys.separator.marked()?;
    if separator.is_empty() {
        asked.notes().fault(mark, "an empty separator", "write what stands between two options, for example `;`");
        return None;
    }
    Some(separator.to_string())
}

fn in_columns(asked: &Asked) -> Option<Parts> {
    if asked.keys.columns.mark().is_none() {
        let help = "add `columns:` with `option: column` for each option";
        asked.fault(format!("{} has no `columns`", asked.owner()), help);
    }
    let table = asked.keys.columns.value()?;
    let mut columns = Vec::new();
    for (_, _, entry) in table.entries() {
        if let Some(column) = entry.value.as_ref().and_then(|column| column.column(entry.mark, asked.notes())) {
            asked.claim(&column, entry.mark);
            columns.push(column);
        }
    }
    let options = labels_of(table, asked)?;
    let (selected, unselected) = ticks(asked);
    let other = written(asked, &options);
    let set = asked.coded_and_boxed(AnswerSet { options, ..AnswerSet::default() });
    Some((Source::Columns(columns), Reading::PerOption { selected, unselected }, set, other))
}

/// The option in whose column any text is a tick; notes one that is not there.
fn written(asked: &Asked, options: &[AnswerOption]) -> Option<usize> {
    let (label, mark) = asked.keys.other.marked()?;
    position(label, mark, options, &asked.owner(), asked.notes())
}

/// The words for *chosen* and for *not chosen*; notes what stands for both, and what asks for words that are not there.
fn ticks(asked: &Asked) -> (Vec<String>, Vec<String>) {
    let (selected, unselected) = (asked.keys.selected.each(), asked.keys.unselected.each());
    let not_chosen: Vec<String> = unselected.iter().map(|(text, _)| fold(text)).collect();
    for (text, mark) in selected.iter().filter(|(text, _)| not_chosen.contains(&fold(text))) {
        let message = format!("{} is listed under `selected` and under `unselected`", named(text));
        asked.notes().fault(*mark, message, "keep one of them");
    }
    if let Some(mark) = asked.keys.unrecognised.mark().filter(|_| selected.is_empty()) {
        let message = format!("{} takes whatever stands in a column for a tick", asked.owner());
        let help = "add `selected:` with what the export writes when an option was chosen, for example `selected: 1`";
        asked.notes().fault(mark, message, help);
    }
    let owned = |texts: Vec<(&str, Mark)>| texts.into_iter().map(|(text, _)| text.to_owned()).collect();
    (owned(selected), owned(unselected))
}

/// The names of a table as options.
pub(super) fn labels_of<T>(table: &Table<T>, asked: &Asked) -> Option<Vec<AnswerOption>> {
    let names: Vec<_> = table.entries().map(|(name, mark, _)| (name, mark)).collect();
    let sound = crate::definition::answers::distinct(&names, "option", &asked.owner(), asked.notes());
    sound.then(|| names.into_iter().map(|(name, _)| option(name)).collect())
}

//! What the codes of an export stand for, where the platform hands that out as a file of its own: REDCap's
//! data dictionary.
//!
//! Its choices are `code, label | code, label`. Source: REDCap, *Data Dictionary* column
//! `Choices, Calculations, OR Slider Labels`.

use super::export::{Export, Manner};
use super::input::{Progress, Source, is_archive};
use super::platform::{DICTIONARY, HeaderColumn, Role};
use crate::diagnostic::Fault;
use crate::label::without_markup;
use std::collections::HashMap;

/// The columns of a dictionary that are of use.
const FIELD: &str = "Variable / Field Name";
const KIND: &str = "Field Type";
const LABEL: &str = "Field Label";
const CHOICES: &str = "Choices, Calculations, OR Slider Labels";
const IDENTIFIER: &str = "Identifier?";

/// What is known of the fields.
#[derive(Debug, Default)]
pub(super) struct Codebook(HashMap<String, Field>);

#[derive(Debug)]
struct Field {
    label: String,
    is_checkbox: bool,
    is_personal: bool,
    /// Codes and their labels.
    choices: Vec<(String, String)>,
}

impl Codebook {
    /// Reads a source if it is a dictionary; `None` if it is anything else.
    ///
    /// # Errors
    ///
    /// When a dictionary cannot be read to its end.
    pub(super) fn read(source: &Source, manner: Manner) -> Result<Option<Codebook>, Fault> {
        let Source::File(path) = source else { return Ok(None) };
        if is_archive(path) {
            return Ok(None);
        }
        let Ok(mut table) = Export::open(source, manner.plain(), &mut None, &Progress::new(None), true) else {
            return Ok(None); // it will be told when it is opened as an export
        };
        if !DICTIONARY.is_headed(&table.headers) {
            return Ok(None);
        }
        let column = |name: &str| table.headers.columns.iter().position(|column| column.id == name);
        let columns = [FIELD, KIND, LABEL, CHOICES, IDENTIFIER].map(column);
        let mut book = Codebook::default();
        while let Some((record, _)) = table.next_record()? {
            let cell = |at: usize| columns[at].and_then(|column| record.get(column)).unwrap_or_default();
            let [field, kind, label, choices, identifier] =
                std::array::from_fn(|at| String::from_utf8_lossy(cell(at)).trim().to_string());
            book.0.insert(field, Field::new(&kind, &label, &choices, &identifier));
        }
        Ok(Some(book))
    }

    /// Adds another dictionary.
    pub(super) fn extend(&mut self, other: Codebook) {
        self.0.extend(other.0);
    }

    /// The column as the dictionary describes it, with the labels of its codes.
    pub(super) fn describe(&self, mut column: HeaderColumn) -> (HeaderColumn, Vec<(String, String)>) {
        let box_of = column.id.split_once("___").map(|(field, code)| (field.to_string(), code.to_string()));
        let field = self.0.get(box_of.as_ref().map_or(&column.id, |(field, _)| field));
        let Some(field) = field.filter(|field| field.is_checkbox == box_of.is_some()) else {
            return (column, Vec::new());
        };
        if field.is_personal {
            column.role = Role::Personal;
        }
        let Some((_, code)) = box_of else {
            column.text.clone_from(&field.label);
            return (column, field.choices.clone());
        };
        // In a header, a code is in small letters and its minus is an underscore.
        let is_it = |(known, _): &&(String, String)| known.to_lowercase().replace('-', "_") == code;
        if let Some((_, label)) = field.choices.iter().find(is_it) {
            column.text = format!("{} - {label}", field.label);
            (column.stem, column.item) = (Some(field.label.clone()), Some(label.clone()));
        }
        (column, Vec::new())
    }
}

impl Field {
    fn new(kind: &str, label: &str, choices: &str, identifier: &str) -> Field {
        let choices = match kind {
            "radio" | "dropdown" | "checkbox" => pairs(choices),
            "yesno" => pairs("0, No | 1, Yes"),
            "truefalse" => pairs("0, False | 1, True"),
            _ => Vec::new(),
        };
        Field {
            label: without_markup(label),
            is_checkbox: kind == "checkbox",
            is_personal: identifier.eq_ignore_ascii_case("y"),
            choices,
        }
    }
}

/// `1, Good | 2, Bad, sometimes` as codes and labels: only the first comma of each ends a code.
fn pairs(choices: &str) -> Vec<(String, String)> {
    let pair = |choice: &str| {
        let (code, label) = choice.split_once(',')?;
        Some((code.trim().to_string(), without_markup(label)))
    };
    choices.split('|').filter_map(pair).filter(|(code, label)| !code.is_empty() && !label.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn choices_are_codes_and_labels() {
        let pair = |code: &str, label: &str| (code.to_string(), label.to_string());
        assert_eq!(
            pairs("1, Check-up | 2, Pain, sudden |-99,<b>None</b>"),
            [pair("1", "Check-up"), pair("2", "Pain, sudden"), pair("-99", "None")]
        );
        assert_eq!(pairs("round([a]) | "), []);
    }
}

//! A date, such as the day of a visit.

use super::asked::Asked;
use super::{Kind, Standing};
use crate::definition::time::date_format;
use crate::definition::{Question, Reading};

pub(super) static KIND: Kind = Kind {
    name: "date",
    about: "A date; `format` says how the export writes it",
    keys: &[&["column", "format", "unrecognised"]],
    required: &["column"],
    standing: Standing::Other,
    lower,
};

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let source = asked.column();
    let format = date_format(&asked.keys.format, asked.notes());
    let reading = Reading::Date { format };
    Some(vec![Question { reading, source: source?, ..asked.draft() }])
}

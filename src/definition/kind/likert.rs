//! A Likert item: agreement with a statement.

use super::asked::{Asked, BOXES, SCALE};
use super::{Kind, Standing};
use crate::definition::Question;

pub(super) static KIND: Kind = Kind {
    name: "likert",
    about: "Agreement with a statement on a scale of words",
    keys: &[&["column"], SCALE, BOXES, &["unrecognised"]],
    required: &["column"],
    standing: Standing::Agreement,
    lower,
};

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let (source, set) = (asked.column_of_several(), asked.scaled());
    let set = set?;
    Some(vec![asked.coded(source?, set)])
}

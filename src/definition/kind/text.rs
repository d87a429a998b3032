//! Free text: how many wrote something, and how much.

use super::asked::Asked;
use super::{Kind, Standing};
use crate::definition::{Question, Reading};

pub(super) static KIND: Kind = Kind {
    name: "text",
    about: "Free text",
    keys: &[&["column"]],
    required: &["column"],
    standing: Standing::Other,
    lower,
};

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let source = asked.column()?;
    Some(vec![Question { reading: Reading::Text, source, ..asked.draft() }])
}

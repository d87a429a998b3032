//! Net Promoter Score: *How likely are you to recommend us?* from 0 to 10.

use super::asked::Asked;
use super::rating::numbered;
use super::{Kind, Standing};
use crate::definition::Question;

pub(super) static KIND: Kind = Kind {
    name: "nps",
    about: "Net Promoter Score: likelihood to recommend, from 0 to 10",
    keys: &[&["column", "codes", "unrecognised"]],
    required: &["column"],
    standing: Standing::Other,
    lower,
};

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let source = asked.column_of_several();
    let set = asked.coded_and_boxed(numbered(0, 10));
    Some(vec![asked.coded(source?, set)])
}

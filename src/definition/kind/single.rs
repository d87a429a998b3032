//! One answer out of several that are no scale.

use super::asked::{Asked, BOXES};
use super::{Kind, Standing};
use crate::definition::Question;
use crate::definition::answers::{AnswerSet, OPTIONS, labels};

pub(super) static KIND: Kind = Kind {
    name: "single",
    about: "One answer out of several",
    keys: &[&["column", "options", "codes", "other"], BOXES, &["unrecognised"]],
    required: &["column", "options"],
    standing: Standing::Other,
    lower,
};

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let source = asked.column_of_several();
    let (list, mark) = asked.keys.options.marked()?;
    let mut options = labels(list, mark, OPTIONS, &asked.owner(), asked.notes())?;
    let other = asked.other(&mut options);
    let set = asked.coded_and_boxed(AnswerSet { options, ..AnswerSet::default() });
    Some(vec![Question { other, ..asked.coded(source?, set) }])
}

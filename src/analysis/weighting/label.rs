//! What the values of keys are called.

use crate::definition::Survey;
use crate::plan::Key;

/// What people call the value of a key.
pub(super) fn label<'a>(survey: &'a Survey, labels: &'a [Vec<String>], key: Key, code: u32) -> &'a str {
    let Some(at_label) = (code as usize).checked_sub(1) else { return "not stated" };
    let label = match key {
        Key::Segment { at, .. } => labels[at].get(at_label),
        Key::Answer { question, .. } => survey.questions[question].options.get(at_label).map(|option| &option.label),
        Key::Wave(_) | Key::Side(_) => None,
    };
    label.map_or("not stated", String::as_str)
}

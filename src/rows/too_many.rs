//! A breakdown with more groups than it may have, in words.

use crate::definition::Survey;
use crate::diagnostic::Fault;
use crate::plan::{Grouping, Key};

/// A breakdown with more groups than anybody reads; most likely it is by an identifier.
#[must_use]
pub fn too_many(survey: &Survey, grouping: &Grouping, most: usize) -> Fault {
    let name = |key: &Key| match key {
        Key::Segment { at, .. } => survey.segments[*at].id.clone(),
        Key::Answer { question, .. } => survey.questions[*question].id.clone(),
        Key::Wave(period) => period.name().to_string(),
        Key::Side(_) => "side".to_string(),
    };
    let mut keys = grouping.keys().to_vec();
    keys.sort_by_key(|key| matches!(key, Key::Wave(_)));
    let (what, names) = if keys.len() == 1 {
        ("segment", name(&keys[0]))
    } else {
        ("breakdown", keys.iter().map(name).collect::<Vec<_>>().join(":"))
    };
    Fault::new(format!("the {what} `{names}` has more than {most} groups")).help(
        "is it an identifier? name a column with few values, declare `bands:` or `options:`, \
             or raise the limit with --max-groups",
    )
}

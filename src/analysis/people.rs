//! How many people a group stands for: those invited, and those on a list that was asked whole.

use super::groups::Group;
use crate::definition::Survey;
use crate::plan::Key;
use crate::results::Value;
use crate::scale::Missing;
use crate::table::QuestionTally;

/// How many people of a group were invited, where the definition says so.
pub(super) fn invited(survey: &Survey, group: &Group) -> Option<u64> {
    match (group.keys.as_slice(), group.shown.keys.as_slice()) {
        ([], _) => survey.invited.total,
        ([(Key::Segment { at, .. }, _)], [key]) => match &key.value {
            Value::Named(value) => survey.invited.segments.get(&survey.segments[*at].id)?.get(value).copied(),
            _ => None,
        },
        _ => None,
    }
}

/// How many people of a list that was asked whole a question is about in a group; `None` without such a list, or where
/// more have answered than were invited.
///
/// Of the whole survey, and of a segment whose people the definition counts, that is N. Of other groups, and of
/// everybody who passes filters, it is as much of N as they are of all `units` responses. A question that is asked of
/// some is about as many of those as were asked it among the responses.
#[expect(clippy::cast_precision_loss, reason = "counts of people")]
pub(super) fn on_list(
    survey: &Survey,
    group: &Group,
    question: &QuestionTally,
    (units, is_filtered): (u64, bool),
) -> Option<f64> {
    let total = survey.invited.total.filter(|_| survey.invited.whole_list)?;
    let complete = group.tally.complete.n;
    let asked = complete - question.missing[Missing::NotAsked.index()].n;
    let counted = invited(survey, group).filter(|_| !is_filtered).map(|people| people as f64);
    let of_group = counted.unwrap_or(total as f64 * (complete as f64 / units as f64));
    let people = of_group * (asked as f64 / complete as f64);
    (units <= total && people.is_finite()).then_some(people)
}

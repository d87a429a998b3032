//! Which differences are more than chance: each group against the rest, the last whole period against the one before.
//!
//! Only the leading figure of each question is tested. A group is compared with everybody outside it, never with a
//! total that contains it; respondents without a value are in that rest, but are no group of their own. Tests that
//! stand on one page together are corrected together: all groups of one breakdown over all questions, and the change
//! of all questions from one period to the next.
//!
//! Nothing is compared where either side is hidden or has fewer respondents than may be shown. What a difference
//! tells of the rest could be had from the group and everybody, which are both shown.

mod among;
mod ask;
mod days;
mod family;
mod members;
mod sides;
mod tested;
mod told;
mod wanted;

pub use ask::{Ask, Resolved};
pub use wanted::Wanted;

use super::cells::Frame;
use super::groups::Group;
use crate::plan::Key;
use crate::results::{ComparedPeriods, DifferenceKind, QuestionResult, TestFamily};
use crate::stats::Correction;
use family::conclude;
use members::{axes, members};
use std::ops::Range;
use tested::Tested;

/// Tests the leading figures of these questions, puts the differences into them, and says what was tested together.
pub(super) fn all(
    frame: &Frame,
    questions: &mut [QuestionResult],
    periods: Option<ComparedPeriods>,
    correction: Correction,
) -> Vec<TestFamily> {
    let breakdowns = breakdowns(frame.groups);
    among::add(frame, questions, &breakdowns);
    let breakdowns = breakdowns.into_iter();
    let mut families: Vec<TestFamily> =
        breakdowns.filter_map(|groups| rest(frame, questions, groups, correction)).collect();
    families.extend(periods.and_then(|periods| over_time(frame, questions, periods, correction)));
    families
}

/// The runs of groups that belong to one breakdown without periods.
fn breakdowns(groups: &[Group]) -> Vec<Range<usize>> {
    let mut at = 0;
    let runs = groups.chunk_by(|one, other| one.grouping == other.grouping).map(|run| {
        at += run.len();
        at - run.len()..at
    });
    let is_breakdown = |range: &Range<usize>| {
        let keys = &groups[range.start].keys;
        !keys.is_empty() && keys.iter().all(|(key, _)| !matches!(key, Key::Wave(_)))
    };
    runs.filter(is_breakdown).collect()
}

/// Every group of one breakdown against the rest, over all questions.
fn rest(
    frame: &Frame,
    questions: &mut [QuestionResult],
    groups: Range<usize>,
    correction: Correction,
) -> Option<TestFamily> {
    let by = axes(frame, &groups);
    let members = members(frame, &groups);
    let family = (0..questions.len()).flat_map(|at| {
        let tested = Tested::of(frame, questions, at);
        let each = |group: &usize| Some((at, tested.as_ref()?.against_rest(*group)?));
        members.iter().filter_map(each).collect::<Vec<_>>()
    });
    let family = family.collect();
    conclude(frame, questions, family, (DifferenceKind::Rest, by), correction)
}

/// The later of two periods against the earlier one, over all questions.
fn over_time(
    frame: &Frame,
    questions: &mut [QuestionResult],
    periods: ComparedPeriods,
    correction: Correction,
) -> Option<TestFamily> {
    let (before, now) = (*frame.shown.of.get(periods.before)?, *frame.shown.of.get(periods.now)?);
    let by = frame.groups[now].shown.keys.iter().map(|key| key.axis).collect();
    let change = |at| Some((at, Tested::of(frame, questions, at)?.change(before, now)?));
    let family = (0..questions.len()).filter_map(change).collect();
    conclude(frame, questions, family, (DifferenceKind::Period, by), correction)
}

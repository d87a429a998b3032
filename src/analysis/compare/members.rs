//! The groups of a breakdown that can be told from each other.

use crate::analysis::cells::Frame;
use crate::plan::NOT_STATED;
use std::ops::Range;

/// The axes of a breakdown.
pub(super) fn axes(frame: &Frame, groups: &Range<usize>) -> Vec<usize> {
    frame.groups[groups.start].shown.keys.iter().map(|key| key.axis).collect()
}

/// The groups of a breakdown whose respondents have a value.
pub(super) fn members(frame: &Frame, groups: &Range<usize>) -> Vec<usize> {
    let stated = |group: &usize| frame.groups[*group].keys.iter().all(|(_, value)| *value != NOT_STATED);
    groups.clone().filter(stated).collect()
}

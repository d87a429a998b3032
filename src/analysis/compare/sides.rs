//! The groups of a comparison: which of them are the two sides of the same.

use crate::analysis::groups::Group;
use crate::plan::{AFTER, BEFORE, Key};
use crate::results::{Axis, GroupName, Value};
use std::collections::BTreeMap;

/// Both sides of everybody, or of a group of a breakdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// Position of the group that is the earlier side; `None` where nobody is on it.
    pub(super) before: Option<usize>,
    /// That of the later side.
    pub(super) after: Option<usize>,
    /// Either of them, by which they are called.
    pub(super) named: usize,
}

/// The pairs, in the order in which their groups stand: everybody first.
pub(super) fn pairs(groups: &[Group]) -> Vec<Pair> {
    let mut found: BTreeMap<(usize, Vec<(Key, u32)>), Pair> = BTreeMap::new();
    let mut order = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let Some(side) = side(group) else { continue };
        let others = group.keys.iter().filter(|(key, _)| key.sides().is_none()).copied().collect();
        let id = (group.grouping, others);
        let pair = found.entry(id.clone()).or_insert_with(|| {
            order.push(id);
            Pair { before: None, after: None, named: at }
        });
        match side {
            BEFORE => pair.before = Some(at),
            AFTER => pair.after = Some(at),
            _ => {}
        }
    }
    let all = order.iter().filter_map(|id| found.get(id).copied());
    all.filter(|pair| pair.before.is_some() || pair.after.is_some()).collect()
}

/// The side that a group is; `None` for groups that have both.
fn side(group: &Group) -> Option<u32> {
    group.keys.iter().find(|(key, _)| key.sides().is_some()).map(|(_, side)| *side)
}

/// What a group is called, its side left out: the ids of segments with their values.
pub(super) fn name(group: &crate::results::Group, axes: &[Axis]) -> Vec<GroupName> {
    let of = |key: &crate::results::GroupKey| {
        let segment = axes.get(key.axis)?.id().to_owned();
        let value = match &key.value {
            Value::Named(value) => Some(value.clone()),
            Value::NotStated | Value::Undated | Value::Hidden(_) => None,
        };
        Some(GroupName { segment, value })
    };
    group.keys.iter().filter_map(of).collect()
}

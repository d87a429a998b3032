//! Groups of respondents: what defines them, and whether they have a value.

use serde::{Deserialize, Serialize};

/// One condition of a group: a segment's value or a wave.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GroupKey {
    /// The segment's id, or `wave`.
    pub segment: String,
    /// The value, as people read it; `(not stated)` where the export has none.
    pub value: String,
    /// Whether that is a value, or stands for there being none.
    #[serde(default, skip_serializing_if = "GroupState::is_named")]
    pub state: GroupState,
}

/// Whether a group has a value that is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupState {
    /// Those with this value.
    #[default]
    Named,
    /// Those for whom the export has no value of the segment.
    NotStated,
    /// Those whose response has no usable date.
    Undated,
    /// Several groups that are all hidden, and whose names are not told because they are people's.
    Hidden,
}

impl GroupState {
    /// Whether the group has a value.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    fn is_named(&self) -> bool {
        *self == GroupState::Named
    }
}

/// What a group's period goes by in place of a segment's id; no segment can have this name.
pub(super) const WAVE: &str = "wave";

impl GroupKey {
    /// Those with this value of a segment.
    #[must_use]
    pub fn named(segment: &str, value: &str) -> GroupKey {
        GroupKey { segment: segment.to_string(), value: value.to_string(), state: GroupState::Named }
    }

    /// Those for whom the export has no value of a segment.
    #[must_use]
    pub fn not_stated(segment: &str) -> GroupKey {
        GroupKey { segment: segment.to_string(), value: "(not stated)".to_string(), state: GroupState::NotStated }
    }

    /// So many hidden groups of a segment.
    #[must_use]
    pub fn hidden(segment: &str, groups: usize) -> GroupKey {
        let noun = if groups == 1 { "group" } else { "groups" };
        GroupKey { segment: segment.to_string(), value: format!("{groups} hidden {noun}"), state: GroupState::Hidden }
    }

    /// Those who answered in this period.
    #[must_use]
    pub fn wave(period: &str) -> GroupKey {
        GroupKey::named(WAVE, period)
    }

    /// Those whose response has no usable date.
    #[must_use]
    pub fn undated() -> GroupKey {
        GroupKey { segment: WAVE.to_string(), value: "(undated)".to_string(), state: GroupState::Undated }
    }

    /// Whether this is a period, not a segment's value.
    #[must_use]
    pub fn is_wave(&self) -> bool {
        self.segment == WAVE
    }

    /// Whether the group has a value, and is not whoever has none.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.state.is_named()
    }
}

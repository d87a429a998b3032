//! Groups of respondents: what they are told apart by, and what defines each.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What respondents are told apart by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Axis {
    /// A segment of the definition.
    Segment {
        /// Its id.
        id: String,
        /// What it is called; its id where the definition gives no title.
        title: String,
        /// Whether its values have an order of their own (bands, or options as listed), so that showing them in
        /// another one would mislead.
        ordered: bool,
    },
    /// The period in which somebody answered.
    Wave {
        /// Its length as it was asked for: `week`, `month`, `quarter`, `year`, or `wave` for that of the definition.
        period: String,
        /// All periods from the first answer to the last one, in time; those without an answer have no group.
        periods: Vec<String>,
    },
}

/// What a period goes by in place of a segment's id; no segment can have this name.
const WAVE: &str = "wave";

impl Axis {
    /// The segment's id; `wave` for periods.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Axis::Segment { id, .. } => id,
            Axis::Wave { .. } => WAVE,
        }
    }

    /// What people call it.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Axis::Segment { title, .. } => title,
            Axis::Wave { period, .. } => period,
        }
    }

    /// Whether these are periods.
    #[must_use]
    pub const fn is_wave(&self) -> bool {
        matches!(self, Axis::Wave { .. })
    }

    /// Whether its values have an order that no picture may change.
    #[must_use]
    pub const fn is_ordered(&self) -> bool {
        matches!(self, Axis::Wave { .. } | Axis::Segment { ordered: true, .. })
    }
}

/// A group of respondents.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Group {
    /// What defines it, segments first, then the period; empty for everybody.
    pub keys: Vec<GroupKey>,
}

/// One condition of a group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GroupKey {
    /// Position among the report's axes.
    pub axis: usize,
    /// Those with this value.
    pub value: Value,
}

/// What a group has in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// This value, as people read it.
    Named(String),
    /// The export has no value of the segment for them.
    NotStated,
    /// Their response has no usable date.
    Undated,
    /// So many groups, all hidden, whose names are not told because they are people's.
    Hidden(usize),
}

impl Value {
    /// Whether these have a value, and are not whoever has none.
    #[must_use]
    pub const fn is_named(&self) -> bool {
        matches!(self, Value::Named(_))
    }
}

impl Group {
    /// Whether these are all respondents.
    #[must_use]
    pub const fn is_everybody(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether it is whoever has no value of something.
    #[must_use]
    pub fn is_unstated(&self) -> bool {
        self.keys.iter().any(|key| !key.value.is_named())
    }

    /// The axes of its keys.
    fn axes(&self) -> impl Iterator<Item = usize> {
        self.keys.iter().map(|key| key.axis)
    }
}

/// The groups that are told apart by the same axes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdown {
    /// Positions of the axes, segments first; at least one.
    pub axes: Vec<usize>,
    /// Positions of the groups.
    pub groups: Range<usize>,
}

/// The breakdowns of these groups, in their order.
#[must_use]
pub fn breakdowns(groups: &[Group]) -> Vec<Breakdown> {
    let mut at = 0;
    let runs = groups.chunk_by(|one, other| one.axes().eq(other.axes())).map(|run| {
        at += run.len();
        Breakdown { axes: run[0].axes().collect(), groups: at - run.len()..at }
    });
    runs.filter(|breakdown| !breakdown.axes.is_empty()).collect()
}

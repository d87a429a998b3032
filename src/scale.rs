//! What an answer option is: its label, the codes an export may write for it, its score, and the nets
//! and boxes it belongs to.
//!
//! Nothing here reads YAML or CSV, and nothing here counts.

use serde::{Deserialize, Serialize};

/// One answer option of a closed question.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerOption {
    /// The label people read, for example `Very good`.
    pub label: String,
    /// Other spellings an export may use for this option, for example `5`. The label itself always counts.
    pub codes: Vec<String>,
    /// The number this option stands for in a mean, in the scale's own units. `None` keeps the option out
    /// of means and medians (for example `Not applicable`).
    pub score: Option<f64>,
}

/// A named group of options reported together, for example `Good` = `Good` + `Very good`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Net {
    /// The name it is reported under.
    pub label: String,
    /// Positions in the question's option list, ascending, without repeats.
    pub options: Vec<usize>,
}

/// Which end of the scale is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A higher score is a better experience.
    HigherIsBetter,
    /// A lower score is a better experience (for example effort in CES 1.0).
    LowerIsBetter,
}

/// Why a respondent has no valid answer to a question. The six kinds are counted apart, always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Routing kept the question from this respondent.
    NotAsked,
    /// Asked, and left empty.
    NoAnswer,
    /// Said that they do not know.
    DontKnow,
    /// Declined to say.
    Refused,
    /// Wrote something the definition does not know.
    Unrecognised,
    /// What is timed began and has not ended: a chat without a reply. It has no length to average, but it was not
    /// in time either, so shares within a target count it.
    Never,
}

impl Missing {
    /// All kinds, in the order of their codes.
    pub const ALL: [Missing; 6] = [
        Missing::NotAsked,
        Missing::NoAnswer,
        Missing::DontKnow,
        Missing::Refused,
        Missing::Unrecognised,
        Missing::Never,
    ];

    /// The position of this kind in [`Missing::ALL`], which is also its answer code in a batch.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

//! Versions of a question: the days on which it was asked in one way.

use crate::plan::UNDATED;

/// When a question was asked as it is. Which version a response answered, its day tells; one without a day counts as an
/// answer to today's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The id of the question that it is a version of.
    pub of: String,
    /// Its first day, as days since 1970-01-01; `None`: the question was never asked otherwise before.
    pub from: Option<i32>,
    /// Its last day; `None`: it is asked so today.
    pub until: Option<i32>,
    /// Whether no other version stands in any of its columns, so that an answer there on another day is one too many.
    pub is_apart: bool,
    /// Whether it is counted only as a part of the question that it makes together with other versions.
    pub is_part: bool,
    /// Position of the question that it was before its first day, whose figures are not comparable with its own; always
    /// smaller than its own position.
    pub before: Option<usize>,
}

impl Version {
    /// Whether the question was asked like this on a day.
    #[must_use]
    pub fn has(&self, day: i32) -> bool {
        if day == UNDATED {
            return self.until.is_none();
        }
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

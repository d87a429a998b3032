//! Which part of a grouping is counted: an engine that only groups counts it in several.

/// What of a grouping is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// The responses of each group.
    Rows,
    /// The answers to one question.
    Question(usize),
}

impl Part {
    pub(super) const fn has_rows(self) -> bool {
        !matches!(self, Part::Question(_))
    }

    pub(super) fn has_question(self, at: usize) -> bool {
        match self {
            Part::Whole => true,
            Part::Rows => false,
            Part::Question(question) => question == at,
        }
    }
}

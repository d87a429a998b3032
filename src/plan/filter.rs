//! Filters: which responses a run is about.

/// Conditions that all have to hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// The conditions; none at all keeps every row.
    pub clauses: Vec<Clause>,
}

/// One condition on a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    /// The segment has one of these values, or (negated) none of them.
    Segment {
        /// Position of the segment.
        segment: usize,
        /// Values that satisfy, as they are called where they are shown.
        labels: Vec<String>,
        /// Whether the condition is turned round. *Not stated* satisfies a negated condition.
        negated: bool,
    },
    /// The question was answered with one of these options (any of them, for multiple response), or
    /// (negated) validly answered without any of them.
    Answer {
        /// Position of the question.
        question: usize,
        /// Option positions that satisfy.
        options: Vec<usize>,
        /// Whether the condition is turned round.
        negated: bool,
    },
    /// The number compares so with a limit. A question without a valid number fails.
    Number {
        /// Position of the question.
        question: usize,
        /// The comparison.
        comparison: Comparison,
        /// The limit.
        limit: f64,
    },
    /// The response is dated on this day or later. Undated responses fail.
    Since(i32),
    /// The response is dated on this day or earlier. Undated responses fail.
    Until(i32),
}

/// How a number compares with a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Filter {
    /// Whether answers decide which responses are counted, and not only who gave them and when.
    #[must_use]
    pub fn asks_answers(&self) -> bool {
        self.clauses.iter().any(Clause::is_on_answer)
    }
}

impl Clause {
    /// Whether it is about what was answered.
    #[must_use]
    pub const fn is_on_answer(&self) -> bool {
        matches!(self, Clause::Answer { .. } | Clause::Number { .. })
    }
}

impl Comparison {
    /// Whether a number compares so with a limit.
    #[must_use]
    #[expect(clippy::float_cmp, reason = "whoever asks for a number asks for this one")]
    pub fn holds(self, value: f64, limit: f64) -> bool {
        match self {
            Comparison::Equal => value == limit,
            Comparison::NotEqual => value != limit,
            Comparison::Less => value < limit,
            Comparison::AtMost => value <= limit,
            Comparison::Greater => value > limit,
            Comparison::AtLeast => value >= limit,
        }
    }
}

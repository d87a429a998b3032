//! Groupings: what respondents are counted under, and which of their answers.

use super::{Period, Shape, Sides};

/// One thing that respondents are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The wave: the period that the day of the response falls in.
    Wave(Period),
    /// A segment.
    Segment {
        /// Its position in the batch.
        at: usize,
        /// Whether a respondent may have several of its values.
        several: bool,
    },
    /// The side of a comparison.
    Side(Sides),
    /// The answer to a question of options: no valid one, or an option, numbered from 1.
    Answer {
        /// Position of the question.
        question: usize,
        /// Whether a respondent may have chosen several of them.
        several: bool,
    },
}

impl Key {
    /// The key that is the answer to a question of this shape; `None` where answers are no groups.
    #[must_use]
    pub const fn answer(question: usize, shape: Shape) -> Option<Key> {
        match shape {
            Shape::Coded { .. } => Some(Key::Answer { question, several: false }),
            Shape::Multiple { .. } => Some(Key::Answer { question, several: true }),
            Shape::Ranked { .. } | Shape::Values => None,
        }
    }

    /// What tells the sides of a comparison apart, where these are its groups.
    #[must_use]
    pub const fn sides(self) -> Option<Sides> {
        match self {
            Key::Side(sides) => Some(sides),
            Key::Wave(_) | Key::Segment { .. } | Key::Answer { .. } => None,
        }
    }

    /// Whether its groups overlap, because a respondent may be in several of them: they do not add up to anything.
    #[must_use]
    pub const fn overlaps(self) -> bool {
        match self {
            Key::Wave(_) | Key::Side(_) => false,
            Key::Segment { several, .. } | Key::Answer { several, .. } => several,
        }
    }
}

/// A set of keys, and the questions that are counted under it. Two respondents are in the same group when they agree
/// on every key; of a key of which they have several values, when they share one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Grouping {
    keys: Vec<Key>,
    questions: Questions,
    /// Whether responses count that filters leave out.
    before_filters: bool,
}

/// Which questions a grouping counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Questions {
    /// All of them: a breakdown.
    #[default]
    All,
    /// Those at these positions, ascending and without repeats, so that pairs of items, or sampling units, cost no
    /// more than was asked for.
    Only(Vec<usize>),
}

impl Questions {
    /// Whether the question at this position is one of them.
    #[must_use]
    pub fn contains(&self, question: usize) -> bool {
        match self {
            Questions::All => true,
            Questions::Only(some) => some.binary_search(&question).is_ok(),
        }
    }

    /// Whether all of the others are among these.
    fn contain_all(&self, others: &Questions) -> bool {
        match (self, others) {
            (Questions::All, _) => true,
            (Questions::Only(_), Questions::All) => false,
            (Questions::Only(_), Questions::Only(others)) => others.iter().all(|question| self.contains(*question)),
        }
    }
}

impl Grouping {
    /// The grouping of these keys, which are brought into order, with all questions; of no key: everybody.
    #[must_use]
    pub fn new(mut keys: Vec<Key>) -> Grouping {
        keys.sort_unstable();
        keys.dedup();
        Grouping { keys, questions: Questions::All, before_filters: false }
    }

    /// The same with only these questions.
    #[must_use]
    pub fn only(self, mut questions: Vec<usize>) -> Grouping {
        questions.sort_unstable();
        questions.dedup();
        Grouping { questions: Questions::Only(questions), ..self }
    }

    /// The same of all responses, those that filters leave out among them: a sample stays what was drawn, whoever is asked
    /// about.
    #[must_use]
    pub fn before_filters(self) -> Grouping {
        Grouping { before_filters: true, ..self }
    }

    /// Whether responses count that filters leave out.
    #[must_use]
    pub const fn is_before_filters(&self) -> bool {
        self.before_filters
    }

    /// The same questions with every group taken apart by these keys, too.
    #[must_use]
    pub fn crossed(&self, keys: &[Key]) -> Grouping {
        let Grouping { keys, .. } = Grouping::new([self.keys.as_slice(), keys].concat());
        Grouping { keys, ..self.clone() }
    }

    /// The keys, ascending and without repeats.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The questions counted.
    #[must_use]
    pub const fn questions(&self) -> &Questions {
        &self.questions
    }

    /// Whether `other` can be rolled up from this grouping: it asks for no key and no question that this one lacks, and
    /// groups that are added up do not overlap.
    #[must_use]
    pub fn covers(&self, other: &Grouping) -> bool {
        let mut given_up = self.keys.iter().filter(|key| !other.keys.contains(key));
        other.keys.iter().all(|key| self.keys.contains(key))
            && !given_up.any(|key| key.overlaps())
            && self.questions.contain_all(&other.questions)
            && self.before_filters == other.before_filters
    }
}

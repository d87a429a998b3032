//! The rules by which questions are derived from others, and routed.

use crate::decode::Band;

/// How the answer to a derived question is worked out. Positions of questions are those of `Survey::questions`, and
/// smaller than the derived question's own.
///
/// Whoever has no valid answer to what it needs has none to the derived question either, and for the same reason: of
/// several reasons the first one in the order of the sources, *not asked* only where it is the only one.
#[derive(Debug, Clone, PartialEq)]
pub enum Derivation {
    /// Every option of a closed question counts as one of fewer.
    Recode {
        /// The question recoded.
        question: usize,
        /// Per option of it, the position of the one that it counts as.
        to: Vec<usize>,
    },
    /// The band that a number is in; below the lowest one it is not recognised.
    Bands {
        /// The number.
        number: Numbers,
        /// Rising, without gaps; the last one is open.
        bands: Vec<Band>,
    },
    /// *Yes* where all of these hold, *no* as soon as one is known not to.
    All(Vec<Condition>),
    /// *Yes* as soon as one of these is known to hold, *no* where none does.
    Any(Vec<Condition>),
    /// *Yes* where all of these questions, which have the same options, were answered alike.
    Same(Vec<usize>),
    /// The mean of the items that were answered.
    Mean {
        /// The items.
        items: Vec<Numbers>,
        /// How many must have been answered; 1 or more.
        at_least: usize,
    },
    /// The sum of the items that were answered.
    Sum {
        /// The items.
        items: Vec<Numbers>,
        /// How many must have been answered; 1 or more.
        at_least: usize,
    },
    /// One question in several versions, whichever a respondent was asked.
    Versions(Vec<Part>),
    /// Two numbers, of which one total is told as a share of the other: both are counted, as a pair.
    Ratio {
        /// What is above the line.
        number: Numbers,
        /// What is below.
        of: Numbers,
    },
}

/// A version of a question that is counted together with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its position in `Survey::questions`.
    pub question: usize,
    /// Per option of it, the position of the one that it counts as; empty where the answers are numbers or ranks.
    pub to: Vec<usize>,
}

/// The numbers that a question gives: its own, or the scores of its options.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// The question.
    pub question: usize,
    /// Per option its score; empty where the answers are numbers. An option without a score counts as no answer.
    pub scores: Vec<Option<f64>>,
}

/// One routing condition: the question at `question` was answered with one of `options`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Position in `Survey::questions`; always smaller than the position of the question routed.
    pub question: usize,
    /// Option positions; any of them satisfies the condition.
    pub options: Vec<usize>,
}

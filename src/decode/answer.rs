//! What the cells of one response to one question turned out to be.

use crate::plan::Code;
use crate::results::Reason;
use crate::scale::Missing;

/// The answer to one question.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// There is none, and why.
    Missing(Missing),
    /// One option, by its code ([`FIRST_OPTION`](crate::plan::FIRST_OPTION) and up).
    Option(Code),
    /// Any number of options, by position from 0, none twice.
    Options(Vec<Code>),
    /// The rank of every item, from 1; 0 is *not ranked*.
    Ranks(Vec<Code>),
    /// A finite number: a measurement, a day, the length of a text.
    Value(f64),
}

/// What is wrong with an answer: the reason, and which of the question's cells it is about, from 0.
pub type Trouble = (Reason, usize);

/// An answer, and what is wrong with it if something is: an answer may be understood in part.
pub type Read = (Answer, Option<Trouble>);

/// No answer that could be understood, because of this cell.
pub(super) const fn unrecognised(reason: Reason, cell: usize) -> Read {
    (Answer::Missing(Missing::Unrecognised), Some((reason, cell)))
}

/// No answer of this kind, and nothing wrong with it.
pub(super) const fn missing(kind: Missing) -> Read {
    (Answer::Missing(kind), None)
}

impl Answer {
    /// What a code stands for: an option, or a kind of missing answer.
    #[must_use]
    pub fn of_code(code: Code) -> Answer {
        Missing::ALL.get(usize::from(code)).map_or(Answer::Option(code), |kind| Answer::Missing(*kind))
    }
}

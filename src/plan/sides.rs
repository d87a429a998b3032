//! The two sides of a comparison: before and after.

use super::{NOT_STATED, UNDATED};

/// The value of the earlier side, and of the later one.
pub const BEFORE: u32 = 1;
/// See [`BEFORE`].
pub const AFTER: u32 = 2;

/// What tells the two sides of a comparison apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sides {
    /// The export that a response stands in: those from this position on are the later side.
    Files {
        /// Position of the first of them.
        later: usize,
    },
    /// The day of the response. Undated responses, and those of days that neither has, are on neither side.
    Days {
        /// Those of the earlier side.
        before: Span,
        /// Those of the later side; no day is on both.
        after: Span,
    },
}

/// Days from a first to a last one, both included; open ends are the first and the last day there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first day, in days since 1970-01-01.
    pub first: i32,
    /// The last day.
    pub last: i32,
}

impl Span {
    /// Whether a day is one of them.
    #[must_use]
    pub const fn has(self, day: i32) -> bool {
        day != UNDATED && self.first <= day && day <= self.last
    }

    /// Whether some day is in both.
    #[must_use]
    pub const fn overlaps(self, other: Span) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

impl Sides {
    /// The side of a response of this day in the export at this position: [`BEFORE`], [`AFTER`], or [`NOT_STATED`].
    #[must_use]
    pub const fn of(self, file: usize, day: i32) -> u32 {
        match self {
            Sides::Files { later } if file < later => BEFORE,
            Sides::Files { .. } => AFTER,
            Sides::Days { before, .. } if before.has(day) => BEFORE,
            Sides::Days { after, .. } if after.has(day) => AFTER,
            Sides::Days { .. } => NOT_STATED,
        }
    }

    /// Whether days tell them apart.
    #[must_use]
    pub const fn are_days(self) -> bool {
        matches!(self, Sides::Days { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_response_is_on_one_side_or_on_none() {
        let days = |first, last| Span { first, last };
        let sides = Sides::Days { before: days(i32::MIN, 9), after: days(12, 20) };
        let found: Vec<u32> = [UNDATED, 0, 9, 10, 12, 20, 21].map(|day| sides.of(0, day)).to_vec();
        assert_eq!(found, [0, 1, 1, 0, 2, 2, 0]);
        let files = Sides::Files { later: 2 };
        assert_eq!([0, 1, 2, 5].map(|file| files.of(file, UNDATED)), [1, 1, 2, 2]);
        assert!(days(1, 5).overlaps(days(5, 9)) && !days(1, 5).overlaps(days(6, 9)));
    }
}

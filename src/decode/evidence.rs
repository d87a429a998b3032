//! Whether the numbers of a column have a decimal point or a decimal comma.

use super::number::{Decimal, Numeral, Says};
use std::ops::AddAssign;

/// How the numbers of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// As declared: what is written otherwise is no number.
    Declared(Decimal),
    /// As the cells of the column themselves tell: this only decides what could be read both ways.
    Found(Decimal),
    /// Nobody can tell: what could be read both ways is not read.
    Undecided,
}

/// What the numbers of a column tell about its decimal mark: cells counted by what they can mean. Counts add up, so
/// neither the order of the rows nor the number of threads can change what is decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Cells that can only have a decimal point.
    pub point: u64,
    /// Cells that can only have a decimal comma.
    pub comma: u64,
    /// Cells such as `1.234`.
    pub either_point: u64,
    /// Cells such as `1,234`.
    pub either_comma: u64,
}

/// So many times as many cells must speak for one mark as for the other before these are taken for slips.
const OVERWHELMING: u64 = 20;

impl Manner {
    /// The number that a numeral is; `None` when it is none, or could be two.
    #[must_use]
    pub fn value(self, numeral: Numeral) -> Option<f64> {
        let decimal = match (self, numeral.says) {
            (Manner::Declared(Decimal::Point), Says::Comma)
            | (Manner::Declared(Decimal::Comma), Says::Point)
            | (Manner::Undecided, Says::Either(_)) => return None,
            (Manner::Declared(decimal) | Manner::Found(decimal), Says::Either(_)) => decimal,
            (_, Says::Comma) => Decimal::Comma,
            (_, Says::Nothing | Says::Point) => Decimal::Point,
        };
        Some(match decimal {
            Decimal::Point => numeral.point,
            Decimal::Comma => numeral.comma,
        })
    }
}

impl Evidence {
    /// Takes note of one cell.
    pub const fn note(&mut self, says: Says) {
        self.note_many(says, 1);
    }

    /// Takes note of so many cells alike.
    pub const fn note_many(&mut self, says: Says, cells: u64) {
        match says {
            Says::Nothing => {}
            Says::Point => self.point += cells,
            Says::Comma => self.comma += cells,
            Says::Either(Decimal::Point) => self.either_point += cells,
            Says::Either(Decimal::Comma) => self.either_comma += cells,
        }
    }

    /// Whether some cell can be read both ways, so that something has to be decided.
    #[must_use]
    pub const fn is_in_doubt(&self) -> bool {
        self.either_point + self.either_comma > 0
    }

    /// The mark of a column. Its own cells tell, if nearly all that can speak with one voice. Else the file does:
    /// the cells of its other columns of numbers (`others`) and what its `separator` suggests, unless one
    /// contradicts the other.
    ///
    /// A comma between cells goes with a decimal point. A semicolon stands there where the comma is taken, which
    /// is why `1,234` is then not a thousand, but it is also what some programs always write, so that `1.234` is
    /// in doubt. Elsewhere `1.234` is what programs write, and `1,234` is in doubt.
    #[must_use]
    pub fn decide(&self, others: &Evidence, separator: u8) -> Option<Decimal> {
        if self.point + self.comma > 0 {
            return self.voice();
        }
        let suggested = match separator {
            b',' => Some(Decimal::Point),
            b';' => (self.either_point == 0).then_some(Decimal::Comma),
            _ => (self.either_comma == 0).then_some(Decimal::Point),
        };
        if others.point + others.comma == 0 {
            return suggested;
        }
        others.voice().filter(|voice| suggested.is_none_or(|suggested| suggested == *voice))
    }

    /// What the cells say that can mean one thing only.
    fn voice(&self) -> Option<Decimal> {
        let outweighs = |one: u64, other: u64| one > 0 && one >= other.saturating_mul(OVERWHELMING);
        if outweighs(self.point, self.comma) {
            Some(Decimal::Point)
        } else {
            outweighs(self.comma, self.point).then_some(Decimal::Comma)
        }
    }
}

impl AddAssign for Evidence {
    fn add_assign(&mut self, other: Evidence) {
        self.point += other.point;
        self.comma += other.comma;
        self.either_point += other.either_point;
        self.either_comma += other.either_comma;
    }
}

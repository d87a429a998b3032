//! Weights as integers, so that sums are exact and do not depend on the order of the rows.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// A non-negative number with 64 binary places.
///
/// A weight of 1 is 2⁶⁴ units, so weights down to 10⁻¹⁰ keep nine digits. Addition is integer
/// addition: associative, commutative, the same on every machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fixed(pub i128);

/// Largest weight a response may carry. Ten million responses of this weight still sum without overflow.
pub const MAX_WEIGHT: f64 = 1_000_000.0;

const ONE: f64 = 18_446_744_073_709_551_616.0; // 2^64

impl Fixed {
    /// Nothing.
    pub const ZERO: Fixed = Fixed(0);

    /// The nearest representable number. Exact for whole numbers.
    ///
    /// ```
    /// use survey::tally::Fixed;
    /// assert_eq!(Fixed::from_f64(2.5).to_f64(), 2.5);
    /// ```
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "weights are checked against MAX_WEIGHT where they are read")]
    pub fn from_f64(value: f64) -> Fixed {
        Fixed((value * ONE).round() as i128)
    }

    /// A count as a number.
    #[must_use]
    pub const fn from_count(n: u64) -> Fixed {
        Fixed((n as i128) << 64)
    }

    /// The number as a float, rounded once.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "this is the one rounding")]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / ONE
    }
}

impl Add for Fixed {
    type Output = Fixed;
    fn add(self, other: Fixed) -> Fixed {
        Fixed(self.0 + other.0)
    }
}

impl Sub for Fixed {
    type Output = Fixed;
    fn sub(self, other: Fixed) -> Fixed {
        Fixed(self.0 - other.0)
    }
}

impl AddAssign for Fixed {
    fn add_assign(&mut self, other: Fixed) {
        self.0 += other.0;
    }
}

impl Sum for Fixed {
    fn sum<I: Iterator<Item = Fixed>>(items: I) -> Fixed {
        items.fold(Fixed::ZERO, Add::add)
    }
}

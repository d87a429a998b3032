//! Weights as integers, so that sums are exact and do not depend on the order of the rows.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// A non-negative number with 64 binary places.
///
/// A weight of 1 is 2⁶⁴ units. Addition is integer addition: associative, commutative, the same on every machine.
/// It wraps around: [`super::Weighing`] says beforehand whether sums have room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fixed(pub i128);

const ONE: f64 = 18_446_744_073_709_551_616.0; // 2^64

impl Fixed {
    /// Nothing.
    pub const ZERO: Fixed = Fixed(0);

    /// Binary places.
    pub(super) const PLACES: i32 = 64;

    /// The nearest representable number. Exact for whole numbers; of a number with few decimals, such as 0.873, the
    /// one nearest to the decimals, not to the double that stands for them: sums of weights tie where decimals do.
    ///
    /// ```
    /// use survey::table::Fixed;
    /// assert_eq!(Fixed::from_f64(2.5).to_f64(), 2.5);
    /// ```
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a cast saturates, and weights are scaled to fit")]
    pub fn from_f64(value: f64) -> Fixed {
        decimal(value).unwrap_or_else(|| Fixed((value * ONE).round() as i128))
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

/// A non-negative number of at most nine decimals, from its digits.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "compared with the number itself")]
fn decimal(value: f64) -> Option<Fixed> {
    const SHIFTED: f64 = 9_007_199_254_740_992.0; // 2^53: up to here digits and doubles are the same
    let mut power = 1u64;
    for _ in 0..=9 {
        #[expect(clippy::cast_precision_loss, reason = "at most a thousand million")]
        let scale = power as f64;
        let digits = (value * scale).round();
        if digits.abs() >= SHIFTED {
            return None;
        }
        if digits >= 0.0 && (digits / scale).total_cmp(&value).is_eq() {
            let numerator = u128::from(digits as u64) << 64;
            return Some(Fixed(((numerator + u128::from(power / 2)) / u128::from(power)).cast_signed()));
        }
        power *= 10;
    }
    None
}

impl Add for Fixed {
    type Output = Fixed;
    fn add(self, other: Fixed) -> Fixed {
        Fixed(self.0.wrapping_add(other.0))
    }
}

impl Sub for Fixed {
    type Output = Fixed;
    fn sub(self, other: Fixed) -> Fixed {
        Fixed(self.0.wrapping_sub(other.0))
    }
}

impl AddAssign for Fixed {
    fn add_assign(&mut self, other: Fixed) {
        self.0 = self.0.wrapping_add(other.0);
    }
}

impl Sum for Fixed {
    fn sum<I: Iterator<Item = Fixed>>(items: I) -> Fixed {
        items.fold(Fixed::ZERO, Add::add)
    }
}

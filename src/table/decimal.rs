//! Weights as decimal integers, so that sums are exact, do not depend on the order of the rows, and are the same on
//! every engine that adds up decimals.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// A number with so many decimal places, as an integer.
///
/// Addition is integer addition: associative, commutative, the same on every machine. It wraps around:
/// [`super::Weighing`] says beforehand whether sums have room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal<const PLACES: u32>(pub i128);

/// A weight, or a sum of weights: a weight of 1 is 10¹² units.
pub type Weight = Decimal<12>;

/// The square of a [`Weight`], or a sum of such squares: exactly what multiplying the units gives, so that an engine
/// that is given weights has the same squares.
pub type Square = Decimal<24>;

/// Digits that an integer of 64 bits always has room for.
pub const MOST_DIGITS: usize = 18;

/// Up to here digits and doubles are the same.
const EVERY_WHOLE: u64 = 1 << 53;

impl<const PLACES: u32> Decimal<PLACES> {
    /// Decimal places.
    pub const PLACES: u32 = PLACES;

    /// Nothing.
    pub const ZERO: Decimal<PLACES> = Decimal(0);

    /// Units in 1.
    pub(super) const ONE: i128 = 10i128.pow(PLACES);

    /// The nearest representable number, of a non-negative one. Where few decimals stand for it, such as 0.873, these
    /// decimals, and not the double: sums of weights tie where decimals do.
    ///
    /// ```
    /// use survey::table::Weight;
    /// assert_eq!(Weight::from_f64(2.5).to_f64(), 2.5);
    /// assert_eq!(Weight::from_f64(0.873).0, 873_000_000_000);
    /// ```
    #[must_use]
    pub fn from_f64(value: f64) -> Decimal<PLACES> {
        Decimal(from_digits(value, PLACES).unwrap_or_else(|| from_bits(value, PLACES)))
    }

    /// A number as its digits make it, shifted by so many decimal places, and half a unit rounded up: no double is in
    /// between, so that who adds up decimals has the same. `None` for what is not digits with at most one mark among
    /// them, and where units have more than [`MOST_DIGITS`].
    ///
    /// ```
    /// use survey::table::Weight;
    /// assert_eq!(Weight::written(b"0.873", 0), Some(Weight::from_f64(0.873)));
    /// assert_eq!(Weight::written(b"0.0000000000005", 0).map(|weight| weight.0), Some(1));
    /// ```
    #[must_use]
    pub fn written(digits: &[u8], shift: i32) -> Option<Decimal<PLACES>> {
        let places = usize::try_from(PLACES.cast_signed() + shift).ok()?;
        let mark = digits.iter().position(|byte| matches!(byte, b'.' | b',')).unwrap_or(digits.len());
        let (whole, decimals) = (&digits[..mark], digits.get(mark + 1..).unwrap_or_default());
        let are_digits = |digits: &[u8]| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
        if !are_digits(whole) || mark < digits.len() && !are_digits(decimals) {
            return None;
        }
        // Of a small number, zeros take no room.
        let beyond = (whole.len() + places).saturating_sub(MOST_DIGITS);
        let are_zeros = |digits: &[u8]| digits.iter().all(|digit| *digit == b'0');
        if beyond > 0 && (whole != b"0" || !decimals.get(..beyond - 1).is_some_and(are_zeros)) {
            return None;
        }
        let kept = decimals.iter().copied().chain(std::iter::repeat(b'0')).take(places);
        let units = whole.iter().copied().chain(kept).fold(0u64, |units, digit| units * 10 + u64::from(digit - b'0'));
        let half = decimals.get(places).is_some_and(|digit| *digit >= b'5');
        Some(Decimal(i128::from(units + u64::from(half))))
    }

    /// A count as a number.
    #[must_use]
    pub const fn from_count(n: u64) -> Decimal<PLACES> {
        Decimal(n as i128 * Self::ONE)
    }

    /// So many times as much.
    #[must_use]
    pub const fn times(self, n: u64) -> Decimal<PLACES> {
        Decimal(self.0.wrapping_mul(n as i128))
    }

    /// The number as a float, rounded once.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "this is the one rounding")]
    pub fn to_f64(self) -> f64 {
        let magnitude = self.0.unsigned_abs();
        let one = Self::ONE.unsigned_abs();
        let value = if PLACES <= 22 && magnitude < u128::from(EVERY_WHOLE) {
            magnitude as f64 / one as f64 // both are doubles
        } else if magnitude == 0 {
            0.0
        } else {
            // As many bits as there is room for, the last of which says whether there are more behind it.
            let shift = magnitude.leading_zeros();
            let (high, rest) = ((magnitude << shift) / one, (magnitude << shift) % one);
            let more = one.leading_zeros().min(high.leading_zeros());
            let (low, rest) = ((rest << more) / one, (rest << more) % one);
            let bits = high << more | low | u128::from(rest > 0);
            bits as f64 * 2f64.powi(-(shift + more).cast_signed())
        };
        if self.0 < 0 { -value } else { value }
    }
}

impl Weight {
    /// The square, exactly.
    #[must_use]
    pub const fn squared(self) -> Square {
        Decimal(self.0.wrapping_mul(self.0))
    }
}

/// The units that the digits of a number make, where a double has no more than these.
#[expect(clippy::cast_possible_truncation, reason = "compared with the number itself")]
#[expect(clippy::cast_precision_loss, reason = "both are doubles")]
fn from_digits(value: f64, places: u32) -> Option<i128> {
    let mut scale = 1u64;
    for decimals in 0..=places.min(18) {
        let digits = (value * scale as f64).round();
        if digits.abs() >= EVERY_WHOLE as f64 {
            return None;
        }
        if digits >= 0.0 && (digits / scale as f64).total_cmp(&value).is_eq() {
            return Some(i128::from(digits as i64) * 10i128.pow(places - decimals));
        }
        scale *= 10;
    }
    None
}

/// The units nearest to a double, a half rounded up; none of a negative one, and as many as there can be of one that
/// is too large.
fn from_bits(value: f64, places: u32) -> i128 {
    const FRACTION: u32 = 52;
    const BIAS: i32 = 1075;
    if value.is_nan() || value <= 0.0 {
        return 0;
    }
    let bits = value.to_bits();
    let exponent = i32::try_from(bits >> FRACTION).unwrap_or(i32::MAX).max(1) - BIAS;
    let mantissa = u128::from(bits & ((1 << FRACTION) - 1) | u64::from(bits >> FRACTION > 0) << FRACTION);
    // Five to the power of the places takes 56 bits at most, so that the product has room.
    let (units, exponent) = (mantissa * 5u128.pow(places), exponent + places.cast_signed());
    let units = if exponent >= 0 {
        let fits = exponent.unsigned_abs() < units.leading_zeros();
        if fits { units << exponent } else { u128::MAX }
    } else {
        let half = units.checked_shr(exponent.unsigned_abs() - 1).unwrap_or(0);
        half.div_ceil(2)
    };
    i128::try_from(units).unwrap_or(i128::MAX)
}

impl<const PLACES: u32> Add for Decimal<PLACES> {
    type Output = Decimal<PLACES>;
    fn add(self, other: Decimal<PLACES>) -> Decimal<PLACES> {
        Decimal(self.0.wrapping_add(other.0))
    }
}

impl<const PLACES: u32> Sub for Decimal<PLACES> {
    type Output = Decimal<PLACES>;
    fn sub(self, other: Decimal<PLACES>) -> Decimal<PLACES> {
        Decimal(self.0.wrapping_sub(other.0))
    }
}

impl<const PLACES: u32> AddAssign for Decimal<PLACES> {
    fn add_assign(&mut self, other: Decimal<PLACES>) {
        self.0 = self.0.wrapping_add(other.0);
    }
}

impl<const PLACES: u32> Sum for Decimal<PLACES> {
    fn sum<I: Iterator<Item = Decimal<PLACES>>>(items: I) -> Decimal<PLACES> {
        items.fold(Decimal::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Square, Weight, from_bits};

    #[test]
    fn decimals_are_what_they_are_written_as() {
        let units = |value| Weight::from_f64(value).0;
        assert_eq!(units(0.1), 100_000_000_000);
        assert_eq!(units(1.000_000_000_001), 1_000_000_000_001);
        assert_eq!(units(44.210_000_000_000_01), 44_210_000_000_000, "a fourteenth decimal is rounded away");
        assert_eq!(units(1e15), 1_000_000_000_000_000_000_000_000_000);
        assert_eq!((units(0.0), units(-1.0), units(f64::NAN), units(1e-13)), (0, 0, 0, 0));
        assert_eq!(units(f64::INFINITY), i128::MAX);
        assert_eq!(units(1.0 / 3.0), 333_333_333_333);
        assert_eq!(from_bits(2.0 / 3.0, 12), 666_666_666_667);
        assert_eq!((from_bits(0.5, 0), from_bits(1.5, 0), from_bits(2.25, 0), from_bits(4.9e-324, 12)), (1, 2, 2, 0));
    }

    #[test]
    fn written_digits_are_taken_as_they_are() {
        let units = |text: &str, shift| Weight::written(text.as_bytes(), shift).map(|weight| weight.0);
        assert_eq!(units("12", 0), Some(12_000_000_000_000));
        assert_eq!(units("0,25", 0), units("00.250", 0));
        assert_eq!(units("1.2345678901234567", 0), Some(1_234_567_890_123));
        assert_eq!(units("1.2345678901235", 0), Some(1_234_567_890_124));
        assert_eq!(units("0.00000000000049999999999999999999", 0), Some(0));
        assert_eq!(
            (units("1.5", 2), units("1.5", -12), units("1.5", -11)),
            (Some(150_000_000_000_000), Some(2), Some(15))
        );
        assert_eq!(
            (units("999999", 0), units("1000000", 0), units("1", -13)),
            (Some(999_999 * 10i128.pow(12)), None, None)
        );
        assert_eq!(
            (units("0.0001234", 9), units("0.001", 9), units("00.0001", 9)),
            (Some(123_400_000_000_000_000), None, None)
        );
        for text in ["", ".", ".5", "5.", "1.2.3", "-1", "1e3", "1 000", "½"] {
            assert_eq!(units(text, 0), None, "{text}");
        }
    }

    #[test]
    fn squares_are_exact() {
        assert_eq!(Weight::from_f64(0.873).squared(), Square::from_f64(0.762_129));
        assert_eq!(Some(Weight::from_f64(0.001).squared().to_f64()), Some(1e-6));
    }

    #[test]
    fn floats_are_rounded_once() {
        let written = |units: i128, text: &str| {
            let expected: f64 = text.parse().expect("a number");
            assert_eq!(Some(Decimal::<12>(units).to_f64()), Some(expected), "{text}");
            assert_eq!(Some(Decimal::<12>(-units).to_f64()), Some(-expected), "-{text}");
        };
        written(1_000_500_000_000_000, "1000.5");
        written(123_456_789_012_345_678_901_234_567_890, "123456789012345678.901234567890");
        written(9_007_199_254_740_993, "9007.199254740993");
        written(18_014_398_509_481_987, "18014.398509481987");
        written(170_141_183_460_469_231_731_687_303_715_884_105_727, "170141183460469231731687303.715884105727");
        written(1, "1e-12");
        assert_eq!(Some(Decimal::<24>(1).to_f64()), Some(1e-24));
    }
}

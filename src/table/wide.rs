//! Sums that are exact whatever is added, in whatever order.

/// Bits of a limb.
const BITS: i32 = 32;
/// The same, to shift by.
const SHIFT: u32 = 32;
const LIMB: u128 = u32::MAX as u128;

/// So many additions fit between two carries: each adds less than 2³³ to a limb.
const MOST_PENDING: u32 = 1 << 28;

/// A sum of terms of any size, kept to the last bit: a whole number times a power of two, as wide as it has to be.
///
/// `limbs[i]` counts 2^(32·(lowest + i)). Limbs carry over late, so that addition is a few integer additions:
/// associative, commutative, the same on every machine.
#[derive(Debug, Clone, Default)]
pub(super) struct Wide {
    limbs: Vec<i64>,
    lowest: i32,
    pending: u32,
}

/// A finite double as a whole number times a power of two.
pub(super) fn parts(value: f64) -> (i128, i32) {
    const FRACTION: u32 = 52;
    const BIAS: i32 = 1075;
    let bits = value.to_bits();
    let fraction = bits & ((1 << FRACTION) - 1);
    let exponent = ((bits >> FRACTION) & 0x7FF) as i32;
    let (mantissa, exponent) =
        if exponent == 0 { (fraction, 1 - BIAS) } else { (fraction | 1 << FRACTION, exponent - BIAS) };
    let mantissa = i128::from(mantissa);
    (if value < 0.0 { -mantissa } else { mantissa }, exponent)
}

impl Wide {
    /// Adds `one · other · 2^exponent`.
    pub(super) fn add_product(&mut self, one: i128, other: i128, exponent: i32) {
        let negative = (one < 0) != (other < 0);
        let halves = |number: i128| {
            let number = number.unsigned_abs();
            [(number & u128::from(u64::MAX), 0), (number >> 64, 64)]
        };
        for (a, above) in halves(one).into_iter().filter(|(half, _)| *half > 0) {
            for (b, more) in halves(other).into_iter().filter(|(half, _)| *half > 0) {
                self.add(negative, a * b, exponent + above + more);
            }
        }
    }

    /// Adds `± magnitude · 2^exponent`.
    fn add(&mut self, negative: bool, magnitude: u128, exponent: i32) {
        let shift = exponent.rem_euclid(BITS);
        let mut place = self.place(exponent.div_euclid(BITS));
        // In halves, because a whole one would not fit once shifted.
        for half in [magnitude & u128::from(u64::MAX), magnitude >> 64] {
            let shifted = half << shift;
            for (at, limb) in
                [shifted & LIMB, (shifted >> SHIFT) & LIMB, shifted >> (2 * SHIFT)].into_iter().enumerate()
            {
                #[expect(clippy::cast_possible_truncation, reason = "32 bits")]
                let limb = limb as i64;
                self.limbs[place + at] += if negative { -limb } else { limb };
            }
            place += 2;
        }
        self.pending += 1;
        if self.pending >= MOST_PENDING {
            self.carry();
        }
    }

    /// Position of a limb, with room for four more behind it.
    fn place(&mut self, limb: i32) -> usize {
        const ROOM: i32 = 5;
        if self.limbs.is_empty() {
            self.lowest = limb;
        }
        if limb < self.lowest {
            let missing = usize::try_from(self.lowest - limb).unwrap_or(0);
            self.limbs.splice(0..0, std::iter::repeat_n(0, missing));
            self.lowest = limb;
        }
        let place = usize::try_from(limb - self.lowest).unwrap_or(0);
        let length = place + ROOM as usize;
        if self.limbs.len() < length {
            self.limbs.resize(length, 0);
        }
        place
    }

    /// Carries over, so that every limb but the highest lies from 0 to 2³² − 1.
    fn carry(&mut self) {
        let mut carry = 0;
        for limb in &mut self.limbs {
            let sum = *limb + carry;
            *limb = sum & i64::from(u32::MAX);
            carry = sum >> SHIFT;
        }
        while carry != 0 && carry != -1 {
            self.limbs.push(carry & i64::from(u32::MAX));
            carry >>= SHIFT;
        }
        if let Some(last) = self.limbs.last_mut().filter(|_| carry == -1) {
            *last -= 1 << SHIFT;
        }
        self.pending = 0;
    }

    /// The limbs that are not zero, with their places.
    pub(super) fn limbs(&self) -> impl Iterator<Item = (i32, i128)> + '_ {
        (self.lowest..).zip(&self.limbs).filter(|(_, limb)| **limb != 0).map(|(at, limb)| (at, i128::from(*limb)))
    }

    /// Adds a limb, or several added up.
    pub(super) fn add_limb(&mut self, place: i32, limb: i128) {
        self.add_product(limb, 1, place * BITS);
    }

    /// Adds another sum, so many times.
    pub(super) fn add_times(&mut self, other: &Wide, factor: i128, exponent: i32) {
        for (at, limb) in other.limbs() {
            self.add_product(limb, factor, at * BITS + exponent);
        }
    }

    /// Adds another sum.
    pub(super) fn merge(&mut self, other: &Wide) {
        self.add_times(other, 1, 0);
    }

    /// The sum as a double: off by less than its last bit.
    pub(super) fn to_f64(&self) -> f64 {
        let mut carried = self.clone();
        carried.carry();
        let negative = carried.limbs.last().is_some_and(|last| *last < 0);
        if negative {
            carried.limbs.iter_mut().for_each(|limb| *limb = -*limb);
            carried.carry();
        }
        let Some(highest) = carried.limbs.iter().rposition(|limb| *limb != 0) else { return 0.0 };
        // Four limbs hold at least 97 bits: what lies below cannot move a double by more than its last bit.
        let first = highest.saturating_sub(3);
        let value = carried.limbs[first..=highest]
            .iter()
            .rev()
            .fold(0u128, |sum, limb| sum << SHIFT | u128::from(limb.unsigned_abs()));
        let places = i32::try_from(first).unwrap_or(i32::MAX).saturating_add(carried.lowest) * BITS;
        #[expect(clippy::cast_precision_loss, reason = "this is the one rounding")]
        let value = value as f64;
        // In two steps, because the power alone may be beyond a double where the sum is not.
        let half = places / 2;
        let scaled = value * 2f64.powi(half) * 2f64.powi(places - half);
        if negative { -scaled } else { scaled }
    }
}

#[cfg(test)]
mod tests {
    use super::{Wide, parts};

    fn sum(values: &[f64]) -> f64 {
        let mut sum = Wide::default();
        for value in values {
            let (mantissa, exponent) = parts(*value);
            sum.add_product(mantissa, 1, exponent);
        }
        sum.to_f64()
    }

    #[test]
    fn nothing_is_lost_whatever_the_order() {
        assert_eq!(Some(sum(&[])), Some(0.0));
        assert_eq!(Some(sum(&[1e16, 1.0, -1e16])), Some(1.0));
        assert_eq!(Some(sum(&[1e300, 1e-300, -1e300])), Some(1e-300));
        assert_eq!(Some(sum(&[-1e300, 1e-300, 1e300, -1e-300])), Some(0.0));
        assert_eq!(Some(sum(&[0.1; 10])), Some(1.0));
        assert_eq!(Some(sum(&[-0.1; 10])), Some(-1.0));
        assert_eq!(Some(sum(&[f64::MAX, -1.0])), Some(f64::MAX));
        assert_eq!(Some(sum(&[5e-324, 5e-324])), Some(1e-323));
        for value in [1.0, -2.5, 0.1, 1e308, -5e-324, 123_456_789.123_456_7] {
            assert_eq!(Some(sum(&[value])), Some(value));
        }
    }

    #[test]
    fn products_and_sums_of_sums_are_whole_numbers() {
        let mut sum = Wide::default();
        sum.add_product(i128::MAX, i128::MAX, -254);
        assert!((sum.to_f64() - 1.0).abs() < 1e-15);
        sum.add_product(-i128::MAX, i128::MAX, -254);
        assert_eq!(Some(sum.to_f64()), Some(0.0));
        let mut other = Wide::default();
        other.add_product(7, -3, 5);
        let mut twice = Wide::default();
        twice.merge(&other);
        twice.add_times(&other, 1, 0);
        assert_eq!(Some(twice.to_f64()), Some(-1344.0));
        let mut from_limbs = Wide::default();
        twice.limbs().for_each(|(at, limb)| from_limbs.add_limb(at, limb));
        assert_eq!(Some(from_limbs.to_f64()), Some(-1344.0));
        twice.carry();
        twice.carry();
        assert_eq!(Some(twice.to_f64()), Some(-1344.0));
    }
}

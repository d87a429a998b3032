//! Two numbers in the room of one, so that pairs are counted as numbers are.

/// Bits of a number's magnitude.
const MAGNITUDE: u32 = 26;
/// The largest magnitude.
const LARGEST: f64 = ((1u32 << MAGNITUDE) - 1) as f64;
/// Decimal places from the fewest (thousands of which nothing is told) to the most: fifteen of them, so that no pair has the
/// bits of what is no number.
const PLACES: std::ops::RangeInclusive<i32> = -5..=9;
/// Bits of one of the two.
const HALF: u32 = 32;

/// The key of a pair, which is a finite number that means nothing by itself; `None` where one of them is 7 · 10¹² or more.
///
/// Numbers of up to seven digits and nine decimal places are kept as they are written; of longer ones, seven digits.
#[must_use]
pub fn pair(one: f64, other: f64) -> Option<f64> {
    Some(f64::from_bits(u64::from(half(one)?) << HALF | u64::from(half(other)?)))
}

/// The numbers of a key.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "halves of it")]
pub fn unpaired(key: f64) -> (f64, f64) {
    let bits = key.to_bits();
    (number((bits >> HALF) as u32), number(bits as u32))
}

/// A number as decimal places, sign and magnitude.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number that has room")]
fn half(number: f64) -> Option<u32> {
    let scaled = |places: i32| (number.abs() * 10f64.powi(places)).round();
    let is_exact = |places: &i32| unscaled(scaled(*places), *places).to_bits() == number.abs().to_bits();
    let mut fitting = PLACES.filter(|places| scaled(*places) <= LARGEST);
    let places = fitting.clone().find(is_exact).or_else(|| fitting.next_back())?;
    let sign = u32::from(number < 0.0) << MAGNITUDE;
    let exponent = ((places - PLACES.start()) as u32) << (MAGNITUDE + 1);
    Some(exponent | sign | scaled(places) as u32)
}

fn unscaled(magnitude: f64, places: i32) -> f64 {
    if places > 0 { magnitude / 10f64.powi(places) } else { magnitude * 10f64.powi(-places) }
}

fn number(half: u32) -> f64 {
    let places = (half >> (MAGNITUDE + 1)).cast_signed() + PLACES.start();
    let magnitude = unscaled(f64::from(half & ((1 << MAGNITUDE) - 1)), places);
    if half >> MAGNITUDE & 1 == 1 { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::{pair, unpaired};

    #[test]
    fn pairs_are_found_again() {
        let numbers =
            [0.0, 1.0, -1.0, 0.1, 12.35, 1234.567, -0.000_000_001, 67_108_863.0, 6_710_886_300_000.0, 5e11, 2.5, 1e5];
        for one in numbers {
            for other in numbers {
                let key = pair(one, other).expect("a pair");
                assert!(key.is_finite());
                assert_eq!(unpaired(key), (one, other), "{one} {other}");
            }
        }
        let (third, big) = unpaired(pair(1.0 / 3.0, 123_456_789.0).expect("a pair"));
        assert!((third * 3.0 - 1.0).abs() < 1e-7 && (big / 123_456_789.0 - 1.0).abs() < 1e-7);
        assert!(pair(1e13, 1.0).is_none() && pair(f64::NAN, 1.0).is_none() && pair(1.0, f64::INFINITY).is_none());
    }

    #[test]
    fn no_pair_has_the_bits_of_what_is_no_number() {
        let full = 67_108_863.0;
        for places in -5..=9 {
            let number = if places > 0 { full / 10f64.powi(places) } else { full * 10f64.powi(-places) };
            assert!(pair(-number, number).expect("a pair").is_finite(), "{places}");
        }
    }
}

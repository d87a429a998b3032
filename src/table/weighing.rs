//! The scale that weights are added up on, so that figures do not depend on how large all weights are.

use super::{Decimal, Square, Weight};

/// Largest Σ weight² that may be added up. A [`Square`] ends at 1.7 · 10¹⁴, but whoever chose several options counts as
/// often in what those gave who chose one: this leaves room for seventeen each.
const ROOM: f64 = 1e13;
/// The same as a power of ten.
const ROOM_DECADES: i32 = 13;
/// Smallest weight on the scale that keeps nine digits, whatever its decimals.
const NINE_DIGITS: f64 = 1e-3;
/// Smallest weight on the scale that keeps six digits, whatever its decimals.
const SIX_DIGITS: f64 = 1e-6;
/// Weights above 0 that can be meant: more than everybody on earth, and one person shared by as many.
const MEANT: std::ops::RangeInclusive<f64> = 1e-15..=1e15;

/// The weights of a survey, from the lightest to the heaviest, zeros left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighing {
    /// Responses of a weight above 0: the units of the design.
    pub units: u64,
    /// The lightest of them.
    pub least: f64,
    /// The heaviest of them.
    pub most: f64,
}

impl Default for Weighing {
    fn default() -> Weighing {
        Weighing { units: 0, least: f64::INFINITY, most: 0.0 }
    }
}

impl Weighing {
    /// Responses without weights.
    #[must_use]
    pub const fn unweighted(units: u64) -> Weighing {
        Weighing { units, least: 1.0, most: 1.0 }
    }

    /// Takes note of a weight.
    pub fn add(&mut self, weight: f64) {
        self.add_many(weight, 1);
    }

    /// Takes note of the weight of so many responses.
    pub fn add_many(&mut self, weight: f64, responses: u64) {
        if weight > 0.0 && responses > 0 {
            self.units += responses;
            self.least = self.least.min(weight);
            self.most = self.most.max(weight);
        }
    }

    /// Takes note of what so many responses weigh together.
    pub fn add_together(&mut self, together: &Together, responses: u64) {
        self.merge(Weighing { units: responses, least: together.least, most: together.most });
    }

    /// Adds what was noted elsewhere.
    pub fn merge(&mut self, other: Weighing) {
        self.units += other.units;
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
    }

    /// The weight that all have, if it is the same for all.
    #[must_use]
    pub fn common(&self) -> Option<f64> {
        (self.units > 0 && self.least.to_bits() == self.most.to_bits()).then_some(self.least)
    }

    /// The scale that these weights ask for: one on which the heaviest leaves just enough room for the sum of
    /// squares. It does not depend on the order of the rows.
    #[must_use]
    pub fn scale(&self) -> Scale {
        let decades = i32::try_from(self.units.max(1).ilog10() + 1).unwrap_or(i32::MAX);
        Scale((ROOM_DECADES - decades).div_euclid(2) - 1 - decade(self.most))
    }

    /// Whether on this scale nothing runs over and every weight keeps nine digits, and all its decimals up to twelve.
    #[must_use]
    pub fn is_exact_on(&self, scale: Scale) -> bool {
        self.keeps(scale, NINE_DIGITS)
    }

    /// Whether on this scale nothing runs over and every weight keeps six digits. Sums are ruled by heavier weights and
    /// keep more.
    #[must_use]
    pub fn is_fair_on(&self, scale: Scale) -> bool {
        self.keeps(scale, SIX_DIGITS)
    }

    #[expect(clippy::cast_precision_loss, reason = "an upper bound")]
    fn keeps(&self, scale: Scale, least: f64) -> bool {
        let most = scale.up(self.most);
        self.units == 0 || (scale.up(self.least) >= least && self.units as f64 * most * most < ROOM)
    }
}

/// What responses weigh that an engine has added up: on the scale that it was asked for, a weight above 0 each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Together {
    /// Σ weight.
    pub weight: Weight,
    /// Σ weight².
    pub square: Square,
    /// The lightest, on no scale.
    pub least: f64,
    /// The heaviest, on no scale.
    pub most: f64,
}

impl Together {
    /// The same with every weight so many times as heavy.
    #[must_use]
    pub fn heavier(self, times: u32) -> Together {
        let factor = u64::from(times);
        Together {
            weight: self.weight.times(factor),
            square: self.square.times(factor * factor),
            least: self.least * f64::from(times),
            most: self.most * f64::from(times),
        }
    }
}

/// A power of ten that weights are multiplied by before they are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale(i32);

impl Scale {
    /// The scale for weights around 1, down to a thousandth: as they are.
    pub const USUAL: Scale = Scale(0);

    /// The exponent, by which it can be kept.
    #[must_use]
    pub const fn exponent(self) -> i32 {
        self.0
    }

    /// The scale of an exponent.
    #[must_use]
    pub const fn of_exponent(exponent: i32) -> Scale {
        Scale(exponent)
    }

    /// What a weight of 1 on this scale stands for.
    #[must_use]
    pub fn unit(self) -> f64 {
        power(-self.0)
    }

    /// A weight and its square on this scale; `written` are the digits that it is written in, where it is written in
    /// digits and at most one mark, before decimals.
    ///
    /// What has no room or is lost is held as next to nothing: then [`Weighing::is_fair_on`] says that another scale
    /// is needed.
    #[must_use]
    pub fn weigh(self, weight: f64, written: Option<&[u8]>) -> (Weight, Square) {
        let scaled = self.up(weight);
        if weight <= 0.0 {
            (Weight::ZERO, Square::ZERO)
        } else if scaled < SIX_DIGITS || scaled * scaled >= ROOM {
            (Decimal(1), Decimal(1))
        } else {
            let digits = written.and_then(|digits| Weight::written(digits, self.0));
            let weight = digits.unwrap_or_else(|| Weight::from_f64(scaled));
            (weight, weight.squared())
        }
    }

    /// The same of so many responses that were added up on this scale.
    #[must_use]
    pub fn weigh_together(self, together: &Together, responses: u64) -> (Weight, Square) {
        if self.up(together.least) < SIX_DIGITS {
            let (weight, square) = self.weigh(together.least, None);
            return (weight.times(responses), square.times(responses));
        }
        (together.weight, together.square)
    }

    /// Whether a weight has room on this scale, however few there are of it.
    #[must_use]
    pub fn holds(self, weight: f64) -> bool {
        self.up(weight).powi(2) < ROOM
    }

    /// Decimal places of a weight that are counted on this scale.
    #[must_use]
    pub const fn places(self) -> i32 {
        Weight::PLACES.cast_signed() + self.0
    }

    fn up(self, weight: f64) -> f64 {
        if self.0 < 0 { weight / power(-self.0) } else { weight * power(self.0) }
    }
}

/// Whether a number can be the weight of a response: 0, or from 10⁻¹⁵ to 10¹⁵.
#[must_use]
pub fn is_weight(number: f64) -> bool {
    number.to_bits() == 0.0f64.to_bits() || MEANT.contains(&number)
}

/// The weight of a respondent who was drawn with this probability; `None` of what is no such probability.
#[must_use]
pub fn inverse_weight(probability: f64) -> Option<f64> {
    let weight = 1.0 / probability;
    (probability > 0.0 && probability <= 1.0 && is_weight(weight)).then_some(weight)
}

/// Ten to this power: the nearest double, and exactly it from 1 to 10²².
fn power(exponent: i32) -> f64 {
    let exact = 10f64.powi(exponent.abs());
    if exponent < 0 { 1.0 / exact } else { exact }
}

/// The power of ten at or below a weight that can be meant.
fn decade(weight: f64) -> i32 {
    (-16..=15).rev().find(|exponent| power(*exponent) <= weight).unwrap_or(-16)
}

#[cfg(test)]
mod tests {
    use super::{Scale, Weighing, is_weight};

    fn of(weights: &[f64]) -> Weighing {
        let mut weighing = Weighing::default();
        for weight in weights {
            weighing.add(*weight);
        }
        weighing
    }

    #[test]
    fn usual_weights_need_no_other_scale_and_others_get_one_that_fits() {
        assert!(of(&[0.2, 1.0, 7.5, 0.0]).is_exact_on(Scale::USUAL));
        for factor in [1e-12, 1e-7, 1e-3, 1e9, 1e12] {
            let weighing = of(&[0.2 * factor, 1.0 * factor, 7.5 * factor]);
            assert!(!weighing.is_exact_on(Scale::USUAL), "{factor}");
            assert!(weighing.is_exact_on(weighing.scale()), "{factor}");
        }
        let many = Weighing { units: 10_000_000_000, least: 10.0, most: 90_000.0 };
        assert!(!many.is_exact_on(Scale::USUAL) && many.is_exact_on(many.scale()));
    }

    #[test]
    fn what_vanishes_beside_the_heaviest_is_not_held() {
        let apart = of(&[1e-15, 1e15]);
        assert!(!apart.is_fair_on(apart.scale()));
        let a_hundred_million = Weighing { units: 1_000_000, least: 1e-2, most: 1e6 };
        assert!(a_hundred_million.is_fair_on(a_hundred_million.scale()));
    }

    #[test]
    fn weights_are_zero_or_of_a_size_that_can_be_meant() {
        assert!([0.0, 1e-15, 0.2, 1e15].into_iter().all(is_weight));
        assert!(![-1.0, 1e-16, 1e300, f64::INFINITY, f64::NAN].into_iter().any(is_weight));
    }

    #[test]
    fn equal_weights_are_recognised() {
        assert_eq!(of(&[2.5, 0.0, 2.5]).common(), Some(2.5));
        assert_eq!(of(&[2.5, 2.0]).common(), None);
        assert_eq!(of(&[0.0]).common(), None);
    }
}

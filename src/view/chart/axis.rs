//! The stretch of numbers an axis covers, and the round numbers marked on it.

use super::{Axis, Tick};
use crate::results::{Estimate, Unit};
use crate::view::{Point, number};

/// A stretch of numbers with a round step.
#[derive(Debug, Clone)]
pub struct Span {
    low: f64,
    high: f64,
    step: f64,
    unit: Unit,
}

/// About this many steps fit along an axis without crowding.
const STEPS: f64 = 5.0;

impl Span {
    /// Around these numbers, ending at round ones, within the limits of the unit.
    pub fn around(numbers: impl IntoIterator<Item = f64>, unit: &Unit) -> Span {
        let (low, high) = numbers
            .into_iter()
            .filter(|x| x.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        let (low, high) = if low > high { (0.0, 1.0) } else { (low, high) };
        let (low, high) = if high - low < 1e-9 { (low - 0.5, high + 0.5) } else { (low, high) };
        let step = round_step((high - low) / STEPS);
        let (floor, ceiling) = limits(unit);
        let low = ((low / step).floor() * step).max(floor);
        let high = ((high / step).ceil() * step).min(ceiling);
        Span { low, high, step, unit: unit.clone() }
    }

    /// From zero to a round number above these.
    pub fn from_zero(numbers: impl IntoIterator<Item = f64>, unit: &Unit) -> Span {
        Span::around(numbers.into_iter().chain([0.0]), unit)
    }

    /// From zero to just this.
    pub fn up_to(high: f64, unit: &Unit) -> Span {
        let high = high.max(1.0);
        Span { low: 0.0, high, step: round_step(high / STEPS), unit: unit.clone() }
    }

    /// Where a number lies, from 0 to 1.
    pub fn place(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// Where a figure and its interval lie.
    pub fn point(&self, estimate: &Estimate) -> Option<Point> {
        let (low, value, high) = estimate.ends()?;
        Some(Point { low: self.place(low), value: self.place(value), high: self.place(high) })
    }

    /// The marks.
    pub fn axis(&self) -> Axis {
        let places = if self.step < 0.1 { 2 } else { usize::from(self.step < 1.0) };
        let first = (self.low / self.step).ceil();
        let marks = std::iter::successors(Some(first), |k| Some(k + 1.0)).take(64).map(|k| k * self.step);
        let inside = marks.take_while(|mark| *mark <= self.high + self.step * 1e-6);
        let tick = |at: f64| Tick { at: self.place(at), label: number::figure(Some(at), &self.unit, places) };
        let zero = (self.unit == Unit::Points && self.low < 0.0 && self.high > 0.0).then(|| self.place(0.0));
        Axis { ticks: inside.map(tick).collect(), zero }
    }
}

const fn limits(unit: &Unit) -> (f64, f64) {
    match unit {
        Unit::Percent => (0.0, 100.0),
        Unit::Points => (-100.0, 100.0),
        _ => (f64::NEG_INFINITY, f64::INFINITY),
    }
}

/// The smallest of 1, 2 or 5 times a power of ten that is at least this.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|digit| digit * power)
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(span: &Span) -> Vec<String> {
        span.axis().ticks.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn axes_end_at_round_numbers_and_within_the_unit() {
        assert_eq!(labels(&Span::around([-35.5, 50.9], &Unit::Points)), ["−40", "−20", "0", "+20", "+40", "+60"]);
        assert_eq!(labels(&Span::around([71.0, 99.7], &Unit::Percent)), ["70%", "80%", "90%", "100%"]);
        assert_eq!(labels(&Span::from_zero([43.0], &Unit::Percent)), ["0%", "10%", "20%", "30%", "40%", "50%"]);
    }

    #[test]
    fn one_number_has_an_axis_too() {
        let span = Span::around([4.2], &Unit::Score);
        assert!(span.place(4.2) > 0.0 && span.place(4.2) < 1.0);
        assert!(labels(&Span::around([], &Unit::Score)).len() > 1);
    }
}

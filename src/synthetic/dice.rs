//! Chance, the same on every machine.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};

/// A source of chance.
#[derive(Debug)]
pub(super) struct Dice(Pcg64Mcg);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        Dice(Pcg64Mcg::seed_from_u64(seed))
    }

    /// A number in [0, 1).
    pub(super) fn unit(&mut self) -> f64 {
        const BITS: u32 = f64::MANTISSA_DIGITS;
        #[expect(clippy::cast_precision_loss, reason = "as many bits as a float holds")]
        let number = (self.0.next_u64() >> (u64::BITS - BITS)) as f64;
        number / 2f64.powi(BITS.cast_signed())
    }

    /// Whether something of this probability happens.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A whole number below `count`; 0 when there is none.
    pub(super) fn below(&mut self, count: usize) -> usize {
        step(self.unit(), count)
    }

    /// One of several things; `None` when there are none.
    pub(super) fn one_of<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.below(things.len()))
    }

    /// A number around 0 with a standard deviation of 1, never beyond ±3.5: nearly normal.
    pub(super) fn around_zero(&mut self) -> f64 {
        // Four uniform numbers have a sum with mean 2 and variance 4/12.
        let sum: f64 = (0..4).map(|_| self.unit()).sum();
        (sum - 2.0) * 3f64.sqrt()
    }

    /// The numbers from 0 to `count` in any order.
    pub(super) fn shuffled(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            order.swap(last, self.below(last + 1));
        }
        order
    }
}

/// The step that a number in [0, 1) falls on, of so many of the same width.
pub(super) fn step(unit: f64, count: usize) -> usize {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "few steps"
    )]
    let step = (unit * count as f64) as usize;
    step.min(count.saturating_sub(1))
}

/// Things of different weight, one of which is drawn.
#[derive(Debug)]
pub(super) struct Shares(Vec<f64>);

impl Shares {
    /// Of weights that are not negative, one per thing.
    pub(super) fn new(weights: impl IntoIterator<Item = f64>) -> Shares {
        let running = weights.into_iter().scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        });
        Shares(running.collect())
    }

    /// The position of the thing drawn.
    pub(super) fn draw(&self, dice: &mut Dice) -> usize {
        let total = self.0.last().copied().unwrap_or(0.0);
        let at = dice.unit() * total;
        self.0.partition_point(|sum| *sum <= at).min(self.0.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::{Dice, Shares, step};

    #[test]
    fn numbers_spread_as_they_should() {
        let mut dice = Dice::new(7);
        let numbers: Vec<f64> = (0..100_000).map(|_| dice.around_zero()).collect();
        let mean = numbers.iter().sum::<f64>() / 100_000.0;
        let variance = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / 100_000.0;
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.02, "{mean} {variance}");
    }

    #[test]
    fn shares_are_drawn_by_weight() {
        let (mut dice, shares) = (Dice::new(7), Shares::new([1.0, 0.0, 3.0]));
        let drawn: Vec<usize> = (0..10_000).map(|_| shares.draw(&mut dice)).collect();
        let count = |thing| drawn.iter().filter(|drawn| **drawn == thing).count();
        assert!((2300..2700).contains(&count(0)), "{}", count(0));
        assert_eq!(count(1), 0);
    }

    #[test]
    fn steps_stay_within_bounds() {
        assert_eq!([step(0.0, 3), step(0.34, 3), step(1.0, 3), step(0.5, 0)], [0, 1, 2, 0]);
        let mut order = Dice::new(1).shuffled(5);
        order.sort_unstable();
        assert_eq!(order, [0, 1, 2, 3, 4]);
    }
}

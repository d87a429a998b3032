//! Intervals by drawing samples from the answers.

use super::Limits;
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};

/// Samples that are drawn.
pub const BOOTSTRAP_SAMPLES: usize = 2_000;
/// Where chance begins, so that the same answers give the same limits on every machine.
const SEED: u64 = 1;

/// The α/2 and 1 − α/2 quantiles of t* = (m* − m) / (s*/√n) over samples of n drawn with replacement from values given
/// as (x, n); the interval of the mean is m − t*·s/√n with the upper quantile for its lower limit.
///
/// Samples all of one value have an infinite t*; `None` where these reach the quantiles, for fewer than two respondents,
/// and where all values are the same.
///
/// Source: Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), §12.5.
#[must_use]
pub fn bootstrap_t(values: &[(f64, u64)], confidence: f64) -> Option<Limits> {
    let each = values.iter().flat_map(|(x, n)| std::iter::repeat_n(*x, usize::try_from(*n).unwrap_or(0)));
    let answers: Vec<f64> = each.collect();
    let mean = answers.iter().sum::<f64>() / number(answers.len());
    let is_spread = answers.first().is_some_and(|first| answers.iter().any(|x| x.to_bits() != first.to_bits()));
    if !is_spread {
        return None;
    }
    // Around the mean, so that nothing cancels.
    let away: Vec<f64> = answers.iter().map(|x| x - mean).collect();
    let mut chance = Pcg64Mcg::seed_from_u64(SEED);
    let mut drawn: Vec<f64> = (0..BOOTSTRAP_SAMPLES).map(|_| studentised(&away, &mut chance)).collect();
    drawn.sort_by(f64::total_cmp);
    let tail = (1.0 - confidence) / 2.0;
    let limits = (at(&drawn, tail), at(&drawn, 1.0 - tail));
    (limits.0.is_finite() && limits.1.is_finite()).then_some(limits)
}

/// t* of one sample.
fn studentised(away: &[f64], chance: &mut Pcg64Mcg) -> f64 {
    let n = number(away.len());
    let (mut sum, mut squares) = (0.0, 0.0);
    for _ in 0..away.len() {
        let x = away[below(away.len(), chance)];
        sum += x;
        squares += x * x;
    }
    let mean = sum / n;
    let variance = ((squares - n * mean * mean) / (n - 1.0)).max(0.0);
    // What is left of equal values after subtraction is no spread.
    if variance <= f64::EPSILON * squares { f64::INFINITY.copysign(mean) } else { mean / (variance / n).sqrt() }
}

/// A whole number below `count`.
#[expect(clippy::cast_possible_truncation, reason = "below a length")]
fn below(count: usize, chance: &mut Pcg64Mcg) -> usize {
    ((u128::from(chance.next_u64()) * count as u128) >> u64::BITS) as usize
}

/// The quantile of ascending numbers, linear between them.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position in a list")]
fn at(ascending: &[f64], p: f64) -> f64 {
    let place = p * number(ascending.len() - 1);
    let (low, high) = (ascending[place.floor() as usize], ascending[place.ceil() as usize]);
    if low.is_finite() && high.is_finite() { low + place.fract() * (high - low) } else { f64::INFINITY }
}

#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
const fn number(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::bootstrap_t;

    #[test]
    fn too_few_answers_have_no_quantiles() {
        for values in [&[][..], &[(3.0, 1)], &[(3.0, 9)], &[(3.0, 1), (4.0, 1)]] {
            assert_eq!(bootstrap_t(values, 0.95), None, "{values:?}");
        }
    }

    #[test]
    fn the_same_answers_have_the_same_quantiles() {
        let values = [(1.0, 8), (2.0, 5), (9.0, 3), (40.0, 1)];
        assert_eq!(bootstrap_t(&values, 0.95), bootstrap_t(&values, 0.95));
        let (low, high) = bootstrap_t(&values, 0.95).expect("quantiles");
        assert!(low < -2.5 && (0.0..2.5).contains(&high), "skewed to the right: {low} to {high}");
    }
}

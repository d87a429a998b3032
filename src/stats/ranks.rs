//! Ranks of the answers that a quantile of the population lies between.

use super::beta::Beta;

/// A probability that is short of the one wanted by no more than this share of it counts as enough, as in R.
const FUZZ: f64 = 1.0 - 64.0 * f64::EPSILON;

/// Ranks (l, u), counted from 1, of the ordered answers of `n` respondents between which the p-quantile lies:
/// l = qbinom(α/2, n, p) and u = qbinom(1 − α/2, n, p) + 1 with α = 1 − `confidence`.
///
/// So many answers lie at or below the quantile as successes fall among n trials of chance p, whatever the answers are
/// distributed like. `None` where l < 1 or u > n: too few have answered to say anything.
///
/// Source: Conover, *Practical Nonparametric Statistics* (1999), §3.2; R `qbinom`.
#[must_use]
pub fn quantile_ranks(n: u64, p: f64, confidence: f64) -> Option<(u64, u64)> {
    let tail = (1.0 - confidence) / 2.0;
    ranks(n, |share| binomial_quantile(share, n, p), tail)
}

/// The same where the `n` who answered belong to a list of `people` that was asked whole: the answers at or below the
/// quantile are as many as are drawn of the ⌈N·p⌉ people at or below it (hypergeometric).
///
/// `None` also where everybody answered.
///
/// Source: Conover (1999), §3.2, with R `qhyper(α/2, K, N − K, n)` for the binomial quantile, K = ⌈N·p⌉.
#[must_use]
pub fn quantile_ranks_of_list(n: u64, people: u64, p: f64, confidence: f64) -> Option<(u64, u64)> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of the people")]
    let below = (number(people) * p).ceil() as u64;
    let tail = (1.0 - confidence) / 2.0;
    (n < people).then(|| ranks(n, |share| hypergeometric_quantile(share, n, below, people), tail))?
}

/// The ranks by this quantile of the number of answers at or below.
fn ranks(n: u64, quantile: impl Fn(f64) -> u64, tail: f64) -> Option<(u64, u64)> {
    let (low, high) = (quantile(tail), quantile(1.0 - tail) + 1);
    (low >= 1 && high <= n).then_some((low, high))
}

/// The smallest number of successes that so many or fewer of `n` trials of chance `p` are with probability `share`.
///
/// Source: R `qbinom`; the distribution function is an incomplete beta function, NIST DLMF 8.17.5.
fn binomial_quantile(share: f64, n: u64, p: f64) -> u64 {
    if p <= 0.0 || p >= 1.0 {
        return if p > 0.0 { n } else { 0 };
    }
    let is_enough = |k: u64| {
        let upper = Beta::new(number(k + 1), number(n - k)).cumulative(p);
        1.0 - upper >= share * FUZZ
    };
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low.midpoint(high);
        if is_enough(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// The smallest number of `marked` that so many or fewer are among `n` drawn of `people` with probability `share`.
fn hypergeometric_quantile(share: f64, n: u64, marked: u64, people: u64) -> u64 {
    let (first, last) = ((n + marked).saturating_sub(people), n.min(marked));
    let ratio = |k: u64| {
        let (up, down) = (number(n - k) * number(marked - k), number(k + 1) * number(people + k + 1 - marked - n));
        up / down
    };
    // The likeliest number weighs 1, so that nothing overflows however many there are.
    let mode = u128::from(n + 1) * u128::from(marked + 1) / u128::from(people + 2);
    let mode = u64::try_from(mode).unwrap_or(last).clamp(first, last);
    let mut weights: Vec<f64> = (first..mode).rev().scan(1.0, |w, k| Some(step(w, 1.0 / ratio(k)))).collect();
    weights.reverse();
    weights.push(1.0);
    weights.extend((mode..last).scan(1.0, |w, k| Some(step(w, ratio(k)))));
    let wanted = share * weights.iter().sum::<f64>() * FUZZ;
    let mut below = 0.0;
    let found = (first..).zip(weights).find(|(_, weight)| {
        below += weight;
        below >= wanted
    });
    found.map_or(last, |(k, _)| k)
}

fn step(weight: &mut f64, factor: f64) -> f64 {
    *weight *= factor;
    *weight
}

#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
const fn number(n: u64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_have_no_ranks() {
        assert_eq!((quantile_ranks(50, 0.0, 0.95), quantile_ranks(50, 1.0, 0.95)), (None, None));
        assert_eq!((quantile_ranks(0, 0.5, 0.95), quantile_ranks(1, 0.5, 0.95)), (None, None));
        assert_eq!(quantile_ranks_of_list(50, 50, 0.5, 0.95), None);
    }

    #[test]
    fn a_list_of_millions_is_as_good_as_no_list() {
        assert_eq!(quantile_ranks_of_list(100, 1_000_000_000, 0.5, 0.95), quantile_ranks(100, 0.5, 0.95));
    }
}

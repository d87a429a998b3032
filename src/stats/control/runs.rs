//! Anhøj's rules: one run too long, or too few crossings of the centre.

use statrs::distribution::{Binomial, DiscreteCDF};

/// Chance of fewer crossings than the fewest allowed, at most.
const SELDOM: f64 = 0.05;

/// Runs on either side of a centre. Points on it are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runs {
    /// Points that are not on the centre.
    pub useful: usize,
    /// Most points in a row on one side.
    pub longest: usize,
    /// Most that chance seldom exceeds: round(log₂ useful) + 3.
    pub longest_allowed: usize,
    /// How often the points go from one side to the other.
    pub crossings: usize,
    /// Fewest that chance seldom falls short of: the 5 % quantile of a binomial distribution of `useful` − 1 trials of ½.
    pub fewest_crossings: usize,
    /// Positions of the points of runs that are longer than allowed.
    pub too_long: Vec<usize>,
}

impl Runs {
    /// Whether a run is too long.
    #[must_use]
    pub const fn is_long(&self) -> bool {
        self.longest > self.longest_allowed
    }

    /// Whether there are too few crossings.
    #[must_use]
    pub const fn is_seldom_crossing(&self) -> bool {
        self.crossings < self.fewest_crossings
    }
}

/// The runs of these sides: above the centre (1), below (−1), or on it (0), in time. `None` where all are on it.
///
/// Source: Anhøj and Olesen (2014), `PLoS ONE` 9:e113825; R `qicharts2`.
#[must_use]
pub fn runs(sides: &[i8]) -> Option<Runs> {
    let useful: Vec<(usize, i8)> = sides.iter().copied().enumerate().filter(|(_, side)| *side != 0).collect();
    if useful.is_empty() {
        return None;
    }
    let each: Vec<&[(usize, i8)]> = useful.chunk_by(|one, other| one.1 == other.1).collect();
    let longest = each.iter().map(|run| run.len()).max().unwrap_or_default();
    let longest_allowed = longest_allowed(useful.len());
    let long = each.iter().filter(|run| run.len() > longest_allowed);
    Some(Runs {
        useful: useful.len(),
        longest,
        longest_allowed,
        crossings: each.len() - 1,
        fewest_crossings: fewest_crossings(useful.len()),
        too_long: long.flat_map(|run| run.iter().map(|(at, _)| *at)).collect(),
    })
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers of periods"
)]
fn longest_allowed(useful: usize) -> usize {
    (useful as f64).log2().round() as usize + 3
}

/// R's `qbinom(0.05, useful - 1, 0.5)`.
fn fewest_crossings(useful: usize) -> usize {
    let trials = u64::try_from(useful - 1).unwrap_or(u64::MAX);
    let Ok(binomial) = Binomial::new(0.5, trials) else { return 0 };
    let fewest = (0..=trials).find(|crossings| binomial.cdf(*crossings) >= SELDOM * (1.0 - 1e-12));
    fewest.and_then(|fewest| usize::try_from(fewest).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Anhøj and Olesen (2014), table 1; R's `qbinom`.
    #[test]
    fn limits_of_the_published_table() {
        for (useful, longest, crossings) in [(10, 6, 2), (11, 6, 2), (12, 7, 3), (16, 7, 4), (20, 7, 6), (24, 8, 8)] {
            assert_eq!((longest_allowed(useful), fewest_crossings(useful)), (longest, crossings), "{useful}");
        }
        assert_eq!((longest_allowed(1), fewest_crossings(1)), (3, 0));
    }

    #[test]
    fn points_on_the_centre_are_left_out() {
        let found = runs(&[1, 0, 1, -1, 0, -1]).expect("runs");
        assert_eq!((found.useful, found.longest, found.crossings), (4, 2, 1));
        assert_eq!(runs(&[0, 0]), None);
    }
}

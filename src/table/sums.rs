//! What is left of some respondents once they are counted: their number and the sums of their weights.

use super::{Square, Weight};
use std::ops::{Add, AddAssign, Sub};

/// Respondents counted three ways.
///
/// `n` is the number of respondents, `w` = Σ weight, `w2` = Σ weight². Without weights every respondent
/// weighs 1 and `n = w = w2`. A respondent of weight 0 is counted, but was not sampled as far as estimates go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Respondents.
    pub n: u64,
    /// Of these, respondents of weight 0.
    pub weightless: u64,
    /// Sum of weights.
    pub w: Weight,
    /// Sum of squared weights.
    pub w2: Square,
}

impl Tally {
    /// `n` respondents of weight 1.
    #[must_use]
    pub const fn unweighted(n: u64) -> Tally {
        Tally { n, weightless: 0, w: Weight::from_count(n), w2: Square::from_count(n) }
    }

    /// So many respondents and what they weigh together; none of them weighs 0 unless all do.
    #[must_use]
    pub fn together(n: u64, w: Weight, w2: Square) -> Tally {
        Tally { n, weightless: if w == Weight::ZERO { n } else { 0 }, w, w2 }
    }

    /// One respondent of the given weight.
    #[must_use]
    pub fn of_weight(weight: f64) -> Tally {
        let weight = Weight::from_f64(weight);
        Tally::together(1, weight, weight.squared())
    }

    /// Respondents that estimates rest on: those of a weight above 0, as in R's `degf` and `svyvar`.
    #[must_use]
    pub const fn sampled(&self) -> u64 {
        self.n - self.weightless
    }

    /// The same respondents, those of a weight above 0 weighing 1 each.
    #[must_use]
    pub const fn evened(&self) -> Tally {
        Tally { n: self.n, weightless: self.weightless, ..Tally::unweighted(self.sampled()) }
    }

    /// Kish's effective base, (Σw)² / Σw²; 0 for nobody.
    ///
    /// Source: Kish, *Survey Sampling* (1965), §11.7.
    #[must_use]
    pub fn effective(&self) -> f64 {
        let (w, w2) = (self.w.to_f64(), self.w2.to_f64());
        if w2 > 0.0 { w * w / w2 } else { 0.0 }
    }
}

impl Add for Tally {
    type Output = Tally;
    fn add(self, other: Tally) -> Tally {
        Tally {
            n: self.n + other.n,
            weightless: self.weightless + other.weightless,
            w: self.w + other.w,
            w2: self.w2 + other.w2,
        }
    }
}

impl Sub for Tally {
    type Output = Tally;
    fn sub(self, other: Tally) -> Tally {
        // Nobody weighs nothing, whatever rounding has left of weights that were scaled.
        if self.n == other.n {
            return Tally::default();
        }
        Tally {
            n: self.n - other.n,
            weightless: self.weightless - other.weightless,
            w: self.w - other.w,
            w2: self.w2 - other.w2,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Tally>>(items: I) -> Tally {
        items.fold(Tally::default(), Add::add)
    }
}

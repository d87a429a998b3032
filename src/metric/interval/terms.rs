//! An estimate with all that its precision rests on.

use crate::stats::{self, Bounds};
use crate::table::Tally;

/// An estimate with all that its precision rests on: figures, their intervals and their explanations are made of this.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// What is estimated.
    pub of: Estimand<'a>,
    /// The estimate: from 0 to 1 for shares, from −1 to 1 for net scores.
    pub value: f64,
    /// Its variance under the design; `None` where too few respondents tell it.
    pub variance: Option<f64>,
    /// For a quantile in a weighted survey: the variance of the share of respondents at or below it.
    pub variance_of_share: Option<f64>,
    /// Mean of (x − value)² over the respondents, by weight.
    pub spread: f64,
    /// Σw²(x − value)² / (Σw)²: the variance without the design's n/(n − 1).
    pub simple: f64,
    /// Respondents that it rests on, those of weight 0 left out.
    pub n: f64,
    /// Σw.
    pub weight: f64,
    /// Kish's effective base; n without weights.
    pub kish: f64,
    /// How many people there are, where all of them were asked; at least n.
    pub people: Option<f64>,
    /// Degrees of freedom of the variance under a sampling design; `None` where each respondent was drawn by himself.
    pub df: Option<f64>,
    /// Whether all who weigh anything gave one and the same answer.
    pub same: bool,
    /// Whether the weights were made to agree with this very figure, so that nothing is left to chance.
    pub fixed: bool,
    /// Whether weights differ.
    pub weighted: bool,
    /// Confidence level as a proportion.
    pub confidence: f64,
}

/// What is estimated.
#[derive(Debug, Clone, Copy)]
pub enum Estimand<'a> {
    /// A share of the respondents.
    Share,
    /// The share that one option has of all answers, of which respondents may have given several.
    Choices {
        /// How many answers of equal weight there are, (Σwk)² ÷ Σw²k of respondents who chose k options.
        given: f64,
    },
    /// The share of those in favour minus the share of those against.
    Net {
        /// The share of those in favour.
        plus: f64,
        /// The share of those against.
        minus: f64,
    },
    /// The mean of scores between bounds.
    Scores(Bounds),
    /// The mean of numbers, ascending with their tallies; empty where there are too many of them.
    Numbers(&'a [(f64, Tally)]),
    /// The sum of numbers over all whom the respondents stand for.
    Total,
    /// The number below which a share of the answers lies.
    Quantile {
        /// That share.
        p: f64,
        /// The share that Woodruff's interval goes around: of answers at or below the quantile.
        centre: f64,
        /// All answers, ascending.
        values: &'a [(f64, Tally)],
    },
}

/// Answers of one respondent depend on each other, mostly to the good: who chose the one option cannot choose it again.
/// So a share of all answers may be worth more answers than there are; but more than twice as many it is only by chance,
/// where the few who did not choose what all the others chose happen to be alike. (Without this bound its interval
/// holds the truth as rarely as 89 times in 100, with thirty respondents; with it 93 times or more.)
const MOST_CHOICES: f64 = 2.0;

impl Terms<'_> {
    /// Whether its size is not simply the number of respondents.
    #[must_use]
    pub const fn is_effective(&self) -> bool {
        self.weighted || matches!(self.of, Estimand::Choices { .. })
    }

    /// Whether nothing is known of how much it may vary, though it is between its bounds: all respondents chose alike.
    #[must_use]
    pub fn is_without_spread(&self) -> bool {
        matches!(self.of, Estimand::Choices { .. }) && self.simple <= 0.0 && !self.same
    }

    /// What the variance of a share is taken for: that of [`Terms::size`] at least, of a share of all answers.
    #[must_use]
    pub fn variance_of_trials(&self) -> Option<f64> {
        let variance = self.variance?;
        Some(match self.of {
            Estimand::Choices { given } => variance.max(self.spread / (MOST_CHOICES * self.gain() * given)),
            _ => variance,
        })
    }

    /// How many respondents, or answers, a share of 0 or of 1 rests on, whose variance says nothing.
    #[must_use]
    pub fn trials_of_none(&self) -> f64 {
        self.gain() * if let Estimand::Choices { given } = self.of { given } else { self.kish }
    }

    /// How many respondents of equal weight the estimate is worth; n without weights. Where a whole list was asked,
    /// [`Terms::gain`] times as many.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.gain() * self.worth()
    }

    /// The same, whatever list was asked. Under a sampling design, in which few units tell the variance, it is as many
    /// fewer as t is wider with its degrees of freedom than with n − 1: as Korn and Graubard do for shares.
    #[must_use]
    pub fn worth(&self) -> f64 {
        let size = match self.of {
            Estimand::Choices { given } if self.simple <= 0.0 => given,
            Estimand::Choices { given } => stats::effective_size(self.spread, self.simple, MOST_CHOICES * given),
            _ if !self.weighted => return self.n,
            _ => stats::effective_size(self.spread, self.simple, self.kish),
        };
        let t = |df: f64| stats::t_quantile(self.upper(), df);
        match self.df.map(|df| Some(t(self.n - 1.0)? / t(df)?)) {
            None => size,
            Some(ratio) => size * ratio.unwrap_or_default().powi(2),
        }
    }

    /// Degrees of freedom of the share's variance: those of the sampling design, or of Kish's base.
    #[must_use]
    pub fn share_df(&self) -> f64 {
        self.df.unwrap_or_else(|| stats::weighted_degrees(self.kish))
    }

    /// Degrees of freedom of a mean's variance: those of the sampling design, or n − 1.
    #[must_use]
    pub fn mean_df(&self) -> f64 {
        self.df.unwrap_or(self.n - 1.0)
    }

    /// By how much more respondents are worth where a whole list was asked: (N − 1)/(N − n), so that n* = n(N − 1)/(N − n)
    /// takes the place of n. 1 without such a list.
    ///
    /// Source: the variance of the hypergeometric distribution; Cochran, *Sampling Techniques* (1977), §3.2.
    #[must_use]
    pub fn gain(&self) -> f64 {
        self.people.map_or(1.0, |people| (people - 1.0) / (people - self.n))
    }

    /// What is left of a variance where a whole list was asked: 1 − n/N. 1 without such a list.
    #[must_use]
    pub fn left(&self) -> f64 {
        self.people.map_or(1.0, |people| 1.0 - self.n / people)
    }

    /// Whether everybody who was asked has answered, so that nothing is left to chance.
    #[must_use]
    pub fn is_everybody(&self) -> bool {
        // People may be a share of a list, worked out in floats.
        self.people.is_some_and(|people| people - self.n < 1e-9 * people)
    }

    /// The standard deviation of the answers, with n − 1; `None` for fewer than two.
    #[must_use]
    pub fn deviation(&self) -> Option<f64> {
        (self.n >= 2.0).then(|| (self.n / (self.n - 1.0) * self.spread).sqrt())
    }

    /// The normal quantile of the confidence level.
    #[must_use]
    pub fn z(&self) -> f64 {
        stats::normal_quantile(self.upper())
    }

    /// The quantile that the upper limit stands at, for example 0.975.
    #[must_use]
    pub fn upper(&self) -> f64 {
        0.5 + self.confidence / 2.0
    }
}

//! The response rate: complete responses among the people invited.

use super::arithmetic::likely;
use super::digits::{exact, short};
use super::estimate::interval;
use super::interval::{Estimand, Terms, interval_of};
use crate::results::{Base, Estimate};

/// A percentage is a proportion times this.
const PERCENT: f64 = 100.0;

/// How many of those who were invited sent a complete response. Weights play no part in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Complete responses.
    pub complete: u64,
    /// People invited.
    pub invited: u64,
    /// Whether these are all whom the figures are about, and not some who stand for others.
    pub whole_list: bool,
    /// Confidence level as a proportion.
    pub confidence: f64,
}

impl Rate {
    /// The rate p = x ÷ N in percent, √(p(1 − p) ÷ N), and Wilson's interval.
    ///
    /// Of people who stand for others it has an interval. Where everybody was invited who matters it is a fact, and where
    /// more answered than were invited the number of these is wrong. There is no rate where nobody was invited.
    ///
    /// Source: AAPOR Standard Definitions (2023), response rate 1; Wilson (1927).
    #[must_use]
    pub fn estimate(&self) -> Estimate {
        let terms = self.terms();
        let base = count(self.invited);
        let found = terms.as_ref().and_then(|terms| interval_of(terms, None));
        Estimate {
            value: (self.invited > 0).then(|| PERCENT * count(self.complete) / base),
            se: terms.as_ref().and_then(|terms| terms.variance).map(|variance| PERCENT * variance.sqrt()),
            interval: terms.zip(found).map(|(terms, (by, limits))| interval(limits, PERCENT, by.id_of(&terms))),
            deff: None,
            count: Some(self.complete),
            base: Some(Base { unweighted: self.invited, weighted: base, effective: base }),
        }
    }

    /// The arithmetic with the numbers put in, one line a step, after a sentence in words.
    #[must_use]
    pub fn steps(&self) -> Vec<String> {
        let Some(rate) = self.estimate().value else {
            return vec!["nobody was invited, so there is no rate".to_owned()];
        };
        let responses = if self.complete == 1 { "complete response" } else { "complete responses" };
        let sum = format!("{} {responses} ÷ {} people invited × 100 = {} %", self.complete, self.invited, short(rate));
        [vec![self.in_words(rate), sum], self.precision_steps()].concat()
    }

    /// The sentence for whoever has to act on it.
    fn in_words(&self, rate: f64) -> String {
        let who = if self.whole_list { "on the list" } else { "invited" };
        let said = format!(
            "in words: {} of {} people {who} sent a complete response, {rate:.0} of 100",
            self.complete, self.invited
        );
        let Some(interval) = self.estimate().interval else { return said };
        format!(
            "{said}; of others invited in the same way {} between {:.0} and {:.0} of 100 would",
            likely(self.confidence),
            interval.low,
            interval.high
        )
    }

    /// Standard error and interval, or why there are none.
    fn precision_steps(&self) -> Vec<String> {
        let Some(terms) = self.terms() else {
            let why = if self.whole_list {
                "no interval: everybody on the list was invited, so that the rate is what it is"
            } else {
                "no interval: there are more complete responses than people invited; check `invited:`"
            };
            return vec![why.to_owned()];
        };
        let (p, n) = (exact(terms.value), exact(terms.n));
        let se = terms.variance.map(|variance| {
            format!("standard error = 100 × √({p} × (1 − {p}) ÷ {n}) = {}", short(PERCENT * variance.sqrt()))
        });
        let limits = interval_of(&terms, None).map(|(method, (low, high))| {
            let (level, low, high) = (short(PERCENT * self.confidence), short(PERCENT * low), short(PERCENT * high));
            format!("{level} % interval {low} to {high} ({})", (method.words)(&terms))
        });
        se.into_iter().chain(limits).collect()
    }

    /// What its precision rests on; `None` where it has none.
    fn terms(&self) -> Option<Terms<'static>> {
        if self.whole_list || self.invited == 0 || self.complete > self.invited {
            return None;
        }
        let n = count(self.invited);
        let value = count(self.complete) / n;
        let spread = value * (1.0 - value);
        Some(Terms {
            fixed: false,
            of: Estimand::Share,
            value,
            variance: Some(spread / n),
            variance_of_share: None,
            spread,
            simple: spread / n,
            n,
            weight: n,
            kish: n,
            people: None,
            df: None,
            same: spread <= 0.0,
            weighted: false,
            confidence: self.confidence,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people")]
const fn count(people: u64) -> f64 {
    people as f64
}

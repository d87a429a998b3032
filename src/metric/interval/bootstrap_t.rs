//! The bootstrap-t interval of a mean.

use super::{Estimand, Method, Terms};
use crate::metric::digits::exact;
use crate::stats::{self, Limits};
use crate::table::Tally;

/// Most respondents that are drawn anew; of more the mean is as good as normal, and Student's t serves.
const MOST: f64 = 10_000.0;

/// The interval of a mean of skewed numbers, by drawing from the answers.
pub static BOOTSTRAP_T: Method = Method {
    name: "bootstrap-t",
    id: "bootstrap_t",
    weighted_id: "bootstrap_t",
    about: "means of numbers of up to 10,000 respondents without weights: for skewed ones, by drawing from the answers",
    fits: |terms| matches!(terms.of, Estimand::Numbers(values) if !terms.weighted && terms.n <= MOST && !values.is_empty()),
    limits,
    words,
};

fn limits(terms: &Terms) -> Option<Limits> {
    let (low, high) = quantiles(terms)?;
    let se = terms.variance?.sqrt();
    Some((terms.value - high * se, terms.value - low * se))
}

/// Of t among the samples drawn.
fn quantiles(terms: &Terms) -> Option<Limits> {
    let Estimand::Numbers(values) = terms.of else { return None };
    let counts: Vec<(f64, u64)> = values.iter().map(|(x, tally): &(f64, Tally)| (*x, tally.sampled())).collect();
    stats::bootstrap_t(&counts, terms.confidence)
}

fn words(terms: &Terms) -> String {
    let (low, high) = quantiles(terms).unwrap_or_default();
    format!(
        "bootstrap-t: mean − {} × standard error to mean − {} × standard error, quantiles of t in {} samples drawn from \
         the answers",
        exact(high),
        exact(low),
        stats::BOOTSTRAP_SAMPLES
    )
}

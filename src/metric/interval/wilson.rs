//! Wilson's score interval.

use super::{Estimand, Method, Terms};
use crate::metric::digits::exact;
use crate::stats;

/// Wilson's score interval of a share; weighted, on as many respondents as the share is worth.
pub static WILSON: Method = Method {
    name: "wilson",
    id: "wilson",
    weighted_id: "wilson_effective",
    about: "shares: Wilson's score interval, the usual one without weights",
    fits: |terms| matches!(terms.of, Estimand::Share | Estimand::Choices { .. }),
    limits: |terms| stats::wilson(terms.value * terms.size(), terms.size(), terms.confidence),
    words,
};

fn words(terms: &Terms) -> String {
    let (p, n, z) = (exact(terms.value), exact(terms.size()), exact(terms.z()));
    format!("Wilson: (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n), p = {p}, n = {n}, z = {z}")
}

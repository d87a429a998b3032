//! The interval of a mean of scores with three imagined answers.

use super::{Estimand, Method, Terms};
use crate::metric::digits::exact;
use crate::stats::{self, Limits};

/// Three answers imagined, ¾ at each end of the scale and 1½ in its middle; weighted, on the effective base.
pub static ADJUSTED_MEAN: Method = Method {
    name: "adjusted-mean",
    id: "adjusted_mean",
    weighted_id: "adjusted_mean_effective",
    about: "means of scores and ranks: three answers imagined on the scale, the usual one",
    fits: |terms| matches!(terms.of, Estimand::Scores(_)),
    limits,
    words,
};

/// For two respondents or more.
fn limits(terms: &Terms) -> Option<Limits> {
    let Estimand::Scores(bounds) = terms.of else { return None };
    let limits = || stats::adjusted_mean(terms.value, terms.spread, terms.size(), bounds, terms.confidence);
    (terms.n >= 2.0).then(limits)?
}

fn words(terms: &Terms) -> String {
    let Estimand::Scores(bounds) = terms.of else { return String::new() };
    let (n, middle) = (terms.size(), bounds.middle());
    let all = n + 3.0;
    let mean = (n * terms.value + 3.0 * middle) / all;
    let half = (bounds.high - bounds.low) / 2.0;
    let (off, moved) = (terms.value - middle, mean - middle);
    let variance = (n * (terms.spread + off * off) + 1.5 * half * half) / all - moved * moved;
    format!(
        "three answers added, ¾ each at {} and {} and 1½ at {}: mean′ = {}, s′² = {}, mean′ ± {} × √(s′² ÷ {})",
        exact(bounds.low),
        exact(bounds.high),
        exact(middle),
        exact(mean),
        exact(variance),
        exact(terms.z()),
        exact(all)
    )
}

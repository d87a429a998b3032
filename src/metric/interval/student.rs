//! Student's t interval.

use super::{Estimand, Method, Terms};
use crate::metric::digits::exact;
use crate::stats::{self, Limits};

/// Student's t with n − 1 degrees of freedom around a mean; weighted, with the linearised standard error.
pub static STUDENT: Method = Method {
    name: "t",
    id: "t",
    weighted_id: "linearised_t",
    about: "means, totals and net scores: Student's t, the usual one of numbers without bounds",
    fits: |terms| {
        matches!(terms.of, Estimand::Net { .. } | Estimand::Scores(_) | Estimand::Numbers(_) | Estimand::Total)
    },
    limits,
    words,
};

/// None where everybody gave the same answer: their spread of 0 says nothing about how far from it others may be.
///
/// A declared `min:` or `max:` of numbers makes no difference: it is there to catch slips of the pen and usually far
/// wider than the answers, so imagined answers at its ends would only pull the interval away from them. Limits of
/// scores are clipped to their scale.
fn limits(terms: &Terms) -> Option<Limits> {
    let se = terms.variance.filter(|variance| !terms.same && *variance > 0.0)?.sqrt();
    let (low, high) = stats::mean_interval(terms.value, se, terms.mean_df(), terms.confidence)?;
    Some(match terms.of {
        Estimand::Net { .. } => (low.max(-1.0), high.min(1.0)),
        Estimand::Scores(bounds) => (low.max(bounds.low), high.min(bounds.high)),
        _ => (low, high),
    })
}

fn words(terms: &Terms) -> String {
    let df = terms.mean_df();
    let t = stats::t_quantile(terms.upper(), df).unwrap_or_default();
    let mean = match terms.of {
        Estimand::Net { .. } => "score",
        Estimand::Total => "total",
        _ => "mean",
    };
    format!("Student's t: {mean} ± {} × standard error, {} degrees of freedom", exact(t), exact(df))
}

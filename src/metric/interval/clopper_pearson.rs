//! Clopper and Pearson's interval, and what Korn and Graubard make of it for weights.

use super::{Estimand, Method, Terms};
use crate::metric::digits::{exact, short};
use crate::stats::{self, Limits};

const PERCENT: f64 = 100.0;

/// The exact interval of a share; weighted, that of Korn and Graubard.
pub static CLOPPER_PEARSON: Method = Method {
    name: "clopper-pearson",
    id: "clopper_pearson",
    weighted_id: "korn_graubard",
    about: "shares: the exact interval; with weights Korn and Graubard's, the usual one then",
    fits: |terms| matches!(terms.of, Estimand::Share | Estimand::Choices { .. }),
    limits,
    words,
};

fn limits(terms: &Terms) -> Option<Limits> {
    let variance = terms.variance_of_trials()?;
    stats::korn_graubard(terms.value, variance, terms.n, terms.trials_of_none(), terms.share_df(), terms.confidence)
}

fn words(terms: &Terms) -> String {
    let p = terms.value;
    let variance = terms.variance_of_trials().unwrap_or_default();
    let of_none = terms.trials_of_none();
    let trials = stats::effective_trials(p, variance, terms.n, of_none, terms.share_df(), terms.confidence);
    let trials = trials.unwrap_or_default();
    let beta = |tail: f64, a: f64, b: f64| {
        format!("the {} % quantile of Beta({}, {})", short(PERCENT * tail), exact(a), exact(b))
    };
    let (yes, no) = (trials * p, trials * (1.0 - p));
    let low = if p > 0.0 { beta(1.0 - terms.upper(), yes, no + 1.0) } else { "0".to_string() };
    let high = if p < 1.0 { beta(terms.upper(), yes + 1.0, no) } else { "100 %".to_string() };
    if !terms.is_effective() {
        return format!("Clopper–Pearson: {} of {}; from {low} to {high}", exact(yes), exact(trials));
    }
    format!("Korn–Graubard: {}; from {low} to {high}", size(terms, trials))
}

/// What the trials are, in words.
fn size(terms: &Terms, trials: f64) -> String {
    if terms.same && matches!(terms.of, Estimand::Choices { .. }) {
        return format!(
            "none or all of the answers, so that their effective number {} is all there is to go by",
            exact(trials)
        );
    }
    if terms.same {
        return format!(
            "all gave the same answer, so that Kish's effective base {} is all there is to go by",
            exact(trials)
        );
    }
    let (least, beside) = match terms.of {
        Estimand::Choices { given } => {
            (format!(", at most twice the {} answers there are,", short(given)), "Kish's effective base of respondents")
        }
        _ => (String::new(), "Kish's effective base"),
    };
    format!(
        "n_e = p(1 − p) ÷ standard error²{least} × (t of {} ÷ t of {} degrees of freedom)² = {}, {beside} being {}",
        exact(terms.n - 1.0),
        short(terms.share_df()),
        exact(trials),
        short(terms.kish)
    )
}

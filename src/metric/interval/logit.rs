//! Student's t interval on the scale of log odds.

use super::{Estimand, Method, Terms};
use crate::metric::digits::exact;
use crate::stats::{self, Limits};

/// The interval of a share on the scale of log odds.
pub static LOGIT: Method = Method {
    name: "logit",
    id: "logit",
    weighted_id: "linearised_logit",
    about: "shares other than 0 and 100 %: Student's t on log odds",
    fits: |terms| matches!(terms.of, Estimand::Share | Estimand::Choices { .. }),
    limits,
    words,
};

fn limits(terms: &Terms) -> Option<Limits> {
    stats::logit(terms.value, terms.variance?, terms.share_df(), terms.confidence)
}

fn words(terms: &Terms) -> String {
    let (p, odds) = (terms.value, (terms.value / (1.0 - terms.value)).ln());
    let se = terms.variance.unwrap_or_default().sqrt() / (p * (1.0 - p));
    let t = stats::t_quantile(terms.upper(), terms.share_df()).unwrap_or_default();
    format!(
        "log odds ln(p ÷ (1 − p)) = {} ± {} × {}, the standard error ÷ p(1 − p), with {} degrees of freedom, turned back",
        exact(odds),
        exact(t),
        exact(se),
        exact(terms.share_df())
    )
}

//! The adjusted Wald interval of a net score.

use super::{Estimand, Method, Terms};
use crate::metric::digits::exact;
use crate::stats::{self, Limits};

/// Three respondents imagined, ¾ promoters, ¾ detractors and 1½ passives; weighted, on effective counts.
pub static ADJUSTED_WALD: Method = Method {
    name: "adjusted-wald",
    id: "adjusted_wald",
    weighted_id: "adjusted_wald_effective",
    about: "net scores: three respondents imagined (Rocks 2016), the usual one",
    fits: |terms| matches!(terms.of, Estimand::Net { .. }),
    limits,
    words,
};

fn limits(terms: &Terms) -> Option<Limits> {
    let Estimand::Net { plus, minus } = terms.of else { return None };
    let n = terms.size();
    stats::adjusted_wald(n * plus, n * minus, n, terms.confidence)
}

fn words(terms: &Terms) -> String {
    let Estimand::Net { plus, minus } = terms.of else { return String::new() };
    let n = terms.size();
    format!(
        "adjusted Wald: p′ = ({} + ¾) ÷ {all} = {}, d′ = ({} + ¾) ÷ {all} = {}, \
         100 × (p′ − d′ ± {} × √((p′ + d′ − (p′ − d′)²) ÷ {all}))",
        exact(n * plus),
        exact((n * plus + 0.75) / (n + 3.0)),
        exact(n * minus),
        exact((n * minus + 0.75) / (n + 3.0)),
        exact(terms.z()),
        all = exact(n + 3.0),
    )
}

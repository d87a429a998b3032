//! The interval of a quantile between two of the answers.

use super::{Estimand, Method, Terms};
use crate::metric::digits::exact;
use crate::stats::{self, Limits};

/// Two of the ordered answers, at ranks that hold whatever the answers are distributed like; weighted, Woodruff's.
pub static ORDER_STATISTICS: Method = Method {
    name: "order-statistics",
    id: "order_statistics",
    weighted_id: "woodruff",
    about: "medians and other quantiles: two of the ordered answers; with weights Woodruff's interval",
    fits: |terms| matches!(terms.of, Estimand::Quantile { .. }),
    limits,
    words,
};

/// None where everybody gave the same answer, or so many did that both limits would be that: it would have no width, and
/// say more than they do.
fn limits(terms: &Terms) -> Option<Limits> {
    between(terms).filter(|(low, high)| !terms.same && low < high)
}

/// Whether there is no interval because both limits would be the quantile itself.
#[must_use]
pub fn limits_coincide(terms: &Terms) -> bool {
    between(terms).is_some_and(|(low, high)| low >= high)
}

/// The two answers, or the estimate where it lies beyond them, between two others.
fn between(terms: &Terms) -> Option<Limits> {
    let Estimand::Quantile { p, centre, values } = terms.of else { return None };
    let weighed: Vec<(f64, f64)> = values.iter().map(|(x, tally)| (*x, tally.w.to_f64())).collect();
    let (low, high) = if terms.weighted {
        stats::woodruff(&weighed, centre, terms.variance_of_share?, terms.share_df(), terms.confidence)?
    } else {
        stats::ranked(&weighed, ranks(terms, p)?)?
    };
    Some((low.min(terms.value), high.max(terms.value)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of respondents")]
fn ranks(terms: &Terms, p: f64) -> Option<(u64, u64)> {
    let n = terms.n as u64;
    match terms.people {
        Some(people) => stats::quantile_ranks_of_list(n, people.round() as u64, p, terms.confidence),
        None => stats::quantile_ranks(n, p, terms.confidence),
    }
}

fn words(terms: &Terms) -> String {
    let Estimand::Quantile { p, centre, .. } = terms.of else { return String::new() };
    if terms.weighted {
        let se = terms.variance_of_share.unwrap_or_default().sqrt();
        let t = stats::t_quantile(terms.upper(), terms.share_df()).unwrap_or_default();
        let whose = if terms.df.is_some() { "of the design" } else { "Kish's effective base less one" };
        return format!(
            "Woodruff: the answers at {} and {} of the weight, {} ± {} × {}, the share at or below the quantile with its \
             standard error, and {} degrees of freedom, {whose}",
            exact(centre - t * se),
            exact(centre + t * se),
            exact(centre),
            exact(t),
            exact(se),
            exact(terms.share_df())
        );
    }
    let (low, high) = ranks(terms, p).unwrap_or_default();
    let law = if terms.people.is_some() { "hypergeometric" } else { "binomial" };
    format!("order statistics: answers number {low} and {high} of {} in their order, by {law} quantiles", terms.n)
}

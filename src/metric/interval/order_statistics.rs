//! The interval of a quantile between two of the answers.

use super::{Estimand, Method, Terms};
use crate::metric::digits::exact;
use crate::stats::{self, Limits};
use crate::table::Tally;

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

/// Widened to the estimate, which may lie between two answers. None where everybody gave the same answer: it would have
/// no width, and say more than they do.
fn limits(terms: &Terms) -> Option<Limits> {
    let Estimand::Quantile { p, values } = terms.of else { return None };
    if terms.same {
        return None;
    }
    let weigh = |of: fn(&Tally) -> f64| values.iter().map(|(x, tally)| (*x, of(tally))).collect::<Vec<_>>();
    let (low, high) = if terms.weighted {
        let variance = terms.variance_of_share?;
        stats::woodruff(&weigh(|tally| tally.w.to_f64()), p, variance, terms.share_df(), terms.confidence)?
    } else {
        stats::ranked(&weigh(|tally| tally.w.to_f64()), ranks(terms, p)?)?
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
    let Estimand::Quantile { p, .. } = terms.of else { return String::new() };
    if terms.weighted {
        let se = terms.variance_of_share.unwrap_or_default().sqrt();
        let t = stats::t_quantile(terms.upper(), terms.share_df()).unwrap_or_default();
        return format!(
            "Woodruff: the answers at {} and {} of the weight, {p} ± {} × {}, the standard error of that share, with {} \
             degrees of freedom, Kish's effective base less one",
            exact(p - t * se),
            exact(p + t * se),
            exact(t),
            exact(se),
            exact(terms.share_df())
        );
    }
    let (low, high) = ranks(terms, p).unwrap_or_default();
    let law = if terms.people.is_some() { "hypergeometric" } else { "binomial" };
    format!("order statistics: answers number {low} and {high} of {} in their order, by {law} quantiles", terms.n)
}

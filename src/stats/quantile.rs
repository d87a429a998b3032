//! Quantiles of a list of values with weights.

use super::{Limits, t_quantile};

/// Which of the customary definitions of a quantile is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantileRule {
    /// Hyndman and Fan's type 7, linear between order statistics: R's `quantile`. For values without weights.
    Linear,
    /// The smallest value at or below which a share p of the weight lies: R's `survey::svyquantile` with
    /// `qrule = "math"`.
    InverseCdf,
}

/// The p-quantile (0 ≤ p ≤ 1) of values given ascending as (x, Σw), Σw being a count for
/// [`QuantileRule::Linear`]. `None` when nothing weighs anything.
///
/// Source: Hyndman and Fan (1996), *Sample quantiles in statistical packages*, definitions 1 and 7.
#[must_use]
pub fn quantile(values: &[(f64, f64)], p: f64, rule: QuantileRule) -> Option<f64> {
    let total: f64 = values.iter().map(|(_, w)| w).sum();
    if total <= 0.0 {
        return None;
    }
    match rule {
        QuantileRule::Linear => {
            let position = p * (total - 1.0);
            let (low, high) = (at_position(values, position.floor())?, at_position(values, position.ceil())?);
            Some(low + (position - position.floor()) * (high - low))
        }
        QuantileRule::InverseCdf => {
            // Weights are sums of decimals: a share that is p but for the last bit counts as p.
            let wanted = p * total * (1.0 - 4.0 * f64::EPSILON);
            let mut below = 0.0;
            let reached = values.iter().find(|(_, w)| {
                below += w;
                *w > 0.0 && below >= wanted
            });
            reached.map(|(x, _)| *x)
        }
    }
}

/// The same by [`QuantileRule::InverseCdf`] for weights that are whole numbers of some unit, compared exactly: of
/// weights 10⁻⁶ beside 10⁶ floats lose count. `p` is taken for the decimal that it stands for, to nine of them;
/// each sum may be off by `slack` units from the decimals that were given.
///
/// Sums must stay below 2¹⁰⁶ units: with 64 binary places, four million million.
#[must_use]
pub fn exact_quantile(values: &[(f64, i128)], p: f64, slack: i128) -> Option<f64> {
    const PARTS: f64 = 1_000_000_000.0;
    let total: i128 = values.iter().map(|(_, w)| w).sum();
    #[expect(clippy::cast_possible_truncation, reason = "from 0 to a thousand million")]
    let (share, parts) = ((p * PARTS).round() as i128, PARTS as i128);
    // Both sides divided by the parts, so that nothing overflows.
    let wanted = total / parts * share + (total % parts) * share / parts;
    let is_whole = total % parts * share % parts == 0;
    let wanted = if is_whole { wanted } else { wanted + 1 } - slack;
    let mut below = 0;
    let reached = values.iter().find(|(_, w)| {
        below += w;
        *w > 0 && below >= wanted
    });
    reached.filter(|_| total > 0).map(|(x, _)| *x)
}

/// The values at two ranks, counted from 1, of the list with every value repeated as often as it occurs; see
/// [`quantile_ranks`](super::quantile_ranks). `None` where there are not so many.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "ranks of respondents")]
pub fn ranked(values: &[(f64, f64)], (low, high): (u64, u64)) -> Option<Limits> {
    Some((at_position(values, (low.checked_sub(1)?) as f64)?, at_position(values, (high.checked_sub(1)?) as f64)?))
}

/// Woodruff's interval of a quantile: `share` ± t·√`variance`, turned back into answers through the weighted
/// distribution function (the smallest answer at or below which such a share of the weight lies).
///
/// `values` are given ascending as (x, Σw), `variance` is that of the share of respondents at or below the quantile,
/// and t has `df` degrees of freedom. `share` is that share, as in R; or p itself, where so many gave the same answer that
/// the share is far more than p, and the interval would lie too high. `None` where the limits are beyond 0 or 1, or without
/// degrees of freedom.
///
/// Source: Woodruff (1952), *Journal of the American Statistical Association* 47:635–646; R `survey::svyquantile`.
#[must_use]
pub fn woodruff(values: &[(f64, f64)], share: f64, variance: f64, df: f64, confidence: f64) -> Option<Limits> {
    let reach = t_quantile(0.5 + confidence / 2.0, df)? * variance.sqrt();
    let (low, high) = (share - reach, share + reach);
    let at = |share| quantile(values, share, QuantileRule::InverseCdf);
    if low > 0.0 && high < 1.0 { Some((at(low)?, at(high)?)) } else { None }
}

/// The value at a position, counted from 0, of the list with every value repeated as often as it occurs.
fn at_position(values: &[(f64, f64)], position: f64) -> Option<f64> {
    let mut seen = 0.0;
    let found = values.iter().find(|(_, n)| {
        seen += n;
        seen > position
    });
    found.map(|(x, _)| *x)
}

/// One value of a weighted list: how many gave it, and what they weigh together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// The value.
    pub x: f64,
    /// Respondents of a weight above 0 who gave it.
    pub n: f64,
    /// Σw of those.
    pub w: f64,
}

/// The p-quantile (0 ≤ p ≤ 1) of weighted values, given ascending: linear between answers, so that equal weights
/// give Hyndman and Fan's type 7. `None` when nothing weighs anything.
///
/// Every respondent stands at the weight of those before, and the quantile at p·(W − the last one's weight);
/// those who gave the same value share its weight equally, so that the order of rows does not matter.
///
/// Source: R's `survey::svyquantile` with `qrule = "hf7"`.
#[must_use]
pub fn weighted_quantile(values: &[Weighed], p: f64) -> Option<f64> {
    let filled = || values.iter().filter(|value| value.n > 0.0 && value.w > 0.0);
    let last = filled().next_back()?;
    let wanted = p * (filled().map(|value| value.w).sum::<f64>() - last.w / last.n);
    let mut below = 0.0;
    let mut before: Option<(f64, f64)> = None;
    for value in filled() {
        let (first, end) = (below, below + (value.w - value.w / value.n));
        if wanted <= first {
            let Some((x, at)) = before else { return Some(value.x) };
            return Some(x + (wanted - at) / (first - at) * (value.x - x));
        }
        if wanted <= end {
            return Some(value.x);
        }
        before = Some((value.x, end));
        below += value.w;
    }
    Some(last.x)
}

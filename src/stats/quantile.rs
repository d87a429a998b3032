//! Quantiles of a list of values with weights.

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

/// The value at a position, counted from 0, of the list with every value repeated as often as it occurs.
fn at_position(values: &[(f64, f64)], position: f64) -> Option<f64> {
    let mut seen = 0.0;
    let found = values.iter().find(|(_, n)| {
        seen += n;
        seen > position
    });
    found.map(|(x, _)| *x)
}

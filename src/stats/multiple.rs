//! Many tests at once: what is left of a finding when many were looked for.

/// Benjamini and Hochberg's adjusted p-values, in the order given: `q_(i)` = min over j ≥ i of `p_(j)` · m / j, at
/// most 1, where `p_(1)` ≤ … ≤ `p_(m)` are the p-values of all m tests.
///
/// Calling a difference where its adjusted value is at most α keeps the share of chance findings among all called
/// differences at or below α on average, for independent or positively dependent tests; where nothing differs at
/// all, the chance of a single finding is at most α.
///
/// Source: Benjamini and Hochberg (1995), *Journal of the Royal Statistical Society B* 57:289–300; R
/// `p.adjust(method = "BH")`.
#[must_use]
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|one, other| p[*other].total_cmp(&p[*one]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0_f64;
    for (above, at) in order.into_iter().enumerate() {
        least = least.min(p[at] * count(p.len()) / count(p.len() - above));
        adjusted[at] = least;
    }
    adjusted
}

#[expect(clippy::cast_precision_loss, reason = "numbers of tests")]
const fn count(n: usize) -> f64 {
    n as f64
}

//! Many tests at once: what is left of a finding when many were looked for.

/// How p-values are corrected for the number of tests that stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Correction {
    /// [`benjamini_hochberg`]: of the differences that are called, few are chance.
    #[default]
    BenjaminiHochberg,
    /// [`holm`]: hardly ever is any difference called that is chance.
    Holm,
    /// [`bonferroni`]: the same, more simply and more strictly.
    Bonferroni,
    /// Each test by itself.
    None,
}

impl Correction {
    /// All of them, the usual one first.
    pub const ALL: [Correction; 4] =
        [Correction::BenjaminiHochberg, Correction::Holm, Correction::Bonferroni, Correction::None];

    /// The word that asks for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Correction::BenjaminiHochberg => "bh",
            Correction::Holm => "holm",
            Correction::Bonferroni => "bonferroni",
            Correction::None => "none",
        }
    }

    /// Its name in reports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Correction::BenjaminiHochberg => "benjamini_hochberg",
            Correction::Holm => "holm",
            Correction::Bonferroni => "bonferroni",
            Correction::None => "none",
        }
    }

    /// What it sees to, in a line.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Correction::BenjaminiHochberg => {
                "few of the differences that are called are chance (Benjamini and Hochberg)"
            }
            Correction::Holm => "hardly ever is any difference called that is chance (Holm)",
            Correction::Bonferroni => "the same, more strictly (Bonferroni)",
            Correction::None => "every difference is judged as if it were the only one",
        }
    }

    /// Adjusted p-values, in the order given.
    #[must_use]
    pub fn adjusted(self, p: &[f64]) -> Vec<f64> {
        match self {
            Correction::BenjaminiHochberg => benjamini_hochberg(p),
            Correction::Holm => holm(p),
            Correction::Bonferroni => bonferroni(p),
            Correction::None => p.to_vec(),
        }
    }
}

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

/// Holm's adjusted p-values, in the order given: max over j ≤ i of (m − j + 1) `p_(j)`, at most 1, where
/// `p_(1)` ≤ … ≤ `p_(m)` are the p-values of all m tests.
///
/// Calling a difference where its adjusted value is at most α keeps the chance of any finding that is none at or below
/// α, however the tests depend on each other.
///
/// Source: Holm (1979), *Scandinavian Journal of Statistics* 6:65–70; R `p.adjust(method = "holm")`.
#[must_use]
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|one, other| p[*one].total_cmp(&p[*other]));
    let mut adjusted = vec![1.0; p.len()];
    let mut most = 0.0_f64;
    for (below, at) in order.into_iter().enumerate() {
        most = most.max((p[at] * count(p.len() - below)).min(1.0));
        adjusted[at] = most;
    }
    adjusted
}

/// Bonferroni's adjusted p-values: m times each, at most 1.
///
/// Source: Dunn (1961), *Journal of the American Statistical Association* 56:52–64; R
/// `p.adjust(method = "bonferroni")`.
#[must_use]
pub fn bonferroni(p: &[f64]) -> Vec<f64> {
    p.iter().map(|one| (one * count(p.len())).min(1.0)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "numbers of tests")]
const fn count(n: usize) -> f64 {
    n as f64
}

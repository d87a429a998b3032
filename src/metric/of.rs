//! Which questions a metric is reported of.

/// The questions that a metric is reported of.
#[derive(Debug)]
pub struct Of {
    /// Kinds, as definitions name them.
    pub kinds: &'static [&'static str],
    /// Whether a question of one of these kinds declares what the metric needs.
    pub when: fn(&Declared) -> bool,
}

/// Kinds with one answer out of several that the definition may put on a scale and into boxes.
pub(super) const SCALES: &[&str] = &["rating", "likert", "grid", "single"];

impl Of {
    /// All questions of these kinds.
    pub(super) const fn all(kinds: &'static [&'static str]) -> Of {
        Of { kinds, when: |_| true }
    }
}

/// What a definition declares of a question, as far as it decides which metrics are reported.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing declared or not")]
pub struct Declared<'a> {
    /// The kind, as the definition names it.
    pub kind: &'a str,
    /// Whether any option has a score.
    pub is_scored: bool,
    /// Whether there are named nets.
    pub has_nets: bool,
    /// Whether there is a top box.
    pub has_top: bool,
    /// Whether there is a bottom box.
    pub has_bottom: bool,
    /// Whether there is a target.
    pub has_target: bool,
    /// Whether the total is wanted.
    pub wants_total: bool,
    /// Whether what is timed may not have ended.
    pub may_wait: bool,
    /// Whether the score of before 2015 is wanted (Friends and Family Test).
    pub legacy_score: bool,
}

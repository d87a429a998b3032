//! The base ledger and the arithmetic of a figure, step by step.

use super::base::NEVER;
use super::number::{count, trimmed};
use super::{SUPPRESSED, clean};
use crate::results::{Explanation, Ledger};

/// How one question's figures came about in one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainView {
    /// The wording of the question.
    pub heading: String,
    /// Whose answers these are, for example `where site=North`; `everybody` without conditions.
    pub group: String,
    /// Steps of the base: what is left, and how many.
    pub ledger: Vec<(String, String)>,
    /// What the mark means when the group is suppressed; otherwise empty.
    pub note: String,
    /// The metrics; none when the group is suppressed.
    pub metrics: Vec<MetricView>,
}

/// The arithmetic of one metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricView {
    /// Its title.
    pub title: String,
    /// Its formula.
    pub formula: String,
    /// Where the definition comes from.
    pub source: String,
    /// The steps with the numbers put in.
    pub steps: Vec<String>,
}

/// The explanation in words. Without a ledger the group is suppressed, and no arithmetic is shown.
#[must_use]
pub fn explain(
    text: &str,
    conditions: &[String],
    ledger: Option<&Ledger>,
    explanations: &[Explanation],
) -> ExplainView {
    let shown = if ledger.is_some() { explanations } else { &[] };
    ExplainView {
        heading: clean(text),
        group: name(conditions),
        ledger: ledger.map_or_else(|| vec![("base".to_owned(), SUPPRESSED.to_owned())], self::ledger),
        note: if ledger.is_none() { hidden() } else { String::new() },
        metrics: shown.iter().map(metric).collect(),
    }
}

fn hidden() -> String {
    format!("{SUPPRESSED} hidden: too few answers or none, or could be worked out from the others")
}

fn name(conditions: &[String]) -> String {
    if conditions.is_empty() {
        return "everybody".to_owned();
    }
    format!("where {}", conditions.iter().map(|condition| clean(condition)).collect::<Vec<_>>().join(" and "))
}

fn metric(explanation: &Explanation) -> MetricView {
    MetricView {
        title: clean(&explanation.title),
        formula: clean(&explanation.formula),
        source: clean(&explanation.source),
        steps: explanation.steps.iter().map(|step| clean(step)).collect(),
    }
}

/// How a base comes about: what is left at each step, and between the steps why the others went; a loss of
/// nobody is left out.
#[must_use]
pub fn ledger(ledger: &Ledger) -> Vec<(String, String)> {
    let kept = |what: &str, n: u64| Some((what.to_owned(), count(n)));
    let lost = |why: &str, n: u64| (n > 0).then(|| (format!("− {why}"), count(n)));
    let of_which = |what: &str, n: u64| (n > 0).then(|| (format!("of which {what}"), count(n)));
    let weighted = |what: &str, n: f64| (what.to_owned(), trimmed(n, 2));
    let counts = [
        kept("received", ledger.received),
        lost("incomplete", ledger.received.saturating_sub(ledger.complete)),
        kept("complete", ledger.complete),
        lost("not asked", ledger.not_asked),
        kept("asked", ledger.asked),
        lost("no answer", ledger.no_answer),
        kept("answered", ledger.answered),
        lost("don't know", ledger.dont_know),
        lost("refused", ledger.refused),
        lost("unrecognised", ledger.unrecognised),
        lost(NEVER, ledger.never),
        kept("valid", ledger.valid),
        of_which("without a score", ledger.unscored),
    ];
    let sums = [weighted("weighted base", ledger.weighted), weighted("effective base", ledger.effective)];
    counts.into_iter().flatten().chain(sums).collect()
}

//! Which differences are more than chance: between a group and the rest, and between one period and the last.

use super::{Base, Interval, Sense};
use serde::{Deserialize, Serialize};

/// A question's leading figure in one group against the same figure elsewhere, tested.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// What is compared with what.
    pub kind: DifferenceKind,
    /// Position of the group whose figure `value` is.
    pub group: usize,
    /// Position of the group it is compared with; `None` for everybody outside `group`.
    pub against: Option<usize>,
    /// Position of the column that the figures stand in; its unit is that of the figures, the difference and its
    /// interval, but a difference of percentages is in percentage points.
    pub column: usize,
    /// The figure of the group.
    pub value: f64,
    /// What it rests on.
    pub base: Base,
    /// The figure that it is compared with.
    pub reference: f64,
    /// What that rests on.
    pub reference_base: Base,
    /// `value − reference`.
    pub difference: f64,
    /// Interval of the difference at the report's confidence level, not corrected for the number of tests.
    pub interval: Option<Interval>,
    /// The test, for example `adjusted_wald` or `fisher_exact`.
    pub test: String,
    /// The difference in standard errors: z, or t where there are degrees of freedom.
    pub statistic: f64,
    /// Degrees of freedom; `None` for z.
    pub df: Option<f64>,
    /// Probability of a difference at least as large by chance alone.
    pub p: f64,
    /// The same, corrected for the number of tests of its [`TestFamily`].
    pub adjusted_p: f64,
    /// Whether the difference is shown at the family's level, after correction.
    pub verdict: Verdict,
    /// Whether it would be shown had nothing else been tested.
    pub verdict_alone: Verdict,
    /// Answers that each of both needs for a difference of this size to be found with a power of 80 %; told of periods that
    /// differ by no more than chance explains.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers_needed: Option<f64>,
    /// Whether a difference in this direction is good news; `undeclared` where the definition does not say, `neutral`
    /// where it would not be shown even alone.
    pub sense: Sense,
}

/// Whether a question's leading figure differs among the groups of a breakdown at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AmongGroups {
    /// Positions of the axes of the breakdown.
    pub axes: Vec<usize>,
    /// How many groups were told apart: those that are shown.
    pub groups: usize,
    /// The test: `wald_f`.
    pub test: String,
    /// F.
    pub statistic: f64,
    /// Its degrees of freedom: groups less one, and those of the variance.
    pub df: (f64, f64),
    /// Probability of an F at least as large by chance alone; not corrected.
    pub p: f64,
}

/// What a difference compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// A group of a breakdown against everybody outside it.
    Rest,
    /// The last whole period against the one before it.
    Period,
}

/// What a test says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Higher, by more than chance explains.
    Up,
    /// Lower, by more than chance explains.
    Down,
    /// The difference can be chance.
    None,
}

/// Tests that are corrected together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestFamily {
    /// What was compared with what.
    pub kind: DifferenceKind,
    /// Positions of the axes of the breakdown.
    pub axes: Vec<usize>,
    /// Tests made: groups × questions, or questions.
    pub tests: usize,
    /// Differences shown after correction.
    pub found: usize,
    /// Differences that would be shown had nothing else been tested.
    pub found_alone: usize,
    /// How p-values were corrected for their number.
    pub correction: String,
    /// Adjusted p-values up to this one show a difference, in percent (5 for a confidence level of 95 %).
    pub level: f64,
}

/// The periods of a trend that the responses cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Periods {
    /// Day of the first response in the exports, as `2026-01-31`.
    pub first_response: String,
    /// Day of the last one.
    pub last_response: String,
    /// The last whole period and the one before it; `None` where there are no two.
    pub compared: Option<ComparedPeriods>,
    /// Periods at either end that are not covered whole, in time.
    pub partial: Vec<PartialPeriod>,
}

/// Two periods whose figures are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedPeriods {
    /// Position of the group of the earlier one.
    pub before: usize,
    /// Position of the group of the later one.
    pub now: usize,
}

/// A period that the responses do not cover whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartialPeriod {
    /// The period, as in [`Value::Named`](super::Value).
    pub period: String,
    /// Where it is cut.
    pub side: PeriodSide,
    /// The first day covered where the beginning is missing, the last one where the end is.
    pub day: String,
    /// Whether the request (`--since`, `--until`) cuts it, not the export.
    pub asked: bool,
}

/// An end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodSide {
    /// Its first days are missing.
    Beginning,
    /// Its last days are missing: it is not over.
    End,
}

//! The finished figures, as plain data: what `survey analyze` knows, before anyone decides how it looks.
//!
//! Serialised as JSON this is the program's stable interface, versioned by [`SCHEMA`]. Percentages run
//! from 0 to 100 and points from −100 to 100, as they are published. No number stands without its base,
//! nothing is rounded here, and a suppressed value is absent (`None`), never a number with a mark.
//!
//! A report is a cube. What respondents are told apart by stands in `axes`, and every group of them in `groups`, once;
//! each question has its `columns` (what is estimated) once, and one cell a group with an estimate for each column. What
//! belongs together is found by its position, never by comparing names.

mod check;
mod compare;
mod control;
mod crosstab;
mod difference;
mod figure;
mod group;
mod published;
mod question;
mod ranking;
mod trend;
mod weighting;

pub use check::{
    CHECK_SCHEMA, Change, ChangeKind, CheckReport, Finding, FindingPlace, GridCheck, PLACES_LISTED, QuestionCheck,
    Reason,
};

pub use compare::{
    COMPARE_SCHEMA, ComparedFigure, ComparedSide, Comparison, ComparisonSummary, EventTold, Expected, GroupName,
    NamedTest, NotCompared, Outcome, SideFigure, WhyNot,
};
pub use control::{
    Assured, ControlChart, ControlEvent, ControlKind, ControlPoint, Gap, Ghosted, RunsFound, Signal, SignalRule,
    Stretch, TRIAL_UNDER, Variation, VariationKind,
};
pub use crosstab::{
    AgainstRest, AssociationTest, Banner, BannerColumn, BannerKind, BaseFlag, CROSSTAB_SCHEMA, CorrectedWithin,
    Crosstab, CrosstabSettings, LetterConvention, MeanCell, PairTest, PercentOf, PublishedCrosstab, RowKind, RowTests,
    Stub, StubBanner, StubColumn, StubRow, TableCell, TableTest, TestName,
};
pub use difference::{
    AmongGroups, ComparedPeriods, Difference, DifferenceKind, PartialPeriod, PeriodSide, Periods, TestFamily, Verdict,
};
pub use figure::{Base, Column, Estimate, Interval, Measure, Role, Sense, Unit};
pub use group::{Axis, Breakdown, Group, GroupKey, Value, breakdowns};
pub use published::{Published, PublishedComparison};
pub use question::{Break, Cell, Ledger, Meaning, QuestionResult};
pub use ranking::{FunnelLimits, FunnelPlot, FunnelPoint, GroupReliability, Overdispersion, Reliability, Widening};
pub use trend::{QuestionTrend, TREND_SCHEMA, TrendKey, TrendReport};
pub use weighting::{ResponseClass, WEIGHTING_SCHEMA, WeightedCategory, WeightedCell, WeightedMargin, WeightingReport};

use serde::{Deserialize, Serialize};

/// Name and version of the JSON layout. Fields may be added under one version; none change meaning.
pub const SCHEMA: &str = "survey-report/2";

/// Everything one run of the analysis produced.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// Version of the program that computed the figures.
    pub version: String,
    /// Which survey was analysed.
    pub survey: SurveyInfo,
    /// What was asked of the analysis.
    pub settings: Settings,
    /// The files read, in the order given.
    pub inputs: Vec<Input>,
    /// Where every received row went.
    pub accounting: Accounting,
    /// What respondents can be told apart by: the segments as the definition orders them, then the period of a trend.
    pub axes: Vec<Axis>,
    /// The groups that figures are shown of: everybody first, then each breakdown in the order asked for.
    pub groups: Vec<Group>,
    /// The response rate, when the definition says how many were invited, of the groups of which it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_rate: Option<QuestionResult>,
    /// One entry per question, in the definition's order; a grid gives one per item.
    pub questions: Vec<QuestionResult>,
    /// The metrics that occur in the figures.
    pub metrics: Vec<MetricInfo>,
    /// The tests made, by what is corrected together; empty where nothing was compared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<TestFamily>,
    /// Which periods the responses cover; absent without a trend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub periods: Option<Periods>,
    /// What a reader must know before quoting any figure.
    pub cautions: Vec<String>,
}

impl Report {
    /// The breakdowns shown, in their order.
    #[must_use]
    pub fn breakdowns(&self) -> Vec<Breakdown> {
        group::breakdowns(&self.groups)
    }

    /// The breakdowns as they were asked for on the command line, each with the positions of its axes.
    #[must_use]
    pub fn asked_for(&self) -> Vec<Vec<usize>> {
        let axis = |id: &str| self.axes.iter().position(|axis| axis.id() == id);
        self.settings.by.iter().map(|by| by.split(':').filter_map(|id| axis(id.trim())).collect()).collect()
    }

    /// The period that alone defines a group; `None` where there is something else to it, or no date.
    #[must_use]
    pub fn period_of(&self, group: usize) -> Option<&str> {
        match self.groups.get(group)?.keys.as_slice() {
            [GroupKey { axis, value: Value::Named(period) }] if self.axes[*axis].is_wave() => Some(period),
            _ => None,
        }
    }

    /// What is known of a metric.
    #[must_use]
    pub fn metric(&self, column: &Column) -> Option<&MetricInfo> {
        self.metrics.iter().find(|metric| metric.id == column.metric)
    }

    /// Everything that figures are shown of: the response rate first, then the questions.
    pub fn subjects(&self) -> impl Iterator<Item = &QuestionResult> {
        self.response_rate.iter().chain(&self.questions)
    }
}

/// Id of the response rate, which is no metric of answers: its base is the people invited.
pub const RESPONSE_RATE: &str = "response_rate";

/// What a metric is called and where it is defined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetricInfo {
    /// Id, as in [`Column::metric`].
    pub id: String,
    /// Title people read, for example `Net Promoter Score`.
    pub title: String,
    /// The formula in one line.
    pub formula: String,
    /// Where the definition comes from.
    pub source: String,
    /// Whether the title fits any question, so that it takes the question's name to tell what is measured.
    #[serde(default, skip_serializing_if = "is_false")]
    pub general: bool,
    /// Whether its parts need its title before them: it has no headline that bears it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub titles_parts: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// The survey's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyInfo {
    /// The definition's `survey:` id.
    pub id: String,
    /// The definition's `title:`.
    pub title: String,
}

/// The choices that shaped the figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Confidence level of every interval, in percent (95 for 95 %).
    pub confidence: f64,
    /// The breakdowns asked for, for example `["site", "site:age"]`.
    pub by: Vec<String>,
    /// The period of a trend: `week`, `month`, `quarter` or `year`.
    pub every: Option<String>,
    /// The filters in force, as written on the command line.
    pub filters: Vec<String>,
    /// Whether figures are weighted.
    pub weighted: bool,
    /// Bases under this number of respondents are suppressed.
    pub minimum_base: u64,
    /// The method for intervals that was asked for; absent where each figure has its usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intervals: Option<String>,
}

/// One export that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The name given on the command line (`-` for standard input).
    pub name: String,
    /// SHA-256 of the bytes as they lay on disk, in lower-case hexadecimal; `None` where nobody asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Size of the file as it lay on disk.
    pub bytes: u64,
    /// What was assumed about the file, for example `UTF-8, comma-separated, 1 header row`.
    pub dialect: String,
    /// Data rows received from this file.
    pub rows: u64,
}

/// Where every received row went: `received` is the sum of all the others, those that are hidden included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accounting {
    /// Data rows in the files, blank ones included.
    pub received: u64,
    /// Rows without a single filled cell.
    pub blank: u64,
    /// Rows with more or fewer cells than the header.
    pub ragged: u64,
    /// Rows that are no response: the header once more, a total or a note below the table.
    #[serde(default)]
    pub no_response: u64,
    /// Rows whose weight is missing, not a number, negative, or above 0 but outside 10⁻¹⁵ to 10¹⁵.
    pub bad_weight: u64,
    /// Tests and previews by the survey's makers.
    #[serde(default)]
    pub preview: u64,
    /// Rows that the definition's `complete:`, or the platform's own mark, sets apart; filters do not matter here.
    pub incomplete: u64,
    /// Repeats of a response id that was counted already.
    pub duplicate: u64,
    /// Complete responses outside `--where`, `--since` or `--until`. `None` where these leave so few, or leave out
    /// so few, that telling would tell what somebody answered; then `analysed` is hidden too.
    pub filtered: Option<u64>,
    /// Rows that the figures rest on.
    pub analysed: Option<u64>,
}

impl Accounting {
    /// Rows that could not be used though nobody asked to leave them out: ragged and badly weighted ones. What is
    /// plainly no response has not been lost.
    #[must_use]
    pub const fn rejected(&self) -> u64 {
        self.ragged + self.bad_weight
    }
}

/// The arithmetic of one figure, step by step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Id of the metric.
    pub metric: String,
    /// Its title, for example `Net Promoter Score`.
    pub title: String,
    /// The formula in words and symbols.
    pub formula: String,
    /// Where the definition comes from.
    pub source: String,
    /// The steps, each one line, with the numbers put in.
    pub steps: Vec<String>,
}

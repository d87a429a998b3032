//! What two sides of a comparison come to: figures before and after, and what is to be made of the difference.

use super::{Accounting, Base, Input, Interval, MetricInfo, Sense, Settings, SurveyInfo, Unit, Verdict};
use serde::{Deserialize, Serialize};

/// Name and version of the JSON layout. Fields may be added under one version; none change meaning.
pub const COMPARE_SCHEMA: &str = "survey-compare/1";

/// Everything one comparison came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Always [`COMPARE_SCHEMA`].
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
    /// The earlier side.
    pub before: ComparedSide,
    /// The later side.
    pub after: ComparedSide,
    /// What happened between them, where the comparison is of an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventTold>,
    /// People who answered on both sides; `None` where ids do not tell people apart, or so few are on both that it is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people_on_both_sides: Option<u64>,
    /// The differences, what matters first: worse, better, higher and lower, then by their statistic.
    pub compared: Vec<ComparedFigure>,
    /// Figures that could not be compared, and why.
    pub not_compared: Vec<NotCompared>,
    /// How the differences came out.
    pub summary: ComparisonSummary,
    /// The metrics that occur in the figures.
    pub metrics: Vec<MetricInfo>,
    /// What a reader must know before quoting any figure.
    pub cautions: Vec<String>,
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedSide {
    /// What it is: `until 2026-03-31`, `2026-Q1`, `april.csv`.
    pub label: String,
    /// Its first day, where days tell sides apart: the first one of the range, or with an open end the first response's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<String>,
    /// Its last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<String>,
    /// Days from the first to the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u64>,
    /// Complete responses; `None` where that is hidden.
    pub responses: Option<u64>,
}

/// Something that happened on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventTold {
    /// Its id in the definition.
    pub id: String,
    /// What happened.
    pub label: String,
    /// The first day after it.
    pub day: String,
}

/// A figure on both sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparedFigure {
    /// Id of the question.
    pub question: String,
    /// Its wording; of an item of a grid that of the grid, then that of the item.
    pub text: String,
    /// Id of the grid that it is an item of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<String>,
    /// Id of the metric.
    pub metric: String,
    /// What within the metric; `None` for its headline.
    pub item: Option<String>,
    /// What people call the figure.
    pub title: String,
    /// Unit of the figures, the difference, its standard error and its interval; differences of percentages are in percentage
    /// points.
    pub unit: Unit,
    /// The group within which sides are compared; empty for everybody.
    pub group: Vec<GroupName>,
    /// The figure of the earlier side.
    pub before: SideFigure,
    /// The figure of the later side.
    pub after: SideFigure,
    /// Later less earlier figure.
    pub difference: f64,
    /// Standard error of the difference; `None` for figures without one, such as medians.
    pub se: Option<f64>,
    /// Interval of the difference, not corrected for the number of tests.
    pub interval: Option<Interval>,
    /// The test that decides.
    pub test: String,
    /// The difference in standard errors: z, or t where there are degrees of freedom.
    pub statistic: f64,
    /// Degrees of freedom; `None` for z.
    pub df: Option<f64>,
    /// Probability of a difference at least as large by chance alone.
    pub p: f64,
    /// The same, corrected for the number of differences compared.
    pub adjusted_p: f64,
    /// Whether the difference is shown after correction.
    pub verdict: Verdict,
    /// Whether it would be shown had nothing else been compared.
    pub verdict_alone: Verdict,
    /// Whether the difference is good news, where it is shown at least alone; `undeclared` where the definition does not say
    /// which way is better.
    pub sense: Sense,
    /// All tests that were made of it.
    pub tests: Vec<NamedTest>,
    /// People on both sides whom the test allows for; absent where it takes both sides for different people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people_on_both_sides: Option<u64>,
    /// Correlation of both figures by these people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation: Option<f64>,
    /// Answers that each side needs for a difference of this size to be found with a power of 80 %; `None` where no standard
    /// error tells, or there is no difference.
    pub answers_needed: Option<f64>,
    /// Answers that are missing to that on both sides together; 0 where there are enough.
    pub more_answers: Option<f64>,
    /// What an event was to do to the figure, and whether it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
}

/// One value that a group has in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupName {
    /// Id of the segment.
    pub segment: String,
    /// The value; `None` for those without one.
    pub value: Option<String>,
}

/// A figure of one side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SideFigure {
    /// The figure.
    pub value: f64,
    /// Its standard error.
    pub se: Option<f64>,
    /// Its interval.
    pub interval: Option<Interval>,
    /// What it rests on.
    pub base: Base,
}

/// A test by its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedTest {
    /// Its name, for example `pooled_z`.
    pub name: String,
    /// z, or t where there are degrees of freedom.
    pub statistic: f64,
    /// Degrees of freedom; `None` for z.
    pub df: Option<f64>,
    /// Probability by chance alone.
    pub p: f64,
}

/// What an event was to do to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// The way it was to go.
    pub direction: Verdict,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of an expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It came true, by more than chance explains.
    CameTrue,
    /// The opposite came true.
    Opposite,
    /// It cannot be told.
    CannotTell,
}

/// A figure that could not be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotCompared {
    /// Id of the question.
    pub question: String,
    /// The group; empty for everybody.
    pub group: Vec<GroupName>,
    /// Why.
    pub why: WhyNot,
}

/// Why a figure could not be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// It has no figure that differences are tested of.
    NoFigure,
    /// Too few answered on a side to show the figure, or it could be worked out.
    Hidden,
    /// Nobody is on one of the sides.
    NoAnswers,
    /// All answered alike, or there are too few for the test.
    NoTest,
    /// It was another question on one side: its wording or its options changed in between.
    Changed,
}

/// How the differences of a comparison came out, after correction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparisonSummary {
    /// Differences tested.
    pub compared: usize,
    /// Good news.
    pub better: usize,
    /// Bad news.
    pub worse: usize,
    /// Higher, where the definition does not say which way is better.
    pub higher: usize,
    /// Lower.
    pub lower: usize,
    /// Differences that would be shown had nothing else been compared.
    pub found_alone: usize,
    /// How p-values were corrected for their number.
    pub correction: String,
    /// Adjusted p-values up to this one show a difference, in percent.
    pub level: f64,
}

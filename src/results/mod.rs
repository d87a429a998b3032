//! The finished figures, as plain data: what `survey analyze` knows, before anyone decides how it looks.
//!
//! Serialised as JSON this is the program's stable interface, versioned by [`SCHEMA`]. Percentages run
//! from 0 to 100 and points from −100 to 100, as they are published. No number stands without its base,
//! nothing is rounded here, and a suppressed value is absent (`None`), never a number with a mark.

mod check;
mod difference;
mod figure;
mod group;
mod lead;
mod published;

pub use check::{CHECK_SCHEMA, CheckReport, Finding, FindingPlace, GridCheck, PLACES_LISTED, QuestionCheck, Reason};

pub use difference::{
    ComparedPeriods, Difference, DifferenceKind, PartialPeriod, PeriodSide, Periods, TestFamily, Verdict,
};
pub use figure::{Base, Figure, Interval, Sense, Unit};
pub use group::{GroupKey, GroupState};
pub use lead::headlines;
pub use published::Published;

use group::WAVE;
use serde::{Deserialize, Serialize};

/// Name and version of the JSON layout. Fields may be added under one version; none change meaning.
pub const SCHEMA: &str = "survey-report/1";

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
    /// Response rates, when the definition says how many were invited.
    pub response_rates: Vec<Cell>,
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

/// Id of the response rate, which is no metric of answers: its base is the people invited.
pub const RESPONSE_RATE: &str = "response_rate";

/// What a metric is called and where it is defined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetricInfo {
    /// Id, as in [`Figure::metric`].
    pub id: String,
    /// Title people read, for example `Net Promoter Score`.
    pub title: String,
    /// The formula in one line.
    pub formula: String,
    /// Where the definition comes from.
    pub source: String,
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
    /// The segments that figures can be broken down by, as the definition names and orders them.
    #[serde(default)]
    pub segments: Vec<SegmentInfo>,
}

impl Settings {
    /// What the segment of this id is called: its title, or its id where the definition gives none. Waves go by
    /// the name of their period.
    #[must_use]
    pub fn title_of<'a>(&'a self, segment: &'a str) -> &'a str {
        match &self.every {
            Some(period) if segment == WAVE => period,
            _ => self.segments.iter().find(|known| known.id == segment).map_or(segment, |known| &known.title),
        }
    }
}

/// A segment of the definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentInfo {
    /// Its id, as in [`GroupKey::segment`].
    pub id: String,
    /// What it is called; its id where the definition gives no title.
    pub title: String,
    /// Whether its values have an order of their own (bands, or options as listed), so that showing them in
    /// another one would mislead.
    pub ordered: bool,
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

/// All figures of one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionResult {
    /// The definition's id; `grid.item` for an item of a grid.
    pub id: String,
    /// The kind as the definition names it, for example `nps`.
    pub kind: String,
    /// The wording of the question.
    pub text: String,
    /// What its answers stand for, as the definition says.
    #[serde(default)]
    pub meaning: Meaning,
    /// The first cell is everybody; then the cells of each breakdown in the order asked for.
    pub cells: Vec<Cell>,
    /// Its leading figure compared: each group with the rest, the last whole period with the one before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// What to know about this question's figures.
    pub cautions: Vec<String>,
}

/// What the answers to a question stand for: the definition's word on which end is good, not a guess.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Meaning {
    /// The answers of a question with single answers, in the definition's order; empty for other questions.
    pub answers: Vec<Answer>,
    /// Whether the answers have an order, so that showing them in another one would mislead.
    pub ordered: bool,
    /// Whether a low figure is the better one (effort in CES 1.0, durations with a target).
    pub lower_is_better: bool,
    /// For numbers and durations: values up to this are within target.
    pub target: Option<f64>,
    /// For numbers and durations: edges of the histogram's bins, one more than there are bins. A bin holds its upper
    /// edge but not its lower one; the first holds both.
    pub bins: Vec<f64>,
    /// Whether each of these bins holds a single whole number, its upper edge.
    #[serde(default)]
    pub bins_of_one: bool,
}

/// One answer and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Its label, as in [`Figure::item`] of the distribution.
    pub label: String,
    /// Good or bad.
    pub sense: Sense,
}

/// The figures of one group of respondents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// What defines the group; empty for everybody.
    pub group: Vec<GroupKey>,
    /// True when the group is too small to show, or would give one away that is. Then `ledger` and every
    /// number in `figures` are absent.
    pub suppressed: bool,
    /// How the base came about.
    pub ledger: Option<Ledger>,
    /// The figures, in a stable order that is the same in every cell of a question.
    pub figures: Vec<Figure>,
}

/// The base ledger: how many respondents were left at each step, and why the others went.
///
/// `complete − not_asked = asked`, `asked − no_answer = answered`, and
/// `answered − dont_know − refused − unrecognised − never = valid`. A mean of scores rests on `valid − unscored`. All
/// counts are unweighted respondents except `weighted` and `effective`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// Responses received, without duplicates and rejected rows.
    pub received: u64,
    /// Of these, complete.
    pub complete: u64,
    /// Complete, but routed past the question.
    pub not_asked: u64,
    /// Asked the question.
    pub asked: u64,
    /// Asked, and left it empty.
    pub no_answer: u64,
    /// Wrote something.
    pub answered: u64,
    /// Said that they do not know.
    pub dont_know: u64,
    /// Declined to say.
    pub refused: u64,
    /// Wrote something the definition does not know.
    pub unrecognised: u64,
    /// What is timed began and has not ended; shares within a target rest on `valid + never`.
    #[serde(default)]
    pub never: u64,
    /// Gave a valid answer.
    pub valid: u64,
    /// Of these, chose an answer beside the scale, which has no score; 0 where no mean is reported.
    #[serde(default)]
    pub unscored: u64,
    /// Sum of the weights of the valid answers; equals `valid` without weights.
    pub weighted: f64,
    /// Kish's effective base, (Σw)² / Σw²; equals `valid` without weights.
    pub effective: f64,
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

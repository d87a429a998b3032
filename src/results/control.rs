//! Control charts: where the lines lie, which points are signals, and what that says.

use super::{Sense, Verdict};
use serde::{Deserialize, Serialize};

/// Figures with fewer periods than this have trial limits.
pub const TRIAL_UNDER: usize = 12;

/// A figure over time, with the lines that tell what chance alone would do.
///
/// Every value, line and limit is in the unit of the figure, shares in percent. They rest on the periods shown and on nothing
/// else, so that a hidden period cannot be worked out from them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlChart {
    /// Position among the report's groups of the first of its periods that has one.
    pub first: usize,
    /// Position of the column that the figures stand in.
    pub column: usize,
    /// How the lines were found.
    pub kind: ControlKind,
    /// The name of the set of rules and constants.
    pub rules: String,
    /// Of a hundred charts of 25 periods without any change, on how many these rules find a signal; `None` where nobody has
    /// looked.
    pub false_alarms: Option<f64>,
    /// Whether a higher figure is good news.
    pub higher: Sense,
    /// The periods in time, those without a figure too.
    pub points: Vec<ControlPoint>,
    /// The stretches of periods that have lines of their own.
    pub stretches: Vec<Stretch>,
    /// What happened in the time shown, in time.
    pub events: Vec<ControlEvent>,
    /// What is to be signalled, by its last point.
    pub signals: Vec<Signal>,
    /// Position of the signal that a reader is told first: the one that goes on longest.
    pub headline: Option<usize>,
    /// What the last figure says; `None` with trial limits.
    pub variation: Option<Variation>,
    /// What is to be reached.
    pub target: Option<f64>,
    /// Whether it will be; `None` without a target, without limits, and with trial limits.
    pub assurance: Option<Assured>,
    /// What to know of the chart.
    pub cautions: Vec<String>,
}

/// How the lines of a chart were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ControlKind {
    /// Mean, and limits from moving ranges.
    Xmr,
    /// Pooled share, and limits from how many answered.
    P,
    /// The same with limits as wide as shares spread (Laney).
    PPrime,
    /// Pooled rate, and limits from what it is counted in.
    U,
    /// Median, without limits.
    Run,
}

/// One period of a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlPoint {
    /// The period, as in [`Value::Named`](super::Value).
    pub period: String,
    /// Respondents; `None` where there is no figure.
    pub n: Option<u64>,
    /// The figure.
    pub value: Option<f64>,
    /// Why there is no figure.
    pub gap: Option<Gap>,
    /// Why the lines do not rest on the figure, though it is shown.
    pub ghosted: Option<Ghosted>,
    /// Whether the lines rest on it.
    pub baseline: bool,
    /// Position of the stretch that it belongs to.
    pub stretch: Option<usize>,
    /// The centre line here.
    pub centre: Option<f64>,
    /// The lower limit here.
    pub low: Option<f64>,
    /// The upper limit here.
    pub high: Option<f64>,
    /// How far the figure is from that of the period before, where both are in the baseline of an `XmR` chart.
    pub moving_range: Option<f64>,
    /// The rules that it breaks.
    pub rules: Vec<SignalRule>,
    /// Whether that is good news; `None` where it breaks none.
    pub sense: Option<Sense>,
}

/// Why a period has no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// Too few answered, or it would give away a period in which too few did.
    Hidden,
    /// Nobody answered.
    Empty,
}

/// Why the lines do not rest on a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ghosted {
    /// Somebody asked for that.
    Asked,
    /// The responses do not cover the period whole.
    Partial,
}

/// Periods that have lines of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stretch {
    /// Position of its first point.
    pub from: usize,
    /// Position after its last point.
    pub to: usize,
    /// Id of the event that it begins with; `None` for the first.
    pub event: Option<String>,
    /// Figures that the lines rest on.
    pub baseline: usize,
    /// Whether these are too few for more than trial limits.
    pub trial: bool,
    /// The centre line; `None` where there are too few figures for one.
    pub centre: Option<f64>,
    /// Mean moving range, and the one that the limits rest on.
    pub mean_moving_range: Option<f64>,
    /// Mean of the moving ranges that are not screened out.
    pub used_moving_range: Option<f64>,
    /// Upper limit of moving ranges.
    pub moving_range_limit: Option<f64>,
    /// Moving ranges that were screened out.
    pub screened: usize,
    /// How many times shares spread as widely as their bases say (Laney).
    pub sigma_z: Option<f64>,
    /// Runs on either side of the centre, where the rules look at them.
    pub runs: Option<RunsFound>,
}

/// Runs on either side of a centre, of figures that are not on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunsFound {
    /// Figures that are not on the centre.
    pub useful: usize,
    /// Most in a row on one side.
    pub longest: usize,
    /// Most that chance seldom exceeds.
    pub longest_allowed: usize,
    /// How often they go from one side to the other.
    pub crossings: usize,
    /// Fewest that chance seldom falls short of.
    pub fewest_crossings: usize,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlEvent {
    /// Its id in the definition.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Its day, as `2026-01-31`.
    pub day: String,
    /// Position of the period that it falls into.
    pub point: usize,
    /// How much of that period was over, from 0 to 1.
    pub part: f64,
    /// Whether the lines start anew with it.
    pub rebase: bool,
}

/// Points that break a rule together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// Which.
    pub rule: SignalRule,
    /// Whether they are high or rise (`up`), low or fall; `none` where the rule knows no direction.
    pub direction: Verdict,
    /// Whether that is good news.
    pub sense: Sense,
    /// Positions of the points; none where it is about all points of a stretch.
    pub points: Vec<usize>,
    /// Position of the stretch.
    pub stretch: usize,
}

/// A pattern that chance seldom makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignalRule {
    /// Outside the limits.
    Beyond,
    /// Many in a row on one side of the centre.
    OneSide,
    /// Many in a row that rise, or fall.
    Trend,
    /// Two of three near a limit.
    TwoOfThree,
    /// Four of five beyond one standard deviation.
    FourOfFive,
    /// A run on one side of the centre that is longer than chance makes.
    LongRun,
    /// Too few crossings of the centre.
    FewCrossings,
}

/// What the last figure that is judged says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variation {
    /// What it is.
    pub kind: VariationKind,
    /// Whether figures are high or rise.
    pub direction: Verdict,
}

/// Chance or more, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VariationKind {
    /// Nothing but chance.
    CommonCause,
    /// A signal in the better direction.
    Improvement,
    /// A signal in the worse direction.
    Concern,
    /// A signal, of which nobody says whether it is good.
    Neutral,
}

/// Whether a target will be met, if nothing changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assured {
    /// Nearly always.
    WillPass,
    /// Now and then.
    HitOrMiss,
    /// Nearly never.
    WillFail,
}

impl ControlChart {
    /// The figures that are judged or drawn, with their positions.
    #[must_use]
    pub fn figures(&self) -> impl DoubleEndedIterator<Item = (usize, f64)> {
        self.points.iter().enumerate().filter_map(|(at, point)| Some((at, point.value?)))
    }

    /// The stretch that the last periods belong to.
    #[must_use]
    pub fn last_stretch(&self) -> Option<&Stretch> {
        self.stretches.last()
    }

    /// Whether limits are trial ones.
    #[must_use]
    pub fn is_trial(&self) -> bool {
        self.last_stretch().is_none_or(|stretch| stretch.trial)
    }

    /// Position of the last point that is judged.
    #[must_use]
    pub fn last_judged(&self) -> Option<usize> {
        self.points.iter().rposition(|point| point.value.is_some() && point.ghosted.is_none())
    }

    /// The signal that a reader is told first.
    #[must_use]
    pub fn told_first(&self) -> Option<&Signal> {
        self.signals.get(self.headline?)
    }
}

//! The figures of one question: columns once, cells by position.

use super::{
    AmongGroups, Breakdown, Column, ControlChart, Difference, DifferenceKind, Estimate, FunnelPlot, Measure,
    Reliability, Role, Unit,
};
use serde::{Deserialize, Serialize};

/// All figures of one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionResult {
    /// The definition's id; `grid.item` for an item of a grid.
    pub id: String,
    /// The id of the grid that the question is an item of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<String>,
    /// The kind as the definition names it, for example `nps`.
    pub kind: String,
    /// The wording of the question.
    pub text: String,
    /// Where it stands among the questions when there is room for a few only: those that speak of the whole experience
    /// come first, with 0.
    #[serde(default)]
    pub place: usize,
    /// What its answers stand for, as the definition says.
    #[serde(default)]
    pub meaning: Meaning,
    /// What is estimated.
    pub columns: Vec<Column>,
    /// The estimates, group by group, in the order of the groups; the first cell is everybody.
    pub cells: Vec<Cell>,
    /// Its leading figure compared: each group with the rest, the last whole period with the one before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// Whether it differs among the groups of a breakdown at all; of up to twelve groups that do not overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub among_groups: Vec<AmongGroups>,
    /// Breakdown by breakdown, how far its leading figure tells the groups apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reliability: Vec<Reliability>,
    /// Breakdown by breakdown, which groups stand out of what chance explains; of many groups only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub funnels: Vec<FunnelPlot>,
    /// The changes of the question: its figures are not comparable with those of the question that it was before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<Break>,
    /// Its leading figure over time, where there are periods enough: of everybody, and of each group that is shown over time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charts: Vec<ControlChart>,
    /// What to know about this question's figures.
    pub cautions: Vec<String>,
}

/// A day from which a question is another one than before: in wording, scale, options or codes, without a bridge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Break {
    /// The first day of the question as it is, for example `2026-01-01`.
    pub day: String,
    /// The period of a trend that this day is in, where there is a trend; its figure rests on the days from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The id of the question that it was before.
    pub before: String,
}

/// What the answers to a question stand for: the definition's word on which end is good, not a guess. What each answer
/// says stands in its [`Column`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Meaning {
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

/// The figures of one group of respondents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Position among the report's groups.
    pub group: usize,
    /// True when the group is too small to show, or would give one away that is. Then `ledger` and every
    /// number in `estimates` are absent.
    pub suppressed: bool,
    /// How the base came about.
    pub ledger: Option<Ledger>,
    /// One estimate for each of the question's columns.
    pub estimates: Vec<Estimate>,
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

impl Cell {
    /// The estimate in a column.
    #[must_use]
    pub fn estimate(&self, column: usize) -> Option<&Estimate> {
        self.estimates.get(column)
    }

    /// The value in a column, where there is one to show.
    #[must_use]
    pub fn value(&self, column: usize) -> Option<f64> {
        self.estimate(column)?.value
    }
}

impl QuestionResult {
    /// The figures of everybody.
    #[must_use]
    pub fn everybody(&self) -> Option<&Cell> {
        self.cells.first().filter(|cell| cell.group == 0)
    }

    /// The figures of a group, where it has any.
    #[must_use]
    pub fn cell(&self, group: usize) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&group, |cell| cell.group).ok()?;
        self.cells.get(at)
    }

    /// The cells of a breakdown.
    #[must_use]
    pub fn cells_of(&self, breakdown: &Breakdown) -> &[Cell] {
        let from = self.cells.partition_point(|cell| cell.group < breakdown.groups.start);
        let to = self.cells.partition_point(|cell| cell.group < breakdown.groups.end);
        self.cells.get(from..to).unwrap_or_default()
    }

    /// Positions of the figures that people look for first.
    pub fn leads(&self) -> impl Iterator<Item = usize> {
        let leads = self.columns.iter().enumerate().filter(|(_, column)| column.role == Role::Lead);
        leads.map(|(at, _)| at)
    }

    /// Position of the figure that stands for the question.
    #[must_use]
    pub fn lead(&self) -> Option<usize> {
        self.leads().next()
    }

    /// Position of the figure that can be plotted and compared: not a date, not a count, which grows with its group,
    /// and not one of several answers or items, which would stand for the others.
    #[must_use]
    pub fn plotted(&self) -> Option<usize> {
        let fits = |column: &Column| {
            !matches!(column.unit, Unit::Date | Unit::Count)
                && !matches!(column.measure, Measure::Choices | Measure::Ranks)
        };
        self.lead().filter(|lead| fits(&self.columns[*lead]))
    }

    /// Positions of the columns that measure this.
    pub fn measuring(&self, measure: Measure) -> impl Iterator<Item = usize> {
        let columns = self.columns.iter().enumerate();
        columns.filter(move |(_, column)| column.measure == measure).map(|(at, _)| at)
    }

    /// The answers of which everybody gave one, in the definition's order.
    #[must_use]
    pub fn answers(&self) -> impl DoubleEndedIterator<Item = &Column> {
        self.columns.iter().filter(|column| column.measure == Measure::Answers)
    }

    /// The group's leading figure against the rest, where it was tested.
    #[must_use]
    pub fn against_rest(&self, group: usize) -> Option<&Difference> {
        let differences = self.differences.iter();
        differences.filter(|one| one.kind == DifferenceKind::Rest).find(|one| one.group == group)
    }

    /// The leading figure of the last whole period against the one before it, where it was tested.
    #[must_use]
    pub fn over_time(&self) -> Option<&Difference> {
        self.differences.iter().find(|one| one.kind == DifferenceKind::Period)
    }

    /// How far the leading figure tells the groups of a breakdown apart, where that is known.
    #[must_use]
    pub fn reliability_by(&self, axes: &[usize]) -> Option<&Reliability> {
        self.reliability.iter().find(|one| one.axes == axes)
    }

    /// The funnel plot of a breakdown, where there is one.
    #[must_use]
    pub fn funnel_by(&self, axes: &[usize]) -> Option<&FunnelPlot> {
        self.funnels.iter().find(|one| one.axes == axes)
    }
}

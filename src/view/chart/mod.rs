//! Charts as plain data: every word, every rounded number, every order and every position is decided here.
//!
//! A [`ChartSpec`] holds what a picture says; `chart` decides where on the page it stands and in which
//! colour. Positions run from 0 to 1 along an axis. Specs are made from a [`Published`](crate::results::Published)
//! report, so a hidden figure has neither a number nor a position in them.

mod axis;
mod bars;
mod broken;
mod build;
mod control;
mod crosstab;
mod dots;
mod frame;
mod funnel;
mod funnel_plot;
mod heatmap;
mod histogram;
mod nps;
mod parts;
mod scorecard;
mod sides;
mod stack;
mod subject;
mod trend;

pub use build::{CHARTS, ChartKind, chart_called, chart_drawn_as, charts, charts_asked_for, kinds_of};
pub use crosstab::{CrosstabPicture, charts as crosstab_charts};
pub use scorecard::{Change, GroupLine, Ranked, Scorecard, Tile, scorecard};

use super::{Point, Tone};
use std::ops::Range;

/// A chart and the name it goes by.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Unique name made of ids of the definition, fit for a file name, for example `recommend-by-site`.
    pub id: String,
    /// Positions of the questions that it is about; none for a chart of the rows or of all questions.
    pub about: Range<usize>,
    /// What it shows.
    pub spec: ChartSpec,
}

/// What a chart says.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartSpec {
    /// What is shown, for example `Net Promoter Score by site`.
    pub title: String,
    /// The wording of the question; empty when there is none.
    pub question: String,
    /// Base, period, weighting.
    pub subtitle: String,
    /// Sources, what the marks mean, what to know.
    pub footer: Vec<String>,
    /// The finding in words, for those who do not see the picture.
    pub alt: String,
    /// The picture itself.
    pub body: Body,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Promoters, passives and detractors with the score.
    Nps(Nps),
    /// Answers stacked to both sides of neutral, one row per item or group.
    Diverging(Diverging),
    /// One bar per answer.
    Bars(Bars),
    /// One figure with its interval per row.
    Dots(Dots),
    /// The distribution of a number.
    Histogram(Histogram),
    /// A figure over time.
    Trend(Trend),
    /// Groups by questions or answers.
    Heatmap(Heatmap),
    /// What became of the rows or people.
    Funnel(Funnel),
    /// Groups by their number of answers, between limits.
    FunnelPlot(FunnelPlot),
}

/// A figure and its interval in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// What it is.
    pub label: String,
    /// The rounded figure, or a mark.
    pub value: String,
    /// Its interval in words; empty when there is none.
    pub interval: String,
}

/// The Net Promoter Score of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct Nps {
    /// The score.
    pub score: Headline,
    /// Detractors, passives, promoters; empty when hidden or nobody answered.
    pub parts: Vec<Part>,
    /// The answers from 0 to 10; empty when hidden or nobody answered.
    pub answers: Vec<Part>,
    /// What the answers are, below them.
    pub caption: String,
}

/// A share with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What it is.
    pub label: String,
    /// The rounded share.
    pub value: String,
    /// Length from 0 to 1.
    pub length: f64,
    /// Whether it is good or bad.
    pub tone: Tone,
}

/// Stacked bars centred on neutral.
#[derive(Debug, Clone, PartialEq)]
pub struct Diverging {
    /// The levels from the worst to the best, those that stand apart last.
    pub levels: Vec<Level>,
    /// Heading of the bases.
    pub base: String,
    /// Heading of the totals, for example `Good + Very good`.
    pub total: String,
    /// The rows, in the order drawn.
    pub rows: Vec<StackRow>,
    /// Where the middle of neutral lies along the bars, from 0 to 1.
    pub centre: f64,
    /// Length of one hundred percent along the bars.
    pub whole: f64,
}

/// One level of a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Its label.
    pub label: String,
    /// Which side of neutral it stands on.
    pub side: Side,
}

/// A side of the scale; `rank` counts outwards from neutral, from 1, and `of` is the number of levels there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The bad side.
    Negative {
        /// Steps from neutral.
        rank: usize,
        /// Levels on this side.
        of: usize,
    },
    /// The middle.
    Neutral,
    /// The good side.
    Positive {
        /// Steps from neutral.
        rank: usize,
        /// Levels on this side.
        of: usize,
    },
    /// A step of a scale of which nobody says which end is good; `rank` counts from 1.
    Step {
        /// Place along the scale.
        rank: usize,
        /// Levels of the scale.
        of: usize,
    },
    /// Not on the scale.
    Apart,
    /// The definition does not say.
    Undeclared,
}

/// One stacked bar.
#[derive(Debug, Clone, PartialEq)]
pub struct StackRow {
    /// What the row is.
    pub label: String,
    /// Respondents, or a mark.
    pub base: String,
    /// The share on the good side, or a mark.
    pub total: String,
    /// One entry per level; empty when hidden or nobody answered.
    pub segments: Vec<Segment>,
    /// Whether the row stands for everybody.
    pub everybody: bool,
}

/// A stretch of a stacked bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// The rounded share.
    pub value: String,
    /// Where it starts along the bars, from 0 to 1; what stands apart starts at 0 of its own column.
    pub from: f64,
    /// Its length in the same measure.
    pub length: f64,
}

/// Bars from zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// Heading of the respondents who chose an answer, which stand in place of a base.
    pub count: String,
    /// Heading of the values.
    pub heading: String,
    /// Heading of the intervals.
    pub interval: String,
    /// The rows, in the order drawn.
    pub rows: Vec<BarRow>,
    /// The scale along the bars.
    pub axis: Axis,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct BarRow {
    /// What it is, in numbers and words.
    pub row: PlotRow,
    /// What the answer stands for.
    pub side: Side,
}

/// One figure in numbers, words and positions.
#[derive(Debug, Clone, PartialEq)]
pub struct PlotRow {
    /// What the row is.
    pub label: String,
    /// Respondents, or a mark.
    pub base: String,
    /// The rounded figure, or a mark.
    pub value: String,
    /// Its interval in words; empty when there is none.
    pub interval: String,
    /// Where they lie on the axis; `None` when hidden or nobody answered.
    pub point: Option<Point>,
}

/// Figures with intervals, one per row.
#[derive(Debug, Clone, PartialEq)]
pub struct Dots {
    /// Heading of the bases.
    pub base: String,
    /// Heading of the values.
    pub heading: String,
    /// Heading of the intervals.
    pub interval: String,
    /// The rows, in the order drawn.
    pub rows: Vec<PlotRow>,
    /// The scale.
    pub axis: Axis,
    /// A line across all rows.
    pub reference: Option<Marker>,
}

/// The distribution of a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// The bins from low to high.
    pub bins: Vec<Bin>,
    /// Edges of the bins; the middles of bins that hold one number each.
    pub edges: Axis,
    /// Shares.
    pub axis: Axis,
    /// What the numbers are, for example `minutes`.
    pub unit: String,
    /// Median and target.
    pub markers: Vec<Marker>,
    /// The main figures in words.
    pub figures: Vec<Headline>,
}

/// One bin.
#[derive(Debug, Clone, PartialEq)]
pub struct Bin {
    /// The rounded share.
    pub value: String,
    /// Whether what it holds is beyond the target.
    pub beyond: bool,
    /// Where it starts on the axis of edges.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Its height on the axis of shares.
    pub height: f64,
}

/// A position on an axis with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Marker {
    /// What it is.
    pub label: String,
    /// Where.
    pub at: f64,
    /// Whether it is something to aim for, not something found.
    pub aim: bool,
}

/// A figure over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// Everybody alone, or one panel per group.
    pub panels: Vec<Panel>,
    /// The scale, the same in every panel.
    pub axis: Axis,
    /// What the figure is called.
    pub heading: String,
    /// Where everybody's figures lie, one a period, behind those of groups; empty where there are none.
    pub reference: Vec<Option<f64>>,
}

/// One line over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// The group; empty for everybody.
    pub label: String,
    /// One point per period, in time.
    pub points: Vec<PlotRow>,
    /// Positions of the points before which the question changed: no line leads to them.
    pub breaks: Vec<usize>,
    /// What chance alone would do; `None` where there are too few periods to say.
    pub control: Option<Control>,
}

/// The lines of a control chart, and what its points say.
#[derive(Debug, Clone, PartialEq)]
pub struct Control {
    /// Stretches of periods with lines of their own.
    pub stretches: Vec<ControlStretch>,
    /// One per point.
    pub dots: Vec<ControlDot>,
    /// What is to be reached.
    pub target: Option<Marker>,
    /// What happened; positions from 0 to 1 run along all periods.
    pub events: Vec<Marker>,
    /// What the last figure says, and whether the target will be met.
    pub icons: Vec<Icon>,
}

/// Centre and limits of some periods.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlStretch {
    /// Position of its first point.
    pub from: usize,
    /// Position after its last point.
    pub to: usize,
    /// Where the centre line lies, and what it is called.
    pub centre: Marker,
    /// Where the limits of each point lie, the lower one first.
    pub limits: Vec<Option<(f64, f64)>>,
    /// What the limits at its end are called, the lower one first; empty without limits.
    pub limit_labels: [String; 2],
}

/// How a point of a control chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ControlDot {
    /// Whether it is a signal.
    pub signal: bool,
    /// Whether that is good or bad.
    pub tone: Tone,
    /// Whether the lines do not rest on it.
    pub hollow: bool,
}

/// A small sign with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Icon {
    /// A letter in it; empty for nothing out of the ordinary.
    pub letter: &'static str,
    /// Whether it is good or bad.
    pub tone: Tone,
    /// What it means.
    pub words: String,
}

/// A table of shaded figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Heatmap {
    /// Heading of the bases.
    pub base: String,
    /// Headings of the columns.
    pub columns: Vec<HeatColumn>,
    /// The rows.
    pub rows: Vec<HeatRow>,
    /// What the shades mean, from the lowest to the highest.
    pub key: Vec<String>,
    /// Whether shades run to both sides of a middle.
    pub two_sided: bool,
}

/// What stands above a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatColumn {
    /// The question or answer.
    pub name: String,
    /// The figure; empty when all columns show the same.
    pub measure: String,
}

/// One row of a heatmap.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatRow {
    /// The group.
    pub label: String,
    /// Respondents; from the fewest to the most where columns differ.
    pub base: String,
    /// Its figures.
    pub cells: Vec<HeatCell>,
    /// Whether the row stands for everybody.
    pub everybody: bool,
}

/// One figure of a heatmap.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatCell {
    /// The rounded figure, or a mark.
    pub value: String,
    /// From −1 to 1, or from 0 to 1 when shades run to one side only; `None` for no shade.
    pub shade: Option<f64>,
    /// Whether it differs from the rest by more than chance explains.
    pub differs: bool,
}

/// What became of rows or people, step by step.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// The steps.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it is.
    pub label: String,
    /// How many.
    pub count: String,
    /// Their share of the first step.
    pub share: String,
    /// Where the bar starts, from 0 to 1.
    pub from: f64,
    /// Its length in the same measure.
    pub length: f64,
    /// Whether these are lost, not left.
    pub lost: bool,
}

/// A figure in many groups by their number of answers, between limits that chance explains.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelPlot {
    /// What the figure is called.
    pub heading: String,
    /// What is counted along the page.
    pub answers: String,
    /// The groups.
    pub dots: Vec<FunnelDot>,
    /// The limits, the upper ones of each level behind the lower ones.
    pub curves: Vec<Curve>,
    /// The figure of everybody.
    pub centre: Marker,
    /// The scale of the figure.
    pub axis: Axis,
    /// The scale of the answers.
    pub along: Axis,
}

/// A group of a funnel plot.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelDot {
    /// The group, where it is named.
    pub label: String,
    /// The rounded figure.
    pub value: String,
    /// Where it lies: along the answers and along the figure.
    pub at: (f64, f64),
    /// Whether it lies beyond the inner limits.
    pub beyond_inner: bool,
    /// Whether it lies beyond the outer limits.
    pub beyond_outer: bool,
    /// Whether that is good or bad news; plain within the outer limits.
    pub tone: Tone,
}

/// A limit by the number of answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What it is called, for example `95%`; empty where another one with the name tells.
    pub label: String,
    /// Where it runs, from the fewest answers to the most.
    pub points: Vec<(f64, f64)>,
    /// Whether it is an outer limit.
    pub outer: bool,
}

/// A scale with its marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The marks, ascending.
    pub ticks: Vec<Tick>,
    /// Where zero lies, when it lies inside and means something.
    pub zero: Option<f64>,
}

/// A mark on an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where, from 0 to 1.
    pub at: f64,
    /// The number there.
    pub label: String,
}

//! What people read: a report as plain headings, lines and tables, before it becomes bytes.
//!
//! Labels, rounding, order and marks are decided here and nowhere else, so that the terminal and Markdown
//! say the same in the same words. Data from exports is made harmless to print on the way in. Nothing here
//! knows how wide a page is, what colour it has, or any file format.

mod base;
mod blocks;
mod breakdown;
mod change;
pub mod chart;
mod check;
mod compare;
mod context;
mod control;
mod crosstab;
mod difference;
mod document;
mod explain;
mod grid;
mod label;
mod number;
mod reliability;
mod section;
mod summary;
mod text;
mod trend;
mod weighting;

pub use change::between_exports;
pub use chart::{
    CHARTS, Chart, ChartKind, ChartSpec, CrosstabPicture, Scorecard, Tile, chart_called, chart_drawn_as, charts,
    charts_asked_for, crosstab_charts, kinds_of, scorecard,
};
pub use check::{CheckView, FindingView, check};
pub use compare::{CompareRow, CompareView, compare};
pub use context::value;
pub use crosstab::{
    BannerView, CellView, ColumnView, CrosstabView, RowStyle, RowView, StubView, banner_title, column_name, crosstab,
    letters, test_name,
};
pub use difference::{latest_change, rest_mark};
pub use document::document;
pub use explain::{ExplainView, MetricView, explain, ledger};
pub use number::{count, counted, day, trimmed};
pub use summary::{breakdown as breakdown_title, rows, told};
pub use text::{clean, exact};
pub use trend::{TrendSection, TrendView, rule_id, trend};
pub use weighting::{WeightingView, weighting};

/// Stands for every number that disclosure control withholds.
pub const SUPPRESSED: &str = "*";

/// Stands for a number that does not exist, because nobody is in its base.
pub const EMPTY: &str = "–";

/// A whole report, ready to be laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Title of the survey.
    pub title: String,
    /// What was analysed and how: one short line each.
    pub facts: Vec<String>,
    /// Heading of every column of intervals, for example `95% interval`.
    pub interval: String,
    /// The questions, and the response rate before them.
    pub sections: Vec<Section>,
    /// Where every row went; empty when all were analysed.
    pub accounting: String,
    /// What a reader must know before quoting any figure.
    pub cautions: Vec<String>,
    /// What the marks mean; only the ones that occur.
    pub footnotes: Vec<String>,
}

/// One question, or the items of one grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Id of the question or grid; empty for the response rate.
    pub id: String,
    /// Positions of the questions among the report's; none for the response rate.
    pub questions: std::ops::Range<usize>,
    /// The wording of the question.
    pub heading: String,
    /// Id and kind, for example `recommend · nps`.
    pub tag: String,
    /// The base in one line, for example `base 412 of 420 asked · 8 no answer`; empty for a grid.
    pub base: String,
    /// Figures for everybody.
    pub blocks: Vec<Block>,
    /// Figures side by side: one table per breakdown, or the items of a grid.
    pub tables: Vec<Table>,
    /// What to know about these figures.
    pub cautions: Vec<String>,
}

/// The figures of one metric, one line each.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The metric's title, when no line carries it.
    pub heading: Option<String>,
    /// The lines.
    pub lines: Vec<Line>,
}

/// One figure of everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it is.
    pub label: String,
    /// The rounded figure, or a mark.
    pub value: String,
    /// Its interval.
    pub interval: Option<Range>,
    /// Respondents in the numerator; empty when there is none.
    pub count: String,
    /// Length of its bar from 0 to 1; the same share is as long everywhere.
    pub bar: Option<f64>,
    /// Whether it is good or bad news.
    pub tone: Tone,
    /// Whether it is what people look for first.
    pub headline: bool,
    /// Whether it is a part of the line above it.
    pub part: bool,
}

/// Both ends of an interval, rounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// Lower end.
    pub low: String,
    /// Upper end.
    pub high: String,
}

/// Whether a figure is good or bad news by its own definition. Never the only sign of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither.
    #[default]
    Plain,
    /// Good, such as promoters.
    Positive,
    /// Bad, such as detractors.
    Negative,
}

/// Groups or items as rows, figures as columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the table is about, when its headings do not say; otherwise empty.
    pub caption: String,
    /// Headings of the columns that name the row, for example `By site`; at least one.
    pub stubs: Vec<String>,
    /// Headings of the figures.
    pub columns: Vec<String>,
    /// The rows; `stubs` and `entries` of each are as long as those of the table.
    pub rows: Vec<Row>,
    /// Scale on which the first figure and its interval may be drawn.
    pub plot: Option<Scale>,
    /// What the table leaves out; empty when nothing.
    pub note: String,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What the row is; empty where it repeats the row above.
    pub stubs: Vec<String>,
    /// Its figures.
    pub entries: Vec<Entry>,
    /// Where its first figure lies on the table's scale.
    pub point: Option<Point>,
}

/// One figure in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A rounded number or a mark.
    Text(String),
    /// An interval.
    Range(Range),
}

/// The stretch of numbers that a plot covers.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Its lower end, as written.
    pub low: String,
    /// Its upper end, as written.
    pub high: String,
    /// Where zero lies, from 0 to 1, when it lies inside.
    pub zero: Option<f64>,
}

/// A figure and its interval as positions on a [`Scale`], from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Lower end of the interval.
    pub low: f64,
    /// The figure.
    pub value: f64,
    /// Upper end of the interval.
    pub high: f64,
}

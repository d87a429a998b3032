//! What the counts mean: NPS, CSAT, CES, Friends and Family Test, top-box, means and the rest.
//!
//! Each metric is one file and one line in [`METRICS`]: pure functions from a [`Subject`] (tallies and
//! what the options are worth) to figures and to the arithmetic behind them. No files, no surveys.

use crate::results::Figure;
use crate::scale::{AnswerOption, Direction, Net};
use crate::tally::{Design, QuestionTally};

/// One question in one group of respondents, with all that a formula may want to know.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The tallies.
    pub tally: &'a QuestionTally,
    /// The options, in scale order; items for a ranking; empty for numbers, dates and text.
    pub options: &'a [AnswerOption],
    /// Named nets.
    pub nets: &'a [Net],
    /// Positions of the top-box options; empty when the definition names none.
    pub top: &'a [usize],
    /// Positions of the bottom-box options; empty when the definition names none.
    pub bottom: &'a [usize],
    /// Which end of the scale is better.
    pub direction: Direction,
    /// Unit of numbers, for example `minutes`; empty when there is none.
    pub unit: &'a str,
    /// For numbers and durations: values up to this count as within target.
    pub target: Option<f64>,
    /// Whether the definition asks for the score of before 2015 (Friends and Family Test).
    pub legacy_score: bool,
    /// Weighting and design size.
    pub design: Design,
    /// Confidence level of intervals as a proportion, for example 0.95.
    pub confidence: f64,
}

/// A metric: how it is called, where it is defined, and how it is computed.
#[derive(Debug)]
pub struct Metric {
    /// Id in results and on the command line, for example `nps`.
    pub id: &'static str,
    /// Title people read.
    pub title: &'static str,
    /// The formula in one line.
    pub formula: &'static str,
    /// Where the definition comes from.
    pub source: &'static str,
    /// The figures, in a stable order that depends only on the options, not on the tallies.
    pub figures: fn(&Subject) -> Vec<Figure>,
    /// The arithmetic with the numbers put in, one line a step.
    pub steps: fn(&Subject) -> Vec<String>,
}

/// A metric that is known by name alone.
const fn named(id: &'static str) -> Metric {
    Metric { id, title: id, formula: "", source: "", figures: |_| Vec::new(), steps: |_| Vec::new() }
}

/// Net Promoter Score.
pub static NPS: Metric = named("nps");
/// Customer satisfaction.
pub static CSAT: Metric = named("csat");
/// Customer effort.
pub static CES: Metric = named("ces");
/// Friends and Family Test.
pub static FFT: Metric = named("fft");
/// Friends and Family Test, the score of before 2015.
pub static FFT_LEGACY: Metric = named("fft_legacy");
/// Share of the top-box options.
pub static TOP_BOX: Metric = named("top_box");
/// Share of the bottom-box options.
pub static BOTTOM_BOX: Metric = named("bottom_box");
/// Shares of named nets.
pub static NETS: Metric = named("nets");
/// Mean of the scores.
pub static MEAN: Metric = named("mean");
/// Share of each option.
pub static DISTRIBUTION: Metric = named("distribution");
/// Multiple response.
pub static MULTIPLE: Metric = named("multiple");
/// Ranking.
pub static RANKING: Metric = named("ranking");
/// Numbers.
pub static NUMBER: Metric = named("number");
/// Share within a target.
pub static TARGET: Metric = named("target");
/// Dates.
pub static DATES: Metric = named("dates");
/// Free text.
pub static TEXT: Metric = named("text");

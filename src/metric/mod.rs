//! What the counts mean: NPS, CSAT, CES, Friends and Family Test, top-box, means and the rest.
//!
//! Each metric is one file and one line in [`METRICS`]: pure functions from a [`Subject`] (tallies and
//! what the options are worth) to figures and to the arithmetic behind them. No files, no surveys.

mod arithmetic;
mod boxes;
mod ces;
mod csat;
mod dates;
mod difference;
mod distribution;
mod estimate;
mod fft;
mod histogram;
mod mean;
mod multiple;
mod never;
mod nps;
mod number;
mod ranking;
mod target;
mod text;

pub use boxes::{BOTTOM_BOX, NETS, TOP_BOX};
pub use ces::CES;
pub use csat::CSAT;
pub use dates::DATES;
pub use difference::{Compared, Sample, compare};
pub use distribution::DISTRIBUTION;
pub use fft::{FFT, FFT_LEGACY};
pub use histogram::{Bins, HISTOGRAM, NO_BINS};
pub use mean::MEAN;
pub use multiple::{MULTIPLE, MULTIPLE_ANSWERS};
pub use never::NEVER;
pub use nps::NPS;
pub use number::NUMBER;
pub use ranking::{FIRST_CHOICE, RANKING};
pub use target::TARGET;
pub use text::TEXT;

use crate::results::Figure;
use crate::scale::{AnswerOption, Direction, Net};
use crate::tally::{Design, QuestionTally};

/// Every metric there is.
pub static METRICS: &[&Metric] = &[
    &NPS,
    &CSAT,
    &CES,
    &FFT,
    &FFT_LEGACY,
    &TOP_BOX,
    &BOTTOM_BOX,
    &NETS,
    &MEAN,
    &DISTRIBUTION,
    &MULTIPLE,
    &MULTIPLE_ANSWERS,
    &RANKING,
    &FIRST_CHOICE,
    &NUMBER,
    &HISTOGRAM,
    &TARGET,
    &NEVER,
    &DATES,
    &TEXT,
];

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
    /// For numbers and durations: the histogram's bins; the same in every group.
    pub bins: &'a Bins,
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
    /// The figures, in a stable order that depends on the definition and the bins, not on the tallies.
    pub figures: fn(&Subject) -> Vec<Figure>,
    /// The arithmetic with the numbers put in, one line a step.
    pub steps: fn(&Subject) -> Vec<String>,
    /// What a difference of two groups in the figure with this item is tested with; `None` where there is no test.
    pub sample: fn(&Subject, Option<&str>) -> Option<Sample>,
}

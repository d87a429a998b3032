//! What the counts mean: NPS, CSAT, CES, Friends and Family Test, top-box, means and the rest.
//!
//! Each metric is one file and one line in [`METRICS`], and only those in it can be named outside this room: pure functions from a [`Subject`] (tallies and
//! what the options are worth) to figures and to the arithmetic behind them. No files, no surveys.

mod among;
mod answers;
mod arithmetic;
mod bins;
mod boxes;
mod ces;
mod columns;
mod contrast;
mod covariance;
mod crossed;
mod csat;
mod dates;
mod difference;
mod digits;
mod distribution;
mod drawn;
mod duration;
mod estimate;
mod fft;
mod figure;
mod histogram;
mod interval;
mod made;
mod mean;
mod middle;
mod multiple;
mod never;
mod nps;
mod number;
mod of;
mod overlap;
mod ranking;
mod rate;
mod ratio;
mod registry;
mod replicated;
mod row;
mod sample;
mod sampled;
mod spread;
mod subject;
mod target;
mod text;
mod told;
mod total;

pub use among::among;
pub use arithmetic::drawn_steps;
pub use bins::{Bins, NO_BINS};
pub use columns::columns;
pub use crossed::{
    DrawnAssociation, MeansTests, columns_differ, differs_from_rest, drawn_association, means_differ,
    overlapping_differ, weighted_means_differ,
};
pub use difference::{Closely, Compared, compare, compare_closely};
pub use figure::{Explained, Figure};
pub use interval::{METHODS, Method, method_called};
pub use made::MadeTest;
pub use of::{Declared, Of};
pub use overlap::Overlap;
pub use rate::Rate;
pub use ratio::totals_of_ratio;
pub use registry::*;
pub use row::{RowFigure, row_figures};
pub use sample::Sample;
pub use sampled::{ByReplicate, DrawnPlace, DrawnSample, DrawnUnit, DrawnUnits, ReplicateScales};
pub use spread::{Spread, SpreadOf, spread};
pub use subject::{Drawn, DrawnBy, DrawnPart, Places, Subject};
pub use told::{Good, Part, Told};

use crate::results::MetricInfo;

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
    /// The questions that it is reported of.
    pub of: Of,
    /// The figures, in a stable order that depends on the definition and the bins, not on the tallies.
    pub figures: fn(&Subject) -> Vec<Figure>,
    /// The arithmetic with the numbers put in, one line a step.
    pub steps: fn(&Subject) -> Vec<String>,
    /// What a difference of two groups in the figure with this item is tested with; `None` where there is no test.
    pub sample: fn(&Subject, Option<&str>) -> Option<Sample>,
    /// What its figures are, and what they are called.
    pub told: Told,
}

impl Metric {
    /// What a report says of the metric.
    #[must_use]
    pub fn info(&self) -> MetricInfo {
        MetricInfo {
            id: self.id.to_owned(),
            title: self.title.to_owned(),
            formula: self.formula.to_owned(),
            source: self.source.to_owned(),
            general: self.told.general,
            titles_parts: self.told.titles_parts,
        }
    }
}

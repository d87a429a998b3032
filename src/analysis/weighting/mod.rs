//! Weighting to targets: which cells have to be counted, what the definition's targets are for those that there are, and
//! the table with everybody weighted.

mod before;
mod label;
mod plan;
mod room;
mod told;
mod weighed;

pub(super) use plan::groupings;
pub use told::Weights;
pub(super) use weighed::{Weighed, remarks};

//! Properties that must hold for any input, not only for the cases somebody thought of.

mod histogram;
mod metric;
mod responses;
mod tally;

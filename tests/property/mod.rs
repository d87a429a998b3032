//! Properties that must hold for any input, not only for the cases somebody thought of.

mod chance;
mod histogram;
mod keys;
mod metric;
mod numbers;
mod replicates;
mod responses;
mod rows;

//! Weighting to targets: from cells of respondents and what is known of the population to one factor a cell.
//!
//! Knows sums by cell, and no files, no tables and no respondents: all respondents of a cell are alike in everything that
//! weights are made to agree with, so that one factor does for all of them. One file a method.

mod cell;
mod greg;
mod margin;
mod method;
mod post_stratify;
mod rake;
mod response;
mod task;
mod trim;
mod worth;

pub use cell::{Cell, Number};
pub use margin::{Category, Margin, OTHER_TOTAL, shared_total};
pub use method::Method;
pub use response::{Class, r_indicator};
pub use task::{Outcome, Task};
pub use trim::Trimmed;
pub use worth::{Worth, worth};

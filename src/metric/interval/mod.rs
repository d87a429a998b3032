//! Confidence intervals: every method there is, which estimates it fits, its limits, and the words that show its terms.
//!
//! Each method is one file and one line in [`METHODS`]. What a figure and its explanation say of an interval comes from
//! one [`Terms`]: limits and words cannot disagree.

mod adjusted_mean;
mod adjusted_wald;
mod bootstrap_t;
mod clopper_pearson;
mod logit;
mod method;
mod order_statistics;
mod registry;
mod student;
mod terms;
mod wilson;

pub use method::Method;
pub use order_statistics::limits_coincide;
pub use registry::{METHODS, interval_of, method_called};
pub use terms::{Estimand, Terms};

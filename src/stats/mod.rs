//! Statistics: numbers in, numbers out, with the source of every formula.
//!
//! Proportions run from 0 to 1 here and nowhere else. Nothing in this room knows what a survey is.

mod beta;
mod distribution;
mod linearised;
mod moments;
mod nps;
mod proportion;
mod quantile;
mod score;

pub use beta::beta_quantile;
pub use distribution::{normal_quantile, t_quantile};
pub use linearised::{Stratum, linearised_variance};
pub use moments::{Moments, mean_interval};
pub use nps::{adjusted_wald, nps_variance};
pub use proportion::{korn_graubard, weighted_degrees, wilson};
pub use quantile::{QuantileRule, Weighed, exact_quantile, quantile, weighted_quantile};
pub use score::{Bounds, adjusted_mean, effective_size};

/// A lower and an upper limit, in that order.
pub type Limits = (f64, f64);

//! Statistics: numbers in, numbers out, with the source of every formula.
//!
//! Proportions run from 0 to 1 here and nowhere else. Nothing in this room knows what a survey is.

mod beta;
mod bootstrap;
mod calibration;
mod columns;
mod contingency;
pub mod control;
mod difference;
mod distribution;
mod fisher;
mod funnel;
mod linear;
mod linearised;
mod moments;
mod multiple;
mod normal_equations;
mod nps;
mod paired;
mod proportion;
mod quantile;
mod rank;
mod ranks;
mod rao_scott;
mod reliability;
mod replicates;
mod score;
mod wald;

pub use beta::beta_quantile;
pub use bootstrap::{BOOTSTRAP_SAMPLES, bootstrap_t};
pub use calibration::{Calibration, CellSums};
pub use columns::{
    ColumnShare, SeveralTest, kruskal_wallis_test, one_way_test, overlapping_columns_test, pooled_columns_test,
    pooled_means_test, unpooled_columns_test, welch_means_test,
};
pub use contingency::{Association, adjusted_residuals, association, trend_of_shares, without_empty};
pub use difference::{
    BoundedScores, MeanOf, NetCounts, ShareCounts, Test, adjusted_shares_test, bounded_means_test, domains_test,
    fisher_exact, fisher_mid_p, known_variance_test, least_expected, mover, net_scores_test, plain_net_scores_test,
    pooled_net_scores_test, shares_test, t_difference_interval, welch_test,
};
pub use distribution::{normal_quantile, t_quantile};
pub use fisher::{Exact, fisher_exact_table};
pub use funnel::{
    Excess, exact_bounds, exact_funnel, funnel_z, normal_funnel, overdispersion, variance_between, winsorised,
};
pub use linearised::{LonelyUnits, Stratum, linearised_variance};
pub use moments::{Moments, mean_interval};
pub use multiple::{Correction, benjamini_hochberg, bonferroni, holm};
pub use normal_equations::{least_squares, normal_equations};
pub use nps::{adjusted_wald, nps_variance};
pub use paired::{
    Shared, SpreadMean, answers_needed, correlated_mover, difference_interval, mcnemar, overlapping_variance,
    paired_shares_variance, paired_test, partly_paired_equal_means_test, partly_paired_means_test,
    partly_paired_shares_test,
};
pub use proportion::{effective_trials, korn_graubard, logit, weighted_degrees, wilson};
pub use quantile::{QuantileRule, Weighed, exact_quantile, quantile, ranked, weighted_quantile, woodruff};
pub use rank::rank;
pub use ranks::{quantile_ranks, quantile_ranks_of_list};
pub use rao_scott::{
    Contrasts, RaoScott, interaction_contrasts, rao_scott, residual_contrasts, wald_association, wald_means,
};
pub use reliability::{OneWay, Unit, between_units, f_of_figures, reliability, shrunken};
pub use replicates::replicate_variance;
pub use score::{Bounds, adjusted_mean, effective_size};
pub use wald::{Wald, wald_f};

/// A lower and an upper limit, in that order.
pub type Limits = (f64, f64);

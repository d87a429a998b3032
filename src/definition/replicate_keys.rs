//! The keys of replicate weights.

use super::entry::ColumnEntry;
use super::given::{Key, List, Text};
use schemars::JsonSchema;
use serde::Deserialize;

/// Further columns of weights that tell how much figures vary.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["columns", "method"]))]
pub(super) struct ReplicateKeys {
    /// The columns: a header with `*` for what differs, such as `rep_*`, or a list of columns. Columns that the definition
    /// names for something else are none of them.
    pub columns: Key<ColumnsEntry>,
    /// How the weights were made.
    pub method: Key<MethodWord>,
    /// For `fay`: how much of their weight the half left out has left, from 0 to 1.
    #[schemars(range(min = 0))]
    pub rho: Key<f64>,
    /// What the sum of squares is multiplied by. For `jk1` it is (R − 1)/R for R columns, for `bootstrap` 1/(R − 1), for
    /// `jkn` 1, unless said otherwise.
    #[schemars(range(min = 0))]
    pub scale: Key<f64>,
    /// What the square of each replicate is multiplied by: a number, or a list in the order of the columns. For `jkn` it
    /// is (n − 1)/n of the n units in the stratum, times what was not drawn of it.
    pub rscales: Key<RscalesEntry>,
    /// `true` where squares are taken around the figure itself. They are taken around the mean of its replicates
    /// otherwise.
    pub mse: Key<bool>,
    /// `false` where the columns hold factors that the weight is multiplied by. They hold whole weights otherwise.
    pub combined: Key<bool>,
    /// Degrees of freedom, where they are known. Without it, the rank of the weights less 1.
    #[schemars(range(min = 1))]
    pub df: Key<u64>,
}

/// Where replicate weights stand.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum ColumnsEntry {
    /// A header, with `*` for any letters.
    Text(Text),
    /// Columns, each by its header or position.
    List(#[schemars(length(min = 1))] List<ColumnEntry>),
}

/// How replicate weights were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum MethodWord {
    /// Balanced half-samples.
    Brr,
    /// Balanced half-samples by Fay: the half left out keeps some of its weight.
    Fay,
    /// The jackknife without strata: one unit left out at a time.
    Jk1,
    /// The jackknife with strata; `rscales` are needed.
    Jkn,
    /// Samples drawn from the sample.
    Bootstrap,
    /// Successive differences.
    Sdr,
    /// Another way; `scale` and `rscales` are needed.
    Other,
}

/// What the squares of replicates are multiplied by.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum RscalesEntry {
    /// The same number for all.
    Figure(f64),
    /// A number for each.
    List(#[schemars(length(min = 1))] List<f64>),
}

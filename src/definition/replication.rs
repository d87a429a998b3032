//! Replicate weights: how the figures that they give become one variance.

use super::ColumnRef;

/// Further columns of weights, each of which leaves out or doubles some of the sample, so that every figure can be had
/// once with each: how much it varies among them is how much it would vary among samples.
///
/// Source of the terms: Lumley (2010), *Complex Surveys*, §2.3; R `survey::svrepdesign`.
#[derive(Debug, Clone, PartialEq)]
pub struct Replicates {
    /// The columns. A name with `*` in it that is no header stands for all columns whose headers are like it, and that
    /// nothing else in the definition names.
    pub columns: Vec<ColumnRef>,
    /// How they were made.
    pub method: Method,
    /// What the sum of squares is multiplied by, where the method does not say it or another number is meant.
    pub scale: Option<f64>,
    /// What the square of each replicate is multiplied by.
    pub rscales: Rscales,
    /// Whether squares are taken around the figure itself; else around the mean of its replicates.
    pub mse: bool,
    /// Whether columns hold whole weights; else factors that the weight is multiplied by.
    pub combined: bool,
    /// Degrees of freedom where they are known; else they are found in the weights.
    pub df: Option<u32>,
}

/// How replicate weights were made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Method {
    /// Balanced half-samples.
    Brr,
    /// Balanced half-samples, the halves left out having `rho` of their weight left.
    Fay {
        /// From 0 to 1.
        rho: f64,
    },
    /// The jackknife without strata: one unit left out at a time.
    Jk1,
    /// The jackknife with strata.
    Jkn,
    /// Samples drawn from the sample.
    Bootstrap,
    /// Successive differences.
    Sdr,
    /// In some other way, of which the scales tell enough.
    Other,
}

/// What the squares of single replicates are multiplied by.
#[derive(Debug, Clone, PartialEq)]
pub enum Rscales {
    /// The same for all.
    One(f64),
    /// For each replicate, in the order of their columns.
    Each(Vec<f64>),
}

impl Method {
    /// What it is called on a page.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Method::Brr => "BRR",
            Method::Fay { .. } => "Fay's BRR",
            Method::Jk1 => "JK1",
            Method::Jkn => "JKn",
            Method::Bootstrap => "bootstrap",
            Method::Sdr => "successive differences",
            Method::Other => "scaled as declared",
        }
    }

    /// The scale of a method for so many replicates: BRR 1/R, Fay 1/(R(1−ρ)²), JK1 (R−1)/R, `JKn` 1, bootstrap
    /// 1/(R−1), successive differences 4/R.
    ///
    /// Source: R `survey::svrepdesign`; Wolter (2007), *Introduction to Variance Estimation*, §3.2–3.4, §4.2.
    fn scale(self, replicates: f64) -> f64 {
        match self {
            Method::Brr => 1.0 / replicates,
            Method::Fay { rho } => 1.0 / (replicates * (1.0 - rho).powi(2)),
            Method::Jk1 => (replicates - 1.0) / replicates,
            Method::Jkn | Method::Other => 1.0,
            Method::Bootstrap => 1.0 / (replicates - 1.0),
            Method::Sdr => 4.0 / replicates,
        }
    }
}

impl Replicates {
    /// Per replicate, of so many, what its square is multiplied by: scale · rscale.
    #[must_use]
    pub fn factors(&self, replicates: usize) -> Vec<f64> {
        let number = u32::try_from(replicates).map_or(f64::INFINITY, f64::from);
        let scale = self.scale.unwrap_or_else(|| self.method.scale(number));
        match &self.rscales {
            Rscales::One(rscale) => vec![scale * rscale; replicates],
            Rscales::Each(rscales) => rscales.iter().map(|rscale| scale * rscale).collect(),
        }
    }
}

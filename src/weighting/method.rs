//! The ways in which weights are made to agree with targets.

/// How weights are made to agree with targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// One margin: each category gets its target.
    PostStratify,
    /// Several margins, in turn, again and again.
    Rake,
    /// Linear calibration (generalised regression): margins and sums of numbers, all at once.
    Greg,
}

impl Method {
    /// What was done, as it is told: `raked`.
    #[must_use]
    pub const fn done(self) -> &'static str {
        match self {
            Method::PostStratify => "post-stratified",
            Method::Rake => "raked",
            Method::Greg => "calibrated by regression",
        }
    }
}

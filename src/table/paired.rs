//! Pairs of answers: what those who answered twice said before and after.

/// An answer of one of two responses of the same person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PairedAnswer {
    /// The option at this position.
    Option(usize),
    /// A number.
    Number(f64),
}

/// Everybody who gave one answer before and one after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairTally {
    /// The earlier answer.
    pub before: PairedAnswer,
    /// The later one.
    pub after: PairedAnswer,
    /// People.
    pub n: u64,
    /// Sum over them of the weight of the earlier response times that of the later one.
    pub weights: f64,
}

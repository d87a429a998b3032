//! Cells: respondents who are alike in all that weights are made to agree with.

/// Respondents who are alike in all that weights are made to agree with.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// As people call it.
    pub name: String,
    /// Respondents of a weight above 0.
    pub sampled: f64,
    /// Σ of the weights that they start with.
    pub start: f64,
    /// Σ of the squares of these.
    pub squares: f64,
}

/// A number of which the sum over the population is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// As people call it.
    pub name: String,
    /// Its sum over the population.
    pub total: f64,
    /// The number that the respondents of each cell have.
    pub of: Vec<f64>,
}

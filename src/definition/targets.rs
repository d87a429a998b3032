//! What responses are weighted to.

use crate::plan::Key;
use crate::weighting::Method;

/// How responses are weighted to what is known of the population.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighting {
    /// The weights that responses start with.
    pub start: StartWeights,
    /// What weights are to agree with: one margin at least.
    pub margins: Vec<TargetMargin>,
    /// The people that targets are about; `None` where they are shares.
    pub people: Option<f64>,
    /// How they are made to agree.
    pub method: Method,
    /// Up to how many times the mean weight a weight may come.
    pub trim: Option<f64>,
    /// What tells the classes whose response rates differ.
    pub classes: Option<Key>,
    /// Segments of numbers, by position, and the sums of these numbers over the population.
    pub totals: Vec<(usize, f64)>,
}

/// The weights that responses start with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartWeights {
    /// Those of the survey's column; without one, 1 each.
    Given,
    /// The units that there were in the stratum for each that was drawn.
    Design,
}

/// The sizes of the parts of a population.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetMargin {
    /// As the definition calls it: `age`, `site × age`.
    pub name: String,
    /// What tells the part that a respondent belongs to: one key, or several whose values are crossed.
    pub of: Vec<Key>,
    /// Per part, the label of each key's value, and how many people there are or which share they are of all.
    pub sizes: Vec<(Vec<String>, f64)>,
}

impl Weighting {
    /// All keys that weights depend on, but those of the sampling design.
    #[must_use]
    pub fn keys(&self) -> Vec<Key> {
        let margins = self.margins.iter().flat_map(|margin| margin.of.iter().copied());
        let totals = self.totals.iter().map(|(at, _)| Key::Segment { at: *at, several: false });
        margins.chain(self.classes).chain(totals).collect()
    }
}

//! How tables of two questions are told.

use crate::results::{AssociationTest, CorrectedWithin, LetterConvention, PercentOf};
use crate::stats::Correction;

/// How tables of two questions are told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TableOptions {
    /// Level of confidence of lower-case letters, as a proportion; `None` for none.
    pub lower_level: Option<f64>,
    /// How columns are compared with one another.
    pub letters: LetterConvention,
    /// How p-values are corrected for their number.
    pub correction: Correction,
    /// What is corrected together.
    pub within: CorrectedWithin,
    /// Which percentages are shown.
    pub percent: PercentOf,
    /// Bases under the first of these are flagged `**`, under the second `*`.
    pub flag_bases: [u64; 2],
    /// Which test speaks for a table under weights or a design.
    pub association: AssociationTest,
}

impl Default for TableOptions {
    fn default() -> TableOptions {
        TableOptions {
            lower_level: Some(0.9),
            letters: LetterConvention::Crunch,
            correction: Correction::default(),
            within: CorrectedWithin::Table,
            percent: PercentOf::Column,
            flag_bases: [30, 100],
            association: AssociationTest::F,
        }
    }
}

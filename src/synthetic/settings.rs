//! What kind of export is wanted.

use crate::scale::AnswerOption;
use jiff::civil::Date;

/// What kind of export is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Number of responses.
    pub rows: u64,
    /// The same seed gives the same responses.
    pub seed: u64,
    /// Values of each segment whose values the definition leaves open; at least 1.
    pub groups: usize,
    /// The first day of submission.
    pub from: Date,
    /// The last day of submission; not before the first.
    pub until: Date,
    /// Whether answers are written as codes where the definition has any.
    pub codes: bool,
}

impl Settings {
    /// What is written for an option: its label, or its first code where codes are wanted.
    pub(super) fn name(&self, option: &AnswerOption) -> String {
        option.codes.first().filter(|_| self.codes).unwrap_or(&option.label).clone()
    }
}

//! Which figure stands for a question: one answer for every table, picture and test.

use super::{Difference, DifferenceKind, Figure, GroupKey, QuestionResult};

/// A metric that has no headline of its own is all headline up to this many figures.
const FEW: usize = 3;

/// The figures people look for first: each metric's headline, and all of the first metric that has none
/// of its own but few figures. Later ones would repeat the same labels.
#[must_use]
pub fn headlines(figures: &[Figure]) -> Vec<&Figure> {
    let mut metrics = figures.chunk_by(|a, b| a.metric == b.metric);
    let few = metrics.find(|run| run.iter().all(|figure| figure.item.is_some()));
    let few = few.filter(|run| run.len() <= FEW).unwrap_or_default();
    let is_headline = |figure: &&Figure| figure.item.is_none() || few.iter().any(|one| std::ptr::eq(one, *figure));
    figures.iter().filter(is_headline).collect()
}

impl QuestionResult {
    /// The id of the grid that the question is an item of: ids of the definition hold no point, but an item's has one
    /// between the grid and the item.
    #[must_use]
    pub fn grid(&self) -> Option<&str> {
        self.id.split_once('.').map(|(grid, _)| grid)
    }

    /// The figure that stands for the question: the first headline of everybody.
    #[must_use]
    pub fn lead(&self) -> Option<&Figure> {
        headlines(&self.cells.first()?.figures).into_iter().next()
    }

    /// The group's leading figure against the rest, where it was tested.
    #[must_use]
    pub fn against_rest(&self, group: &[GroupKey]) -> Option<&Difference> {
        let differences = self.differences.iter();
        differences.filter(|one| one.kind == DifferenceKind::Rest).find(|one| one.group == group)
    }

    /// The leading figure of the last whole period against the one before it, where it was tested.
    #[must_use]
    pub fn over_time(&self) -> Option<&Difference> {
        self.differences.iter().find(|one| one.kind == DifferenceKind::Period)
    }
}

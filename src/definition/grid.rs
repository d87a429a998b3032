//! The grids of a survey, and a question about each that nobody wrote: whether all of its items were answered alike.
//!
//! Some respondents mean it; many of them in one export are a sign of haste. Source: Zhang and Conrad (2014), Speeding in
//! web surveys, *Survey Research Methods* 8(2), 127–135, where straight-lining is the same answer on all items of a grid.

use super::answers::option;
use super::kind::blank;
use super::{Derivation, Question, Source, Survey};
use crate::plan::{Plan, Shape};
use std::ops::Range;

/// Fewest items of a grid in which the same answer throughout says anything.
const FEWEST_ITEMS: usize = 3;

/// A grid: a run of questions that are its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid<'a> {
    /// Its id.
    pub id: &'a str,
    /// Positions of its items in [`Survey::questions`].
    pub items: Range<usize>,
}

impl Survey {
    /// The grids of at least three items, in their order.
    #[must_use]
    pub fn large_grids(&self) -> Vec<Grid<'_>> {
        let ids: Vec<&str> = self.questions.iter().map(|question| question.grid.as_deref().unwrap_or("")).collect();
        let mut end = 0;
        let grids = ids.chunk_by(|one, next| one == next).map(|run| {
            end += run.len();
            Grid { id: run[0], items: end - run.len()..end }
        });
        grids.filter(|grid| !grid.id.is_empty() && grid.items.len() >= FEWEST_ITEMS).collect()
    }

    /// A question for each of these grids, in their order: whether all items were answered alike, *yes* being the first
    /// option. They are no questions of the survey; where they are counted, they come behind those.
    #[must_use]
    pub fn straight_lines(&self) -> Vec<Question> {
        let question = |grid: Grid| Question {
            source: Source::Derived(Derivation::Same(grid.items.collect())),
            options: vec![option("Yes"), option("No")],
            shape: Shape::Coded { options: 2 },
            // No question of a definition has a space in its id.
            ..blank(&format!("straight lines in {}", grid.id), "single")
        };
        self.large_grids().into_iter().map(question).collect()
    }

    /// Those of them that a plan counts: all, or none.
    #[must_use]
    pub fn hidden_questions(&self, plan: &Plan) -> Vec<Question> {
        if plan.hidden > 0 { self.straight_lines() } else { Vec::new() }
    }
}

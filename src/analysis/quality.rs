//! How good the data is: item non-response by question, straight-lining by grid.

use super::cells::{Frame, ledger};
use crate::definition::{Question, Survey};
use crate::results::{GridCheck, QuestionCheck};
use crate::rows::StraightLines;
use std::ops::Range;

/// The runs of questions that are the items of one grid.
pub(super) fn grid_ranges(survey: &Survey) -> Vec<Range<usize>> {
    let mut at = 0;
    let grids: Vec<&str> =
        survey.questions.iter().map(|question| question.grid.as_deref().unwrap_or_default()).collect();
    let runs = grids.chunk_by(|one, other| one == other).map(|run| {
        at += run.len();
        (run[0], at - run.len()..at)
    });
    runs.filter(|(id, _)| !id.is_empty()).map(|(_, range)| range).collect()
}

/// The ledger of everybody, question by question.
pub(super) fn questions(frame: &Frame) -> Vec<QuestionCheck> {
    let check = |(at, question): (usize, &Question)| QuestionCheck {
        id: question.id.clone(),
        ledger: (!frame.hidden.question(at)[0]).then(|| ledger(question, &frame.groups[0].tally, at, frame.design)),
    };
    frame.survey.questions.iter().enumerate().map(check).collect()
}

/// Straight-lining by grid.
pub(super) fn grids(survey: &Survey, lines: &StraightLines) -> Vec<GridCheck> {
    let counts = lines.counts().map(|(first, items, counted)| GridCheck {
        id: survey.questions[first].grid.clone().unwrap_or_default(),
        items,
        answered: counted.answered,
        straight: counted.straight,
    });
    counts.collect()
}

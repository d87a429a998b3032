//! How good the data is: item non-response by question, straight-lining by grid.

use super::cells::{Frame, ledger};
use super::versions;
use crate::definition::{Grid, Question, Survey};
use crate::diagnostic::Fault;
use crate::plan::Plan;
use crate::results::{GridCheck, QuestionCheck};
use crate::table::{Answers, CountTable, QuestionTally};

/// The ledger of everybody, question by question.
pub(super) fn questions(frame: &Frame) -> Vec<QuestionCheck> {
    let check = |(at, question): (usize, &Question)| QuestionCheck {
        id: question.id.clone(),
        ledger: (!frame.hidden.question(at)[0]).then(|| ledger(question, &frame.groups[0].tally, at, frame.design)),
    };
    let questions = frame.survey.questions.iter().enumerate();
    questions.filter(|(at, _)| versions::is_shown(frame.survey, frame.groups, *at)).map(check).collect()
}

/// Straight-lining by grid, where the plan counts it.
///
/// # Errors
///
/// A failure inside the count table, which only a bug of ours can cause.
pub(super) fn grids(survey: &Survey, plan: &Plan, table: &CountTable) -> Result<Vec<GridCheck>, Fault> {
    let Some(grouping) = plan.hidden_grouping() else { return Ok(Vec::new()) };
    let groups = table.groups(&grouping)?;
    let tallies = groups.iter().flat_map(|everybody| &everybody.questions[survey.questions.len()..]);
    let check = |(grid, tally): (Grid, &QuestionTally)| GridCheck {
        id: grid.id.to_owned(),
        items: grid.items.len(),
        answered: tally.valid.n,
        straight: match &tally.answers {
            Answers::Coded(options) => options.first().map_or(0, |alike| alike.n),
            Answers::Multiple { .. } | Answers::Ranked(_) | Answers::Values(_) => 0,
        },
    };
    Ok(survey.large_grids().into_iter().zip(tallies).map(check).collect())
}

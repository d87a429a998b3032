//! What a run hides, decided over all of its figures together.

use super::rule::{Count, Rule, Sum, suppressed};
use crate::analysis::groups::Group;
use crate::definition::Survey;
use crate::scale::Missing;
use crate::table::{GroupTally, QuestionTally};

/// Which cells of a run are hidden. A cell is one question, or the responses whatever was answered, in one group.
#[derive(Debug)]
pub(in crate::analysis) struct Hidden {
    /// Per question, one flag a group, in the order of the groups.
    questions: Vec<Vec<bool>>,
    /// One flag a group: whether its number of responses is hidden.
    responses: Vec<bool>,
}

impl Hidden {
    /// Decides what to hide of all questions in these groups, everybody being the first.
    pub(in crate::analysis) fn decide(survey: &Survey, groups: &[Group], rule: Rule) -> Hidden {
        let gate = Gate { groups, rule, sums: sums(groups) };
        let questions = survey.questions.iter().enumerate();
        Hidden {
            questions: questions.map(|(at, question)| gate.question(at, !question.never.is_empty())).collect(),
            responses: gate.by(|group| group.complete.n),
        }
    }

    /// Whether a question is hidden, group by group.
    pub(in crate::analysis) fn question(&self, at: usize) -> &[bool] {
        &self.questions[at]
    }

    /// Whether a group is hidden in every question.
    pub(in crate::analysis) fn is_hidden_everywhere(&self, group: usize) -> bool {
        self.questions.iter().all(|question| question[group])
    }

    /// Whether the number of responses is hidden, group by group.
    pub(in crate::analysis) fn responses(&self) -> &[bool] {
        &self.responses
    }
}

/// What every decision of a run rests on.
struct Gate<'a> {
    groups: &'a [Group],
    rule: Rule,
    /// Every addition a reader could do with the groups shown.
    sums: Vec<Sum>,
}

impl Gate<'_> {
    /// Which cells of a question to hide: those with too few answers, and, since shares within a target rest on
    /// those who still wait too, those with too few of both.
    fn question(&self, at: usize, may_wait: bool) -> Vec<bool> {
        let few = self.by(|group| answered(&group.questions[at]));
        if !may_wait {
            return few;
        }
        let waiting = self.by(|group| awaited(&group.questions[at]));
        few.into_iter().zip(waiting).map(|(few, waiting)| few || waiting).collect()
    }

    /// Which groups to hide, by the respondents that a figure of each rests on.
    fn by(&self, base: impl Fn(&GroupTally) -> u64) -> Vec<bool> {
        let count = |group: &Group| Count { base: base(&group.tally), responses: group.tally.complete.n };
        let counts: Vec<Count> = self.groups.iter().map(count).collect();
        suppressed(&counts, self.rule, &self.sums)
    }
}

/// Every total among the groups, with the groups of one finer grouping that add up to it.
fn sums(groups: &[Group]) -> Vec<Sum> {
    let mut groupings: Vec<Vec<usize>> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        groupings.resize(groupings.len().max(group.grouping + 1), Vec::new());
        groupings[group.grouping].push(at);
    }
    let mut sums = Vec::new();
    for (total, whole) in groups.iter().enumerate() {
        for members in &groupings {
            let is_finer = members.first().is_some_and(|first| groups[*first].refines(whole));
            if is_finer {
                let parts = members.iter().copied().filter(|part| whole.contains(&groups[*part])).collect();
                sums.push(Sum { total, parts });
            }
        }
    }
    sums
}

/// Those who gave a valid answer; where nobody did, those who still wait: that all of many wait gives nobody away.
fn answered(tally: &QuestionTally) -> u64 {
    if tally.valid.n == 0 { awaited(tally) } else { tally.valid.n }
}

/// Those with a valid answer, and those for whom what is timed has not ended.
fn awaited(tally: &QuestionTally) -> u64 {
    tally.valid.n + tally.missing[Missing::Never.index()].n
}

/// Which of the parts of one total are hidden that have these numbers of responses, where no filter is in force.
pub(in crate::analysis) fn hidden_parts(parts: &[u64], minimum: u64) -> Vec<bool> {
    let all = std::iter::once(parts.iter().sum()).chain(parts.iter().copied());
    let cells: Vec<Count> = all.map(|base| Count { base, responses: base }).collect();
    let sum = Sum { total: 0, parts: (1..cells.len()).collect() };
    let rule = Rule { minimum, is_filtered: false, by_answers: false };
    suppressed(&cells, rule, &[sum]).split_off(1)
}

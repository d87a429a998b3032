//! What variances from replicate weights rest on: every group's answers by each of the weights.

use super::groups::Group;
use crate::definition::{self, Survey};
use crate::diagnostic::Fault;
use crate::metric::ReplicateScales;
use crate::plan::Grouping;
use crate::scale::Missing;
use crate::table::{Answers, CountTable, QuestionTally, Replicated, Replication, Scale, Tally, Values, Weight};
use std::collections::BTreeMap;

/// The replicate weights of a survey.
#[derive(Debug)]
pub(super) struct Replicates {
    scales: ReplicateScales,
    method: definition::Method,
    /// Per group of the analysis, its answers; none where nobody is in it.
    groups: Vec<Option<Replicated>>,
}

/// A group's answers to one question by the weight itself, as far as replicates know them, and by each replicate.
#[derive(Debug)]
pub(super) struct ByReplicate {
    pub(super) whole: QuestionTally,
    pub(super) each: Vec<QuestionTally>,
}

impl Replicates {
    /// Those of these groups; `None` where there are none.
    ///
    /// # Errors
    ///
    /// A failure inside the count table, which only a bug of ours can cause.
    pub(super) fn new(
        survey: &Survey,
        (replication, scale): (&Replication, Scale),
        table: &CountTable,
        groups: &[Group],
        shown: &[Grouping],
    ) -> Result<Option<Replicates>, Fault> {
        let Some(replicates) = &survey.replicates else { return Ok(None) };
        let mut found: Vec<BTreeMap<Vec<u32>, Replicated>> = Vec::new();
        for grouping in shown {
            let groups = table.replicated(grouping)?.into_iter();
            found.push(groups.map(|group| (group.id.clone(), group)).collect());
        }
        let group = |group: &Group| found.get_mut(group.grouping)?.remove(&group.tally.id);
        let groups = groups.iter().map(group).collect();
        let rank = u32::try_from(replication.rank()).unwrap_or(u32::MAX);
        let scales = ReplicateScales {
            factors: replicates.factors(replication.replicates),
            mse: replicates.mse,
            df: f64::from(replicates.df.unwrap_or_else(|| rank.saturating_sub(1))),
            unit: scale.unit(),
        };
        Ok(Some(Replicates { scales, method: replicates.method, groups }))
    }

    /// How they become a variance.
    pub(super) const fn scales(&self) -> &ReplicateScales {
        &self.scales
    }

    /// The answers of a group to one question; none where nobody is in it.
    pub(super) fn parts(&self, group: usize, question: usize) -> ByReplicate {
        let Some(group) = &self.groups[group] else { return ByReplicate::nobody() };
        ByReplicate { whole: group.whole(question).clone(), each: group.by_replicate(question).collect() }
    }

    /// The weights in a line.
    pub(super) fn cautions(&self) -> Vec<String> {
        vec![format!(
            "replicate weights: {}, {}; standard errors and intervals are by how much figures differ from one to the other, \
             with {} degrees of freedom",
            self.scales.factors.len(),
            self.method.title(),
            self.scales.df
        )]
    }
}

impl ByReplicate {
    fn nobody() -> ByReplicate {
        let nobody = Tally::default();
        let whole = QuestionTally {
            missing: [nobody; Missing::ALL.len()],
            valid: nobody,
            answers: Answers::Values(Values::default()),
        };
        ByReplicate { whole, each: Vec::new() }
    }

    /// Those who are not in `part`, which must be part of this group.
    pub(super) fn less(&self, part: &ByReplicate) -> ByReplicate {
        let each = self.each.iter().zip(&part.each).map(|(all, part)| rest(all, part));
        ByReplicate { whole: rest(&self.whole, &part.whole), each: each.collect() }
    }

    /// By how many of the replicates nobody weighs anything, though somebody does by the weight itself.
    pub(super) fn empty(&self) -> usize {
        let weighs = |tally: &QuestionTally| tally.valid.w > Weight::ZERO;
        if weighs(&self.whole) { self.each.iter().filter(|tally| !weighs(tally)).count() } else { 0 }
    }
}

/// The answers of everybody less those of a part. Numbers of the part stand behind those of all with what they weigh taken
/// off: in a sketch the part may have other buckets, and sums are right all the same.
fn rest(all: &QuestionTally, part: &QuestionTally) -> QuestionTally {
    let (Answers::Values(numbers), Answers::Values(gone)) = (&all.answers, &part.answers) else {
        return all.without(part);
    };
    let less = |tally: Tally| Tally { w: Weight::ZERO - tally.w, ..Tally::default() };
    let gone = gone.iter().map(|(number, tally)| (*number, less(*tally)));
    let answers = Answers::Values(numbers.iter().copied().chain(gone).collect::<Vec<_>>().into());
    QuestionTally { valid: all.valid - part.valid, answers, ..all.clone() }
}

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
    /// Degrees of freedom of everybody who is analysed, as declared or found.
    df: f64,
    /// Per group of the analysis, its answers and its degrees of freedom; none where nobody is in it.
    groups: Vec<Option<(Replicated, f64)>>,
}

/// A group's answers to one question by the weight itself, as far as replicates know them, and by each replicate.
#[derive(Debug)]
pub(super) struct ByReplicate {
    pub(super) whole: QuestionTally,
    pub(super) each: Vec<QuestionTally>,
    /// Degrees of freedom.
    pub(super) df: f64,
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
        let of_all = replicates.df.map_or_else(|| less_one(replication.rank()), f64::from);
        let group = |group: &Group| {
            let answers = found.get_mut(group.grouping)?.remove(&group.tally.id)?;
            let is_whole = answers.patterns.len() == replication.patterns().count();
            let df = if is_whole { of_all } else { less_one(replication.rank_among(&answers.patterns)).min(of_all) };
            Some((answers, df))
        };
        let groups: Vec<_> = groups.iter().map(group).collect();
        let df = groups.first().and_then(Option::as_ref).map_or(of_all, |(_, df)| *df);
        let factors = replicates.factors(replication.replicates);
        let scales = ReplicateScales { factors, mse: replicates.mse, unit: scale.unit() };
        Ok(Some(Replicates { scales, method: replicates.method, df, groups }))
    }

    /// How they become a variance.
    pub(super) const fn scales(&self) -> &ReplicateScales {
        &self.scales
    }

    /// The answers of a group to one question; none where nobody is in it.
    pub(super) fn parts(&self, group: usize, question: usize) -> ByReplicate {
        let Some((group, df)) = &self.groups[group] else { return ByReplicate::nobody() };
        ByReplicate { whole: group.whole(question).clone(), each: group.by_replicate(question).collect(), df: *df }
    }

    /// The weights in a line.
    pub(super) fn cautions(&self) -> Vec<String> {
        vec![format!(
            "replicate weights: {}, {}; standard errors and intervals are by how much figures differ from one to the other, \
             with {} degrees of freedom",
            self.scales.factors.len(),
            self.method.title(),
            self.df
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
        ByReplicate { whole, each: Vec::new(), df: 0.0 }
    }

    /// Those who are not in `part`, which must be part of this group. They are taken to have all of its degrees of freedom.
    pub(super) fn less(&self, part: &ByReplicate) -> ByReplicate {
        let each = self.each.iter().zip(&part.each).map(|(all, part)| rest(all, part));
        ByReplicate { whole: rest(&self.whole, &part.whole), each: each.collect(), df: self.df }
    }

    /// By how many of the replicates nobody weighs anything, though somebody does by the weight itself.
    pub(super) fn empty(&self) -> usize {
        let weighs = |tally: &QuestionTally| tally.valid.w > Weight::ZERO;
        if weighs(&self.whole) { self.each.iter().filter(|tally| !weighs(tally)).count() } else { 0 }
    }
}

/// Degrees of freedom of weights of this rank.
fn less_one(rank: usize) -> f64 {
    u32::try_from(rank).map_or(f64::INFINITY, |rank| f64::from(rank.saturating_sub(1)))
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

//! What the precision of figures rests on where respondents were not each drawn by himself: how they were drawn, or
//! replicate weights.

use super::groups::Group;
use super::replicates::{ByReplicate, Replicates};
use super::sampling::Sampling;
use super::weighting::Weighed;
use crate::definition::Survey;
use crate::diagnostic::Faults;
use crate::metric::{self, Drawn, DrawnBy, DrawnPart, Places, moments_of};
use crate::plan::Grouping;
use crate::rows::Counts;
use crate::table::CountTable;

/// What precision rests on.
#[derive(Debug)]
pub(super) enum Basis {
    /// How respondents were drawn.
    Places(Sampling),
    /// Replicate weights.
    Replicates(Replicates),
}

/// The answers of a group to one question, apart as the basis has them.
#[derive(Debug)]
pub(super) enum Parts<'a> {
    /// By place of the sample: those of a group, and those among them who are not meant.
    Places(Vec<DrawnPart<'a>>, Vec<DrawnPart<'a>>),
    /// By replicate weight.
    Replicates(Box<ByReplicate>),
}

impl Basis {
    /// That of these groups; `None` where everybody was drawn by himself out of far more, and weights agree with no targets.
    ///
    /// # Errors
    ///
    /// Those of [`Sampling::new`].
    pub(super) fn new(
        survey: &Survey,
        counts: &Counts,
        table: &CountTable,
        groups: &[Group],
        shown: &[Grouping],
        is_even: bool,
        weighed: Option<&Weighed>,
    ) -> Result<Option<Basis>, Faults> {
        let replicates = Replicates::new(survey, (&counts.replication, counts.scale), table, groups, shown)?;
        if let Some(replicates) = replicates {
            return Ok(Some(Basis::Replicates(replicates)));
        }
        let sampling = Sampling::new(survey, &counts.labels, table, groups, shown, is_even, weighed)?;
        Ok(sampling.map(Basis::Places))
    }

    /// The answers of a group to one question.
    pub(super) fn parts(&self, group: usize, question: usize) -> Parts<'_> {
        match self {
            Basis::Places(sampling) => Parts::Places(sampling.parts(group, question), Vec::new()),
            Basis::Replicates(replicates) => Parts::Replicates(Box::new(replicates.parts(group, question))),
        }
    }

    /// The same as formulas want it; `None` for parts of another basis.
    pub(super) fn drawn<'a>(&'a self, parts: &'a Parts<'a>) -> Option<Drawn<'a>> {
        let by = match (self, parts) {
            (Basis::Places(sampling), Parts::Places(parts, without)) => {
                DrawnBy::Places(Places { sample: sampling.sample(), parts, without })
            }
            (Basis::Replicates(replicates), Parts::Replicates(by_replicate)) => {
                let ByReplicate { whole, each, df } = &**by_replicate;
                DrawnBy::Replicates(metric::ByReplicate { scales: replicates.scales(), df: *df, whole, tallies: each })
            }
            _ => return None,
        };
        Some(Drawn { by, moments: moments_of, explains: false })
    }

    /// The basis in a line, and what to know before quoting figures that rest on it.
    pub(super) fn cautions(&self) -> Vec<String> {
        match self {
            Basis::Places(sampling) => sampling.cautions(),
            Basis::Replicates(replicates) => replicates.cautions(),
        }
    }
}

impl<'a> Parts<'a> {
    /// Those who are not in `part`, which must be part of this group and of the same basis.
    pub(super) fn less(self, part: &Parts<'a>) -> Parts<'a> {
        match (self, part) {
            (Parts::Places(parts, mut gone), Parts::Places(without, _)) => {
                gone.extend_from_slice(without);
                Parts::Places(parts, gone)
            }
            (Parts::Replicates(all), Parts::Replicates(part)) => Parts::Replicates(Box::new(all.less(part))),
            (all, _) => all,
        }
    }

    /// How many replicates have no figure of this group, in which nobody weighs anything by them.
    pub(super) fn empty_replicates(&self) -> usize {
        match self {
            Parts::Places(..) => 0,
            Parts::Replicates(by_replicate) => by_replicate.empty(),
        }
    }
}

//! What is to be weighted to what: the cells that were counted, and the targets of the definition for them.

use super::before::{Classes, drawn};
use super::label::label;
use super::plan::of_design;
use crate::analysis::drawn::whole;
use crate::definition::{StartWeights, Survey, TargetMargin, Weighting};
use crate::diagnostic::{Fault, Faults, named};
use crate::label::{fold, reading_order};
use crate::plan::{Key, NOT_STATED};
use crate::rows::Counts;
use crate::table::GroupTally;
use crate::weighting::{Cell, Margin, Number, Task};
use std::collections::BTreeMap;

/// Faults of one kind that are told.
const FAULTS: usize = 10;

/// What weights are worked out from.
pub(super) struct Room<'a> {
    pub(super) survey: &'a Survey,
    pub(super) weighting: &'a Weighting,
    pub(super) counts: &'a Counts,
    pub(super) keys: Vec<Key>,
    /// Whether everybody starts with the same weight.
    pub(super) are_even: bool,
}

impl Room<'_> {
    /// The cells with somebody to weigh, in the order of what they are called: that of their codes is the one in which
    /// values were met.
    pub(super) fn groups(&self) -> Result<Vec<GroupTally>, Fault> {
        let by_cell = whole(&self.counts.table, &self.keys);
        let mut groups = self.counts.table.groups(&by_cell)?;
        groups.retain(|group| group.complete.sampled() > 0);
        groups.iter_mut().filter(|_| self.are_even).for_each(GroupTally::even);
        let labels = |group: &GroupTally| -> Vec<&str> {
            self.keys.iter().zip(&group.id).map(|(key, code)| self.label(*key, *code)).collect()
        };
        groups.sort_by(|one, other| {
            let pairs = labels(one).into_iter().zip(labels(other));
            pairs
                .map(|(one, other)| reading_order(one, other))
                .find(|order| order.is_ne())
                .unwrap_or(one.id.cmp(&other.id))
        });
        Ok(groups)
    }

    fn label(&self, key: Key, code: u32) -> &str {
        label(self.survey, &self.counts.labels, key, code)
    }

    fn value(&self, group: &GroupTally, key: Key) -> u32 {
        self.keys.iter().position(|known| *known == key).map_or(NOT_STATED, |at| group.id[at])
    }

    /// What weights are multiplied by before they are made to agree with targets.
    pub(super) fn before(&self, groups: &[GroupTally]) -> Result<(Vec<f64>, Option<Classes>), Faults> {
        let classes = self.weighting.classes.map(|key| Classes::new(self.survey, self.counts, key)).transpose()?;
        let by = of_design(self.survey);
        let is_drawn = self.weighting.start == StartWeights::Design;
        let drawn = if is_drawn { drawn(self.survey, self.counts, &by)? } else { BTreeMap::new() };
        let of_stratum = |group: &GroupTally| {
            let id: Vec<u32> = by.iter().map(|key| self.value(group, *key)).collect();
            drawn.get(&id).copied()
        };
        let of_class =
            |group: &GroupTally| classes.as_ref().map_or(1.0, |known| known.factor(self.value(group, known.key)));
        let before = groups.iter().map(|group| of_stratum(group).unwrap_or(1.0) * of_class(group)).collect();
        Ok((before, classes))
    }

    pub(super) fn task(&self, groups: &[GroupTally], before: &[f64], unit: f64) -> Result<Task, Faults> {
        let cell = |(group, before): (&GroupTally, &f64)| Cell {
            name: self.name(group),
            sampled: count(group.complete.sampled()),
            start: group.complete.w.to_f64() * before,
            squares: group.complete.w2.to_f64() * before * before,
        };
        let cells: Vec<Cell> = groups.iter().zip(before).map(cell).collect();
        let total =
            self.weighting.people.map_or_else(|| cells.iter().map(|cell| cell.start).sum(), |people| people / unit);
        let mut faults = Vec::new();
        let mut margins = Vec::new();
        for margin in &self.weighting.margins {
            match self.categories(margin, groups) {
                Ok(of) => {
                    let sizes: Vec<(String, f64)> =
                        margin.sizes.iter().map(|(labels, size)| (labels.join(" × "), *size)).collect();
                    margins.push(Margin::new(margin.name.clone(), &sizes, &of, &cells, total));
                }
                Err(wrong) => faults.extend(wrong),
            }
        }
        let mut numbers = Vec::new();
        for (segment, total) in &self.weighting.totals {
            match self.number(*segment, total / unit, groups) {
                Ok(number) => numbers.push(number),
                Err(fault) => faults.push(fault),
            }
        }
        let task = Task { cells, margins, numbers, method: self.weighting.method, trim: self.weighting.trim };
        if faults.is_empty() { Ok(task) } else { Err(Faults(faults)) }
    }

    fn name(&self, group: &GroupTally) -> String {
        let labels = self.keys.iter().zip(&group.id).map(|(key, code)| self.label(*key, *code));
        labels.collect::<Vec<_>>().join(" × ")
    }

    /// The labels of a cell's values of a margin; `None` where one is not stated.
    fn labels(&self, margin: &TargetMargin, group: &GroupTally) -> Option<Vec<&str>> {
        let code = |key: &Key| Some((*key, self.value(group, *key))).filter(|(_, code)| *code != NOT_STATED);
        margin.of.iter().map(|key| code(key).map(|(key, code)| self.label(key, code))).collect()
    }

    /// The category of a margin that each cell is in.
    fn categories(&self, margin: &TargetMargin, groups: &[GroupTally]) -> Result<Vec<Option<usize>>, Vec<Fault>> {
        let known: Vec<Vec<String>> =
            margin.sizes.iter().map(|(labels, _)| labels.iter().map(|label| fold(label)).collect()).collect();
        let mut without_target: Vec<String> = Vec::new();
        let mut of = Vec::new();
        for group in groups {
            let labels = self.labels(margin, group);
            let folded = labels.as_ref().map(|labels| labels.iter().map(|label| fold(label)).collect::<Vec<_>>());
            let category = folded.and_then(|folded| known.iter().position(|known| *known == folded));
            if let (Some(labels), None) = (labels, category) {
                without_target.push(labels.join(" × "));
            }
            of.push(category);
        }
        without_target.sort_unstable();
        without_target.dedup();
        let name = named(&margin.name);
        let fault = |label: &String| {
            Fault::new(format!("some who answered are {} by {name}, for which there is no target", named(label)))
                .help("add its target, or put it together with another category")
        };
        let mut faults: Vec<Fault> = without_target.iter().take(FAULTS).map(fault).collect();
        let is_empty = |at: &usize| !of.contains(&Some(*at));
        let empty = (0..known.len()).filter(is_empty).map(|at| margin.sizes[at].0.join(" × "));
        faults.extend(empty.take(FAULTS).map(|label| {
            Fault::new(format!("nobody who answered is {} by {name}, of whom there is a target", named(&label)))
                .help("put the category together with another one: nobody can stand for it")
        }));
        if faults.is_empty() { Ok(of) } else { Err(faults) }
    }

    /// A number of which the sum is known.
    fn number(&self, segment: usize, total: f64, groups: &[GroupTally]) -> Result<Number, Fault> {
        let key = Key::Segment { at: segment, several: false };
        let id = &self.survey.segments[segment].id;
        let number = |group: &GroupTally| {
            let label = self.label(key, self.value(group, key));
            label.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(|| {
                Fault::new(format!(
                    "some who answered have {} for {}, of which a sum is known",
                    named(label),
                    named(id)
                ))
                .help("every response needs a number there: mend the export, or leave the sum out")
            })
        };
        let of = groups.iter().map(number).collect::<Result<_, _>>()?;
        Ok(Number { name: id.clone(), total, of })
    }

    /// How many responses are in no category of a margin.
    pub(super) fn unstated(&self, groups: &[GroupTally]) -> Vec<(String, u64)> {
        let count = |margin: &TargetMargin| {
            let in_none = groups.iter().filter(|group| self.labels(margin, group).is_none());
            (margin.name.clone(), in_none.map(|group| group.complete.n).sum())
        };
        self.weighting.margins.iter().map(count).filter(|(_, responses)| *responses > 0).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
const fn count(n: u64) -> f64 {
    n as f64
}

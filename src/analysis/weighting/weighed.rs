//! A survey whose respondents weigh what makes them agree with targets.

use super::before::Classes;
use super::plan::keys;
use super::room::Room;
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults, listed, named};
use crate::plan::Key;
use crate::responses::Remark;
use crate::results::Reason;
use crate::rows::Counts;
use crate::table::{CountTable, Design, Factors, GroupId, Scale, Weighing};
use crate::weighting::{Outcome, Task};

/// A survey weighted to its targets.
#[derive(Debug)]
pub(in crate::analysis) struct Weighed {
    /// The counts with everybody weighted, so that the respondents' mean weight is 1.
    pub(in crate::analysis) table: CountTable,
    /// The design behind them.
    pub(in crate::analysis) design: Design,
    /// What was to be met.
    pub(in crate::analysis) task: Task,
    /// How it was.
    pub(in crate::analysis) outcome: Outcome,
    /// The keys that tell cells.
    pub(in crate::analysis) keys: Vec<Key>,
    /// The values of each cell of the task.
    pub(in crate::analysis) cells: Vec<GroupId>,
    /// What the starting weights of each cell were multiplied by before targets.
    pub(in crate::analysis) before: Vec<f64>,
    /// The classes whose response rates differ, where these are known.
    pub(in crate::analysis) classes: Option<Classes>,
    /// How many responses are in no category of a margin, by its name.
    unstated: Vec<(String, u64)>,
    /// Σ of the weights in the unit of the table.
    sum: f64,
    /// What a weight of 1 in the table stood for before.
    pub(in crate::analysis) unit: f64,
    /// Whether everybody of a weight above 0 weighs 1 in the table.
    pub(in crate::analysis) are_even: bool,
}

impl Weighed {
    /// The counts of a survey, weighted; `None` without targets, and where nobody is there to be weighted.
    ///
    /// # Errors
    ///
    /// Everything that keeps the responses from being weighted to the targets.
    pub(in crate::analysis) fn new(
        survey: &Survey,
        counts: &Counts,
        design: Design,
    ) -> Result<Option<Weighed>, Faults> {
        let Some(weighting) = &survey.weighting else { return Ok(None) };
        let are_even = !design.weighted;
        let room = Room { survey, weighting, counts, keys: keys(survey), are_even };
        let groups = room.groups()?;
        if groups.is_empty() {
            return Ok(None);
        }
        let (before, classes) = room.before(&groups)?;
        let task = room.task(&groups, &before, design.unit)?;
        let outcome = task.work_out()?;
        let unstated = room.unstated(&groups);
        let cells: Vec<GroupId> = groups.into_iter().map(|group| group.id).collect();
        let sum: f64 = task.cells.iter().zip(&outcome.factors).map(|(cell, factor)| cell.start * factor).sum();
        let sampled: f64 = task.cells.iter().map(|cell| cell.sampled).sum();
        let all: Vec<f64> =
            outcome.factors.iter().zip(&before).map(|(factor, before)| factor * before * sampled / sum).collect();
        let is_same = all.iter().all(|factor| (factor / all[0] - 1.0).abs() < SAME);
        let factors = Factors::new(&room.keys, cells.iter().cloned().zip(all.iter().copied()), room.are_even);
        has_room(counts.weighing, design, &all)?;
        let (table, unit) = (counts.table.weighed_by(factors), design.unit);
        let design = Design { weighted: design.weighted || !is_same, units: design.units, unit: unit * sum / sampled };
        let keys = room.keys;
        Ok(Some(Weighed { table, design, task, outcome, keys, cells, before, classes, unstated, sum, unit, are_even }))
    }

    /// What was done, in a line, and what to know of it.
    pub(in crate::analysis) fn cautions(&self) -> Vec<String> {
        let worth = self.task.worth(&self.outcome.factors);
        let mut names: Vec<&str> = self.task.margins.iter().map(|margin| margin.name.as_str()).collect();
        names.extend(self.task.numbers.iter().map(|number| number.name.as_str()));
        let rounds = match self.outcome.rounds {
            Some(1) => ", 1 round".to_owned(),
            Some(rounds) => format!(", {rounds} rounds"),
            None => String::new(),
        };
        let (least, most) = self.range();
        let trimmed = self.outcome.trimmed.map_or_else(String::new, |trimmed| match trimmed.respondents {
            0.0 => ", none trimmed".to_owned(),
            some => format!(", {some} trimmed"),
        });
        let first = format!(
            "weighted to {} ({}{rounds}): factors {least:.2}–{most:.2}{trimmed}, the {} answers are worth {:.0}",
            listed(names),
            self.task.method.done(),
            worth.sampled,
            worth.effective
        );
        let unstated = self.unstated.iter().map(|(margin, responses)| {
            format!(
                "{responses} of the responses analysed say nothing about {}, to which is weighted: they keep the share \
                 that they have",
                named(margin)
            )
        });
        let unequal = (worth.efficiency < LOW).then(|| {
            format!(
                "weights are very unequal: the answers are worth {:.0}% of their number; fewer targets or categories, or \
                 `trim`, would leave more",
                100.0 * worth.efficiency
            )
        });
        std::iter::once(first).chain(unstated).chain(unequal).collect()
    }

    /// The smallest and the largest factor, classes of non-response and strata with them, around a mean weight that stays
    /// as it was.
    pub(in crate::analysis) fn range(&self) -> (f64, f64) {
        let relative = self.relative();
        let least = relative.iter().copied().fold(f64::INFINITY, f64::min);
        (least, relative.iter().copied().fold(0.0, f64::max))
    }

    /// The factor of each cell, classes of non-response and strata with it, around a mean weight that stays as it was.
    pub(in crate::analysis) fn relative(&self) -> Vec<f64> {
        let begun = self.task.cells.iter().zip(&self.before).map(|(cell, before)| cell.start / before).sum::<f64>();
        let both = self.outcome.factors.iter().zip(&self.before);
        both.map(|(factor, before)| factor * before * begun / self.sum).collect()
    }
}

/// Why responses cannot be weighted, for those who look for all that is wrong.
pub(in crate::analysis) fn remarks(faults: &Faults) -> Vec<Remark> {
    let text = |fault: &Fault| format!("responses cannot be weighted to targets: {}", fault.message);
    faults.0.iter().map(|fault| Remark { text: text(fault), finding: Some((Reason::Unweightable, 1)) }).collect()
}

/// By how much of themselves factors may differ that are the same.
const SAME: f64 = 1e-12;
/// The share of its number that a sample should be worth.
const LOW: f64 = 0.7;
/// Whether sums of weights have room, and none is lost beside the others.
fn has_room(weighing: Weighing, design: Design, factors: &[f64]) -> Result<(), Fault> {
    let unit = design.unit.max(f64::MIN_POSITIVE);
    let (least, most) = if design.weighted { (weighing.least / unit, weighing.most / unit) } else { (1.0, 1.0) };
    let least = factors.iter().copied().fold(f64::INFINITY, f64::min) * least;
    let most = factors.iter().copied().fold(0.0, f64::max) * most;
    if (Weighing { units: weighing.units, least, most }).is_fair_on(Scale::USUAL) {
        return Ok(());
    }
    Err(Fault::new(format!("weights to targets run from {least:.1e} to {most:.1e} times their mean"))
        .help("put categories of few respondents together; or trim: `trim: { above: 5 }`"))
}

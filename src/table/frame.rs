//! The count table: every count as a row of a polars frame, and the roll-ups that groups are read from.

use super::columns::{Columns, key_name, run_name};
use super::entry::Row;
use super::gathered::Gathered;
use super::moments::Sums;
use super::question::{empty_question, number_slot};
use super::{Answers, Decimal, Factors, GroupId, Manner, QuestionTally, Replicated, Spread, Tally, Values, Weight};
use crate::diagnostic::Fault;
use crate::plan::{Grouping, Key, Plan};
use polars::prelude::{DataFrame, Expr, IntoLazy, PolarsError, PolarsResult, SortMultipleOptions, col};
use std::collections::BTreeMap;

/// Everything that was counted.
///
/// One frame per counted grouping, with one row per group × question × answer: the columns `question`,
/// `slot` and `value` say what was counted, one column per key (`key_0`, `key_1`, …) says in which group,
/// and `n`, `weightless`, `w`, `w2` hold respondents, those of weight 0, Σ weight and Σ weight²; without weights there
/// is only `n`. With replicate weights, `r0`, `r1`, … hold the sum of each. All of them are integers, so that any engine and any order of addition gives the same table.
#[derive(Debug, Clone)]
pub struct CountTable {
    plan: Plan,
    frames: Vec<DataFrame>,
    /// What groups weigh, where that is not what was counted.
    factors: Option<Factors>,
}

/// The measures that a frame may have.
const MEASURES: [&str; 4] = ["n", "weightless", "w", "w2"];

/// All tallies of one group of respondents.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupTally {
    /// The value of each key of the grouping, in its order: a segment's code, or a wave's first day.
    pub id: Vec<u32>,
    /// Responses analysed, which is to say complete ones.
    pub complete: Tally,
    /// Incomplete responses.
    pub incomplete: Tally,
    /// Per question, in the plan's order; nobody where the grouping does not count it.
    pub questions: Vec<QuestionTally>,
}

impl GroupTally {
    /// Lets everybody of a weight above 0 weigh the same.
    pub fn even(&mut self) {
        self.complete = self.complete.evened();
        self.incomplete = self.incomplete.evened();
        for question in &mut self.questions {
            *question = question.evened();
        }
    }
}

impl CountTable {
    /// The table of these counts, those of each grouping of the plan in its order.
    ///
    /// # Errors
    ///
    /// A failure inside polars, which only a bug of ours can cause.
    pub fn new(plan: Plan, counts: Vec<Columns>) -> Result<CountTable, Fault> {
        let frames = counts.into_iter().map(Columns::into_frame);
        let frames = frames.collect::<PolarsResult<_>>().map_err(|error| engine_fault(&error))?;
        Ok(CountTable { plan, frames, factors: None })
    }

    /// The table of rows: per grouping of the plan, those of one or several tables, whose sums it holds.
    ///
    /// # Errors
    ///
    /// A failure inside polars, which only a bug of ours can cause.
    pub fn of_rows(plan: Plan, rows: &[Vec<Row>]) -> Result<CountTable, Fault> {
        let keys = plan.groupings.iter().map(|grouping| grouping.keys().len());
        let counts = keys.zip(rows).map(|(keys, rows)| Columns::of_rows(keys, rows)).collect();
        CountTable::new(plan, counts)
    }

    /// The same counts, of which groups are told with weights multiplied by the factor of each respondent's cell. Only
    /// groupings of which the counts are known by cell, too, have groups then; [`Self::rows`] are what was counted, and
    /// replicate weights, which need factors of their own, are none.
    #[must_use]
    pub fn weighed_by(&self, factors: Factors) -> CountTable {
        CountTable { factors: Some(factors), ..self.clone() }
    }

    /// Whether a grouping was counted, or can be rolled up.
    #[must_use]
    pub fn covers(&self, grouping: &Grouping) -> bool {
        self.plan.groupings.iter().any(|counted| counted.covers(grouping))
    }

    /// The rows of a grouping, in ascending order; rolled up where the grouping itself was not counted, and `None`
    /// where nothing that was counted covers it.
    ///
    /// # Errors
    ///
    /// A failure inside polars, which only a bug of ours can cause.
    pub fn rows(&self, grouping: &Grouping) -> Result<Option<Vec<Row>>, Fault> {
        let counted = self.plan.groupings.iter().position(|counted| counted.covers(grouping));
        let rows = |position| {
            let frame = self.roll_up(position, grouping, true)?;
            Ok(rows_of(&frame, grouping)?.collect())
        };
        counted.map(rows).transpose().map_err(|error: PolarsError| engine_fault(&error))
    }

    /// The tallies of every group of a grouping, in the order of their ids; rolled up where the grouping
    /// itself was not counted. Everybody is the empty grouping, and is there even when nobody is.
    ///
    /// # Errors
    ///
    /// A failure inside polars, which only a bug of ours can cause. A grouping that the plan does not cover
    /// gives no groups.
    pub fn groups(&self, grouping: &Grouping) -> Result<Vec<GroupTally>, Fault> {
        let crossed = self.factors.as_ref().map(|factors| grouping.crossed(factors.keys()));
        let wanted = crossed.as_ref().unwrap_or(grouping);
        let counted = self.plan.groupings.iter().position(|counted| counted.covers(wanted));
        let mut groups = match counted {
            Some(position) => self
                .roll_up(position, wanted, false)
                .and_then(|frame| match &self.factors {
                    None => self.read(&frame, grouping),
                    Some(factors) => self.read_weighed(&frame, grouping, wanted, factors),
                })
                .map_err(|error| engine_fault(&error))?,
            None => Vec::new(),
        };
        if groups.is_empty() && grouping.keys().is_empty() {
            groups.push(self.empty_group(Vec::new()));
        }
        Ok(groups)
    }

    /// The answers of every group of a grouping with the sums of all replicate weights, in the order of their ids; none
    /// where there are no replicates, or nothing that was counted covers it.
    ///
    /// # Errors
    ///
    /// A failure inside polars, which only a bug of ours can cause.
    pub fn replicated(&self, grouping: &Grouping) -> Result<Vec<Replicated>, Fault> {
        let counted = self.plan.groupings.iter().position(|counted| counted.covers(grouping));
        let counted = counted.filter(|_| self.factors.is_none());
        let Some(position) = counted.filter(|position| self.frames[*position].column(&run_name(0)).is_ok()) else {
            return Ok(Vec::new());
        };
        let rows = || rows_of(&self.roll_up(position, grouping, true)?, grouping).map(Iterator::collect);
        let rows: Vec<Row> = rows().map_err(|error: PolarsError| engine_fault(&error))?;
        Ok(Replicated::all(rows, &self.plan))
    }

    /// Sums one counted grouping over the keys that are not wanted, and replicate weights only where they are.
    fn roll_up(&self, position: usize, wanted: &Grouping, with_runs: bool) -> PolarsResult<DataFrame> {
        let (counted, wanted) = (self.plan.groupings[position].keys(), wanted.keys());
        let keys = wanted.iter().filter_map(|key| counted.iter().position(|counted| counted == key));
        let mut by: Vec<Expr> = keys.enumerate().map(|(to, from)| col(key_name(from)).alias(wanted_name(to))).collect();
        by.extend(["question", "slot", "value"].map(col));
        let mut order: Vec<String> = (0..wanted.len()).map(wanted_name).collect();
        order.extend(["question", "slot", "value"].map(String::from));
        let frame = &self.frames[position];
        let measures = MEASURES.into_iter().filter(|measure| frame.column(measure).is_ok()).map(String::from);
        let runs = (0..).map(run_name).take_while(|run| with_runs && frame.column(run).is_ok());
        frame
            .clone()
            .lazy()
            .group_by(by)
            .agg(measures.chain(runs).map(|measure| col(measure).sum()).collect::<Vec<_>>())
            .sort(order, SortMultipleOptions::default())
            .collect()
    }

    /// Reads the rows of a sorted roll-up into tallies.
    fn read(&self, frame: &DataFrame, grouping: &Grouping) -> PolarsResult<Vec<GroupTally>> {
        let mut groups: BTreeMap<Vec<u32>, GroupTally> = BTreeMap::new();
        let mut numbers: BTreeMap<(Vec<u32>, usize), Gathered> = BTreeMap::new();
        for Row { group: id, question, slot, value, tally, .. } in rows_of(frame, grouping)? {
            if let Some((question, slot)) = number_slot(&self.plan, question, slot) {
                numbers.entry((id, question)).or_default().put(slot, value, tally, &[]);
                continue;
            }
            let group = groups.entry(id).or_insert_with_key(|id| self.empty_group(id.clone()));
            group.put(question, slot, tally);
        }
        for ((id, question), gathered) in numbers {
            if let Some(group) = groups.get_mut(&id) {
                group.questions[question].answers =
                    Answers::Values(gathered.finish(Manner::of(&self.plan, question)).0);
            }
        }
        Ok(groups.into_values().collect())
    }

    /// Reads the rows of a roll-up by cell into tallies of its groups, each cell with its factor.
    fn read_weighed(
        &self,
        frame: &DataFrame,
        grouping: &Grouping,
        crossed: &Grouping,
        factors: &Factors,
    ) -> PolarsResult<Vec<GroupTally>> {
        let places = |keys: &[Key]| -> Vec<usize> {
            keys.iter().filter_map(|key| crossed.keys().iter().position(|known| known == key)).collect()
        };
        let (of_group, of_cell) = (places(grouping.keys()), places(factors.keys()));
        let values = |id: &GroupId, at: &[usize]| -> GroupId { at.iter().map(|at| id[*at]).collect() };
        let mut groups: BTreeMap<GroupId, GroupTally> = BTreeMap::new();
        let mut numbers: BTreeMap<(GroupId, usize), BTreeMap<GroupId, Gathered>> = BTreeMap::new();
        for Row { group, question, slot, value, tally, .. } in rows_of(frame, crossed)? {
            let (id, cell) = (values(&group, &of_group), values(&group, &of_cell));
            if let Some((question, slot)) = number_slot(&self.plan, question, slot) {
                let gathered = numbers.entry((id, question)).or_default().entry(cell).or_default();
                gathered.put(slot, value, tally, &[]);
                continue;
            }
            let group = groups.entry(id).or_insert_with_key(|id| self.empty_group(id.clone()));
            group.put(question, slot, factors.weighed(&cell, tally));
        }
        for ((id, question), cells) in numbers {
            if let Some(group) = groups.get_mut(&id) {
                let manner = Manner::of(&self.plan, question);
                group.questions[question].answers = Answers::Values(weighed_numbers(cells, factors, manner));
            }
        }
        Ok(groups.into_values().collect())
    }

    fn empty_group(&self, id: Vec<u32>) -> GroupTally {
        let questions = self.plan.shapes.iter().map(|shape| empty_question(*shape)).collect();
        GroupTally { id, complete: Tally::default(), incomplete: Tally::default(), questions }
    }
}

impl GroupTally {
    /// Puts one count where it belongs.
    fn put(&mut self, question: Option<usize>, slot: usize, tally: Tally) {
        match question {
            Some(question) => self.questions[question].put(slot, tally),
            None if slot == 0 => self.complete += tally,
            None => self.incomplete += tally,
        }
    }
}

/// The numbers of a group, cell by cell with its factor.
fn weighed_numbers(cells: BTreeMap<GroupId, Gathered>, factors: &Factors, manner: Manner) -> Values {
    let mut all = Spread::default();
    for (cell, gathered) in cells {
        let sums =
            |sums: &Sums| factors.of(&cell).map_or(sums.clone(), |factor| sums.scaled(factor, factors.are_of_evens()));
        let spread = gathered.spread(manner).reweighed(|tally| factors.weighed(&cell, tally), sums);
        all.merge(spread, manner.of_weights());
    }
    all.finish(manner.of_weights()).0
}

/// The rows of a roll-up, as far as they are about questions of its grouping.
fn rows_of<'a>(frame: &'a DataFrame, grouping: &'a Grouping) -> PolarsResult<impl Iterator<Item = Row> + 'a> {
    let integers =
        |name: &str| -> PolarsResult<Vec<i64>> { Ok(frame.column(name)?.i64()?.into_no_null_iter().collect()) };
    let ids = (0..grouping.keys().len()).map(|key| integers(&wanted_name(key))).collect::<PolarsResult<Vec<_>>>()?;
    let (questions, slots, values) = (integers("question")?, integers("slot")?, integers("value")?);
    let (tallies, runs) = (tallies(frame)?, runs(frame)?);
    let row = move |at: usize| Row {
        group: ids.iter().map(|key| unsigned(key[at])).collect(),
        question: usize::try_from(questions[at]).ok(),
        slot: usize::try_from(slots[at]).unwrap_or(usize::MAX),
        value: values[at],
        tally: tallies[at],
        run: runs.iter().map(|sums| sums[at]).collect(),
    };
    let is_wanted = move |row: &Row| row.question.is_none_or(|question| grouping.questions().contains(question));
    Ok((0..frame.height()).map(row).filter(is_wanted))
}

/// The measures of a roll-up, row by row.
fn tallies(frame: &DataFrame) -> PolarsResult<Vec<Tally>> {
    let integers = |name: &str| -> PolarsResult<Vec<u64>> {
        Ok(frame.column(name)?.i64()?.into_no_null_iter().map(i64::cast_unsigned).collect())
    };
    let wide =
        |name: &str| -> PolarsResult<Vec<i128>> { Ok(frame.column(name)?.i128()?.into_no_null_iter().collect()) };
    let n = integers("n")?;
    if frame.column("w").is_err() {
        return Ok(n.into_iter().map(Tally::unweighted).collect());
    }
    let sums = wide("w")?.into_iter().zip(wide("w2")?);
    let tally = |((n, weightless), (w, w2))| Tally { n, weightless, w: Decimal(w), w2: Decimal(w2) };
    Ok(n.into_iter().zip(integers("weightless")?).zip(sums).map(tally).collect())
}

/// The sums of each replicate weight, row by row.
fn runs(frame: &DataFrame) -> PolarsResult<Vec<Vec<Weight>>> {
    let runs = (0..).map(run_name).map_while(|name| frame.column(&name).ok());
    runs.map(|sums| Ok(sums.i128()?.into_no_null_iter().map(Decimal).collect())).collect()
}

/// Name of a key in a roll-up; apart from [`key_name`], because a roll-up renumbers the keys it keeps.
fn wanted_name(key: usize) -> String {
    format!("wanted_{key}")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "written from a u32")]
const fn unsigned(key: i64) -> u32 {
    key as u32
}

/// A failure inside polars as a fault.
fn engine_fault(error: &PolarsError) -> Fault {
    Fault::new(format!("the count table could not be worked out: {error}"))
        .help("this is a fault of the program; please report it with the definition used")
}

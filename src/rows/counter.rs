//! The counting loop: batches of codes into counts, per group of respondents.
//!
//! Everything added up here is an integer, so neither the order of the rows nor the number of threads
//! can change a result.

use super::batch::Batch;
use super::column::Column;
use super::groups::Groups;
use super::located::{NOWHERE, add_values, counted, forget_incomplete, is_in_group, load};
use super::part::Part;
use super::patterns::Patterns;
use super::planes::{Load, Store};
use super::slots::{Layout, for_each_answer, slot_of, status_of};
use crate::diagnostic::Fault;
use crate::plan::{FIRST_OPTION, Grouping, Key, Plan, Shape};
use crate::responses::Fate;
use crate::table::{
    Columns, CountTable, GroupId, Manner, PATTERNS, ROW_SLOTS, STATUSES, Spread, Tally, VALID, Weight, answer_slots,
};
use foldhash::fast::FixedState;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// Counts batches according to a plan. Make one per thread and merge them in the end.
#[derive(Debug)]
pub struct Counter {
    plan: Arc<Plan>,
    groupings: Vec<GroupCounts>,
}

/// Counts of one grouping: a run of slots per group, and the values of number questions.
#[derive(Debug)]
struct GroupCounts {
    grouping: Grouping,
    layout: Layout,
    /// Groups it may have, and whether there were more.
    most: usize,
    is_full: bool,
    replicates: usize,
    patterns: Patterns,
    groups: HashMap<GroupId, u32, FixedState>,
    store: Store,
    /// Per question of the layout, the numbers of each group as far as there are any.
    values: Vec<Vec<Spread>>,
}

impl Counter {
    /// A counter that has seen nothing.
    #[must_use]
    pub fn new(plan: Arc<Plan>) -> Counter {
        let groupings = plan.groupings.iter().zip(&plan.most_groups);
        let groupings = groupings.map(|(grouping, most)| GroupCounts::new(grouping.clone(), *most, &plan)).collect();
        Counter { plan, groupings }
    }

    /// The same, of responses that have so many replicate weights each.
    #[must_use]
    pub fn with_replicates(mut self, replicates: usize) -> Counter {
        for counts in &mut self.groupings {
            counts.replicates = replicates;
            counts.patterns = Patterns::new(replicates);
            counts.store = Store::new(counts.layout.stride, self.plan.weighted, replicates);
        }
        self
    }

    /// Counts the analysed rows of a batch, and how many incomplete ones there are beside them.
    pub fn count(&mut self, batch: &Batch) {
        for counts in &mut self.groupings {
            counts.count(batch, &self.plan, Part::Whole);
        }
    }

    /// Counts a part of what the grouping at this position counts. Between them, the calls for a batch of responses
    /// must come to the whole, each part once.
    pub fn count_part(&mut self, batch: &Batch, grouping: usize, part: Part) {
        if let Some(counts) = self.groupings.get_mut(grouping) {
            counts.count(batch, &self.plan, part);
        }
    }

    /// Adds what another counter of the same plan has counted.
    pub fn merge(&mut self, other: Counter) {
        for (mine, theirs) in self.groupings.iter_mut().zip(other.groupings) {
            mine.merge(theirs, &self.plan);
        }
    }

    /// The first grouping that has more groups than it may have, and how many it may have: what has been counted is
    /// not whole.
    #[must_use]
    pub fn overfull(&self) -> Option<(&Grouping, usize)> {
        self.groupings.iter().find(|counts| counts.is_full).map(|counts| (&counts.grouping, counts.most))
    }

    /// The table of everything counted.
    ///
    /// # Errors
    ///
    /// A failure inside polars, which only a bug of ours can cause.
    pub fn table(&self) -> Result<CountTable, Fault> {
        let counts = self.groupings.iter().map(|counts| counts.columns(&self.plan)).collect();
        CountTable::new(Plan::clone(&self.plan), counts)
    }
}

impl GroupCounts {
    fn new(grouping: Grouping, most: usize, plan: &Plan) -> GroupCounts {
        let layout = Layout::new(&grouping, &plan.shapes);
        GroupCounts {
            store: Store::new(layout.stride, plan.weighted, 0),
            replicates: 0,
            patterns: Patterns::default(),
            values: layout.questions.iter().map(|_| Vec::new()).collect(),
            grouping,
            layout,
            most,
            is_full: false,
            groups: HashMap::default(),
        }
    }

    fn count(&mut self, batch: &Batch, plan: &Plan, part: Part) {
        let fates = if self.grouping.is_before_filters() { batch.fates_before_filters() } else { &batch.fates };
        if self.grouping.keys().iter().any(|key| key.overlaps()) {
            let mut cells = self.locate_all(batch, fates);
            if part.has_rows() {
                self.count_rows(batch, fates, cells.iter().copied());
            }
            cells.retain(|(row, _)| fates[*row] == Fate::Analysed);
            self.count_answers(batch, plan, part, || cells.iter().copied());
        } else {
            let mut cells = self.locate(batch, fates);
            if part.has_rows() {
                self.count_rows(batch, fates, counted(&cells));
            }
            forget_incomplete(fates, &mut cells);
            self.count_answers(batch, plan, part, || counted(&cells));
        }
    }

    /// The group of every row that is analysed or incomplete; [`NOWHERE`] for the others. Rows with another
    /// answer than the one asked for are not counted, but their groups are there.
    fn locate(&mut self, batch: &Batch, fates: &[Fate]) -> Vec<u32> {
        match *self.grouping.keys() {
            [Key::Segment { at, .. }] if let Groups::One(values) = &batch.segments[at] => {
                return self.locate_by_number(values, fates);
            }
            [Key::Answer { question, .. }]
                if let Groups::One(values) = Groups::of_answers(&batch.columns[question]) =>
            {
                return self.locate_by_number(&values, fates);
            }
            _ => {}
        }
        let mut id = GroupId::new();
        let mut last: Option<(GroupId, u32)> = None;
        let mut cells = vec![NOWHERE; batch.rows()];
        for (row, place) in cells.iter_mut().enumerate() {
            if !is_in_group(fates[row]) {
                continue;
            }
            id.clear();
            self.grouping.keys().iter().for_each(|key| add_values(*key, batch, row, &mut id));
            if last.as_ref().is_none_or(|(known, _)| *known != id) {
                last = Some((id.clone(), self.cell(&id)));
            }
            if fates[row] != Fate::OtherAnswer {
                *place = last.as_ref().map_or(NOWHERE, |(_, cell)| *cell);
            }
        }
        cells
    }

    /// Every row that is analysed or incomplete with each of its groups, where it may be in several.
    fn locate_all(&mut self, batch: &Batch, fates: &[Fate]) -> Vec<(usize, usize)> {
        let mut cells = Vec::with_capacity(batch.rows());
        let mut values = Vec::new();
        for row in (0..batch.rows()).filter(|row| is_in_group(fates[*row])) {
            let mut ids = vec![GroupId::new()];
            for key in self.grouping.keys() {
                values.clear();
                add_values(*key, batch, row, &mut values);
                let with = |value: &u32| ids.iter().map(|id| [id.as_slice(), &[*value]].concat()).collect::<Vec<_>>();
                ids = values.iter().flat_map(with).collect();
            }
            for id in &ids {
                let cell = self.cell(id);
                if cell != NOWHERE && fates[row] != Fate::OtherAnswer {
                    cells.push((row, cell as usize));
                }
            }
        }
        cells
    }

    /// The same as [`Self::locate`] for one key whose values have small numbers.
    fn locate_by_number(&mut self, values: &[u32], fates: &[Fate]) -> Vec<u32> {
        let mut known: Vec<u32> = Vec::new();
        let in_group = |(fate, value): (&Fate, &u32)| {
            if !is_in_group(*fate) {
                return NOWHERE;
            }
            let at = *value as usize;
            if at >= known.len() {
                known.resize(at + 1, NOWHERE);
            }
            if known[at] == NOWHERE {
                known[at] = self.cell(&vec![*value]);
            }
            if *fate == Fate::OtherAnswer { NOWHERE } else { known[at] }
        };
        fates.iter().zip(values).map(in_group).collect()
    }

    /// The number of a group; a new one gets the next number and a run of empty slots. [`NOWHERE`] when there are
    /// too many.
    fn cell(&mut self, id: &GroupId) -> u32 {
        if let Some(cell) = self.groups.get(id) {
            return *cell;
        }
        if self.groups.len() >= self.most {
            self.is_full = true;
            return NOWHERE;
        }
        let cell = index32(self.groups.len());
        self.groups.insert(id.clone(), cell);
        self.store.add_group();
        cell
    }

    /// Counts the answers of rows with their groups.
    fn count_answers<I: Iterator<Item = (usize, usize)>>(
        &mut self,
        batch: &Batch,
        plan: &Plan,
        part: Part,
        rows: impl Fn() -> I,
    ) {
        for at in 0..self.layout.questions.len() {
            let (question, _) = self.layout.questions[at];
            if !part.has_question(question) {
                continue;
            }
            self.count_column(at, plan.shapes[question], rows(), batch);
            self.count_values(at, &batch.columns[question], rows(), batch, plan);
        }
    }

    fn count_rows(&mut self, batch: &Batch, fates: &[Fate], rows: impl Iterator<Item = (usize, usize)>) {
        for (row, cell) in rows {
            if let Some(pattern) = batch.runs.patterns.get(row).filter(|_| fates[row] == Fate::Analysed) {
                self.patterns.note(cell, *pattern);
            }
            let slot = usize::from(fates[row] == Fate::Incomplete);
            self.store.add(cell, slot, load(row, batch));
        }
    }

    /// Counts the question that is at this position of the layout.
    fn count_column(&mut self, at: usize, shape: Shape, rows: impl Iterator<Item = (usize, usize)>, batch: &Batch) {
        let ((question, offset), stride) = (self.layout.questions[at], self.layout.stride);
        let column = &batch.columns[question];
        if let (Column::Coded(codes), Some(counts)) = (column, self.store.side_by_side()) {
            for (row, cell) in rows {
                counts[cell * stride + offset + slot_of(codes[row])] += batch.times(row);
            }
            return;
        }
        for (row, cell) in rows {
            let load = load(row, batch);
            if let Column::Coded(codes) = column {
                self.store.add(cell, offset + slot_of(codes[row]), load);
                continue;
            }
            let status = usize::from(status_of(column, row).min(FIRST_OPTION));
            self.store.add(cell, offset + status, load);
            if status == VALID {
                for_each_answer(column, shape, row, |answer, often| {
                    let (slot, run) = (offset + STATUSES + answer, load.run_times(often));
                    let weight = load.weight.map(|(w, w2)| (w.times(often), w2.times(often)));
                    self.store.add(cell, slot, Load { times: load.times * often, weight, run: &run });
                });
            }
        }
    }

    fn count_values(
        &mut self,
        at: usize,
        column: &Column,
        rows: impl Iterator<Item = (usize, usize)>,
        batch: &Batch,
        plan: &Plan,
    ) {
        let Column::Values { status, values } = column else { return };
        let manner = Manner::of(plan, self.layout.questions[at].0);
        let spreads = &mut self.values[at];
        spreads.resize_with(self.groups.len(), Spread::default);
        for (row, cell) in rows.filter(|(row, _)| status[*row] >= FIRST_OPTION && !values[*row].is_nan()) {
            let Load { times, weight, run } = load(row, batch);
            let tally = weight.map_or(Tally::unweighted(times), |(w, w2)| Tally::together(times, w, w2));
            spreads[cell].add(values[row], tally, run, manner);
        }
    }

    fn merge(&mut self, other: GroupCounts, plan: &Plan) {
        let mut theirs: Vec<(&GroupId, u32)> = other.groups.iter().map(|(id, cell)| (id, *cell)).collect();
        theirs.sort_unstable_by_key(|(_, cell)| *cell);
        let cells = theirs.into_iter().map(|(id, _)| Some(self.cell(id)).filter(|cell| *cell != NOWHERE));
        let cells: Vec<Option<usize>> = cells.map(|cell| cell.map(|cell| cell as usize)).collect();
        self.is_full |= other.is_full;
        self.store.merge(&other.store, &cells);
        self.patterns.merge(&other.patterns, &cells);
        let groups = self.groups.len();
        let questions = self.layout.questions.iter();
        for ((mine, theirs), (question, _)) in self.values.iter_mut().zip(other.values).zip(questions) {
            let manner = Manner::of(plan, *question);
            if !theirs.is_empty() {
                mine.resize_with(groups, Spread::default);
            }
            for (spread, to) in theirs.into_iter().zip(&cells) {
                if let Some(to) = to {
                    mine[*to].merge(spread, manner);
                }
            }
        }
    }

    /// Every count that is not zero, and the first of every group.
    fn columns(&self, plan: &Plan) -> Columns {
        let mut columns = Columns::new(self.grouping.keys().len()).with_replicates(self.replicates);
        let mut groups: Vec<(&GroupId, u32)> = self.groups.iter().map(|(id, cell)| (id, *cell)).collect();
        groups.sort_unstable();
        for (group, cell) in groups {
            self.add_slots(group, cell as usize, plan, &mut columns);
            self.add_values(group, cell as usize, &mut columns);
        }
        columns
    }

    fn add_slots(&self, group: &GroupId, cell: usize, plan: &Plan, columns: &mut Columns) {
        for slot in 0..ROW_SLOTS {
            let tally = self.store.tally(cell, slot);
            // The first slot of a group is there even when nobody is in it, and so is the group.
            if tally.n > 0 || slot == 0 {
                columns.push((group, None), (slot, 0), tally, self.store.run(cell, slot));
            }
        }
        for pattern in self.patterns.of_group(cell) {
            columns.push((group, None), (PATTERNS, pattern.cast_signed()), Tally::default(), &[]);
        }
        for (question, offset) in &self.layout.questions {
            let shape = plan.shapes[*question];
            for slot in 0..STATUSES + answer_slots(shape) {
                let (tally, run) = match shape {
                    Shape::Coded { options } if slot == VALID => self.sum(cell, offset + STATUSES, options),
                    _ => (self.store.tally(cell, offset + slot), self.store.run(cell, offset + slot).into()),
                };
                if tally.n > 0 {
                    columns.push((group, Some(*question)), (slot, 0), tally, &run);
                }
            }
        }
    }

    /// Who was counted in a run of slots: of questions with one answer each, everybody with a valid one.
    fn sum(&self, cell: usize, first: usize, slots: usize) -> (Tally, Cow<'_, [Weight]>) {
        let mut run = vec![Weight::ZERO; self.replicates];
        for slot in first..first + slots {
            run.iter_mut().zip(self.store.run(cell, slot)).for_each(|(sum, weight)| *sum += *weight);
        }
        ((first..first + slots).map(|slot| self.store.tally(cell, slot)).sum(), run.into())
    }

    fn add_values(&self, group: &GroupId, cell: usize, columns: &mut Columns) {
        for (spreads, (question, _)) in self.values.iter().zip(&self.layout.questions) {
            for (slot, value, tally, run) in spreads.get(cell).into_iter().flat_map(Spread::rows) {
                columns.push((group, Some(*question)), (STATUSES + slot, value), tally, run);
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "groups are far fewer than 2^32: each takes memory")]
const fn index32(position: usize) -> u32 {
    position as u32
}

//! The counting loop: batches of codes into counts, per group of respondents.
//!
//! Everything added up here is an integer, so neither the order of the rows nor the number of threads
//! can change a result.

use super::batch::Batch;
use super::column::Column;
use crate::diagnostic::Fault;
use crate::plan::{Code, FIRST_OPTION, Grouping, Key, Plan, Shape, UNDATED};
use crate::responses::Fate;
use crate::table::{
    CountTable, Entry, GroupId, Manner, ROW_SLOTS, STATUSES, Spread, Square, Tally, VALID, Weight, answer_slots,
};
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::Arc;

/// Not in any group: a row that is not counted.
const NOWHERE: u32 = u32::MAX;

/// Counts batches according to a plan. Make one per thread and merge them in the end.
#[derive(Debug)]
pub struct Counter {
    plan: Arc<Plan>,
    layout: Layout,
    groupings: Vec<GroupCounts>,
}

/// Where the slots of each question begin within a group's run of slots.
#[derive(Debug, Clone)]
struct Layout {
    offsets: Vec<usize>,
    stride: usize,
}

/// Counts of one grouping: a run of slots per group, and the values of number questions.
#[derive(Debug)]
struct GroupCounts {
    grouping: Grouping,
    /// Groups it may have, and whether there were more.
    most: usize,
    is_full: bool,
    groups: HashMap<GroupId, u32, FixedState>,
    counts: Vec<u64>,
    /// How many of each count weigh 0; empty without weights, like `weights`.
    weightless: Vec<u64>,
    weights: Vec<(Weight, Square)>,
    /// Per question, the numbers of each group as far as there are any.
    values: Vec<Vec<Spread>>,
}

impl Counter {
    /// A counter that has seen nothing.
    #[must_use]
    pub fn new(plan: Arc<Plan>) -> Counter {
        let layout = Layout::new(&plan.shapes);
        let questions = plan.shapes.len();
        let groupings = plan.groupings.iter().zip(&plan.most_groups);
        let groupings =
            groupings.map(|(grouping, most)| GroupCounts::new(grouping.clone(), *most, questions)).collect();
        Counter { plan, layout, groupings }
    }

    /// Counts the analysed rows of a batch, and how many incomplete ones there are beside them.
    pub fn count(&mut self, batch: &Batch) {
        for counts in &mut self.groupings {
            let mut cells = counts.locate(batch, &self.layout, self.plan.weighted);
            counts.count_rows(batch, &cells, &self.layout);
            forget_incomplete(batch, &mut cells);
            for (question, column) in batch.columns.iter().enumerate() {
                let start = self.layout.offsets[question];
                counts.count_column(column, start, &cells, batch, self.layout.stride);
                counts.count_values(question, column, &cells, batch, Manner::of(&self.plan, question));
            }
        }
    }

    /// Adds what another counter of the same plan has counted.
    pub fn merge(&mut self, other: Counter) {
        for (mine, theirs) in self.groupings.iter_mut().zip(other.groupings) {
            mine.merge(theirs, &self.layout, &self.plan);
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
        CountTable::new(Plan::clone(&self.plan), &self.entries())
    }

    /// Every count that is not zero, in the order of groupings, groups, questions and answers.
    fn entries(&self) -> Vec<Entry<'_>> {
        let mut entries = Vec::new();
        for (grouping, counts) in self.groupings.iter().enumerate() {
            let mut groups: Vec<(&GroupId, u32)> = counts.groups.iter().map(|(id, cell)| (id, *cell)).collect();
            groups.sort_unstable();
            for (group, cell) in groups {
                self.slot_entries(grouping, group, cell, &mut entries);
            }
            counts.value_entries(grouping, &mut entries);
        }
        entries
    }

    /// The valid answers to a question in the group whose slots begin at `start`; those of questions with one
    /// answer each are counted by answer only.
    fn valid(&self, counts: &GroupCounts, start: usize, question: usize) -> Tally {
        let first = start + self.layout.offsets[question];
        match self.plan.shapes[question] {
            Shape::Coded { options } => (0..options).map(|option| counts.tally(first + STATUSES + option)).sum(),
            _ => counts.tally(first + VALID),
        }
    }

    fn slot_entries<'a>(&'a self, grouping: usize, group: &'a GroupId, cell: u32, entries: &mut Vec<Entry<'a>>) {
        let counts = &self.groupings[grouping];
        let start = cell as usize * self.layout.stride;
        for place in 0..self.layout.stride {
            let (question, slot) = self.layout.question_at(place);
            let tally = match question {
                Some(question) if slot == VALID && !self.plan.weighted => self.valid(counts, start, question),
                _ => counts.tally(start + place),
            };
            // The first place of a group is there even when nobody is in it, and so is the group.
            if tally.n > 0 || place == 0 {
                entries.push(Entry { grouping, group, question, slot, value: 0, tally });
            }
        }
    }
}

impl Layout {
    fn new(shapes: &[Shape]) -> Layout {
        let mut stride = ROW_SLOTS;
        let mut offsets = Vec::with_capacity(shapes.len());
        for shape in shapes {
            offsets.push(stride);
            stride += STATUSES + answer_slots(*shape);
        }
        Layout { offsets, stride }
    }

    /// The question that a place belongs to (`None`: the group's rows), and the slot within it.
    fn question_at(&self, place: usize) -> (Option<usize>, usize) {
        match self.offsets.partition_point(|offset| *offset <= place).checked_sub(1) {
            None => (None, place),
            Some(question) => (Some(question), place - self.offsets[question]),
        }
    }
}

impl GroupCounts {
    fn new(grouping: Grouping, most: usize, questions: usize) -> GroupCounts {
        GroupCounts {
            grouping,
            most,
            is_full: false,
            groups: HashMap::default(),
            counts: Vec::new(),
            weightless: Vec::new(),
            weights: Vec::new(),
            values: (0..questions).map(|_| Vec::new()).collect(),
        }
    }

    /// The group of every row that is analysed or incomplete; [`NOWHERE`] for the others. Rows with another
    /// answer than the one asked for are not counted, but their groups are there.
    fn locate(&mut self, batch: &Batch, layout: &Layout, weighted: bool) -> Vec<u32> {
        if let [Key::Segment(segment)] = *self.grouping.keys() {
            return self.locate_in_segment(&batch.segments[segment], batch, layout, weighted);
        }
        let mut id = GroupId::new();
        let mut last: Option<(GroupId, u32)> = None;
        let mut cells = vec![NOWHERE; batch.rows()];
        for (row, place) in cells.iter_mut().enumerate() {
            if !is_in_group(batch.fates[row]) {
                continue;
            }
            id.clear();
            id.extend(self.grouping.keys().iter().map(|key| key_value(*key, batch, row)));
            if last.as_ref().is_none_or(|(known, _)| *known != id) {
                last = Some((id.clone(), self.cell(&id, layout, weighted)));
            }
            if batch.fates[row] != Fate::OtherAnswer {
                *place = last.as_ref().map_or(NOWHERE, |(_, cell)| *cell);
            }
        }
        cells
    }

    /// The same for one segment, whose values have small numbers.
    fn locate_in_segment(&mut self, values: &[u32], batch: &Batch, layout: &Layout, weighted: bool) -> Vec<u32> {
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
                known[at] = self.cell(&vec![*value], layout, weighted);
            }
            if *fate == Fate::OtherAnswer { NOWHERE } else { known[at] }
        };
        batch.fates.iter().zip(values).map(in_group).collect()
    }

    /// The number of a group; a new one gets the next number and a run of empty slots. [`NOWHERE`] when there are
    /// too many.
    fn cell(&mut self, id: &GroupId, layout: &Layout, weighted: bool) -> u32 {
        if let Some(cell) = self.groups.get(id) {
            return *cell;
        }
        if self.groups.len() >= self.most {
            self.is_full = true;
            return NOWHERE;
        }
        let cell = index32(self.groups.len());
        self.groups.insert(id.clone(), cell);
        self.counts.resize(self.counts.len() + layout.stride, 0);
        if weighted {
            self.weightless.resize(self.counts.len(), 0);
            self.weights.resize(self.counts.len(), (Weight::ZERO, Square::ZERO));
        }
        cell
    }

    fn count_rows(&mut self, batch: &Batch, cells: &[u32], layout: &Layout) {
        for (row, cell) in counted(cells) {
            let slot = usize::from(batch.fates[row] == Fate::Incomplete);
            self.add(cell * layout.stride + slot, row, batch);
        }
    }

    fn count_column(&mut self, column: &Column, offset: usize, cells: &[u32], batch: &Batch, stride: usize) {
        if let (Column::Coded(codes), None) = (column, &batch.weights) {
            // One count a row: valid answers are added up in the end.
            for (row, cell) in counted(cells) {
                let code = usize::from(codes[row]);
                let slot = if code < VALID { code } else { code - VALID + STATUSES };
                self.counts[cell * stride + offset + slot] += 1;
            }
            return;
        }
        for (row, cell) in counted(cells) {
            let start = cell * stride + offset;
            let status = usize::from(status_of(column, row).min(FIRST_OPTION));
            self.add(start + status, row, batch);
            if status == VALID {
                for_each_answer(column, row, |answer| self.add(start + STATUSES + answer, row, batch));
            }
        }
    }

    fn count_values(&mut self, question: usize, column: &Column, cells: &[u32], batch: &Batch, manner: Manner) {
        let Column::Values { status, values } = column else { return };
        let spreads = &mut self.values[question];
        spreads.resize_with(self.groups.len(), Spread::default);
        for (row, cell) in counted(cells).filter(|(row, _)| status[*row] >= FIRST_OPTION) {
            spreads[cell].add(values[row], one(row, batch), manner);
        }
    }

    fn add(&mut self, place: usize, row: usize, batch: &Batch) {
        self.counts[place] += 1;
        if let Some(weights) = &batch.weights {
            self.weights[place].0 += weights[row].0;
            self.weights[place].1 += weights[row].1;
            if weights[row].0 == Weight::ZERO {
                self.weightless[place] += 1;
            }
        }
    }

    fn tally(&self, place: usize) -> Tally {
        let n = self.counts[place];
        let weighted = |(w, w2): &(Weight, Square)| Tally { n, weightless: self.weightless[place], w: *w, w2: *w2 };
        self.weights.get(place).map_or(Tally::unweighted(n), weighted)
    }

    fn merge(&mut self, other: GroupCounts, layout: &Layout, plan: &Plan) {
        let weighted = plan.weighted;
        let mut theirs: Vec<(&GroupId, u32)> = other.groups.iter().map(|(id, cell)| (id, *cell)).collect();
        theirs.sort_unstable_by_key(|(_, cell)| *cell);
        let cells: Vec<u32> = theirs.into_iter().map(|(id, _)| self.cell(id, layout, weighted)).collect();
        self.is_full |= other.is_full;
        for (from, to) in cells.iter().enumerate().filter(|(_, to)| **to != NOWHERE) {
            for slot in 0..layout.stride {
                let (from, to) = (from * layout.stride + slot, *to as usize * layout.stride + slot);
                self.counts[to] += other.counts[from];
                if weighted {
                    self.weightless[to] += other.weightless[from];
                    self.weights[to].0 += other.weights[from].0;
                    self.weights[to].1 += other.weights[from].1;
                }
            }
        }
        let groups = self.groups.len();
        for (question, (mine, theirs)) in self.values.iter_mut().zip(other.values).enumerate() {
            mine.resize_with(groups, Spread::default);
            for (spread, to) in theirs.into_iter().zip(&cells).filter(|(_, to)| **to != NOWHERE) {
                mine[*to as usize].merge(spread, Manner::of(plan, question));
            }
        }
    }

    fn value_entries<'a>(&'a self, grouping: usize, entries: &mut Vec<Entry<'a>>) {
        let mut group_of: Vec<(u32, &GroupId)> = self.groups.iter().map(|(id, cell)| (*cell, id)).collect();
        group_of.sort_unstable();
        let first = entries.len();
        for (question, spreads) in self.values.iter().enumerate() {
            for (spread, (_, group)) in spreads.iter().zip(&group_of) {
                let entry = |(slot, value, tally)| Entry {
                    grouping,
                    group,
                    question: Some(question),
                    slot: STATUSES + slot,
                    value,
                    tally,
                };
                entries.extend(spread.rows().into_iter().map(entry));
            }
        }
        entries[first..].sort_unstable_by_key(|entry| (entry.question, entry.group, entry.slot, entry.value));
    }
}

#[expect(clippy::cast_possible_truncation, reason = "groups are far fewer than 2^32: each takes memory")]
const fn index32(position: usize) -> u32 {
    position as u32
}

fn key_value(key: Key, batch: &Batch, row: usize) -> u32 {
    match key {
        Key::Segment(segment) => batch.segments[segment][row],
        Key::Wave(_) if batch.days[row] == UNDATED => UNDATED.cast_unsigned(),
        Key::Wave(period) => period.start(batch.days[row]).cast_unsigned(),
    }
}

/// The rows that are in a group, with its number.
fn counted(cells: &[u32]) -> impl Iterator<Item = (usize, usize)> + '_ {
    cells.iter().enumerate().filter(|(_, cell)| **cell != NOWHERE).map(|(row, cell)| (row, *cell as usize))
}

/// Whether the row's group is one of the groups of this run.
const fn is_in_group(fate: Fate) -> bool {
    matches!(fate, Fate::Analysed | Fate::Incomplete | Fate::OtherAnswer)
}

fn forget_incomplete(batch: &Batch, cells: &mut [u32]) {
    for (cell, fate) in cells.iter_mut().zip(&batch.fates) {
        if *fate != Fate::Analysed {
            *cell = NOWHERE;
        }
    }
}

/// One row as a tally.
fn one(row: usize, batch: &Batch) -> Tally {
    batch.weights.as_ref().map_or(Tally::unweighted(1), |weights| Tally::of_weights(weights[row].0, weights[row].1))
}

fn status_of(column: &Column, row: usize) -> Code {
    match column {
        Column::Coded(codes) => codes[row],
        Column::Multiple { status, .. } | Column::Ranked { status, .. } | Column::Values { status, .. } => status[row],
    }
}

/// Calls `each` with the answer slots that a row with a valid answer fills.
fn for_each_answer(column: &Column, row: usize, mut each: impl FnMut(usize)) {
    match column {
        Column::Coded(codes) => each(usize::from(codes[row] - FIRST_OPTION)),
        Column::Multiple { ends, picks, .. } => {
            let start = if row == 0 { 0 } else { ends[row - 1] as usize };
            picks[start..ends[row] as usize].iter().for_each(|pick| each(usize::from(*pick)));
        }
        Column::Ranked { items, ranks, .. } => {
            let given = &ranks[row * items..(row + 1) * items];
            for (item, rank) in given.iter().enumerate().filter(|(_, rank)| **rank > 0) {
                each(item * items + usize::from(*rank) - 1);
            }
        }
        Column::Values { .. } => {}
    }
}

//! People who are on both sides of a comparison: their answers before and after, in pairs.
//!
//! Who has both answers is known only when all responses have been read. Until then the answers of everybody with an id are
//! kept in as few bytes as will do: this and the ids grow with the responses, and only where people are compared.

use super::batch::Batch;
use super::column::Column;
use super::located::add_values;
use crate::plan::{AFTER, BEFORE, FIRST_OPTION, Key, Plan, Shape, Sides};
use crate::responses::Fate;
use crate::table::{PairTally, PairedAnswer};
use std::collections::BTreeMap;

/// Answers of people, row by row.
#[derive(Debug, Default)]
pub(super) struct People {
    rows: Vec<Row>,
    /// Values of the keys that groups are made of, as many a row as there are keys.
    groups: Vec<u32>,
    /// Answers, as many a row as there are questions with one answer.
    answers: Vec<f64>,
}

/// One response.
#[derive(Debug, Clone, Copy)]
struct Row {
    person: u64,
    side: u32,
    weight: f64,
}

/// What people answered who are on both sides.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pairs {
    /// By position of the grouping among those shown, and the values of its keys but for the side.
    groups: BTreeMap<(usize, Vec<u32>), SharedGroup>,
}

/// Those who are in one group on both sides.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharedGroup {
    /// How many.
    pub people: u64,
    /// By position of the question, their pairs of answers.
    pub questions: BTreeMap<usize, Vec<PairTally>>,
}

impl Pairs {
    /// Those in a group, by position of its grouping and values of its keys but for the side.
    #[must_use]
    pub fn of(&self, grouping: usize, values: &[u32]) -> Option<&SharedGroup> {
        self.groups.get(&(grouping, values.to_vec()))
    }
}

/// What is kept of each response.
struct Kept {
    sides: Sides,
    /// The keys that groups are made of.
    keys: Vec<Key>,
    /// Positions of the questions.
    questions: Vec<usize>,
}

impl Kept {
    /// `None` where no pairs are asked for.
    fn of(plan: &Plan) -> Option<Kept> {
        let sides = plan.sides().filter(|_| plan.pairs)?;
        let mut keys: Vec<Key> = plan.shown.iter().flat_map(|grouping| grouping.keys().to_vec()).collect();
        // Who has several values of a key is in several groups, of which pairs say nothing.
        keys.retain(|key| key.sides().is_none() && !key.overlaps());
        keys.sort_unstable();
        keys.dedup();
        let questions = (0..plan.shapes.len() - plan.hidden)
            .filter(|at| matches!(plan.shapes[*at], Shape::Coded { .. } | Shape::Values));
        Some(Kept { sides, keys, questions: questions.collect() })
    }
}

impl People {
    /// Adds the responses of a batch whose people are known.
    pub(super) fn add(&mut self, batch: &Batch, plan: &Plan) {
        let Some(kept) = Kept::of(plan) else { return };
        let is_known =
            |row: &usize| batch.fates[*row] == Fate::Analysed && batch.people.get(*row).is_some_and(|id| *id != 0);
        let mut values = Vec::new();
        for row in (0..batch.rows()).filter(is_known) {
            let side = kept.sides.of(batch.input, batch.days[row]);
            if side != BEFORE && side != AFTER {
                continue;
            }
            let weight = batch.weights.as_ref().map_or(1.0, |weights| weights[row].0.to_f64());
            self.rows.push(Row { person: batch.people[row], side, weight });
            values.clear();
            kept.keys.iter().for_each(|key| add_values(*key, batch, row, &mut values));
            self.groups.extend_from_slice(&values);
            self.answers.extend(kept.questions.iter().map(|at| answer(&batch.columns[*at], row)));
        }
    }

    /// Adds what another thread has kept.
    pub(super) fn merge(&mut self, other: People) {
        self.rows.extend(other.rows);
        self.groups.extend(other.groups);
        self.answers.extend(other.answers);
    }

    /// The answers of those on both sides, in pairs; `None` where these were not asked for. It does not matter in which order
    /// responses came.
    pub(super) fn pairs(&self, plan: &Plan) -> Option<Pairs> {
        let kept = Kept::of(plan)?;
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_unstable_by_key(|at| (self.rows[*at].person, self.rows[*at].side));
        let mut tallies: BTreeMap<(usize, Vec<u32>), Tallied> = BTreeMap::new();
        for pair in order.windows(2) {
            let (before, after) = (pair[0], pair[1]);
            let is_pair = self.rows[before].person == self.rows[after].person
                && self.rows[before].side == BEFORE
                && self.rows[after].side == AFTER;
            if is_pair {
                self.add_pair(&kept, plan, (before, after), &mut tallies);
            }
        }
        let groups = tallies.into_iter().map(|(group, tallied)| (group, tallied.told(&kept, plan)));
        Some(Pairs { groups: groups.collect() })
    }

    /// Adds a pair to every group that both of its responses are in.
    fn add_pair(
        &self,
        kept: &Kept,
        plan: &Plan,
        (before, after): (usize, usize),
        tallies: &mut BTreeMap<(usize, Vec<u32>), Tallied>,
    ) {
        let (keys, questions) = (kept.keys.len(), kept.questions.len());
        let weights = self.rows[before].weight * self.rows[after].weight;
        for (at, grouping) in plan.shown.iter().enumerate() {
            let own: Vec<Key> = grouping.keys().iter().filter(|key| key.sides().is_none()).copied().collect();
            if own.len() + 1 != grouping.keys().len() || own.iter().any(|key| key.overlaps()) {
                continue;
            }
            let places: Vec<usize> = own.iter().filter_map(|key| kept.keys.binary_search(key).ok()).collect();
            let of = |row: usize| places.iter().map(|place| self.groups[row * keys + place]).collect::<Vec<u32>>();
            let group = of(before);
            if group != of(after) {
                continue;
            }
            let shared = tallies.entry((at, group)).or_insert_with(|| Tallied::new(questions));
            shared.people += 1;
            for (question, table) in shared.questions.iter_mut().enumerate() {
                let of = |row: usize| self.answers[row * questions + question];
                let (one, other) = (of(before), of(after));
                if !one.is_nan() && !other.is_nan() {
                    let cell = table.entry((Sorted(one), Sorted(other))).or_insert((0, 0.0));
                    *cell = (cell.0 + 1, cell.1 + weights);
                }
            }
        }
    }
}

/// An answer as a number: the position of an option, or the number itself; NaN for none.
fn answer(column: &Column, row: usize) -> f64 {
    match column {
        Column::Coded(codes) => codes[row].checked_sub(FIRST_OPTION).map_or(f64::NAN, f64::from),
        Column::Values { status, values } if status[row] >= FIRST_OPTION => values[row],
        Column::Values { .. } | Column::Multiple { .. } | Column::Ranked { .. } => f64::NAN,
    }
}

/// People, and the sum of the products of their weights, by both answers.
type PairTable = BTreeMap<(Sorted, Sorted), (u64, f64)>;

/// Pairs of one group on their way.
struct Tallied {
    people: u64,
    /// Per question kept, people and weights by both answers.
    questions: Vec<PairTable>,
}

impl Tallied {
    fn new(questions: usize) -> Tallied {
        Tallied { people: 0, questions: vec![BTreeMap::new(); questions] }
    }

    fn told(self, kept: &Kept, plan: &Plan) -> SharedGroup {
        let told = |(at, table): (usize, PairTable)| {
            let is_coded = matches!(plan.shapes[at], Shape::Coded { .. });
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the position of an option")]
            let answer = |Sorted(number): Sorted| {
                if is_coded { PairedAnswer::Option(number as usize) } else { PairedAnswer::Number(number) }
            };
            let pair = |((before, after), (n, weights)): ((Sorted, Sorted), (u64, f64))| PairTally {
                before: answer(before),
                after: answer(after),
                n,
                weights,
            };
            (at, table.into_iter().map(pair).collect())
        };
        let questions = kept.questions.iter().copied().zip(self.questions).map(told).collect();
        SharedGroup { people: self.people, questions }
    }
}

/// A number that can be sorted by.
#[derive(Debug, Clone, Copy)]
struct Sorted(f64);

impl PartialEq for Sorted {
    fn eq(&self, other: &Sorted) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Sorted {}

impl PartialOrd for Sorted {
    fn partial_cmp(&self, other: &Sorted) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sorted {
    fn cmp(&self, other: &Sorted) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

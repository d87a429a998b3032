//! The answers of a group by each of the replicate weights.

use super::entry::{PATTERNS, Row, STATUSES, VALID};
use super::gathered::Gathered;
use super::question::{empty_question, number_slot};
use super::replication::most_patterns;
use super::{Answers, GroupId, Manner, QuestionTally, Square, Tally, Values, Weight};
use crate::plan::Plan;
use crate::scale::Missing;
use std::collections::BTreeMap;

/// The answers of a group of respondents with the sums of all replicate weights. The tallies of one replicate are made
/// when they are asked for: those of all groups, questions and replicates at once would fill the memory.
#[derive(Debug, Clone)]
pub struct Replicated {
    /// The value of each key of the grouping, in its order.
    pub id: GroupId,
    /// The hashes of the patterns that their replicate weights make, see [`super::Replication::rank_among`]. At most
    /// [`most_patterns`](super::most_patterns) of them are kept, those with the lowest.
    pub patterns: Vec<u64>,
    questions: Vec<OfQuestion>,
}

/// The answers to one question.
#[derive(Debug, Clone)]
struct OfQuestion {
    /// By the weight itself; numbers in a sketch stand in their buckets.
    tally: QuestionTally,
    /// Sums of those with a valid answer, a number a replicate; empty where there is none.
    valid: Vec<Weight>,
    /// The same of each answer slot, or of each number of the list, one run behind the other.
    answers: Vec<Weight>,
}

impl Replicated {
    /// Those of all groups in the rows of a roll-up, which is sorted.
    pub(super) fn all(rows: Vec<Row>, plan: &Plan) -> Vec<Replicated> {
        let mut groups: BTreeMap<GroupId, Replicated> = BTreeMap::new();
        let mut numbers: BTreeMap<(GroupId, usize), Gathered> = BTreeMap::new();
        let replicates = rows.iter().map(|row| row.run.len()).max().unwrap_or(0);
        for Row { group: id, question, slot, value, tally, run } in rows {
            if let Some((question, slot)) = number_slot(plan, question, slot) {
                numbers.entry((id, question)).or_default().put(slot, value, tally, &run);
                continue;
            }
            let group = groups.entry(id).or_insert_with_key(|id| Replicated::new(id.clone(), plan));
            match question {
                Some(question) => group.questions[question].put(slot, tally, run),
                None if slot == PATTERNS => group.patterns.push(value.cast_unsigned()),
                None => {}
            }
        }
        for group in groups.values_mut() {
            group.patterns.sort_unstable();
            group.patterns.truncate(most_patterns(replicates));
        }
        for ((id, question), gathered) in numbers {
            if let Some(group) = groups.get_mut(&id) {
                let (mut values, runs) = gathered.finish(Manner::of(plan, question));
                values.precise = None;
                let of = &mut group.questions[question];
                (of.tally.answers, of.answers) = (Answers::Values(values), runs);
            }
        }
        groups.into_values().collect()
    }

    fn new(id: GroupId, plan: &Plan) -> Replicated {
        let question = |shape| OfQuestion { tally: empty_question(shape), valid: Vec::new(), answers: Vec::new() };
        Replicated { id, patterns: Vec::new(), questions: plan.shapes.iter().map(|shape| question(*shape)).collect() }
    }

    /// The answers to a question by the weight itself, as far as replicates know them: numbers in a sketch are in the
    /// middle of their buckets, and nothing is exact of them.
    #[must_use]
    pub fn whole(&self, question: usize) -> &QuestionTally {
        &self.questions[question].tally
    }

    /// The valid answers to a question by every replicate weight in turn: `w` is the sum of the replicate weight, `w2` is
    /// not known and 0, and `n` are the respondents as ever. Nothing where nobody has a valid answer.
    pub fn by_replicate(&self, question: usize) -> impl Iterator<Item = QuestionTally> + '_ {
        let of = &self.questions[question];
        (0..of.valid.len()).map(move |replicate| of.by_replicate(replicate))
    }
}

impl OfQuestion {
    fn put(&mut self, slot: usize, tally: Tally, run: Vec<Weight>) {
        self.tally.put(slot, tally);
        if slot == VALID {
            self.valid = run;
        } else if let Some(answer) = slot.checked_sub(STATUSES) {
            let begin = answer * run.len();
            self.answers.resize(self.answers.len().max(begin + run.len()), Weight::ZERO);
            self.answers[begin..begin + run.len()].copy_from_slice(&run);
        }
    }

    fn by_replicate(&self, replicate: usize) -> QuestionTally {
        let each = self.valid.len();
        let weighed = |(at, tally): (usize, &Tally)| {
            let w = self.answers.get(at * each + replicate).copied().unwrap_or_default();
            Tally { w, w2: Square::ZERO, ..*tally }
        };
        let all = |tallies: &[Tally]| tallies.iter().enumerate().map(weighed).collect::<Vec<Tally>>();
        let answers = match &self.tally.answers {
            Answers::Coded(options) => Answers::Coded(all(options)),
            Answers::Multiple { options, given } => {
                let mut options = all(&[options.as_slice(), given].concat());
                let given = options.split_off(given.len());
                Answers::Multiple { options, given }
            }
            Answers::Ranked(items) => {
                let weighed = all(&items.concat());
                Answers::Ranked(weighed.chunks(items.len().max(1)).map(<[Tally]>::to_vec).collect())
            }
            Answers::Values(values) => {
                let list = values.iter().enumerate();
                let list = list.map(|(at, (number, tally))| (*number, weighed((at, tally))));
                Answers::Values(Values::from(list.collect::<Vec<_>>()))
            }
        };
        let valid = Tally { w: self.valid[replicate], w2: Square::ZERO, ..self.tally.valid };
        QuestionTally { missing: [Tally::default(); Missing::ALL.len()], valid, answers }
    }
}

//! The groups that figures are shown for: their names and their order.

use crate::definition::{SegmentValues, Survey};
use crate::diagnostic::Fault;
use crate::label::reading_order;
use crate::plan::{BEFORE, Grouping, Key, NOT_STATED, Period, UNDATED};
use crate::results::{self, Axis, GroupKey, Value};
use crate::rows::too_many;
use crate::table::{CountTable, GroupTally};

/// A group with its tallies.
#[derive(Debug)]
pub(super) struct Group {
    /// Position of its grouping in the list shown.
    pub(super) grouping: usize,
    /// Its keys and their values.
    pub(super) keys: Vec<(Key, u32)>,
    /// The same, as people read them.
    pub(super) shown: results::Group,
    pub(super) tally: GroupTally,
}

impl Group {
    /// Whether this group's grouping has all keys of the other's and more, and its groups add up to the other's: those
    /// that overlap do not.
    pub(super) fn refines(&self, whole: &Group) -> bool {
        self.has_keys_of(whole) && !self.overlaps_within(whole)
    }

    /// Whether this group overlaps with others that are parts of the other group, too.
    pub(super) fn overlaps_within(&self, whole: &Group) -> bool {
        let is_known = |key: &Key| whole.keys.iter().any(|(known, _)| known == key);
        self.has_keys_of(whole) && self.keys.iter().any(|(key, _)| key.overlaps() && !is_known(key))
    }

    fn has_keys_of(&self, whole: &Group) -> bool {
        let has = |key: &Key| self.keys.iter().any(|(own, _)| own == key);
        self.keys.len() > whole.keys.len() && whole.keys.iter().all(|(key, _)| has(key))
    }

    /// Whether everybody in `part` is in this group too.
    pub(super) fn contains(&self, part: &Group) -> bool {
        self.keys.iter().all(|key| part.keys.contains(key))
    }
}

/// The names of every segment's codes, and the order they are shown in.
pub(super) struct Names<'a> {
    survey: &'a Survey,
    labels: &'a [Vec<String>],
    ranks: Vec<Vec<usize>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(survey: &'a Survey, labels: &'a [Vec<String>]) -> Names<'a> {
        let ranks = survey.segments.iter().zip(labels).map(|(segment, labels)| match segment.values {
            SegmentValues::Found | SegmentValues::Periods(_) => sorted_ranks(labels),
            SegmentValues::Options(_) | SegmentValues::Bands(_) => (0..labels.len()).collect(),
        });
        Names { survey, ranks: ranks.collect(), labels }
    }

    /// The groups of every grouping, in the order they are shown.
    ///
    /// # Errors
    ///
    /// When a grouping has more groups than it may have.
    pub(super) fn groups(
        &self,
        table: &CountTable,
        groupings: &[Grouping],
        most: impl Fn(&Grouping) -> usize,
    ) -> Result<Vec<Group>, Fault> {
        let is_dated = groupings.iter().flat_map(Grouping::keys).any(|key| matches!(key, Key::Wave(_)));
        let mut all = Vec::new();
        for (position, grouping) in groupings.iter().enumerate() {
            let group = |tally| self.group(position, grouping, tally, is_dated);
            let mut groups: Vec<Group> = table.groups(grouping)?.into_iter().map(group).collect();
            let most = most(grouping);
            if groups.len() > most {
                return Err(too_many(self.survey, grouping, most));
            }
            groups.sort_by_key(|group| self.rank(group));
            all.append(&mut groups);
        }
        Ok(all)
    }

    fn group(&self, position: usize, grouping: &Grouping, tally: GroupTally, is_dated: bool) -> Group {
        let keys: Vec<(Key, u32)> = grouping.keys().iter().copied().zip(tally.id.iter().copied()).collect();
        let mut shown = keys.clone();
        shown.sort_by_key(|(key, _)| matches!(key, Key::Wave(_) | Key::Side(_))); // segments first, then time
        let keys_shown = shown.iter().map(|(key, value)| self.key(*key, *value, is_dated)).collect();
        Group { grouping: position, keys, shown: results::Group { keys: keys_shown }, tally }
    }

    fn key(&self, key: Key, value: u32, is_dated: bool) -> GroupKey {
        let named = match key {
            Key::Segment { .. } | Key::Answer { .. } | Key::Side(_) if value == NOT_STATED => Value::NotStated,
            Key::Side(_) => Value::Named(if value == BEFORE { "before" } else { "after" }.to_owned()),
            Key::Segment { at, .. } => Value::Named(self.labels[at][value as usize - 1].clone()),
            Key::Answer { question, .. } => {
                Value::Named(self.survey.questions[question].options[value as usize - 1].label.clone())
            }
            Key::Wave(_) if value.cast_signed() == UNDATED => Value::Undated,
            Key::Wave(period) => Value::Named(period.label(value.cast_signed())),
        };
        GroupKey { axis: axis_of(self.survey, key, is_dated), value: named }
    }

    /// Segments in their order, then waves in time; whoever has no value comes last.
    fn rank(&self, group: &Group) -> (Vec<usize>, i64) {
        let segments = group.keys.iter().filter_map(|(key, value)| match key {
            Key::Segment { at, .. } => {
                Some((*value as usize).checked_sub(1).map_or(usize::MAX, |at_label| self.ranks[*at][at_label]))
            }
            Key::Answer { .. } => Some((*value as usize).checked_sub(1).unwrap_or(usize::MAX)),
            Key::Wave(_) | Key::Side(_) => None,
        });
        let wave = group.keys.iter().find_map(|(key, value)| match key {
            Key::Wave(_) if value.cast_signed() == UNDATED => Some(i64::MAX),
            Key::Wave(_) => Some(i64::from(value.cast_signed())),
            Key::Side(_) => Some(i64::from(*value)),
            Key::Segment { .. } | Key::Answer { .. } => None,
        });
        (segments.collect(), wave.unwrap_or_default())
    }
}

/// What respondents can be told apart by: every segment, the period asked for as it was named, and every question where
/// some are told apart by an answer.
pub(super) fn axes(survey: &Survey, every: Option<&str>, groups: &[Group]) -> Vec<Axis> {
    let segments = survey.segments.iter().map(|segment| Axis::Segment {
        id: segment.id.clone(),
        title: segment.title.clone(),
        ordered: !matches!(segment.values, SegmentValues::Found),
    });
    let wave = every.map(|period| Axis::Wave { period: period.to_string(), periods: periods(groups) });
    let is_answered = groups.iter().flat_map(|group| &group.keys).any(|(key, _)| matches!(key, Key::Answer { .. }));
    let questions = survey.questions.iter().filter(|_| is_answered).map(|question| Axis::Segment {
        id: question.id.clone(),
        title: question.text.clone(),
        ordered: true,
    });
    segments.chain(wave).chain(questions).collect()
}

/// Position of a key among the axes.
fn axis_of(survey: &Survey, key: Key, is_dated: bool) -> usize {
    match key {
        Key::Segment { at, .. } => at,
        // Nobody asks for both.
        Key::Wave(_) | Key::Side(_) => survey.segments.len(),
        Key::Answer { question, .. } => survey.segments.len() + usize::from(is_dated) + question,
    }
}

/// Most periods of a trend; where more lie between two answers, only those with answers are told.
const MOST_PERIODS: usize = 600;

/// All periods from the first to the last that a group has, in time, as people read them.
fn periods(groups: &[Group]) -> Vec<String> {
    let period = groups.iter().flat_map(|group| &group.keys).find_map(|(key, _)| match key {
        Key::Wave(period) => Some(*period),
        _ => None,
    });
    period.map_or_else(Vec::new, |period| starts(groups).into_iter().map(|start| period.label(start)).collect())
}

/// First days of all periods from the first to the last that a group has, in time.
pub(super) fn starts(groups: &[Group]) -> Vec<i32> {
    let waves = groups.iter().filter_map(|group| match group.keys.as_slice() {
        [(Key::Wave(period), start)] if start.cast_signed() != UNDATED => Some((*period, start.cast_signed())),
        _ => None,
    });
    let known: Vec<(Period, i32)> = waves.collect();
    let (Some((period, first)), Some((_, last))) = (known.first(), known.last()) else { return Vec::new() };
    let each = std::iter::successors(Some(*first), |start| Some(period.next(*start)).filter(|next| next > start));
    let all: Vec<i32> = each.take_while(|start| start <= last).take(MOST_PERIODS).collect();
    let is_whole = all.last() == Some(last);
    if is_whole { all } else { known.iter().map(|(_, start)| *start).collect() }
}

/// Rank of each label in reading order: numbers by size, then text as people sort it.
fn sorted_ranks(labels: &[String]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by(|one, other| reading_order(&labels[*one], &labels[*other]));
    let mut ranks = vec![0; labels.len()];
    for (rank, label) in order.into_iter().enumerate() {
        ranks[label] = rank;
    }
    ranks
}

//! The column variables of a table, and the groups that their columns are.

use super::letters::letter;
use crate::analysis::cells::Frame;
use crate::analysis::groups::Group;
use crate::analysis::meaning;
use crate::analysis::names::name;
use crate::definition::{SegmentValues, Survey};
use crate::metric::NO_BINS;
use crate::plan::{Key, NOT_STATED};
use crate::results::{Banner, BannerColumn, BannerKind, Value};

/// A column variable with its groups.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) banner: Banner,
    /// Position of the group of each column, among those of the analysis.
    pub(super) groups: Vec<usize>,
    /// The question of several answers that the columns are the options of, where they are nothing else.
    pub(super) several: Option<usize>,
}

impl Columns {
    /// Those of every breakdown, in the order asked for.
    pub(super) fn of(frame: &Frame) -> Vec<Columns> {
        let shown = &frame.shown.of;
        let runs = shown.chunk_by(|one, other| frame.groups[*one].grouping == frame.groups[*other].grouping);
        let is_breakdown = |run: &&[usize]| !frame.groups[run[0]].keys.is_empty();
        let mut at = 0;
        let placed = runs.map(|run| {
            at += run.len();
            (at - run.len(), run)
        });
        placed.filter(|(_, run)| is_breakdown(run)).map(|(first, run)| Columns::new(frame, first, run)).collect()
    }

    /// Of groups that stand from `first` on among those shown.
    fn new(frame: &Frame, first: usize, groups: &[usize]) -> Columns {
        let (survey, one) = (frame.survey, &frame.groups[groups[0]]);
        let keys: Vec<Key> = one.keys.iter().map(|(key, _)| *key).collect();
        let kind = match keys.as_slice() {
            [Key::Answer { .. }] => BannerKind::Question,
            [_] => BannerKind::Segment,
            _ => BannerKind::Cross,
        };
        let several = match keys.as_slice() {
            [Key::Answer { question, several: true }] => Some(*question),
            _ => None,
        };
        let mut named = 0;
        let column = |(at, group): (usize, &usize)| {
            let values: Vec<Value> = frame.shown.groups[first + at].keys.iter().map(|key| key.value.clone()).collect();
            let is_column = is_stated(&frame.groups[*group]) && values.iter().all(Value::is_named);
            named += usize::from(is_column);
            BannerColumn { letter: is_column.then(|| letter(named - 1)), values }
        };
        let columns = groups.iter().enumerate().map(column).collect();
        Columns {
            banner: Banner {
                id: keys.iter().map(|key| name(survey, *key)).collect::<Vec<_>>().join(":"),
                titles: keys.iter().map(|key| title(survey, *key)).collect(),
                kind,
                overlapping: keys.iter().any(|key| key.overlaps()),
                ordered: keys.iter().all(|key| is_ordered(survey, *key)),
                columns,
            },
            groups: groups.to_vec(),
            several,
        }
    }

    /// Whether the column at this position has a letter: whoever is in it has a value.
    pub(super) fn is_lettered(&self, column: usize) -> bool {
        self.banner.columns[column].letter.is_some()
    }
}

fn is_stated(group: &Group) -> bool {
    group.keys.iter().all(|(_, value)| *value != NOT_STATED)
}

fn title(survey: &Survey, key: Key) -> String {
    match key {
        Key::Segment { at, .. } => survey.segments[at].title.clone(),
        Key::Answer { question, .. } => survey.questions[question].text.clone(),
        Key::Wave(period) => period.name().to_string(),
        Key::Side(_) => "Side".to_string(),
    }
}

fn is_ordered(survey: &Survey, key: Key) -> bool {
    match key {
        Key::Segment { at, .. } => !matches!(survey.segments[at].values, SegmentValues::Found),
        Key::Answer { question, .. } => meaning::of(&survey.questions[question], &NO_BINS).ordered,
        Key::Wave(_) | Key::Side(_) => true,
    }
}

//! Whether figures differ among the groups of a breakdown at all.

use super::members::{axes, members};
use super::tested::Tested;
use crate::analysis::cells::Frame;
use crate::results::{AmongGroups, QuestionResult};
use std::ops::Range;

/// Most groups that are told apart: it takes a look at every pair of them.
const MOST: usize = 12;

/// Adds to every question whether its leading figure differs among the groups shown of each breakdown.
pub(super) fn add(frame: &Frame, questions: &mut [QuestionResult], breakdowns: &[Range<usize>]) {
    for at in 0..questions.len() {
        let found: Vec<AmongGroups> = Tested::of(frame, questions, at).map_or_else(Vec::new, |tested| {
            breakdowns.iter().filter_map(|groups| among(frame, &tested, groups)).collect()
        });
        questions[at].among_groups = found;
    }
}

fn among(frame: &Frame, tested: &Tested, groups: &Range<usize>) -> Option<AmongGroups> {
    if frame.groups[groups.start].keys.iter().any(|(key, _)| key.overlaps()) {
        return None;
    }
    let mut shown = members(frame, groups);
    shown.retain(|group| tested.is_shown(*group));
    let found = (2..=MOST).contains(&shown.len()).then(|| tested.among(&shown)).flatten()?;
    Some(AmongGroups {
        axes: axes(frame, groups),
        groups: shown.len(),
        test: "wald_f".to_owned(),
        statistic: found.statistic,
        df: found.df,
        p: found.p,
    })
}

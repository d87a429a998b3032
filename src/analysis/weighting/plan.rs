//! What has to be counted for weights.

use crate::analysis::drawn::everybody;
use crate::definition::{StartWeights, Survey};
use crate::plan::{Grouping, Key};

/// The keys whose values make the cells of a survey's weighting: none where there is none.
pub(super) fn keys(survey: &Survey) -> Vec<Key> {
    let Some(weighting) = &survey.weighting else { return Vec::new() };
    Grouping::new(weighting.keys().into_iter().chain(of_design(survey)).collect()).keys().to_vec()
}

/// The keys of the sampling design that starting weights depend on: of one stage, strata do for all units in them.
pub(super) fn of_design(survey: &Survey) -> Vec<Key> {
    let is_asked = survey.weighting.as_ref().is_some_and(|weighting| weighting.start == StartWeights::Design);
    match survey.design.as_ref().filter(|_| is_asked) {
        None => Vec::new(),
        Some(design) if design.second.is_some() => survey.design_keys(),
        Some(design) => {
            let strata = [design.strata, design.first.sizes()].into_iter().flatten();
            strata.map(|at| Key::Segment { at, several: false }).collect()
        }
    }
}

/// The groupings that weighted figures rest on: each of these, taken apart by cell, and everybody, of whom filters leave
/// nobody out. None without targets.
pub(in crate::analysis) fn groupings(survey: &Survey, counted: &[Grouping], is_filtered: bool) -> Vec<Grouping> {
    let keys = keys(survey);
    if keys.is_empty() {
        return Vec::new();
    }
    let by_cell = counted.iter().map(|grouping| grouping.crossed(&keys));
    by_cell.chain(is_filtered.then(|| everybody(&keys))).collect()
}

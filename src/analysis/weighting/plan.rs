//! What has to be counted for weights.

use crate::analysis::request::Request;
use crate::definition::{StartWeights, Survey};
use crate::diagnostic::Fault;
use crate::plan::{Grouping, Key};

/// The keys whose values make the cells of a survey's weighting: none where there is none.
pub(super) fn keys(survey: &Survey) -> Vec<Key> {
    let Some(weighting) = &survey.weighting else { return Vec::new() };
    let design = survey.design.as_ref().filter(|_| weighting.start == StartWeights::Design);
    let strata = design.into_iter().flat_map(|design| [design.strata, design.first.sizes()]).flatten();
    let strata = strata.map(|at| Key::Segment { at, several: false });
    Grouping::new(weighting.keys().into_iter().chain(strata).collect()).keys().to_vec()
}

/// The groupings that weighted figures rest on: each of these, taken apart by cell. None without targets.
pub(in crate::analysis) fn groupings(survey: &Survey, counted: &[Grouping]) -> Vec<Grouping> {
    let keys = keys(survey);
    if keys.is_empty() { Vec::new() } else { counted.iter().map(|grouping| grouping.crossed(&keys)).collect() }
}

/// That responses are left out which are needed to work out weights.
///
/// # Errors
///
/// When that is so.
pub(in crate::analysis) fn fits(survey: &Survey, request: &Request) -> Result<(), Vec<Fault>> {
    if survey.weighting.is_none() || !request.is_filtered() {
        return Ok(());
    }
    let fault = Fault::new("weights to targets are worked out from all responses, and the filters leave some out");
    Err(vec![fault.help(
        "break the figures down instead, by a segment (`--by`) or over time (`--every`): everybody keeps the weight then",
    )])
}

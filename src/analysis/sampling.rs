//! What a sampling design asks to be counted, and what there is to say about it.

use crate::definition::{SamplingDesign, Survey};
use crate::diagnostic::{Fault, named};
use crate::plan::{Grouping, Key, NOT_STATED};
use crate::responses::Remark;
use crate::table::CountTable;

/// The groupings that variances under the design of the survey rest on: each of those shown, taken apart by stratum and
/// sampling unit. None where everybody was drawn by himself.
pub(super) fn groupings(survey: &Survey, shown: &[Grouping]) -> Vec<Grouping> {
    let drawn = survey.design_keys();
    if drawn.is_empty() {
        return Vec::new();
    }
    let apart = |grouping: &Grouping| Grouping::new([grouping.keys(), &drawn].concat());
    shown.iter().map(apart).collect()
}

/// That intervals do not know the design yet, and how many respondents name no stratum or no unit.
///
/// # Errors
///
/// A failure inside the count table, which only a bug of ours can cause.
pub(super) fn remarks(survey: &Survey, table: &CountTable) -> Result<Vec<Remark>, Fault> {
    let Some(SamplingDesign { stratum, unit }) = survey.design else { return Ok(Vec::new()) };
    let mut remarks = vec![
        "intervals and differences take every respondent for drawn by himself: strata and sampling units are counted, and \
         not yet in them"
            .to_owned(),
    ];
    for (at, role) in [(stratum, "stratum"), (unit, "sampling unit")] {
        let Some(at) = at else { continue };
        let by_role = Grouping::new(vec![Key::Segment { at, several: false }]).only(Vec::new());
        let groups = table.groups(&by_role)?;
        let unstated: u64 = groups.iter().filter(|group| group.id == [NOT_STATED]).map(|group| group.complete.n).sum();
        if unstated > 0 {
            let id = named(&survey.segments[at].id);
            remarks.push(format!("{unstated} of the responses analysed name no {role} ({id})"));
        }
    }
    Ok(remarks.into_iter().map(|text| Remark { text, finding: None }).collect())
}

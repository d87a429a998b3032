//! What a sampling design asks to be counted, and the parts of each group that variances are made of.

use super::drawn::{Read, Reading, everybody, value};
use super::groups::Group;
use super::weighting::Weighed;
use crate::definition::{Population, SamplingDesign, Stage, Survey};
use crate::diagnostic::{Fault, Faults, named};
use crate::metric::{DrawnPart, DrawnSample};
use crate::plan::{Grouping, Key, NOT_STATED};
use crate::responses::Remark;
use crate::stats::LonelyUnits;
use crate::table::{CountTable, GroupTally};
use std::collections::BTreeMap;

/// The groupings that variances under the design of the survey rest on: each of those shown, taken apart by stratum and
/// sampling unit, and the whole sample. None where everybody was drawn by himself, out of far more.
pub(super) fn groupings(survey: &Survey, shown: &[Grouping], is_filtered: bool) -> Vec<Grouping> {
    let drawn = survey.design_keys();
    if survey.design.is_none() {
        return Vec::new();
    }
    let shown = shown.iter().map(|grouping| apart(grouping, &drawn));
    shown.chain(is_filtered.then(|| everybody(&drawn))).collect()
}

fn apart(grouping: &Grouping, drawn: &[Key]) -> Grouping {
    grouping.crossed(drawn)
}

/// The design of a survey with the units that were drawn.
#[derive(Debug)]
pub(super) struct Sampling {
    sample: DrawnSample,
    /// Per group of the analysis, its respondents by place.
    parts: Vec<Vec<Part>>,
    /// Whether there is a design; else everybody was drawn by himself, and weights agree with targets.
    is_drawn: bool,
}

/// Respondents of a group in one place of the sample.
#[derive(Debug)]
struct Part {
    place: usize,
    tally: GroupTally,
}

impl Sampling {
    /// The units of these groups; `None` where everybody was drawn by himself out of far more, and weights agree with no
    /// targets.
    ///
    /// # Errors
    ///
    /// Those of [`Reading::read`].
    pub(super) fn new(
        survey: &Survey,
        labels: &[Vec<String>],
        table: &CountTable,
        groups: &[Group],
        shown: &[Grouping],
        is_even: bool,
        weighed: Option<&Weighed>,
    ) -> Result<Option<Sampling>, Faults> {
        if survey.design.is_none() && weighed.is_none() {
            return Ok(None);
        }
        let one_by_one = one_by_one(survey, weighed);
        let design = survey.design.as_ref().unwrap_or(&one_by_one);
        let of_weighting = weighed.map_or(&[][..], |weighed| &weighed.keys);
        let keys = [&survey.design_keys(), of_weighting].concat();
        let Read { mut sample, places } = Reading { survey, design, labels, keys: &keys }.read(table)?;
        if let Some(weighed) = weighed {
            tell_cells(&mut sample, &places, &Grouping::new(keys.clone()), weighed);
        }
        let mut parts = parts(&keys, &places, table, groups, shown)?;
        if is_even {
            parts.iter_mut().flatten().for_each(|part| part.tally.even());
            sample.places.iter_mut().for_each(|place| place.everybody = place.everybody.evened());
        }
        Ok(Some(Sampling { sample, parts, is_drawn: survey.design.is_some() }))
    }

    /// The answers of a group to one question by place.
    pub(super) fn parts(&self, group: usize, question: usize) -> Vec<DrawnPart<'_>> {
        let parts = self.parts[group].iter();
        parts.map(|part| DrawnPart { place: part.place, tally: &part.tally.questions[question] }).collect()
    }

    /// How everybody was drawn.
    pub(super) const fn sample(&self) -> &DrawnSample {
        &self.sample
    }

    /// The design in a line, and what to know before quoting figures that rest on it.
    pub(super) fn cautions(&self) -> Vec<String> {
        if !self.is_drawn {
            return Vec::new();
        }
        let (strata, units) =
            (self.sample.strata.len(), self.sample.strata.iter().map(|stratum| stratum.units).sum::<f64>());
        let is_in_clusters = !self.sample.units.is_empty();
        let of_known_size = self.sample.strata.iter().any(|stratum| stratum.sampled > 0.0);
        let in_stages = self.sample.units.iter().any(|unit| unit.within.is_some());
        let mut cautions = vec![format!(
            "sampling design: {units} {}{}{}{}; standard errors and intervals are linearised under it",
            if is_in_clusters { "sampling units" } else { "respondents drawn one by one" },
            if strata == 1 { String::new() } else { format!(" in {strata} strata") },
            if in_stages { ", sampled in their turn" } else { "" },
            if of_known_size { ", out of a known number" } else { "" },
        )];
        if is_in_clusters && units < FEW_UNITS {
            cautions.push(format!(
                "fewer than {FEW_UNITS} sampling units were drawn: how much figures vary is known roughly only"
            ));
        }
        cautions.extend(self.lonely());
        cautions
    }
}

impl Sampling {
    /// That strata have a single unit, and what that adds to variances.
    fn lonely(&self) -> Option<String> {
        let lonely = self.sample.strata.iter().filter(|stratum| stratum.units < 2.0 && stratum.sampled < 1.0).count();
        let adds = match self.sample.lonely {
            LonelyUnits::Fail | LonelyUnits::Certainty => "nothing to variances (`lonely: certainty`)",
            LonelyUnits::Adjust => "to variances how far it lies from the mean of all units (`lonely: adjust`)",
            LonelyUnits::Average => "to variances what the others add on average (`lonely: average`)",
        };
        let has = if lonely == 1 { "stratum has" } else { "strata have" };
        (lonely > 0).then(|| {
            format!("{lonely} {has} one sampling unit only, which adds {adds}: nothing is known of its spread")
        })
    }
}

/// The design of respondents who were drawn one by one: of a list that was asked whole, those who answered, out of it.
fn one_by_one(survey: &Survey, weighed: Option<&Weighed>) -> SamplingDesign {
    let answered = weighed.map_or(0.0, |weighed| weighed.task.cells.iter().map(|cell| cell.sampled).sum());
    let list = survey.invited.total.filter(|_| survey.invited.whole_list);
    #[expect(clippy::cast_precision_loss, reason = "counts of people")]
    let population = list.filter(|people| *people as f64 >= answered).map(Population::Total);
    SamplingDesign { first: Stage { clusters: None, population }, ..SamplingDesign::default() }
}

/// Puts everybody in his cell of the weighting.
fn tell_cells(sample: &mut DrawnSample, places: &BTreeMap<Vec<u32>, usize>, by: &Grouping, weighed: &Weighed) {
    let cells: BTreeMap<&[u32], usize> = weighed.cells.iter().map(Vec::as_slice).zip(0..).collect();
    let at = |key: &Key| by.keys().iter().position(|known| known == key);
    let of_cell: Vec<usize> = weighed.keys.iter().filter_map(at).collect();
    for (id, place) in places {
        let cell: Vec<u32> = of_cell.iter().map(|at| id[*at]).collect();
        sample.places[*place].cell = cells.get(cell.as_slice()).copied().unwrap_or_default();
    }
    sample.calibration = Some(weighed.task.calibration(&weighed.outcome));
}

/// Sampling units that tell how much they vary.
const FEW_UNITS: f64 = 10.0;

/// Per group, its respondents by place of the sample.
fn parts(
    keys: &[Key],
    places: &BTreeMap<Vec<u32>, usize>,
    table: &CountTable,
    groups: &[Group],
    shown: &[Grouping],
) -> Result<Vec<Vec<Part>>, Fault> {
    let by_place = Grouping::new(keys.to_vec());
    let mut parts: Vec<Vec<Part>> = groups.iter().map(|_| Vec::new()).collect();
    for (at, grouping) in shown.iter().enumerate() {
        let of_grouping = groups.iter().enumerate().filter(|(_, group)| group.grouping == at);
        let position: BTreeMap<&[u32], usize> =
            of_grouping.map(|(position, group)| (group.tally.id.as_slice(), position)).collect();
        let apart = apart(grouping, keys);
        for tally in table.groups(&apart)? {
            let of = |keys: &[Key]| keys.iter().map(|key| value(&apart, &tally, *key)).collect::<Vec<u32>>();
            let (group, place) = (of(grouping.keys()), of(by_place.keys()));
            if let (Some(group), Some(place)) = (position.get(group.as_slice()), places.get(&place)) {
                parts[*group].push(Part { place: *place, tally });
            }
        }
    }
    // Codes are given as values are met: in their order sums would end in other digits.
    for group in &mut parts {
        group.sort_by_key(|part| part.place);
    }
    Ok(parts)
}

/// How many respondents name no stratum or no unit.
///
/// # Errors
///
/// A failure inside the count table, which only a bug of ours can cause.
pub(super) fn remarks(survey: &Survey, table: &CountTable) -> Result<Vec<Remark>, Fault> {
    let Some(SamplingDesign { strata, first, .. }) = &survey.design else { return Ok(Vec::new()) };
    let mut remarks = Vec::new();
    for (at, role) in [(*strata, "stratum"), (first.clusters, "sampling unit")] {
        let Some(at) = at else { continue };
        let by_role = Grouping::new(vec![Key::Segment { at, several: false }]).only(Vec::new());
        let groups = table.groups(&by_role)?;
        let unstated: u64 = groups.iter().filter(|group| group.id == [NOT_STATED]).map(|group| group.complete.n).sum();
        if unstated > 0 {
            let id = named(&survey.segments[at].id);
            remarks.push(format!(
                "{unstated} of the responses analysed name no {role} ({id}), and count as one of their own"
            ));
        }
    }
    Ok(remarks.into_iter().map(|text| Remark { text, finding: None }).collect())
}

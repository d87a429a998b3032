//! What a sampling design asks to be counted, what is wrong with the units that were drawn, and the parts of each group
//! that variances are made of.

use super::groups::Group;
use crate::definition::{Population, SamplingDesign, Survey};
use crate::diagnostic::{Fault, Faults, named};
use crate::metric::{Drawn, DrawnPart, DrawnStratum, moments_of};
use crate::plan::{Grouping, Key, NOT_STATED};
use crate::responses::Remark;
use crate::stats::LonelyUnits;
use crate::table::{CountTable, GroupTally};
use std::collections::BTreeMap;

/// The groupings that variances under the design of the survey rest on: each of those shown, taken apart by stratum and
/// sampling unit. None where everybody was drawn by himself.
pub(super) fn groupings(survey: &Survey, shown: &[Grouping]) -> Vec<Grouping> {
    let drawn = survey.design_keys();
    if drawn.is_empty() {
        return Vec::new();
    }
    shown.iter().map(|grouping| apart(grouping, &drawn)).collect()
}

fn apart(grouping: &Grouping, drawn: &[Key]) -> Grouping {
    Grouping::new([grouping.keys(), drawn].concat())
}

/// The design of a survey with the units that were drawn.
#[derive(Debug)]
pub(super) struct Sampling {
    strata: Vec<DrawnStratum>,
    /// Per group of the analysis, its respondents by stratum and unit.
    parts: Vec<Vec<Part>>,
    in_clusters: bool,
    lonely: LonelyUnits,
}

/// Respondents of a group in one stratum and one sampling unit.
#[derive(Debug)]
struct Part {
    stratum: usize,
    unit: String,
    tally: GroupTally,
}

impl Sampling {
    /// The units of these groups; `None` where everybody was drawn by himself out of far more.
    ///
    /// # Errors
    ///
    /// Everything that keeps variances from being known: a stratum with a single unit, a unit in several strata,
    /// populations that are no numbers, differ within a stratum, or are smaller than what was drawn.
    pub(super) fn new(
        survey: &Survey,
        labels: &[Vec<String>],
        table: &CountTable,
        groups: &[Group],
        shown: &[Grouping],
        is_even: bool,
    ) -> Result<Option<Sampling>, Faults> {
        let Some(design) = &survey.design else { return Ok(None) };
        let reading = Reading { survey, design, labels };
        let strata = reading.strata(table)?;
        let codes: Vec<u32> = strata.iter().map(|(code, _)| *code).collect();
        let mut parts = reading.parts(table, &codes, groups, shown)?;
        for part in parts.iter_mut().flatten().filter(|_| is_even) {
            part.tally.even();
        }
        let strata = strata.into_iter().map(|(_, stratum)| stratum).collect();
        Ok(Some(Sampling { strata, parts, in_clusters: design.clusters.is_some(), lonely: design.lonely }))
    }

    /// The answers of a group to one question by stratum and unit.
    pub(super) fn parts(&self, group: usize, question: usize) -> Vec<DrawnPart<'_>> {
        let parts = self.parts[group].iter();
        parts.map(|part| DrawnPart { stratum: part.stratum, tally: &part.tally.questions[question] }).collect()
    }

    /// The same as formulas want it.
    pub(super) fn drawn<'a>(&'a self, parts: &'a [DrawnPart<'a>]) -> Drawn<'a> {
        Drawn { strata: &self.strata, parts, in_clusters: self.in_clusters, lonely: self.lonely, moments: moments_of }
    }

    /// The design in a line, and what to know before quoting figures that rest on it.
    pub(super) fn cautions(&self, is_filtered: bool) -> Vec<String> {
        let (strata, units) = (self.strata.len(), self.strata.iter().map(|stratum| stratum.units).sum::<f64>());
        let of_known_size = self.strata.iter().any(|stratum| stratum.sampled > 0.0);
        let mut cautions = vec![format!(
            "sampling design: {units} {}{}{}; standard errors and intervals are linearised under it, and differences \
             are not tested",
            if self.in_clusters { "sampling units" } else { "respondents drawn one by one" },
            if strata == 1 { String::new() } else { format!(" in {strata} strata") },
            if of_known_size { ", out of a known number" } else { "" },
        )];
        if self.in_clusters && units < FEW_UNITS {
            cautions.push(format!(
                "fewer than {FEW_UNITS} sampling units were drawn: how much figures vary is known roughly only"
            ));
        }
        if is_filtered {
            cautions.push(
                "sampling units without a response that passes the filters do not count as drawn; break down by a \
                 segment instead, and they do"
                    .to_owned(),
            );
        }
        cautions
    }
}

/// Sampling units that tell how much they vary.
const FEW_UNITS: f64 = 10.0;

/// The value of a key in a group of a grouping that has it.
fn value(grouping: &Grouping, tally: &GroupTally, key: Key) -> u32 {
    let at = grouping.keys().iter().position(|known| *known == key);
    at.map_or(NOT_STATED, |at| tally.id[at])
}

/// The value of a segment, if one is named, in a group of a grouping that has it.
fn of_segment(segment: Option<usize>, grouping: &Grouping, tally: &GroupTally) -> u32 {
    segment.map_or(NOT_STATED, |at| value(grouping, tally, Key::Segment { at, several: false }))
}

/// What the codes of strata, units and populations mean.
struct Reading<'a> {
    survey: &'a Survey,
    design: &'a SamplingDesign,
    labels: &'a [Vec<String>],
}

/// A stratum while its units are counted.
#[derive(Default)]
struct Counted {
    units: f64,
    populations: Vec<u32>,
}

impl Reading<'_> {
    fn label(&self, segment: usize, code: u32) -> &str {
        (code as usize).checked_sub(1).map_or("not stated", |at| &self.labels[segment][at])
    }

    /// The stratum that these respondents are in; the only one where there are none.
    fn stratum(&self, grouping: &Grouping, tally: &GroupTally) -> u32 {
        of_segment(self.design.strata, grouping, tally)
    }

    /// The name of the unit that these respondents are in; none where each is one.
    fn unit(&self, grouping: &Grouping, tally: &GroupTally) -> String {
        let code = of_segment(self.design.clusters, grouping, tally);
        self.design.clusters.map_or_else(String::new, |segment| self.label(segment, code).to_owned())
    }

    /// What people call a stratum.
    fn name(&self, stratum: u32) -> String {
        match self.design.strata {
            Some(segment) => format!("the stratum {} of {}", named(self.label(segment, stratum)), self.owner(segment)),
            None => "the whole survey".to_owned(),
        }
    }

    fn owner(&self, segment: usize) -> String {
        named(&self.survey.segments[segment].id)
    }

    /// The strata, by their labels, with the units drawn in each.
    fn strata(&self, table: &CountTable) -> Result<Vec<(u32, DrawnStratum)>, Faults> {
        let everybody = apart(&Grouping::default(), &self.survey.design_keys());
        let mut strata: BTreeMap<u32, Counted> = BTreeMap::new();
        let mut homes: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let groups = table.groups(&everybody)?;
        for tally in groups.iter().filter(|tally| tally.complete.sampled() > 0) {
            let (stratum, unit) =
                (self.stratum(&everybody, tally), of_segment(self.design.clusters, &everybody, tally));
            let counted = strata.entry(stratum).or_default();
            let homes = homes.entry(unit).or_default();
            let is_new = !homes.contains(&stratum);
            if self.design.clusters.is_none() {
                counted.units += count(tally.complete.sampled());
            } else if is_new {
                homes.push(stratum);
                counted.units += 1.0;
            }
            counted.populations.push(of_segment(self.design.sizes(), &everybody, tally));
        }
        let mut faults = self.in_several(&homes);
        let mut sized = Vec::new();
        for (stratum, counted) in strata {
            match self.sized(stratum, counted) {
                Ok(size) => sized.push((stratum, size)),
                Err(fault) => faults.push(fault),
            }
        }
        sized.sort_by_key(|(stratum, _)| self.design.strata.map(|segment| self.label(segment, *stratum)));
        if faults.is_empty() { Ok(sized) } else { Err(Faults(faults)) }
    }

    /// Per group, its respondents by stratum and unit; `strata` are the codes of the strata, in their order.
    fn parts(
        &self,
        table: &CountTable,
        strata: &[u32],
        groups: &[Group],
        shown: &[Grouping],
    ) -> Result<Vec<Vec<Part>>, Fault> {
        let number: BTreeMap<u32, usize> = strata.iter().copied().zip(0..).collect();
        let mut parts: Vec<Vec<Part>> = groups.iter().map(|_| Vec::new()).collect();
        for (at, grouping) in shown.iter().enumerate() {
            let of_grouping = groups.iter().enumerate().filter(|(_, group)| group.grouping == at);
            let position: BTreeMap<&[u32], usize> =
                of_grouping.map(|(position, group)| (group.tally.id.as_slice(), position)).collect();
            let apart = apart(grouping, &self.survey.design_keys());
            for tally in table.groups(&apart)? {
                let id: Vec<u32> = grouping.keys().iter().map(|key| value(&apart, &tally, *key)).collect();
                let (code, unit) = (self.stratum(&apart, &tally), self.unit(&apart, &tally));
                if let (Some(group), Some(stratum)) = (position.get(id.as_slice()), number.get(&code)) {
                    parts[*group].push(Part { stratum: *stratum, unit, tally });
                }
            }
        }
        // Codes are given as values are met: in their order sums would end in other digits.
        for group in &mut parts {
            group.sort_by(|one, other| (one.stratum, &one.unit).cmp(&(other.stratum, &other.unit)));
        }
        Ok(parts)
    }

    /// Units that stand in several strata.
    fn in_several(&self, homes: &BTreeMap<u32, Vec<u32>>) -> Vec<Fault> {
        let Some(clusters) = self.design.clusters else { return Vec::new() };
        let several = homes.iter().filter(|(unit, homes)| **unit != NOT_STATED && homes.len() > 1);
        let fault = |(unit, homes): (&u32, &Vec<u32>)| {
            let unit = format!("the unit {} of {}", named(self.label(clusters, *unit)), self.owner(clusters));
            Fault::new(format!("{unit} stands in {} strata", homes.len()))
                .help("units lie within strata: mend the export, or let the names of units tell those of different strata apart")
        };
        several.take(FAULTS).map(fault).collect()
    }

    /// A stratum with the share of its units that was drawn.
    fn sized(&self, stratum: u32, mut counted: Counted) -> Result<DrawnStratum, Fault> {
        let units = counted.units;
        counted.populations.sort_unstable();
        counted.populations.dedup();
        let sampled = match self.population(stratum, &counted.populations)? {
            None => 0.0,
            Some(population) if population < units => {
                return Err(Fault::new(format!(
                    "{} has {units} sampling units, more than the {population} that there were to draw from",
                    self.name(stratum)
                ))
                .help("mend `population`: it counts units, or people where these were drawn one by one"));
            }
            Some(population) => units / population,
        };
        if units < 2.0 && sampled < 1.0 && self.design.lonely == LonelyUnits::Fail {
            let stratum = self.name(stratum);
            return Err(Fault::new(format!("{stratum} has one sampling unit only, of whose spread nothing is known"))
                .help(
                    "put it together with another stratum; or say what it adds to variances: `lonely: certainty`, \
                 `adjust` or `average`",
                ));
        }
        Ok(DrawnStratum { units, sampled })
    }

    /// How many units a stratum had to draw from.
    fn population(&self, stratum: u32, codes: &[u32]) -> Result<Option<f64>, Fault> {
        match (&self.design.population, self.design.strata) {
            (None, _) => Ok(None),
            (Some(Population::Total(total)), _) => Ok(Some(count(*total))),
            (Some(Population::ByStratum(sizes)), strata) => {
                let label = strata.map_or("", |segment| self.label(segment, stratum));
                let size = sizes.iter().find(|(known, _)| known == label).map(|(_, size)| count(*size));
                size.map(Some).ok_or_else(|| {
                    Fault::new(format!("`population` says nothing of {}", self.name(stratum)))
                        .help(format!("add `{label}: number`"))
                })
            }
            (Some(Population::Segment(segment)), _) => self.population_told(*segment, stratum, codes).map(Some),
        }
    }

    /// The one number that the responses of a stratum give for its population.
    fn population_told(&self, segment: usize, stratum: u32, codes: &[u32]) -> Result<f64, Fault> {
        let number = match codes {
            [code] => self.label(segment, *code).parse::<f64>().ok().filter(|number| *number >= 1.0),
            _ => None,
        };
        number.ok_or_else(|| {
            let told = codes.iter().take(FAULTS).map(|code| named(self.label(segment, *code)));
            let told = told.collect::<Vec<_>>().join(", ");
            Fault::new(format!(
                "{} has no one number for its population in {}: {told}",
                self.name(stratum),
                self.owner(segment)
            ))
            .help("how many units there were to draw from is one number, the same in all rows of a stratum")
        })
    }
}

/// Faults, or values in one, that are told of the same kind.
const FAULTS: usize = 5;

#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
const fn count(n: u64) -> f64 {
    n as f64
}

/// How many respondents name no stratum or no unit.
///
/// # Errors
///
/// A failure inside the count table, which only a bug of ours can cause.
pub(super) fn remarks(survey: &Survey, table: &CountTable) -> Result<Vec<Remark>, Fault> {
    let Some(SamplingDesign { strata, clusters, .. }) = survey.design else { return Ok(Vec::new()) };
    let mut remarks = Vec::new();
    for (at, role) in [(strata, "stratum"), (clusters, "sampling unit")] {
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

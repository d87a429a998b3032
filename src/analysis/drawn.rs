//! The sample that a count table holds: which strata and sampling units there are, and what keeps variances from being
//! known.

use crate::definition::{Population, SamplingDesign, Stage, Survey};
use crate::diagnostic::{Fault, Faults, named};
use crate::metric::{DrawnPlace, DrawnSample, DrawnUnit, DrawnUnits};
use crate::plan::{Grouping, Key, NOT_STATED};
use crate::stats::LonelyUnits;
use crate::table::{CountTable, GroupTally, Tally};
use std::collections::BTreeMap;

/// What the codes of strata, units and populations mean.
pub(super) struct Reading<'a> {
    pub(super) survey: &'a Survey,
    pub(super) design: &'a SamplingDesign,
    pub(super) labels: &'a [Vec<String>],
    /// The keys that tell respondents apart.
    pub(super) keys: &'a [Key],
}

/// The grouping that tells the whole sample apart by these keys, as it is before filters make it smaller.
pub(super) fn everybody(keys: &[Key]) -> Grouping {
    Grouping::new(keys.to_vec()).only(Vec::new()).before_filters()
}

/// The sample, and the places in it of those with the same values of its keys.
pub(super) struct Read {
    pub(super) sample: DrawnSample,
    pub(super) places: BTreeMap<Vec<u32>, usize>,
}

/// Respondents whom nothing tells apart, by the values of all keys.
struct Kind {
    id: Vec<u32>,
    everybody: Tally,
    stratum: u32,
    /// Their units of both stages.
    units: [u32; 2],
    /// How many of these there were to draw from, as their rows say it.
    sizes: [u32; 2],
}

/// The same, as a table has it: where nobody was filtered, everybody there is.
pub(super) fn whole(table: &CountTable, keys: &[Key]) -> Grouping {
    let before_filters = everybody(keys);
    if table.covers(&before_filters) { before_filters } else { Grouping::new(keys.to_vec()).only(Vec::new()) }
}

impl Reading<'_> {
    /// Everybody who weighs anything, by strata and units.
    ///
    /// # Errors
    ///
    /// Everything that keeps variances from being known: a stratum with a single unit, a unit in several strata,
    /// populations that are no numbers, differ within a stratum, or are smaller than what was drawn.
    pub(super) fn read(&self, table: &CountTable) -> Result<Read, Faults> {
        let (kinds, mut faults) = (self.kinds(table)?, Vec::new());
        let mut sample = DrawnSample::new(self.design.lonely);
        let mut known = |drawn: Result<DrawnUnits, Fault>| drawn.map_err(|fault| faults.push(fault)).ok();
        let mut seconds = 0;
        let second = self.design.second.as_ref();
        for of_stratum in kinds.chunk_by(|one, other| one.stratum == other.stratum) {
            let stratum = sample.strata.len();
            let drawn = self.drawn(&self.design.first, 0, of_stratum, || self.stratum(&of_stratum[0]));
            sample.strata.push(known(drawn).unwrap_or(DrawnUnits { units: 0.0, sampled: 0.0 }));
            for of_unit in of_stratum.chunk_by(|one, other| one.units[0] == other.units[0]) {
                let unit = self.design.first.clusters.map(|_| sample.units.len());
                if unit.is_some() {
                    let within = second.map(|stage| self.drawn(stage, 1, of_unit, || self.unit(&of_unit[0])));
                    sample.units.push(DrawnUnit { stratum, within: within.and_then(&mut known) });
                }
                for of_second in of_unit.chunk_by(|one, other| one.units[1] == other.units[1]) {
                    let second = second.and_then(|stage| stage.clusters).map(|_| seconds);
                    seconds += 1;
                    let place = |kind: &Kind| DrawnPlace { stratum, unit, second, cell: 0, everybody: kind.everybody };
                    sample.places.extend(of_second.iter().map(place));
                }
            }
        }
        faults.extend(self.in_several(&kinds));
        faults.truncate(FAULTS);
        if !faults.is_empty() {
            return Err(Faults(faults));
        }
        let places = kinds.into_iter().zip(0..).map(|(kind, place)| (kind.id, place)).collect();
        Ok(Read { sample, places })
    }

    /// Everybody who weighs anything. Codes are given as values are met: the order is that of their labels, or sums would
    /// end in other digits.
    fn kinds(&self, table: &CountTable) -> Result<Vec<Kind>, Fault> {
        let everybody = whole(table, self.keys);
        let groups = table.groups(&everybody)?;
        let sampled = groups.iter().filter(|tally| tally.complete.sampled() > 0);
        let mut kinds: Vec<Kind> = sampled.map(|tally| self.kind(&everybody, tally)).collect();
        kinds.sort_by_cached_key(|kind| {
            let segments = [Some(kind.stratum), Some(kind.units[0]), Some(kind.units[1])];
            let design = [self.design.strata, self.design.first.clusters, self.second(|stage| stage.clusters)];
            let of_design = design.into_iter().zip(segments).map(|(segment, code)| self.order(segment, code));
            let of_keys = everybody.keys().iter().zip(&kind.id).map(|(key, code)| match key {
                Key::Segment { at, .. } => self.order(Some(*at), Some(*code)),
                Key::Answer { .. } | Key::Wave(_) | Key::Side(_) => (String::new(), *code),
            });
            of_design.chain(of_keys).collect::<Vec<_>>()
        });
        Ok(kinds)
    }

    fn kind(&self, grouping: &Grouping, tally: &GroupTally) -> Kind {
        let of = |segment: Option<usize>| of_segment(segment, grouping, tally);
        Kind {
            id: tally.id.clone(),
            everybody: tally.complete,
            stratum: of(self.design.strata),
            units: [of(self.design.first.clusters), of(self.second(|stage| stage.clusters))],
            sizes: [of(self.design.first.sizes()), of(self.second(Stage::sizes))],
        }
    }

    /// What of the second stage is a segment.
    fn second(&self, of: impl Fn(&Stage) -> Option<usize>) -> Option<usize> {
        self.design.second.as_ref().and_then(of)
    }

    /// What a value of a segment is sorted by.
    fn order(&self, segment: Option<usize>, code: Option<u32>) -> (String, u32) {
        let stated = segment.zip(code.filter(|code| *code != NOT_STATED));
        stated.map_or_else(Default::default, |(segment, code)| (self.label(segment, code).to_owned(), 1))
    }

    fn label(&self, segment: usize, code: u32) -> &str {
        (code as usize).checked_sub(1).map_or("not stated", |at| &self.labels[segment][at])
    }

    fn owner(&self, segment: usize) -> String {
        named(&self.survey.segments[segment].id)
    }

    /// What people call the stratum of these respondents.
    fn stratum(&self, kind: &Kind) -> String {
        match self.design.strata {
            Some(segment) => {
                format!("the stratum {} of {}", named(self.label(segment, kind.stratum)), self.owner(segment))
            }
            None => "the whole survey".to_owned(),
        }
    }

    /// What people call the sampling unit of these respondents.
    fn unit(&self, kind: &Kind) -> String {
        let of = |segment| format!("the unit {} of {}", named(self.label(segment, kind.units[0])), self.owner(segment));
        self.design.first.clusters.map_or_else(|| self.stratum(kind), of)
    }

    /// Units that stand in several strata.
    fn in_several(&self, kinds: &[Kind]) -> Vec<Fault> {
        let mut strata: BTreeMap<u32, Vec<&Kind>> = BTreeMap::new();
        for kind in kinds.iter().filter(|kind| kind.units[0] != NOT_STATED) {
            let homes = strata.entry(kind.units[0]).or_default();
            if homes.iter().all(|home| home.stratum != kind.stratum) {
                homes.push(kind);
            }
        }
        let several = strata.values().filter(|homes| homes.len() > 1);
        let fault = |homes: &Vec<&Kind>| {
            Fault::new(format!("{} stands in {} strata", self.unit(homes[0]), homes.len()))
                .help("units lie within strata: mend the export, or let the names of units tell those of different strata apart")
        };
        several.map(fault).collect()
    }

    /// The units of a stage among these respondents, who were drawn out of `home`, with the share of all that they are.
    fn drawn(
        &self,
        stage: &Stage,
        level: usize,
        kinds: &[Kind],
        home: impl Fn() -> String,
    ) -> Result<DrawnUnits, Fault> {
        let units = match stage.clusters {
            Some(_) => of_few(kinds.chunk_by(|one, other| one.units[level] == other.units[level]).count()),
            None => count(kinds.iter().map(|kind| kind.everybody.sampled()).sum()),
        };
        let mut sizes: Vec<u32> = kinds.iter().map(|kind| kind.sizes[level]).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let sampled = match self.population(stage, &kinds[0], &sizes, &home)? {
            None => 0.0,
            Some(population) if population < units => {
                let home = home();
                return Err(Fault::new(format!(
                    "{home} has {units} sampling units, more than the {population} that there were to draw from"
                ))
                .help("mend `population`: it counts units, or people where these were drawn one by one"));
            }
            Some(population) => units / population,
        };
        if units < 2.0
            && sampled < 1.0
            && self.design.lonely == LonelyUnits::Fail
            && (level == 0 || self.counts_within())
        {
            return Err(Fault::new(format!("{} has one sampling unit only, of whose spread nothing is known", home()))
                .help(
                    "put it together with another stratum; or say what it adds to variances: `lonely: certainty`, \
                     `adjust` or `average`",
                ));
        }
        Ok(DrawnUnits { units, sampled })
    }

    /// Whether what was drawn within units adds to variances: it does where these are out of a known number.
    const fn counts_within(&self) -> bool {
        self.design.first.population.is_some()
    }

    /// How many units there were to draw from.
    fn population(
        &self,
        stage: &Stage,
        kind: &Kind,
        codes: &[u32],
        home: &impl Fn() -> String,
    ) -> Result<Option<f64>, Fault> {
        match &stage.population {
            None => Ok(None),
            Some(Population::Total(total)) => Ok(Some(count(*total))),
            Some(Population::ByStratum(sizes)) => {
                let label = self.design.strata.map_or("", |segment| self.label(segment, kind.stratum));
                let size = sizes.iter().find(|(known, _)| known == label).map(|(_, size)| count(*size));
                size.map(Some).ok_or_else(|| {
                    Fault::new(format!("`population` says nothing of {}", home()))
                        .help(format!("add `{label}: number`"))
                })
            }
            Some(Population::Segment(segment)) => self.population_told(*segment, codes, home).map(Some),
        }
    }

    /// The one number that the responses of a stratum give for its population.
    fn population_told(&self, segment: usize, codes: &[u32], home: &impl Fn() -> String) -> Result<f64, Fault> {
        let number = match codes {
            [code] => self.label(segment, *code).parse::<f64>().ok().filter(|number| *number >= 1.0),
            _ => None,
        };
        number.ok_or_else(|| {
            let told = codes.iter().take(FAULTS).map(|code| named(self.label(segment, *code)));
            let told = told.collect::<Vec<_>>().join(", ");
            Fault::new(format!("{} has no one number for its population in {}: {told}", home(), self.owner(segment)))
                .help("how many units there were to draw from is one number, the same in all rows of a stratum")
        })
    }
}

/// The value of a key in a group of a grouping that has it.
pub(super) fn value(grouping: &Grouping, tally: &GroupTally, key: Key) -> u32 {
    let at = grouping.keys().iter().position(|known| *known == key);
    at.map_or(NOT_STATED, |at| tally.id[at])
}

/// The value of a segment, if one is named, in a group of a grouping that has it.
fn of_segment(segment: Option<usize>, grouping: &Grouping, tally: &GroupTally) -> u32 {
    segment.map_or(NOT_STATED, |at| value(grouping, tally, Key::Segment { at, several: false }))
}

/// Faults, or values in one, that are told.
const FAULTS: usize = 5;

#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
const fn count(n: u64) -> f64 {
    n as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts of units")]
const fn of_few(n: usize) -> f64 {
    n as f64
}

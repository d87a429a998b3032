//! Weights before targets: by stratum, and for those who did not answer.

use super::label::label;
use crate::definition::{Population, SamplingDesign, Survey};
use crate::diagnostic::{Fault, Faults, named};
use crate::plan::{Grouping, Key, NOT_STATED};
use crate::rows::Counts;
use crate::table::{CountTable, GroupTally};
use crate::weighting::Class;
use std::collections::{BTreeMap, BTreeSet};

/// Classes of people whose response rates differ.
#[derive(Debug)]
pub(in crate::analysis) struct Classes {
    /// What tells them.
    pub(in crate::analysis) key: Key,
    /// By the code of the class; people of whom it is not known are one of their own.
    pub(in crate::analysis) of: BTreeMap<u32, Class>,
}

impl Classes {
    /// The classes of a survey: of all who were invited, or began, how many completed it.
    ///
    /// # Errors
    ///
    /// Every class in which nobody or more than everybody answered.
    pub(super) fn new(survey: &Survey, counts: &Counts, key: Key) -> Result<Classes, Faults> {
        let invited = match key {
            Key::Segment { at, .. } => survey.invited.segments.get(&survey.segments[at].id),
            Key::Answer { .. } | Key::Wave(_) => None,
        };
        let by_class = Grouping::new(vec![key]).only(Vec::new());
        let groups = counts.table.groups(&by_class)?;
        let mut classes = BTreeMap::new();
        let mut faults = Vec::new();
        for group in &groups {
            let code = group.id[0];
            let name = label(survey, &counts.labels, key, code);
            let (complete, begun) = (group.complete.n, group.complete.n + group.incomplete.n);
            let asked = invited.map_or(Some(begun), |invited| invited.get(name).copied());
            match asked {
                // Nobody was asked as one of whom it is not known: they answered as all others did.
                None if code == NOT_STATED => {}
                None => faults.push(not_invited(name)),
                Some(asked) if complete == 0 || complete > asked => faults.push(no_rate(name, complete, asked)),
                Some(asked) => {
                    classes.insert(code, Class { asked: count(asked), complete: count(complete) });
                }
            }
        }
        let known: BTreeSet<&str> =
            groups.iter().map(|group| label(survey, &counts.labels, key, group.id[0])).collect();
        let silent = invited.into_iter().flatten().filter(|(name, _)| !known.contains(name.as_str()));
        faults.extend(silent.map(|(name, asked)| no_rate(name, 0, *asked)));
        if !faults.is_empty() {
            return Err(Faults(faults));
        }
        Ok(Classes { key, of: classes })
    }

    /// What the weights of a class are multiplied by; where nothing is known of it, what those of all others are.
    pub(super) fn factor(&self, code: u32) -> f64 {
        let all = || {
            let sum = self
                .of
                .values()
                .fold((0.0, 0.0), |(asked, complete), class| (asked + class.asked, complete + class.complete));
            if sum.1 > 0.0 { sum.0 / sum.1 } else { 1.0 }
        };
        self.of.get(&code).map_or_else(all, Class::factor)
    }
}

fn not_invited(class: &str) -> Fault {
    Fault::new(format!("`invited` does not say how many of {} were", named(class))).help(
        "every class of non-response needs its number: add it, or weight by those who broke off without `invited`",
    )
}

fn no_rate(class: &str, complete: u64, asked: u64) -> Fault {
    Fault::new(format!(
        "{complete} of {asked} who were asked in {} answered: that is no response rate to weight by",
        named(class)
    ))
    .help("put it together with another class, or mend `invited`")
}

/// For each stratum, by its code, how many units there were for each that was drawn.
///
/// # Errors
///
/// Every stratum of which that is not known.
pub(super) fn drawn(survey: &Survey, counts: &Counts) -> Result<BTreeMap<u32, f64>, Faults> {
    let Some(design) = &survey.design else { return Ok(BTreeMap::new()) };
    let strata = strata(survey, design, &counts.table)?;
    let mut weights = BTreeMap::new();
    let mut faults = Vec::new();
    for (code, stratum) in strata {
        let of_strata = |at: usize| label(survey, &counts.labels, segment(at), code);
        let name = design.strata.map_or("", of_strata);
        let told = |at: usize| {
            let mut sizes =
                stratum.sizes.iter().map(|size| label(survey, &counts.labels, segment(at), *size).parse::<f64>());
            sizes.next().and_then(Result::ok).filter(|_| stratum.sizes.len() == 1)
        };
        let population = match &design.first.population {
            Some(Population::Total(total)) => Some(count(*total)),
            Some(Population::ByStratum(sizes)) => sizes.iter().find(|(known, _)| known == name).map(|(_, n)| count(*n)),
            Some(Population::Segment(at)) => told(*at),
            None => None,
        };
        match population.filter(|population| *population >= stratum.units) {
            Some(population) => {
                weights.insert(code, population / stratum.units);
            }
            None => faults.push(
                Fault::new(format!(
                    "it is not known how many there were for each that was drawn in the stratum {}",
                    named(name)
                ))
                .help("`population` needs one number for each stratum, and not fewer than were drawn"),
            ),
        }
    }
    if faults.is_empty() { Ok(weights) } else { Err(Faults(faults)) }
}

/// What was drawn in a stratum.
#[derive(Default)]
struct Stratum {
    units: f64,
    /// The codes of what is said of its size.
    sizes: BTreeSet<u32>,
}

fn strata(survey: &Survey, design: &SamplingDesign, table: &CountTable) -> Result<BTreeMap<u32, Stratum>, Fault> {
    let grouping = Grouping::new(survey.design_keys()).only(Vec::new());
    let value = |group: &GroupTally, at: Option<usize>| {
        let place = at.and_then(|at| grouping.keys().iter().position(|key| *key == segment(at)));
        place.map_or(NOT_STATED, |place| group.id[place])
    };
    let mut strata: BTreeMap<u32, Stratum> = BTreeMap::new();
    let mut clusters = BTreeSet::new();
    let groups = table.groups(&grouping)?;
    for group in groups.iter().filter(|group| group.complete.sampled() > 0) {
        let code = value(group, design.strata);
        let stratum = strata.entry(code).or_default();
        stratum.units += match design.first.clusters {
            None => count(group.complete.sampled()),
            Some(_) if clusters.insert((code, value(group, design.first.clusters))) => 1.0,
            Some(_) => 0.0,
        };
        stratum.sizes.insert(value(group, design.first.sizes()));
    }
    Ok(strata)
}

const fn segment(at: usize) -> Key {
    Key::Segment { at, several: false }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people")]
const fn count(n: u64) -> f64 {
    n as f64
}

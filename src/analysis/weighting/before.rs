//! Weights before targets: by stratum, and for those who did not answer.

use super::label::label;
use crate::analysis::drawn::{Read, Reading, whole};
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults, named};
use crate::plan::{Grouping, Key, NOT_STATED};
use crate::rows::Counts;
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
            Key::Answer { .. } | Key::Wave(_) | Key::Side(_) => None,
        };
        let by_class = whole(&counts.table, &[key]);
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

/// How many people each respondent was drawn for by the sampling design, by the values of these keys, which tell strata
/// and, where there are two stages, units: N / n of every stage.
///
/// # Errors
///
/// Those of [`Reading::read`].
pub(super) fn drawn(survey: &Survey, counts: &Counts, by: &[Key]) -> Result<BTreeMap<Vec<u32>, f64>, Faults> {
    let Some(design) = &survey.design else { return Ok(BTreeMap::new()) };
    let keys = survey.design_keys();
    let Read { sample, places } =
        Reading { survey, design, labels: &counts.labels, keys: &keys }.read(&counts.table)?;
    let of_all = Grouping::new(keys);
    let weight = |(id, place): (Vec<u32>, usize)| {
        let place = &sample.places[place];
        let within = place.unit.and_then(|unit| sample.units[unit].within);
        let shares = [Some(sample.strata[place.stratum]), within].into_iter().flatten().map(|units| units.sampled);
        let of = |key: &Key| of_all.keys().iter().position(|known| known == key).map_or(NOT_STATED, |at| id[at]);
        (by.iter().map(of).collect(), 1.0 / shares.product::<f64>())
    };
    Ok(places.into_iter().map(weight).collect())
}

#[expect(clippy::cast_precision_loss, reason = "counts of people")]
const fn count(n: u64) -> f64 {
    n as f64
}

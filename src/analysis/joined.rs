//! Counts of one survey that were made apart, joined: the same as counting all of their exports in one run.
//!
//! The tables are added up by the count table. What else has to fit is here, for it is about names of values, exports and
//! what was found in them, which the count table does not know.

use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults, named};
use crate::label::reading_order;
use crate::plan::{Grouping, Key, Plan, from_days};
use crate::responses::Remark;
use crate::rows::{Counts, Named, Occurrences};
use crate::table::{CountTable, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Counts, and the file that they were saved in; none where they have just been made.
pub(super) type Part = (Option<String>, Counts);

/// The counts of all parts, in their order, for a plan.
///
/// # Errors
///
/// When an export was counted in several of them, a grouping of the plan was not counted, or weights cannot be added
/// up together.
pub(super) fn join(survey: &Survey, plan: &Plan, parts: Vec<Part>) -> Result<Counts, Faults> {
    let faults: Vec<Fault> = twice(&parts).into_iter().chain(not_counted(survey, plan, &parts)).collect();
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    let overlaps = overlaps(&parts);
    let labels: Vec<Vec<String>> = (0..survey.segments.len()).map(|at| all_labels(survey, at, &parts)).collect();
    let codes: Vec<Vec<Vec<u32>>> = parts.iter().map(|(_, part)| new_codes(&part.labels, &labels)).collect();
    let of_grouping = |grouping: &Grouping| -> Result<Vec<Row>, Fault> {
        let mut all = Vec::new();
        for ((_, part), codes) in parts.iter().zip(&codes) {
            let rows = part.table.rows(grouping)?.unwrap_or_default();
            all.extend(rows.into_iter().map(|row| recoded(row, grouping, codes)));
        }
        Ok(all)
    };
    let rows = plan.groupings.iter().map(of_grouping).collect::<Result<Vec<_>, _>>()?;
    let mut parts = parts.into_iter().map(|(_, counts)| counts).zip(codes);
    let Some((mut all, own)) = parts.next() else { return Err(Fault::new("there are no counts").into()) };
    all.named.recode(&own);
    all.labels = labels;
    for (mut part, codes) in parts {
        part.named.recode(&codes);
        add(&mut all, part);
    }
    all.remarks.extend(overlaps);
    if survey.weight.is_some() && !all.weighing.is_fair_on(all.scale) {
        let fault = Fault::new("the weights of these counts are too far apart to be added up exactly");
        return Err(fault.help("count their exports in one run").into());
    }
    all.table = CountTable::of_rows(plan.clone(), &rows)?;
    Ok(all)
}

/// Adds everything but the table.
fn add(all: &mut Counts, part: Counts) {
    let files = all.inputs.len();
    all.rows.add(&part.rows);
    all.units += part.units;
    if let (Some(all), Some(more)) = (&mut all.answered, part.answered) {
        all.resize(all.len().max(more.len()), 0);
        all.iter_mut().zip(more).for_each(|(all, more)| *all += more);
    }
    all.weighing.merge(part.weighing);
    all.replication.merge(part.replication);
    all.findings.merge(part.findings.after(files));
    all.named.merge(&part.named);
    all.days.merge(&part.days);
    all.inputs.extend(part.inputs);
    all.remarks.extend(part.remarks);
    all.personal_segments.iter_mut().zip(part.personal_segments).for_each(|(all, more)| *all |= more);
}

/// Exports that several parts have counted, and weights on scales of their own.
fn twice(parts: &[Part]) -> Vec<Fault> {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    let mut faults = Vec::new();
    for (saved, part) in parts {
        let called = |name: &str| match saved {
            Some(saved) => format!("{} in {}", named(name), named(saved)),
            None => named(name),
        };
        let by_hash = part.inputs.iter().filter_map(|input| Some((input.sha256.as_deref()?, called(&input.name))));
        let by_hash: Vec<(&str, String)> = by_hash.collect();
        for (hash, again) in &by_hash {
            if let Some(first) = seen.get(hash) {
                let fault = Fault::new(format!("{again} has been counted already, as {first}"));
                faults.push(fault.help("its responses would count twice: leave one of them out"));
            }
        }
        seen.extend(by_hash);
    }
    let scales: BTreeSet<i32> = parts.iter().map(|(_, part)| part.scale.exponent()).collect();
    if scales.len() > 1 {
        let fault = Fault::new(
            "the weights of these counts are of very different sizes, and were added up on different scales",
        );
        faults.push(fault.help("count their exports in one run"));
    }
    let replicates: BTreeSet<usize> = parts.iter().map(|(_, part)| part.replication.replicates).collect();
    if replicates.len() > 1 {
        let fault = Fault::new("these counts have different numbers of replicate weights");
        faults.push(
            fault.help("leave out those of another sample: replicates of one survey are the same in all its exports"),
        );
    }
    faults
}

/// The groupings of a plan that nothing in a part covers.
fn not_counted(survey: &Survey, plan: &Plan, parts: &[Part]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (saved, part) in parts {
        let Some(saved) = saved else { continue };
        let covers = |grouping: &Grouping| part.table.covers(grouping);
        for grouping in plan.groupings.iter().filter(|grouping| !covers(grouping)) {
            let keys = || grouping.keys().iter();
            let by: Vec<String> = keys().filter_map(|key| breakdown_of(survey, *key)).collect();
            let every = keys().find_map(|key| if let Key::Wave(period) = key { Some(period.name()) } else { None });
            let options = [
                (!by.is_empty()).then(|| format!("--by {}", by.join(":"))),
                every.map(|name| format!("--every {name}")),
            ];
            let options: Vec<String> = options.into_iter().flatten().collect();
            let fault = Fault::new("these counts were not made by what is asked for").in_file(saved);
            faults.push(fault.help(format!("count the exports with `{}`, or leave it out", options.join(" "))));
        }
    }
    faults
}

/// What asks for a key.
fn breakdown_of(survey: &Survey, key: Key) -> Option<String> {
    match key {
        Key::Segment { at, .. } => Some(survey.segments[at].id.clone()),
        Key::Answer { question, .. } => Some(format!("question:{}", survey.questions[question].id)),
        Key::Wave(_) | Key::Side(_) => None,
    }
}

/// What to say where saved counts have days that files before them have, too.
fn overlaps(parts: &[Part]) -> Vec<Remark> {
    let mut seen: BTreeSet<i32> = BTreeSet::new();
    let mut found = Vec::new();
    let mut is_saved = false;
    for (saved, part) in parts {
        let days: Vec<i32> = part.days.iter().filter(|day| seen.contains(day)).collect();
        is_saved |= saved.is_some();
        if let (Some(first), Some(last), true) = (days.first(), days.last(), is_saved) {
            let what = saved.as_ref().map_or_else(|| "the exports".to_owned(), |saved| named(saved));
            let text = format!(
                "{what}: {} of its days ({} to {}) have responses in what was counted before, too; saved counts keep no \
                 response ids, so whoever is in both counts twice",
                days.len(),
                from_days(*first),
                from_days(*last)
            );
            found.push(Remark { text, finding: None });
        }
        seen.extend(part.days.iter());
    }
    found
}

/// The labels of a segment in all parts: as they are declared, or in reading order.
fn all_labels(survey: &Survey, segment: usize, parts: &[Part]) -> Vec<String> {
    let of_part = |part: &Part| part.1.labels.get(segment).cloned().unwrap_or_default();
    if !survey.segments[segment].values.are_found() {
        return parts.first().map(of_part).unwrap_or_default();
    }
    let mut labels: Vec<String> = parts.iter().flat_map(of_part).collect();
    labels.sort_by(|one, other| reading_order(one, other));
    labels.dedup();
    labels
}

/// Per segment, the new code of each old one, that of nothing stated first.
fn new_codes(old: &[Vec<String>], new: &[Vec<String>]) -> Vec<Vec<u32>> {
    let of_segment = |(old, new): (&Vec<String>, &Vec<String>)| -> Vec<u32> {
        let places: BTreeMap<&str, u32> = new.iter().map(String::as_str).zip(1..).collect();
        std::iter::once(0).chain(old.iter().map(|label| places.get(label.as_str()).copied().unwrap_or(0))).collect()
    };
    old.iter().zip(new).map(of_segment).collect()
}

/// A row with the new codes of its segments.
fn recoded(mut row: Row, grouping: &Grouping, codes: &[Vec<u32>]) -> Row {
    for (value, key) in row.group.iter_mut().zip(grouping.keys()) {
        if let Key::Segment { at, .. } = key {
            *value = codes[*at].get(*value as usize).copied().unwrap_or(0);
        }
    }
    row
}

impl Named {
    /// The same with new codes.
    fn recode(&mut self, codes: &[Vec<u32>]) {
        for Occurrences { segment, responses } in &mut self.0 {
            let codes = &codes[*segment];
            let mut new = vec![0; codes.iter().max().map_or(0, |most| *most as usize + 1)];
            for (old, count) in responses.iter().enumerate() {
                new[codes.get(old).copied().unwrap_or(0) as usize] += count;
            }
            *responses = new;
        }
    }
}

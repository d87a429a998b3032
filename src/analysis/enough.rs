//! Whether a run leaves enough responses to say anything, and whether filters name values that there are.
//!
//! An export without responses, and filters that leave nobody, would make a report of dashes, which must not take
//! the place of a good one. Filters that leave fewer than the disclosure minimum are told in the same words as
//! filters that leave nobody: otherwise a person could be looked up by one filter after another.
//!
//! For the same reason a value that no response has is not told from one that too few have. A value is called
//! misspelt only for being like one that is shown, and not shown itself: whoever reads that learns nothing of the
//! values that are hidden. Values that differ in nothing but their numbers (`Ward 1`, `Ward 2`) are not called so.

use super::disclosure::{Count, Rule, Sum, suppressed};
use super::request::Request;
use super::rows::Rows;
use crate::definition::{SegmentValues, Survey};
use crate::diagnostic::{Fault, Faults, listed, nearest};
use crate::responses::Coder;
use crate::tally::{Batch, Clause, Fate, Filter, NOT_STATED};

/// Most values that help with a filter lists.
const LISTED: usize = 8;

/// How often the values of segments that filters name occur, before the filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named(Vec<Counts>);

/// One segment, and how many responses have each of its codes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Counts {
    segment: usize,
    responses: Vec<u64>,
}

impl Named {
    /// The segments named whose values are not declared but found in the data.
    pub(super) fn new(survey: &Survey, filter: &Filter) -> Named {
        let mut segments: Vec<usize> = filter.clauses.iter().filter_map(segment_of).collect();
        segments.retain(|segment| matches!(survey.segments[*segment].values, SegmentValues::Found));
        segments.sort_unstable();
        segments.dedup();
        Named(segments.into_iter().map(|segment| Counts { segment, responses: Vec::new() }).collect())
    }

    /// Counts a batch to which the filters have not been applied yet.
    pub(super) fn count(&mut self, batch: &Batch) {
        for counts in &mut self.0 {
            for (code, fate) in batch.segments[counts.segment].iter().zip(&batch.fates) {
                if *fate == Fate::Analysed {
                    *at(&mut counts.responses, *code as usize) += 1;
                }
            }
        }
    }

    /// Adds what another thread has counted.
    pub(super) fn merge(&mut self, other: &Named) {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            for (code, responses) in other.responses.iter().enumerate() {
                *at(&mut own.responses, code) += responses;
            }
        }
    }
}

fn at(counts: &mut Vec<u64>, code: usize) -> &mut u64 {
    if counts.len() <= code {
        counts.resize(code + 1, 0);
    }
    &mut counts[code]
}

const fn segment_of(clause: &Clause) -> Option<usize> {
    match clause {
        Clause::Segment { segment, .. } => Some(*segment),
        _ => None,
    }
}

/// What was counted, as far as it matters here.
#[derive(Clone, Copy)]
pub(super) struct Left<'a> {
    pub(super) filter: &'a Filter,
    pub(super) named: &'a Named,
    pub(super) rows: Rows,
    /// Responses before filters.
    pub(super) units: u64,
}

/// Refuses to go on with too few responses, and with filters that name a misspelt value.
///
/// # Errors
///
/// When that is so.
pub(super) fn judge(survey: &Survey, request: &Request, coder: &Coder, left: Left) -> Result<(), Faults> {
    if left.units == 0 {
        return Err(nothing_to_analyse(left.rows).into());
    }
    let segments: Vec<Shown> = left.named.0.iter().map(|counts| Shown::new(survey, coder, counts)).collect();
    let clauses = left.filter.clauses.iter().filter_map(|clause| match clause {
        Clause::Segment { segment, codes, .. } => {
            Some((segments.iter().find(|shown| shown.segment == *segment)?, codes))
        }
        _ => None,
    });
    let misspelt: Vec<Fault> = clauses.clone().flat_map(|(shown, codes)| shown.misspelt(survey, codes)).collect();
    if !misspelt.is_empty() {
        return Err(Faults(misspelt));
    }
    match too_few(survey, request, left.rows) {
        Some(message) => {
            let unknown = clauses.filter(|(shown, codes)| codes.iter().any(|code| !shown.has(*code)));
            let values = unknown.map(|(shown, _)| shown.listed(survey)).chain(["loosen the filters".to_owned()]).next();
            Err(Fault::new(message).help(format!("{}; {ALLOW}", values.unwrap_or_default())).into())
        }
        None => Ok(()),
    }
}

const ALLOW: &str = "to have the output nevertheless, add --allow-empty";

/// Says that filters leave too few responses to show, if they do.
pub(super) fn too_few(survey: &Survey, request: &Request, rows: Rows) -> Option<String> {
    let least = survey.minimum_base.max(1);
    let few = || match least {
        1 => "no response passes the filters".to_string(),
        _ => format!("fewer than {least} responses (or none) pass the filters"),
    };
    (request.is_filtered() && rows.analysed < least).then(few)
}

fn nothing_to_analyse(rows: Rows) -> Fault {
    let why = match rows.received {
        0 => "there is a header, but no row",
        _ => "of the rows received none can be used; `survey check` says why",
    };
    Fault::new("there is no response to analyse").help(format!("{why}; {ALLOW}"))
}

/// The values of a segment that are shown.
struct Shown {
    segment: usize,
    labels: Vec<String>,
    /// By code, whether its value is.
    of_code: Vec<bool>,
}

impl Shown {
    fn new(survey: &Survey, coder: &Coder, counts: &Counts) -> Shown {
        let labels = coder.segment_labels(counts.segment);
        let responses = |code: usize| counts.responses.get(code).copied().unwrap_or(0);
        let parts = (0..=labels.len()).map(responses); // whoever has no value comes first
        let bases: Vec<u64> = std::iter::once(counts.responses.iter().sum()).chain(parts).collect();
        let cells: Vec<Count> = bases.iter().map(|base| Count { base: *base, responses: *base }).collect();
        let sum = Sum { total: 0, parts: (1..bases.len()).collect() };
        let rule = Rule { minimum: survey.minimum_base, is_filtered: false, by_answers: false };
        let hidden = suppressed(&cells, rule, &[sum]);
        let of_code = bases.iter().zip(hidden).skip(1).map(|(base, hidden)| *base > 0 && !hidden).collect();
        Shown { segment: counts.segment, labels, of_code }
    }

    fn has(&self, code: u32) -> bool {
        self.of_code.get(code as usize).copied().unwrap_or(false)
    }

    fn label(&self, code: u32) -> &str {
        (code as usize).checked_sub(1).and_then(|at| self.labels.get(at)).map_or("", String::as_str)
    }

    /// The labels of what is shown, in alphabetical order.
    fn values(&self) -> Vec<&str> {
        let mut values: Vec<&str> = (NOT_STATED + 1..)
            .zip(&self.labels)
            .filter(|(code, _)| self.has(*code))
            .map(|(_, it)| it.as_str())
            .collect();
        values.sort_unstable();
        values
    }

    /// A fault for each of these codes that is like a value shown, without being one.
    fn misspelt(&self, survey: &Survey, codes: &[u32]) -> Vec<Fault> {
        let id = &survey.segments[self.segment].id;
        let unknown = codes.iter().filter(|code| !self.has(**code)).map(|code| self.label(*code));
        let known = self.values();
        let like =
            |value: &str| nearest(value, known.iter().copied().filter(|known| !only_numbers_differ(value, known)));
        let fault = |value: &str| {
            let near = like(value)?;
            let fault = Fault::new(format!("no value of the segment `{id}` that can be shown is called `{value}`"));
            Some(fault.help(format!(
                "did you mean `{near}`? if not, {}",
                ALLOW.trim_start_matches("to have the output nevertheless, ")
            )))
        };
        unknown.filter_map(fault).collect()
    }

    fn listed(&self, survey: &Survey) -> String {
        let (id, values) = (&survey.segments[self.segment].id, self.values());
        let more = if values.len() > LISTED { " and more" } else { "" };
        match values.get(..LISTED.min(values.len())) {
            Some(some) if !some.is_empty() => format!("values of `{id}` are {}{more}", listed(some.iter().copied())),
            _ => format!("no value of `{id}` can be shown"),
        }
    }
}

/// Whether two values are the same but for their numbers, so that neither is a misspelling of the other.
fn only_numbers_differ(one: &str, other: &str) -> bool {
    let (words, numbers) = (|c: &char| !c.is_ascii_digit(), |c: &char| c.is_ascii_digit());
    one.chars().filter(words).eq(other.chars().filter(words))
        && !one.chars().filter(numbers).eq(other.chars().filter(numbers))
}

#[cfg(test)]
mod tests {
    use super::only_numbers_differ;

    #[test]
    fn numbered_values_are_no_misspellings_of_each_other() {
        assert!(only_numbers_differ("Ward 1", "Ward 12") && only_numbers_differ("Site 3b", "Site 4b"));
        assert!(!only_numbers_differ("Nroth", "North") && !only_numbers_differ("ward 1", "Ward 1"));
    }
}

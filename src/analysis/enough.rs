//! Whether a run leaves enough responses to say anything, and whether filters name values that there are.
//!
//! An export without responses, and filters that leave nobody, would make a report of dashes, which must not take
//! the place of a good one. Filters that leave fewer than the disclosure minimum are told in the same words as
//! filters that leave nobody: otherwise a person could be looked up by one filter after another.
//!
//! For the same reason a value that no response has is not told from one that too few have. A value is called
//! misspelt only for being like one that is shown, and not shown itself: whoever reads that learns nothing of the
//! values that are hidden. Values that differ in nothing but their numbers (`Ward 1`, `Ward 2`) are not called so.

use super::disclosure::hidden_parts;
use super::request::Request;
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults, listed, nearest};
use crate::plan::{Clause, Plan};
use crate::rows::{Counts, Occurrences, RowCounts};

/// Most values that help with a filter lists.
const LISTED: usize = 8;

/// Refuses to go on with too few responses, and with filters that name a misspelt value.
///
/// # Errors
///
/// When that is so.
pub(super) fn judge(survey: &Survey, request: &Request, plan: &Plan, counts: &Counts) -> Result<(), Faults> {
    if counts.units == 0 {
        return Err(nothing_to_analyse(counts.rows).into());
    }
    let of_segment = |named| Shown::new(survey, &counts.labels, named);
    let segments: Vec<Shown> = counts.named.0.iter().map(of_segment).collect();
    let clauses = plan.filter.clauses.iter().filter_map(|clause| match clause {
        Clause::Segment { segment, labels, .. } => {
            Some((segments.iter().find(|shown| shown.segment == *segment)?, labels))
        }
        _ => None,
    });
    let misspelt: Vec<Fault> = clauses.clone().flat_map(|(shown, labels)| shown.misspelt(survey, labels)).collect();
    if !misspelt.is_empty() {
        return Err(Faults(misspelt));
    }
    match too_few(survey, request, counts.rows) {
        Some(message) => {
            let unknown = clauses.filter(|(shown, labels)| labels.iter().any(|label| !shown.has(label)));
            let values = unknown.map(|(shown, _)| shown.listed(survey)).chain(["loosen the filters".to_owned()]).next();
            Err(Fault::new(message).help(format!("{}; {ALLOW}", values.unwrap_or_default())).into())
        }
        None => Ok(()),
    }
}

const ALLOW: &str = "to have the output nevertheless, add --allow-empty";

/// Says that filters leave too few responses to show, if they do.
pub(super) fn too_few(survey: &Survey, request: &Request, rows: RowCounts) -> Option<String> {
    let least = survey.minimum_base.max(1);
    let few = || match least {
        1 => "no response passes the filters".to_string(),
        _ => format!("fewer than {least} responses (or none) pass the filters"),
    };
    (request.is_filtered() && rows.analysed < least).then(few)
}

fn nothing_to_analyse(rows: RowCounts) -> Fault {
    let why = match rows.received {
        0 => "there is a header, but no row",
        _ => "of the rows received none can be used; `survey check` says why",
    };
    Fault::new("there is no response to analyse").help(format!("{why}; {ALLOW}"))
}

/// The values of a segment that are shown.
struct Shown<'a> {
    segment: usize,
    /// In alphabetical order.
    values: Vec<&'a str>,
}

impl<'a> Shown<'a> {
    fn new(survey: &Survey, labels: &'a [Vec<String>], named: &Occurrences) -> Shown<'a> {
        let labels = &labels[named.segment];
        let responses = |code: usize| named.responses.get(code).copied().unwrap_or(0);
        let parts: Vec<u64> = (0..=labels.len()).map(responses).collect(); // whoever has no value comes first
        let hidden = hidden_parts(&parts, survey.minimum_base);
        let is_shown = parts.iter().zip(hidden).skip(1).map(|(base, hidden)| *base > 0 && !hidden);
        let shown = labels.iter().zip(is_shown).filter(|(_, is_shown)| *is_shown);
        let mut values: Vec<&str> = shown.map(|(label, _)| label.as_str()).collect();
        values.sort_unstable();
        Shown { segment: named.segment, values }
    }

    fn has(&self, label: &str) -> bool {
        self.values.binary_search(&label).is_ok()
    }

    /// A fault for each of these values that is like a value shown, without being one.
    fn misspelt(&self, survey: &Survey, labels: &[String]) -> Vec<Fault> {
        let id = &survey.segments[self.segment].id;
        let unknown = labels.iter().map(String::as_str).filter(|label| !self.has(label));
        let known = self.values.iter().copied();
        let like = |value: &str| nearest(value, known.clone().filter(|known| !only_numbers_differ(value, known)));
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
        let (id, values) = (&survey.segments[self.segment].id, &self.values);
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

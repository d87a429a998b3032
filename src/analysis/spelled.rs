//! Values of segments that nobody declared and that differ in capitals or the like only: most likely one group each,
//! though they count as several.

use super::unnamed::personal;
use crate::definition::Survey;
use crate::diagnostic::{listed, named};
use crate::label::fold;
use crate::responses::Remark;
use crate::results::Reason;
use crate::rows::Counts;
use std::collections::BTreeMap;

/// Values that are named; of more, the number is told.
const NAMED: usize = 5;

/// One value in several spellings.
struct Value<'a> {
    /// The spellings with how many responses have each, the most frequent first.
    spellings: Vec<(&'a str, u64)>,
}

impl Value<'_> {
    fn responses(&self) -> u64 {
        self.spellings.iter().map(|(_, responses)| responses).sum()
    }

    /// The responses that do not have the most frequent spelling.
    fn beside(&self) -> u64 {
        self.spellings.iter().skip(1).map(|(_, responses)| responses).sum()
    }
}

/// What to say of each segment with such values. They are named where no small group and no person can be told by it.
pub(super) fn remarks(survey: &Survey, counts: &Counts) -> Vec<Remark> {
    let personal = personal(survey, counts);
    let remark = |(segment, responses): (usize, &[u64])| {
        let values = alike(&counts.labels[segment], responses);
        let beside: u64 = values.iter().map(Value::beside).sum();
        let is_told = |value: &&Value| !personal[segment] && value.responses() >= survey.minimum_base;
        let text = sentence(&survey.segments[segment].id, &values, values.iter().filter(is_told), beside);
        (beside > 0).then_some(Remark { text, finding: Some((Reason::SpelledApart, beside)) })
    };
    let counted = counts.named.0.iter().map(|counted| (counted.segment, counted.responses.as_slice()));
    counted.filter_map(remark).collect()
}

/// The values with several spellings; `responses` are those of each code, and code `i + 1` is called `labels[i]`.
fn alike<'a>(labels: &'a [String], responses: &[u64]) -> Vec<Value<'a>> {
    let mut known: BTreeMap<String, Vec<(&str, u64)>> = BTreeMap::new();
    for (label, responses) in labels.iter().zip(responses.iter().skip(1)).filter(|(_, responses)| **responses > 0) {
        known.entry(fold(label)).or_default().push((label, *responses));
    }
    let several = known.into_values().filter(|spellings| spellings.len() > 1);
    let sorted = several.map(|mut spellings| {
        // Codes are handed out as values turn up: nothing may depend on them.
        spellings.sort_by(|(one, many), (other, more)| more.cmp(many).then_with(|| one.cmp(other)));
        Value { spellings }
    });
    sorted.collect()
}

fn sentence<'a>(id: &str, all: &[Value], told: impl Iterator<Item = &'a Value<'a>>, beside: u64) -> String {
    let ways = |value: &Value| {
        let spellings: Vec<&str> = value.spellings.iter().map(|(spelling, _)| *spelling).collect();
        format!("{} ({} responses)", listed(spellings.iter().copied()), value.responses())
    };
    let told: Vec<String> = told.take(NAMED).map(ways).collect();
    let values = match all.len() {
        1 => "1 value of the segment".to_owned(),
        several => format!("{several} values of the segment"),
    };
    let which = if told.is_empty() { String::new() } else { format!(": {}", told.join("; ")) };
    let rest = if beside == 1 { "1 response does" } else { &format!("{beside} responses do") };
    format!(
        "{values} {} stand in several spellings that count as groups of their own, though only capitals or the like tell \
         them apart{which}; {rest} not have the most frequent one. List the values under `options:` of the segment: \
         capitals make no difference then",
        named(id)
    )
}

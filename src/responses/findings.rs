//! What could not be understood, counted by question and reason, with the first places it stands at.

use crate::results::{Finding, FindingPlace, PLACES_LISTED, Reason};
use std::collections::BTreeMap;

/// What a finding is about; the order is the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// Whole rows.
    Rows,
    /// The date of submission.
    Submitted,
    /// A question, by position.
    Question(usize),
    /// A segment, by position.
    Segment(usize),
}

/// Findings by subject and reason. Merging does not depend on any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    found: BTreeMap<(About, Reason), Found>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Found {
    count: u64,
    /// The lowest places, ascending.
    places: Vec<FindingPlace>,
}

impl Findings {
    /// Takes note of one finding; `place` is asked for only while places are still listed.
    pub(super) fn add(&mut self, about: About, reason: Reason, place: impl FnOnce() -> FindingPlace) {
        let found = self.found.entry((about, reason)).or_default();
        found.count += 1;
        if found.places.len() < PLACES_LISTED {
            found.places.push(place());
        }
    }

    /// Adds what was found elsewhere.
    pub fn merge(&mut self, other: Findings) {
        for (key, mut theirs) in other.found {
            let mine = self.found.entry(key).or_default();
            mine.count += theirs.count;
            mine.places.append(&mut theirs.places);
            mine.places
                .sort_by(|one, other| (one.input, one.row, &one.column).cmp(&(other.input, other.row, &other.column)));
            mine.places.truncate(PLACES_LISTED);
        }
    }

    /// The findings as they are reported: rows first, then questions, then segments, by the names given.
    #[must_use]
    pub fn into_report(self, questions: &[&str], segments: &[&str], with_values: bool) -> Vec<Finding> {
        let name = |about: About| match about {
            About::Rows => "rows".to_string(),
            About::Submitted => "submitted".to_string(),
            About::Question(at) => questions[at].to_string(),
            About::Segment(at) => segments[at].to_string(),
        };
        let shown = |place: FindingPlace| FindingPlace { value: place.value.filter(|_| with_values), ..place };
        self.found
            .into_iter()
            .map(|((about, reason), found)| Finding {
                about: name(about),
                reason,
                count: found.count,
                places: found.places.into_iter().map(shown).collect(),
            })
            .collect()
    }
}

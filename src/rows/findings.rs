//! What could not be understood, counted by question and reason, with the first places it stands at.

use crate::responses::Places;
use crate::results::{Finding, FindingPlace, PLACES_LISTED, Reason};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a finding is about; the order is the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    found: BTreeMap<(About, Reason), Found>,
    /// Places kept of each kind.
    most: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Found {
    count: u64,
    places: Vec<Place>,
}

/// A place within a piece, in the order of the files; once all pieces are known, within its file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Number of the piece, or position of the file.
    pub(super) piece: u64,
    /// Row within the piece, from 0; within the file, from 1.
    pub(super) row: u64,
    pub(super) column: String,
    /// Line within the piece, or the file, from 1.
    pub(super) line: u64,
    pub(super) value: Option<String>,
}

/// All findings of one kind, for keeping: without what the cells hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    about: About,
    reason: Reason,
    count: u64,
    places: Vec<FindingPlace>,
}

/// How many cells were not understood: words that are no answers, numbers out of range, dates that are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotUnderstood {
    /// Per question.
    pub questions: Vec<u64>,
    /// Per segment.
    pub segments: Vec<u64>,
    /// Dates of submission.
    pub submitted: u64,
}

impl Place {
    /// The same, numbered within its file.
    fn in_file(self, places: &Places) -> Place {
        let (input, row, line) = places.resolve(self.piece, self.row, self.line);
        Place { piece: input as u64, row, line, ..self }
    }

    /// The same as it is told, where it is numbered within its file.
    fn told(self, with_values: bool) -> FindingPlace {
        let Place { piece, row, column, line, value } = self;
        let input = usize::try_from(piece).unwrap_or(usize::MAX);
        FindingPlace { input, row, line, column, value: value.filter(|_| with_values) }
    }
}

impl Found {
    /// Keeps the lowest places, in ascending order.
    fn settle(&mut self, most: usize) {
        self.places.sort_unstable();
        self.places.truncate(most);
    }
}

impl Findings {
    /// No findings yet. Without `every`, only the first places of each kind are kept; with it, memory grows
    /// with what is found.
    #[must_use]
    pub fn new(every: bool) -> Findings {
        Findings { found: BTreeMap::new(), most: if every { usize::MAX } else { PLACES_LISTED } }
    }

    /// Findings of rows that stand nowhere, of which only the number is kept.
    #[must_use]
    pub(super) fn without_places() -> Findings {
        Findings { found: BTreeMap::new(), most: 0 }
    }

    /// Takes note of a finding of so many responses, in the order of rows; `place` is asked for only while places are
    /// kept.
    pub(super) fn add(&mut self, about: About, reason: Reason, responses: u64, place: impl FnOnce() -> Place) {
        let found = self.found.entry((about, reason)).or_default();
        found.count += responses;
        if found.places.len() < self.most {
            found.places.push(place());
        }
    }

    /// Adds what was found elsewhere.
    pub fn merge(&mut self, other: Findings) {
        for (key, mut theirs) in other.found {
            let mine = self.found.entry(key).or_default();
            mine.count += theirs.count;
            mine.places.append(&mut theirs.places);
            if mine.places.len() > self.most {
                mine.settle(self.most);
            }
        }
    }

    /// The same, numbered within their files: once all pieces are known.
    #[must_use]
    pub(super) fn in_files(mut self, places: &Places) -> Findings {
        for found in self.found.values_mut() {
            found.settle(self.most);
            found.places = std::mem::take(&mut found.places).into_iter().map(|place| place.in_file(places)).collect();
        }
        self
    }

    /// What can be kept of findings that are numbered within their files.
    #[must_use]
    pub fn kept(&self) -> Vec<Kept> {
        let kept = |((about, reason), found): (&(About, Reason), &Found)| {
            let places = found.places.iter().map(|place| place.clone().told(false)).collect();
            Kept { about: *about, reason: *reason, count: found.count, places }
        };
        self.found.iter().map(kept).collect()
    }

    /// Findings that were kept.
    #[must_use]
    pub fn of_kept(kept: Vec<Kept>) -> Findings {
        let place = |place: FindingPlace| {
            let FindingPlace { input, row, line, column, value } = place;
            Place { piece: input as u64, row, column, line, value }
        };
        let found = |Kept { about, reason, count, places }: Kept| {
            ((about, reason), Found { count, places: places.into_iter().map(place).collect() })
        };
        Findings { found: kept.into_iter().map(found).collect(), most: PLACES_LISTED }
    }

    /// The same, of files that come after so many others.
    #[must_use]
    pub fn after(mut self, files: usize) -> Findings {
        let places = self.found.values_mut().flat_map(|found| &mut found.places);
        places.for_each(|place| place.piece += files as u64);
        self
    }

    /// How many findings of a kind there are.
    #[must_use]
    pub fn count(&self, reason: Reason) -> u64 {
        self.found.iter().filter(|((_, found), _)| *found == reason).map(|(_, found)| found.count).sum()
    }

    /// How many answers were not understood, of this many questions and segments.
    #[must_use]
    pub fn not_understood(&self, questions: usize, segments: usize) -> NotUnderstood {
        let mut all = NotUnderstood { questions: vec![0; questions], segments: vec![0; segments], submitted: 0 };
        for ((about, reason), found) in &self.found {
            let counted = match about {
                About::Question(at) => &mut all.questions[*at],
                About::Segment(at) => &mut all.segments[*at],
                About::Submitted => &mut all.submitted,
                About::Rows => continue,
            };
            if matches!(reason, Reason::Unrecognised | Reason::OutOfRange | Reason::BadDate) {
                *counted += found.count;
            }
        }
        all
    }

    /// The findings as they are reported, numbered within their files: rows first, then questions, then segments, by
    /// the names given.
    #[must_use]
    pub fn into_report(self, questions: &[&str], segments: &[&str], with_values: bool) -> Vec<Finding> {
        let most = self.most;
        let name = |about: About| match about {
            About::Rows => "rows".to_string(),
            About::Submitted => "submitted".to_string(),
            About::Question(at) => questions[at].to_string(),
            About::Segment(at) => segments[at].to_string(),
        };
        let report = |((about, reason), mut found): ((About, Reason), Found)| {
            found.settle(most);
            let places = found.places.into_iter().map(|place| place.told(with_values)).collect();
            Finding { about: name(about), reason, count: found.count, places }
        };
        self.found.into_iter().map(report).collect()
    }
}

//! A scale that was found in the answers of a column.

use crate::label::fold;
use std::collections::BTreeSet;

/// A family of scales, such as agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Agreement,
    Satisfaction,
    Frequency,
    Quality,
    Likelihood,
    Importance,
    Ease,
    Effort,
    Change,
    Extent,
    Certainty,
    Opinion,
    /// From too little to too much: the best is in the middle.
    Amount,
}

impl Family {
    /// Every family.
    pub const ALL: [Family; 13] = [
        Family::Agreement,
        Family::Satisfaction,
        Family::Frequency,
        Family::Quality,
        Family::Likelihood,
        Family::Importance,
        Family::Ease,
        Family::Effort,
        Family::Change,
        Family::Extent,
        Family::Certainty,
        Family::Opinion,
        Family::Amount,
    ];

    /// The name of such a scale in a definition.
    pub fn name(self) -> &'static str {
        match self {
            Family::Agreement => "agreement",
            Family::Satisfaction => "satisfaction",
            Family::Frequency => "frequency",
            Family::Quality => "quality",
            Family::Likelihood => "likelihood",
            Family::Importance => "importance",
            Family::Ease => "ease",
            Family::Effort => "effort",
            Family::Change => "change",
            Family::Extent => "extent",
            Family::Certainty => "certainty",
            Family::Opinion => "opinion",
            Family::Amount => "amount",
        }
    }

    pub fn named(name: &str) -> Option<Family> {
        Family::ALL.into_iter().find(|family| family.name() == name)
    }
}

/// A scale found in the answers of a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub family: Family,
    /// From low to high.
    pub points: Vec<Point>,
    /// The middle of such scales, if nobody chose it and it is taken for not offered.
    pub left_out: Option<String>,
}

/// A point of a scale that was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Point {
    /// The answer as seen, or as it is usually worded.
    pub label: String,
    /// Whether anybody chose it.
    pub seen: bool,
    /// Other spellings that were seen.
    pub also: Vec<String>,
    /// How it should be spelt, where the label is taken for a misspelt one.
    pub meant: Option<String>,
}

impl Found {
    /// The labels from low to high.
    pub fn labels(&self) -> Vec<String> {
        self.points.iter().map(|point| point.label.clone()).collect()
    }

    /// The labels and every other spelling seen.
    pub fn spellings(&self) -> Vec<String> {
        let also = self.points.iter().flat_map(|point| point.also.clone());
        self.labels().into_iter().chain(also).collect()
    }

    /// Other spellings and the labels they stand for.
    pub fn codes(&self) -> Vec<(String, String)> {
        let codes =
            self.points.iter().flat_map(|point| point.also.iter().map(|text| (text.clone(), point.label.clone())));
        codes.collect()
    }

    /// What was taken for a misspelt point, and what that is called.
    pub fn misspelt(&self) -> Vec<(String, String)> {
        let meant = self.points.iter().filter_map(|point| Some((point.label.clone(), point.meant.clone()?)));
        meant.chain(self.codes()).collect()
    }

    /// Both scales in one, if they are the same but for points that one of them did not see, or if the answers
    /// seen on one of them all belong to the other: the questions of a survey tend to share their scales.
    pub fn merged(&self, other: &Found) -> Option<Found> {
        if self.family != other.family {
            return None;
        }
        if other.is_part_of(self) {
            return Some(self.with_spellings(other));
        }
        if self.is_part_of(other) {
            return Some(other.with_spellings(self));
        }
        if self.points.len() != other.points.len() {
            return None;
        }
        let both = |(one, two): (&Point, &Point)| {
            let agree = !one.seen || !two.seen || fold(&one.label) == fold(&two.label);
            agree.then(|| if one.seen { one.clone() } else { two.clone() })
        };
        let points = self.points.iter().zip(&other.points).map(both).collect::<Option<Vec<_>>>()?;
        let merged = Found { points, ..self.clone() }.with_spellings(self).with_spellings(other);
        merged.has_distinct_labels().then_some(merged)
    }

    /// Whether no point is called as another one is: *Very good* may be the fourth point of one scale, and the fifth
    /// of another.
    fn has_distinct_labels(&self) -> bool {
        let mut known = BTreeSet::new();
        self.points.iter().all(|point| known.insert(fold(&point.label)))
    }

    /// With the other spellings that were seen on another scale, which is this one.
    fn with_spellings(&self, other: &Found) -> Found {
        let mut both = self.clone();
        for point in &mut both.points {
            let same = other.points.iter().filter(|seen| fold(&seen.label) == fold(&point.label));
            let more: Vec<String> = same.flat_map(|seen| seen.also.clone()).collect();
            let known = |text: &String| -> bool { point.also.iter().any(|known| fold(known) == fold(text)) };
            let more: Vec<String> = more.into_iter().filter(|text| !known(text)).collect();
            point.also.extend(more);
        }
        both
    }

    /// Its points with their scores, for people to check: `1 = Very poor … 5 = Very good`.
    pub fn scores(&self) -> String {
        let scored = |at: usize| format!("{} = {}", at + 1, self.points[at].label);
        match self.points.len() {
            0 => String::new(),
            last @ 1..=3 => (0..last).map(scored).collect::<Vec<_>>().join(", "),
            last => format!("{} … {}", scored(0), scored(last - 1)),
        }
    }

    /// The points that nobody chose, with their scores.
    pub fn unseen(&self) -> Vec<String> {
        let unseen = self.points.iter().enumerate().filter(|(_, point)| !point.seen);
        unseen.map(|(at, point)| format!("`{}` ({})", point.label, at + 1)).collect()
    }

    /// Points that somebody chose.
    pub fn seen(&self) -> usize {
        self.seen_labels().count()
    }

    pub fn seen_labels(&self) -> impl Iterator<Item = &str> {
        self.points.iter().filter(|point| point.seen).map(|point| point.label.as_str())
    }

    /// Points that nobody chose.
    pub fn gaps(&self) -> usize {
        self.points.len() - self.seen()
    }

    /// Whether nobody chose a point below one that was chosen: its being there or not shifts scores.
    pub fn has_gap_below(&self) -> bool {
        let highest = self.points.iter().rposition(|point| point.seen).unwrap_or_default();
        self.points[..highest].iter().any(|point| !point.seen)
    }

    /// Whether every answer seen was seen on the other scale, too.
    fn is_part_of(&self, other: &Found) -> bool {
        let others: Vec<String> = other.seen_labels().map(fold).collect();
        self.seen() < other.seen() && self.seen_labels().all(|label| others.contains(&fold(label)))
    }

    pub fn shares_an_answer_with(&self, other: &Found) -> bool {
        self.seen_labels().any(|label| other.seen_labels().any(|seen| fold(seen) == fold(label)))
    }

    /// The answers whose share is worth telling: those above the middle, where more is better as far as words can
    /// tell. Of effort, and of how much of something there was, they cannot.
    pub fn top(&self) -> Vec<String> {
        match self.family {
            Family::Effort | Family::Amount | Family::Extent => Vec::new(),
            _ => self.upper(),
        }
    }

    /// The points above the middle.
    pub fn upper(&self) -> Vec<String> {
        let number = self.points.len();
        self.points[number.div_ceil(2)..].iter().map(|point| point.label.clone()).collect()
    }
}

//! The segments of a survey: what figures are broken down by.

use super::column::ColumnRef;
use crate::decode::{Band, Decimal};
use crate::plan::Period;
use crate::scale::AnswerOption;

/// A way to break figures down.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Unique id.
    pub id: String,
    /// Title people read; the id when the definition gives none.
    pub title: String,
    /// Where it comes from.
    pub source: SegmentSource,
    /// Whether a respondent may have several of its values.
    pub several: bool,
    /// How its values come about.
    pub values: SegmentValues,
    /// Of declared options, the one that every value counts as which is none of the others.
    pub other: Option<usize>,
    /// The mark before the decimals of the numbers that bands are for, where it is declared.
    pub decimal: Option<Decimal>,
    /// Cells that mean *not stated* (the survey's and its own).
    pub missing: Vec<String>,
    /// Whether any other cell that is none of its values means *not stated*; else it is trouble.
    pub takes_rest_for_missing: bool,
}

/// Where a segment comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SegmentSource {
    /// From a column.
    Column(ColumnRef),
    /// From the answers to the question at this position.
    Question(usize),
    /// From the hour of submission.
    Hour,
    /// From the weekday of submission.
    Weekday,
    /// From the name of the export.
    File,
}

impl Segment {
    /// The column that it stands in, if it stands in one.
    #[must_use]
    pub const fn column(&self) -> Option<&ColumnRef> {
        match &self.source {
            SegmentSource::Column(column) => Some(column),
            SegmentSource::Question(_) | SegmentSource::Hour | SegmentSource::Weekday | SegmentSource::File => None,
        }
    }
}

/// The values of a segment. In a batch, value `i` of the list has code `i + 1`.
#[derive(Debug, Clone, PartialEq)]
pub enum SegmentValues {
    /// Whatever the export holds, sorted by label.
    Found,
    /// These options, in this order; anything else is unrecognised and counts as not stated.
    Options(Vec<AnswerOption>),
    /// Bands `[lower, upper)` of numbers, or of days since 1970; the last one may be open. Labels like `16–34`, `80+`.
    Bands(Vec<Band>),
    /// Whole periods of dates: those that occur, in time.
    Periods(Period),
}

impl SegmentValues {
    /// Whether what values there are is found in the data.
    #[must_use]
    pub const fn are_found(&self) -> bool {
        matches!(self, SegmentValues::Found | SegmentValues::Periods(_))
    }
}

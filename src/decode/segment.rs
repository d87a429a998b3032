//! The cell of a segment, decoded: a declared value, a band of numbers, or whatever stands there.

use super::band::Band;
use super::number::{Numeral, Says, number};
use crate::label::{fold, tidy_cell};
use crate::results::Reason;
use std::collections::{HashMap, HashSet};

/// Decodes the cells of one segment. A definition makes it (`Segment::decoder`).
#[derive(Debug)]
pub struct SegmentDecoder {
    /// What is not stated, folded.
    pub missing: HashSet<String>,
    /// Whether whatever is none of the values is not stated, and no trouble.
    pub takes_rest_for_missing: bool,
    /// The values there are.
    pub values: SegmentCells,
}

/// What the values of a segment are. They have numbers from 1, in the order declared.
#[derive(Debug)]
pub enum SegmentCells {
    /// Whatever the cells hold.
    Found,
    /// Declared ones.
    Options {
        /// What they are called.
        labels: Vec<String>,
        /// The number of each by its names, folded.
        by_name: HashMap<String, u32>,
        /// That of whatever is none of these.
        other: Option<u32>,
    },
    /// Bands of numbers.
    Bands(Vec<Band>),
}

/// What the cell of a segment turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Group {
    /// Not stated.
    NotStated,
    /// A declared value, by its number.
    Declared(u32),
    /// A band, by its number, whose label says that it ends below.
    Overstepped(u32),
    /// What stands there, tidy, where no values are declared.
    Found(String),
    /// None of the values, and why.
    Unplaced(Reason),
}

impl SegmentDecoder {
    /// What a cell is; and whether that goes for every such cell. `value` reads a number.
    pub fn group(&self, cell: &[u8], value: impl FnOnce(Option<Numeral>) -> Result<f64, Reason>) -> (Group, bool) {
        let label = tidy_cell(cell);
        if label.is_empty() || self.missing.contains(&fold(&label)) {
            return (Group::NotStated, true);
        }
        match &self.values {
            SegmentCells::Found => (Group::Found(label), true),
            SegmentCells::Options { by_name, other, .. } => {
                let known = by_name.get(&fold(&label)).copied().or(*other);
                (known.map_or_else(|| self.unplaced(Reason::Unrecognised), Group::Declared), true)
            }
            SegmentCells::Bands(_) => {
                let numeral = number(&label);
                let group = match value(numeral) {
                    Ok(value) => self.band(value).unwrap_or_else(|| self.unplaced(Reason::OutOfRange)),
                    Err(reason) => self.unplaced(reason),
                };
                // Every cell with a mark tells something about the column, and may mean something else in another.
                (group, numeral.is_none_or(|numeral| numeral.says == Says::Nothing))
            }
        }
    }

    /// The number of a declared value, as people name it.
    #[must_use]
    pub fn declared(&self, label: &str) -> Option<u32> {
        let label = fold(label);
        match &self.values {
            SegmentCells::Found => None,
            SegmentCells::Options { by_name, .. } => by_name.get(&label).copied(),
            SegmentCells::Bands(bands) => {
                (1..).zip(bands).find(|(_, band)| fold(&band.label) == label).map(|(at, _)| at)
            }
        }
    }

    /// What the declared values are called, in their order; `None` where none are declared.
    #[must_use]
    pub fn labels(&self) -> Option<Vec<String>> {
        match &self.values {
            SegmentCells::Found => None,
            SegmentCells::Options { labels, .. } => Some(labels.clone()),
            SegmentCells::Bands(bands) => Some(bands.iter().map(|band| band.label.clone()).collect()),
        }
    }

    /// The band that a number lies in.
    #[must_use]
    pub fn band(&self, value: f64) -> Option<Group> {
        let SegmentCells::Bands(bands) = &self.values else { return None };
        let (at, band) = (1..).zip(bands).find(|(_, band)| band.contains(value))?;
        Some(if band.is_overstepped(value) { Group::Overstepped(at) } else { Group::Declared(at) })
    }

    fn unplaced(&self, reason: Reason) -> Group {
        Group::Unplaced(if self.takes_rest_for_missing { reason.of_no_answer() } else { reason })
    }
}

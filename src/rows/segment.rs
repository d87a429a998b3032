//! Segments: cells as the codes of declared options, of bands, or of whatever values turn up.

use crate::decode::{Lookup, Numeral, Says, number};
use crate::definition::{Band, Segment, SegmentValues};
use crate::diagnostic::{Fault, Faults};
use crate::label::{fold, tidy_cell};
use crate::plan::NOT_STATED;
use crate::results::Reason;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

/// Most different values that a segment without declared ones may have.
const MOST_VALUES: usize = 100_000;

/// Most cells remembered, should a column hold something else in every row.
const MOST_REMEMBERED: usize = 10_000;

/// Turns the cells of one segment into codes. Shared between threads.
#[derive(Debug)]
pub(super) struct SegmentCoder {
    id: String,
    missing: HashSet<String>,
    /// Whether whatever is none of the values is not stated, and no trouble.
    takes_rest_for_missing: bool,
    values: Values,
    /// Cells as they were written before, and what they turned out to be.
    remembered: RwLock<Lookup<Placed>>,
}

/// The code of a cell, and what is wrong with it if it cannot be placed.
type Placed = (u32, Option<Reason>);

#[derive(Debug)]
enum Values {
    /// Codes are handed out as values turn up; nothing may depend on which value gets which.
    Found(RwLock<Seen>),
    Options {
        labels: Vec<String>,
        codes: HashMap<String, u32>,
        /// Of whatever is none of these.
        other: Option<u32>,
    },
    Bands(Vec<Band>),
}

#[derive(Debug, Default)]
struct Seen {
    codes: HashMap<String, u32>,
    labels: Vec<String>,
}

impl SegmentCoder {
    pub(super) fn new(segment: &Segment) -> SegmentCoder {
        let values = match &segment.values {
            SegmentValues::Found => Values::Found(RwLock::default()),
            SegmentValues::Bands(bands) => Values::Bands(bands.clone()),
            SegmentValues::Options(options) => Values::Options {
                labels: options.iter().map(|option| option.label.clone()).collect(),
                codes: (1u32..)
                    .zip(options)
                    .flat_map(|(code, option)| {
                        std::iter::once(&option.label).chain(&option.codes).map(move |name| (fold(name), code))
                    })
                    .collect(),
                other: segment.other.and_then(|at| u32::try_from(at + 1).ok()),
            },
        };
        let missing = segment.missing.iter().map(|token| fold(token)).collect();
        SegmentCoder {
            id: segment.id.clone(),
            missing,
            takes_rest_for_missing: segment.takes_rest_for_missing,
            values,
            remembered: RwLock::default(),
        }
    }

    /// This coder with what it remembers of the pieces before.
    pub(super) fn remembered(&self) -> Remembered<'_> {
        Remembered {
            coder: self,
            known: self.remembered.read().unwrap_or_else(PoisonError::into_inner),
            new: Lookup::default(),
        }
    }

    /// The code of a cell, and what is wrong with it if it cannot be placed; and whether that goes for every such
    /// cell. `value` reads a number.
    ///
    /// # Errors
    ///
    /// When there are too many different values to be a segment.
    fn code(
        &self,
        cell: &[u8],
        value: impl FnOnce(Option<Numeral>) -> Result<f64, Reason>,
    ) -> Result<(Placed, bool), Faults> {
        let label = tidy_cell(cell);
        if label.is_empty() || self.missing.contains(&fold(&label)) {
            return Ok(((NOT_STATED, None), true));
        }
        let why = |reason: Reason| if self.takes_rest_for_missing { reason.of_no_answer() } else { reason };
        let placed = |code: Option<u32>, reason| (code.unwrap_or(NOT_STATED), code.is_none().then(|| why(reason)));
        let code = match &self.values {
            Values::Found(_) => (self.found(&label)?, None),
            Values::Options { codes, other, .. } => {
                placed(codes.get(&fold(&label)).copied().or(*other), Reason::Unrecognised)
            }
            Values::Bands(bands) => {
                let numeral = number(&label);
                let code = match value(numeral) {
                    Ok(value) => placed(band(bands, value), Reason::OutOfRange),
                    Err(reason) => (NOT_STATED, Some(why(reason))),
                };
                // Every cell with a mark tells something about the column, and may mean something else in another.
                return Ok((code, numeral.is_none_or(|numeral| numeral.says == Says::Nothing)));
            }
        };
        Ok((code, true))
    }

    /// The code of a value as people name it; a new one for a segment without declared values.
    pub(super) fn code_of_label(&self, label: &str) -> Option<u32> {
        match &self.values {
            Values::Found(_) => self.found(&tidy_cell(label.as_bytes())).ok(),
            Values::Options { codes, .. } => codes.get(&fold(label)).copied(),
            Values::Bands(bands) => (1..).zip(bands).find(|(_, band)| fold(&band.label) == fold(label)).map(|(c, _)| c),
        }
    }

    /// The labels of the codes from 1.
    pub(super) fn labels(&self) -> Vec<String> {
        match &self.values {
            Values::Found(seen) => seen.read().unwrap_or_else(PoisonError::into_inner).labels.clone(),
            Values::Options { labels, .. } => labels.clone(),
            Values::Bands(bands) => bands.iter().map(|band| band.label.clone()).collect(),
        }
    }

    fn found(&self, label: &str) -> Result<u32, Faults> {
        let Values::Found(seen) = &self.values else { return Ok(NOT_STATED) };
        if let Some(code) = seen.read().unwrap_or_else(PoisonError::into_inner).codes.get(label) {
            return Ok(*code);
        }
        let mut seen = seen.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(code) = seen.codes.get(label) {
            return Ok(*code); // another thread was quicker
        }
        if seen.labels.len() >= MOST_VALUES {
            return Err(self.too_many());
        }
        seen.labels.push(label.to_string());
        let code = u32::try_from(seen.labels.len()).unwrap_or(u32::MAX);
        seen.codes.insert(label.to_string(), code);
        Ok(code)
    }

    fn too_many(&self) -> Faults {
        Fault::new(format!("the segment `{}` has more than {MOST_VALUES} different values", self.id))
            .help("is its column an identifier? name a column with few values, or declare `bands:` for numbers")
            .into()
    }
}

/// Codes the cells of one piece. What is new in it is remembered for the pieces after it.
pub(super) struct Remembered<'a> {
    coder: &'a SegmentCoder,
    known: RwLockReadGuard<'a, Lookup<Placed>>,
    new: Lookup<Placed>,
}

impl Remembered<'_> {
    /// The code of the cell that stands there in a text, and what is wrong with it if it cannot be placed. `value`
    /// reads a number.
    ///
    /// # Errors
    ///
    /// When there are too many different values to be a segment.
    #[inline]
    pub(super) fn code(
        &mut self,
        text: &[u8],
        cell: &Range<usize>,
        value: impl FnOnce(Option<Numeral>) -> Result<f64, Reason>,
    ) -> Result<Placed, Faults> {
        if let Some(placed) = self.known.get(text, cell).or_else(|| self.new.get(text, cell)) {
            return Ok(placed);
        }
        let (placed, is_always) = self.coder.code(&text[cell.clone()], value)?;
        if is_always {
            self.new.insert(&text[cell.clone()], placed);
        }
        Ok(placed)
    }

    /// Remembers what was new.
    pub(super) fn keep(self) {
        let Remembered { coder, known, new } = self;
        let room = MOST_REMEMBERED.saturating_sub(known.count());
        drop(known);
        if new.count() > 0 && room > 0 {
            let mut known = coder.remembered.write().unwrap_or_else(PoisonError::into_inner);
            new.words().take(room).for_each(|(word, placed)| known.insert(word, placed));
        }
    }
}

fn band(bands: &[Band], value: f64) -> Option<u32> {
    let inside = |band: &Band| value >= band.lower && band.upper.is_none_or(|upper| value < upper);
    (1..).zip(bands).find(|(_, band)| inside(band)).map(|(code, _)| code)
}

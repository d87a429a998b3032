//! The column of a segment: cells as codes. Of values that are only found in the data, codes are handed out as they turn
//! up; nothing may depend on which value gets which.

use super::column::Column;
use super::decimals::Decimals;
use super::findings::About;
use super::groups::Groups;
use super::notes::{Notes, is_read};
use crate::decode::{Group, Lookup, Numeral, SegmentDecoder};
use crate::definition::{Segment, SegmentSource, SegmentValues};
use crate::diagnostic::{Fault, Faults};
use crate::label::tidy;
use crate::plan::{NOT_STATED, Period, UNDATED, from_days};
use crate::results::Reason;
use std::collections::{BTreeMap, HashMap};
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
    source: SegmentSource,
    /// The period that dates are put together by, where its groups are periods.
    period: Option<Period>,
    decoder: SegmentDecoder,
    found: RwLock<Found>,
    /// Cells as they were written before, and what they turned out to be.
    remembered: RwLock<Lookup<Placed>>,
}

/// The code of a cell, and what there is to say of it.
type Placed = (u32, Option<Reason>);

/// Values that were found, in the order of their codes from 1.
#[derive(Debug, Default)]
struct Found {
    codes: HashMap<String, u32>,
    labels: Vec<String>,
}

impl SegmentCoder {
    pub(super) fn new(segment: &Segment) -> SegmentCoder {
        SegmentCoder {
            id: segment.id.clone(),
            source: segment.source.clone(),
            period: if let SegmentValues::Periods(period) = segment.values { Some(period) } else { None },
            decoder: segment.decoder(),
            found: RwLock::default(),
            remembered: RwLock::default(),
        }
    }

    /// The groups of the segment at position `at` that every row of a batch is in.
    ///
    /// # Errors
    ///
    /// When there are too many different values to be a segment.
    pub(super) fn groups(
        &self,
        at: usize,
        known: &Known,
        decimals: &Decimals,
        notes: &mut Notes,
    ) -> Result<Groups, Faults> {
        match self.source {
            SegmentSource::Column(_) => self.column(at, decimals, notes).map(Groups::One),
            SegmentSource::Question(question) => match self.period {
                Some(period) => self.periods(period, &known.columns[question]),
                None => Ok(self.answers(at, question, known, notes)),
            },
            SegmentSource::Hour => Ok(Groups::One(known.hours.clone())),
            SegmentSource::Weekday => Ok(Groups::One(known.days.iter().map(|day| weekday(*day)).collect())),
            SegmentSource::File => Ok(Groups::One(vec![self.code_of_found(known.file)?; notes.raw.rows()])),
        }
    }

    /// The groups of the segment at position `at` by the answers to a question.
    fn answers(&self, at: usize, question: usize, known: &Known, notes: &mut Notes) -> Groups {
        let cell = notes.raw.layout.questions[question].last().copied();
        Groups::of_numbers(&known.columns[question], |row, number| match self.decoder.band(number)? {
            Group::Declared(band) => Some(band),
            Group::Overstepped(band) => {
                if let Some(cell) = cell {
                    notes.add(row, About::Segment(at), Reason::BetweenBands, cell);
                }
                Some(band)
            }
            Group::NotStated | Group::Found(_) | Group::Unplaced(_) => None,
        })
    }

    /// The groups by the periods that dates fall in.
    ///
    /// # Errors
    ///
    /// When there are too many different ones.
    fn periods(&self, period: Period, column: &Column) -> Result<Groups, Faults> {
        let mut codes: BTreeMap<i32, Result<u32, Faults>> = BTreeMap::new();
        #[expect(clippy::cast_possible_truncation, reason = "the values of dates are days of the calendar")]
        let code = |_, day: f64| {
            let code =
                codes.entry(day as i32).or_insert_with_key(|day| self.code_of_found(&period.label(period.start(*day))));
            code.as_ref().ok().copied()
        };
        let groups = Groups::of_numbers(column, code);
        codes.into_values().collect::<Result<Vec<u32>, Faults>>().map(|_| groups)
    }

    /// Whether it needs the hours at which responses were submitted.
    pub(super) fn needs_hours(&self) -> bool {
        self.source == SegmentSource::Hour
    }

    /// The codes of the segment at position `at` in every row of a batch.
    ///
    /// # Errors
    ///
    /// When there are too many different values to be a segment.
    fn column(&self, at: usize, decimals: &Decimals, notes: &mut Notes) -> Result<Vec<u32>, Faults> {
        let (raw, fates) = (notes.raw, notes.fates);
        let mut codes = vec![NOT_STATED; raw.rows()];
        let Some(column) = raw.layout.segments[at] else { return Ok(codes) };
        let cells = raw.column(column);
        let mut remembered = self.remembered();
        let mut marks = decimals.marks_of_segment(raw, at);
        for (row, code) in codes.iter_mut().enumerate().filter(|(row, _)| is_read(fates[*row])) {
            let (text, place) = cells.place(row);
            let (found, trouble) = remembered.code(text, &place, |numeral| marks.value(numeral, row))?;
            *code = found;
            if let Some(reason) = trouble {
                notes.add(row, About::Segment(at), reason, column);
            }
        }
        remembered.keep();
        if notes.scope.notes(About::Segment(at)) {
            marks.finish();
        }
        Ok(codes)
    }

    /// The code of a value as people name it; a new one for a segment without declared values.
    pub(super) fn code_of_label(&self, label: &str) -> Option<u32> {
        match self.decoder.labels() {
            None => self.code_of_found(&tidy(label)).ok(),
            Some(_) => self.decoder.declared(label),
        }
    }

    /// The labels of the codes from 1.
    pub(super) fn labels(&self) -> Vec<String> {
        let found = || self.found.read().unwrap_or_else(PoisonError::into_inner).labels.clone();
        self.decoder.labels().unwrap_or_else(found)
    }

    /// This coder with what it remembers of the pieces before.
    fn remembered(&self) -> Remembered<'_> {
        Remembered {
            coder: self,
            known: self.remembered.read().unwrap_or_else(PoisonError::into_inner),
            new: Lookup::default(),
        }
    }

    /// The code of a cell, and what is wrong with it if it cannot be placed; and whether that goes for every such
    /// cell. `value` reads a number.
    fn code(
        &self,
        cell: &[u8],
        value: impl FnOnce(Option<Numeral>) -> Result<f64, Reason>,
    ) -> Result<(Placed, bool), Faults> {
        let (group, is_always) = self.decoder.group(cell, value);
        let placed = match group {
            Group::NotStated => (NOT_STATED, None),
            Group::Declared(code) => (code, None),
            Group::Overstepped(code) => (code, Some(Reason::BetweenBands)),
            Group::Found(label) => (self.code_of_found(&label)?, None),
            Group::Unplaced(reason) => (NOT_STATED, Some(reason)),
        };
        Ok((placed, is_always))
    }

    fn code_of_found(&self, label: &str) -> Result<u32, Faults> {
        if let Some(code) = self.found.read().unwrap_or_else(PoisonError::into_inner).codes.get(label) {
            return Ok(*code);
        }
        let mut found = self.found.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(code) = found.codes.get(label) {
            return Ok(*code); // another thread was quicker
        }
        if found.labels.len() >= MOST_VALUES {
            return Err(self.too_many());
        }
        found.labels.push(label.to_string());
        let code = u32::try_from(found.labels.len()).unwrap_or(u32::MAX);
        found.codes.insert(label.to_string(), code);
        Ok(code)
    }

    fn too_many(&self) -> Faults {
        Fault::new(format!("the segment `{}` has more than {MOST_VALUES} different values", self.id))
            .help("is its column an identifier? name a column with few values, or declare `bands:` for numbers")
            .into()
    }
}

/// What is known of the rows of a batch beside the cells of their segments.
pub(super) struct Known<'a> {
    /// The answers to every question.
    pub(super) columns: &'a [Column],
    /// The day of every response.
    pub(super) days: &'a [i32],
    /// The hour of every response, numbered from 1, where a segment asks for it.
    pub(super) hours: Vec<u32>,
    /// What the export is called.
    pub(super) file: &'a str,
}

/// The group of a day's weekday, numbered from 1 for Monday.
fn weekday(day: i32) -> u32 {
    if day == UNDATED {
        return NOT_STATED;
    }
    u32::try_from(from_days(day).weekday().to_monday_one_offset()).unwrap_or(NOT_STATED)
}

/// Codes the cells of one piece. What is new in it is remembered for the pieces after it.
struct Remembered<'a> {
    coder: &'a SegmentCoder,
    known: RwLockReadGuard<'a, Lookup<Placed>>,
    new: Lookup<Placed>,
}

impl Remembered<'_> {
    /// The code of the cell that stands there in a text, and what is wrong with it if it cannot be placed. `value`
    /// reads a number.
    #[inline]
    fn code(
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
    fn keep(self) {
        let Remembered { coder, known, new } = self;
        let room = MOST_REMEMBERED.saturating_sub(known.count());
        drop(known);
        if new.count() > 0 && room > 0 {
            let mut known = coder.remembered.write().unwrap_or_else(PoisonError::into_inner);
            new.words().take(room).for_each(|(word, placed)| known.insert(word, placed));
        }
    }
}

//! The cells of one response to one question, decoded.

use super::answer::{Answer, Read, Trouble, missing, unrecognised};
use super::calendar::Calendar;
use super::length::length as length_of_time;
use super::number::{Numeral, plain};
use super::ranks::{self, Items};
use super::selection::Selection;
use super::ticks::{OneTick, Ticks};
use super::unit::Unit;
use super::words::Words;
use crate::label::{tidy_cell, tidy_length};
use crate::plan::{Code, FIRST_OPTION, to_days};
use crate::results::Reason;
use crate::scale::Missing;
use std::ops::Range;

/// Decodes the cells of one question. A definition makes it (`Question::decoder`).
#[derive(Debug)]
pub struct Decoder {
    /// Cells that stand for themselves.
    pub words: Words,
    /// How all other cells become an answer.
    pub cells: Cells,
    /// Options, or items of a ranking.
    pub options: usize,
    /// The option that answers count as which are none of the others.
    pub other: Option<Code>,
    /// Whether whatever is none of the answers is no answer, and no trouble.
    pub takes_rest_for_missing: bool,
}

/// Lowest and highest number that is believed.
type Bounds = (Option<f64>, Option<f64>);

/// How the cells of a question become an answer.
#[derive(Debug)]
pub enum Cells {
    /// One cell, with a word.
    Label,
    /// One cell with any number of options.
    Delimited(Selection),
    /// A cell per option.
    PerOption(Ticks),
    /// A cell per answer, of which one is ticked.
    Ticked(OneTick),
    /// A cell per item with its rank.
    RankPerItem,
    /// A cell per place with the item put there.
    ItemPerPlace(Items),
    /// One cell with all items, best first.
    RankedList(Selection),
    /// A number.
    Number {
        /// What it may stand with.
        unit: Unit,
        /// Lowest and highest number that is believed.
        range: Bounds,
    },
    /// A length of time.
    Duration {
        /// Seconds of one unit.
        unit: u32,
        /// Shortest and longest that is believed, in units.
        range: Bounds,
    },
    /// Two cells, from one point of time to the other.
    Elapsed {
        /// How both are written.
        calendar: Calendar,
        /// Seconds of one unit.
        unit: u32,
        /// Shortest and longest that is believed, in units.
        range: Bounds,
    },
    /// A date, as days since 1970.
    Date(Calendar),
    /// A text, as its length.
    Text,
}

impl Decoder {
    /// Whether every answer is one cell with one word.
    #[must_use]
    pub const fn is_label(&self) -> bool {
        matches!(self.cells, Cells::Label)
    }

    /// The code of an answer that is one cell with one word, wherever that stands in a text; `None` when it is none of
    /// the words.
    #[inline]
    #[must_use]
    pub fn label(&self, text: &[u8], cell: &Range<usize>) -> Option<Code> {
        self.words.code_at(text, cell).or(self.other)
    }

    /// The answer in these trimmed cells, one for each of the question's columns, and what is wrong with it if
    /// something is. `value` reads a number, or says why it is none: which mark stands before its decimals only the
    /// whole column tells.
    pub fn answer(&self, cells: &[&[u8]], value: impl FnMut(Option<Numeral>) -> Result<f64, Reason>) -> Read {
        match &self.cells {
            Cells::PerOption(ticks) => self.excused(ticks.answer(cells, &self.words, self.other)),
            Cells::Ticked(ticks) => ticks.answer(cells, &self.words),
            Cells::RankPerItem => ranks::of_items(cells, &self.words, value),
            Cells::ItemPerPlace(items) => items.by_place(cells, &self.words),
            Cells::Elapsed { calendar, unit, range } => match self.elapsed(cells, calendar, *unit, *range) {
                // What ends before it begins has two times in it, and is trouble whatever the definition says.
                read @ (_, Some((Reason::OutOfRange, _))) => read,
                read => self.excused(read),
            },
            _ => match only(cells) {
                Some(cell) => self.single(cell, value),
                None => unrecognised(Reason::Unrecognised, 0),
            },
        }
    }

    /// Why a cell is none of the answers: no trouble where the definition takes whatever is none for no answer.
    #[must_use]
    pub fn reason(&self, reason: Reason) -> Reason {
        if self.takes_rest_for_missing { reason.of_no_answer() } else { reason }
    }

    fn excused(&self, (answer, trouble): Read) -> Read {
        (answer, trouble.map(|(reason, cell)| (self.reason(reason), cell)))
    }

    /// An answer in one trimmed cell.
    fn single(&self, cell: &[u8], value: impl FnMut(Option<Numeral>) -> Result<f64, Reason>) -> Read {
        match self.words.code(cell) {
            Some(code) => (Answer::of_code(code), None),
            None => self.excused(self.other_than_words(cell, value)),
        }
    }

    /// A cell that is no word of the question's own.
    fn other_than_words(&self, cell: &[u8], mut value: impl FnMut(Option<Numeral>) -> Result<f64, Reason>) -> Read {
        match &self.cells {
            #[expect(clippy::cast_precision_loss, reason = "lengths of comments")]
            Cells::Text => (Answer::Value(tidy_length(cell) as f64), None),
            Cells::Number { unit, range } => within(value(unit.of_cell(cell)), *range),
            Cells::Duration { unit, range } => within(value(length(cell, *unit)), *range),
            Cells::Date(calendar) => match calendar.day(&tidy_cell(cell)) {
                Some(day) => (Answer::Value(f64::from(to_days(day))), None),
                None => unrecognised(Reason::BadDate, 0),
            },
            Cells::Delimited(selection) => self.several(selection, cell),
            Cells::RankedList(selection) => {
                let (found, unknown) = selection.read(&String::from_utf8_lossy(cell));
                let ranks = ranks::of_list(&found, self.options).filter(|_| unknown == 0);
                ranks.map_or(unrecognised(Reason::Unrecognised, 0), |ranks| (Answer::Ranks(ranks), None))
            }
            Cells::Label => {
                self.other.map_or(unrecognised(Reason::Unrecognised, 0), |other| (Answer::Option(other), None))
            }
            // These do not stand in one cell.
            Cells::PerOption(_)
            | Cells::Ticked(_)
            | Cells::RankPerItem
            | Cells::ItemPerPlace(_)
            | Cells::Elapsed { .. } => unrecognised(Reason::Unrecognised, 0),
        }
    }

    /// Any number of options in one cell. It is not tidied: the separator may be a line break.
    fn several(&self, selection: &Selection, cell: &[u8]) -> Read {
        let (mut found, mut unknown) = selection.read(&String::from_utf8_lossy(cell));
        if let Some(other) = self.other.filter(|_| unknown > 0) {
            found.push(usize::from(other - FIRST_OPTION));
            unknown = 0;
        }
        found.sort_unstable();
        found.dedup();
        if found.is_empty() {
            return unrecognised(Reason::Unrecognised, 0);
        }
        let trouble: Option<Trouble> = (unknown > 0).then_some((Reason::Unrecognised, 0));
        (Answer::Options(codes(&found)), trouble)
    }

    /// The time from the first cell to the second. Where the first is missing nothing began; where only the second
    /// is, it may not have ended yet.
    fn elapsed(&self, cells: &[&[u8]], calendar: &Calendar, unit: u32, range: Bounds) -> Read {
        let mut seconds = [0.0; 2];
        for (at, (second, cell)) in seconds.iter_mut().zip(cells).enumerate() {
            match (self.words.missing(cell), calendar.second(&tidy_cell(cell))) {
                (Some(Missing::Never), _) if at == 0 => return missing(Missing::NoAnswer),
                (Some(kind), _) => return missing(kind),
                (None, Some(found)) => *second = found,
                (None, None) => return unrecognised(Reason::BadDate, at),
            }
        }
        let elapsed = (seconds[1] - seconds[0]) / f64::from(unit);
        // Nothing ends before it begins.
        within(Ok(elapsed), (range.0.or(Some(0.0)), range.1))
    }
}

/// The only one of these cells that is filled; an empty one when none is, `None` when several are.
fn only<'a>(cells: &[&'a [u8]]) -> Option<&'a [u8]> {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    let cell = filled.next().copied().unwrap_or_default();
    filled.next().is_none().then_some(cell)
}

/// A number as a value, if it lies in the declared range.
fn within(value: Result<f64, Reason>, range: Bounds) -> Read {
    let is_inside = |value: f64| range.0.is_none_or(|low| value >= low) && range.1.is_none_or(|high| value <= high);
    match value {
        Ok(value) if is_inside(value) => (Answer::Value(value), None),
        Ok(_) => unrecognised(Reason::OutOfRange, 0),
        Err(reason) => unrecognised(reason, 0),
    }
}

/// The length of time in a trimmed cell, in units of so many seconds.
fn length(cell: &[u8], unit: u32) -> Option<Numeral> {
    // What is in the unit already is not taken to seconds and back.
    let other = || Some(length_of_time(&tidy_cell(cell), unit)?.map(|seconds| seconds / f64::from(unit)));
    plain(cell).or_else(other)
}

#[expect(clippy::cast_possible_truncation, reason = "a definition cannot have 65,000 options")]
fn codes(options: &[usize]) -> Vec<Code> {
    options.iter().map(|option| *option as Code).collect()
}

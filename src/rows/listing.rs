//! Going through the responses of exports once they have been counted, one by one in the order of the files.

use super::batch::Batch;
use super::coder::{Coder, Stopped};
use super::column::Column;
use super::counting::count_and_keep;
use super::counts::Counts;
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults};
use crate::label::tidy_cell;
use crate::plan::{FIRST_OPTION, Key, NOT_STATED, Plan};
use crate::responses::{Fate, Ids, Places, RawBatch, Reader};

/// Exports that have been counted.
#[derive(Debug)]
pub struct Listing<'a> {
    survey: &'a Survey,
    reader: Reader,
    coder: Coder,
}

/// A response that is analysed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Listed<'a> {
    /// Position of its file among the exports.
    pub file: usize,
    /// The row below the header that it stands in, from 1.
    pub row: u64,
    /// Its id, where the survey has ids.
    pub id: Option<&'a str>,
    /// Its values of the keys asked for, as they were counted.
    pub values: &'a [u32],
    /// Its weight in the unit of the counts; 1 without weights.
    pub weight: f64,
}

/// Counts the responses as [`count`](super::count) does, and keeps what it takes to go through them once more.
///
/// # Errors
///
/// Those of [`count`](super::count), and before anything is read where it could not be read once more.
pub fn count_to_list<'a>(
    survey: &'a Survey,
    plan: &Plan,
    reader: Reader,
    threads: usize,
) -> Result<(Counts, Listing<'a>), Faults> {
    if let Some(source) = reader.read_only_once().next() {
        let fault = Fault::new("responses are gone through twice, and this cannot be read once more").in_file(source);
        return Err(fault.help("save it as a file and name that").into());
    }
    let (counts, reader, coder) = count_and_keep(survey, plan, reader, threads)?;
    Ok((counts, Listing { survey, reader, coder }))
}

impl Listing<'_> {
    /// Hands out every response that is analysed, in the order of the files and of their rows, with its values of these
    /// keys, each of which gives one value a respondent. Whoever is handed them says whether to go on.
    ///
    /// # Errors
    ///
    /// The first thing that keeps a file from being read to its end: one that has changed since it was counted.
    pub fn each(mut self, keys: &[Key], mut each: impl FnMut(&Listed) -> bool) -> Result<(), Faults> {
        self.reader.begin_again();
        self.coder.begin_again();
        let (ids, mut places) = (Ids::new(self.survey), Places::default());
        let (mut before, mut goes_on): (Vec<u64>, bool) = (Vec::new(), true);
        while let Some(piece) = self.reader.read_piece()?.filter(|_| goes_on) {
            let coded = self.coder.code_each(piece, &ids, &mut places, |raw, batch, _| {
                let file = raw.extent.input;
                before.resize(before.len().max(file + 1), 0);
                goes_on = goes_on && hand_out(raw, &batch, before[file], keys, &mut each);
                before[file] += batch.rows() as u64;
            });
            coded.map_err(|stopped| match stopped {
                Stopped::Faults(faults) => faults,
                Stopped::Unclear => Fault::new("an export has changed since it was counted").into(),
            })?;
        }
        Ok(())
    }
}

/// The responses of a batch, of whose file so many rows came before.
fn hand_out(raw: &RawBatch, batch: &Batch, before: u64, keys: &[Key], each: &mut impl FnMut(&Listed) -> bool) -> bool {
    let mut values = Vec::with_capacity(keys.len());
    for row in (0..batch.rows()).filter(|row| batch.fates[*row] == Fate::Analysed) {
        values.clear();
        values.extend(keys.iter().map(|key| value(*key, batch, row)));
        let id = raw.layout.response_id.map(|column| tidy_cell(raw.cell(row, column)));
        let weight = batch.weights.as_ref().map_or(1.0, |weights| weights[row].0.to_f64());
        let row = before + row as u64 + 1;
        let listed = Listed { file: raw.extent.input, row, id: id.as_deref(), values: &values, weight };
        if !each(&listed) {
            return false;
        }
    }
    true
}

/// The value that a row has of a key; the first one where it has several.
fn value(key: Key, batch: &Batch, row: usize) -> u32 {
    match key {
        Key::Segment { at, .. } => batch.segments[at].of_row(row).first().copied().unwrap_or(NOT_STATED),
        Key::Answer { question, .. } => match &batch.columns[question] {
            Column::Coded(codes) => codes[row].checked_sub(FIRST_OPTION).map_or(NOT_STATED, |code| u32::from(code) + 1),
            Column::Multiple { .. } | Column::Ranked { .. } | Column::Values { .. } => NOT_STATED,
        },
        Key::Side(sides) => sides.of(batch.input, batch.days[row]),
        Key::Wave(period) => period.start(batch.days[row]).cast_unsigned(),
    }
}

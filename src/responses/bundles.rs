//! Tables of responses that somebody else reads: their columns, and rows of theirs that stand for all responses that
//! are alike in the columns looked at.

use super::batch::RawBatch;
use super::fate::Fate;
use super::layout::{Form, Layout};
use super::platform::{Head, PLAIN};
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults};
use crate::table::Together;
use std::ops::Range;
use std::sync::Arc;

/// A table with a response in every row, and where in it everything stands that a survey needs.
#[derive(Debug, Clone)]
pub struct Table {
    pub(crate) name: String,
    pub(crate) layout: Arc<Layout>,
}

impl Table {
    /// The table of this name with these columns.
    ///
    /// # Errors
    ///
    /// When it has no columns; every column that the survey names and that is missing or not unique.
    pub fn new(name: &str, columns: &[String], survey: &Survey) -> Result<Table, Faults> {
        let in_table = |fault: Fault| fault.in_file(name);
        let header = [columns.to_vec()];
        let head = Head::new(&header).filter(|_| !columns.is_empty());
        let head = head.ok_or_else(|| in_table(Fault::new("the table has no columns")))?;
        let headers = (PLAIN.lay_out)(head).map_err(in_table)?;
        let form = Form { width: columns.len(), ..Form::default() };
        let layout = Layout::new(headers, &form, survey);
        let layout = layout.map_err(|faults| Faults(faults.into_iter().map(in_table).collect()))?;
        Ok(Table { name: name.to_owned(), layout: Arc::new(layout) })
    }

    /// The position of the column that holds the ids of responses, if the survey names one.
    #[must_use]
    pub fn response_id(&self) -> Option<usize> {
        self.layout.response_id
    }

    /// What a column is called in messages.
    #[must_use]
    pub fn header(&self, column: usize) -> String {
        self.layout.header(column)
    }
}

/// Bundles of responses: rows that each stand for the responses with the same cells in some columns of a table.
#[derive(Debug)]
pub struct Bundles {
    pub(crate) raw: RawBatch,
    /// Where the cells of the columns looked at stand in a row.
    slots: Vec<usize>,
}

impl Bundles {
    /// None yet, of responses that are told apart by these columns of the table.
    #[must_use]
    pub fn new(table: &Table, columns: &[usize]) -> Bundles {
        let mut raw = RawBatch::new(0, 0, Arc::clone(&table.layout), Vec::new());
        raw.times = Some(Vec::new());
        Bundles { raw, slots: columns.iter().map(|column| table.layout.slots[*column] as usize).collect() }
    }

    /// Adds so many responses with these cells, in the order of the columns, and what they weigh where that was added up.
    pub fn push<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>, responses: u64, together: Option<Together>) {
        const NONE: Range<u32> = 0..0;
        let first = self.raw.cells.len();
        self.raw.cells.resize(first + self.raw.layout.needed.len(), NONE);
        for (slot, cell) in self.slots.iter().zip(cells) {
            let range = self.raw.rewrite(cell.bytes());
            self.raw.cells[first + slot] = range;
        }
        self.raw.finish_row(Fate::Analysed, 0, &[]);
        self.raw.times.get_or_insert_default().push(responses);
        self.raw.together.push(together);
    }

    /// How many there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.raw.rows()
    }
}

//! A weighting to targets, for people at a terminal, and the weights themselves, for other programs.

use super::Look;
use super::csv::safe_cell;
use super::ink::Ink;
use super::layout::wrap;
use super::table;
use super::terminal::finish;
use crate::view::WeightingView;
use std::io::{self, Write};

/// The weighting as text of at most `look.width` columns (but at least 40).
pub fn text(view: &WeightingView, look: &Look) -> String {
    let (page, ink) = (look.page(), Ink::new(look.color));
    let mut out: Vec<String> = wrap(&view.title, page).iter().map(|line| ink.strong(line)).collect();
    out.extend(view.facts.iter().flat_map(|fact| wrap(fact, page)));
    for shown in &view.tables {
        out.push(String::new());
        out.extend(table::text(shown, page, ink));
    }
    for caution in &view.cautions {
        out.push(String::new());
        out.extend(wrap(caution, page).iter().map(|line| ink.caution(line)));
    }
    finish(&out)
}

/// The weights of responses as CSV, written while they come in.
pub struct WeightsCsv<W: Write> {
    table: csv::Writer<W>,
    files: Vec<String>,
}

impl<W: Write> WeightsCsv<W> {
    /// A table with its header: of several files (by their names) each row says which it is from, and where responses have
    /// no ids, in which row of it.
    ///
    /// # Errors
    ///
    /// When it cannot be written there.
    pub fn new(out: W, files: &[String], have_ids: bool) -> io::Result<WeightsCsv<W>> {
        let files: Vec<String> =
            if files.len() > 1 { files.iter().map(|name| safe_cell(name)).collect() } else { Vec::new() };
        let mut table = csv::Writer::from_writer(out);
        let key = if have_ids { "response_id" } else { "row" };
        table.write_record((!files.is_empty()).then_some("file").into_iter().chain([key, "weight"]))?;
        Ok(WeightsCsv { table, files })
    }

    /// Adds a response: its id, or its row below the header; its weight in the fewest digits that are read as that number.
    ///
    /// # Errors
    ///
    /// When it cannot be written there.
    pub fn add(&mut self, file: usize, id: Option<&str>, row: u64, weight: f64) -> io::Result<()> {
        let key = id.map_or_else(|| row.to_string(), safe_cell);
        let file = self.files.get(file).map(String::as_str);
        self.table.write_record(file.into_iter().chain([key.as_str(), &weight.to_string()]))?;
        Ok(())
    }

    /// Writes what is left.
    ///
    /// # Errors
    ///
    /// When it cannot be written there.
    pub fn finish(mut self) -> io::Result<()> {
        self.table.flush()
    }
}

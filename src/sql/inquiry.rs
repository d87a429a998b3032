//! What a database is asked in one statement: to group its rows by several sets of columns.

use crate::diagnostic::Faults;
use crate::responses::Bundles;
use crate::rows::{Bundled, Extract, Look};

/// One statement.
#[derive(Debug)]
pub(super) struct Inquiry {
    /// All columns that are asked for.
    pub(super) columns: Vec<(usize, Extract)>,
    /// The sets of them that rows are grouped by: no two the same.
    pub(super) sets: Vec<Set>,
}

/// One set of columns, and the looks that want to know of it.
#[derive(Debug)]
pub(super) struct Set {
    /// Positions among the columns of the inquiry, in the order of the looks.
    pub(super) columns: Vec<usize>,
    /// Positions of the looks; one at least.
    pub(super) looks: Vec<usize>,
}

impl Set {
    /// Room for what comes back, for each of the looks.
    pub(super) fn bundles(&self, engine: &Bundled) -> Vec<Bundles> {
        self.looks.iter().map(|look| engine.bundles(*look)).collect()
    }

    /// Counts what came back.
    ///
    /// # Errors
    ///
    /// When a segment has too many values, or a breakdown too many groups.
    pub(super) fn add(&self, bundles: Vec<Bundles>, engine: &mut Bundled) -> Result<(), Faults> {
        self.looks.iter().zip(bundles).try_for_each(|(look, bundles)| engine.add(*look, bundles))
    }
}

impl Inquiry {
    /// The set that a row was grouped by: its cells are there, and no others.
    pub(super) fn set_of(&self, cells: &[Option<&str>]) -> Option<usize> {
        let there = cells.iter().flatten().count();
        let is_whole =
            |set: &Set| set.columns.len() == there && set.columns.iter().all(|column| cells[*column].is_some());
        self.sets.iter().position(is_whole)
    }
}

/// The inquiries that answer all looks, of so many sets at most. Looks that ask for the same are answered together.
pub(super) fn inquiries(looks: &[Look], most_sets: usize) -> Vec<Inquiry> {
    let mut different: Vec<(&Look, Vec<usize>)> = Vec::new();
    for (at, look) in looks.iter().enumerate() {
        match different.iter_mut().find(|(known, _)| known.columns == look.columns) {
            Some((_, same)) => same.push(at),
            None => different.push((look, vec![at])),
        }
    }
    different.chunks(most_sets.max(1)).map(inquiry).collect()
}

fn inquiry(looks: &[(&Look, Vec<usize>)]) -> Inquiry {
    let mut columns: Vec<(usize, Extract)> = looks.iter().flat_map(|(look, _)| look.columns.iter().copied()).collect();
    columns.sort_unstable();
    columns.dedup();
    let place = |column: &(usize, Extract)| columns.binary_search(column).ok();
    let set = |(look, same): &(&Look, Vec<usize>)| Set {
        columns: look.columns.iter().filter_map(place).collect(),
        looks: same.clone(),
    };
    let sets = looks.iter().map(set).collect();
    Inquiry { columns, sets }
}

//! Columns side by side that belong together.

use super::cells::Cells;
use super::draft::Column;
use super::stems::{self, Place, Way};
use super::words::cut;
use super::work::look;
use crate::label::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Longest name of an option or item in a definition, in characters: YAML allows 1024 for a key, and an
/// unprintable character takes ten.
const LONGEST_LABEL: usize = 100;

/// Columns side by side that may be one question.
pub(super) struct Block<'a> {
    pub stem: String,
    pub columns: Vec<&'a Column<'a>>,
    /// Names of the columns within the block, none twice.
    pub items: Vec<String>,
    /// Whether only their codes say that they belong together.
    pub is_coded: bool,
}

impl<'a> Block<'a> {
    /// Columns with their names within the block.
    pub fn new(stem: String, columns: impl Iterator<Item = (&'a Column<'a>, String)>) -> Block<'a> {
        let (columns, items): (Vec<&Column>, Vec<String>) = columns.unzip();
        Block { stem, columns, items: distinct(items.into_iter()), is_coded: false }
    }

    /// The columns that begin these with one stem, if there are two.
    pub fn first(columns: &'a [Column<'a>], places: &[Vec<Place>]) -> Option<Block<'a>> {
        let (first, length) = stems::run(places)?;
        let of_block = columns.iter().zip(places).take(length);
        let of_block =
            of_block.filter_map(|(column, places)| Some((column, stems::beside(places, first)?.item.clone())));
        Some(Block { is_coded: first.way == Way::Coded, ..Block::new(first.stem.clone(), of_block) })
    }

    /// Some of its columns.
    pub fn part(&self, at: impl Iterator<Item = usize>) -> Block<'a> {
        let (columns, items) = at.inspect(|_| look()).map(|at| (self.columns[at], self.items[at].clone())).unzip();
        Block { stem: self.stem.clone(), columns, items, is_coded: self.is_coded }
    }

    /// Some of its columns under other names.
    pub fn named(&self, at: &[usize], name: impl Fn(usize) -> String) -> Block<'a> {
        let names = distinct(at.iter().map(|at| name(*at)));
        Block { items: names, ..self.part(at.iter().copied()) }
    }

    /// The block without the columns in which nothing is filled in, if two are left.
    pub fn answered(&self) -> Option<Block<'a>> {
        let is_filled = |at: &usize| self.columns[*at].cells.all().next().is_some();
        let block = self.part((0..self.columns.len()).filter(is_filled));
        (block.columns.len() >= 2).then_some(block)
    }

    /// The rows of a matrix with a column per row and answer, `Row - Answer`: all of them have the same answers.
    pub fn rows(&self) -> Option<Vec<Block<'a>>> {
        let items: Vec<&str> = self.items.iter().map(String::as_str).collect();
        let rows = stems::rows(&items).filter(|rows| rows.last().is_some_and(|row| row.end == items.len()))?;
        Some(rows.into_iter().map(|row| self.row(row)).collect())
    }

    /// One row of a matrix.
    pub fn row(&self, row: Range<usize>) -> Block<'a> {
        let parts = |at: usize| stems::row_and_answer(&self.items[at]).unwrap_or_default();
        let name = parts(row.start).0;
        let columns = row.clone().map(|at| (self.columns[at], parts(at).1.to_owned()));
        Block { is_coded: self.is_coded, ..Block::new(format!("{} - {name}", self.stem), columns) }
    }

    /// Position of its first column.
    pub fn position(&self) -> usize {
        self.columns.first().map_or(1, |column| column.profile.position)
    }

    pub fn cells(&self) -> Cells {
        Cells::new(self.columns.iter().flat_map(|column| &column.profile.values))
    }

    /// How many people gave an answer, at least: as many as gave it in one column.
    pub fn people(&self, text: &str) -> u64 {
        let folded = fold(text);
        let in_column = |column: &&Column| -> u64 {
            column.cells.all().filter(|cell| cell.folded == folded).map(|cell| cell.count).sum()
        };
        self.columns.iter().map(in_column).max().unwrap_or_default()
    }

    /// What each item of a grid asks: all that is written over its column where its name is only a code.
    pub fn wordings(&self) -> Vec<String> {
        let is_better = |column: &Column| self.is_coded && !column.text.is_empty();
        let wording = |(item, column): (&String, &&Column)| {
            if is_better(column) { column.text.clone() } else { item.clone() }
        };
        self.items.iter().zip(&self.columns).map(wording).collect()
    }
}

/// Labels that are neither too long nor the same.
fn distinct(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let unique = |item: String| {
        let short = cut(&item, LONGEST_LABEL);
        let number = times.entry(fold(&short)).or_insert(1);
        let mut candidate = short.clone();
        while !seen.insert(fold(&candidate)) {
            look();
            *number += 1;
            candidate = format!("{short} ({number})");
        }
        candidate
    };
    items.map(unique).collect()
}

//! Pieces of files on their way to whichever thread is free, and where they stand in their files.

use super::batch::{Extent, ROWS_NAMED, RawBatch};
use super::split::Chunk;

/// Some rows of one file, as far as they could be understood without knowing the others.
#[derive(Debug)]
pub struct Piece(pub(super) Content);

/// What a piece is made of.
#[derive(Debug)]
pub(super) enum Content {
    /// Rows that have been taken apart.
    Rows(Box<RawBatch>),
    /// Text that has not.
    Text(Chunk),
}

impl Piece {
    /// Its rows; `None` where it is unclear where its records end.
    pub(crate) fn rows(self) -> Option<RawBatch> {
        match self.0 {
            Content::Rows(batch) => Some(*batch),
            Content::Text(chunk) => chunk.split().ok(),
        }
    }
}

/// Where pieces stand in their files, so that rows can be numbered once all pieces are known.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// By number of the piece, ascending once settled.
    pub(super) extents: Vec<(u64, Extent)>,
    /// Rows and lines before each piece.
    before: Vec<(u64, u64)>,
}

/// What all pieces of one file come to.
#[derive(Debug, Clone, Default)]
pub(super) struct OfFile {
    /// Rows, blank and broken ones too.
    pub(super) rows: u64,
    /// Characters that stand for what could not be decoded, as far as the pieces know.
    pub(super) replaced: u64,
    /// The first row that seems to have swallowed others: its line, and how many it covers.
    pub(super) swallowed: Option<(u64, u64)>,
    /// Cells with quotation marks where none belong.
    pub(super) strays: u64,
    /// The first rows, from 1, that they stand in.
    pub(super) stray_rows: Vec<u64>,
}

impl Places {
    /// Takes note of a piece.
    pub(crate) fn add(&mut self, batch: &RawBatch) {
        self.extents.push((batch.piece, batch.extent.clone()));
    }

    /// Adds the pieces that another thread has seen.
    pub fn merge(&mut self, mut other: Places) {
        self.extents.append(&mut other.extents);
    }

    /// Works out what stands before each piece.
    pub(super) fn settle(&mut self, first_lines: &[u64]) {
        self.extents.sort_unstable_by_key(|(piece, _)| *piece);
        self.before.clear();
        let (mut file, mut rows, mut lines) = (usize::MAX, 0, 0);
        for (_, extent) in &self.extents {
            if extent.input != file {
                (file, rows) = (extent.input, 0);
                lines = first_lines.get(file).copied().unwrap_or(0);
            }
            self.before.push((rows, lines));
            rows += extent.rows;
            lines += extent.lines;
        }
    }

    /// Input, row and line, from 1, of a place within a piece.
    pub(crate) fn resolve(&self, piece: u64, row: u64, line: u64) -> (usize, u64, u64) {
        let at = self.extents.partition_point(|(number, _)| *number < piece);
        let (rows, lines) = self.before.get(at).copied().unwrap_or_default();
        let input = self.extents.get(at).map_or(0, |(_, extent)| extent.input);
        (input, rows + row + 1, lines + line)
    }

    /// What the pieces of each of this many files come to.
    pub(super) fn by_file(&self, files: usize) -> Vec<OfFile> {
        let mut all = vec![OfFile::default(); files];
        for (piece, extent) in &self.extents {
            let Some(file) = all.get_mut(extent.input) else { continue };
            file.rows += extent.rows;
            file.replaced += extent.replaced;
            let swallowed = extent.swallowed.map(|(line, lines)| (self.resolve(*piece, 0, line).2, lines));
            file.swallowed = file.swallowed.or(swallowed);
            file.strays += extent.strays;
            let room = ROWS_NAMED.saturating_sub(file.stray_rows.len());
            let rows = extent.stray_rows.iter().take(room).map(|row| self.resolve(*piece, *row, 0).1);
            file.stray_rows.extend(rows);
        }
        all
    }
}

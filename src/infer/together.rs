//! Which columns of an export belong together by their headers, before it is known what they ask.

use super::profile::ColumnProfile;
use super::stems::{self, Place};
use std::ops::Range;

/// The columns side by side that have one stem by their headers, as ranges of positions from 0.
#[must_use]
pub fn blocks(columns: &[ColumnProfile]) -> Vec<Range<usize>> {
    let places: Vec<Vec<Place>> = columns.iter().map(stems::places).collect();
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < columns.len() {
        let length = stems::run(&places[at..]).map_or(1, |(_, length)| length);
        if length > 1 {
            blocks.push(at..at + length);
        }
        at += length;
    }
    blocks
}

/// Per block of columns with one stem, those among which one answer is ticked at a time: the rows of a matrix with a
/// column per row and answer, or else the block itself. Ranges of positions from 0.
#[must_use]
pub fn rows(columns: &[ColumnProfile]) -> Vec<Range<usize>> {
    let of_block = |block: Range<usize>| -> Vec<Range<usize>> {
        let places: Vec<Vec<Place>> = columns[block.clone()].iter().map(stems::places).collect();
        let Some((first, _)) = stems::run(&places) else { return vec![block] };
        let items = places.iter().filter_map(|places| stems::beside(places, first).map(|place| place.item.as_str()));
        let shift = |row: Range<usize>| block.start + row.start..block.start + row.end;
        match stems::rows(&items.collect::<Vec<_>>()) {
            Some(rows) => rows.into_iter().map(shift).collect(),
            None => vec![block],
        }
    };
    blocks(columns).into_iter().flat_map(of_block).collect()
}

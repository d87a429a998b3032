//! Tables of two questions as a workbook, as an analyst hands it over: contents with links, the tables below each other
//! under one frozen heading, every test and comparison, the same figures as data to filter, and notes.
//!
//! Percentages are numbers with a percent format; letters stand in a row of their own below them, so that a row of
//! figures can be copied or charted as it is. The second column says what a row holds: a filter on `%` leaves a plain
//! table of percentages.

mod book;
mod contents;
mod data;
mod notes;
mod pairs;
mod sheet;
mod styles;
mod tables;
mod tests_made;

pub use book::workbook;

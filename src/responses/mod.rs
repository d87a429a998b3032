//! Exports in, raw rows out: the cells that the survey needs, where each stands, and what becomes of its row.
//!
//! Knows encodings, dialects, header layouts and response ids. What a cell means is `decode`'s business, and counting is
//! that of `rows`. Whatever it has to assume it says; whatever it cannot understand it counts.

mod archive;
mod batch;
mod bundles;
mod chunks;
mod codebook;
mod dialect;
mod encoding;
mod export;
mod fate;
mod finder;
mod foreign;
mod heads;
mod ids;
mod input;
mod kept;
mod layout;
mod limits;
mod marks;
mod mend;
mod oddities;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(not(feature = "parquet"))]
#[path = "no_parquet.rs"]
mod parquet;
mod partitions;
mod piece;
mod platform;
mod profile;
mod reach;
mod reader;
mod records;
mod resemblance;
mod rewrite;
mod rewritten;
mod routes;
mod shape;
mod sheet;
mod split;
mod star;
mod stream;
mod suspicion;
mod table;
mod takeout;
mod unchanged;
mod unreadable;
mod wording;
mod workbook;

pub use batch::BATCH_ROWS;
pub use bundles::{Bundles, Table};
pub use export::Beginning;
pub use fate::Fate;
pub use heads::Heads;
pub use ids::Ids;
pub use input::{OpenOptions, Progress};
pub use limits::{Limits, parse_size};
pub use piece::{Piece, Places};
pub use profile::{Described, Profiled, profile, profile_each};
pub use reader::{Reader, Remark};

pub(crate) use batch::{RawBatch, Repeat};

use crate::definition::Survey;
use crate::diagnostic::Faults;
use std::path::PathBuf;

/// The files that these names stand for, as far as there are any.
#[must_use]
pub fn files(names: &[String]) -> Vec<PathBuf> {
    let (sources, _) = input::expand(names);
    let file = |source| match source {
        input::Source::File(path) => Some(path),
        input::Source::Stdin => None,
    };
    sources.into_iter().filter_map(file).collect()
}

/// How many exports these names stand for, as far as there are any.
#[must_use]
pub fn number(names: &[String]) -> usize {
    input::expand(names).0.len()
}

/// Opens exports: paths, patterns such as `exports/*.csv`, or `-` for standard input.
///
/// # Errors
///
/// Everything that is wrong with any of them, at once: files that are missing, empty or no CSV, and columns
/// that the definition names and the export lacks.
pub fn open(names: &[String], survey: &Survey, options: OpenOptions) -> Result<Reader, Faults> {
    let (sources, faults) = input::expand(names);
    Reader::open(sources, faults, survey, options)
}

//! The engine that lets a database count: looks become `SELECT … COUNT(*) … GROUP BY`, and what comes back is counted by
//! `rows` as bundles of responses.
//!
//! What SQL dialects differ in stands in `dialect`, how databases are reached in `session`. What a cell means is none of
//! this room's business, and nobody above it asks which engine counted.

mod counting;
mod dialect;
mod drivers;
mod inquiry;
mod moments;
mod profile;
mod relation;
#[cfg(feature = "databases")]
mod session;
#[cfg(not(feature = "databases"))]
#[path = "no_session.rs"]
mod session;
mod source;
mod statement;
mod table_name;
mod weights;

pub use counting::{Limits, Target, count, statements, try_out};
pub use drivers::{Driver, Drivers};
pub use relation::Long;
pub use source::Source;

/// Whether databases can be reached: they can where the feature `databases` is built in.
pub const IS_BUILT_IN: bool = cfg!(feature = "databases");

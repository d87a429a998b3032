//! The engine that counts exports: raw rows in, counts out, exactly, in any order, in bounded memory.
//!
//! Batches are decoded, rows placed in the cells of their groups and counted, on as many threads as asked for. What an
//! option *means* is none of this room's business, and nor is how files are written.

mod answered;
mod batch;
mod bundled;
mod coder;
mod column;
mod counter;
mod counting;
mod counts;
mod days;
mod decimals;
mod derived;
mod filter;
mod findings;
mod groups;
mod listing;
mod located;
mod look;
mod named;
mod notes;
mod part;
mod pass;
mod patterns;
mod people;
mod planes;
mod question;
mod replicates;
mod row_counts;
mod scope;
mod segment;
mod slots;
mod submitted;
mod too_many;
mod weights;

pub use batch::Batch;
pub use bundled::Bundled;
pub use coder::{Coder, Stopped};
pub use column::{Chosen, Column};
pub use counter::Counter;
pub use counting::count;
pub use counts::Counts;
pub use days::Days;
pub use filter::Sieve;
pub use findings::{Findings, Kept, NotUnderstood};
pub use groups::Groups;
pub use listing::{Listed, Listing, count_to_list};
pub use look::{Extract, Look, Subject};
pub use named::{Named, Occurrences};
pub use part::Part;
pub use people::{Pairs, SharedGroup};
pub use replicates::Runs;
pub use row_counts::RowCounts;
pub use too_many::too_many;
pub use weights::{DECIMALS, EITHER, WHOLE};

//! Engines that only group count what reading row by row counts: surveys of every kind of question, weights, routing,
//! derived questions and filters, compared by the whole report.

mod by_hand;
mod cases;
mod command;
#[cfg(feature = "databases")]
mod databases;
#[cfg(all(feature = "databases", feature = "parquet"))]
mod lake;
#[cfg(feature = "databases")]
mod messages;
#[cfg(feature = "databases")]
mod profile;
mod random;
#[cfg(feature = "databases")]
mod spark;
#[cfg(feature = "databases")]
mod weighed;

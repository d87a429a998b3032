//! `survey`: survey exports in, satisfaction figures with honest bases and intervals out.
//!
//! One idea carries the house: **every published number is computed from tallies; no formula ever sees
//! a respondent.** A plan says what to count before a file is open; an export streams through in batches, each
//! batch is counted into the count table and dropped, and what a count means is decided afterwards, by pure
//! functions over a handful of numbers. Ask, count, tell:
//!
//! ```text
//!  surveys/*.yaml ─► definition ─┐
//!                                ├─► plan ─┐
//!  --by, --every, --where … ─────┘         ▼
//!  export.csv ─► responses ─► rows ─► table ─► metric · stats ─► analysis ─► results ─► view ─► render · chart ─► cli
//!  month.counts ──────────────────────┘
//! ```
//!
//! Results are a cube ([`results::Report`]): axes and groups once, each question's columns once, estimates by position. Only
//! a report that disclosure control has been through ([`results::Published`]) can be shown.
//!
//! Each room knows only what stands to its left or below it; `tests/architecture.rs` holds them to it.

pub mod analysis;
pub mod chart;
pub mod cli;
pub mod decode;
pub mod definition;
pub mod diagnostic;
pub mod infer;
pub mod label;
pub mod language;
pub mod metric;
pub mod plan;
pub mod render;
pub mod responses;
pub mod results;
pub mod rows;
pub mod scale;
pub mod sql;
pub mod stats;
pub mod synthetic;
pub mod table;
pub mod view;
pub mod weighting;

//! Pictures of tables of two questions: one question under one banner.

mod around;
mod heatmap;
mod pictures;
mod stack;

pub use pictures::{CrosstabPicture, charts};

//! The first definition of a survey, inferred from what the columns of an export hold.
//!
//! Knows what the keys of a definition mean and what surveys usually ask. Knows nothing of CSV files: what
//! reads them describes each column as a [`ColumnProfile`].

mod about;
mod block;
mod cells;
mod choice;
mod codes;
mod dates;
mod draft;
mod fit;
mod found;
mod grids;
mod guess;
mod ids;
mod inferred;
mod maker;
mod matrix;
mod no_answer;
mod numbers;
mod out_of;
mod page;
pub mod personal;
mod profile;
mod rankings;
mod rare;
mod routing;
mod scales;
mod second_look;
mod seen;
mod segments;
mod separated;
mod several;
mod sharing;
mod size;
mod stems;
mod strays;
mod strength;
mod symbols;
mod ticks;
mod times;
mod together;
mod tokens;
mod tongue;
mod vocabulary;
mod words;
mod work;
mod written;
mod yaml;

pub use inferred::{Heading, Inferred};
pub use maker::infer;
pub use profile::{ColumnProfile, Earlier, Led, Repeats, Role};
pub use second_look::{Misfit, second_look};
pub use ticks::says_no as says_not_chosen;
pub use together::{blocks, rows};

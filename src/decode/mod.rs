//! Cells, decoded: one cell as a number, a length or point of time, or several options; and the cells of one response
//! to one question, or of a segment, as an answer.
//!
//! Knows no rows and no files: cells are bytes, wherever they come from. What a cell alone cannot tell, such as whether
//! `1,234` is more than a thousand or a little more than one, it says; whoever sees the whole column decides.

mod answer;
mod band;
mod calendar;
mod counted;
mod decoder;
mod english;
mod evidence;
mod length;
mod lookup;
mod number;
mod ranks;
mod segment;
mod selection;
mod ticks;
mod unit;
mod words;

pub use answer::{Answer, Read, Trouble};
pub use band::Band;
pub use calendar::Calendar;
pub use counted::{Counted, Moment};
pub use decoder::{Cells, Decoder};
pub use english::in_english;
pub use evidence::{Evidence, Manner};
pub use length::length;
pub use lookup::Lookup;
pub use number::{Decimal, Numeral, Says, number, plain};
pub use ranks::Items;
pub use segment::{Group, SegmentCells, SegmentDecoder};
pub use selection::Selection;
pub use ticks::{OneTick, Ticks};
pub use unit::{Unit, units};
pub use words::Words;

//! One cell, decoded: numbers, lengths and points of time as people and spreadsheets write them.
//!
//! Knows no rows, no files and no questions. What a cell alone cannot tell, such as whether `1,234` is more than a
//! thousand or a little more than one, it says; whoever sees the whole column decides.

mod counted;
mod evidence;
mod length;
mod number;
mod unit;

pub use counted::{Counted, Moment};
pub use evidence::{Evidence, Manner};
pub use length::length;
pub use number::{Decimal, Numeral, Says, number, plain};
pub use unit::{Unit, units};

//! Statistical disclosure control: the one gate between what was counted and what is told.
//!
//! What a run hides is decided once, over all of its questions and groups together ([`Hidden`]), before a figure is
//! put into words; cells, response rates and explanations ask that decision and have no rule of their own. What was
//! decided is then taken out of the report ([`publish()`]), which alone makes a [`Published`](crate::results::Published), and
//! nothing but that can be shown.

mod audit;
mod hidden;
mod publish;
mod publish_table;
mod rule;

pub(super) use hidden::{Hidden, hidden_parts};
pub use publish::publish;
pub use publish_table::publish_crosstab;
pub(super) use rule::Rule;

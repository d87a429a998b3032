//! Charts over time: a centre, limits that chance seldom passes, and the patterns that chance seldom makes.
//!
//! What comes in is one point a period, or a gap; what goes out is where the lines lie and which points break which rule.
//! Which periods the lines rest on is decided by who asks.

mod assurance;
mod chart;
mod preset;
mod rules;
mod runs;

pub use assurance::{Assurance, assurance};
pub use chart::{ChartType, Lines, MovingRanges, Point, lines};
pub use preset::{PRESETS, Preset, preset_called};
pub use rules::{Breach, Placed, Rule, Rules, Ties, TwoOfThree, breaches};
pub use runs::{Runs, runs};

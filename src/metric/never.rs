//! Share of what began and has not ended.

use super::arithmetic::share_steps;
use super::estimate::share;
use super::target::{awaited, never};
use super::{Metric, Of, Sample, Subject, Told};
use crate::results::{Measure, Sense};

/// The share of those for whom what is timed has not happened: chats without a reply, cases still open.
pub static NEVER: Metric = Metric {
    id: "never",
    title: "Never so far",
    formula: "begun and not ended ÷ (valid answers + begun and not ended) × 100",
    source: "the definition's `never:`, or an end that is missing; interval: Wilson (1927); weighted: Korn and Graubard (1998)",
    of: Of { kinds: &["duration"], when: |question| question.may_wait },
    figures: |subject: &Subject| vec![share(subject, "never", None, never(subject), awaited(subject))],
    steps: |subject| share_steps(subject, "never so far", never(subject), awaited(subject)),
    sample: |subject, _| Some(Sample::share(never(subject), awaited(subject), Sense::Negative)),
    told: Told { measure: Measure::Unended, ..Told::PLAIN },
};

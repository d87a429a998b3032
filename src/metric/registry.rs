//! Every metric there is, and what is known of one by its id.

use super::{Metric, Role, Told};
use crate::results::{Figure, QuestionResult, Unit};

/// Names the metrics and lists them: a metric that is not in the list has no name outside this room.
macro_rules! metrics {
    ($($file:ident::$name:ident,)*) => {
        $(pub use super::$file::$name;)*

        /// Every metric there is.
        pub static METRICS: &[&Metric] = &[$(&$name,)*];
    };
}

metrics! {
    nps::NPS,
    csat::CSAT,
    ces::CES,
    fft::FFT,
    fft::FFT_LEGACY,
    boxes::TOP_BOX,
    boxes::BOTTOM_BOX,
    boxes::NETS,
    mean::MEAN,
    distribution::DISTRIBUTION,
    multiple::MULTIPLE,
    multiple::MULTIPLE_ANSWERS,
    ranking::RANKING,
    ranking::FIRST_CHOICE,
    number::NUMBER,
    histogram::HISTOGRAM,
    target::TARGET,
    never::NEVER,
    dates::DATES,
    text::TEXT,
}

/// How the figures of a metric are told, by its id; plainly where there is no such metric.
#[must_use]
pub fn told(metric: &str) -> &'static Told {
    METRICS.iter().find(|known| known.id == metric).map_or(&Told::PLAIN, |known| &known.told)
}

/// What a figure is to its question.
#[must_use]
pub fn role(figure: &Figure) -> Role {
    told(&figure.metric).role
}

/// The figure of a question that can be plotted and compared: not a date, not a count, which grows with its group,
/// and not one of several answers or items, which would stand for the others.
#[must_use]
pub fn plotted(question: &QuestionResult) -> Option<&Figure> {
    let fits = |lead: &&Figure| {
        !matches!(lead.unit, Unit::Date | Unit::Count) && !matches!(role(lead), Role::Choices | Role::Ranks)
    };
    question.lead().filter(fits)
}

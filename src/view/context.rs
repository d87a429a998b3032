//! What every section and picture needs to know of the report.

use super::{clean, label, summary};
use crate::results::{Figure, GroupKey, MetricInfo, Settings, Unit};

/// What every section needs to know of the report.
pub struct Context<'a> {
    /// What metrics are called.
    pub metrics: &'a [MetricInfo],
    /// Whether effective bases are worth showing.
    pub weighted: bool,
    /// Heading of intervals.
    pub interval: String,
    /// What was asked for; it names segments and periods.
    settings: &'a Settings,
}

impl<'a> Context<'a> {
    /// What all sections of a report with these settings share.
    pub fn new(metrics: &'a [MetricInfo], settings: &'a Settings) -> Context<'a> {
        Context { metrics, weighted: settings.weighted, interval: summary::interval_heading(settings), settings }
    }

    /// What a figure is called, with its unit when that does not show in the number.
    pub fn heading(&self, figure: &Figure) -> String {
        let name = label::figure(self.metrics, figure);
        match &figure.unit {
            Unit::Of(unit) if !unit.is_empty() => format!("{name}, {}", clean(unit)),
            _ => name,
        }
    }

    /// What a segment is called; waves go by the name of their period.
    pub fn segment(&self, key: &GroupKey) -> String {
        clean(self.settings.title_of(&key.segment))
    }

    /// Whether the values of these keys have an order that no picture may change.
    pub fn is_ordered(&self, keys: &[GroupKey]) -> bool {
        let known = |key: &GroupKey| self.settings.segments.iter().find(|segment| segment.id == key.segment);
        keys.iter().any(|key| key.is_wave() || known(key).is_some_and(|segment| segment.ordered))
    }
}

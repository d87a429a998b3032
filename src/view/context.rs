//! What every section and picture needs to know of the report.

use super::{clean, summary};
use crate::results::{Axis, Breakdown, Group, GroupKey, Report, Value};

/// What every section needs to know of the report.
pub struct Context<'a> {
    pub report: &'a Report,
    /// The breakdowns, in their order.
    pub breakdowns: Vec<Breakdown>,
    /// Whether effective bases are worth showing.
    pub weighted: bool,
    /// Heading of intervals.
    pub interval: String,
}

impl<'a> Context<'a> {
    /// What all sections of a report share.
    pub fn new(report: &'a Report) -> Context<'a> {
        Context {
            report,
            breakdowns: report.breakdowns(),
            weighted: report.settings.weighted,
            interval: summary::interval_heading(&report.settings),
        }
    }

    /// The axes of a breakdown.
    pub fn axes(&self, breakdown: &Breakdown) -> impl Iterator<Item = &'a Axis> {
        let report = self.report;
        breakdown.axes.clone().into_iter().filter_map(|axis| report.axes.get(axis))
    }

    /// A group by its position.
    pub fn group(&self, at: usize) -> &'a Group {
        &self.report.groups[at]
    }

    /// What a group is called, its period left out.
    pub fn group_name(&self, at: usize) -> String {
        let is_segment = |key: &&GroupKey| !self.report.axes[key.axis].is_wave();
        let values = self.group(at).keys.iter().filter(is_segment).map(|key| value(&key.value));
        values.collect::<Vec<_>>().join(" · ")
    }

    /// Whether the groups of a breakdown have an order that no picture may change.
    pub fn is_ordered(&self, breakdown: &Breakdown) -> bool {
        self.axes(breakdown).any(Axis::is_ordered)
    }

    /// Whether a period is among what the groups of a breakdown are told apart by.
    pub fn has_wave(&self, breakdown: &Breakdown) -> bool {
        self.axes(breakdown).any(Axis::is_wave)
    }
}

/// The value of a group as people read it; in brackets what stands for there being none.
#[must_use]
pub fn value(value: &Value) -> String {
    match value {
        Value::Named(name) => clean(name),
        Value::NotStated => "(not stated)".to_owned(),
        Value::Undated => "(undated)".to_owned(),
        Value::Hidden(1) => "1 hidden group".to_owned(),
        Value::Hidden(groups) => format!("{groups} hidden groups"),
    }
}

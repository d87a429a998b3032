//! Figures over time of a question that has changed: what it was before, and where no line may lead.

use super::frame::Drawn;
use super::{Panel, PlotRow};
use crate::results::{QuestionResult, Report};

/// What a question was before it changed.
pub struct Past<'a> {
    pub question: &'a QuestionResult,
    /// The same figure of it.
    pub lead: Drawn<'a>,
    /// The first period of the question that it became.
    pub period: Option<&'a str>,
}

/// What a question was before, the latest first, as far as it has a figure of this kind.
pub fn past<'a>(report: &'a Report, question: &'a QuestionResult, lead: Drawn<'a>) -> Vec<Past<'a>> {
    let (mut past, mut now) = (Vec::new(), question);
    while let Some(change) = now.breaks.first() {
        let Some(before) = report.questions.iter().find(|other| other.id == change.before) else { break };
        let same = |drawn: &Drawn| drawn.column.metric == lead.column.metric && drawn.column.unit == lead.column.unit;
        let Some(lead) = Drawn::plotted(before).filter(same) else { break };
        past.push(Past { question: before, lead, period: change.period.as_deref() });
        now = before;
    }
    past
}

/// Positions of the points before which the question changed, ascending; none where nothing is drawn before.
pub fn positions(past: &[Past], periods: &[String], points: &[PlotRow]) -> Vec<usize> {
    let at = |past: &Past| {
        let first = past.period?;
        periods.iter().position(|period| period.as_str() >= first)
    };
    let is_drawn = |at: &usize| points[..*at].iter().any(|point| point.point.is_some());
    past.iter().rev().filter_map(at).filter(is_drawn).collect()
}

/// The stretches of a panel between changes.
pub fn stretches(panel: &Panel) -> Vec<Panel> {
    let mut edges = vec![0];
    edges.extend(&panel.breaks);
    edges.push(panel.points.len());
    let stretch = |(at, edge): (usize, &[usize])| Panel {
        label: if at == 0 { panel.label.clone() } else { String::new() },
        points: panel.points[edge[0]..edge[1]].to_vec(),
        breaks: Vec::new(),
        control: None,
    };
    edges.windows(2).enumerate().map(stretch).collect()
}

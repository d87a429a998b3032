//! Where a figure comes from, for people at a terminal.

use super::Look;
use super::ink::Ink;
use super::layout::{indented, left, right, space, widest, wrap};
use super::terminal::finish;
use crate::view::{ExplainView, MetricView};

/// The explanation as text of at most `look.width` columns (but at least 40).
pub fn text(view: &ExplainView, look: &Look) -> String {
    let (page, ink) = (look.page(), Ink::new(look.color));
    let mut out: Vec<String> = wrap(&view.heading, page).iter().map(|line| ink.strong(line)).collect();
    out.extend(wrap(&view.group, page).iter().map(|line| ink.faint(line)));
    out.push(String::new());
    out.push(ink.strong("Base"));
    out.extend(ledger(&view.ledger, ink));
    out.extend(indented(&view.note, 2, page).into_iter().filter(|_| !view.note.is_empty()));
    for metric in &view.metrics {
        out.push(String::new());
        out.extend(self::metric(metric, page, ink));
    }
    finish(&out)
}

/// The steps in two columns, those that leave set back and faint.
fn ledger(steps: &[(String, String)], ink: Ink) -> Vec<String> {
    let names = widest(steps.iter().map(|(name, _)| name.as_str())) + 2;
    let numbers = widest(steps.iter().map(|(_, number)| number.as_str()));
    let step = |(name, number): &(String, String)| {
        let loss = name.starts_with('−');
        let name = if loss { format!("{}{name}", space(2)) } else { name.clone() };
        let line = format!("{}{}{}{}", space(2), left(&name, names), space(2), right(number, numbers));
        if loss { ink.faint(&line) } else { line }
    };
    steps.iter().map(step).collect()
}

fn metric(metric: &MetricView, page: usize, ink: Ink) -> Vec<String> {
    let mut out: Vec<String> = wrap(&metric.title, page).iter().map(|line| ink.strong(line)).collect();
    out.extend(indented(&metric.formula, 2, page));
    out.extend(indented(&format!("source: {}", metric.source), 2, page).iter().map(|line| ink.faint(line)));
    out.push(String::new());
    out.extend(metric.steps.iter().flat_map(|step| indented(step, 2, page)));
    out
}

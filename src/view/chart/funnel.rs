//! What became of the people invited and of the rows received.

use super::frame::{Content, Frame};
use super::subject::Subject;
use super::{Body, ChartSpec, Funnel, Step};
use crate::results::{Report, Unit};
use crate::view::number::{count, counted};
use crate::view::{SUPPRESSED, number, summary};

/// The steps from the rows received to those analysed, after the people invited where that is known.
pub fn draw(frame: &Frame, subject: &Subject) -> Option<ChartSpec> {
    let rows = &frame.report.accounting;
    if *subject != Subject::Rows || rows.received == 0 {
        return None;
    }
    let finding = match summary::accounting(rows) {
        none if none.is_empty() => format!("All {} were analysed.", counted(rows.received, "row", "rows")),
        words => format!("{words}."),
    };
    let hides = rows.analysed.is_none();
    let minimum = frame.report.settings.minimum_base;
    let content = Content {
        title: "From responses received to responses analysed".to_owned(),
        question: String::new(),
        base: format!("{} analysed", summary::responses(rows.analysed)),
        finding,
        notes: hides.then(|| summary::suppression(minimum)).into_iter().collect(),
        body: Body::Funnel(Funnel { steps: steps(frame.report) }),
    };
    Some(frame.spec(content, &[]))
}

/// The same steps, for a page of its own.
pub fn steps(report: &Report) -> Vec<Step> {
    let invited = invited(report);
    let rows = &report.accounting;
    let whole = invited.unwrap_or(0).max(rows.received);
    let mut steps: Vec<Step> = invited.map(|n| step("Invited", n, n, whole, false)).into_iter().collect();
    steps.push(step("Rows received", rows.received, rows.received, whole, false));
    let mut left = rows.received;
    for gone in summary::gone(rows).into_iter().filter(|gone| gone.rows != Some(0)) {
        let lost = |n| step(gone.heading, n, left, whole, true);
        steps.push(gone.rows.map_or_else(|| withheld(gone.heading, true), lost));
        left = left.saturating_sub(gone.rows.unwrap_or_default());
    }
    let analysed = |n: u64| step("Analysed", n, n, whole, false);
    steps.push(rows.analysed.map_or_else(|| withheld("Analysed", false), analysed));
    steps
}

/// People invited in all, as the response rate knows them.
fn invited(report: &Report) -> Option<u64> {
    let everybody = report.response_rate.as_ref()?.everybody()?;
    everybody.estimates.iter().find_map(|rate| rate.base).map(|base| base.unweighted)
}

/// A step without a bar: how many there are is hidden.
fn withheld(label: &str, lost: bool) -> Step {
    let (count, share) = (SUPPRESSED.to_owned(), String::new());
    Step { label: label.to_owned(), count, share, from: 0.0, length: 0.0, lost }
}

/// A bar of `n` that ends at `end`; losses are cut off the end of what was left.
fn step(label: &str, n: u64, end: u64, whole: u64, lost: bool) -> Step {
    let part = |n: u64| if whole == 0 { 0.0 } else { ratio(n, whole) };
    Step {
        label: label.to_owned(),
        count: if lost { format!("−{}", count(n)) } else { count(n) },
        share: number::figure(Some(100.0 * part(n)), &Unit::Percent, 1),
        from: part(end.saturating_sub(n)),
        length: part(n),
        lost,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people and rows")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

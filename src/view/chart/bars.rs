//! One bar per answer: in scale order where the answers have one, else the most frequent first.

use super::axis::Span;
use super::frame::{Content, Drawn, Frame, row};
use super::sides::{is_two_sided, sides};
use super::subject::Subject;
use super::{BarRow, Bars, Body, ChartSpec, Side, parts};
use crate::results::{Cell, Estimate, Measure, QuestionResult, Unit};
use crate::view::{clean, label, number};

/// The most bars of a picture.
const ROWS: usize = 60;

/// A question of answers or choices, for everybody.
pub fn draw(frame: &Frame, subject: &Subject) -> Option<ChartSpec> {
    [Measure::Choices, Measure::Answers].into_iter().find_map(|wanted| {
        let (question, cell) = subject.everybody(frame, wanted)?;
        Some(frame.spec(content(frame, question, cell, wanted), &[cell]))
    })
}

fn content(frame: &Frame, question: &QuestionResult, cell: &Cell, wanted: Measure) -> Content {
    let answers = Drawn::all(question, wanted);
    let name = answers.first().map_or_else(String::new, |first| label::metric(frame.report, first.column));
    let columns: Vec<_> = answers.iter().map(|answer| answer.column).collect();
    let sides = if is_two_sided(question) { sides(&columns) } else { Vec::new() };
    let side = |at: usize| sides.get(at).copied().unwrap_or(Side::Undeclared);
    let mut rows: Vec<(Drawn, Side)> = answers.iter().enumerate().map(|(at, answer)| (*answer, side(at))).collect();
    if !question.meaning.ordered {
        let share = |drawn: &Drawn| drawn.value(cell).unwrap_or(-1.0);
        rows.sort_by(|(a, _), (b, _)| share(b).total_cmp(&share(a)));
    }
    let more = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    let estimates = || rows.iter().filter_map(|(drawn, _)| drawn.estimate(cell));
    let span = Span::from_zero(estimates().filter_map(Estimate::ends).map(|(.., high)| high), &Unit::Percent);
    let bar = |(drawn, side): &(Drawn, Side)| {
        let estimate = drawn.estimate(cell);
        let point = estimate.and_then(|estimate| span.point(estimate));
        let mut plot = row(clean(&drawn.column.title), cell, *drawn, 1, point);
        if let Some(count) = estimate.and_then(|estimate| estimate.count) {
            plot.base = number::count(count);
        }
        BarRow { row: plot, side: *side }
    };
    let bars: Vec<BarRow> = rows.iter().map(bar).collect();
    let values: Vec<Option<f64>> = rows.iter().map(|(drawn, _)| drawn.value(cell)).collect();
    let finding = finding(&bars, &values);
    let body = Body::Bars(Bars {
        count: "count".to_owned(),
        heading: name.clone(),
        interval: frame.context.interval.clone(),
        rows: bars,
        axis: span.axis(),
    });
    let title = title(frame, question, cell, name);
    let mut content = parts::content(frame, question, (title, finding), body);
    if more > 0 {
        content.notes.push(format!("{ROWS} of {} answers shown", ROWS + more));
    }
    content
}

/// The question's leading figure stands in the title, as the bars do not show it.
fn title(frame: &Frame, question: &QuestionResult, cell: &Cell, name: String) -> String {
    let Some(lead) = question.lead().map(|at| Drawn::new(question, at)) else { return name };
    let headline = frame.headline(frame.verdict_name(question, lead), cell, Some(lead));
    if headline.value == crate::view::EMPTY { name } else { format!("{} – {}", headline.label, headline.value) }
}

fn finding(bars: &[BarRow], values: &[Option<f64>]) -> String {
    let shares = values.iter().zip(bars).filter_map(|(value, bar)| Some(((*value)?, bar)));
    let most = shares.max_by(|(a, _), (b, _)| a.total_cmp(b));
    let all: Vec<String> = bars.iter().take(12).map(|bar| format!("{} {}", bar.row.label, bar.row.value)).collect();
    match most {
        Some((_, bar)) => format!("Most frequent: {} ({}). {}.", bar.row.label, bar.row.value, all.join(", ")),
        None => "No figure can be shown.".to_owned(),
    }
}

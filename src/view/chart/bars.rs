//! One bar per answer: in scale order where the answers have one, else the most frequent first.

use super::axis::{Span, ends};
use super::frame::{Content, Frame, row};
use super::parts;
use super::sides::{is_two_sided, sides};
use super::{BarRow, Bars, Body, Side};
use crate::metric::{Role, role};
use crate::results::{Cell, Figure, QuestionResult, Unit};
use crate::view::{clean, label, number};

/// The most bars of a picture.
const ROWS: usize = 60;

pub fn content(frame: &Frame, question: &QuestionResult, cell: &Cell, wanted: Role) -> Content {
    let figures: Vec<&Figure> = cell.figures.iter().filter(|figure| role(figure) == wanted).collect();
    let metric = figures.first().map_or("", |figure| figure.metric.as_str());
    let name = label::metric(&frame.report.metrics, metric);
    let sides = if is_two_sided(question) { sides(&question.meaning.answers) } else { Vec::new() };
    let mut rows: Vec<(&Figure, Side)> = figures
        .into_iter()
        .enumerate()
        .map(|(at, f)| (f, sides.get(at).copied().unwrap_or(Side::Undeclared)))
        .collect();
    if !question.meaning.ordered {
        rows.sort_by(|(a, _), (b, _)| b.value.unwrap_or(-1.0).total_cmp(&a.value.unwrap_or(-1.0)));
    }
    let more = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    let highs = rows.iter().filter_map(|(figure, _)| ends(figure)).map(|(.., high)| high);
    let span = Span::from_zero(highs, &Unit::Percent);
    let bar = |(figure, side): &(&Figure, Side)| {
        let name = clean(figure.item.as_deref().unwrap_or_default());
        let mut plot = row(name, cell, Some(figure), 1, span.point(figure).filter(|_| !cell.suppressed));
        if let Some(count) = figure.count {
            plot.base = number::count(count);
        }
        BarRow { row: plot, side: *side }
    };
    let bars: Vec<BarRow> = rows.iter().map(bar).collect();
    let finding = finding(&bars, &rows);
    let body = Body::Bars(Bars {
        count: "count".to_owned(),
        heading: name.clone(),
        interval: frame.context.interval.clone(),
        rows: bars,
        axis: span.axis(),
    });
    let title = title(frame, question, cell, name);
    let mut content = parts::content(frame, question, "", (title, finding), body);
    if more > 0 {
        content.notes.push(format!("{ROWS} of {} answers shown", ROWS + more));
    }
    content
}

/// The question's leading figure stands in the title, as the bars do not show it.
fn title(frame: &Frame, question: &QuestionResult, cell: &Cell, name: String) -> String {
    let Some(lead) = question.lead() else { return name };
    let headline = frame.headline(frame.verdict_name(question, lead), cell, Some(lead));
    if headline.value == crate::view::EMPTY { name } else { format!("{} – {}", headline.label, headline.value) }
}

fn finding(bars: &[BarRow], rows: &[(&Figure, Side)]) -> String {
    let best = rows.iter().zip(bars).filter(|((figure, _), _)| figure.value.is_some());
    let most =
        best.max_by(|((a, _), _), ((b, _), _)| a.value.unwrap_or_default().total_cmp(&b.value.unwrap_or_default()));
    let all: Vec<String> = bars.iter().take(12).map(|bar| format!("{} {}", bar.row.label, bar.row.value)).collect();
    match most {
        Some((_, bar)) => format!("Most frequent: {} ({}). {}.", bar.row.label, bar.row.value, all.join(", ")),
        None => "No figure can be shown.".to_owned(),
    }
}

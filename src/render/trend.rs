//! Figures over time: text for people at a terminal, Markdown for documents, CSV for programs.

use super::Look;
use super::csv::{safe, shortest, unit, write};
use super::ink::Ink;
use super::layout::{space, width, wrap, wrap_list};
use super::table;
use super::terminal::{cautions, finish, rule};
use crate::results::{
    ControlChart, ControlKind, ControlPoint, Gap, Ghosted, QuestionTrend, Sense, TrendReport, Verdict,
};
use crate::view::{TrendSection, TrendView, rule_id, value};

/// Blocks from the lowest to the highest.
const BLOCKS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// Stands for a period without a figure.
const GAP: &str = "·";
const MARGIN: usize = 2;

/// The charts as text of at most `look.width` columns (but at least 40).
pub fn text(view: &TrendView, look: &Look) -> String {
    let (page, ink) = (look.page(), Ink::new(look.color));
    let mut out: Vec<String> = wrap(&view.title, page).iter().map(|line| ink.strong(line)).collect();
    out.extend(view.facts.iter().flat_map(|fact| wrap_list(fact, page)));
    out.push(ink.faint(&rule(page)));
    for shown in &view.sections {
        out.push(String::new());
        out.extend(section(shown, page, ink));
    }
    if !view.cautions.is_empty() {
        out.extend([String::new(), ink.faint(&rule(page))]);
        out.extend(cautions(&view.cautions, page, ink));
    }
    finish(&out)
}

fn section(section: &TrendSection, page: usize, ink: Ink) -> Vec<String> {
    let mut out: Vec<String> = wrap(&section.heading, page).iter().map(|line| ink.strong(line)).collect();
    out.extend(wrap_list(&section.tag, page).iter().map(|line| ink.faint(line)));
    out.push(String::new());
    out.extend(wrap(&section.finding, page).iter().map(|line| ink.strong(line)));
    out.push(String::new());
    out.extend(bars(section, page));
    out.extend(section.lines.iter().flat_map(|line| super::layout::indented(line, MARGIN, page)));
    out.push(String::new());
    out.extend(table::text(&section.table, page, ink));
    out.extend(cautions(&section.cautions, page, ink));
    out
}

/// The figures as blocks, signals marked under them; the last ones where there are too many.
fn bars(section: &TrendSection, page: usize) -> Vec<String> {
    let room = page - MARGIN;
    let from = section.heights.len().saturating_sub(room);
    let blocks: String = section.heights[from..].iter().map(|height| height.map_or(GAP, block)).collect();
    let marks: String = section.marks[from..].iter().map(|mark| if mark.is_empty() { " " } else { mark }).collect();
    let mut lines = vec![blocks];
    lines.extend(Some(marks).filter(|marks| !marks.trim().is_empty()));
    let [first, last] = &section.ends;
    let shown = section.heights.len() - from;
    let cut = if from > 0 { format!("the last {shown} of {}, to ", section.heights.len()) } else { String::new() };
    let ends = if from > 0 || width(first) + width(last) + 1 > shown {
        if from > 0 { format!("{cut}{last}") } else { format!("{first} to {last}") }
    } else {
        format!("{first}{}{last}", space(shown - width(first) - width(last)))
    };
    lines.push(ends);
    lines.iter().map(|line| format!("{}{line}", space(MARGIN))).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "one of eight blocks"
)]
fn block(height: f64) -> &'static str {
    let at = (height.clamp(0.0, 1.0) * (BLOCKS.len() - 1) as f64).round() as usize;
    BLOCKS[at]
}

/// The charts as Markdown.
pub fn markdown(view: &TrendView) -> String {
    use super::markdown::{escape, table};
    let mut parts = vec![format!("# {}", escape(&view.title))];
    parts.push(view.facts.iter().map(|fact| escape(fact)).collect::<Vec<_>>().join("  \n"));
    for shown in &view.sections {
        parts.extend([format!("## {}", escape(&shown.heading)), escape(&shown.tag)]);
        parts.push(format!("**{}**", escape(&shown.finding)));
        parts.push(shown.lines.iter().map(|line| format!("- {}", escape(line))).collect::<Vec<_>>().join("\n"));
        parts.push(table(&shown.table));
        parts.extend(super::markdown::cautions(&shown.cautions));
    }
    parts.extend(super::markdown::cautions(&view.cautions));
    parts.retain(|part| !part.is_empty());
    format!("{}\n", parts.join("\n\n"))
}

/// Columns of the CSV.
const COLUMNS: [&str; 25] = [
    "question",
    "wording",
    "segment_group",
    "metric",
    "unit",
    "chart",
    "rules",
    "wave",
    "n",
    "value",
    "gap",
    "ghosted",
    "baseline",
    "stretch",
    "trial",
    "centre",
    "low",
    "high",
    "moving_range",
    "signals",
    "direction",
    "sense",
    "target_value",
    "event",
    "caution",
];

/// One row a period, unrounded; what is not there is empty.
pub fn csv(report: &TrendReport) -> String {
    let header = std::iter::once(COLUMNS.map(str::to_owned));
    write(header.chain(report.trends.iter().flat_map(rows)))
}

fn rows(trend: &QuestionTrend) -> impl Iterator<Item = [String; COLUMNS.len()]> + '_ {
    let chart = &trend.chart;
    let group: Vec<String> = trend.group.iter().map(|key| value(&key.value)).collect();
    let group = safe(&group.join(" / "));
    let cautions = safe(&chart.cautions.join("; "));
    chart.points.iter().enumerate().map(move |(at, point)| {
        let number = |value: Option<f64>| value.map_or_else(String::new, shortest);
        let stretch = point.stretch.map_or_else(String::new, |stretch| (stretch + 1).to_string());
        let trial = point.stretch.and_then(|at| chart.stretches.get(at)).map(|stretch| stretch.trial);
        [
            safe(&trend.question),
            safe(&trend.text),
            group.clone(),
            safe(&trend.column.metric),
            safe(unit(trend.unit())),
            word(chart.kind).to_owned(),
            safe(&chart.rules),
            safe(&point.period),
            point.n.map_or_else(String::new, |n| n.to_string()),
            number(point.value),
            gap(point).to_owned(),
            ghosted(point).to_owned(),
            point.baseline.to_string(),
            stretch,
            trial.map_or_else(String::new, |trial| trial.to_string()),
            number(point.centre),
            number(point.low),
            number(point.high),
            number(point.moving_range),
            point.rules.iter().map(|rule| rule_id(*rule)).collect::<Vec<_>>().join(" "),
            direction(chart, at).to_owned(),
            sense(point).to_owned(),
            number(chart.target),
            safe(&events(chart, at)),
            cautions.clone(),
        ]
    })
}

/// The word that JSON has for it.
const fn word(kind: ControlKind) -> &'static str {
    match kind {
        ControlKind::Xmr => "xmr",
        ControlKind::P => "p",
        ControlKind::PPrime => "p_prime",
        ControlKind::U => "u",
        ControlKind::Run => "run",
    }
}

const fn gap(point: &ControlPoint) -> &'static str {
    match point.gap {
        Some(Gap::Hidden) => "hidden",
        Some(Gap::Empty) => "empty",
        None => "",
    }
}

const fn ghosted(point: &ControlPoint) -> &'static str {
    match point.ghosted {
        Some(Ghosted::Asked) => "asked",
        Some(Ghosted::Partial) => "partial",
        None => "",
    }
}

fn direction(chart: &ControlChart, at: usize) -> &'static str {
    match chart.signals.iter().find(|signal| signal.points.contains(&at)).map(|signal| signal.direction) {
        Some(Verdict::Up) => "up",
        Some(Verdict::Down) => "down",
        _ => "",
    }
}

const fn sense(point: &ControlPoint) -> &'static str {
    match point.sense {
        Some(Sense::Positive) => "improvement",
        Some(Sense::Negative) => "concern",
        Some(_) => "neutral",
        None => "",
    }
}

fn events(chart: &ControlChart, at: usize) -> String {
    let here = chart.events.iter().filter(|event| event.point == at);
    here.map(|event| event.label.as_str()).collect::<Vec<_>>().join("; ")
}

//! The whole survey on one page: what people pin on the wall.

use super::axis::Span;
use super::frame::{Drawn, Frame, base_of, range, sentence, typical};
use super::parts::{in_order, is_ranked};
use super::{Headline, Step, funnel};
use crate::results::{Breakdown, Cell, Difference, Measure, Published, QuestionResult, Report, Sense, Unit, Verdict};
use crate::view::label::first_upper;
use crate::view::{Point, SUPPRESSED, Tone, clean, difference, grid, number, reliability, summary};

/// Most headline figures, ranked questions, and groups at either end.
const TILES: usize = 4;
const RANKED: usize = 8;
const ENDS: usize = 3;
/// Most groups that are shown in an order of their own.
const IN_ORDER: usize = 8;

/// One page about the whole survey.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecard {
    /// The survey's title.
    pub title: String,
    /// Responses, period, filters, weighting.
    pub subtitle: String,
    /// The leading figures of the main questions.
    pub tiles: Vec<Tile>,
    /// Heading of the steps.
    pub funnel_heading: String,
    /// What became of the people invited and the rows received.
    pub funnel: Vec<Step>,
    /// Questions by their share of good answers, best first.
    pub ranked: Vec<Ranked>,
    /// What the ranked figures are; empty when there are none.
    pub ranked_heading: String,
    /// The groups with the best figures of the first tile's question.
    pub best: Vec<GroupLine>,
    /// What is left out between best and weakest, for example `12 groups between`; empty when nothing.
    pub between: String,
    /// The groups with the weakest ones, the weakest last.
    pub worst: Vec<GroupLine>,
    /// What the groups are compared by, for example `Net Promoter Score by site`; empty without groups.
    pub groups_heading: String,
    /// What the marks mean and what to know before quoting a figure.
    pub notes: Vec<String>,
    /// The page in words.
    pub alt: String,
}

/// One leading figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// The figure with its interval.
    pub figure: Headline,
    /// The question, in short.
    pub question: String,
    /// `382 answers`.
    pub base: String,
    /// The last period against the one before it, where periods were asked for.
    pub change: Option<Change>,
    /// The figure in every period, from 0 (the lowest) to 1 (the highest); gaps where it is hidden.
    pub line: Vec<Option<f64>>,
}

/// A change from one period to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The later period with its figure: `June 2026: +34.9`.
    pub now: String,
    /// `▲ 3.1 points`; empty where it was not tested.
    pub words: String,
    /// `since May`, and how sure that is.
    pub since: String,
    /// Whether it is beyond chance, at least by itself.
    pub shown: bool,
    /// Whether it is good or bad news; plain while it can be chance.
    pub tone: Tone,
}

/// A question with its place among the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// The question, in short.
    pub label: String,
    /// The rounded share.
    pub value: String,
    /// Share and interval from 0 to 1, of one hundred percent.
    pub point: Point,
}

/// A group with its figure.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupLine {
    /// The group.
    pub label: String,
    /// The rounded figure.
    pub value: String,
    /// Its interval in words.
    pub interval: String,
    /// Respondents, as `n 12`.
    pub base: String,
    /// Where it lies among all groups, from 0 to 1.
    pub point: Option<Point>,
}

/// The page for this report.
#[must_use]
pub fn scorecard(report: &Published) -> Scorecard {
    let frame = Frame::new(report);
    let led: Vec<Led> = leading(&frame);
    let tiles: Vec<Tile> = led.iter().take(TILES).map(|led| tile(&frame, led)).collect();
    let ranking = ranking(&frame);
    let groups = led.iter().find_map(|led| groups(&frame, led)).unwrap_or_default();
    let analysed = summary::responses(report.accounting.analysed);
    let subtitle = std::iter::once(analysed).chain(frame.conditions()).collect::<Vec<_>>().join(" · ");
    let hidden = led.iter().flat_map(|led| &led.question.cells).filter(|cell| cell.suppressed);
    let shown: Vec<&QuestionResult> = led.iter().take(TILES).map(|led| led.question).collect();
    let mut notes = frame.footer(cautions(report, &shown), &hidden.collect::<Vec<_>>());
    notes.splice(0..0, legend(&frame).into_iter().chain(groups.order.clone()).chain(groups.tests.clone()));
    Scorecard {
        alt: alt(&frame, &tiles, &groups),
        title: clean(&report.survey.title),
        subtitle,
        tiles,
        funnel_heading: "From responses received to responses analysed".to_owned(),
        funnel: funnel::steps(report),
        ranked: ranking,
        ranked_heading: "Questions, by share of good answers".to_owned(),
        best: groups.best,
        between: groups.between,
        worst: groups.worst,
        groups_heading: groups.heading,
        notes,
    }
}

/// What the marks of the page mean, and which periods are not whole.
fn legend(frame: &Frame) -> Vec<String> {
    let lines = format!("Lines through bars and dots: {}", frame.context.interval);
    let changes = difference::of_changes(frame.report).map_or(lines.clone(), |changes| format!("{lines}; {changes}"));
    std::iter::once(changes).chain(difference::partial_periods(frame.report)).collect()
}

/// What to know of the whole report and of the questions shown large, each once.
fn cautions(report: &Report, shown: &[&QuestionResult]) -> Vec<String> {
    let all = report.cautions.iter().chain(shown.iter().flat_map(|question| &question.cautions));
    let mut cautions: Vec<String> = Vec::new();
    for caution in all.map(|caution| first_upper(&clean(caution))) {
        if !cautions.contains(&caution) {
            cautions.push(caution);
        }
    }
    cautions
}

/// A question with the figure that is shown of it.
struct Led<'a> {
    question: &'a QuestionResult,
    lead: Drawn<'a>,
    /// The figures of everybody.
    all: &'a Cell,
}

/// The questions with a leading figure, those that speak of the whole experience first. Last come choices
/// without better or worse, led by the answer given most.
fn leading<'a>(frame: &Frame<'a>) -> Vec<Led<'a>> {
    let led = |question: &'a QuestionResult| {
        let all = question.everybody()?;
        let lead = Drawn::verdict(question).or_else(|| most_common(question, all))?;
        Some(Led { question, lead, all })
    };
    let mut led: Vec<Led> = frame.report.questions.iter().filter_map(led).collect();
    let has_verdict = |question: &QuestionResult| Drawn::verdict(question).is_some();
    led.sort_by_key(|Led { question, .. }| (!has_verdict(question), question.place, question.grid.is_some()));
    led
}

/// The answer that most respondents gave.
fn most_common<'a>(question: &'a QuestionResult, all: &Cell) -> Option<Drawn<'a>> {
    let is_answer = |at: &usize| {
        let column = &question.columns[*at];
        matches!(column.measure, Measure::Answers | Measure::Choices) && !column.is_headline()
    };
    let answers = (0..question.columns.len()).filter(is_answer).map(|at| Drawn::new(question, at));
    let value = |drawn: &Drawn| drawn.value(all).unwrap_or(f64::NEG_INFINITY);
    // Of equals the first, as the definition lists them.
    answers.rev().max_by(|one, other| value(one).total_cmp(&value(other)))
}

fn tile(frame: &Frame, led: &Led) -> Tile {
    let Led { question, lead, all } = led;
    let values: Vec<Option<f64>> = waves(frame, question).iter().map(|cell| lead.value(cell)).collect();
    let numbers = values.iter().flatten();
    let (low, high) = numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(*x), high.max(*x)));
    let place = |value: f64| if high - low > 1e-9 { (value - low) / (high - low) } else { 0.5 };
    let base = base_of(all);
    let answers = if base == "1" { "answer" } else { "answers" };
    Tile {
        figure: frame.headline(frame.verdict_name(question, *lead), all, Some(*lead)),
        question: wording(frame, question),
        base: format!("{base} {answers}"),
        change: change(frame, led),
        line: if values.iter().flatten().count() > 1 {
            values.into_iter().map(|v| v.map(place)).collect()
        } else {
            Vec::new()
        },
    }
}

/// The periods up to the last whole one, which is the one that a change is told of.
fn waves<'a>(frame: &Frame, question: &'a QuestionResult) -> Vec<&'a Cell> {
    let is_period = |cell: &&Cell| frame.report.period_of(cell.group).is_some();
    let last = frame.report.periods.as_ref().and_then(|periods| periods.compared).map(|pair| pair.now);
    let mut waves: Vec<&Cell> = question.cells.iter().filter(is_period).collect();
    let last = last.and_then(|last| waves.iter().position(|cell| cell.group == last));
    waves.truncate(last.map_or(waves.len(), |last| last + 1));
    waves
}

/// The wording; of an item of a grid only what tells it from its siblings.
fn wording(frame: &Frame, question: &QuestionResult) -> String {
    if question.grid.is_some() { grid::short_name(&frame.report.questions, question) } else { clean(&question.text) }
}

/// The last whole period with its figure, against the one before it.
fn change(frame: &Frame, Led { question, lead, all }: &Led) -> Option<Change> {
    let periods = frame.report.periods.as_ref()?.compared?;
    let (before, now) = (question.cell(periods.before)?, question.cell(periods.now)?);
    let value = if now.suppressed {
        SUPPRESSED.to_owned()
    } else {
        number::figure(lead.value(now), lead.unit(), typical(*lead, all))
    };
    let (earlier, later) = (frame.report.period_of(periods.before)?, frame.report.period_of(periods.now)?);
    let tested = question.over_time().filter(|found| lead.stands_in(found.column));
    let (words, certainty, tone) = match tested {
        Some(found) => (moved(found, lead.unit()), difference::certainty(frame.report, found), tone(found)),
        None if now.suppressed || before.suppressed => (String::new(), ": too few answers".to_owned(), Tone::Plain),
        None => (String::new(), ": not compared".to_owned(), Tone::Plain),
    };
    Some(Change {
        now: format!("{}: {value}", first_upper(&difference::period(later))),
        words,
        since: format!("{}{certainty}", difference::since(earlier, later)),
        shown: tested.is_some_and(|found| found.verdict_alone != Verdict::None),
        tone,
    })
}

/// `▼ 3.7 points`.
fn moved(found: &Difference, unit: &Unit) -> String {
    let places = number::places(unit, found.value);
    let words = number::decimal(found.difference.abs(), places);
    let unit = match unit {
        Unit::Percent | Unit::Points => " points".to_owned(),
        Unit::Of(unit) if !unit.is_empty() => format!(" {}", clean(unit)),
        _ => String::new(),
    };
    let arrow = match words.chars().any(|c| ('1'..='9').contains(&c)) {
        false => "=",
        true if found.difference > 0.0 => "▲",
        true => "▼",
    };
    format!("{arrow} {words}{unit}")
}

/// Colour is for what is beyond chance among all that was tested.
const fn tone(found: &Difference) -> Tone {
    match (found.verdict, found.sense) {
        (Verdict::None, _) => Tone::Plain,
        (_, Sense::Positive) => Tone::Positive,
        (_, Sense::Negative) => Tone::Negative,
        _ => Tone::Plain,
    }
}

/// Questions by their share of good answers, best first.
fn ranking(frame: &Frame) -> Vec<Ranked> {
    let share = |question: &QuestionResult| {
        let at = question.columns.iter().position(|column| column.good)?;
        let estimate = question.everybody()?.estimate(at)?;
        let (low, value, high) = estimate.ends()?;
        let ranked = Ranked {
            label: grid::short_name(&frame.report.questions, question),
            value: number::figure(Some(value), &question.columns[at].unit, 1),
            point: Point { low: low / 100.0, value: value / 100.0, high: high / 100.0 },
        };
        Some((value, ranked))
    };
    let mut shares: Vec<(f64, Ranked)> = frame.report.questions.iter().filter_map(share).collect();
    shares.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    // One question alone has no place among others.
    let few = if shares.len() < 2 { 0 } else { RANKED };
    shares.into_iter().map(|(_, ranked)| ranked).take(few).collect()
}

#[derive(Default)]
struct Groups {
    heading: String,
    best: Vec<GroupLine>,
    between: String,
    worst: Vec<GroupLine>,
    said: String,
    /// What to know of their order.
    order: Option<String>,
    /// What the marks of the groups mean, where there are any.
    tests: Option<String>,
}

/// The best and the last of these groups in words.
fn said(order: &[&Cell], lead: Drawn, low_is_good: bool, line: impl Fn(&&Cell) -> Option<GroupLine>) -> String {
    let merit = |cell: &Cell| {
        let value = lead.value(cell).unwrap_or_default();
        if low_is_good { -value } else { value }
    };
    let mut ranked: Vec<&Cell> = order.to_vec();
    ranked.sort_by(|a, b| merit(b).total_cmp(&merit(a)));
    let ends = (ranked.first().and_then(&line), ranked.last().and_then(&line));
    let (Some(best), Some(worst)) = ends else { return String::new() };
    format!("best {} {}, last {} {}.", best.label, best.value, worst.label, worst.value)
}

/// The groups at both ends of a question's first breakdown; all of them when they are few.
fn groups(frame: &Frame, Led { question, lead, all }: &Led) -> Option<Groups> {
    let is_drawn = |by: &&Breakdown| !frame.context.has_wave(by) && !question.cells_of(by).is_empty();
    let by = frame.context.breakdowns.iter().find(is_drawn)?;
    let order: Vec<&Cell> = in_order(frame, by, question.cells_of(by), *lead, question.meaning.lower_is_better)
        .into_iter()
        .filter(|cell| lead.value(cell).is_some())
        .collect();
    if order.is_empty() {
        return None;
    }
    let numbers = order.iter().filter_map(|cell| lead.estimate(cell)?.ends()).flat_map(|(low, _, high)| [low, high]);
    let (span, unit, places) = (Span::around(numbers, lead.unit()), lead.unit(), typical(*lead, all));
    let line = |cell: &&Cell| {
        let estimate = lead.estimate(cell)?;
        Some(GroupLine {
            label: match difference::shown(question, cell.group) {
                Some(found) => format!("{} {}", difference::mark(found.verdict), frame.context.group_name(cell.group)),
                None => frame.context.group_name(cell.group),
            },
            value: number::figure(estimate.value, unit, places),
            interval: estimate.interval.as_ref().map_or_else(String::new, |interval| range(interval, unit, places)),
            base: format!("n {}", base_of(cell)),
            point: span.point(estimate),
        })
    };
    // Groups in an order of their own have no ends: all of them are shown, as far as there is room.
    let ends = match order.len() {
        few if !is_ranked(frame, by) && few <= IN_ORDER => few,
        _ if !is_ranked(frame, by) => IN_ORDER - 1,
        few if few <= 2 * ENDS => few.div_ceil(2),
        _ => ENDS,
    };
    let is_cut = !is_ranked(frame, by) && order.len() > IN_ORDER;
    let between = order.len().saturating_sub(if is_cut { ends } else { 2 * ends });
    Some(Groups {
        heading: heading(frame, question, *lead, by),
        best: order.iter().take(ends).filter_map(line).collect(),
        between: with_chance(
            match (u64::try_from(between).unwrap_or(u64::MAX), is_cut) {
                (0, _) => String::new(),
                (some, true) => number::counted(some, "more group", "more groups"),
                (some, false) => number::counted(some, "group between", "groups between"),
            },
            reliability::in_short(frame.report, question, by),
        ),
        worst: if is_cut {
            Vec::new()
        } else {
            order.iter().skip((order.len() - ends).max(ends)).filter_map(line).collect()
        },
        said: said(&order, *lead, question.meaning.lower_is_better, line),
        order: reliability::of_order(frame.report, question, by).map(|words| first_upper(&words)),
        tests: difference::of_marks(frame.report, by, question, &order),
    })
}

/// How many groups there are between best and last, and that their places are chance.
fn with_chance(between: String, chance: Option<String>) -> String {
    match chance.filter(|_| !between.is_empty()) {
        Some(chance) => format!("{between} · {chance}"),
        None => between,
    }
}

/// What the groups are compared by; a box or mean says of which question.
fn heading(frame: &Frame, question: &QuestionResult, lead: Drawn, by: &Breakdown) -> String {
    let heading = frame.by(&frame.name(lead.column), by);
    if frame.report.metric(lead.column).is_some_and(|metric| metric.general) {
        return format!("{}: {heading}", grid::short_name(&frame.report.questions, question));
    }
    heading
}

/// The change in one line.
fn in_a_line(change: &Change) -> String {
    [change.words.as_str(), change.since.as_str()].join(" ").trim().to_owned()
}

fn alt(frame: &Frame, tiles: &[Tile], groups: &Groups) -> String {
    let tile = |tile: &Tile| {
        let change =
            tile.change.as_ref().map_or_else(String::new, |change| format!(". {}, {}", change.now, in_a_line(change)));
        let figure = format!("{} {} ({}){change}", tile.figure.label, tile.figure.value, tile.figure.interval);
        format!("{}{}", sentence(&tile.question), sentence(&figure))
    };
    let mut parts: Vec<String> = vec![sentence(&clean(&frame.report.survey.title))];
    parts.extend(tiles.iter().map(tile));
    if !groups.said.is_empty() {
        parts.push(format!("{}: {} ", groups.heading, groups.said));
        parts.extend(groups.order.as_deref().map(sentence));
    }
    parts.concat().trim_end().to_owned()
}

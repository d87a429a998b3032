//! The whole survey on one page: what people pin on the wall.

use super::axis::{Span, ends};
use super::frame::{Frame, find, group_name, is_wave_free, range, sentence, typical, verdict, wave_alone};
use super::parts::{everybody, in_order, is_ranked, runs};
use super::{Headline, Step, funnel};
use crate::metric::{Role, role, told};
use crate::results::{Cell, Difference, Figure, Published, QuestionResult, Report, Sense, Unit, Verdict};
use crate::view::label::first_upper;
use crate::view::{Point, SUPPRESSED, Tone, clean, difference, grid, number, summary};

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
    let led: Vec<(&QuestionResult, &Figure, &Cell)> = leading(&frame);
    let tiles: Vec<Tile> = led.iter().take(TILES).map(|(q, lead, cell)| tile(&frame, q, lead, cell)).collect();
    let ranking = ranking(&frame);
    let groups = led.iter().find_map(|(question, lead, _)| groups(&frame, question, lead)).unwrap_or_default();
    let analysed = summary::responses(report.accounting.analysed);
    let subtitle = std::iter::once(analysed).chain(frame.conditions()).collect::<Vec<_>>().join(" · ");
    let hidden = led.iter().flat_map(|(question, ..)| &question.cells).filter(|cell| cell.suppressed);
    let shown: Vec<&QuestionResult> = led.iter().take(TILES).map(|(question, ..)| *question).collect();
    let mut notes = frame.footer(cautions(report, &shown), &hidden.collect::<Vec<_>>());
    notes.splice(0..0, legend(&frame).into_iter().chain(groups.tests.clone()));
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

/// The questions with a leading figure, those that speak of the whole experience first. Last come choices
/// without better or worse, led by the answer given most.
fn leading<'a>(frame: &Frame<'a>) -> Vec<(&'a QuestionResult, &'a Figure, &'a Cell)> {
    let report: &'a Report = frame.report;
    let each = report.questions.iter().filter_map(|question| {
        let cell = everybody(question)?;
        Some((question, verdict(question).or_else(|| most_common(cell))?, cell))
    });
    let mut led: Vec<_> = each.collect();
    let scales = ["rating", "likert", "grid"];
    let of_scale = |kind: &str| scales.iter().position(|known| *known == kind).unwrap_or(scales.len());
    let place = |question: &QuestionResult, lead: &Figure| match told(&lead.metric).of_experience {
        Some(place) => (false, place),
        None => (true, of_scale(&question.kind)),
    };
    let is_verdict = |question: &QuestionResult| verdict(question).is_some();
    led.sort_by_key(|(question, lead, _)| (!is_verdict(question), place(question, lead), question.grid().is_some()));
    led
}

/// The answer that most respondents gave.
fn most_common(cell: &Cell) -> Option<&Figure> {
    let answers = cell.figures.iter().filter(|figure| matches!(role(figure), Role::Answers | Role::Choices));
    let value = |figure: &&Figure| figure.value.unwrap_or(f64::NEG_INFINITY);
    // Of equals the first, as the definition lists them.
    answers.filter(|figure| figure.item.is_some()).rev().max_by(|one, other| value(one).total_cmp(&value(other)))
}

fn tile(frame: &Frame, question: &QuestionResult, lead: &Figure, cell: &Cell) -> Tile {
    let waves = waves(frame, question);
    let values: Vec<Option<f64>> = waves.iter().map(|cell| shown(cell, lead)?.value).collect();
    let numbers = values.iter().flatten();
    let (low, high) = numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(*x), high.max(*x)));
    let place = |value: f64| if high - low > 1e-9 { (value - low) / (high - low) } else { 0.5 };
    let base = super::frame::base_of(cell);
    let answers = if base == "1" { "answer" } else { "answers" };
    Tile {
        figure: frame.headline(frame.verdict_name(question, lead), cell, Some(lead)),
        question: wording(frame, question),
        base: format!("{base} {answers}"),
        change: change(frame, question, lead),
        line: if values.iter().flatten().count() > 1 {
            values.into_iter().map(|v| v.map(place)).collect()
        } else {
            Vec::new()
        },
    }
}

/// The periods up to the last whole one, which is the one that a change is told of.
fn waves<'a>(frame: &Frame, question: &'a QuestionResult) -> Vec<&'a Cell> {
    let mut waves: Vec<&Cell> = question.cells.iter().filter(|cell| wave_alone(cell).is_some()).collect();
    let last = frame.report.periods.as_ref().and_then(|periods| periods.compared.as_ref());
    let last = last.and_then(|pair| waves.iter().position(|cell| wave_alone(cell) == Some(&pair.now)));
    waves.truncate(last.map_or(waves.len(), |last| last + 1));
    waves
}

/// The wording; of an item of a grid only what tells it from its siblings.
fn wording(frame: &Frame, question: &QuestionResult) -> String {
    if question.grid().is_some() { grid::short_name(&frame.report.questions, question) } else { clean(&question.text) }
}

fn shown<'a>(cell: &'a Cell, wanted: &Figure) -> Option<&'a Figure> {
    find(cell, wanted).filter(|_| !cell.suppressed)
}

/// The last whole period with its figure, against the one before it.
fn change(frame: &Frame, question: &QuestionResult, lead: &Figure) -> Option<Change> {
    let periods = frame.report.periods.as_ref()?.compared.as_ref()?;
    let cell = |period: &str| question.cells.iter().find(|cell| wave_alone(cell) == Some(period));
    let (before, now) = (cell(&periods.before)?, cell(&periods.now)?);
    let value = match find(now, lead) {
        _ if now.suppressed => SUPPRESSED.to_owned(),
        figure => number::figure(figure.and_then(|figure| figure.value), &lead.unit, typical(lead)),
    };
    let since = difference::since(&periods.before, &periods.now);
    let (words, certainty, tone) = match tested(question, lead) {
        Some(found) => (moved(found), difference::certainty(frame.report, found), tone(found)),
        None if now.suppressed || before.suppressed => (String::new(), ": too few answers".to_owned(), Tone::Plain),
        None => (String::new(), ": not compared".to_owned(), Tone::Plain),
    };
    Some(Change {
        now: format!("{}: {value}", first_upper(&difference::period(&periods.now))),
        words,
        since: format!("{since}{certainty}"),
        shown: tested(question, lead).is_some_and(|found| found.verdict_alone != Verdict::None),
        tone,
    })
}

/// The tested change of the figure that stands for the question.
fn tested<'a>(question: &'a QuestionResult, lead: &Figure) -> Option<&'a Difference> {
    question.over_time().filter(|found| found.metric == lead.metric && found.item == lead.item)
}

/// `▼ 3.7 points`.
fn moved(found: &Difference) -> String {
    let places = number::places(&found.unit, found.value);
    let words = number::decimal(found.difference.abs(), places);
    let unit = match &found.unit {
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

/// Questions whose leading figure is a share of good answers, best first.
fn ranking(frame: &Frame) -> Vec<Ranked> {
    let share = |question: &QuestionResult| {
        let cell = everybody(question).filter(|cell| !cell.suppressed)?;
        let figure = cell.figures.iter().find(|figure| told(&figure.metric).is_good(figure))?;
        let (low, value, high) = ends(figure)?;
        let ranked = Ranked {
            label: grid::short_name(&frame.report.questions, question),
            value: number::figure(Some(value), &figure.unit, 1),
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
    /// What the marks of the groups mean, where there are any.
    tests: Option<String>,
}

/// The best and the last of these groups in words.
fn said(order: &[&Cell], lead: &Figure, low_is_good: bool, line: impl Fn(&&Cell) -> Option<GroupLine>) -> String {
    let merit = |cell: &Cell| {
        let value = find(cell, lead).and_then(|figure| figure.value).unwrap_or_default();
        if low_is_good { -value } else { value }
    };
    let mut ranked: Vec<&Cell> = order.to_vec();
    ranked.sort_by(|a, b| merit(b).total_cmp(&merit(a)));
    let ends = (ranked.first().and_then(&line), ranked.last().and_then(&line));
    let (Some(best), Some(worst)) = ends else { return String::new() };
    format!("best {} {}, last {} {}.", best.label, best.value, worst.label, worst.value)
}

/// The groups at both ends of a question's first breakdown; all of them when they are few.
fn groups(frame: &Frame, question: &QuestionResult, lead: &Figure) -> Option<Groups> {
    let run = runs(question).into_iter().find(|run| is_wave_free(&run[0]))?;
    let order: Vec<&Cell> = in_order(frame, run, lead, question.meaning.lower_is_better)
        .into_iter()
        .filter(|cell| shown(cell, lead).is_some_and(|figure| figure.value.is_some()))
        .collect();
    if order.is_empty() {
        return None;
    }
    let numbers = order.iter().filter_map(|cell| ends(find(cell, lead)?)).flat_map(|(low, _, high)| [low, high]);
    let span = Span::around(numbers, &lead.unit);
    let line = |cell: &&Cell| {
        let figure = find(cell, lead)?;
        Some(GroupLine {
            label: match difference::shown(question, &cell.group) {
                Some(found) => format!("{} {}", difference::mark(found.verdict), group_name(cell)),
                None => group_name(cell),
            },
            value: number::figure(figure.value, &lead.unit, typical(lead)),
            interval: figure.interval.as_ref().map_or_else(String::new, |i| range(i, &lead.unit, typical(lead))),
            base: format!("n {}", super::frame::base_of(cell)),
            point: span.point(figure),
        })
    };
    // Groups in an order of their own have no ends: all of them are shown, as far as there is room.
    let ends = match order.len() {
        few if !is_ranked(frame, run) && few <= IN_ORDER => few,
        _ if !is_ranked(frame, run) => IN_ORDER - 1,
        few if few <= 2 * ENDS => few.div_ceil(2),
        _ => ENDS,
    };
    let is_cut = !is_ranked(frame, run) && order.len() > IN_ORDER;
    let between = order.len().saturating_sub(if is_cut { ends } else { 2 * ends });
    Some(Groups {
        heading: heading(frame, question, lead, &run[0]),
        best: order.iter().take(ends).filter_map(line).collect(),
        between: match (u64::try_from(between).unwrap_or(u64::MAX), is_cut) {
            (0, _) => String::new(),
            (some, true) => number::counted(some, "more group", "more groups"),
            (some, false) => number::counted(some, "group between", "groups between"),
        },
        worst: if is_cut {
            Vec::new()
        } else {
            order.iter().skip((order.len() - ends).max(ends)).filter_map(line).collect()
        },
        said: said(&order, lead, question.meaning.lower_is_better, line),
        tests: difference::family(frame.report, &run[0].group)
            .filter(|_| any_marked(question, &order))
            .map(difference::of_rest),
    })
}

fn any_marked(question: &QuestionResult, cells: &[&Cell]) -> bool {
    cells.iter().any(|cell| difference::shown(question, &cell.group).is_some())
}

/// What the groups are compared by; a box or mean says of which question.
fn heading(frame: &Frame, question: &QuestionResult, lead: &Figure, group: &Cell) -> String {
    let by = frame.by(&frame.name(lead), &group.group);
    if told(&lead.metric).general {
        return format!("{}: {by}", grid::short_name(&frame.report.questions, question));
    }
    by
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
        parts.push(format!("{}: {}", groups.heading, groups.said));
    }
    parts.concat().trim_end().to_owned()
}

//! Answers on a scale, stacked to both sides of neutral, or from one end to the other where neither is the good one.

use super::frame::{Content, Frame, base_of, find, group_name, is_unstated, short_share};
use super::parts::{self, everybody, is_ranked};
use super::sides::{is_two_sided, joined, runs_down, sides, steps};
use super::{Body, Chart, Diverging, Level, Segment, Side, StackRow};
use crate::metric::{Role, role};
use crate::results::{Answer, Cell, Figure, QuestionResult, Unit};
use crate::view::label::in_sentence;
use crate::view::{EMPTY, SUPPRESSED, clean, grid, number};

/// More levels than this cannot be told apart.
const LEVELS: usize = 30;

/// The items of a grid, one row each. Where the definition does not say which answers are good the bars run from one
/// end of the scale to the other, in the order of the mean.
pub fn of_items(frame: &Frame, run: &[QuestionResult]) -> Option<Chart> {
    let first = &run[0];
    let answers = &first.meaning.answers;
    let alike = run.iter().all(|item| item.meaning.answers == *answers);
    if !alike || !(2..=LEVELS).contains(&answers.len()) {
        return None;
    }
    let (heading, names) = grid::names(run);
    let cells: Vec<&Cell> = run.iter().filter_map(everybody).collect();
    let subjects: Vec<(String, &Cell)> = names.into_iter().zip(cells.iter().copied()).collect();
    let stack = Stack::of(frame, first);
    let (body, finding) = stack.body(subjects, None, true);
    let title = if heading.is_empty() { "Answers by item".to_owned() } else { heading };
    let mut content = parts::grid_content(run, "", (title, finding), body);
    content.question = String::new();
    content.notes.extend(
        stack.mean.as_ref().map(|mean| format!("In the order of the {}, the highest first", in_sentence(&mean.title))),
    );
    Some(frame.chart(content, &cells))
}

/// One question, one row per group under that of everybody.
pub fn of_groups(frame: &Frame, question: &QuestionResult, all: &Cell, run: &[Cell]) -> Content {
    let subjects = run.iter().map(|cell| (group_name(cell), cell)).collect();
    let stack = Stack::of(frame, question);
    let (body, finding) = stack.body(subjects, Some(all), is_ranked(frame, run));
    let title = frame.by("Answers", &run[0].group);
    parts::content(frame, question, &frame.tail(&run[0].group), (title, finding), body)
}

/// A row before it has a position: shares in percent, one per level.
struct Raw<'a> {
    label: String,
    cell: &'a Cell,
    shares: Vec<f64>,
    everybody: bool,
}

impl Raw<'_> {
    fn sum(&self, levels: &[Level], wanted: fn(Side) -> bool) -> f64 {
        self.shares.iter().zip(levels).filter(|(_, level)| wanted(level.side)).map(|(share, _)| share).sum()
    }

    fn good(&self, levels: &[Level]) -> f64 {
        self.sum(levels, |side| matches!(side, Side::Positive { .. }))
    }

    fn neutral(&self, levels: &[Level]) -> f64 {
        self.sum(levels, |side| side == Side::Neutral)
    }

    fn bad(&self, levels: &[Level]) -> f64 {
        self.sum(levels, |side| matches!(side, Side::Negative { .. }))
    }
}

/// The levels of one scale from bad to good, with the label each answer has in the figures.
struct Stack {
    levels: Vec<Level>,
    items: Vec<String>,
    /// What stands at the end of the rows where no answer is good.
    mean: Option<Mean>,
}

/// The mean of the scores.
struct Mean {
    figure: Figure,
    title: String,
}

impl Stack {
    /// The levels of a question's scale, and what its rows end in.
    fn of(frame: &Frame, question: &QuestionResult) -> Stack {
        let answers = &question.meaning.answers;
        if is_two_sided(question) {
            return Stack::new(answers, sides(answers));
        }
        let mean = everybody(question)
            .and_then(|cell| cell.figures.iter().find(|figure| role(figure) == Role::Mean && figure.item.is_none()));
        let mean = mean.map(|figure| Mean { figure: figure.clone(), title: frame.name(figure) });
        Stack { mean, ..Stack::new(answers, steps(answers)) }
    }

    fn new(answers: &[Answer], sides: Vec<Side>) -> Stack {
        let mut levels: Vec<(Level, String)> = answers
            .iter()
            .zip(sides)
            .map(|(answer, side)| (Level { label: clean(&answer.label), side }, answer.label.clone()))
            .collect();
        if runs_down(answers) {
            levels.reverse();
        }
        levels.sort_by_key(|(level, _)| matches!(level.side, Side::Apart | Side::Undeclared));
        let (levels, items) = levels.into_iter().unzip();
        Stack { levels, items, mean: None }
    }

    fn raw<'a>(&self, label: String, cell: &'a Cell, everybody: bool) -> Raw<'a> {
        let share = |item: &String| {
            let mut figures = cell.figures.iter().filter(|figure| role(figure) == Role::Answers);
            figures.find(|figure| figure.item.as_ref() == Some(item))?.value
        };
        let shares: Option<Vec<f64>> = self.items.iter().map(share).collect();
        Raw { label, cell, shares: shares.filter(|_| !cell.suppressed).unwrap_or_default(), everybody }
    }

    /// The picture and its finding; everybody comes first, the other rows by their good share where they may be
    /// ranked.
    fn body(&self, subjects: Vec<(String, &Cell)>, all: Option<&Cell>, ranked: bool) -> (Body, String) {
        let mut bars: Vec<Raw> = subjects.into_iter().map(|(label, cell)| self.raw(label, cell, false)).collect();
        if ranked {
            bars.sort_by(|a, b| self.merit(b).total_cmp(&self.merit(a)));
        }
        bars.sort_by_key(|raw| is_unstated(raw.cell));
        let finding = self.finding(&bars);
        bars.splice(0..0, all.map(|cell| self.raw("All".to_owned(), cell, true)));
        let left = bars.iter().map(|raw| raw.bad(&self.levels) + raw.neutral(&self.levels) / 2.0).fold(0.0, f64::max);
        let right = bars.iter().map(|raw| raw.good(&self.levels) + raw.neutral(&self.levels) / 2.0).fold(0.0, f64::max);
        let width = if left + right > 0.0 { left + right } else { 100.0 };
        let rows = bars.iter().map(|raw| self.row(raw, left, width)).collect();
        let total = self.total();
        let body = Diverging {
            levels: self.levels.clone(),
            base: "base".to_owned(),
            total,
            rows,
            centre: left / width,
            whole: 100.0 / width,
        };
        (Body::Diverging(body), finding)
    }

    fn merit(&self, raw: &Raw) -> f64 {
        match &self.mean {
            _ if raw.shares.is_empty() => f64::NEG_INFINITY,
            Some(mean) => find(raw.cell, &mean.figure).and_then(|figure| figure.value).unwrap_or(f64::NEG_INFINITY),
            None => raw.good(&self.levels),
        }
    }

    fn row(&self, raw: &Raw, left: f64, width: f64) -> StackRow {
        let mut at = left - raw.bad(&self.levels) - raw.neutral(&self.levels) / 2.0;
        let segments = raw.shares.iter().zip(&self.levels).map(|(share, level)| {
            let apart = matches!(level.side, Side::Apart | Side::Undeclared);
            let from = if apart { 0.0 } else { at / width };
            at += if apart { 0.0 } else { *share };
            Segment { value: short_share(*share), from, length: share / width }
        });
        StackRow {
            label: raw.label.clone(),
            base: base_of(raw.cell),
            total: self.row_total(raw),
            segments: segments.collect(),
            everybody: raw.everybody,
        }
    }

    /// What a row ends in: its good share, or its mean.
    fn row_total(&self, raw: &Raw) -> String {
        if raw.cell.suppressed {
            SUPPRESSED.to_owned()
        } else if raw.shares.is_empty() {
            EMPTY.to_owned()
        } else if let Some(mean) = &self.mean {
            let value = find(raw.cell, &mean.figure).and_then(|figure| figure.value);
            number::figure(value, &mean.figure.unit, number::places(&mean.figure.unit, value.unwrap_or_default()))
        } else {
            number::figure(Some(raw.good(&self.levels)), &Unit::Percent, 1)
        }
    }

    /// `Good + Very good`, or only the first and the last when they are many; what the mean is called where none is.
    fn total(&self) -> String {
        if let Some(mean) = &self.mean {
            return mean.title.clone();
        }
        let good = self.levels.iter().filter(|level| matches!(level.side, Side::Positive { .. }));
        let labels: Vec<&str> = good.map(|level| level.label.as_str()).collect();
        joined(&labels)
    }

    fn finding(&self, bars: &[Raw]) -> String {
        let mut shown: Vec<&Raw> = bars.iter().filter(|raw| !raw.shares.is_empty()).collect();
        shown.sort_by(|a, b| self.merit(b).total_cmp(&self.merit(a)));
        let say = |raw: &Raw| format!("{} {}", raw.label, self.row_total(raw));
        let hidden = bars.len() - shown.len();
        let tail =
            if hidden > 0 { format!(" {hidden} of {} rows without a figure.", bars.len()) } else { String::new() };
        match (shown.first(), shown.last()) {
            (Some(best), Some(worst)) if shown.len() > 1 => {
                format!("{}: highest {}, lowest {}.{tail}", self.total(), say(best), say(worst))
            }
            (Some(only), _) => format!("{}: {}.{tail}", self.total(), say(only)),
            _ => "No figure can be shown.".to_owned(),
        }
    }
}

//! Answers on a scale, stacked to both sides of neutral, or from one end to the other where neither is the good one.

use super::frame::{Content, Drawn, Frame, base_of, short_share};
use super::parts::{self, is_ranked};
use super::sides::{is_two_sided, joined, runs_down, sides, steps};
use super::subject::{Groups, Subject};
use super::{Body, ChartSpec, Diverging, Level, Segment, Side, StackRow};
use crate::results::{Cell, Column, Measure, QuestionResult, Unit};
use crate::view::label::in_sentence;
use crate::view::{EMPTY, SUPPRESSED, clean, difference, grid, number};

/// More levels than this cannot be told apart.
const LEVELS: usize = 30;

/// The items of a grid, or a question whose scale has a good and a bad side by groups.
pub fn draw(frame: &Frame, subject: &Subject) -> Option<ChartSpec> {
    if let Subject::Grid(run, None) = subject {
        return of_items(frame, &frame.report.questions[run.clone()]);
    }
    let groups = subject.groups_at_once(frame).filter(Groups::are_two_sided)?;
    let cells: Vec<&Cell> = std::iter::once(groups.all).chain(groups.run).collect();
    Some(frame.in_order(frame.spec(of_groups(frame, &groups), &cells), groups.question, groups.by))
}

/// Whether the items of a grid can stand in one picture: all of them have the same few answers.
pub fn fits(run: &[QuestionResult]) -> bool {
    let says = |answer: &Column| (answer.item.clone(), answer.sense);
    let alike = run.iter().all(|item| item.answers().map(says).eq(run[0].answers().map(says)));
    alike && (2..=LEVELS).contains(&run[0].answers().count())
}

/// The items of a grid, one row each. Where the definition does not say which answers are good the bars run from one
/// end of the scale to the other, in the order of the mean.
fn of_items(frame: &Frame, run: &[QuestionResult]) -> Option<ChartSpec> {
    if !fits(run) {
        return None;
    }
    let (heading, names) = grid::names(run);
    let cells: Vec<&Cell> = run.iter().filter_map(QuestionResult::everybody).collect();
    let subjects: Vec<(String, &Cell)> = names.into_iter().zip(cells.iter().copied()).collect();
    let stack = Stack::of(frame, &run[0]);
    let (body, finding) = stack.body(frame, subjects, None, true);
    let title = if heading.is_empty() { "Answers by item".to_owned() } else { heading };
    let mut content = parts::grid_content(run, (title, finding), body);
    content.question = String::new();
    content.notes.extend(
        stack.mean.as_ref().map(|mean| format!("In the order of the {}, the highest first", in_sentence(&mean.title))),
    );
    Some(frame.spec(content, &cells))
}

/// One question, one row per group under that of everybody.
fn of_groups(frame: &Frame, groups: &Groups) -> Content {
    let Groups { question, all, by, run, .. } = groups;
    let name = |cell: &Cell| difference::marked(frame.context.group_name(cell.group), question, cell.group);
    let subjects = run.iter().map(|cell| (name(cell), cell)).collect();
    let (body, finding) = Stack::of(frame, question).body(frame, subjects, Some(all), is_ranked(frame, by));
    let mut content = parts::content(frame, question, (frame.by("Answers", by), finding), body);
    let cells: Vec<&Cell> = run.iter().collect();
    content.notes.extend(difference::of_marks(frame.report, by, question, &cells));
    content
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

/// The levels of one scale from bad to good.
struct Stack<'a> {
    levels: Vec<Level>,
    /// The figure of each level.
    shares: Vec<Drawn<'a>>,
    /// What stands at the end of the rows where no answer is good.
    mean: Option<Mean<'a>>,
}

/// The mean of the scores.
struct Mean<'a> {
    figure: Drawn<'a>,
    title: String,
}

impl<'a> Stack<'a> {
    /// The levels of a question's scale, and what its rows end in.
    fn of(frame: &Frame, question: &'a QuestionResult) -> Stack<'a> {
        let answers: Vec<&Column> = question.answers().collect();
        if is_two_sided(question) {
            return Stack::new(question, sides(&answers), None);
        }
        let mean = Drawn::headline(question, Measure::Mean);
        let mean = mean.map(|figure| Mean { figure, title: frame.name(figure.column) });
        Stack::new(question, steps(&answers), mean)
    }

    fn new(question: &'a QuestionResult, sides: Vec<Side>, mean: Option<Mean<'a>>) -> Stack<'a> {
        let answers = Drawn::all(question, Measure::Answers).into_iter().zip(sides);
        let level = |(drawn, side): (Drawn<'a>, Side)| (Level { label: clean(&drawn.column.title), side }, drawn);
        let mut levels: Vec<(Level, Drawn)> = answers.map(level).collect();
        if runs_down(question.answers()) {
            levels.reverse();
        }
        levels.sort_by_key(|(level, _)| matches!(level.side, Side::Apart | Side::Undeclared));
        let (levels, shares) = levels.into_iter().unzip();
        Stack { levels, shares, mean }
    }

    fn raw<'b>(&self, label: String, cell: &'b Cell, everybody: bool) -> Raw<'b> {
        let shares: Option<Vec<f64>> = self.shares.iter().map(|drawn| drawn.value(cell)).collect();
        Raw { label, cell, shares: shares.unwrap_or_default(), everybody }
    }

    /// The picture and its finding; everybody comes first, the other rows by their good share where they may be
    /// ranked.
    fn body(&self, frame: &Frame, subjects: Vec<(String, &Cell)>, all: Option<&Cell>, ranked: bool) -> (Body, String) {
        let mut bars: Vec<Raw> = subjects.into_iter().map(|(label, cell)| self.raw(label, cell, false)).collect();
        if ranked {
            bars.sort_by(|a, b| self.merit(b).total_cmp(&self.merit(a)));
        }
        bars.sort_by_key(|raw| frame.is_unstated(raw.cell));
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
            Some(mean) => mean.figure.value(raw.cell).unwrap_or(f64::NEG_INFINITY),
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
            let (value, unit) = (mean.figure.value(raw.cell), mean.figure.unit());
            number::figure(value, unit, number::places(unit, value.unwrap_or_default()))
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

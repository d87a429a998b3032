//! What a chart can be about.

use super::frame::Frame;
use super::sides::is_two_sided;
use crate::results::{Breakdown, Cell, Measure, QuestionResult};
use crate::view::clean;
use std::ops::Range;

/// What a chart is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// What became of the rows.
    Rows,
    /// A question by its position, for everybody or by a breakdown.
    Question(usize, Option<Breakdown>),
    /// The items of a grid by their positions, for everybody or by a breakdown.
    Grid(Range<usize>, Option<Breakdown>),
    /// All questions by a breakdown.
    Overview(Breakdown),
}

/// A question with the cells of one of its breakdowns.
pub struct Groups<'a> {
    pub question: &'a QuestionResult,
    /// The figures of everybody.
    pub all: &'a Cell,
    pub by: &'a Breakdown,
    pub run: &'a [Cell],
    /// What decides how the question is drawn.
    pub measure: Measure,
}

/// What can be drawn of a question, the first that it measures being drawn.
const DRAWN: [Measure; 5] = [Measure::Score, Measure::Numbers, Measure::Ranks, Measure::Choices, Measure::Answers];

/// What decides how a question is drawn.
fn main_measure(question: &QuestionResult) -> Option<Measure> {
    DRAWN.into_iter().find(|wanted| question.measuring(*wanted).next().is_some())
}

impl Subject {
    /// Positions of the questions that it is about.
    pub fn questions(&self) -> Range<usize> {
        match self {
            Subject::Rows | Subject::Overview(_) => 0..0,
            Subject::Question(at, _) => *at..at + 1,
            Subject::Grid(run, _) => run.clone(),
        }
    }

    /// A name made of ids of the definition, fit for a file name: `recommend-by-site`.
    pub fn id(&self, frame: &Frame) -> String {
        let questions = &frame.report.questions;
        let (name, by) = match self {
            Subject::Rows => (ROWS, None),
            Subject::Question(at, by) => (questions[*at].id.as_str(), by.as_ref()),
            Subject::Grid(run, by) => {
                let first = &questions[run.start];
                (first.grid.as_deref().unwrap_or(&first.id), by.as_ref())
            }
            Subject::Overview(by) => (OVERVIEW, Some(by)),
        };
        id(frame, name, by.map_or(&[][..], |by| &by.axes))
    }

    /// The question and everybody's figures, where it is about those and is drawn by this measure.
    pub fn everybody<'a>(&self, frame: &Frame<'a>, measure: Measure) -> Option<(&'a QuestionResult, &'a Cell)> {
        let Subject::Question(at, None) = self else { return None };
        let question = &frame.report.questions[*at];
        let is_drawn_so = main_measure(question) == Some(measure);
        question.everybody().filter(|_| is_drawn_so).map(|cell| (question, cell))
    }

    /// The question and its groups, where it is about the groups of a breakdown that can be drawn.
    pub fn groups<'a>(&'a self, frame: &Frame<'a>) -> Option<Groups<'a>> {
        let Subject::Question(at, Some(by)) = self else { return None };
        let question = &frame.report.questions[*at];
        let (all, run) = (question.everybody()?, question.cells_of(by));
        let measure = main_measure(question)?;
        (!run.is_empty()).then_some(Groups { question, all, by, run, measure })
    }

    /// The same, where the groups are those of one point in time.
    pub fn groups_at_once<'a>(&'a self, frame: &Frame<'a>) -> Option<Groups<'a>> {
        self.groups(frame).filter(|groups| !frame.context.has_wave(groups.by))
    }
}

impl Groups<'_> {
    /// Whether the groups are drawn as answers to both sides of neutral.
    pub fn are_two_sided(&self) -> bool {
        self.measure == Measure::Answers && is_two_sided(self.question)
    }
}

/// What the chart of the rows goes by.
const ROWS: &str = "responses";
/// What the chart of all questions goes by.
const OVERVIEW: &str = "overview";

/// The name of a chart: ids of the definition with plain separators, `NAME-by-site`, or `NAME-by-site-month`.
pub fn id(frame: &Frame, name: &str, axes: &[usize]) -> String {
    let plain = |text: &str| -> String {
        let fits = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' };
        clean(text).chars().map(fits).collect()
    };
    let axes = axes.iter().filter_map(|axis| frame.report.axes.get(*axis));
    let by: Vec<&str> = axes.map(|axis| if axis.is_wave() { axis.title() } else { axis.id() }).collect();
    if by.is_empty() { plain(name) } else { plain(&format!("{name}-by-{}", by.join("-"))) }
}

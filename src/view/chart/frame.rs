//! What every chart says around the picture: title, base, period, weighting, sources, marks.

use super::sides::good_answers;
use super::{Body, ChartSpec, Headline, PlotRow};
use crate::results::{Breakdown, Cell, Column, Estimate, Input, Interval, Measure, QuestionResult, Report, Unit};
use crate::view::context::Context;
use crate::view::control::short_period;
use crate::view::label::first_upper;
use crate::view::{EMPTY, Point, SUPPRESSED, base, clean, label, number, reliability, summary};

/// The report with what all charts need to know of it.
pub struct Frame<'a> {
    pub report: &'a Report,
    pub context: Context<'a>,
    /// The kind of chart asked for; each subject has its own where none is.
    pub asked_for: Option<&'a str>,
}

/// What a chart says apart from its frame.
pub struct Content {
    pub title: String,
    pub question: String,
    pub base: String,
    pub finding: String,
    pub notes: Vec<String>,
    pub body: Body,
}

/// A figure of a question that is drawn: one of its columns.
#[derive(Clone, Copy)]
pub struct Drawn<'a> {
    /// Position among the columns.
    at: usize,
    pub column: &'a Column,
}

impl<'a> Drawn<'a> {
    pub fn new(question: &'a QuestionResult, at: usize) -> Drawn<'a> {
        Drawn { at, column: &question.columns[at] }
    }

    /// All figures of a question that measure this.
    pub fn all(question: &'a QuestionResult, measure: Measure) -> Vec<Drawn<'a>> {
        question.measuring(measure).map(|at| Drawn::new(question, at)).collect()
    }

    /// The first figure of a question that measures this and is a headline.
    pub fn headline(question: &'a QuestionResult, measure: Measure) -> Option<Drawn<'a>> {
        let mut all = question.measuring(measure).map(|at| Drawn::new(question, at));
        all.find(|drawn| drawn.column.is_headline())
    }

    /// The figure that can be plotted and compared.
    pub fn plotted(question: &'a QuestionResult) -> Option<Drawn<'a>> {
        question.plotted().map(|at| Drawn::new(question, at))
    }

    /// The figure that speaks for a question among others: not the share of one plain answer, nor a date or a count.
    pub fn verdict(question: &'a QuestionResult) -> Option<Drawn<'a>> {
        Drawn::plotted(question).filter(|drawn| drawn.column.measure != Measure::Answers)
    }

    pub fn estimate<'b>(&self, cell: &'b Cell) -> Option<&'b Estimate> {
        cell.estimate(self.at)
    }

    pub fn value(&self, cell: &Cell) -> Option<f64> {
        cell.value(self.at)
    }

    pub fn unit(&self) -> &'a Unit {
        &self.column.unit
    }

    /// Whether this is the figure that stands in a column.
    pub const fn stands_in(&self, column: usize) -> bool {
        self.at == column
    }
}

impl<'a> Frame<'a> {
    pub fn new(report: &'a Report) -> Frame<'a> {
        Frame { report, context: Context::new(report), asked_for: None }
    }

    /// The finished picture; `cells` are those it shows.
    pub fn spec(&self, content: Content, cells: &[&Cell]) -> ChartSpec {
        let intervals = format!("{}s", summary::interval_heading(&self.report.settings));
        self.spec_with(content, cells, Some(intervals))
    }

    /// The finished picture of figures without intervals.
    pub fn spec_without_intervals(&self, content: Content, cells: &[&Cell]) -> ChartSpec {
        self.spec_with(content, cells, None)
    }

    fn spec_with(&self, content: Content, cells: &[&Cell], intervals: Option<String>) -> ChartSpec {
        let base = [content.base].into_iter();
        let subtitle = base.chain(self.without_intervals()).chain(intervals).filter(|part| !part.is_empty());
        ChartSpec {
            alt: [&content.title, &content.question, &content.finding]
                .map(|text| sentence(text))
                .concat()
                .trim_end()
                .to_owned(),
            title: content.title,
            question: content.question,
            subtitle: first_upper(&subtitle.collect::<Vec<_>>().join(" · ")),
            footer: self.footer(content.notes, cells),
            body: content.body,
        }
    }

    /// The picture of a question whose groups stand in the order of its figures, with what to know of that order.
    pub fn in_order(&self, spec: ChartSpec, question: &QuestionResult, by: &Breakdown) -> ChartSpec {
        let Some(words) = reliability::of_order(self.report, question, by) else { return spec };
        let alt = format!("{} {}", sentence(&spec.alt).trim_end(), sentence(&first_upper(&words)).trim_end());
        ChartSpec { subtitle: format!("{} · {words}", spec.subtitle), alt, ..spec }
    }

    /// Filters, period, weighting and intervals.
    pub fn conditions(&self) -> Vec<String> {
        let level = format!("{}s", summary::interval_heading(&self.report.settings));
        self.without_intervals().into_iter().chain([level]).collect()
    }

    /// Filters, period and weighting.
    fn without_intervals(&self) -> Vec<String> {
        let settings = &self.report.settings;
        let filters = settings.filters.iter().map(|filter| summary::condition(filter));
        let weighting = if settings.weighted { "weighted" } else { "unweighted" };
        self.period().into_iter().chain(filters).chain([weighting.to_owned()]).collect()
    }

    /// First and last period that anybody answered in.
    pub fn period(&self) -> Option<String> {
        let waves: Vec<&str> = (0..self.report.groups.len()).filter_map(|at| self.report.period_of(at)).collect();
        let (first, last) = (waves.iter().min()?, waves.iter().max()?);
        let (first, last) = (short_period(first), short_period(last));
        Some(if first == last { first } else { format!("{first} to {last}") })
    }

    /// Where the figures come from, what the marks in these cells mean, and what to know.
    pub fn footer(&self, notes: Vec<String>, cells: &[&Cell]) -> Vec<String> {
        let hidden = cells.iter().any(|cell| cell.suppressed);
        let empty = cells.iter().any(|cell| summary::is_empty(cell));
        let minimum = self.report.settings.minimum_base;
        let marks = [
            hidden.then(|| format!("Small groups are hidden. {}", summary::suppression(minimum))),
            empty.then(|| format!("{EMPTY} no valid answers")),
        ];
        marks.into_iter().flatten().chain(notes).chain(source(&self.report.inputs)).collect()
    }

    /// What the verdict is called; boxes name their answers.
    pub fn verdict_name(&self, question: &QuestionResult, lead: Drawn) -> String {
        let name = self.name(lead.column);
        if lead.column.measure == Measure::GoodAnswers {
            return format!("{name}: {}", good_answers(question));
        }
        name
    }

    /// What a figure is called, its unit included.
    pub fn name(&self, column: &Column) -> String {
        let name = label::heading(column);
        if column.is_headline() {
            return name;
        }
        match column.measure {
            Measure::Answers | Measure::Choices => format!("Answer “{name}”"),
            _ if self.report.metric(column).is_some_and(|metric| metric.titles_parts) => {
                format!("{}: {name}", label::metric(self.report, column))
            }
            _ => name,
        }
    }

    /// The name of a breakdown, for example `site and age`.
    pub fn breakdown(&self, by: &Breakdown) -> String {
        let titles = self.context.axes(by).map(|axis| label::in_sentence(&clean(axis.title())));
        titles.collect::<Vec<_>>().join(" and ")
    }

    /// `by site` behind a title.
    pub fn by(&self, title: &str, by: &Breakdown) -> String {
        format!("{title} by {}", self.breakdown(by))
    }

    /// A figure of a cell in words.
    pub fn headline(&self, label: String, cell: &Cell, drawn: Option<Drawn>) -> Headline {
        let (value, interval) = words(cell, drawn, drawn.map_or(2, |drawn| typical(drawn, cell)));
        let interval = if interval.is_empty() { interval } else { format!("{} {interval}", self.context.interval) };
        Headline { label, value, interval }
    }

    /// Whether a cell's group is whoever has no value.
    pub fn is_unstated(&self, cell: &Cell) -> bool {
        self.context.group(cell.group).is_unstated()
    }
}

/// The bases of several questions shown together: `Base 270 to 283`.
pub fn base_range(cells: &[&Cell]) -> String {
    let bases: Vec<u64> = cells.iter().filter(|c| !c.suppressed).filter_map(|c| base::respondents(c)).collect();
    match (bases.iter().min(), bases.iter().max()) {
        (Some(low), Some(high)) if low == high => format!("base {}", number::count(*low)),
        (Some(low), Some(high)) => format!("base {} to {}", number::count(*low), number::count(*high)),
        _ => String::new(),
    }
}

/// A figure of a cell in a row.
pub fn row(label: String, cell: &Cell, drawn: Drawn, places: usize, point: Option<Point>) -> PlotRow {
    let (value, interval) = words(cell, Some(drawn), places);
    PlotRow { label, base: base_of(cell), value, interval, point }
}

/// A share in as little room as possible; never 0 for somebody.
pub fn short_share(share: f64) -> String {
    if share > 0.0 && share < 0.5 { "<1%".to_owned() } else { number::figure(Some(share), &Unit::Percent, 0) }
}

/// The text with a full stop, unless it ends in one or in another mark, and a space; nothing for nothing.
/// Arrows are put into words.
pub fn sentence(text: &str) -> String {
    let text = text.trim().replace('▲', "up").replace('▼', "down");
    match text.chars().next_back() {
        None => text,
        Some('.' | '!' | '?' | ':' | '…') => format!("{text} "),
        Some(_) => format!("{text}. "),
    }
}

/// Respondents of the cell, or the mark that stands for them.
pub fn base_of(cell: &Cell) -> String {
    match base::respondents(cell) {
        _ if cell.suppressed => SUPPRESSED.to_owned(),
        Some(n) => number::count(n),
        None => EMPTY.to_owned(),
    }
}

/// Digits behind the point for this figure.
pub fn typical(drawn: Drawn, cell: &Cell) -> usize {
    number::places(drawn.unit(), drawn.value(cell).unwrap_or_default())
}

fn words(cell: &Cell, drawn: Option<Drawn>, places: usize) -> (String, String) {
    match drawn.and_then(|drawn| Some((drawn.unit(), drawn.estimate(cell)?))) {
        _ if cell.suppressed => (SUPPRESSED.to_owned(), String::new()),
        None => (EMPTY.to_owned(), String::new()),
        Some((unit, estimate)) => {
            let value = number::figure(estimate.value, unit, places);
            (value, estimate.interval.as_ref().map_or_else(String::new, |interval| range(interval, unit, places)))
        }
    }
}

/// `19.6 to 35.0`.
pub fn range(interval: &Interval, unit: &Unit, places: usize) -> String {
    let range = number::range(interval, unit, places);
    format!("{} to {}", range.low, range.high)
}

/// The files that figures come from, in words.
pub fn source(inputs: &[Input]) -> Option<String> {
    let names: Vec<String> = inputs.iter().map(|input| file_name(&clean(&input.name))).collect();
    match names.as_slice() {
        [] => None,
        few if few.len() <= 3 => Some(format!("Source: {}", few.join(", "))),
        many => Some(format!("Source: {} and {} more files", many[0], many.len() - 1)),
    }
}

/// The file's name without its folders.
fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

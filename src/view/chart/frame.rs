//! What every chart says around the picture: title, base, period, weighting, sources, marks.

use super::sides::good_answers;
use super::{Body, Chart, ChartSpec, Headline, PlotRow};
use crate::metric::{Good, Role, plotted, role, told};
use crate::results::{Cell, Figure, GroupKey, Interval, QuestionResult, Report, Unit};
use crate::view::context::Context;
use crate::view::label::first_upper;
use crate::view::{EMPTY, Point, SUPPRESSED, base, clean, label, number, summary};

/// The report with what all charts need to know of it.
pub struct Frame<'a> {
    pub report: &'a Report,
    pub context: Context<'a>,
}

/// What a chart says apart from its frame.
pub struct Content {
    pub id: String,
    pub title: String,
    pub question: String,
    pub base: String,
    pub finding: String,
    pub notes: Vec<String>,
    pub body: Body,
}

impl<'a> Frame<'a> {
    pub fn new(report: &'a Report) -> Frame<'a> {
        Frame { report, context: Context::new(&report.metrics, &report.settings) }
    }

    /// The finished chart; `cells` are those it shows.
    pub fn chart(&self, content: Content, cells: &[&Cell]) -> Chart {
        let subtitle = [content.base].into_iter().chain(self.conditions()).filter(|part| !part.is_empty());
        Chart {
            id: content.id,
            spec: ChartSpec {
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
            },
        }
    }

    /// Filters, period and weighting.
    pub fn conditions(&self) -> Vec<String> {
        let settings = &self.report.settings;
        let filters = settings.filters.iter().map(|filter| summary::condition(filter));
        let weighting = if settings.weighted { "weighted" } else { "unweighted" };
        let level = format!("{}s", summary::interval_heading(settings));
        self.period().into_iter().chain(filters).chain([weighting.to_owned(), level]).collect()
    }

    /// First and last period that anybody answered in.
    pub fn period(&self) -> Option<String> {
        let cells = self.report.questions.iter().flat_map(|question| &question.cells);
        let waves: Vec<&str> = cells.filter_map(|cell| wave_alone(cell)).collect();
        let (first, last) = (waves.iter().min()?, waves.iter().max()?);
        Some(if first == last { clean(first) } else { format!("{} to {}", clean(first), clean(last)) })
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
        marks.into_iter().flatten().chain(notes).chain(self.source()).collect()
    }

    fn source(&self) -> Option<String> {
        let names: Vec<String> = self.report.inputs.iter().map(|input| file_name(&clean(&input.name))).collect();
        match names.as_slice() {
            [] => None,
            few if few.len() <= 3 => Some(format!("Source: {}", few.join(", "))),
            many => Some(format!("Source: {} and {} more files", many[0], many.len() - 1)),
        }
    }

    /// What the verdict is called; boxes name their answers.
    pub fn verdict_name(&self, question: &QuestionResult, lead: &Figure) -> String {
        let name = self.name(lead);
        if told(&lead.metric).good == Some(Good::Answers) {
            return format!("{name}: {}", good_answers(question));
        }
        name
    }

    /// What a figure is called, its unit included.
    pub fn name(&self, figure: &Figure) -> String {
        let name = self.context.heading(figure);
        match &figure.item {
            Some(_) if matches!(role(figure), Role::Answers | Role::Choices) => format!("Answer “{name}”"),
            Some(_) if told(&figure.metric).titles_parts => {
                format!("{}: {name}", label::metric(&self.report.metrics, &figure.metric))
            }
            _ => name,
        }
    }

    /// The end of a chart's name: `by-site`, `by-site-age` or `by-site-month`.
    pub fn tail(&self, group: &[GroupKey]) -> String {
        let name = |key: &GroupKey| match &self.report.settings.every {
            Some(period) if key.is_wave() => period.clone(),
            _ => key.segment.clone(),
        };
        format!("by-{}", group.iter().map(name).collect::<Vec<_>>().join("-"))
    }

    /// The name of a breakdown, for example `site and age`.
    pub fn breakdown(&self, group: &[GroupKey]) -> String {
        group.iter().map(|key| label::in_sentence(&self.context.segment(key))).collect::<Vec<_>>().join(" and ")
    }

    /// `by site` behind a title.
    pub fn by(&self, title: &str, group: &[GroupKey]) -> String {
        format!("{title} by {}", self.breakdown(group))
    }

    /// A figure of a cell in words.
    pub fn headline(&self, label: String, cell: &Cell, figure: Option<&Figure>) -> Headline {
        let (value, interval) = words(cell, figure, figure.map_or(2, typical));
        let interval = if interval.is_empty() { interval } else { format!("{} {interval}", self.context.interval) };
        Headline { label, value, interval }
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
pub fn row(label: String, cell: &Cell, figure: Option<&Figure>, places: usize, point: Option<Point>) -> PlotRow {
    let (value, interval) = words(cell, figure, places);
    PlotRow { label, base: base_of(cell), value, interval, point }
}

/// A share in as little room as possible; never 0 for somebody.
pub fn short_share(share: f64) -> String {
    if share > 0.0 && share < 0.5 { "<1%".to_owned() } else { number::figure(Some(share), &Unit::Percent, 0) }
}

/// The figure that stands for a question among others: not the share of one plain answer, nor a date or
/// a count.
pub fn verdict(question: &QuestionResult) -> Option<&Figure> {
    plotted(question).filter(|lead| role(lead) != Role::Answers)
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
pub fn typical(figure: &Figure) -> usize {
    number::places(&figure.unit, figure.value.unwrap_or_default())
}

fn words(cell: &Cell, figure: Option<&Figure>, places: usize) -> (String, String) {
    match figure {
        _ if cell.suppressed => (SUPPRESSED.to_owned(), String::new()),
        None => (EMPTY.to_owned(), String::new()),
        Some(figure) => {
            let value = number::figure(figure.value, &figure.unit, places);
            (value, figure.interval.as_ref().map_or_else(String::new, |i| range(i, &figure.unit, places)))
        }
    }
}

/// `19.6 to 35.0`.
pub fn range(interval: &Interval, unit: &Unit, places: usize) -> String {
    let range = number::range(interval, unit, places);
    format!("{} to {}", range.low, range.high)
}

/// The same figure in another cell.
pub fn find<'a>(cell: &'a Cell, wanted: &Figure) -> Option<&'a Figure> {
    cell.figures.iter().find(|figure| figure.metric == wanted.metric && figure.item == wanted.item)
}

/// What the group is called, its period left out.
pub fn group_name(cell: &Cell) -> String {
    let values = cell.group.iter().filter(|key| !key.is_wave()).map(|key| clean(&key.value));
    values.collect::<Vec<_>>().join(" · ")
}

/// Whether the group is whoever has no value.
pub fn is_unstated(cell: &Cell) -> bool {
    cell.group.iter().any(|key| !key.is_named())
}

/// The period, when that is all that defines the group; not of those without a date.
pub fn wave_alone(cell: &Cell) -> Option<&str> {
    match cell.group.as_slice() {
        [key] if key.is_wave() && key.is_named() => Some(&key.value),
        _ => None,
    }
}

/// Whether no period defines the group.
pub fn is_wave_free(cell: &Cell) -> bool {
    cell.group.iter().all(|key| !key.is_wave())
}

/// The file's name without its folders.
fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

/// The name of a chart: ids of the definition with plain separators.
pub fn id(question: &str, tail: &str) -> String {
    let plain = |text: &str| -> String {
        let fits = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' };
        clean(text).chars().map(fits).collect()
    };
    if tail.is_empty() { plain(question) } else { format!("{}-{}", plain(question), plain(tail)) }
}

//! Groups side by side: one row per group or item, one column per figure.

use super::context::Context;
use super::{EMPTY, Entry, Point, Row, SUPPRESSED, Scale, Table, base, clean, difference, label, number};
use crate::results::{Cell, Figure, GroupKey, QuestionResult, Unit, headlines};

/// A table without headlines shows this many of the answers.
const ANSWERS: usize = 6;

/// What stands in the columns of a table.
pub struct Choice<'a> {
    /// The figure that gets its interval and a plot.
    pub lead: Option<&'a Figure>,
    /// The other figures.
    pub others: Vec<&'a Figure>,
    /// What is left out.
    pub note: String,
}

/// A named cell.
pub struct Subject<'a> {
    /// What the row is called.
    pub stubs: Vec<String>,
    /// Its figures.
    pub cell: &'a Cell,
}

/// One table per breakdown of a question, with marks at the groups that differ from the rest.
pub fn of_question(context: &Context, question: &QuestionResult) -> Vec<Table> {
    tables(context, &question.cells, Some(question))
}

/// One table per breakdown; the row for everybody comes first in each.
pub fn all(context: &Context, cells: &[Cell]) -> Vec<Table> {
    tables(context, cells, None)
}

fn tables(context: &Context, cells: &[Cell], question: Option<&QuestionResult>) -> Vec<Table> {
    let everybody = cells.first().filter(|cell| cell.group.is_empty());
    let groups = if everybody.is_some() { &cells[1..] } else { cells };
    let runs = groups.chunk_by(|a, b| segments(a).eq(segments(b))).filter(|run| !run[0].group.is_empty());
    runs.map(|run| breakdown(context, everybody, run, question)).collect()
}

fn segments(cell: &Cell) -> impl Iterator<Item = &str> {
    cell.group.iter().map(|key| key.segment.as_str())
}

fn breakdown(context: &Context, everybody: Option<&Cell>, run: &[Cell], question: Option<&QuestionResult>) -> Table {
    let mut stubs: Vec<String> = run[0].group.iter().map(|key| context.segment(key)).collect();
    if let Some(first) = stubs.first_mut() {
        *first = format!("By {}", label::in_sentence(first));
    }
    let all = everybody.map(|cell| Subject { stubs: name_everybody(stubs.len()), cell });
    let groups = run.iter().enumerate().map(|(at, cell)| {
        let above = at.checked_sub(1).map_or(&[][..], |above| &run[above].group);
        let mut stubs = name_group(&cell.group, above);
        if let Some((last, question)) = stubs.last_mut().zip(question) {
            *last = difference::marked(std::mem::take(last), question, &cell.group);
        }
        Subject { stubs, cell }
    });
    let subjects: Vec<Subject> = all.into_iter().chain(groups).collect();
    let choice = choose(everybody.unwrap_or(&run[0]));
    compare(context, stubs, &subjects, &choice)
}

fn name_everybody(stubs: usize) -> Vec<String> {
    let mut names = vec![String::new(); stubs];
    if let Some(first) = names.first_mut() {
        "All".clone_into(first);
    }
    names
}

/// The values of the group, those left out that repeat the group above.
fn name_group(group: &[GroupKey], above: &[GroupKey]) -> Vec<String> {
    let repeated = group.iter().zip(above).take_while(|(a, b)| a == b).count();
    let name = |(at, key): (usize, &GroupKey)| if at < repeated { String::new() } else { clean(&key.value) };
    group.iter().enumerate().map(name).collect()
}

/// The headlines; where there are none, the most frequent answers (or best ranks) in their own order.
fn choose(cell: &Cell) -> Choice<'_> {
    let mut headlines = headlines(&cell.figures).into_iter();
    if let Some(lead) = headlines.next() {
        return Choice { lead: Some(lead), others: headlines.collect(), note: String::new() };
    }
    let first_metric = cell.figures.first().map(|figure| figure.metric.as_str());
    let answers: Vec<&Figure> =
        cell.figures.iter().filter(|figure| Some(figure.metric.as_str()) == first_metric).collect();
    let note = match answers.len() {
        0..=ANSWERS => String::new(),
        all => format!("{ANSWERS} of {all} shown, the leading ones; CSV and JSON have them all"),
    };
    Choice { lead: None, others: leading(&answers), note }
}

fn leading<'a>(answers: &[&'a Figure]) -> Vec<&'a Figure> {
    let mut order: Vec<usize> = (0..answers.len()).collect();
    order.sort_by(|a, b| merit(answers[*b]).total_cmp(&merit(answers[*a])));
    order.truncate(ANSWERS);
    order.sort_unstable();
    order.into_iter().map(|at| answers[at]).collect()
}

fn merit(figure: &Figure) -> f64 {
    let value = figure.value.unwrap_or(f64::NEG_INFINITY);
    if figure.unit == Unit::Rank && figure.value.is_some() { -value } else { value }
}

/// The table of these subjects: base, leading figure with interval, other figures.
pub fn compare(context: &Context, stubs: Vec<String>, subjects: &[Subject], choice: &Choice) -> Table {
    let columns = columns(context, subjects, choice);
    let span = choice.lead.and_then(|lead| Span::over(subjects, lead));
    let row = |subject: &Subject| Row {
        stubs: subject.stubs.clone(),
        entries: columns.iter().map(|column| column.entry(subject.cell)).collect(),
        point: span.as_ref().zip(choice.lead).and_then(|(span, lead)| span.point(subject.cell, lead)),
    };
    Table {
        caption: caption(context, choice),
        stubs,
        rows: subjects.iter().map(row).collect(),
        columns: columns.iter().map(|column| column.heading.clone()).collect(),
        plot: span.map(|span| span.scale()),
        note: choice.note.clone(),
    }
}

/// Columns named after items do not say what is measured; the metric's title does.
fn caption(context: &Context, choice: &Choice) -> String {
    let first = choice.lead.or(choice.others.first().copied()).filter(|figure| figure.item.is_some());
    first.map_or_else(String::new, |figure| label::metric(context.metrics, &figure.metric))
}

fn columns<'a>(context: &Context, subjects: &[Subject], choice: &Choice<'a>) -> Vec<Column<'a>> {
    let mut columns = vec![Column { heading: "base".to_owned(), content: Content::Base }];
    if context.weighted && choice.lead.is_some() && subjects.iter().any(|subject| subject.cell.ledger.is_some()) {
        columns.push(Column { heading: "effective base".to_owned(), content: Content::Effective });
    }
    let is_of_scores = choice.lead.iter().chain(&choice.others).any(|figure| figure.unit == Unit::Score);
    if is_of_scores && subjects.iter().any(|subject| subject.cell.ledger.is_some_and(|ledger| ledger.unscored > 0)) {
        columns.push(Column { heading: "scored".to_owned(), content: Content::Scored });
    }
    for figure in choice.lead.iter().chain(&choice.others) {
        let places = number::places(&figure.unit, typical(subjects, figure));
        columns.push(Column { heading: context.heading(figure), content: Content::Value(figure, places) });
        let has_interval = |subject: &Subject| find(subject.cell, figure).is_some_and(|found| found.interval.is_some());
        if choice.lead == Some(*figure) && subjects.iter().any(has_interval) {
            columns.push(Column { heading: context.interval.clone(), content: Content::Interval(figure, places) });
        }
    }
    columns
}

/// The same figure in another cell.
fn find<'a>(cell: &'a Cell, wanted: &Figure) -> Option<&'a Figure> {
    cell.figures.iter().find(|figure| figure.metric == wanted.metric && figure.item == wanted.item)
}

fn typical(subjects: &[Subject], figure: &Figure) -> f64 {
    subjects.iter().find_map(|subject| find(subject.cell, figure)?.value).unwrap_or(0.0)
}

struct Column<'a> {
    heading: String,
    content: Content<'a>,
}

enum Content<'a> {
    Base,
    Effective,
    /// Respondents on whom the mean rests.
    Scored,
    /// A figure and its digits after the point.
    Value(&'a Figure, usize),
    /// The interval of a figure and its digits after the point.
    Interval(&'a Figure, usize),
}

impl Column<'_> {
    fn entry(&self, cell: &Cell) -> Entry {
        if cell.suppressed {
            return Entry::Text(SUPPRESSED.to_owned());
        }
        let nothing = || EMPTY.to_owned();
        match self.content {
            Content::Base => Entry::Text(base::respondents(cell).map_or_else(nothing, number::count)),
            Content::Scored => Entry::Text(cell.ledger.map_or_else(nothing, |l| number::count(base::with_score(&l)))),
            Content::Effective => Entry::Text(base::effective(cell).unwrap_or_else(nothing)),
            Content::Value(wanted, places) => {
                let value = find(cell, wanted).and_then(|figure| figure.value);
                Entry::Text(number::figure(value, &wanted.unit, places))
            }
            Content::Interval(wanted, places) => {
                find(cell, wanted).and_then(|figure| figure.interval.as_ref()).map_or_else(
                    || Entry::Text(nothing()),
                    |interval| Entry::Range(number::range(interval, &wanted.unit, places)),
                )
            }
        }
    }
}

/// The stretch of numbers that a table's leading figures and their intervals cover.
struct Span {
    low: f64,
    high: f64,
    step: f64,
}

impl Span {
    /// `None` when there are not two different numbers to show.
    fn over(subjects: &[Subject], lead: &Figure) -> Option<Span> {
        let ends: Vec<(f64, f64)> = subjects.iter().filter_map(|subject| ends(subject.cell, lead)).collect();
        let low = ends.iter().map(|(low, _)| *low).fold(f64::INFINITY, f64::min);
        let high = ends.iter().map(|(_, high)| *high).fold(f64::NEG_INFINITY, f64::max);
        if matches!(lead.unit, Unit::Date | Unit::Count) || ends.len() < 2 || !(high - low).is_finite() || high <= low {
            return None;
        }
        let step = round_step(high - low);
        Some(Span { low: (low / step).floor() * step, high: (high / step).ceil() * step, step })
    }

    fn point(&self, cell: &Cell, lead: &Figure) -> Option<Point> {
        let (low, high) = ends(cell, lead)?;
        let value = find(cell, lead)?.value?;
        Some(Point { low: self.place(low), value: self.place(value), high: self.place(high) })
    }

    fn place(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    fn scale(&self) -> Scale {
        let places = if self.step < 0.1 { 2 } else { usize::from(self.step < 1.0) };
        let zero = (self.low < 0.0 && self.high > 0.0).then(|| self.place(0.0));
        Scale { low: number::decimal(self.low, places), high: number::decimal(self.high, places), zero }
    }
}

/// A tenth to a whole of the range, as a round number.
fn round_step(range: f64) -> f64 {
    10f64.powf(range.log10().floor())
}

/// The ends of the figure's interval in this cell; the figure itself when it has none.
fn ends(cell: &Cell, lead: &Figure) -> Option<(f64, f64)> {
    let figure = find(cell, lead).filter(|_| !cell.suppressed)?;
    let value = figure.value.filter(|value| value.is_finite())?;
    let interval = figure.interval.as_ref();
    Some((interval.map_or(value, |i| i.low.min(value)), interval.map_or(value, |i| i.high.max(value))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        assert!((round_step(86.0) - 10.0).abs() < 1e-12);
        assert!((round_step(0.4) - 0.1).abs() < 1e-12);
        assert!((round_step(100.0) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn a_group_is_named_where_it_differs_from_the_one_above() {
        let key = GroupKey::named;
        let above = [key("site", "North"), key("age", "16–34")];
        assert_eq!(name_group(&[key("site", "North"), key("age", "35+")], &above), ["", "35+"]);
        assert_eq!(name_group(&[key("site", "South"), key("age", "16–34")], &above), ["South", "16–34"]);
    }
}

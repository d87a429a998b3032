//! Groups side by side: one row per group or item, one column per figure.

use super::context::{self, Context};
use super::{EMPTY, Entry, Point, Row, SUPPRESSED, Scale, Table, base, clean, difference, label, number};
use crate::results::{Breakdown, Cell, Column, Group, GroupKey, QuestionResult, Unit};

/// A table without headlines shows this many of the answers.
const ANSWERS: usize = 6;

/// What stands in the columns of a table, by its position among those of the question.
pub struct Choice {
    /// The figure that gets its interval and a plot.
    pub lead: Option<usize>,
    /// The other figures.
    pub others: Vec<usize>,
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

/// One table per breakdown of a question, with marks at the groups that differ from the rest; the row for everybody
/// comes first in each.
pub fn all(context: &Context, question: &QuestionResult) -> Vec<Table> {
    let each = context.breakdowns.iter().map(|breakdown| (breakdown, question.cells_of(breakdown)));
    each.filter(|(_, run)| !run.is_empty()).map(|(by, run)| breakdown(context, question, by, run)).collect()
}

fn breakdown(context: &Context, question: &QuestionResult, by: &Breakdown, run: &[Cell]) -> Table {
    let mut stubs: Vec<String> = context.axes(by).map(|axis| clean(axis.title())).collect();
    if let Some(first) = stubs.first_mut() {
        *first = format!("By {}", label::in_sentence(first));
    }
    let everybody = question.everybody();
    let all = everybody.map(|cell| Subject { stubs: name_everybody(stubs.len()), cell });
    let groups = run.iter().enumerate().map(|(at, cell)| {
        let above = at.checked_sub(1).map(|above| context.group(run[above].group));
        let mut stubs = name_group(context.group(cell.group), above);
        if let Some(last) = stubs.last_mut() {
            *last = difference::marked(std::mem::take(last), question, cell.group);
        }
        Subject { stubs, cell }
    });
    let subjects: Vec<Subject> = all.into_iter().chain(groups).collect();
    let mut choice = choose(question, everybody.unwrap_or(&run[0]));
    let change =
        difference::latest_change(context.report, question).filter(|_| by.axes.len() == 1 && context.has_wave(by));
    let notes = [std::mem::take(&mut choice.note)].into_iter().chain(change).filter(|note| !note.is_empty());
    choice.note = notes.collect::<Vec<_>>().join("; ");
    compare(context, &question.columns, stubs, &subjects, &choice)
}

fn name_everybody(stubs: usize) -> Vec<String> {
    let mut names = vec![String::new(); stubs];
    if let Some(first) = names.first_mut() {
        "All".clone_into(first);
    }
    names
}

/// The values of the group, those left out that repeat the group above.
fn name_group(group: &Group, above: Option<&Group>) -> Vec<String> {
    let above = above.map_or(&[][..], |above| &above.keys);
    let repeated = group.keys.iter().zip(above).take_while(|(a, b)| a == b).count();
    let name = |(at, key): (usize, &GroupKey)| if at < repeated { String::new() } else { context::value(&key.value) };
    group.keys.iter().enumerate().map(name).collect()
}

/// The headlines; where there are none, the most frequent answers (or best ranks) in their own order.
fn choose(question: &QuestionResult, cell: &Cell) -> Choice {
    let mut leads = question.leads();
    if let Some(lead) = leads.next() {
        return Choice { lead: Some(lead), others: leads.collect(), note: String::new() };
    }
    let first_metric = question.columns.first().map(|column| &column.metric);
    let is_first = |at: &usize| Some(&question.columns[*at].metric) == first_metric;
    let answers: Vec<usize> = (0..question.columns.len()).filter(is_first).collect();
    let note = match answers.len() {
        0..=ANSWERS => String::new(),
        all => format!("{ANSWERS} of {all} shown, the leading ones; CSV and JSON have them all"),
    };
    Choice { lead: None, others: leading(&question.columns, cell, answers), note }
}

fn leading(columns: &[Column], cell: &Cell, mut answers: Vec<usize>) -> Vec<usize> {
    let merit = |at: usize| match cell.value(at) {
        Some(rank) if columns[at].unit == Unit::Rank => -rank,
        value => value.unwrap_or(f64::NEG_INFINITY),
    };
    answers.sort_by(|a, b| merit(*b).total_cmp(&merit(*a)));
    answers.truncate(ANSWERS);
    answers.sort_unstable();
    answers
}

/// The table of these subjects: base, leading figure with interval, other figures.
pub fn compare(
    context: &Context,
    columns: &[Column],
    stubs: Vec<String>,
    subjects: &[Subject],
    choice: &Choice,
) -> Table {
    let shown = shown(context, columns, subjects, choice);
    let span = choice.lead.and_then(|lead| Span::over(subjects, &columns[lead], lead));
    let row = |subject: &Subject| Row {
        stubs: subject.stubs.clone(),
        entries: shown.iter().map(|column| column.entry(subject.cell)).collect(),
        point: span.as_ref().and_then(|span| span.point(subject.cell)),
    };
    Table {
        caption: caption(context, columns, choice),
        stubs,
        rows: subjects.iter().map(row).collect(),
        columns: shown.iter().map(|column| column.heading.clone()).collect(),
        plot: span.as_ref().map(Span::scale),
        note: choice.note.clone(),
    }
}

/// Columns named after items do not say what is measured; the metric's title does.
fn caption(context: &Context, columns: &[Column], choice: &Choice) -> String {
    let first = choice.lead.or(choice.others.first().copied()).map(|at| &columns[at]);
    first
        .filter(|column| !column.is_headline())
        .map_or_else(String::new, |column| label::metric(context.report, column))
}

fn shown<'a>(context: &Context, columns: &'a [Column], subjects: &[Subject], choice: &Choice) -> Vec<Shown<'a>> {
    let mut shown = vec![Shown { heading: "base".to_owned(), content: Content::Base }];
    if context.weighted && choice.lead.is_some() && subjects.iter().any(|subject| subject.cell.ledger.is_some()) {
        shown.push(Shown { heading: "effective base".to_owned(), content: Content::Effective });
    }
    let is_of_scores = choice.lead.iter().chain(&choice.others).any(|at| columns[*at].unit == Unit::Score);
    if is_of_scores && subjects.iter().any(|subject| subject.cell.ledger.is_some_and(|ledger| ledger.unscored > 0)) {
        shown.push(Shown { heading: "scored".to_owned(), content: Content::Scored });
    }
    for at in choice.lead.iter().chain(&choice.others).copied() {
        let column = &columns[at];
        let typical = subjects.iter().find_map(|subject| subject.cell.value(at)).unwrap_or(0.0);
        let figure = Shape { at, unit: &column.unit, places: number::places(&column.unit, typical) };
        shown.push(Shown { heading: label::heading(column), content: Content::Value(figure) });
        let has_interval = |subject: &Subject| subject.cell.estimate(at).is_some_and(|found| found.interval.is_some());
        if choice.lead == Some(at) && subjects.iter().any(has_interval) {
            shown.push(Shown { heading: context.interval.clone(), content: Content::Interval(figure) });
        }
    }
    shown
}

/// A column of the table.
struct Shown<'a> {
    heading: String,
    content: Content<'a>,
}

/// How a figure is written.
#[derive(Clone, Copy)]
struct Shape<'a> {
    /// Position of its column.
    at: usize,
    unit: &'a Unit,
    /// Digits after the point.
    places: usize,
}

enum Content<'a> {
    Base,
    Effective,
    /// Respondents on whom the mean rests.
    Scored,
    Value(Shape<'a>),
    Interval(Shape<'a>),
}

impl Shown<'_> {
    fn entry(&self, cell: &Cell) -> Entry {
        if cell.suppressed {
            return Entry::Text(SUPPRESSED.to_owned());
        }
        let nothing = || EMPTY.to_owned();
        match self.content {
            Content::Base => Entry::Text(base::respondents(cell).map_or_else(nothing, number::count)),
            Content::Scored => Entry::Text(cell.ledger.map_or_else(nothing, |l| number::count(base::with_score(&l)))),
            Content::Effective => Entry::Text(base::effective(cell).unwrap_or_else(nothing)),
            Content::Value(Shape { at, unit, places }) => Entry::Text(number::figure(cell.value(at), unit, places)),
            Content::Interval(Shape { at, unit, places }) => cell
                .estimate(at)
                .and_then(|estimate| estimate.interval.as_ref())
                .map_or_else(|| Entry::Text(nothing()), |interval| Entry::Range(number::range(interval, unit, places))),
        }
    }
}

/// The stretch of numbers that a table's leading figures and their intervals cover.
struct Span {
    /// Position of the leading figure's column.
    lead: usize,
    low: f64,
    high: f64,
    step: f64,
}

impl Span {
    /// `None` when there are not two different numbers to show.
    fn over(subjects: &[Subject], column: &Column, lead: usize) -> Option<Span> {
        let ends = subjects.iter().filter_map(|subject| subject.cell.estimate(lead)?.ends());
        let ends: Vec<(f64, f64)> = ends.map(|(low, _, high)| (low, high)).collect();
        let low = ends.iter().map(|(low, _)| *low).fold(f64::INFINITY, f64::min);
        let high = ends.iter().map(|(_, high)| *high).fold(f64::NEG_INFINITY, f64::max);
        let is_plain = matches!(column.unit, Unit::Date | Unit::Count);
        if is_plain || ends.len() < 2 || !(high - low).is_finite() || high <= low {
            return None;
        }
        let step = round_step(high - low);
        Some(Span { lead, low: (low / step).floor() * step, high: (high / step).ceil() * step, step })
    }

    fn point(&self, cell: &Cell) -> Option<Point> {
        let (low, value, high) = cell.estimate(self.lead)?.ends()?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Value;

    #[test]
    fn steps_are_round() {
        assert!((round_step(86.0) - 10.0).abs() < 1e-12);
        assert!((round_step(0.4) - 0.1).abs() < 1e-12);
        assert!((round_step(100.0) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn a_group_is_named_where_it_differs_from_the_one_above() {
        let group = |site: &str, age: &str| {
            let key = |(axis, value): (usize, &str)| GroupKey { axis, value: Value::Named(value.to_owned()) };
            Group { keys: [(0, site), (1, age)].map(key).to_vec() }
        };
        let above = group("North", "16–34");
        assert_eq!(name_group(&group("North", "35+"), Some(&above)), ["", "35+"]);
        assert_eq!(name_group(&group("South", "16–34"), Some(&above)), ["South", "16–34"]);
    }
}

//! Groups by questions, and groups by answers.

use super::frame::{Content, Drawn, Frame, base_of};
use super::subject::{Groups, Subject};
use super::{Body, ChartSpec, HeatCell, HeatColumn, HeatRow, Heatmap, parts};
use crate::results::{Breakdown, Cell, QuestionResult, Unit};
use crate::view::label::first_upper;
use crate::view::{EMPTY, SUPPRESSED, base, clean, difference, grid, label, number};
use std::cmp::Ordering;

/// Heading of the bases.
const BASE: &str = "base";
/// Most groups and most columns of a picture.
const ROWS: usize = 60;
const COLUMNS: usize = 12;
/// A difference of this many standard errors has the deepest shade; the smallest one shown has about half of it.
const DEEPEST: f64 = 5.0;

/// A question with the figure that is shown of it.
type Led<'a> = (&'a QuestionResult, Drawn<'a>);

/// All questions by groups, the items of a grid by groups, or the answers to a question that has no leading figure.
pub fn draw(frame: &Frame, subject: &Subject) -> Option<ChartSpec> {
    match subject {
        Subject::Overview(by) => overview(frame, by),
        Subject::Grid(run, Some(by)) if !frame.context.has_wave(by) => {
            items(frame, &frame.report.questions[run.clone()], by)
        }
        _ => {
            let groups = subject.groups_at_once(frame)?;
            let cells: Vec<&Cell> = std::iter::once(groups.all).chain(groups.run).collect();
            Some(frame.spec(answers(frame, &groups), &cells))
        }
    }
}

/// The leading figure of every question in every group of a breakdown.
fn overview(frame: &Frame, by: &Breakdown) -> Option<ChartSpec> {
    let questions = frame.report.questions.iter();
    let led: Vec<Led> = questions.filter_map(|question| Some((question, Drawn::verdict(question)?))).collect();
    let led: Vec<Led> =
        led.into_iter().filter(|(_, lead)| matches!(lead.unit(), Unit::Percent | Unit::Points)).collect();
    if led.len() < 2 || led[0].0.cells_of(by).is_empty() {
        return None;
    }
    let shown = &led[..led.len().min(COLUMNS)];
    let (rows, used) = rows(frame, shown, by);
    let columns: Vec<HeatColumn> = shown.iter().map(|(question, lead)| column(frame, question, *lead)).collect();
    let content = Content {
        title: frame.by("Leading figures", by),
        question: String::new(),
        base: String::new(),
        finding: standing_out(&rows, &columns),
        notes: notes(frame, by, (led.len(), "questions")),
        body: Body::Heatmap(Heatmap { base: BASE.to_owned(), columns, rows, key: key(false), two_sided: true }),
    };
    Some(frame.spec(content, &used))
}

/// The items of a grid by groups: each item's leading figure.
fn items(frame: &Frame, run: &[QuestionResult], by: &Breakdown) -> Option<ChartSpec> {
    let each: Option<Vec<Led>> = run.iter().map(|item| Some((item, Drawn::plotted(item)?))).collect();
    let each = each?;
    let shown = &each[..each.len().min(COLUMNS)];
    let (first, lead) = *shown.first()?;
    if first.cells_of(by).is_empty() {
        return None;
    }
    let (_, names) = grid::names(run);
    let column = |name: String| HeatColumn { name: first_upper(&name), measure: String::new() };
    let columns: Vec<HeatColumn> = names.into_iter().take(COLUMNS).map(column).collect();
    let (rows, used) = rows(frame, shown, by);
    let finding = standing_out(&rows, &columns);
    let key = key(is_low_good(first, lead));
    let body = Body::Heatmap(Heatmap { base: BASE.to_owned(), columns, rows, key, two_sided: true });
    let title = frame.by(&frame.verdict_name(first, lead), by);
    let content = parts::grid_content(run, (title, finding), body);
    let notes = notes(frame, by, (each.len(), "items"));
    Some(frame.spec(Content { notes, ..content }, &used))
}

/// Whether a low figure is the better one; a share of good answers never is.
fn is_low_good(question: &QuestionResult, lead: Drawn) -> bool {
    *lead.unit() == Unit::Score && question.meaning.lower_is_better
}

/// What the deepest shades mean, the bad side first.
fn key(low_is_good: bool) -> Vec<String> {
    let (below, above) = ("▼ below the rest", "▲ above the rest");
    let sides = if low_is_good { [above, below] } else { [below, above] };
    sides.map(str::to_owned).to_vec()
}

/// The figures of everybody and of the groups of a breakdown, and the cells they come from.
fn rows<'a>(frame: &Frame, shown: &[Led<'a>], by: &Breakdown) -> (Vec<HeatRow>, Vec<&'a Cell>) {
    let groups = std::iter::once(0).chain(by.groups.clone().take(ROWS));
    let (rows, used): (Vec<HeatRow>, Vec<Vec<&Cell>>) = groups.map(|group| row(frame, shown, group)).unzip();
    (rows, used.concat())
}

/// One group's figures of all questions, and the cells they come from.
fn row<'a>(frame: &Frame, shown: &[Led<'a>], group: usize) -> (HeatRow, Vec<&'a Cell>) {
    let found: Vec<Option<&Cell>> = shown.iter().map(|(question, _)| question.cell(group)).collect();
    let drawn = shown
        .iter()
        .zip(&found)
        .map(|((question, lead), cell)| cell.map_or_else(|| blank(EMPTY), |cell| compared(cell, question, *lead)));
    let everybody = frame.context.group(group).is_everybody();
    let label = if everybody { "All".to_owned() } else { frame.context.group_name(group) };
    let cells = drawn.collect();
    let used: Vec<&Cell> = found.into_iter().flatten().collect();
    (HeatRow { label, base: bases(&used), cells, everybody }, used)
}

/// The bases that are shown, from the fewest to the most.
fn bases(cells: &[&Cell]) -> String {
    let shown = cells.iter().filter(|cell| !cell.suppressed).filter_map(|cell| base::respondents(cell));
    let (low, high) = shown.fold((u64::MAX, 0), |(low, high), n| (low.min(n), high.max(n)));
    match low.cmp(&high) {
        Ordering::Less => format!("{}–{}", number::count(low), number::count(high)),
        Ordering::Equal => number::count(low),
        Ordering::Greater if cells.is_empty() => EMPTY.to_owned(),
        Ordering::Greater => SUPPRESSED.to_owned(),
    }
}

fn notes(frame: &Frame, by: &Breakdown, (columns, what): (usize, &str)) -> Vec<String> {
    let rows = by.groups.len();
    let marks = difference::family(frame.report, by).map(difference::of_rest);
    let cut = (columns > COLUMNS || rows > ROWS)
        .then(|| format!("{} of {columns} {what} and {} of {rows} groups shown", columns.min(COLUMNS), rows.min(ROWS)));
    marks.into_iter().chain(cut).collect()
}

/// Question and figure, as short as they can be told apart.
fn column(frame: &Frame, question: &QuestionResult, lead: Drawn) -> HeatColumn {
    HeatColumn { name: grid::short_name(&frame.report.questions, question), measure: frame.name(lead.column) }
}

fn blank(mark: &str) -> HeatCell {
    HeatCell { value: mark.to_owned(), shade: None, differs: false }
}

/// A figure, shaded where it differs from the rest by more than chance explains: the deeper, the surer.
fn compared(cell: &Cell, question: &QuestionResult, lead: Drawn) -> HeatCell {
    let Some(value) = lead.value(cell) else { return blank(if cell.suppressed { SUPPRESSED } else { EMPTY }) };
    let words = number::figure(Some(value), lead.unit(), number::places(lead.unit(), value));
    match difference::shown(question, cell.group) {
        Some(found) => {
            let depth = (found.statistic / DEEPEST).clamp(-1.0, 1.0);
            HeatCell {
                value: format!("{words} {}", difference::mark(found.verdict)),
                shade: Some(if is_low_good(question, lead) { -depth } else { depth }),
                differs: true,
            }
        }
        None => HeatCell { value: words, shade: (cell.group > 0).then_some(0.0), differs: false },
    }
}

/// One question without a leading figure: groups by answers.
fn answers(frame: &Frame, groups: &Groups) -> Content {
    let Groups { question, all, by, run, measure } = groups;
    let mut items = Drawn::all(question, *measure);
    let many = items.len();
    let unit = items.first().map_or(&Unit::Percent, Drawn::unit);
    let is_rank = *unit == Unit::Rank;
    let merit = |item: &Drawn| item.value(all).map_or(f64::NEG_INFINITY, |value| if is_rank { -value } else { value });
    if !question.meaning.ordered {
        items.sort_by(|a, b| merit(b).total_cmp(&merit(a)));
    }
    items.truncate(COLUMNS);
    let cells = &run[..run.len().min(ROWS)];
    let values = cells.iter().chain([*all]).flat_map(|cell| items.iter().filter_map(|item| item.value(cell)));
    // A low rank is the better one: the last place has no shade, the first the deepest.
    let (least, most) = if is_rank { (ranks(many), 1.0) } else { (0.0, values.fold(0.0, f64::max)) };
    let row = |label: String, everybody: bool, cell: &Cell| HeatRow {
        label,
        base: base_of(cell),
        cells: items.iter().map(|item| share(cell, *item, (least, most))).collect(),
        everybody,
    };
    let mut rows = vec![row("All".to_owned(), true, all)];
    rows.extend(cells.iter().map(|cell| row(frame.context.group_name(cell.group), false, cell)));
    let heading = |item: &Drawn| HeatColumn { name: clean(&item.column.title), measure: String::new() };
    let columns: Vec<HeatColumn> = items.iter().map(heading).collect();
    let name = items.first().map_or_else(String::new, |item| label::metric(frame.report, item.column));
    let finding = finding(&rows, &columns, if is_rank { "Best" } else { "Highest" });
    let title = frame.by(&name, by);
    let title = if is_rank { format!("{title}, 1 is first") } else { title };
    let key = if is_rank {
        vec![format!("{} is last", number::trimmed(least, 0)), "1 is first".to_owned()]
    } else {
        let places = number::places(unit, most);
        vec![number::figure(Some(0.0), unit, 0), number::figure(Some(most), unit, places)]
    };
    let body = Body::Heatmap(Heatmap { base: BASE.to_owned(), columns, rows, key, two_sided: false });
    let mut content = parts::content(frame, question, (title, finding), body);
    if many > COLUMNS || run.len() > ROWS {
        content.notes.push(format!(
            "{} of {many} answers and {} of {} groups shown",
            many.min(COLUMNS),
            run.len().min(ROWS),
            run.len()
        ));
    }
    content
}

/// The rank of the last of so many items.
fn ranks(items: usize) -> f64 {
    f64::from(u32::try_from(items).unwrap_or(u32::MAX))
}

/// A figure shaded by where it lies from the least to the most.
fn share(cell: &Cell, item: Drawn, (least, most): (f64, f64)) -> HeatCell {
    let Some(value) = item.value(cell) else { return blank(if cell.suppressed { SUPPRESSED } else { EMPTY }) };
    let range = most - least;
    let shade = (range.abs() > 1e-9).then_some(((value - least) / range).clamp(0.0, 1.0));
    HeatCell {
        value: number::figure(Some(value), item.unit(), number::places(item.unit(), value)),
        shade,
        differs: false,
    }
}

fn size(rows: &[HeatRow], columns: &[HeatColumn]) -> String {
    let groups = rows.iter().filter(|row| !row.everybody).count();
    format!("{groups} groups, {} columns.", columns.len())
}

/// The cells that differ from the rest, in words.
fn standing_out(rows: &[HeatRow], columns: &[HeatColumn]) -> String {
    let marked = rows.iter().flat_map(|row| {
        let each = row.cells.iter().zip(columns).filter(|(cell, _)| cell.differs);
        let words = |value: &str| value.replace('▲', "above the rest").replace('▼', "below the rest");
        each.map(move |(cell, column)| format!("{}, {}: {}", row.label, column.name, words(&cell.value)))
    });
    let marked: Vec<String> = marked.take(8).collect();
    let size = size(rows, columns);
    if marked.is_empty() {
        return format!("{size} No group differs from the rest by more than chance explains.");
    }
    format!("{size} Standing out: {}.", marked.join("; "))
}

/// The group that chose each leading answer most, in words.
fn finding(rows: &[HeatRow], columns: &[HeatColumn], best: &str) -> String {
    let groups: Vec<&HeatRow> = rows.iter().filter(|row| !row.everybody).collect();
    let size = size(rows, columns);
    let most = columns.iter().enumerate().take(4).filter_map(|(at, column)| {
        let shade = |row: &&&HeatRow| row.cells[at].shade.unwrap_or(f64::NEG_INFINITY);
        let best = groups.iter().max_by(|a, b| shade(a).total_cmp(&shade(b)))?;
        best.cells[at].shade?;
        Some(format!("{}: {} {}", column.name, best.label, best.cells[at].value))
    });
    let most: Vec<String> = most.collect();
    if most.is_empty() { size } else { format!("{size} {best}: {}.", most.join("; ")) }
}

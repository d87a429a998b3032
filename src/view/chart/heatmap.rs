//! Groups by questions, and groups by answers.

use super::build::{self, everybody, runs};
use super::frame::{Content, Frame, base_of, find, group_name, id, is_wave_free, verdict};
use super::{Body, Chart, HeatCell, HeatColumn, HeatRow, Heatmap};
use crate::results::{Cell, Figure, QuestionResult, Sense, Unit};
use crate::view::label::first_upper;
use crate::view::{EMPTY, SUPPRESSED, base, clean, grid, label, number};
use std::cmp::Ordering;

/// Heading of the bases.
const BASE: &str = "base";
/// Most groups and most columns of a picture.
const ROWS: usize = 60;
const COLUMNS: usize = 12;
/// A difference this large, in percent or points, has the deepest shade.
const DEEPEST: f64 = 25.0;

/// One picture per breakdown: the leading figure of every question in every group.
pub fn overviews(frame: &Frame) -> Vec<Chart> {
    let led: Vec<(&QuestionResult, &Figure)> = frame
        .report
        .questions
        .iter()
        .filter_map(|question| Some((question, verdict(question)?)))
        .filter(|(_, lead)| matches!(lead.unit, Unit::Percent | Unit::Points))
        .collect();
    let Some((first, _)) = led.first().filter(|_| led.len() > 1) else { return Vec::new() };
    let breakdowns = runs(first).into_iter().filter(|run| is_wave_free(&run[0]));
    breakdowns.filter_map(|run| overview(frame, &led, run)).collect()
}

fn overview(frame: &Frame, led: &[(&QuestionResult, &Figure)], run: &[Cell]) -> Option<Chart> {
    let shown = &led[..led.len().min(COLUMNS)];
    let all = everybody(led[0].0)?;
    let groups = std::iter::once(all).chain(run.iter().take(ROWS));
    let scale = Distance { deepest: DEEPEST, low_is_good: false };
    let (rows, used): (Vec<HeatRow>, Vec<Vec<&Cell>>) = groups.map(|group| overview_row(shown, group, scale)).unzip();
    let columns: Vec<HeatColumn> = shown.iter().map(|(question, lead)| column(frame, question, lead)).collect();
    let key = scale.key();
    let content = Content {
        id: id("overview", &frame.tail(&run[0].group)),
        title: frame.by("Leading figures", &run[0].group),
        question: String::new(),
        base: String::new(),
        finding: finding(&rows, &columns, "Highest"),
        notes: notes(&rows, (led.len(), "questions"), run.len()),
        body: Body::Heatmap(Heatmap { base: BASE.to_owned(), columns, rows, key: key.to_vec(), two_sided: true }),
    };
    Some(frame.chart(content, &used.concat()))
}

/// The items of a grid by groups: each item's leading figure, shaded by its distance from everybody's.
pub fn items(frame: &Frame, run: &[QuestionResult], group: &[Cell]) -> Option<Chart> {
    let each: Option<Vec<(&QuestionResult, &Figure)>> = run.iter().map(|item| Some((item, item.plotted()?))).collect();
    let each = each?;
    let shown = &each[..each.len().min(COLUMNS)];
    let (first, lead) = *shown.first()?;
    let (_, names) = grid::names(run);
    let column = |name: String| HeatColumn { name: first_upper(&name), measure: String::new() };
    let columns: Vec<HeatColumn> = names.into_iter().take(COLUMNS).map(column).collect();
    let scale = Distance::of(first, lead);
    let groups = std::iter::once(everybody(first)?).chain(group.iter().take(ROWS));
    let row = |cell: &Cell| overview_row(shown, cell, scale);
    let (rows, used): (Vec<HeatRow>, Vec<Vec<&Cell>>) = groups.map(row).unzip();
    let finding = finding(&rows, &columns, "Highest");
    let notes = notes(&rows, (each.len(), "items"), group.len());
    let body =
        Body::Heatmap(Heatmap { base: BASE.to_owned(), columns, rows, key: scale.key().to_vec(), two_sided: true });
    let title = frame.by(&frame.verdict_name(first, lead), &group[0].group);
    let mut content = build::grid_content(run, &frame.tail(&group[0].group), (title, finding), body);
    content.notes = notes;
    Some(frame.chart(content, &used.concat()))
}

/// How far from everybody's figure a group has to be for the deepest shade, and on which side it is better.
#[derive(Debug, Clone, Copy)]
struct Distance {
    deepest: f64,
    low_is_good: bool,
}

impl Distance {
    /// A quarter of what percent and points can differ by, or of the scale where the figure is a score.
    fn of(question: &QuestionResult, lead: &Figure) -> Distance {
        let steps = question.meaning.answers.iter().filter(|answer| answer.sense != Sense::Apart).count();
        let steps = u32::try_from(steps.saturating_sub(1).max(1)).unwrap_or(u32::MAX);
        let is_score = lead.unit == Unit::Score;
        Distance {
            deepest: if is_score { f64::from(steps) / 4.0 } else { DEEPEST },
            low_is_good: is_score && question.meaning.lower_is_better,
        }
    }

    fn shade(self, value: f64, reference: f64) -> f64 {
        let distance = ((value - reference) / self.deepest).clamp(-1.0, 1.0);
        if self.low_is_good { -distance } else { distance }
    }

    /// What the deepest shades mean, the bad side first.
    fn key(self) -> [String; 2] {
        let deepest = number::trimmed(self.deepest, 2);
        let [bad, good] = if self.low_is_good { ["above", "below"] } else { ["below", "above"] };
        [format!("{deepest} or more {bad} all"), format!("{deepest} or more {good} all")]
    }
}

/// One group's figures of all questions, and the cells they come from.
fn overview_row<'a>(
    shown: &[(&'a QuestionResult, &Figure)],
    group: &Cell,
    scale: Distance,
) -> (HeatRow, Vec<&'a Cell>) {
    let of = |question: &'a QuestionResult| question.cells.iter().find(|cell| cell.group == group.group);
    let found: Vec<Option<&Cell>> = shown.iter().map(|(question, _)| of(question)).collect();
    let drawn = shown.iter().zip(&found).map(|((question, lead), cell)| {
        cell.map_or_else(|| blank(EMPTY), |cell| compared(cell, everybody(question), lead, scale))
    });
    let everybody = group.group.is_empty();
    let label = if everybody { "All".to_owned() } else { group_name(group) };
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

fn notes(drawn: &[HeatRow], (columns, what): (usize, &str), rows: usize) -> Vec<String> {
    let marked = drawn.iter().flat_map(|row| &row.cells).any(|cell| cell.differs);
    let marks = marked.then(|| "▲ ▼ the interval lies wholly above or below the figure of all".to_owned());
    let cut = (columns > COLUMNS || rows > ROWS)
        .then(|| format!("{} of {columns} {what} and {} of {rows} groups shown", columns.min(COLUMNS), rows.min(ROWS)));
    marks.into_iter().chain(cut).collect()
}

/// Question and figure, as short as they can be told apart.
fn column(frame: &Frame, question: &QuestionResult, lead: &Figure) -> HeatColumn {
    HeatColumn { name: grid::short_name(&frame.report.questions, question), measure: frame.name(lead) }
}

fn blank(mark: &str) -> HeatCell {
    HeatCell { value: mark.to_owned(), shade: None, differs: false }
}

/// A figure shaded by its distance from everybody's.
fn compared(cell: &Cell, all: Option<&Cell>, lead: &Figure, scale: Distance) -> HeatCell {
    let found = find(cell, lead);
    let Some(value) = found.and_then(|figure| figure.value).filter(|_| !cell.suppressed) else {
        return blank(if cell.suppressed { SUPPRESSED } else { EMPTY });
    };
    let words = number::figure(Some(value), &lead.unit, number::places(&lead.unit, value));
    let reference = all.filter(|all| !all.suppressed && !cell.group.is_empty());
    let Some(reference) = reference.and_then(|all| find(all, lead)?.value) else {
        return HeatCell { value: words, shade: None, differs: false };
    };
    let interval = found.and_then(|figure| figure.interval.as_ref());
    let (above, below) = interval.map_or((false, false), |i| (i.low > reference, i.high < reference));
    let mark = if above {
        " ▲"
    } else if below {
        " ▼"
    } else {
        ""
    };
    HeatCell { value: format!("{words}{mark}"), shade: Some(scale.shade(value, reference)), differs: above || below }
}

/// One question without a leading figure: groups by answers.
pub fn answers(frame: &Frame, question: &QuestionResult, all: &Cell, run: &[Cell], metric: &str) -> Content {
    let mut items: Vec<&Figure> = all.figures.iter().filter(|figure| figure.metric == metric).collect();
    let many = items.len();
    let unit = items.first().map_or(Unit::Percent, |item| item.unit.clone());
    let is_rank = unit == Unit::Rank;
    let merit = |item: &Figure| item.value.map_or(f64::NEG_INFINITY, |value| if is_rank { -value } else { value });
    if !question.meaning.ordered {
        items.sort_by(|a, b| merit(b).total_cmp(&merit(a)));
    }
    items.truncate(COLUMNS);
    let groups = &run[..run.len().min(ROWS)];
    let values = groups.iter().chain([all]).flat_map(|cell| items.iter().filter_map(|item| find(cell, item)?.value));
    // A low rank is the better one: the last place has no shade, the first the deepest.
    let (least, most) = if is_rank { (ranks(many), 1.0) } else { (0.0, values.fold(0.0, f64::max)) };
    let row = |label: String, everybody: bool, cell: &Cell| HeatRow {
        label,
        base: base_of(cell),
        cells: items.iter().map(|item| share(cell, item, (least, most))).collect(),
        everybody,
    };
    let mut rows = vec![row("All".to_owned(), true, all)];
    rows.extend(groups.iter().map(|cell| row(group_name(cell), false, cell)));
    let name = |item: &&Figure| clean(item.item.as_deref().unwrap_or_default());
    let columns: Vec<HeatColumn> =
        items.iter().map(|item| HeatColumn { name: name(item), measure: String::new() }).collect();
    let name = label::metric(&frame.report.metrics, metric);
    let finding = finding(&rows, &columns, if is_rank { "Best" } else { "Highest" });
    let title = frame.by(&name, &run[0].group);
    let title = if is_rank { format!("{title}, 1 is first") } else { title };
    let key = if is_rank {
        vec![format!("{} is last", number::trimmed(least, 0)), "1 is first".to_owned()]
    } else {
        let places = number::places(&unit, most);
        vec![number::figure(Some(0.0), &unit, 0), number::figure(Some(most), &unit, places)]
    };
    let body = Body::Heatmap(Heatmap { base: BASE.to_owned(), columns, rows, key, two_sided: false });
    let mut content = build::content(frame, question, &frame.tail(&run[0].group), (title, finding), body);
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
fn share(cell: &Cell, item: &Figure, (least, most): (f64, f64)) -> HeatCell {
    let value = find(cell, item).and_then(|figure| figure.value).filter(|_| !cell.suppressed);
    let Some(value) = value else { return blank(if cell.suppressed { SUPPRESSED } else { EMPTY }) };
    let range = most - least;
    let shade = (range.abs() > 1e-9).then_some(((value - least) / range).clamp(0.0, 1.0));
    HeatCell {
        value: number::figure(Some(value), &item.unit, number::places(&item.unit, value)),
        shade,
        differs: false,
    }
}

/// The cells that stand out, in words; where none can, the group that chose each leading answer most.
fn finding(rows: &[HeatRow], columns: &[HeatColumn], best: &str) -> String {
    let groups: Vec<&HeatRow> = rows.iter().filter(|row| !row.everybody).collect();
    let size = format!("{} groups, {} columns.", groups.len(), columns.len());
    let marked = groups.iter().flat_map(|row| {
        let each = row.cells.iter().zip(columns).filter(|(cell, _)| cell.differs);
        let words = |value: &str| value.replace('▲', "above all").replace('▼', "below all");
        each.map(move |(cell, column)| format!("{}, {}: {}", row.label, column.name, words(&cell.value)))
    });
    let marked: Vec<String> = marked.take(8).collect();
    if !marked.is_empty() {
        return format!("{size} Standing out: {}.", marked.join("; "));
    }
    let most = columns.iter().enumerate().take(4).filter_map(|(at, column)| {
        let shade = |row: &&&HeatRow| row.cells[at].shade.unwrap_or(f64::NEG_INFINITY);
        let best = groups.iter().max_by(|a, b| shade(a).total_cmp(&shade(b)))?;
        best.cells[at].shade?;
        Some(format!("{}: {} {}", column.name, best.label, best.cells[at].value))
    });
    let most: Vec<String> = most.collect();
    if most.is_empty() { size } else { format!("{size} {best}: {}.", most.join("; ")) }
}

//! Tables on a page: aligned columns, headings wrapped, and as many panels as the width demands.

use super::glyph;
use super::ink::Ink;
use super::layout::{fit, indented, left, longest_word, right, shorten, space, widest, width};
use crate::view::{Entry, Row, Scale, Table};

const MARGIN: usize = 2;
const GAP: usize = 2;
const LEAST_STUB: usize = 10;
const STUB_LINES: usize = 2;
const HEADING: usize = 12;
const PLOT: std::ops::RangeInclusive<usize> = 14..=40;

/// The table as lines of text. What does not fit beside each other goes into panels below each other.
pub fn text(table: &Table, page: usize, ink: Ink) -> Vec<String> {
    let sheet = Sheet::of(table, page);
    let panels = sheet.panels(page);
    let alone = panels.len() == 1;
    let mut lines: Vec<String> =
        if table.caption.is_empty() { Vec::new() } else { indented(&table.caption, MARGIN, page) };
    for (at, panel) in panels.iter().enumerate() {
        if at > 0 {
            lines.push(String::new());
        }
        lines.extend(sheet.panel(panel, if alone { page } else { 0 }, ink));
    }
    if !table.note.is_empty() {
        lines.extend(indented(&table.note, MARGIN, page).iter().map(|line| ink.faint(line)));
    }
    lines
}

/// A table with its entries written out and its columns measured.
struct Sheet<'a> {
    table: &'a Table,
    /// Widths of the columns that name the rows.
    stubs: Vec<usize>,
    columns: Vec<Column>,
}

struct Column {
    heading: Vec<String>,
    entries: Vec<String>,
    width: usize,
}

impl<'a> Sheet<'a> {
    fn of(table: &'a Table, page: usize) -> Sheet<'a> {
        let names = LEAST_STUB.min(page / 4 / table.stubs.len().max(1)) * table.stubs.len();
        let most = page - MARGIN - GAP - names;
        let columns: Vec<Column> =
            (0..table.columns.len()).map(|at| Column::of(&table.columns[at], &table.rows, at, most)).collect();
        let widest = columns.iter().map(|column| column.width).max().unwrap_or(0);
        let figures: usize = columns.iter().map(|column| GAP + column.width).sum();
        let plot = if table.plot.is_some() { GAP + PLOT.start() } else { 0 };
        let least = (page * 3 / 10 * table.stubs.len()).min(page / 2);
        let room =
            page.saturating_sub(MARGIN + figures + plot).clamp(least, page / 2).min(page - MARGIN - GAP - widest);
        Sheet { table, stubs: stub_widths(table, room), columns }
    }

    fn stub_width(&self) -> usize {
        self.stubs.iter().sum::<usize>() + GAP * self.stubs.len().saturating_sub(1)
    }

    /// Columns that stand beside each other, panel by panel.
    fn panels(&self, page: usize) -> Vec<&[Column]> {
        let room = page.saturating_sub(MARGIN + self.stub_width());
        let mut panels = Vec::new();
        let mut start = 0;
        let mut taken = 0;
        for (at, column) in self.columns.iter().enumerate() {
            if at > start && taken + GAP + column.width > room {
                panels.push(&self.columns[start..at]);
                (start, taken) = (at, 0);
            }
            taken += GAP + column.width;
        }
        panels.push(&self.columns[start..]);
        panels
    }

    /// One panel, with the plot when the page has room for it.
    fn panel(&self, columns: &[Column], page: usize, ink: Ink) -> Vec<String> {
        let taken = MARGIN + self.stub_width() + columns.iter().map(|column| GAP + column.width).sum::<usize>();
        let room = page.saturating_sub(taken + GAP).min(*PLOT.end());
        let plot = self.table.plot.as_ref().filter(|_| room >= *PLOT.start()).map(|scale| (scale, room));
        let rows = self.table.rows.iter().enumerate();
        self.heading(columns, plot, ink)
            .into_iter()
            .chain(rows.flat_map(|(at, row)| self.row(columns, at, row, plot)))
            .collect()
    }

    /// The headings, standing on the line above the figures.
    fn heading(&self, columns: &[Column], plot: Option<(&Scale, usize)>, ink: Ink) -> Vec<String> {
        let stubs: Vec<Vec<String>> =
            self.table.stubs.iter().zip(&self.stubs).map(|(stub, width)| fit(stub, *width, 4)).collect();
        let height = stubs.iter().chain(columns.iter().map(|column| &column.heading)).map(Vec::len).max().unwrap_or(1);
        let at = |lines: &[String], line: usize| {
            (line + lines.len()).checked_sub(height).map(|line| lines[line].clone()).unwrap_or_default()
        };
        let line = |line: usize| {
            let names: Vec<String> = stubs.iter().map(|stub| at(stub, line)).collect();
            let cells = columns.iter().map(|column| right(&at(&column.heading, line), column.width));
            let axis = plot.filter(|_| line + 1 == height).map(|(scale, room)| axis(scale, room));
            ink.faint(&self.line(&names, cells, axis))
        };
        (0..height).map(line).collect()
    }

    fn row(&self, columns: &[Column], at: usize, row: &Row, plot: Option<(&Scale, usize)>) -> Vec<String> {
        let stubs: Vec<Vec<String>> =
            row.stubs.iter().zip(&self.stubs).map(|(stub, width)| fit(stub, *width, STUB_LINES)).collect();
        let height = stubs.iter().map(Vec::len).max().unwrap_or(1);
        let line = |line: usize| {
            let names: Vec<String> = stubs.iter().map(|stub| stub.get(line).cloned().unwrap_or_default()).collect();
            let first = line == 0;
            let cells = columns.iter().filter(|_| first).map(|column| right(&column.entries[at], column.width));
            let mark = plot
                .filter(|_| first)
                .and_then(|(scale, room)| row.point.as_ref().map(|point| glyph::interval(point, scale, room)));
            self.line(&names, cells, mark)
        };
        (0..height).map(line).collect()
    }

    fn line(&self, stubs: &[String], cells: impl Iterator<Item = String>, plot: Option<String>) -> String {
        let stubs: Vec<String> = stubs.iter().zip(&self.stubs).map(|(stub, width)| left(stub, *width)).collect();
        let all: Vec<String> = stubs.into_iter().chain(cells).chain(plot).collect();
        format!("{}{}", space(MARGIN), all.join(&space(GAP))).trim_end().to_owned()
    }
}

/// Both ends of the plot's scale, as far apart as the plot is wide.
fn axis(scale: &Scale, room: usize) -> String {
    format!("{}{}", left(&scale.low, room - width(&scale.high).min(room)), scale.high)
}

/// Widths of the stubs: what they wish for, the widest ones giving way when there is not enough room.
fn stub_widths(table: &Table, room: usize) -> Vec<usize> {
    let names = |at: usize| table.rows.iter().filter_map(move |row| row.stubs.get(at)).map(String::as_str);
    let heading = |at: usize| width(&table.stubs[at]).min(LEAST_STUB);
    let mut order: Vec<(usize, usize)> =
        (0..table.stubs.len()).map(|at| (widest(names(at)).max(heading(at)), at)).collect();
    order.sort_unstable();
    let mut widths = vec![0; order.len()];
    let mut left = room.saturating_sub(GAP * order.len().saturating_sub(1));
    for (taken, (wish, at)) in order.iter().copied().enumerate() {
        let limit = wish.min(left / (order.len() - taken));
        // Once wrapped, names may need less than the room there is.
        let wrapped: Vec<String> = names(at).flat_map(|name| fit(name, limit, STUB_LINES)).collect();
        widths[at] = widest(wrapped.iter().map(String::as_str)).max(heading(at).min(limit));
        left -= widths[at];
    }
    widths
}

impl Column {
    fn of(heading: &str, rows: &[Row], at: usize, most: usize) -> Column {
        let entries: Vec<String> = entries(rows, at).iter().map(|entry| shorten(entry, most)).collect();
        let widest_entry = widest(entries.iter().map(String::as_str));
        let width = longest_word(heading).clamp(widest_entry, HEADING.max(widest_entry));
        Column { heading: fit(heading, width, 4), entries, width }
    }
}

/// The entries of one column as text, their intervals aligned on both ends.
fn entries(rows: &[Row], at: usize) -> Vec<String> {
    let ranges =
        || rows.iter().filter_map(|row| if let Entry::Range(range) = &row.entries[at] { Some(range) } else { None });
    let low = widest(ranges().map(|range| range.low.as_str()));
    let high = widest(ranges().map(|range| range.high.as_str()));
    let text = |row: &Row| match &row.entries[at] {
        Entry::Text(text) => text.clone(),
        Entry::Range(range) => format!("{} to {}", right(&range.low, low), right(&range.high, high)),
    };
    rows.iter().map(text).collect()
}

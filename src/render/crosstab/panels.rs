//! Columns of figures on a page: measured once for all tables, so that they stand below each other, and in as many
//! panels as the width demands. A banner is kept together where a panel has room for it.

use crate::render::ink::Ink;
use crate::render::layout::{fit_words, left, longest_word, right, space, widest, width};
use crate::view::{BannerView, CrosstabView, RowStyle, RowView, StubView};
use std::ops::Range;

const MARGIN: usize = 2;
const GAP: usize = 2;
/// Lines of a label and of a heading.
const LINES: usize = 6;
/// A column is as wide as a word of its heading up to this.
const WORD: usize = 14;
/// The longest word of a label that a column of labels grows for.
const LABEL_WORD: usize = 24;

/// Where things stand on a page.
pub struct Layout<'a> {
    banners: &'a [BannerView],
    labels: usize,
    columns: Vec<Column>,
    panels: Vec<Vec<Stretch>>,
}

/// Columns of one banner that stand beside each other in a panel.
struct Stretch {
    /// Position of the banner; `None` for everybody.
    banner: Option<usize>,
    /// Positions among all columns.
    columns: Range<usize>,
}

struct Column {
    /// Its heading, wrapped.
    heading: Vec<String>,
    letter: String,
    /// Width of its figures.
    figure: usize,
    /// Width of all of it.
    width: usize,
}

/// Columns beside each other.
#[derive(Clone, Copy)]
pub struct Panel<'a>(&'a [Stretch]);

impl<'a> Layout<'a> {
    /// The layout of these tables on a page of so many columns.
    pub fn of(view: &'a CrosstabView, page: usize) -> Layout<'a> {
        let most = page / 2 - GAP;
        let mut columns = vec![Column::of(view, 0, "All", "", most)];
        for banner in &view.banners {
            for column in &banner.columns {
                columns.push(Column::of(view, columns.len(), &column.name, &column.letter, most));
            }
        }
        widen(&mut columns, &view.banners);
        let labels = label_width(view, &columns, page);
        let panels = panels(&view.banners, &columns, page.saturating_sub(MARGIN + labels));
        Layout { banners: &view.banners, labels, columns, panels }
    }

    /// The panels, one below the other.
    pub fn panels(&self) -> impl Iterator<Item = Panel<'_>> {
        self.panels.iter().map(|panel| Panel(panel))
    }

    /// A table's part in one panel.
    pub fn table(&self, stub: &StubView, panel: Panel, ink: Ink) -> Vec<String> {
        let mut out = self.heading(panel, ink);
        for (at, row) in stub.rows.iter().enumerate() {
            let is_set_off = at > 0 && stub.rows[at - 1].style != row.style;
            if is_set_off && stub.rows.len() > 2 {
                out.push(String::new());
            }
            out.extend(self.row(row, panel, ink));
        }
        out
    }

    /// Titles of banners over the names of their columns over their letters.
    fn heading(&self, panel: Panel, ink: Ink) -> Vec<String> {
        let titles: Vec<Vec<String>> = panel.0.iter().map(|stretch| self.title(stretch)).collect();
        let high = titles.iter().map(Vec::len).max().unwrap_or(0);
        let names = panel.0.iter().flat_map(|stretch| stretch.columns.clone());
        let tall = names.clone().map(|at| self.columns[at].heading.len()).max().unwrap_or(0);
        let above = (0..high).map(|line| {
            let cells = panel.0.iter().zip(&titles);
            cells.map(|(stretch, title)| left(bottom(title, line, high), self.across(stretch))).collect::<Vec<_>>()
        });
        let below = (0..tall).map(|line| {
            let heading = |at: usize| left(bottom(&self.columns[at].heading, line, tall), self.columns[at].width);
            names.clone().map(heading).collect()
        });
        let letters = names.clone().any(|at| !self.columns[at].letter.is_empty()).then(|| {
            let letter = |column: &Column| left(&right(&column.letter, column.figure), column.width);
            names.clone().map(|at| letter(&self.columns[at])).collect()
        });
        let lines: Vec<Vec<String>> = above.chain(below).chain(letters).collect();
        lines
            .into_iter()
            .map(|cells| ink.faint(&self.line("", &cells)))
            .filter(|line| !line.trim().is_empty())
            .collect()
    }

    /// A banner's title with a line over all of its columns.
    fn title(&self, stretch: &Stretch) -> Vec<String> {
        let Some(banner) = stretch.banner.map(|at| &self.banners[at]) else { return Vec::new() };
        let across = self.across(stretch);
        let is_first = stretch.columns.start == first_column(self.banners, stretch.banner);
        let again = format!("{} (continued)", banner.title);
        let title = if is_first || longest_word(&again) > across { &banner.title } else { &again };
        let mut lines = fit_words(title, across, LINES);
        if let Some(last) = lines.last_mut() {
            let rest = across.saturating_sub(width(last) + 1);
            *last = if rest > 1 { format!("{last} {}", "─".repeat(rest)) } else { last.clone() };
        }
        lines
    }

    fn across(&self, stretch: &Stretch) -> usize {
        let columns = &self.columns[stretch.columns.clone()];
        columns.iter().map(|column| column.width).sum::<usize>() + GAP * columns.len().saturating_sub(1)
    }

    /// Figures beside the first line of the label; what stands below them beside the second, of a mean beside words that
    /// say what it is.
    fn row(&self, row: &RowView, panel: Panel, ink: Ink) -> Vec<String> {
        let mut label = fit_words(&row.label, self.labels, LINES);
        let named = label.len();
        let has_below = row.cells.iter().any(|cell| !cell.below.is_empty());
        if row.style == RowStyle::Mean && has_below {
            label.extend(fit_words(&row.below, self.labels, LINES));
        }
        let second = if row.style == RowStyle::Mean { named } else { 1 };
        let line = |line: usize| {
            let cells = panel.0.iter().flat_map(|stretch| stretch.columns.clone()).map(|at| match line {
                0 => self.figure(row, at, ink),
                line if line == second => self.below(row, at, ink),
                _ => space(self.columns[at].width),
            });
            let name = left(label.get(line).map_or("", String::as_str), self.labels);
            let name = match row.style {
                RowStyle::Net | RowStyle::Mean if line < named => ink.strong(&name),
                RowStyle::Mean => ink.faint(&name),
                _ => name,
            };
            self.line(&name, &cells.collect::<Vec<_>>())
        };
        (0..label.len().max(1 + usize::from(has_below))).map(line).collect()
    }

    fn figure(&self, row: &RowView, at: usize, ink: Ink) -> String {
        let (cell, column) = (&row.cells[at], &self.columns[at]);
        let figure = right(&cell.figure, column.figure);
        let figure = if row.style >= RowStyle::Net { ink.strong(&figure) } else { figure };
        let between = if row.style == RowStyle::Base || cell.behind.is_empty() { "" } else { " " };
        let taken = column.figure.max(width(&cell.figure)) + width(between) + width(&cell.behind);
        format!("{figure}{between}{}{}", cell.behind, space(column.width.saturating_sub(taken)))
    }

    fn below(&self, row: &RowView, at: usize, ink: Ink) -> String {
        let column = &self.columns[at];
        ink.faint(&left(&right(&row.cells[at].below, column.figure), column.width))
    }

    fn line(&self, label: &str, cells: &[String]) -> String {
        let label = if label.is_empty() { space(self.labels) } else { label.to_owned() };
        format!("{}{label}{}{}", space(MARGIN), space(GAP), cells.join(&space(GAP))).trim_end().to_owned()
    }
}

/// A line of text that stands on the ground of a block of so many lines.
fn bottom(lines: &[String], line: usize, high: usize) -> &str {
    (line + lines.len()).checked_sub(high).and_then(|line| lines.get(line)).map_or("", String::as_str)
}

impl Column {
    fn of(view: &CrosstabView, at: usize, name: &str, letter: &str, most: usize) -> Column {
        let cells = || view.stubs.iter().flat_map(|stub| &stub.rows).filter_map(|row| Some((row, row.cells.get(at)?)));
        let figure = cells().map(|(_, cell)| width(&cell.figure).max(width(&cell.below))).max().unwrap_or(0);
        let figure = figure.max(width(letter)).min(most);
        let gap = |row: &RowView| usize::from(row.style != RowStyle::Base);
        let behind = cells().filter(|(_, cell)| !cell.behind.is_empty());
        let behind = behind.map(|(row, cell)| width(&cell.behind) + gap(row)).max().unwrap_or(0);
        let width = (figure + behind).max(longest_word(name).min(WORD)).min(most);
        Column { heading: fit_words(name, width, LINES), letter: letter.to_owned(), figure, width }
    }
}

/// Makes the last column of a banner as wide as a word of the banner's title demands.
fn widen(columns: &mut [Column], banners: &[BannerView]) {
    let mut start = 1;
    for banner in banners {
        let end = start + banner.columns.len();
        let has: usize = columns[start..end].iter().map(|column| column.width + GAP).sum();
        let lacks = (longest_word(&banner.title).min(WORD) + GAP).saturating_sub(has);
        if let Some(last) = columns[start..end].last_mut() {
            last.width += lacks;
        }
        start = end;
    }
}

/// Wide enough for the labels, as far as figures leave room; for their longest word where they can.
fn label_width(view: &CrosstabView, columns: &[Column], page: usize) -> usize {
    let labels = || view.stubs.iter().flat_map(|stub| &stub.rows).map(|row| row.label.as_str());
    let figures: usize = columns.iter().map(|column| GAP + column.width).sum();
    let broadest = columns.iter().map(|column| column.width).max().unwrap_or(0);
    let left = page.saturating_sub(MARGIN + figures);
    let word = labels().map(longest_word).max().unwrap_or(0).min(LABEL_WORD);
    let wished = widest(labels()).min(left.max(page * 3 / 10).max(word)).min(page / 2);
    wished.min(page.saturating_sub(MARGIN + GAP + broadest)).max(1)
}

/// Position of the first column of a banner among all.
fn first_column(banners: &[BannerView], banner: Option<usize>) -> usize {
    banner.map_or(0, |at| 1 + banners[..at].iter().map(|banner| banner.columns.len()).sum::<usize>())
}

/// Who stands beside whom: a banner goes to the next panel if that spares breaking it.
fn panels(banners: &[BannerView], columns: &[Column], room: usize) -> Vec<Vec<Stretch>> {
    let mut panels = vec![vec![Stretch { banner: None, columns: 0..1 }]];
    let mut taken = GAP + columns[0].width;
    for (at, banner) in banners.iter().enumerate() {
        let start = first_column(banners, Some(at));
        let all: usize = columns[start..start + banner.columns.len()].iter().map(|column| GAP + column.width).sum();
        let two: usize = columns[start..].iter().take(2).map(|column| GAP + column.width).sum();
        let spares_a_break = taken + all > room && (all <= room || taken + two > room);
        if taken > 0 && spares_a_break {
            panels.push(Vec::new());
            taken = 0;
        }
        for (column, measured) in columns.iter().enumerate().skip(start).take(banner.columns.len()) {
            let width = GAP + measured.width;
            if taken > 0 && taken + width > room {
                panels.push(Vec::new());
                taken = 0;
            }
            taken += width;
            let Some(panel) = panels.last_mut() else { continue };
            match panel.last_mut().filter(|stretch| stretch.banner == Some(at)) {
                Some(stretch) => stretch.columns.end = column + 1,
                None => panel.push(Stretch { banner: Some(at), columns: column..column + 1 }),
            }
        }
    }
    panels
}

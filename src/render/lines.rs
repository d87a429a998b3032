//! The figures of everybody: label, value, interval, count and bar, aligned over a whole section.

use super::glyph;
use super::ink::Ink;
use super::layout::{fit, left, right, shorten, space, widest, width};
use crate::view::{Block, Line};

const MARGIN: usize = 2;
const GAP: usize = 2;
const BAR: std::ops::RangeInclusive<usize> = 12..=40;
const LEAST_LABEL: usize = 12;

/// The blocks of one section as lines of text, headed by the names of their columns.
pub fn text(blocks: &[Block], interval: &str, page: usize, ink: Ink) -> Vec<String> {
    if blocks.is_empty() {
        return Vec::new();
    }
    let columns = Columns::of(blocks, interval, page);
    let heading = columns.heading(interval);
    let body = blocks.iter().flat_map(|block| columns.block(block, ink));
    heading.map(|heading| ink.faint(&heading)).into_iter().chain(body).collect()
}

/// Widths of the columns; a column without room has none.
struct Columns {
    label: usize,
    value: usize,
    /// Widths of the lower and the upper end.
    range: Option<(usize, usize)>,
    /// Width of the whole interval, heading included.
    interval: usize,
    count: usize,
    bar: usize,
}

impl Columns {
    fn of(blocks: &[Block], interval: &str, page: usize) -> Columns {
        let lines = || blocks.iter().flat_map(|block| &block.lines);
        let ends = || lines().filter_map(|line| line.interval.as_ref());
        let range = ends()
            .next()
            .is_some()
            .then(|| (widest(ends().map(|range| range.low.as_str())), widest(ends().map(|range| range.high.as_str()))));
        let wish = lines().map(|line| indent(line) + width(&line.label));
        let wish = wish.chain(blocks.iter().filter_map(|block| block.heading.as_deref().map(width))).max();
        let counted = widest(lines().map(|line| line.count.as_str()));
        let columns = Columns {
            label: wish.unwrap_or(0).max(LEAST_LABEL),
            value: widest(lines().map(|line| line.value.as_str())).min(page - MARGIN - GAP - LEAST_LABEL),
            interval: range.map_or(0, |(low, high)| (low + high + 4).max(width(interval))),
            range,
            count: if counted == 0 { 0 } else { counted.max(width(COUNT)) },
            bar: if lines().any(|line| line.bar.is_some()) { *BAR.end() } else { 0 },
        };
        columns.squeeze(page)
    }

    /// Makes the columns fit the page: shorter bars, then shorter labels, then no bars, counts, intervals.
    fn squeeze(mut self, page: usize) -> Columns {
        let room = |columns: &Columns| page.saturating_sub(columns.fixed());
        if self.bar > 0 {
            let spare = room(&self).saturating_sub(self.label + GAP);
            self.bar = spare.clamp(*BAR.start(), *BAR.end());
        }
        if room(&self) < LEAST_LABEL + GAP + self.bar {
            self.bar = 0;
        }
        if room(&self) < LEAST_LABEL {
            self.count = 0;
        }
        if room(&self) < LEAST_LABEL {
            self.range = None;
            self.interval = 0;
        }
        let bar = if self.bar > 0 { self.bar + GAP } else { 0 };
        self.label = self.label.min(room(&self).saturating_sub(bar));
        self
    }

    /// Columns taken by everything but label and bar.
    fn fixed(&self) -> usize {
        let optional = [self.interval, self.count].into_iter().filter(|column| *column > 0);
        MARGIN + GAP + self.value + optional.map(|column| GAP + column).sum::<usize>()
    }

    /// Names the columns that do not explain themselves.
    fn heading(&self, interval: &str) -> Option<String> {
        let names = self.optional(interval, COUNT);
        let before = space(MARGIN + self.label + GAP + self.value);
        (!names.is_empty()).then(|| std::iter::once(before).chain(names).collect::<Vec<_>>().join(&space(GAP)))
    }

    /// Interval and count, those of them that have a column.
    fn optional(&self, interval: &str, count: &str) -> Vec<String> {
        let columns = [(interval, self.interval), (count, self.count)].into_iter();
        columns.filter(|(_, width)| *width > 0).map(|(text, width)| right(text, width)).collect()
    }

    fn block(&self, block: &Block, ink: Ink) -> Vec<String> {
        let heading = block.heading.iter().flat_map(|heading| fit(heading, self.label, 2));
        let heading = heading.map(|line| format!("{}{line}", space(MARGIN)));
        heading.chain(block.lines.iter().flat_map(|line| self.line(line, ink))).collect()
    }

    fn line(&self, line: &Line, ink: Ink) -> Vec<String> {
        let indent = indent(line);
        let mut labels = fit(&line.label, self.label - indent, 2).into_iter();
        let label = left(&labels.next().unwrap_or_default(), self.label - indent);
        let value = right(&shorten(&line.value, self.value), self.value);
        let bar = line.bar.filter(|_| self.bar > 0).map(|share| glyph::bar(share, self.bar));
        let mut cells = if line.headline { vec![ink.strong(&label), ink.strong(&value)] } else { vec![label, value] };
        cells.extend(self.optional(&self.ends(line), &line.count));
        cells.extend(bar.map(|bar| ink.tone(line.tone, &bar)));
        let margin = space(MARGIN + indent);
        let first = format!("{margin}{}", cells.join(&space(GAP)));
        std::iter::once(first.trim_end().to_owned()).chain(labels.map(|more| format!("{margin}{more}"))).collect()
    }

    fn ends(&self, line: &Line) -> String {
        let Some((range, (low, high))) = line.interval.as_ref().zip(self.range) else { return String::new() };
        format!("{} to {}", right(&range.low, low), right(&range.high, high))
    }
}

const COUNT: &str = "count";

fn indent(line: &Line) -> usize {
    if line.part { 2 } else { 0 }
}

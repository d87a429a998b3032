//! The whole survey on one page, for the wall: the main figures large, everything else in calm columns.

use super::canvas::{Align, Canvas, Type};
use super::dots::interval;
use super::font::Fonts;
use super::funnel;
use super::page::{SMALL, Stretch, count, middle_text};
use super::palette::{self, ACCENT, BAR, FAINT, INK, LINE, PAPER};
use crate::view::chart::{Change, GroupLine, Ranked, Tile};
use crate::view::{Scorecard, Tone};

/// The page's size and direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// A4, upright.
    A4,
    /// 16 : 9, for screens.
    Wide,
}

const MARGIN: f64 = 56.0;
const ROW: f64 = 33.0;
const SECTION: f64 = 36.0;
const STEP: f64 = 28.0;
/// Height of a tile, and of one that stands alone.
const TILE: f64 = 166.0;
const HERO: f64 = 214.0;
const NOTE: f64 = 15.0;

/// A column of the page.
#[derive(Debug, Clone, Copy)]
struct Column {
    x: f64,
    width: f64,
}

/// The scorecard as SVG.
#[must_use]
pub fn scorecard_svg(card: &Scorecard, fonts: &Fonts, paper: Paper) -> String {
    let (width, height) = match paper {
        Paper::A4 => (794.0, 1123.0),
        Paper::Wide => (1280.0, 720.0),
    };
    let canvas = Canvas::new(width, fonts);
    let notes = notes(&canvas, card, height);
    let top = header(&canvas, card);
    match paper {
        Paper::A4 => upright(&canvas, card, top, notes),
        Paper::Wide => wide(&canvas, card, top, notes),
    }
    canvas.finish(height, &card.title, &card.alt)
}

fn header(canvas: &Canvas, card: &Scorecard) -> f64 {
    let width = canvas.width - 2.0 * MARGIN;
    let look = Type::ink(32.0).bold();
    canvas.rect(MARGIN, 44.0, 44.0, 5.0, ACCENT);
    let title = canvas.wrap(&card.title, width, 2, look);
    canvas.lines(MARGIN, 88.0, Align::Left, &title, look, 38.0);
    let y = 88.0 + 38.0 * count(title.len() - 1) + 25.0;
    canvas.text(MARGIN, y, Align::Left, &canvas.shorten(&card.subtitle, width, Type::muted(13.0)), Type::muted(13.0));
    y + 34.0
}

/// Tiles in pairs, then two columns, then the funnel; what room is left stays free at the foot.
fn upright(canvas: &Canvas, card: &Scorecard, top: f64, bottom: f64) {
    let y = tiles(canvas, &card.tiles, 2, top) + 30.0;
    let [left, right] = columns(canvas, 52.0);
    let steps = SECTION + STEP * count(card.funnel.len());
    let room = (y, bottom - steps - 30.0);
    let all = Column { x: MARGIN, width: canvas.width - 2.0 * MARGIN };
    let ends = if card.ranked.is_empty() {
        [y, groups(canvas, card, all, room)]
    } else {
        [ranked(canvas, card, left, room), groups(canvas, card, right, room)]
    };
    funnel_section(canvas, card, all, ends[0].max(ends[1]) + 34.0);
}

/// Tiles in one row, then three columns.
fn wide(canvas: &Canvas, card: &Scorecard, top: f64, bottom: f64) {
    let y = tiles(canvas, &card.tiles, 4, top) + 24.0;
    if card.ranked.is_empty() {
        let [left, right] = columns(canvas, 72.0);
        groups(canvas, card, left, (y, bottom));
        return funnel_section(canvas, card, right, y);
    }
    let [first, second, third] = columns(canvas, 56.0);
    ranked(canvas, card, first, (y, bottom));
    groups(canvas, card, second, (y, bottom));
    funnel_section(canvas, card, third, y);
}

fn columns<const N: usize>(canvas: &Canvas, gap: f64) -> [Column; N] {
    let width = (canvas.width - 2.0 * MARGIN - gap * count(N - 1)) / count(N);
    std::array::from_fn(|at| Column { x: MARGIN + count(at) * (width + gap), width })
}

fn tiles(canvas: &Canvas, tiles: &[Tile], abreast: usize, top: f64) -> f64 {
    let gap = 40.0;
    let abreast = abreast.min(tiles.len()).max(1);
    let width = (canvas.width - 2.0 * MARGIN - gap * count(abreast - 1)) / count(abreast);
    for (at, one) in tiles.iter().enumerate() {
        let x = MARGIN + count(at % abreast) * (width + gap);
        let extra = if tiles.len() == 1 { HERO - TILE } else { 0.0 };
        tile(canvas, one, Column { x, width }, top + count(at / abreast) * (TILE + 22.0), extra);
    }
    let rows = tiles.len().div_ceil(abreast);
    if tiles.len() == 1 {
        return top + HERO;
    }
    top + count(rows) * TILE + 22.0 * count(rows.saturating_sub(1))
}

/// One figure; `extra` height makes its number larger.
fn tile(canvas: &Canvas, tile: &Tile, Column { x, width }: Column, top: f64, extra: f64) {
    let fitting = |text: &str, look: Type| canvas.shorten(text, width, look);
    let (name, small) = (Type::ink(14.0).bold(), Type::muted(SMALL));
    canvas.line((x, top), (x + width, top), INK, 1.5);
    canvas.text(x, top + 24.0, Align::Left, &fitting(&tile.figure.label, name), name);
    canvas.text(x, top + 42.0, Align::Left, &fitting(&tile.question, small), small);
    let value = Type::ink(46.0 + extra).bold();
    let bottom = top + 94.0 + extra;
    canvas.text(x - 2.0, bottom, Align::Left, &tile.figure.value, value);
    let used = canvas.measure(&tile.figure.value, value) + 28.0;
    sparkline(canvas, &tile.line, Stretch { left: x + used, right: x + width - 6.0 }, (top + 62.0, bottom - 2.0));
    let precision = [tile.figure.interval.as_str(), tile.base.as_str()].into_iter().filter(|part| !part.is_empty());
    let precision = precision.collect::<Vec<_>>().join(" · ");
    canvas.text(x, bottom + 23.0, Align::Left, &fitting(&precision, small), small);
    if let Some(change) = &tile.change {
        self::change(canvas, change, x, bottom + 43.0, width);
    }
}

/// The last whole period and how it has moved, then since when and how sure that is. Only what is beyond chance is
/// bold.
fn change(canvas: &Canvas, change: &Change, x: f64, baseline: f64, width: f64) {
    let plain = Type::ink(13.0);
    canvas.text(x, baseline, Align::Left, &change.now, plain);
    let words = match (change.shown, change.tone) {
        (false, _) => Type::muted(13.0),
        (true, Tone::Plain) => plain.bold(),
        (true, tone) => plain.bold().colored(palette::tone(tone)),
    };
    canvas.text(x + canvas.measure(&change.now, plain) + 10.0, baseline, Align::Left, &change.words, words);
    let small = Type::muted(SMALL);
    canvas.text(x, baseline + 18.0, Align::Left, &canvas.shorten(&change.since, width, small), small);
}

/// A small line without an axis: the shape of the past, the last figure marked.
fn sparkline(canvas: &Canvas, line: &[Option<f64>], across: Stretch, (top, bottom): (f64, f64)) {
    if line.len() < 2 || across.width() < 40.0 {
        return;
    }
    let place =
        |at: usize, value: f64| (across.place(count(at) / count(line.len() - 1)), bottom - value * (bottom - top));
    let points: Vec<Option<(f64, f64)>> =
        line.iter().enumerate().map(|(at, value)| value.map(|v| place(at, v))).collect();
    for pair in points.windows(2) {
        if let [Some(from), Some(to)] = pair {
            canvas.line(*from, *to, LINE, 1.75);
        }
    }
    for point in points.iter().flatten() {
        canvas.dot(point.0, point.1, 1.75, LINE);
    }
    if let Some(Some((x, y))) = points.last() {
        canvas.dot(*x, *y, 5.5, PAPER);
        canvas.dot(*x, *y, 4.0, ACCENT);
    }
}

/// A heading over a hairline; gives where the section starts.
fn section(canvas: &Canvas, heading: &str, column: Column, top: f64) -> f64 {
    let look = Type::ink(14.0).bold();
    canvas.text(column.x, top + 14.0, Align::Left, &canvas.shorten(heading, column.width, look), look);
    canvas.line((column.x, top + 24.0), (column.x + column.width, top + 24.0), FAINT, 1.0);
    top + SECTION
}

/// The questions in their order; gives where they end.
fn ranked(canvas: &Canvas, card: &Scorecard, column: Column, (top, bottom): (f64, f64)) -> f64 {
    if card.ranked.is_empty() {
        return top;
    }
    let mut y = section(canvas, &card.ranked_heading, column, top);
    for one in card.ranked.iter().take(rows_between(y, bottom)) {
        ranked_row(canvas, one, column, y + ROW / 2.0);
        y += ROW;
    }
    y
}

/// Rows that fit between these heights.
fn rows_between(top: f64, bottom: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful of rows")]
    let rows = ((bottom - top) / ROW).max(0.0) as usize;
    rows
}

fn ranked_row(canvas: &Canvas, one: &Ranked, column: Column, middle: f64) {
    let names = column.width * 0.46;
    name(canvas, &one.label, Column { x: column.x, width: names - 12.0 }, middle);
    let along = Stretch { left: column.x + names, right: column.x + column.width - 56.0 };
    canvas.rect(along.left, middle - 6.0, along.width(), 12.0, FAINT);
    canvas.rect(along.left, middle - 6.0, along.width() * one.point.value, 12.0, BAR);
    super::dots::whisker(canvas, one.point, along, middle);
    middle_text(canvas, column.x + column.width, middle, Align::Right, &one.value, Type::ink(13.0).bold());
}

/// A name of one line or two, centred on its row.
fn name(canvas: &Canvas, text: &str, column: Column, middle: f64) {
    let look = Type::ink(12.5);
    let lines = canvas.wrap(text, column.width, 2, look);
    let first = middle - 14.0 * count(lines.len() - 1) / 2.0 + look.size * 0.36;
    canvas.lines(column.x, first, Align::Left, &lines, look, 14.0);
}

/// The groups at both ends; gives where they end. The weakest are left out when there is no room for all.
fn groups(canvas: &Canvas, card: &Scorecard, column: Column, (top, bottom): (f64, f64)) -> f64 {
    if card.best.is_empty() {
        return top;
    }
    let mut y = section(canvas, &card.groups_heading, column, top);
    let room = rows_between(y, bottom);
    let rows = card.best.len() + card.worst.len() + usize::from(!card.between.is_empty());
    // Groups in an order of their own have no weakest ones that could be left out: where they end is marked.
    let is_cut = rows > room && card.worst.is_empty();
    for one in card.best.iter().take(room.saturating_sub(usize::from(is_cut))) {
        group_row(canvas, one, column, y + ROW / 2.0);
        y += ROW;
    }
    if is_cut {
        middle_text(canvas, column.x, y + ROW / 2.0, Align::Left, "…", Type::muted(SMALL));
        y += ROW;
    }
    if rows > room {
        return y;
    }
    if !card.between.is_empty() {
        middle_text(canvas, column.x, y + ROW / 2.0, Align::Left, &card.between, Type::muted(SMALL));
        y += ROW;
    }
    for one in &card.worst {
        group_row(canvas, one, column, y + ROW / 2.0);
        y += ROW;
    }
    y
}

fn group_row(canvas: &Canvas, one: &GroupLine, column: Column, middle: f64) {
    let names = column.width * 0.54;
    let small = Type::muted(11.5);
    let base = canvas.measure(&one.base, small) + 12.0;
    middle_text(canvas, column.x + names - 12.0, middle, Align::Right, &one.base, small);
    name(canvas, &one.label, Column { x: column.x, width: names - 12.0 - base }, middle);
    if let Some(point) = one.point {
        let along = Stretch { left: column.x + names, right: column.x + column.width - 56.0 };
        interval(canvas, point, along, middle);
    }
    middle_text(canvas, column.x + column.width, middle, Align::Right, &one.value, Type::ink(13.0).bold());
}

fn funnel_section(canvas: &Canvas, card: &Scorecard, column: Column, top: f64) {
    let y = section(canvas, &card.funnel_heading, column, top);
    funnel::steps(canvas, &card.funnel, Stretch { left: column.x, right: column.x + column.width }, y, STEP);
}

/// The notes at the foot of the page; gives where the room above them ends.
fn notes(canvas: &Canvas, card: &Scorecard, height: f64) -> f64 {
    let width = canvas.width - 2.0 * MARGIN;
    let look = Type::muted(10.5);
    let lines: Vec<String> = card.notes.iter().flat_map(|note| canvas.wrap(note, width, 2, look)).take(6).collect();
    let top = height - 40.0 - NOTE * count(lines.len());
    canvas.line((MARGIN, top), (canvas.width - MARGIN, top), FAINT, 1.0);
    canvas.lines(MARGIN, top + 20.0, Align::Left, &lines, look, NOTE);
    top - 16.0
}

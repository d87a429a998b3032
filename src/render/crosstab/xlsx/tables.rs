//! The tables below each other, under one heading that stays in sight.

use super::sheet::{LINE, Sheet, lines, to_f64};
use super::styles::{Kind, Place, Styles};
use crate::results::{Crosstab, LetterConvention, PercentOf, RowKind, Stub, StubColumn, StubRow, TableCell, Unit};
use crate::view::{BannerView, CrosstabView, EMPTY, RowStyle, RowView, SUPPRESSED, StubView};
use rust_xlsxwriter::{Worksheet, XlsxError};

const LABEL: f64 = 42.0;
const MEASURE: f64 = 13.0;
const FIGURE: f64 = 11.0;
/// Rows of the heading: banners, names, letters.
const HEADING: u32 = 4;
/// Columns in front of the figures.
const FRONT: u16 = 2;

/// What a line of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Base,
    WeightedBase,
    EffectiveBase,
    Percent,
    Count,
    Mean,
    Spread,
    /// Letters, or a mark in their place.
    Behind,
}

/// A line of a table.
struct Line {
    holds: Holds,
    /// What the second column says.
    measure: &'static str,
    place: Place,
    /// Position of its row among the question's; of bases none is meant.
    at: usize,
}

/// The row of each table's wording.
pub fn places(view: &CrosstabView) -> Vec<u32> {
    let mut row = HEADING;
    let each = view.stubs.iter().map(|stub| {
        let start = row;
        let rows: usize = stub.rows.iter().map(|row| height(view, row)).sum();
        row += u32::try_from(2 + rows + stub.findings.len() + stub.cautions.len() + 1).unwrap_or(u32::MAX);
        start
    });
    each.collect()
}

/// Lines that a row of a table takes here.
fn height(view: &CrosstabView, row: &RowView) -> usize {
    let letters = usize::from(is_lettered(view) && row.style != RowStyle::Base);
    1 + letters + usize::from(!row.below.is_empty())
}

/// Whether any column has a letter, or a mark in its place.
fn is_lettered(view: &CrosstabView) -> bool {
    let rows = view.stubs.iter().flat_map(|stub| &stub.rows).filter(|row| row.style != RowStyle::Base);
    rows.flat_map(|row| &row.cells).any(|cell| !cell.behind.is_empty())
}

pub fn sheet(page: &mut Worksheet, crosstab: &Crosstab, view: &CrosstabView, styles: &Styles) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(page, "Tables", styles)?;
    heading(&mut sheet, crosstab, view)?;
    let last = u16::try_from(view.width()).unwrap_or(u16::MAX) + FRONT - 1;
    let starts = places(view);
    for (stub, shown) in crosstab.stubs.iter().zip(&view.stubs) {
        table(&mut sheet, crosstab, view, (stub, shown), last)?;
        sheet.row += 1;
    }
    sheet.page.autofilter(HEADING - 1, 0, sheet.row.max(HEADING + 1) - 1, 1)?;
    sheet.page.set_freeze_panes(HEADING, FRONT)?;
    sheet.page.set_repeat_rows(1, HEADING - 1)?;
    sheet.page.set_repeat_columns(0, FRONT - 1)?;
    sheet.fit(usize::from(last));
    // As many as a sheet may have.
    let breaks: Vec<u32> = starts.into_iter().skip(1).take(1000).collect();
    if !breaks.is_empty() {
        sheet.page.set_page_breaks(&breaks)?;
    }
    Ok(())
}

/// Banners, names and letters of columns.
fn heading(sheet: &mut Sheet, crosstab: &Crosstab, view: &CrosstabView) -> Result<(), XlsxError> {
    let styles = sheet.styles;
    sheet.page.set_column_width(0, LABEL)?;
    sheet.page.set_column_width(1, MEASURE)?;
    let what = match crosstab.settings.percent {
        PercentOf::Column => "percent of columns",
        PercentOf::Row => "percent of rows",
        PercentOf::Total => "percent of all",
    };
    sheet.title(&format!("{} – {what}", view.title))?;
    let names = view.banners.iter().flat_map(|banner| &banner.columns).map(|column| lines(&column.name, FIGURE - 1.0));
    let tallest = names.fold(1.0, f64::max).min(6.0);
    sheet.page.set_row_height(1, LINE * banner_lines(view))?;
    sheet.page.set_row_height(2, LINE * tallest)?;
    let all = FRONT;
    sheet.page.set_column_width(all, FIGURE)?;
    sheet.page.write_string_with_format(2, all, "All", &styles.column)?;
    sheet.page.write_string_with_format(3, 0, "Answer", &styles.heading)?;
    sheet.page.write_string_with_format(3, 1, "Holds", &styles.heading)?;
    sheet.page.write_blank(3, all, &styles.letter)?;
    let mut at = all + 1;
    for banner in &view.banners {
        at = banner_heading(sheet, banner, at)?;
    }
    sheet.row = HEADING;
    Ok(())
}

/// Lines that the titles of banners need over their columns.
fn banner_lines(view: &CrosstabView) -> f64 {
    let need = view.banners.iter().map(|banner| {
        let wide = FIGURE * to_f64(u64::try_from(banner.columns.len()).unwrap_or(1));
        lines(&banner.title, wide)
    });
    need.fold(1.0, f64::max).min(6.0)
}

/// One banner; gives where the next one starts.
fn banner_heading(sheet: &mut Sheet, banner: &BannerView, start: u16) -> Result<u16, XlsxError> {
    let place = Place { first: true, ..Place::default() };
    let [over, name, letter] = [&sheet.styles.banner, &sheet.styles.column, &sheet.styles.letter].map(Clone::clone);
    let first = |format: &rust_xlsxwriter::Format| Styles::placed(format.clone(), place);
    let end = start + u16::try_from(banner.columns.len()).unwrap_or(u16::MAX);
    if banner.columns.len() > 1 {
        sheet.page.merge_range(1, start, 1, end - 1, &banner.title, &first(&over))?;
    } else if !banner.columns.is_empty() {
        sheet.page.write_string_with_format(1, start, &banner.title, &first(&over))?;
    }
    for (at, column) in (start..).zip(&banner.columns) {
        let style = |format: &rust_xlsxwriter::Format| if at == start { first(format) } else { format.clone() };
        sheet.page.set_column_width(at, FIGURE)?;
        sheet.page.write_string_with_format(2, at, &column.name, &style(&name))?;
        sheet.page.write_string_with_format(3, at, &column.letter, &style(&letter))?;
    }
    Ok(end)
}

/// One question: wording, rows, what the tests say.
fn table(
    sheet: &mut Sheet,
    crosstab: &Crosstab,
    view: &CrosstabView,
    (stub, shown): (&Stub, &StubView),
    last: u16,
) -> Result<(), XlsxError> {
    let room = LABEL + MEASURE + FIGURE * f64::from(last - 1);
    let styles = sheet.styles;
    let heading = if shown.heading.is_empty() { &shown.id } else { &shown.heading };
    sheet.across(heading, last, room, &styles.question)?;
    sheet.line(&shown.tag, &styles.soft)?;
    let bases = shown.rows.iter().filter(|row| row.style == RowStyle::Base).count();
    for (at, row) in shown.rows.iter().enumerate() {
        let apart = at > 0 && shown.rows[at - 1].style != row.style;
        let place = Place { first: false, strong: row.style >= RowStyle::Net, apart };
        let lines = match at.checked_sub(bases) {
            None => vec![base_line(at, place)],
            Some(of) => row_lines(crosstab, &stub.rows[of], of, row, (place, is_lettered(view))),
        };
        for (line_at, line) in lines.iter().enumerate() {
            write_line(sheet, crosstab, view, (stub, row), line, line_at > 0)?;
        }
    }
    for finding in &shown.findings {
        sheet.across(finding, last, room, &styles.text)?;
    }
    for caution in &shown.cautions {
        sheet.across(&format!("! {caution}"), last, room, &styles.text)?;
    }
    Ok(())
}

/// A row of bases: unweighted ones with their flags, then weighted, then effective ones.
const fn base_line(at: usize, place: Place) -> Line {
    let holds = match at {
        0 => Holds::Base,
        1 => Holds::WeightedBase,
        _ => Holds::EffectiveBase,
    };
    Line { holds, measure: "base", place, at }
}

/// The lines of an option, a net or a mean.
fn row_lines(
    crosstab: &Crosstab,
    row: &StubRow,
    at: usize,
    shown: &RowView,
    (place, lettered): (Place, bool),
) -> Vec<Line> {
    let below = Place { apart: false, strong: false, ..place };
    let line = |holds, measure, place| Line { holds, measure, place, at };
    let mut lines = match row.kind {
        RowKind::Option | RowKind::Net => vec![line(Holds::Percent, "%", place), line(Holds::Count, "n", below)],
        RowKind::Mean => vec![line(Holds::Mean, "mean", place)],
        RowKind::Score => vec![line(Holds::Mean, "score", place)],
    };
    if row.kind.is_mean() && !shown.below.is_empty() {
        lines.push(line(Holds::Spread, "std. dev.", below));
    }
    if lettered {
        let compared = crosstab.settings.letters != LetterConvention::None;
        lines.push(line(Holds::Behind, if compared { "higher than" } else { "differs" }, below));
    }
    lines
}

/// The number of a line in a column, and how it is written.
fn find<'a>(line: &Line, percent: PercentOf, unit: &'a Unit, column: &StubColumn) -> (Option<f64>, Kind<'a>) {
    let cell = column.cells.get(line.at).cloned().unwrap_or_default();
    match line.holds {
        Holds::Base => (column.base.map(|base| to_f64(base.unweighted)), Kind::Count(column.flag)),
        Holds::WeightedBase => (column.base.map(|base| base.weighted), Kind::Weighted),
        Holds::EffectiveBase => (column.base.map(|base| base.effective), Kind::Weighted),
        Holds::Percent => (self::percent(percent, &cell).map(|percent| percent / 100.0), Kind::Percent),
        Holds::Count => (cell.count.map(to_f64), Kind::Count(None)),
        Holds::Mean => (cell.mean.map(|mean| mean.value), Kind::Mean(unit)),
        Holds::Spread => (cell.mean.and_then(|mean| mean.sd), Kind::Mean(&Unit::Score)),
        Holds::Behind => (None, Kind::Text),
    }
}

const fn percent(percent: PercentOf, cell: &TableCell) -> Option<f64> {
    match percent {
        PercentOf::Column => cell.column_percent,
        PercentOf::Row => cell.row_percent,
        PercentOf::Total => cell.total_percent,
    }
}

/// One line: its label, what it holds, its cells. Lines below the first repeat their label.
fn write_line(
    sheet: &mut Sheet,
    crosstab: &Crosstab,
    view: &CrosstabView,
    (stub, row): (&Stub, &RowView),
    line: &Line,
    repeats: bool,
) -> Result<(), XlsxError> {
    let label = Styles::label(line.place, repeats);
    sheet.text(0, &row.label, &label)?;
    sheet.text(1, line.measure, &Styles::label(Place { strong: false, ..line.place }, false))?;
    // Labels that are repeated stay on one line, whatever they are.
    let height = if repeats { 1.0 } else { lines(&row.label, LABEL) };
    sheet.page.set_row_height(sheet.row, LINE * height)?;
    let starts = starts(view);
    let unit = stub.rows.get(line.at).map_or(&Unit::Percent, |row| &row.unit);
    for (at, column) in columns(stub).enumerate() {
        let (number, kind) = find(line, crosstab.settings.percent, unit, column);
        let style = Styles::cell(kind, Place { first: starts.contains(&at), ..line.place });
        let to = u16::try_from(at).unwrap_or(u16::MAX) + FRONT;
        let number = number.filter(|number| number.is_finite() && !column.suppressed);
        let words = match line.holds {
            Holds::Behind => row.cells.get(at).map_or("", |cell| cell.behind.as_str()),
            _ if repeats => "",
            _ if column.suppressed || (line.holds == Holds::Percent && stub.total.suppressed) => SUPPRESSED,
            _ => EMPTY,
        };
        match number {
            Some(number) => sheet.page.write_number_with_format(sheet.row, to, number, &style)?,
            None => sheet.page.write_string_with_format(sheet.row, to, words, &style)?,
        };
    }
    sheet.row += 1;
    Ok(())
}

/// Everybody, then the columns of all banners.
fn columns(stub: &Stub) -> impl Iterator<Item = &StubColumn> {
    std::iter::once(&stub.total).chain(stub.banners.iter().flat_map(|banner| &banner.columns))
}

/// Positions of the columns that begin a banner.
fn starts(view: &CrosstabView) -> Vec<usize> {
    let mut at = 1;
    let each = view.banners.iter().map(|banner| {
        let start = at;
        at += banner.columns.len();
        start
    });
    each.collect()
}

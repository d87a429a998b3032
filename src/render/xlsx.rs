//! A report as a workbook: real numbers, their bases beside them, and no cell that could be a formula.

use crate::diagnostic::Fault;
use crate::results::{Breakdown, Cell, Column, Estimate, Group, QuestionResult, Report, Unit};
use crate::view::{self, Document, SUPPRESSED, clean, day};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// Widest column, in characters.
const WIDEST: f64 = 60.0;

/// Longest text in a cell, in UTF-16 code units, as programs that open workbooks allow.
pub const LONGEST_TEXT: usize = 32_767;

/// Days from the beginning of a workbook's calendar to 1970-01-01.
const DAYS_TO_1970: f64 = 25_569.0;

/// The first day, from 1970-01-01, that all programs which open workbooks agree about: 1900-03-01.
const FIRST_DAY: f64 = -25_508.0;

/// Longest name of a sheet, in UTF-16 code units.
const LONGEST_NAME: usize = 31;

/// The report as the bytes of an .xlsx file; the same report gives the same bytes.
///
/// # Errors
///
/// When there are more figures than a sheet has rows.
pub fn workbook(report: &Report, document: &Document) -> Result<Vec<u8>, Fault> {
    make(report, document).map_err(|error| {
        Fault::new(format!("the workbook cannot be made: {error}"))
            .help("ask for fewer breakdowns, or take `--format json`")
    })
}

fn make(report: &Report, document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Not when it was made: the same figures are the same file.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&document.title).set_creation_datetime(&made));
    let styles = Styles::new();
    summary(book.add_worksheet(), report, document, &styles)?;
    let breakdowns = report.breakdowns();
    for (by, name) in breakdowns.iter().zip(sheet_names(report, &breakdowns)) {
        breakdown(book.add_worksheet(), &name, report, by, &styles)?;
    }
    figures(book.add_worksheet(), report, &styles)?;
    bases(book.add_worksheet(), report, &styles)?;
    quality(book.add_worksheet(), report, document, &styles)?;
    method(book.add_worksheet(), report, &styles)?;
    book.save_to_buffer()
}

/// How cells look.
struct Styles {
    title: Format,
    plain: Format,
    heading: Format,
    text: Format,
    count: Format,
    decimal: Format,
    points: Format,
    date: Format,
    mark: Format,
}

impl Styles {
    fn new() -> Styles {
        let plain = || Format::new().set_align(FormatAlign::Top);
        Styles {
            plain: plain(),
            title: plain().set_bold().set_font_size(16),
            heading: plain().set_bold().set_text_wrap().set_border_bottom(rust_xlsxwriter::FormatBorder::Thin),
            text: plain().set_text_wrap(),
            count: plain().set_num_format("#,##0"),
            decimal: plain().set_num_format("0.0"),
            points: plain().set_num_format("+0.0;\u{2212}0.0;0.0"),
            date: plain().set_num_format("yyyy-mm-dd"),
            mark: plain().set_align(FormatAlign::Right),
        }
    }

    fn of(&self, unit: &Unit) -> &Format {
        match unit {
            Unit::Points => &self.points,
            Unit::Count => &self.count,
            _ => &self.decimal,
        }
    }
}

/// A sheet that is written row by row under a frozen heading.
struct Sheet<'a> {
    page: &'a mut Worksheet,
    styles: &'a Styles,
    row: u32,
}

/// What a cell holds.
enum Value<'a> {
    Text(String),
    Count(u64),
    Number(f64, &'a Unit),
    /// Hidden.
    Hidden,
    Nothing,
}

impl<'a> Sheet<'a> {
    fn new(sheet: &'a mut Worksheet, name: &str, styles: &'a Styles) -> Result<Sheet<'a>, XlsxError> {
        sheet.set_name(name)?;
        Ok(Sheet { page: sheet, styles, row: 0 })
    }

    /// Headings with the widths of their columns; everything above stays in sight.
    fn heading(&mut self, columns: &[(&str, f64)]) -> Result<(), XlsxError> {
        for (at, (heading, width)) in (0u16..).zip(columns) {
            self.page.set_column_width(at, width.min(WIDEST))?;
            let heading = short(heading, LONGEST_TEXT);
            self.page.write_string_with_format(self.row, at, heading, &self.styles.heading)?;
        }
        self.row += 1;
        self.page.set_freeze_panes(self.row, 1)?;
        Ok(())
    }

    /// A line above the headings; it may run across columns.
    fn line(&mut self, text: &str, style: &Format) -> Result<(), XlsxError> {
        self.page.write_string_with_format(self.row, 0, short(text, LONGEST_TEXT), style)?;
        self.row += 1;
        Ok(())
    }

    fn write(&mut self, cells: &[Value]) -> Result<(), XlsxError> {
        for (at, cell) in (0u16..).zip(cells) {
            match cell {
                Value::Text(text) => {
                    self.page.write_string_with_format(self.row, at, short(text, LONGEST_TEXT), &self.styles.text)?
                }
                #[expect(clippy::cast_precision_loss, reason = "cells hold no larger numbers either")]
                Value::Count(count) => {
                    self.page.write_number_with_format(self.row, at, *count as f64, &self.styles.count)?
                }
                Value::Number(number, Unit::Date) if *number >= FIRST_DAY => {
                    self.page.write_number_with_format(self.row, at, number + DAYS_TO_1970, &self.styles.date)?
                }
                Value::Number(number, Unit::Date) => {
                    self.page.write_string_with_format(self.row, at, day(*number), &self.styles.mark)?
                }
                Value::Number(number, unit) => {
                    self.page.write_number_with_format(self.row, at, *number, self.styles.of(unit))?
                }
                Value::Hidden => self.page.write_string_with_format(self.row, at, SUPPRESSED, &self.styles.mark)?,
                Value::Nothing => self.page,
            };
        }
        self.row += 1;
        Ok(())
    }
}

fn text(text: &str) -> Value<'static> {
    Value::Text(clean(text))
}

/// As much of the text as fits into this many UTF-16 code units, with an ellipsis where some is missing.
pub fn short(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut room = most.saturating_sub(1);
    let fits = |letter: &char| room.checked_sub(letter.len_utf16()).inspect(|left| room = *left).is_some();
    text.chars().take_while(fits).chain(['…']).collect()
}

/// A number of a figure: hidden where its cell is, nothing where there is none.
fn number<'a>(cell: &Cell, value: Option<f64>, unit: &'a Unit) -> Value<'a> {
    match value {
        _ if cell.suppressed => Value::Hidden,
        Some(value) if value.is_finite() => Value::Number(value, unit),
        _ => Value::Nothing,
    }
}

fn base(cell: &Cell, estimate: &Estimate) -> Value<'static> {
    match estimate.base {
        _ if cell.suppressed => Value::Hidden,
        Some(base) => Value::Count(base.unweighted),
        None => Value::Nothing,
    }
}

/// The figure that says most about a question: its first one.
fn leading<'a>(question: &'a QuestionResult, cell: &'a Cell) -> Option<(&'a Column, &'a Estimate)> {
    question.columns.first().zip(cell.estimates.first())
}

/// The word for a unit.
fn unit(unit: &Unit) -> &str {
    match unit {
        Unit::Percent => "%",
        Unit::Points => "points",
        Unit::Score => "score",
        Unit::Rank => "rank",
        Unit::Of(name) => name,
        Unit::Date => "date",
        Unit::Count => "count",
    }
}

fn metric<'a>(report: &'a Report, column: &'a Column) -> &'a str {
    report.metric(column).map_or(column.metric.as_str(), |metric| metric.title.as_str())
}

fn item(column: &Column) -> &str {
    column.item.as_deref().unwrap_or_default()
}

/// Everybody: one row a question.
fn summary(sheet: &mut Worksheet, report: &Report, document: &Document, styles: &Styles) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(sheet, "Summary", styles)?;
    sheet.line(&document.title, &styles.title)?;
    for fact in &document.facts {
        sheet.line(fact, &styles.plain)?;
    }
    sheet.row += 1;
    let confidence = format!("{}% interval, low", report.settings.confidence);
    sheet.heading(&[
        ("Question", 50.0),
        ("Figure", 28.0),
        ("Item", 22.0),
        ("Value", 10.0),
        ("Unit", 10.0),
        (&confidence, 14.0),
        ("high", 10.0),
        ("Base", 10.0),
        ("Change", 60.0),
    ])?;
    for question in report.subjects() {
        let Some(cell) = question.cells.first() else { continue };
        let Some((column, estimate)) = leading(question, cell) else { continue };
        let interval = estimate.interval.as_ref();
        sheet.write(&[
            text(&question.text),
            text(metric(report, column)),
            text(item(column)),
            number(cell, estimate.value, &column.unit),
            text(unit(&column.unit)),
            number(cell, interval.map(|interval| interval.low), &column.unit),
            number(cell, interval.map(|interval| interval.high), &column.unit),
            base(cell, estimate),
            view::latest_change(report, question).map_or(Value::Nothing, Value::Text),
        ])?;
    }
    Ok(())
}

/// One breakdown: a row a group, for every question its leading figure and base.
fn breakdown(
    sheet: &mut Worksheet,
    name: &str,
    report: &Report,
    by: &Breakdown,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(sheet, name, styles)?;
    let has_groups = |question: &&QuestionResult| !question.cells_of(by).is_empty() && !question.columns.is_empty();
    let questions: Vec<&QuestionResult> = report.subjects().filter(has_groups).collect();
    let titles = by.axes.iter().map(|axis| (clean(report.axes[*axis].title()), 24.0));
    let figures = questions.iter().flat_map(|question| {
        let marks = has_marks(question, by).then(|| ("against the rest".to_owned(), 9.0));
        [(column(report, question), 16.0), ("base".to_owned(), 8.0)].into_iter().chain(marks)
    });
    let columns: Vec<(String, f64)> = titles.chain(figures).collect();
    sheet.heading(&columns.iter().map(|(heading, width)| (heading.as_str(), *width)).collect::<Vec<_>>())?;
    for group in by.groups.clone().filter(|group| questions.iter().any(|question| question.cell(*group).is_some())) {
        let values = report.groups[group].keys.iter().map(|key| Value::Text(view::value(&key.value)));
        let figures = questions.iter().flat_map(|question| {
            let found = question.cell(group).and_then(|cell| Some((cell, leading(question, cell)?)));
            let marks = has_marks(question, by).then(|| rest_mark(question, group, 0));
            let figures = found.map_or([Value::Nothing, Value::Nothing], |(cell, (column, estimate))| {
                [number(cell, estimate.value, &column.unit), base(cell, estimate)]
            });
            figures.into_iter().chain(marks)
        });
        sheet.write(&values.chain(figures).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// The mark of a group's difference from the rest; nothing without one.
fn rest_mark(question: &QuestionResult, group: usize, column: usize) -> Value<'static> {
    match view::rest_mark(question, group, column) {
        "" => Value::Nothing,
        mark => Value::Text(mark.to_owned()),
    }
}

/// Whether any group of a breakdown differs from the rest in the leading figure of a question.
fn has_marks(question: &QuestionResult, by: &Breakdown) -> bool {
    by.groups.clone().any(|group| !view::rest_mark(question, group, 0).is_empty())
}

/// What stands in the column of a question, for example `appointment: Answers, Yes, %`.
fn column(report: &Report, question: &QuestionResult) -> String {
    let parts = question.columns.first().map(|lead| [metric(report, lead), item(lead), unit(&lead.unit)]);
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty()).map(clean);
    format!("{}: {}", clean(&question.id), parts.collect::<Vec<_>>().join(", "))
}

/// A name for the sheet of every breakdown; those that would be the same are numbered.
fn sheet_names(report: &Report, breakdowns: &[Breakdown]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for by in breakdowns {
        let name = sheet_name(report, by);
        let is_free = |name: &String| names.iter().all(|taken| taken.to_lowercase() != name.to_lowercase());
        let candidates = (2..).map(|number| numbered(&name, number));
        let free = std::iter::once(short(&name, LONGEST_NAME)).chain(candidates).find(is_free);
        names.extend(free);
    }
    names
}

/// What a breakdown is called, without the letters that names of sheets must not have.
fn sheet_name(report: &Report, by: &Breakdown) -> String {
    let names: Vec<String> = by.axes.iter().map(|axis| view::breakdown_title(report, &[*axis])).collect();
    let allowed = |letter: &char| !"[]:*?/\\'".contains(*letter);
    format!("By {}", names.join(" and ")).chars().filter(allowed).collect()
}

/// The name with a number after it, in full.
fn numbered(name: &str, number: usize) -> String {
    let ending = format!(" ({number})");
    format!("{}{ending}", short(name, LONGEST_NAME.saturating_sub(ending.len())))
}

/// Every figure, one row each: a sheet to sort, to filter and to count with, so that columns of numbers hold numbers
/// only, and what is hidden is empty and said in a column of its own.
fn figures(sheet: &mut Worksheet, report: &Report, styles: &Styles) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(sheet, "Figures", styles)?;
    sheet.heading(&[
        ("Question", 18.0),
        ("Wording", 50.0),
        ("Group", 28.0),
        ("Figure", 26.0),
        ("Item", 26.0),
        ("Value", 10.0),
        ("Unit", 10.0),
        ("Standard error", 10.0),
        ("Low", 10.0),
        ("High", 10.0),
        ("Count", 10.0),
        ("Base", 10.0),
        ("Effective base", 10.0),
        ("Suppressed", 11.0),
        ("Against the rest", 9.0),
    ])?;
    let groups: Vec<String> = report.groups.iter().map(|group| group_name(report, group)).collect();
    for question in report.subjects() {
        for cell in &question.cells {
            for (at, (column, estimate)) in question.columns.iter().zip(&cell.estimates).enumerate() {
                let words = [text(&question.id), text(&question.text), Value::Text(groups[cell.group].clone())];
                let figure = figure(report, cell, column, estimate);
                let mark = rest_mark(question, cell.group, at);
                sheet.write(&words.into_iter().chain(figure).chain([mark]).collect::<Vec<_>>())?;
            }
        }
    }
    Ok(())
}

/// `site North, age 16–34`.
fn group_name(report: &Report, group: &Group) -> String {
    let named = group.keys.iter().map(|key| {
        let title = clean(report.axes[key.axis].title());
        format!("{title} {}", view::value(&key.value))
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() { "everybody".to_owned() } else { named.join(", ") }
}

/// The columns of a figure, without those of its question and group.
fn figure<'a>(report: &Report, cell: &Cell, column: &'a Column, estimate: &Estimate) -> [Value<'a>; 11] {
    let interval = estimate.interval.as_ref();
    [
        text(metric(report, column)),
        text(item(column)),
        number(cell, estimate.value, &column.unit),
        text(unit(&column.unit)),
        number(cell, estimate.se, &column.unit),
        number(cell, interval.map(|interval| interval.low), &column.unit),
        number(cell, interval.map(|interval| interval.high), &column.unit),
        estimate.count.map_or(Value::Nothing, Value::Count),
        base(cell, estimate),
        number(cell, estimate.base.map(|base| base.effective), &Unit::Score),
        Value::Text(if cell.suppressed { "yes" } else { "no" }.to_owned()),
    ]
    .map(unmarked)
}

/// Nothing in place of a mark.
fn unmarked(value: Value) -> Value {
    if matches!(value, Value::Hidden) { Value::Nothing } else { value }
}

/// How every base of everybody comes about.
fn bases(sheet: &mut Worksheet, report: &Report, styles: &Styles) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(sheet, "Bases", styles)?;
    let steps = [
        "Received",
        "Complete",
        "Not asked",
        "Asked",
        "No answer",
        "Answered",
        "Don't know",
        "Refused",
        "Unrecognised",
        "Never so far",
        "Valid",
    ];
    let columns = [("Question", 18.0), ("Wording", 50.0)].into_iter().chain(steps.map(|step| (step, 13.0)));
    sheet.heading(&columns.collect::<Vec<_>>())?;
    for question in &report.questions {
        let Some(cell) = question.cells.first() else { continue };
        let mut cells = vec![text(&question.id), text(&question.text)];
        match &cell.ledger {
            None => cells.extend(steps.iter().map(|_| Value::Hidden)),
            Some(ledger) => cells.extend(
                [
                    ledger.received,
                    ledger.complete,
                    ledger.not_asked,
                    ledger.asked,
                    ledger.no_answer,
                    ledger.answered,
                    ledger.dont_know,
                    ledger.refused,
                    ledger.unrecognised,
                    ledger.never,
                    ledger.valid,
                ]
                .map(Value::Count),
            ),
        }
        sheet.write(&cells)?;
    }
    Ok(())
}

/// Where every row went, what to know before quoting a figure, and the files.
fn quality(sheet: &mut Worksheet, report: &Report, document: &Document, styles: &Styles) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(sheet, "Data quality", styles)?;
    sheet.heading(&[("What", 40.0), ("Value", 60.0)])?;
    for (name, number) in view::rows(&report.accounting) {
        sheet.write(&[
            Value::Text(format!("Rows {name}")),
            number.map_or_else(|| text(view::SUPPRESSED), Value::Count),
        ])?;
    }
    for caution in document.cautions.iter().chain(&document.footnotes) {
        sheet.write(&[text("Note"), text(caution)])?;
    }
    for input in &report.inputs {
        let about = format!(
            "{}, {}; {}{}",
            view::counted(input.rows, "row", "rows"),
            view::counted(input.bytes, "byte", "bytes"),
            input.dialect,
            input.sha256.as_deref().map_or_else(String::new, |hash| format!("; SHA-256 {hash}"))
        );
        sheet.write(&[text(&input.name), text(&about)])?;
    }
    Ok(())
}

/// What the figures mean and where their definitions come from.
fn method(sheet: &mut Worksheet, report: &Report, styles: &Styles) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(sheet, "Method", styles)?;
    sheet.heading(&[("Figure", 30.0), ("Formula", 60.0), ("Source", 60.0)])?;
    for metric in &report.metrics {
        sheet.write(&[text(&metric.title), text(&metric.formula), text(&metric.source)])?;
    }
    sheet.write(&[text("Program"), text(&format!("survey {}", report.version))])
}

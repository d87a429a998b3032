//! A sheet that is written row by row.

use super::styles::Styles;
use crate::render::xlsx::{LONGEST_TEXT, short};
use crate::view::clean;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// Height of a line of text, in points.
pub const LINE: f64 = 15.0;
/// Columns up to which a sheet is printed on one page across.
const ACROSS: usize = 24;

/// What a cell of a list holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Count(u64),
    Number(f64),
    P(f64),
    Nothing,
}

/// A sheet under the pen.
pub struct Sheet<'a> {
    pub page: &'a mut Worksheet,
    pub styles: &'a Styles,
    pub row: u32,
}

impl<'a> Sheet<'a> {
    pub fn new(page: &'a mut Worksheet, name: &str, styles: &'a Styles) -> Result<Sheet<'a>, XlsxError> {
        page.set_name(name)?;
        page.set_landscape().set_paper_size(9);
        page.set_footer("&L&A&RPage &P of &N");
        Ok(Sheet { page, styles, row: 0 })
    }

    /// A text anywhere in the row under the pen.
    pub fn text(&mut self, at: u16, text: &str, style: &Format) -> Result<(), XlsxError> {
        self.page.write_string_with_format(self.row, at, short(text, LONGEST_TEXT), style)?;
        Ok(())
    }

    /// The row of the title, high enough for its letters.
    pub fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        self.page.set_row_height(self.row, 1.6 * LINE)?;
        self.line(text, &self.styles.title)
    }

    /// A row with one text in front.
    pub fn line(&mut self, text: &str, style: &Format) -> Result<(), XlsxError> {
        self.text(0, text, style)?;
        self.row += 1;
        Ok(())
    }

    /// A row whose text runs across columns and wraps there; `room` is how many characters fit a line.
    pub fn across(&mut self, text: &str, last: u16, room: f64, style: &Format) -> Result<(), XlsxError> {
        let text = short(text, LONGEST_TEXT);
        if last > 0 {
            self.page.merge_range(self.row, 0, self.row, last, &text, style)?;
        } else {
            self.page.write_string_with_format(self.row, 0, &text, style)?;
        }
        self.page.set_row_height(self.row, LINE * lines(&text, room))?;
        self.row += 1;
        Ok(())
    }

    /// The headings of a list with their widths; they stay in sight, in print too.
    pub fn headings(&mut self, columns: &[(&str, f64)]) -> Result<(), XlsxError> {
        for (at, (heading, width)) in (0u16..).zip(columns) {
            self.page.set_column_width(at, *width)?;
            self.page.write_string_with_format(self.row, at, *heading, &self.styles.heading)?;
        }
        let tallest = columns.iter().map(|(heading, width)| lines(heading, *width - 1.0)).fold(1.0, f64::max);
        self.page.set_row_height(self.row, LINE * tallest)?;
        self.row += 1;
        self.page.set_freeze_panes(self.row, 1)?;
        self.page.set_repeat_rows(self.row - 1, self.row - 1)?;
        self.fit(columns.len());
        Ok(())
    }

    /// One page across in print, unless nobody could read that.
    pub fn fit(&mut self, columns: usize) {
        let across = u16::try_from(columns.div_ceil(ACROSS)).unwrap_or(1);
        self.page.set_print_fit_to_pages(across, 0);
    }

    /// Lets the rows written below the headings of a list be filtered.
    pub fn filter(&mut self, heading: u32, columns: usize) -> Result<(), XlsxError> {
        let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        if self.row > heading + 1 {
            self.page.autofilter(heading, 0, self.row - 1, last)?;
        }
        Ok(())
    }

    pub fn write(&mut self, values: &[Value]) -> Result<(), XlsxError> {
        for (at, value) in (0u16..).zip(values) {
            let (page, styles, row) = (&mut *self.page, self.styles, self.row);
            match value {
                Value::Text(text) => {
                    page.write_string_with_format(row, at, short(text, LONGEST_TEXT), &styles.plain)?
                }
                Value::Count(count) => page.write_number_with_format(row, at, to_f64(*count), &styles.count)?,
                Value::Number(number) => page.write_number_with_format(row, at, *number, &styles.number)?,
                Value::P(p) => page.write_number_with_format(row, at, *p, &styles.p)?,
                Value::Nothing => page,
            };
        }
        self.row += 1;
        Ok(())
    }
}

/// Cells hold no larger numbers either.
#[expect(clippy::cast_precision_loss, reason = "cells hold no larger numbers either")]
pub const fn to_f64(count: u64) -> f64 {
    count as f64
}

/// A number, or nothing where there is none.
pub fn number(number: Option<f64>) -> Value {
    number.filter(|number| number.is_finite()).map_or(Value::Nothing, Value::Number)
}

/// A probability, or nothing.
pub fn probability(p: Option<f64>) -> Value {
    p.filter(|p| p.is_finite()).map_or(Value::Nothing, Value::P)
}

pub fn text(text: &str) -> Value {
    Value::Text(clean(text))
}

/// Lines that a text takes where so many characters fit one; a little more than that, for no two programs break alike.
pub fn lines(text: &str, room: f64) -> f64 {
    let long = to_f64(u64::try_from(text.chars().count()).unwrap_or(u64::MAX));
    (long * 1.1 / room.max(1.0)).ceil().clamp(1.0, 20.0)
}

//! The sheets put together.

use super::styles::Styles;
use super::{contents, data, notes, pairs, tables, tests_made};
use crate::diagnostic::Fault;
use crate::results::Crosstab;
use crate::view::CrosstabView;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// The tables as the bytes of an .xlsx file; the same tables give the same bytes.
///
/// # Errors
///
/// When there are more figures than a sheet has rows or columns.
pub fn workbook(crosstab: &Crosstab, view: &CrosstabView) -> Result<Vec<u8>, Fault> {
    make(crosstab, view).map_err(|error| {
        Fault::new(format!("the workbook cannot be made: {error}"))
            .help("ask for fewer rows or columns, or take `--format json`")
    })
}

fn make(crosstab: &Crosstab, view: &CrosstabView) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Not when it was made: the same figures are the same file.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&view.title).set_creation_datetime(&made));
    let styles = Styles::new();
    contents::sheet(book.add_worksheet(), crosstab, view, &styles)?;
    tables::sheet(book.add_worksheet(), crosstab, view, &styles)?;
    tests_made::sheet(book.add_worksheet(), crosstab, &styles)?;
    pairs::sheet(book.add_worksheet(), crosstab, &styles)?;
    data::sheet(book.add_worksheet(), crosstab, &styles)?;
    notes::sheet(book.add_worksheet(), crosstab, view, &styles)?;
    book.save_to_buffer()
}

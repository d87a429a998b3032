//! What letters, flags and marks mean, what to know, and the files.

use super::sheet::{LINE, Sheet, lines};
use super::styles::Styles;
use crate::results::Crosstab;
use crate::view::{self, CrosstabView, clean};
use rust_xlsxwriter::{Worksheet, XlsxError};

const ABOUT: f64 = 100.0;

pub fn sheet(page: &mut Worksheet, crosstab: &Crosstab, view: &CrosstabView, styles: &Styles) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(page, "Notes", styles)?;
    sheet.headings(&[("What", 26.0), ("", ABOUT)])?;
    for note in &view.footnotes {
        row(&mut sheet, "Marks", note)?;
    }
    for caution in &view.cautions {
        row(&mut sheet, "To know", caution)?;
    }
    for (name, n) in view::rows(&crosstab.accounting) {
        row(&mut sheet, &format!("Rows {name}"), &view::told(n))?;
    }
    for input in &crosstab.inputs {
        let hash = input.sha256.as_deref().map_or_else(String::new, |hash| format!("; SHA-256 {}", clean(hash)));
        let rows = view::counted(input.rows, "row", "rows");
        row(&mut sheet, &clean(&input.name), &format!("{rows}; {}{hash}", clean(&input.dialect)))?;
    }
    row(&mut sheet, "Program", &format!("survey {}", clean(&crosstab.version)))
}

fn row(sheet: &mut Sheet, what: &str, about: &str) -> Result<(), XlsxError> {
    sheet.text(0, what, &sheet.styles.text)?;
    sheet.text(1, about, &sheet.styles.text)?;
    sheet.page.set_row_height(sheet.row, LINE * lines(about, ABOUT).max(lines(what, 26.0)))?;
    sheet.row += 1;
    Ok(())
}

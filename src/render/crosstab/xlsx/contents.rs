//! What the workbook holds, with links.

use super::sheet::{LINE, Sheet, lines, to_f64};
use super::styles::Styles;
use super::tables;
use crate::results::{Crosstab, Stub};
use crate::view::{CrosstabView, SUPPRESSED, banner_title};
use rust_xlsxwriter::{Url, Worksheet, XlsxError};

const WORDING: f64 = 70.0;
const OTHERS: [(&str, &str); 4] = [
    ("Tests", "whether answers depend on the column: every test of every table"),
    ("Comparisons", "every pair of columns that was compared, with what letters go by"),
    ("Data", "the figures of all tables, one row each, to filter and to count with"),
    ("Notes", "what letters, flags and marks mean, what to know, and the files"),
];

pub fn sheet(page: &mut Worksheet, crosstab: &Crosstab, view: &CrosstabView, styles: &Styles) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(page, "Contents", styles)?;
    sheet.page.set_column_width(0, 6.0)?;
    sheet.page.set_column_width(1, WORDING)?;
    sheet.page.set_column_width(2, 12.0)?;
    sheet.page.set_column_width(3, 44.0)?;
    sheet.title(&view.title)?;
    for fact in &view.facts {
        sheet.line(fact, &styles.soft)?;
    }
    for caution in &view.cautions {
        sheet.across(caution, 3, 120.0, &styles.text)?;
    }
    sheet.row += 1;
    let formats = [&styles.heading, &styles.heading, &styles.heading_right, &styles.heading_about];
    for ((at, heading), format) in (0u16..).zip(["", "Table", "Base", "Answers differ by"]).zip(formats) {
        sheet.text(at, heading, format)?;
    }
    sheet.row += 1;
    let each = crosstab.stubs.iter().zip(&view.stubs).zip(tables::places(view));
    for (at, ((stub, shown), place)) in (1u32..).zip(each) {
        sheet.page.write_number_with_format(sheet.row, 0, f64::from(at), &styles.count)?;
        link(&mut sheet, "Tables", place, &shown.heading)?;
        base(&mut sheet, stub)?;
        sheet.text(3, &differs(crosstab, stub), &styles.about)?;
        sheet.row += 1;
    }
    sheet.row += 1;
    for (name, about) in OTHERS {
        link(&mut sheet, name, 0, name)?;
        sheet.text(3, about, &styles.about)?;
        sheet.page.set_row_height(sheet.row, LINE * lines(about, 44.0))?;
        sheet.row += 1;
    }
    sheet.page.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// A link to a row of a sheet; the text is a string of its own, so that no wording can become part of the link.
fn link(sheet: &mut Sheet, to: &str, row: u32, text: &str) -> Result<(), XlsxError> {
    // An empty cell cannot be clicked, and links have a limit that cells have not.
    let text = if text.is_empty() { to } else { text };
    let text = crate::render::xlsx::short(text, 255);
    let url = Url::new(format!("internal:'{to}'!A{}", row + 1)).set_text(&text);
    sheet.page.write_url_with_format(sheet.row, 1, url, &sheet.styles.link)?;
    sheet.page.set_row_height(sheet.row, LINE * lines(&text, WORDING))?;
    Ok(())
}

fn base(sheet: &mut Sheet, stub: &Stub) -> Result<(), XlsxError> {
    match stub.total.base.filter(|_| !stub.total.suppressed) {
        Some(base) => {
            sheet.page.write_number_with_format(sheet.row, 2, to_f64(base.unweighted), &sheet.styles.count)?;
            Ok(())
        }
        None => sheet.text(2, SUPPRESSED, &sheet.styles.mark),
    }
}

/// The banners on which answers depend beyond chance.
fn differs(crosstab: &Crosstab, stub: &Stub) -> String {
    let each = crosstab.banners.iter().zip(&stub.banners);
    let related = each.filter(|(_, figures)| figures.tests.iter().any(|tests| tests.related));
    related.map(|(banner, _)| banner_title(banner)).collect::<Vec<_>>().join(", ")
}

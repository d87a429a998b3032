//! Every pair of columns that was compared.

use super::sheet::{Sheet, Value, number, probability, text};
use super::styles::Styles;
use crate::results::{Banner, Crosstab, PairTest, Stub};
use crate::view::{banner_title, column_name};
use rust_xlsxwriter::{Worksheet, XlsxError};

const HEADINGS: [(&str, f64); 9] = [
    ("Question", 16.0),
    ("Answer", 34.0),
    ("By", 18.0),
    ("Column", 22.0),
    ("Compared with", 22.0),
    ("Statistic", 10.0),
    ("df", 8.0),
    ("p", 10.0),
    ("Corrected p", 12.0),
];

pub fn sheet(page: &mut Worksheet, crosstab: &Crosstab, styles: &Styles) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(page, "Comparisons", styles)?;
    sheet.headings(&HEADINGS)?;
    for stub in &crosstab.stubs {
        for (banner, figures) in crosstab.banners.iter().zip(&stub.banners) {
            for pair in &figures.pairs {
                sheet.write(&row(stub, banner, pair))?;
            }
        }
    }
    sheet.filter(0, HEADINGS.len())
}

fn row(stub: &Stub, banner: &Banner, pair: &PairTest) -> [Value; 9] {
    let column = |at: usize| Value::Text(banner.columns.get(at).map(column_name).unwrap_or_default());
    [
        text(&stub.id),
        text(stub.rows.get(pair.row).map_or("", |row| row.label.as_str())),
        Value::Text(banner_title(banner)),
        column(pair.one),
        column(pair.other),
        number(Some(pair.statistic)),
        number(pair.df),
        probability(Some(pair.p)),
        probability(Some(pair.adjusted_p)),
    ]
}

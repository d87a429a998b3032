//! Every test of every table.

use super::sheet::{Sheet, Value, number, probability, text};
use super::styles::Styles;
use crate::results::{Banner, Crosstab, RowTests, Stub, TableTest};
use crate::view::{banner_title, test_name};
use rust_xlsxwriter::{Worksheet, XlsxError};

const HEADINGS: [(&str, f64); 14] = [
    ("Question", 16.0),
    ("Wording", 44.0),
    ("By", 18.0),
    ("Of", 24.0),
    ("Test", 28.0),
    ("Statistic", 10.0),
    ("df", 8.0),
    ("df 2", 8.0),
    ("p", 10.0),
    ("Corrected p", 12.0),
    ("Cramér's V", 11.0),
    ("Smallest expected", 12.0),
    ("Respondents", 12.0),
    ("Speaks for the table", 14.0),
];

pub fn sheet(page: &mut Worksheet, crosstab: &Crosstab, styles: &Styles) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(page, "Tests", styles)?;
    sheet.headings(&HEADINGS)?;
    for stub in &crosstab.stubs {
        for (banner, figures) in crosstab.banners.iter().zip(&stub.banners) {
            for tests in &figures.tests {
                for (at, test) in tests.tests.iter().enumerate() {
                    sheet.write(&row(stub, banner, tests, test, tests.lead == Some(at)))?;
                }
            }
        }
    }
    sheet.filter(0, HEADINGS.len())
}

fn row(stub: &Stub, banner: &Banner, tests: &RowTests, test: &TableTest, leads: bool) -> [Value; 14] {
    let of = tests.row.and_then(|row| stub.rows.get(row)).map_or("all answers", |row| row.label.as_str());
    [
        text(&stub.id),
        text(&stub.text),
        Value::Text(banner_title(banner)),
        text(of),
        text(test_name(test.name)),
        number(test.statistic),
        number(test.df),
        number(test.df2),
        probability(Some(test.p)),
        probability(test.adjusted_p),
        probability(tests.cramers_v),
        number(tests.smallest_expected),
        Value::Count(tests.base),
        Value::Text(if leads { "yes" } else { "" }.to_owned()),
    ]
}

//! The figures of all tables as data: one row each, columns of one type.

use super::sheet::{Sheet, Value, number, text};
use super::styles::Styles;
use crate::render::crosstab::tidy::{FIELDS, Field, records};
use crate::results::Crosstab;
use rust_xlsxwriter::{Worksheet, XlsxError};

pub fn sheet(page: &mut Worksheet, crosstab: &Crosstab, styles: &Styles) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(page, "Data", styles)?;
    sheet.headings(&FIELDS.map(|name| (name, width(name))))?;
    for record in records(crosstab) {
        let values: Vec<Value> = record.iter().map(value).collect();
        sheet.write(&values)?;
    }
    sheet.filter(0, FIELDS.len())
}

fn width(name: &str) -> f64 {
    match name {
        "text" => 44.0,
        "answer" | "banner_title" | "banner_value" => 22.0,
        _ => 14.0,
    }
}

fn value(field: &Field) -> Value {
    match field {
        Field::Text(words) if words.is_empty() => Value::Nothing,
        Field::Text(words) => text(words),
        Field::Number(value) => number(*value),
        Field::Count(count) => count.map_or(Value::Nothing, Value::Count),
        Field::Flag(flag) => text(if *flag { "yes" } else { "no" }),
    }
}

//! Tables of two questions as CSV.

use super::tidy::{FIELDS, Field, records};
use crate::render::csv::{safe, shortest, write};
use crate::results::Crosstab;

/// One line for each row of a question in each column.
pub fn csv(crosstab: &Crosstab) -> String {
    let header = FIELDS.map(str::to_owned).to_vec();
    let lines = records(crosstab).map(|record| record.iter().map(field).collect::<Vec<String>>());
    write(std::iter::once(header).chain(lines))
}

fn field(field: &Field) -> String {
    match field {
        Field::Text(text) => safe(text),
        Field::Number(number) => number.map_or_else(String::new, shortest),
        Field::Count(count) => count.map_or_else(String::new, |count| count.to_string()),
        Field::Flag(flag) => flag.to_string(),
    }
}

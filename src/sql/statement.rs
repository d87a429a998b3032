//! A look as one statement: only COUNT, SUM, CAST, GROUP BY, and what tells a comment from none or a day from a time.

use super::dialect::Dialect;
use super::moments::Holds;
use super::weights::Weights;
use crate::rows::Extract;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) holds: Holds,
    /// Whether it is made of rows with an answer each.
    pub(super) is_answer: bool,
}

/// The statement that brings together the rows of a table, whose name is quoted, that are alike in each of these sets of
/// the columns, by their positions: in a row, only the columns of its set are there. Where weights are added up, their sums
/// stand behind the cells; the number of rows comes last.
pub(super) fn grouped(
    table: &str,
    columns: &[(&Column, Extract)],
    sets: &[&[usize]],
    weights: Option<Weights>,
    dialect: Dialect,
) -> String {
    let cells: Vec<String> = columns.iter().map(|(column, extract)| cell(column, *extract, dialect)).collect();
    if let ([_], None) = (sets, weights) {
        return one_set(table, &cells);
    }
    let name = |at: usize| format!("c{}", at + 1);
    let names: Vec<String> = (0..columns.len()).map(name).collect();
    let selected: Vec<String> = cells.iter().zip(&names).map(|(cell, name)| format!("{cell} AS {name}")).collect();
    let rows = format!("(SELECT {} FROM {table}) AS r", selected.join(", "));
    let (rows, sums) = match weights {
        Some(weights) => (format!("({}) AS r", weights.halved(&rows, columns.len(), dialect)), Weights::sums(dialect)),
        None => (rows, Vec::new()),
    };
    let set = |set: &&[usize]| set.iter().map(|at| name(*at)).collect::<Vec<_>>().join(", ");
    let by = match sets {
        [one] => set(one),
        sets => format!(
            "GROUPING SETS ({})",
            sets.iter().map(|one| format!("({})", set(one))).collect::<Vec<_>>().join(", ")
        ),
    };
    format!("SELECT {}, COUNT(*) FROM {rows} GROUP BY {by}", [names, sums].concat().join(", "))
}

/// The same of one set with all columns.
fn one_set(table: &str, cells: &[String]) -> String {
    if cells.is_empty() {
        return format!("SELECT COUNT(*) FROM {table}");
    }
    let numbers: Vec<String> = (1..=cells.len()).map(|number| number.to_string()).collect();
    format!("SELECT {}, COUNT(*) FROM {table} GROUP BY {}", cells.join(", "), numbers.join(", "))
}

/// The statement that tells how often rows have the same id: ids stay where they are.
pub(super) fn repeats(table: &str, id: &Column, dialect: Dialect) -> String {
    let id = dialect.trimmed(&dialect.text(&dialect.quoted(&id.name)));
    format!(
        "SELECT {}, COUNT(*) FROM (SELECT {id} AS id, COUNT(*) AS n FROM {table} GROUP BY 1) AS ids \
         WHERE id <> '' GROUP BY 1",
        dialect.text("n")
    )
}

/// The statement that tells what columns a table has.
pub(super) fn empty(table: &str) -> String {
    format!("SELECT * FROM {table} WHERE 1 = 0")
}

/// What is wanted of a column, as a text.
fn cell(column: &Column, extract: Extract, dialect: Dialect) -> String {
    let name = dialect.quoted(&column.name);
    let text = dialect.text(&name);
    let of_time = |date: &str, letters: u8, rest: &str| match column.holds {
        Holds::Instants if !dialect.has_zone() => text.clone(),
        Holds::LocalTimes | Holds::Instants => dialect.text(date),
        Holds::Days => text.clone(),
        Holds::Other => dialect.is_plain_time(&text).map_or_else(
            || text.clone(),
            |is_time| format!("CASE WHEN {is_time} THEN SUBSTR({text}, 1, {letters}){rest} ELSE {text} END"),
        ),
    };
    match extract {
        Extract::Whole | Extract::Weight => text,
        Extract::Filled { longest } => {
            format!("CASE WHEN LENGTH({}) > {longest} THEN 'x' ELSE {text} END", dialect.trimmed(&text))
        }
        Extract::Day => of_time(&format!("CAST({name} AS DATE)"), 10, ""),
        Extract::Hour => of_time(&dialect.hour(&name), 13, " || ':00:00'"),
    }
}

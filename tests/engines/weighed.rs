//! Weights are added up in a database as they are row by row: of every length, on every scale, each response with its own.

use super::cases::{Case, Sheet};
use super::databases::{Database, target};
use std::fmt::Write as _;
use survey::analysis::Request;
use survey::definition;
use survey::sql::{Limits, Target};

const SURVEY: &str = "
survey: weighed
weight: w
questions:
  recommend: { kind: nps, column: likely }
  visits: { kind: number, column: visits }
segments: { site: { column: site } }
disclosure: { minimum: 1 }
";

const TABLE: &str = "weighed";

/// Responses of a case: more than rows may come back.
const RESPONSES: u64 = 1500;

/// The weight of a response, from two numbers that look drawn.
type Weigh = fn(u64, u64) -> String;

/// What weights are like in each case.
const WEIGHTS: [(&str, Weigh); 10] = [
    ("as R writes them", |one, _| format!("{:.14}", 0.2 + to_unit(one) * 7.0)),
    ("all digits of a double", |one, _| (0.05 + to_unit(one) * 300.0).to_string()),
    ("more digits than a double has", |one, two| format!("{}.{one:020}{two:020}", one % 9)),
    ("expansion weights", |one, _| format!("{:.3}", 1000.0 + to_unit(one) * 90_000.0)),
    ("as heavy as a country", |one, _| (1_000_000 + one % 900_000_000).to_string()),
    ("probabilities", |one, _| format!("{:.12}", (0.5 + to_unit(one)) / 1e5)),
    ("three decimals", |one, _| format!("{:.3}", 0.2 + to_unit(one) * 7.0)),
    ("whole numbers, zeros in front", |one, _| format!("{:05}", 1 + one % 5000)),
    ("the same for all", |_, _| "2.50".to_owned()),
    ("words, blanks and zeros between", |one, two| match two % 9 {
        0 => "0".to_owned(),
        1 => " 1.25 ".to_owned(),
        2 => "none".to_owned(),
        3 => "-1".to_owned(),
        4 => "1.5e0".to_owned(),
        5 => "0.000".to_owned(),
        _ => format!("{:.9}", 0.5 + to_unit(one)),
    }),
];

#[expect(clippy::cast_precision_loss, reason = "any number will do")]
fn to_unit(number: u64) -> f64 {
    (number >> 12) as f64 / (1u64 << 52) as f64
}

/// Numbers that look drawn: multiples of the golden ratio, of which no two are alike.
fn drawn(number: u64) -> u64 {
    let number = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    number ^ number.rotate_left(29)
}

fn case(name: &str, weight: Weigh) -> Case {
    let mut export = String::from("likely,visits,site,w\n");
    for row in 1..=RESPONSES {
        let (one, two) = (drawn(row), drawn(row + RESPONSES));
        writeln!(export, "{},{},{},{}", one % 11, two % 7, row % 3, weight(one, two)).expect("written to memory");
    }
    let survey = definition::parse(SURVEY.as_bytes(), "survey.yaml").expect("a sound definition");
    let request = Request { by: vec!["site".to_owned()], quality: true, ..Request::default() };
    Case { name: name.to_owned(), survey, export, request, pairs: Vec::new() }
}

/// Far fewer rows come back than there are weights.
pub fn asked(target: Target) -> Target {
    Target { limits: Limits { rows: RESPONSES / 3, ..Limits::default() }, ..target }
}

/// The responses of every case.
pub fn cases() -> Vec<Case> {
    WEIGHTS.map(|(name, weight)| case(name, weight)).into()
}

fn assert_same(database: &Database) {
    let target = Target { table: TABLE.to_owned(), ..asked(target(&database.uri)) };
    for case in cases() {
        database.assert_same(&case, &Sheet::of(&case.export), &target);
    }
}

#[test]
fn sqlite_adds_weights_up() {
    assert_same(&Database::sqlite());
}

#[test]
fn duckdb_adds_weights_up() {
    assert_same(&Database::duckdb());
}

#[test]
fn postgresql_adds_weights_up() {
    assert_same(&Database::postgresql());
}

//! The same inputs give the same bytes: for any number of threads, and for any order of the rows.

use crate::support::Fixture;
use std::fmt::Write as _;

const SURVEY: &str = r#"
survey: big
response_id: id
submitted: day
weight: weight
scales:
  quality: [Very poor, Poor, Fair, Good, Very good]
questions:
  recommend: { kind: nps, column: Q1 }
  staff: { kind: rating, scale: quality, column: Q2, top: [Good, Very good] }
  minutes: { kind: number, column: Q3 }
  reasons: { kind: multiple, options: [A, B, C], separator: ";", column: Q4 }
segments:
  site: { column: site }
"#;

/// Enough rows for several batches, made from a simple congruential sequence.
fn rows(count: u64) -> Vec<String> {
    let labels = ["Very poor", "Poor", "Fair", "Good", "Very good", ""];
    let reasons = ["A", "A;B", "C", "B;C;A", ""];
    (0..count)
        .map(|row| {
            let mut state = row.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut next = |below: u64| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) % below
            };
            let pick = |list: &[&str], at: u64| list[usize::try_from(at).expect("small")].to_string();
            format!(
                "r{row},2026-{:02}-{:02},{}.{:03},{},{},{},{},Site {}",
                1 + next(12),
                1 + next(28),
                next(3),
                next(1000),
                next(11),
                pick(&labels, next(6)),
                next(100_000),
                pick(&reasons, next(5)),
                next(20),
            )
        })
        .collect()
}

fn export(rows: &[String]) -> String {
    rows.iter().fold("id,day,weight,Q1,Q2,Q3,Q4,site\n".to_string(), |mut text, row| {
        let _ = writeln!(text, "{row}");
        text
    })
}

#[test]
fn threads_and_row_order_change_nothing() {
    let rows = rows(20_000);
    let mut shuffled = rows.clone();
    shuffled.sort_by_key(|row| row.bytes().rev().collect::<Vec<u8>>());
    assert_ne!(rows, shuffled);
    let run = |rows: &[String], threads: &str| {
        let arguments = [
            "analyze",
            "survey.yaml",
            "export.csv",
            "--by",
            "site",
            "--every",
            "quarter",
            "-f",
            "csv",
            "--threads",
            threads,
        ];
        Fixture::new().survey(SURVEY).csv(&export(rows)).run(&arguments).ok()
    };
    let one = run(&rows, "1");
    assert!(one.lines().count() > 1000, "figures for every site and quarter");
    assert!(one == run(&rows, "4"), "four threads print the same bytes as one");
    assert!(one == run(&shuffled, "3"), "shuffled rows print the same bytes");
}

/// The same of replicate weights, and of the halves of an export counted apart.
#[test]
fn replicate_weights_depend_on_no_order() {
    let survey = format!("{}design: {{ replicates: {{ columns: 'r*', method: jk1 }} }}\n", SURVEY.trim_start());
    let weighed = |(at, row): (usize, String)| {
        let weight = row.split(',').nth(2).and_then(|weight| weight.parse::<f64>().ok()).expect("a weight");
        let replicates = (0..5).map(|unit| if at % 5 == unit { 0.0 } else { 1.25 * weight });
        format!("{row},{}", replicates.map(|weight| format!("{weight:.5}")).collect::<Vec<_>>().join(","))
    };
    let rows: Vec<String> = rows(10_000).into_iter().enumerate().map(weighed).collect();
    let export = |rows: &[String]| export(rows).replacen("site\n", "site,r1,r2,r3,r4,r5\n", 1);
    let run = |rows: &[String], threads: &str| {
        let arguments = ["analyze", "survey.yaml", "export.csv", "--by", "site", "-f", "csv", "--threads", threads];
        Fixture::new().survey(&survey).csv(&export(rows)).run(&arguments).ok()
    };
    let one = run(&rows, "1");
    let mut back = rows.clone();
    back.reverse();
    assert!(one == run(&rows, "4"), "four threads print the same bytes as one");
    assert!(one == run(&back, "3"), "reversed rows print the same bytes");
}

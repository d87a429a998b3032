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

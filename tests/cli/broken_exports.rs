//! Exports with something wrong: each gets its figures right or a clear message, never a panic and never
//! a silent loss.

use super::{CLINIC, HEADER};
use crate::support::{Fixture, assert_expected, root};

/// A broken export: a name, its bytes, and the command it is tried with.
struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    command: &'static [&'static str],
}

const CHECK: &[&str] = &["check", "survey.yaml", "export.csv", "--with-values"];
const ANALYZE: &[&str] = &["analyze", "survey.yaml", "export.csv"];

fn case(name: &'static str, text: &str, command: &'static [&'static str]) -> Case {
    Case { name, bytes: text.as_bytes().to_vec(), command }
}

fn with_header(rows: &str) -> String {
    format!("{HEADER}{rows}")
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

fn cases() -> Vec<Case> {
    let good = "r1,2026-03-02,North,9,Good,20,Check-up\n";
    vec![
        case("empty", "", ANALYZE),
        case("header-only", HEADER, ANALYZE),
        case("missing-columns", "id,submitted,Sites,Q1,Q 2,Q4\nr1,2026-03-02,North,9,Good,Check-up\n", ANALYZE),
        case(
            "duplicate-header",
            "id,submitted,Site,Q1,Q1,Q2,Q3,Q4\nr1,2026-03-02,North,9,9,Good,20,Check-up\n",
            ANALYZE,
        ),
        case(
            "unrecognised-answers",
            &with_header("r1,2026-03-02,North,11,Goood,soon,Check-up;Holiday\nr2,2026-03-02,North,ten,Good,20,\n"),
            CHECK,
        ),
        case("bad-dates", &with_header("r1,31/02/2026,North,9,Good,20,\nr2,Oct-49,North,9,Good,20,\n"), CHECK),
        case(
            "ragged",
            &with_header(&format!("{good}r2,2026-03-02,North\nr3,2026-03-02,North,9,Good,20,Check-up,extra\n")),
            CHECK,
        ),
        case("ragged-analyzed", &with_header(&format!("{good}r2,2026-03-02,North\n")), ANALYZE),
        case(
            "duplicates",
            &with_header(&format!("{good}{good}r2,2026-03-03,South,3,Poor,45,Follow-up\n{good}")),
            CHECK,
        ),
        case("blank-rows", &with_header(&format!("{good},,,,,,\n   ,,,,,,\n\n\n")), CHECK),
        case(
            "unclosed-quote",
            &with_header("r1,2026-03-02,North,9,Good,20,\"Check-up\nr2,2026-03-02,North,9,Good,20,Check-up\n"),
            CHECK,
        ),
        case(
            "wrong-platform",
            &with_header(good),
            &["analyze", "survey.yaml", "export.csv", "--platform", "qualtrics"],
        ),
        case(
            "unknown-platform",
            &with_header(good),
            &["analyze", "survey.yaml", "export.csv", "--platform", "qualtrix"],
        ),
        case(
            "summary",
            "\"How was it?\"\nAnswer Choices,Response Percent,Responses\nGood,60.00%,12\n,Answered,20\n,Skipped,4\n",
            &["analyze", "export.csv"],
        ),
        case("other-json", "{\"answers\": [1, 2]}", &["analyze", "export.csv"]),
        case("no-answers", "id,note\n1,\n2,\n", &["analyze", "export.csv"]),
        case("semicolons", &(HEADER.replace(',', ";") + "r1;2026-03-02;North;9;Good;20;\"Pain, sudden\"\n"), ANALYZE),
        Case {
            name: "excel-workbook",
            bytes: b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00".to_vec(),
            command: ANALYZE,
        },
        Case {
            name: "old-excel-workbook",
            bytes: b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00".to_vec(),
            command: ANALYZE,
        },
        Case { name: "utf16", bytes: utf16(&with_header(good)), command: ANALYZE },
        Case {
            name: "windows-1252",
            bytes: [with_header("r1,2026-03-02,Orl").as_bytes(), b"\xE9ans,9,Good,20,Check-up\n"].concat(),
            command: &["analyze", "survey.yaml", "export.csv", "--by", "site"],
        },
        Case { name: "mac-line-ends", bytes: with_header(good).replace('\n', "\r").into_bytes(), command: ANALYZE },
        Case { name: "cr-cr-lf", bytes: with_header(good).replace('\n', "\r\r\n").into_bytes(), command: ANALYZE },
        Case {
            name: "nul-bytes",
            bytes: with_header("r1,2026-03-02,No\0rth,9,Good\0,20,Check-up\n").into_bytes(),
            command: CHECK,
        },
        case("web-page", "<!DOCTYPE html>\n<html><body>Please sign in</body></html>\n", ANALYZE),
        Case {
            name: "truncated-gzip",
            bytes: b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b".to_vec(),
            command: ANALYZE,
        },
        case("formula-errors", &with_header("r1,2026-03-02,#NAME?,#NAME?,#NAME?,#REF!,#NAME?\n"), CHECK),
        case("no-such-file", HEADER, &["analyze", "survey.yaml", "exprot.csv", "exports/*.csv"]),
        case("unknown-encoding", HEADER, &["analyze", "survey.yaml", "export.csv", "--encoding", "utf-9"]),
        case("wrong-delimiter", &with_header(good), &["analyze", "survey.yaml", "export.csv", "--delimiter", "tab"]),
        case(
            "bad-request",
            &with_header(good),
            &[
                "analyze",
                "survey.yaml",
                "export.csv",
                "--by",
                "sight",
                "--every",
                "fortnight",
                "--where",
                "stuff=Good",
                "--since",
                "yesterday",
            ],
        ),
    ]
}

#[test]
fn every_broken_export_gets_its_answer() {
    for case in cases() {
        let run = Fixture::new().survey(CLINIC).file("export.csv", &case.bytes).run(case.command);
        assert!((0..=3).contains(&run.code), "{}: {run}", case.name);
        let shown = format!("$ survey {}\n{run}", case.command.join(" "));
        assert_expected(&root().join(format!("tests/cli/broken/{}.txt", case.name)), &shown);
    }
}

#[test]
fn a_weight_that_is_no_number_rejects_its_row() {
    let survey = "survey: w\nweight: w\nquestions:\n  q: { kind: nps, column: Q1 }\ndisclosure: { minimum: 1 }\n";
    let rows = "w,Q1\n1.5,9\n,9\n-1,9\nheavy,9\n1e300,9\n0,9\n";
    let run = Fixture::new().survey(survey).csv(rows).run(CHECK);
    assert_expected(&root().join("tests/cli/broken/weights.txt"), &format!("{run}"));
}

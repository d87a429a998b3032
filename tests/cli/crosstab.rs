//! Tables of two questions: what stands in them, what is hidden, and what is wrong with what was asked.

use super::CLINIC;
use crate::support::{Fixture, Run};
use std::fmt::Write as _;
use survey::results::{BaseFlag, Crosstab, Report, RowKind, StubColumn, Value};

const COLUMNS: &str = "id,submitted,Site,Q1,Q2,Q3,Q4\n";

/// Responses of several sites: so many at each, with answers that follow from their numbers.
fn export(sites: &[(&str, usize)]) -> String {
    let staff = ["Poor", "Good", "Very good", "Fair", "Don't know"];
    let reasons = ["Check-up", "\"Pain, sudden\"", "Follow-up;Check-up", ""];
    let mut text = COLUMNS.to_string();
    let mut at = 0;
    for (site, number) in sites {
        for _ in 0..*number {
            at += 1;
            let (staff, reason) = (staff[at % 5], reasons[at % 4].replace('"', ""));
            writeln!(text, "r{at},2026-01-05,{site},{},{staff},{},\"{reason}\"", at % 11, at % 37).expect("a line");
        }
    }
    text
}

fn clinic(minimum: usize, sites: &[(&str, usize)]) -> Fixture {
    let survey = CLINIC.replace("minimum: 1 }", &format!("minimum: {minimum} }}"));
    Fixture::new().survey(&survey).csv(&export(sites))
}

fn run(fixture: &Fixture, arguments: &[&str]) -> Run {
    fixture.run(&[&["crosstab", "survey.yaml", "export.csv", "-f", "json"], arguments].concat())
}

fn tables(fixture: &Fixture, arguments: &[&str]) -> Crosstab {
    serde_json::from_str(&run(fixture, arguments).ok()).expect("tables")
}

const THREE: [(&str, usize); 3] = [("North", 60), ("South", 45), ("East", 25)];

#[test]
fn rows_are_options_nets_means_and_scores() {
    let found = tables(&clinic(1, &THREE), &["--rows", "recommend,staff,wait,reasons", "--columns", "site"]);
    let kinds = |stub: usize| -> Vec<RowKind> { found.stubs[stub].rows.iter().map(|row| row.kind).collect() };
    assert_eq!(
        found.stubs.iter().map(|stub| stub.id.as_str()).collect::<Vec<_>>(),
        ["recommend", "staff", "wait", "reasons"]
    );
    let nps = kinds(0);
    assert_eq!(nps[..11], [RowKind::Option; 11]);
    assert_eq!(nps[11..], [RowKind::Net, RowKind::Net, RowKind::Net, RowKind::Score]);
    assert_eq!(found.stubs[0].rows[11].of, [9, 10]);
    assert_eq!(kinds(1)[5..], [RowKind::Net, RowKind::Mean]);
    assert_eq!(found.stubs[1].rows[5].of, [3, 4]);
    assert_eq!(kinds(2), [RowKind::Net, RowKind::Mean]);
    assert!(found.stubs[3].multiple && kinds(3) == [RowKind::Option; 3]);
    let banner = &found.stubs[0].banners[0];
    assert_eq!(found.banners[0].columns[0].values, [Value::Named("East".to_string())]);
    let base = |column: &StubColumn| column.base.map(|base| base.unweighted);
    assert_eq!(banner.columns.iter().map(base).collect::<Vec<_>>(), [Some(25), Some(60), Some(45)]);
    assert_eq!(
        banner.columns.iter().map(|column| column.flag).collect::<Vec<_>>(),
        [Some(BaseFlag::VerySmall), Some(BaseFlag::Small), Some(BaseFlag::Small)]
    );
    assert!(found.stubs[0].total.flag.is_none());
}

/// The figures of a table are those of the same breakdown.
#[test]
fn columns_agree_with_a_breakdown() {
    let fixture = clinic(1, &THREE);
    let found = tables(&fixture, &["--rows", "recommend", "--columns", "question:staff"]);
    let printed = fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "question:staff", "-f", "json"]);
    let report: Report = serde_json::from_str(&printed.ok()).expect("a report");
    let question = &report.questions[0];
    let cells = question.cells.iter().filter(|cell| cell.group > 0).map(|cell| cell.value(0));
    let scores = found.stubs[0].banners[0].columns.iter();
    let scores = scores.map(|column| column.cells[14].mean.map(|mean| mean.value));
    assert_eq!(cells.collect::<Vec<_>>(), scores.collect::<Vec<_>>());
    assert_eq!(found.banners[0].columns.last().map(|column| column.values.clone()), Some(vec![Value::NotStated]));
    assert_eq!(found.banners[0].columns.last().and_then(|column| column.letter.clone()), None);
    assert!(found.banners[0].ordered);
}

/// Several banners: each has its letters, and a cross its values.
#[test]
fn banners_stand_side_by_side() {
    let found = tables(&clinic(1, &THREE), &["--rows", "wait", "--columns", "site,reasons,site:question:staff"]);
    let ids: Vec<&str> = found.banners.iter().map(|banner| banner.id.as_str()).collect();
    assert_eq!(ids, ["site", "reasons", "site:staff"]);
    for banner in &found.banners {
        assert_eq!(banner.columns[0].letter.as_deref(), Some("A"));
    }
    assert!(found.banners[1].overlapping && !found.banners[0].overlapping);
    assert_eq!(found.banners[2].columns[0].values.len(), 2);
    assert_eq!(found.banners[2].titles.len(), 2);
}

/// A column of too few is hidden with the next smallest one, in every banner; no test counts either.
#[test]
fn what_is_hidden_follows_from_nothing() {
    let fixture = clinic(5, &[("North", 60), ("South", 45), ("East", 25), ("West", 3)]);
    let found = tables(&fixture, &["--rows", "recommend", "--columns", "site", "--correction", "none"]);
    let banner = &found.stubs[0].banners[0];
    let hidden: Vec<bool> = banner.columns.iter().map(|column| column.suppressed).collect();
    assert_eq!(hidden, [true, false, false, true]);
    for column in banner.columns.iter().filter(|column| column.suppressed) {
        assert!(column.base.is_none() && column.flag.is_none());
        assert!(column.cells.iter().all(|cell| *cell == survey::results::TableCell::default()));
    }
    assert!(banner.pairs.iter().all(|pair| (pair.one, pair.other) == (1, 2)));
    assert!(banner.tests.iter().all(|tests| tests.columns == 2));
    assert_eq!(banner.tests[0].base, 105);
    assert!(banner.cautions[0].contains("hidden"), "{:?}", banner.cautions);
    // Without the two sites nothing is told of them: what is compared is the same.
    let only = ["--where", "site=North|South"];
    let others =
        tables(&fixture, &[&["--rows", "recommend", "--columns", "site", "--correction", "none"], &only[..]].concat());
    let shown = &others.stubs[0].banners[0];
    let tests = |banner: &survey::results::StubBanner| banner.tests[0].tests.clone();
    assert_eq!(tests(banner), tests(shown));
    let rest = |column: &StubColumn| column.cells[0].rest;
    assert_eq!(rest(&banner.columns[1]), rest(&shown.columns[0]));
}

#[test]
fn names_that_mean_nothing_are_told_at_once() {
    let fixture = clinic(1, &THREE);
    let wrong = run(&fixture, &["--rows", "recomend,staff", "--columns", "siet,wait"]);
    assert_eq!(wrong.code, 2, "{wrong}");
    for message in [
        "there is no question `recomend` to put into rows",
        "did you mean `recommend`?",
        "there is no question or segment `siet` to put into columns",
        "answers to `wait` make no groups",
    ] {
        assert!(wrong.stderr.contains(message), "{message}: {wrong}");
    }
    let twice = run(&fixture, &["--rows", "staff", "--columns", "site,site"]);
    assert!(twice.stderr.contains("`--columns` asks for `site` twice"), "{twice}");
    let by = fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "staff"]);
    assert!(by.stderr.contains("it is a question: ask for `question:staff`"), "{by}");
    let itself = run(&fixture, &["--rows", "staff", "--columns", "site:site"]);
    assert!(itself.stderr.contains("crosses `site` with itself"), "{itself}");
    let bases = run(&fixture, &["--rows", "staff", "--columns", "site", "--flag-bases", "100,30"]);
    assert!(bases.stderr.contains("the smaller one first"), "{bases}");
}

#[test]
fn patterns_and_grids_stand_for_their_questions() {
    let survey = "survey: grid\nscales: { quality: [Poor, Good] }\nquestions:\n  care: { kind: grid, scale: quality, items: { time: t, \
                  listening: l } }\n  first: { kind: ranking, column: [a, b], options: [x, y] }\nsegments: { site: s \
                  }\ndisclosure: { minimum: 1 }\n";
    let export = "t,l,s,a,b\nPoor,Good,N,x,y\nGood,Good,S,y,x\nGood,Poor,S,x,y\n";
    let fixture = Fixture::new().survey(survey).csv(export);
    for rows in ["care", "*", "care.*"] {
        let found = tables(&fixture, &["--rows", rows, "--columns", "site,care"]);
        assert_eq!(
            found.stubs.iter().map(|stub| stub.id.as_str()).collect::<Vec<_>>(),
            ["care.time", "care.listening"]
        );
        let banners: Vec<&str> = found.banners.iter().map(|banner| banner.id.as_str()).collect();
        assert_eq!(banners, ["site", "care.time", "care.listening"]);
    }
    let ranking = run(&fixture, &["--rows", "first", "--columns", "site"]);
    assert!(ranking.stderr.contains("`first` cannot stand in rows: it is a ranking"), "{ranking}");
}

/// Options that respondents chose several of are compared with the overlap taken off, unless it is of too few to be told.
#[test]
fn columns_of_several_answers_are_compared_unless_few_are_in_both() {
    let fixture = |minimum| clinic(minimum, &[("North", 200)]);
    let arguments = ["--rows", "staff,wait", "--columns", "reasons", "--correction", "none"];
    let found = tables(&fixture(1), &arguments);
    let banner = &found.stubs[0].banners[0];
    assert!(banner.pairs.iter().any(|pair| (pair.one, pair.other) == (0, 2)));
    assert!(found.stubs[1].banners[0].cautions.iter().any(|caution| caution.contains("means of numbers")));
    // Follow-up is chosen with Check-up only: whoever chose it is in both.
    let few = tables(&fixture(60), &arguments);
    assert!(few.stubs[0].banners[0].pairs.iter().all(|pair| (pair.one, pair.other) != (0, 2)));
}

#[test]
fn threads_and_order_change_nothing() {
    let text = export(&[("North", 9000), ("South", 8000), ("East", 700)]);
    let mut lines: Vec<&str> = text.lines().skip(1).collect();
    lines.reverse();
    let turned = format!("{COLUMNS}{}\n", lines.join("\n"));
    let run = |text: &str, threads: &str| {
        let fixture = Fixture::new().survey(CLINIC).csv(text);
        let mut found =
            tables(&fixture, &["--rows", "*", "--columns", "site,reasons,site:question:staff", "--threads", threads]);
        found.inputs.clear();
        found
    };
    let one = run(&text, "1");
    assert_eq!(one, run(&text, "4"));
    assert_eq!(one, run(&turned, "4"));
}

/// Counts that were kept tell the same tables when they were counted by the same columns.
#[test]
fn saved_counts_that_were_not_made_for_it_are_refused() {
    let fixture = clinic(1, &THREE);
    fixture.run(&["counts", "survey.yaml", "export.csv", "-o", "kept.counts", "--by", "site,question:staff"]).ok();
    let from_counts = ["crosstab", "survey.yaml", "kept.counts", "-f", "json", "--rows", "recommend,wait", "--columns"];
    let kept: Crosstab =
        serde_json::from_str(&fixture.run(&[&from_counts[..], &["site,staff"]].concat()).ok()).expect("tables");
    let counted = tables(&fixture, &["--rows", "recommend,wait", "--columns", "site,staff"]);
    assert_eq!((kept.stubs, kept.banners), (counted.stubs, counted.banners));
    let refused = fixture.run(&[&from_counts[..], &["site:question:staff"]].concat());
    assert!(refused.stderr.contains("--by site:question:staff"), "{refused}");
}

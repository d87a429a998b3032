//! What is said to differ, from the export to the page.

use crate::support::{group_name, root};
use survey::analysis::{Analysis, Request};
use survey::results::{Difference, DifferenceKind, PeriodSide, Published, Report, Verdict};
use survey::{definition, responses, view};

fn report_of(definition: &str, export: &str, request: Request) -> Published {
    let survey = definition::load(definition.as_ref()).expect("the definition loads");
    let reader = responses::open(&[export.to_owned()], &survey, responses::OpenOptions::default()).expect("it opens");
    Analysis::run(&survey, reader, request).expect("the analysis runs").report()
}

fn example(name: &str, by: &[&str], every: &str) -> Published {
    let file = |path: String| root().join(path).display().to_string();
    let request = Request {
        by: by.iter().map(|segment| (*segment).to_owned()).collect(),
        every: Some(every.to_owned()),
        ..Request::default()
    };
    report_of(&file(format!("surveys/{name}.yaml")), &file(format!("examples/{name}/export.csv")), request)
}

fn change<'a>(report: &'a Report, id: &str) -> &'a Difference {
    let question = report.questions.iter().find(|question| question.id == id).expect("the question");
    question.over_time().expect("a change")
}

/// An export of one NPS question: site, day and score.
fn made_up(rows: &[(&str, &str, u8)], request: Request) -> Published {
    let folder = tempfile::tempdir().expect("a folder");
    let (definition, export) = (folder.path().join("d.yaml"), folder.path().join("e.csv"));
    let text = "survey: s\nsubmitted: { column: day }\ndisclosure: { minimum: 5 }\nsegments:\n  site: { column: site }\n\
                questions:\n  q: { kind: nps, text: Recommend?, column: q }\n";
    let rows: Vec<String> = rows.iter().map(|(site, day, score)| format!("{site},{day},{score}\n")).collect();
    std::fs::write(&definition, text).expect("written");
    std::fs::write(&export, format!("site,day,q\n{}", rows.concat())).expect("written");
    report_of(&definition.display().to_string(), &export.display().to_string(), request)
}

fn monthly(until: Option<&str>) -> Request {
    Request { every: Some("month".to_owned()), until: until.map(str::to_owned), ..Request::default() }
}

/// One response on each of these days of a month of 2026.
fn days(month: u8, days: std::ops::RangeInclusive<u8>) -> Vec<(String, u8)> {
    days.map(|day| (format!("2026-{month:02}-{day:02}"), if day % 2 == 0 { 10 } else { 4 })).collect()
}

fn over_time(days: &[(String, u8)], until: Option<&str>) -> Published {
    let rows: Vec<(&str, &str, u8)> = days.iter().map(|(day, score)| ("North", day.as_str(), *score)).collect();
    made_up(&rows, monthly(until))
}

#[test]
fn nurses_respect_fell_from_may_to_june_and_the_first_test_after_a_good_quarter() {
    let hospital = example("hospital-inpatient", &["ward"], "month");
    let respect = change(&hospital, "nurses.respect");
    assert_eq!((respect.verdict_alone, respect.test.as_str()), (Verdict::Down, "linearised_t"));
    assert!((respect.statistic + 2.544).abs() < 5e-4, "{}", respect.statistic);
    assert!((respect.value - 47.7).abs() < 0.05 && (respect.reference - 63.9).abs() < 0.05);
    let dental = example("dental", &[], "quarter");
    let friends = change(&dental, "friends");
    assert_eq!((friends.verdict_alone, friends.test.as_str()), (Verdict::Down, "pooled_z"));
    assert!((friends.value - 81.818).abs() < 1e-3 && (friends.reference - 92.0).abs() < 1e-9);
}

/// z from `ORACLES`' formulas in R: 183, 122, 65 and 12 answers of the general practice's sites.
#[test]
fn each_site_of_the_practice_against_the_other_sites() {
    let report = example("gp-experience", &["site"], "month");
    let recommend = report.questions.iter().find(|question| question.id == "recommend").expect("the question");
    let rest = recommend.differences.iter().filter(|one| one.kind == DifferenceKind::Rest);
    let found: Vec<(u64, f64, Verdict)> = rest.map(|one| (one.base.unweighted, one.statistic, one.verdict)).collect();
    let expected = [
        (12, -0.9688, Verdict::None),
        (65, -0.0694, Verdict::None),
        (183, 3.3011, Verdict::Up),
        (122, -3.1973, Verdict::Down),
    ];
    for (n, z, verdict) in expected {
        let one = found.iter().find(|(base, ..)| *base == n).expect("the site");
        assert!((one.1 - z).abs() < 5e-5 && one.2 == verdict, "{one:?} is not {z}, {verdict:?}");
    }
    let family = report.tests.iter().find(|family| family.kind == DifferenceKind::Rest).expect("a family");
    assert_eq!(
        family.tests,
        report
            .questions
            .iter()
            .flat_map(|question| &question.differences)
            .filter(|one| one.kind == DifferenceKind::Rest)
            .count()
    );
}

#[test]
fn a_group_is_compared_with_its_complement_and_those_without_a_value_with_nobody() {
    let row = |site: &'static str, score: u8| (site, "2026-01-01", score);
    let rows: Vec<_> = std::iter::repeat_n(row("A", 10), 30)
        .chain(std::iter::repeat_n(row("B", 0), 10))
        .chain(std::iter::repeat_n(row("B", 10), 10))
        .chain(std::iter::repeat_n(row("", 10), 20))
        .collect();
    let report = made_up(&rows, Request { by: vec!["site".to_owned()], ..Request::default() });
    let differences = &report.questions[0].differences;
    assert_eq!(differences.iter().map(|one| group_name(&report, one.group)).collect::<Vec<_>>(), ["A", "B"]);
    let (a, b) = (&differences[0], &differences[1]);
    assert_eq!((a.base.unweighted, a.reference_base.unweighted), (30, 40));
    assert!((a.value - 100.0).abs() < 1e-9 && (a.reference - 50.0).abs() < 1e-9, "30 of 40 against 10");
    assert_eq!((b.base.unweighted, b.reference_base.unweighted), (20, 50));
    assert!(b.adjusted_p >= b.p && b.verdict == Verdict::Down);
}

#[test]
fn nothing_is_compared_with_fewer_than_may_be_shown() {
    let row = |site: &'static str, score: u8| (site, "2026-01-01", score);
    // Four outside A: C is hidden, B goes with it, and A has no rest that may be shown.
    let rows: Vec<_> = std::iter::repeat_n(row("A", 10), 30)
        .chain(std::iter::repeat_n(row("B", 0), 2))
        .chain(std::iter::repeat_n(row("C", 0), 2))
        .collect();
    let report = made_up(&rows, Request { by: vec!["site".to_owned()], ..Request::default() });
    assert!(report.questions[0].differences.is_empty() && report.tests.is_empty());
}

#[test]
fn a_month_that_is_not_over_is_not_compared() {
    let all = [days(4, 1..=30), days(5, 1..=31), days(6, 1..=12)].concat();
    let report = over_time(&all, None);
    let periods = report.periods.as_ref().expect("periods");
    let compared = periods.compared.as_ref().expect("two whole months");
    assert_eq!((report.period_of(compared.before), report.period_of(compared.now)), (Some("2026-04"), Some("2026-05")));
    assert_eq!((periods.partial[0].side, periods.partial[0].day.as_str()), (PeriodSide::End, "2026-06-12"));
    let said = "June 2026 is not over (last response 12 June 2026); compared are April 2026 and May 2026";
    assert!(view::document(&report).cautions.iter().any(|caution| caution == said));
    assert!(view::scorecard(&report).notes.iter().any(|note| note == said));
    let change = report.questions[0].over_time().expect("a change");
    assert_eq!((change.group, change.against), (compared.now, Some(compared.before)));
}

#[test]
fn a_month_cut_short_by_the_request_is_not_compared() {
    let all = [days(4, 1..=30), days(5, 1..=31), days(6, 1..=30)].concat();
    let last_compared = |until: Option<&str>| {
        let report = over_time(&all, until);
        let periods = report.periods.as_ref().expect("periods");
        let now = report.period_of(periods.compared.expect("two").now).map(str::to_owned);
        (now.expect("a period"), periods.partial.first().is_some_and(|partial| partial.asked))
    };
    assert_eq!(last_compared(None), ("2026-06".to_owned(), false));
    assert_eq!(last_compared(Some("2026-06-29")), ("2026-05".to_owned(), true));
    assert_eq!(last_compared(Some("2026-06-30")), ("2026-06".to_owned(), false));
}

#[test]
fn sparse_days_and_empty_week_ends_do_not_cut_a_month() {
    // Every tenth day: the last response eight days before the end is as usual.
    let sparse: Vec<(String, u8)> =
        (4..=6).flat_map(|month| [2, 12, 22].map(|day| (format!("2026-{month:02}-{day:02}"), 9))).collect();
    let twice: Vec<(String, u8)> = sparse.iter().chain(&sparse).cloned().collect();
    let periods = over_time(&twice, None).periods.clone().expect("periods");
    assert_eq!(periods.partial, []);
    // A survey that asks in the first week of each month only.
    let weeks = [days(3, 1..=7), days(4, 1..=7), days(5, 1..=7)].concat();
    let report = over_time(&weeks, None);
    let compared = report.periods.as_ref().expect("periods").compared.expect("two whole months");
    assert_eq!((report.period_of(compared.before), report.period_of(compared.now)), (Some("2026-04"), Some("2026-05")));
    // Daily responses that begin late leave the first month out.
    let late = [days(4, 20..=30), days(5, 1..=31)].concat();
    let periods = over_time(&late, None).periods.clone().expect("periods");
    assert_eq!((periods.compared, periods.partial[0].side), (None, PeriodSide::Beginning));
}

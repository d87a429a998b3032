//! No hidden figure may be had from a chart, in whatever form.

use super::hostile::give_five_levels;
use crate::render::sample::{self, Draft};
use survey::chart::{self, Fonts, Paper};
use survey::metric::Figure;
use survey::results::{Estimate, Meaning, Report};
use survey::view;

/// A report whose suppressed cells still hold their numbers, as they never should.
fn report(hidden: &dyn Fn(u64) -> Draft) -> Report {
    let site = |name: &str, n: u64, figures: Vec<Figure>| sample::cell(&[("site", name)], n, figures);
    let month = |name: &str, n: u64, figures: Vec<Figure>| sample::cell(&[("wave", name)], n, figures);
    let secret = |kind: &dyn Fn(u64) -> Vec<Figure>, group: &[(&str, &str)]| {
        let cell = hidden(7);
        let figures = if cell.figures.is_empty() { kind(7) } else { cell.figures.clone() };
        Draft { suppressed: true, ..sample::cell(group, cell.ledger.map_or(0, |ledger| ledger.valid), figures) }
    };
    let cells = |kind: &dyn Fn(u64) -> Vec<Figure>| {
        vec![
            sample::cell(&[], 300, kind(300)),
            site("North", 120, kind(120)),
            site("South", 150, kind(150)),
            secret(kind, &[("site", "Small")]),
            month("2026-01", 120, kind(120)),
            secret(kind, &[("wave", "2026-02")]),
            month("2026-03", 150, kind(150)),
        ]
    };
    let mut rating = sample::question(
        "overall",
        "rating",
        "How was it?",
        cells(&|n| sample::rating([n / 10, n / 5, n / 5, n / 4, n / 4])),
    );
    give_five_levels(&mut rating);
    let mut wait = sample::question("wait", "duration", "How long?", cells(&|n| sample::wait(20.0, n)));
    wait.meaning = Meaning { target: Some(15.0), bins: vec![0.0, 15.0, 30.0, 45.0, 60.0], ..Meaning::default() };
    let nps = sample::question("recommend", "nps", "Recommend?", cells(&|n| sample::nps_like(n, 50)));
    let multiple = sample::question(
        "why",
        "multiple",
        "Why?",
        cells(&|n| sample::distribution("multiple", &[("A", n), ("B", n / 2)])),
    );
    let mut report = sample::report(vec![nps, rating, wait, multiple]);
    report.settings.every = Some("month".to_owned());
    report
}

fn pictures(report: &Report) -> Vec<(String, String)> {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let mut all: Vec<(String, String)> = view::charts(&sample::published(report))
        .iter()
        .map(|one| (format!("{one:?}"), chart::svg(&one.spec, &fonts)))
        .collect();
    let card = view::scorecard(&sample::published(report));
    all.extend([Paper::A4, Paper::Wide].map(|paper| (format!("{card:?}"), chart::scorecard_svg(&card, &fonts, paper))));
    all
}

#[test]
fn what_is_hidden_does_not_change_a_single_byte() {
    let with = |n: u64| sample::cell(&[], n, Vec::new());
    let one = pictures(&report(&|_| with(3)));
    let other = pictures(&report(&|_| with(4)));
    let third = pictures(&report(&|_| Draft { figures: Vec::new(), ..with(2) }));
    assert!(one.len() > 12);
    assert_eq!(one, other);
    assert_eq!(one, third);
}

#[test]
fn a_hidden_number_moves_nothing() {
    let cell = |goodwill: u64| sample::cell(&[], 4, sample::nps_like(40, goodwill));
    assert_eq!(pictures(&report(&|_| cell(10))), pictures(&report(&|_| cell(95))));
}

#[test]
fn hidden_groups_are_shown_as_such() {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let report = report(&|n| sample::cell(&[], n, Vec::new()));
    let charts = view::charts(&sample::published(&report));
    let by_site = charts.iter().filter(|chart| chart.id.ends_with("-by-site"));
    for one in by_site {
        let svg = chart::svg(&one.spec, &fonts);
        assert!(svg.contains(">Small<") && svg.contains(">*<"), "{}", one.id);
        assert!(one.spec.footer.iter().any(|note| note.starts_with("Small groups are hidden")), "{}", one.id);
    }
}

#[test]
fn a_question_that_is_hidden_altogether_has_no_picture_of_it() {
    let mut report = report(&|n| sample::cell(&[], n, Vec::new()));
    for question in &mut report.questions {
        question.cells.truncate(1);
        question.cells[0].suppressed = true;
    }
    let mut other = report.clone();
    for question in &mut other.questions {
        question.cells[0].estimates.fill(Estimate::default());
        question.cells[0].ledger = None;
    }
    assert_eq!(pictures(&report), pictures(&other));
}

//! The charts of the examples.

use super::hostile;
use super::layout::faults;
use crate::support::Dice;
use crate::support::{Fixture, root};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use survey::analysis::{Analysis, Request, publish};
use survey::chart::{self, Fonts, Paper, Scale};
use survey::results::{Published, Report};
use survey::view::chart::Body;
use survey::{definition, responses, view};

/// The report of an example, broken down and over time.
pub fn report(name: &str, by: &[&str], every: Option<&str>) -> Published {
    let survey = definition::load(&root().join(format!("surveys/{name}.yaml"))).expect("the definition loads");
    let export = root().join(format!("examples/{name}/export.csv")).display().to_string();
    let options = responses::OpenOptions::default();
    let reader = responses::open(&[export], &survey, options).expect("the export opens");
    let request = Request {
        by: by.iter().map(|segment| (*segment).to_owned()).collect(),
        every: every.map(str::to_owned),
        ..Request::default()
    };
    Analysis::run(&survey, reader, request).expect("the analysis runs").report()
}

const EXAMPLES: [(&str, &[&str], Option<&str>); 5] = [
    ("gp-experience", &["site", "age"], Some("month")),
    ("gp-experience", &["site:age"], None),
    ("hospital-inpatient", &["ward", "stay"], Some("month")),
    ("nhs-fft", &["site", "age"], Some("week")),
    ("dental", &["dentist"], Some("quarter")),
];

#[test]
fn texts_stay_on_the_page_and_apart_and_bytes_stay_the_same() {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let mut wrong = Vec::new();
    for (name, by, every) in EXAMPLES {
        let report = report(name, by, every);
        let card = view::scorecard(&report);
        let pages =
            [Paper::A4, Paper::Wide].map(|paper| ("scorecard".to_owned(), chart::scorecard_svg(&card, &fonts, paper)));
        let draw = || view::charts(&report).into_iter().map(|one| (one.id.clone(), chart::svg(&one.spec, &fonts)));
        assert!(draw().eq(draw()), "same report, same bytes");
        for (id, svg) in draw().chain(pages) {
            wrong.extend(faults(&svg, &fonts).into_iter().map(|fault| format!("{name} {id}: {fault}")));
            assert_eq!(chart::missing_glyphs(&svg, &fonts), Vec::<char>::new(), "{name} {id}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The report of this many sites of 6 to 120 answers, of which every tenth is far better or far worse than the others.
fn many_sites(sites: usize) -> Published {
    let (mut dice, mut export) = (Dice::new(11), "site,score\n".to_owned());
    for site in 0..sites {
        let least = [0, 3, 3, 3, 3, 8, 3, 3, 3, 3][site % 10];
        for _ in 0..dice.between(6, 12) * dice.between(1, 10) {
            let score = least + dice.below(if least == 3 { 8 } else { 3 });
            let _ = writeln!(export, "Practice number {},{score}", site + 1);
        }
    }
    let survey = "survey: x\nquestions: { recommend: { kind: nps, text: Would you recommend us?, column: score } }\n\
                  segments: { site: { column: site, title: Site } }\ndisclosure: { minimum: 5 }\n";
    let fixture = Fixture::new().survey(survey).csv(&export);
    let json = fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "site", "-f", "json"]).ok();
    publish(serde_json::from_str(&json).expect("a report"))
}

/// Names stand beside their dots and apart, however many groups there are.
#[test]
fn names_of_groups_that_stand_out_are_apart() {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    for sites in [16, 60, 200] {
        let charts = view::charts(&many_sites(sites));
        let chart = charts.iter().find(|chart| chart.id == "recommend-by-site").expect("a chart");
        assert!(matches!(chart.spec.body, Body::FunnelPlot(_)), "{sites} sites");
        let svg = chart::svg(&chart.spec, &fonts);
        assert_eq!(faults(&svg, &fonts), Vec::<String>::new(), "{sites} sites");
        assert_eq!(svg, chart::svg(&chart.spec, &fonts), "same report, same bytes");
    }
}

#[test]
fn every_chart_there_is_is_drawn_of_an_example() {
    let mut drawn = Vec::new();
    let many = many_sites(60);
    let funnel = view::charts(&many).into_iter().find(|chart| chart.id == "recommend-by-site");
    let charts = view::charts(&report("gp-experience", &["site"], Some("month")));
    for one in charts.into_iter().chain(funnel) {
        let kind = std::mem::discriminant(&one.spec.body);
        if !drawn.contains(&kind) {
            drawn.push(kind);
        }
    }
    assert_eq!(drawn.len(), view::CHARTS.len(), "one picture of each");
    let names: BTreeSet<&str> = view::CHARTS.iter().map(|kind| kind.name).collect();
    assert_eq!(names.len(), view::CHARTS.len(), "names are used once");
    assert!(view::CHARTS.iter().all(|kind| !kind.about.is_empty()));
}

/// The most figures that stand above a histogram: median, mean, a quantile, the share in time and who still waits.
#[test]
fn five_figures_fit_above_a_histogram() {
    let rows = |at: usize| format!("{at},{}\n", if at < 5 { "2.5" } else { "" });
    let export: String = std::iter::once("id,wait\n".to_owned()).chain((0..24).map(rows)).collect();
    let survey = "survey: x\nresponse_id: id\nquestions: { a: { kind: duration, text: Wait, column: wait, \
                  unit: minutes, target: 5, never: '' } }\n";
    let fixture = Fixture::new().survey(survey).csv(&export);
    let json = fixture.run(&["analyze", "survey.yaml", "export.csv", "-f", "json"]).ok();
    let report: Report = serde_json::from_str(&json).expect("a report");
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let charts = view::charts(&publish(report));
    let chart = charts.iter().find(|chart| chart.id == "a").expect("a histogram");
    let svg = chart::svg(&chart.spec, &fonts);
    assert!(svg.contains(">20.8%<") && svg.contains(">79.2%<"), "{svg}");
    assert_eq!(faults(&svg, &fonts), Vec::<String>::new());
}

/// Writes every chart of the examples and of a hostile report as SVG and PNG into the folder named by
/// `CHARTS`, to look at.
#[test]
fn gallery() {
    let Some(folder) = std::env::var_os("CHARTS").map(PathBuf::from) else { return };
    for (name, by, every) in EXAMPLES {
        write(&folder.join(format!("{name}-{}", by.join("-").replace(':', "x"))), &report(name, by, every));
    }
    for groups in [8, 40] {
        write(&folder.join(format!("hostile-{groups}")), &publish(hostile::report(groups)));
    }
}

fn write(folder: &Path, report: &Published) {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let card = view::scorecard(report);
    let pages = [("scorecard-a4", Paper::A4), ("scorecard-wide", Paper::Wide)];
    let pages = pages.map(|(id, paper)| (id.to_owned(), chart::scorecard_svg(&card, &fonts, paper)));
    let charts = view::charts(report).into_iter().map(|one| (one.id.clone(), chart::svg(&one.spec, &fonts)));
    std::fs::create_dir_all(folder).expect("the folder can be made");
    for (id, svg) in charts.chain(pages) {
        let png = chart::png(&svg, &fonts, Scale::Times(1.0)).expect("a picture");
        std::fs::write(folder.join(format!("{id}.svg")), svg).expect("the file can be written");
        std::fs::write(folder.join(format!("{id}.png")), png).expect("the file can be written");
    }
}

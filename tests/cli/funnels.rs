//! Many groups: which stand out, and whether they can be ranked, from the export to the picture.

use crate::support::{Fixture, group_name};
use std::fmt::Write as _;
use survey::analysis::publish;
use survey::results::{FunnelPlot, Report, Verdict, Widening};

const SURVEY: &str = "survey: trust\nscales: { quality: [Poor, Fair, Good] }\nquestions:\n  \
    care: { kind: rating, text: How good was the care?, column: care, scale: quality, top: [Good] }\n\
    segments: { site: { column: site, title: Site } }\ndisclosure: { minimum: 5 }\n";

#[track_caller]
fn close(ours: f64, theirs: f64) {
    assert!((ours - theirs).abs() <= 1e-9 * theirs.abs().max(1e-3), "{ours} is not {theirs}");
}

/// A survey of sites, each with so many good answers of all.
fn sites(sites: &[(String, u32, u32)]) -> Fixture {
    let mut export = "site,care\n".to_owned();
    for (site, good, all) in sites {
        for at in 0..*all {
            let _ = writeln!(export, "{site},{}", if at < *good { "Good" } else { "Poor" });
        }
    }
    Fixture::new().survey(SURVEY).csv(&export)
}

/// Four sites each of 10, 25, 50, 100 and 400 answers, of which 80 % are good; of one of 100 it is `more` more, and of another as
/// many less.
fn around_four_fifths(more: u32) -> Fixture {
    let sizes = [10_u32, 25, 50, 100, 400];
    let mut all: Vec<(String, u32, u32)> = Vec::new();
    for n in sizes {
        all.extend((1..=4).map(|at| (format!("Site {n}-{at}"), n * 4 / 5, n)));
    }
    all[12].1 += more;
    all[13].1 -= more;
    sites(&all)
}

fn report(fixture: &Fixture, more: &[&str]) -> Report {
    let asked = [&["analyze", "survey.yaml", "export.csv", "--by", "site", "-f", "json"], more].concat();
    serde_json::from_str(&fixture.run(&asked).ok()).expect("a report")
}

fn funnel(report: &Report) -> &FunnelPlot {
    report.questions[0].funnels.first().expect("a funnel plot")
}

/// Limits of R's `qbinom` and `pbinom` around 0.8, interpolated: 2.5, 97.5, 0.1 and 99.9 %.
#[test]
fn small_sites_have_the_exact_limits_of_r() {
    let report = report(&around_four_fifths(0), &[]);
    let funnel = funnel(&report);
    close(funnel.centre, 80.0);
    assert_eq!((funnel.method.as_str(), funnel.levels, funnel.points.len()), ("exact_binomial", (95.0, 99.8), 20));
    let from_r = [
        (10.0, [0.470_506_117_079, 0.976_716_935_635, 0.302_463_960_193, 0.999_068_677_425]),
        (25.0, [0.610_417_815_919, 0.924_048_352_637, 0.501_552_522_723, 0.989_412_088_159]),
        (50.0, [0.672_906_116_648, 0.895_595_177_988, 0.600_855_902_325, 0.945_223_856_792]),
        (100.0, [0.713_523_914_966, 0.870_257_767_285, 0.663_234_148_483, 0.909_021_747_435]),
        (400.0, [0.758_806_274_904, 0.837_228_312_108, 0.734_958_029_101, 0.858_352_216_496]),
    ];
    for (n, limits) in from_r {
        let point = funnel.points.iter().find(|point| (point.n - n).abs() < 1e-9).expect("a site of this size");
        let ours = [point.inner.0, point.inner.1, point.outer.0, point.outer.1];
        ours.into_iter().zip(limits).for_each(|(ours, theirs)| close(ours, 100.0 * theirs));
    }
    let (first, last) = (funnel.curve.first().expect("a curve"), funnel.curve.last().expect("a curve"));
    close(first.inner.0, 47.050_611_707_9);
    close(last.outer.1, 85.835_221_649_6);
}

#[test]
fn sites_lie_beyond_either_limit() {
    let far = |more: u32| {
        let report = report(&around_four_fifths(more), &[]);
        let beyond = funnel(&report).points.iter().filter(|point| point.beyond_inner != Verdict::None);
        let of = beyond.map(|point| (group_name(&report, point.group), point.beyond_inner, point.beyond_outer));
        of.collect::<Vec<_>>()
    };
    let (up, down, none) = (Verdict::Up, Verdict::Down, Verdict::None);
    assert_eq!(far(7), [], "2.5 % have 72 or fewer, 2.5 % 87 or more");
    assert_eq!(far(9), [("Site 100-1".to_owned(), up, none), ("Site 100-2".to_owned(), down, none)]);
    assert_eq!(far(15), [("Site 100-1".to_owned(), up, up), ("Site 100-2".to_owned(), down, down)]);
}

/// All of 10 are found one time in nine: above the interpolated limit, and nothing to speak of.
#[test]
fn all_of_a_few_do_not_stand_out() {
    let mut all: Vec<(String, u32, u32)> = (1..=16).map(|at| (format!("Site {at:02}"), 8, 10)).collect();
    (all[0].1, all[1].1) = (10, 6);
    let report = report(&sites(&all), &[]);
    assert!(funnel(&report).points.iter().all(|point| point.beyond_outer == Verdict::None));
}

#[test]
fn pictures_of_many_sites_are_funnels_and_of_few_are_not() {
    let fixture = around_four_fifths(15);
    let draw = |more: &[&str]| {
        let asked = [&["chart", "care", "survey.yaml", "export.csv", "--by", "site", "-o", "p.svg"], more].concat();
        fixture.run(&asked).ok();
        std::fs::read_to_string(fixture.path("p.svg")).expect("a picture")
    };
    let funnel = draw(&[]);
    assert!(funnel.contains("2 of 20 stand out: Good by site<"), "{funnel}");
    assert!(funnel.contains(">Site 100-1<") && funnel.contains(">95.0%<") && !funnel.contains(">Site 100-3<"));
    assert!(funnel.contains("Above: Site 100-1 95.0%. Below: Site 100-2 65.0%."), "told to those who do not see it");
    let dots = draw(&["--as", "dots"]);
    assert!(dots.contains(">Site 100-3<") && dots.contains("Top box by site<"), "{dots}");
    let wide = draw(&["--overdispersion", "additive"]);
    assert!(wide.contains("Limits are widened") && wide.contains("(τ)"), "{wide}");
    let wide = draw(&["--overdispersion", "multiplicative"]);
    assert!(wide.contains("1.0 times that of chance"), "most sites are alike: {wide}");
}

#[test]
fn a_funnel_of_few_is_drawn_when_asked_for_and_else_refused_with_a_reason() {
    let four: Vec<(String, u32, u32)> = (1..=4).map(|at| (format!("Site {at}"), 6 + at, 12)).collect();
    let fixture = sites(&four);
    let draw = |kind: &str| {
        fixture.run(&["chart", "care", "survey.yaml", "export.csv", "--by", "site", "-o", "p.svg", "--as", kind])
    };
    draw("funnel").ok();
    let refused = draw("score").to_string();
    assert!(refused.contains("`care-by-site` cannot be drawn as `score`"), "{refused}");
    assert!(refused.contains("it can be drawn as") && refused.contains("diverging"), "{refused}");
    let two = sites(&four[..2]);
    let refused = two
        .run(&["chart", "care", "survey.yaml", "export.csv", "--by", "site", "-o", "p.svg", "--as", "funnel"])
        .to_string();
    assert!(refused.contains("a funnel takes 3 groups that are shown"), "{refused}");
}

/// R 4.2.2, `datasets::chickwts`: `anova(lm(weight ~ feed, chickwts))`.
#[test]
fn groups_that_are_told_apart_have_the_reliability_of_r() {
    let weights: [(&str, &[u32]); 6] = [
        ("casein", &[368, 390, 379, 260, 404, 318, 352, 359, 216, 222, 283, 332]),
        ("horsebean", &[179, 160, 136, 227, 217, 168, 108, 124, 143, 140]),
        ("linseed", &[309, 229, 181, 141, 260, 203, 148, 169, 213, 257, 244, 271]),
        ("meatmeal", &[325, 257, 303, 315, 380, 153, 263, 242, 206, 344, 258]),
        ("soybean", &[243, 230, 248, 327, 329, 250, 193, 271, 316, 267, 199, 171, 158, 248]),
        ("sunflower", &[423, 340, 392, 339, 341, 226, 320, 295, 334, 322, 297, 318]),
    ];
    let rows =
        weights.iter().flat_map(|(feed, weights)| weights.iter().map(move |weight| format!("{feed},{weight}\n")));
    let survey = "survey: chicks\nquestions: { weight: { kind: number, text: Weight, column: weight, unit: gram } }\n\
                  segments: { site: { column: feed, title: Feed } }\n";
    let export = std::iter::once("feed,weight\n".to_owned()).chain(rows).collect::<String>();
    let fixture = Fixture::new().survey(survey).csv(&export);
    let report = report(&fixture, &[]);
    let found = &report.questions[0].reliability[0];
    close(found.reliability, 0.934_916_171_075);
    close(found.f, 15.364_799_774_7);
    close(found.p, 5.936_419_853_47e-10);
    close(found.icc, 0.548_835_147_024);
    close(found.answers, 11.808_450_704_2);
    close(found.answers_needed.expect("some"), 1.918_095_070_96);
    assert!(found.rankable && (found.df.0 - 5.0).abs() < 1e-9 && (found.df.1 - 65.0).abs() < 1e-9);
    let each = [
        0.935_888_462_604,
        0.924_040_135_859,
        0.935_888_462_604,
        0.930_465_410_968,
        0.944_539_300_704,
        0.935_888_462_604,
    ];
    found.groups.iter().zip(each).for_each(|(group, theirs)| close(group.reliability, theirs));
    let said = fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "site"]).ok();
    assert!(!said.contains("cannot be ranked"), "{said}");
}

/// Sites whose figures differ by no more than chance are in no order that says anything, wherever they stand in one.
#[test]
fn an_order_that_is_chance_is_said_to_be() {
    let all: Vec<(String, u32, u32)> = (1..=8).map(|at| (format!("Site {at}"), 7 + at % 3, 12)).collect();
    let fixture = sites(&all);
    let found = report(&fixture, &[]);
    let reliability = &found.questions[0].reliability[0];
    assert!(!reliability.rankable && reliability.reliability < 0.5, "{reliability:?}");
    assert!(found.questions[0].funnels.is_empty(), "eight are not many");
    let said = fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "site"]).ok();
    assert!(said.contains("By site: the groups cannot be ranked"), "{said}");
    fixture.run(&["report", "survey.yaml", "export.csv", "--by", "site", "-o", "r", "--format", "svg,html"]).ok();
    let read = |name: &str| std::fs::read_to_string(fixture.path(name)).expect("a file");
    for (name, words) in [
        ("r/charts/care-by-site.svg", "the order of the groups is chance: reliability 0.00"),
        ("r/report.svg", "order chance"),
        ("r/report.html", "the order of the groups is chance: reliability 0.00"),
    ] {
        assert!(read(name).contains(words), "{name}");
    }
}

#[test]
fn hidden_sites_are_neither_drawn_nor_counted() {
    let mut all: Vec<(String, u32, u32)> = (1..=18).map(|at| (format!("Site {at:02}"), 6, 10)).collect();
    all.extend([("Small A".to_owned(), 1, 3), ("Small B".to_owned(), 3, 4)]);
    let fixture = sites(&all);
    let report = report(&fixture, &[]);
    let question = &report.questions[0];
    let names = |groups: Vec<usize>| groups.iter().any(|group| group_name(&report, *group).starts_with("Small"));
    assert!(!names(question.funnels[0].points.iter().map(|point| point.group).collect()));
    assert!(!names(question.reliability[0].groups.iter().map(|unit| unit.group).collect()));
    assert_eq!(question.funnels[0].points.len(), 18);
    close(question.funnels[0].centre, 100.0 * 112.0 / 187.0);
    assert_eq!(question.funnels[0].overdispersion.map(|one| one.method), None::<Widening>);
}

/// Only what has been at the last door is told: a report in which a site is hidden after all keeps nothing made of it.
#[test]
fn what_is_made_of_a_site_goes_with_it() {
    let mut report = report(&around_four_fifths(15), &[]);
    assert!(!publish(report.clone()).questions[0].funnels.is_empty());
    report.questions[0].cells[3].suppressed = true;
    let published = publish(report);
    assert!(published.questions[0].funnels.is_empty() && published.questions[0].reliability.is_empty());
}

#[test]
fn whoever_has_no_site_is_no_group() {
    let mut all: Vec<(String, u32, u32)> = (1..=16).map(|at| (format!("Site {at:02}"), 6, 10)).collect();
    all.push((String::new(), 5, 20));
    let report = report(&sites(&all), &[]);
    assert_eq!(report.questions[0].funnels[0].points.len(), 16);
    assert_eq!(report.questions[0].reliability[0].groups.len(), 16);
}

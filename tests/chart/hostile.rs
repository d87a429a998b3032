//! Labels nobody would choose, in every kind of chart.

use super::layout::{faults, texts};
use crate::render::sample;
use survey::chart::{self, Fonts, Paper};
use survey::metric::Figure;
use survey::results::{Meaning, Report, Sense};
use survey::view;

fn labels() -> Vec<String> {
    vec![
        "<script>alert('x')</script> & \"quoted\"".to_owned(),
        "nul \0 escape \u{1b}[31m bell \u{7} end \u{ffff}".to_owned(),
        "שביעות רצון מהמרפאה וגם העברית מימין לשמאל".to_owned(),
        "👩‍⚕️🙂🏥 emoji".to_owned(),
        "word ".repeat(60),
        "Donaudampfschifffahrtsgesellschaftskapitän".repeat(7),
        String::new(),
        "]]> <!-- --> <?xml?> &amp;".to_owned(),
    ]
}

/// Every kind of question with hostile wording, answers and groups.
pub fn report(groups: usize) -> Report {
    let labels = labels();
    let name = |at: usize| {
        format!("{}{}", labels[at % labels.len()], if at < labels.len() { String::new() } else { at.to_string() })
    };
    let names: Vec<String> = (0..groups).map(name).collect();
    let cells = |figures: &dyn Fn(u64) -> Vec<Figure>| {
        let mut cells = vec![sample::cell(&[], 300, figures(300))];
        cells.extend(names.iter().zip(20..).map(|(name, n)| sample::cell(&[("site", name)], n, figures(n))));
        let months = ["2026-01", "2026-02", "2026-03"];
        cells.extend(months.iter().zip(60..).map(|(month, n)| sample::cell(&[("wave", month)], n, figures(n))));
        for name in &names {
            cells.extend(months.iter().map(|month| sample::cell(&[("site", name), ("wave", month)], 20, figures(20))));
        }
        cells
    };
    let many: Vec<(String, u64)> = names.iter().cloned().zip(1..).collect();
    let options: Vec<(&str, u64)> = many.iter().map(|(label, n)| (label.as_str(), *n)).collect();
    let ask = |id: &str, kind: &str, cells| sample::question(id, kind, &labels[4], cells);
    let mut rating = ask("rating", "rating", cells(&|n| sample::rating([n / 10, n / 5, n / 5, n / 4, n / 4])));
    give_five_levels(&mut rating);
    let mut wait = ask("wait", "duration", cells(&|n| sample::wait(20.0, n)));
    wait.meaning = Meaning { target: Some(15.0), bins: vec![0.0, 15.0, 30.0, 45.0, 60.0], ..Meaning::default() };
    let mut report = sample::report(vec![
        ask("recommend", "nps", cells(&|n| sample::nps_like(n, 50))),
        rating,
        ask("reasons", "multiple", cells(&|_| sample::distribution("multiple", &options))),
        wait,
    ]);
    report.survey.title.clone_from(&labels[5]);
    report.inputs[0].name = format!("folder/{}", labels[0]);
    report.settings.every = Some("month".to_owned());
    report
}

/// Makes the answers of a rating go from bad to good.
pub fn give_five_levels(rating: &mut sample::Asked) {
    rating.senses = vec![Sense::Negative, Sense::Negative, Sense::Neutral, Sense::Positive, Sense::Positive];
    rating.meaning.ordered = true;
}

#[test]
fn hostile_labels_give_well_formed_pictures_without_collisions() {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    for groups in [1, 2, 8, 40] {
        let report = report(groups);
        let charts = view::charts(&sample::published(&report));
        assert!(charts.len() >= 10, "{} charts", charts.len());
        for one in &charts {
            let svg = chart::svg(&one.spec, &fonts);
            assert_eq!(faults(&svg, &fonts), Vec::<String>::new(), "{} with {groups} groups", one.id);
            assert!(!svg.contains("<script"), "{}", one.id);
        }
        let card = view::scorecard(&sample::published(&report));
        for paper in [Paper::A4, Paper::Wide] {
            let svg = chart::scorecard_svg(&card, &fonts, paper);
            assert_eq!(faults(&svg, &fonts), Vec::<String>::new(), "{paper:?} with {groups} groups");
        }
    }
}

#[test]
fn ids_are_fit_for_file_names_and_unique() {
    let charts = view::charts(&sample::published(&report(8)));
    let mut ids: Vec<&str> = charts.iter().map(|chart| chart.id.as_str()).collect();
    assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))), "{ids:?}");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn missing_letters_are_named() {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let report = report(8);
    let chart = &view::charts(&sample::published(&report))[2];
    let missing = chart::missing_glyphs(&chart::svg(&chart.spec, &fonts), &fonts);
    assert!(missing.contains(&'ש') && missing.contains(&'🙂'), "{missing:?}");
    assert!(!missing.contains(&'ä'));
}

#[test]
fn empty_reports_have_a_page_too() {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let mut report = sample::report(Vec::new());
    report.accounting = survey::results::Accounting::default();
    assert!(view::charts(&sample::published(&report)).is_empty());
    let svg = chart::scorecard_svg(&view::scorecard(&sample::published(&report)), &fonts, Paper::A4);
    assert!(texts(&svg, &fonts).1.iter().any(|text| text.text.contains("Experience")));
}

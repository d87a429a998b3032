//! Labels that try to break out of the page.

use super::sample::{Asked, Counts, banner, crosstab, published, stub};
use super::{bytes, text};
use crate::render::expect_page;
use crate::render::hostile::{HOSTILE, is_harmless, widest};
use proptest::prelude::*;
use survey::chart::{self, Fonts};
use survey::render::{Format, Text};
use survey::results::{BannerKind, Crosstab, Sense, Unit, Value};
use survey::view::{self, CrosstabPicture};

/// Tables whose every text is one of these, over and over.
pub fn labelled(labels: &[&str]) -> Crosstab {
    let label = |at: usize| labels[at % labels.len()];
    let kinds = [BannerKind::Segment, BannerKind::Question, BannerKind::Cross];
    let banners = kinds.into_iter().enumerate().map(|(at, kind)| {
        banner(label(at), label(at + 1), kind, &[label(at + 2), label(at + 3), label(at + 4), label(at + 5)])
    });
    let options: Vec<(&str, Sense)> = (0..4).map(|at| (label(at), Sense::Undeclared)).collect();
    let asked = |at: usize, multiple: bool| Asked {
        id: label(at),
        kind: label(at + 1),
        text: label(at + 2),
        multiple,
        options: &options,
        nets: &[("Both", Sense::Undeclared, &[0, 1])],
        mean: None,
    };
    let one = Asked { mean: Some((label(3), Unit::Of(label(4).to_owned()), &[1.0, 2.0, 3.0, 4.0])), ..asked(0, false) };
    let columns: &[Counts] = &[Some(&[68, 119, 26, 7]), Some(&[20, 84, 17, 94]), None, Some(&[15, 54, 14, 10])];
    let all = [103, 257, 57, 111];
    let stubs = [one, asked(5, false)].map(|asked| stub(&asked, &all, &[columns, columns, columns]));
    let mut crosstab = crosstab(banners.collect(), stubs.into());
    label(7).clone_into(&mut crosstab.survey.title);
    label(8).clone_into(&mut crosstab.inputs[0].name);
    crosstab.settings.filters = vec![label(0).to_owned(), label(3).to_owned()];
    label(4).clone_into(&mut crosstab.settings.correction);
    crosstab.cautions = vec![label(5).to_owned()];
    crosstab.stubs[0].cautions = vec![label(0).to_owned()];
    crosstab.stubs[1].banners[0].cautions = vec![label(1).to_owned()];
    crosstab.banners[0].columns[3].letter = None;
    crosstab.banners[0].columns[3].values = vec![Value::NotStated];
    crosstab.banners[2].columns[0].values.push(Value::Named(label(6).to_owned()));
    crosstab
}

#[test]
fn hostile_labels_stay_on_the_page() {
    let crosstab = labelled(&HOSTILE);
    for format in Text::ALL {
        let page = text(&crosstab, format, 80);
        assert!(is_harmless(&page), "{}", format.name());
        if format != Text::Json {
            expect_page(&format!("crosstab-hostile.{}.txt", format.name()), &page);
        }
    }
    for width in 40..=120 {
        assert!(widest(&text(&crosstab, Text::Table, width)) <= width, "at {width}");
    }
}

#[test]
fn labels_cannot_become_markup_or_formulas() {
    let crosstab = labelled(&HOSTILE);
    let page = String::from_utf8(bytes(&crosstab, Format::Html)).expect("text");
    for text in [&page, &text(&crosstab, Text::Markdown, 80)] {
        assert!(!text.contains("<script") && !text.contains("<img"));
    }
    let data = text(&crosstab, Text::Csv, 80);
    let mut reader = csv::Reader::from_reader(data.as_bytes());
    for record in reader.records() {
        for field in &record.expect("every row has as many cells as the header") {
            let is_number = field.parse::<f64>().is_ok();
            assert!(is_number || !field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{field}");
        }
    }
}

#[test]
fn pictures_of_any_labels_are_drawings() {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let long = "How well did everybody who looked after you work together? ".repeat(6);
    for labels in [HOSTILE.to_vec(), vec![&long, "短い", "x"]] {
        for picture in CrosstabPicture::ALL {
            let charts = view::crosstab_charts(&published(&labelled(&labels)), picture).expect("pictures");
            for chart in charts {
                let svg = chart::svg(&chart.spec, &fonts);
                roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{error}"));
                assert!(chart.id.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)), "{}", chart.id);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_line_is_wider_than_the_page(labels in proptest::collection::vec(".{0,60}", 1..9), width in 40usize..160) {
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let page = text(&labelled(&labels), Text::Table, width);
        prop_assert!(is_harmless(&page));
        prop_assert!(widest(&page) <= width);
    }
}

#[test]
fn json_is_complete_whatever_the_labels() {
    let crosstab = labelled(&HOSTILE);
    let json = text(&crosstab, Text::Json, 80);
    assert!(is_harmless(&json));
    assert_eq!(serde_json::from_str::<Crosstab>(&json).expect("tables are JSON"), crosstab);
}

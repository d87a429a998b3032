//! Pictures: what they say and how they are drawn, kept beside the test.

use super::sample::{hair_and_eyes, ordinary, published};
use super::sample_wide::recommended_by_ward;
use crate::render::expect_page;
use survey::chart::{self, Fonts};
use survey::results::Crosstab;
use survey::view::chart::Body;
use survey::view::{self, Chart, CrosstabPicture};

fn drawn(crosstab: &Crosstab, picture: CrosstabPicture) -> Vec<Chart> {
    view::crosstab_charts(&published(crosstab), picture).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn expect(chart: &Chart, name: &str) {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    expect_page(&format!("crosstab-{name}.spec.txt"), &format!("{chart:#?}\n"));
    expect_page(&format!("crosstab-{name}.svg"), &chart::svg(&chart.spec, &fonts));
}

#[test]
fn both_pictures() {
    let mut crosstab = ordinary();
    crosstab.stubs.truncate(1);
    crosstab.banners.truncate(1);
    crosstab.stubs[0].banners.truncate(1);
    for picture in CrosstabPicture::ALL {
        let charts = drawn(&crosstab, picture);
        assert_eq!(charts.len(), 1);
        assert_eq!(charts[0].id, "overall-by-site");
        expect(&charts[0], picture.name());
    }
}

#[test]
fn many_columns_and_levels() {
    for picture in CrosstabPicture::ALL {
        expect(&drawn(&recommended_by_ward(), picture)[0], &format!("wide-{}", picture.name()));
    }
}

#[test]
fn only_what_passes_the_test_is_shaded() {
    let chart = drawn(&hair_and_eyes(), CrosstabPicture::Heatmap).remove(0);
    let Body::Heatmap(body) = chart.spec.body else { panic!("{:?}", chart.spec.body) };
    let blond = &body.rows[3].cells;
    assert_eq!(blond.iter().map(|cell| cell.value.as_str()).collect::<Vec<_>>(), ["3% ▼", "44% ▲", "11%", "25%"]);
    let shades: Vec<bool> = blond.iter().map(|cell| cell.shade.is_some_and(|shade| shade.abs() > 0.0)).collect();
    assert_eq!(shades, [true, true, false, false]);
    assert!(blond[0].shade < Some(0.0) && blond[1].shade > Some(0.0));
}

#[test]
fn bars_are_one_hundred_percent() {
    let chart = drawn(&hair_and_eyes(), CrosstabPicture::Stacked).remove(0);
    let Body::Diverging(body) = chart.spec.body else { panic!("{:?}", chart.spec.body) };
    for row in &body.rows {
        let whole: f64 = row.segments.iter().map(|segment| segment.length).sum();
        assert!((whole - 1.0).abs() < 1e-9, "{row:?}");
    }
    assert_eq!(body.rows[2].segments[3].value, "44% ACD");
}

#[test]
fn several_answers_are_not_stacked() {
    let faults = view::crosstab_charts(&published(&ordinary()), CrosstabPicture::Stacked).expect_err("no picture");
    let message = faults.render(false);
    assert!(message.contains("`reasons` cannot be stacked") && message.contains("`--picture heatmap`"), "{message}");
}

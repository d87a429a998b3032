//! What charts say and how they are drawn, kept beside the test: one of every kind.

use super::examples::report;
use crate::support::{assert_expected, root};
use survey::chart::{self, Fonts, Paper};
use survey::view::{self, Chart};

fn expect(charts: &[Chart], id: &str) {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let chart = charts.iter().find(|chart| chart.id == id).unwrap_or_else(|| panic!("no chart {id}"));
    let folder = root().join("tests/chart/expected");
    assert_expected(&folder.join(format!("{id}.txt")), &format!("{chart:#?}\n"));
    assert_expected(&folder.join(format!("{id}.svg")), &chart::svg(&chart.spec, &fonts));
}

#[test]
fn every_kind_of_chart() {
    let charts = view::charts(&report("gp-experience", &["site"], Some("month")));
    for id in [
        "responses",
        "recommend",
        "recommend-by-site",
        "recommend-by-month",
        "overall-by-site",
        "care",
        "reasons",
        "reasons-by-site",
        "wait",
        "overview-by-site",
    ] {
        expect(&charts, id);
    }
}

#[test]
fn the_scorecard() {
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let card = view::scorecard(&report("gp-experience", &["site"], Some("month")));
    let folder = root().join("tests/chart/expected");
    assert_expected(&folder.join("scorecard.txt"), &format!("{card:#?}\n"));
    for (paper, name) in [(Paper::A4, "scorecard-a4.svg"), (Paper::Wide, "scorecard-wide.svg")] {
        assert_expected(&folder.join(name), &chart::scorecard_svg(&card, &fonts, paper));
    }
}

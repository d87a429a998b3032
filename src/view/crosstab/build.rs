//! The tables put together.

use super::names::{banner_title, column_name};
use super::page::{BannerView, ColumnView, CrosstabView, StubView};
use super::{association, cells, names, notes, sentence, tests_made};
use crate::results::{Banner, BannerColumn, Crosstab, PublishedCrosstab, Stub, StubBanner};
use crate::view::label::{first_upper, in_sentence};
use crate::view::{clean, summary};

/// Tables of two questions as people read them.
#[must_use]
pub fn crosstab(crosstab: &PublishedCrosstab) -> CrosstabView {
    CrosstabView {
        title: clean(&crosstab.survey.title),
        facts: notes::facts(crosstab),
        banners: crosstab.banners.iter().map(banner).collect(),
        stubs: crosstab.stubs.iter().map(|stub| self::stub(crosstab, stub)).collect(),
        footnotes: notes::footnotes(crosstab),
        accounting: summary::accounting(&crosstab.accounting),
        cautions: crosstab.cautions.iter().map(|caution| clean(caution)).collect(),
    }
}

fn banner(banner: &Banner) -> BannerView {
    let column = |column: &BannerColumn| ColumnView {
        name: column_name(column),
        letter: column.letter.as_deref().map(clean).unwrap_or_default(),
    };
    BannerView { title: first_upper(&banner_title(banner)), columns: banner.columns.iter().map(column).collect() }
}

fn stub(crosstab: &Crosstab, stub: &Stub) -> StubView {
    let each = || crosstab.banners.iter().zip(&stub.banners);
    let findings = each().map(|(banner, figures)| finding(crosstab, stub, banner, figures));
    let of_banners = each().flat_map(|(banner, figures)| {
        let title = first_upper(&banner_title(banner));
        figures.cautions.iter().map(move |caution| format!("{title}: {}", clean(caution)))
    });
    StubView {
        id: clean(&stub.id),
        heading: clean(&stub.text),
        tag: [&stub.id, &stub.kind].map(|text| clean(text)).join(" · "),
        rows: cells::rows(crosstab, stub),
        findings: findings.filter(|finding| !finding.is_empty()).collect(),
        tests: tests_made::table(&crosstab.banners, stub),
        cautions: stub.cautions.iter().map(|caution| clean(caution)).chain(of_banners).collect(),
    }
}

/// What the tests under one banner say: of the table, of its means, and the largest difference; empty where nothing was
/// tested.
fn finding(crosstab: &Crosstab, stub: &Stub, banner: &Banner, figures: &StubBanner) -> String {
    let tests = association::sentences(stub, banner, figures);
    let largest = sentence::largest(&crosstab.settings, stub, banner, figures);
    if tests.is_empty() {
        return largest
            .map_or_else(String::new, |largest| format!("By {}: {}", names::in_words(banner), in_sentence(&largest)));
    }
    tests.into_iter().chain(largest).collect::<Vec<_>>().join(". ")
}

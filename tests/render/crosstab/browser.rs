//! The page for the browser.

use super::bytes;
use super::labels::labelled;
use super::sample::ordinary;
use crate::render::hostile::HOSTILE;
use std::collections::BTreeSet;
use survey::render::Format;
use survey::results::Crosstab;

fn page(crosstab: &Crosstab) -> String {
    String::from_utf8(bytes(crosstab, Format::Html)).expect("text")
}

#[test]
fn every_table_has_a_caption_and_every_heading_a_scope() {
    for crosstab in [ordinary(), labelled(&HOSTILE)] {
        let page = page(&crosstab);
        assert!(page.matches("<table").count() >= 4);
        assert_eq!(page.matches("<table").count(), page.matches("<caption>").count());
        assert_eq!(page.matches("<th ").count(), page.matches("<th scope=").count());
        assert!(
            !page.contains("<th>") && !page.contains("<script") && !page.contains("<img") && !page.contains("<link"),
            "{page}"
        );
    }
}

#[test]
fn headings_of_banners_stand_over_all_of_their_columns() {
    let page = page(&ordinary());
    for words in [
        "<th scope=\"colgroup\" colspan=\"4\" class=\"first\">Site</th>",
        "<th scope=\"colgroup\" colspan=\"2\" class=\"first long\">Were you seen at the time of your appointment?</th>",
        "<span>62%<small>92</small></span><b style=\"min-width:2ch\">BC</b>",
        "<span>89</span><b style=\"min-width:2ch\">*</b>",
        "<span>4.03<small>sd 1.14</small></span>",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
}

#[test]
fn links_lead_somewhere() {
    let page = page(&labelled(&HOSTILE));
    let after = |start: &str| -> BTreeSet<String> {
        page.split(start).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let (links, places) = (after(" href=\"#"), after(" id=\""));
    assert!(links.len() > 3 && links.is_subset(&places), "{links:?} {places:?}");
}

//! The page for the browser: whole, readable, and harmless whatever the labels.

use super::hostile::{HOSTILE, labelled, leaky, traces};
use super::sample::{cell, nps_like, published, question, rating, report};
use survey::render::{self, Picture};
use survey::results::Report;
use survey::view;

fn page(report: &Report) -> String {
    render::html(&published(report), &[])
}

fn ordinary() -> Report {
    let groups = |group: &str| cell(&[("site", group), ("age", "16–34")], 60, nps_like(60, 40));
    let mut report = report(vec![
        question(
            "recommend",
            "nps",
            "Would you recommend us?",
            vec![cell(&[], 120, nps_like(120, 50)), groups("Elms"), groups("Oaks")],
        ),
        question("overall", "rating", "Overall, how was it?", vec![cell(&[], 90, rating([4, 6, 20, 30, 30]))]),
    ]);
    report.settings.by = vec!["site:age".to_owned()];
    report.settings.every = Some("month".to_owned());
    report
}

/// The values of an attribute, in the order of the page.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    page.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn words_keep_the_spaces_between_them() {
    let report = ordinary();
    let page = page(&report);
    let document = view::document(&published(&report));
    let lines = document.sections.iter().flat_map(|section| &section.blocks).flat_map(|block| &block.lines);
    let ranges: Vec<_> = lines.filter_map(|line| line.interval.as_ref()).collect();
    assert!(ranges.len() > 10);
    assert!(page.contains("<tr class=\"lead\">") && page.contains("<tr class=\"part\">"));
    for range in ranges {
        let shown = format!(">{} to {}<", range.low, range.high);
        assert!(page.contains(&shown), "{shown}");
    }
    for words in ["\"Figures of Would you", "\"Base of Would you", "Made by survey 0.1.0.", "content=\"survey 0.1.0\""]
    {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn every_table_has_a_caption_and_every_heading_a_scope() {
    for report in [ordinary(), labelled(&HOSTILE)] {
        let page = page(&report);
        assert!(page.matches("<table").count() >= 6);
        assert_eq!(page.matches("<table").count(), page.matches("<caption>").count());
        assert_eq!(page.matches("<th ").count(), page.matches("<th scope=").count());
        assert!(!page.contains("<th>"));
    }
}

#[test]
fn links_lead_somewhere_and_no_id_is_used_twice() {
    let page = page(&labelled(&HOSTILE));
    let mut ids = attributes(&page, "id");
    for link in attributes(&page, "href") {
        assert!(link.strip_prefix('#').is_some_and(|target| ids.contains(&target)), "{link}");
    }
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn regions_that_scroll_can_be_reached_by_keyboard_and_have_names() {
    let page = page(&ordinary());
    let regions: Vec<&str> = page.split("<div class=\"scroll\"").skip(1).collect();
    assert!(regions.len() >= 6);
    for region in regions {
        assert!(region.starts_with(" tabindex=\"0\" role=\"group\" aria-label=\""), "{}", &region[..60]);
    }
    assert!(attributes(&page, "aria-label").iter().all(|name| !name.trim().is_empty()));
}

#[test]
fn labels_cannot_become_markup() {
    let long = "How well did everybody work together? ".repeat(9);
    let labels: Vec<&str> = HOSTILE.into_iter().chain(["../../x", "\"><svg onload=x>", &long]).collect();
    let page = page(&labelled(&labels));
    for markup in ["<script", "<img", "<svg", " onload=\"", "http-equiv=\"refresh\""] {
        assert!(!page.contains(markup), "{markup}");
    }
    let hidden =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!page.contains(hidden));
    assert!(page.contains("&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;"));
    assert!(page.contains("../../x") && page.contains("日本語のラベル") && page.contains("מרפאת שיניים txt.exe"));
    assert!(page.contains(long.trim()), "long labels stay whole");
}

#[test]
fn the_page_asks_nothing_of_the_network() {
    let page = page(&ordinary());
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"));
    for address in ["http://", "https://", "@import", "url("] {
        assert!(!page.contains(address), "{address}");
    }
}

#[test]
fn a_suppressed_number_is_not_on_the_page() {
    let page = page(&leaky());
    for trace in traces() {
        assert!(!page.contains(trace), "{trace}");
    }
    assert!(page.contains("<td>*</td>"));
}

#[test]
fn pictures_stand_with_their_question_as_they_are() {
    let picture = |(id, about): (&str, std::ops::Range<usize>)| Picture {
        about,
        svg: format!("<svg role=\"img\"><title>{id}</title></svg>"),
        alt: format!("\"{id}\" & words"),
    };
    let page = render::html(
        &published(&ordinary()),
        &[("response", 0..0), ("overall", 1..2), ("recommend-by-site", 0..1)].map(picture),
    );
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
    let order =
        ["<title>response", "id=\"section-1\"", "<title>recommend-by-site", "id=\"section-2\"", "<title>overall"];
    assert!(order.map(at).is_sorted());
    assert!(page.contains("aria-label=\"&#34;overall&#34; &#38; words\""));
}

#[test]
fn the_run_says_what_the_figures_were_made_from() {
    let page = page(&ordinary());
    for words in
        ["responses.csv", "1,050 rows", "80,412 bytes", "9f86d081", "1 header row", "site × age", "month", "95%"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("formula of Net Promoter Score") && page.contains("a source"));
}

#[test]
fn the_same_report_gives_the_same_page() {
    let report = labelled(&HOSTILE);
    assert!(page(&report) == page(&report));
}

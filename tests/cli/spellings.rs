//! What is one value to people though it is written in several ways.

use crate::support::Fixture;

const SURVEY: &str = "survey: sites
questions: { score: { kind: nps, column: score } }
segments: { site: site }
";

fn export(sites: &[(&str, usize)]) -> String {
    let rows = sites.iter().flat_map(|(site, times)| (0..*times).map(move |at| format!("{site},{}\n", at % 11)));
    "site,score\n".to_owned() + &rows.collect::<String>()
}

fn told(fixture: &Fixture) -> (String, i32) {
    let run = fixture.run(&["check", "survey.yaml", "export.csv"]);
    (run.stdout.split_whitespace().collect::<Vec<_>>().join(" "), run.code)
}

#[test]
fn values_that_differ_in_capitals_only_are_told() {
    let rows = export(&[("North", 20), ("NORTH", 3), ("north", 2), ("South", 9)]);
    let (text, code) = told(&Fixture::new().survey(SURVEY).csv(&rows));
    assert!(text.contains("1 value of the segment `site`"), "{text}");
    assert!(text.contains("`North`, `NORTH`, `north` (25 responses); 5 responses do not have"), "{text}");
    assert!(text.contains("List the values under `options:` of the segment"), "{text}");
    assert!(text.contains("segments: 5 responses with a value in another spelling than most"), "{text}");
    assert_eq!(code, 1, "{text}");
    // What is advised mends it.
    let listed = SURVEY.replace("site: site", "site: { column: site, options: [North, South] }");
    assert_eq!(told(&Fixture::new().survey(&listed).csv(&rows)).1, 0);
}

/// Small groups and people are not told by their names.
#[test]
fn values_of_few_and_names_of_people_are_only_counted() {
    let rows = export(&[("North", 3), ("NORTH", 1), ("South", 9)]);
    let (text, code) = told(&Fixture::new().survey(SURVEY).csv(&rows));
    assert!(text.contains("1 value of the segment `site` stand in several spellings"), "{text}");
    assert!(!text.contains("NORTH") && code == 1, "{text}");
    let rows = export(&[("Ann Lee", 8), ("ANN LEE", 8), ("Bo Ek", 9)]).replace("site,", "Patient name,");
    let named = SURVEY.replace("site: site", "who: Patient name");
    let (text, code) = told(&Fixture::new().survey(&named).csv(&rows));
    assert!(!text.contains("LEE") && code == 1, "{text}");
}

/// An accent after its letter is the accent on it: programs write either, and nobody sees a difference.
#[test]
fn accents_written_apart_make_no_groups_of_their_own() {
    let rows = export(&[("Z\u{FC}rich", 8), ("Zu\u{308}rich", 8), ("Basel", 8)]);
    let target = format!("{SURVEY}weighting: {{ targets: {{ site: {{ Z\u{FC}rich: 50, Basel: 50 }} }} }}\n");
    let apart = target.replace('\u{FC}', "u\u{308}");
    for survey in [target, apart] {
        let fixture = Fixture::new().survey(&survey).csv(&rows);
        assert_eq!(told(&fixture).1, 0);
        let table = fixture.run(&["analyze", "survey.yaml", "export.csv", "--by", "site", "-f", "csv"]).ok();
        assert!(table.contains("Z\u{FC}rich") && !table.contains('\u{308}'), "{table}");
    }
}

//! Pictures show the groups and periods that were asked for, or are refused.

use crate::support::{Fixture, Run};
use std::fmt::Write as _;

const SURVEY: &str = r"
survey: clinic
response_id: id
submitted: { column: submitted }
scales:
  quality: [Very poor, Poor, Fair, Good, Very good]
questions:
  recommend: { kind: nps, text: How likely are you to recommend us?, column: Q1 }
  care:
    kind: grid
    text: How good were we at these?
    scale: quality
    top: [Good, Very good]
    items: { time: { column: T, text: Giving you time }, ear: { column: E, text: Listening } }
  plain:
    kind: grid
    text: What was it like?
    scale: quality
    items: { room: { column: R, text: The room }, food: { column: F, text: The food } }
  reasons: { kind: multiple, text: Why did you come?, options: [Check-up, Pain], separator: ';', column: M }
  order: { kind: ranking, text: What matters most?, items: { Staff: O1, Wait: O2, Food: O3 } }
  said: { kind: text, text: Anything else?, column: C }
segments: { site: { column: Site, title: Site }, age: { column: Age, title: Age, bands: [16, 40] } }
disclosure: { minimum: 1 }
";

fn clinic() -> Fixture {
    let labels = ["Very poor", "Poor", "Fair", "Good", "Very good"];
    let mut export = "id,submitted,Q1,T,E,R,F,M,O1,O2,O3,C,Site,Age\n".to_owned();
    for at in 0..60 {
        let (label, site) = (|n: usize| labels[n % 5], ["North", "South"][at % 2]);
        let reasons = ["Check-up", "Pain", "Check-up;Pain"][at % 3];
        let (one, two, three) = [(1, 2, 3), (1, 3, 2), (2, 1, 3)][at % 3];
        let row = [label(at), label(at / 2), label(at * 3 + 1), label(4)].join(",");
        let (day, score, age) = (1 + at % 3, at % 11, 20 + at % 50);
        let _ = writeln!(export, "{at},2026-0{day}-11,{score},{row},{reasons},{one},{two},{three},Fine,{site},{age}");
    }
    Fixture::new().survey(SURVEY).csv(&export)
}

fn chart(fixture: &Fixture, question: &str, arguments: &[&str]) -> Run {
    fixture.run(&[&["chart", question, "survey.yaml", "export.csv", "-o", "x.svg"], arguments].concat())
}

fn drawn(question: &str, arguments: &[&str]) -> String {
    let fixture = clinic();
    chart(&fixture, question, arguments).ok();
    std::fs::read_to_string(fixture.path("x.svg")).expect("a picture")
}

/// Every chosen grouping is in the picture, whatever the question.
#[test]
fn groups_and_periods_that_were_chosen_are_drawn() {
    let months = ["--every", "month"];
    for question in ["recommend", "care", "plain", "reasons", "order", "care.time"] {
        let sites = drawn(question, &["--by", "site"]);
        assert!(sites.contains(">North<") && sites.contains(">South<"), "{question} by site: {sites}");
        let crossed = drawn(question, &["--by", "age:site"]);
        assert!(crossed.contains(">South · 40+<"), "{question} by site and age: {crossed}");
        let trend = drawn(question, &months);
        assert!(trend.contains(">Jan 2026<") && trend.contains(">Mar 2026<"), "{question} by month: {trend}");
    }
    for (question, panels) in
        [("care", ["Giving you time", "Listening"]), ("reasons", ["Check-up", "Pain"]), ("order", ["Staff", "Wait"])]
    {
        let trend = drawn(question, &months);
        assert!(panels.iter().all(|panel| trend.contains(&format!(">{panel}<"))), "{question}: {trend}");
    }
    assert!(drawn("care", &["--by", "site"]).contains("Top box: Good + Very good by site"));
    assert!(drawn("recommend", &["--by", "site", "--every", "month"]).contains(">North<"));
    assert!(drawn("recommend-by-site", &["--by", "site"]).contains(">North<"), "a picture's own name will do");
}

#[test]
fn what_cannot_be_drawn_is_refused_with_a_way_out() {
    for (question, arguments, said) in [
        ("recommend", &["--by", "site,age"][..], "`recommend-by-site`, `recommend-by-age`"),
        ("care", &["--by", "site", "--every", "month"], "leave out `--by` or `--every`"),
        ("reasons", &["--by", "site", "--every", "month"], "`reasons-by-site`, `reasons-by-month`"),
        ("responses", &["--by", "site"], "rows are drawn for everybody"),
        ("recommend", &["--every", "year"], "two periods"),
        ("overview", &[], "--by"),
        ("said", &["--by", "site"], "there is no chart `said-by-site`"),
        ("recomend", &[], "did you mean `recommend`?"),
    ] {
        let fixture = clinic();
        let run = chart(&fixture, question, arguments);
        assert_eq!(run.code, 2, "{question} {arguments:?}: {run}");
        assert!(run.stderr.contains(said), "{question} {arguments:?}: {run}");
        assert!(!fixture.path("x.svg").exists(), "{question} {arguments:?}");
    }
}

/// Where nobody says which answers are good, the bars run from one end of the scale to the other.
#[test]
fn a_grid_always_has_its_picture() {
    let svg = drawn("plain", &[]);
    assert!(svg.contains(">The room<") && svg.contains(">The food<") && svg.contains(">Mean score<"), "{svg}");
    assert!(svg.contains(">5.00<"), "the mean of the food: {svg}");
    let at = |text: &str| svg.find(&format!(">{text}<")).expect("it is in the picture");
    assert!(at("The food") < at("The room") && at("Very poor") < at("Very good"));
    let fixture = clinic();
    fixture.run(&["report", "survey.yaml", "export.csv", "-o", "out", "--format", "svg", "--by", "site"]).ok();
    for name in ["plain", "plain-by-site", "care", "care-by-site"] {
        assert!(fixture.path(&format!("out/charts/{name}.svg")).exists(), "{name}");
    }
}

/// The first place is the darkest, and the scale goes from the last place to the first.
#[test]
fn a_better_rank_is_darker() {
    let svg = drawn("order", &["--by", "site"]);
    assert!(svg.contains(">3 is last<") && svg.contains(">1 is first<"), "{svg}");
    let at = |text: &str| svg.find(&format!(">{text}<")).expect("it is in the picture");
    assert!(at("Staff") < at("Wait") && at("Wait") < at("Food"), "the best rank comes first");
    let shade = |value: &str| {
        let before = &svg[..at(value)];
        let fill = before.rfind("<rect").and_then(|from| before[from..].split("fill=\"#").nth(1)).expect("a shade");
        i64::from_str_radix(&fill[..2], 16).expect("a colour")
    };
    assert!(shade("1.33") < shade("2.67"), "less red is a deeper blue");
}
